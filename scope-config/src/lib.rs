//! Finds lists of scopes in configuration files, with the location of each scope.
//!
//! A file is parsed into a tree of [`Node`]s with their byte ranges. A [`Path`] or a [`Preset`] says where in it the
//! scopes are, [`extract`] lists them, and [`check_file`] checks them against a catalog.
//!
//! This crate is an implementation detail of `oauth-scopes` and moves with it: its interface may change in any release.

#![forbid(unsafe_code)]

mod check;
mod edit;
mod escape;
mod extract;
mod files;
mod format;
mod formats;
mod glob;
mod list;
mod node;
mod path;
mod placeholder;
mod places;
mod preset;
mod role;
mod unchanged;

pub use check::{CheckTarget, LocatedFinding, Place, UsageError, check_file, preset, requested_scopes};
pub use edit::{Edit, apply, edits, edits_in};
pub use extract::{extract, extract_presets};
pub use files::{Matched, ReadFileError, matching, read_file};
pub use format::{Format, Source};
pub use formats::read;
pub use formats::read_error::ReadError;
pub use list::{ExtractedText, List, Unresolved};
pub use node::{Entry, Node, Value};
pub use path::{LookupFailure, Match, Path, PathError, Target};
pub use preset::{PRESETS, Preset, Rule, presets_of};
pub use role::Role;
pub use unchanged::unchanged_elsewhere;
