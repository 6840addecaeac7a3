//! A source file, read for its calls.

use std::collections::BTreeSet;
use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::call::{Call, span};
use super::imports::{Import, imports};
use super::modules::Module;

/// The macros, by their own names.
pub(crate) const MACROS: [&str; 4] = ["scopes", "scope_list", "operation", "needs_scopes"];

/// What a source file has in it.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// Calls that may be of ours, in order.
    calls: Vec<Call>,
    imports: Vec<Import>,
    /// The macros that are defined in it.
    definitions: BTreeSet<String>,
    /// The modules that it declares to be in files of their own.
    pub(crate) modules: Vec<Module>,
    /// The files that it includes.
    pub(crate) included: Vec<String>,
}

/// Why a file is no Rust: where, and a sentence without a full stop.
pub(crate) type NoRust = (Range<usize>, String);

/// Reads a file.
///
/// # Errors
///
/// Where it cannot be taken apart into tokens, as a bracket without its other half.
pub(crate) fn read(text: &str) -> Result<Source, NoRust> {
    let base = start(text);
    let stream: TokenStream = text[base..].parse().map_err(|error: proc_macro2::LexError| {
        let at = span(base, error.span());
        (at.start.min(text.len())..at.end.min(text.len()), "this is where the file stops to be Rust".to_owned())
    })?;
    let mut reader = Reader { text, base, source: Source::default() };
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    reader.items(&tokens);
    reader.calls(&tokens);
    let source = reader.source;
    drop(tokens);
    // The places of a file that is done with are not kept.
    proc_macro2::extra::invalidate_current_thread_spans();
    Ok(source)
}

/// Where the tokens begin: after a byte order mark and a line for the shell.
pub(crate) fn start(text: &str) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let is_shell = text[mark..].starts_with("#!") && !text[mark + 2..].trim_start().starts_with('[');
    if is_shell { text[mark..].find('\n').map_or(text.len(), |end| mark + end) } else { mark }
}

struct Reader<'t> {
    text: &'t str,
    base: usize,
    source: Source,
}

impl Reader<'_> {
    /// Imports, modules and definitions.
    fn items(&mut self, tokens: &[TokenTree]) {
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    self.items(&inner);
                }
                TokenTree::Ident(word) => self.item(&word.to_string(), at, tokens),
                _ => {}
            }
        }
    }

    fn item(&mut self, word: &str, at: usize, tokens: &[TokenTree]) {
        match (word, &tokens[at + 1..]) {
            ("use", rest) => self.source.imports.extend(imports(until_semicolon(rest))),
            ("extern", [TokenTree::Ident(word), rest @ ..]) if word == "crate" => {
                self.source.imports.extend(imports(until_semicolon(rest)));
            }
            ("mod", [TokenTree::Ident(name), TokenTree::Punct(end), ..]) if end.as_char() == ';' => {
                let path = path_attribute(&tokens[..at]);
                self.source.modules.push(Module { name: name.to_string().trim_start_matches("r#").to_owned(), path });
            }
            ("macro_rules", [TokenTree::Punct(_), TokenTree::Ident(name), ..]) => {
                self.source.definitions.insert(name.to_string());
            }
            ("include", [TokenTree::Punct(_), TokenTree::Group(group), ..]) => {
                self.source.included.extend(first_string(group.stream()));
            }
            _ => {}
        }
    }

    fn calls(&mut self, tokens: &[TokenTree]) {
        for (at, token) in tokens.iter().enumerate() {
            let TokenTree::Ident(name) = token else {
                if let TokenTree::Group(group) = token {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    self.calls(&inner);
                }
                continue;
            };
            let called = match &tokens[at + 1..] {
                [TokenTree::Punct(bang), TokenTree::Group(group), ..] if bang.as_char() == '!' => Some(group),
                [TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis && name == "needs_scopes" => {
                    Some(group)
                }
                _ => None,
            };
            let Some((own, group)) = self.own_name(&name.to_string()).zip(called) else { continue };
            let arguments: Vec<TokenTree> = group.stream().into_iter().collect();
            let end = span(self.base, group.span_close()).end;
            let call = Call {
                name: own,
                path: path_before(&tokens[..at]),
                span: span(self.base, name.span()).start..end,
                ..Call::default()
            };
            self.source.calls.push(call.with_arguments(self.text, self.base, &arguments));
        }
    }

    /// The macro's own name, of a name that it may have in this file.
    fn own_name(&self, name: &str) -> Option<String> {
        let renamed = self.source.imports.iter().find(|import| import.name == name && import.path.len() > 1);
        let own = renamed.and_then(|import| import.path.last()).map_or(name, String::as_str);
        MACROS.contains(&own).then(|| own.to_owned())
    }
}

impl Source {
    /// The calls that mean one of ours, where the macros can be reached by these crates.
    pub(crate) fn calls(&self, crates: &BTreeSet<String>) -> impl Iterator<Item = &Call> {
        self.calls.iter().filter(|call| self.is_ours(call, crates))
    }

    fn is_ours(&self, call: &Call, crates: &BTreeSet<String>) -> bool {
        if let Some(first) = call.path.first() {
            return self.leads_to_us(first, crates);
        }
        let mut imports =
            self.imports.iter().filter(|import| import.path.last() == Some(&call.name) && import.path.len() > 1);
        match imports.next() {
            // By a glob, by `#[macro_use]`, or from a module around: whoever depends on us and has no other means ours.
            None => !self.definitions.contains(&call.name),
            Some(import) => {
                self.leads_to_us(&import.path[0], crates)
                    || imports.any(|import| self.leads_to_us(&import.path[0], crates))
            }
        }
    }

    fn leads_to_us(&self, first: &str, crates: &BTreeSet<String>) -> bool {
        let is_known = |name: &str| matches!(name, "crate" | "self" | "super" | "$crate") || crates.contains(name);
        is_known(first)
            || self.modules.iter().any(|module| module.name == first)
            || self.imports.iter().any(|import| import.name == first && is_known(&import.path[0]))
    }

    /// The names under which files that import them by a glob can call our macros: those that this file exports.
    pub(crate) fn renamed(&self) -> impl Iterator<Item = &Import> {
        self.imports.iter().filter(|import| {
            import.path.len() > 1
                && import.path.last().is_some_and(|last| MACROS.contains(&&**last) && *last != import.name)
        })
    }
}

fn until_semicolon(tokens: &[TokenTree]) -> &[TokenTree] {
    let end = tokens.iter().position(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';'));
    &tokens[..end.unwrap_or(tokens.len())]
}

/// The file of `#[path = "…"] pub mod`, given what stands before `mod`.
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

/// The segments of a path before its last name: `a`, `b` of `a::b::`; `$crate` is one.
fn path_before(tokens: &[TokenTree]) -> Vec<String> {
    let mut path = Vec::new();
    let mut rest = tokens;
    while let [before @ .., TokenTree::Punct(one), TokenTree::Punct(two)] = rest
        && one.as_char() == ':'
        && two.as_char() == ':'
    {
        let [before @ .., TokenTree::Ident(name)] = before else { break };
        let is_variable = matches!(before.last(), Some(TokenTree::Punct(dollar)) if dollar.as_char() == '$');
        path.push(if is_variable { format!("${name}") } else { name.to_string() });
        rest = before;
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crates() -> BTreeSet<String> {
        BTreeSet::from(["oauth_scopes".to_owned()])
    }

    fn texts(source: &str) -> Vec<String> {
        let source = read(source).expect("Rust");
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
            "use crate::prelude::*; fn f() { scopes!(\"a\") }",
            "use crate::prelude; fn f() { prelude::scopes!(\"a\") }",
        ] {
            assert_eq!(texts(source), ["a"], "{source}");
        }
    }

    #[test]
    fn arguments() {
        let source =
            read("scopes!(github: \"repo\", client = \"web\", operations = [\"GET /a\", \"PUT /b\"],)").expect("Rust");
        let call = &source.calls[0];
        assert_eq!(call.catalog.as_ref().map(|catalog| &*catalog.text), Some("github"));
        assert_eq!(call.client.as_ref().map(|client| &*client.value), Some("web"));
        assert_eq!(call.operations.iter().map(|operation| &*operation.value).collect::<Vec<_>>(), ["GET /a", "PUT /b"]);
        assert_eq!((call.texts.len(), call.mistakes.len()), (1, 0));
        let source = read("scopes!(A, \"a\" \"b\", , clinet = \"x\")").expect("Rust");
        assert_eq!(source.calls[0].mistakes.len(), 4, "{:?}", source.calls[0]);
    }

    #[test]
    fn a_call_in_a_macro_by_example() {
        let source = read("macro_rules! m { ($s:literal) => { scopes!($s); scopes!(\"a\") } }").expect("Rust");
        let templates: Vec<bool> = source.calls.iter().map(|call| call.is_template).collect();
        assert_eq!(templates, [true, false]);
    }

    #[test]
    fn a_file_that_is_no_rust() {
        let (place, _) = read("fn f() {\n  (\n}\n").expect_err("no Rust");
        assert!(place.end <= 15, "{place:?}");
        assert!(read("\u{feff}fn f() { \"é\" }").is_ok());
    }
}
