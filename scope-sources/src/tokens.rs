//! Splits a file into tokens, even if it is not valid Rust to its end.

use std::ops::Range;

use proc_macro2::TokenStream;

use crate::scan::{Piece, Pieces};

/// Where and why a file is not valid Rust. The message has no period.
pub type NoRust = (Range<usize>, String);

/// Brackets that are nested more deeply are not parsed, because each level takes stack space.
pub(crate) const DEEPEST: usize = 100;

/// Returns where the code of a file starts: after a byte order mark and a `#!` line.
pub fn start(text: &str) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let is_shell = text[mark..].starts_with("#!") && !text[mark + 2..].trim_start().starts_with('[');
    if is_shell { text[mark..].find('\n').map_or(text.len(), |end| mark + end) } else { mark }
}

/// Returns the bytes of a token in a file whose tokens start at byte `base`.
pub fn token_span(base: usize, span: proc_macro2::Span) -> Range<usize> {
    let range = span.byte_range();
    base + range.start..base + range.end
}

/// Returns the tokens of a file and, if they end early, why.
pub(crate) fn tokens(text: &str, base: usize) -> Result<(TokenStream, Option<NoRust>), NoRust> {
    match text[base..].parse::<TokenStream>() {
        Ok(stream) => Ok((stream, None)),
        Err(error) => {
            let at = token_span(base, error.span());
            let span = at.start.min(text.len())..at.end.min(text.len());
            let broken = (span, "this is not valid Rust".to_owned());
            match closed(text, base).parse::<TokenStream>() {
                Ok(stream) => Ok((stream, Some(broken))),
                Err(_) => Err(broken),
            }
        }
    }
}

/// Returns the text up to the first unbalanced bracket, with closing brackets for those that are open there.
fn closed(text: &str, base: usize) -> String {
    let mut open = Vec::new();
    let mut end = text.len();
    for piece in Pieces::new(text, base) {
        match piece {
            Piece::Sign(b'(', _) => open.push(')'),
            Piece::Sign(b'[', _) => open.push(']'),
            Piece::Sign(b'{', _) => open.push('}'),
            Piece::Sign(sign @ (b')' | b']' | b'}'), at) => {
                if open.last() != Some(&char::from(sign)) {
                    end = at;
                    break;
                }
                open.pop();
            }
            Piece::Literal(span) if text[span.clone()].parse::<TokenStream>().is_err() => {
                end = span.start;
                break;
            }
            _ => {}
        }
    }
    let mut closed = text[base..end].to_owned();
    closed.push('\n');
    closed.extend(open.into_iter().rev());
    closed
}

/// If a row and the rows around it have more tokens than this, they need a larger stack: the depth of a syntax tree
/// grows with the length of chains of methods, operators or nested types.
pub(crate) const SHALLOW: usize = 250;

/// A row with more tokens than this is not parsed.
pub(crate) const LONGEST: usize = 20_000;

/// Returns the largest number of tokens in a row and the rows around it, and its position. A new row starts after a
/// separator of statements, arguments or arms.
///
/// # Errors
///
/// If brackets are nested too deeply.
pub(crate) fn longest_row(text: &str, base: usize) -> Result<(usize, usize), NoRust> {
    let (mut longest, mut start, mut length) = ((0, base), 0, 0);
    let mut around: Vec<(usize, usize)> = Vec::new();
    let mut pieces = Pieces::new(text, base);
    while let Some(piece) = pieces.next() {
        length += 1;
        if length > longest.0 {
            longest = (length, piece.start());
        }
        match piece {
            Piece::Sign(b';' | b',', _) => length = start,
            Piece::Sign(b'(' | b'[' | b'{', at) if around.len() == DEEPEST => {
                return Err((at..at + 1, "brackets are nested too deeply".to_owned()));
            }
            Piece::Sign(b'(' | b'[' | b'{', _) => {
                around.push((start, length));
                start = length;
            }
            Piece::Sign(close @ (b')' | b']' | b'}'), _) => {
                (start, length) = around.pop().unwrap_or_default();
                if close == b'}' && !goes_on(&pieces, text) {
                    length = start;
                }
            }
            _ => {}
        }
    }
    Ok(longest)
}

/// Returns whether an expression continues after a closing brace: `if a {} else`, `{}.b`, `A {} + c`.
fn goes_on(pieces: &Pieces<'_>, text: &str) -> bool {
    match pieces.clone().next() {
        Some(Piece::Word(word)) => matches!(&text[word], "else" | "as"),
        Some(Piece::Sign(sign, _)) => !matches!(sign, b'#' | b'}' | b'{' | b'(' | b'['),
        Some(Piece::Literal(_)) | None => false,
    }
}
