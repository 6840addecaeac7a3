//! Finds what a file declares: modules and blocks with their imports, `macro_rules!` macros, and included files.

use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use scope_sources::scan::{Piece, Pieces};
use scope_sources::start;

use crate::rust::imports::imports;
use crate::rust::never_compiled;
use crate::rust::scopes::{Definition, Module, Scope};

/// What a file declares.
#[derive(Debug)]
pub(crate) struct Items {
    /// Its modules and blocks, in order. The first one is the file itself.
    pub(crate) scopes: Vec<Scope>,
    /// The `macro_rules!` macros that it defines.
    pub(super) definitions: Vec<Definition>,
    /// The files that it includes.
    pub(crate) included: Vec<String>,
    /// The index of the current module or block.
    here: usize,
    /// The start of the current item, including its attributes.
    begin: usize,
    /// The name of the module whose bracket is expected next.
    opening: Option<String>,
}

impl Items {
    /// Finds the items of a file.
    pub(crate) fn of(text: &str) -> Self {
        let base = start(text);
        Self::of_compiled(&never_compiled::without(text, base), base)
    }

    /// Like [`of`](Self::of), for a file from which code that is never compiled was removed.
    pub(super) fn of_compiled(text: &str, base: usize) -> Self {
        let file = Scope { span: 0..text.len(), module: Some(String::new()), ..Scope::default() };
        let (definitions, included) = (Vec::new(), Vec::new());
        let mut items = Self { scopes: vec![file], definitions, included, here: 0, begin: base, opening: None };
        let mut pieces = Pieces::new(text, base);
        while let Some(piece) = pieces.step() {
            match piece {
                Piece::Word(word) => items.word(text, word, &mut pieces),
                Piece::Sign(sign, at) => items.sign(sign, at, text),
                Piece::Literal(_) => {}
            }
        }
        proc_macro2::extra::invalidate_current_thread_spans();
        items
    }

    /// Returns the modules that it declares to be in other files.
    pub(crate) fn modules(&self) -> impl Iterator<Item = &Module> {
        self.scopes.iter().flat_map(|scope| &scope.modules)
    }

    fn sign(&mut self, sign: u8, at: usize, text: &str) {
        match sign {
            b'{' => {
                let (parent, module) = (self.here, self.opening.take());
                let is_of_tests = self.scopes[parent].is_of_tests || are_of_tests(&text[self.begin..at]);
                self.here = self.scopes.len();
                self.scopes.push(Scope { parent, span: at..text.len(), module, is_of_tests, ..Scope::default() });
            }
            b'}' if self.here > 0 => {
                let scope = &mut self.scopes[self.here];
                scope.span.end = at + 1;
                self.here = scope.parent;
            }
            b'}' | b';' => {}
            _ => return,
        }
        self.begin = at + 1;
    }

    fn word(&mut self, text: &str, word: Range<usize>, pieces: &mut Pieces<'_>) {
        // The first letter rules out most words.
        if !matches!(text.as_bytes()[word.start], b'u' | b'e' | b'm' | b'i') {
            return;
        }
        let mut rest = pieces.clone();
        match &text[word.clone()] {
            // `impl Trait + use<'a>` is not an import.
            "use" if matches!(rest.next(), Some(Piece::Sign(b'<', _))) => {}
            "use" => self.import(text, word.end, pieces),
            "extern" => match rest.next() {
                // `crate a as b;`
                Some(Piece::Word(next))
                    if &text[next.clone()] == "crate"
                        && rest.take(4).any(|piece| matches!(piece, Piece::Sign(b';', _))) =>
                {
                    self.import(text, next.end, pieces);
                }
                _ => {}
            },
            "mod" => match (rest.next(), rest.next()) {
                (Some(Piece::Word(name)), Some(Piece::Sign(b';', _))) => {
                    let modules = modules(&text[name], &text[self.begin..word.start]);
                    self.scopes[self.here].modules.extend(modules);
                }
                (Some(Piece::Word(name)), Some(Piece::Sign(b'{', _))) => self.opening = Some(text[name].to_owned()),
                _ => {}
            },
            "macro_rules" => {
                if let (Some(Piece::Sign(b'!', _)), Some(Piece::Word(name))) = (rest.next(), rest.next()) {
                    let name = text[name].to_owned();
                    self.scopes[self.here].definitions.insert(name.clone());
                    self.definitions.extend(definition(text, name, rest));
                }
            }
            "include" => {
                if let (Some(Piece::Sign(b'!', _)), Some(Piece::Sign(_, _)), Some(Piece::Literal(path))) =
                    (rest.next(), rest.next(), rest.next())
                {
                    let literal = syn::parse_str::<syn::LitStr>(&text[path]);
                    self.included.extend(literal.map(|literal| literal.value()));
                }
            }
            _ => {}
        }
    }

    /// Adds what an item imports from a byte on.
    fn import(&mut self, text: &str, from: usize, pieces: &mut Pieces<'_>) {
        let end = end_of_item(pieces, text);
        self.scopes[self.here].imports.extend(imports(&tokens(text, from..end)));
        self.begin = pieces.clone().next().map_or(text.len(), |next| next.start());
    }
}

/// Returns the module with this name in another file, given the text before `mod`. There is one for each possible file.
fn modules(name: &str, before: &str) -> Vec<Module> {
    let before = if before.contains('#') { tokens(before, 0..before.len()) } else { Vec::new() };
    let is_of_tests = before.iter().any(is_test_attribute);
    paths(&before).into_iter().map(|path| Module { name: name.to_owned(), path, is_of_tests }).collect()
}

/// Reads a `macro_rules!` macro, given the pieces after its name.
fn definition(text: &str, name: String, mut rest: Pieces<'_>) -> Option<Definition> {
    let Some(Piece::Sign(open @ (b'(' | b'[' | b'{'), at)) = rest.next() else { return None };
    let end = rest.close(open)?;
    Some(Definition::of(name, &tokens(text, at + 1..end - 1)))
}

/// Returns the end of a `use`, at the latest before the bracket that closes the surrounding block.
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

/// Returns the tokens of a part of a file; none if it is not valid Rust.
fn tokens(text: &str, part: Range<usize>) -> Vec<TokenTree> {
    let stream = text.get(part).filter(|part| is_shallow(part)).and_then(|part| part.parse::<TokenStream>().ok());
    stream.map(|stream| stream.into_iter().collect()).unwrap_or_default()
}

/// Brackets that are nested more deeply are not parsed. The compiler's own limit for nested macros is 128.
const DEEPEST: usize = 200;

/// Whether a part of a file can be parsed without overflowing the stack.
pub(super) fn is_shallow(part: &str) -> bool {
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

/// Whether an item is test code, given the text before it.
fn are_of_tests(before: &str) -> bool {
    before.contains('#') && tokens(before, 0..before.len()).iter().any(is_test_attribute)
}

/// Whether a token is the bracketed part of `#[cfg(test)]` or `#[tokio::test]`.
fn is_test_attribute(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    let words: String = group.stream().to_string().split_whitespace().collect();
    let function = words.split('(').next().and_then(|path| path.rsplit("::").next());
    function == Some("test")
        || words == "cfg(test)"
        || (words.starts_with("cfg(all(") && words.contains("test") && !words.contains("not("))
}

/// Returns the paths in `#[path = "…"] pub mod` and `#[cfg_attr(unix, path = "…")]`, given the tokens before `mod`.
/// `None` stands for the default path.
fn paths(before: &[TokenTree]) -> Vec<Option<String>> {
    let mut paths = Vec::new();
    for token in before.iter().rev() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                let mut inner = group.stream().into_iter();
                match (inner.next(), inner.next()) {
                    (Some(TokenTree::Ident(name)), _) if name == "path" => return vec![first_string(group.stream())],
                    (Some(TokenTree::Ident(name)), Some(TokenTree::Group(attributes))) if name == "cfg_attr" => {
                        let mut attributes = attributes.stream().into_iter();
                        if attributes.any(|token| matches!(token, TokenTree::Ident(name) if name == "path")) {
                            paths.push(first_string(attributes.collect()));
                        }
                    }
                    _ => {}
                }
            }
            // The visibility or another attribute.
            TokenTree::Group(_) | TokenTree::Ident(_) => {}
            TokenTree::Punct(punct) if punct.as_char() == '#' => {}
            _ => break,
        }
    }
    paths.push(None);
    paths
}

fn first_string(stream: TokenStream) -> Option<String> {
    let literal = stream.into_iter().find_map(|token| syn::parse2::<syn::LitStr>(token.into()).ok());
    literal.map(|literal| literal.value())
}
