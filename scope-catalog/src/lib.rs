//! The engine of [`oauth-scopes`](https://docs.rs/oauth-scopes): what a catalog of OAuth 2.0 scopes is, which mistakes
//! a list of scopes can have, and what was meant instead.
//!
//! Text in, findings out: a [`Catalog`] is made from texts, [`check`] holds a [`Request`] against it. Places are numbers:
//! the index of a text and a byte range in it. The engine reads no file, prints nothing and knows no compiler; those who
//! call it do. Behind the feature `load`, the module `load` finds the files of a package.
//!
//! This crate is an implementation detail of `oauth-scopes` and moves with it: its interface may change in any release.

#![forbid(unsafe_code)]

mod catalog;
mod check;
mod check_mode;
pub mod config_match;
mod fast;
mod finding;
mod granted_set;
pub mod load;
mod model;
mod names;
mod parse;
mod problem;
mod read;
mod render;
mod request;
pub mod rules;
mod span;
#[cfg(test)]
mod testing;

pub use catalog::{AlternativeNames, Catalog, Lookup, UnknownName};
pub use check::{Report, check, check_names, fixed};
pub use check_mode::CheckMode;
pub use finding::{Certainty, Finding};
pub use granted_set::{GrantedSet, unneeded};
pub use model::{
    CatalogSource, Client, ConfigFile, Coverage, Delimiter, Details, Level, Need, Operation, Retired, RetiredId, Risk,
    Rule, Scope, ScopeId,
};
pub use names::closest::closest;
pub use names::name_words::same_actions;
pub use names::pattern::{Pattern, PatternError};
pub use names::scope_token::{is_token, is_token_byte};
pub use problem::Problem;
pub use render::rust_literal::{plain_literal, range_in_literal};
pub use render::snippet::render_snippet;
pub use request::Request;
pub use span::{LineColumn, SourceSpan, Span, Spanned};

/// What a catalog is called where nobody says otherwise.
pub const FILE_NAME: &str = "scopes.toml";
