//! Words of OIDC that are not scopes: claims, and words for refresh tokens.

use super::unknown::Unknown;
use crate::catalog::Lookup;
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

/// A claim, which comes with a scope of another name.
pub(super) fn claim(name: &Unknown<'_>) -> Option<Diagnosis> {
    let (scope, _) = CLAIMS.iter().find(|(_, claims)| claims.contains(&name.word))?;
    let has_them = name.catalog.is_listed("openid") && name.catalog.is_listed(scope);
    has_them.then(|| account(Reason::Claim, Certainty::Likely, &[scope]))?
}

/// A refresh token comes with the scope `offline_access` (OIDC Core §11); some servers call it `refresh_token`.
pub(super) fn refresh(name: &Unknown<'_>) -> Option<Diagnosis> {
    if !is_refresh(&name.given) {
        return None;
    }
    for scope in ["offline_access", "offline.access", "refresh_token"] {
        if name.catalog.is_listed(scope) {
            return account(Reason::Refresh, Certainty::Likely, &[scope]);
        }
    }
    None
}

/// What some call the scope `openid`.
pub(super) fn openid_connect(name: &Unknown<'_>) -> Option<Diagnosis> {
    let is_openid = ["oidc", "openidconnect", "openid_connect", "openid-connect"].contains(&name.short);
    let has_it = is_openid && matches!(name.catalog.lookup("openid"), Lookup::Known(_));
    has_it.then(|| account(Reason::Spelling, Certainty::Likely, &["openid"]))?
}

/// Whether the words are what some server calls the scope of refresh tokens.
pub(crate) fn is_refresh(given: &[String]) -> bool {
    matches!(&*given.join(" "), "refresh" | "offline" | "refresh token" | "offline access")
}
