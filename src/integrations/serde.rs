//! `Serialize` and `Deserialize` of the crate `serde`: lists of scopes as texts.

use alloc::string::String;
use core::fmt;

use serde_core::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};

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

/// Serializes the list as one text.
impl Serialize for Granted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Deserializes one text (see [`Granted::from_text`]), or an array of texts, which some providers send.
///
/// The member `scope` of a token response may be absent, which does not mean the same as an empty text (RFC 6749 §5.1): read
/// it as an `Option<String>`, and pass that to [`Granted::from_response`].
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

struct TextOrList;

impl<'de> Visitor<'de> for TextOrList {
    type Value = Granted;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("scopes, as a string or an array of strings")
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
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use crate::{Granted, Scopes};

    #[test]
    fn texts_out_and_texts_or_lists_in() {
        assert_eq!(serde_json::to_string(&Scopes("\u{2}a,b\0c")).expect("JSON"), "\"a,b\"");
        let granted: Granted = serde_json::from_str("\"a, b\"").expect("scopes");
        assert_eq!(serde_json::to_string(&granted).expect("JSON"), "\"a b\"");
        let read = |json: &str| serde_json::from_str::<Granted>(json);
        assert_eq!(read("[\"a\", \"b\"]").expect("scopes"), granted);
        assert!(read("\"\"").expect("scopes").is_empty() && read("[]").expect("scopes").is_empty());
        let error = read("1").expect_err("a number").to_string();
        assert!(error.contains("expected scopes, as a string or an array of strings"), "{error}");
        assert!(read("[1]").is_err() && read("null").is_err() && read("{}").is_err());
    }
}
