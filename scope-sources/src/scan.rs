//! The words of a source file, without those in comments and texts.
//!
//! Full tokens cost ten times as much; they are made of the few places where they matter.

use std::ops::Range;

use memchr::{memchr, memchr2};

use crate::parts::{Letters, letter_of_name};

/// A piece of source that matters for finding calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// An identifier or keyword; a raw one without its `r#`.
    Word(Range<usize>),
    /// A sign by itself, brackets included.
    Sign(u8, usize),
    /// A literal, or a lifetime.
    Literal(Range<usize>),
}

impl Piece {
    /// Its first byte.
    pub fn start(&self) -> usize {
        match self {
            Self::Word(range) | Self::Literal(range) => range.start,
            Self::Sign(_, at) => *at,
        }
    }
}

/// What is shown the pieces between two brackets.
pub(crate) trait Listener {
    /// A word, with its letters.
    fn word(&mut self, word: Range<usize>, letters: Letters);
    /// A literal that begins with a quote or a prefix.
    fn literal(&mut self, literal: Range<usize>);
}

/// Nobody.
impl Listener for () {
    fn word(&mut self, _: Range<usize>, _: Letters) {}
    fn literal(&mut self, _: Range<usize>) {}
}

/// The pieces of a file, in order.
#[derive(Clone, Debug)]
pub struct Pieces<'t> {
    bytes: &'t [u8],
    at: usize,
    /// The letters of the last word.
    letters: Letters,
}

impl<'t> Pieces<'t> {
    /// Those from a byte on.
    pub fn new(text: &'t str, at: usize) -> Self {
        Self { bytes: text.as_bytes(), at, letters: 0 }
    }

    /// The byte after the bracket that closes one just read, given that; `None` if another one comes, or the end.
    pub fn close(&mut self, open: u8) -> Option<usize> {
        self.close_with(open, usize::MAX, &mut Vec::new(), &mut ())
    }

    /// The same, where not more brackets than this may be open at a time; those around the innermost one are kept in
    /// `around`. The words and the texts on the way are shown.
    #[inline]
    pub(crate) fn close_with(
        &mut self,
        mut open: u8,
        most: usize,
        around: &mut Vec<u8>,
        listener: &mut impl Listener,
    ) -> Option<usize> {
        let (bytes, mut at) = (self.bytes, self.at);
        around.clear();
        loop {
            let byte = *bytes.get(at)?;
            match CLASSES[usize::from(byte)] {
                Class::Blank | Class::Sign => at = end_of_run(bytes, at + 1, Class::Sign),
                Class::Word => {
                    let (piece, end, letters) = begun(bytes, at);
                    at = end;
                    match piece {
                        Piece::Word(word) => listener.word(word, letters),
                        Piece::Literal(literal) => listener.literal(literal),
                        Piece::Sign(..) => {}
                    }
                }
                Class::Slash => at = end_of_slash(bytes, at),
                Class::Open => {
                    if around.len() + 1 >= most {
                        return None;
                    }
                    around.push(open);
                    open = byte;
                    at += 1;
                }
                Class::Close => {
                    if !matches!((open, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
                        return None;
                    }
                    at += 1;
                    let Some(outer) = around.pop() else {
                        self.at = at;
                        return Some(at);
                    };
                    open = outer;
                }
                Class::Quote => {
                    let end = end_of_string(bytes, at);
                    listener.literal(at..end);
                    at = end;
                }
                Class::Tick => at = end_of_quote(bytes, at),
                Class::Digit => at = word(bytes, at).0,
            }
        }
    }

    /// Goes on to the next piece, and returns its first byte.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        loop {
            self.at = end_of_run(self.bytes, self.at, Class::Blank);
            match *self.bytes.get(self.at)? {
                b'/' if self.is_at_comment() => self.at = end_of_slash(self.bytes, self.at),
                byte => return Some(byte),
            }
        }
    }

    fn is_at_comment(&self) -> bool {
        matches!(self.bytes.get(self.at + 1), Some(b'/' | b'*'))
    }

    /// The next piece: [`next`](Iterator::next), for loops where each piece counts.
    #[expect(
        clippy::inline_always,
        reason = "a piece that a loop does not look at is then never made: half of the time"
    )]
    #[inline(always)]
    pub fn step(&mut self) -> Option<Piece> {
        let byte = self.peek()?;
        let (bytes, at) = (self.bytes, self.at);
        let (piece, end) = match CLASSES[usize::from(byte)] {
            Class::Word => {
                let (piece, end, letters) = begun(bytes, at);
                self.letters = letters;
                (piece, end)
            }
            class @ (Class::Digit | Class::Quote | Class::Tick) => {
                let end = end_of_literal(bytes, at, class);
                (Piece::Literal(at..end), end)
            }
            _ => (Piece::Sign(byte, at), at + 1),
        };
        self.at = end;
        Some(piece)
    }

    /// The byte that comes next.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The letters of the last word.
    pub(crate) fn letters(&self) -> Letters {
        self.letters
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        self.step()
    }
}

/// What a word begins, the byte after it, and the word's letters.
#[expect(clippy::inline_always, reason = "it is called for every word of many files")]
#[inline(always)]
fn begun(bytes: &[u8], start: usize) -> (Piece, usize, Letters) {
    let (end, letters) = word(bytes, start);
    // The longest prefix of a literal has two letters.
    if end - start <= 2 && matches!(bytes.get(end), Some(b'"' | b'\'' | b'#')) {
        return prefixed(bytes, start..end, letters);
    }
    (Piece::Word(start..end), end, letters)
}

/// What begins with a short word and goes on with a sign: a raw string, or another text with a prefix, or a raw name.
#[inline(never)]
fn prefixed(bytes: &[u8], word: Range<usize>, letters: Letters) -> (Piece, usize, Letters) {
    let (start, at) = (word.start, word.end);
    let hashes = hashes(bytes, at);
    let end = match (&bytes[word.clone()], bytes[at]) {
        (b"r" | b"br" | b"cr", _) if bytes.get(at + hashes) == Some(&b'"') => end_of_raw_string(bytes, at, hashes),
        (b"b" | b"c", b'"') => end_of_string(bytes, at),
        (b"b", b'\'') => end_of_quote(bytes, at),
        (b"r", b'#') if bytes.get(at + 1).is_some_and(|&byte| LETTERS[usize::from(byte)] != 0) => {
            let (end, letters) = self::word(bytes, at + 1);
            return (Piece::Word(at + 1..end), end, letters);
        }
        _ => return (Piece::Word(word), at, letters),
    };
    (Piece::Literal(start..end), end, 0)
}

/// The byte after a word, and its letters.
#[expect(clippy::inline_always, reason = "it is called for every word of many files")]
#[inline(always)]
fn word(bytes: &[u8], mut at: usize) -> (usize, Letters) {
    let mut letters = 0;
    // Some bytes at a time: whether there are more is asked once for all of them.
    while let Some(some) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        for (length, &byte) in some.iter().enumerate() {
            let letter = LETTERS[usize::from(byte)];
            if letter == 0 {
                return (at + length, letters);
            }
            letters |= letter;
        }
        at += some.len();
    }
    let rest = bytes[at..].iter().map(|&byte| LETTERS[usize::from(byte)]).take_while(|&letter| letter != 0);
    rest.fold((at, letters), |(at, letters), letter| (at + 1, letters | letter))
}

/// The byte after a slash, or after the comment that it begins.
#[inline(never)]
fn end_of_slash(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at + 1) {
        Some(b'/') => memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end),
        Some(b'*') => end_of_block_comment(bytes, at),
        _ => at + 1,
    }
}

/// Comments in comments count.
fn end_of_block_comment(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0usize;
    while let Some(next) = memchr2(b'*', b'/', &bytes[at..]) {
        at += next;
        match (bytes[at], bytes.get(at + 1)) {
            (b'/', Some(b'*')) => (depth, at) = (depth + 1, at + 2),
            (b'*', Some(b'/')) if depth == 1 => return at + 2,
            (b'*', Some(b'/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    bytes.len()
}

#[inline(never)]
fn end_of_literal(bytes: &[u8], at: usize, begun: Class) -> usize {
    match begun {
        Class::Quote => end_of_string(bytes, at),
        Class::Tick => end_of_quote(bytes, at),
        _ => word(bytes, at).0,
    }
}

/// From the opening quote to what is after the closing one.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    at += 1;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += next;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

/// How many hashes are at a byte.
fn hashes(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|&&byte| byte == b'#').count()
}

/// From the hashes, or the quote, to what is after the same number of them at the end.
fn end_of_raw_string(bytes: &[u8], mut at: usize, hashes: usize) -> usize {
    at += hashes + 1;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr(b'"', rest)) {
        at += next + 1;
        if bytes[at..].iter().take(hashes).filter(|&&byte| byte == b'#').count() == hashes {
            return at + hashes;
        }
    }
    bytes.len()
}

/// A character, or a lifetime.
fn end_of_quote(bytes: &[u8], mut at: usize) -> usize {
    at += 1;
    let length = match bytes.get(at) {
        Some(b'\\') => {
            let rest = bytes.get(at + 2..).unwrap_or_default();
            return memchr(b'\'', rest).map_or(bytes.len(), |end| at + 2 + end + 1);
        }
        Some(0xF0..) => 4,
        Some(0xE0..) => 3,
        Some(0xC0..) => 2,
        _ => 1,
    };
    if bytes.get(at + length) == Some(&b'\'') { at + length + 1 } else { word(bytes, at).0 }
}

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    // These come first: often they are skipped.
    Blank,
    Sign,
    Word,
    Digit,
    Quote,
    Tick,
    Slash,
    Open,
    Close,
}

/// The byte after those that begin something up to this.
#[inline]
fn end_of_run(bytes: &[u8], mut at: usize, most: Class) -> usize {
    while bytes.get(at).is_some_and(|&byte| CLASSES[usize::from(byte)] <= most) {
        at += 1;
    }
    at
}

/// A table, since every byte of many files is looked at.
static CLASSES: [Class; 256] = {
    let (mut classes, mut byte) = ([Class::Sign; 256], 0u8);
    loop {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => Class::Word,
            b'0'..=b'9' => Class::Digit,
            b'"' => Class::Quote,
            b'\'' => Class::Tick,
            b'/' => Class::Slash,
            b'(' | b'[' | b'{' => Class::Open,
            b')' | b']' | b'}' => Class::Close,
            _ if byte.is_ascii_whitespace() => Class::Blank,
            _ => Class::Sign,
        };
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

/// For each byte that words have, its letter.
static LETTERS: [Letters; 256] = {
    let (mut letters, mut byte) = ([0; 256], 0u8);
    loop {
        letters[byte as usize] = match CLASSES[byte as usize] {
            Class::Word | Class::Digit => letter_of_name(byte),
            _ => 0,
        };
        if byte == u8::MAX {
            break letters;
        }
        byte += 1;
    }
};

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let words = Pieces::new(text, 0).filter_map(|piece| match piece {
            Piece::Word(range) => Some(&text[range]),
            _ => None,
        });
        words.collect()
    }

    #[test]
    fn words_of_comments_and_texts_are_left_out() {
        for (text, expected) in [
            ("a // b\nc", &["a", "c"][..]),
            ("a /* b /* c */ d */ e", &["a", "e"]),
            ("a \"b \\\" c\" d", &["a", "d"]),
            ("r\"a\" r#\"b \" c\"# br##\"d \"# e\"## f", &["f"]),
            ("b\"a\" b'x' c\"d\" e", &["e"]),
            ("'a' '\\'' '\\u{61}' 'é' b", &["b"]),
            ("x::<'a>('b', 'static) c", &["x", "c"]),
            ("r#use r#a b1 1b 0x1f", &["use", "a", "b1"]),
            ("größe", &["größe"]),
            ("a \"", &["a"]),
            ("a /*", &["a"]),
            ("a r#\"", &["a"]),
            ("a '", &["a"]),
            ("a '\\", &["a"]),
            ("br r b", &["br", "r", "b"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn brackets_close() {
        let text = "(a [b] {\")\"} ')' /* ) */) c";
        let mut pieces = Pieces::new(text, 0);
        pieces.next();
        assert_eq!(pieces.close(b'('), text.find(" c"));
        for text in ["(a", "(a]", "([)]"] {
            assert_eq!(Pieces::new(text, 1).close(b'('), None, "{text}");
        }
    }

    #[test]
    fn the_same_words_as_full_tokens() {
        fn tokens(stream: proc_macro2::TokenStream, words: &mut Vec<String>) {
            let mut is_lifetime = false;
            for token in stream {
                let follows = std::mem::take(&mut is_lifetime);
                match token {
                    proc_macro2::TokenTree::Punct(quote) => is_lifetime = quote.as_char() == '\'',
                    proc_macro2::TokenTree::Ident(_) if follows => {}
                    proc_macro2::TokenTree::Group(group) => tokens(group.stream(), words),
                    proc_macro2::TokenTree::Ident(word) => {
                        words.push(word.to_string().trim_start_matches("r#").to_owned());
                    }
                    proc_macro2::TokenTree::Literal(_) => {}
                }
            }
        }
        for file in ["src/scan.rs", "src/visit.rs", "src/value.rs", "src/owners.rs", "src/chain.rs"] {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            let text = std::fs::read_to_string(path).expect("a file");
            let without_docs: String = text
                .lines()
                .map(|line| match line.trim_start() {
                    comment if comment.starts_with("//") => "\n".to_owned(),
                    _ => format!("{line}\n"),
                })
                .collect();
            let mut expected = Vec::new();
            tokens(without_docs.parse().expect("Rust"), &mut expected);
            let found = words(&without_docs);
            let first = found.iter().zip(&expected).position(|(one, other)| one != other);
            assert_eq!((first, found.len()), (None, expected.len()), "{file}");
        }
    }
}
