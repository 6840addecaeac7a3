//! What the rules of form share.

use std::ops::Range;

use crate::catalog::Standing;
use crate::check::Context;
use crate::confusable::visible;
use crate::finding::{At, Certainty, Finding};
use crate::reading::{FlawKind, Reading};
use crate::rule::Rule;

/// Longer texts are shown by their beginning and end.
const SHOWN: usize = 80;

/// The texts with a flaw of this kind, and none of a kind that explains it.
pub(super) fn flawed<'c>(
    cx: &'c Context<'_, '_>,
    is_kind: impl Fn(FlawKind) -> bool + Copy + 'c,
    outranked: impl Fn(FlawKind) -> bool + Copy + 'c,
) -> impl Iterator<Item = (usize, &'c Reading<'c>)> {
    let readings: &[Reading<'_>] = if cx.has_flaws { &cx.readings } else { &[] };
    let has_words = |reading: &Reading<'_>| reading.words.iter().any(|word| !word.text.is_empty());
    let is_flawed = move |reading: &Reading<'_>| reading.has(is_kind) && !reading.has(outranked) && has_words(reading);
    readings.iter().enumerate().filter(move |(_, reading)| is_flawed(reading))
}

/// A finding about the form of a whole text: its repair, and where it is needed.
pub(super) fn finding(
    cx: &Context<'_, '_>,
    rule: &'static Rule,
    index: usize,
    is_kind: impl Fn(FlawKind) -> bool,
    message: String,
) -> Finding {
    let reading = &cx.readings[index];
    let is_whole = reading.words.iter().all(|word| word.standing != Standing::Unknown);
    let certainty = if is_whole { Certainty::Certain } else { Certainty::Likely };
    let finding = Finding::new(rule, At::Use(index, 0..reading.text.len()), message).token(reading.text);
    let finding = finding.marks(reading.ranges(is_kind));
    match cx.repaired(index) {
        Some(repaired) => finding.help(format!("write `{repaired}`")).suggest(certainty, vec![repaired]),
        None => finding.help("write the scopes and nothing else"),
    }
}

/// A text in quotes, shortened in the middle where it is long.
pub(super) fn shown(text: &str) -> String {
    let visible = visible(text);
    if visible.chars().count() <= SHOWN {
        return format!("`{visible}`");
    }
    let start: String = visible.chars().take(SHOWN / 2).collect();
    let end: Vec<char> = visible.chars().rev().take(SHOWN / 4).collect();
    format!("`{start}…{}`", end.iter().rev().collect::<String>())
}

/// A text in quotes, with a dot for each blank in these ranges.
pub(super) fn marked_blanks(text: &str, ranges: &[Range<usize>]) -> String {
    let is_marked = |at: usize| ranges.iter().any(|range| range.contains(&at));
    let mark = |(at, char): (usize, char)| match char {
        '\n' if is_marked(at) => '↵',
        '\t' if is_marked(at) => '→',
        _ if is_marked(at) && char.is_whitespace() => '·',
        _ => char,
    };
    shown(&text.char_indices().map(mark).collect::<String>())
}

/// The first encoded sign of a gap or a name: `%20`, or `+`.
pub(super) fn encoded_sample(text: &str) -> &str {
    match text.find(['%', '+']) {
        Some(at) if text.as_bytes()[at] == b'%' => text.get(at..at + 3).unwrap_or(text),
        Some(at) => &text[at..=at],
        None => text,
    }
}
