//! Reads any text as JSON: it is read or rejected, and every value has a valid span.

#![no_main]

mod placed;

use libfuzzer_sys::fuzz_target;
use scope_config::{Format, Value};

fuzz_target!(|data: &[u8]| placed::check(Format::Json, &String::from_utf8_lossy(data), is_value, |_, _| true));

fn is_value(value: &Value, source: &str) -> bool {
    match value {
        Value::Text(_) => placed::is_quoted(source),
        // A template can replace a value.
        Value::Other(raw) | Value::Expression(raw) => raw == source,
        _ => false,
    }
}
