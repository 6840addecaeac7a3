//! What a source says of the provider besides names of scopes: crates that serve one alone, addresses, names of variables.

use std::ops::Range;

use crate::names_of_providers::provider_of_word;

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

/// Where applications send people to sign in, or ask for tokens.
const HOSTS: &[(&str, &str)] = &[
    ("accounts.google.com", "google"),
    ("oauth2.googleapis.com", "google"),
    ("www.googleapis.com", "google"),
    ("accounts.spotify.com", "spotify"),
    ("api.spotify.com", "spotify"),
    ("accounts.zoho.", "zoho"),
    ("account.box.com", "box"),
    ("api.dropboxapi.com", "dropbox"),
    ("api.fitbit.com", "fitbit"),
    ("api.github.com", "github"),
    ("api.twitter.com", "x"),
    ("twitter.com/i/oauth2", "x"),
    ("x.com/i/oauth2", "x"),
    ("app.asana.com", "asana"),
    ("app.hubspot.com", "hubspot"),
    ("appcenter.intuit.com", "quickbooks"),
    ("oauth.platform.intuit.com", "quickbooks"),
    ("appleid.apple.com", "apple"),
    ("auth.atlassian.com", "atlassian-jira"),
    ("auth0.com", "auth0"),
    ("bitbucket.org", "bitbucket"),
    ("bsky.social", "atproto"),
    ("cloud.digitalocean.com", "digitalocean"),
    ("discord.com", "discord"),
    ("discordapp.com", "discord"),
    ("account.docusign.com", "docusign"),
    ("account-d.docusign.com", "docusign"),
    ("github.com/login/", "github"),
    ("gitlab.com", "gitlab"),
    ("graph.microsoft.com", "microsoft-graph"),
    ("id.heroku.com", "heroku"),
    ("id.twitch.tv", "twitch"),
    ("identity.xero.com", "xero"),
    ("login.xero.com", "xero"),
    ("kauth.kakao.com", "kakao"),
    ("linear.app", "linear"),
    ("login.eveonline.com", "eve-online"),
    ("login.live.com", "microsoft-graph"),
    ("login.microsoftonline.com", "microsoft-graph"),
    ("login.microsoftonline.us", "microsoft-graph"),
    ("login.salesforce.com", "salesforce"),
    ("login.yahoo.com", "yahoo"),
    ("management.azure.com", "microsoft-graph"),
    ("musicbrainz.org/oauth2", "musicbrainz"),
    ("myshopify.com", "shopify"),
    ("oauth.battle.net", "battle-net"),
    ("battle.net/oauth", "battle-net"),
    ("okta.com", "okta"),
    ("openstreetmap.org/oauth2", "openstreetmap"),
    ("patreon.com/oauth2", "patreon"),
    ("public-api.wordpress.com", "wordpress"),
    ("slack.com", "slack"),
    ("todoist.com/oauth", "todoist"),
    ("wbsapi.withings.net", "withings"),
    ("account.withings.com", "withings"),
    ("webexapis.com", "webex"),
    ("www.deviantart.com", "deviantart"),
    ("www.dropbox.com", "dropbox"),
    ("www.facebook.com", "facebook"),
    ("graph.facebook.com", "facebook"),
    ("www.figma.com", "figma"),
    ("www.linkedin.com", "linkedin"),
    ("www.reddit.com", "reddit"),
    ("www.strava.com", "strava"),
    ("www.tiktok.com", "tiktok"),
    ("zoom.us", "zoom"),
];

/// The provider that a crate serves.
pub(crate) fn of_crate(name: &str) -> Option<&'static str> {
    CRATES.iter().find(|(start, _)| name.starts_with(start)).map(|&(_, provider)| provider)
}

/// The addresses of providers that a text has in it, each with its provider. A scope that is a URL is not an address.
pub(crate) fn of_text(text: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_address = text.contains("://") && !text.contains("googleapis.com/auth/");
    HOSTS.iter().filter(move |(host, _)| is_address && has_host(text, host)).copied()
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
    fn every_provider_is_bundled() {
        for (hint, provider) in CRATES.iter().chain(HOSTS) {
            assert!(scope_providers::NAMES.contains(provider), "{hint}: {provider}");
        }
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
