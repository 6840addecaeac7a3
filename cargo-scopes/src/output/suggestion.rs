//! Selects what a program may offer as a replacement for a mistake.

use scope_catalog::Certainty;
use scope_config::Edit;

use crate::report::LocatedFinding;

/// A way to repair a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Repair {
    /// The text that it writes.
    pub(crate) suggestion: String,
    pub(crate) edits: Vec<Edit>,
}

impl Repair {
    /// Returns the ways to repair a finding, best first; none if no correct text is known, or none can be written.
    pub(crate) fn of(located: &LocatedFinding) -> Vec<Self> {
        let (Some(first), false) = (located.finding.suggestions.first(), located.edits.is_empty()) else {
            return Vec::new();
        };
        let mut repairs = vec![Self { suggestion: first.clone(), edits: located.edits.clone() }];
        if located.finding.certainty == Certainty::Choices
            && let [edit] = &*located.edits
            && edit.text == *first
        {
            // The first suggestion needed no quotes or escapes, so other plain words can be written there, too.
            let others = located.finding.suggestions.iter().skip(1).filter(|other| is_plain(other));
            repairs.extend(others.map(|other| Self {
                suggestion: other.clone(),
                edits: vec![Edit { text: other.clone(), ..edit.clone() }],
            }));
        }
        repairs
    }
}

/// Whether a word means the same with and without quotes in every format.
fn is_plain(word: &str) -> bool {
    word.starts_with(|char: char| char.is_ascii_alphabetic())
        && word.ends_with(|char: char| char.is_ascii_alphanumeric())
        && word.chars().all(|char| char.is_ascii_alphanumeric() || "._-:/".contains(char))
}

/// Returns the words before a suggestion.
pub(crate) fn offer(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "write",
        Certainty::Likely => "did you mean",
        Certainty::Choices | Certainty::None => "there is",
    }
}

#[cfg(test)]
mod tests {
    use scope_catalog::{Finding, rules};

    use super::*;

    fn finding(certainty: Certainty, suggestions: &[&str], edits: &[&str]) -> LocatedFinding {
        let suggestions = suggestions.iter().map(ToString::to_string).collect();
        let finding = Finding::new(&rules::unknown_scope::RULE, "").token("word").suggest(certainty, suggestions);
        let edits = edits.iter().map(|text| Edit { span: 0..4, text: (*text).into() }).collect();
        LocatedFinding { edits, ..LocatedFinding::new("", 0, 0..4, finding) }
    }

    fn texts(finding: &LocatedFinding) -> Vec<String> {
        Repair::of(finding).into_iter().map(|repair| repair.edits[0].text.clone()).collect()
    }

    #[test]
    fn choices_are_all_offered_and_others_are_not() {
        assert_eq!(texts(&finding(Certainty::Choices, &["Mail.Read", "Mail.ReadWrite"], &["Mail.Read"])).len(), 2);
        assert_eq!(texts(&finding(Certainty::Likely, &["read", "write"], &["read"])), ["read"]);
        assert_eq!(texts(&finding(Certainty::Choices, &["read", "write"], &[])), [""; 0]);
        assert_eq!(texts(&finding(Certainty::None, &[], &["read"])), [""; 0]);
    }

    #[test]
    fn a_choice_that_would_need_quotes_is_left_out() {
        let choices = ["read", "a b", "*", "x:", "&y", "a#b", "wri\"te", "drive.file"];
        assert_eq!(texts(&finding(Certainty::Choices, &choices, &["read"])), ["read", "drive.file"]);
        // The first suggestion needed an escape, so nothing is known about the others.
        assert_eq!(texts(&finding(Certainty::Choices, &["re\"ad", "write"], &["re\\\"ad"])), ["re\\\"ad"]);
    }
}
