//! Searches for words in every file, all in one pass, since there are many files.

use std::ops::BitOrAssign;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::rust::{INCLUDE, MODULE, PATH, Signs};

/// The words of a search and of its visitor, and the words that occur in files that name other files.
#[derive(Debug)]
pub(super) struct Patterns {
    /// `None` if there are too many words to search for together.
    automaton: Option<AhoCorasick>,
    /// What each pattern says about a file that contains it.
    says: Vec<Found>,
    /// The same, but only for the words of the visitor.
    visitors: Option<AhoCorasick>,
}

/// What a file contains.
#[expect(clippy::struct_excessive_bools, reason = "each is a word that is there or is not")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// A word of the search.
    pub(super) word: bool,
    /// A word of the visitor.
    pub(super) visitors: bool,
    module: bool,
    path: bool,
    include: bool,
}

impl BitOrAssign for Found {
    fn bitor_assign(&mut self, other: Self) {
        self.word |= other.word;
        self.visitors |= other.visitors;
        self.module |= other.module;
        self.path |= other.path;
        self.include |= other.include;
    }
}

impl Found {
    /// A file that may contain everything.
    const ALL: Self = Self { word: true, visitors: true, module: true, path: true, include: true };

    /// Returns whether the file names other files.
    pub(super) fn signs(self) -> Signs {
        Signs { modules: self.module, elsewhere: self.include || self.module && self.path }
    }
}

impl Patterns {
    pub(super) fn new(words: &[&str], visitors: &[&str]) -> Self {
        let all: Vec<&str> =
            words.iter().chain(visitors).copied().chain([MODULE, INCLUDE]).chain(PATH.iter().copied()).collect();
        // A match hides patterns inside it, so these must be added. There may be many words, but there are few other
        // patterns.
        let has = |pattern: &str, ones: &[&str]| ones.iter().any(|one| pattern.contains(one));
        let says = |(number, pattern): (usize, &&str)| Found {
            word: number < words.len() || has(pattern, words),
            visitors: has(pattern, visitors),
            module: has(pattern, &[MODULE]),
            path: has(pattern, &PATH),
            include: has(pattern, &[INCLUDE]),
        };
        let says = all.iter().enumerate().map(says).collect();
        let [automaton, visitors] = [(MatchKind::LeftmostLongest, &*all), (MatchKind::LeftmostFirst, visitors)]
            .map(|(kind, words)| automaton(kind, words));
        Self { automaton, says, visitors }
    }

    /// Searches for words of the visitor, which are all that matters in a file that cannot contain a call.
    pub(super) fn visitors_in(&self, text: &[u8]) -> Found {
        let Some(automaton) = &self.visitors else { return Found::ALL };
        Found { visitors: automaton.is_match(text), ..Found::default() }
    }

    /// Searches a text for all patterns.
    pub(super) fn found_in(&self, text: &[u8]) -> Found {
        let Some(automaton) = &self.automaton else { return Found::ALL };
        let mut found = Found::default();
        for one in automaton.find_iter(text) {
            found |= self.says[one.pattern().as_usize()];
        }
        found
    }
}

/// Creates a search for words. Most texts are searched only once, so it is of the kind that is fastest to build.
fn automaton(kind: MatchKind, words: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder().match_kind(kind).kind(Some(AhoCorasickKind::ContiguousNFA)).build(words).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_within_one_another_are_all_found() {
        let patterns = Patterns::new(&["scopes", "renamed_scope!"], &["scope", "SCOPE"]);
        for (text, word, visitors, modules, elsewhere) in [
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
            let expected = (word, visitors, modules, elsewhere);
            assert_eq!((found.word, found.visitors, signs.modules, signs.elsewhere), expected, "{text}");
            let alone = Found { visitors, ..Found::default() };
            assert_eq!(patterns.visitors_in(text.as_bytes()), alone, "{text}: of a file that cannot have a call");
        }
    }
}
