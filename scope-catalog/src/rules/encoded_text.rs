//! `encoded-text`

use super::context::{Collector, Context};
use super::form;
use crate::request::tokenize::FlawKind;

rule! {
    /// The HTTP client encodes the scopes when it sends the request (RFC 6749 appendix B). If the text is already
    /// encoded, it is encoded twice: the server receives the three characters `%20` instead of a space, and answers
    /// `invalid_scope`.
    ///
    /// **Example:** `scopes!("read_profile%20write_multipass")`
    ///
    /// **Use instead:** `scopes!("read_profile write_multipass")`; to build a URL by hand, use `SCOPES.encoded()`.
    Deny "encoded-text": "scopes that are already URL-encoded"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    let mut encoded = form::findings(cx, &RULE, |kind| kind == FlawKind::Encoded, &|reading, first| {
        let sample = encoded_sample(&reading.text[first.range.clone()]);
        format!("{} is already URL-encoded: it contains `{sample}`", form::shown(reading.text))
    });
    for help in encoded.iter_mut().filter_map(|finding| finding.help.as_mut()) {
        help.push_str(
            "\nthe HTTP client encodes the scopes when it sends the request; to build a URL by hand, use `encoded()`",
        );
    }
    findings.extend(encoded);
}

/// The first encoded sign of a gap or a name: `%20`, or `+`.
fn encoded_sample(text: &str) -> &str {
    match text.find(['%', '+']) {
        Some(at) if text.as_bytes()[at] == b'%' => text.get(at..at + 3).unwrap_or(text),
        Some(at) => &text[at..=at],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, first};

    const CATALOG: &str = "scopes = ['read_profile', 'write_multipass', 'https://x.y/auth/z', 'a+b']";

    #[test]
    fn percent_signs_and_plus_signs() {
        for written in ["read_profile%20write_multipass", "read_profile%2Cwrite_multipass"] {
            let finding = first(CATALOG, &[written]);
            assert_eq!((finding.rule.id, &*finding.suggestions[0]), ("encoded-text", "read_profile write_multipass"));
            assert_eq!(findings(CATALOG, &[written]).len(), 1);
        }
        let plus = "scopes = ['read_profile', 'write_multipass']";
        assert_eq!(findings(plus, &["read_profile+write_multipass"]), ["encoded-text"]);
        assert_eq!(first(plus, &["read_profile+write_multipass"]).suggestions, ["read_profile write_multipass"]);
    }

    #[test]
    fn what_was_encoded_more_than_once() {
        for written in [
            "read_profile%2520write_multipass",
            "read_profile%252520write_multipass",
            "read%255Fprofile%20write_multipass",
        ] {
            assert_eq!(first(CATALOG, &[written]).suggestions, ["read_profile write_multipass"], "{written}");
        }
    }

    #[test]
    fn an_encoded_name() {
        assert_eq!(first(CATALOG, &["https%3A%2F%2Fx.y%2Fauth%2Fz"]).suggestions, ["https://x.y/auth/z"]);
    }

    #[test]
    fn a_plus_may_be_part_of_a_name() {
        assert_eq!(findings(CATALOG, &["a+b"]), [""; 0]);
    }
}
