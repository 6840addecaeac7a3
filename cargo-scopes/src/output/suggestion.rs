//! What a machine may offer to write in the place of a mistake.

use scope_catalog::Certainty;
use scope_config::Edit;

use crate::report::LocatedFinding;

/// One way to put a located right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Repair {
    /// What it writes.
    pub(crate) suggestion: String,
    pub(crate) edits: Vec<Edit>,
}

impl Repair {
    /// The ways to put a located right, best first; none where nothing is known to be right, or no text can be written.
    pub(crate) fn of(located: &LocatedFinding) -> Vec<Self> {
        let (Some(first), false) = (located.finding.suggestions.first(), located.edits.is_empty()) else {
            return Vec::new();
        };
        let mut repairs = vec![Self { suggestion: first.clone(), edits: located.edits.clone() }];
        if located.finding.certainty == Certainty::Choices
            && let [edit] = &*located.edits
            && edit.text == *first
        {
            // The first word went into the file as it is: another that needs no quotes or escapes may go there as well.
            let others = located.finding.suggestions.iter().skip(1).filter(|other| is_plain(other));
            repairs.extend(others.map(|other| Self {
                suggestion: other.clone(),
                edits: vec![Edit { text: other.clone(), ..edit.clone() }],
            }));
        }
        repairs
    }
}

/// Whether a word reads the same inside and outside of quotes in every format.
fn is_plain(word: &str) -> bool {
    word.starts_with(|char: char| char.is_ascii_alphabetic())
        && word.ends_with(|char: char| char.is_ascii_alphanumeric())
        && word.chars().all(|char| char.is_ascii_alphanumeric() || "._-:/".contains(char))
}

/// The text before a suggestion.
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
        // The first needed an escape: nothing is known of the others.
        assert_eq!(texts(&finding(Certainty::Choices, &["re\"ad", "write"], &["re\\\"ad"])), ["re\\\"ad"]);
    }
}
