//! A preset as it is written in the table.

use scope_catalog::Delimiter;

use super::list_kind::ListKind;
use crate::role::Role;

/// A preset as it is written: `(a,b)` in a name or a path is either of the two.
pub(super) struct Row {
    pub(super) files: &'static [&'static str],
    /// If all of these paths exist in a file, the preset applies to it, whatever its name is.
    pub(super) marks: &'static [&'static str],
    pub(super) rules: &'static [RuleRow],
}

/// Rules that differ only in their paths.
pub(super) struct RuleRow {
    pub(super) role: Role,
    pub(super) provider: Option<&'static str>,
    pub(super) delimiter: Option<Delimiter>,
    pub(super) kind: Option<ListKind>,
    pub(super) paths: &'static [&'static str],
}
