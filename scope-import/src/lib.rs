//! Reads API descriptions, server metadata and lists: the scopes of an API, and which of them its operations need.
//!
//! Text in, a [`Description`] out: this crate opens and fetches nothing. What is ambiguous in a document is left out
//! and listed by name, because a catalog must not call anything wrong that is right.
//!
//! This crate is an implementation detail of `oauth-scopes`. Its API may change in any release.
//!
//! ```
//! let text = r#"{
//!     "swagger": "2.0",
//!     "securityDefinitions": { "sign-in": { "type": "oauth2", "scopes": { "read:cups": "Read cups" } } },
//!     "paths": { "/cups": { "get": { "security": [{ "sign-in": ["read:cups"] }] } } }
//! }"#;
//! let description = scope_import::read(text, &scope_import::ReadOptions::default())?;
//! assert_eq!(description.scopes[0].name, "read:cups");
//! assert_eq!(description.operations[0].key, "GET /cups");
//! assert_eq!(description.operations[0].needs, [["read:cups"]]);
//! # Ok::<(), scope_import::ImportError>(())
//! ```

#![forbid(unsafe_code)]

mod budget;
mod collector;
mod description;
mod error;
mod formats;
mod merge;
mod names;
mod one_line;
mod options;
mod reference;
mod security;
mod shape;
mod text;
mod value;
pub mod write;

pub use description::{
    Counts, DescribedOperation, DescribedScope, Description, LeftOut, Reason, SourceFormat, Subject,
};
pub use error::ImportError;
pub use formats::read;
pub use merge::merge;
pub use one_line::one_line;
pub use options::{LARGEST, ReadOptions};
