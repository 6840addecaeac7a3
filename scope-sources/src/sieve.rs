//! Which items of a file can have to do with scopes: only those are parsed.
//!
//! Syntax trees cost a hundred times what the pieces of a file do, and most items of most files add up numbers.

use std::borrow::Cow;
use std::ops::Range;

use crate::confidence::is_list;
use crate::identifiers::is_constant;
use crate::names_of_providers::{Names, names};
use crate::parts::{Letters, OF_OAUTH, Part, UNDERSCORE, UPPER, has_part, has_part_of, letter, letters};
use crate::provider_hints;
use crate::scan::{Listener, Piece, Pieces};
use crate::tokens::DEEPEST;

/// What is left of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Sieved<'t> {
    /// Its text with blanks in place of what says nothing, so that every byte stays where it is, as far as it says something.
    pub(crate) text: Cow<'t, str>,
    /// The byte where that begins.
    pub(crate) base: usize,
    /// All words of the file that may name providers, if that is known.
    pub(crate) names: Option<Vec<Range<usize>>>,
}

/// Leaves out what says nothing; `None` if nothing is left. Items are left out whole, with their comments. A file whose
/// brackets do not fit together is not touched.
pub(crate) fn sieve(text: &str, base: usize) -> Option<Sieved<'_>> {
    let words = Words { text, names: names(), named: Vec::new(), speak: false };
    let mut sieve = Sieve { words, pieces: Pieces::new(text, base), around: Vec::new(), blank: Vec::new() };
    let Some((has_any, _)) = sieve.level(base, 0) else { return Some(Sieved { text: text.into(), base, names: None }) };
    has_any.then(|| {
        let (text, base) = blanked(text, base, &sieve.blank);
        Sieved { text, base, names: Some(sieve.words.named) }
    })
}

fn blanked<'t>(mut text: &'t str, mut base: usize, mut blank: &[Range<usize>]) -> (Cow<'t, str>, usize) {
    if let [rest @ .., last] = blank
        && last.end == text.len()
    {
        (text, blank) = (&text[..last.start], rest);
    }
    if let Some(first) = blank.first().filter(|first| first.start == base) {
        base = first.end;
    }
    if blank.is_empty() {
        return (Cow::Borrowed(text), base);
    }
    // The ranges are between pieces, never within a character.
    let mut left = String::with_capacity(text.len());
    for range in blank {
        // What is in a range that was left out already comes before it.
        let start = range.start.max(left.len());
        left.push_str(&text[left.len()..start]);
        left.extend(std::iter::repeat_n(' ', range.end.saturating_sub(start)));
    }
    left.push_str(&text[left.len()..]);
    (Cow::Owned(left), base)
}

struct Sieve<'t> {
    words: Words<'t>,
    pieces: Pieces<'t>,
    /// What finding the end of a group works with.
    around: Vec<u8>,
    blank: Vec<Range<usize>>,
}

/// What comes next among items.
enum Next {
    /// An item, by its end, and whether it can have to do with scopes.
    Item(usize, bool),
    /// The bracket that closes, or the end of the file.
    End(usize),
}

/// `None` is for brackets that do not fit, or are nested too deeply.
impl Sieve<'_> {
    /// The items from a byte to the bracket that closes: whether one of them speaks, and where that bracket is.
    fn level(&mut self, start: usize, depth: usize) -> Option<(bool, usize)> {
        let (mut from, mut has_any) = (start, false);
        loop {
            match self.item(depth)? {
                Next::End(end) => {
                    self.leave_out(if has_any { from } else { start }..end);
                    return Some((has_any, end));
                }
                Next::Item(end, true) => (from, has_any) = (end, true),
                Next::Item(end, false) => {
                    self.leave_out(from..end);
                    from = end;
                }
            }
        }
    }

    /// Leaves a part out, with those parts of it that were left out before.
    fn leave_out(&mut self, range: Range<usize>) {
        while self.blank.last().is_some_and(|last| last.start >= range.start) {
            self.blank.pop();
        }
        match self.blank.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => self.blank.extend((!range.is_empty()).then_some(range)),
        }
    }

    fn item(&mut self, depth: usize) -> Option<Next> {
        let (mut is_value, mut is_begun) = (false, false);
        let mut is_outer = None;
        self.words.speak = false;
        while let Some(piece) = self.pieces.step() {
            let mut end = None;
            match piece {
                Piece::Sign(b'}', at) => return (!is_begun && depth > 0).then_some(Next::End(at)),
                Piece::Sign(b')' | b']', _) => return None,
                Piece::Sign(b';', at) => return Some(Next::Item(at + 1, self.words.speak)),
                Piece::Sign(b'=', _) => is_value = true,
                Piece::Sign(b'#', _) if !is_begun && self.pieces.peek() == Some(b'!') => {
                    // An attribute of what is around it.
                    self.pieces.next();
                    let open = self.pieces.next()?;
                    let Piece::Sign(b'[', _) = open else { return None };
                    self.group(b'[', depth)?;
                    return Some(Next::Item(self.pieces.at(), true));
                }
                Piece::Sign(b'{', at) if is_outer == Some(true) && !is_value => {
                    if depth == DEEPEST {
                        return None;
                    }
                    let so_far = self.words.speak;
                    self.words.speak = self.level(at + 1, depth + 1)?.0 || so_far;
                    end = Some(self.pieces.at());
                }
                Piece::Sign(open @ (b'(' | b'[' | b'{'), _) => {
                    self.group(open, depth)?;
                    end = (open == b'{').then_some(self.pieces.at());
                }
                Piece::Sign(..) => {}
                Piece::Word(word) => {
                    is_outer = is_outer.or_else(|| has_items(&self.words.text[word.clone()]));
                    self.words.word(word, self.pieces.letters());
                }
                Piece::Literal(literal) => self.words.literal(literal),
            }
            is_begun = true;
            if let Some(end) = end.filter(|_| !is_value && self.is_at_beginning()) {
                return Some(Next::Item(end, self.words.speak));
            }
        }
        match (is_begun, depth) {
            (true, 0) => Some(Next::Item(self.words.text.len(), self.words.speak)),
            (false, 0) => Some(Next::End(self.words.text.len())),
            _ => None,
        }
    }

    /// Hears what is in brackets, of which the first was read.
    fn group(&mut self, open: u8, depth: usize) -> Option<usize> {
        self.pieces.close_with(open, DEEPEST - depth, &mut self.around, &mut self.words)
    }

    /// Whether an item may begin here, or none follows.
    fn is_at_beginning(&mut self) -> bool {
        match self.pieces.peek() {
            None | Some(b'#' | b'}') => true,
            // It may be a literal, which no item begins with.
            Some(b'b' | b'c' | b'r') => matches!(self.pieces.clone().next(), Some(Piece::Word(_))),
            Some(byte) => byte.is_ascii_alphabetic() || byte == b'_' || !byte.is_ascii(),
        }
    }
}

/// The words of a text.
struct Words<'t> {
    text: &'t str,
    names: &'static Names,
    /// Those that may name providers.
    named: Vec<Range<usize>>,
    /// Whether one of the item has to do with scopes, with a provider, or with a constant that does.
    speak: bool,
}

impl Listener for Words<'_> {
    #[expect(
        clippy::inline_always,
        reason = "every word of many files is shown, and most are nothing after a few steps"
    )]
    #[inline(always)]
    fn word(&mut self, word: Range<usize>, letters: Letters) {
        let bytes = self.text.as_bytes();
        if letters & TELLING != 0
            || self.names.may_begin(bytes, word.start)
            || provider_hints::may_be_of_crate(&bytes[word.start..])
        {
            self.hear(word, letters);
        }
    }

    fn literal(&mut self, literal: Range<usize>) {
        self.speak = self.speak || literal_speaks(&self.text[literal]);
    }
}

impl Words<'_> {
    /// Hears a word of these letters.
    #[inline(never)]
    fn hear(&mut self, word: Range<usize>, letters: Letters) {
        if self.names.may_be(self.text, &word, letters) {
            self.named.push(word.clone());
        }
        self.speak = self.speak || word_speaks(self.text, word, letters);
    }
}

/// A word without any of these letters is none of a constant, and has none of the [`PARTS`].
const TELLING: Letters = UPPER | UNDERSCORE | letter(b'c') | letter(b'o');

/// Names of so few letters speak only as constants.
const SHORT: usize = 4;

/// Whether a word has to do with scopes, with a provider, or with a constant that does.
fn word_speaks(text: &str, word: Range<usize>, letters: Letters) -> bool {
    let name = &text[word.clone()];
    if is_constant(name) {
        return true;
    }
    let has_part = || has_part_of(name, letters, &PARTS) && !is_of_threads(text.as_bytes(), word);
    name.len() > SHORT && (has_part() || provider_hints::of_crate(name).is_some())
}

/// Whether a word is the scope of threads: `thread::scope(|scope| { scope.spawn(…) })`.
pub(crate) fn is_of_threads(text: &[u8], word: Range<usize>) -> bool {
    let (before, after) = (&text[..word.start], &text[word.end..]);
    let is_whole = || !before.last().is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'_');
    &text[word] == b"scope"
        && (before.ends_with(b"thread::") && after.starts_with(b"(")
            || before.ends_with(b"|") && after.starts_with(b"|")
            || after.starts_with(b".spawn(") && is_whole())
}

/// Parts of the names of functions, types and crates that have to do with OAuth.
const PARTS: [Part; 8] = [
    Part::new("scope"),
    OF_OAUTH[0],
    OF_OAUTH[1],
    OF_OAUTH[2],
    OF_OAUTH[3],
    Part::new("authoriz"),
    Part::new("authenticate"),
    Part::new("security"),
];

/// Whether an item that begins with this word has items in it, if the word tells.
fn has_items(word: &str) -> Option<bool> {
    const OTHERS: [&str; 11] =
        ["fn", "const", "static", "struct", "enum", "union", "type", "use", "extern", "let", "macro_rules"];
    let is_outer = matches!(word, "impl" | "mod" | "trait");
    (is_outer || OTHERS.contains(&word)).then_some(is_outer)
}

/// Whether a literal can be a scope or a URL.
fn literal_speaks(literal: &str) -> bool {
    let prefix = literal.bytes().take_while(|byte| matches!(byte, b'r' | b'b' | b'c' | b'#')).count();
    let Some(text) = literal[prefix..].strip_prefix('"') else { return false };
    let text = if prefix == 0 { text } else { text.trim_end_matches('#') };
    let text = text.strip_suffix('"').unwrap_or(text);
    let letters = letters(text);
    let has = |char| letters & letter(char) != 0;
    let has_part_here = || has_part_of(text, letters, &PARTS);
    if prefix == 0 && has(b'\\') && text.contains('\\') {
        let speaks = |value: &str| is_list(value) || value.contains("://") || has_part(value, &PARTS[..1]);
        let literal = syn::parse_str::<syn::LitStr>(literal);
        return literal.is_ok_and(|literal| has_part_here() || speaks(&literal.value()));
    }
    is_list(text) || has(b':') && text.contains("://") || has_part_here()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a text, without blanks at its ends.
    fn left(text: &str) -> String {
        let Sieved { text: left, base, .. } = sieve(text, 0).unwrap_or_default();
        assert!(left.len() <= text.len() && left[..base].trim().is_empty(), "{text}");
        left.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn items_that_say_nothing_are_left_out() {
        const ADD: &str =
            "/// The scope of a sum.\nfn add(a: u8) -> [u8; { 1 }] { println!(\"{a} and\"); let c = 'c'; [a] }";
        const ASK: &str = "fn ask() { c.add_scope(x) }";
        for kept in [
            ASK,
            "const NAMES: &[&str] = &[\"a\"];",
            "fn f() { g(\"read:user\") }",
            "fn f() { g(r#\"read:user\"#) }",
            "fn f() { g(\"read:user \\\n write:user\") }",
            "fn f() { g(\"https://{host}/\") }",
            "fn f() { g(NAMES) }",
            "fn f() -> S { S::Scope { a: 1 } }",
            "static AA: B = B { a: 1 }.b();",
            "#[guard = \"x: Scope(1)\"] fn f() {}",
            "#[path(security((\"x\" = [\"a\"])))] fn f() {}",
            "use oauth2::{A, B};",
            "use rspotify::A;",
            "fn f() { thread::scope(|scope| scope.spawn(|| scope.add(1))) }",
            "fn f() { a::scope(x) }",
        ] {
            assert_eq!(left(&format!("{ADD}\n{kept}\n{ADD}")), left(kept), "{kept}");
            assert!(left(kept).starts_with(&kept[..5]), "{kept}");
        }
        assert_eq!(sieve(ADD, 0), None);
        assert_eq!(sieve("fn f() { std::thread::scope(|scope| { scope.spawn(|| 1); }) }", 0), None);
        assert_eq!(sieve("// scope\n/* Scope::new(\"a\") */ mod a;", 0), None);
    }

    #[test]
    fn what_is_around_an_item_stays() {
        const ADD: &str = "fn add(a: u8) -> impl A { a + 1 }";
        const ASK: &str = "fn ask() { c.add_scope(x) }";
        for (before, after) in [
            ("#[cfg(test)] mod tests {", "}"),
            ("unsafe impl A for B where C: D {", "}"),
            ("mod a { pub(crate) mod b {", "} }"),
            ("#![cfg(test)]", ""),
            ("mod a { #![allow(x)]", "}"),
        ] {
            assert_eq!(left(&format!("{before} {ADD} {ASK} {ADD} {after}")), format!("{before} {ASK} {after}").trim());
        }
        assert_eq!(sieve(&format!("mod a {{ {ADD} }} impl A {{ {ADD} }}"), 0), None);
    }

    #[test]
    fn words_that_may_name_providers() {
        let text =
            "/// A GitHub.\nfn google() { Discord::new(\"slack\") } mod a { fn f(b: OkGitLab) {} } fn ask(s: Scope) {}";
        let names = sieve(text, 0).and_then(|sieved| sieved.names).expect("they are known");
        let words: Vec<&str> = names.iter().map(|name| &text[name.clone()]).collect();
        assert_eq!(words, ["google", "Discord", "OkGitLab"]);
        assert_eq!(names, crate::provider_hints::words(text));
    }

    #[test]
    fn what_does_not_fit_together_is_not_touched() {
        for text in [
            "fn f() { 1 } fn g() { (1] }",
            "fn f() { 1 } }",
            "fn f() {",
            "mod a { fn f() {}",
            "fn f() { \"a }",
            "fn f() { 1 } impl C<{ 3 }> for D { fn f() { 1 } }",
        ] {
            assert_eq!(sieve(text, 0), Some(Sieved { text: text.into(), base: 0, names: None }));
        }
        let deep = |depth: usize| format!("fn f() {{ {}{} }}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(sieve(&deep(DEEPEST - 1), 0), None);
        assert!(sieve(&deep(DEEPEST), 0).is_some());
        assert!(sieve(&format!("{}{}", "mod a {".repeat(100_000), "}".repeat(100_000)), 0).is_some());
    }
}
