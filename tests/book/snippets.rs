//! Compiles the Rust code of the pages in separate crates outside the workspace. Each has the catalog that the page shows
//! before the code, and only the features that the page names.

use super::page::{Block, Page, rewrite};
use super::session::label;
use crate::cargo::{Project, Run, manifest};

/// The feature that the pages about run time name; it enables `alloc`.
const FEATURES: &str = ", features = [\"check\"] }\n";

/// A reader's catalog, and the snippets that use it.
struct Group {
    catalog: String,
    snippets: Vec<String>,
}

/// Compiles every snippet. Each package is named after its page.
pub(crate) fn compiled() -> Run {
    let tutorial = groups(&Page::read("docs/tutorial.md".to_owned()), "").remove(0).catalog;
    let pages = Page::all();
    let all = pages.iter().flat_map(|page| {
        let name = page.path.trim_end_matches(".md").replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let groups = groups(page, &tutorial).into_iter().enumerate();
        groups.map(move |(number, group)| (format!("{name}-{number}").to_lowercase(), group))
    });
    let project = Project::new("snippets");
    let mut members = Vec::new();
    for (name, group) in all {
        project.write(&format!("{name}/Cargo.toml"), manifest(&name, "").replace(" }\n", FEATURES));
        project.write(&format!("{name}/scopes.toml"), group.catalog);
        for (number, snippet) in group.snippets.iter().enumerate() {
            project.write(&format!("{name}/src/bin/{name}-{number}.rs"), program(snippet));
        }
        members.push(name);
    }
    assert!(members.len() > 5, "{members:?}");
    project.write("Cargo.toml", format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"));
    project.cargo(["check", "--workspace", "--keep-going"]).run()
}

/// The catalogs and snippets of a page, for a reader who starts with the tutorial's catalog. Comments in the page are skipped.
fn groups(page: &Page, tutorial: &str) -> Vec<Group> {
    let mut groups = vec![Group { catalog: tutorial.to_owned(), snippets: Vec::new() }];
    rewrite(&visible(&page.text), |block| {
        match block {
            Block::Fence("toml", body) if label(body) == Some("scopes.toml") => {
                groups.push(Group { catalog: body.to_owned(), snippets: Vec::new() });
            }
            // Other snippets are meant to fail or are build scripts, as the page says.
            Block::Fence("rust", body) => groups.last_mut().expect("a catalog").snippets.push(body.to_owned()),
            _ => {}
        }
        None
    });
    groups.retain(|group| !group.snippets.is_empty());
    groups
}

/// The text without comments that contain files.
fn visible(text: &str) -> String {
    let mut parts = text.split("\n<!--\n");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |visible, part| visible + "\n" + part.split_once("\n-->\n").map_or(part, |(_, rest)| rest))
}

/// A snippet as the body of `main`, unless it has its own `main`.
fn program(snippet: &str) -> String {
    if snippet.contains("fn main()") { snippet.to_owned() } else { format!("fn main() {{\n{snippet}}}\n") }
}
