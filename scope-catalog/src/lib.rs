//! The engine of [`oauth-scopes`](https://docs.rs/oauth-scopes): what a catalog of OAuth 2.0 scopes is, which mistakes
//! a list of scopes can have, and what was meant instead.
//!
//! Text in, findings out: a [`Catalog`] is made from texts, [`check`] holds a [`Request`] against it. Places are numbers:
//! the index of a text and a byte range in it. The engine reads no file, prints nothing and knows no compiler; those who
//! call it do. Behind the feature `load`, the module `load` finds the files of a package.
//!
//! This crate is an implementation detail of `oauth-scopes` and moves with it: its interface may change in any release.

#![forbid(unsafe_code)]

#[cfg(any(test, feature = "audit"))]
mod accepted_by;
mod alternative_names;
#[cfg(any(test, feature = "audit"))]
mod audit;
mod catalog;
mod check;
mod check_mode;
pub mod config_match;
mod confusable;
mod description_index;
mod diagnose;
mod document;
mod edit_distance;
mod finding;
mod implied_by;
mod layer;
mod level;
#[cfg(feature = "load")]
pub mod load;
#[cfg(any(test, feature = "audit"))]
mod minimal_set;
mod name_index;
mod name_words;
mod needs;
mod operations;
mod pattern;
mod problem;
mod quoting;
mod rule;
pub mod rules;
mod rust_literal;
mod scope_token;
mod snippet;
mod sort;
mod span;
mod suggestion_index;
#[cfg(test)]
mod testing;
mod tokenize;

pub use alternative_names::AlternativeNames;
#[cfg(any(test, feature = "audit"))]
pub use audit::{Audit, Because, Broader, Missing, audit};
pub use catalog::{Catalog, Lookup, RetiredId, ScopeId, UnknownName};
pub use check::{Report, Request, check, check_names};
pub use check_mode::CheckMode;
pub use finding::{Certainty, Finding};
pub use layer::{
    CatalogSource, Client, ConfigFile, Coverage, Delimiter, Details, Need, Operation, Retired, Risk, Scope, Spanned,
};
pub use level::Level;
#[cfg(any(test, feature = "audit"))]
pub use minimal_set::{MinimalSet, SatisfiedBy, Selected, ServedOperation, minimal_set, minimal_set_among};
pub use name_words::same_actions;
pub use pattern::{Pattern, PatternError};
pub use problem::Problem;
pub use rule::Rule;
pub use rust_literal::{plain_literal, range_in_literal};
pub use scope_token::{is_token, is_token_byte};
pub use snippet::render_snippet;
pub use span::{LineColumn, SourceSpan, Span};
pub use suggestion_index::closest;

/// What a catalog is called where nobody says otherwise.
pub const FILE_NAME: &str = "scopes.toml";
