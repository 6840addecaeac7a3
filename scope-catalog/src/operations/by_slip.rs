//! Finds operations by their names with typos.

use super::best::Best;
use super::index::{Entry, OperationIndex};
use super::spelling::{Spelling, is_verb};
use crate::names::edit_distance::within;
use crate::names::name_words::is_separator;

/// The operations whose name with a typo is the written one; only the likeliest.
pub(super) fn by_slip(index: &OperationIndex, written: &Spelling) -> Vec<usize> {
    let own = plain_words(written);
    let mut best = Best::new();
    for (at, entry) in index.entries.iter().enumerate() {
        if !has_same_kind(written, entry) {
            continue;
        }
        for path in &entry.paths {
            let known = plain_words(path);
            let is_other_length = written.is_path && written.segments.len() != path.segments.len();
            if own.concat() == known.concat() {
                best.add(0, at);
            } else if let Some(edits) = slips(&own, &known).filter(|_| !is_other_length) {
                best.add(edits, at);
            }
        }
    }
    best.found
}

/// The words of a name as they are written, without placeholders and values.
fn plain_words(spelling: &Spelling) -> Vec<String> {
    let text = if spelling.is_path { spelling.segments.join("/") } else { spelling.text.to_ascii_lowercase() };
    let mut words = Vec::new();
    for word in text.split(is_separator) {
        if !word.is_empty() {
            words.push(word.to_owned());
        }
    }
    words
}

/// The number of edits between the words of two names; `None` if two words differ by more than a typo.
fn slips(written: &[String], known: &[String]) -> Option<usize> {
    if written.len() != known.len() {
        return None;
    }
    let mut edits = 0;
    for (written, known) in written.iter().zip(known) {
        edits += edits_within(written, known)?;
    }
    Some(edits)
}

/// The number of edits between two words; `None` if they cannot be the same word.
pub(super) fn edits_within(written: &str, known: &str) -> Option<usize> {
    let limit = match known.len() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    within(written.as_bytes(), known.as_bytes(), limit)
}

fn has_same_kind(written: &Spelling, entry: &Entry) -> bool {
    let known = entry.paths.first().and_then(|path| path.kind.as_deref());
    match (written.kind.as_deref(), known) {
        (None, _) => true,
        (Some(written), Some(known)) => {
            written == known
                || !is_verb(written)
                    && is_verb(known)
                    && within(written.to_ascii_uppercase().as_bytes(), known.as_bytes(), 1).is_some()
        }
        (Some(_), None) => false,
    }
}
