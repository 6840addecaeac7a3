//! Snippets and quoted names for messages.

pub(crate) mod quoting;
pub(crate) mod snippet;
