//! What attributes say: the values of their arguments, documentation, derives.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Expr, LitStr, Meta};

use crate::arguments::{expression, is_sign};
use crate::kept::string;

/// The expression after `key =` among the arguments of an attribute.
pub(crate) fn given_in(attribute: &Attribute, key: &str) -> Option<Expr> {
    all_given_in(attribute, key).into_iter().next()
}

/// The expressions after `key =`, where it is there several times.
fn all_given_in(attribute: &Attribute, key: &str) -> Vec<Expr> {
    let Meta::List(list) = &attribute.meta else { return Vec::new() };
    let tokens: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
    let arguments = tokens.split(|token| is_sign(token, ','));
    let given = arguments.filter_map(|argument| match argument {
        [TokenTree::Ident(name), sign, value @ ..] if name == key && is_sign(sign, '=') => expression(value),
        _ => None,
    });
    given.collect()
}

/// The text after `key =` among the arguments of an attribute.
pub(crate) fn value_of(attribute: &Attribute, key: &str) -> Option<LitStr> {
    values_of(attribute, key).into_iter().next()
}

/// The texts after `key =`, where it is there several times.
pub(crate) fn values_of(attribute: &Attribute, key: &str) -> Vec<LitStr> {
    all_given_in(attribute, key).iter().filter_map(string).cloned().collect()
}

/// The first paragraph of a documentation comment.
pub(crate) fn documentation(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => string(&pair.value).map(LitStr::value),
        _ => None,
    });
    let lines: Vec<String> = lines.map(|line| line.trim().to_owned()).take_while(|line| !line.is_empty()).collect();
    lines.join(" ")
}

/// Whether a derive of this name is among the attributes.
pub(crate) fn derives(attributes: &[Attribute], name: &str) -> bool {
    let has = |tokens: TokenStream| {
        tokens.into_iter().any(|token| matches!(token, TokenTree::Ident(derived) if derived == name))
    };
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => attribute.path().is_ident("derive") && has(list.tokens.clone()),
        _ => false,
    })
}
