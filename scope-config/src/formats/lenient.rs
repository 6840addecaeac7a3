//! Adapts YAML that other parsers accept but ours does not.
//!
//! `PyYAML`, libyaml and go-yaml accept any indentation inside brackets and quotes, a tab after a key, and a comment
//! directly after a quote. Such lines are joined here, and such tabs and comments are replaced with blanks, byte by
//! byte, so that all positions stay the same.

/// Returns the text in a layout that the parser accepts; `None` if nothing had to change.
pub(super) fn with_plain_layout(text: &str) -> Option<String> {
    let mut layout = Layout { bytes: text.as_bytes().to_vec(), at: 0, depth: 0, is_changed: false };
    while layout.at < layout.bytes.len() {
        layout.line();
    }
    // Whole characters were replaced with blanks, one for each byte, so this is valid UTF-8.
    String::from_utf8(layout.bytes).ok().filter(|_| layout.is_changed)
}

struct Layout {
    bytes: Vec<u8>,
    at: usize,
    /// How many brackets are open.
    depth: usize,
    is_changed: bool,
}

impl Layout {
    /// Reads a line, and the lines that its brackets and quotes extend over.
    fn line(&mut self) {
        let start = self.at;
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
        let indent = self.at - start;
        let (mut may_begin, mut is_indent, mut is_end) = (true, true, false);
        while let Some(byte) = self.peek() {
            let was_indent = is_indent;
            is_indent &= matches!(byte, b' ' | b'\t');
            let after = self.bytes.get(self.at + 1).copied().unwrap_or(b'\n');
            let before = if self.at > start { self.bytes[self.at - 1] } else { b' ' };
            match byte {
                b'\n' | b'\r' if self.depth == 0 => {
                    self.at += 1;
                    return;
                }
                b'\n' | b'\r' => self.blank(),
                // Indentation with tabs is invalid.
                b'\t' if self.depth > 0 || !was_indent => self.blank(),
                b' ' | b'\t' => {}
                // After a quote or a bracket, a comment may start without a blank.
                b'#' if before.is_ascii_whitespace() || is_end => {
                    self.comment(is_end);
                    continue;
                }
                b'"' | b'\'' if may_begin => {
                    self.quoted(byte);
                    (may_begin, is_end) = (false, true);
                    continue;
                }
                b'[' | b'{' if may_begin => {
                    self.depth += 1;
                    self.at += 1;
                    continue;
                }
                b']' | b'}' if self.depth > 0 => {
                    self.depth -= 1;
                    (may_begin, is_end) = (false, true);
                    self.at += 1;
                    continue;
                }
                b',' if self.depth > 0 => may_begin = true,
                b':' if after.is_ascii_whitespace() || self.depth > 0 => may_begin = true,
                b'-' | b'?' if may_begin && after.is_ascii_whitespace() => {}
                b'&' | b'!' if may_begin => {
                    while self.peek().is_some_and(|byte| !byte.is_ascii_whitespace() && byte != b',') {
                        self.at += 1;
                    }
                    continue;
                }
                b'|' | b'>' if may_begin && self.depth == 0 => return self.block(indent),
                _ => may_begin = false,
            }
            is_end = false;
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blank(&mut self) {
        self.bytes[self.at] = b' ';
        self.is_changed = true;
    }

    /// Blanks out a comment, which inside brackets would extend over the joined lines.
    fn comment(&mut self, is_refused: bool) {
        while let Some(byte) = self.peek().filter(|byte| !matches!(byte, b'\n' | b'\r')) {
            if (self.depth > 0 || is_refused) && byte != b' ' {
                self.blank();
            }
            self.at += 1;
        }
    }

    fn quoted(&mut self, quote: u8) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' if quote == b'"' && self.is_between_blanks() => self.blank(),
                b'\\' if quote == b'"' => self.at += 1,
                b'\n' | b'\r' => self.blank(),
                b'\'' if quote == byte && self.bytes.get(self.at + 1) == Some(&quote) => self.at += 1,
                _ if byte == quote => {
                    self.at += 1;
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Whether the line ends here with a backslash and the next one starts with an escaped blank, as `PyYAML` breaks
    /// long texts.
    fn is_between_blanks(&self) -> bool {
        let rest = self.bytes[self.at + 1..].strip_prefix(b"\n");
        rest.is_some_and(|next| next.trim_ascii_start().starts_with(b"\\ "))
    }

    /// Skips the lines of a block scalar after `|` or `>`.
    fn block(&mut self, indent: usize) {
        self.end_line();
        while self.at < self.bytes.len() {
            let rest = &self.bytes[self.at..];
            let blanks = rest.iter().take_while(|&&byte| byte == b' ').count();
            let is_blank = rest.get(blanks).is_none_or(|byte| matches!(byte, b'\n' | b'\r'));
            if blanks <= indent && !is_blank {
                return;
            }
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let rest = &self.bytes[self.at..];
        self.at += rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| at + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::shown::shown;
    use crate::formats::yaml;

    fn tree(text: &str) -> String {
        let plain = with_plain_layout(text).unwrap_or_else(|| text.to_owned());
        assert_eq!(plain.len(), text.len(), "{text}");
        let documents = yaml::read(&plain).unwrap_or_else(|error| panic!("{text}\n{error} at {}", error.at));
        documents.iter().map(|node| shown(&plain, node)).collect::<Vec<_>>().join(" --- ")
    }

    #[test]
    fn what_others_read() {
        for (text, expected) in [
            ("A:\n  S: [\"a\",\n  \"b\"]\nB: c\n", "{A: {S: [a<\"a\">, b<\"b\">]}, B: c}"),
            ("A:\n  B: '{\n  }'\nC: d\n", "{A: {B: {   }<'{   }'>}, C: d}"),
            ("A:\n  S: [a, # é, ]\n  b]\n", "{A: {S: [a, b]}}"),
            ("a:\tb\t# c\nd:\t[e,\tf]\n", "{a: b, d: [e, f]}"),
            ("a: |\n  [\"x,\n  \ty\nb: [c,\nd]\n", "{a: [\"x,\n\ty\n<[\"x,\n  \ty>, b: [c, d]}"),
            ("- &x [a,\nb]\n- it's\n- a[0\n- 'it''s'\n", "[[a, b], it's, a[0, it's<'it''s'>]"),
            ("a:\n  b: \"c,\\\n  \\ d\"\n", "{a: {b: c,     d<\"c,    \\ d\">}}"),
            ("a: 'b'# c\nd: [e]# f\n", "{a: b<'b'>, d: [e]}"),
            ("a:\n- 'b''\n- ''c'# d\n", "{a: [b' - 'c<'b'' - ''c'>]}"),
            ("? a\n: {b: c,\nd: \"e\\\"\"}\n", "{a: {b: c, d: e\"<\"e\\\"\">}}"),
        ] {
            assert_eq!(tree(text), expected);
        }
    }

    #[test]
    fn what_nobody_reads() {
        for text in ["a: [b\n", "a:\n\tb: c\n", "a: \"b\n", "a: b: c\n", "a: [b}\n", "a: 'b'c\n"] {
            let plain = with_plain_layout(text).unwrap_or_else(|| text.to_owned());
            assert!(yaml::read(&plain).is_err(), "{text}");
        }
        assert_eq!(with_plain_layout("a: [b, c]\nd: |\n  e\t[\n"), None);
    }

    #[test]
    fn long_texts_take_linear_time() {
        for unit in ["[", "{", "\"", "'", "|", "a: [\n", "\t", "#", "- |\n", "\n", "''", "&a "] {
            let _ = with_plain_layout(&unit.repeat(100_000));
        }
    }
}
