//! A look at a text before the parser: some texts take it minutes.
//!
//! It compares every key of an object with all before it, and it tries again at each bracket that is not closed, so that its
//! time doubles with each level. This look need not be exact: a text that it misreads, because an object is in the
//! template of a heredoc, is only slow.

use super::super::read_error::ReadError;

/// What comparing the keys of objects may cost.
const MOST_COMPARED: usize = 200_000_000;

/// Nested brackets of which one is not closed are left to the parser up to here: it knows better what is wrong.
const DEEPEST_UNCLOSED: usize = 12;

/// What the place of a byte is in.
enum Open {
    /// An object, with the number of its keys so far and where the last of them was.
    Object(usize, usize),
    /// A body of a block, or an expression in a template.
    Braces,
    /// Parentheses or square brackets, by the byte that closes them.
    Brackets(u8),
    Quotes,
}

/// Refuses a text that would take the parser more than seconds.
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
            // Whatever is open here stays so.
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
    /// What comparing a key with those before it costs; long ones take longer.
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

/// The length of the next piece of a text in quotes.
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

/// The length of a comment or a heredoc that a text begins with; 0 if it begins with neither.
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
