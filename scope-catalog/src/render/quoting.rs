//! What messages share.

/// Names in backticks, joined by a text.
///
/// A loop, here and where the crate has others in place of a chain of adapters: every user's build compiles this crate, and
/// each chain that is collected adds some hundred lines to it which the optimizer, that would remove them, never sees.
pub(crate) fn quoted<'n>(names: impl IntoIterator<Item = &'n str>, between: &str) -> String {
    let mut text = String::new();
    for name in names {
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push('`');
        text.push_str(name);
        text.push('`');
    }
    text
}
