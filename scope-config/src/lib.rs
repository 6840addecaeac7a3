//! Finds the scope lists in configuration files, with the place of every scope.
//!
//! A file is read into a tree of [`Node`]s that know their bytes; a [`Path`] or a [`Preset`] says where in it scopes
//! stand; [`extract`] lists them. Text in, lists out; behind the feature `check` they are held against a catalog, and behind
//! the feature `files` there is what finds and reads the files.
//!
//! This crate is an implementation detail of `oauth-scopes` and moves with it: its interface may change in any release.

#![forbid(unsafe_code)]

#[cfg(feature = "check")]
mod check;
#[cfg(feature = "check")]
mod escape;
mod extract;
#[cfg(feature = "files")]
mod files;
mod format;
mod node;
mod path;
mod preset;
mod read;
mod repair;
mod same;

#[cfg(feature = "check")]
pub use check::{Against, Place, Placed, Refusal, check_file, preset, requested};
pub use extract::{Found, List, Source, Unresolved, extract, extract_presets};
#[cfg(feature = "files")]
pub use files::{Matched, Unread, matching, read_file};
pub use format::Format;
pub use node::{Entry, Node, Value};
pub use path::{Match, Path, PathError, Stop, Target};
pub use preset::{PRESETS, Preset, Role, Rule, presets_of};
pub use read::{ReadError, read};
pub use repair::{Edit, apply, edits, edits_in};
pub use same::says_the_same_elsewhere;
