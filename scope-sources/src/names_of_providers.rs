//! Names of providers within identifiers: `github` in `GithubProvider`, `GITHUB_SCOPES`, `google_client`.

use crate::words::words;

/// Names of providers that are common words, too: in an identifier they say nothing.
const COMMON: [&str; 22] = [
    "amazon", "apple", "box", "canva", "cognito", "concur", "dex", "frappe", "kick", "line", "linear", "matrix", "mcp",
    "mixin", "monday", "plane", "sentry", "square", "threads", "tidal", "x", "zoom",
];

/// Identity servers that people run themselves. A name of one in the code around a list says little: often it is one of
/// several that the program works with.
const SERVERS: [&str; 12] = [
    "auth0",
    "authelia",
    "authentik",
    "fusionauth",
    "identityserver",
    "indieauth",
    "kanidm",
    "keycloak",
    "logto",
    "okta",
    "rauthy",
    "zitadel",
];

/// Other names in identifiers.
const OTHERS: &[(&str, &str)] = &[
    ("bluesky", "atproto"),
    ("bsky", "atproto"),
    ("gcp", "google"),
    ("gdrive", "google"),
    ("gmail", "google"),
    ("youtube", "google"),
    ("jira", "atlassian-jira"),
    ("microsoft", "microsoft-graph"),
    ("msgraph", "microsoft-graph"),
    ("msft", "microsoft-graph"),
    ("entra", "microsoft-graph"),
    ("azuread", "microsoft-graph"),
    ("outlook", "microsoft-graph"),
    ("twitter", "x"),
];

/// The provider that an identifier names, if it is one.
pub(crate) fn provider_of_word(identifier: &str) -> Option<&'static str> {
    let words = words(identifier);
    let joined = words.concat();
    let known = |word: &str| {
        let other = OTHERS.iter().find(|(name, _)| *name == word).map(|&(_, provider)| provider);
        let own = || scope_providers::NAMES.iter().copied().find(|name| *name == word && !COMMON.contains(name));
        other.or_else(own)
    };
    let mut found = words.iter().map(String::as_str).chain([&*joined]).filter_map(known);
    let first = found.next()?;
    // `GitHub` and `GitLab` are two words each; `github_or_google` is none of them.
    found.all(|other| other == first).then_some(first)
}

/// The provider that a word somewhere in a file tells, where that can be no accident.
pub(crate) fn provider_of_any_word(identifier: &str) -> Option<&'static str> {
    provider_of_word(identifier).filter(|provider| !SERVERS.contains(provider))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers() {
        for (identifier, expected) in [
            ("GITHUB_SCOPES", Some("github")),
            ("GitHub", Some("github")),
            ("google_client", Some("google")),
            ("TwitterOAuth", Some("x")),
            ("line_scope", None),
            ("github_or_google", None),
            ("scopes", None),
        ] {
            assert_eq!(provider_of_word(identifier), expected, "{identifier}");
        }
        for name in SERVERS {
            assert_eq!((provider_of_word(name), provider_of_any_word(name)), (Some(name), None));
        }
        for (name, provider) in OTHERS {
            assert!(scope_providers::NAMES.contains(provider), "{name}");
        }
    }
}
