//! Checks links between the pages, and to other files of the repository.

use super::page::Page;
use super::root;

/// Links of a page to files or headings that do not exist.
pub(crate) fn broken(page: &Page) -> Vec<String> {
    let prose = page.prose();
    let links = prose.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    links.filter(|link| !link.contains("://") && !exists(page, link)).map(str::to_owned).collect()
}

fn exists(page: &Page, link: &str) -> bool {
    let (file, heading) = link.split_once('#').map_or((link, None), |(file, heading)| (file, Some(heading)));
    let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Some(path) = (if file.is_empty() { Some(page.path.clone()) } else { joined(folder, file) }) else {
        return false;
    };
    // The published book contains only its own pages.
    let is_outside = page.path.starts_with("docs/") && !path.starts_with("docs/");
    !is_outside
        && root(&path).exists()
        && heading.is_none_or(|heading| headings(&Page::read(path)).contains(&heading.to_owned()))
}

/// A relative path from a folder of the repository.
fn joined(folder: &str, file: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in file.split('/') {
        if part == ".." {
            parts.pop()?;
        } else {
            parts.push(part);
        }
    }
    Some(parts.join("/"))
}

/// The anchors of a page's headings.
fn headings(page: &Page) -> Vec<String> {
    let prose = page.prose();
    let headings = prose.lines().filter(|line| line.starts_with('#'));
    headings.map(|line| anchor(line.trim_start_matches('#').trim())).collect()
}

fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}
