//! The words of a source file, without those in comments and texts.
//!
//! Full tokens cost ten times as much; they are made of the few places where they matter.

use std::ops::Range;

use memchr::{memchr, memchr2};

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

/// The pieces of a file, in order.
#[derive(Clone, Debug)]
pub struct Pieces<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Pieces<'t> {
    /// Those from a byte on.
    pub fn new(text: &'t str, at: usize) -> Self {
        Self { bytes: text.as_bytes(), at }
    }

    /// The byte after the bracket that closes one just read, given that; `None` if another one comes, or the end.
    pub fn close(&mut self, open: u8) -> Option<usize> {
        self.close_with(open, usize::MAX, |_| {})
    }

    /// The same, where not more brackets than this may be open at a time. The words and literals on the way are shown.
    #[inline]
    pub(crate) fn close_with(&mut self, open: u8, most: usize, mut show: impl FnMut(Piece)) -> Option<usize> {
        let mut inner = vec![open];
        loop {
            let start = self.at;
            let byte = *self.bytes.get(start)?;
            match CLASSES[usize::from(byte)] {
                Class::Word => {
                    self.word();
                    show(self.begun(start));
                }
                Class::Slash if self.byte(1) == b'/' => self.line_comment(),
                Class::Slash if self.byte(1) == b'*' => self.block_comment(),
                Class::Blank | Class::Slash | Class::Sign => self.at += 1,
                Class::Open => {
                    if inner.len() == most {
                        return None;
                    }
                    inner.push(byte);
                    self.at += 1;
                }
                Class::Close => {
                    inner.pop().filter(|open| matches!((open, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')))?;
                    self.at += 1;
                    if inner.is_empty() {
                        return Some(self.at);
                    }
                }
                begun @ (Class::Digit | Class::Quote | Class::Tick) => {
                    self.literal(begun);
                    show(Piece::Literal(start..self.at));
                }
            }
        }
    }

    /// The byte that comes next.
    pub fn at(&self) -> usize {
        self.at
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn line_comment(&mut self) {
        self.at = memchr(b'\n', &self.bytes[self.at..]).map_or(self.bytes.len(), |end| self.at + end);
    }

    /// Comments in comments count.
    fn block_comment(&mut self) {
        let mut depth = 0usize;
        while let Some(next) = memchr2(b'*', b'/', &self.bytes[self.at..]) {
            self.at += next;
            match (self.byte(0), self.byte(1)) {
                (b'/', b'*') => (depth, self.at) = (depth + 1, self.at + 2),
                (b'*', b'/') if depth == 1 => {
                    self.at += 2;
                    return;
                }
                (b'*', b'/') => (depth, self.at) = (depth - 1, self.at + 2),
                _ => self.at += 1,
            }
        }
        self.at = self.bytes.len();
    }

    /// From the opening quote to what is after the closing one.
    fn string(&mut self) {
        self.at += 1;
        while let Some(next) = memchr2(b'"', b'\\', &self.bytes[self.at..]) {
            self.at += next;
            if self.byte(0) == b'"' {
                self.at += 1;
                return;
            }
            self.at = (self.at + 2).min(self.bytes.len());
        }
        self.at = self.bytes.len();
    }

    /// From the hashes, or the quote, to what is after the same at the end.
    fn raw_string(&mut self) {
        let hashes = self.bytes[self.at..].iter().take_while(|&&byte| byte == b'#').count();
        self.at += hashes + 1;
        while let Some(next) = self.bytes.get(self.at..).and_then(|rest| memchr(b'"', rest)) {
            self.at += next + 1;
            if self.bytes[self.at..].iter().take(hashes).filter(|&&byte| byte == b'#').count() == hashes {
                self.at += hashes;
                return;
            }
        }
        self.at = self.bytes.len();
    }

    /// A character, or a lifetime.
    fn quote(&mut self) {
        self.at += 1;
        if self.byte(0) == b'\\' {
            self.at += 2;
            self.at = memchr(b'\'', self.bytes.get(self.at..).unwrap_or_default())
                .map_or(self.bytes.len(), |end| self.at + end + 1);
            return;
        }
        let length = match self.byte(0) {
            0xF0.. => 4,
            0xE0.. => 3,
            0xC0.. => 2,
            _ => 1,
        };
        if self.byte(length) == b'\'' {
            self.at += length + 1;
        } else {
            self.word();
        }
    }

    fn word(&mut self) {
        while self.bytes.get(self.at).is_some_and(|&byte| is_word(byte)) {
            self.at += 1;
        }
    }

    #[inline(never)]
    fn literal(&mut self, begun: Class) {
        match begun {
            Class::Quote => self.string(),
            Class::Tick => self.quote(),
            _ => self.word(),
        }
    }

    /// What begins with a word that was just read.
    fn begun(&mut self, start: usize) -> Piece {
        let word = start..self.at;
        if matches!(self.byte(0), b'"' | b'\'' | b'#') { self.prefixed(word) } else { Piece::Word(word) }
    }

    /// What begins with a word that was just read and goes on with a sign: a raw string, or another text with a prefix.
    #[inline(never)]
    fn prefixed(&mut self, word: Range<usize>) -> Piece {
        let is_raw = self.byte(0) == b'"'
            || self.byte(0) == b'#' && {
                let hashes = self.bytes[self.at..].iter().take_while(|&&byte| byte == b'#').count();
                self.byte(hashes) == b'"'
            };
        match (&self.bytes[word.clone()], self.byte(0)) {
            (b"r" | b"br" | b"cr", _) if is_raw => self.raw_string(),
            (b"b" | b"c", b'"') => self.string(),
            (b"b", b'\'') => self.quote(),
            (b"r", b'#') if is_word(self.byte(1)) => {
                self.at += 1;
                let start = self.at;
                self.word();
                return Piece::Word(start..self.at);
            }
            _ => return Piece::Word(word),
        }
        Piece::Literal(word.start..self.at)
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    #[inline]
    fn next(&mut self) -> Option<Piece> {
        loop {
            let start = self.at;
            let byte = *self.bytes.get(start)?;
            match CLASSES[usize::from(byte)] {
                Class::Blank => self.at += 1,
                Class::Word => {
                    self.word();
                    return Some(self.begun(start));
                }
                Class::Slash if self.byte(1) == b'/' => self.line_comment(),
                Class::Slash if self.byte(1) == b'*' => self.block_comment(),
                Class::Slash | Class::Open | Class::Close | Class::Sign => {
                    self.at += 1;
                    return Some(Piece::Sign(byte, start));
                }
                begun @ (Class::Digit | Class::Quote | Class::Tick) => {
                    self.literal(begun);
                    return Some(Piece::Literal(start..self.at));
                }
            }
        }
    }
}

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Digit,
    Blank,
    Quote,
    Tick,
    Slash,
    Open,
    Close,
    Sign,
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

fn is_word(byte: u8) -> bool {
    matches!(CLASSES[usize::from(byte)], Class::Word | Class::Digit)
}

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
