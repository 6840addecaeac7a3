//! Functions that the rules about form share.

use std::ops::Range;

use super::context::Context;
use crate::catalog::Lookup;
use crate::finding::{Certainty, Finding};
use crate::model::{Coverage, Rule};
use crate::request::confusable::visible;
use crate::request::tokenize::FlawKind;
use crate::span::SourceSpan;

/// Longer texts are shortened in the middle.
const SHOWN: usize = 80;

/// Returns the indices of the texts with a mistake of this kind, but none that explains it.
pub(super) fn flawed(
    cx: &Context<'_, '_>,
    is_kind: &dyn Fn(FlawKind) -> bool,
    outranked: &dyn Fn(FlawKind) -> bool,
) -> Vec<usize> {
    let mut flawed = Vec::new();
    if cx.has_flaws {
        for (index, reading) in cx.readings.iter().enumerate() {
            let has_words = reading.words.iter().any(|word| !word.text.is_empty());
            if has_words && reading.has(is_kind) && !reading.has(outranked) {
                flawed.push(index);
            }
        }
    }
    flawed
}

/// Creates a finding about the form of a text, with the fixed text and the places to change.
pub(super) fn finding(
    cx: &Context<'_, '_>,
    rule: &'static Rule,
    index: usize,
    is_kind: &dyn Fn(FlawKind) -> bool,
    message: String,
) -> Finding {
    let reading = &cx.readings[index];
    let is_whole = reading.words.iter().all(|word| word.lookup != Lookup::Unknown);
    let is_guess = reading.has(&|kind| kind == FlawKind::SharedPrefix);
    let certainty = if is_whole && !is_guess { Certainty::Certain } else { Certainty::Likely };
    let finding = Finding::new(rule, message).at(SourceSpan::new(index, 0..reading.text.len())).token(reading.text);
    let finding = finding.marked(&reading.ranges(is_kind));
    let is_unknown = reading.words.iter().all(|word| word.lookup == Lookup::Unknown);
    // `<your scopes>`, `(none)`: no part of it is a name.
    let is_prose = is_unknown && (cx.catalog.coverage() == Coverage::Complete || reading.text.starts_with(['<', '(']));
    match cx.repaired(index).filter(|_| !is_prose) {
        Some(repaired) => finding.help(format!("write `{repaired}`")).suggest(certainty, vec![repaired]),
        None => finding.help("write only the scopes"),
    }
}

/// Returns a text in backticks, shortened if it is too long.
pub(super) fn shown(text: &str) -> String {
    let visible = visible(text);
    if visible.chars().count() <= SHOWN {
        return format!("`{visible}`");
    }
    let boundary = |characters| visible.char_indices().nth(characters).map_or(visible.len(), |(at, _)| at);
    let end = boundary(visible.chars().count() - SHOWN / 4);
    format!("`{}…{}`", &visible[..boundary(SHOWN / 2)], &visible[end..])
}

/// Returns a text in backticks, with a dot for each blank in these ranges, which must be sorted.
pub(super) fn marked_blanks(text: &str, ranges: &[Range<usize>]) -> String {
    let mut ranges = ranges;
    let mut marked = String::with_capacity(text.len());
    for (at, char) in text.char_indices() {
        while let [first, rest @ ..] = ranges {
            if at < first.end {
                break;
            }
            ranges = rest;
        }
        let is_marked = ranges.first().is_some_and(|range| range.contains(&at));
        marked.push(match char {
            '\n' if is_marked => '↵',
            '\t' if is_marked => '→',
            _ if is_marked && char.is_whitespace() => '·',
            _ => char,
        });
    }
    shown(&marked)
}

/// Returns the first encoded character in a gap or a name: `%20`, or `+`.
pub(super) fn encoded_sample(text: &str) -> &str {
    match text.find(['%', '+']) {
        Some(at) if text.as_bytes()[at] == b'%' => text.get(at..at + 3).unwrap_or(text),
        Some(at) => &text[at..=at],
        None => text,
    }
}
