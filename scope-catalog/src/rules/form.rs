//! What the rules of form share.

use std::ops::Range;

use super::context::Context;
use crate::catalog::Lookup;
use crate::finding::{Certainty, Finding};
use crate::model::{Coverage, Rule};
use crate::request::confusable::visible;
use crate::request::tokenize::{FlawKind, FormError, ParsedList};

/// Longer texts are shown by their beginning and end.
const SHOWN: usize = 80;

/// The findings about the texts with flaws of a kind, and none that explains them: `message` says which, from the first of the
/// weightiest.
pub(super) fn findings(
    cx: &Context<'_>,
    rule: &'static Rule,
    is_kind: fn(FlawKind) -> bool,
    message: &dyn Fn(&ParsedList<'_>, &FormError) -> String,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, reading) in cx.readings.iter().enumerate() {
        let first = reading.flaws.iter().filter(|flaw| is_kind(flaw.kind)).min_by_key(|flaw| flaw.kind.weight());
        let Some(first) = first else { continue };
        let explains = |kind: FlawKind| kind.weight() < first.kind.weight() && !matches!(kind, FlawKind::Character(_));
        if !reading.has(&explains) && reading.words.iter().any(|word| !word.text.is_empty()) {
            findings.push(finding(cx, rule, index, &is_kind, message(reading, first)));
        }
    }
    findings
}

/// A finding about the form of a whole text: its repair, and where it is needed.
pub(super) fn finding(
    cx: &Context<'_>,
    rule: &'static Rule,
    index: usize,
    is_kind: &dyn Fn(FlawKind) -> bool,
    message: String,
) -> Finding {
    let reading = &cx.readings[index];
    let is_whole = reading.words.iter().all(|word| word.lookup != Lookup::Unknown);
    let is_guess = reading.has(&|kind| kind == FlawKind::SharedPrefix);
    let certainty = if is_whole && !is_guess { Certainty::Certain } else { Certainty::Likely };
    let finding = Finding::new(rule, message).about(index, reading.text).marked(&reading.ranges(is_kind));
    let is_unknown = reading.words.iter().all(|word| word.lookup == Lookup::Unknown);
    // `<your scopes>`, `(none)`: nothing of it is a name.
    let is_prose = is_unknown && (cx.catalog.coverage() == Coverage::Complete || reading.text.starts_with(['<', '(']));
    match cx.repaired(index).filter(|_| !is_prose) {
        Some(repaired) => finding.help(format!("write `{repaired}`")).suggest(certainty, vec![repaired]),
        None => finding.help("write only the scopes"),
    }
}

/// A text in quotes, shortened in the middle where it is long.
pub(super) fn shown(text: &str) -> String {
    let visible = visible(text);
    if visible.chars().count() <= SHOWN {
        return format!("`{visible}`");
    }
    let boundary = |characters| visible.char_indices().nth(characters).map_or(visible.len(), |(at, _)| at);
    let end = boundary(visible.chars().count() - SHOWN / 4);
    format!("`{}…{}`", &visible[..boundary(SHOWN / 2)], &visible[end..])
}

/// A text in quotes, with a dot for each blank in these ranges, which are in order.
pub(super) fn marked_blanks(text: &str, ranges: &[Range<usize>]) -> String {
    let mut marked = String::with_capacity(text.len());
    for (at, char) in text.char_indices() {
        let next = ranges.partition_point(|range| range.end <= at);
        let is_marked = ranges.get(next).is_some_and(|range| range.contains(&at));
        marked.push(match char {
            '\n' if is_marked => '↵',
            '\t' if is_marked => '→',
            _ if is_marked && char.is_whitespace() => '·',
            _ => char,
        });
    }
    shown(&marked)
}
