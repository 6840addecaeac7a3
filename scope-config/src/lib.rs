//! Finds lists of scopes in configuration files, with the location of each scope.
//!
//! A file is read into a tree of [`Node`]s that know their bytes; a [`Path`] or a [`Preset`] says where in it scopes
//! are; [`extract`] lists them. [`ConfigCheck`] checks the files of `[[config]]` against a catalog.
//!
//! This crate is an implementation detail of `oauth-scopes` and moves with it: its interface may change in any release.

#![forbid(unsafe_code)]

mod beside;
mod bundled;
mod check;
mod config_check;
mod edit;
mod escape;
mod excerpt;
mod extract;
mod files;
mod format;
mod formats;
mod gcloud;
mod glob;
mod list;
mod located_finding;
mod locator;
mod node;
mod owner;
mod parts;
mod path;
mod placeholder;
mod places;
mod presets;
mod reused;
mod role;
mod secret;
mod unchanged;
mod usage_error;
mod variable;
mod written_text;

pub use beside::ServerBeside;
pub use config_check::{CheckedFile, ConfigCheck, OtherKey, resolve};
pub use edit::{Edit, apply, edits, edits_in};
pub use excerpt::{Excerpt, excerpt};
pub use extract::{Extracted, extract, extract_presets};
pub use files::{FileSearch, Matched, ReadFileError, read_file};
pub use format::{Format, Source};
pub use formats::read;
pub use formats::read_error::ReadError;
pub use list::{ExtractedText, List, Unresolved, Unsuitable};
pub use located_finding::LocatedFinding;
pub use locator::Locator;
pub use node::{Entry, Node, Value};
pub use path::{Limit, LookupFailure, Match, Path, PathError, Target};
pub use presets::{ListKind, Preset, Rule};
pub use reused::Reused;
pub use role::Role;
pub use secret::{holds_secret, without_secrets};
pub use unchanged::unchanged_elsewhere;
pub use usage_error::UsageError;
