//! `wrong-grant`

use super::context::{Collector, Context, WordRef};
use crate::catalog::listed::ANY_RESOURCE;
use crate::catalog::{Catalog, Home, Lookup};
use crate::fast::{keep, texts};
use crate::finding::{Certainty, Finding};
use crate::model::{Client, Grant, NameList};
use crate::names::name_words::words;
use crate::names::pattern::Pattern;
use crate::names::suggestion_index::MOST;
use crate::render::quoting::{in_brackets, quoted};
use crate::request::diagnose::openid::is_refresh;
use crate::request::tokenize::Word;

rule! {
    /// The grant type decides what a client can request. With client credentials, no user is there to consent, so
    /// Microsoft accepts only `.default` of one resource, and a scope for refresh tokens has no effect (a warning).
    /// Discord refuses some scopes in the implicit grant. The catalog says under `[grants]` what a grant type allows,
    /// and under `[clients]` which grant type a client uses (`grant`). `cargo scopes check --literals` also sees a
    /// grant type that is written in the same request, such as `("grant_type", "client_credentials")`.
    ///
    /// Some names cannot be requested with any grant type, because they are granted in another way (`deny` under
    /// `[requests]`), such as Microsoft's resource-specific consents.
    ///
    /// **Example:** `scopes!("User.Read.All", client = "daemon")`, if `daemon` has `grant = "client_credentials"`
    ///
    /// **Use instead:** `scopes!("https://graph.microsoft.com/.default", client = "daemon")`
    Deny "wrong-grant": "a scope that cannot be requested with the client's grant type"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    for word in &cx.words {
        if cx.catalog.is_denied(&word.text) && word.foreign_character().is_none() {
            let message = format!("{} cannot be requested with any grant type", word.quote());
            let note = cx.catalog.deny_note().map_or_else(String::new, |note| format!(": {note}"));
            findings.push(word.finding(&RULE, message).help(format!("leave it out{note}")));
        }
    }
    let Some(client) = cx.client else { return };
    without_refresh(cx, client, findings);
    let Some(grant) = cx.grant else { return };
    let (with, note) = (with_grant(&grant.name.text, client), in_brackets(grant.note.as_deref()));
    for word in &cx.words {
        let is_for_other_rule = || cx.catalog.is_denied(&word.text) || word.foreign_character().is_some();
        if cx.is_taken(&word.text, word.lookup) || is_for_other_rule() {
            continue;
        }
        let message = format!("{} cannot be requested {with}", word.quote());
        let names = narrower(cx, grant, word);
        let help = format!("{}{note}", advice(cx, grant, word, &names));
        findings.push(word.finding(&RULE, message).help(help).suggest(Certainty::Choices, names));
    }
    let mut missing = texts(&grant.require);
    keep(&mut missing, &mut |name| !cx.holds(name));
    let is_such = |word: &WordRef<'_>| grant.require_for.names(cx.catalog, &word.text, word.lookup);
    let is_for_all = grant.require_for.is_empty() && !cx.words.is_empty();
    if !missing.is_empty() && (is_for_all || cx.words.iter().any(is_such)) {
        let names = quoted(missing, " and ");
        let message = format!("{names} must be requested {with}");
        findings.push(Finding::new(&RULE, message).help(format!("request {names} as well{note}")));
    }
}

/// A grant type, and the client that uses it, if the catalog has that.
fn with_grant(grant: &str, client: &Client) -> String {
    let name = &client.name.text;
    let of_client = if client.is_registered() { format!(" of the client `{name}`") } else { String::new() };
    format!("with the grant type `{grant}`{of_client}")
}

/// Warns of the scopes of refresh tokens where nobody is there who could leave: RFC 6749 §4.4.3.
fn without_refresh(cx: &Context<'_>, client: &Client, findings: &mut Collector) {
    let Some(grant) = client.grant.as_ref().filter(|grant| &*grant.text == "client_credentials") else { return };
    for &(word, _) in &cx.known {
        if is_refresh(&words(&word.text)) && cx.is_taken(&word.text, word.lookup) {
            let message = format!("{} has no effect {}", word.quote(), with_grant(&grant.text, client));
            let finding = word.finding(&RULE, message).warn_unless(false);
            let help = "leave it out: no refresh token is given for client credentials (RFC 6749 §4.4.3)";
            findings.push(finding.help(help).suggest(Certainty::Likely, vec![String::new()]));
        }
    }
}

/// The names with all words of this one and more that the grant type takes.
fn narrower(cx: &Context<'_>, grant: &Grant, word: &Word<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    if grant.allow.is_empty() || word.lookup == Lookup::Unknown {
        return names;
    }
    let given = words(&word.text);
    for scope in cx.catalog.scopes() {
        let meant = words(&scope.name);
        let is_name = meant.len() > given.len() && !Pattern::is_pattern(&scope.name);
        let is_narrower = is_name && given.iter().all(|word| meant.contains(word)) && names.len() < MOST;
        if is_narrower && cx.is_taken(&scope.name, cx.catalog.lookup(&scope.name)) {
            names.push(scope.name.to_string());
        }
    }
    names
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

impl Context<'_> {
    /// Whether a name can be requested with the grant type of the client, as far as the catalog says.
    pub(super) fn is_taken(&self, name: &str, lookup: Lookup) -> bool {
        let is_among = |list: &NameList| list.names(self.catalog, name, lookup);
        self.grant.is_none_or(|grant| (grant.allow.is_empty() || is_among(&grant.allow)) && !is_among(&grant.deny))
    }
}

/// What to write instead: where the grant takes one name of each resource, that of this one.
fn advice(cx: &Context<'_>, grant: &Grant, word: &Word<'_>, narrower: &[String]) -> String {
    if grant.allow.is_empty() {
        return "request it with another grant type".to_owned();
    }
    let of_resource = grant.allow.iter().find_map(|name| name.text.strip_prefix(ANY_RESOURCE));
    match (home(cx, word), of_resource) {
        (Some(home), Some(name)) => format!("write `{}/{name}` alone", home.uri),
        _ if !narrower.is_empty() => format!("it takes {}", quoted(narrower, ", ")),
        _ => format!("it takes only {}", quoted(&*grant.allow, ", ")),
    }
}

/// The resource of a word, or for one that has none, of the first word that has.
fn home<'c>(cx: &'c Context<'_>, word: &Word<'_>) -> Option<Home<'c>> {
    let home = |word: &Word<'_>| cx.catalog.home(&word.text, word.lookup);
    home(word).or_else(|| cx.words.iter().find_map(|word| home(word)))
}

#[cfg(test)]
mod tests {
    use crate::model::Level;
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
        // As a request writes it.
        let of = |grant: &str| {
            Catalog::from_text(&format!("[clients.x]\ngrant = 'urn:ietf:params:oauth:grant-type:{grant}'"))
        };
        let known = ["device_code", "jwt-bearer", "token-exchange", "saml2-bearer", "jwt-bearers"]
            .map(|grant| of(grant).is_ok());
        assert_eq!(known, [true, true, true, true, false]);
        let mut problems = Vec::new();
        CatalogSource::parse(0, "[grants.x]\nallows = []\n[requests]\none = true", &mut problems);
        assert_eq!(problems.len(), 2);
    }

    #[test]
    fn nobody_is_there_for_a_refresh_token() {
        let catalog = "scopes = ['api', 'offline_access', 'offline']\n[clients.daemon]\ngrant = 'client_credentials'\n\
            allow = ['api', 'offline_access']\n[clients.web]\nallow = ['api', 'offline_access']";
        let finding = first_of_client(catalog, "daemon", &["api offline_access"]);
        assert_eq!(
            (finding.rule.id, finding.level, &*finding.suggestions),
            ("wrong-grant", Level::Warn, &[String::new()][..])
        );
        assert_eq!(findings_of_client(catalog, "web", &["api offline_access"]), [""; 0]);
        assert_eq!(findings_of_client(catalog, "daemon", &["api"]), [""; 0]);
        let refused = format!("{catalog}\n[grants.client_credentials]\nallow = ['api']");
        assert_eq!(first_of_client(&refused, "daemon", &["offline_access"]).level, Level::Deny);
    }

    #[test]
    fn what_a_grant_takes_of_the_same_thing() {
        let catalog = "scopes = ['edit:orders', 'edit:own_orders', 'read:own_orders']\n\
            [grants.implicit]\nallow = ['{action}:own_{x:*}']\n\
            [clients.page]\ngrant = 'implicit'\nallow = ['edit:orders', 'edit:own_orders']";
        let finding = first_of_client(catalog, "page", &["edit:orders"]);
        assert_eq!(finding.suggestions, ["edit:own_orders"]);
        assert_eq!(finding.help.as_deref(), Some("it takes `edit:own_orders`"));
        assert_eq!(findings_of_client(catalog, "page", &["edit:own_orders"]), [""; 0]);
    }
}
