//! Reads any text as XML: it is read or rejected, and every value has a valid span.

#![no_main]

mod placed;

use libfuzzer_sys::fuzz_target;
use scope_config::{Format, Value};

fuzz_target!(|data: &[u8]| placed::check(Format::Xml, &String::from_utf8_lossy(data), is_value, |_, _| true));

fn is_value(value: &Value, source: &str) -> bool {
    match value {
        // The text around comments, sections and references is one value.
        Value::Text(value) => placed::is_quoted(source) || value == source || source.contains(['&', '<', '\r', '\n', '\t']) || source.contains("]]>") || value == source.trim(),
        Value::Other(raw) | Value::Expression(raw) => raw == source,
        _ => false,
    }
}
