//! Calls of macros.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::visit::Visit;
use syn::{Expr, LitStr, Macro};

use crate::arguments::{Part, expressions, is_sign, parts, text_literal, text_literals};
use crate::confidence::{Confidence, are_supported, holds_scopes, is_distinctive, is_list, mentions_scope};
use crate::grants;
use crate::group::{Form, Purpose, Text};
use crate::kept::{is_key, key, methods, string};
use crate::reader::Reader;
use crate::value::Value;

/// Macros whose texts are for people: what is called among their arguments is code like any other.
const PRINTING: [&str; 31] = [
    "println", "print", "eprintln", "eprint", "dbg", "panic", "unreachable", "todo", "unimplemented", "assert",
    "assert_eq", "assert_ne", "debug_assert", "debug_assert_eq", "debug_assert_ne", "trace", "debug", "info", "warn",
    "error", "log", "span", "trace_span", "debug_span", "info_span", "warn_span", "error_span", "event", "bail",
    "anyhow", "ensure",
];

/// Macros whose arguments are no code.
const SILENT: [&str; 4] = ["include_str", "include_bytes", "env", "option_env"];

/// Macros that put arguments into a text, with the position of that text.
const FORMATTING: [(&str, usize); 4] = [("format", 0), ("format_args", 0), ("write", 1), ("writeln", 1)];

impl Reader<'_> {
    /// A call of a macro.
    pub(crate) fn macro_call(&mut self, call: &Macro, becomes_scopes: bool) {
        self.visit_path(&call.path);
        let Some(name) = call.path.segments.last().map(|last| &last.ident) else { return };
        let is_ours = self.calls.contains(&self.file.span(name.span()).start);
        if is_ours || SILENT.iter().any(|silent| name == silent) {
            return;
        }
        let (tokens, text) = (call.tokens.clone(), name.to_string());
        match &*text {
            "matches" => return self.cases_of_macro(tokens),
            "macro_rules" => return self.rules(tokens),
            "lazy_static" | "thread_local" => return self.statics(tokens),
            "scope_guards" => return self.required(tokens, Confidence::Named),
            printing if PRINTING.contains(&printing) => return self.printed(tokens),
            _ => {}
        }
        let is_defined_here = || self.file.text.contains(&format!("macro_rules! {name}"));
        if (name == "scope" || name == "scopes") && !is_defined_here() {
            let arguments = expressions(call.tokens.clone()).unwrap_or_default();
            let is_set = name == "scopes"
                && !matches!(call.delimiter, syn::MacroDelimiter::Brace(_))
                && self.file.is_plain_list(&arguments);
            let set = self.file.of_macro(call, true).filter(|_| is_set).map(Form::Set);
            let value = Value { form: set.unwrap_or(Form::Fixed), ..self.file.value(&arguments) };
            self.keep(value, Confidence::Named);
            return;
        }
        if mentions_scope(&text) {
            self.names_in_macro(tokens.clone());
        }
        if name == "concat" {
            self.put_together(&expressions(call.tokens.clone()).unwrap_or_default());
        }
        if let Some(&(_, at)) = FORMATTING.iter().find(|(formatting, _)| name == formatting) {
            self.formatted(&expressions(call.tokens.clone()).unwrap_or_default(), at);
        }
        if name == "vec"
            && let Some(arguments) = expressions(call.tokens.clone())
        {
            self.list(arguments.iter(), self.file.form_of_macro(call), becomes_scopes);
        }
        self.within(|reader| &mut reader.lists, self.lists + 1, |reader| reader.arguments(call.tokens.clone()));
    }

    /// `define_scopes! { ReadOrg => "read:org", Repo => "public_repo" }`
    fn names_in_macro(&mut self, tokens: TokenStream) {
        let literals = text_literals(tokens);
        let texts = literals.iter().filter_map(|literal| self.file.text(literal));
        let is_name = |text: &Text| is_list(&text.value) && text.names().len() == 1 && is_distinctive(&text.value);
        let names: Vec<Text> = texts.filter(is_name).collect();
        if names.len() > 1 {
            self.mention_all(names, Confidence::Named);
        }
    }

    /// What the rules of a macro by example are written as: code with variables in it.
    fn rules(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for three in tokens.windows(3) {
            if let [first, second, TokenTree::Group(body)] = three
                && is_sign(first, '=')
                && is_sign(second, '>')
            {
                self.pieces(without_dollars(body.stream()));
            }
        }
    }

    /// The arguments of a macro that prints: a printed value may be the result of a request.
    fn printed(&mut self, tokens: TokenStream) {
        for part in parts(tokens) {
            if let Part::Expression(expression) = part {
                self.code(&expression);
            }
        }
    }

    /// Code among texts for people.
    fn code(&mut self, expression: &Expr) {
        let (root, calls) = methods(expression);
        match root {
            // A field of an event: `url = c.add_scope("repo").url()`.
            Expr::Assign(field) if calls.is_empty() => self.code(&field.right),
            Expr::Binary(both) if calls.is_empty() => {
                self.code(&both.left);
                self.code(&both.right);
            }
            Expr::Call(_) | Expr::Block(_) | Expr::If(_) | Expr::Match(_) | Expr::Async(_) | Expr::Closure(_) => {
                self.visit_expr(expression);
            }
            Expr::Lit(_) | Expr::Macro(_) | Expr::Array(_) => {}
            _ if calls.is_empty() => {}
            _ => self.visit_expr(expression),
        }
    }

    /// `format!("…scope={}", "repo")`, given the position of the format among the arguments.
    fn formatted(&mut self, arguments: &[Expr], at: usize) {
        let arguments = arguments.get(at..).unwrap_or_default();
        let Some(literal) = arguments.first().and_then(string) else { return };
        let Some(text) = self.file.text(literal).filter(|text| !self.taken.contains(&text.span.start)) else { return };
        self.parameters(&text, arguments);
    }

    /// `static ref SCOPES: Vec<&'static str> = vec!["repo"];` of `lazy_static!`, or the same of `thread_local!`.
    fn statics(&mut self, tokens: TokenStream) {
        let mut items: Vec<TokenTree> = Vec::new();
        for token in tokens {
            let is_ref = matches!(&token, TokenTree::Ident(word) if word == "ref");
            let is_after = matches!(items.last(), Some(TokenTree::Ident(word)) if word == "static");
            if !(is_ref && is_after) {
                items.push(token);
            }
        }
        if !items.last().is_some_and(|last| is_sign(last, ';')) {
            items.push(TokenTree::Punct(proc_macro2::Punct::new(';', proc_macro2::Spacing::Alone)));
        }
        self.pieces(items.into_iter().collect());
    }

    /// The arguments of a macro.
    pub(crate) fn arguments(&mut self, tokens: TokenStream) {
        if let Some(expressions) = expressions(tokens.clone()) {
            return self.of_request(grants::of_list(expressions.iter()), |reader| {
                for expression in &expressions {
                    reader.visit_expr(expression);
                }
            });
        }
        let parts = parts(tokens);
        let entries = parts.iter().filter_map(|part| match part {
            Part::Entry(name, value) => Some((text_of(name), value)),
            _ => None,
        });
        self.of_request(grants::of_entries(entries), |reader| reader.read_parts(&parts));
    }

    fn read_parts(&mut self, parts: &[Part]) {
        // Whether a surrounding name is about scopes.
        let is_in_scopes = self.context.last().is_some_and(|name| mentions_scope(name));
        if is_in_scopes {
            self.define_map(parts);
        }
        // One request has one list: several are rows of a table.
        let is_list = |part: &&Part| matches!(part, Part::Entry(name, _) if names_scopes(name));
        let is_table = parts.iter().filter(is_list).count() > 1;
        let is_address = |name: &TokenTree| ["authorizationUrl", "tokenUrl"].contains(&&*text_of(name));
        let is_of_flow = |part: &Part| matches!(part, Part::Entry(name, _) if is_address(name));
        let is_flow = parts.iter().any(is_of_flow);
        for three in parts.windows(3) {
            match three {
                // `<Login scopes={vec!["openid"]} />`
                [Part::Token(name), Part::Token(sign), Part::Token(value)]
                    if is_sign(sign, '=') && names_scopes(name) =>
                {
                    self.take(syn::parse2::<Expr>(value.clone().into()).as_ref(), Confidence::Named);
                }
                // `"tokenUrl": url, "scopes": { "openid": "Sign in" }` of a server
                [Part::Token(name), _, Part::Token(TokenTree::Group(entries))] if is_flow && names_scopes(name) => {
                    for entry in crate::arguments::parts(entries.stream()) {
                        if let Part::Entry(TokenTree::Literal(name), text) = entry
                            && let (Ok(name), Some(text)) = (syn::parse2(TokenTree::Literal(name).into()), key(&text))
                        {
                            self.define(&name, &text);
                        }
                    }
                }
                _ => {}
            }
        }
        for part in parts {
            match part {
                Part::Expression(expression) => self.visit_expr(expression),
                Part::Entry(name, value) => {
                    if are_supported(&text_of(name)) {
                        self.take_as(Purpose::Requirement, value);
                    } else if names_scopes(name) && is_table {
                        self.take_as(Purpose::Mention, value);
                    } else if names_scopes(name) {
                        self.take([value], Confidence::Named);
                    }
                    self.visit_expr(value);
                }
                Part::Definition(name, value) => {
                    match (key(name), key(value)) {
                        (Some(name), Some(_)) if is_key(&name) => self.take([value], Confidence::Named),
                        (Some(_), Some(_)) if is_in_scopes => {}
                        // An arm of `select!`: `pattern = request => …`.
                        _ => {
                            if let Expr::Assign(arm) = name {
                                self.visit_expr(&arm.right);
                            }
                        }
                    }
                    self.visit_expr(value);
                }
                Part::Token(TokenTree::Group(group)) if has_statements(group) => self.pieces(group.stream()),
                Part::Token(TokenTree::Group(group)) => self.arguments(group.stream()),
                Part::Token(TokenTree::Ident(name)) => self.visit_ident(name),
                Part::Token(token) => text_literal(token).iter().for_each(|literal| self.visit_lit_str(literal)),
            }
        }
    }
}

/// Whether the key of an entry says that scopes follow.
fn names_scopes(key: &TokenTree) -> bool {
    let name = text_of(key);
    if matches!(key, TokenTree::Literal(_)) { is_key(&name) } else { holds_scopes(&name) }
}

/// The key of an entry: the value of a literal, or a name.
fn text_of(key: &TokenTree) -> String {
    let text = key.to_string();
    syn::parse_str::<LitStr>(&text).map_or(text, |literal| literal.value())
}

/// The same with names in place of variables.
fn without_dollars(tokens: TokenStream) -> TokenStream {
    let kept = tokens.into_iter().filter(|token| !is_sign(token, '$'));
    let inner = kept.map(|token| match token {
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), without_dollars(group.stream()));
            inner.set_span(group.span());
            TokenTree::Group(inner)
        }
        other => other,
    });
    inner.collect()
}

/// Whether what is between braces are statements.
fn has_statements(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace && group.stream().into_iter().any(|token| is_sign(&token, ';'))
}
