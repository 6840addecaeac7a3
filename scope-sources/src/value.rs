//! An expression that gives scopes: the texts in it that are the scopes.

use std::ops::Range;

use syn::{Block, Expr, ExprCall, ExprMethodCall, Ident, Lit, LitStr, Macro, Stmt};

use crate::arguments::{expressions, parts_of_format};
use crate::confidence::{is_list, mentions_scope};
use crate::group::{Form, Kind, Owned, Text, in_file};
use crate::scope_url::encoded_list;
use crate::tokens::token_span;

/// The file that expressions are of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct File<'t> {
    /// What it holds.
    pub(crate) text: &'t str,
    /// The byte of the file that spans are counted from.
    pub(crate) base: usize,
}

/// What an expression gives.
#[derive(Debug, Default)]
pub(crate) struct Value {
    pub(crate) texts: Vec<Text>,
    pub(crate) form: Form,
    /// What it gives instead, by the arms of a `match` or the branches of an `if`.
    pub(crate) alternatives: Vec<(Vec<String>, Value)>,
    /// Constants that are named in it.
    pub(crate) constants: Vec<String>,
    /// Where it is composed at run time.
    pub(crate) composed: Vec<Range<usize>>,
    /// Whether it gives something that cannot be told, besides what can.
    pub(crate) is_partial: bool,
    /// Whether it is a table: of each entry, the first part is a name.
    pub(crate) is_table: bool,
}

/// Macros that make a list of their arguments.
const LISTS: [&str; 8] = ["vec", "hashset", "btreeset", "hash_set", "btree_set", "smallvec", "array", "arrayvec"];

/// Methods that leave a text, or each text of a list, what it says.
const METHODS: [&str; 37] = [
    "to_string",
    "to_owned",
    "into",
    "try_into",
    "parse",
    "unwrap",
    "expect",
    "unwrap_or_default",
    "unwrap_or",
    "unwrap_or_else",
    "or_else",
    "clone",
    "cloned",
    "copied",
    "iter",
    "into_iter",
    "map",
    "map_err",
    "collect",
    "join",
    "concat",
    "to_vec",
    "split",
    "split_whitespace",
    "split_ascii_whitespace",
    "as_str",
    "as_ref",
    "as_slice",
    "ok",
    "into_boxed_str",
    "into_boxed_slice",
    "as_deref",
    "chain",
    "borrow",
    "deref",
    "filter",
    "as_bytes",
];

/// Methods whose argument is given where there is nothing else.
const DEFAULTS: [&str; 7] = ["unwrap_or", "unwrap_or_else", "or_else", "or", "map_or", "map_or_else", "get_or_init"];

impl File<'_> {
    pub(crate) fn span(self, token: proc_macro2::Span) -> Range<usize> {
        token_span(self.base, token)
    }

    pub(crate) fn between(self, first: proc_macro2::Span, last: proc_macro2::Span) -> Range<usize> {
        self.span(first).start..self.span(last).end
    }

    /// The text of a literal, if that has no suffix.
    pub(crate) fn text(self, literal: &LitStr) -> Option<Text> {
        let text =
            || Text { value: literal.value(), span: self.span(literal.span()), kind: Kind::Literal, bytes: None };
        literal.suffix().is_empty().then(text)
    }

    /// A text that some bytes of a literal's value give, each of these bytes at its place in the file.
    pub(crate) fn part(self, literal: &LitStr, value: String, places: &[Range<usize>], kind: Kind) -> Option<Text> {
        let (span, whole) = (self.span(literal.span()), literal.value());
        let place = |place: &Range<usize>| in_file(self.text, &span, &whole, place);
        let bytes = places.iter().map(place).collect::<Option<Vec<_>>>()?;
        Some(Text { value, span, kind, bytes: Some(bytes) })
    }

    /// A text that is put behind another one, without the delimiter between them, which it begins or ends with.
    pub(crate) fn appended(self, text: Text) -> Option<Text> {
        let is_delimiter = |char: char| char.is_ascii_whitespace() || char == ',';
        let names = text.value.trim_matches(is_delimiter);
        if names.is_empty() {
            return None;
        }
        if names.len() == text.value.len() || text.bytes.is_some() {
            return Some(text);
        }
        let start = text.value.len() - text.value.trim_start_matches(is_delimiter).len();
        let place = |at| in_file(self.text, &text.span, &text.value, &(at..at + 1));
        let bytes = (start..start + names.len()).map(place).collect::<Option<Vec<_>>>()?;
        Some(Text { value: names.to_owned(), span: text.span.clone(), kind: Kind::Part, bytes: Some(bytes) })
    }

    /// The bytes of `path!(…)`, from the beginning of the path or from the name of the macro.
    pub(crate) fn of_macro(self, call: &Macro, with_path: bool) -> Option<Range<usize>> {
        let segments = &call.path.segments;
        let first = if with_path { segments.first() } else { segments.last() };
        Some(self.between(first?.ident.span(), call.delimiter.span().close()))
    }

    /// What some expressions give together.
    pub(crate) fn value<'e>(self, expressions: impl IntoIterator<Item = &'e Expr>) -> Value {
        let mut value = Value::default();
        let (mut form, mut givers) = (None, 0);
        for expression in expressions {
            let before = value.given();
            self.expression(expression, &mut value);
            if value.given() > before {
                (form, givers) = (self.form(expression), givers + 1);
            }
        }
        if let Some(form) = form.filter(|_| givers == 1) {
            value.form = form;
        }
        value
    }

    fn expression(self, expression: &Expr, value: &mut Value) {
        if let Some(written) = written(expression) {
            return value.add(self.value([written]));
        }
        let Root { expression: root, is_kept, defaults, chained } = root(expression);
        for default in defaults {
            let default = self.given(default);
            if !default.texts.is_empty() || !default.constants.is_empty() {
                value.alternatives.push((Vec::new(), default));
            }
        }
        match root {
            Expr::Lit(literal) if is_kept => value.texts.extend(self.scopes(&literal.lit)),
            Expr::Binary(sum) if matches!(sum.op, syn::BinOp::Add(_)) => {
                value.is_partial = true;
                if let Expr::Lit(literal) = first_summand(&sum.left) {
                    value.composed.push(self.span(literal.lit.span()));
                }
            }
            Expr::Array(list) if is_kept && is_table(&list.elems) => {
                let names = list.elems.iter().filter_map(|row| match row {
                    Expr::Tuple(row) => row.elems.first(),
                    _ => None,
                });
                value.add(Value { is_table: true, form: Form::Apart, ..self.value(names) });
            }
            Expr::Array(list) if is_kept => value.add(self.value(&list.elems)),
            Expr::Tuple(list) if is_kept => value.add(self.value(&list.elems)),
            Expr::If(branches) => {
                value.alternatives.push((Vec::new(), self.of_block(&branches.then_branch)));
                if let Some((_, other)) = &branches.else_branch {
                    match &**other {
                        Expr::Block(block) => value.alternatives.push((Vec::new(), self.of_block(&block.block))),
                        other => self.expression(other, value),
                    }
                }
            }
            Expr::Match(arms) => value.alternatives.extend(arms.arms.iter().map(|arm| {
                let body = match &*arm.body {
                    Expr::Block(block) => self.of_block(&block.block),
                    body => self.value([body]),
                };
                (identifiers(&arm.pat), body)
            })),
            Expr::Block(block) => value.add(self.of_block(&block.block)),
            Expr::Macro(call) => self.made_by_macro(&call.mac, is_kept, value),
            Expr::Call(call) => self.made_by_call(call, is_kept, value),
            Expr::Path(path) if is_kept => {
                let name = path.path.segments.last().map(|last| last.ident.to_string());
                match name.filter(|name| is_constant(name)) {
                    Some(name) => value.constants.push(name),
                    None => value.is_partial = true,
                }
            }
            // `LazyLock::new(|| vec!["a"])`
            Expr::Closure(closure) if is_kept && closure.inputs.is_empty() => value.add(self.given(root)),
            Expr::Lit(_) | Expr::Closure(_) => {}
            _ => value.is_partial = true,
        }
        if !chained.is_empty() {
            value.add(Value { form: Form::Apart, ..self.value(chained) });
            value.form = Form::Apart;
        }
    }

    /// What a default gives: itself, or what a closure of it returns.
    fn given(self, default: &Expr) -> Value {
        match default {
            Expr::Closure(closure) => match &*closure.body {
                Expr::Block(block) => self.of_block(&block.block),
                body => self.value([body]),
            },
            other => self.value([other]),
        }
    }

    fn scopes(self, literal: &Lit) -> Option<Text> {
        let Lit::Str(literal) = literal else { return None };
        self.text(literal).filter(|text| is_list(&text.value))
    }

    /// The same value with lists that are encoded decoded.
    pub(crate) fn decoded(self, mut value: Value) -> Value {
        for text in &mut value.texts {
            if text.kind == Kind::Literal
                && let Some((decoded, places)) = encoded_list(&text.value)
            {
                let place = |place: &Range<usize>| in_file(self.text, &text.span, &text.value, place);
                text.bytes = places.iter().map(place).collect();
                if text.bytes.is_some() {
                    (text.value, text.kind) = (decoded, Kind::Encoded);
                }
            }
        }
        value.alternatives =
            value.alternatives.into_iter().map(|(context, value)| (context, self.decoded(value))).collect();
        value
    }

    pub(crate) fn of_block(self, block: &Block) -> Value {
        match block.stmts.last() {
            Some(Stmt::Expr(last, None)) => self.value([last]),
            Some(Stmt::Macro(last)) if last.semi_token.is_none() => {
                let mut value = Value::default();
                self.made_by_macro(&last.mac, true, &mut value);
                value
            }
            _ => Value::default(),
        }
    }

    fn made_by_macro(self, call: &Macro, is_kept: bool, value: &mut Value) {
        let Some(name) = call.path.segments.last().map(|last| last.ident.to_string()) else { return };
        if name == "format" {
            let arguments = expressions(call.tokens.clone()).unwrap_or_default();
            let format = arguments.first().and_then(string).map(LitStr::value).unwrap_or_default();
            value.is_partial = true;
            if !format.contains("://") {
                // Where it is made of constants alone, these say it.
                let constants = parts_of_format(&format, &arguments);
                match constants {
                    Some(names) if names.iter().all(|name| is_constant(name)) && !names.is_empty() => {
                        value.constants.extend(names);
                    }
                    _ => value.composed.extend(self.of_macro(call, false)),
                }
            }
        } else if name == "write" {
            // `write!(f, "read:items")`
            let arguments = expressions(call.tokens.clone()).unwrap_or_default();
            value.texts.extend(arguments.get(1).and_then(string).and_then(|text| self.text(text)).filter(is_one_scope));
        } else if name == "concat" && is_kept {
            value.texts.extend(self.joined(&expressions(call.tokens.clone()).unwrap_or_default()));
        } else if is_kept && LISTS.iter().any(|list| name == *list) {
            let arguments = expressions(call.tokens.clone()).unwrap_or_default();
            let mut part = self.value(&arguments);
            if arguments.len() > 1 {
                part.form = Form::Apart;
            }
            value.add(part);
        } else if is_kept {
            value.is_partial = true;
        }
    }

    /// `concat!("a ", "b")`: one text of several literals.
    fn joined(self, arguments: &[Expr]) -> Option<Text> {
        let literals = arguments.iter().map(string).collect::<Option<Vec<_>>>()?;
        let (first, last) = (literals.first()?, literals.last()?);
        let (mut value, mut bytes) = (String::new(), Vec::new());
        for literal in &literals {
            let part = literal.value();
            let span = self.span(literal.span());
            for at in 0..part.len() {
                bytes.push(in_file(self.text, &span, &part, &(at..at + 1))?);
            }
            value.push_str(&part);
        }
        let text = Text { value, span: self.between(first.span(), last.span()), kind: Kind::Part, bytes: Some(bytes) };
        is_list(&text.value).then_some(text)
    }

    /// A call that keeps what it is given, or reads the environment.
    fn made_by_call(self, call: &ExprCall, is_kept: bool, value: &mut Value) {
        let names = path_names(&call.func);
        let Some((last, before)) = names.split_last() else { return };
        if keeps_text(before, last) {
            if is_kept {
                value.add(self.value(&call.args));
            }
        } else {
            value.is_partial = true;
            if *last == "var" && before.last().is_some_and(|name| *name == "env") {
                value.composed.push(self.between(names[0].span(), call.paren_token.span.close()));
            }
        }
    }

    /// How a list of nothing but literals is written.
    pub(crate) fn form(self, expression: &Expr) -> Option<Form> {
        match expression {
            Expr::Reference(reference) if reference.mutability.is_none() => {
                let Expr::Array(list) = &*reference.expr else { return self.form(&reference.expr) };
                let span = || self.between(reference.and_token.span, list.bracket_token.span.close());
                self.is_plain_list(&list.elems).then(|| Form::Slice(span()))
            }
            Expr::Array(list) => {
                let span = self.between(list.bracket_token.span.open(), list.bracket_token.span.close());
                if self.are_all_made(&list.elems) {
                    return Some(Form::Scopes(span));
                }
                self.is_plain_list(&list.elems).then_some(Form::Array(span))
            }
            Expr::Macro(call) => self.form_of_macro(&call.mac),
            // A method that is called on a list can also be called on its replacement.
            Expr::MethodCall(call) => self.form(&call.receiver),
            _ => None,
        }
    }

    pub(crate) fn form_of_macro(self, call: &Macro) -> Option<Form> {
        let is_list = call.path.is_ident("vec") && !matches!(call.delimiter, syn::MacroDelimiter::Brace(_));
        let arguments = is_list.then(|| expressions(call.tokens.clone())).flatten()?;
        if self.are_all_made(&arguments) {
            return self.of_macro(call, false).map(Form::Scopes);
        }
        if self.is_plain_list(&arguments) {
            return self.of_macro(call, false).map(Form::Vector);
        }
        self.owned(&arguments)
            .zip(self.of_macro(call, false))
            .map(|((function, elements), span)| Form::Owned(Owned { span, elements, function }))
    }

    /// The function that makes each of the literals owned, and the bytes of these expressions.
    fn owned(self, elements: &[Expr]) -> Option<(&'static str, Vec<Range<usize>>)> {
        let made = elements.iter().map(|element| {
            let (literal, function, last) = match element {
                Expr::MethodCall(call) if call.args.is_empty() => {
                    let function = match &*call.method.to_string() {
                        "to_string" => "str::to_string",
                        "to_owned" => "str::to_owned",
                        "into" => "Into::into",
                        _ => return None,
                    };
                    (string(&call.receiver)?, function, call.paren_token.span.close())
                }
                Expr::Call(call) if call.args.len() == 1 => {
                    let names = path_names(&call.func);
                    let [kind, function] = &*names else { return None };
                    let literal = string(&call.args[0]).filter(|_| *kind == "String" && *function == "from")?;
                    return Some((literal, "String::from", self.between(kind.span(), call.paren_token.span.close())));
                }
                _ => return None,
            };
            Some((literal, function, self.between(literal.span(), last)))
        });
        let made = made.collect::<Option<Vec<_>>>()?;
        let (_, function, _) = *made.first()?;
        let is_scope = |literal: &LitStr| self.text(literal).is_some_and(|text| is_list(&text.value));
        let is_same = made.iter().all(|(literal, other, _)| *other == function && is_scope(literal));
        is_same.then(|| (function, made.into_iter().map(|(_, _, span)| span).collect()))
    }

    /// Whether these are literals of scopes and nothing else.
    pub(crate) fn is_plain_list<'e>(self, elements: impl IntoIterator<Item = &'e Expr>) -> bool {
        let mut elements = elements.into_iter().peekable();
        let is_scope = |element: &Expr| string(element).and_then(|literal| self.text(literal));
        elements.peek().is_some() && elements.all(|one| is_scope(one).is_some_and(|text| is_list(&text.value)))
    }

    /// Whether these are all `Scope::new("…".to_string())`.
    fn are_all_made<'e>(self, elements: impl IntoIterator<Item = &'e Expr>) -> bool {
        let mut elements = elements.into_iter().peekable();
        elements.peek().is_some() && elements.all(|element| self.made(element).is_some())
    }

    /// The text of `Scope::new("…".to_string())`, whose type is that of the crate `oauth2`.
    pub(crate) fn made(self, expression: &Expr) -> Option<Text> {
        let Expr::Call(call) = expression else { return None };
        let names = path_names(&call.func);
        let [.., kind, function] = &*names else { return None };
        let argument = if call.args.len() == 1 { call.args.first()? } else { return None };
        let Root { expression: root, is_kept: true, .. } = root(argument) else { return None };
        let text = string(root).and_then(|literal| self.text(literal)).filter(|text| is_list(&text.value));
        text.filter(|_| *kind == "Scope" && *function == "new")
    }
}

impl Value {
    /// Takes in what a part of the expression gives.
    pub(crate) fn add(&mut self, part: Self) {
        // A list within an expression is written apart from it, unless it is all there is.
        let is_first = self.texts.is_empty() && self.constants.is_empty();
        self.form = if is_first { part.form } else { Form::Apart };
        self.texts.extend(part.texts);
        self.alternatives.extend(part.alternatives);
        self.constants.extend(part.constants);
        self.composed.extend(part.composed);
        self.is_partial |= part.is_partial;
        self.is_table |= part.is_table;
    }

    /// How many values it gives.
    fn given(&self) -> usize {
        self.texts.len() + self.alternatives.len() + self.constants.len()
    }

    /// Whether it gives nothing that can be told.
    pub(crate) fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.alternatives.is_empty() && self.constants.is_empty() && self.composed.is_empty()
    }
}

/// Whether each element is a pair of a name and something about it.
fn is_table<'e>(elements: impl IntoIterator<Item = &'e Expr>) -> bool {
    let mut elements = elements.into_iter().peekable();
    let is_row = |element: &Expr| match element {
        Expr::Tuple(row) => row.elems.len() > 1 && !row.elems.first().and_then(key).is_some_and(|key| is_key(&key)),
        _ => false,
    };
    elements.peek().is_some() && elements.all(is_row)
}

/// What methods are called on.
struct Root<'e> {
    expression: &'e Expr,
    /// Whether all of them leave its texts what they say.
    is_kept: bool,
    /// What is given instead, where there is nothing.
    defaults: Vec<&'e Expr>,
    /// What follows in the list.
    chained: Vec<&'e Expr>,
}

fn root(expression: &Expr) -> Root<'_> {
    let (expression, calls) = methods(expression);
    let is_one_of = |call: &ExprMethodCall, names: &[&str]| names.iter().any(|name| call.method == name);
    Root {
        expression,
        is_kept: calls.iter().all(|call| is_one_of(call, &METHODS)),
        defaults: calls.iter().filter(|call| is_one_of(call, &DEFAULTS)).filter_map(|call| call.args.first()).collect(),
        chained: calls.iter().filter(|call| call.method == "chain").flat_map(|call| &call.args).collect(),
    }
}

/// The methods that are called on an expression, the first one first, and the expression.
pub(crate) fn methods(expression: &Expr) -> (&Expr, Vec<&ExprMethodCall>) {
    let (mut calls, mut at) = (Vec::new(), expression);
    loop {
        at = match at {
            Expr::MethodCall(call) => {
                calls.push(call);
                &call.receiver
            }
            Expr::Reference(reference) => &reference.expr,
            Expr::Try(question) => &question.expr,
            Expr::Await(awaited) => &awaited.base,
            Expr::Paren(inner) => &inner.expr,
            Expr::Group(inner) => &inner.expr,
            Expr::Unary(inner) => &inner.expr,
            root => {
                calls.reverse();
                return (root, calls);
            }
        };
    }
}

/// What is written into a formatter: `f.write_str("read:items")`.
fn written(expression: &Expr) -> Option<&Expr> {
    match expression {
        Expr::MethodCall(call) if call.method == "write_str" || call.method == "pad" => call.args.first(),
        _ => None,
    }
}

fn is_one_scope(text: &Text) -> bool {
    is_list(&text.value) && !text.value.contains([' ', '{'])
}

fn first_summand(expression: &Expr) -> &Expr {
    match expression {
        Expr::Binary(sum) => first_summand(&sum.left),
        other => other,
    }
}

/// The literal that an expression is.
pub(crate) fn string(expression: &Expr) -> Option<&LitStr> {
    match expression {
        Expr::Lit(syn::ExprLit { lit: Lit::Str(literal), .. }) => Some(literal),
        _ => None,
    }
}

/// The text of a key: `"scope"`, `"scope".to_string()`, `String::from("scope")`.
pub(crate) fn key(expression: &Expr) -> Option<String> {
    let Root { expression: root, is_kept: true, .. } = root(expression) else { return None };
    match root {
        Expr::Call(call) if call.args.len() == 1 => {
            let names = path_names(&call.func);
            let (last, before) = names.split_last()?;
            keeps_text(before, last).then(|| key(&call.args[0])).flatten()
        }
        other => string(other).map(LitStr::value),
    }
}

/// Whether the key of an entry says that its value is a list of scopes.
pub(crate) fn is_key(text: &str) -> bool {
    if matches!(text, "scope" | "scopes") {
        return true;
    }
    // `oauth.scopes`, `OIDC_SCOPES`; a header states what was granted.
    let lower = text.to_ascii_lowercase();
    let is_of_scopes = lower.rsplit(['.', '_', '/']).next().is_some_and(|last| matches!(last, "scope" | "scopes"));
    is_of_scopes && !lower.contains('-') && ["oauth", "oidc", "openid"].iter().any(|word| lower.contains(word))
}

/// The names of a path; none if the expression is something else.
pub(crate) fn path_names(expression: &Expr) -> Vec<&Ident> {
    match expression {
        Expr::Path(path) => path.path.segments.iter().map(|segment| &segment.ident).collect(),
        _ => Vec::new(),
    }
}

/// The identifiers of a pattern.
pub(crate) fn identifiers(pattern: &syn::Pat) -> Vec<String> {
    struct Names(Vec<String>);
    impl<'ast> syn::visit::Visit<'ast> for Names {
        fn visit_ident(&mut self, name: &'ast Ident) {
            self.0.push(name.to_string());
        }
        fn visit_lit_str(&mut self, literal: &'ast LitStr) {
            self.0.push(literal.value());
        }
    }
    let mut names = Names(Vec::new());
    syn::visit::Visit::visit_pat(&mut names, pattern);
    names.0
}

/// Whether a name is written as those of constants are.
pub(crate) fn is_constant(name: &str) -> bool {
    let is_of_constant = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    name.len() > 1 && name.as_bytes()[0].is_ascii_uppercase() && name.bytes().all(is_of_constant)
}

/// Whether a function returns its argument in another form: `String::from`, `Some`, `Scope::new`, `urlencoding::encode`.
fn keeps_text(before: &[&Ident], last: &Ident) -> bool {
    const FUNCTIONS: [&str; 14] = [
        "from",
        "new",
        "from_str",
        "from_static",
        "try_from",
        "from_iter",
        "Some",
        "Ok",
        "Borrowed",
        "Owned",
        "encode",
        "urlencode",
        "utf8_percent_encode",
        "byte_serialize",
    ];
    FUNCTIONS.iter().any(|function| last == function)
        || before.last().is_some_and(|name| mentions_scope(&name.to_string()))
}

/// The names in a type.
pub(crate) fn names_of_type(kind: &syn::Type) -> Vec<String> {
    let mut names = Names(Vec::new());
    syn::visit::Visit::visit_type(&mut names, kind);
    names.0
}

/// The names in a path, including those in its arguments.
pub(crate) fn names_of_path(path: &syn::Path) -> Vec<String> {
    let mut names = Names(Vec::new());
    syn::visit::Visit::visit_path(&mut names, path);
    names.0
}

struct Names(Vec<String>);

impl<'ast> syn::visit::Visit<'ast> for Names {
    fn visit_ident(&mut self, name: &'ast Ident) {
        self.0.push(name.to_string());
    }
}
