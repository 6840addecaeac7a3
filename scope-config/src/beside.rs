//! The provider that settings beside a list name: `OAUTH2_PROXY_PROVIDER=github`, `type: google`, `issuer: https://github.com`.

use std::rc::Rc;

use scope_catalog::load::provider_named;

use crate::node::{Entry, Node, Value};
use crate::path::named_value;

/// How many tables around a list may have such a setting.
const TABLES: usize = 2;

/// How the name of a setting ends whose value is a provider's name.
const NAMES: [&str; 2] = ["provider", "type"];

/// How the name of a setting ends whose value is a provider's address.
const ADDRESSES: [&str; 6] = ["audience", "authority", "endpoint", "issuer", "uri", "url"];

/// What is between the name of a client and such an ending.
const PARTS: [&str; 6] = ["api", "auth", "authorization", "authorize", "base", "token"];

/// The provider of the list at the end of a route, if a setting in one of the tables around it names one.
pub(crate) fn provider(documents: &[Rc<Node>], route: &[usize]) -> Option<&'static str> {
    let (&document, steps) = route.split_first()?;
    let mut node = documents.get(document)?;
    let mut tables = Vec::new();
    for &step in steps {
        tables.push((node, step));
        node = match &node.value {
            Value::Map(entries) => &entries.get(step)?.value,
            Value::List(items) => items.get(step)?,
            _ => break,
        };
    }
    tables.iter().rev().take(TABLES).find_map(|&(table, step)| {
        let settings = settings(table);
        let own = settings.iter().find(|setting| setting.at == step).map(|setting| setting.name).unwrap_or_default();
        settings.iter().filter(|setting| setting.at != step).find_map(|setting| setting.provider(own))
    })
}

/// A setting of a table, or of a list of settings.
struct Setting<'n> {
    at: usize,
    name: &'n str,
    value: &'n str,
}

fn settings(node: &Node) -> Vec<Setting<'_>> {
    match &node.value {
        Value::Map(entries) => entries.iter().enumerate().map(|(at, entry)| Setting::of_entry(at, entry)).collect(),
        Value::List(items) => items.iter().enumerate().filter_map(|(at, item)| Setting::of_item(at, item)).collect(),
        _ => Vec::new(),
    }
}

impl<'n> Setting<'n> {
    fn of_entry(at: usize, entry: &'n Entry) -> Self {
        Self { at, name: &entry.key, value: entry.value.as_text().unwrap_or_default() }
    }

    /// `NAME=VALUE`, or a table with a name and a value.
    fn of_item(at: usize, item: &'n Node) -> Option<Self> {
        if let Some((name, value)) = item.as_text().and_then(|text| text.split_once('=')) {
            return Some(Self { at, name, value });
        }
        let (name, number) = named_value(item.entries())?;
        Some(Self { at, name, value: item.entries()[number].value.as_text()? })
    }

    /// The provider that this setting names, if it is about the same client as a setting with the name `own`.
    fn provider(&self, own: &str) -> Option<&'static str> {
        let (name, own) = (self.name.to_ascii_lowercase(), own.to_ascii_lowercase());
        let client_before =
            |ends: &[&str]| ends.iter().find_map(|end| Some(without_separator(name.strip_suffix(*end)?)));
        if let Some(client) = client_before(&NAMES) {
            return provider_named(&self.value.to_ascii_lowercase()).filter(|_| own.starts_with(client));
        }
        let mut client = client_before(&ADDRESSES)?;
        while let Some(rest) = PARTS.iter().find_map(|part| client.strip_suffix(part)) {
            client = without_separator(rest);
        }
        of_address(self.value).filter(|_| own.starts_with(client))
    }
}

fn without_separator(name: &str) -> &str {
    name.trim_end_matches(['_', '-', '.'])
}

/// The provider whose name is the domain of an address: `github` in `https://api.github.com/user`.
fn of_address(address: &str) -> Option<&'static str> {
    let host = address.strip_prefix("https://")?.split(['/', ':', '?']).next()?;
    let (domain, _) = host.rsplit_once('.')?;
    let name = domain.rsplit('.').next()?;
    provider_named(&name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::extract_presets;
    use crate::format::{Format, Source};
    use crate::presets::Preset;

    /// What is named beside the lists of scopes that presets find.
    fn beside(file: &str, text: &str) -> Vec<Option<&'static str>> {
        let source = Source { format: Format::of(file).expect("a format"), text };
        let presets: Vec<Preset> = Preset::of_file(file).collect();
        let found = extract_presets(source, &presets).expect("a file");
        found.lists.into_iter().map(|(_, _, list)| list.provider_beside).collect()
    }

    #[test]
    fn settings_of_the_same_client() {
        let rows = [
            ("a.env", "OAUTH2_PROXY_PROVIDER=github\nOAUTH2_PROXY_SCOPE=user:email\n", Some("github")),
            ("a.env", "LOGIN_AUTH_URL=https://github.com/login\nLOGIN_SCOPES=repo\n", Some("github")),
            ("a.env", "CHAT_PROVIDER=slack\nLOGIN_SCOPES=repo\n", None),
            ("a.env", "LOGIN_REDIRECT_URL=https://github.com/login\nLOGIN_SCOPES=repo\n", None),
            ("a.env", "LOGIN_URL=https://github.shop.test/login\nLOGIN_SCOPES=repo\n", None),
            ("compose.yaml", "services:\n  a:\n    environment: [A_PROVIDER=gitlab, A_SCOPES=api]\n", Some("gitlab")),
            ("dex.yaml", "connectors:\n- type: google\n  config:\n    scopes: [email]\n", Some("google")),
            ("dex.yaml", "connectors:\n- type: ldap\n  config:\n    scopes: [email]\n", None),
        ];
        for (file, text, provider) in
            rows.into_iter().filter(|(file, ..)| cfg!(feature = "yaml") || file.ends_with("env"))
        {
            assert_eq!(beside(file, text), [provider], "{text}");
        }
    }
}
