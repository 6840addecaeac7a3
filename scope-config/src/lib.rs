//! Finds the scope lists in configuration files, with the place of every scope.
//!
//! A file is read into a tree of [`Node`]s that know their bytes; a [`Path`] or a [`Preset`] says where in it scopes
//! stand; [`extract`] lists them. Text in, lists out: nothing is read from disk here, and nothing is held against a
//! catalogue.
//!
//! This crate is an implementation detail of `oauth-scopes` and moves with it: its interface may change in any release.

#![forbid(unsafe_code)]

#[cfg(feature = "check")]
mod check;
mod extract;
mod format;
mod node;
mod path;
mod preset;
mod read;

#[cfg(feature = "check")]
pub use check::{Against, Place, Placed, check_file, requested};
pub use extract::{Found, List, Source, Unresolved, extract, extract_presets};
pub use format::Format;
pub use node::{Entry, Node, Value};
pub use path::{Match, Path, PathError, Stop, Target};
pub use preset::{PRESETS, Preset, Role, Rule, presets_of};
pub use read::{ReadError, read};
