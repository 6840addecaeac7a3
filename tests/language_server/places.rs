//! Converts positions in a text to and from those of the protocol: lines, and units of UTF-16.

use serde_json::{Value, json};

/// The offset of a part of a text: its start, or the position of `|` in it.
pub(crate) fn offset(text: &str, part: &str) -> usize {
    let cursor = part.find('|').unwrap_or(0);
    text.find(&part.replacen('|', "", 1)).unwrap_or_else(|| panic!("no {part:?} in\n{text}")) + cursor
}

/// The protocol's position for an offset in a text.
pub(crate) fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let column = before.rsplit('\n').next().unwrap_or(before).encode_utf16().count();
    json!({ "line": before.matches('\n').count(), "character": column })
}

/// The text in one of the protocol's ranges.
pub(crate) fn part<'t>(text: &'t str, range: &Value) -> &'t str {
    &text[byte(text, &range["start"])..byte(text, &range["end"])]
}

/// The offset in a text for one of the protocol's positions.
pub(crate) fn byte(text: &str, place: &Value) -> usize {
    let number = |key: &str| usize::try_from(place[key].as_u64().expect("a number")).expect("a small number");
    let start = text.split_inclusive('\n').take(number("line")).map(str::len).sum::<usize>();
    let mut left = number("character");
    let before = text[start..].chars().take_while(|char| {
        let is_before = left > 0;
        left = left.saturating_sub(char.len_utf16());
        is_before
    });
    start + before.map(char::len_utf8).sum::<usize>()
}

/// The text after the protocol's edits.
pub(crate) fn edited(text: &str, edits: &[Value]) -> String {
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let (start, end) = (byte(text, &edit["range"]["start"]), byte(text, &edit["range"]["end"]));
            (start, end, edit["newText"].as_str().expect("a text"))
        })
        .collect();
    edits.sort_unstable();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}
