//! What several checks need, and is made once: entries of `[[config]]` may be about one file, and about one provider.

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

/// The file that was parsed last, and the catalogs of other providers that lists turned out to need. A clone shares them.
/// The checks are those of one package: its levels count in these catalogs as well.
#[derive(Clone, Debug, Default)]
pub struct Reused(Rc<Made>);

/// By what the catalog is for, and its provider.
type Catalogs = BTreeMap<(Option<String>, &'static str), Option<Rc<Catalog>>>;

#[derive(Debug)]
struct Made {
    last: RefCell<Option<Last>>,
    parses: Cell<usize>,
    /// The steps that paths may still take.
    steps: Cell<usize>,
    /// The bundled catalogs that lists turned out to need, each made for a catalog of the user's own.
    bundled: RefCell<Catalogs>,
}

impl Default for Made {
    fn default() -> Self {
        let (last, parses, bundled) = Default::default();
        Self { last, parses, steps: Cell::new(MOST_STEPS), bundled }
    }
}

/// A text, and what came of parsing it.
#[derive(Debug)]
struct Last {
    format: Format,
    text: String,
    file: Result<Rc<ParsedFile>, ReadError>,
}

/// A parsed file, with what presets found in it last.
#[derive(Debug)]
pub(crate) struct ParsedFile {
    pub(crate) documents: Vec<Rc<Node>>,
    by_presets: RefCell<Option<(Vec<Preset>, Rc<Extracted>)>>,
}

/// In a workspace of very many packages, a path may take this many steps in each.
const LEAST_STEPS: usize = 500_000;

impl Reused {
    /// For one of several packages: their paths share the steps.
    pub fn of_one_among(packages: usize) -> Self {
        let reused = Self::default();
        reused.0.steps.set((MOST_STEPS / packages.max(1)).max(LEAST_STEPS));
        reused
    }

    /// How many files were parsed: one file that several checks in a row are about counts once.
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
