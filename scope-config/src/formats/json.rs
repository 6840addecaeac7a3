//! JSON, with or without comments and trailing commas, from the tokens of `jsonc-parser`.
//!
//! The library's own tree is not used: it is built by recursion before its depth can be looked at, and would be thrown
//! away at once. What JSON5 has beyond JSON (names without quotes, single quotes, hexadecimal numbers) is read as well; a
//! missing comma is an error.

use std::rc::Rc;

use jsonc_parser::errors::ParseError;
use jsonc_parser::tokens::Token;
use jsonc_parser::{Scanner, ScannerOptions};

use super::read_error::{DEEPEST, ReadError};
use crate::node::{Entry, Node, Value};

/// Reads a text. A key that is written twice has two entries.
pub(super) fn read(text: &str) -> Result<Rc<Node>, ReadError> {
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let scanner = Scanner::new(json, &ScannerOptions::default());
    let mut reader = Reader { text, offset: text.len() - json.len(), scanner, token: None };
    reader.advance()?;
    let value = reader.value(1)?;
    if reader.token.is_some() {
        return Err(reader.error("unexpected text after the end of the value"));
    }
    Ok(value)
}

struct Reader<'t> {
    text: &'t str,
    /// The bytes before those that the scanner sees.
    offset: usize,
    scanner: Scanner<'t>,
    /// The token that is looked at; none at the end.
    token: Option<Token<'t>>,
}

impl Reader<'_> {
    fn advance(&mut self) -> Result<(), ReadError> {
        loop {
            self.token = self.scanner.scan().map_err(|error| self.refused(&error))?;
            if !matches!(self.token, Some(Token::CommentLine(_) | Token::CommentBlock(_))) {
                return Ok(());
            }
        }
    }

    fn refused(&self, error: &ParseError) -> ReadError {
        let mut message = error.kind().to_string();
        if let Some(first) = message.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        ReadError { at: self.offset + error.range().start, message }
    }

    fn start(&self) -> usize {
        self.offset + self.scanner.token_start()
    }

    fn end(&self) -> usize {
        self.offset + self.scanner.token_end()
    }

    /// What is wrong with the token that is looked at.
    fn error(&self, message: &str) -> ReadError {
        ReadError { at: self.start(), message: message.to_owned() }
    }

    /// The value that begins with the token that is looked at; the one after it is looked at then.
    fn value(&mut self, depth: usize) -> Result<Rc<Node>, ReadError> {
        let (start, end) = (self.start(), self.end());
        let value = match self.token.take() {
            Some(Token::OpenBrace | Token::OpenBracket) if depth > DEEPEST => {
                return Err(self.error(&format!("values are nested more than {DEEPEST} levels deep")));
            }
            Some(Token::OpenBrace) => return self.map(start, depth),
            Some(Token::OpenBracket) => return self.list(start, depth),
            Some(Token::String(text)) => Value::Text(text.into_owned()),
            Some(Token::Number(_) | Token::Boolean(_) | Token::Null) => Value::Other(self.text[start..end].to_owned()),
            Some(Token::Word(word)) => {
                return Err(self.error(&format!("invalid value `{word}`: write a string in quotes")));
            }
            Some(other) => return Err(self.error(&format!("missing value before `{}`", other.as_str()))),
            None => return Err(self.error("missing value at the end of the file")),
        };
        self.advance()?;
        Ok(Rc::new(Node { span: start..end, value }))
    }

    fn map(&mut self, start: usize, depth: usize) -> Result<Rc<Node>, ReadError> {
        let mut entries = Vec::new();
        self.advance()?;
        while self.token != Some(Token::CloseBrace) {
            entries.push(self.entry(start, depth)?);
            self.separator(start, &Token::CloseBrace)?;
        }
        self.closed(start, Value::Map(entries))
    }

    fn entry(&mut self, start: usize, depth: usize) -> Result<Entry, ReadError> {
        let key_span = self.start()..self.end();
        let key = match self.token.take() {
            Some(Token::String(key)) => key.into_owned(),
            Some(Token::Word(_) | Token::Number(_) | Token::Boolean(_) | Token::Null) => {
                self.text[key_span.clone()].to_owned()
            }
            Some(other) => return Err(self.error(&format!("missing key before `{}`", other.as_str()))),
            None => return Err(unclosed(start, "{")),
        };
        self.advance()?;
        if self.token != Some(Token::Colon) {
            return Err(self.error("missing `:` between key and value"));
        }
        self.advance()?;
        let value = self.value(depth + 1)?;
        Ok(Entry { key, key_span, value })
    }

    fn list(&mut self, start: usize, depth: usize) -> Result<Rc<Node>, ReadError> {
        let mut items = Vec::new();
        self.advance()?;
        while self.token != Some(Token::CloseBracket) {
            if self.token.is_none() {
                return Err(unclosed(start, "["));
            }
            items.push(self.value(depth + 1)?);
            self.separator(start, &Token::CloseBracket)?;
        }
        self.closed(start, Value::List(items))
    }

    /// Goes past the comma; there need be none before the end.
    fn separator(&mut self, start: usize, close: &Token<'_>) -> Result<(), ReadError> {
        match &self.token {
            Some(Token::Comma) => self.advance(),
            Some(token) if token == close => Ok(()),
            Some(_) => Err(self.error("missing comma")),
            None => Err(unclosed(start, if *close == Token::CloseBrace { "{" } else { "[" })),
        }
    }

    fn closed(&mut self, start: usize, value: Value) -> Result<Rc<Node>, ReadError> {
        let span = start..self.end();
        self.advance()?;
        Ok(Rc::new(Node { span, value }))
    }
}

fn unclosed(at: usize, open: &str) -> ReadError {
    ReadError { at, message: format!("unclosed `{open}`") }
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
            ("[1 2]", 3, "missing comma"),
            ("[1,,2]", 3, "missing value before `,`"),
            ("{\"a\" 1}", 5, "missing `:` between key and value"),
            ("{\"a\": }", 6, "missing value before `}`"),
            ("{,}", 1, "missing key before `,`"),
            ("[[1]", 0, "unclosed `[`"),
            ("[{\"a\": 1", 1, "unclosed `{`"),
            ("{", 0, "unclosed `{`"),
            ("[1] 2", 4, "unexpected text after the end of the value"),
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
