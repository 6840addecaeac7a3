//! What the macros of this crate name, and nobody else: it may change in any release.

pub use scope_macros::{scope_list, scopes};
