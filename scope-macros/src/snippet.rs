//! Draws a line of text with carets under some words.

use scope_catalog::load::Loaded;
use scope_catalog::{SourceSpan, Span, range_in_literal, render_snippet};
use scope_syntax::Text;

use crate::environment;

/// Draws a literal with carets under parts of its value; nothing if they would be the same as the compiler's.
pub(crate) fn draw(text: &Text, ranges: &[Span]) -> String {
    if *ranges == [Span::new(0, text.value.len())] {
        return String::new();
    }
    let source = text.literal.to_string();
    let mut marks: Vec<Span> = Vec::with_capacity(ranges.len());
    for range in ranges {
        if let Some(range) = range_in_literal(&source, &text.value, &range.range()) {
            marks.push(range.into());
        }
    }
    let Some(first) = marks.first() else { return String::new() };
    let snippet = render_snippet(&source, &marks);
    match place(text, &source[..first.range().start]) {
        Some(place) => format!("\n --> {place}{snippet}"),
        None => snippet,
    }
}

/// Returns `file:line:column` of the text after `before` in a literal, if the compiler provides it.
fn place(text: &Text, before: &str) -> Option<String> {
    let span = text.literal.span();
    let file = environment::file(span)?;
    let start = span.start();
    let lines = before.matches('\n').count();
    let last = before.rsplit('\n').next().unwrap_or(before).chars().count();
    let column = if lines == 0 { start.column + last } else { last };
    Some(format!("{file}:{}:{}", start.line + lines, column + 1))
}

/// Draws the line of a file that a problem is about.
pub(crate) fn draw_in_file(loaded: &Loaded, place: SourceSpan) -> String {
    loaded.files.get(place.position()).map_or_else(String::new, |file| render_snippet(&file.text, &[place.span]))
}
