//! The way of nearly every call: one plain literal that says what it should. What it says is its value.
//!
//! A macro is run anew in every build and is compiled without optimisation, so this way does as little as can be done.

use proc_macro::{Literal, TokenStream, TokenTree};

use crate::catalogs;

/// The value of a call that is beyond doubt; the tokens of any other.
pub(crate) fn pass(input: TokenStream) -> Result<TokenStream, TokenStream> {
    let mut tokens = input.into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Literal(literal)), None) if is_right(&literal) => Ok(TokenTree::Literal(literal).into()),
        (first, second) => Err(first.into_iter().chain(second).chain(tokens).collect()),
    }
}

fn is_right(literal: &Literal) -> bool {
    let Some(catalog) = catalogs::compiled() else { return false };
    let source = literal.to_string();
    let text = source.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    // A text with an escape has a character that is in no scope: it does not pass.
    text.is_some_and(|text| catalog.is_trivially_valid(text))
}
