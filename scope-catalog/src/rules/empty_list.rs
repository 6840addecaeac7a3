//! `empty-list`

use super::context::{Collector, Context};
use crate::finding::Finding;

rule! {
    /// The grammar of RFC 6749 §3.3 has no empty `scope` parameter. Servers interpret it differently: as absent, as a
    /// default that may include everything, or as an error.
    ///
    /// **Example:** `scopes!("")`
    ///
    /// **Use instead:** a request without the `scope` parameter, or the scopes that the program needs.
    Warn "empty-list": "an empty list of scopes"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    if cx.readings.is_empty() {
        findings.push(finding());
    }
    for (index, reading) in cx.readings.iter().enumerate() {
        if reading.words.iter().all(|word| word.text.is_empty()) {
            findings.push(finding().about(index, reading.text));
        }
    }
}

fn finding() -> Finding {
    Finding::new(&RULE, "the list of scopes is empty")
        .help("to request no scope, leave the `scope` parameter out of the request: servers interpret an empty one in different ways")
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
