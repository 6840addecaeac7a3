//! Rejects texts on which the parser would take minutes.
//!
//! The parser compares every key of an object with all keys before it, and starts again at each unclosed bracket, which
//! doubles its time with each level. This check is only an estimate: if it misreads a text, because an object is in the
//! template of a heredoc, parsing is merely slow.

use super::super::read_error::ReadError;

/// The maximum cost of comparing the keys of objects.
const MOST_COMPARED: usize = 200_000_000;

/// With at most this many nested brackets, an unclosed one is left to the parser, whose message is better.
const DEEPEST_UNCLOSED: usize = 12;

/// What a position is inside of.
enum Open {
    /// An object, with the number of its keys so far and the position of the last one.
    Object(usize, usize),
    /// The body of a block, or an expression in a template.
    Braces,
    /// Parentheses or square brackets, with the byte that closes them.
    Brackets(u8),
    Quotes,
}

/// Rejects a text for which the parser would need more than a few seconds.
pub(super) fn check_cost(text: &str) -> Result<(), ReadError> {
    let bytes = text.as_bytes();
    let (mut open, mut at, mut before, mut cost) = (Vec::new(), 0, b'=', 0);
    while at < bytes.len() {
        let (byte, rest) = (bytes[at], &bytes[at..]);
        if let Some((_, Open::Quotes)) = open.last() {
            at += in_quotes(rest, at, &mut open);
            continue;
        }
        let skipped = skipped(rest);
        if skipped > 0 {
            at += skipped;
            continue;
        }
        match byte {
            b'"' => open.push((at, Open::Quotes)),
            b'{' if before == b'"' || before == b'_' || before.is_ascii_alphanumeric() => open.push((at, Open::Braces)),
            b'{' => open.push((at, Open::Object(0, at))),
            b'(' => open.push((at, Open::Brackets(b')'))),
            b'[' => open.push((at, Open::Brackets(b']'))),
            b'}' | b')' | b']' if open.last().is_some_and(|(_, open)| open.is_closed_by(byte)) => drop(open.pop()),
            // Whatever is open here is never closed.
            b'}' | b')' | b']' => break,
            b'=' | b':' => cost += open.last_mut().map_or(0, |(_, open)| open.key(at)),
            _ => {}
        }
        if cost > MOST_COMPARED {
            return Err(ReadError { at, message: "too many keys in one object".to_owned() });
        }
        before = if byte.is_ascii_whitespace() { before } else { byte };
        at += 1;
    }
    match open.last() {
        Some(&(at, _)) if open.len() > DEEPEST_UNCLOSED => {
            Err(ReadError { at, message: format!("unclosed `{}`", char::from(bytes[at])) })
        }
        _ => Ok(()),
    }
}

impl Open {
    /// Returns the cost of comparing a key with those before it, which grows with its length.
    fn key(&mut self, at: usize) -> usize {
        let Self::Object(keys, last) = self else { return 0 };
        let length = at - *last;
        (*keys, *last) = (*keys + 1, at);
        *keys * (1 + length / 64)
    }

    fn is_closed_by(&self, byte: u8) -> bool {
        match self {
            Self::Object(..) | Self::Braces => byte == b'}',
            Self::Brackets(close) => byte == *close,
            Self::Quotes => false,
        }
    }
}

/// Returns the length of the next piece of a quoted text.
fn in_quotes(rest: &[u8], at: usize, open: &mut Vec<(usize, Open)>) -> usize {
    match rest {
        [b'$', b'$', b'{', ..] | [b'%', b'%', b'{', ..] => 3,
        [b'$' | b'%', b'{', ..] => {
            open.push((at + 1, Open::Braces));
            2
        }
        [b'\\', _, ..] => 2,
        [b'"', ..] => {
            open.pop();
            1
        }
        _ => 1,
    }
}

/// Returns the length of a comment or a heredoc at the start of a text; 0 if there is neither.
fn skipped(rest: &[u8]) -> usize {
    let line = |rest: &[u8]| rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
    match rest {
        [b'#', ..] | [b'/', b'/', ..] => line(rest),
        [b'/', b'*', inner @ ..] => inner.windows(2).position(|pair| pair == b"*/").map_or(rest.len(), |at| at + 4),
        [b'<', b'<', ..] => {
            let mut at = line(rest);
            let delimiter = rest[2..at].strip_prefix(b"-").unwrap_or(&rest[2..at]).trim_ascii();
            while at < rest.len() {
                let next = at + 1 + line(&rest[at + 1..]);
                if rest[at..next].trim_ascii() == delimiter {
                    return next;
                }
                at = next;
            }
            at
        }
        _ => 0,
    }
}
