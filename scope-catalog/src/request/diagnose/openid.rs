//! Words of OIDC that are not scopes: claims, and words for refresh tokens.

use crate::catalog::Catalog;
use crate::finding::Certainty;
use crate::request::diagnosis::{Diagnosis, Reason, account};

/// The claims that come with the scopes of OIDC (OIDC Core §5.4).
const CLAIMS: [(&str, &[&str]); 3] = [
    (
        "profile",
        &[
            "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "picture", "website",
            "gender", "birthdate", "zoneinfo", "locale", "updated_at",
        ],
    ),
    ("email", &["email_verified"]),
    ("phone", &["phone_number", "phone_number_verified"]),
];

pub(super) fn claim(catalog: &Catalog, word: &str) -> Option<Diagnosis> {
    let (scope, _) = CLAIMS.iter().find(|(_, claims)| claims.contains(&word))?;
    let has_them = catalog.is_listed("openid") && catalog.is_listed(scope);
    has_them.then(|| account(Reason::Claim, Certainty::Likely, &[scope]))?
}

/// A refresh token comes with the scope `offline_access` (OIDC Core §11); some servers call it `refresh_token`.
pub(super) fn refresh(catalog: &Catalog, given: &[String]) -> Option<Diagnosis> {
    if !is_refresh(given) {
        return None;
    }
    let scope =
        ["offline_access", "offline.access", "refresh_token"].into_iter().find(|name| catalog.is_listed(name))?;
    account(Reason::Refresh, Certainty::Likely, &[scope])
}

/// Whether the words are what some server calls the scope of refresh tokens.
pub(crate) fn is_refresh(given: &[String]) -> bool {
    let mut words = given.iter().map(String::as_str);
    matches!(
        (words.next(), words.next(), words.next()),
        (Some("refresh" | "offline"), None, _)
            | (Some("refresh"), Some("token"), None)
            | (Some("offline"), Some("access"), None)
    )
}
