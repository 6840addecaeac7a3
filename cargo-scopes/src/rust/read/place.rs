//! Where in a file a word is: the path before it and the macros around it.

use std::ops::Range;

use scope_sources::scan::Piece;

use crate::rust::call::Around;
use crate::rust::scopes::{AS_CODE, AS_TEXT};

/// The path that is being read: `a::b::`.
#[derive(Debug, Default)]
pub(super) struct Path {
    segments: Vec<Range<usize>>,
    /// How many colons came after the last of them.
    colons: usize,
    /// Whether there is a `$` before the first of them.
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

    /// Whether a word that comes now is a variable of a macro by example.
    pub(super) fn names_variable(&self) -> bool {
        self.after_dollar
    }

    /// Whether a macro of a name that comes now may be one of the package.
    pub(super) fn may_be_of_package(&self, text: &str) -> bool {
        let first = self.segments.first().filter(|_| self.colons == 2).map(|first| &text[first.clone()]);
        first.is_none_or(|first| matches!(first, "crate" | "self" | "super"))
    }

    /// The segments before a word that comes now; `$crate` is one.
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

/// The macros around what is read.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    /// What each open bracket is of.
    around: Vec<Bracket>,
    /// The last word, and whether a macro of that name may be looked for in the package.
    last: Option<(Range<usize>, bool)>,
    /// A macro that is called: the word before `!`.
    called: Option<(Range<usize>, bool)>,
}

/// What an open bracket is of.
#[derive(Debug)]
enum Bracket {
    Code,
    Macro(Around),
    /// A macro that nothing is known of.
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

    /// The macros around, the outermost first.
    pub(super) fn macros(&self) -> impl Iterator<Item = &Around> {
        self.around.iter().filter_map(|bracket| match bracket {
            Bracket::Macro(around) => Some(around),
            Bracket::Code | Bracket::OtherMacro => None,
        })
    }

    /// Whether another macro is given what is read, and not as the text of a program that it writes.
    pub(super) fn is_in_arguments(&self) -> bool {
        let is_given =
            |bracket: &Bracket| matches!(bracket, Bracket::OtherMacro | Bracket::Macro(Around::Arguments(_)));
        let is_written = |around: &Around| matches!(around, Around::Arguments(name) if AS_CODE.contains(&&**name));
        self.around.iter().any(is_given) && !self.macros().any(is_written)
    }
}
