//! Text for people.

pub(crate) mod quoting;
pub(crate) mod rust_literal;
pub(crate) mod snippet;
