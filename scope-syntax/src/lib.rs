//! The grammar of the macro calls of [`oauth-scopes`](https://docs.rs/oauth-scopes).
//!
//! A call is parsed here and nowhere else: by the macros, from the tokens of the compiler, and by `cargo scopes`, from
//! the tokens of a source file. Both accept the same calls and report the same errors.
//!
//! ```
//! use scope_syntax::{Macro, ScopesCall};
//!
//! let call = ScopesCall::parse(Macro::Scopes, r#"github: "repo", client = "web""#.parse().unwrap()).unwrap();
//! assert_eq!(call.catalog.unwrap().text, "github");
//! assert_eq!(call.texts[0].value, "repo");
//! assert_eq!(call.client.unwrap().value, "web");
//! ```

#![forbid(unsafe_code)]

mod any_call;
mod assert_covers;
mod catalog;
mod crate_path;
mod error;
mod macros;
mod reader;
mod scope_set;
mod scopes;
mod text;

pub use assert_covers::AssertCall;
pub use catalog::CatalogCall;
pub use crate_path::split_crate_path;
pub use error::SyntaxError;
pub use macros::Macro;
pub use scope_set::{Declaration, SetCall, Target};
pub use scopes::ScopesCall;
pub use text::{CatalogName, Text};

#[cfg(test)]
mod tests;
