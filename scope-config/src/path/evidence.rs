//! Recognizes lists by themselves: by a key that ends in `scopes`, and by scopes that cannot be anything else.

use super::names::{bare, is_token, provider_of_key};
use crate::node::{Entry, Node, Value};
use crate::places::words;

/// How a list of scopes is recognized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// One of its scopes is `openid`, or has the form of Microsoft Entra's: `User.Read`.
    OpenId,
    /// Its scopes are Google's: addresses, possibly together with those of `OpenID` Connect.
    Google,
    /// Its scopes are Microsoft Graph's, in the same way.
    Graph,
    /// Its name mentions OAuth or a provider: `discord_scopes`.
    Name,
}

/// The beginnings of scopes that are addresses, with their providers.
const ADDRESSES: [(&str, &str); 4] = [
    ("https://graph.microsoft.com/", "microsoft-graph"),
    ("https://mail.google.com/", "google"),
    ("https://www.google.com/", "google"),
    ("https://www.googleapis.com/auth/", "google"),
];

/// The scopes of `OpenID` Connect (Core §5.4, §11), which may be combined with those of any provider.
const OPENID: [&str; 6] = ["openid", "profile", "email", "address", "phone", "offline_access"];

/// Words in the names of lists that a client does not request.
const NOT_REQUESTED: [&str; 11] = [
    "available", "defined", "denied", "excluded", "forbidden", "known", "missing", "require", "supported",
    "unsupported", "valid",
];

impl Evidence {
    /// Whether an entry of a table is such a list.
    pub(super) fn is_in(self, entry: &Entry, table: &[Entry]) -> bool {
        let name = bare(&entry.key);
        let Some(of) = name.strip_suffix("scopes").or_else(|| name.strip_suffix("scope")) else { return false };
        if self == Self::Name {
            let is_of_provider = || name.ends_with('s') && provider_of_key(of).is_some();
            return ["oidc", "oauth", "oauth2"].iter().any(|end| of.ends_with(end)) || is_of_provider();
        }
        self.is_shown(&entry.value) && !NOT_REQUESTED.iter().any(|word| name.contains(word)) && !is_token(table)
    }

    fn is_shown(self, value: &Node) -> bool {
        match &value.value {
            Value::Text(text) => self.is_in_words(words(text, 0).map(|word| &text[word])),
            Value::List(items) => self.is_in_words(items.iter().filter_map(|item| item.as_text())),
            // A Terraform variable.
            Value::Map(_) => value.get("default").is_some_and(|default| self.is_shown(default)),
            Value::Other(_) | Value::Expression(_) => false,
        }
    }

    fn is_in_words<'w>(self, mut words: impl Iterator<Item = &'w str>) -> bool {
        let provider = match self {
            Self::OpenId => return words.any(|word| word == "openid" || is_of_entra(word)),
            Self::Name => return false,
            Self::Google => "google",
            Self::Graph => "microsoft-graph",
        };
        let mut has_own = false;
        words.all(|word| {
            let is_own =
                provider_of_address(word) == Some(provider) || self == Self::Google && word == "cloud-platform";
            has_own |= is_own;
            is_own || OPENID.contains(&word)
        }) && has_own
    }
}

/// Returns the provider whose address a scope starts with.
pub(crate) fn provider_of_address(scope: &str) -> Option<&'static str> {
    ADDRESSES.iter().find(|(start, _)| scope.starts_with(start)).map(|(_, provider)| *provider)
}

/// Whether a name has the form that Microsoft Graph and other APIs registered with Entra use: `Files.ReadWrite.All`.
pub(crate) fn is_of_entra(name: &str) -> bool {
    let mut parts = name.split('.');
    let is_word = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase());
    parts.clone().all(is_word) && parts.nth(1).is_some_and(|part| part.starts_with("Read"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_shown(of: Evidence, key: &str, text: &str, other: &str) -> bool {
        let entry = |key: &str, text| Entry { key: key.to_owned(), key_span: 0..0, value: Node::text(0..0, text) };
        let table = [entry(key, text), entry(other, "x")];
        of.is_in(&table[0], &table)
    }

    #[test]
    fn what_a_list_shows() {
        use Evidence::{Google, Graph, Name, OpenId};
        for (of, key, text) in [
            (OpenId, "ClientScopes", "openid,profile"),
            (OpenId, "LOGIN_SCOPES", "email openid"),
            (OpenId, "scope", "openid+email"),
            (Google, "gcpScopes", "https://www.googleapis.com/auth/a,https://www.googleapis.com/auth/b"),
            (Google, "scopes", "openid https://mail.google.com/"),
            (Google, "scopes", "cloud-platform"),
            (Name, "node-oauth_scopes", "a"),
            (Name, "oidcScope", "a"),
            (Name, "discord_scopes", "identify"),
            (OpenId, "GroupsGraphScope", "GroupMember.Read.All"),
            (Graph, "Scope", "https://graph.microsoft.com/User.Read offline_access"),
        ] {
            assert!(is_shown(of, key, text, "name"), "{text}");
        }
        for (of, key, text, other) in [
            (Name, "oauth_scopes_claim", "a", "name"),
            (Name, "oauthAppScopes", "a", "name"),
            (OpenId, "scope_claim", "openid", "name"),
            (OpenId, "requiredScopes", "openid", "name"),
            (OpenId, "scopes", "open", "name"),
            (OpenId, "scopes", "a.Read User.read User.Write", "name"),
            (Name, "role_scopes", "a", "name"),
            (Name, "twitterScope", "string", "name"),
            (Name, "x_scopes", "a", "name"),
            (OpenId, "scope", "openid", "access_token"),
            (OpenId, "scope", "openid", "exp"),
            (Google, "scopes", "openid email", "name"),
            (Google, "scopes", "https://www.googleapis.com/auth/a read", "name"),
            (Google, "scopes", "https://www.googleapis.com/", "name"),
            (Graph, "scope", "https://www.googleapis.com/auth/a", "name"),
        ] {
            assert!(!is_shown(of, key, text, other), "{key} = {text}");
        }
    }
}
