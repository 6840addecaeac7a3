//! How one text is taken apart into scopes, whatever state it is in.

use std::borrow::Cow;
use std::mem;
use std::ops::Range;

use crate::catalog::{Catalog, Lookup};
use crate::fast::{all_bytes, all_chars, push_some, sort};
use crate::model::{Delimiter, Splitting};
use crate::names::scope_token::{consists_of, is_token_byte};
use crate::request::confusable::{Meaning, meaning};

/// The scopes of one text, and what was wrong with its form.
pub(crate) struct ParsedList<'t> {
    pub(crate) text: &'t str,
    pub(crate) words: Vec<Word<'t>>,
    pub(crate) flaws: Vec<FormError>,
}

/// One scope as it was meant: after repair of its form.
pub(crate) struct Word<'t> {
    pub(crate) text: Cow<'t, str>,
    /// The bytes of the text that it was read from.
    pub(crate) range: Range<usize>,
    pub(crate) lookup: Lookup,
}

/// A fault of form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormError {
    pub(crate) kind: FlawKind,
    pub(crate) range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlawKind {
    /// Two scopes are separated by something else than the delimiter.
    Delimiter(char),
    /// A delimiter with no scope beside it.
    StrayDelimiter(char),
    /// A word of prose between two scopes: `and`.
    Prose,
    /// A shared prefix is written once, before all scopes.
    SharedPrefix,
    Whitespace,
    Encoded,
    Quoted,
    Character(char),
}

/// A longer list is made by a machine, which takes no names to pieces.
const WRITTEN_BY_HAND: usize = 1000;

/// Longest row of pieces that is tried as one name.
const JOIN_LIMIT: usize = 8;

impl<'t> ParsedList<'t> {
    pub(crate) fn of(catalog: &Catalog, splitting: Splitting, text: &'t str) -> Self {
        if let Some(words) = plain_words(catalog, splitting.delimiter, text) {
            return Self { text, words, flaws: Vec::new() };
        }
        let mut reading = Repair::of(catalog, splitting, text);
        reading.leave_out_prose();
        reading.spread_prefixes(catalog);
        sort(&mut reading.flaws, |one, other| one.range.start.cmp(&other.range.start));
        reading.join_pieces(catalog);
        sort(&mut reading.flaws, |one, other| one.range.start.cmp(&other.range.start));
        reading
    }

    pub(crate) fn has(&self, is_kind: &dyn Fn(FlawKind) -> bool) -> bool {
        self.flaws.iter().any(|flaw| is_kind(flaw.kind))
    }

    pub(crate) fn ranges(&self, is_kind: &dyn Fn(FlawKind) -> bool) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        for flaw in &self.flaws {
            if is_kind(flaw.kind) {
                ranges.push(flaw.range.clone());
            }
        }
        ranges
    }

    /// The character of this word that is not allowed in a scope, if there is one.
    pub(crate) fn foreign_character(&self, word: &Word<'_>) -> Option<char> {
        self.within(&word.range).iter().find_map(|flaw| match flaw.kind {
            FlawKind::Character(char) if flaw.range.end <= word.range.end => Some(char),
            _ => None,
        })
    }

    /// The flaws that begin in some bytes.
    pub(crate) fn within(&self, bytes: &Range<usize>) -> &[FormError] {
        let position = |at| self.flaws.partition_point(|flaw| flaw.range.start < at);
        &self.flaws[position(bytes.start)..position(bytes.end)]
    }

    /// Whether a byte is part of a word.
    pub(crate) fn is_in_word(&self, at: usize) -> bool {
        let before = self.words.partition_point(|word| word.range.start <= at);
        before.checked_sub(1).is_some_and(|last| at < self.words[last].range.end)
    }

    /// `repo, gist and workflow`: a word of prose between two scopes.
    fn leave_out_prose(&mut self) {
        let is_prose = |word: &Word<'_>| word.lookup == Lookup::Unknown && matches!(&*word.text, "and" | "or");
        let last = self.words.len().saturating_sub(1);
        if !self.words.iter().any(is_prose) {
            return;
        }
        for (at, word) in mem::take(&mut self.words).into_iter().enumerate() {
            if at > 0 && at < last && is_prose(&word) {
                self.flaws.push(FormError { kind: FlawKind::Prose, range: word.range });
            } else {
                self.words.push(word);
            }
        }
    }

    /// `files: read, write`: the beginning of several names, written once, as a heading.
    fn spread_prefixes(&mut self, catalog: &Catalog) {
        // What comes after the words that are still to be looked at, the last first.
        let mut done: Vec<Word<'t>> = Vec::new();
        for at in (0..self.words.len()).rev() {
            if !self.is_heading(at, done.last()) {
                continue;
            }
            let members = self.members(catalog, at);
            if members.is_some() {
                let range = self.words[at].range.start..self.words[at + 1].range.start;
                self.flaws.push(FormError { kind: FlawKind::SharedPrefix, range });
            }
            let written = self.words.split_off(at);
            let mut meant = members.unwrap_or(written);
            meant.reverse();
            done.append(&mut meant);
        }
        done.reverse();
        self.words.append(&mut done);
    }

    /// Whether a word is not a name but announces others: a colon at its end, and a blank after it.
    fn is_heading(&self, at: usize, after_all: Option<&Word<'t>>) -> bool {
        let (word, next) = (&self.words[at], self.words.get(at + 1).or(after_all));
        let gap = next.map_or("", |next| &self.text[word.range.end..next.range.start]);
        let is_blank = !gap.is_empty() && all_chars(gap, char::is_whitespace);
        is_blank && word.lookup == Lookup::Unknown && word.text.ends_with(':')
    }

    /// What the words after a heading mean under it, where there are several and all of them are names so.
    fn members(&self, catalog: &Catalog, heading: usize) -> Option<Vec<Word<'t>>> {
        let words = &self.words[heading + 1..];
        let mut members = Vec::with_capacity(words.len());
        for word in words {
            let text = format!("{}{}", self.words[heading].text, word.text);
            let lookup = catalog.lookup(&text);
            if !matches!(lookup, Lookup::Known(_)) {
                return None;
            }
            members.push(Word { text: text.into(), range: word.range.clone(), lookup });
        }
        members.first_mut()?.range.start = self.words[heading].range.start;
        (members.len() > 1).then_some(members)
    }

    /// `playlist - modify - private`: pieces that are no names, and together are one.
    fn join_pieces(&mut self, catalog: &Catalog) {
        if self.words.len() > WRITTEN_BY_HAND {
            return;
        }
        let (mut start, mut joined, mut flaws) = (0, Vec::new(), Vec::new());
        while start < self.words.len() {
            let longest = self.words.len().min(start + JOIN_LIMIT);
            let found = (start + 2..=longest).rev().find_map(|end| Some((end, self.join(catalog, start, end)?)));
            let Some((end, word)) = found else {
                start += 1;
                continue;
            };
            let is_explained_later = word.lookup == Lookup::Unknown;
            for pair in self.words[start..end].windows(2) {
                let gap = pair[0].range.end..pair[1].range.start;
                if !is_explained_later && !self.is_explained(&gap) {
                    flaws.push(FormError { kind: FlawKind::Whitespace, range: gap });
                }
            }
            joined.push((start..end, Some(word)));
            start = end;
        }
        self.flaws.append(&mut flaws);
        if joined.is_empty() {
            return;
        }
        let mut next = 0;
        for (at, piece) in mem::take(&mut self.words).into_iter().enumerate() {
            match joined.get_mut(next) {
                Some((pieces, word)) if at + 1 == pieces.end => {
                    push_some(&mut self.words, word.take());
                    next += 1;
                }
                Some((pieces, _)) if pieces.contains(&at) => {}
                _ => self.words.push(piece),
            }
        }
    }

    /// Whether a gap has a character that is reported anyway.
    fn is_explained(&self, gap: &Range<usize>) -> bool {
        self.within(gap).iter().any(|flaw| matches!(flaw.kind, FlawKind::Character(_)))
    }

    fn join(&self, catalog: &Catalog, start: usize, end: usize) -> Option<Word<'t>> {
        let pieces = &self.words[start..end];
        let is_known = |word: &Word<'_>| word.lookup != Lookup::Unknown;
        if pieces.iter().all(is_known) || is_known(&pieces[0]) && is_known(&pieces[1]) {
            return None;
        }
        let is_blank =
            |pair: &[Word<'_>]| all_chars(&self.text[pair[0].range.end..pair[1].range.start], char::is_whitespace);
        let mut length = 0;
        for piece in pieces {
            length += piece.text.len();
        }
        if !pieces.windows(2).all(is_blank) || pieces.len() > 2 && !catalog.may_have_pieces_of(length) {
            return None;
        }
        let mut text = String::new();
        for piece in pieces {
            text.push_str(&piece.text);
        }
        let lookup = catalog.lookup(&text);
        // A pattern that takes any ending takes what follows a name as well.
        if pieces.iter().any(|piece| is_known(piece) && piece.lookup == lookup) {
            return None;
        }
        let is_unknown = !pieces.iter().any(is_known);
        let is_address = pieces.len() == 2 && pieces[0].text.ends_with("://");
        // `read profile`: the separators of a name were left out.
        let is_name = || is_unknown && catalog.suggestions().same_letters(&text).len() == 1;
        let range = pieces[0].range.start..pieces[pieces.len() - 1].range.end;
        (lookup != Lookup::Unknown || is_address || is_name()).then_some(Word { text: text.into(), range, lookup })
    }
}

/// The words of a text whose form is as it should be: the common case, and the only one that is in a hurry.
fn plain_words<'t>(catalog: &Catalog, delimiter: Delimiter, text: &'t str) -> Option<Vec<Word<'t>>> {
    let mut words = Vec::new();
    let mut unknown = 0;
    let mut start = 0;
    loop {
        let rest = &text[start..];
        let length = match delimiter {
            Delimiter::Space => rest.find(' '),
            Delimiter::Comma => rest.find(','),
            Delimiter::SpaceOrComma => rest.find([' ', ',']),
            Delimiter::Single => None,
        };
        let end = length.map_or(text.len(), |length| start + length);
        let word = &text[start..end];
        let lookup = catalog.lookup(word);
        if lookup == Lookup::Unknown {
            unknown += 1;
            if !is_plain(word) {
                return None;
            }
        }
        words.push(Word { text: Cow::Borrowed(word), range: start..end, lookup });
        if end == text.len() {
            break;
        }
        start = end + 1;
    }
    let may_be_pieces = unknown > 0 && words.len() > 1;
    (!may_be_pieces).then_some(words)
}

/// Whether a word looks like a name, known or not.
pub(crate) fn is_plain(word: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':' | b'/');
    consists_of(word, is_plain) && word.contains(|char: char| char.is_ascii_alphabetic())
}

/// What a character of the text is to the reader.
#[derive(Clone, Copy)]
enum Role {
    /// Part of a name.
    Name(char),
    /// The delimiter.
    Delimiter,
    /// A blank that is not the delimiter.
    Blank,
    /// Nothing: it is dropped from the name.
    Nothing,
    /// Between names, for a reason that is a flaw.
    Break(FlawKind),
}

struct Repair<'c, 't> {
    catalog: &'c Catalog,
    splitting: Splitting,
    text: &'t str,
    reading: ParsedList<'t>,
    name: String,
    name_range: Range<usize>,
    gap: Range<usize>,
    gap_flaws: Vec<FlawKind>,
    delimiters: usize,
    blanks: usize,
}

impl<'c, 't> Repair<'c, 't> {
    fn of(catalog: &'c Catalog, splitting: Splitting, text: &'t str) -> ParsedList<'t> {
        let mut repair = Repair {
            catalog,
            splitting,
            text,
            reading: ParsedList { text, words: Vec::new(), flaws: Vec::new() },
            name: String::new(),
            name_range: 0..0,
            gap: 0..0,
            gap_flaws: Vec::new(),
            delimiters: 0,
            blanks: 0,
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
        let rest = &self.text[at..];
        let Some(char) = rest.chars().next() else { return (Role::Nothing, 1) };
        let length = char.len_utf8();
        if self.splitting.delimiter.separates(char) {
            return (Role::Delimiter, 1);
        }
        if self.catalog.uses(char) {
            return (Role::Name(char), length);
        }
        match char {
            '%' => match decoded(rest) {
                Some((byte, length)) => (self.encoded(byte, at..at + length), length),
                None => (Role::Name('%'), 1),
            },
            '+' => (Role::Break(FlawKind::Encoded), 1),
            ' ' | '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' => (Role::Blank, 1),
            ',' | ';' | '&' | '|' => (Role::Break(FlawKind::Delimiter(char)), 1),
            '"' | '\'' | '`' | '[' | ']' | '(' | ')' | '{' | '}' | '<' | '>' | '\\' => {
                (Role::Break(FlawKind::Quoted), 1)
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
            Role::Break(FlawKind::Encoded)
        }
    }

    fn foreign(&mut self, char: char, range: Range<usize>) -> Role {
        let meaning = meaning(char);
        match meaning {
            Some(Meaning::Quote) => return Role::Break(FlawKind::Quoted),
            Some(Meaning::Blank | Meaning::LooksLike(',' | ';' | '|' | '&')) => {
                return Role::Break(FlawKind::Character(char));
            }
            _ => self.flaw(FlawKind::Character(char), range),
        }
        match meaning {
            Some(Meaning::LooksLike(ascii)) => Role::Name(ascii),
            Some(_) => Role::Nothing,
            None => Role::Name(char),
        }
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
            Role::Delimiter | Role::Blank | Role::Break(_) => {
                self.end_name();
                match role {
                    Role::Delimiter => self.delimiters += 1,
                    Role::Break(kind) => self.gap_flaws.push(kind),
                    _ => self.blanks += 1,
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
        let written = &self.text[range.clone()];
        let text = if written == self.name { Cow::Borrowed(written) } else { Cow::Owned(self.name.clone()) };
        self.name.clear();
        let lookup = self.catalog.lookup(&text);
        self.reading.words.push(Word { text, range, lookup });
    }

    /// Judges what stood between two names, or at either end of the text.
    fn end_gap(&mut self, is_end: bool) {
        let range = mem::replace(&mut self.gap, 0..0);
        let flaws = mem::take(&mut self.gap_flaws);
        let (delimiters, blanks) = (mem::take(&mut self.delimiters), mem::take(&mut self.blanks));
        if range.is_empty() {
            return;
        }
        let is_edge = is_end || self.reading.words.is_empty();
        let kind = match flaws.iter().copied().min_by_key(|&kind| weight(kind)) {
            Some(FlawKind::Delimiter(char)) if is_edge => FlawKind::StrayDelimiter(char),
            Some(kind) => kind,
            None if !is_edge && self.is_comma_with_blanks(&range) => return,
            None => match self.judge_plain_gap(is_edge, delimiters, blanks) {
                Some(kind) => kind,
                None => return,
            },
        };
        self.flaw(kind, range);
    }

    /// Whether one comma and blanks are between two names, where blanks do not matter.
    fn is_comma_with_blanks(&self, gap: &Range<usize>) -> bool {
        let commas = || self.text[gap.clone()].bytes().filter(|&byte| byte == b',').count();
        self.splitting.allows_blanks && commas() == 1
    }

    fn judge_plain_gap(&self, is_edge: bool, delimiters: usize, blanks: usize) -> Option<FlawKind> {
        match self.splitting.delimiter {
            Delimiter::Single => (is_edge && blanks > 0).then_some(FlawKind::Whitespace),
            Delimiter::Space if is_edge || delimiters != 1 || blanks > 0 => Some(FlawKind::Whitespace),
            Delimiter::SpaceOrComma if delimiters != 1 || blanks > 0 || is_edge => Some(FlawKind::Whitespace),
            Delimiter::Comma if is_edge && delimiters > 0 || delimiters > 1 => Some(FlawKind::StrayDelimiter(',')),
            Delimiter::Comma if delimiters == 0 && !is_edge => Some(FlawKind::Delimiter(' ')),
            Delimiter::Comma if blanks > 0 => Some(FlawKind::Whitespace),
            _ => None,
        }
    }

    fn flaw(&mut self, kind: FlawKind, range: Range<usize>) {
        self.reading.flaws.push(FormError { kind, range });
    }
}

/// Which of several flaws in one gap names it: quotes first, since text between quotes belongs to the quoting.
fn weight(kind: FlawKind) -> u8 {
    match kind {
        FlawKind::Quoted => 0,
        FlawKind::Encoded => 1,
        FlawKind::Character(_) => 2,
        FlawKind::Delimiter(_) | FlawKind::StrayDelimiter(_) | FlawKind::Prose | FlawKind::SharedPrefix => 3,
        FlawKind::Whitespace => 4,
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
