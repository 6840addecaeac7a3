//! Defines the configuration files to check: `[[config]]`.

use super::Delimiter;
use crate::span::Spanned;

/// A configuration file, or a pattern of files, whose lists of scopes are checked.
#[derive(Debug, Default)]
pub struct ConfigFile {
    /// The file, or a pattern of files, relative to the package.
    pub file: Spanned,
    /// The name of its format, if the name of the file does not determine that: `yaml`.
    pub format: Option<Spanned>,
    /// The paths in the file at which the scopes are.
    pub paths: Vec<Spanned>,
    /// The name of a preset, instead of paths.
    pub preset: Option<Spanned>,
    /// The delimiter of the program that reads the file; by default, the preset's.
    pub delimiter: Option<Delimiter>,
    /// The client that the file configures.
    pub client: Option<Spanned>,
    /// The catalog that the scopes are checked against; by default, the main one.
    pub catalog: Option<Spanned>,
    /// Whether the calls of `scopes!` for its client should request the same scopes: `matches = "scopes!"`.
    pub matches_calls: bool,
}
