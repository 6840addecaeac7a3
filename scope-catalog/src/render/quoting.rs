//! What messages share.

use crate::fast::all_bytes;

/// A name as a TOML key: bare, or in quotes. The name must not need escapes.
///
/// ```
/// assert_eq!(scope_catalog::toml_key("read_profile"), "read_profile");
/// assert_eq!(scope_catalog::toml_key("read:org"), "\"read:org\"");
/// ```
pub fn toml_key(name: &str) -> String {
    if !name.is_empty() && is_bare_key(name) { name.to_owned() } else { format!("\"{name}\"") }
}

/// Whether a name is valid as a TOML key without quotes.
pub(crate) fn is_bare_key(name: &str) -> bool {
    all_bytes(name, |byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// A remark that follows a sentence, if there is one.
pub(crate) fn in_brackets(remark: Option<&str>) -> String {
    remark.map_or_else(String::new, |remark| format!(" ({remark})"))
}

/// Names in backticks, joined by a text.
///
/// ```
/// assert_eq!(scope_catalog::quoted(["read", "write"], " or "), "`read` or `write`");
/// ```
//
// A loop, here and where the crate has others in place of a chain of adapters: every user's build compiles this crate, and
// each chain that is collected adds some hundred lines to it which the optimizer, that would remove them, never sees.
pub fn quoted<N: AsRef<str>>(names: impl IntoIterator<Item = N>, between: &str) -> String {
    let mut text = String::new();
    for name in names {
        push_quoted(&mut text, name.as_ref(), between);
    }
    text
}

fn push_quoted(text: &mut String, name: &str, between: &str) {
    if !text.is_empty() {
        text.push_str(between);
    }
    text.push('`');
    text.push_str(name);
    text.push('`');
}
