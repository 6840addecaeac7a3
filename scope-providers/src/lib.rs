//! The provider catalogs that are bundled with `oauth-scopes`, as data in the format that users write.
//!
//! ```
//! let github = scope_providers::text("github").expect("GitHub is bundled");
//! assert!(github.contains("\"read:org\""));
//! ```

#![no_std]
#![forbid(unsafe_code)]

#[cfg(test)]
extern crate std;

mod aliases;

pub use aliases::{aliased, aliases};

macro_rules! providers {
    ($($name:literal)*; operations: $($with_operations:literal)*) => {
        /// The names for `provider = "…"`, in alphabetical order.
        pub const NAMES: &[&str] = &[$($name),*];

        /// The catalog of a provider, as TOML; `None` if no provider with this name is bundled.
        pub fn text(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some(include_str!(concat!("../catalogs/", $name, ".toml"))),)*
                _ => None,
            }
        }

        /// The scopes that the operations of a provider need; `None` if they are not known. A line `= NEED` is followed
        /// by the operations with that need, one per line. In a need, `|` means "or" and a space means "and".
        pub fn operations(name: &str) -> Option<&'static str> {
            match name {
                $($with_operations => Some(include_str!(concat!("../operations/", $with_operations, ".txt"))),)*
                _ => None,
            }
        }
    };
}

providers! {
    "adobe-sign"
    "airtable"
    "amazon"
    "apple"
    "asana"
    "atlassian-confluence"
    "atlassian-jira"
    "atproto"
    "auth0"
    "auth0-management"
    "authelia"
    "authentik"
    "autodesk"
    "azure-devops"
    "battle-net"
    "bitbucket"
    "box"
    "canva"
    "cognito"
    "coinbase"
    "dailymotion"
    "deezer"
    "deviantart"
    "dex"
    "digitalocean"
    "discord"
    "docusign"
    "dropbox"
    "ebay"
    "eve-online"
    "facebook"
    "figma"
    "fitbit"
    "frappe"
    "fusionauth"
    "gitea"
    "github"
    "gitlab"
    "google"
    "gumroad"
    "heroku"
    "hubspot"
    "identityserver"
    "indieauth"
    "instagram"
    "kakao"
    "kanidm"
    "keycloak"
    "line"
    "linear"
    "linkedin"
    "logto"
    "mastodon"
    "matrix"
    "microsoft-graph"
    "mixin"
    "monday"
    "musicbrainz"
    "netdocuments"
    "nextcloud"
    "okta"
    "openbanking-uk"
    "openid-connect"
    "openstreetmap"
    "ory-hydra"
    "patreon"
    "pinterest"
    "pipedrive"
    "quickbooks"
    "rauthy"
    "reddit"
    "salesforce"
    "sentry"
    "shopify"
    "slack"
    "smart-on-fhir"
    "spotify"
    "square"
    "strava"
    "stripe-connect"
    "teams-rsc"
    "threads"
    "tidal"
    "tiktok"
    "todoist"
    "trello"
    "tumblr"
    "twitch"
    "vimeo"
    "vk"
    "webex"
    "webflow"
    "withings"
    "wordpress"
    "x"
    "xero"
    "yahoo"
    "zitadel"
    "zoho"
    "zoom"
    ; operations:
    "asana"
    "atlassian-jira"
    "digitalocean"
    "discord"
    "dropbox"
    "figma"
    "github"
    "google"
    "hubspot"
    "mastodon"
    "microsoft-graph"
    "monday"
    "netdocuments"
    "okta"
    "openbanking-uk"
    "shopify"
    "slack"
    "spotify"
    "twitch"
    "x"
    "xero"
}
