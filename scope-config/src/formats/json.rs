//! Parses JSON, with or without comments and trailing commas.
//!
//! The extensions of JSON5 (unquoted names, single quotes, hexadecimal numbers) are accepted, too. A missing comma is
//! an error.

use std::ops::Range;
use std::rc::Rc;

use jsonc_parser::ast::{ObjectProp, Value as Parsed};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::tokens::Token;
use jsonc_parser::{CollectOptions, ParseOptions, Scanner, ScannerOptions, parse_to_ast};

use super::read_error::{DEEPEST, ReadError, too_deep};
use crate::node::{Entry, Node, Value};

/// Parses a text. A repeated key has two entries.
pub(super) fn read(text: &str) -> Result<Rc<Node>, ReadError> {
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - json.len();
    check_depth(json).map_err(|at| too_deep(offset + at))?;
    let options = ParseOptions { allow_missing_commas: false, ..ParseOptions::default() };
    let parsed =
        parse_to_ast(json, &CollectOptions::default(), &options).map_err(|error| refused(text, offset, &error))?;
    match parsed.value {
        Some(value) => Ok(Reader { text, offset }.value(value)),
        None => Err(ReadError { at: text.len(), message: "missing value at the end of the file".to_owned() }),
    }
}

/// Checks how deeply values are nested, because the parser recurses further than a small stack allows. The error is the
/// byte of the first value that is too deep.
fn check_depth(json: &str) -> Result<(), usize> {
    let mut scanner = Scanner::new(json, &ScannerOptions::default());
    let mut depth = 0_usize;
    while let Ok(Some(token)) = scanner.scan() {
        match token {
            Token::OpenBrace | Token::OpenBracket if depth == DEEPEST => return Err(scanner.token_start()),
            Token::OpenBrace | Token::OpenBracket => depth += 1,
            Token::CloseBrace | Token::CloseBracket => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

fn refused(text: &str, offset: usize, error: &ParseError) -> ReadError {
    let (start, end) = (offset + error.range().start, offset + error.range().end);
    let message = match error.kind() {
        ParseErrorKind::UnexpectedWord => {
            format!("invalid value `{}`: write a string in quotes", text.get(start..end).unwrap_or_default())
        }
        kind => {
            let mut message = kind.to_string();
            if let Some(first) = message.get_mut(..1) {
                first.make_ascii_lowercase();
            }
            message
        }
    };
    ReadError { at: start, message }
}

struct Reader<'t> {
    text: &'t str,
    /// The number of bytes before those that the parser gets.
    offset: usize,
}

impl Reader<'_> {
    fn span(&self, parsed: &impl Ranged) -> Range<usize> {
        self.offset + parsed.start()..self.offset + parsed.end()
    }

    fn value(&self, parsed: Parsed<'_>) -> Rc<Node> {
        let span = self.span(&parsed);
        let value = match parsed {
            Parsed::Object(object) => Value::Map(object.properties.into_iter().map(|one| self.entry(one)).collect()),
            Parsed::Array(array) => Value::List(array.elements.into_iter().map(|item| self.value(item)).collect()),
            Parsed::StringLit(text) => Value::Text(text.value.into_owned()),
            Parsed::NumberLit(_) | Parsed::BooleanLit(_) | Parsed::NullKeyword(_) => {
                Value::Other(self.text[span.clone()].to_owned())
            }
        };
        Rc::new(Node { span, value })
    }

    fn entry(&self, property: ObjectProp<'_>) -> Entry {
        let key_span = self.span(&property.name);
        let value = self.value(property.value);
        Entry { key: property.name.into_string(), key_span, value }
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::formats::shown::shown;

    #[test]
    fn values_and_their_places() {
        for (text, expected) in [
            (r#"{"a": ["x y", 'z'], "b": {}}"#, r#"{a<"a">: [x y<"x y">, z<'z'>], b<"b">: {}}"#),
            ("\u{feff} // no\n [1, /* \"no\" */ true, null, 1.5e3,]", "[(1), (true), (null), (1.5e3)]"),
            (
                r#"{"k\u0065y": "a\"\ud83d\ude00é", plain: 0x1F}"#,
                r#"{key<"k\u0065y">: a"😀é<"a\"\ud83d\ude00é">, plain: (0x1F)}"#,
            ),
            (r#"{"a": 1, "a": 2,}"#, r#"{a<"a">: (1), a<"a">: (2)}"#),
            (r#""${SCOPES}""#, r#"${SCOPES}<"${SCOPES}">"#),
            ("{true: 1, null: 2, 3: 4}", "{true: (1), null: (2), 3: (4)}"),
        ] {
            assert_eq!(shown(text, &read(text).expect(text)), expected, "{text}");
        }
    }

    #[test]
    fn tables_and_lists_are_where_their_brackets_are() {
        let text = "\u{feff}/* x */ {\"a\": [ 1 ] /* } */ } //";
        let root = read(text).expect("a file");
        assert_eq!(&text[root.span.clone()], "{\"a\": [ 1 ] /* } */ }");
        assert_eq!(&text[root.get("a").expect("a list").span.clone()], "[ 1 ]");
    }

    #[test]
    fn what_is_wrong_and_where() {
        for (text, at, message) in [
            ("", 0, "missing value at the end of the file"),
            ("// only", 7, "missing value at the end of the file"),
            ("\u{feff}[1, x ]", 7, "invalid value `x`: write a string in quotes"),
            ("[1 2]", 2, "expected comma"),
            ("[1,,2]", 3, "unexpected comma"),
            ("{\"a\" 1}", 5, "expected colon after the string or word in object property"),
            ("{\"a\": }", 6, "unexpected close brace"),
            ("{,}", 1, "unexpected token in object"),
            ("[[1]", 0, "unterminated array"),
            ("[{\"a\": 1", 1, "unterminated object"),
            ("{", 0, "unterminated object"),
            ("[1] 2", 4, "text cannot contain more than one JSON value"),
            ("[\"é\", \"ab]", 7, "unterminated string literal"),
            ("[1] /* ", 4, "unterminated comment block"),
            ("(é", 0, "unexpected token"),
        ] {
            assert_eq!(read(text), Err(ReadError { at, message: message.to_owned() }), "{text}");
        }
    }

    #[test]
    fn depth_is_limited() {
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(read(&deep(DEEPEST)).is_ok());
        let error = read(&deep(100_000)).expect_err("too deep");
        assert_eq!((error.at, &*error.message), (DEEPEST, "values are nested more than 128 levels deep"));
        assert_eq!(read(&"{\"a\":".repeat(100_000)).expect_err("too deep").at, DEEPEST * "{\"a\":".len());
    }
}
