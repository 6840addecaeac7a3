//! A source file, read for scopes that are written by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, Ident, Item, LitStr, Macro, Member, Pat, Type};

use super::arguments::{Part, expressions, parts};
use super::confidence::{Confidence, asks_for_scopes, holds_scopes, is_list, mentions_scope};
use super::provider_hints;
use super::scope_url::{ScopeParameter, is_scope_url};
use super::value::{File, Value, path_names, string};
use super::{Form, Group, Kind, Text};
use crate::rust::{NoRust, start, token_span};

/// What a source file asks for.
#[derive(Debug, Default)]
pub(crate) struct FileUsage {
    /// What it asks for, in order.
    pub(crate) groups: Vec<Group>,
    /// Constants of texts that may be scopes, by name; their use decides.
    pub(crate) constants: BTreeMap<String, Group>,
    /// The constants that are asked for.
    pub(crate) wanted: BTreeSet<String>,
    /// Where scopes are composed at run time.
    pub(crate) composed: Vec<Range<usize>>,
    /// The providers that a crate or a URL in it belongs to.
    pub(crate) hints: BTreeSet<&'static str>,
    /// Whether it has to do with OAuth at all.
    pub(crate) is_about_oauth: bool,
}

/// Deeper nesting of brackets is not parsed: each level takes a piece of the stack.
const DEEPEST: usize = 100;

/// Reads a file, without the calls of the macros of `oauth-scopes`, which begin at these bytes.
///
/// # Errors
///
/// If its brackets or literals do not end.
pub(crate) fn read(text: &str, calls: &BTreeSet<usize>) -> Result<FileUsage, NoRust> {
    let base = start(text);
    let stream: TokenStream = text[base..].parse().map_err(|error: proc_macro2::LexError| {
        let at = token_span(base, error.span());
        (at.start.min(text.len())..at.end.min(text.len()), "syntax error".to_owned())
    })?;
    if let Some(deep) = too_deep(&stream) {
        return Err((token_span(base, deep), "brackets are nested too deeply".to_owned()));
    }
    let file = File { base };
    let mut reader = Reader { file, calls, usage: FileUsage::default(), taken: BTreeSet::new(), becomes_scopes: false };
    match syn::parse2::<syn::File>(stream.clone()) {
        Ok(file) => reader.visit_file(&file),
        // A file that another one includes, or one in a syntax that is not known here.
        Err(_) => reader.arguments(stream),
    }
    let mut usage = reader.usage;
    usage.groups.sort_by_key(Group::start);
    usage.composed.sort_by_key(|place| place.start);
    proc_macro2::extra::invalidate_current_thread_spans();
    Ok(usage)
}

fn too_deep(stream: &TokenStream) -> Option<proc_macro2::Span> {
    let mut waiting = vec![(stream.clone(), 0)];
    while let Some((stream, depth)) = waiting.pop() {
        for token in stream {
            let TokenTree::Group(group) = token else { continue };
            if depth == DEEPEST {
                return Some(group.span_open());
            }
            waiting.push((group.stream(), depth + 1));
        }
    }
    None
}

/// Adds the constants that a file asks for to the groups of the file that defines them, if there is one of the name.
pub(crate) fn follow_constants(usages: &mut [FileUsage]) {
    let wanted: BTreeMap<String, bool> = usages
        .iter()
        .flat_map(|usage| usage.wanted.iter().map(|name| (name.clone(), usage.is_about_oauth)))
        .fold(BTreeMap::new(), |mut wanted, (name, is_about_oauth)| {
            *wanted.entry(name).or_default() |= is_about_oauth;
            wanted
        });
    for (name, is_about_oauth) in wanted {
        let mut defining = usages.iter_mut().filter(|usage| usage.constants.contains_key(&name));
        let (Some(usage), None) = (defining.next(), defining.next()) else { continue };
        let is_taken = |group: &Group| usage.groups.iter().any(|known| known.start() == group.start());
        if usage.constants.get(&name).is_some_and(is_taken) {
            continue;
        }
        if let Some(mut group) = usage.constants.remove(&name) {
            group.confidence = if is_about_oauth { Confidence::Certain } else { Confidence::Named };
            usage.groups.push(group);
            usage.groups.sort_by_key(Group::start);
        }
    }
}

struct Reader<'c> {
    file: File,
    calls: &'c BTreeSet<usize>,
    usage: FileUsage,
    /// The first bytes of what belongs to a group.
    taken: BTreeSet<usize>,
    /// Whether scopes are made of the list that is visited, by what is called on it or in a loop over it.
    becomes_scopes: bool,
}

/// Macros whose texts are for people, or are compared.
const SILENT: [&str; 27] = [
    "println",
    "print",
    "eprintln",
    "eprint",
    "dbg",
    "panic",
    "unreachable",
    "todo",
    "unimplemented",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "trace",
    "debug",
    "info",
    "warn",
    "error",
    "log",
    "bail",
    "anyhow",
    "ensure",
    "matches",
    "include_str",
    "macro_rules",
];

impl Reader<'_> {
    fn take<'e>(&mut self, expressions: impl IntoIterator<Item = &'e Expr>, confidence: Confidence) {
        let value = self.file.value(expressions);
        self.keep(value, confidence);
    }

    /// Keeps what is in no group yet.
    fn keep(&mut self, mut value: Value, confidence: Confidence) {
        for alternative in std::mem::take(&mut value.alternatives) {
            self.keep(alternative, confidence);
        }
        self.usage.wanted.extend(std::mem::take(&mut value.constants));
        for place in value.composed {
            if self.taken.insert(place.start) {
                self.usage.composed.push(place);
            }
        }
        let before = value.texts.len();
        value.texts.retain(|text| self.taken.insert(text.span.start));
        if value.texts.is_empty() {
            return;
        }
        let form = if value.texts.len() == before { value.form } else { Form::Apart };
        self.usage.groups.push(Group { texts: value.texts, confidence, form });
    }

    fn keep_text(&mut self, text: Text, form: Form, confidence: Confidence) {
        self.keep(Value { texts: vec![text], form, ..Value::default() }, confidence);
    }

    /// `const NAME: Type = value;`, or the same with `static` or `let`.
    fn binding(&mut self, name: &Ident, kind: Option<&Type>, value: &Expr) {
        let name = name.to_string();
        if holds_scopes(&name) || kind.is_some_and(is_scope_type) || is_parsed(value) {
            self.take([value], Confidence::Named);
        } else if name.chars().all(|c| !c.is_lowercase()) {
            let value = self.file.value([value]);
            if !value.texts.is_empty() {
                // Its use decides, unless it says so itself.
                if !value.texts.iter().any(|text| is_scope_url(&text.value)) {
                    self.taken.extend(value.texts.iter().map(|text| text.span.start));
                }
                let group = Group { texts: value.texts, confidence: Confidence::Named, form: value.form };
                self.usage.constants.insert(name, group);
            }
        }
    }

    /// A call of a function at the end of a path, or of a method.
    fn call<'e>(&mut self, name: &Ident, path: Option<&[&Ident]>, arguments: impl Iterator<Item = &'e Expr> + Clone) {
        let name = name.to_string();
        let (is_method, path) = (path.is_none(), path.unwrap_or_default());
        let is_scope_type = path.last().is_some_and(|last| mentions_scope(&last.to_string()));
        // A function that is called `scope` and nothing more is as often one of threads or of routes.
        let is_bare = name == "scope" && !is_method;
        // `Problem::Scope("…")` is a variant of something else.
        let is_variant = name.starts_with(|c: char| c.is_ascii_uppercase()) && !path.is_empty();
        let asks =
            (is_scope_type && asks_for_scopes(&format!("scope_{name}"))) || (asks_for_scopes(&name) && !is_variant);
        if asks && !is_bare {
            self.take(arguments.clone(), Confidence::Named);
        }
        self.pair(arguments);
    }

    /// `("scope", "repo")`: of a form, or the arguments of a call.
    fn pair<'e>(&mut self, mut expressions: impl Iterator<Item = &'e Expr>) {
        if let (Some(key), Some(value)) = (expressions.next(), expressions.next())
            && string(key).is_some_and(|key| is_key(&key.value()))
        {
            self.take([value], Confidence::Named);
        }
    }

    /// A list that nothing names: one of scopes if a provider knows them all, or if scopes are made of it.
    fn list<'e>(&mut self, elements: impl Iterator<Item = &'e Expr> + Clone, form: Option<Form>) {
        if !self.file.is_plain_list(elements.clone()) {
            return;
        }
        let is_certain = elements.clone().filter_map(string).any(|literal| is_scope_url(&literal.value()));
        let confidence = match (is_certain, self.becomes_scopes) {
            (true, _) => Confidence::Certain,
            (false, true) => Confidence::Named,
            (false, false) => Confidence::Listed,
        };
        let value = Value { form: form.unwrap_or_default(), ..self.file.value(elements) };
        self.keep(value, confidence);
    }

    /// `scope=…` in a URL.
    fn parameter(&mut self, text: Text, ScopeParameter { span, value, is_request }: ScopeParameter) {
        self.usage.is_about_oauth |= is_request;
        if value.is_empty() || value.contains(['{', '}']) {
            // If our macros are called already, their values go into such texts.
            if is_request && self.calls.is_empty() {
                self.usage.composed.push(text.span);
            }
        } else if is_list(&value) {
            let (before, after) = (text.value[..span.start].to_owned(), text.value[span.end..].to_owned());
            let confidence = if is_request { Confidence::Certain } else { Confidence::Named };
            self.keep_text(Text { value, kind: Kind::Url { before, after }, ..text }, Form::Apart, confidence);
        }
    }

    /// `Scope::UserReadChat`: a variant of an enumeration of scopes.
    fn variant(&mut self, path: &[&Ident]) {
        let [.., name, variant] = path else { return };
        let text = variant.to_string();
        let is_variant = text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().any(char::is_lowercase);
        if is_variant && *name != "Scopes" && mentions_scope(&name.to_string()) {
            let text = Text { value: text, span: self.file.span(variant.span()), kind: Kind::Variant };
            self.keep_text(text, Form::Fixed, Confidence::Named);
        }
    }

    /// The arguments of a macro.
    fn arguments(&mut self, tokens: TokenStream) {
        if let Some(expressions) = expressions(tokens.clone()) {
            for expression in &expressions {
                self.visit_expr(expression);
            }
            return;
        }
        for part in parts(tokens) {
            match part {
                Part::Expression(expression) => self.visit_expr(&expression),
                Part::Entry(key, value) => {
                    let names_scopes = match &key {
                        TokenTree::Literal(key) => {
                            syn::parse_str::<LitStr>(&key.to_string()).is_ok_and(|key| is_key(&key.value()))
                        }
                        key => holds_scopes(&key.to_string()),
                    };
                    if names_scopes {
                        self.take([&value], Confidence::Named);
                    }
                    self.visit_expr(&value);
                }
                Part::Token(TokenTree::Group(group)) => self.arguments(group.stream()),
                Part::Token(TokenTree::Ident(name)) => self.visit_ident(&name),
                Part::Token(TokenTree::Literal(literal)) => {
                    let literal = syn::parse2::<LitStr>(TokenTree::Literal(literal).into());
                    if let Ok(literal) = literal {
                        self.visit_lit_str(&literal);
                    }
                }
                Part::Token(TokenTree::Punct(_)) => {}
            }
        }
    }

    /// Visits an expression of whose texts this is known.
    fn visit_as(&mut self, expression: &Expr, becomes_scopes: bool) {
        let before = std::mem::replace(&mut self.becomes_scopes, becomes_scopes);
        self.visit_expr(expression);
        self.becomes_scopes = before;
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_file(&mut self, file: &'ast syn::File) {
        if !is_of_tests(&file.attrs) {
            visit::visit_file(self, file);
        }
    }

    /// Attributes ask for nothing.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_item(&mut self, item: &'ast Item) {
        if !is_of_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if !is_of_tests(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_impl_item_const(&mut self, constant: &'ast syn::ImplItemConst) {
        if !is_of_tests(&constant.attrs) {
            self.binding(&constant.ident, Some(&constant.ty), &constant.expr);
            visit::visit_impl_item_const(self, constant);
        }
    }

    fn visit_item_const(&mut self, constant: &'ast syn::ItemConst) {
        self.binding(&constant.ident, Some(&constant.ty), &constant.expr);
        visit::visit_item_const(self, constant);
    }

    fn visit_item_static(&mut self, constant: &'ast syn::ItemStatic) {
        self.binding(&constant.ident, Some(&constant.ty), &constant.expr);
        visit::visit_item_static(self, constant);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if is_of_tests(&local.attrs) {
            return;
        }
        if let (Some((name, kind)), Some(init)) = (bound(&local.pat), &local.init) {
            self.binding(name, kind, &init.expr);
        }
        visit::visit_local(self, local);
    }

    /// A name tells of crates, and whether the file is about OAuth.
    fn visit_ident(&mut self, name: &'ast Ident) {
        let name = name.to_string();
        let lower = name.to_ascii_lowercase();
        let provider = provider_hints::of_crate(&name);
        self.usage.is_about_oauth |= lower.contains("oauth") || lower.contains("openid") || provider.is_some();
        self.usage.hints.extend(provider);
    }

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        let Some(text) = self.file.text(literal) else { return };
        self.usage.hints.extend(provider_hints::of_text(&text.value));
        if self.taken.contains(&text.span.start) {
            return;
        }
        if is_scope_url(&text.value) {
            self.keep_text(text, Form::Apart, Confidence::Certain);
        } else if let Some(parameter) = ScopeParameter::find(&text.value) {
            self.parameter(text, parameter);
        }
    }

    fn visit_pat(&mut self, pattern: &'ast Pat) {
        match pattern {
            // A scope that is compared is not asked for.
            Pat::Path(path) => self.visit_path(&path.path),
            other => visit::visit_pat(self, other),
        }
    }

    fn visit_expr(&mut self, expression: &'ast Expr) {
        let becomes_scopes = std::mem::take(&mut self.becomes_scopes);
        match expression {
            Expr::Reference(reference) => {
                if let Expr::Array(list) = &*reference.expr {
                    self.becomes_scopes = becomes_scopes;
                    self.list(list.elems.iter(), self.file.form(expression));
                }
                self.visit_as(&reference.expr, becomes_scopes);
            }
            Expr::Paren(inner) => self.visit_as(&inner.expr, becomes_scopes),
            Expr::Try(inner) => self.visit_as(&inner.expr, becomes_scopes),
            Expr::Array(list) => {
                self.becomes_scopes = becomes_scopes;
                self.list(list.elems.iter(), None);
                self.becomes_scopes = false;
                visit::visit_expr(self, expression);
            }
            Expr::Macro(call) => {
                self.becomes_scopes = becomes_scopes;
                self.visit_macro(&call.mac);
            }
            Expr::MethodCall(call) => {
                self.call(&call.method, None, call.args.iter());
                let makes_scopes = call.args.iter().any(makes_scopes);
                self.visit_as(&call.receiver, becomes_scopes || makes_scopes);
                self.visit_ident(&call.method);
                if let Some(types) = &call.turbofish {
                    self.visit_angle_bracketed_generic_arguments(types);
                }
                for argument in &call.args {
                    self.visit_expr(argument);
                }
            }
            Expr::ForLoop(repeated) => {
                self.visit_pat(&repeated.pat);
                self.visit_as(&repeated.expr, block_makes_scopes(&repeated.body));
                self.visit_block(&repeated.body);
            }
            Expr::Call(call) => {
                if let [path @ .., name] = &*path_names(&call.func) {
                    self.call(name, Some(path), call.args.iter());
                } else {
                    self.pair(call.args.iter());
                }
                match &*call.func {
                    Expr::Path(path) => self.visit_path(&path.path),
                    other => self.visit_expr(other),
                }
                for argument in &call.args {
                    self.visit_expr(argument);
                }
            }
            Expr::Tuple(list) => {
                self.pair(list.elems.iter());
                visit::visit_expr(self, expression);
            }
            Expr::Assign(assignment) => {
                let name = match &*assignment.left {
                    Expr::Field(syn::ExprField { member: Member::Named(name), .. }) => Some(name),
                    left => path_names(left).last().copied(),
                };
                if name.is_some_and(|name| holds_scopes(&name.to_string())) {
                    self.take([&*assignment.right], Confidence::Named);
                }
                visit::visit_expr(self, expression);
            }
            Expr::Path(_) => {
                self.variant(&path_names(expression));
                visit::visit_expr(self, expression);
            }
            _ => visit::visit_expr(self, expression),
        }
        self.becomes_scopes = false;
    }

    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        if let (Member::Named(name), Some(_)) = (&field.member, &field.colon_token)
            && holds_scopes(&name.to_string())
        {
            self.take([&field.expr], Confidence::Named);
        }
        visit::visit_field_value(self, field);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let becomes_scopes = std::mem::take(&mut self.becomes_scopes);
        self.visit_path(&call.path);
        let Some(name) = call.path.segments.last().map(|last| &last.ident) else { return };
        let is_ours = self.calls.contains(&self.file.span(name.span()).start);
        if is_ours || SILENT.iter().any(|silent| name == silent) {
            return;
        }
        if name == "scope" || name == "scopes" {
            let arguments = expressions(call.tokens.clone()).unwrap_or_default();
            let is_set = name == "scopes"
                && !matches!(call.delimiter, syn::MacroDelimiter::Brace(_))
                && self.file.is_plain_list(&arguments);
            let set = self.file.of_macro(call, true).filter(|_| is_set).map(Form::Set);
            let value = Value { form: set.unwrap_or(Form::Fixed), ..self.file.value(&arguments) };
            return self.keep(value, Confidence::Named);
        }
        if name == "vec"
            && let Some(arguments) = expressions(call.tokens.clone())
        {
            self.becomes_scopes = becomes_scopes;
            self.list(arguments.iter(), self.file.form_of_macro(call));
            self.becomes_scopes = false;
        }
        self.arguments(call.tokens.clone());
    }
}

fn is_key(text: &str) -> bool {
    matches!(text, "scope" | "scopes")
}

/// The name that a pattern binds, and its type.
fn bound(pattern: &Pat) -> Option<(&Ident, Option<&Type>)> {
    match pattern {
        Pat::Ident(name) => Some((&name.ident, None)),
        Pat::Type(typed) => bound(&typed.pat).map(|(name, _)| (name, Some(&*typed.ty))),
        _ => None,
    }
}

/// Whether a type mentions scopes: `Scope`, `Vec<Scope>`.
fn is_scope_type(kind: &Type) -> bool {
    struct Names(bool);
    impl<'ast> Visit<'ast> for Names {
        fn visit_ident(&mut self, name: &'ast Ident) {
            self.0 |= mentions_scope(&name.to_string());
        }
    }
    let mut names = Names(false);
    names.visit_type(kind);
    names.0
}

/// `"…".parse::<Scope>()`
fn is_parsed(expression: &Expr) -> bool {
    match expression {
        Expr::MethodCall(call) => {
            let mut types = call.turbofish.iter().flat_map(|types| &types.args);
            types.any(|argument| matches!(argument, syn::GenericArgument::Type(kind) if is_scope_type(kind)))
                || is_parsed(&call.receiver)
        }
        Expr::Try(inner) => is_parsed(&inner.expr),
        _ => false,
    }
}

/// Whether an expression asks for scopes, or makes one: a function that takes scopes is called, or `Scope::…` named.
fn makes_scopes(expression: &Expr) -> bool {
    let mut finder = ScopeFinder(false);
    finder.visit_expr(expression);
    finder.0
}

fn block_makes_scopes(block: &Block) -> bool {
    let mut finder = ScopeFinder(false);
    finder.visit_block(block);
    finder.0
}

struct ScopeFinder(bool);

impl<'ast> Visit<'ast> for ScopeFinder {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        self.0 |= path_names(&call.func).last().is_some_and(|name| asks_for_scopes(&name.to_string()));
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.0 |= asks_for_scopes(&call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0 |= path.segments.iter().rev().skip(1).any(|segment| mentions_scope(&segment.ident.to_string()));
        visit::visit_path(self, path);
    }
}

/// Whether something is there for tests alone.
fn is_of_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) if list.path.is_ident("cfg") => requires_test(list.tokens.clone()),
        meta => meta.path().segments.last().is_some_and(|last| last.ident == "test"),
    })
}

/// Whether a condition is `test`, or has it somewhere, but not negated.
fn requires_test(condition: TokenStream) -> bool {
    let mut is_negated = false;
    condition.into_iter().any(|token| match token {
        TokenTree::Ident(word) => {
            is_negated = word == "not";
            word == "test"
        }
        TokenTree::Group(group) => !std::mem::take(&mut is_negated) && requires_test(group.stream()),
        _ => false,
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of a file that is about OAuth, each with its confidence.
    fn found(source: &str) -> Vec<String> {
        let usage = read(source, &BTreeSet::new()).expect("Rust");
        let texts = usage.groups.iter().flat_map(|group| group.texts.iter().map(|text| (text, group.confidence)));
        texts
            .map(|(text, confidence)| format!("{confidence:?} {} {:?}", text.value, &source[text.span.clone()]))
            .collect()
    }

    #[test]
    fn arguments_of_macros_need_not_be_expressions() {
        for (source, expected) in [
            ("fn f() { json!({ \"a\": 1, \"scope\": \"repo\" }) }", "Named repo \"\\\"repo\\\"\""),
            ("fn f() { json!({ \"web\": [{ \"scopes\": [\"repo\"] }] }) }", "Named repo \"\\\"repo\\\"\""),
            ("config! { scopes: \"repo\"; url: x }", "Named repo \"\\\"repo\\\"\""),
            ("fn f() { select! { x = y.add_scope(\"repo\") => {} } }", ""),
            ("fn f() { rt! { let x = 1; c.add_scope(\"repo\"); } }", "Named repo \"\\\"repo\\\"\""),
        ] {
            assert_eq!(found(source).join("; "), expected, "{source}");
        }
    }

    #[test]
    fn a_file_that_is_only_an_expression_is_read() {
        let expected = "Named repo \"\\\"repo\\\"\"";
        assert_eq!(found("\u{feff}[client.add_scope(\"repo\")]"), [expected]);
        assert_eq!(found("fn f() { let x = a.b(\"x\") gibberish; c.add_scope(\"repo\"); }"), [expected]);
    }

    #[test]
    fn code_for_tests_asks_for_nothing() {
        for attribute in ["#[test]", "#[tokio::test]", "#[cfg(test)]", "#[cfg(all(unix, test))]"] {
            assert!(found(&format!("{attribute} fn f() {{ c.add_scope(\"repo\"); }}")).is_empty(), "{attribute}");
        }
        for attribute in ["", "#[cfg(not(test))]", "#[cfg(any(not(test), unix))]", "#[inline]"] {
            assert_eq!(found(&format!("{attribute} fn f() {{ c.add_scope(\"repo\"); }}")).len(), 1, "{attribute}");
        }
        assert!(found("#![cfg(test)] fn f() { c.add_scope(\"repo\"); }").is_empty());
    }

    #[test]
    fn deep_nesting_is_refused() {
        let deep = |depth: usize| format!("const A: u8 = {}1{};", "(".repeat(depth), ")".repeat(depth));
        assert!(read(&deep(DEEPEST), &BTreeSet::new()).is_ok());
        let refused = read(&deep(DEEPEST + 1), &BTreeSet::new()).expect_err("too deep");
        assert_eq!(refused, (14 + DEEPEST..15 + DEEPEST, "brackets are nested too deeply".to_owned()));
        assert!(read(&deep(100_000), &BTreeSet::new()).is_err());
    }
}
