//! Searches for words in every file, all in one pass, since there are many files.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::rust::{INCLUDE, MODULE, PATH, Signs};

/// The words of a search, its hints, and the words that show that a file names other files.
#[derive(Debug)]
pub(super) struct Patterns {
    /// `None` if there are too many words to search for together.
    automaton: Option<AhoCorasick>,
    /// The kinds of words that each pattern indicates.
    says: Vec<Found>,
}

/// The kinds of words in a file, with a bit for each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found(u8);

impl Found {
    fn has(self, kind: u8) -> bool {
        self.0 & 1 << kind != 0
    }

    /// Whether there is a word of the search.
    pub(super) fn word(self) -> bool {
        self.has(0)
    }

    /// Whether there is a hint.
    pub(super) fn hint(self) -> bool {
        self.has(1)
    }

    /// Returns whether the file names other files.
    pub(super) fn signs(self) -> Signs {
        Signs { modules: self.has(2), elsewhere: self.has(4) || self.has(2) && self.has(3) }
    }
}

impl Patterns {
    /// Finds words, hints, and the names of other files.
    pub(super) fn new(words: &[&str], hints: &[&str]) -> Self {
        Self::of([words, hints, &[MODULE], &PATH, &[INCLUDE]])
    }

    /// Finds hints alone, which is faster.
    pub(super) fn of_hints(hints: &[&str]) -> Self {
        Self::of([&[], hints, &[], &[], &[]])
    }

    fn of(kinds: [&[&str]; 5]) -> Self {
        let words = kinds[0];
        let all = kinds.concat();
        // A match hides patterns inside it, so these must be added. There may be many words, but there are few other
        // patterns.
        let has = |number: usize, pattern: &str, (kind, ones): (usize, &&[&str])| {
            (kind == 0 && number < words.len()) || ones.iter().any(|one| pattern.contains(one))
        };
        let says = |(number, pattern): (usize, &&str)| {
            let kinds = kinds.iter().enumerate().filter(|kind| has(number, pattern, *kind));
            Found(kinds.map(|(kind, _)| 1 << kind).sum())
        };
        let says = all.iter().enumerate().map(says).collect();
        // Most of a text is skipped without it, so building it fast is more important than searching fast.
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::ContiguousNFA));
        Self { automaton: builder.build(all).ok(), says }
    }

    /// Returns the kinds of words that a text contains or may contain.
    pub(super) fn found_in(&self, text: &[u8]) -> Found {
        let Some(automaton) = &self.automaton else { return Found(u8::MAX) };
        let found = automaton.find_iter(text).map(|one| self.says[one.pattern().as_usize()].0);
        Found(found.fold(0, |all, one| all | one))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_within_one_another_are_all_found() {
        let patterns = Patterns::new(&["scopes", "renamed_scope!"], &["scope", "SCOPE"]);
        for (text, word, hint, modules, elsewhere) in [
            ("fn f() {}", false, false, false, false),
            ("scopes", true, true, false, false),
            ("a scope", false, true, false, false),
            ("renamed_scope!(x)", true, true, false, false),
            ("mod a;", false, false, true, false),
            ("let path = 1;", false, false, false, false),
            ("mod a { let path = SCOPE; }", false, true, true, true),
            ("#[path = \"a\"] mod b;", false, false, true, true),
            ("include!(\"a\");", false, false, false, true),
        ] {
            let found = patterns.found_in(text.as_bytes());
            let signs = found.signs();
            let expected = (word, hint, modules, elsewhere);
            assert_eq!((found.word(), found.hint(), signs.modules, signs.elsewhere), expected, "{text}");
        }
    }
}
