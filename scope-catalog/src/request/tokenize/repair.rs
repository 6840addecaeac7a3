//! The reading of a text character by character: its names, what is between them, and what is wrong with that.

use std::borrow::Cow;
use std::mem;
use std::ops::Range;

use crate::catalog::Catalog;
use crate::fast::all_bytes;
use crate::model::{Delimiter, Splitting};
use crate::names::scope_token::is_token_byte;
use crate::request::confusable::{Meaning, meaning};
use crate::request::parsed_list::{FlawKind, FormError, ParsedList, Word};

/// An ampersand as it is written in HTML and XML.
pub(super) const AMPERSAND: &str = "&amp;";

/// The number of bytes of an escaped blank at the beginning of a text, as other languages write it: `\u00a0`. `\n` is not one:
/// `\name` may be a name with a stray backslash.
fn escaped_blank(text: &str) -> usize {
    for escape in ["\\u0020", "\\u00a0", "\\u200b", "\\x20", "\\xa0"] {
        if text.get(..escape.len()).is_some_and(|written| written.eq_ignore_ascii_case(escape)) {
            return escape.len();
        }
    }
    0
}

/// Whether a character is a blank that a provider may take for one.
fn is_blank(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\n' | '\r' | '\u{B}' | '\u{C}')
}

/// What a character of the text is to the reader.
#[derive(Clone, Copy)]
enum Role {
    /// Part of a name.
    Name(char),
    /// Nothing: it is dropped from the name.
    Nothing,
    /// Between names: a delimiter or a blank, or something that is a flaw.
    Between(Option<FlawKind>),
}

pub(super) struct Repair<'c, 't> {
    catalog: &'c Catalog,
    splitting: Splitting,
    reading: ParsedList<'t>,
    name: String,
    name_range: Range<usize>,
    gap: Range<usize>,
    /// The weightiest flaw in the gap.
    gap_flaw: Option<FlawKind>,
}

impl<'c, 't> Repair<'c, 't> {
    pub(super) fn of(catalog: &'c Catalog, splitting: Splitting, text: &'t str) -> ParsedList<'t> {
        let mut repair = Repair {
            catalog,
            splitting,
            reading: ParsedList { text, words: Vec::new(), flaws: Vec::new() },
            name: String::new(),
            name_range: 0..0,
            gap: 0..0,
            gap_flaw: None,
        };
        let mut at = 0;
        while at < text.len() {
            let (role, length) = repair.role(at);
            repair.take(role, at..at + length);
            at += length;
        }
        repair.end_name();
        repair.end_gap(true);
        repair.reading
    }

    /// What is at a byte offset, and its number of bytes.
    fn role(&mut self, at: usize) -> (Role, usize) {
        let rest = &self.reading.text[at..];
        let Some(char) = rest.chars().next() else { return (Role::Nothing, 1) };
        let length = char.len_utf8();
        if self.splitting.delimiter.separates(char) {
            return (Role::Between(None), 1);
        }
        if self.catalog.uses(char) {
            return (Role::Name(char), length);
        }
        match char {
            // Round brackets in a name, where the provider has square ones.
            '(' if self.catalog.uses('[') && !self.name.is_empty() => (Role::Name(char), 1),
            ')' if self.name.contains('(') => (Role::Name(char), 1),
            '%' => match decoded(rest) {
                Some((byte, length)) => (self.encoded(byte, at..at + length), length),
                None => (Role::Name('%'), 1),
            },
            '+' => (Role::Between(Some(FlawKind::Encoded)), 1),
            _ if is_blank(char) => (Role::Between(None), 1),
            '&' if rest.starts_with(AMPERSAND) => (Role::Between(Some(FlawKind::Delimiter(char))), AMPERSAND.len()),
            ',' | ';' | '&' | '|' => (Role::Between(Some(FlawKind::Delimiter(char))), 1),
            '"' | '\'' | '`' | '[' | ']' | '(' | ')' | '{' | '}' | '<' | '>' | '\\' => {
                (Role::Between(Some(FlawKind::Quoted)), escaped_blank(rest).max(1))
            }
            _ if u8::try_from(char).is_ok_and(is_token_byte) => (Role::Name(char), length),
            _ => (self.foreign(char, at..at + length), length),
        }
    }

    fn encoded(&mut self, byte: u8, range: Range<usize>) -> Role {
        if is_token_byte(byte) && !matches!(byte, b',' | b';' | b'+' | b'&' | b'|') || self.catalog.uses(byte as char) {
            self.flaw(FlawKind::Encoded, range);
            Role::Name(byte as char)
        } else {
            Role::Between(Some(FlawKind::Encoded))
        }
    }

    fn foreign(&mut self, char: char, range: Range<usize>) -> Role {
        let role = match meaning(char) {
            Some(Meaning::Quote) => return Role::Between(Some(FlawKind::Quoted)),
            Some(Meaning::Blank | Meaning::LooksLike(',' | ';' | '|' | '&')) => {
                return Role::Between(Some(FlawKind::Character(char)));
            }
            Some(Meaning::LooksLike(ascii)) => Role::Name(ascii),
            Some(Meaning::Invisible) => Role::Nothing,
            None => Role::Name(char),
        };
        self.flaw(FlawKind::Character(char), range);
        role
    }

    fn take(&mut self, role: Role, range: Range<usize>) {
        match role {
            Role::Name(char) => {
                if self.name.is_empty() {
                    self.end_gap(false);
                    self.name_range.start = range.start;
                }
                self.name.push(char);
                self.name_range.end = range.end;
            }
            Role::Nothing if self.name.is_empty() => {}
            Role::Nothing => self.name_range.end = range.end,
            Role::Between(flaw) => {
                self.end_name();
                let weight = |flaw: Option<FlawKind>| flaw.map_or(u8::MAX, FlawKind::weight);
                if weight(flaw) < weight(self.gap_flaw) {
                    self.gap_flaw = flaw;
                }
                if self.gap.is_empty() {
                    self.gap.start = range.start;
                }
                self.gap.end = range.end;
            }
        }
    }

    fn end_name(&mut self) {
        if self.name.is_empty() {
            return;
        }
        let range = self.name_range.clone();
        let written = &self.reading.text[range.clone()];
        let text = if written == self.name { Cow::Borrowed(written) } else { Cow::Owned(self.name.clone()) };
        self.name.clear();
        let lookup = self.catalog.lookup(&text);
        self.reading.words.push(Word::new(text, range, lookup));
    }

    /// Judges what stood between two names, or at either end of the text.
    fn end_gap(&mut self, is_end: bool) {
        let (range, flaw) = (mem::replace(&mut self.gap, 0..0), self.gap_flaw.take());
        if range.is_empty() {
            return;
        }
        let is_edge = is_end || self.reading.words.is_empty();
        let kind = match flaw {
            Some(FlawKind::Delimiter(char)) if is_edge => Some(FlawKind::StrayDelimiter(char)),
            Some(kind) => Some(kind),
            None => self.judge_plain_gap(&self.reading.text[range.clone()], is_edge),
        };
        if let Some(kind) = kind {
            self.flaw(kind, range);
        }
    }

    /// Judges delimiters and blanks.
    fn judge_plain_gap(&self, gap: &str, is_edge: bool) -> Option<FlawKind> {
        let (mut delimiters, mut has_blanks) = (0, false);
        for char in gap.chars() {
            if self.splitting.delimiter.separates(char) {
                delimiters += 1;
            } else {
                has_blanks |= is_blank(char);
            }
        }
        let has_one_comma = gap.contains(',') && gap.find(',') == gap.rfind(',');
        match self.splitting.delimiter {
            _ if !is_edge && self.splitting.allows_blanks && has_one_comma => None,
            Delimiter::Single => (is_edge && has_blanks).then_some(FlawKind::Whitespace),
            Delimiter::Space if is_edge || delimiters != 1 || has_blanks => Some(FlawKind::Whitespace),
            Delimiter::SpaceOrComma if is_edge || delimiters != 1 || has_blanks => {
                let is_blank = has_blanks || gap.contains(' ');
                Some(if is_blank { FlawKind::Whitespace } else { FlawKind::StrayDelimiter(',') })
            }
            Delimiter::Comma if is_edge && delimiters > 0 || delimiters > 1 => Some(FlawKind::StrayDelimiter(',')),
            Delimiter::Comma if delimiters == 0 && !is_edge => Some(FlawKind::Delimiter(' ')),
            Delimiter::Comma if has_blanks => Some(FlawKind::Whitespace),
            _ => None,
        }
    }

    fn flaw(&mut self, kind: FlawKind, range: Range<usize>) {
        self.reading.flaws.push(FormError { kind, range });
    }
}

/// The byte behind a `%xx` at the start of a text, and the length of that: `%2520` is `%20` encoded once more.
fn decoded(text: &str) -> Option<(u8, usize)> {
    let digits =
        |start: usize| text.get(start..start + 2).filter(|digits| all_bytes(digits, |byte| byte.is_ascii_hexdigit()));
    let mut start = 1;
    while digits(start) == Some("25") && digits(start + 2).is_some() {
        start += 2;
    }
    let byte = u8::from_str_radix(digits(start)?, 16).ok().filter(u8::is_ascii)?;
    Some((byte, start + 2))
}
