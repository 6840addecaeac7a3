//! Tracks the path before a word, and the macros around it.

use scope_sources::scan::Piece;

use crate::rust::call::Around;
use crate::rust::scopes::{AS_CODE, AS_TEXT};

/// What is before a piece, and around it.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The pieces of the path or the call that goes on: `a::b::`, `macro_rules! name`.
    before: Vec<Piece>,
    /// The open brackets.
    around: Vec<Bracket>,
}

/// What an open bracket belongs to.
#[derive(Debug)]
enum Bracket {
    Code,
    Macro(Around),
    /// An unknown macro.
    OtherMacro,
}

impl Place {
    /// Goes on past a piece. `is_foreign` tells whether a macro of a name is not looked for in the package.
    pub(super) fn pass(&mut self, piece: Piece, text: &str, is_foreign: impl Fn(&str) -> bool) {
        match piece {
            Piece::Word(_) => {
                if let Some(Piece::Word(_)) = self.before.last() {
                    self.before.clear();
                }
                return self.before.push(piece);
            }
            Piece::Sign(b':' | b'$' | b'!', _) => return self.before.push(piece),
            Piece::Sign(b'(' | b'[' | b'{', _) => self.around.push(self.opened(text, is_foreign)),
            Piece::Sign(b')' | b']' | b'}', _) => drop(self.around.pop()),
            _ => {}
        }
        self.before.clear();
    }

    /// What a bracket is of that opens now.
    fn opened(&self, text: &str, is_foreign: impl Fn(&str) -> bool) -> Bracket {
        match &*self.before {
            [.., Piece::Word(called), Piece::Sign(b'!', _), Piece::Word(name)]
                if &text[called.clone()] == "macro_rules" =>
            {
                Bracket::Macro(Around::Definition(text[name.clone()].to_owned()))
            }
            [path @ .., Piece::Word(called), Piece::Sign(b'!', _)] => {
                let name = text[called.clone()].to_owned();
                let may_be_ours = is_near(&segments(path, text)) && !is_foreign(&name);
                if may_be_ours || AS_CODE.contains(&&*name) || AS_TEXT.contains(&&*name) {
                    Bracket::Macro(Around::Arguments(name))
                } else {
                    Bracket::OtherMacro
                }
            }
            _ => Bracket::Code,
        }
    }

    /// Whether the next word is a variable of a `macro_rules!` macro.
    pub(super) fn names_variable(&self) -> bool {
        matches!(self.before.last(), Some(Piece::Sign(b'$', _)))
    }

    /// Returns the segments before the next word, which may include `$crate`.
    pub(super) fn path(&self, text: &str) -> Vec<String> {
        segments(&self.before, text)
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

/// The segments that some pieces end with: `a::b::`, maybe with the `$` of a variable after them.
fn segments(pieces: &[Piece], text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut pieces = if let [before @ .., Piece::Sign(b'$', _)] = pieces { before } else { pieces };
    while let [before @ .., Piece::Word(name), Piece::Sign(b':', _), Piece::Sign(b':', _)] = pieces {
        let variable = if let [.., Piece::Sign(b'$', _)] = before { "$" } else { "" };
        names.push(format!("{variable}{}", &text[name.clone()]));
        pieces = before;
    }
    names.reverse();
    names
}

/// Whether a path may lead to a macro of the package.
fn is_near(path: &[String]) -> bool {
    path.first().is_none_or(|first| matches!(&**first, "crate" | "$crate" | "self" | "super"))
}
