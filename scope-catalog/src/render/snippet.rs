//! A line of text with carets under the marked bytes.

use std::ops::Range;

use crate::span::Span;

/// The limit of a line; only the surroundings of the first mark are shown of a longer one.
const WIDTH: usize = 120;
const BEFORE: usize = 40;

/// Renders the line of a text in which the first range starts, with carets under the ranges on that line. The result
/// starts with a line break and ends without one.
///
/// ```
/// let snippet = scope_catalog::render_snippet("one\ntwo, three\n", &[(4..7).into(), (9..14).into()]);
/// assert_eq!(snippet, "\n  |\n  | two, three\n  | ^^^  ^^^^^");
/// ```
pub fn render_snippet(text: &str, marks: &[Span]) -> String {
    let Some(first) = marks.iter().min() else { return String::new() };
    let line = line_around(text, first.range().start.min(text.len()));
    let columns = columns(text, &line, marks);
    let first = columns.iter().position(|&(_, marked)| marked).unwrap_or(columns.len());
    let start = if columns.len() > WIDTH { first.saturating_sub(BEFORE) } else { 0 };
    let end = columns.len().min(start + WIDTH);
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let (mut shown, mut carets) = (String::new(), String::new());
    for &(c, is_marked) in &columns[start..end] {
        shown.push(c);
        carets.push(if is_marked { '^' } else { ' ' });
    }
    if first == columns.len() {
        carets.push('^');
    }
    let (before, after) = (cut(start > 0), cut(end < columns.len()));
    let indent = " ".repeat(before.chars().count());
    format!("\n  |\n  | {before}{shown}{after}\n  | {indent}{}", carets.trim_end())
}

/// The bytes of the line that a byte is in: not more of it than can be shown.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let at = boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let length = text[at..].find('\n').unwrap_or(text.len() - at);
    let end = boundary((at + length).min(at + 8 * WIDTH));
    let end = if text[..end].ends_with('\r') { end - 1 } else { end };
    boundary(start.max(at.saturating_sub(8 * WIDTH)))..end.max(at)
}

/// The characters of a line, one column each, and whether they are marked.
fn columns(text: &str, line: &Range<usize>, marks: &[Span]) -> Vec<(char, bool)> {
    let is_in = |mark: Range<usize>, at| mark.contains(&at) || mark.is_empty() && mark.start == at;
    let is_marked = |at: usize| marks.iter().any(|mark| is_in(mark.range(), at));
    let mut columns = Vec::with_capacity(line.len());
    for (at, c) in text[line.clone()].char_indices() {
        columns.push((visible(c), is_marked(line.start + at)));
    }
    columns
}

fn visible(char: char) -> char {
    match char {
        '\t' => ' ',
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' => '␣',
        _ if char.is_control() => '␣',
        _ => char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut() {
        let line = format!("{} wrong {}", "x".repeat(3_000), "y".repeat(3_000));
        let snippet = render_snippet(&line, &[(3_001..3_006).into()]);
        assert!(snippet.lines().all(|line| line.chars().count() <= 130), "{snippet}");
        let lines: Vec<&str> = snippet.lines().collect();
        let caret = lines[3].chars().position(|char| char == '^').expect("a caret");
        assert_eq!(lines[2].chars().skip(caret).take(5).collect::<String>(), "wrong");
    }

    #[test]
    fn ends_and_odd_places() {
        assert_eq!(render_snippet("a\nb", &[(3..3).into()]), "\n  |\n  | b\n  |  ^");
        assert_eq!(render_snippet("", &[(0..0).into()]), "\n  |\n  | \n  | ^");
        assert_eq!(render_snippet("é", &[(1..9).into()]), "\n  |\n  | é\n  |  ^");
        assert_eq!(render_snippet("a\r\nb", &[(0..1).into()]), "\n  |\n  | a\n  | ^");
    }
}
