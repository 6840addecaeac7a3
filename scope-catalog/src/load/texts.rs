//! Loads a catalog from texts in memory.

use std::path::{Path, PathBuf};

use super::loaded::{File, Loaded, Stamp};
use super::loader::{NoText, Sources, load_from};
use super::providers::Providers;

/// Loads a catalog from its text and those that it extends, directly or not, in the order in which they name one another.
/// Mistakes are in [`Loaded::problems`]; the position of a text is that of its [`File`].
///
/// ```
/// use scope_catalog::load::{Providers, load_texts};
///
/// let texts = ["extends = 'shared.toml'\nscopes = ['read']", "scopes = ['write']"];
/// let loaded = load_texts(&texts, Providers::NONE);
/// assert_eq!((loaded.catalog.scopes().len(), loaded.problems.len()), (2, 0));
/// ```
pub fn load_texts(texts: &[&str], providers: Providers) -> Loaded {
    let mut texts = Texts { texts, next: 0 };
    let root = texts.unnamed().unwrap_or_else(|| file("", 0));
    load_from(root, Path::new(crate::FILE_NAME), &mut texts, providers)
}

struct Texts<'t> {
    texts: &'t [&'t str],
    next: usize,
}

fn file(text: &str, number: usize) -> File {
    let path = PathBuf::from(format!("text {number}"));
    File { path, text: text.to_owned(), stamp: Stamp::default(), is_of_named: false }
}

impl Sources for Texts<'_> {
    fn extended(&mut self, name: &str, _: &[PathBuf], is_for_named: bool) -> Result<File, NoText> {
        self.unnamed().filter(|_| !is_for_named).ok_or_else(|| NoText {
            message: format!("`{name}` is not read at run time"),
            help: "pass its text to `Checker::from_texts`, after this one",
            missing: None,
        })
    }

    fn unnamed(&mut self) -> Option<File> {
        let text = self.texts.get(self.next)?;
        self.next += 1;
        Some(file(text, self.next))
    }
}
