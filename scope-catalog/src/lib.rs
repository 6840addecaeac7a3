//! The engine of [`oauth-scopes`](https://docs.rs/oauth-scopes): what a catalogue of OAuth 2.0 scopes is, which mistakes
//! a list of scopes can have, and what was meant instead.
//!
//! Text in, findings out: a [`Catalog`] is made from texts, [`check`] holds a [`Request`] against it. Places are numbers:
//! the index of a text and a byte range in it. The engine reads no file, prints nothing and knows no compiler; those who
//! call it do. Behind the feature `load`, the module `load` finds the files of a package.
//!
//! This crate is an implementation detail of `oauth-scopes` and moves with it: its interface may change in any release.

#![forbid(unsafe_code)]

pub mod agreement;
#[cfg(any(test, feature = "audit"))]
mod audit;
mod catalog;
mod check;
mod confusable;
mod covered;
mod descriptions;
mod distance;
mod document;
mod explain;
mod finding;
mod implying;
mod layer;
mod level;
mod literal;
#[cfg(feature = "load")]
pub mod load;
mod message;
mod mode;
mod names;
mod needs;
mod operations;
mod order;
mod pattern;
mod picture;
mod problem;
#[cfg(any(test, feature = "audit"))]
mod reach;
mod reading;
mod rule;
pub mod rules;
#[cfg(any(test, feature = "audit"))]
mod smallest;
mod span;
mod suggest;
#[cfg(test)]
mod testing;
mod token;
mod words;

#[cfg(any(test, feature = "audit"))]
pub use audit::{Audit, Because, Broader, Missing, audit};
pub use catalog::{Catalog, NoSuchName, RetiredId, ScopeId, Standing};
pub use check::{Report, Request, check, check_names};
pub use covered::Covered;
pub use finding::{At, Certainty, Finding};
pub use layer::{Client, ConfigFile, Coverage, Delimiter, Details, Layer, Name, Need, Operation, Retired, Risk, Scope};
pub use level::Level;
pub use literal::{plain_literal, range_in_literal};
pub use mode::CheckMode;
pub use pattern::{Pattern, PatternError};
pub use picture::picture;
pub use problem::Problem;
pub use rule::Rule;
#[cfg(any(test, feature = "audit"))]
pub use smallest::{Chosen, Met, Served, Smallest, smallest, smallest_among};
pub use span::{Place, Span, line_and_column};
pub use suggest::closest;
pub use token::{is_token, is_token_byte};
pub use words::same_actions;

/// What a catalogue is called where nobody says otherwise.
pub const FILE_NAME: &str = "scopes.toml";
