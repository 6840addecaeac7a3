//! Finds the grant type of a token or authorization request that is next to its scopes.

use syn::{Expr, ExprStruct};

use crate::identifiers::field_name;
use crate::kept::{key, methods};

/// The grant type of a request; `None` if it is not stated, or not with a known name.
pub(crate) type Grant = Option<&'static str>;

/// Returns the grant type that a parameter states (RFC 6749 §4); `None` if the parameter does not state one.
fn stated(name: &str, value: Option<&str>) -> Option<Grant> {
    match (name, value) {
        ("grant_type", Some("client_credentials")) => Some(Some("client_credentials")),
        ("grant_type" | "response_type", Some("authorization_code" | "code")) => Some(Some("authorization_code")),
        ("response_type", Some("token")) => Some(Some("implicit")),
        ("grant_type" | "response_type", _) => Some(None),
        _ => None,
    }
}

/// Returns the grant type if exactly one is stated.
fn only(mut stated: impl Iterator<Item = Grant>) -> Option<Grant> {
    let first = stated.next()?;
    Some(first.filter(|_| stated.next().is_none()))
}

/// The grant type that parameters state, given their names and values.
pub(crate) fn of_texts<'t>(parameters: impl Iterator<Item = (&'t str, &'t str)>) -> Option<Grant> {
    only(parameters.filter_map(|(name, value)| stated(name, Some(value))))
}

/// The grant type that the query of a URL or the body of a form states.
pub(crate) fn of_query(text: &str) -> Option<Grant> {
    of_texts(text.split(['?', '&', '#', '"', '\'']).filter_map(|parameter| parameter.split_once('=')))
}

fn of_pair(name: &str, value: &Expr) -> Option<Grant> {
    stated(name, key(value).as_deref())
}

/// Returns the grant type in the arguments `"grant_type", "client_credentials"`.
pub(crate) fn of_arguments<'e>(mut arguments: impl Iterator<Item = &'e Expr>) -> Option<Grant> {
    of_pair(&key(arguments.next()?)?, arguments.next()?)
}

pub(crate) fn of_tuple(expression: &Expr) -> Option<Grant> {
    let Expr::Tuple(tuple) = expression else { return None };
    of_arguments(tuple.elems.iter())
}

/// The grant type among the members of a list of pairs.
pub(crate) fn of_list<'e>(members: impl Iterator<Item = &'e Expr>) -> Option<Grant> {
    only(members.filter_map(of_tuple))
}

/// The grant type among the entries of an object in JSON, by their names.
pub(crate) fn of_entries<'e>(entries: impl Iterator<Item = (String, &'e Expr)>) -> Option<Grant> {
    only(entries.filter_map(|(name, value)| of_pair(&name, value)))
}

pub(crate) fn of_fields(item: &ExprStruct) -> Option<Grant> {
    let fields = item.fields.iter();
    of_entries(fields.filter_map(|field| Some((field_name(&field.member)?.to_string(), &field.expr))))
}

/// The grant type that the calls of a chain state: `.append_pair("grant_type", "…")`, `.exchange_client_credentials()`.
pub(crate) fn of_chain(expression: &Expr) -> Option<Grant> {
    let (_, calls) = methods(expression);
    only(calls.into_iter().filter_map(|call| {
        let is_exchange = call.method == "exchange_client_credentials";
        if is_exchange { Some(Some("client_credentials")) } else { of_arguments(call.args.iter()) }
    }))
}
