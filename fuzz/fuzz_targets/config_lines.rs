//! Reads any text as dotenv, Java properties and INI: it is read or rejected, and every value has a valid span.

#![no_main]

mod placed;

use libfuzzer_sys::fuzz_target;
use scope_config::{Format, Value};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    for format in [Format::Dotenv, Format::Properties, Format::Ini] {
        placed::check(format, &text, is_value, |_, _| true);
    }
});

fn is_value(value: &Value, source: &str) -> bool {
    match value {
        // Escapes and joined lines have more bytes than the text that they represent; half a surrogate pair `\uXXXX` is
        // six bytes for three.
        Value::Text(value) => value == source || value.len() < source.len(),
        Value::Other(raw) | Value::Expression(raw) => raw == source,
        _ => false,
    }
}
