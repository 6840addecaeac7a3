//! The edge of every output: what comes from a checkout is text there, and never an instruction to a terminal.

use std::borrow::Cow;
use std::io::{self, Write};

/// A writer that lets text through, line breaks, tabs, and the colors of this program. Any other control character, and
/// each mark that changes the direction of a line, becomes U+FFFD.
#[derive(Debug)]
pub(crate) struct Harmless<W> {
    inner: W,
    /// The replacement of a character that is not text.
    replacement: fn(char) -> String,
    /// The beginning of a character or of a color that the next bytes complete.
    pending: Vec<u8>,
}

impl<W: Write> Harmless<W> {
    pub(crate) fn new(inner: W) -> Self {
        Self { inner, replacement: |_| '\u{FFFD}'.to_string(), pending: Vec::new() }
    }

    /// For lines of JSON. Every character can be escaped there, so a program reads the original text.
    pub(crate) fn json(inner: W) -> Self {
        Self { inner, replacement: |c| format!("\\u{:04x}", u32::from(c)), pending: Vec::new() }
    }

    /// Writes what is complete of a text, and keeps the rest.
    fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        let bytes = if self.pending.is_empty() {
            Cow::Borrowed(bytes)
        } else {
            self.pending.extend_from_slice(bytes);
            Cow::Owned(std::mem::take(&mut self.pending))
        };
        let (whole, rest) = bytes.split_at(complete(&bytes));
        self.pending = rest.to_vec();
        let text = String::from_utf8_lossy(whole);
        self.inner.write_all(harmless(&text, self.replacement).as_bytes())
    }
}

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pass(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<W> Drop for Harmless<W> {
    fn drop(&mut self) {
        debug_assert!(self.pending.is_empty(), "an output ends within a character");
    }
}

/// How many bytes end with a whole character, and not within a color.
fn complete(bytes: &[u8]) -> usize {
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        _ => bytes.len(),
    };
    let last = bytes[..whole].iter().rposition(|&byte| byte == ESCAPE).filter(|at| is_begun(&bytes[*at..whole]));
    last.unwrap_or(whole)
}

const ESCAPE: u8 = 0x1b;
/// A longer one is none of ours.
const LONGEST_COLOR: usize = 24;

/// Whether more bytes may make a color of these.
fn is_begun(bytes: &[u8]) -> bool {
    let is_parameter = |byte: &u8| byte.is_ascii_digit() || *byte == b';';
    match bytes {
        [_] => true,
        [_, b'[', rest @ ..] => bytes.len() < LONGEST_COLOR && rest.iter().all(is_parameter),
        _ => false,
    }
}

fn harmless(text: &str, replacement: fn(char) -> String) -> Cow<'_, str> {
    if !text.contains(is_instruction) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_instruction) {
        clean.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(length) = color(rest) {
            clean.push_str(&rest[..length]);
            rest = &rest[length..];
        } else {
            let mut chars = rest.chars();
            clean.extend(chars.next().map(replacement));
            rest = chars.as_str();
        }
    }
    clean.push_str(rest);
    Cow::Owned(clean)
}

/// The length of the color code that a text begins with: `ESC [ 1 ; 31 m`. Codes for hidden or blinking text do not count.
fn color(text: &str) -> Option<usize> {
    let parameters = text.strip_prefix("\u{1b}[")?;
    let length = parameters.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    let is_ours = |code: &str| matches!(code.parse(), Ok(0 | 1 | 4 | 31..=36 | 91..=96)) || code.is_empty();
    let is_color = parameters[length..].starts_with('m') && parameters[..length].split(';').all(is_ours);
    is_color.then_some(length + 3).filter(|length| *length <= LONGEST_COLOR)
}

fn is_instruction(c: char) -> bool {
    let changes_direction =
        matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    // Some programs take the last two for ends of lines.
    c.is_control() && !matches!(c, '\n' | '\t') || changes_direction || matches!(c, '\u{2028}' | '\u{2029}')
}

/// A name of a file or a value, in which a line break is visible: it would begin a line of its own, which a log may take for
/// an instruction.
pub(crate) fn on_one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r']) {
        Cow::Owned(text.replace('\n', "\\n").replace('\r', "\\r"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(parts: &[&[u8]]) -> String {
        let mut output = Vec::new();
        let mut writer = Harmless::new(&mut output);
        for part in parts {
            writer.write_all(part).expect("memory");
        }
        drop(writer);
        String::from_utf8(output).expect("text")
    }

    #[test]
    fn colors_and_text_pass() {
        let text = "\u{1b}[1m\u{1b}[91merror\u{1b}[0m: ä\t漢\n";
        assert_eq!(written(&[text.as_bytes()]), text);
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(written(&bytes), text);
    }

    #[test]
    fn instructions_do_not() {
        for text in [
            "\u{1b}[8m", "\u{1b}[2J", "\u{1b}]8;;x\u{7}", "\u{9b}2J", "\u{7}", "\r", "\u{202e}x", "\u{2066}x", "\u{0}",
            "\u{200f}!", "x\u{2028}::error::", "\u{1b}c",
        ] {
            for bytes in [vec![text.as_bytes()], text.as_bytes().chunks(1).collect()] {
                let shown = written(&bytes);
                assert!(shown.contains('\u{FFFD}') && !shown.contains(is_instruction), "{text:?} {shown:?}");
            }
        }
    }

    #[test]
    fn json_keeps_what_it_means() {
        let text = "x\u{9b}2J\u{202e}\u{2066}ä";
        let mut output = Vec::new();
        writeln!(Harmless::json(&mut output), "{}", serde_json::json!(text)).expect("memory");
        let line = String::from_utf8(output).expect("text");
        assert!(!line.trim_end().contains(is_instruction), "{line}");
        assert_eq!(serde_json::from_str::<String>(&line).expect("JSON"), text);
    }

    #[test]
    fn a_line_break_in_a_name_is_visible() {
        assert_eq!(on_one_line("x\n::error::y\r"), "x\\n::error::y\\r");
        assert_eq!(on_one_line("x y"), "x y");
    }
}
