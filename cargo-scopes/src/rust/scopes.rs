//! Indexes the modules and blocks of a file, their imports, and the macros that are defined in them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::imports::Import;

/// A module that a file declares to be in another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Module {
    pub(crate) name: String,
    /// The path in `#[path]`.
    pub(crate) path: Option<String>,
    /// Whether it is test code.
    pub(crate) is_of_tests: bool,
}

/// A module or a block. The first one is the file itself.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// The index of the surrounding scope; for the file, its own index.
    pub(crate) parent: usize,
    pub(crate) span: Range<usize>,
    /// The name of a module; `None` for a block.
    pub(crate) module: Option<String>,
    /// Whether it is test code.
    pub(crate) is_of_tests: bool,
    pub(crate) imports: Vec<Import>,
    /// The modules that it declares to be in other files.
    pub(crate) modules: Vec<Module>,
    /// The macros that are defined in it.
    pub(crate) definitions: BTreeSet<String>,
}

/// An index by name, because generated files may contain any number of items.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// The imports of each name: the indices of the scope and of the import in it.
    pub(super) imports: BTreeMap<String, Vec<(usize, usize)>>,
    /// The glob imports of each scope.
    pub(super) globs: BTreeMap<usize, Vec<usize>>,
    /// The inline modules with each name.
    pub(super) inner: BTreeMap<String, Vec<usize>>,
    /// The modules in other files with each name: the indices of the scope and of the module in it.
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

    /// Whether a macro with this name is defined anywhere in the file.
    pub(super) fn defines(&self, name: &str) -> bool {
        self.defined.contains(name)
    }

    /// Whether the file has a module with this name.
    pub(super) fn has_module(&self, name: &str) -> bool {
        self.inner.contains_key(name) || self.outer.contains_key(name)
    }
}

/// A `macro_rules!` macro.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) name: String,
    /// The number of rules.
    pub(crate) arms: usize,
    /// Whether a rule accepts tokens that it does not use.
    pub(crate) drops: bool,
    /// The macros that it passes its tokens to.
    pub(crate) hands_to: BTreeSet<String>,
    /// Whether it calls a macro whose name it is given: `$name!(…)`.
    pub(crate) calls_given: bool,
}

/// Macros that treat their arguments as text.
pub(super) const AS_TEXT: [&str; 1] = ["stringify"];

/// Macros that generate their arguments as code elsewhere.
pub(crate) const AS_CODE: [&str; 8] = [
    "quote", "quote_spanned", "parse_quote", "parse_quote_spanned", "quote_token", "quote_expr", "quote_block",
    "quote_stmt",
];

/// A scope and those around it, up to the file.
pub(super) fn around(scopes: &[Scope], number: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(number), |&number| (number > 0).then(|| scopes[number].parent))
}

/// Returns the innermost scope that contains a byte. Scopes are sorted by their start.
pub(super) fn innermost(scopes: &[Scope], at: usize) -> usize {
    let last = scopes.partition_point(|scope| scope.span.start <= at).saturating_sub(1);
    around(scopes, last).find(|&number| scopes[number].span.contains(&at)).unwrap_or(0)
}

/// Returns the module that contains a scope.
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

/// Finds the variables of a pattern that may stand for a call.
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

/// Finds the variables that the result of a rule uses as code, and the macros that it calls.
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
    // After `::`, the variable is only the last segment of a known path.
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
