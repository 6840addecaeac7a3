//! The grammar of a scope token.

/// Whether a byte is allowed in a scope token: RFC 6749 §3.3, `%x21 / %x23-5B / %x5D-7E`.
pub const fn is_token_byte(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x5B | 0x5D..=0x7E)
}

/// Whether a text is a scope token: one or more bytes of the grammar.
///
/// ```
/// assert!(scope_catalog::is_token("https://www.googleapis.com/auth/drive"));
/// assert!(!scope_catalog::is_token("read profile"));
/// assert!(!scope_catalog::is_token(""));
/// ```
pub fn is_token(text: &str) -> bool {
    !text.is_empty() && consists_of(text, is_token_byte)
}

/// Whether every byte of a text is one of these. A plain loop: an iterator costs an unoptimized build five times as much.
pub(crate) fn consists_of(text: &str, is_fine: impl Fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !is_fine(bytes[at]) {
            return false;
        }
        at += 1;
    }
    true
}

/// The first character that the grammar has no place for, and its byte offset.
pub(crate) fn first_foreign(text: &str) -> Option<(usize, char)> {
    if consists_of(text, is_token_byte) {
        return None;
    }
    text.char_indices().find(|&(_, char)| !u8::try_from(char).is_ok_and(is_token_byte))
}
