//! `wrong-grant`

use super::collector::Collector;
use super::context::Context;
use crate::catalog::listed::ANY_RESOURCE;
use crate::catalog::{Catalog, Home};
use crate::finding::Finding;
use crate::model::{Client, Grant, Level, NameList, Rule};
use crate::render::quoting::quoted;
use crate::request::tokenize::Word;

/// The rule `wrong-grant`.
pub static RULE: Rule = Rule {
    id: "wrong-grant",
    default_level: Level::Deny,
    summary: "a scope that cannot be requested with the client's grant type",
    docs: "\
The grant type decides what a client can request. With client credentials, no user is there to consent, so Microsoft \
accepts only `.default` of one resource. Discord refuses some scopes in the implicit grant. The catalog says under \
`[grants]` what a grant type allows, and under `[clients]` which grant type a client uses (`grant`). \
`cargo scopes check --literals` also sees a grant type that is written in the same request, such as \
`(\"grant_type\", \"client_credentials\")`.

Some names cannot be requested with any grant type, because they are granted in another way (`deny` under \
`[requests]`), such as Microsoft's resource-specific consents.

**Example:** `scopes!(\"User.Read.All\", client = \"daemon\")`, if `daemon` has `grant = \"client_credentials\"`

**Use instead:** `scopes!(\"https://graph.microsoft.com/.default\", client = \"daemon\")`",
};

pub(super) fn check(cx: &Context<'_, '_>, findings: &mut Collector) {
    for &(spot, word) in &cx.all_words() {
        if cx.catalog.is_denied(&word.text) && spot.reading.foreign_character(word).is_none() {
            let message = format!("{} cannot be requested with any grant type", spot.quote());
            let help = match cx.catalog.deny_note() {
                Some(note) => format!("leave it out: {note}"),
                None => "leave it out".to_owned(),
            };
            findings.push(spot.finding(&RULE, message).help(help));
        }
    }
    let Some((client, grant)) = cx.client.and_then(|client| Some((client, cx.catalog.grant_of(client)?))) else {
        return;
    };
    let mut with = format!("with the grant type `{}`", grant.name.text);
    if client.is_registered() {
        with.push_str(&format!(" of the client `{}`", client.name.text));
    }
    for &(spot, word) in &cx.all_words() {
        if is_taken(cx.catalog, grant, word)
            || cx.catalog.is_denied(&word.text)
            || spot.reading.foreign_character(word).is_some()
        {
            continue;
        }
        let message = format!("{} cannot be requested {with}", spot.quote());
        let help = noted(grant, advice(cx, grant, word));
        findings.push(spot.finding(&RULE, message).help(help));
    }
    let mut missing: Vec<&str> = Vec::new();
    for name in &grant.require {
        if needs_more(cx, grant) && !cx.holds(&name.text) {
            missing.push(&name.text);
        }
    }
    if !missing.is_empty() {
        let names = quoted(missing, " and ");
        let message = format!("{names} must be requested {with}");
        findings.push(Finding::new(&RULE, message).help(noted(grant, format!("request {names} as well"))));
    }
}

/// Whether the names that a grant type requires are required of this request.
fn needs_more(cx: &Context<'_, '_>, grant: &Grant) -> bool {
    let is_such = |word: &Word<'_>| grant.require_for.names(cx.catalog, &word.text, word.lookup);
    cx.all_words().iter().any(|(_, word)| grant.require_for.is_empty() || is_such(word))
}

fn noted(grant: &Grant, mut advice: String) -> String {
    if let Some(note) = &grant.note {
        advice.push_str(&format!(" ({note})"));
    }
    advice
}

impl Catalog {
    /// The grant type that a client uses, as far as the catalog says what it takes: its own, or that of its kind.
    pub fn grant_of(&self, client: &Client) -> Option<&Grant> {
        self.grants().iter().find(|grant| match (&client.grant, &client.kind) {
            (Some(own), _) => own.text == grant.name.text,
            (None, Some(kind)) => grant.kinds.iter().any(|known| known.text == kind.text),
            (None, None) => false,
        })
    }
}

/// Whether a word can be requested with a grant type.
pub(super) fn is_taken(catalog: &Catalog, grant: &Grant, word: &Word<'_>) -> bool {
    let is_among = |list: &NameList| list.names(catalog, &word.text, word.lookup);
    (grant.allow.is_empty() || is_among(&grant.allow)) && !is_among(&grant.deny)
}

/// What to write instead: where the grant takes one name of each resource, that of this one.
fn advice(cx: &Context<'_, '_>, grant: &Grant, word: &Word<'_>) -> String {
    if grant.allow.is_empty() {
        return "request it with another grant type".to_owned();
    }
    let of_resource = grant.allow.iter().find_map(|name| name.text.strip_prefix(ANY_RESOURCE));
    match (home(cx, word), of_resource) {
        (Some(home), Some(name)) => format!("write `{}/{name}` alone", home.uri),
        _ => format!("it takes only {}", quoted(grant.allow.iter().map(|name| &*name.text), ", ")),
    }
}

/// The resource of a word, or for one that has none, of the first word that has.
fn home<'c>(cx: &'c Context<'_, '_>, word: &Word<'_>) -> Option<Home<'c>> {
    let home = |word: &Word<'_>| cx.catalog.home(&word.text, word.lookup);
    home(word).or_else(|| cx.all_words().iter().find_map(|(_, word)| home(word)))
}

#[cfg(test)]
mod tests {
    use crate::testing::{catalog, findings_of_client, first_of_client};
    use crate::{Catalog, CatalogSource};

    const CATALOG: &str = "\
[scopes]
openid = ''
'Read.All' = ''
sign = ''
act = ''
'.default' = { exclusive = true }
[resources.main]
uri = 'https://main.example'
default = true
[resources.vault]
uri = 'https://vault.example'
scopes = ['use']
[grants.client_credentials]
allow = ['{resource}/.default']
kinds = ['service']
note = 'nobody can consent'
[grants.implicit]
deny = ['act']
[grants.jwt_bearer]
require = ['act']
[clients.daemon]
grant = 'client_credentials'
allow = ['Read.All']
[clients.service]
kind = 'service'
allow = ['Read.All', 'sign']
[clients.page]
grant = 'implicit'
allow = ['sign', 'act']
[clients.signer]
grant = 'jwt_bearer'
allow = ['sign', 'act']
[clients.web]
grant = 'authorization_code'
kind = 'service'
allow = ['sign', 'act']
";

    #[test]
    fn only_what_the_grant_takes() {
        let finding = first_of_client(CATALOG, "daemon", &["Read.All"]);
        assert_eq!(
            finding.message,
            "`Read.All` cannot be requested with the grant type `client_credentials` of the client `daemon`"
        );
        assert_eq!(finding.help.as_deref(), Some("write `https://main.example/.default` alone (nobody can consent)"));
        let elsewhere = first_of_client(CATALOG, "daemon", &["https://vault.example/use"]);
        assert_eq!(
            elsewhere.help.as_deref(),
            Some("write `https://vault.example/.default` alone (nobody can consent)")
        );
        let sign_in = first_of_client(CATALOG, "daemon", &["openid https://vault.example/.default"]);
        assert_eq!((sign_in.token.as_str(), sign_in.rule.id), ("openid", "wrong-grant"));
        for right in [".default", "https://main.example/.default", "https://main.example//.default"] {
            assert_eq!(findings_of_client(CATALOG, "daemon", &[right]), [""; 0], "{right}");
        }
        let named =
            CATALOG.replace("['Read.All']\n[clients.service]", "['https://vault.example/.default']\n[clients.service]");
        assert_eq!(findings_of_client(&named, "daemon", &["https://vault.example/.default"]), [""; 0]);
        assert_eq!(findings_of_client(&named, "daemon", &[".default"]), ["scope-not-allowed"]);
    }

    #[test]
    fn a_kind_of_client_has_a_grant() {
        assert_eq!(findings_of_client(CATALOG, "service", &["Read.All"]), ["wrong-grant"]);
        assert_eq!(findings_of_client(CATALOG, "web", &["sign"]), [""; 0]);
    }

    #[test]
    fn what_the_grant_refuses_and_what_it_needs() {
        let refused = first_of_client(CATALOG, "page", &["sign act"]);
        assert_eq!(
            refused.message,
            "`act` (2nd of 2) cannot be requested with the grant type `implicit` of the client `page`"
        );
        assert_eq!(refused.help.as_deref(), Some("request it with another grant type"));
        assert_eq!(findings_of_client(CATALOG, "page", &["sign"]), [""; 0]);
        let needed = first_of_client(CATALOG, "signer", &["sign"]);
        assert_eq!(needed.message, "`act` must be requested with the grant type `jwt_bearer` of the client `signer`");
        assert_eq!(findings_of_client(CATALOG, "signer", &["sign act"]), [""; 0]);
        let for_some = CATALOG.replace("require = ['act']", "require = ['act']\nrequire_for = ['sign']");
        let for_some = for_some.replace("'jwt_bearer'\nallow = ['sign',", "'jwt_bearer'\nallow = ['sign', 'openid',");
        assert_eq!(findings_of_client(&for_some, "signer", &["openid"]), [""; 0]);
        assert_eq!(findings_of_client(&for_some, "signer", &["sign openid"]), ["wrong-grant"]);
    }

    #[test]
    fn what_no_request_may_have() {
        let text = format!(
            "{CATALOG}\n[requests]\ndeny = ['{{x:*}}.Room', 'Chat.Room', 'act']\ndeny_note = 'the manifest asks for it'"
        )
        .replace("sign = ''", "sign = ''\n'Chat.Room' = ''\n'Cloak.Room' = ''\n'Cloak.Rooms' = ''")
        .replace("scopes = ['use']", "scopes = ['use', 'Use.Room']");
        let finding = crate::testing::first(&text, &["sign Chat.Room"]);
        assert_eq!(finding.message, "`Chat.Room` (2nd of 2) cannot be requested with any grant type");
        assert_eq!((finding.rule.id, finding.level), ("wrong-grant", crate::Level::Deny));
        assert_eq!(finding.help.as_deref(), Some("leave it out: the manifest asks for it"));
        for wrong in ["https://main.example/Chat.Room", "Hall.Room"] {
            assert_eq!(crate::testing::findings(&text, &[wrong]), ["wrong-grant"], "{wrong}");
        }
        assert_eq!(findings_of_client(&text, "daemon", &["Chat.Room"]), ["wrong-grant"]);
        for right in ["sign", "Cloak.Rooms", "Cloak.Room", "https://vault.example/Use.Room"] {
            assert_eq!(crate::testing::findings(&text, &[right]), [""; 0], "{right}");
        }
        // What cannot be requested is not what to write.
        assert_eq!(crate::testing::first(&text, &["Chat.Roon"]).suggestions, [""; 0]);
    }

    #[test]
    fn a_client_of_which_only_the_grant_is_known() {
        let catalog = catalog(CATALOG);
        let client = crate::Client::of_grant("client_credentials");
        let check = |text| {
            let target = crate::load::Target::new(&catalog, Vec::new(), Some(&client));
            target.check(&[text]).findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>()
        };
        assert_eq!(check("Read.All"), ["`Read.All` cannot be requested with the grant type `client_credentials`"]);
        assert_eq!(check("https://main.example/.default"), [""; 0]);
    }

    #[test]
    fn a_grant_that_is_not_known_is_a_mistake_of_the_catalog() {
        assert!(catalog(CATALOG).grants().len() == 3);
        let text = "scopes = ['a']\n[clients.x]\ngrant = 'client_credential'\nallow = ['a']";
        let problems = Catalog::from_text(text).expect_err("an unknown grant");
        assert_eq!(problems[0].message, "unknown grant type `client_credential` of the client `x`");
        assert_eq!(problems[0].help.as_deref(), Some("did you mean `client_credentials`?"));
        let mut problems = Vec::new();
        CatalogSource::parse(0, "[grants.x]\nallows = []\n[requests]\none = true", &mut problems);
        assert_eq!(problems.len(), 2);
    }
}
