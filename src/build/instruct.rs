//! Prints instructions for cargo, one per line, whatever a name or a value contains.

use std::path::Path;
use std::println;
use std::string::String;

/// Prints an instruction. Line breaks are replaced, because they would start another instruction.
pub(super) fn instruct(key: &str, value: &str) {
    println!("cargo::{key}={}", value.replace(['\n', '\r'], "\u{FFFD}"));
}

/// Tells cargo to run the script again if this file or folder changes, unless the path has a control character, which
/// an instruction cannot contain.
pub(super) fn watch(path: &Path) {
    let path = path.display();
    let path = std::format!("{path}");
    if !path.contains(char::is_control) {
        instruct("rerun-if-changed", &path);
    }
}

/// Replaces control characters in a text.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_one_line() {
        assert_eq!(one_line("a\ncargo::rustc-env=X=1\r\u{1b}[2J"), "a\u{FFFD}cargo::rustc-env=X=1\u{FFFD}\u{FFFD}[2J");
        assert_eq!(one_line("Größe, \"x\""), "Größe, \"x\"");
    }
}
