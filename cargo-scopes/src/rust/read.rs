//! A source file, read for its calls.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use scope_sources::scan::{Piece, Pieces};
use scope_sources::{NoRust, start};
use scope_syntax::Macro;

use super::call::{Around, Call};
use super::imports::{Import, imports};
use super::never_compiled;
use super::scopes::{AS_CODE, AS_TEXT, Definition, Index, Module, Scope, innermost};

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
    /// The files that it includes.
    pub(crate) included: Vec<String>,
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
    let mut source = Source { aliases: aliases.clone(), ..Source::default() };
    items(text, base, &mut source);
    source.index = Index::of(&source.scopes);
    source.renamed = source.renames();
    calls(text, base, &mut source)?;
    // The places of a file that is done with are not kept.
    proc_macro2::extra::invalidate_current_thread_spans();
    Ok(source)
}

/// The modules that a file declares to be in other files, and the files that it includes.
pub(super) fn modules(text: &str) -> (Vec<Module>, Vec<String>) {
    let base = start(text);
    let text = &*never_compiled::without(text, base);
    let (mut modules, mut files) = (Vec::new(), Vec::new());
    let (mut pieces, mut begin) = (Pieces::new(text, base), base);
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Sign(b'{' | b'}' | b';', at) => begin = at + 1,
            Piece::Word(word) if word.len() == 3 && &text[word.clone()] == "mod" => {
                modules.extend(declared(text, &pieces, begin..word.start));
            }
            Piece::Word(word) if word.len() == 7 && &text[word.clone()] == "include" => {
                files.extend(included(text, &pieces));
            }
            _ => {}
        }
    }
    proc_macro2::extra::invalidate_current_thread_spans();
    (modules, files)
}

/// The module that is declared to be in another file, given what comes after `mod` and where its attributes are.
fn declared(text: &str, pieces: &Pieces<'_>, attributes: Range<usize>) -> Option<Module> {
    let mut rest = pieces.clone();
    let (Some(Piece::Word(name)), Some(Piece::Sign(b';', _))) = (rest.next(), rest.next()) else { return None };
    let has_attribute = text[attributes.clone()].contains('#');
    let before = if has_attribute { tokens(text, attributes) } else { Vec::new() };
    let (path, is_of_tests) = (path_attribute(&before), before.iter().any(is_test_attribute));
    Some(Module { name: text[name].to_owned(), path, is_of_tests })
}

/// The file that is included, given what comes after `include`.
fn included(text: &str, pieces: &Pieces<'_>) -> Option<String> {
    let mut rest = pieces.clone();
    let (Some(Piece::Sign(b'!', _)), Some(Piece::Sign(..)), Some(Piece::Literal(path))) =
        (rest.next(), rest.next(), rest.next())
    else {
        return None;
    };
    syn::parse_str::<syn::LitStr>(&text[path]).ok().map(|literal| literal.value())
}

/// Scopes with their imports, modules and definitions.
fn items(text: &str, base: usize, source: &mut Source) {
    let mut pieces = Pieces::new(text, base);
    // Where the item begins, with its attributes.
    let mut begin = base;
    source.scopes.push(Scope { span: 0..text.len(), module: Some(String::new()), ..Scope::default() });
    let (mut here, mut module) = (0, None);
    while let Some(piece) = pieces.next() {
        let word = match piece {
            Piece::Word(word) => word,
            Piece::Sign(b'{', at) => {
                begin = at + 1;
                source.scopes.push(Scope {
                    parent: here,
                    span: at..text.len(),
                    module: module.take(),
                    ..Scope::default()
                });
                here = source.scopes.len() - 1;
                continue;
            }
            Piece::Sign(b'}', at) => {
                begin = at + 1;
                if here > 0 {
                    source.scopes[here].span.end = at + 1;
                    here = source.scopes[here].parent;
                }
                continue;
            }
            Piece::Sign(b';', at) => {
                begin = at + 1;
                continue;
            }
            _ => continue,
        };
        match &text[word.clone()] {
            // `impl Trait + use<'a>` imports nothing.
            "use" if matches!(pieces.clone().next(), Some(Piece::Sign(b'<', _))) => {}
            "use" => {
                let tokens = tokens(text, word.end..end_of_item(&mut pieces, text));
                source.scopes[here].imports.extend(imports(&tokens));
                begin = pieces.clone().next().map_or(text.len(), |next| next.start());
            }
            "extern" => {
                let tokens = tokens(text, word.end..end_of_crate(&pieces, text));
                let imported = tokens.split_first().map(|(_, rest)| imports(rest)).unwrap_or_default();
                source.scopes[here].imports.extend(imported);
            }
            "mod" => match declared(text, &pieces, begin..word.start) {
                Some(declared) => source.scopes[here].modules.push(declared),
                None => module = opened(text, &pieces),
            },
            "macro_rules" => {
                let mut rest = pieces.clone();
                if let (Some(Piece::Sign(b'!', _)), Some(Piece::Word(name))) = (rest.next(), rest.next()) {
                    let name = text[name].to_owned();
                    source.scopes[here].definitions.insert(name.clone());
                    source.definitions.extend(definition(text, name, rest));
                }
            }
            "include" => source.included.extend(included(text, &pieces)),
            _ => {}
        }
    }
}

/// The name of the module that is opened, given what comes after `mod`.
fn opened(text: &str, pieces: &Pieces<'_>) -> Option<String> {
    let mut rest = pieces.clone();
    let (Some(Piece::Word(name)), Some(Piece::Sign(b'{', _))) = (rest.next(), rest.next()) else { return None };
    Some(text[name].to_owned())
}

/// Brackets in brackets deeper than this are not looked into. The compiler's own limit for macros in macros is 128.
const DEEPEST: usize = 200;

/// Whether a part of a file can be taken apart without running out of stack.
fn is_shallow(part: &str) -> bool {
    let mut depth = 0usize;
    Pieces::new(part, 0).all(|piece| {
        match piece {
            Piece::Sign(b'(' | b'[' | b'{', _) => depth += 1,
            Piece::Sign(b')' | b']' | b'}', _) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth <= DEEPEST
    })
}

/// A macro by example, given what comes after its name.
fn definition(text: &str, name: String, mut rest: Pieces<'_>) -> Option<Definition> {
    let Some(Piece::Sign(open @ (b'(' | b'[' | b'{'), at)) = rest.next() else { return None };
    let end = rest.close(open)?;
    Some(Definition::of(name, &tokens(text, at + 1..end - 1)))
}

/// Where a `use` ends: before a bracket that closes what is around it, if nothing else does.
fn end_of_item(pieces: &mut Pieces<'_>, text: &str) -> usize {
    let mut depth = 0usize;
    loop {
        let before = pieces.clone();
        match pieces.next() {
            Some(Piece::Sign(b';', at)) => return at,
            Some(Piece::Sign(b'(' | b'[' | b'{', _)) => depth += 1,
            Some(Piece::Sign(b')' | b']' | b'}', at)) => {
                let Some(outer) = depth.checked_sub(1) else {
                    *pieces = before;
                    return at;
                };
                depth = outer;
            }
            Some(_) => {}
            None => return text.len(),
        }
    }
}

/// Where `extern crate` ends: at once where it is an `extern` of another kind.
fn end_of_crate(pieces: &Pieces<'_>, text: &str) -> usize {
    let mut rest = pieces.clone();
    match rest.next() {
        Some(Piece::Word(word)) if &text[word.clone()] == "crate" => {
            // `crate a as b;`
            let end = rest.take(4).find(|piece| matches!(piece, Piece::Sign(b';', _)));
            end.map_or(word.end, |end| end.start())
        }
        Some(other) => other.start(),
        None => text.len(),
    }
}

/// The tokens of a part of a file; none if it is not Rust.
fn tokens(text: &str, part: Range<usize>) -> Vec<TokenTree> {
    let stream = text.get(part).filter(|part| is_shallow(part)).and_then(|part| part.parse::<TokenStream>().ok());
    stream.map(|stream| stream.into_iter().collect()).unwrap_or_default()
}

/// The calls of a file, those in the arguments of other macros included.
fn calls(text: &str, base: usize, source: &mut Source) -> Result<(), NoRust> {
    let mut pieces = Pieces::new(text, base);
    let (mut path, mut nesting) = (Path::default(), Nesting::default());
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
            nesting.sign(&piece, text);
            path.sign(&piece);
            continue;
        };
        let name = &text[word.clone()];
        let is_call = calls_macro(text, &word);
        let own = source.own_name(name).and_then(called);
        let own = own.filter(|of| !of.is_attribute() || word.start < end_of_attribute);
        if let Some((of, open, mut inner)) = own.and_then(|of| opened(&pieces, of)) {
            let start = inner.at();
            let unended = || (word.clone(), "this call has no end".to_owned());
            let end = inner.close(open).ok_or_else(unended)?;
            if !is_shallow(&text[start..end - 1]) {
                return Err((word, "the brackets of this call are nested too deeply".to_owned()));
            }
            let tokens = text[start..end - 1].parse::<TokenStream>().map_err(|error| {
                let at = scope_sources::token_span(start, error.span());
                (at.start.min(end)..at.end.min(end), "this cannot be split into tokens".to_owned())
            })?;
            let call = Call::new(of, name, path.before(text), word.start..end);
            source.add(call.with_arguments(text, start, tokens), &nesting);
        } else if let Some(of) = own.filter(|of| of.is_attribute()) {
            let call = Call::new(of, name, path.before(text), word.clone());
            source.add(call.with_arguments(text, word.end, TokenStream::new()), &nesting);
        } else if is_call && path.names_variable() {
            let scope = innermost(&source.scopes, word.start);
            source.by_variable.push(NamedByVariable { path: path.before(text), scope, span: word.clone() });
        } else if let Some(of) = own.filter(|_| !is_call && !is_import && nesting.is_in_arguments()) {
            let call = Call::new(of, name, path.before(text), word.clone());
            source.handed_on.extend(source.placed(call, &nesting));
        }
        is_import |= name == "use";
        let may_be_ours = is_call && path.may_be_of_package(text) && !source.is_of_another_crate(name);
        nesting.word(&word, may_be_ours);
        if is_call && !source.invoked.contains(name) && !nesting.is_in_definition_of(name) {
            source.invoked.insert(name.to_owned());
        }
        path.word(word);
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

/// The macros around what is read.
#[derive(Debug, Default)]
struct Nesting {
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
    fn word(&mut self, word: &Range<usize>, may_be_ours: bool) {
        self.last = Some((word.clone(), may_be_ours));
    }

    fn sign(&mut self, piece: &Piece, text: &str) {
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

    fn is_in_definition_of(&self, name: &str) -> bool {
        self.macros().any(|around| matches!(around, Around::Definition(other) if other == name))
    }

    /// The macros around, the outermost first.
    fn macros(&self) -> impl Iterator<Item = &Around> {
        self.around.iter().filter_map(|bracket| match bracket {
            Bracket::Macro(around) => Some(around),
            Bracket::Code | Bracket::OtherMacro => None,
        })
    }

    /// Whether another macro is given what is read, and not as the text of a program that it writes.
    fn is_in_arguments(&self) -> bool {
        let is_given =
            |bracket: &Bracket| matches!(bracket, Bracket::OtherMacro | Bracket::Macro(Around::Arguments(_)));
        let is_written = |around: &Around| matches!(around, Around::Arguments(name) if AS_CODE.contains(&&**name));
        self.around.iter().any(is_given) && !self.macros().any(is_written)
    }
}

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

/// The path that is being read: `a::b::`.
#[derive(Debug, Default)]
struct Path {
    segments: Vec<Range<usize>>,
    /// How many colons came after the last of them.
    colons: usize,
    /// Whether there is a `$` before the first of them.
    is_variable: bool,
    after_dollar: bool,
}

impl Path {
    fn word(&mut self, word: Range<usize>) {
        if self.colons != 2 {
            self.segments.clear();
            self.is_variable = self.after_dollar;
        }
        self.segments.push(word);
        (self.colons, self.after_dollar) = (0, false);
    }

    fn sign(&mut self, piece: &Piece) {
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
    fn names_variable(&self) -> bool {
        self.after_dollar
    }

    /// Whether a macro of a name that comes now may be one of the package.
    fn may_be_of_package(&self, text: &str) -> bool {
        let first = self.segments.first().filter(|_| self.colons == 2).map(|first| &text[first.clone()]);
        first.is_none_or(|first| matches!(first, "crate" | "self" | "super"))
    }

    /// The segments before a word that comes now; `$crate` is one.
    fn before(&self, text: &str) -> Vec<String> {
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

impl Source {
    /// The macro's own name, of a name that it may have in this file.
    fn own_name<'n>(&'n self, name: &'n str) -> Option<&'n str> {
        if let Some(own) = self.renamed.get(name) {
            return Some(own);
        }
        called(name).map(|_| name).or_else(|| self.aliases.get(name).map(String::as_str))
    }

    /// Adds a call, unless it is text to a macro around it.
    fn add(&mut self, call: Call, nesting: &Nesting) {
        self.calls.extend(self.placed(call, nesting));
    }

    /// A call with what is around it; none if it is text to a macro there.
    fn placed(&self, mut call: Call, nesting: &Nesting) -> Option<Call> {
        call.within = nesting.macros().cloned().collect();
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
        self.index.imports(name).iter().map(|&(scope, place)| &self.scopes[scope].imports[place])
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
    "assert",
    "assert_eq",
    "assert_ne",
    "cfg",
    "concat",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprint",
    "eprintln",
    "format",
    "format_args",
    "include",
    "include_bytes",
    "include_str",
    "macro_rules",
    "matches",
    "panic",
    "print",
    "println",
    "thread_local",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

/// Whether a token is what is between the brackets of `#[cfg(test)]`.
fn is_test_attribute(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    let words: String = group.stream().to_string().split_whitespace().collect();
    words == "cfg(test)" || (words.starts_with("cfg(all(") && words.contains("test") && !words.contains("not("))
}

/// The file of `#[path = "…"] pub mod`, given what is before `mod`.
fn path_attribute(before: &[TokenTree]) -> Option<String> {
    for token in before.iter().rev() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                let mut inner = group.stream().into_iter();
                let is_path = matches!(inner.next(), Some(TokenTree::Ident(name)) if name == "path");
                if let Some(path) = is_path.then(|| first_string(group.stream())).flatten() {
                    return Some(path);
                }
            }
            // The visibility, and other attributes.
            TokenTree::Group(_) | TokenTree::Ident(_) => {}
            TokenTree::Punct(punct) if punct.as_char() == '#' => {}
            _ => return None,
        }
    }
    None
}

fn first_string(stream: TokenStream) -> Option<String> {
    let literal = stream.into_iter().find_map(|token| match token {
        TokenTree::Literal(literal) => Some(literal),
        _ => None,
    })?;
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|literal| literal.value())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(text: &str) -> Result<Source, NoRust> {
        read(text, &Aliases::new())
    }

    fn crates() -> BTreeSet<String> {
        BTreeSet::from(["oauth_scopes".to_owned()])
    }

    fn texts(source: &str) -> Vec<String> {
        let source = alone(source).expect("Rust");
        let crates = crates();
        source.calls(&crates).flat_map(|call| call.texts.iter().map(|text| text.value.clone())).collect()
    }

    #[test]
    fn calls_wherever_they_stand() {
        let source = "#!/usr/bin/env run\n\
            use oauth_scopes::{scopes, scope_list as list};\n\
            mod inner { const A: S = super::scopes!(\"a b\"); }\n\
            fn f() { println!(\"{}\", scopes![\"c\"]); vec![list! { \"d\", r#\"e\"# }] }\n\
            // scopes!(\"no\")\n\
            const TEXT: &str = \"scopes!(no)\";\n\
            /* scopes!(\"no\") */ #[cfg(test)] mod tests { #[test] fn t() { assert_eq!(oauth_scopes::scopes!(\"f\").len(), 1) } }\n";
        assert_eq!(texts(source), ["a b", "c", "d", "e", "f"]);
    }

    #[test]
    fn calls_of_others_are_theirs() {
        for source in [
            "use rspotify::scopes; fn f() { scopes!(\"a\") }",
            "fn f() { rspotify::scopes!(\"a\") }",
            "macro_rules! scopes { ($($t:tt)*) => {} } fn f() { scopes!(\"a\") }",
            "fn f() { scopes != (\"a\"); scopes(\"a\") }",
        ] {
            assert_eq!(texts(source), [""; 0], "{source}");
        }
        for source in [
            "fn f() { scopes!(\"a\") }",
            "use rspotify::scopes as theirs; use oauth_scopes::scopes; fn f() { scopes!(\"a\"); theirs!(b) }",
            "use oauth_scopes as os; fn f() { os::scopes!(\"a\") }",
            "fn f() -> impl Sized + use<> { use oauth_scopes::scopes as s; s!(\"a\") }",
            "use crate::prelude::*; fn f() { scopes!(\"a\") }",
            "use crate::prelude; fn f() { prelude::scopes!(\"a\") }",
        ] {
            assert_eq!(texts(source), ["a"], "{source}");
        }
    }

    #[test]
    fn arguments() {
        let source =
            alone("scopes!(github: \"repo\", client = \"web\", operations = [\"GET /a\", \"PUT /b\"],)").expect("Rust");
        let call = &source.calls[0];
        assert_eq!(call.catalog.as_ref().map(|catalog| &*catalog.text), Some("github"));
        assert_eq!(call.client.as_ref().map(|client| &*client.value), Some("web"));
        assert_eq!(call.operations.iter().map(|operation| &*operation.value).collect::<Vec<_>>(), ["GET /a", "PUT /b"]);
        assert_eq!((call.texts.len(), call.mistakes.len()), (1, 0));
        let source = alone("scopes!(A, \"a\" \"b\", , clinet = \"x\")").expect("Rust");
        assert_eq!(source.calls[0].mistakes.len(), 4, "{:?}", source.calls[0]);
    }

    #[test]
    fn calls_that_begin_with_something_else() {
        for (text, catalog, expected) in [
            ("scope_set!(pub struct A: m = \"a b\");", None, "a b"),
            ("scope_set!(github: /** x */ #[derive(Clone)] pub(crate) struct A: m::n = \"a\";)", Some("github"), "a"),
            ("scope_set!(impl m for Token<A> = \"a\", client = \"web\")", None, "a"),
            ("assert_covers!(SCOPES, \"a\")", None, "a"),
            ("assert_covers!(of(A, B), github: \"a\", operations = [\"GET /a\"])", Some("github"), "a"),
        ] {
            let source = alone(text).expect("Rust");
            let call = &source.calls[0];
            assert_eq!(call.catalog.as_ref().map(|catalog| &*catalog.text), catalog, "{text}");
            assert_eq!((&*call.texts[0].value, call.mistakes.len()), (expected, 0), "{text}: {call:?}");
        }
        for text in ["performs_here!(github: \"GET /a\")", "#[performs(github: \"GET /a\")] fn f() {}"] {
            let source = alone(text).expect("Rust");
            let call = &source.calls[0];
            assert_eq!((&*call.operations[0].value, call.mistakes.len(), call.texts.len()), ("GET /a", 0, 0), "{text}");
        }
        for text in ["scope_set!(pub struct A)", "#[performs] fn f() {}", "#[cfg_attr(unix, performs(A))] fn f() {}"] {
            assert_eq!(alone(text).expect("Rust").calls[0].mistakes.len(), 1, "{text}");
        }
        assert_eq!(alone("fn performs(a: u8) {} fn f() { performs(A); self.performs(B) }").expect("Rust").calls, []);
    }

    #[test]
    fn a_call_in_a_macro_by_example() {
        let source = alone("macro_rules! m { ($s:literal) => { scopes!($s); scopes!(\"a\") } }").expect("Rust");
        let templates: Vec<bool> = source.calls.iter().map(|call| call.is_template).collect();
        assert_eq!(templates, [true, false]);
    }

    #[test]
    fn a_call_that_does_not_end() {
        let text = "fn f() { scopes!(\"a\" }";
        let (place, message) = alone(text).map(|_| ()).expect_err("no end").clone();
        assert_eq!((&text[place], &*message), ("scopes", "this call has no end"));
        assert!(alone("\u{feff}fn f() { \"é\" } {{{").is_ok());
    }

    /// Depths that overflow the stack, and sizes that take minutes where the time grows with the square.
    #[test]
    fn hostile_files_end() {
        let nested = |open: &str, close: &str| format!("{}{}", open.repeat(20_000), close.repeat(20_000));
        for text in [
            nested("scopes!(", ")"),
            format!("scopes!(\"a\", {});", nested("(", ")")),
            format!("#[cfg{}] mod a;", nested("(", ")")),
        ] {
            alone(&text)
                .map(|_| ())
                .map_or_else(|(_, message)| assert!(message.contains("brackets"), "{message}"), |()| ());
        }
        for text in [
            format!("use {}scopes{};", "a::{".repeat(20_000), "}".repeat(20_000)),
            nested("mod a {", "}"),
            nested("(", ")"),
            "#[a".repeat(20_000),
            "#[ #[a] ".repeat(20_000),
            "extern crate ".repeat(20_000),
            "extern crate a as b; ".repeat(20_000),
            "use oauth_scopes::scopes as s; s!(\"a\"); ".repeat(5_000),
        ] {
            let text = format!("{text}\nscopes!(\"a\");");
            assert!(alone(&text).is_ok_and(|source| source.calls(&crates()).count() > 0), "{}", &text[..20]);
        }
        let text = format!("scopes!({})", ["scope_list!(x)"; 150].join(", "));
        assert!(alone(&text).is_ok());
    }

    #[test]
    fn names_that_other_files_give() {
        let prelude = alone("pub use oauth_scopes::{scopes as sc, scope_list as _}; use sc as so; use so as three;");
        let aliases: Aliases = prelude.expect("Rust").renames();
        let expected = ["sc", "so", "three"].map(|name| (name.to_owned(), "scopes".to_owned()));
        assert_eq!(aliases, Aliases::from(expected));
        let source = read("use crate::prelude::sc; fn f() { sc!(\"a\"); own!(\"b\") }", &aliases).expect("Rust");
        let calls: Vec<&Call> = source.calls(&crates()).collect();
        assert_eq!((calls.len(), calls[0].of), (1, Macro::Scopes));
    }

    #[test]
    fn what_is_around_a_call() {
        let source = alone(
            "macro_rules! m { ($e:expr) => { { scopes!(\"a\"); $e } } }\n\
             fn f() { m!(scopes!(\"b\")); vec![scopes!(\"c\")]; stringify!(scopes!(\"d\")); quote! { scopes!(\"e\") } }\n\
             use serde_json::json; fn g() { json!({ \"a\": scopes!(\"f\") }); crate::n! { scopes!(\"g\") } }",
        )
        .expect("Rust");
        let around: Vec<(&str, Vec<String>)> = source
            .candidates()
            .iter()
            .map(|call| {
                let name = |around: &Around| match around {
                    Around::Arguments(name) => format!("{name}!"),
                    Around::Definition(name) => name.clone(),
                };
                (&*call.texts[0].value, call.within.iter().map(name).collect())
            })
            .collect();
        let expected: [(&str, &[&str]); 6] =
            [("a", &["m"]), ("b", &["m!"]), ("c", &[]), ("e", &["quote!"]), ("f", &[]), ("g", &["n!"])];
        assert_eq!(around, expected.map(|(text, names)| (text, names.iter().map(ToString::to_string).collect())));
        assert!(source.invoked.contains("m") && source.invoked.contains("json"));
    }

    #[test]
    fn macros_that_are_handed_on() {
        let names = |text: &str| -> Vec<String> {
            let source = alone(text).expect("Rust");
            source
                .handed_on
                .iter()
                .map(|call| [&*call.path, std::slice::from_ref(&call.name)].concat().join("::"))
                .collect()
        };
        for (text, expected) in [
            ("w!(oauth_scopes::scopes);", &["oauth_scopes::scopes"][..]),
            ("other::w! { a, oauth_scopes::scope_list }", &["oauth_scopes::scope_list"]),
            ("use oauth_scopes::scopes; w!(scopes);", &["scopes"]),
            ("use oauth_scopes::scopes as s; w!(s, 1);", &["s"]),
            ("w!(oauth_scopes::scopes!(\"a\"));", &[]),
            ("stringify!(oauth_scopes::scopes); quote! { oauth_scopes::scopes }", &[]),
            ("cfg_if! { if #[cfg(unix)] { use oauth_scopes::scopes; } }", &[]),
            ("macro_rules! m { () => { use oauth_scopes::scopes; } }", &[]),
            ("use oauth_scopes::scopes; fn f() { g(oauth_scopes::scopes) }", &[]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn what_no_build_has() {
        let text = "#[cfg(any())] mod one; #[cfg(false)] fn f() { scopes!(\"a\") } mod two; fn g() { scopes!(\"b\") }";
        assert_eq!(texts(text), ["b"]);
        let (modules, _) = modules(text);
        assert_eq!(modules.iter().map(|module| &*module.name).collect::<Vec<_>>(), ["two"]);
    }

    #[test]
    fn modules_and_what_is_included() {
        let source = alone(
            "#[cfg(unix)] #[path = \"far/off.rs\"] pub(crate) mod one;\nmod two;\nmod inner { mod three; }\n\
             use a::b; mod four;\ninclude!(\"five.rs\"); extern \"C\" { fn x(); } mod six { }",
        )
        .expect("Rust");
        let modules: Vec<(&str, Option<&str>)> =
            source.modules.iter().map(|module| (&*module.name, module.path.as_deref())).collect();
        let expected = [("one", Some("far/off.rs")), ("two", None), ("three", None), ("four", None)];
        assert_eq!((&*modules, &*source.included), (&expected[..], &["five.rs".to_owned()][..]));
    }

    #[test]
    fn calls_within_calls_of_others() {
        let text = "fn f() { outer!(a, $crate::scopes!(\"x\"), inner![scopes!(\"y\")]) }";
        assert_eq!(texts(text), ["x", "y"]);
    }

    #[test]
    fn any_text_is_read_without_a_panic() {
        let pieces = [
            "scopes!(",
            "\"a b\"",
            "r#\"a\"#",
            ")",
            "]",
            "{",
            "}",
            "use ",
            "oauth_scopes::",
            "as x",
            ";",
            "mod ",
            "#[path = ",
            "'a'",
            "'",
            "\"",
            "\\",
            "//",
            "/*",
            "*/",
            "\n",
            "é",
            "\u{feff}",
            "#!",
            "$s",
            ",",
            "client = ",
            "github: ",
            "operations = [",
            "macro_rules! scopes ",
            "include!(",
            "extern crate ",
            "1.0e-3",
            "b'",
            "br##\"",
            "scope_list",
            "::",
            "&",
        ];
        let mut state = 1u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..16 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let piece = usize::try_from(state >> 33).expect("31 bits") % pieces.len();
                text.push_str(pieces[piece]);
            }
            match alone(&text) {
                Ok(source) => {
                    for call in source.calls(&crates()) {
                        assert!(text.get(call.span.clone()).is_some(), "{text:?}");
                        assert!(call.texts.iter().all(|literal| text.get(literal.span.clone()).is_some()), "{text:?}");
                        assert!(
                            call.mistakes.iter().all(|mistake| text.get(mistake.span.clone()).is_some()),
                            "{text:?}"
                        );
                    }
                }
                Err((place, _)) => assert!(text.get(place).is_some(), "{text:?}"),
            }
        }
    }
}
