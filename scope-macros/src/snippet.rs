//! A line of text with a caret under the word that is meant.

use std::ops::Range;

use scope_catalog::Place;
use scope_catalog::load::Loaded;

use crate::editor;
use crate::input::Text;

/// Longer lines are shown from a little before the word to a little after it.
const WIDTH: usize = 120;
const BEFORE: usize = 40;

/// The literal with carets under ranges of its value; nothing where the compiler's own caret is as good.
pub(crate) fn draw(text: &Text, ranges: &[Range<usize>]) -> String {
    if *ranges == [0..text.value.len()] {
        return String::new();
    }
    let source = text.literal.to_string();
    let mut marks = ranges.iter().filter_map(|range| source_range(&source, &text.value, range));
    let Some(first) = marks.next() else { return String::new() };
    let line_start = source[..first.start].rfind('\n').map_or(0, |at| at + 1);
    let line = source[line_start..].lines().next().unwrap_or_default();
    let in_line = |mark: Range<usize>| mark.start - line_start..mark.end.min(line_start + line.len()) - line_start;
    let later = marks.filter(|mark| (line_start..line_start + line.len()).contains(&mark.start));
    let start = first.start;
    let marks: Vec<Range<usize>> = std::iter::once(first).chain(later).map(in_line).collect();
    let picture = picture(line, &marks);
    match place(text, &source[..start]) {
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
    let Some(file) = loaded.files.get(place.source as usize) else { return String::new() };
    let range = place.span.range();
    let Some(before) = file.text.get(..range.start) else { return String::new() };
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = file.text[line_start..].lines().next().unwrap_or_default();
    let end = range.end.clamp(range.start, line_start + line.len().max(range.start - line_start));
    picture(line, &[range.start - line_start..end - line_start])
}

/// A line with carets under the marks, the first of which is always in view.
fn picture(line: &str, marks: &[Range<usize>]) -> String {
    let is_marked = |at: usize| marks.iter().any(|mark| mark.contains(&at) || mark.is_empty() && mark.start == at);
    let columns: Vec<(char, bool)> = line.char_indices().map(|(at, char)| (visible(char), is_marked(at))).collect();
    let first = columns.iter().position(|&(_, marked)| marked).unwrap_or(columns.len());
    let start = if columns.len() > WIDTH { first.saturating_sub(BEFORE) } else { 0 };
    let end = columns.len().min(start + WIDTH);
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let shown: String = columns[start..end].iter().map(|&(char, _)| char).collect();
    let mut carets: String = columns[start..end].iter().map(|&(_, marked)| if marked { '^' } else { ' ' }).collect();
    if first == columns.len() {
        carets.push('^');
    }
    let (before, after) = (cut(start > 0), cut(end < columns.len()));
    let indent = " ".repeat(before.chars().count());
    format!("\n  |\n  | {before}{shown}{after}\n  | {indent}{}", carets.trim_end())
}

/// One column for every character.
fn visible(char: char) -> char {
    match char {
        '\t' => ' ',
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' => '␣',
        _ if char.is_control() => '␣',
        _ => char,
    }
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
        rest = after.trim_start();
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

    #[test]
    fn long_lines_are_cut() {
        let line = format!("{} wrong {}", "x".repeat(300), "y".repeat(300));
        let picture = picture(&line, std::slice::from_ref(&(301..306)));
        assert!(picture.lines().all(|line| line.chars().count() <= 210), "{picture}");
        let lines: Vec<&str> = picture.lines().collect();
        let caret = lines[3].chars().position(|char| char == '^').expect("a caret");
        assert_eq!(lines[2].chars().skip(caret).take(5).collect::<String>(), "wrong");
    }
}
