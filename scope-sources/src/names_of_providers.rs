//! Recognizes names of providers in identifiers: `github` in `GithubProvider`, `GITHUB_SCOPES`, `google_client`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::parts::{Letters, UNDERSCORE, UPPER};
use crate::words::words;

/// Names of providers that are also common words. In an identifier, they mean nothing.
const COMMON: [&str; 22] = [
    "amazon", "apple", "box", "canva", "cognito", "concur", "dex", "frappe", "kick", "line", "linear", "matrix", "mcp",
    "mixin", "monday", "plane", "sentry", "square", "threads", "tidal", "x", "zoom",
];

/// Identity servers that people run themselves. Such a name in the code around a list means little: often the program
/// supports several servers.
const SERVERS: [&str; 12] = [
    "auth0", "authelia", "authentik", "fusionauth", "identityserver", "indieauth", "kanidm", "keycloak", "logto",
    "okta", "rauthy", "zitadel",
];

/// Other names of providers that mean nothing else in identifiers.
const OTHERS: [&str; 14] = [
    "azuread", "bluesky", "bsky", "entra", "gcp", "gdrive", "gmail", "jira", "microsoft", "msft", "msgraph", "outlook",
    "twitter", "youtube",
];

/// The names of providers to look for in identifiers.
pub(crate) struct Names {
    providers: HashMap<&'static str, &'static str>,
    /// The same names, in order.
    sorted: Vec<&'static str>,
    /// For each three letters, the length of the shortest name that starts with them.
    shortest: Vec<u8>,
}

/// Returns the first three letters of a part of an identifier, without underscores.
#[inline]
fn first_three(part: &[u8]) -> [u8; 3] {
    match part.first_chunk::<3>() {
        Some(three) if !three.contains(&b'_') => *three,
        _ => {
            let mut letters = part.iter().copied().filter(|&byte| byte != b'_');
            [(); 3].map(|()| letters.next().unwrap_or_default())
        }
    }
}

/// Returns a number for three letters, the same in either case.
fn number_of([first, second, third]: [u8; 3]) -> usize {
    let number = |byte: u8| usize::from(byte & 31);
    number(first) << 10 | number(second) << 5 | number(third)
}

impl Names {
    fn new() -> Self {
        let own = scope_providers::NAMES.iter().filter(|name| !COMMON.contains(name)).map(|&name| (name, name));
        let others = OTHERS.iter().filter_map(|&name| Some((name, *scope_providers::aliased(name).first()?)));
        let providers: HashMap<&str, &str> = own.chain(others).collect();
        let mut sorted: Vec<&str> = providers.keys().copied().collect();
        sorted.sort_unstable();
        let mut shortest = vec![u8::MAX; 1 << 15];
        for name in &sorted {
            let length = u8::try_from(name.len()).unwrap_or(u8::MAX);
            let mut note = |three| {
                let shortest = &mut shortest[number_of(three)];
                *shortest = length.min(*shortest);
            };
            match *name.as_bytes() {
                [first, second] => (0..32).for_each(|third| note([first, second, third])),
                [first, second, third, ..] => note([first, second, third]),
                _ => {}
            }
        }
        Self { providers, sorted, shortest }
    }

    /// Returns whether the bytes at a position may be the start of a name, in either case.
    #[inline]
    pub(crate) fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        bytes[at..].first_chunk::<3>().is_none_or(|&three| self.least(three) < usize::from(u8::MAX))
    }

    /// Returns whether a word of a text, which has these letters, may name a provider. The first letters rule out most
    /// words.
    pub(crate) fn may_be(&self, text: &str, word: &Range<usize>, letters: Letters) -> bool {
        let (bytes, length) = (text.as_bytes(), word.len());
        if letters & (UPPER | UNDERSCORE) != 0 {
            return self.may_be_in(&bytes[word.clone()]);
        }
        // For a word of two letters, what follows makes no difference.
        let three = bytes[word.start..].first_chunk::<3>();
        three.is_none_or(|&three| length >= self.least(three) && self.begin(&bytes[word.clone()]))
    }

    /// Returns whether one of the names starts at a word of an identifier.
    fn may_be_in(&self, identifier: &[u8]) -> bool {
        let mut is_beginning = true;
        for (at, byte) in identifier.iter().enumerate() {
            match byte {
                b'a'..=b'z' if !is_beginning => {}
                b'a'..=b'z' | b'A'..=b'Z' => {
                    let part = &identifier[at..];
                    if part.len() >= self.least(first_three(part)) && self.begin(part) {
                        return true;
                    }
                    is_beginning = false;
                }
                _ => is_beginning = !byte.is_ascii_digit(),
            }
        }
        false
    }

    #[inline]
    fn least(&self, three: [u8; 3]) -> usize {
        self.shortest[number_of(three)].into()
    }

    /// Returns whether a part of an identifier starts with one of the names.
    #[inline(never)]
    fn begin(&self, part: &[u8]) -> bool {
        let first = part[0].to_ascii_lowercase();
        let begins = |name: &&str| {
            let mut letters = part.iter().filter(|&&byte| byte != b'_');
            name.bytes().all(|byte| letters.next().is_some_and(|letter| letter.eq_ignore_ascii_case(&byte)))
        };
        let from = self.sorted.partition_point(|name| name.as_bytes()[0] < first);
        self.sorted[from..].iter().take_while(|name| name.as_bytes()[0] == first).any(begins)
    }
}

static NAMES: LazyLock<Names> = LazyLock::new(Names::new);

/// The names of all providers that are not common words.
pub(crate) fn names() -> &'static Names {
    &NAMES
}

/// Returns the provider that an identifier names, if it names exactly one.
pub(crate) fn provider_of_word(identifier: &str) -> Option<&'static str> {
    let words = NAMES.may_be_in(identifier.as_bytes()).then(|| words(identifier))?;
    let joined = words.concat();
    let known = |word: &str| NAMES.providers.get(word).copied();
    let mut found = words.iter().map(|word| &**word).chain([&*joined]).filter_map(known);
    let first = found.next()?;
    // `GitHub` and `GitLab` are two words each; `github_or_google` names neither.
    found.all(|other| other == first).then_some(first)
}

/// Returns the provider that a word anywhere in a file names, if that cannot be a coincidence.
pub(crate) fn provider_of_any_word(identifier: &str) -> Option<&'static str> {
    provider_of_word(identifier).filter(|provider| !SERVERS.contains(provider))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::letter_of_name;

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
        let may = |name: &str| {
            let letters = name.bytes().fold(0, |letters, byte| letters | letter_of_name(byte));
            let (before, text) = (4, format!("let {name}(b)"));
            let word = before..before + name.len();
            assert_eq!(NAMES.may_be(&text, &word, letters), NAMES.may_be_in(name.as_bytes()), "{name}");
            NAMES.may_be(&text, &word, letters)
        };
        for name in NAMES.providers.keys() {
            assert!(name.len() > 1 && name.as_bytes()[0].is_ascii_lowercase(), "{name}");
            assert!([name.to_uppercase(), format!("my_{name}")].iter().all(|one| may(one)), "{name}");
        }
        assert!(!may("telescope_of") && !may("printer"));
        for name in OTHERS {
            assert!(NAMES.providers.contains_key(name), "{name}");
        }
    }
}
