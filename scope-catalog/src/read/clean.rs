//! Characters that are no text: on a terminal or in a log they would be an instruction.

/// Whether a text of TOML can have none of them: they are written with escapes, and marks of direction are not ASCII.
pub(super) fn is_clean(text: &str) -> bool {
    // As many characters as bytes: the standard library counts them optimized, which `is_ascii` is not in a macro.
    text.chars().count() == text.len() && !text.contains('\\')
}

/// The same text with replacement characters for control characters and for marks that change the direction of a line;
/// whether there were any. Line breaks and tabs between words of a value are blanks.
pub(super) fn cleaned(text: &str, is_value: bool) -> (String, bool) {
    let (mut clean, mut is_faulty) = (String::with_capacity(text.len()), false);
    for c in text.chars() {
        match c {
            '\n' | '\t' | '\r' if is_value => clean.push(' '),
            _ if is_instruction(c) => {
                is_faulty = true;
                clean.push('\u{FFFD}');
            }
            _ => clean.push(c),
        }
    }
    (clean, is_faulty)
}

/// Control characters (C0, DEL, C1), and the characters that embed, override or isolate a direction of writing.
fn is_instruction(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
