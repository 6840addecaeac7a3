//! Finds characters that are not text, and that a terminal or a log may interpret as instructions.

/// Whether a TOML text certainly contains none of them: it has no escapes, and is ASCII, so that there are no marks of
/// direction.
pub(super) fn is_clean(text: &str) -> bool {
    // There are as many characters as bytes. The standard library's count is optimized, unlike `is_ascii` in a macro.
    text.chars().count() == text.len() && !text.contains('\\')
}

/// Replaces control characters and marks that change the direction of text, and returns whether there were any. Line
/// breaks and tabs in a value become blanks.
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

/// Whether a character is a control character (C0, DEL, C1), or embeds, overrides or isolates a direction of text.
fn is_instruction(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
