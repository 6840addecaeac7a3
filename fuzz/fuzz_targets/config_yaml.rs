//! Reads any text as YAML: it is read or rejected, and every value has a valid span.

#![no_main]

mod placed;

use libfuzzer_sys::fuzz_target;
use scope_config::{Format, Value};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let is_exact = text.is_ascii() || !text.contains('%');
    placed::check(Format::Yaml, &text, if is_exact { is_value } else { is_misplaced }, |_, _| true);
});

fn is_value(value: &Value, source: &str) -> bool {
    match value {
        Value::Text(value) => {
            let is_plain = !source.contains(['\'', '"', '\\', '\n', '\r', '|', '>']);
            let quote = source.chars().next().filter(|c| matches!(c, '"' | '\''));
            let is_block = value.starts_with(['"', '\'', ' ', '\n']);
            (!is_plain || is_same_but_for_spaces(value, source))
                && quote.is_none_or(|quote| is_block || source.ends_with(quote))
        }
        Value::Other(raw) | Value::Expression(raw) => is_same_but_for_spaces(raw, source),
        _ => false,
    }
}

/// Whether a value and its source differ only in blanks: lines are joined, and a tab before a space is removed.
fn is_same_but_for_spaces(value: &str, source: &str) -> bool {
    value.split_whitespace().eq(source.split_whitespace())
}

/// After an unknown directive, the parser's positions are wrong, so the spans after it are too.
fn is_misplaced(value: &Value, source: &str) -> bool {
    !matches!(value, Value::Expression(raw) if !is_same_but_for_spaces(raw, source))
}
