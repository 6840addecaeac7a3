//! `invalid-character`

use super::context::{Collector, Context};
use super::form;
use crate::fast::filter_map;
use crate::finding::{Certainty, Finding};
use crate::request::confusable::{Meaning, describe, meaning};
use crate::request::tokenize::{FlawKind, ParsedList};
use crate::span::SourceSpan;

rule! {
    /// A scope consists of printable ASCII characters other than the space, `"` and `\` (RFC 6749 §3.3). A Cyrillic
    /// `а`, a zero width space or a no-break space looks right in an editor, but the server refuses it with
    /// `invalid_scope`.
    ///
    /// **Example:** `scopes!("write_multipаss")` (the `а` is U+0430)
    ///
    /// **Use instead:** `scopes!("write_multipass")`
    Deny "invalid-character": "a character that is not allowed in a scope, such as a look-alike or an invisible one"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    for word in &cx.words {
        let Some(char) = word.foreign_character() else { continue };
        let (certainty, plain) = match &word.diagnosis {
            None => (Certainty::Certain, Some(word.text.to_string())),
            Some(diagnosis) if diagnosis.certainty <= Certainty::Likely => {
                (diagnosis.certainty, diagnosis.names.first().cloned())
            }
            _ => (Certainty::None, None),
        };
        let message = format!("{} contains {}", word.quote(), accusation(char));
        let marks = filter_map(word.reading.within(&word.range), &mut |flaw| {
            matches!(flaw.kind, FlawKind::Character(_)).then(|| flaw.range.clone())
        });
        let finding = word.finding(&RULE, message).marked(&marks);
        findings.push(match plain {
            Some(plain) => finding.help(format!("write `{plain}`")).suggest(certainty, vec![plain]),
            None => finding.help(
                "a scope consists of printable ASCII characters other than the space, `\"` and `\\` (RFC 6749 §3.3)",
            ),
        });
    }
    for (index, reading) in cx.readings.iter().enumerate() {
        if let Some(finding) = between_words(cx, index, reading) {
            findings.push(finding);
        }
    }
}

/// A blank that is no space, between two scopes.
fn between_words(cx: &Context<'_>, index: usize, reading: &ParsedList<'_>) -> Option<Finding> {
    let outside = reading.flaws.iter().find_map(|flaw| match flaw.kind {
        FlawKind::Character(char) if !reading.is_in_word(flaw.range.start) => Some((char, flaw.range.clone())),
        _ => None,
    })?;
    let (char, range) = outside;
    let message = format!("{} contains {}", form::shown(reading.text), accusation(char));
    if reading.words.is_empty() {
        return Some(Finding::new(&RULE, message).at(SourceSpan::new(index, range)).help("remove it"));
    }
    Some(form::finding(cx, &RULE, index, &|kind| kind == FlawKind::Character(char), message))
}

fn accusation(char: char) -> String {
    let name = describe(char);
    match meaning(char) {
        Some(Meaning::LooksLike(ascii)) => format!("a character that only looks like `{ascii}` ({name})"),
        Some(Meaning::Invisible) => format!("an invisible character ({name})"),
        Some(Meaning::Blank) => format!("whitespace that is not a plain space ({name})"),
        _ => format!("`{char}`, which is not allowed in a scope ({name})"),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, first};

    const CATALOG: &str = "scopes = ['read_profile', 'write_multipass']";

    #[test]
    fn look_alikes_and_what_cannot_be_seen() {
        let finding = first(CATALOG, &["write_multip\u{430}ss"]);
        assert_eq!(
            finding.message,
            "`write_multip\u{430}ss` contains a character that only looks like `a` (U+0430, Cyrillic small letter a)"
        );
        assert_eq!(finding.suggestions, ["write_multipass"]);
        let hidden = first(CATALOG, &["read_profile write\u{200B}_multipass"]);
        assert!(hidden.message.ends_with("(2nd of 2) contains an invisible character (U+200B, zero width space)"));
        assert_eq!(hidden.suggestions, ["write_multipass"]);
        let blank = first(CATALOG, &["read_profile\u{A0}write_multipass"]);
        assert!(
            blank.message.ends_with("whitespace that is not a plain space (U+00A0, no-break space)"),
            "{}",
            blank.message
        );
        assert_eq!(blank.suggestions, ["read_profile write_multipass"]);
    }

    #[test]
    fn a_comma_of_another_keyboard() {
        let finding = first(CATALOG, &["read_profile，write_multipass"]);
        assert_eq!(finding.suggestions, ["read_profile write_multipass"]);
        assert_eq!(findings(CATALOG, &["\u{200b}\u{feff}"]).len(), 2, "empty, and not as empty as it looks");
    }

    #[test]
    fn a_pattern_takes_no_more_than_a_scope_may_hold() {
        for written in ["x:\u{430}", "x:\u{e9}", "x:\u{a0}"] {
            assert_eq!(findings("scopes = ['x:{any:*}']", &[written]), ["invalid-character"], "{written}");
        }
    }

    #[test]
    fn a_no_break_space_inside_a_name() {
        assert_eq!(findings(CATALOG, &["write_\u{a0}multipass"]), ["invalid-character"]);
        assert_eq!(first(CATALOG, &["write_\u{a0}multipass"]).suggestions, ["write_multipass"]);
    }

    #[test]
    fn one_finding_for_a_word() {
        assert_eq!(findings(CATALOG, &["re\u{430}d_prof\u{456}le"]), ["invalid-character"]);
        assert_eq!(findings(CATALOG, &["読む"]), ["invalid-character"]);
    }
}
