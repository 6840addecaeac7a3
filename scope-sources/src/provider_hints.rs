//! Finds hints at the provider in a source file: crates that serve only one, addresses, names of variables.

use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use memchr::memmem;

use crate::names_of_providers::{names, provider_of_any_word, provider_of_word};
use crate::scan::{Piece, Pieces};

/// A hint at a provider, and its location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The name of its bundled catalog.
    pub provider: &'static str,
    /// The kind of the hint.
    pub kind: HintKind,
    /// The text: the name of a crate, an address, a variable.
    pub text: String,
    /// Its bytes.
    pub span: Range<usize>,
}

/// The kinds of hints, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HintKind {
    /// A crate that only serves this provider.
    Crate,
    /// An address of the provider.
    Address,
    /// The name of an environment variable.
    Environment,
    /// A word in an identifier, if the file has no other hint.
    Name,
    /// The name of the file or its folder, if the file has no other hint.
    File,
    /// A URL in a comment, if the file has no other hint.
    Comment,
}

impl HintKind {
    /// Returns whether the hint can be enough for an error.
    pub(crate) fn is_strong(self) -> bool {
        self < Self::Name
    }
}

/// Crates that only serve one provider, by the start of their name in code.
const CRATES: &[(&str, &str)] = &[
    ("atrium_", "atproto"),
    ("azure_identity", "microsoft-graph"),
    ("gcp_auth", "google"),
    ("google_cloud_auth", "google"),
    ("graph_rs_sdk", "microsoft-graph"),
    ("librespot", "spotify"),
    ("octocrab", "github"),
    ("rspotify", "spotify"),
    ("serenity", "discord"),
    ("slack_morphism", "slack"),
    ("twitch_api", "twitch"),
    ("twitch_oauth2", "twitch"),
    ("yup_oauth2", "google"),
];

/// Crates that sign in as one of the provider's own applications. Such an application has scopes that the provider does
/// not publish (see the documentation of `librespot-oauth`).
const OF_OWN_APPLICATIONS: [&str; 1] = ["librespot"];

impl Hint {
    /// Returns whether the program may sign in as one of the provider's own applications.
    pub(crate) fn is_of_own_application(&self) -> bool {
        self.kind == HintKind::Crate && OF_OWN_APPLICATIONS.iter().any(|name| self.text.starts_with(name))
    }
}

/// The first two letters of these crates: for each first letter, a bit for each second one.
static STARTS: [u32; 32] = {
    let (mut starts, mut at) = ([0; 32], 0);
    while at < CRATES.len() {
        let start = CRATES[at].0.as_bytes();
        starts[(start[0] & 31) as usize] |= 1 << (start[1] & 31);
        at += 1;
    }
    starts
};

/// Hosts where people sign in, where tokens are requested, and where that is documented, each with its provider.
static HOSTS: LazyLock<Vec<(&str, &str, Option<&str>)>> = LazyLock::new(|| {
    let rows = include_str!("hosts.txt").lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| row.split(' ')).filter_map(|mut row| Some((row.next()?, row.next()?, row.next()))).collect()
});

/// Returns the URLs of providers anywhere in a file, including its comments.
pub(crate) fn of_file(text: &str) -> Vec<Hint> {
    const WORDS: [&str; 5] = ["auth", "scope", "doc", "developer", "learn."];
    let mut hints: Vec<Hint> = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), "://") {
        let end =
            text[at..].find(|c: char| c.is_whitespace() || "\"')>]}".contains(c)).map_or(text.len(), |end| at + end);
        let address = &text[at..end];
        if !WORDS.iter().any(|word| address.contains(word)) {
            continue;
        }
        let documented = HOSTS.iter().filter(|(host, _, about)| about.is_some() && has_host(address, host));
        for (host, provider) in of_text(address).chain(documented.map(|&(host, provider, _)| (host, provider))) {
            if hints.iter().all(|hint| hint.provider != provider) {
                hints.push(Hint { provider, kind: HintKind::Comment, text: host.to_owned(), span: at..end });
            }
        }
    }
    hints
}

/// Returns the providers that words of a file name, each with its first occurrence: `GoogleLogin`, `discord_callback`.
pub(crate) fn of_words(text: &str, words: &[Range<usize>]) -> Vec<Hint> {
    let mut hints: Vec<Hint> = Vec::new();
    for span in words {
        let word = &text[span.clone()];
        let provider = provider_of_any_word(word);
        if let Some(provider) = provider.filter(|provider| hints.iter().all(|hint| hint.provider != *provider)) {
            hints.push(Hint { provider, kind: HintKind::Name, text: word.to_owned(), span: span.clone() });
        }
    }
    hints
}

/// The words of a file that may name providers.
pub(crate) fn words(text: &str) -> Vec<Range<usize>> {
    let (mut words, names, mut pieces) = (Vec::new(), names(), Pieces::new(text, 0));
    while let Some(piece) = pieces.step() {
        if let Piece::Word(word) = piece {
            words.extend(names.may_be(text, &word, pieces.letters()).then_some(word));
        }
    }
    words
}

/// Returns the provider that the name of a file, or of the nearest folder, contains: `src/providers/google.rs`.
pub(crate) fn of_path(path: &Path) -> Option<Hint> {
    let names = path.iter().rev().filter_map(std::ffi::OsStr::to_str);
    let mut known = names.filter_map(|name| {
        let word = name.trim_end_matches(".rs").replace(['-', '.'], "_");
        Some((provider_of_any_word(&word)?, name))
    });
    let (provider, text) = known.next()?;
    Some(Hint { provider, kind: HintKind::File, text: text.to_owned(), span: 0..0 })
}

/// Returns whether a name has the same first two letters as a crate of a provider. Most names do not.
#[inline]
pub(crate) fn may_be_of_crate(name: &[u8]) -> bool {
    matches!(name, [first, second, ..] if STARTS[usize::from(first & 31)] & (1 << (second & 31)) != 0)
}

/// The provider that a crate serves.
pub(crate) fn of_crate(name: &str) -> Option<&'static str> {
    if !may_be_of_crate(name.as_bytes()) {
        return None;
    }
    // The names are sorted, and none is the start of another.
    let last = CRATES[..CRATES.partition_point(|(start, _)| *start <= name)].last();
    last.filter(|(start, _)| name.starts_with(start)).map(|&(_, provider)| provider)
}

/// Returns the addresses of providers in a text, each with its provider. A scope that is a URL is not an address.
pub(crate) fn of_text(text: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_address = text.contains("://") && !text.contains("googleapis.com/auth/");
    let signs_in =
        move |(host, _, about): &&(&str, _, Option<_>)| is_address && about.is_none() && has_host(text, host);
    HOSTS.iter().filter(signs_in).map(|&(host, provider, _)| (host, provider))
}

/// The owner of a server, as its address shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// A bundled provider.
    Provider(&'static str),
    /// No bundled provider, as far as is known, and the host does not name one.
    Other,
}

/// Returns the owner of the server at an address; `None` if the address has no host.
pub fn server_of(address: &str) -> Option<Server> {
    let address = address.split(['?', '#']).next()?;
    if let Some((_, provider)) = of_text(address).next() {
        return Some(Server::Provider(provider));
    }
    let host = address.split_once("://")?.1.split('/').next()?;
    let is_stated = host.contains('.') && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b));
    let is_of_somebody = || provider_of_word(&host.replace(['.', '-', ':'], "_")).is_some();
    (is_stated && !is_of_somebody()).then_some(Server::Other)
}

/// Returns whether a text contains a host, other than as the end of a longer one: `slack.com`, not `notslack.com`.
fn has_host(text: &str, host: &str) -> bool {
    text.match_indices(host).any(|(at, _)| text[..at].ends_with(['/', '.', '@']))
}

/// Returns the provider that the name of an environment variable contains: `GITHUB_CLIENT_ID`.
pub(crate) fn of_variable(text: &str) -> Option<&'static str> {
    let is_variable =
        text.contains('_') && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    let is_of_client =
        ["CLIENT", "OAUTH", "SECRET", "REDIRECT", "SCOPE", "APP_ID"].iter().any(|word| text.contains(word));
    if is_variable && is_of_client { provider_of_word(text) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_of_addresses() {
        for (address, expected) in [
            ("https://github.com/login/oauth/authorize?client_id=1&scope=", Some(Server::Provider("github"))),
            ("https://api.acme.example/oauth/authorize?back=https://github.com/login&scope=", Some(Server::Other)),
            // A server that somebody else runs with the provider's software.
            ("https://gitlab.acme.example/oauth/authorize?scope=", None),
            ("https://{host}/oauth/authorize?scope=", None),
            ("/oauth/authorize?scope=", None),
        ] {
            assert_eq!(server_of(address), expected, "{address}");
        }
    }

    #[test]
    fn every_provider_is_bundled() {
        let all = CRATES.iter().copied().chain(HOSTS.iter().map(|&(host, provider, _)| (host, provider)));
        for (hint, provider) in all {
            assert!(scope_providers::NAMES.contains(&provider), "{hint}: {provider}");
        }
        assert!(HOSTS.len() > 150, "{}", HOSTS.len());
    }

    #[test]
    fn crates_are_found_by_their_beginning() {
        assert!(CRATES.is_sorted() && CRATES.windows(2).all(|two| !two[1].0.starts_with(two[0].0)));
        for (start, provider) in CRATES {
            assert_eq!((of_crate(start), of_crate(&format!("{start}x"))), (Some(*provider), Some(*provider)));
        }
        assert_eq!([of_crate(""), of_crate("octo"), of_crate("serde"), of_crate("zip")], [None; 4]);
    }

    #[test]
    fn addresses_in_comments() {
        let of = |text: &str| of_file(text).iter().map(|hint| hint.provider).collect::<Vec<_>>();
        assert_eq!(
            of("// See <https://learn.microsoft.com/entra/x> and https://docs.github.com/a.\n"),
            ["microsoft-graph", "github"]
        );
        assert_eq!(of("// From https://gitlab.com/a/b, and \"https://notslack.com/oauth\""), [""; 0]);
    }

    #[test]
    fn names_of_files_and_identifiers() {
        let of = |path: &str| of_path(Path::new(path)).map(|hint| hint.provider);
        for (path, expected) in [
            ("src/google.rs", Some("google")),
            ("discord/oauth.rs", Some("discord")),
            ("google/discord.rs", Some("discord")),
            ("github-login.rs", Some("github")),
            ("src/line.rs", None),
            ("src/auth.rs", None),
        ] {
            assert_eq!(of(path), expected, "{path}");
        }
        let of = |text: &str| of_words(text, &words(text)).iter().map(|hint| hint.provider).collect::<Vec<_>>();
        assert_eq!(of("fn google_login() { GoogleUser; \"discord\" } // GitHub"), ["google"]);
        assert_eq!(of("struct GitHub; fn twitch() {}"), ["github", "twitch"]);
    }

    #[test]
    fn addresses_and_variables() {
        let of = |text: &str| of_text(text).map(|(_, provider)| provider).collect::<Vec<_>>();
        assert_eq!(of("https://github.com/login/oauth/authorize"), ["github"]);
        assert_eq!(of("https://notslack.com/x"), [""; 0]);
        assert_eq!(of("https://www.googleapis.com/auth/drive"), [""; 0]);
        assert_eq!(of_variable("GITHUB_CLIENT_ID"), Some("github"));
        assert_eq!(of_variable("GITHUB_REPOSITORY"), None);
        assert_eq!(of_variable("CLIENT_ID"), None);
    }
}
