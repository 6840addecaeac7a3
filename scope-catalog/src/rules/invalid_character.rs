//! `invalid-character`

use super::context::Context;
use super::form;
use crate::catalog::Lookup;
use crate::finding::{Certainty, Finding};
use crate::model::{Level, Rule};
use crate::request::confusable::{Meaning, describe, meaning};
use crate::request::tokenize::{FlawKind, ParsedList};
use crate::span::SourceSpan;

/// The rule `invalid-character`.
pub static RULE: Rule = Rule {
    id: "invalid-character",
    default_level: Level::Deny,
    summary: "a character that cannot be part of a scope: a look-alike, an invisible one, a no-break space",
    docs: "\
A scope is made of printable ASCII characters but the space, `\"` and `\\` (RFC 6749 §3.3). A Cyrillic `а`, a zero \
width space or a no-break space looks right in every editor and is refused by every server.

**Written:** `scopes!(\"write_multip\u{430}ss\")` (the `а` is U+0430)

**Instead:** `scopes!(\"write_multipass\")`",
};

pub(super) fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    if !cx.has_flaws {
        return;
    }
    for (spot, word) in cx.all_words() {
        let Some(char) = spot.reading.foreign_character(word) else { continue };
        let known = word.lookup != Lookup::Unknown;
        let (certainty, plain) = match cx.diagnosis(spot) {
            None if known => (Certainty::Certain, Some(word.text.to_string())),
            Some(diagnosis) if diagnosis.certainty <= Certainty::Likely => {
                (diagnosis.certainty, diagnosis.names.first().cloned())
            }
            _ => (Certainty::None, None),
        };
        let message = format!("{} has {}", spot.quote(), accusation(char));
        let mut marks = spot.reading.ranges(&|kind| matches!(kind, FlawKind::Character(_)));
        marks.retain(|mark| word.range.contains(&mark.start));
        let finding = Finding::new(&RULE, message).at(spot.span()).marked(&marks).token(spot.written());
        findings.push(match plain {
            Some(plain) => finding.help(format!("write `{plain}`")).suggest(certainty, vec![plain]),
            None => finding.help("a scope is made of printable ASCII characters"),
        });
    }
    for (index, reading) in cx.readings.iter().enumerate() {
        findings.extend(between_words(cx, index, reading));
    }
}

/// A blank that is no space, between two scopes.
fn between_words(cx: &Context<'_, '_>, index: usize, reading: &ParsedList<'_>) -> Option<Finding> {
    let is_inside = |at: usize| reading.words.iter().any(|word| word.range.start <= at && at < word.range.end);
    let outside = reading.flaws.iter().find_map(|flaw| match flaw.kind {
        FlawKind::Character(char) if !is_inside(flaw.range.start) => Some((char, flaw.range.clone())),
        _ => None,
    })?;
    let (char, range) = outside;
    let message = format!("{} has {}", form::shown(reading.text), accusation(char));
    if reading.words.is_empty() {
        return Some(Finding::new(&RULE, message).at(SourceSpan::new(index, range)).help("leave it out"));
    }
    Some(form::finding(cx, &RULE, index, &|kind| kind == FlawKind::Character(char), message))
}

fn accusation(char: char) -> String {
    let name = describe(char);
    match meaning(char) {
        Some(Meaning::LooksLike(ascii)) => format!("a character that looks like `{ascii}` and is not ({name})"),
        Some(Meaning::Invisible) => format!("a character that cannot be seen ({name})"),
        Some(Meaning::Blank) => format!("a blank that is not a space ({name})"),
        _ => format!("`{char}`, which cannot stand in a scope ({name})"),
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
            "`write_multip\u{430}ss` has a character that looks like `a` and is not (U+0430, Cyrillic small letter a)"
        );
        assert_eq!(finding.suggestions, ["write_multipass"]);
        let hidden = first(CATALOG, &["read_profile write\u{200B}_multipass"]);
        assert!(hidden.message.ends_with("(2nd of 2) has a character that cannot be seen (U+200B, zero width space)"));
        assert_eq!(hidden.suggestions, ["write_multipass"]);
        let blank = first(CATALOG, &["read_profile\u{A0}write_multipass"]);
        assert!(blank.message.ends_with("a blank that is not a space (U+00A0, no-break space)"), "{}", blank.message);
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
