//! The arguments of macros, which need not be expressions.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Expr, LitStr, Token};

/// Arguments that are expressions with commas between them.
pub(crate) fn expressions(tokens: TokenStream) -> Option<Vec<Expr>> {
    let expressions = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens).ok()?;
    Some(expressions.into_iter().collect())
}

/// A part of other arguments.
pub(crate) enum Part {
    Expression(Expr),
    /// `key: value`
    Entry(TokenTree, Expr),
    /// `key => value`
    Definition(Expr, Expr),
    /// What is neither: a word, a literal, what is between brackets.
    Token(TokenTree),
}

/// The parts of arguments between commas and semicolons.
pub(crate) fn parts(tokens: TokenStream) -> Vec<Part> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut parts = Vec::new();
    let pieces = tokens.split(|token| is_sign(token, ',') || is_sign(token, ';'));
    for piece in pieces.flat_map(arms) {
        match expression(piece).map(Part::Expression).or_else(|| definition(piece)).or_else(|| entry(piece)) {
            Some(part) => parts.push(part),
            None => parts.extend(piece.iter().cloned().map(Part::Token)),
        }
    }
    parts
}

fn definition(piece: &[TokenTree]) -> Option<Part> {
    let arrow = piece.windows(2).position(|pair| is_sign(&pair[0], '=') && is_sign(&pair[1], '>'))?;
    Some(Part::Definition(expression(&piece[..arrow])?, expression(&piece[arrow + 2..])?))
}

fn entry(piece: &[TokenTree]) -> Option<Part> {
    match piece {
        [key, colon, value @ ..] if is_sign(colon, ':') => Some(Part::Entry(key.clone(), expression(value)?)),
        _ => None,
    }
}

/// A piece as its arms: after `pattern => { … }`, the next one begins without a comma.
fn arms(piece: &[TokenTree]) -> Vec<&[TokenTree]> {
    let (mut arms, mut from) = (Vec::new(), 0);
    for at in 2..piece.len() {
        let is_body = matches!(&piece[at], TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        if is_body && is_sign(&piece[at - 2], '=') && is_sign(&piece[at - 1], '>') {
            arms.push(&piece[from..=at]);
            from = at + 1;
        }
    }
    if from < piece.len() || arms.is_empty() {
        arms.push(&piece[from..]);
    }
    arms
}

/// The argument that a placeholder stands for: the one at its position, or the one with its name: `scope = "…"`.
pub(crate) fn given<'e>(placeholder: &str, arguments: &'e [Expr]) -> Option<&'e Expr> {
    if let Ok(position) = placeholder.parse::<usize>() {
        return arguments.get(position + 1).filter(|argument| !matches!(argument, Expr::Assign(_)));
    }
    arguments.iter().find_map(|argument| match argument {
        Expr::Assign(given) => match &*given.left {
            Expr::Path(path) if path.path.is_ident(placeholder) => Some(&*given.right),
            _ => None,
        },
        _ => None,
    })
}

/// The placeholders of a format: a name, or a number of an argument.
pub(crate) fn placeholders(format: &str) -> Vec<String> {
    let (mut found, mut next) = (Vec::new(), 0);
    let mut rest = format;
    while let Some(at) = rest.find('{') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('{') {
            rest = after;
            continue;
        }
        let Some(end) = rest.find('}') else { break };
        let name = rest[..end].split(':').next().unwrap_or_default().trim();
        if name.is_empty() {
            found.push(next.to_string());
            next += 1;
        } else {
            found.push(name.to_owned());
        }
        rest = &rest[end + 1..];
    }
    found
}

/// The expression that some tokens are.
pub(crate) fn expression(tokens: &[TokenTree]) -> Option<Expr> {
    syn::parse2(tokens.iter().cloned().collect()).ok()
}

/// The text that a token is.
pub(crate) fn text_literal(token: &TokenTree) -> Option<LitStr> {
    if matches!(token, TokenTree::Literal(_)) { syn::parse2(token.clone().into()).ok() } else { None }
}

/// All texts among tokens.
pub(crate) fn text_literals(tokens: TokenStream) -> Vec<LitStr> {
    let texts = tokens.into_iter().flat_map(|token| match token {
        TokenTree::Group(group) => text_literals(group.stream()),
        token => text_literal(&token).into_iter().collect(),
    });
    texts.collect()
}

pub(crate) fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_of_formats() {
        for (format, expected) in [
            ("a={}&b={name}&c={2:>3}&d={}", &["0", "name", "2", "1"][..]),
            ("{{no}} {x:?}", &["x"]),
            ("{", &[]),
            ("", &[]),
        ] {
            assert_eq!(placeholders(format), expected, "{format}");
        }
    }
}
