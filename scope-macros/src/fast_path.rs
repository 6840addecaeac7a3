//! Implements the fast path for nearly all calls: a single plain literal without mistakes, which is its own value.
//!
//! Procedural macros run in every build and without optimization, so this path does as little as possible: it asks the
//! compiler for the text of the call once, and does not split it into tokens.

use proc_macro::TokenStream;

use crate::session;

/// Whether a call is its own value, because it is a single, trivially valid literal.
pub(crate) fn is_value(input: &TokenStream) -> bool {
    let Some(catalog) = session::cached_catalog() else { return false };
    let source = input.to_string();
    let text = source.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    // No scope contains a quote or a backslash, so a valid text is neither two literals nor one with an escape.
    text.is_some_and(|text| catalog.is_trivially_valid(text))
}
