//! A line of text with a caret under the word that is meant.

use std::ops::Range;

use scope_catalog::load::Loaded;
use scope_catalog::{Place, picture};

use crate::editor;
use crate::input::Text;

/// The literal with carets under ranges of its value; nothing where the compiler's own caret is as good.
pub(crate) fn draw(text: &Text, ranges: &[Range<usize>]) -> String {
    if *ranges == [0..text.value.len()] {
        return String::new();
    }
    let source = text.literal.to_string();
    let marks: Vec<Range<usize>> =
        ranges.iter().filter_map(|range| source_range(&source, &text.value, range)).collect();
    let Some(first) = marks.first() else { return String::new() };
    let picture = picture(&source, &marks);
    match place(text, &source[..first.start]) {
        Some(place) => format!("\n --> {place}{picture}"),
        None => picture,
    }
}

/// `file:line:column` of what comes after `before` in a literal, where the compiler tells.
fn place(text: &Text, before: &str) -> Option<String> {
    let span = text.literal.span();
    let file = editor::file(span)?;
    let start = span.start();
    let lines = before.matches('\n').count();
    let last = before.rsplit('\n').next().unwrap_or(before).chars().count();
    let column = if lines == 0 { start.column + last } else { last };
    Some(format!("{file}:{}:{}", start.line + lines, column + 1))
}

/// The line of a file that a problem is about.
pub(crate) fn draw_in_file(loaded: &Loaded, place: Place) -> String {
    loaded.files.get(place.source as usize).map_or_else(String::new, |file| picture(&file.text, &[place.span.range()]))
}

/// Where a range of a literal's value stands in its source, quotes and escapes counted.
fn source_range(source: &str, value: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let open = source.find('"')? + 1;
    if source.starts_with('r') || !source.contains(['\\', '\r']) {
        return Some(range.start + open..range.end + open);
    }
    let mut found = Vec::with_capacity(2);
    let mut at = open;
    for (offset, char) in value.char_indices().chain([(value.len(), '"')]) {
        at += skipped(&source[at..]);
        if offset == range.start || offset == range.end && !found.is_empty() {
            found.push(at);
        }
        at += escape_length(&source[at..], char);
    }
    match *found {
        [start, end] => Some(start..end),
        [start] => Some(start..start),
        _ => None,
    }
}

/// A backslash at the end of a line swallows it and the blanks that the next one begins with.
fn skipped(source: &str) -> usize {
    let mut rest = source;
    while let Some(after) = rest.strip_prefix("\\\n").or_else(|| rest.strip_prefix("\\\r\n")) {
        // The compiler skips these four, and no other blank.
        rest = after.trim_start_matches([' ', '\t', '\n', '\r']);
    }
    source.len() - rest.len()
}

fn escape_length(source: &str, char: char) -> usize {
    match source.as_bytes() {
        [b'\\', b'x', ..] => 4,
        [b'\\', b'u', ..] => source.find('}').map_or(2, |close| close + 1),
        [b'\\', ..] => 2,
        [b'\r', b'\n', ..] if char == '\n' => 2,
        _ => char.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_counted() {
        let ranges = [
            (r#""a bc""#, "a bc", 2..4, r"bc"),
            (r##"r#"a bc"#"##, "a bc", 2..4, "bc"),
            (r#""\u{61}\x20bc\td""#, "a bc\td", 2..4, "bc"),
            (r#""\u{61}\x20bc\td""#, "a bc\td", 0..1, r"\u{61}"),
            ("\"a \\\n    bc\"", "a bc", 2..4, "bc"),
            (r#""a\"b c""#, "a\"b c", 4..5, "c"),
        ];
        for (source, value, range, expected) in ranges {
            let found = source_range(source, value, &range).expect("a range");
            assert_eq!(&source[found], expected, "{source}");
        }
    }
}
