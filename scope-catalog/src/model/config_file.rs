//! Configuration files that a catalog names.

use crate::span::Spanned;

/// A file whose scope lists are checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFile {
    /// The file, or a pattern of files, relative to the package.
    pub file: Spanned,
    /// Where in it the scopes stand.
    pub path: Option<Spanned>,
    /// The name of a known shape, instead of a path.
    pub preset: Option<Spanned>,
    /// The client that the file is about.
    pub client: Option<Spanned>,
    /// The catalog that it is held against; the main one where it is left out.
    pub catalog: Option<Spanned>,
    /// Whether the calls of `scopes!` for its client should ask for the same: `matches = "scopes!"`.
    pub matches_calls: bool,
}
