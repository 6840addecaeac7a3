//! A preset as it is written in the table.

use scope_catalog::Delimiter;

use crate::role::Role;

/// A preset as it is written: `(a,b)` in a name or a path is either of the two.
pub(super) struct Row {
    pub(super) files: &'static [&'static str],
    /// Paths that all have to lead somewhere: then a file of any name is one of the preset.
    pub(super) marks: &'static [&'static str],
    pub(super) rules: &'static [RuleRow],
}

/// Rules that differ in their paths.
pub(super) struct RuleRow {
    pub(super) role: Role,
    pub(super) provider: Option<&'static str>,
    pub(super) delimiter: Option<Delimiter>,
    pub(super) is_permissions: bool,
    pub(super) paths: &'static [&'static str],
}
