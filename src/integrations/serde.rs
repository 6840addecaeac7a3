//! `Serialize` and `Deserialize` of the crate `serde`: lists of scopes as texts.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde_core::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, SerializeMap, Serializer};

use crate::requested_scopes::{RequestedScope, RequestedScopes};
use crate::{Granted, Scopes, ScopesBuf};

/// Serializes the list as one text: the value of a request's `scope`.
impl Serialize for Scopes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Serializes the list as one text: the value of a request's `scope`.
impl Serialize for ScopesBuf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Serializes the list as one text. If aliases or implications of the scopes are known, or if the delimiter is not a
/// space, it is an object instead: `scopes` is that text, and `aliases`, `implied`, `delimiter` and `assumed` are the
/// rest. Deserializing it returns an equal value.
impl Serialize for Granted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known: Vec<RequestedScope<'_>> = self.scopes.requested();
        let aliases = lists(known.iter().map(|scope| (scope.name, &scope.aliases)));
        let implied = lists(known.iter().map(|scope| (scope.name, &scope.implied)));
        let delimiter = self.scopes.delimiter();
        if aliases.is_empty() && implied.is_empty() && delimiter == b' ' && !self.is_assumed() {
            return serializer.serialize_str(self.as_str());
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("scopes", self.as_str())?;
        for (key, lists) in [("aliases", &aliases), ("implied", &implied)] {
            if !lists.is_empty() {
                map.serialize_entry(key, lists)?;
            }
        }
        if delimiter != b' ' {
            map.serialize_entry("delimiter", &char::from(delimiter))?;
        }
        if self.is_assumed() {
            map.serialize_entry("assumed", &true)?;
        }
        map.end()
    }
}

/// The lists that are not empty.
fn lists<'s>(of: impl Iterator<Item = (&'s str, &'s Vec<&'s str>)>) -> BTreeMap<&'s str, &'s Vec<&'s str>> {
    of.filter(|(_, list)| !list.is_empty()).collect()
}

/// Deserializes one text (see [`Granted::from_text`]), an array of texts, which some providers send, or the object that
/// `Serialize` writes.
///
/// The member `scope` of a token response may be absent, which does not mean the same as an empty text (RFC 6749 §5.1).
/// So read it as an `Option<String>`, and pass that to [`Granted::from_response`].
///
/// ```
/// use oauth_scopes::Granted;
///
/// let granted: Granted = serde_json::from_str(r#"["repo", "read:org"]"#)?;
/// assert_eq!(serde_json::to_string(&granted)?, r#""repo read:org""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for Granted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrList)
    }
}

/// Names, by the scope that they belong to.
type Lists = BTreeMap<String, Vec<String>>;

fn texts<'l>(lists: &'l Lists, name: &str) -> Vec<&'l str> {
    lists.get(name).into_iter().flatten().map(String::as_str).collect()
}

struct TextOrList;

impl<'de> Visitor<'de> for TextOrList {
    type Value = Granted;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("scopes, as a string, an array of strings, or an object")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Granted, E> {
        Ok(Granted::from_text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Granted, A::Error> {
        let mut text = String::new();
        while let Some(name) = list.next_element::<String>()? {
            text.push(' ');
            text.push_str(&name);
        }
        Ok(Granted::from_text(&text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Granted, A::Error> {
        let (mut scopes, mut delimiter, mut is_assumed) = (None, ' ', false);
        let (mut aliases, mut implied) = (Lists::new(), Lists::new());
        while let Some(key) = map.next_key::<String>()? {
            match &*key {
                "scopes" => scopes = Some(map.next_value::<String>()?),
                "delimiter" => delimiter = map.next_value()?,
                "assumed" => is_assumed = map.next_value()?,
                "aliases" => aliases = map.next_value()?,
                "implied" => implied = map.next_value()?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        let scopes = scopes.ok_or_else(|| A::Error::missing_field("scopes"))?;
        let (delimiter, separator) = if delimiter == ',' { (b',', ',') } else { (b' ', ' ') };
        let list = ScopesBuf::of(scopes.split(separator), delimiter);
        let known: Vec<RequestedScope<'_>> = scopes
            .split(separator)
            .map(|name| RequestedScope { name, aliases: texts(&aliases, name), implied: texts(&implied, name) })
            .collect();
        Ok(Granted { scopes: list.knowing(&known), is_assumed })
    }
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use crate::{Granted, Scopes};

    #[test]
    fn texts_out_and_texts_or_lists_in() {
        assert_eq!(serde_json::to_string(&Scopes::unchecked("\u{2}a,b\0c")).expect("JSON"), "\"a,b\"");
        let granted: Granted = serde_json::from_str("\"a, b\"").expect("scopes");
        assert_eq!(serde_json::to_string(&granted).expect("JSON"), "\"a b\"");
        let read = |json: &str| serde_json::from_str::<Granted>(json);
        assert_eq!(read("[\"a\", \"b\"]").expect("scopes"), granted);
        assert!(read("\"\"").expect("scopes").is_empty() && read("[]").expect("scopes").is_empty());
        let error = read("1").expect_err("a number").to_string();
        assert!(error.contains("expected scopes, as a string, an array of strings, or an object"), "{error}");
        assert!(read("[1]").is_err() && read("null").is_err() && read("{}").is_err());
    }

    #[test]
    fn what_is_known_survives() {
        const SPACED: Scopes = Scopes::unchecked("\u{1}write profile\0https://x/write\0read r");
        const COMMAS: Scopes = Scopes::unchecked("\u{2}write orders,b");
        for (requested, response) in [(SPACED, None), (SPACED, Some("https://x/write")), (COMMAS, None)] {
            let granted = Granted::from_response(&requested, response);
            let json = serde_json::to_string(&granted).expect("JSON");
            assert_eq!(serde_json::from_str::<Granted>(&json).expect("scopes"), granted, "{json}");
        }
        let granted = Granted::from_response(&SPACED, None);
        assert_eq!(
            serde_json::to_string(&granted).expect("JSON"),
            r#"{"scopes":"write profile","aliases":{"write":["https://x/write"]},"implied":{"write":["r","read"]}}"#
        );
        let read: Granted =
            serde_json::from_str(r#"{"new": [1], "scopes": "a", "implied": {"a": ["b"]}}"#).expect("scopes");
        assert!(read.grants("b"));
    }
}
