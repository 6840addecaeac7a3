//! Defines a finding with its location in a configuration file.

use std::ops::Range;
use std::rc::Rc;

use scope_catalog::{Catalog, Finding, Level};

use crate::edit::Edit;
use crate::format::Source;
use crate::written_text::WrittenText;

/// A finding, with its location in a file.
#[derive(Clone, Debug)]
pub struct LocatedFinding {
    /// The finding itself.
    pub finding: Finding,
    /// The bytes in the file that the finding is about.
    pub span: Range<usize>,
    /// The bytes to underline; none if the finding is about the whole file.
    pub marks: Vec<Range<usize>>,
    /// The bytes in the file that may be shown with the finding, which are those of the value: anything else on the
    /// line may be a secret. See [`excerpt`](crate::excerpt()).
    pub visible: Range<usize>,
    /// The path of the value in the file, without `*` and `[]`; empty if the finding is not about a value.
    pub path: String,
    /// The text that the finding is about.
    pub(crate) written: Option<Rc<WrittenText>>,
}

impl LocatedFinding {
    /// A finding at bytes of a file, unless its level is `allow`.
    pub(crate) fn new(catalog: &Catalog, finding: Finding, span: Range<usize>) -> Option<Self> {
        let finding = with_level(catalog, finding)?;
        Some(Self { finding, marks: vec![span.clone()], span, visible: 0..0, path: String::new(), written: None })
    }

    /// A finding about a whole file, unless its level is `allow`.
    pub(crate) fn of_file(catalog: &Catalog, finding: Finding) -> Option<Self> {
        Some(Self { marks: Vec::new(), ..Self::new(catalog, finding, 0..0)? })
    }

    /// Returns the edits that apply the first suggestion. There are none without a suggestion, or if the file writes
    /// the text in a special way, such as a permission as a key and a value.
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
