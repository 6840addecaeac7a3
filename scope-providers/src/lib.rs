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

        /// Returns the catalog of a provider, as TOML; `None` if no provider with this name is bundled.
        pub fn text(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some(include_str!(concat!("../catalogs/", $name, ".toml"))),)*
                _ => None,
            }
        }

        /// Returns the scopes that the operations of a provider need; `None` if they are not known. A line `= NEED` is
        /// followed by the operations with that need, one per line. In a need, `|` means "or" and a space means "and".
        pub fn operations(name: &str) -> Option<&'static str> {
            match name {
                $($with_operations => Some(include_str!(concat!("../operations/", $with_operations, ".txt"))),)*
                _ => None,
            }
        }
    };
}

/// Providers in [`NAMES`] whose scopes are only written in files, such as a manifest, so that programs do not request
/// them.
pub const IN_FILES_ALONE: &[&str] = &["github-actions", "github-apps", "teams-rsc"];

providers! {
    "adobe-ims"
    "adobe-sign"
    "airtable"
    "amazon"
    "apple"
    "asana"
    "atlassian-confluence"
    "atlassian-jira"
    "atproto"
    "attio"
    "auth0"
    "auth0-management"
    "authelia"
    "authentik"
    "autodesk"
    "azure-devops"
    "azure-resources"
    "basecamp"
    "battle-net"
    "bigcommerce"
    "bitbucket"
    "bitly"
    "box"
    "brex"
    "bungie"
    "calendly"
    "canva"
    "clickup"
    "cloudflare"
    "cognito"
    "coinbase"
    "concur"
    "dailymotion"
    "databricks"
    "datadog"
    "deezer"
    "deviantart"
    "dex"
    "digitalocean"
    "discord"
    "docusign"
    "dropbox"
    "ebay"
    "epic-games"
    "etsy"
    "eve-online"
    "eventbrite"
    "facebook"
    "figma"
    "fitbit"
    "frappe"
    "fusionauth"
    "gitea"
    "github"
    "github-actions"
    "github-apps"
    "gitlab"
    "google"
    "gumroad"
    "gusto"
    "heroku"
    "highlevel"
    "hubspot"
    "identityserver"
    "indieauth"
    "instagram"
    "intercom"
    "kakao"
    "kanidm"
    "keycloak"
    "kick"
    "klaviyo"
    "lichess"
    "line"
    "linear"
    "linkedin"
    "logto"
    "mailchimp"
    "mastodon"
    "matrix"
    "mcp"
    "microsoft-graph"
    "miro"
    "mixin"
    "monday"
    "musicbrainz"
    "naver"
    "netdocuments"
    "netsuite"
    "nextcloud"
    "notion"
    "okta"
    "openbanking-uk"
    "openid-connect"
    "openstreetmap"
    "ory-hydra"
    "osu"
    "pagerduty"
    "patreon"
    "paypal"
    "pinterest"
    "pipedrive"
    "plane"
    "posthog"
    "power-bi"
    "quickbooks"
    "rauthy"
    "reddit"
    "ringcentral"
    "roblox"
    "salesforce"
    "sentry"
    "servicenow"
    "shopify"
    "shopify-customers"
    "slack"
    "smart-on-fhir"
    "smartsheet"
    "snapchat"
    "snowflake"
    "spotify"
    "square"
    "stack-exchange"
    "strava"
    "stripe-connect"
    "supabase"
    "surveymonkey"
    "teams-rsc"
    "threads"
    "tidal"
    "tiktok"
    "todoist"
    "trakt"
    "trello"
    "tumblr"
    "twitch"
    "typeform"
    "uber"
    "vercel"
    "vimeo"
    "vk"
    "webex"
    "webflow"
    "wechat"
    "withings"
    "wordpress"
    "x"
    "xero"
    "yahoo"
    "yandex"
    "zendesk"
    "zitadel"
    "zoho"
    "zoom"
    ; operations:
    "asana"
    "atlassian-jira"
    "bitbucket"
    "digitalocean"
    "discord"
    "dropbox"
    "figma"
    "github"
    "gitlab"
    "google"
    "hubspot"
    "linear"
    "mastodon"
    "microsoft-graph"
    "monday"
    "netdocuments"
    "okta"
    "openbanking-uk"
    "reddit"
    "shopify"
    "slack"
    "spotify"
    "twitch"
    "x"
    "xero"
    "zoom"
}
