//! Reads any text as HCL: it is read or rejected, and every value has a valid span.

#![no_main]

mod placed;

use libfuzzer_sys::fuzz_target;
use scope_config::{Entry, Format, Value};

fuzz_target!(|data: &[u8]| placed::check(Format::Hcl, &String::from_utf8_lossy(data), is_value, is_key));

fn is_value(value: &Value, source: &str) -> bool {
    match value {
        Value::Text(_) => placed::is_quoted(source) || source.starts_with("<<"),
        Value::Other(raw) | Value::Expression(raw) => raw == source,
        _ => false,
    }
}

fn is_key(entry: &Entry, source: &str) -> bool {
    source.starts_with('"') || source == entry.key
}
