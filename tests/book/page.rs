//! Reads a page and its blocks.

use std::fs;
use std::path::Path;

use super::{read, root};

/// A Markdown file of the repository.
pub(crate) struct Page {
    /// Relative to the repository, with `/`.
    pub(crate) path: String,
    /// Its content.
    pub(crate) text: String,
}

/// The parts of a page that tests use.
pub(crate) enum Block<'t> {
    /// `<!-- in: NAME -->`
    In(&'t str),
    /// The name, and the text between `<!-- generated: NAME -->` and `<!-- end -->`.
    Generated(&'t str, &'t str),
    /// The language and the content of a fence.
    Fence(&'t str, &'t str),
}

impl Page {
    /// The READMEs and the book.
    pub(crate) fn all() -> Vec<Self> {
        let mut paths = ["README.md", "cargo-scopes/README.md"].map(str::to_owned).to_vec();
        collect("docs", &mut paths);
        paths.into_iter().map(Self::read).collect()
    }

    /// One page.
    pub(crate) fn read(path: String) -> Self {
        Self { text: read(&path), path }
    }

    /// The fences of these languages.
    pub(crate) fn fences(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let mut found = Vec::new();
        rewrite(&self.text, |block| {
            if let Block::Fence(language, body) = block
                && is_wanted(language)
            {
                found.push(body.to_owned());
            }
            None
        });
        found
    }

    /// The text without the content of fences.
    pub(crate) fn prose(&self) -> String {
        rewrite(&self.text, |block| matches!(block, Block::Fence(..)).then(String::new))
    }
}

fn collect(folder: &str, paths: &mut Vec<String>) {
    let entries = fs::read_dir(root(folder)).expect("a folder of pages");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("a page").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    for name in names {
        let path = format!("{folder}/{name}");
        if root(&path).is_dir() {
            collect(&path, paths);
        } else if Path::new(&name).extension().is_some_and(|extension| extension == "md") {
            paths.push(path);
        }
    }
}

/// The text after replacing the content of blocks; where `replace` returns `None`, the content stays.
pub(crate) fn rewrite(text: &str, mut replace: impl FnMut(Block<'_>) -> Option<String>) -> String {
    let mut new = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.find('\n').map_or(rest.len(), |end| end + 1));
        new.push_str(line);
        rest = after;
        if let Some(name) = comment(line, "in") {
            replace(Block::In(name));
        } else if let Some(name) = comment(line, "generated") {
            let body = until(rest, "<!-- end -->").unwrap_or_else(|| panic!("no end of the generated part {name}"));
            new.push_str(&replace(Block::Generated(name, body)).unwrap_or_else(|| body.to_owned()));
            rest = &rest[body.len()..];
        } else if line.starts_with("```") {
            let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
            let body = until(rest, ticks).unwrap_or_else(|| panic!("no end of the fence {line}"));
            new.push_str(&replace(Block::Fence(line[ticks.len()..].trim(), body)).unwrap_or_else(|| body.to_owned()));
            rest = &rest[body.len()..];
            let (close, after) = rest.split_at(rest.find('\n').map_or(rest.len(), |end| end + 1));
            new.push_str(close);
            rest = after;
        }
    }
    new
}

/// The value of a comment such as `<!-- in: NAME -->`.
fn comment<'t>(line: &'t str, name: &str) -> Option<&'t str> {
    line.trim().strip_prefix("<!-- ")?.strip_prefix(name)?.strip_prefix(": ")?.strip_suffix(" -->")
}

/// The text before a line.
fn until<'t>(text: &'t str, line: &str) -> Option<&'t str> {
    let mut end = 0;
    for found in text.split_inclusive('\n') {
        if found.trim_end() == line {
            return Some(&text[..end]);
        }
        end += found.len();
    }
    None
}
