//! Renders snippets, quoted names and Rust literals for messages.

pub(crate) mod quoting;
pub(crate) mod rust_literal;
pub(crate) mod snippet;
