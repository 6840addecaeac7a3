//! The engine of [`oauth-scopes`](https://docs.rs/oauth-scopes): catalogs of OAuth 2.0 scopes, the rules for lists of
//! scopes, and suggestions for what was meant.
//!
//! Text in, findings out: a [`Catalog`] is made from texts, and [`check`] checks a [`Request`] against it. A location
//! is the index of a text and a range of bytes in it. The engine reads no files, prints nothing and does not depend on
//! the compiler; its callers do that. With the feature `load`, the module `load` finds and reads the files of a
//! package.
//!
//! This crate is an implementation detail of `oauth-scopes`. Its API may change in any release.

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
mod operations;
mod parse;
mod problem;
mod read;
mod render;
mod request;
pub mod rules;
mod span;
#[cfg(test)]
mod testing;

pub use catalog::{AlternativeNames, Catalog, Lookup, OF_OPENID_CONNECT, UnknownName, quoted_some};
pub use check::{Report, check, check_and_fix, check_in_file, check_name, check_names, fixed, is_advice};
pub use check_mode::CheckMode;
pub use fast::NameIndex;
pub use finding::{Certainty, Finding};
pub use granted_set::{GrantedSet, unneeded};
pub use model::without_query;
pub use model::{
    Case, CatalogSource, Client, ConditionalNeed, ConfigFile, Consent, Coverage, Delimiter, Details, Grant, Import,
    ImportSource, ImportSourceError, Level, Misnomer, NameList, Need, Operation, ReportedIn, Resource, Retired,
    RetiredId, Risk, Rule, Scope, ScopeId,
};
pub use names::closest::{closest, did_you_mean};
pub use names::name_words::{have_common_subject, same_actions};
pub use names::pattern::{Pattern, PatternError};
pub use names::scope_token::{is_token, is_token_byte};
pub use names::secret_name::{is_secret_name, names_secret};
pub use operations::FoundOperations;
pub use problem::Problem;
pub use read::keys::CATALOG_KEYS;
pub use render::quoting::{quoted, toml_key};
pub use render::rust_literal::{plain_literal, range_in_literal};
pub use render::snippet::render_snippet;
pub use request::Request;
pub use span::{LineColumn, SourceSpan, Span, Spanned};

/// The default file name of a catalog.
pub const FILE_NAME: &str = "scopes.toml";
