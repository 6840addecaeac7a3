//! `empty-list`

use super::context::Context;
use crate::finding::Finding;
use crate::model::{Level, Rule};
use crate::span::SourceSpan;

/// The rule `empty-list`.
pub static RULE: Rule = Rule {
    id: "empty-list",
    default_level: Level::Warn,
    summary: "a list of scopes with no scope in it",
    docs: "\
An empty `scope` parameter is not in the grammar of RFC 6749 §3.3. Servers treat it as they like: as left out, with a \
default that may be everything, or as an error.

**Written:** `scopes!(\"\")`

**Instead:** leave the `scope` parameter out of the request, or name the scopes that it needs.",
};

pub(super) fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    if cx.readings.is_empty() {
        findings.push(finding());
    }
    for (index, reading) in cx.readings.iter().enumerate() {
        if reading.words.iter().all(|word| word.text.is_empty()) {
            findings.push(finding().at(SourceSpan::new(index, 0..reading.text.len())).token(reading.text));
        }
    }
}

fn finding() -> Finding {
    Finding::new(&RULE, "this list of scopes is empty")
        .help("to ask for no scope, leave the `scope` parameter out of the request: `scope=` means different things to different servers")
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    #[test]
    fn nothing_but_blanks_is_empty() {
        assert_eq!(findings("scopes = ['a']", &[]), ["empty-list"]);
        assert_eq!(findings("scopes = ['a']", &[""]), ["empty-list"]);
        assert_eq!(findings("scopes = ['a']", &["  ", "a"]), ["empty-list"]);
        assert_eq!(findings("scopes = ['a']", &["a"]), [""; 0]);
    }
}
