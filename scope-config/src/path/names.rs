//! Names that show that a table is about OAuth, in the files of any program.

use crate::node::Entry;

/// The names of settings for a provider's endpoints, without separators.
const ENDPOINTS: &[&str] = &[
    "accesstokenurl",
    "authorizationendpoint",
    "authorizationuri",
    "authorizationurl",
    "authorizeurl",
    "authurl",
    "deviceauthendpoint",
    "tokenendpoint",
    "tokenuri",
    "tokenurl",
];

/// The words before `scope` or `scopes` in the name of a list that a client requests.
const REQUESTED: &[&str] = &[
    "",
    "additional",
    "auth",
    "authorization",
    "default",
    "extra",
    "oauth",
    "oauth2",
    "oidc",
    "openid",
    "openidconnect",
    "optional",
    "request",
    "requested",
    "token",
];

/// Whether a table is about a client: it has an ID, a secret or an endpoint.
pub(super) fn is_client(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| {
        let name = bare(&entry.key);
        name.contains("clientid") || name.contains("clientsecret") || ENDPOINTS.contains(&&*name)
    })
}

/// Whether a key is a name for scopes that are requested: `scope`, `additionalScopes`, `token-scope`.
pub(super) fn is_scopes(key: &str) -> bool {
    let name = bare(key);
    let before = name.strip_suffix("scopes").or_else(|| name.strip_suffix("scope"));
    before.is_some_and(|before| REQUESTED.contains(&before))
}

/// A name in lower case, without separators.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::Node;

    fn is_client_with(key: &str) -> bool {
        is_client(&[Entry { key: key.to_owned(), key_span: 0..0, value: Node::text(0..0, "x") }])
    }

    #[test]
    fn names_in_every_spelling() {
        for key in ["client_id", "clientId", "client-secret", "clientIDSecret", "oidc_client_id", "TokenURL"] {
            assert!(is_client_with(key), "{key}");
        }
        for key in ["issuer", "audience", "id", "client", "token", "url", "name"] {
            assert!(!is_client_with(key), "{key}");
        }
        for key in ["scope", "Scopes", "oAuthScope", "additional_scopes", "token-scope", "OIDC_SCOPES"] {
            assert!(is_scopes(key), "{key}");
        }
        for key in ["scopes_supported", "scope_claim", "requiredScopes", "kaleidoscope", "npm_scope", ""] {
            assert!(!is_scopes(key), "{key}");
        }
        assert!(ENDPOINTS.is_sorted() && REQUESTED.is_sorted());
    }
}
