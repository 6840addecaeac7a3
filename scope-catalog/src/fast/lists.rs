//! What is done with lists and texts again and again.
//!
//! The standard methods that take any iterator or any closure are compiled once for each of these, in ten pieces or more.
//! These here are compiled once a type, or once.

/// Adds an item, if there is one.
pub(crate) fn push_some<T>(items: &mut Vec<T>, item: Option<T>) {
    if let Some(item) = item {
        items.push(item);
    }
}

/// Removes the items that are not to be kept.
pub(crate) fn keep<T>(items: &mut Vec<T>, is_kept: &mut dyn FnMut(&T) -> bool) {
    items.retain(|item| is_kept(item));
}

/// Texts with another one between them.
pub(crate) fn join(texts: &[&str], between: &str) -> String {
    let mut joined = String::new();
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            joined.push_str(between);
        }
        joined.push_str(text);
    }
    joined
}

/// Whether all bytes of a text are of a kind; true of an empty text.
pub(crate) fn all_bytes(text: &str, is_of_kind: fn(u8) -> bool) -> bool {
    for &byte in text.as_bytes() {
        if !is_of_kind(byte) {
            return false;
        }
    }
    true
}

/// Whether all characters of a text are of a kind; true of an empty text.
pub(crate) fn all_chars(text: &str, is_of_kind: fn(char) -> bool) -> bool {
    for char in text.chars() {
        if !is_of_kind(char) {
            return false;
        }
    }
    true
}

/// Whether a text consists of digits; true of an empty text.
pub(crate) fn is_digits(text: &str) -> bool {
    all_bytes(text, |byte| byte.is_ascii_digit())
}
