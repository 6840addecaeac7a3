//! The arguments of macros, which need not be expressions.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Expr, Token};

/// Arguments that are expressions with commas between them.
pub(super) fn expressions(tokens: TokenStream) -> Option<Vec<Expr>> {
    let expressions = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens).ok()?;
    Some(expressions.into_iter().collect())
}

/// A part of other arguments.
pub(super) enum Part {
    Expression(Expr),
    /// `key: value`
    Entry(TokenTree, Expr),
    /// What is neither: a word, a literal, what is between brackets.
    Token(TokenTree),
}

/// The parts of arguments between commas and semicolons.
pub(super) fn parts(tokens: TokenStream) -> Vec<Part> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut parts = Vec::new();
    for piece in tokens.split(|token| is_sign(token, ',') || is_sign(token, ';')) {
        if let Some(expression) = expression(piece) {
            parts.push(Part::Expression(expression));
            continue;
        }
        match piece {
            [key, colon, value @ ..] if is_sign(colon, ':') => match expression(value) {
                Some(value) => parts.push(Part::Entry(key.clone(), value)),
                None => parts.extend(piece.iter().cloned().map(Part::Token)),
            },
            _ => parts.extend(piece.iter().cloned().map(Part::Token)),
        }
    }
    parts
}

fn expression(tokens: &[TokenTree]) -> Option<Expr> {
    syn::parse2(tokens.iter().cloned().collect()).ok()
}

fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}
