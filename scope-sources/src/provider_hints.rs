//! What a source says of the provider besides names of scopes: crates that serve one alone, addresses, names of variables.

use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use memchr::memmem;

use crate::names_of_providers::{names, provider_of_any_word, provider_of_word};
use crate::scan::{Piece, Pieces};

/// What speaks for a provider, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The name of its bundled catalog.
    pub provider: &'static str,
    /// What it is.
    pub kind: HintKind,
    /// What is written: the name of a crate, an address, a variable.
    pub text: String,
    /// The bytes of it.
    pub span: Range<usize>,
}

/// What speaks for a provider, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HintKind {
    /// A crate that serves no other provider.
    Crate,
    /// An address of the provider.
    Address,
    /// The name of a variable of the environment.
    Environment,
    /// A word of an identifier, in a file without another hint.
    Name,
    /// The name of a file, or of its folder, in a file without another hint.
    File,
    /// A URL in a comment, in a file without another hint.
    Comment,
}

impl HintKind {
    /// Whether it can be enough for an error.
    pub(crate) fn is_strong(self) -> bool {
        self < Self::Name
    }
}

/// Crates for one provider, by the beginning of their name in code.
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

/// The crates among them by which a program signs in as an application of the provider itself. Such an application has
/// scopes that the provider does not publish, as the documentation of `librespot-oauth` says.
const OF_OWN_APPLICATIONS: [&str; 1] = ["librespot"];

impl Hint {
    /// Whether the program may sign in as an application of the provider itself.
    pub(crate) fn is_of_own_application(&self) -> bool {
        self.kind == HintKind::Crate && OF_OWN_APPLICATIONS.iter().any(|name| self.text.starts_with(name))
    }
}

/// For each first letter of these crates, a bit for each second one.
static STARTS: [u32; 32] = {
    let (mut starts, mut at) = ([0; 32], 0);
    while at < CRATES.len() {
        let start = CRATES[at].0.as_bytes();
        starts[(start[0] & 31) as usize] |= 1 << (start[1] & 31);
        at += 1;
    }
    starts
};

/// Where applications send people to sign in, or ask for tokens, and where that is documented: each with the provider.
static HOSTS: LazyLock<Vec<(&str, &str, Option<&str>)>> = LazyLock::new(|| {
    let rows = include_str!("hosts.txt").lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| row.split(' ')).filter_map(|mut row| Some((row.next()?, row.next()?, row.next()))).collect()
});

/// The URLs of providers anywhere in a file, including its comments, each with its position.
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

/// The providers that some words of a file name, each at its first place: `GoogleLogin`, `discord_callback`.
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

/// The provider that the name of a file tells, or that of the nearest folder with one: `src/providers/google.rs`.
pub(crate) fn of_path(path: &Path) -> Option<Hint> {
    let names = path.iter().rev().filter_map(std::ffi::OsStr::to_str);
    let mut known = names.filter_map(|name| {
        let word = name.trim_end_matches(".rs").replace(['-', '.'], "_");
        Some((provider_of_any_word(&word)?, name))
    });
    let (provider, text) = known.next()?;
    Some(Hint { provider, kind: HintKind::File, text: text.to_owned(), span: 0..0 })
}

/// Whether a name has the same first two letters as the crate of a provider: most names have not.
#[inline]
pub(crate) fn may_be_of_crate(name: &[u8]) -> bool {
    matches!(name, [first, second, ..] if STARTS[usize::from(first & 31)] & (1 << (second & 31)) != 0)
}

/// The provider that a crate serves.
pub(crate) fn of_crate(name: &str) -> Option<&'static str> {
    if !may_be_of_crate(name.as_bytes()) {
        return None;
    }
    // They are sorted, and none begins with another.
    let last = CRATES[..CRATES.partition_point(|(start, _)| *start <= name)].last();
    last.filter(|(start, _)| name.starts_with(start)).map(|&(_, provider)| provider)
}

/// The addresses of providers that a text has in it, each with its provider. A scope that is a URL is not an address.
pub(crate) fn of_text(text: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_address = text.contains("://") && !text.contains("googleapis.com/auth/");
    let signs_in =
        move |(host, _, about): &&(&str, _, Option<_>)| is_address && about.is_none() && has_host(text, host);
    HOSTS.iter().filter(signs_in).map(|&(host, provider, _)| (host, provider))
}

/// Whose server has an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// One of a bundled provider.
    Provider(&'static str),
    /// One that no bundled provider is known to have, and whose name does not speak of one.
    Other,
}

/// Whose server has an address; `None` if its host is not stated.
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

/// Whether a host is in a text, not as the end of another one: `slack.com`, not `notslack.com`.
fn has_host(text: &str, host: &str) -> bool {
    text.match_indices(host).any(|(at, _)| text[..at].ends_with(['/', '.', '@']))
}

/// The provider that the name of a variable tells: `GITHUB_CLIENT_ID`.
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
            // A server of the provider's kind.
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
