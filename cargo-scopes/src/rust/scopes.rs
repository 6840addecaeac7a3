//! The modules and blocks of a file, with what is known by a name in each, and the macros that are defined there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::imports::Import;

/// A module that a file declares to be in a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Module {
    pub(crate) name: String,
    /// What `#[path]` says.
    pub(crate) path: Option<String>,
    /// Whether only tests have it.
    pub(crate) is_of_tests: bool,
}

/// A module or a block. The first of a file is the file itself.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// The number of the one around it; the file has its own.
    pub(crate) parent: usize,
    pub(crate) span: Range<usize>,
    /// The name of a module; a block has none.
    pub(crate) module: Option<String>,
    /// Whether only tests have it.
    pub(crate) is_of_tests: bool,
    pub(crate) imports: Vec<Import>,
    /// The modules that it declares to be in files of their own.
    pub(crate) modules: Vec<Module>,
    /// The macros that are defined in it.
    pub(crate) definitions: BTreeSet<String>,
}

/// What is where, by name: a file that a machine wrote may have any number of each.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// The imports of a name: their scopes, and their numbers there.
    pub(super) imports: BTreeMap<String, Vec<(usize, usize)>>,
    /// The imports of all that a path has, by scope.
    pub(super) globs: BTreeMap<usize, Vec<usize>>,
    /// The modules of a name that are in this file.
    pub(super) inner: BTreeMap<String, Vec<usize>>,
    /// Those that are in files of their own: their scopes, and their numbers there.
    pub(super) outer: BTreeMap<String, Vec<(usize, usize)>>,
    defined: BTreeSet<String>,
}

impl Index {
    pub(super) fn of(scopes: &[Scope]) -> Self {
        let mut index = Self::default();
        for (number, scope) in scopes.iter().enumerate() {
            for (place, import) in scope.imports.iter().enumerate() {
                if import.is_glob {
                    index.globs.entry(number).or_default().push(place);
                } else {
                    index.imports.entry(import.name.clone()).or_default().push((number, place));
                }
            }
            for (place, module) in scope.modules.iter().enumerate() {
                index.outer.entry(module.name.clone()).or_default().push((number, place));
            }
            if let Some(name) = scope.module.as_ref().filter(|_| number > 0) {
                index.inner.entry(name.clone()).or_default().push(number);
            }
            index.defined.extend(scope.definitions.iter().cloned());
        }
        index
    }

    /// Whether a macro of a name is defined anywhere in the file.
    pub(super) fn defines(&self, name: &str) -> bool {
        self.defined.contains(name)
    }

    /// Whether the file has a module of a name.
    pub(super) fn has_module(&self, name: &str) -> bool {
        self.inner.contains_key(name) || self.outer.contains_key(name)
    }
}

/// A macro by example.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) name: String,
    /// How many rules it has.
    pub(crate) arms: usize,
    /// Whether a rule takes tokens and leaves them out of what it makes.
    pub(crate) drops: bool,
    /// The macros that it hands its tokens to.
    pub(crate) hands_to: BTreeSet<String>,
    /// Whether it calls a macro that it is given the name of: `$name!(…)`.
    pub(crate) calls_given: bool,
}

/// Macros whose arguments are text to them.
pub(super) const AS_TEXT: [&str; 1] = ["stringify"];

/// Macros whose arguments are code of somebody else.
pub(crate) const AS_CODE: [&str; 8] = [
    "quote", "quote_spanned", "parse_quote", "parse_quote_spanned", "quote_token", "quote_expr", "quote_block",
    "quote_stmt",
];

/// A scope and those around it, up to the file.
pub(super) fn around(scopes: &[Scope], number: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(number), |&number| (number > 0).then(|| scopes[number].parent))
}

/// The innermost scope that a byte is in. They are in the order in which they begin.
pub(super) fn innermost(scopes: &[Scope], at: usize) -> usize {
    let last = scopes.partition_point(|scope| scope.span.start <= at).saturating_sub(1);
    around(scopes, last).find(|&number| scopes[number].span.contains(&at)).unwrap_or(0)
}

/// The module that a scope is in.
pub(super) fn module_of(scopes: &[Scope], number: usize) -> usize {
    around(scopes, number).find(|&number| scopes[number].module.is_some()).unwrap_or(0)
}

impl Definition {
    /// Reads the rules of a macro, given the tokens between its brackets.
    pub(super) fn of(name: String, tokens: &[TokenTree]) -> Self {
        let mut definition = Self { name, arms: 0, drops: false, hands_to: BTreeSet::new(), calls_given: false };
        let groups: Vec<&TokenTree> = tokens.iter().filter(|token| matches!(token, TokenTree::Group(_))).collect();
        for arm in groups.chunks(2) {
            definition.arms += 1;
            let [TokenTree::Group(pattern), TokenTree::Group(made)] = arm else { continue };
            let mut taken = BTreeSet::new();
            variables(pattern.stream(), &mut taken);
            let mut kept = BTreeSet::new();
            uses(made.stream(), &mut kept, &mut definition.hands_to);
            definition.drops |= !taken.is_subset(&kept);
            definition.calls_given |= calls_variable(made.stream());
        }
        definition
    }
}

/// The variables of a pattern that may stand for a call.
fn variables(pattern: TokenStream, found: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = pattern.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match (token, tokens.get(at + 1), tokens.get(at + 3)) {
            (TokenTree::Punct(dollar), Some(TokenTree::Ident(name)), Some(TokenTree::Ident(kind)))
                if dollar.as_char() == '$'
                    && ["tt", "expr", "expr_2021", "item", "stmt", "block"].iter().any(|word| kind == word) =>
            {
                found.insert(name.to_string());
            }
            (TokenTree::Group(group), ..) => variables(group.stream(), found),
            _ => {}
        }
    }
}

/// The variables that are in what a rule makes, other than as text, and the macros that are called there.
fn uses(made: TokenStream, found: &mut BTreeSet<String>, called: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = made.into_iter().collect();
    let is = |at: usize, sign: char| matches!(&tokens[at], TokenTree::Punct(punct) if punct.as_char() == sign);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(name) if at > 0 && is(at - 1, '$') => {
                found.insert(name.to_string());
            }
            TokenTree::Group(group) => {
                let is_called = at > 1 && is(at - 1, '!');
                let name = if is_called { tokens[at - 2].to_string() } else { String::new() };
                if AS_TEXT.contains(&&*name) || AS_CODE.contains(&&*name) {
                    continue;
                }
                if !name.is_empty() && group.delimiter() != Delimiter::None {
                    called.insert(name);
                }
                uses(group.stream(), found, called);
            }
            _ => {}
        }
    }
}

/// Whether there is a `$name!`.
fn calls_variable(made: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = made.into_iter().collect();
    let is = |token: &TokenTree, sign: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign);
    // What comes after `::` is a name in something that is known.
    let is_call = |(at, three): (usize, &[TokenTree])| {
        let is_path = at > 0 && is(&tokens[at - 1], ':');
        is(&three[0], '$') && matches!(three[1], TokenTree::Ident(_)) && is(&three[2], '!') && !is_path
    };
    tokens.windows(3).enumerate().any(is_call)
        || tokens.iter().any(|token| matches!(token, TokenTree::Group(group) if calls_variable(group.stream())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(rules: &str) -> Definition {
        let tokens: Vec<TokenTree> = rules.parse::<TokenStream>().expect("tokens").into_iter().collect();
        Definition::of("m".to_owned(), &tokens)
    }

    #[test]
    fn a_macro_that_drops_its_tokens() {
        for (rules, drops) in [
            ("($($t:tt)*) => { $($t)* };", false),
            ("($a:expr) => { Some($a) }; ($a:expr, $b:expr) => { ($a, $b) };", false),
            ("($n:ident, $a:expr) => { $a };", false),
            ("() => {};", false),
            ("($($t:tt)*) => {};", true),
            ("($a:expr, $b:expr) => { $a };", true),
            ("($a:expr) => { stringify!($a) };", true),
            ("($a:expr) => { (stringify!($a), $a) };", false),
        ] {
            assert_eq!(definition(rules).drops, drops, "{rules}");
        }
        assert_eq!(definition("($a:expr) => { other!($a) }; () => {};").hands_to, BTreeSet::from(["other".to_owned()]));
        assert_eq!(definition("($a:expr) => { other!($a) }; () => {};").arms, 2);
        assert!(definition("($m:path) => { const A: u8 = $m!(1); };").calls_given);
        for rules in ["($m:path, $a:expr) => { other!($a); ($m, !1) };", "($m:ident) => { ours::$m!(1) };"] {
            assert!(!definition(rules).calls_given, "{rules}");
        }
    }
}
