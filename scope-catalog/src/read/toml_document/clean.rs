//! Characters that are no text: on a terminal or in a log they would be an instruction.

use std::borrow::Cow;

/// Whether a text of TOML can have none of them: they are written with escapes, and marks of direction are not ASCII.
pub(super) fn is_clean(text: &str) -> bool {
    text.is_ascii() && !text.contains('\\')
}

/// The same text with replacement characters for control characters and for marks that change the direction of a line;
/// whether there were any. Line breaks and tabs between words of a value are blanks.
pub(super) fn cleaned(text: Cow<'_, str>, is_value: bool) -> (Cow<'_, str>, bool) {
    let is_blank = |c: char| is_value && matches!(c, '\n' | '\t' | '\r');
    if !text.chars().any(|c| is_blank(c) || is_instruction(c)) {
        return (text, false);
    }
    let mut is_faulty = false;
    let clean = text.chars().map(|c| {
        let is_instruction = !is_blank(c) && is_instruction(c);
        is_faulty |= is_instruction;
        match c {
            _ if is_instruction => '\u{FFFD}',
            _ if is_blank(c) => ' ',
            c => c,
        }
    });
    (Cow::Owned(clean.collect()), is_faulty)
}

/// Control characters (C0, DEL, C1), and the characters that embed, override or isolate a direction of writing.
fn is_instruction(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
