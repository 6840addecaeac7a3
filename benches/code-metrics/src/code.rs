//! Removes tests and documentation from the tokens of a source.

use std::str::FromStr;

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The tokens of a source, without items that are only compiled for tests and without documentation.
///
/// # Errors
///
/// If it is not Rust.
pub(crate) fn code(source: &str) -> Result<TokenStream> {
    let tokens = TokenStream::from_str(source).map_err(|error| {
        let place = error.span().start();
        anyhow!("{}:{}: not Rust: {error}", place.line, place.column + 1)
    })?;
    Ok(without_tests(tokens))
}

fn without_tests(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut kept: Vec<TokenTree> = Vec::new();
    // Where the attributes of the next item begin.
    let mut first_attribute = None;
    let mut at = 0;
    while at < tokens.len() {
        let Some(attribute) = Attribute::at(&tokens[at..]) else {
            first_attribute = None;
            kept.push(inside(&tokens[at]));
            at += 1;
            continue;
        };
        if attribute.is_test() && attribute.is_inner {
            // `#![cfg(test)]`: the whole file is only for tests.
            return TokenStream::new();
        }
        if attribute.is_test() {
            kept.truncate(first_attribute.unwrap_or(kept.len()));
            first_attribute = None;
            at += attribute.length;
            at += item_length(&tokens[at..]);
            continue;
        }
        first_attribute.get_or_insert(kept.len());
        if !attribute.is_documentation {
            kept.extend(tokens[at..at + attribute.length].iter().cloned());
        }
        at += attribute.length;
    }
    kept.into_iter().collect()
}

fn inside(token: &TokenTree) -> TokenTree {
    let TokenTree::Group(group) = token else { return token.clone() };
    let mut stripped = Group::new(group.delimiter(), without_tests(group.stream()));
    stripped.set_span(group.span());
    stripped.into()
}

/// `#[…]` or `#![…]`.
struct Attribute<'t> {
    content: &'t Group,
    is_inner: bool,
    is_documentation: bool,
    /// The number of its tokens.
    length: usize,
}

impl<'t> Attribute<'t> {
    fn at(tokens: &'t [TokenTree]) -> Option<Self> {
        let TokenTree::Punct(hash) = tokens.first().filter(|token| is_punct(token, '#'))? else { return None };
        let is_inner = tokens.get(1).is_some_and(|token| is_punct(token, '!'));
        let length = if is_inner { 3 } else { 2 };
        let TokenTree::Group(content) = tokens.get(length - 1)? else { return None };
        // The place of each token of a comment is the whole comment.
        let (start, end) = (hash.span().start(), hash.span().end());
        let is_documentation = start.line != end.line || end.column - start.column > 1;
        (content.delimiter() == Delimiter::Bracket).then_some(Self { content, is_inner, is_documentation, length })
    }

    /// `#[test]`, `#[cfg(test)]`, `#[cfg(all(test, …))]`.
    fn is_test(&self) -> bool {
        let words: Vec<TokenTree> = self.content.stream().into_iter().collect();
        match &words[..] {
            [TokenTree::Ident(word)] => word == "test",
            [TokenTree::Ident(word), TokenTree::Group(group)] => word == "cfg" && wants_test(group),
            _ => false,
        }
    }
}

/// Whether a predicate is only true for tests.
fn wants_test(predicate: &Group) -> bool {
    let words: Vec<TokenTree> = predicate.stream().into_iter().collect();
    words.iter().enumerate().any(|(at, word)| match (word, words.get(at + 1)) {
        (TokenTree::Ident(word), Some(TokenTree::Group(inner))) if word == "all" => wants_test(inner),
        (TokenTree::Ident(word), None) => word == "test",
        (TokenTree::Ident(word), Some(next)) => word == "test" && is_punct(next, ','),
        _ => false,
    })
}

/// How many tokens the first item, field, variant or statement has.
fn item_length(tokens: &[TokenTree]) -> usize {
    // These end with a semicolon, whatever is in them.
    const STATEMENTS: [&str; 4] = ["use", "static", "let", "const"];
    let mut is_statement = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if word == "fn" => is_statement = false,
            TokenTree::Ident(word) => is_statement |= STATEMENTS.iter().any(|statement| word == statement),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !is_statement => return at + 1,
            token if is_punct(token, ';') || (is_punct(token, ',') && !is_statement) => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// Whether a token is this character.
pub(crate) fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_kept(source: &str, kept: &str) {
        assert_eq!(code(source).expect("Rust").to_string(), TokenStream::from_str(kept).expect("Rust").to_string());
    }

    #[test]
    fn items_for_tests_are_left_out() {
        is_kept("fn a() {} #[cfg(test)] mod tests { fn b() {} } fn c() {}", "fn a() {} fn c() {}");
        is_kept("#[inline] #[cfg(all(test, unix))] #[cold] pub(crate) fn a() {} struct B;", "struct B;");
        is_kept("#[cfg(test)] use a::{b, c}; #[test] fn d() {} const E: u8 = 1;", "const E: u8 = 1;");
        is_kept("#[cfg(test)] const fn a() {} #[cfg(test)] mod tests; #[cfg(test)] const B: C = C { d: 1 };", "");
        is_kept("struct A { #[cfg(test)] b: u8, c: u8 }", "struct A { c: u8 }");
        is_kept("mod a { #![cfg(test)] fn b() {} }", "mod a { }");
    }

    #[test]
    fn code_for_tests_and_for_something_else_stays() {
        for source in
            ["#[cfg(any(test, unix))] fn a() {}", "#[cfg(not(test))] mod b {}", "#[cfg(feature = \"test\")] mod c;"]
        {
            is_kept(source, source);
        }
    }

    #[test]
    fn documentation_is_left_out() {
        is_kept("//! A.\n/// B.\n#[inline]\n/** C. */\nfn b() {}", "#[inline] fn b() {}");
    }
}
