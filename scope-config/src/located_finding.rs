//! A finding with its location in a configuration file.

use std::ops::Range;
use std::rc::Rc;

use scope_catalog::{Catalog, Finding, Level};

use crate::edit::Edit;
use crate::format::Source;
use crate::written_text::WrittenText;

/// A finding, with its location in a file.
#[derive(Clone, Debug)]
pub struct LocatedFinding {
    /// The finding.
    pub finding: Finding,
    /// The bytes in the file that it is about.
    pub span: Range<usize>,
    /// The bytes to underline; none if it is about the file as a whole.
    pub marks: Vec<Range<usize>>,
    /// The bytes of the file that may be shown with it: the value. Nothing else may: a neighbor on the same line may be a
    /// secret. See [`excerpt`](crate::excerpt()).
    pub visible: Range<usize>,
    /// The path of the value in the file, without `*` and `[]`; empty if it is not about a value.
    pub path: String,
    /// The text that it is about.
    pub(crate) written: Option<Rc<WrittenText>>,
}

impl LocatedFinding {
    /// A finding at bytes of a file, unless its level is `allow`.
    pub(crate) fn new(catalog: &Catalog, finding: Finding, span: Range<usize>) -> Option<Self> {
        let finding = with_level(catalog, finding)?;
        Some(Self { finding, marks: vec![span.clone()], span, visible: 0..0, path: String::new(), written: None })
    }

    /// A finding about a file as a whole, unless its level is `allow`.
    pub(crate) fn of_file(catalog: &Catalog, finding: Finding) -> Option<Self> {
        Some(Self { marks: Vec::new(), ..Self::new(catalog, finding, 0..0)? })
    }

    /// What writes the first suggestion into the file; nothing if there is none, or if the file writes the text in a way
    /// of its own, such as a permission by its key and its value.
    pub fn edits(&self, source: Source<'_>) -> Vec<Edit> {
        match (&self.written, self.finding.span, self.finding.suggestions.first()) {
            (Some(written), Some(part), Some(suggestion)) => written.edits(source, &part.range(), suggestion),
            _ => Vec::new(),
        }
    }
}

/// A finding with the level that a catalog gives its rule; `None` if that is `allow`.
pub(crate) fn with_level(catalog: &Catalog, mut finding: Finding) -> Option<Finding> {
    finding.level = catalog.level(finding.rule);
    (finding.level != Level::Allow).then_some(finding)
}
