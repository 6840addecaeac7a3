//! Implements the grammar of scope tokens.

use crate::fast::all_bytes;

/// Returns whether a byte is allowed in a scope token: RFC 6749 §3.3, `%x21 / %x23-5B / %x5D-7E`.
pub const fn is_token_byte(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x5B | 0x5D..=0x7E)
}

/// Returns whether a text is a scope token: one or more allowed bytes.
///
/// ```
/// assert!(scope_catalog::is_token("https://www.googleapis.com/auth/drive"));
/// for name in ["", "read profile", "a\"", "a\\", "tassé", "a\n", "\u{7f}"] {
///     assert!(!scope_catalog::is_token(name), "{name:?}");
/// }
/// ```
pub fn is_token(text: &str) -> bool {
    !text.is_empty() && all_bytes(text, is_token_byte)
}
