//! Lists aliases of providers: names of products and companies, and abbreviations.

/// Aliases, and the providers that they stand for.
const ALIASES: &[(&str, &[&str])] = &[
    ("adobe", &["adobe-ims"]),
    ("adobe-io", &["adobe-ims"]),
    ("creative-cloud", &["adobe-ims"]),
    ("acrobat-sign", &["adobe-sign"]),
    ("amazon-ads", &["amazon"]),
    ("amazon-advertising", &["amazon"]),
    ("amazon-alexa", &["amazon"]),
    ("amazon-seller", &["amazon"]),
    ("amazon-selling-partner", &["amazon"]),
    ("alexa", &["amazon"]),
    ("login-with-amazon", &["amazon"]),
    ("lwa", &["amazon"]),
    ("selling-partner", &["amazon"]),
    ("sp", &["amazon"]),
    ("appleid", &["apple"]),
    ("apple-id", &["apple"]),
    ("sign-in-with-apple", &["apple"]),
    ("siwa", &["apple"]),
    ("confluence", &["atlassian-confluence"]),
    ("atlassian", &["atlassian-jira", "atlassian-confluence"]),
    ("jira", &["atlassian-jira"]),
    ("jsm", &["atlassian-jira"]),
    ("jira-service-desk", &["atlassian-jira"]),
    ("jira-service-management", &["atlassian-jira"]),
    ("jira-software", &["atlassian-jira"]),
    ("at-proto", &["atproto"]),
    ("at-protocol", &["atproto"]),
    ("bluesky", &["atproto"]),
    ("bsky", &["atproto"]),
    ("auth0-mgmt", &["auth0-management"]),
    ("goauthentik", &["authentik"]),
    ("aps", &["autodesk"]),
    ("autodesk-forge", &["autodesk"]),
    ("autodesk-platform-services", &["autodesk"]),
    ("ado", &["azure-devops"]),
    ("azuredevops", &["azure-devops"]),
    ("azure-devops-services", &["azure-devops"]),
    ("visual-studio-team-services", &["azure-devops"]),
    ("vso", &["azure-devops"]),
    ("vsts", &["azure-devops"]),
    ("azure-resource-manager", &["azure-resources"]),
    ("arm", &["azure-resources"]),
    ("azure-key-vault", &["azure-resources"]),
    ("azure-keyvault", &["azure-resources"]),
    ("azure-sql", &["azure-resources"]),
    ("azure-storage", &["azure-resources"]),
    ("azure-management", &["azure-resources"]),
    ("37signals", &["basecamp"]),
    ("battlenet", &["battle-net"]),
    ("blizzard", &["battle-net"]),
    ("bnet", &["battle-net"]),
    ("big-commerce", &["bigcommerce"]),
    ("atlassian-bitbucket", &["bitbucket"]),
    ("bit-ly", &["bitly"]),
    ("destiny", &["bungie"]),
    ("bungie-net", &["bungie"]),
    ("canva-connect", &["canva"]),
    ("click-up", &["clickup"]),
    ("cf", &["cloudflare"]),
    ("wrangler", &["cloudflare"]),
    ("amazon-cognito", &["cognito"]),
    ("aws", &["cognito"]),
    ("aws-cognito", &["cognito"]),
    ("sap-concur", &["concur"]),
    ("azure-databricks", &["databricks"]),
    ("data-dog", &["datadog"]),
    ("dexidp", &["dex"]),
    ("digital-ocean", &["digitalocean"]),
    ("discordapp", &["discord"]),
    ("docu-sign", &["docusign"]),
    ("docusign-esign", &["docusign"]),
    ("epic-account-services", &["epic-games"]),
    ("epicgames", &["epic-games"]),
    ("eas", &["epic-games"]),
    ("esi", &["eve-online"]),
    ("eve", &["eve-online"]),
    ("eveonline", &["eve-online"]),
    ("eve-esi", &["eve-online"]),
    ("fb", &["facebook"]),
    ("messenger", &["facebook"]),
    ("meta", &["facebook"]),
    ("meta-ads", &["facebook"]),
    ("meta-business", &["facebook"]),
    ("whatsapp", &["facebook"]),
    ("whatsapp-business", &["facebook"]),
    ("erpnext", &["frappe"]),
    ("fusion-auth", &["fusionauth"]),
    ("codeberg", &["gitea"]),
    ("forgejo", &["gitea"]),
    ("gh", &["github"]),
    ("ghe", &["github"]),
    ("ghec", &["github"]),
    ("ghes", &["github"]),
    ("git-hub", &["github"]),
    ("git-lab", &["gitlab"]),
    ("adsense", &["google"]),
    ("bigquery", &["google"]),
    ("firebase", &["google"]),
    ("g-suite", &["google"]),
    ("gcal", &["google"]),
    ("gcp", &["google"]),
    ("gdrive", &["google"]),
    ("gmail", &["google"]),
    ("googleapis", &["google"]),
    ("gsheets", &["google"]),
    ("gsuite", &["google"]),
    ("vertex-ai", &["google"]),
    ("workspace", &["google"]),
    ("youtube", &["google"]),
    ("ghl", &["highlevel"]),
    ("gohighlevel", &["highlevel"]),
    ("go-high-level", &["highlevel"]),
    ("high-level", &["highlevel"]),
    ("leadconnector", &["highlevel"]),
    ("hub-spot", &["hubspot"]),
    ("duende", &["identityserver"]),
    ("duende-identityserver", &["identityserver"]),
    ("identity-server", &["identityserver"]),
    ("identityserver4", &["identityserver"]),
    ("indie-auth", &["indieauth"]),
    ("ig", &["instagram"]),
    ("facebook-instagram", &["instagram"]),
    ("instagram-business", &["instagram"]),
    ("instagram-graph", &["instagram"]),
    ("meta-instagram", &["instagram"]),
    ("kakaotalk", &["kakao"]),
    ("kakao-talk", &["kakao"]),
    ("key-cloak", &["keycloak"]),
    ("red-hat-sso", &["keycloak"]),
    ("rhbk", &["keycloak"]),
    ("rhsso", &["keycloak"]),
    ("lichess-org", &["lichess"]),
    ("line-messaging", &["line"]),
    ("linear-app", &["linear"]),
    ("linked-in", &["linkedin"]),
    ("linkedin-openid", &["linkedin"]),
    ("mail-chimp", &["mailchimp"]),
    ("synapse", &["matrix"]),
    ("model-context-protocol", &["mcp"]),
    ("mcp-server", &["mcp"]),
    ("aad", &["microsoft-graph"]),
    ("active-directory", &["microsoft-graph"]),
    ("azure", &["microsoft-graph"]),
    ("azuread", &["microsoft-graph"]),
    ("azureadv2", &["microsoft-graph"]),
    ("b2c", &["microsoft-graph"]),
    ("dynamics-365", &["microsoft-graph"]),
    ("entra", &["microsoft-graph"]),
    ("entra-id", &["microsoft-graph"]),
    ("exchange-online", &["microsoft-graph"]),
    ("graph", &["microsoft-graph"]),
    ("hotmail", &["microsoft-graph"]),
    ("intune", &["microsoft-graph"]),
    ("m365", &["microsoft-graph"]),
    ("microsoft", &["microsoft-graph"]),
    ("ms-graph", &["microsoft-graph"]),
    ("ms-teams", &["microsoft-graph"]),
    ("msal", &["microsoft-graph"]),
    ("msft", &["microsoft-graph"]),
    ("msgraph", &["microsoft-graph"]),
    ("msteams", &["microsoft-graph"]),
    ("o365", &["microsoft-graph"]),
    ("office", &["microsoft-graph"]),
    ("office-365", &["microsoft-graph"]),
    ("office365", &["microsoft-graph"]),
    ("one-drive", &["microsoft-graph"]),
    ("onedrive", &["microsoft-graph"]),
    ("onenote", &["microsoft-graph"]),
    ("outlook", &["microsoft-graph"]),
    ("sharepoint", &["microsoft-graph"]),
    ("teams", &["microsoft-graph"]),
    ("windows-live", &["microsoft-graph"]),
    ("xbox", &["microsoft-graph"]),
    ("xbox-live", &["microsoft-graph"]),
    ("netdocs", &["netdocuments"]),
    ("oracle-netsuite", &["netsuite"]),
    ("suitetalk", &["netsuite"]),
    ("obie", &["openbanking-uk"]),
    ("open-banking", &["openbanking-uk"]),
    ("open-banking-uk", &["openbanking-uk"]),
    ("openbanking", &["openbanking-uk"]),
    ("generic-oidc", &["openid-connect"]),
    ("oidc", &["openid-connect"]),
    ("open-id", &["openid-connect"]),
    ("open-id-connect", &["openid-connect"]),
    ("openid", &["openid-connect"]),
    ("openidconnect", &["openid-connect"]),
    ("open-street-map", &["openstreetmap"]),
    ("osm", &["openstreetmap"]),
    ("hydra", &["ory-hydra"]),
    ("ory", &["ory-hydra"]),
    ("osu-web", &["osu"]),
    ("ppy", &["osu"]),
    ("pager-duty", &["pagerduty"]),
    ("log-in-with-paypal", &["paypal"]),
    ("makeplane", &["plane"]),
    ("plane-so", &["plane"]),
    ("post-hog", &["posthog"]),
    ("powerbi", &["power-bi"]),
    ("fabric", &["power-bi"]),
    ("microsoft-fabric", &["power-bi"]),
    ("ms-fabric", &["power-bi"]),
    ("microsoft-power-bi", &["power-bi"]),
    ("azure-power-bi", &["power-bi"]),
    ("intuit", &["quickbooks"]),
    ("intuit-quickbooks", &["quickbooks"]),
    ("qbo", &["quickbooks"]),
    ("quickbooks-online", &["quickbooks"]),
    ("ring-central", &["ringcentral"]),
    ("roblox-open-cloud", &["roblox"]),
    ("sales-force", &["salesforce"]),
    ("sfdc", &["salesforce"]),
    ("sentry-io", &["sentry"]),
    ("service-now", &["servicenow"]),
    ("cerner", &["smart-on-fhir"]),
    ("epic", &["smart-on-fhir"]),
    ("fhir", &["smart-on-fhir"]),
    ("oracle-health", &["smart-on-fhir"]),
    ("smart-app-launch", &["smart-on-fhir"]),
    ("login-kit", &["snapchat"]),
    ("snap", &["snapchat"]),
    ("snap-kit", &["snapchat"]),
    ("square-up", &["square"]),
    ("squareup", &["square"]),
    ("stackexchange", &["stack-exchange"]),
    ("stackoverflow", &["stack-exchange"]),
    ("stack-overflow", &["stack-exchange"]),
    ("stackapps", &["stack-exchange"]),
    ("stripe", &["stripe-connect"]),
    ("supabase-management", &["supabase"]),
    ("survey-monkey", &["surveymonkey"]),
    ("resource-specific-consent", &["teams-rsc"]),
    ("rsc", &["teams-rsc"]),
    ("meta-threads", &["threads"]),
    ("tik-tok", &["tiktok"]),
    ("trakt-tv", &["trakt"]),
    ("twitch-tv", &["twitch"]),
    ("twitchtv", &["twitch"]),
    ("type-form", &["typeform"]),
    ("uber-eats", &["uber"]),
    ("ubereats", &["uber"]),
    ("sign-in-with-vercel", &["vercel"]),
    ("vk-id", &["vk"]),
    ("vkid", &["vk"]),
    ("vkontakte", &["vk"]),
    ("cisco-spark", &["webex"]),
    ("cisco-webex", &["webex"]),
    ("weixin", &["wechat"]),
    ("wecom", &["wechat"]),
    ("jetpack", &["wordpress"]),
    ("wp", &["wordpress"]),
    ("wpcom", &["wordpress"]),
    ("twitter", &["x"]),
    ("twitter-x", &["x"]),
    ("x-twitter", &["x"]),
    ("yahoo-mail", &["yahoo"]),
    ("ya", &["yandex"]),
    ("yandex-id", &["yandex"]),
    ("zen-desk", &["zendesk"]),
    ("zohocrm", &["zoho"]),
];

/// Names of companies and product families that precede the names of products: `google-calendar`.
const FAMILIES: &[(&str, &[&str])] = &[
    ("atlassian", &["atlassian-jira", "atlassian-confluence"]),
    ("azure", &["microsoft-graph"]),
    ("confluence", &["atlassian-confluence"]),
    ("entra", &["microsoft-graph"]),
    ("facebook", &["facebook"]),
    ("github", &["github"]),
    ("gitlab", &["gitlab"]),
    ("google", &["google"]),
    ("hubspot", &["hubspot"]),
    ("jira", &["atlassian-jira"]),
    ("linkedin", &["linkedin"]),
    ("microsoft", &["microsoft-graph"]),
    ("outlook", &["microsoft-graph"]),
    ("salesforce", &["salesforce"]),
    ("shopify", &["shopify"]),
    ("slack", &["slack"]),
    ("twitter", &["x"]),
    ("youtube", &["google"]),
    ("zoho", &["zoho"]),
];

/// Words after a name that do not identify the provider.
const ENDINGS: &[&str] = &[
    "api", "app", "bot", "cloud", "com", "connect", "io", "login", "oauth", "oauth2", "oidc", "sandbox", "sso", "v1",
    "v2", "v3",
];

/// Returns the providers that an alias stands for; empty if there are none. Letter case does not matter, and `_`, `.`
/// and a space are equivalent to `-`.
///
/// ```
/// assert_eq!(scope_providers::aliased("Twitter"), ["x"]);
/// assert_eq!(scope_providers::aliased("google_calendar"), ["google"]);
/// assert_eq!(scope_providers::aliased("atlassian").len(), 2);
/// assert!(scope_providers::aliased("nobody").is_empty());
/// ```
pub fn aliased(name: &str) -> &'static [&'static str] {
    let mut rest = name;
    loop {
        let found = whole(rest);
        if !found.is_empty() {
            return found;
        }
        match rest.rsplit_once(SEPARATORS) {
            Some((before, ending)) if ENDINGS.iter().any(|known| is_same(ending, known)) => rest = before,
            _ => return of_family(name),
        }
    }
}

/// Returns every alias in the tables for [`aliased`].
pub fn aliases() -> impl Iterator<Item = &'static str> {
    ALIASES.iter().map(|(alias, _)| *alias)
}

const SEPARATORS: [char; 4] = ['-', '_', '.', ' '];

fn whole(name: &str) -> &'static [&'static str] {
    if let Some((_, providers)) = ALIASES.iter().find(|(alias, _)| is_same(name, alias)) {
        return providers;
    }
    crate::NAMES.iter().position(|known| is_same(name, known)).map_or(&[], |at| &crate::NAMES[at..=at])
}

fn of_family(name: &str) -> &'static [&'static str] {
    let is_member = |family: &str| {
        let (start, rest) = (name.get(..family.len()), name.get(family.len()..));
        start.is_some_and(|start| is_same(start, family)) && rest.is_some_and(|rest| rest.starts_with(SEPARATORS))
    };
    FAMILIES.iter().find(|(family, _)| is_member(family)).map_or(&[], |(_, providers)| providers)
}

fn is_same(written: &str, known: &str) -> bool {
    let plain = |byte: u8| if matches!(byte, b'_' | b'.' | b' ') { b'-' } else { byte.to_ascii_lowercase() };
    written.len() == known.len() && written.bytes().zip(known.bytes()).all(|(one, other)| plain(one) == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_mean_providers_and_are_never_one() {
        for (at, (alias, providers)) in ALIASES.iter().enumerate() {
            assert!(!crate::NAMES.contains(alias), "{alias}");
            assert!(!ALIASES[..at].iter().any(|(other, _)| other == alias), "{alias} is there twice");
            assert!(
                alias.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
                "{alias}"
            );
            assert!(!providers.is_empty() && providers.iter().all(|name| crate::NAMES.contains(name)), "{alias}");
        }
        for (family, providers) in FAMILIES {
            assert!(providers.iter().all(|name| crate::NAMES.contains(name)), "{family}");
            assert_eq!(aliased(family), *providers, "{family}");
        }
    }

    #[test]
    fn every_provider_means_itself_however_it_is_written() {
        for name in crate::NAMES {
            assert_eq!(aliased(name), [*name]);
            assert_eq!(aliased(&name.to_uppercase().replace('-', "_")), [*name]);
        }
    }

    #[test]
    fn endings_and_families() {
        assert_eq!(aliased("Spotify-API"), ["spotify"]);
        assert_eq!(aliased("x-oauth2-v2"), ["x"]);
        assert_eq!(aliased("microsoft-teams-bot"), ["microsoft-graph"]);
        assert_eq!(aliased("azure-devops-api"), ["azure-devops"]);
        assert_eq!(aliased("auth0.com"), ["auth0"]);
        for unknown in ["", "api", "-api", "googles", "box-office", "goo\u{e4}le-x"] {
            assert_eq!(aliased(unknown), [""; 0], "{unknown}");
        }
    }
}
