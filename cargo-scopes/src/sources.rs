//! The Rust files of a workspace, each of them read once.

mod patterns;
mod search;
mod visitor;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::workspace::Workspace;
use search::{Asked, Search};
pub(crate) use visitor::{Outcome, Sources, Texts, Visited, Visitor};

/// A visitor that visits no file.
struct Nobody;

impl Visitor for Nobody {
    type Made = ();

    fn words(&self) -> &'static [&'static str] {
        &[]
    }

    fn visit(&self, _: &Visited<'_>) -> Option<()> {
        None
    }
}

/// The Rust files with one of these words, in the folders of the selected packages that can use the macros. `texts` replaces
/// the content of some files.
///
/// What git ignores, what is hidden, what is behind a link and what cargo has built is left out, as in every search, unless a
/// file says that it is one of its modules.
pub(crate) fn of_callers(workspace: &Workspace, words: &[&str], texts: &Texts) -> Sources {
    visit(workspace, words, texts, &Nobody).sources
}

/// The same, with a visitor for the files of all selected packages.
pub(crate) fn visit<V: Visitor>(workspace: &Workspace, words: &[&str], texts: &Texts, visitor: &V) -> Outcome<V::Made> {
    Search::new(words, texts, visitor, Asked::Known(workspace)).run(workspace)
}

/// The same, for a workspace that cargo still has to find. Meanwhile, the folder that is most likely to be the
/// workspace's is read.
///
/// # Errors
///
/// If the workspace is not found.
pub(crate) fn visit_meanwhile<V: Visitor, E>(
    folder: Option<&Path>,
    words: &[&str],
    visitor: &V,
    find: impl FnOnce() -> Result<Workspace, E>,
) -> Result<(Arc<Workspace>, Outcome<V::Made>), E> {
    let texts = Texts::default();
    let Some(folder) = folder else {
        let workspace = find()?;
        let outcome = visit(&workspace, words, &texts, visitor);
        return Ok((Arc::new(workspace), outcome));
    };
    let answer = OnceLock::new();
    let search = Search::new(words, &texts, visitor, Asked::Awaited(&answer));
    let (found, is_read) = std::thread::scope(|scope| {
        let target = folder.join("target");
        let reading = scope.spawn(|| search.walk(&[folder], &folder.join("target")));
        let found = find().map(Arc::new);
        let is_read = found.as_ref().is_ok_and(|workspace| workspace.root == folder && workspace.target == target);
        let _ = answer.set(found.as_ref().ok().filter(|_| is_read).cloned());
        if let Err(panic) = reading.join() {
            std::panic::resume_unwind(panic);
        }
        (found, is_read)
    });
    let workspace = found?;
    let outcome = if is_read { search.finish(&workspace) } else { visit(&workspace, words, &texts, visitor) };
    Ok((workspace, outcome))
}
