//! Finds OAuth 2.0 scopes that are written by hand in Rust sources: in the ways of the usual OAuth crates, without a macro.
//!
//! A source file is read for itself, by [`read`]: what it requests, what it only mentions, and what it defines.
//! [`resolve_constants`] brings the files of a package together, and [`Providers`] tells whose scopes they are. No file is
//! opened here, and nothing is printed.
//!
//! ```
//! use std::collections::BTreeSet;
//!
//! let source = r#"fn f(r: Request) { r.add_scope(Scope::new("repo".into())).add_scope(Scope::new("read:org".into())); }"#;
//! let usage = scope_sources::read(source, &BTreeSet::new()).expect("valid Rust");
//! assert_eq!(usage.groups[0].names(), ["repo", "read:org"]);
//! ```
//!
//! This crate is an implementation detail of `cargo-scopes` and moves with it: its interface may change in any release.

#![forbid(unsafe_code)]

mod accept;
mod arguments;
mod attribute_values;
mod attributes;
mod beside;
mod chain;
mod comments;
mod confidence;
mod definitions;
mod evidence;
mod file;
mod functions;
mod grants;
mod group;
mod hints;
mod identifiers;
mod joined;
mod json_text;
mod kept;
mod macros;
mod makers;
mod mentions;
mod names_of_providers;
mod owners;
mod ownership;
mod package;
mod parameters;
mod parts;
mod pieces;
mod provider_hints;
mod providers;
mod read;
mod reader;
mod requests;
mod rows;
pub mod scan;
mod scope_url;
mod sieve;
mod slips;
mod test_code;
mod tokens;
mod usage;
mod value;
mod variables;
mod visit;
mod words;

pub use comments::{Comment, Directive, WrongComment, comments};
pub use confidence::{Confidence, is_distinctive};
pub use group::{Form, Group, Kind, Owned, Purpose, Text};
pub use hints::Hints;
pub use ownership::{List, Owner, Ownership, Reason};
pub use package::{FoundList, PackageLists, package_lists};
pub use provider_hints::{Hint, HintKind, Server, server_of};
pub use providers::Providers;
pub use read::{WORDS, has_evidence, read};
pub use slips::is_misspelling;
pub use tokens::{NoRust, start, token_span};
pub use usage::{Definition, FileUsage, resolve_constants};
