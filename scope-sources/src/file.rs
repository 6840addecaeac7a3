//! A file, the places of what is written in it, and how scopes are written that stand together: what can be put in their
//! place.

use std::ops::Range;

use syn::{Expr, LitStr, Macro};

use crate::arguments::expressions;
use crate::confidence::is_list;
use crate::group::{Form, Kind, Owned, Text, each_byte};
use crate::identifiers::path_names;
use crate::kept::{Root, root, string};
use crate::tokens::token_span;

/// The file that expressions are of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct File<'t> {
    /// What it holds.
    pub(crate) text: &'t str,
    /// The byte of the file that spans are counted from.
    pub(crate) base: usize,
}

impl File<'_> {
    pub(crate) fn span(self, token: proc_macro2::Span) -> Range<usize> {
        token_span(self.base, token)
    }

    pub(crate) fn between(self, first: proc_macro2::Span, last: proc_macro2::Span) -> Range<usize> {
        self.span(first).start..self.span(last).end
    }

    /// The text of a literal, if that has no suffix.
    pub(crate) fn text(self, literal: &LitStr) -> Option<Text> {
        let (is_plain, span) = (literal.suffix().is_empty(), self.span(literal.span()));
        is_plain.then(|| Text { value: literal.value(), span, kind: Kind::Literal, bytes: None })
    }

    /// A text that is put behind another one, without the delimiter between them, which it begins or ends with.
    pub(crate) fn appended(self, text: Text) -> Option<Text> {
        let is_delimiter = |char: char| char.is_ascii_whitespace() || char == ',';
        let names = text.value.trim_matches(is_delimiter);
        if names.is_empty() {
            return None;
        }
        if names.len() == text.value.len() {
            return Some(text);
        }
        let start = text.value.len() - text.value.trim_start_matches(is_delimiter).len();
        text.part(self.text, names.to_owned(), &each_byte(start..start + names.len()), Kind::Part)
    }

    /// The bytes of `path!(…)`, from the beginning of the path or from the name of the macro.
    pub(crate) fn of_macro(self, call: &Macro, with_path: bool) -> Option<Range<usize>> {
        let segments = &call.path.segments;
        let first = if with_path { segments.first() } else { segments.last() };
        Some(self.between(first?.ident.span(), call.delimiter.span().close()))
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
