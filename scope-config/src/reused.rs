//! Shares parsed files and loaded catalogs between checks, since several entries of `[[config]]` may be about the same
//! file or provider.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use scope_catalog::Catalog;

use crate::bundled::bundled;
use crate::extract::{Extracted, MOST_STEPS, extract_presets_in};
use crate::format::{Format, Source};
use crate::formats::read;
use crate::formats::read_error::ReadError;
use crate::node::Node;
use crate::presets::Preset;

/// The file that was parsed last, and the catalogs that lists needed besides the file's own. Clones share them. They
/// belong to the checks of one package, whose levels also apply to these catalogs.
#[derive(Clone, Debug, Default)]
pub struct Reused(Rc<Made>);

/// The keys are the key of the user's own catalog and the provider.
type Catalogs = BTreeMap<(Option<String>, &'static str), Option<Rc<Catalog>>>;

#[derive(Debug)]
struct Made {
    last: RefCell<Option<Last>>,
    parses: Cell<usize>,
    /// The number of steps left for paths.
    steps: Cell<usize>,
    /// The bundled catalogs that lists need, each with the settings of one of the user's own catalogs.
    bundled: RefCell<Catalogs>,
}

impl Default for Made {
    fn default() -> Self {
        let (last, parses, bundled) = Default::default();
        Self { last, parses, steps: Cell::new(MOST_STEPS), bundled }
    }
}

/// A text, and the result of parsing it.
#[derive(Debug)]
struct Last {
    format: Format,
    text: String,
    file: Result<Rc<ParsedFile>, ReadError>,
}

/// A parsed file, and what presets found in it last.
#[derive(Debug)]
pub(crate) struct ParsedFile {
    pub(crate) documents: Vec<Rc<Node>>,
    by_presets: RefCell<Option<(Vec<Preset>, Rc<Extracted>)>>,
}

/// The minimum number of steps for paths in each package of a large workspace.
const LEAST_STEPS: usize = 500_000;

impl Reused {
    /// Creates the shared state for one of several packages, whose paths share the steps.
    pub fn of_one_among(packages: usize) -> Self {
        let reused = Self::default();
        reused.0.steps.set((MOST_STEPS / packages.max(1)).max(LEAST_STEPS));
        reused
    }

    /// Returns how many files were parsed. A file that several checks in a row use counts once.
    pub fn parses(&self) -> usize {
        self.0.parses.get()
    }

    pub(crate) fn file(&self, source: Source<'_>) -> Result<Rc<ParsedFile>, ReadError> {
        let mut last = self.0.last.borrow_mut();
        let known = last.take().filter(|last| last.format == source.format && last.text == source.text);
        let parse = || {
            self.0.parses.set(self.parses() + 1);
            let parsed = |documents| Rc::new(ParsedFile { documents, by_presets: RefCell::default() });
            let file = read(source.format, source.text).map(parsed);
            Last { format: source.format, text: source.text.to_owned(), file }
        };
        last.insert(known.unwrap_or_else(parse)).file.clone()
    }

    pub(crate) fn steps(&self) -> &Cell<usize> {
        &self.0.steps
    }

    /// The bundled catalog of a provider, with the levels of the user's own catalog. `None` if this build of the program does
    /// not have it.
    pub(crate) fn bundled(&self, provider: &'static str, own: &Catalog) -> Option<Rc<Catalog>> {
        let key = (own.key().map(str::to_owned), provider);
        let mut known = self.0.bundled.borrow_mut();
        known.entry(key).or_insert_with(|| bundled(provider, own).map(Rc::new)).clone()
    }
}

impl ParsedFile {
    /// What presets find in the file.
    pub(crate) fn by_presets(&self, source: Source<'_>, presets: &[Preset]) -> Rc<Extracted> {
        let mut last = self.by_presets.borrow_mut();
        let known = last.take().filter(|(known, _)| known == presets);
        let (_, found) = last.insert(
            known.unwrap_or_else(|| (presets.to_vec(), Rc::new(extract_presets_in(&self.documents, source, presets)))),
        );
        Rc::clone(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_share_the_steps_of_paths() {
        let steps = [0, 1, 3, 10_000].map(|packages| Reused::of_one_among(packages).steps().get());
        assert_eq!(steps, [MOST_STEPS, MOST_STEPS, MOST_STEPS / 3, LEAST_STEPS]);
    }

    #[test]
    fn a_file_is_parsed_once_until_it_differs() {
        let reused = Reused::default();
        let file = |format, text| reused.clone().file(Source { format, text });
        let first = file(Format::Json, "{}").expect("JSON");
        assert!(Rc::ptr_eq(&first, &file(Format::Json, "{}").expect("JSON")));
        assert_eq!(reused.parses(), 1);
        assert!(!Rc::ptr_eq(&first, &file(Format::Json, "[]").expect("JSON")));
        assert!((0..2).all(|_| file(Format::Toml, "[]").is_err()), "another format reads it in another way");
        assert_eq!(reused.parses(), 3);
    }

    #[test]
    fn presets_search_a_file_once_until_others_do() {
        let text = r#"{"access_scopes": {"scopes": "read_products"}}"#;
        let source = Source { format: Format::Json, text };
        let file = Reused::default().file(source).expect("JSON");
        let found = file.by_presets(source, &[Preset::ShopifyAppToml]);
        assert_eq!(found.lists.len(), 1);
        assert!(Rc::ptr_eq(&found, &file.by_presets(source, &[Preset::ShopifyAppToml])));
        assert!(file.by_presets(source, &[Preset::ChromeExtension]).lists.is_empty());
        assert_eq!(file.by_presets(source, &[Preset::ShopifyAppToml]).lists.len(), 1);
    }
}
