//! A source file, read for its calls.

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

/// One of these is in every file that has a call, unless the macro has another name there.
pub(crate) const WORDS: [&str; 8] =
    ["scopes", "scope_list", "scope_name", "scope_set", "operation!", "performs(", "performs_here!", "assert_covers"];

/// What a source file has in it.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// Calls that may be of ours, in order.
    calls: Vec<Call>,
    /// Its modules and blocks, in order; the first is the file itself.
    pub(super) scopes: Vec<Scope>,
    /// What is in these, by name.
    pub(super) index: Index,
    /// Other names of the macros in the package.
    aliases: Aliases,
    /// Other names of the macros that this file gives them.
    renamed: Aliases,
    /// The macros by example that it defines.
    pub(crate) definitions: Vec<Definition>,
    /// The names of the macros that it calls.
    pub(crate) invoked: BTreeSet<String>,
    /// The calls of a macro whose name comes from a macro by example.
    pub(crate) by_variable: Vec<NamedByVariable>,
    /// The macros of ours that it gives to other macros by their names: `call!(oauth_scopes::scopes)`.
    pub(crate) handed_on: Vec<Call>,
}

/// A call of a macro whose name comes from a macro by example: `oauth_scopes::$name!(…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedByVariable {
    pub(crate) path: Vec<String>,
    pub(crate) scope: usize,
    pub(crate) span: Range<usize>,
}

/// Other names that files of a package can import the macros by, with the macros' own.
pub(crate) type Aliases = BTreeMap<String, String>;

/// Reads a file, in which macros may be known by further names.
///
/// # Errors
///
/// Where a call does not end, or cannot be taken apart.
pub(crate) fn read(text: &str, aliases: &Aliases) -> Result<Source, NoRust> {
    let base = start(text);
    let text = &*never_compiled::without(text, base);
    let Items { scopes, definitions, .. } = Items::of_compiled(text, base);
    let (index, aliases) = (Index::of(&scopes), aliases.clone());
    let mut source = Source { scopes, index, aliases, definitions, ..Source::default() };
    source.renamed = source.renames();
    calls(text, base, &mut source)?;
    // The places of a file that is done with are not kept.
    proc_macro2::extra::invalidate_current_thread_spans();
    Ok(source)
}

/// The calls of a file, those in the arguments of other macros included.
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

/// Whether a `!` comes after a word.
fn calls_macro(text: &str, word: &Range<usize>) -> bool {
    match text.as_bytes()[word.end..].trim_ascii_start() {
        [b'!', ..] => true,
        [b'/', ..] => matches!(Pieces::new(text, word.end).next(), Some(Piece::Sign(b'!', _))),
        _ => false,
    }
}

/// In a file with more attributes that do not end, none is looked for: it is not Rust.
const UNENDED: usize = 100;

/// The macro of a name, if its calls are looked for: a module of a catalog requests nothing.
pub(super) fn called(name: &str) -> Option<Macro> {
    Macro::named(name).filter(|&of| of != Macro::Catalog)
}

/// The bracket that a call opens and what comes after it, given what comes after its name.
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

/// Where an attribute ends, given what comes after its `#`.
fn end_of_attribute(pieces: &Pieces<'_>) -> Option<usize> {
    let mut rest = pieces.clone();
    match rest.find(|piece| !matches!(piece, Piece::Sign(b'!', _)))? {
        Piece::Sign(open @ b'[', _) => rest.close(open),
        _ => None,
    }
}

impl Source {
    /// The macro's own name, of a name that it may have in this file.
    fn own_name<'n>(&'n self, name: &'n str) -> Option<&'n str> {
        if let Some(own) = self.renamed.get(name) {
            return Some(own);
        }
        called(name).map(|_| name).or_else(|| self.aliases.get(name).map(String::as_str))
    }

    /// A call with what is around it; none if it is text to a macro there.
    fn placed(&self, mut call: Call, place: &Place) -> Option<Call> {
        call.within = place.macros().cloned().collect();
        call.scope = innermost(&self.scopes, call.span.start);
        let is_text = |around: &Around| matches!(around, Around::Arguments(name) if AS_TEXT.contains(&&**name) && !self.index.defines(name));
        (!call.within.iter().any(is_text)).then_some(call)
    }

    /// Whether a macro of this name is imported from another crate, or is one of the standard library.
    fn is_of_another_crate(&self, name: &str) -> bool {
        let is_near =
            |import: &Import| matches!(&*import.path[0], "crate" | "self" | "super") || import.path.len() == 1;
        if self.index.defines(name) {
            return false;
        }
        STANDARD.contains(&name) || self.imports_of(name).any(|import| !is_near(import))
    }

    /// The imports that are known by a name.
    pub(super) fn imports_of(&self, name: &str) -> impl Iterator<Item = &Import> {
        let places = self.index.imports.get(name).into_iter().flatten();
        places.map(|&(scope, place)| &self.scopes[scope].imports[place])
    }

    /// Everything that is imported anywhere in it.
    pub(super) fn imports(&self) -> impl Iterator<Item = &Import> {
        self.scopes.iter().flat_map(|scope| &scope.imports)
    }

    /// What it imports, each with its name here.
    pub(crate) fn imported(&self) -> impl Iterator<Item = (&str, &str)> {
        self.imports().filter_map(|import| Some((import.path.last()?.as_str(), import.name.as_str())))
    }

    /// Whether a name is one of our macros, and such a one.
    pub(crate) fn is_of_macro(&self, name: &str, is_such: impl FnOnce(Macro) -> bool) -> bool {
        self.own_name(name).and_then(called).is_some_and(is_such)
    }

    /// Whether nothing in it may be of ours.
    pub(crate) fn is_foreign(&self) -> bool {
        self.calls.is_empty() && self.by_variable.is_empty() && self.handed_on.is_empty()
    }

    /// Whether only tests have a call.
    pub(crate) fn is_of_tests(&self, call: &Call) -> bool {
        self.scopes[call.scope].is_of_tests
    }

    /// All calls that may be of ours.
    pub(crate) fn candidates(&self) -> &[Call] {
        &self.calls
    }

    /// The calls that are of our macros, if these crates are ways to reach them, as far as this file alone tells.
    pub(crate) fn calls(&self, crates: &BTreeSet<String>) -> impl Iterator<Item = &Call> {
        self.calls.iter().filter(|call| self.is_ours(call, crates))
    }

    fn is_ours(&self, call: &Call, crates: &BTreeSet<String>) -> bool {
        if let Some(first) = call.path.first() {
            return self.leads_to_us(first, crates);
        }
        let mut imports = self.imports_of(&call.name);
        match imports.next() {
            // By a glob, by `#[macro_use]`, or from a module around: whoever depends on us and has no other means ours.
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

    /// The names that this file gives to the macros, other than their own, each with the macro's own.
    pub(crate) fn renames(&self) -> Aliases {
        let mut found = Aliases::new();
        // In each round another link of a chain is found; a longer one is written to hide something.
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

/// The macros of the standard library that hand on what they are given.
const STANDARD: [&str; 29] = [
    "assert", "assert_eq", "assert_ne", "cfg", "concat", "dbg", "debug_assert", "debug_assert_eq", "debug_assert_ne",
    "env", "eprint", "eprintln", "format", "format_args", "include", "include_bytes", "include_str", "macro_rules",
    "matches", "panic", "print", "println", "thread_local", "todo", "unimplemented", "unreachable", "vec", "write",
    "writeln",
];

#[cfg(test)]
mod tests;
