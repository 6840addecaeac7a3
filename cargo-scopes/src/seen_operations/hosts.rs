//! Lists the servers of providers' operations.

/// The end of a server's name, the common beginning of all operations' paths, and the provider.
const HOSTS: &[(&str, &str, &str)] = &[
    ("admin.googleapis.com", "", "google"),
    ("api.asana.com", "", "asana"),
    ("api.atlassian.com", "/ex/jira", "atlassian-jira"),
    ("api.bitbucket.org", "/2.0", "bitbucket"),
    ("api.digitalocean.com", "", "digitalocean"),
    ("api.dropboxapi.com", "", "dropbox"),
    ("content.dropboxapi.com", "", "dropbox"),
    ("api.figma.com", "", "figma"),
    ("api.github.com", "", "github"),
    ("api.hubapi.com", "", "hubspot"),
    ("api.spotify.com", "", "spotify"),
    ("api.twitch.tv", "/helix", "twitch"),
    ("api.twitter.com", "/2", "x"),
    ("api.x.com", "/2", "x"),
    ("api.xero.com", "", "xero"),
    ("api.zoom.us", "/v2", "zoom"),
    ("app.asana.com", "/api", "asana"),
    (".atlassian.net", "/rest", "atlassian-jira"),
    ("discord.com", "/api", "discord"),
    ("gitlab.com", "/api/v4", "gitlab"),
    (".googleapis.com", "", "google"),
    ("graph.microsoft.com", "", "microsoft-graph"),
    (".myshopify.com", "/admin", "shopify"),
    ("oauth.reddit.com", "", "reddit"),
    (".okta.com", "/api", "okta"),
    ("slack.com", "/api", "slack"),
];

/// Servers and paths for sign-in.
const NOT_OPERATIONS: &[&str] = &["oauth2.googleapis.com", "/auth/", "/oauth2/", "/oauth.", "/.default", "/login/"];

/// Returns the provider of a URL, and whether the URL has the path of an operation.
pub(super) fn of_address(text: &str) -> Option<(&'static str, bool)> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    if NOT_OPERATIONS.iter().any(|part| rest.contains(part)) || rest.contains(char::is_whitespace) {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let fits = |known: &str| host == known || known.starts_with('.') && host.ends_with(known);
    let (_, base, provider) = HOSTS.iter().find(|(known, base, _)| fits(known) && path.starts_with(base))?;
    let own = path[base.len()..].split(['?', '#']).next().unwrap_or_default();
    // `https://graph.microsoft.com/v1.0` is only the common beginning.
    let is_operation =
        |part: &str| !(part.is_empty() || is_version(part) || part.starts_with('{') && part.ends_with('}'));
    Some((*provider, own.split('/').any(is_operation)))
}

fn is_version(part: &str) -> bool {
    let number = part.strip_prefix('v').unwrap_or(part);
    part == "beta"
        || !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_provider_says_what_operations_need() {
        for (host, _, provider) in HOSTS {
            assert!(scope_providers::operations(provider).is_some(), "{host}: {provider}");
        }
    }

    #[test]
    fn servers_and_bases() {
        assert_eq!(of_address("https://gmail.googleapis.com/gmail/v1/users/me/messages"), Some(("google", true)));
        assert_eq!(of_address("https://graph.microsoft.com/v1.0/"), Some(("microsoft-graph", false)));
        assert_eq!(of_address("https://shop-a.myshopify.com/admin/api/2025-01/orders.json"), Some(("shopify", true)));
        for text in [
            "https://www.googleapis.com/auth/drive",
            "https://oauth2.googleapis.com/token",
            "https://graph.microsoft.com/.default",
            "https://slack.com/intl/help",
            "https://api.github.com.example.org/user",
            "api.github.com",
        ] {
            assert_eq!(of_address(text), None, "{text}");
        }
    }
}
