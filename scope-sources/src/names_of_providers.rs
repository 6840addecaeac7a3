//! Names of providers within identifiers: `github` in `GithubProvider`, `GITHUB_SCOPES`, `google_client`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::words::words;

/// Names of providers that are common words, too: in an identifier they say nothing.
const COMMON: [&str; 22] = [
    "amazon", "apple", "box", "canva", "cognito", "concur", "dex", "frappe", "kick", "line", "linear", "matrix", "mcp",
    "mixin", "monday", "plane", "sentry", "square", "threads", "tidal", "x", "zoom",
];

/// Identity servers that people run themselves. A name of one in the code around a list says little: often it is one of
/// several that the program works with.
const SERVERS: [&str; 12] = [
    "auth0", "authelia", "authentik", "fusionauth", "identityserver", "indieauth", "kanidm", "keycloak", "logto",
    "okta", "rauthy", "zitadel",
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

/// The names of providers within identifiers.
struct Names {
    providers: HashMap<&'static str, &'static str>,
    /// For each three letters, whether a name begins with them.
    begins: Vec<bool>,
}

/// A number for three letters, the same for both cases.
fn number_of([first, second, third]: [u8; 3]) -> usize {
    let number = |byte: u8| usize::from(byte & 31);
    number(first) << 10 | number(second) << 5 | number(third)
}

impl Names {
    fn new() -> Self {
        let own = scope_providers::NAMES.iter().filter(|name| !COMMON.contains(name)).map(|&name| (name, name));
        let providers: HashMap<&str, &str> = own.chain(OTHERS.iter().copied()).collect();
        let mut begins = vec![false; 1 << 15];
        for name in providers.keys() {
            match *name.as_bytes() {
                [first, second] => (0..32).for_each(|third| begins[number_of([first, second, third])] = true),
                [first, second, third, ..] => begins[number_of([first, second, third])] = true,
                _ => {}
            }
        }
        Self { providers, begins }
    }

    /// Whether a word of an identifier may be one of them: most do not even begin like one.
    fn may_be_in(&self, identifier: &str) -> bool {
        let bytes = identifier.as_bytes();
        let begins_at = |at: usize| {
            let mut letters = bytes[at..].iter().copied().filter(|&byte| byte != b'_');
            let mut letter = || letters.next().unwrap_or_default();
            self.begins[number_of([letter(), letter(), letter()])]
        };
        let mut is_beginning = true;
        for (at, byte) in bytes.iter().enumerate() {
            if (is_beginning || byte.is_ascii_uppercase()) && begins_at(at) {
                return true;
            }
            is_beginning = !byte.is_ascii_alphanumeric();
        }
        false
    }
}

static NAMES: LazyLock<Names> = LazyLock::new(Names::new);

/// Whether an identifier may name a provider: most do not, which their first letters show.
pub(crate) fn may_name_provider(identifier: &str) -> bool {
    NAMES.may_be_in(identifier)
}

/// The provider that an identifier names, if it is one.
pub(crate) fn provider_of_word(identifier: &str) -> Option<&'static str> {
    let words = may_name_provider(identifier).then(|| words(identifier))?;
    let joined = words.concat();
    let known = |word: &str| NAMES.providers.get(word).copied();
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
        for name in NAMES.providers.keys() {
            assert!(
                name.len() > 1 && [name.to_uppercase(), format!("my_{name}")].iter().all(|one| NAMES.may_be_in(one)),
                "{name}"
            );
        }
        assert!(!NAMES.may_be_in("telescope_of"));
        for (name, provider) in OTHERS {
            assert!(scope_providers::NAMES.contains(provider), "{name}");
        }
    }
}
