//! Provides common operations on lists and strings.
//!
//! A standard method that takes any iterator or closure is compiled again for each of these, as ten functions or more.
//! The functions in this module are compiled once per type, or once.

/// Adds an item, if there is one.
pub(crate) fn push_some<T>(items: &mut Vec<T>, item: Option<T>) {
    if let Some(item) = item {
        items.push(item);
    }
}

/// Keeps only the items for which `is_kept` returns true.
pub(crate) fn keep<T>(items: &mut Vec<T>, is_kept: &mut dyn FnMut(&T) -> bool) {
    let mut kept = 0;
    for at in 0..items.len() {
        if is_kept(&items[at]) {
            items.swap(kept, at);
            kept += 1;
        }
    }
    items.truncate(kept);
}

/// Applies a function to each item.
pub(crate) fn map<'i, T, U>(items: &'i [T], make: &mut dyn FnMut(&'i T) -> U) -> Vec<U> {
    let mut all = Vec::with_capacity(items.len());
    for item in items {
        all.push(make(item));
    }
    all
}

/// Applies a function to each item, and keeps what is `Some`.
pub(crate) fn filter_map<'i, T, U>(items: &'i [T], make: &mut dyn FnMut(&'i T) -> Option<U>) -> Vec<U> {
    let mut all = Vec::new();
    for item in items {
        push_some(&mut all, make(item));
    }
    all
}

/// Strings of some type as slices.
pub(crate) fn texts<T: AsRef<str>>(strings: &[T]) -> Vec<&str> {
    map(strings, &mut |string| string.as_ref())
}

/// Joins strings with a separator.
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

/// Whether all bytes of a string meet a condition; true for an empty string. Without optimization, an iterator costs
/// five times as much.
pub(crate) fn all_bytes(text: &str, is_of_kind: fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !is_of_kind(bytes[at]) {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether some byte of a string meets a condition.
pub(crate) fn has_byte(text: &str, is_of_kind: fn(u8) -> bool) -> bool {
    for &byte in text.as_bytes() {
        if is_of_kind(byte) {
            return true;
        }
    }
    false
}

/// Whether all characters of a string meet a condition; true for an empty string.
pub(crate) fn all_chars(text: &str, is_of_kind: fn(char) -> bool) -> bool {
    text.chars().all(is_of_kind)
}

/// Returns at most `most` items with a key, from a list that is sorted by keys.
pub(crate) fn same_key(list: &[(u64, u32)], key: u64, most: usize) -> &[(u64, u32)] {
    let start = list.partition_point(|&(known, _)| known < key);
    let mut end = start;
    while end < list.len() && end - start < most && list[end].0 == key {
        end += 1;
    }
    &list[start..end]
}

/// Whether a string consists of digits; true for an empty string.
pub(crate) fn is_digits(text: &str) -> bool {
    all_bytes(text, |byte| byte.is_ascii_digit())
}
