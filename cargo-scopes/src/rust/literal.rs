//! Maps parts of string literals to their location in the source.

use std::ops::Range;

use scope_catalog::{plain_literal, range_in_literal};
use scope_config::{Edit, edits_in};

/// A string literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Literal {
    /// The value.
    pub(crate) value: String,
    /// Its bytes in the file, including the quotes.
    pub(crate) span: Range<usize>,
    /// The offset of its value in these bytes, if it has no escapes.
    plain: Option<usize>,
}

impl Literal {
    /// Creates a literal with a known value at a range of bytes.
    pub(crate) fn of(file: &str, span: Range<usize>, value: String) -> Self {
        let plain = file.get(span.clone()).and_then(plain_literal);
        Self { value, span, plain }
    }

    /// Returns the bytes in the file for a part of its value.
    pub(crate) fn place(&self, file: &str, part: &Range<usize>) -> Option<Range<usize>> {
        if let Some(open) = self.plain {
            let start = self.span.start + open;
            return Some(start + part.start..start + part.end);
        }
        let range = range_in_literal(file.get(self.span.clone())?, &self.value, part)?;
        Some(self.span.start + range.start..self.span.start + range.end)
    }

    /// Returns the edits that replace a part of its value with a suggestion. Line breaks are preserved if possible.
    pub(crate) fn edits(&self, file: &str, part: &Range<usize>, suggestion: &str) -> Vec<Edit> {
        if suggestion.contains(|char: char| matches!(char, '"' | '\\') || char.is_control()) {
            return Vec::new();
        }
        let is_raw = file[self.span.clone()].starts_with('r');
        let holds_break = |place: &Range<usize>| !is_raw && file[place.clone()].contains(['\n', '\r']);
        let within_line = |part: &Range<usize>| self.place(file, part).filter(|place| !holds_break(place));
        let mut edits = edits_in(&self.value, part, suggestion, &within_line);
        if edits.is_empty() {
            edits = edits_in(&self.value, part, suggestion, &|part| self.place(file, part));
        }
        edits.into_iter().flat_map(|edit| if is_raw { vec![edit] } else { self.before_break(file, edit) }).collect()
    }

    /// Moves an edit before a line break that is escaped with a backslash, because blanks after that are ignored.
    fn before_break(&self, file: &str, edit: Edit) -> Vec<Edit> {
        let before = file[self.span.start..edit.span.start].trim_end_matches([' ', '\t', '\n', '\r']);
        let at = self.span.start + before.len();
        let skipped = &file[at..edit.span.start];
        let blanks = edit.text.len() - edit.text.trim_start_matches(' ').len();
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        if blanks == 0 || backslashes.is_multiple_of(2) || !skipped.starts_with(['\n', '\r']) {
            return vec![edit];
        }
        let (blanks, rest) = edit.text.split_at(blanks);
        vec![Edit { span: at - 1..at - 1, text: blanks.to_owned() }, Edit { span: edit.span, text: rest.to_owned() }]
    }
}

#[cfg(test)]
mod tests {
    use scope_syntax::{Macro, ScopesCall};

    use super::*;

    fn literal(source: &str) -> Literal {
        let call = ScopesCall::parse(Macro::Scopes, source.parse().expect("tokens")).expect("a call");
        let text = call.texts.into_iter().next().expect("a literal");
        Literal::of(source, scope_sources::token_span(0, text.span()), text.value)
    }

    #[test]
    fn parts_of_literals() {
        for (source, part, expected) in [
            (r#""a bc""#, 2..4, "bc"),
            (r##"r#"a bc"#"##, 2..4, "bc"),
            (r#""\u{61}\x20bc\td""#, 2..4, "bc"),
            (r#""\u{61}\x20bc\td""#, 0..1, r"\u{61}"),
            ("\"a \\\n    bc\"", 2..4, "bc"),
            ("\"a,\\\n    bc\"", 1..2, ","),
            ("\"a,\\\n    bc\"", 2..2, ""),
            (r#""a\"b c""#, 4..5, "c"),
            (r#""a\"b c""#, 0..5, r#"a\"b c"#),
        ] {
            let literal = self::literal(source);
            let place = literal.place(source, &part).expect("a place");
            assert_eq!(&source[place], expected, "{source}");
        }
    }

    #[test]
    fn edits_keep_escapes_and_lines() {
        for (source, suggestion, expected) in [
            (r#""a,b""#, "a b", r#""a b""#),
            (r#""\u{61},b""#, "a b", r#""\u{61} b""#),
            (r##"r#"a,b"#"##, "a b", r##"r#"a b"#"##),
            ("\"a,\\\n    b\"", "a b", "\"a \\\n    b\""),
            ("\"a\\\n    ,b\"", "a b", "\"a \\\n    b\""),
            ("\"a\\\r\n    ,b\"", "a b", "\"a \\\r\n    b\""),
            ("\"a \\\n    ,b\"", "a b", "\"a \\\n    b\""),
            ("\"a, \\\n    b\"", "a b", "\"a \\\n    b\""),
            ("\"a \\\n    b a\"", "a b", "\"a \\\n    b\""),
            ("\"a b \\\n    a\"", "a b", "\"a b\""),
            ("\"a\n    b\"", "a b", "\"a b\""),
            ("r\"a\\\nb\"", "a b", "r\"a b\""),
        ] {
            let literal = self::literal(source);
            let edits = literal.edits(source, &(0..literal.value.len()), suggestion);
            let edited = scope_config::apply(source, &edits).expect("edits");
            assert_eq!(edited, expected, "{source}");
            let literal = self::literal(&edited);
            assert_eq!(literal.value, suggestion, "{source}");
        }
        let literal = self::literal(r#""a""#);
        assert_eq!(literal.edits(r#""a""#, &(0..1), r#"a""#), [], "a quote is in no scope");
    }
}
