//! Any text as XML: it is read or refused, and everything in it has its place.

#![no_main]

mod placed;

use libfuzzer_sys::fuzz_target;
use scope_config::{Format, Value};

fuzz_target!(|data: &[u8]| placed::check(Format::Xml, &String::from_utf8_lossy(data), is_value, |_, _| true));

fn is_value(value: &Value, source: &str) -> bool {
    match value {
        // Text between comments, sections and references is one value.
        Value::Text(value) => placed::is_quoted(source) || value == source || source.contains(['&', '<', '\r', '\n', '\t']) || value == source.trim(),
        Value::Other(raw) | Value::Expression(raw) => raw == source,
        _ => false,
    }
}
