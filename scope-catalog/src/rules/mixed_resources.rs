//! `mixed-resources`

use super::context::{Collector, Context};
use crate::catalog::Home;
use crate::render::quoting::in_brackets;

rule! {
    /// With some providers, an access token is for a single resource, and the provider refuses a request for scopes of
    /// two (Microsoft: AADSTS28000, AADSTS70011). The catalog says so with `one_resource = true` under `[requests]`,
    /// and lists the resources under `[resources]`. The scopes of OpenID Connect, such as `openid` and
    /// `offline_access`, belong to no resource.
    ///
    /// **Example:** `scopes!("User.Read https://vault.azure.net/user_impersonation")`
    ///
    /// **Use instead:** two requests, each with the scopes of one resource.
    Deny "mixed-resources": "scopes of two resources in one request"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    if !cx.catalog.has_one_resource() || cx.words.len() < 2 {
        return;
    }
    let mut seen: Vec<Home<'_>> = Vec::new();
    for word in &cx.words {
        let Some(home) = cx.catalog.home(&word.text, word.lookup) else { continue };
        if seen.iter().any(|known| known.is_same(&home)) {
            continue;
        }
        if let Some(first) = seen.first() {
            let message = format!(
                "{} belongs to `{}`, and the scopes before it to `{}`: a request can only be for one resource",
                word.quote(),
                home.uri,
                first.uri
            );
            let note = in_brackets(cx.catalog.request_note());
            let help = format!("request the scopes of each resource separately{note}");
            findings.push(word.finding(&RULE, message).help(help));
        }
        seen.push(home);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, first};

    const CATALOG: &str = "\
case = 'insensitive'
[scopes]
openid = ''
offline_access = ''
'Read' = ''
'.default' = { exclusive = true }
[resources.main]
uri = ['https://main.example', '11-22']
default = true
[resources.vault]
uri = 'https://vault.example'
scopes = ['use']
[resources.own]
uri = 'api://{app}'
coverage = 'partial'
[requests]
one_resource = true
note = 'E28000'
";

    #[test]
    fn two_resources_are_one_too_many() {
        let finding = first(CATALOG, &["openid Read https://vault.example/use"]);
        assert_eq!(
            finding.message,
            "`https://vault.example/use` (3rd of 3) belongs to `https://vault.example`, and the scopes before it to \
            `https://main.example`: a request can only be for one resource"
        );
        assert_eq!(finding.help.as_deref(), Some("request the scopes of each resource separately (E28000)"));
        assert_eq!(findings(CATALOG, &["api://a/.default api://b/.default"]), ["mixed-resources"]);
        assert_eq!(findings(CATALOG, &["api://a/x", "read"]), ["mixed-resources"]);
        assert_eq!(findings(CATALOG, &["https://main.example/.default api://a/x"]), ["mixed-resources"]);
    }

    #[test]
    fn one_resource_has_several_addresses() {
        let same = "Read https://main.example/read 11-22/READ https://MAIN.example//Read";
        assert!(!findings(CATALOG, &[same]).contains(&"mixed-resources"));
        assert_eq!(findings(CATALOG, &["api://a/x api://a/y api://A/z"]), [""; 0]);
    }

    #[test]
    fn sign_in_belongs_to_no_resource() {
        assert_eq!(findings(CATALOG, &["OpenID https://vault.example//.default offline_access"]), [""; 0]);
        assert_eq!(findings(CATALOG, &["offline_access openid Read"]), [""; 0]);
    }

    #[test]
    fn elsewhere_resources_may_be_mixed() {
        let catalog = CATALOG.replace("one_resource = true", "one_resource = false");
        assert_eq!(findings(&catalog, &["Read https://vault.example/use"]), [""; 0]);
    }
}
