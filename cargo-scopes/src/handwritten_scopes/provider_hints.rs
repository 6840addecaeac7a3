//! What a source says of the provider besides names of scopes: crates that serve one alone, and addresses.

/// Crates for one provider, by the beginning of their name in code.
const CRATES: &[(&str, &str)] = &[
    ("atrium_", "atproto"),
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
    ("accounts.spotify.com", "spotify"),
    ("accounts.zoho.", "zoho"),
    ("api.fitbit.com", "fitbit"),
    ("api.twitter.com", "x"),
    ("app.hubspot.com", "hubspot"),
    ("appleid.apple.com", "apple"),
    ("auth0.com", "auth0"),
    ("bitbucket.org", "bitbucket"),
    ("cloud.digitalocean.com", "digitalocean"),
    ("discord.com", "discord"),
    ("discordapp.com", "discord"),
    ("github.com/login/", "github"),
    ("gitlab.com", "gitlab"),
    ("graph.microsoft.com", "microsoft-graph"),
    ("id.twitch.tv", "twitch"),
    ("linear.app", "linear"),
    ("login.microsoftonline.com", "microsoft-graph"),
    ("login.salesforce.com", "salesforce"),
    ("myshopify.com", "shopify"),
    ("okta.com", "okta"),
    ("slack.com", "slack"),
    ("www.dropbox.com", "dropbox"),
    ("www.facebook.com", "facebook"),
    ("www.figma.com", "figma"),
    ("www.linkedin.com", "linkedin"),
    ("www.reddit.com", "reddit"),
    ("www.strava.com", "strava"),
    ("zoom.us", "zoom"),
];

/// The provider that a crate serves.
pub(super) fn of_crate(name: &str) -> Option<&'static str> {
    CRATES.iter().find(|(start, _)| name.starts_with(start)).map(|&(_, provider)| provider)
}

/// The providers whose addresses a text has in it.
pub(super) fn of_text(text: &str) -> impl Iterator<Item = &'static str> {
    HOSTS.iter().filter(move |(host, _)| text.contains("://") && text.contains(host)).map(|&(_, provider)| provider)
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
}
