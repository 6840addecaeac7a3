//! The words, signs and texts of a source file, without its tests.

use std::ops::Range;

use scope_sources::scan::{Piece, Pieces};
use scope_sources::start;

/// A token of a source file.
#[derive(Debug)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind<'t>,
    pub(super) span: Range<usize>,
}

#[derive(Debug)]
pub(super) enum Kind<'t> {
    Word(&'t str),
    Sign(u8),
    /// What a literal says.
    Text(String),
    Other,
}

/// The tokens of a file.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut pieces = Pieces::new(text, start(text));
    let mut tokens: Vec<Token<'_>> = Vec::new();
    while let Some(piece) = pieces.next() {
        let token = match piece {
            Piece::Word(span) => Token { kind: Kind::Word(&text[span.clone()]), span },
            Piece::Sign(b'{', at) if is_of_tests(&tokens) => {
                pieces.close(b'{');
                Token { kind: Kind::Sign(b'}'), span: at..at + 1 }
            }
            Piece::Sign(sign, at) => Token { kind: Kind::Sign(sign), span: at..at + 1 },
            Piece::Literal(span) => Token { kind: literal(&text[span.clone()]), span },
        };
        tokens.push(token);
    }
    tokens
}

fn literal(text: &str) -> Kind<'_> {
    if !text.contains('"') {
        return Kind::Other;
    }
    syn::parse_str::<syn::LitStr>(text).map_or(Kind::Other, |literal| Kind::Text(literal.value()))
}

/// Whether the block that begins now is `#[cfg(test)] mod …` or `#[test] fn …`.
fn is_of_tests(tokens: &[Token<'_>]) -> bool {
    let item = tokens.iter().rposition(|token| matches!(token.kind, Kind::Sign(b';' | b'}' | b'{')));
    let words = tokens[item.map_or(0, |end| end + 1)..].iter().filter_map(|token| match token.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    });
    let words: Vec<&str> = words.collect();
    let is_item = words.contains(&"mod") || words.contains(&"fn");
    let is_test = words.windows(2).any(|pair| pair == ["cfg", "test"]) || words.first() == Some(&"test");
    is_item && (is_test || words.windows(2).any(|pair| pair == ["tokio", "test"]))
}
