//! Parses a text into a catalog.

use crate::catalog::Catalog;
use crate::fast::sort;
use crate::model::CatalogSource;
use crate::problem::Problem;
use crate::read::source::read;
use crate::rules;

impl CatalogSource {
    /// Parses one text. `source` is the caller's number for it, which is in every [`SourceSpan`](crate::SourceSpan).
    ///
    /// All problems are added to `problems`. The result contains everything that could be read.
    pub fn parse(source: u32, text: &str, problems: &mut Vec<Problem>) -> Self {
        read(source, text, &rules::ALL, problems)
    }
}

impl Catalog {
    /// Parses a single text that does not build on other catalogs.
    ///
    /// # Errors
    ///
    /// Every problem in the text, ordered by position. `provider` and `extends` are problems, too, since a single text
    /// has no access to other catalogs.
    ///
    /// ```
    /// let catalog = scope_catalog::Catalog::from_text("[scopes]\nread_profile = \"Read the profile\"").expect("sound");
    /// assert_eq!(catalog.scopes().len(), 1);
    /// ```
    pub fn from_text(text: &str) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let layer = CatalogSource::parse(0, text, &mut problems);
        for name in layer.providers.iter().chain(&layer.extends) {
            problems.push(Problem::new(name.span, format!("`{}` cannot be loaded from a single text", name.text)));
        }
        let catalog = Self::assemble(None, vec![layer], &mut problems);
        sort(&mut problems, Ord::cmp);
        if problems.is_empty() { Ok(catalog) } else { Err(problems) }
    }
}
