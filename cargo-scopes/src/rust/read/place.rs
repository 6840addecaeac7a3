//! Tracks the path before a word, and the macros around it.

use std::ops::Range;

use scope_sources::scan::Piece;

use crate::rust::call::Around;
use crate::rust::scopes::{AS_CODE, AS_TEXT};

/// The current path: `a::b::`.
#[derive(Debug, Default)]
pub(super) struct Path {
    segments: Vec<Range<usize>>,
    /// The number of colons after the last segment.
    colons: usize,
    /// Whether there is a `$` before the first segment.
    is_variable: bool,
    after_dollar: bool,
}

impl Path {
    pub(super) fn word(&mut self, word: Range<usize>) {
        if self.colons != 2 {
            self.segments.clear();
            self.is_variable = self.after_dollar;
        }
        self.segments.push(word);
        (self.colons, self.after_dollar) = (0, false);
    }

    pub(super) fn sign(&mut self, piece: &Piece) {
        match piece {
            Piece::Sign(b':', _) => self.colons += 1,
            Piece::Sign(b'$', _) if self.colons == 2 => self.after_dollar = true,
            other => {
                self.segments.clear();
                self.colons = 0;
                self.is_variable = false;
                self.after_dollar = matches!(other, Piece::Sign(b'$', _));
            }
        }
    }

    /// Whether the next word is a variable of a `macro_rules!` macro.
    pub(super) fn names_variable(&self) -> bool {
        self.after_dollar
    }

    /// Whether the next word may name a macro of this package.
    pub(super) fn may_be_of_package(&self, text: &str) -> bool {
        let first = self.segments.first().filter(|_| self.colons == 2).map(|first| &text[first.clone()]);
        first.is_none_or(|first| matches!(first, "crate" | "self" | "super"))
    }

    /// Returns the segments before the next word, which may include `$crate`.
    pub(super) fn before(&self, text: &str) -> Vec<String> {
        if self.colons != 2 {
            return Vec::new();
        }
        let mut names: Vec<String> = self.segments.iter().map(|segment| text[segment.clone()].to_owned()).collect();
        if let Some(first) = names.first_mut().filter(|_| self.is_variable) {
            first.insert(0, '$');
        }
        names
    }
}

/// The macros around the current position.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    /// The open brackets.
    around: Vec<Bracket>,
    /// The last word, and whether it may name a macro of this package.
    last: Option<(Range<usize>, bool)>,
    /// The word before a `!`, which is a call of a macro.
    called: Option<(Range<usize>, bool)>,
}

/// What an open bracket belongs to.
#[derive(Debug)]
enum Bracket {
    Code,
    Macro(Around),
    /// An unknown macro.
    OtherMacro,
}

impl Nesting {
    pub(super) fn word(&mut self, word: &Range<usize>, may_be_ours: bool) {
        self.last = Some((word.clone(), may_be_ours));
    }

    pub(super) fn sign(&mut self, piece: &Piece, text: &str) {
        match piece {
            Piece::Sign(b'!', _) => {
                self.called = self.last.take();
                return;
            }
            Piece::Sign(b'(' | b'[' | b'{', _) => {
                let around = self.called.take().map_or(Bracket::Code, |(name, may_be_ours)| {
                    let defined = self.last.as_ref().filter(|_| &text[name.clone()] == "macro_rules");
                    let name = text[name].to_owned();
                    match defined {
                        Some((defined, _)) => Bracket::Macro(Around::Definition(text[defined.clone()].to_owned())),
                        None if self.last.is_some() => Bracket::Code,
                        None if may_be_ours || AS_CODE.contains(&&*name) || AS_TEXT.contains(&&*name) => {
                            Bracket::Macro(Around::Arguments(name))
                        }
                        None => Bracket::OtherMacro,
                    }
                });
                self.around.push(around);
            }
            Piece::Sign(b')' | b']' | b'}', _) => drop(self.around.pop()),
            _ => {}
        }
        (self.last, self.called) = (None, None);
    }

    pub(super) fn is_in_definition_of(&self, name: &str) -> bool {
        self.macros().any(|around| matches!(around, Around::Definition(other) if other == name))
    }

    /// Returns the surrounding macros, outermost first.
    pub(super) fn macros(&self) -> impl Iterator<Item = &Around> {
        self.around.iter().filter_map(|bracket| match bracket {
            Bracket::Macro(around) => Some(around),
            Bracket::Code | Bracket::OtherMacro => None,
        })
    }

    /// Whether the current position is in the arguments of another macro that does not just generate it as code.
    pub(super) fn is_in_arguments(&self) -> bool {
        let is_given =
            |bracket: &Bracket| matches!(bracket, Bracket::OtherMacro | Bracket::Macro(Around::Arguments(_)));
        let is_written = |around: &Around| matches!(around, Around::Arguments(name) if AS_CODE.contains(&&**name));
        self.around.iter().any(is_given) && !self.macros().any(is_written)
    }
}
