//! What settings beside a list say of its provider: `OAUTH2_PROXY_PROVIDER=github`, `type: google`, `issuer: https://github.com`.

use std::collections::BTreeMap;
use std::rc::Rc;

use scope_catalog::load::provider_named;

use crate::node::{Node, Value};
use crate::path::named_value;

/// How many tables around a list may have such a setting.
const TABLES: usize = 4;

/// How the name of a setting ends whose value is a provider's name.
const NAMES: [&str; 4] = ["provider", "provider_name", "strategy", "type"];

/// How the name of a setting ends whose value is a provider's address.
const ADDRESSES: [&str; 6] = ["audience", "authority", "endpoint", "issuer", "uri", "url"];

/// What is between the name of a client and such an ending.
const PARTS: [&str; 11] = [
    "api", "auth", "authorization", "authorize", "autodiscover", "base", "discovery", "issuer", "server", "token",
    "wellknown",
];

/// More settings of one table that name servers are not compared with each of its lists.
const MOST: usize = 64;

/// Looks beside the lists of a file. The settings of a table are read once, for its first list.
pub(crate) struct Beside<'n> {
    documents: &'n [Rc<Node>],
    known: BTreeMap<*const Node, Vec<Named>>,
}

/// A setting that names a server.
struct Named {
    at: usize,
    /// What its name begins with: that of the client.
    client: String,
    server: ServerBeside,
}

/// The server that a setting beside a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerBeside {
    /// That of a bundled provider.
    Provider(&'static str),
    /// One with this address, which does not tell a provider.
    Address(String),
}

impl ServerBeside {
    /// The bundled provider, if the setting names one.
    pub fn provider(&self) -> Option<&'static str> {
        match self {
            Self::Provider(provider) => Some(provider),
            Self::Address(_) => None,
        }
    }
}

impl<'n> Beside<'n> {
    pub(crate) fn new(documents: &'n [Rc<Node>]) -> Self {
        Self { documents, known: BTreeMap::new() }
    }

    /// The server of the list at the end of a route, if a setting in one of the tables around it names one: a provider before
    /// an address. `inner` is what a text on the route was read as, and after how many steps.
    pub(crate) fn server(&mut self, route: &[usize], inner: Option<&(usize, Rc<Node>)>) -> Option<ServerBeside> {
        let (&document, steps) = route.split_first()?;
        let mut node = self.documents.get(document)?;
        let mut tables = Vec::new();
        for (number, &step) in steps.iter().enumerate() {
            node = inner.filter(|(after, _)| *after == number + 1).map_or(node, |(_, root)| root);
            tables.push((node, step));
            node = match &node.value {
                Value::Map(entries) => &entries.get(step)?.value,
                Value::List(items) => items.get(step)?,
                _ => break,
            };
        }
        let mut address = registered(&tables);
        if address.as_ref().is_some_and(|server| server.provider().is_some()) {
            return address;
        }
        for &(table, step) in tables.iter().rev().take(TABLES) {
            let named = self.known.entry(Rc::as_ptr(table)).or_insert_with(|| named(table));
            let own = setting(table, step).map(|(name, _)| name.to_ascii_lowercase()).unwrap_or_default();
            let of_own = named.iter().filter(|setting| setting.at != step && own.starts_with(&setting.client));
            for Named { server, .. } in of_own {
                if server.provider().is_some() {
                    return Some(server.clone());
                }
                address.get_or_insert_with(|| server.clone());
            }
        }
        address
    }
}

/// The settings of a table, or of a list of settings, that name servers.
fn named(table: &Node) -> Vec<Named> {
    let count = table.entries().len().max(table.items().len());
    let of = |at| {
        let (name, value) = setting(table, at)?;
        let (client, server) = client_and_server(name, value)?;
        Some(Named { at, client, server })
    };
    (0..count).filter_map(of).take(MOST).collect()
}

/// The name and the value of an entry of a table, or of an item of a list: `NAME=VALUE`, or a table with a name and a value.
fn setting(table: &Node, at: usize) -> Option<(&str, &str)> {
    if let Some(entry) = table.entries().get(at) {
        return Some((&entry.key, entry.value.as_text().unwrap_or_default()));
    }
    let item = table.items().get(at)?;
    if let Some(assigned) = item.as_text().and_then(|text| text.split_once('=')) {
        return Some(assigned);
    }
    let (name, number) = named_value(item.entries())?;
    Some((name, item.entries()[number].value.as_text().unwrap_or_default()))
}

/// The client that a setting is about and the server that it names, if it names one.
fn client_and_server(name: &str, value: &str) -> Option<(String, ServerBeside)> {
    let name = name.to_ascii_lowercase();
    let client_before = |ends: &[&str]| ends.iter().find_map(|end| Some(without_separator(name.strip_suffix(*end)?)));
    // The name of a strategy of OmniAuth.
    let is_strategy = name == "name" && value.ends_with("_oauth2");
    if let Some(client) = client_before(&NAMES).or(is_strategy.then_some("")) {
        return Some((client.to_owned(), ServerBeside::Provider(provider_called(&value.to_ascii_lowercase())?)));
    }
    let mut client = client_before(&ADDRESSES)?;
    while let Some(rest) = PARTS.iter().find_map(|part| client.strip_suffix(part)) {
        client = without_separator(rest);
    }
    Some((client.to_owned(), of_address(value)?))
}

/// The provider that a setting calls so: `google`, `google-oauth2`, `google_oauth2`.
fn provider_called(value: &str) -> Option<&'static str> {
    provider_named(value).or_else(|| provider_named(value.strip_suffix("oauth2")?.strip_suffix(['-', '_'])?))
}

/// The server of a client in Spring's settings, where it is not beside the scopes: `provider.NAME.issuer-uri` is for
/// `registration.NAME.scope`.
fn registered(tables: &[(&Rc<Node>, usize)]) -> Option<ServerBeside> {
    let (at, &(both, _)) = tables.iter().enumerate().find(|(_, (table, step))| {
        table.entries().get(*step).is_some_and(|entry| entry.key == "registration") && table.get("provider").is_some()
    })?;
    let &(registrations, step) = tables.get(at + 1)?;
    let registration = registrations.entries().get(step)?;
    // Its own name, unless it states another.
    let name = registration.value.get("provider").and_then(|name| name.as_text()).unwrap_or(&registration.key);
    let server = both.get("provider")?.get(name)?;
    named(server).into_iter().map(|named| named.server).next()
}

fn without_separator(name: &str) -> &str {
    name.trim_end_matches(['_', '-', '.'])
}

/// Domains of providers that do not have their names.
const HOSTS: [(&str, &str); 6] = [
    ("amazoncognito.com", "cognito"),
    ("googleapis.com", "google"),
    ("microsoftonline.com", "microsoft-graph"),
    ("microsoftonline.us", "microsoft-graph"),
    ("oktapreview.com", "okta"),
    ("sts.windows.net", "microsoft-graph"),
];

/// The server with an address. A provider is one whose name is the domain: `github` in `https://api.github.com/user`.
fn of_address(address: &str) -> Option<ServerBeside> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let host = rest.split(['/', ':', '?']).next()?.to_ascii_lowercase();
    // A host without a dot is one of the own network: `localhost`, `keycloak`.
    let domain = host.rsplit_once('.').map_or(&*host, |(domain, _)| domain);
    if rest.contains(".auth0.com/api/v2") {
        return Some(ServerBeside::Provider("auth0-management"));
    }
    let is_in = |domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let of_host = HOSTS.iter().find(|(domain, _)| is_in(domain)).map(|(_, provider)| *provider);
    let provider = of_host.or_else(|| provider_named(domain.rsplit('.').next()?));
    Some(provider.map_or_else(|| ServerBeside::Address(address.to_owned()), ServerBeside::Provider))
}

#[cfg(test)]
mod tests {
    use super::ServerBeside;
    use crate::extract_presets;
    use crate::format::{Format, Source};
    use crate::presets::Preset;

    /// What is named beside the lists of scopes that presets find.
    fn beside(file: &str, text: &str) -> Vec<Option<ServerBeside>> {
        let source = Source { format: Format::of(file).expect("a format"), text };
        let presets: Vec<Preset> = Preset::of_file(file).collect();
        let found = extract_presets(source, &presets).expect("a file");
        found.lists.into_iter().map(|list| list.server_beside).collect()
    }

    #[test]
    fn settings_of_the_same_client() {
        let rows = [
            ("a.env", "OAUTH2_PROXY_PROVIDER=github\nOAUTH2_PROXY_SCOPE=user:email\n", Some("github")),
            ("a.env", "LOGIN_AUTH_URL=https://github.com/login\nLOGIN_SCOPES=repo\n", Some("github")),
            ("a.env", "CHAT_PROVIDER=slack\nLOGIN_SCOPES=repo\n", None),
            ("a.env", "LOGIN_REDIRECT_URL=https://github.com/login\nLOGIN_SCOPES=repo\n", None),
            ("a.env", "LOGIN_URL=https://github.shop.test/login\nLOGIN_SCOPES=repo\n", None),
            ("a.env", "LOGIN_URL=https://oauth2.googleapis.com/token\nLOGIN_SCOPES=repo\n", Some("google")),
            ("a.env", "LOGIN_URL=https://mygoogleapis.com/login\nLOGIN_SCOPES=repo\n", None),
            ("compose.yaml", "services:\n  a:\n    environment: [A_PROVIDER=gitlab, A_SCOPES=api]\n", Some("gitlab")),
            ("dex.yaml", "connectors:\n- type: google\n  config:\n    scopes: [email]\n", Some("google")),
            ("dex.yaml", "connectors:\n- type: ldap\n  config:\n    scopes: [email]\n", None),
        ];
        for (file, text, provider) in
            rows.into_iter().filter(|(file, ..)| cfg!(feature = "yaml") || file.ends_with("env"))
        {
            let found: Vec<_> = beside(file, text).iter().map(|found| found.as_ref()?.provider()).collect();
            assert_eq!(found, [provider], "{text}");
        }
    }

    #[test]
    fn a_provider_before_an_address() {
        let address = |text: &str| Some(ServerBeside::Address(text.to_owned()));
        for (text, server) in [
            (r#"{"authority": "https://id.shop.test", "scope": "openid"}"#, address("https://id.shop.test")),
            (r#"{"issuer": "http://localhost:8080/a", "scope": "openid"}"#, address("http://localhost:8080/a")),
            (r#"{"issuer": "http://keycloak:8080", "scope": "openid"}"#, Some(ServerBeside::Provider("keycloak"))),
            (r#"{"redirect_uri": "https://shop.test", "scope": "openid"}"#, None),
            (
                r#"{"token_url": "https://id.shop.test", "type": "okta", "scope": "openid"}"#,
                Some(ServerBeside::Provider("okta")),
            ),
        ] {
            assert_eq!(beside("a.json", text), [server], "{text}");
        }
    }
}
