//! The edge of every output: what comes from a checkout is text there, and never an instruction to a terminal.

use std::borrow::Cow;
use std::io::{self, Write};

/// A writer that lets text through, line breaks (`\r` before `\n` as well), tabs, and the colors of this program. Any other control character, each
/// mark that changes the direction of a line, and the last character of what a log takes for the beginning of a command
/// becomes U+FFFD.
#[derive(Debug)]
pub(crate) struct Harmless<W> {
    inner: W,
    /// The replacement of a character that is not text.
    replacement: fn(char) -> String,
    /// Whether lines that begin with `::` are commands of this program.
    has_commands: bool,
    line: Line,
    /// The beginning of a character or of a color that the next bytes complete.
    pending: Vec<u8>,
}

impl<W: Write> Harmless<W> {
    /// For a report that may consist of workflow commands.
    pub(crate) fn with_commands(inner: W, has_commands: bool) -> Self {
        let replacement = |_| '\u{FFFD}'.to_string();
        Self { inner, replacement, has_commands, line: Line::Start, pending: Vec::new() }
    }

    /// For lines of JSON. Every character can be escaped there, so a program reads the original text.
    pub(crate) fn json(inner: W) -> Self {
        let replacement = |c| format!("\\u{:04x}", u32::from(c));
        Self { inner, replacement, has_commands: false, line: Line::Start, pending: Vec::new() }
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
        let text = self.harmless(&text);
        self.inner.write_all(text.as_bytes())
    }

    fn harmless(&mut self, text: &str) -> String {
        let mut clean = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let known = color(rest).or_else(|| rest.starts_with("\r\n").then_some(1));
            let (piece, after) = rest.split_at(known.unwrap_or(c.len_utf8()));
            if known.is_some() || !self.is_instruction(c) {
                clean.push_str(piece);
            } else {
                clean.push_str(&(self.replacement)(c));
            }
            rest = after;
        }
        clean
    }

    fn is_instruction(&mut self, c: char) -> bool {
        let line = self.line.with(c);
        self.line = line.unwrap_or(Line::Text);
        is_no_text(c) || line.is_none() && !(self.has_commands && c == ':')
    }
}

/// What a line begins with, or has had last.
#[derive(Clone, Copy, Debug)]
enum Line {
    Start,
    /// `:` at the start.
    Colon,
    Hash,
    /// `##` and perhaps a word.
    Hashes,
    Text,
}

impl Line {
    /// The line with one more character; `None` if it now has the beginning of a command: `::` at its start for GitHub,
    /// `##[` or `##word[` anywhere for GitHub, Azure Pipelines and `TeamCity`.
    fn with(self, c: char) -> Option<Self> {
        match (self, c) {
            (_, '\n') => Some(Self::Start),
            (Self::Start, c) if c.is_whitespace() => Some(Self::Start),
            (Self::Start, ':') => Some(Self::Colon),
            (Self::Colon, ':') | (Self::Hashes, '[') => None,
            (Self::Hash | Self::Hashes, '#') => Some(Self::Hashes),
            (Self::Hashes, c) if c.is_ascii_alphanumeric() => Some(Self::Hashes),
            (_, '#') => Some(Self::Hash),
            _ => Some(Self::Text),
        }
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

/// The length of the color code that a text begins with: `ESC [ 1 ; 31 m`. Codes for hidden or blinking text do not count.
fn color(text: &str) -> Option<usize> {
    let parameters = text.strip_prefix("\u{1b}[")?;
    let length = parameters.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    let is_ours = |code: &str| matches!(code.parse(), Ok(0 | 1 | 4 | 31..=36 | 91..=96)) || code.is_empty();
    let is_color = parameters[length..].starts_with('m') && parameters[..length].split(';').all(is_ours);
    is_color.then_some(length + 3).filter(|length| *length <= LONGEST_COLOR)
}

fn is_no_text(c: char) -> bool {
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
        let mut writer = Harmless::with_commands(&mut output, false);
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
        assert_eq!(written(&[b"a\r\nb\r\n"]), "a\r\nb\r\n");
    }

    #[test]
    fn instructions_do_not() {
        for text in [
            "\u{1b}[8m", "\u{1b}[2J", "\u{1b}]8;;x\u{7}", "\u{9b}2J", "\u{7}", "\r", "\u{202e}x", "\u{2066}x", "\u{0}",
            "\u{200f}!", "x\u{2028}::error::", "\u{1b}c",
        ] {
            for bytes in [vec![text.as_bytes()], text.as_bytes().chunks(1).collect()] {
                let shown = written(&bytes);
                assert!(shown.contains('\u{FFFD}') && !shown.contains(is_no_text), "{text:?} {shown:?}");
            }
        }
    }

    #[test]
    fn no_line_is_a_command() {
        for (text, shown) in [
            ("a\n::error::x\n", "a\n:\u{FFFD}error::x\n"),
            ("  \t\u{1b}[1m::stop::\n", "  \t\u{1b}[1m:\u{FFFD}stop::\n"),
            ("a ##[group]b\n", "a ##\u{FFFD}group]b\n"),
            ("###vso[task]\n", "###vso\u{FFFD}task]\n"),
        ] {
            assert_eq!(written(&[text.as_bytes()]), shown);
            let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
            assert_eq!(written(&bytes), shown);
        }
        for text in ["a ::b\n: :\n#[a] ## [b] ##-[c] # #[d]\n", "- ::a\n1 | ::b\n"] {
            assert_eq!(written(&[text.as_bytes()]), text);
        }
        let mut output = Vec::new();
        writeln!(Harmless::with_commands(&mut output, true), "::error file=a::##[b]").expect("memory");
        assert_eq!(String::from_utf8_lossy(&output), "::error file=a::##\u{FFFD}b]\n");
    }

    #[test]
    fn json_keeps_what_it_means() {
        let text = "x\u{9b}2J\u{202e}\u{2066}ä##[error]";
        let mut output = Vec::new();
        writeln!(Harmless::json(&mut output), "{}", serde_json::json!(text)).expect("memory");
        let line = String::from_utf8(output).expect("text");
        assert!(!line.trim_end().contains(is_no_text) && !line.contains("##["), "{line}");
        assert_eq!(serde_json::from_str::<String>(&line).expect("JSON"), text);
    }

    #[test]
    fn a_line_break_in_a_name_is_visible() {
        assert_eq!(on_one_line("x\n::error::y\r"), "x\\n::error::y\\r");
        assert_eq!(on_one_line("x y"), "x y");
    }
}
