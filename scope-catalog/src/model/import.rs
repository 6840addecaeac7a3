//! Where a catalog was imported from.

use crate::span::{SourceSpan, Spanned};

/// `[import]`: the documents that a catalog was imported from, so that it can be compared with them again.
///
/// They are only named. The engine reads and fetches none of them, and neither does a build.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The location of the table.
    pub span: SourceSpan,
    /// Files, relative to the catalog, and https addresses; at least one.
    pub from: Vec<Spanned>,
    /// The provider whose scopes were picked out.
    pub provider: Option<Spanned>,
    /// How the names begin that were picked out.
    pub prefix: Option<Spanned>,
    /// Whether only what the workspace uses was picked out.
    pub only_used: bool,
    /// What was read last, as digests that only the command line understands.
    pub snapshot: Option<Spanned>,
}
