//! Recognizes tables about OAuth by the names in them, in files of any program.

use scope_catalog::load::provider_named;

use super::trail::Trail;
use crate::node::{Entry, Node};

/// Suffixes of settings for a provider's endpoints, without separators.
const ENDPOINTS: [&str; 4] = ["token", "authorization", "authorize", "auth"];
const ADDRESSES: [&str; 3] = ["endpoint", "uri", "url"];

/// Other settings that only clients have (RFC 7591 §2), without separators.
const OF_CLIENTS: &[&str] = &[
    "authorizedgranttypes",
    "granttype",
    "granttypes",
    "redirectionuris",
    "redirecturi",
    "redirecturis",
    "redirecturl",
    "redirecturls",
    "responsetype",
    "responsetypes",
    "tokenendpointauthmethod",
];

/// Settings that state how the owner of a table signs in.
const KINDS: [&str; 6] = ["authtype", "kind", "method", "scheme", "strategy", "type"];

/// What is next to scopes in the claims of a token (RFC 7519 §4.1) and in responses about one.
const OF_TOKENS: &[&str] = &["active", "exp", "iat", "jti", "nbf"];

/// Tables inside that of a client that contain parameters of its request.
const PARAMETERS: &[&str] = &["authorizationparams", "authparams", "options", "params", "requestparams"];

/// The words before `scope` or `scopes` in the names of lists that clients request.
const REQUESTED: &[&str] = &[
    "", "additional", "auth", "authorization", "client", "default", "extra", "login", "oauth", "oauth2", "oidc",
    "openid", "openidconnect", "optional", "request", "requested", "token",
];

/// Whether a table describes a client: it has an ID, a secret, an endpoint or a redirect URI, or it mentions OAuth.
pub(super) fn is_client(entries: &[Entry]) -> bool {
    let is_of_client = |entry: &Entry| {
        let name = bare(&entry.key);
        let is_named = name.contains("clientid") || name.contains("clientsecret") || OF_CLIENTS.contains(&&*name);
        // An API that the program calls with a token: `{"BaseUrl": …, "Scopes": […]}`.
        let is_called = name == "baseurl" && has(entries, &["scopes"]);
        is_named || is_called || is_endpoint(&name) || (KINDS.contains(&&*name) && is_oauth(&entry.value))
    };
    entries.iter().any(is_of_client) && !has(entries, OF_TOKENS)
}

/// Whether a value is a name for OAuth or `OpenID` Connect: `oauth2`, `oauth2_code`, `oidc`.
fn is_oauth(value: &Node) -> bool {
    value.as_text().map(bare).is_some_and(|text| ["oauth", "oidc", "openid"].iter().any(|word| text.starts_with(word)))
}

/// Whether a table describes an issued token. Its scopes are granted, not requested.
pub(super) fn is_token(entries: &[Entry]) -> bool {
    has(entries, OF_TOKENS) || has(entries, &["accesstoken", "expiresin"])
}

fn has(entries: &[Entry], names: &[&str]) -> bool {
    entries.iter().any(|entry| names.contains(&&*bare(&entry.key)))
}

/// Whether the last key of a path mentions OAuth, or is a provider inside such a key: `spec.providerOauthConfig`,
/// `oidc_providers[0]`, `oauth.github`.
pub(super) fn ends_with_oauth(trail: &Trail<'_>) -> bool {
    let is_number = |key: &&str| key.bytes().all(|byte| byte.is_ascii_digit());
    let mut keys = trail.names_from_end().filter(|key| !is_number(key)).map(bare);
    let Some(last) = keys.next() else { return false };
    is_about_oauth(&last)
        || (provider_named(&last).is_some()
            && keys.find(|key| !key.starts_with("provider")).is_some_and(|key| is_about_oauth(&key)))
}

fn is_about_oauth(name: &str) -> bool {
    let is_list = name.ends_with("scope") || name.ends_with("scopes");
    !is_list && ["oauth", "oidc", "openid"].iter().any(|word| name.contains(word))
}

/// Whether a name ends like that of an endpoint: `accessTokenUri`, `user_authorization_url`.
fn is_endpoint(name: &str) -> bool {
    let of = ADDRESSES.iter().find_map(|end| name.strip_suffix(end));
    of.is_some_and(|of| ENDPOINTS.iter().any(|end| of.ends_with(end)))
}

/// Whether a table inside that of a client contains parameters of its request.
pub(super) fn is_parameters(key: &str) -> bool {
    PARAMETERS.contains(&&*bare(key))
}

/// Whether a key is a name for requested scopes: `scope`, `additionalScopes`, `token-scope`.
pub(super) fn is_scopes(key: &str) -> bool {
    let name = bare(key);
    let before = name.strip_suffix("scopes").or_else(|| name.strip_suffix("scope"));
    before.is_some_and(|before| REQUESTED.contains(&before))
}

/// Returns the provider that a key is named after. A single letter does not count, although one provider has such a
/// name.
pub(crate) fn provider_of_key(key: &str) -> Option<&'static str> {
    if key.len() > 1 { provider_named(&key.to_ascii_lowercase()) } else { None }
}

/// A name in lower case, without separators.
pub(super) fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_client_with(key: &str) -> bool {
        is_client_of(key, "x")
    }

    fn is_client_of(key: &str, value: &str) -> bool {
        is_client(&[Entry { key: key.to_owned(), key_span: 0..0, value: Node::text(0..0, value) }])
    }

    #[test]
    fn a_table_says_that_it_is_about_oauth() {
        assert!(is_client_of("kind", "oauth") && is_client_of("auth_type", "OAuth2") && is_client_of("type", "oidc"));
        assert!(!is_client_of("type", "basic") && !is_client_of("name", "oauth") && !is_client_of("kind", "no-oauth"));
    }

    #[test]
    fn names_in_every_spelling() {
        for key in [
            "client_id",
            "clientId",
            "client-secret",
            "clientIDSecret",
            "oidc_client_id",
            "TokenURL",
            "accessTokenUri",
            "user_authorization_endpoint",
            "redirect_uris",
            "authorized-grant-types",
        ] {
            assert!(is_client_with(key), "{key}");
        }
        for key in ["issuer", "audience", "id", "client", "token", "url", "name", "redirect", "endpoint", "token_file"]
        {
            assert!(!is_client_with(key), "{key}");
        }
        for key in ["scope", "Scopes", "oAuthScope", "additional_scopes", "token-scope", "OIDC_SCOPES", "LOGIN_SCOPES"]
        {
            assert!(is_scopes(key), "{key}");
        }
        for key in ["scopes_supported", "scope_claim", "requiredScopes", "kaleidoscope", "npm_scope", ""] {
            assert!(!is_scopes(key), "{key}");
        }
        for path in [
            "oauth2",
            "a.providerOauthConfig",
            "x.oidc_providers[0]",
            "\"auth.generic_oauth\"",
            "[1].openid",
            "a.oauth.github",
            "oauth.providers.google",
            "data.\"config.json\"|json.oauth.slack",
        ] {
            assert!(ends_with_oauth(&Trail::new(path)), "{path}");
        }
        for path in
            ["", "[0]", "oauth.other", "x-oauth2-scopes[0]", "\"oidc.config\".x", "auth", "github", "oauth.a.github"]
        {
            assert!(!ends_with_oauth(&Trail::new(path)), "{path}");
        }
        assert!(OF_CLIENTS.is_sorted() && PARAMETERS.is_sorted() && REQUESTED.is_sorted());
    }
}
