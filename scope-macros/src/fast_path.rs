//! The path of nearly every call: one plain literal that is right. Its value is the literal itself.
//!
//! A macro runs in every build and is compiled without optimization, so this path does as little as possible: it asks the
//! compiler for the text of the call once, and takes no token apart.

use proc_macro::TokenStream;

use crate::session;

/// Whether a call is its own value: one literal that is trivially valid.
pub(crate) fn is_value(input: &TokenStream) -> bool {
    let Some(catalog) = session::cached_catalog() else { return false };
    let source = input.to_string();
    let text = source.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    // No scope has a quote or a backslash in it, so a valid text is neither two literals nor one with an escape.
    text.is_some_and(|text| catalog.is_trivially_valid(text))
}
