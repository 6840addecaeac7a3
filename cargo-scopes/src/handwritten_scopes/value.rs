//! An expression that gives scopes: the texts in it that are the scopes.

use std::ops::Range;

use syn::{Block, Expr, ExprCall, Ident, Lit, LitStr, Macro, Stmt};

use super::arguments::expressions;
use super::confidence::{is_list, mentions_scope};
use super::{Form, Kind, Text};
use crate::rust::token_span;

/// The file that expressions are of.
#[derive(Clone, Copy, Debug)]
pub(super) struct File {
    /// The byte of the file that spans are counted from.
    pub(super) base: usize,
}

/// What an expression gives.
#[derive(Debug, Default)]
pub(super) struct Value {
    pub(super) texts: Vec<Text>,
    pub(super) form: Form,
    /// What it gives instead, by the arms of a `match` or the branches of an `if`.
    pub(super) alternatives: Vec<Value>,
    /// Constants that are named in it.
    pub(super) constants: Vec<String>,
    /// Where it is composed at run time.
    pub(super) composed: Vec<Range<usize>>,
}

/// Macros that make a list of their arguments.
const LISTS: [&str; 8] = ["vec", "hashset", "btreeset", "hash_set", "btree_set", "smallvec", "array", "arrayvec"];

/// Methods that leave a text, or each text of a list, what it says.
const METHODS: [&str; 29] = [
    "to_string",
    "to_owned",
    "into",
    "try_into",
    "parse",
    "unwrap",
    "expect",
    "unwrap_or_default",
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
];

impl File {
    pub(super) fn span(self, token: proc_macro2::Span) -> Range<usize> {
        token_span(self.base, token)
    }

    fn between(self, first: proc_macro2::Span, last: proc_macro2::Span) -> Range<usize> {
        self.span(first).start..self.span(last).end
    }

    /// The text of a literal, if that has no suffix.
    pub(super) fn text(self, literal: &LitStr) -> Option<Text> {
        let text = || Text { value: literal.value(), span: self.span(literal.span()), kind: Kind::Literal };
        literal.suffix().is_empty().then(text)
    }

    /// The bytes of `path!(…)`, from the beginning of the path or from the name of the macro.
    pub(super) fn of_macro(self, call: &Macro, with_path: bool) -> Option<Range<usize>> {
        let segments = &call.path.segments;
        let first = if with_path { segments.first() } else { segments.last() };
        Some(self.between(first?.ident.span(), call.delimiter.span().close()))
    }

    /// What some expressions give together.
    pub(super) fn value<'e>(self, expressions: impl IntoIterator<Item = &'e Expr>) -> Value {
        let mut value = Value::default();
        let (mut form, mut count) = (None, 0);
        for expression in expressions {
            self.expression(expression, &mut value);
            (form, count) = (self.form(expression), count + 1);
        }
        if let Some(form) = form.filter(|_| count == 1) {
            value.form = form;
        }
        value
    }

    fn expression(self, expression: &Expr, value: &mut Value) {
        let (root, is_kept) = root(expression);
        match root {
            Expr::Lit(literal) if is_kept => value.texts.extend(self.scopes(&literal.lit)),
            Expr::Binary(sum) if matches!(sum.op, syn::BinOp::Add(_)) => {
                if let Expr::Lit(literal) = first_summand(&sum.left) {
                    value.composed.push(self.span(literal.lit.span()));
                }
            }
            Expr::Array(list) if is_kept => value.add(self.value(&list.elems)),
            Expr::Tuple(list) if is_kept => value.add(self.value(&list.elems)),
            Expr::If(branches) => {
                value.alternatives.push(self.of_block(&branches.then_branch));
                if let Some((_, other)) = &branches.else_branch {
                    match &**other {
                        Expr::Block(block) => value.alternatives.push(self.of_block(&block.block)),
                        other => self.expression(other, value),
                    }
                }
            }
            Expr::Match(arms) => value.alternatives.extend(arms.arms.iter().map(|arm| match &*arm.body {
                Expr::Block(block) => self.of_block(&block.block),
                body => self.value([body]),
            })),
            Expr::Macro(call) => self.made_by_macro(&call.mac, is_kept, value),
            Expr::Call(call) => self.made_by_call(call, is_kept, value),
            Expr::Path(path) if is_kept => {
                let name = path.path.segments.last().map(|last| last.ident.to_string());
                value.constants.extend(name.filter(|name| is_constant(name)));
            }
            _ => {}
        }
    }

    fn scopes(self, literal: &Lit) -> Option<Text> {
        let Lit::Str(literal) = literal else { return None };
        self.text(literal).filter(|text| is_list(&text.value))
    }

    fn of_block(self, block: &Block) -> Value {
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
        let Some(name) = call.path.get_ident() else { return };
        if name == "format" {
            let arguments = expressions(call.tokens.clone()).unwrap_or_default();
            let is_url = arguments.first().and_then(string).is_some_and(|format| format.value().contains("://"));
            if !is_url {
                value.composed.extend(self.of_macro(call, false));
            }
        } else if is_kept && LISTS.iter().any(|list| name == list) {
            let arguments = expressions(call.tokens.clone()).unwrap_or_default();
            let mut part = self.value(&arguments);
            if arguments.len() > 1 {
                part.form = Form::Apart;
            }
            value.add(part);
        }
    }

    /// A call that keeps what it is given, or reads the environment.
    fn made_by_call(self, call: &ExprCall, is_kept: bool, value: &mut Value) {
        let names = path_names(&call.func);
        let Some((last, before)) = names.split_last() else { return };
        if keeps_text(before, last) {
            if is_kept {
                value.add(self.value(&call.args));
            }
        } else if *last == "var" && before.last().is_some_and(|name| *name == "env") {
            value.composed.push(self.between(names[0].span(), call.paren_token.span.close()));
        }
    }

    /// How a list of nothing but literals is written.
    pub(super) fn form(self, expression: &Expr) -> Option<Form> {
        match expression {
            Expr::Reference(reference) if reference.mutability.is_none() => {
                let Expr::Array(list) = &*reference.expr else { return None };
                let span = || self.between(reference.and_token.span, list.bracket_token.span.close());
                self.is_plain_list(&list.elems).then(|| Form::Slice(span()))
            }
            Expr::Macro(call) => self.form_of_macro(&call.mac),
            _ => None,
        }
    }

    pub(super) fn form_of_macro(self, call: &Macro) -> Option<Form> {
        let is_list = call.path.is_ident("vec") && !matches!(call.delimiter, syn::MacroDelimiter::Brace(_));
        let arguments = is_list.then(|| expressions(call.tokens.clone())).flatten()?;
        self.is_plain_list(&arguments).then(|| self.of_macro(call, false).map(Form::Vector)).flatten()
    }

    /// Whether these are literals of scopes and nothing else.
    pub(super) fn is_plain_list<'e>(self, elements: impl IntoIterator<Item = &'e Expr>) -> bool {
        let mut elements = elements.into_iter().peekable();
        let is_scope = |element: &Expr| string(element).and_then(|literal| self.text(literal));
        elements.peek().is_some() && elements.all(|one| is_scope(one).is_some_and(|text| is_list(&text.value)))
    }
}

impl Value {
    /// Takes in what a part of the expression gives.
    fn add(&mut self, part: Self) {
        // A list within an expression is written apart from it, unless it is all there is.
        let is_first = self.texts.is_empty() && self.constants.is_empty();
        self.form = if is_first { part.form } else { Form::Apart };
        self.texts.extend(part.texts);
        self.alternatives.extend(part.alternatives);
        self.constants.extend(part.constants);
        self.composed.extend(part.composed);
    }
}

/// The expression that methods are called on, and whether all of them leave its texts what they say.
fn root(expression: &Expr) -> (&Expr, bool) {
    let (mut root, mut is_kept) = (expression, true);
    loop {
        root = match root {
            Expr::MethodCall(call) => {
                is_kept &= METHODS.iter().any(|method| call.method == method);
                &call.receiver
            }
            Expr::Reference(reference) => &reference.expr,
            Expr::Try(question) => &question.expr,
            Expr::Paren(inner) => &inner.expr,
            Expr::Group(inner) => &inner.expr,
            _ => return (root, is_kept),
        };
    }
}

fn first_summand(expression: &Expr) -> &Expr {
    match expression {
        Expr::Binary(sum) => first_summand(&sum.left),
        other => other,
    }
}

/// The literal that an expression is.
pub(super) fn string(expression: &Expr) -> Option<&LitStr> {
    match expression {
        Expr::Lit(syn::ExprLit { lit: Lit::Str(literal), .. }) => Some(literal),
        _ => None,
    }
}

/// The names of a path; none if the expression is something else.
pub(super) fn path_names(expression: &Expr) -> Vec<&Ident> {
    match expression {
        Expr::Path(path) => path.path.segments.iter().map(|segment| &segment.ident).collect(),
        _ => Vec::new(),
    }
}

/// Whether a name is written as those of constants are.
fn is_constant(name: &str) -> bool {
    name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Whether a function gives what it is given, in another form: `String::from`, `Some`, `Scope::new`.
fn keeps_text(before: &[&Ident], last: &Ident) -> bool {
    const FUNCTIONS: [&str; 9] =
        ["from", "new", "from_str", "try_from", "from_iter", "Some", "Ok", "Borrowed", "Owned"];
    FUNCTIONS.iter().any(|function| last == function)
        || before.last().is_some_and(|name| mentions_scope(&name.to_string()))
}
