//! Reads any text as HOCON: it is read or rejected, and every value has a valid span.

#![no_main]

mod placed;

use libfuzzer_sys::fuzz_target;
use scope_config::{Format, Value};

fuzz_target!(|data: &[u8]| placed::check(Format::Hocon, &String::from_utf8_lossy(data), is_value, |_, _| true));

fn is_value(value: &Value, source: &str) -> bool {
    match value {
        // Quotes and escapes have more bytes than the text that they represent.
        Value::Text(value) => value == source || source.contains(['"', '\\']),
        Value::Other(raw) | Value::Expression(raw) => raw == source,
        _ => false,
    }
}
