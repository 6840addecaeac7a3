//! Computes the smallest edits that turn one text into another.

use std::ops::Range;

/// An edit: bytes of a text, and their replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace; empty for an insertion.
    pub span: Range<usize>,
    /// The replacement.
    pub text: String,
}

/// Returns the edits that turn one list of scopes into another. Only the items and delimiters that differ change, so
/// that the rest of the text keeps its layout.
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

/// Returns the edits that replace a part of a text in a file by a suggestion; empty if the bytes of that part are not
/// known. An empty suggestion removes the part together with the delimiter before it.
///
/// `place` returns the bytes in the file for a part of the text. If it has none for the whole part, it is asked again
/// without the letters that stay.
///
/// ```
/// use scope_config::{apply, edits_in};
///
/// let (file, text) = ("scope = \"repo,\n gist\"", "repo,\n gist");
/// let edits = edits_in(text, &(0..11), "repo gist", &|part| Some(part.start + 9..part.end + 9));
/// assert_eq!(apply(file, &edits).as_deref(), Some("scope = \"repo gist\""));
/// ```
pub fn edits_in(
    text: &str,
    part: &Range<usize>,
    suggestion: &str,
    place: &dyn Fn(&Range<usize>) -> Option<Range<usize>>,
) -> Vec<Edit> {
    let before = if suggestion.is_empty() { text[..part.start].trim_end_matches(is_between).len() } else { part.start };
    let placed = edits(&text[before..part.end], suggestion).into_iter().map(|edit| {
        let edit = Edit { span: before + edit.span.start..before + edit.span.end, ..edit };
        let less = || {
            let edit = trimmed(text, &edit);
            Some(Edit { span: place(&edit.span)?, ..edit })
        };
        place(&edit.span).map(|span| Edit { span, text: edit.text.clone() }).or_else(less)
    });
    placed.collect::<Option<_>>().unwrap_or_default()
}

/// Removes common characters at the beginning and the end from an edit.
fn trimmed(text: &str, edit: &Edit) -> Edit {
    let (old, new) = (&text[edit.span.clone()], &*edit.text);
    let same = |(one, other): &(char, char)| one == other;
    let end: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(one, _)| one.len_utf8()).sum();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    let start: usize = old.chars().zip(new.chars()).take_while(same).map(|(one, _)| one.len_utf8()).sum();
    Edit { span: edit.span.start + start..edit.span.end - end, text: new[start..].to_owned() }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';')
}

/// Splits a text into words and the gaps between them, alternating. The first and the last piece are gaps, which may be
/// empty.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut in_word) = (0, false);
    for (at, c) in text.char_indices() {
        if is_between(c) == in_word {
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

/// Applies edits to a text; `None` if two of them overlap or one is out of bounds.
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
    fn what_is_left_out_goes_with_what_stands_before_it() {
        let edits = edits_in("a b a", &(4..5), "", &|part| Some(part.clone()));
        assert_eq!(apply("a b a", &edits).as_deref(), Some("a b"));
        let edits = edits_in("a, b a", &(3..4), "", &|part| Some(part.clone()));
        assert_eq!(apply("a, b a", &edits).as_deref(), Some("a a"));
    }

    #[test]
    fn what_is_not_known_as_a_whole() {
        let comma_only = |part: &Range<usize>| (*part == (1..2)).then(|| part.clone());
        assert_eq!(edits_in("a, b", &(0..4), "a b", &comma_only), [Edit { span: 1..2, text: String::new() }]);
        assert_eq!(edits_in("a, b", &(0..4), "x b", &comma_only), []);
        let none = |_: &Range<usize>| None;
        assert_eq!(edits_in("a,b", &(0..3), "a b", &none), []);
    }

    #[test]
    fn edits_that_overlap_are_not_applied() {
        let edit = |span| Edit { span, text: "x".into() };
        assert_eq!(apply("abc", &[edit(1..3), edit(0..2)]), None);
        assert_eq!(apply("abc", &[edit(1..9)]), None);
        assert_eq!(apply("äb", &[edit(1..2)]), None);
    }
}
