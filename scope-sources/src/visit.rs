//! Goes through a file.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, Ident, ImplItem, Item, LitStr, Macro, Member, Pat, Signature, Type};

use crate::arguments::{Part, expressions, parts};
use crate::attributes::derives;
use crate::confidence::{Confidence, holds_scopes, mentions_scope};
use crate::group::{Form, Purpose};
use crate::provider_hints::{self, Hint, HintKind};
use crate::reader::{
    Reader, block_constructs_scopes, block_makes_scopes, constructs_scopes, is_scope_type, makes_scopes,
};
use crate::scope_url::{ScopeParameter, is_scope_url};
use crate::test_code::{attributes, attributes_in_impl, is_of_tests};
use crate::value::{Value, identifiers, is_constant, is_key, key, methods, path_names, string};

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

/// Those of them that only show what their arguments give.
const PRINTING: [&str; 12] =
    ["println", "print", "eprintln", "eprint", "dbg", "trace", "debug", "info", "warn", "error", "log", "bail"];

/// Keys beside `scope` in a request for a token or an authorization.
const PARAMETERS: [&str; 6] =
    ["grant_type", "client_id", "response_type", "redirect_uri", "code_challenge", "client_secret"];

/// Methods that only look for something in a list.
const LOOKS: [&str; 9] =
    ["contains", "binary_search", "starts_with", "ends_with", "len", "is_empty", "any", "all", "position"];

impl Reader<'_> {
    /// The arguments of a macro.
    pub(crate) fn arguments(&mut self, tokens: TokenStream) {
        if let Some(expressions) = expressions(tokens.clone()) {
            for expression in &expressions {
                self.visit_expr(expression);
            }
            return;
        }
        for part in parts(tokens) {
            match part {
                Part::Expression(expression) => self.visit_expr(&expression),
                Part::Entry(name, value) => {
                    let names_scopes = match &name {
                        TokenTree::Literal(key) => {
                            syn::parse_str::<LitStr>(&key.to_string()).is_ok_and(|key| is_key(&key.value()))
                        }
                        name => holds_scopes(&name.to_string()),
                    };
                    if names_scopes {
                        self.take([&value], Confidence::Named);
                    }
                    self.visit_expr(&value);
                }
                Part::Definition(name, value) => {
                    match (key(&name), key(&value)) {
                        (Some(name), Some(_)) if is_key(&name) => self.take([&value], Confidence::Named),
                        (Some(_), Some(text)) if self.is_in_scopes() => _ = self.define(&name, &text),
                        _ => {}
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

    /// Whether a name around is that of scopes.
    fn is_in_scopes(&self) -> bool {
        self.context.last().is_some_and(|name| mentions_scope(name))
    }

    /// Visits an expression of whose texts this is known.
    fn visit_as(&mut self, expression: &Expr, becomes_scopes: bool) {
        self.within(|reader| &mut reader.becomes_scopes, becomes_scopes, |reader| reader.visit_expr(expression));
    }

    /// What a function gives whose name says that it gives scopes.
    fn function(&mut self, signature: &Signature, block: &Block) {
        let name = signature.ident.to_string();
        let syn::ReturnType::Type(_, kind) = &signature.output else { return };
        let gives = holds_scopes(&name) || self.givers.contains(&name);
        if gives && is_text_type(kind) {
            let value = self.file.decoded(self.file.of_block(block));
            let value = Value { composed: Vec::new(), ..value };
            self.keep(value, Confidence::Named);
        }
        // What a type for scopes is as text.
        let is_name = matches!(&*name, "as_str" | "as_ref" | "name" | "fmt" | "to_str" | "into" | "from");
        let around = self.context.iter().rev().nth(1).is_some_and(|name| mentions_scope(name));
        if is_name && around && is_text_type(kind) {
            let value = self.file.of_block(block);
            let value = Value { composed: Vec::new(), constants: Vec::new(), ..value };
            self.within(
                |reader| &mut reader.purpose,
                Purpose::Mention,
                |reader| _ = reader.keep(value, Confidence::Named),
            );
        }
    }

    fn body(&mut self, signature: &Signature, block: &Block) {
        self.named(vec![signature.ident.to_string()], |reader| {
            reader.function(signature, block);
            let before = std::mem::take(&mut reader.subjects);
            reader.visit_signature(signature);
            reader.visit_block(block);
            reader.subjects = before;
        });
    }

    fn hint(&mut self, provider: &'static str, kind: HintKind, text: &str, span: std::ops::Range<usize>) {
        let is_known = |hint: &Hint| (hint.provider, hint.kind) == (provider, kind);
        if !self.is_of_tests && !self.usage.hints.iter().any(is_known) {
            self.usage.hints.push(Hint { provider, kind, text: text.to_owned(), span });
        }
    }

    /// Notes how a constant is used by what is called on it.
    fn looks(&mut self, expression: &Expr) {
        let (root, calls) = methods(expression);
        let Expr::Path(path) = root else { return };
        let is_look = |call: &&syn::ExprMethodCall| LOOKS.iter().any(|look| call.method == look);
        let is_passed_through =
            |call: &&syn::ExprMethodCall| ["iter", "into_iter", "keys"].iter().any(|m| call.method == m);
        let mut rest = calls.iter().copied().skip_while(is_passed_through);
        if let (Some(first), Some(name)) = (rest.next(), path.path.segments.last())
            && is_look(&first)
        {
            self.looked_in.insert(self.file.span(name.ident.span()).start);
        }
    }

    fn constant(&mut self, name: &Ident) {
        let text = name.to_string();
        if is_constant(&text) && !self.is_of_tests {
            let is_look = self.looked_in.contains(&self.file.span(name.span()).start);
            let uses = self.usage.uses.entry(text).or_default();
            if is_look {
                uses.looked_in += 1;
            } else {
                uses.others += 1;
            }
        }
    }

    /// Scopes are made of something that is not written here.
    fn unknown(&mut self, expression: &Expr) {
        let (root, _) = methods(expression);
        let is_known = match root {
            Expr::Path(path) => path.path.segments.last().is_none_or(|last| {
                let name = last.ident.to_string();
                is_constant(&name) || self.subjects.iter().any(|subject| subject.name == name)
            }),
            Expr::Field(field) => !matches!(&field.member, Member::Named(name) if mentions_scope(&name.to_string())),
            _ => true,
        };
        if !is_known && !self.is_of_tests {
            let place = match root {
                Expr::Path(path) => path.path.segments.last().map(|last| last.ident.span()),
                Expr::Field(field) => match &field.member {
                    Member::Named(name) => Some(name.span()),
                    Member::Unnamed(_) => None,
                },
                _ => None,
            };
            let place = place.map(|span| self.file.span(span));
            self.usage.composed.extend(place.filter(|place| self.taken.insert(place.start)));
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_file(&mut self, file: &'ast syn::File) {
        self.givers = givers(file);
        let is_test = is_of_tests(&file.attrs);
        self.within(|reader| &mut reader.is_of_tests, is_test, |reader| visit::visit_file(reader, file));
    }

    /// Most attributes ask for nothing.
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        self.requirements(attribute);
    }

    fn visit_item(&mut self, item: &'ast Item) {
        let is_test = self.is_of_tests || is_of_tests(attributes(item));
        self.within(|reader| &mut reader.is_of_tests, is_test, |reader| visit::visit_item(reader, item));
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let is_test = self.is_of_tests || is_of_tests(attributes_in_impl(item));
        self.within(|reader| &mut reader.is_of_tests, is_test, |reader| visit::visit_impl_item(reader, item));
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        self.named(vec![module.ident.to_string()], |reader| visit::visit_item_mod(reader, module));
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        self.named(names_of_type(&item.self_ty), |reader| visit::visit_item_impl(reader, item));
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        function.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        self.body(&function.sig, &function.block);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        function.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        self.body(&function.sig, &function.block);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        match &function.default {
            Some(block) => self.body(&function.sig, block),
            None => visit::visit_trait_item_fn(self, function),
        }
    }

    fn visit_impl_item_const(&mut self, constant: &'ast syn::ImplItemConst) {
        self.named(vec![constant.ident.to_string()], |reader| {
            reader.binding(&constant.ident, Some(&constant.ty), &constant.expr, true);
            visit::visit_impl_item_const(reader, constant);
        });
    }

    fn visit_item_const(&mut self, constant: &'ast syn::ItemConst) {
        self.named(vec![constant.ident.to_string()], |reader| {
            reader.binding(&constant.ident, Some(&constant.ty), &constant.expr, true);
            visit::visit_item_const(reader, constant);
        });
    }

    fn visit_item_static(&mut self, constant: &'ast syn::ItemStatic) {
        self.named(vec![constant.ident.to_string()], |reader| {
            reader.binding(&constant.ident, Some(&constant.ty), &constant.expr, true);
            visit::visit_item_static(reader, constant);
        });
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        let defines = derives(&item.attrs, "OAuthScopes");
        if defines || mentions_scope(&item.ident.to_string()) {
            for variant in &item.variants {
                self.variant_of_scopes(variant, defines, &item.attrs);
            }
        }
        visit::visit_item_enum(self, item);
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        self.default_of_field(field);
        visit::visit_field(self, field);
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.blocks.push(self.file.span(block.brace_token.span.open()).start);
        for statement in &block.stmts {
            let before = self.usage.groups.len();
            self.visit_stmt(statement);
            self.begins(statement, before);
        }
        self.blocks.pop();
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        let is_test = self.is_of_tests || is_of_tests(&local.attrs);
        self.within(
            |reader| &mut reader.is_of_tests,
            is_test,
            |reader| {
                let Some((name, kind)) = bound(&local.pat) else { return visit::visit_local(reader, local) };
                reader.named(vec![name.to_string()], |reader| {
                    if let Some(init) = &local.init {
                        reader.binding(name, kind, &init.expr, false);
                    }
                    visit::visit_local(reader, local);
                });
            },
        );
    }

    /// A name tells of crates, and whether the file is about OAuth.
    fn visit_ident(&mut self, name: &'ast Ident) {
        let text = name.to_string();
        let lower = text.to_ascii_lowercase();
        let provider = provider_hints::of_crate(&text);
        self.usage.is_about_oauth |= lower.contains("oauth") || lower.contains("openid") || provider.is_some();
        if let Some(provider) = provider {
            self.hint(provider, HintKind::Crate, &text, self.file.span(name.span()));
        }
    }

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        let Some(text) = self.file.text(literal) else { return };
        for (host, provider) in provider_hints::of_text(&text.value) {
            self.hint(provider, HintKind::Address, host, text.span.clone());
        }
        if let Some(provider) = provider_hints::of_variable(&text.value) {
            self.hint(provider, HintKind::Environment, &text.value, text.span.clone());
        }
        self.usage.is_about_oauth |= PARAMETERS.contains(&&*text.value) || is_oauth_url(&text.value);
        if self.taken.contains(&text.span.start) {
            return;
        }
        if is_scope_url(&text.value) {
            self.keep_text(text, Form::Apart, Confidence::Certain);
        } else if let Some(parameter) = ScopeParameter::find(&text.value) {
            self.parameter(&text, parameter, None);
        }
    }

    fn visit_pat(&mut self, pattern: &'ast Pat) {
        match pattern {
            // A scope that is compared is not asked for.
            Pat::Path(path) => self.visit_path(&path.path),
            other => visit::visit_pat(self, other),
        }
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        self.named(identifiers(&arm.pat), |reader| visit::visit_arm(reader, arm));
    }

    fn visit_expr_struct(&mut self, item: &'ast syn::ExprStruct) {
        const ABOUT: [&str; 8] = ["label", "description", "desc", "title", "help", "summary", "name", "reason"];
        let has_about = item.fields.iter().any(|field| match &field.member {
            Member::Named(name) => ABOUT.iter().any(|about| name == about),
            Member::Unnamed(_) => false,
        });
        let names: Vec<String> = item.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let purpose = if has_about && self.lists > 0 { Purpose::Mention } else { self.purpose };
        self.named(names, |reader| {
            reader.within(|reader| &mut reader.purpose, purpose, |reader| visit::visit_expr_struct(reader, item));
        });
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
                self.list(list.elems.iter(), self.file.form(expression));
                self.becomes_scopes = false;
                self.within(|reader| &mut reader.lists, self.lists + 1, |reader| visit::visit_expr(reader, expression));
            }
            Expr::Macro(call) => {
                self.becomes_scopes = becomes_scopes;
                self.visit_macro(&call.mac);
            }
            Expr::MethodCall(call) => {
                self.looks(expression);
                self.chain(expression);
                if !self.chained.contains(&self.file.span(call.method.span()).start) {
                    self.call(&call.method, None, call.args.iter());
                }
                let makes_scopes = call.args.iter().any(makes_scopes);
                if call.args.iter().any(constructs_scopes) {
                    self.unknown(&call.receiver);
                }
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
                let makes_scopes = block_makes_scopes(&repeated.body);
                if block_constructs_scopes(&repeated.body) {
                    self.unknown(&repeated.expr);
                }
                self.visit_as(&repeated.expr, makes_scopes);
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
                let names = path_names(expression);
                if let Some(name) = names.last() {
                    self.constant(name);
                    if becomes_scopes && is_constant(&name.to_string()) {
                        self.want(name.to_string(), Confidence::Named);
                    }
                }
                self.variant(&names);
                visit::visit_expr(self, expression);
            }
            _ => visit::visit_expr(self, expression),
        }
        self.becomes_scopes = false;
    }

    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        if let (Member::Named(name), Some(_)) = (&field.member, &field.colon_token) {
            let name = name.to_string();
            if holds_scopes(&name) {
                if !self.define_all_in(&field.expr) {
                    self.take([&field.expr], Confidence::Named);
                }
                return self.named(vec![name], |reader| visit::visit_field_value(reader, field));
            }
        }
        visit::visit_field_value(self, field);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let becomes_scopes = std::mem::take(&mut self.becomes_scopes);
        self.visit_path(&call.path);
        let Some(name) = call.path.segments.last().map(|last| &last.ident) else { return };
        let is_ours = self.calls.contains(&self.file.span(name.span()).start);
        if !is_ours && PRINTING.iter().any(|printing| name == printing) {
            // What is printed may be what a request gives.
            let arguments = expressions(call.tokens.clone()).unwrap_or_default();
            let calls = arguments.iter().filter(|argument| {
                let (root, calls) = methods(argument);
                !calls.is_empty() && string(root).is_none() && !matches!(root, Expr::Macro(_) | Expr::Array(_))
            });
            return calls.for_each(|call| self.visit_expr(call));
        }
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
            self.keep(value, Confidence::Named);
            return;
        }
        if name == "scope_guards" {
            return self.required(call.tokens.clone());
        }
        if name == "format"
            && let Some(arguments) = expressions(call.tokens.clone())
            && let Some(text) = arguments.first().and_then(string).and_then(|literal| self.file.text(literal))
            && let Some(parameter) = ScopeParameter::find(&text.value)
        {
            self.parameter(&text, parameter, Some(&arguments));
            self.taken.insert(text.span.start);
        }
        if name == "vec"
            && let Some(arguments) = expressions(call.tokens.clone())
        {
            self.becomes_scopes = becomes_scopes;
            self.list(arguments.iter(), self.file.form_of_macro(call));
            self.becomes_scopes = false;
        }
        self.within(|reader| &mut reader.lists, self.lists + 1, |reader| reader.arguments(call.tokens.clone()));
    }
}

impl Reader<'_> {
    /// A table that a field of scopes is made of: `scopes: IndexMap::from([("a", "A thing")])`.
    fn define_all_in(&mut self, expression: &Expr) -> bool {
        let (root, _) = methods(expression);
        match root {
            Expr::Call(call) => call.args.first().is_some_and(|table| self.define_all(table, None)),
            Expr::Macro(call) => {
                let parts = parts(call.mac.tokens.clone());
                let is_defined = |part: &Part| matches!(part, Part::Definition(name, text) if key(name).is_some() && key(text).is_some());
                if parts.is_empty() || !parts.iter().all(is_defined) {
                    return false;
                }
                for part in &parts {
                    if let Part::Definition(name, text) = part {
                        self.define(name, &key(text).unwrap_or_default());
                    }
                }
                true
            }
            table => self.define_all(table, None),
        }
    }
}

/// Whether a text is the address of an authorization or a token.
fn is_oauth_url(text: &str) -> bool {
    let lower = || text.to_ascii_lowercase();
    text.contains("://") && ["oauth", "openid", "/authorize"].iter().any(|word| lower().contains(word))
}

/// The functions that fields of scopes name for their default.
fn givers(file: &syn::File) -> std::collections::BTreeSet<String> {
    struct Givers(std::collections::BTreeSet<String>);
    impl<'ast> Visit<'ast> for Givers {
        fn visit_field(&mut self, field: &'ast syn::Field) {
            self.0.extend(Reader::giver_of_field(field));
        }
    }
    let mut givers = Givers(std::collections::BTreeSet::new());
    givers.visit_file(file);
    givers.0
}

/// The name that a pattern binds, and its type.
fn bound(pattern: &Pat) -> Option<(&Ident, Option<&Type>)> {
    match pattern {
        Pat::Ident(name) => Some((&name.ident, None)),
        Pat::Type(typed) => bound(&typed.pat).map(|(name, _)| (name, Some(&*typed.ty))),
        _ => None,
    }
}

/// Whether a type can hold texts: `&str`, `Vec<String>`, `impl Iterator<Item = Scope>`.
fn is_text_type(kind: &Type) -> bool {
    let names = names_of_type(kind);
    is_scope_type(kind) || names.iter().any(|name| matches!(&**name, "str" | "String" | "Cow"))
}

fn names_of_type(kind: &Type) -> Vec<String> {
    struct Names(Vec<String>);
    impl<'ast> Visit<'ast> for Names {
        fn visit_ident(&mut self, name: &'ast Ident) {
            self.0.push(name.to_string());
        }
    }
    let mut names = Names(Vec::new());
    names.visit_type(kind);
    names.0
}
