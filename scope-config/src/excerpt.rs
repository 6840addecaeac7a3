//! Cuts out the part of a configuration file that may be shown in a message.

use std::ops::Range;

/// A part of a line, with marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text, with `…` where something is left out.
    pub text: String,
    /// The bytes to mark, at least one range.
    pub marks: Vec<Range<usize>>,
}

/// How many bytes are shown before and after the first mark.
const BEFORE: usize = 40;
const AFTER: usize = 80;

/// Returns the marked line of a file, restricted to what may be shown, since there may be a secret next to a value.
/// `None` if nothing may be shown.
///
/// ```
/// let file = r#"{"client_secret": "hunter2", "scope": "read_profle"}"#;
/// let excerpt = scope_config::excerpt(file, &(38..51), &[39..50]).expect("the value");
/// assert_eq!(excerpt.text, r#"…"read_profle"…"#);
/// assert_eq!(&excerpt.text[excerpt.marks[0].clone()], "read_profle");
/// ```
pub fn excerpt(file: &str, visible: &Range<usize>, marks: &[Range<usize>]) -> Option<Excerpt> {
    let first = marks.iter().map(|mark| mark.start).min()?;
    file.get(visible.clone()).filter(|value| !value.is_empty() && visible.contains(&first))?;
    let line_start = file[..first].rfind('\n').map_or(0, |at| at + 1);
    let line_end = file[first..].find('\n').map_or(file.len(), |at| first + at);
    let line_end = if file[..line_end].ends_with('\r') { line_end - 1 } else { line_end };
    let boundary = |mut at: usize| {
        while !file.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = visible.start.max(line_start).max(boundary(first.saturating_sub(BEFORE)));
    let start = start + file[start..first].len() - file[start..first].trim_start().len();
    let end = visible.end.min(line_end).min(boundary((first + AFTER).min(file.len()))).max(start);
    let before = if start > line_start && !file[line_start..start].trim().is_empty() { "…" } else { "" };
    let after = if end < line_end && !file[end..line_end].trim().is_empty() { "…" } else { "" };
    let within = |at: usize| at.clamp(start, end) - start + before.len();
    let is_shown = |mark: &&Range<usize>| mark.start < end.max(first + 1) && mark.end >= start;
    let marks = marks.iter().filter(is_shown).map(|mark| within(mark.start)..within(mark.end)).collect();
    Some(Excerpt { text: format!("{before}{}{after}", &file[start..end]), marks })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(file: &str, visible: &str, mark: &str) -> Option<String> {
        let at = |part: &str| file.find(part).map(|at| at..at + part.len()).expect("a part");
        excerpt(file, &at(visible), &[at(mark)]).map(|excerpt| {
            assert_eq!(excerpt.text.get(excerpt.marks[0].clone()), Some(mark));
            excerpt.text
        })
    }

    #[test]
    fn neighbors_are_left_out() {
        assert_eq!(shown("a: 'x y'\n", "'x y'", "y").as_deref(), Some("…'x y'"));
        assert_eq!(shown("- x y # hidden\n", "x y", "x").as_deref(), Some("…x y…"));
        assert_eq!(shown("  x y\r\nhidden", "x y", "x").as_deref(), Some("x y"));
        assert_eq!(shown("s: |\n  one\n  two\n", "one\n  two", "two").as_deref(), Some("two"));
        assert_eq!(excerpt("a: hunter2", &(0..0), &[3..10]), None);
        assert_eq!(excerpt("a: hunter2", &(0..1), &[3..10]), None);
        assert_eq!(excerpt("a", &(0..9), &[0..1]), None);
    }

    #[test]
    fn of_a_long_value_a_piece() {
        let file = format!("a: {} wrong {}", "ä".repeat(1_000), "x".repeat(1_000));
        let text = shown(&file, &file[3..], "wrong").expect("a piece");
        assert!(text.len() < 140 && text.starts_with('…') && text.ends_with('…'), "{text}");
    }
}
