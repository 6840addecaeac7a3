//! JSON, of which only a part is kept: the rest is skipped while it is parsed.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::ImportError;
use crate::shape::Shape;
use crate::value::{DEEPEST, MOST_VALUES, Table, Value};

/// The message where more values are kept than memory should hold.
pub(super) const TOO_MANY: &str = "the document has too many values";

/// Reads a text.
pub(super) fn read(text: &str, shape: Rc<Shape>) -> Result<Rc<Value>, ImportError> {
    let left = Cell::new(MOST_VALUES);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Part { shape, left: &left }.deserialize(&mut deserializer).map_err(|error| refused(&error))?;
    deserializer.end().map_err(|error| refused(&error))?;
    Ok(value)
}

fn refused(error: &serde_json::Error) -> ImportError {
    let text = error.to_string();
    let message = text.rfind(" at line ").map_or(&*text, |at| &text[..at]);
    if message == "recursion limit exceeded" {
        return too_deep().at(error.line(), error.column().max(1));
    }
    let message = if message == TOO_MANY { message.to_owned() } else { format!("this is not valid JSON: {message}") };
    ImportError::new(message).at(error.line().max(1), error.column().max(1))
}

pub(super) fn too_deep() -> ImportError {
    ImportError::new(format!("values are nested more than {DEEPEST} levels deep"))
}

/// A value of which a part is kept.
struct Part<'a> {
    shape: Rc<Shape>,
    left: &'a Cell<usize>,
}

impl Part<'_> {
    fn count<E: Error>(&self) -> Result<(), E> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| E::custom(TOO_MANY))?;
        self.left.set(left);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = Rc<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.count()?;
        deserializer.deserialize_any(self).map(Rc::new)
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string().into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string().into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string().into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(Part { shape: self.shape.item(items.len()), left: self.left })? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut table = Table::new();
        while let Some(key) = map.next_key::<String>()? {
            if let Some(shape) = self.shape.child(&key) {
                let value = map.next_value_seed(Part { shape, left: self.left })?;
                table.insert(key.into(), value);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Value::Table(table))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> (String, Option<(usize, usize)>) {
        let error = read(text, Shape::whole()).expect_err(text);
        (error.message, error.place)
    }

    #[test]
    fn parts_are_kept_and_the_last_of_two_keys_counts() {
        let shape = Shape::of(&["a.**", "b"]);
        let text = r#"{"a": [1, {"x": null}], "b": {"x": 1}, "c": {"x": 1}, "a": [true, 1.5, "x"]}"#;
        let value = read(text, shape).expect(text);
        assert_eq!(value.entries().map(|(key, _)| key).collect::<Vec<_>>(), ["a", "b"]);
        let [Value::Bool(true), Value::Text(number), Value::Text(text)] =
            value.get("a").into_iter().flat_map(Value::items).collect::<Vec<_>>()[..]
        else {
            panic!("{value:?}")
        };
        assert_eq!((&**number, &**text), ("1.5", "x"));
        assert_eq!(value.get("b").and_then(Value::table), Some(&Table::new()));
    }

    #[test]
    fn what_cannot_be_read() {
        assert_eq!(error("{\n  \"a\" 1}"), ("this is not valid JSON: expected `:`".to_owned(), Some((2, 7))));
        assert_eq!(error("{} x").0, "this is not valid JSON: trailing characters");
        assert!(error("{").0.starts_with("this is not valid JSON: EOF"));
    }

    #[test]
    fn depth_is_limited_where_values_are_kept() {
        let deep = 100_000;
        for text in ["[".repeat(deep), "{\"a\":".repeat(deep)] {
            assert_eq!(error(&text).0, "values are nested more than 128 levels deep");
        }
        let skipped = format!("{{\"a\": {}{}}}", "[".repeat(deep), "]".repeat(deep));
        assert!(read(&skipped, Shape::scalar()).is_ok());
    }

    #[test]
    fn too_many_values_are_refused() {
        let text = format!("[{}0]", "0,".repeat(MOST_VALUES));
        assert_eq!(error(&text).0, TOO_MANY);
    }
}
