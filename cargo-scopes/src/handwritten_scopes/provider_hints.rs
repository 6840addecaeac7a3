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
    ("accounts-api.brex.com", "brex"),
    ("accounts.google.com", "google"),
    ("accounts.snapchat.com", "snapchat"),
    ("accounts.spotify.com", "spotify"),
    ("accounts.zoho.", "zoho"),
    ("api-m.paypal.com", "paypal"),
    ("api.fitbit.com", "fitbit"),
    ("api.gusto.com/oauth", "gusto"),
    ("api.notion.com/v1/oauth", "notion"),
    ("api.plane.so/auth", "plane"),
    ("api.supabase.com/v1/oauth", "supabase"),
    ("api.surveymonkey.com/oauth", "surveymonkey"),
    ("api.twitter.com", "x"),
    ("api.typeform.com/oauth", "typeform"),
    ("apis.roblox.com/oauth", "roblox"),
    ("app.attio.com/authorize", "attio"),
    ("app.clickup.com/api", "clickup"),
    ("app.datadoghq.com/oauth2", "datadog"),
    ("app.hubspot.com", "hubspot"),
    ("app.intercom.com/oauth", "intercom"),
    ("app.smartsheet.com", "smartsheet"),
    ("appleid.apple.com", "apple"),
    ("auth.calendly.com", "calendly"),
    ("auth.uber.com", "uber"),
    ("auth0.com", "auth0"),
    ("bitbucket.org", "bitbucket"),
    ("bitly.com/oauth", "bitly"),
    ("cloud.digitalocean.com", "digitalocean"),
    ("dash.cloudflare.com/oauth2", "cloudflare"),
    ("databricks.com/oidc", "databricks"),
    ("discord.com", "discord"),
    ("discordapp.com", "discord"),
    ("github.com/login/", "github"),
    ("gitlab.com", "gitlab"),
    ("graph.microsoft.com", "microsoft-graph"),
    ("id.kick.com", "kick"),
    ("id.twitch.tv", "twitch"),
    ("identity.pagerduty.com", "pagerduty"),
    ("ims-na1.adobelogin.com", "adobe-ims"),
    ("launchpad.37signals.com", "basecamp"),
    ("lichess.org/oauth", "lichess"),
    ("linear.app", "linear"),
    ("login.bigcommerce.com", "bigcommerce"),
    ("login.mailchimp.com", "mailchimp"),
    ("login.microsoftonline.com", "microsoft-graph"),
    ("login.salesforce.com", "salesforce"),
    ("login.uber.com", "uber"),
    ("marketplace.gohighlevel.com", "highlevel"),
    ("miro.com/oauth", "miro"),
    ("myshopify.com", "shopify"),
    ("netsuite.com/app/login/oauth2", "netsuite"),
    ("nid.naver.com", "naver"),
    ("oauth.yandex.", "yandex"),
    ("oauth2.googleapis.com", "google"),
    ("okta.com", "okta"),
    ("open.weixin.qq.com", "wechat"),
    ("osu.ppy.sh/oauth", "osu"),
    ("platform.ringcentral.com", "ringcentral"),
    ("posthog.com/oauth", "posthog"),
    ("service-now.com/oauth", "servicenow"),
    ("slack.com", "slack"),
    ("snowflakecomputing.com/oauth", "snowflake"),
    ("stackexchange.com/oauth", "stack-exchange"),
    ("stackoverflow.com/oauth", "stack-exchange"),
    ("trakt.tv/oauth", "trakt"),
    ("vercel.com/oauth", "vercel"),
    ("www.bungie.net", "bungie"),
    ("www.dropbox.com", "dropbox"),
    ("www.epicgames.com/id", "epic-games"),
    ("www.etsy.com/oauth", "etsy"),
    ("www.eventbrite.com/oauth", "eventbrite"),
    ("www.facebook.com", "facebook"),
    ("www.figma.com", "figma"),
    ("www.klaviyo.com/oauth", "klaviyo"),
    ("www.linkedin.com", "linkedin"),
    ("www.paypal.com/signin", "paypal"),
    ("www.reddit.com", "reddit"),
    ("www.strava.com", "strava"),
    ("zendesk.com/oauth", "zendesk"),
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
