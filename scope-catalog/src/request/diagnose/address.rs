//! Recognizes addresses with a mistake before the last segment, and names with parts of the surrounding program code.

use super::unknown::Unknown;
use super::wording::{ENOUGH, with_prefix};
use crate::fast::{has_byte, keep};
use crate::finding::Certainty;
use crate::names::name_words::{has_word, is_shortened, words};
use crate::request::diagnosis::{Diagnosis, Reason, account};

/// Corrects a URL with `http` for `https`, the other way round, or with neither.
pub(super) fn other_scheme(name: &Unknown<'_>) -> Option<Diagnosis> {
    let (scheme, rest) = match (name.short.strip_prefix("http://"), name.short.strip_prefix("https://")) {
        (Some(rest), _) => ("https", rest),
        (_, Some(rest)) => ("http", rest),
        _ => ("https", name.short.trim_start_matches('/')),
    };
    let is_at_host = scheme == "https" && rest.split_once('/').is_some_and(|(host, _)| host.contains('.'));
    let meant = format!("{scheme}://{rest}");
    let certainty = match () {
        () if name.catalog.is_listed(&meant) => Certainty::Certain,
        () if is_at_host && name.catalog.is_at_web_address(&meant) => Certainty::Likely,
        () => return None,
    };
    account(Reason::Scheme(scheme), certainty, &[&meant])
}

/// Corrects a name after another address of the same owner: `https://acme.example/bills` for
/// `https://www.acme.example/auth/bills`.
pub(super) fn other_address(name: &Unknown<'_>) -> Option<Diagnosis> {
    let (prefix, (address, last)) = (name.catalog.prefix()?, name.short.trim_end_matches('/').rsplit_once('/')?);
    if address.find("://") != address.rfind("://") {
        // Two addresses without a delimiter.
        return None;
    }
    let (one, other) = (owner(address)?, owner(prefix)?);
    let is_same = one == other || is_shortened(one, other) || is_shortened(other, one);
    let meant = format!("{prefix}{last}");
    (is_same && name.catalog.is_listed(&meant)).then(|| account(Reason::Address, Certainty::Likely, &[&meant]))?
}

/// Returns the second-level domain of an address: `acme` in `https://www.acme.example/auth`.
fn owner(address: &str) -> Option<&str> {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest).split('/').next()?;
    host.rsplit('.').nth(1).filter(|owner| owner.len() >= ENOUGH)
}

/// Removes the parameter before a name: `scope=orders`.
pub(super) fn assigned(name: &Unknown<'_>) -> Option<Diagnosis> {
    let (parameter, value) = name.short.split_once('=')?;
    let is_scope = matches!(&*parameter.to_ascii_lowercase(), "scope" | "scopes");
    (is_scope && name.catalog.is_listed(value)).then(|| account(Reason::ExtraPrefix, Certainty::Certain, &[value]))?
}

/// Recognizes a library's constant for a scope: `ShopScopes.READ_ORDERS`, `SCOPE_ORDERS_API`.
pub(super) fn constant(name: &Unknown<'_>) -> Option<Diagnosis> {
    let constant = name.short.rsplit(['.', ':']).next()?;
    let is_of_scope = || has_word(&words(name.short), "scope");
    if has_byte(constant, |byte| byte.is_ascii_lowercase()) || !is_of_scope() {
        return None;
    }
    let mut given = words(constant);
    keep(&mut given, &mut |word| word != "scope");
    let suggestions = name.suggestions();
    let named = |given: &[String]| {
        let full = with_prefix(name.catalog, &given.join("_")).map_or_else(|| given.to_vec(), |full| words(&full));
        let mut names = suggestions.same_words(&full);
        if names.is_empty() {
            names = suggestions.same_word_set(&full);
        }
        if names.is_empty() && given.concat().len() >= ENOUGH { suggestions.ending_with(given) } else { names }
    };
    let mut found = named(&given);
    if found.is_empty() {
        keep(&mut given, &mut |word| word != "api");
        found = named(&given);
    }
    account(Reason::Constant, Certainty::Likely, &found)
}
