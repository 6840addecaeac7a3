//! Names of other servers, written at one that does not have them.

use super::diagnose::openid::is_refresh;
use super::diagnosis::{Diagnosis, NOTHING, Reason, account};
use crate::catalog::Catalog;
use crate::fast::texts;
use crate::finding::Certainty;
use crate::names::name_words::words;

/// A name that the provider's own table of misnomers has, or another name for what it says of refresh tokens.
pub(super) fn of_provider(catalog: &Catalog, word: &str) -> Option<Diagnosis> {
    let of_refresh = || catalog.misnomer("offline_access").filter(|_| is_refresh(&words(word)));
    let of_one = || catalog.misnomer(word.strip_suffix('s')?);
    let misnomer = catalog.misnomer(word).or_else(of_one).or_else(of_refresh)?;
    let reason = Reason::Misnomer(misnomer.note.to_string());
    let names = texts(&misnomer.write);
    if names.is_empty() {
        return Some(Diagnosis { reason, ..NOTHING });
    }
    account(reason, Certainty::Likely, &names)
}

/// A name that is famous at other servers.
pub(super) fn famous_elsewhere(word: &str) -> Option<Diagnosis> {
    let word = word.to_ascii_lowercase();
    let (_, what) = FAMOUS.iter().find(|(names, _)| names.contains(&&*word))?;
    Some(Diagnosis { reason: Reason::Famous(what), ..NOTHING })
}

const FAMOUS: [(&[&str], &str); 4] = [
    (&["openid", "profile", "email", "address", "phone"], "it is a scope of OpenID Connect"),
    (
        &["offline_access", "refresh_token", "offline"],
        "other servers give a refresh token for it; look up how this provider gives one",
    ),
    (&["groups", "roles"], "some identity providers put the groups and roles of a user into the token for it"),
    (&["api", "read", "write"], ALL_AT_ONCE),
];

/// What such names say tells nothing of whether an API has them.
pub(super) const ALL_AT_ONCE: &str = "it is a scope of servers that grant everything at once";
