//! The path of nearly every call: one plain literal that is right. Its value is the literal itself.
//!
//! A macro runs in every build and is compiled without optimization, so this path does as little as possible.

use proc_macro::{Literal, TokenStream, TokenTree};

use crate::session;

/// The value of a call that is trivially valid; the tokens of any other.
pub(crate) fn try_expand(input: TokenStream) -> Result<TokenStream, TokenStream> {
    let mut tokens = input.into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Literal(literal)), None) if is_valid(&literal) => Ok(TokenTree::Literal(literal).into()),
        (first, second) => Err(first.into_iter().chain(second).chain(tokens).collect()),
    }
}

fn is_valid(literal: &Literal) -> bool {
    let Some(catalog) = session::cached_catalog() else { return false };
    let source = literal.to_string();
    let text = source.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    // A text with an escape has a character that no scope has, so it is not valid here.
    text.is_some_and(|text| catalog.is_trivially_valid(text))
}
