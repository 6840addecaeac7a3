//! The smallest change that makes a text right.

use std::ops::Range;

/// Bytes of a text, and what to write there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go; empty where something is only put in.
    pub span: Range<usize>,
    /// What comes.
    pub text: String,
}

/// The edits that turn one list of scopes into another: of the words that differ and of what stands between, so that the
/// rest of the text keeps its layout.
///
/// ```
/// use scope_config::{Edit, edits};
///
/// let edits = edits("repo,org:read", "repo read:org");
/// assert_eq!(edits, [Edit { span: 4..5, text: " ".into() }, Edit { span: 5..13, text: "read:org".into() }]);
/// ```
pub fn edits(old: &str, new: &str) -> Vec<Edit> {
    let (before, after) = (pieces(old), pieces(new));
    if before.len() == after.len() {
        let pairs = before.into_iter().zip(after);
        let changed = pairs.filter(|(one, other)| old[one.clone()] != new[other.clone()]);
        return changed.map(|(span, other)| Edit { span, text: new[other].to_owned() }).collect();
    }
    let is_same = |(one, other): &(&Range<usize>, &Range<usize>)| old[(*one).clone()] == new[(*other).clone()];
    let first = before.iter().zip(&after).take_while(is_same).count();
    let most = before.len().min(after.len()) - first;
    let last = before.iter().rev().zip(after.iter().rev()).take(most).take_while(is_same).count();
    let between = |pieces: &[Range<usize>], end: usize| {
        let middle = &pieces[first..pieces.len() - last];
        let start = first.checked_sub(1).map_or(0, |before| pieces[before].end);
        start..middle.last().map_or(start, |piece| piece.end).min(end)
    };
    vec![Edit { span: between(&before, old.len()), text: new[between(&after, new.len())].to_owned() }]
}

/// The words of a text and what stands between them, by turns; the first and the last are between, and may be empty.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let is_between = |char: char| char.is_whitespace() || matches!(char, ',' | ';');
    let mut pieces = Vec::new();
    let (mut start, mut in_word) = (0, false);
    for (at, char) in text.char_indices() {
        if is_between(char) == in_word {
            pieces.push(start..at);
            (start, in_word) = (at, !in_word);
        }
    }
    pieces.push(start..text.len());
    if in_word {
        pieces.push(text.len()..text.len());
    }
    pieces
}

/// A text with edits applied; `None` where two of them overlap or one is outside of it.
///
/// ```
/// use scope_config::{apply, edits};
///
/// let (old, new) = ("a, b ,c", "a b c d");
/// assert_eq!(apply(old, &edits(old, new)).as_deref(), Some(new));
/// ```
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        result.push_str(text.get(at..edit.span.start)?);
        result.push_str(&edit.text);
        at = edit.span.end;
    }
    result.push_str(text.get(at..)?);
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_becomes_the_other() {
        let texts = ["", "a", "a b", "a,b", " a b ", "a b c", "b", "a, c", "x,y z", "\"a b\"", "ä ö", "a\n  b\n"];
        for old in texts {
            for new in texts {
                assert_eq!(apply(old, &edits(old, new)).as_deref(), Some(new), "{old:?} {new:?}");
            }
        }
    }

    #[test]
    fn what_is_right_stays_as_it_is() {
        assert_eq!(edits("a b", "a b"), []);
        assert_eq!(edits("a,\n  b c", "a,\n  x c"), [Edit { span: 5..6, text: "x".into() }]);
        assert_eq!(edits("a b c d", "a c d"), [Edit { span: 2..4, text: String::new() }]);
    }

    #[test]
    fn edits_that_overlap_are_not_applied() {
        let edit = |span| Edit { span, text: "x".into() };
        assert_eq!(apply("abc", &[edit(1..3), edit(0..2)]), None);
        assert_eq!(apply("abc", &[edit(1..9)]), None);
        assert_eq!(apply("äb", &[edit(1..2)]), None);
    }
}
