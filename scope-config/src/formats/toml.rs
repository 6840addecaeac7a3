//! TOML, from the tree of `toml`.
//!
//! The first thing that is wrong ends the reading: a file that its own program refuses has no scopes.

use std::rc::Rc;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::read_error::{DEEPEST, ReadError, too_deep};
use crate::node::{Entry, Node, Value};

/// Reads a text. A table's span is its header or its braces; that of a table which only a longer key names is its part of
/// that key; that of a list of tables is its first header.
pub(super) fn read(text: &str) -> Result<Rc<Node>, ReadError> {
    check_depth(text).map_err(too_deep)?;
    let refused =
        |error: Error| ReadError { at: error.span().unwrap_or_default().start, message: error.message().to_owned() };
    let root = DeTable::parse(text).map_err(refused)?;
    Ok(Rc::new(Node { span: 0..text.len(), value: table(text, root.into_inner(), 1)? }))
}

/// The parser limits brackets and the dots of a key, each for itself. Both together could make tables in tables that take
/// more stack to drop than there is: the byte where there are too many, counted generously.
fn check_depth(text: &str) -> Result<(), usize> {
    let (mut open, mut depth, mut dots) = (Vec::new(), 0, 0);
    for token in Source::new(text).lex() {
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                open.push(std::mem::take(&mut dots));
                depth += 1;
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                depth -= dots;
                dots = open.pop().inspect(|_| depth -= 1).unwrap_or_default();
            }
            TokenKind::Dot => (dots, depth) = (dots + 1, depth + 1),
            TokenKind::Comma | TokenKind::Newline => depth -= std::mem::take(&mut dots),
            _ => {}
        }
        if depth > 2 * DEEPEST {
            return Err(token.span().start());
        }
    }
    Ok(())
}

fn table(text: &str, table: DeTable<'_>, depth: usize) -> Result<Value, ReadError> {
    let entries = table.into_iter().map(|(key, value)| {
        let value = node(text, value, depth)?;
        Ok(Entry { key_span: key.span(), key: key.into_inner().into_owned(), value })
    });
    let mut entries: Vec<Entry> = entries.collect::<Result<_, _>>()?;
    entries.sort_by_key(|entry| entry.key_span.start);
    Ok(Value::Map(entries))
}

fn node(text: &str, value: Spanned<DeValue<'_>>, depth: usize) -> Result<Rc<Node>, ReadError> {
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::Array(_) | DeValue::Table(_) if depth > DEEPEST => return Err(too_deep(span.start)),
        DeValue::Array(items) => {
            let items = items.into_iter().map(|item| node(text, item, depth + 1));
            Value::List(items.collect::<Result<_, _>>()?)
        }
        DeValue::Table(inner) => table(text, inner, depth + 1)?,
        DeValue::String(string) => Value::Text(string.into_owned()),
        _ => Value::Other(text[span.clone()].to_owned()),
    };
    Ok(Rc::new(Node { span, value }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::shown::shown;

    #[test]
    fn values_and_their_places() {
        for (text, expected) in [
            ("", "{}"),
            ("\u{feff}a = 'x' # y\r\nb = 1", "{a: x<'x'>, b: (1)}"),
            ("a = \"x\\ty\"\nb = '''\nx\ny'''", "{a: x\ty<\"x\\ty\">, b: x\ny<'''\nx\ny'''>}"),
            ("a = \"\"\"\nx \\\n  y\"\"\"", "{a: x y<\"\"\"\nx \\\n  y\"\"\">}"),
            ("a = [1.5, true, 2020-01-01, # \"no\"\n \"x\",\n]", "{a: [(1.5), (true), (2020-01-01), x<\"x\">]}"),
            ("a.b.c = 1\na.b.'d.e' = 2", "{a: {b: {c: (1), d.e<'d.e'>: (2)}}}"),
            ("a = {b.c = 1, b.d = {}, \"\\u0065\" = [{}]}", "{a: {b: {c: (1), d: {}}, e<\"\\u0065\">: [{}]}}"),
            ("[a.b]\nc = 1\n[a]\nd = 2\n[a.b.e]", "{a: {b: {c: (1), e: {}}, d: (2)}}"),
            ("[[a]]\nb = 1\n[a.c]\nd = 2\n[[a]]\n[[a.e]]\n[[a.e]]", "{a: [{b: (1), c: {d: (2)}}, {e: [{}, {}]}]}"),
            ("[a]\nb.c = 1\n[a.b.d]\ne = 2", "{a: {b: {c: (1), d: {e: (2)}}}}"),
            ("[ x . \"y\" ]\nscopes = \"${S}\"", "{x: {y<\"y\">: {scopes: ${S}<\"${S}\">}}}"),
        ] {
            assert_eq!(shown(text, &read(text).expect(text)), expected, "{text}");
        }
    }

    #[test]
    fn tables_are_where_their_headers_or_braces_are() {
        let text = "[a.b] # x\nc = { d = 1 }\ne = [ 1, ]\n[[f]]\ng.h = 1\n[[ f ]]\n[a]\n";
        let root = read(text).expect("a file");
        let at = |path: &str| {
            let node = path.split('.').try_fold(&root, |node, key| match &node.value {
                Value::List(items) => items.get(key.parse::<usize>().ok()?),
                _ => node.get(key),
            });
            &text[node.expect(path).span.clone()]
        };
        assert_eq!(root.span, 0..text.len());
        for (path, expected) in [
            ("a", "[a]"),
            ("a.b", "[a.b]"),
            ("a.b.c", "{ d = 1 }"),
            ("a.b.e", "[ 1, ]"),
            ("f", "[[f]]"),
            ("f.0", "[[f]]"),
            ("f.0.g", "g"),
            ("f.1", "[[ f ]]"),
        ] {
            assert_eq!(at(path), expected, "{path}");
        }
    }

    /// A dotted key may add to a table that is only implied by another header, not to one that has its own header.
    #[test]
    fn dotted_keys_in_tables_of_headers() {
        assert!(read("[a.b.c]\n[a]\nb.d = 1").is_ok());
        for text in ["[a.b]\n[a]\nb.d = 1", "[a.b.c]\n[a]\nb.c.d = 1"] {
            assert_eq!(read(text).expect_err(text).message, "duplicate key");
        }
    }

    #[test]
    fn what_is_wrong_and_where() {
        for (text, at) in [
            ("a", 1),
            ("a = ", 4),
            ("a = x", 4),
            ("a = 'é", 7),
            ("é = 1", 0),
            ("a = 1\na = 2", 6),
            ("a = 1\n[a]", 7),
            ("[a]\n[a]", 5),
            ("[a]\nb = 1\n[a.b.c]", 13),
            ("a = {}\na.b = 1", 7),
            ("a = {}\n[a.b]", 8),
            ("a = []\n[[a]]", 9),
            ("[[a]]\n[a]", 7),
            ("[a.b]\n[a]\nb.c = 1", 10),
            ("a.b = 1\n[a]", 9),
            ("a = {b = 1, b = 2}", 12),
            ("a = 'x' 'y'", 8),
            ("a = [1", 6),
            ("[a", 2),
            ("[]", 1),
        ] {
            let error = read(text).expect_err(text);
            assert_eq!(error.at, at, "{text}: {error}");
            assert!(!error.message.is_empty() && !error.message.ends_with('.'), "{text}: {error}");
        }
    }

    #[test]
    fn depth_is_limited() {
        let parts = |count: usize| vec!["a"; count].join(".");
        assert!(read(&format!("{} = 1", parts(80))).is_ok());
        assert!(read(&format!("a = [{}]", "[1.5, \"a.b.c\"],\n".repeat(1000))).is_ok());
        assert!(read(&format!("a = {}1.5{}", "[1.5, ".repeat(70), "]".repeat(70))).is_ok());
        for text in [
            format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
            format!("a = {}", "[".repeat(100_000)),
            format!("a = {}", "{a = ".repeat(100_000)),
            format!("a = {}1{}", "[{a = ".repeat(DEEPEST), "}]".repeat(DEEPEST)),
            format!("a = {}1{}", format!("{{{} = ", parts(70)).repeat(70), "}".repeat(70)),
            format!("a = {}1{}", format!("{{{} = ", parts(30)).repeat(6), "}".repeat(6)),
            format!("{} = 1", parts(100_000)),
            format!("[{}]", parts(100_000)),
            format!("[{}]\n{} = 1", parts(DEEPEST - 1), parts(DEEPEST)),
            format!("a = {{ {} = {{ {} = 1 }} }}", parts(DEEPEST - 10), parts(DEEPEST - 10)),
        ] {
            assert!(read(&text).is_err(), "{}", &text[..20]);
        }
    }
}
