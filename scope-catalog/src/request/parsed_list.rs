//! A text as it was taken apart: its scopes, and what was wrong with its form.

use std::borrow::Cow;
use std::ops::Range;

use super::diagnosis::Diagnosis;
use crate::catalog::Lookup;
use crate::fast::filter_map;

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
    /// What explains it, if it is unknown.
    pub(crate) diagnosis: Option<Box<Diagnosis>>,
}

impl<'t> Word<'t> {
    pub(crate) fn new(text: Cow<'t, str>, range: Range<usize>, lookup: Lookup) -> Self {
        Self { text, range, lookup, diagnosis: None }
    }
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

impl FlawKind {
    /// Which of several flaws is named, the least first: quotes, since text between quotes belongs to the quoting.
    pub(crate) fn weight(self) -> u8 {
        match self {
            Self::Quoted => 0,
            Self::Encoded => 1,
            Self::Character(_) => 2,
            Self::SharedPrefix => 3,
            Self::Delimiter(_) => 4,
            Self::StrayDelimiter(_) => 5,
            Self::Prose => 6,
            Self::Whitespace => 7,
        }
    }
}

impl ParsedList<'_> {
    pub(crate) fn has(&self, is_kind: &dyn Fn(FlawKind) -> bool) -> bool {
        self.flaws.iter().any(|flaw| is_kind(flaw.kind))
    }

    pub(crate) fn ranges(&self, is_kind: &dyn Fn(FlawKind) -> bool) -> Vec<Range<usize>> {
        filter_map(&self.flaws, &mut |flaw| is_kind(flaw.kind).then(|| flaw.range.clone()))
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
}
