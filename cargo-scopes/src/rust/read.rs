//! Reads a source file, and finds the calls of our macros in it.

mod items;
mod place;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use proc_macro2::TokenStream;
use scope_sources::scan::{Piece, Pieces};
use scope_sources::{NoRust, start};
use scope_syntax::Macro;

pub(crate) use self::items::Items;
use self::items::is_shallow;
use self::place::Place;
use super::call::{Around, Call};
use super::imports::Import;
use super::never_compiled;
use super::scopes::{AS_TEXT, Definition, Index, Scope, innermost};

/// Every file with a call contains one of these, unless it uses an alias.
pub(crate) const WORDS: [&str; 8] =
    ["scopes", "scope_list", "scope_name", "scope_set", "operation!", "performs(", "performs_here!", "assert_covers"];

/// What was found in a source file.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// Calls that may be of our macros, in order.
    calls: Vec<Call>,
    /// Its modules and blocks, in order. The first one is the file itself.
    pub(super) scopes: Vec<Scope>,
    /// The contents of these, by name.
    pub(super) index: Index,
    /// Aliases of the macros in the package.
    aliases: Aliases,
    /// Aliases of the macros that this file defines.
    renamed: Aliases,
    /// The `macro_rules!` macros that it defines.
    pub(crate) definitions: Vec<Definition>,
    /// The names of the macros that it calls.
    pub(crate) invoked: BTreeSet<String>,
    /// Calls of macros whose name comes from a `macro_rules!` macro.
    pub(crate) by_variable: Vec<NamedByVariable>,
    /// Macros of ours whose names it passes to other macros: `call!(oauth_scopes::scopes)`.
    pub(crate) handed_on: Vec<Call>,
}

/// A call of a macro whose name comes from a `macro_rules!` macro: `oauth_scopes::$name!(…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedByVariable {
    pub(crate) path: Vec<String>,
    pub(crate) scope: usize,
    pub(crate) span: Range<usize>,
}

/// Aliases by which files of a package may import the macros, with the original names.
pub(crate) type Aliases = BTreeMap<String, String>;

/// Reads a file, which may use these aliases.
///
/// # Errors
///
/// If a call does not end, or cannot be parsed.
pub(crate) fn read(text: &str, aliases: &Aliases) -> Result<Source, NoRust> {
    let base = start(text);
    let text = &*never_compiled::without(text, base);
    let Items { scopes, definitions, .. } = Items::of_compiled(text, base);
    let (index, aliases) = (Index::of(&scopes), aliases.clone());
    let mut source = Source { scopes, index, aliases, definitions, ..Source::default() };
    source.renamed = source.renames();
    calls(text, base, &mut source)?;
    // Frees the memory for the positions in this file.
    proc_macro2::extra::invalidate_current_thread_spans();
    Ok(source)
}

/// Finds the calls in a file, including those in the arguments of other macros.
fn calls(text: &str, base: usize, source: &mut Source) -> Result<(), NoRust> {
    let mut pieces = Pieces::new(text, base);
    let mut place = Place::default();
    let mut end_of_attribute = base;
    let mut unended_attributes = 0;
    let mut is_import = false;
    while let Some(piece) = pieces.next() {
        let Piece::Word(word) = piece else {
            if matches!(piece, Piece::Sign(b'#', at) if at >= end_of_attribute) && unended_attributes < UNENDED {
                match self::end_of_attribute(&pieces) {
                    Some(end) => end_of_attribute = end,
                    None => unended_attributes += 1,
                }
            }
            is_import &= !matches!(piece, Piece::Sign(b';', _));
            place.pass(piece, text, |name| source.is_of_another_crate(name));
            continue;
        };
        let name = &text[word.clone()];
        let is_call = calls_macro(text, &word);
        let own = source.own_name(name).and_then(called);
        let own = own.filter(|of| !of.is_attribute() || word.start < end_of_attribute);
        if let Some((of, open, mut inner)) = own.and_then(|of| opened(&pieces, of)) {
            let start = inner.at();
            let unended = || (word.clone(), "this call is not closed".to_owned());
            let end = inner.close(open).ok_or_else(unended)?;
            if !is_shallow(&text[start..end - 1]) {
                return Err((word, "the brackets of this call are nested too deeply".to_owned()));
            }
            let tokens = text[start..end - 1].parse::<TokenStream>().map_err(|error| {
                let at = scope_sources::token_span(start, error.span());
                (at.start.min(end)..at.end.min(end), "this is not valid Rust".to_owned())
            })?;
            let call = Call::new(of, name, place.path(text), word.start..end).with_arguments(text, start, tokens);
            source.calls.extend(source.placed(call, &place));
        } else if let Some(of) = own.filter(|of| of.is_attribute()) {
            let call = Call::new(of, name, place.path(text), word.clone());
            let call = call.with_arguments(text, word.end, TokenStream::new());
            source.calls.extend(source.placed(call, &place));
        } else if is_call && place.names_variable() {
            let scope = innermost(&source.scopes, word.start);
            source.by_variable.push(NamedByVariable { path: place.path(text), scope, span: word.clone() });
        } else if let Some(of) = own.filter(|_| !is_call && !is_import && place.is_in_arguments()) {
            let call = Call::new(of, name, place.path(text), word.clone());
            source.handed_on.extend(source.placed(call, &place));
        }
        is_import |= name == "use";
        let is_its_own = |around: &Around| matches!(around, Around::Definition(other) if other == name);
        if is_call && !source.invoked.contains(name) && !place.macros().any(is_its_own) {
            source.invoked.insert(name.to_owned());
        }
        place.pass(Piece::Word(word), text, |_| false);
    }
    Ok(())
}

/// Whether a word is followed by `!`.
fn calls_macro(text: &str, word: &Range<usize>) -> bool {
    match text.as_bytes()[word.end..].trim_ascii_start() {
        [b'!', ..] => true,
        [b'/', ..] => matches!(Pieces::new(text, word.end).next(), Some(Piece::Sign(b'!', _))),
        _ => false,
    }
}

/// If more attributes in a file do not end, it is not Rust, and they are ignored.
const UNENDED: usize = 100;

/// Returns the macro with a name, if its calls are of interest. A `catalog!` module requests nothing.
pub(super) fn called(name: &str) -> Option<Macro> {
    Macro::named(name).filter(|&of| of != Macro::Catalog)
}

/// Returns the opening bracket of a call and the pieces after it, given the pieces after its name.
fn opened<'t>(pieces: &Pieces<'t>, of: Macro) -> Option<(Macro, u8, Pieces<'t>)> {
    let mut rest = pieces.clone();
    if !of.is_attribute() && !matches!(rest.next(), Some(Piece::Sign(b'!', _))) {
        return None;
    }
    match rest.next()? {
        Piece::Sign(open @ (b'(' | b'[' | b'{'), _) => Some((of, open, rest)),
        _ => None,
    }
}

/// Returns the end of an attribute, given the pieces after its `#`.
fn end_of_attribute(pieces: &Pieces<'_>) -> Option<usize> {
    let mut rest = pieces.clone();
    match rest.find(|piece| !matches!(piece, Piece::Sign(b'!', _)))? {
        Piece::Sign(open @ b'[', _) => rest.close(open),
        _ => None,
    }
}

impl Source {
    /// Returns the original name of a macro, given a name that it may have in this file.
    fn own_name<'n>(&'n self, name: &'n str) -> Option<&'n str> {
        if let Some(own) = self.renamed.get(name) {
            return Some(own);
        }
        called(name).map(|_| name).or_else(|| self.aliases.get(name).map(String::as_str))
    }

    /// Adds the surroundings of a call to it; `None` if a surrounding macro treats it as text.
    fn placed(&self, mut call: Call, place: &Place) -> Option<Call> {
        call.within = place.macros().cloned().collect();
        call.scope = innermost(&self.scopes, call.span.start);
        let is_text = |around: &Around| matches!(around, Around::Arguments(name) if AS_TEXT.contains(&&**name) && !self.index.defines(name));
        (!call.within.iter().any(is_text)).then_some(call)
    }

    /// Whether the macro with this name is imported from another crate, or is in the standard library.
    fn is_of_another_crate(&self, name: &str) -> bool {
        let is_near =
            |import: &Import| matches!(&*import.path[0], "crate" | "self" | "super") || import.path.len() == 1;
        if self.index.defines(name) {
            return false;
        }
        STANDARD.contains(&name) || self.imports_of(name).any(|import| !is_near(import))
    }

    /// Returns the imports of a name.
    pub(super) fn imports_of(&self, name: &str) -> impl Iterator<Item = &Import> {
        let places = self.index.imports.get(name).into_iter().flatten();
        places.map(|&(scope, place)| &self.scopes[scope].imports[place])
    }

    /// Returns all imports in the file.
    pub(super) fn imports(&self) -> impl Iterator<Item = &Import> {
        self.scopes.iter().flat_map(|scope| &scope.imports)
    }

    /// Returns the original name of each import, and its name in the file.
    pub(crate) fn imported(&self) -> impl Iterator<Item = (&str, &str)> {
        self.imports().filter_map(|import| Some((import.path.last()?.as_str(), import.name.as_str())))
    }

    /// Whether a name is that of one of our macros, and the macro meets a condition.
    pub(crate) fn is_of_macro(&self, name: &str, is_such: impl FnOnce(Macro) -> bool) -> bool {
        self.own_name(name).and_then(called).is_some_and(is_such)
    }

    /// Whether the file cannot contain calls of our macros.
    pub(crate) fn is_foreign(&self) -> bool {
        self.calls.is_empty() && self.by_variable.is_empty() && self.handed_on.is_empty()
    }

    /// Whether a call is in test code.
    pub(crate) fn is_of_tests(&self, call: &Call) -> bool {
        self.scopes[call.scope].is_of_tests
    }

    /// Returns all calls that may be of our macros.
    pub(crate) fn candidates(&self) -> &[Call] {
        &self.calls
    }

    /// Returns the calls of our macros, as far as this file shows. `crates` are the crates that give access to them.
    pub(crate) fn calls(&self, crates: &BTreeSet<String>) -> impl Iterator<Item = &Call> {
        self.calls.iter().filter(|call| self.is_ours(call, crates))
    }

    fn is_ours(&self, call: &Call, crates: &BTreeSet<String>) -> bool {
        if let Some(first) = call.path.first() {
            return self.leads_to_us(first, crates);
        }
        let mut imports = self.imports_of(&call.name);
        match imports.next() {
            // Imported by a glob, by `#[macro_use]`, or from a surrounding module. If a package depends on us and
            // defines no such macro, it means ours.
            None => !self.index.defines(&call.name),
            Some(import) => {
                self.leads_to_us(&import.path[0], crates)
                    || imports.any(|import| self.leads_to_us(&import.path[0], crates))
            }
        }
    }

    fn leads_to_us(&self, first: &str, crates: &BTreeSet<String>) -> bool {
        let is_known = |name: &str| matches!(name, "crate" | "self" | "super" | "$crate") || crates.contains(name);
        is_known(first)
            || self.index.has_module(first)
            || self.imports_of(first).any(|import| is_known(&import.path[0]))
    }

    /// Returns the aliases that this file defines, with the original names.
    pub(crate) fn renames(&self) -> Aliases {
        let mut found = Aliases::new();
        // Each round resolves another link of a chain. Nobody writes a longer one except to hide something.
        for _ in 0..64 {
            let before = found.len();
            for import in self.imports().filter(|import| !import.is_glob && import.name != "_") {
                let Some(last) = import.path.last().filter(|last| **last != import.name) else { continue };
                let own = found.get(last).map(String::as_str).or_else(|| called(last).map(|_| last.as_str()));
                let own = own.or_else(|| self.aliases.get(last).map(String::as_str)).map(str::to_owned);
                if let Some(own) = own.filter(|_| !found.contains_key(&import.name)) {
                    found.insert(import.name.clone(), own);
                }
            }
            if found.len() == before {
                break;
            }
        }
        found
    }
}

/// Macros of the standard library that pass on their arguments.
const STANDARD: [&str; 29] = [
    "assert", "assert_eq", "assert_ne", "cfg", "concat", "dbg", "debug_assert", "debug_assert_eq", "debug_assert_ne",
    "env", "eprint", "eprintln", "format", "format_args", "include", "include_bytes", "include_str", "macro_rules",
    "matches", "panic", "print", "println", "thread_local", "todo", "unimplemented", "unreachable", "vec", "write",
    "writeln",
];

#[cfg(test)]
mod tests;
