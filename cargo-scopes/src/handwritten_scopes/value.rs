//! An expression that gives scopes: the texts in it that are the scopes.

use std::ops::Range;

use proc_macro2::{Delimiter, Group as Brackets, TokenTree};

use super::confidence::{is_list, mentions_scope};
use super::{Form, Kind, Text};
use crate::rust::{Literal, token_span};

/// The file that tokens are of.
#[derive(Clone, Copy, Debug)]
pub(super) struct File<'t> {
    pub(super) text: &'t str,
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
    /// Where it is put together when the program runs.
    pub(super) composed: Vec<Range<usize>>,
}

impl File<'_> {
    pub(super) fn span(&self, tokens: &[TokenTree]) -> Range<usize> {
        let start = tokens.first().map_or(0, |first| token_span(self.base, first.span()).start);
        start..tokens.last().map_or(start, |last| token_span(self.base, last.span()).end)
    }

    /// The string literal that a token is.
    pub(super) fn literal(&self, token: &TokenTree) -> Option<Literal> {
        let TokenTree::Literal(literal) = token else { return None };
        Literal::at(self.text, token_span(self.base, literal.span()))
    }

    /// What an expression, or several with commas between them, give.
    pub(super) fn value(&self, tokens: &[TokenTree]) -> Value {
        let mut value = Value::default();
        for expression in tokens.split(|token| is_sign(token, ',')) {
            self.expression(expression, &mut value);
        }
        if let Some(form) = self.form(tokens) {
            value.form = form;
        }
        value
    }

    fn expression(&self, tokens: &[TokenTree], value: &mut Value) {
        let mut tokens = tokens;
        while let [first, rest @ ..] = tokens
            && (is_sign(first, '&') || is_word(first, "mut"))
        {
            tokens = rest;
        }
        match tokens {
            [] => {}
            [TokenTree::Literal(_), chain @ ..] => self.text(&tokens[0], chain, value),
            [TokenTree::Group(group), chain @ ..] if group.delimiter() != Delimiter::Brace => {
                if is_chain(chain) {
                    value.add(self.value(&inner(group)));
                }
            }
            [TokenTree::Ident(word), rest @ ..] if word == "match" || word == "if" => self.branches(word, rest, value),
            [TokenTree::Ident(name), bang, TokenTree::Group(group), chain @ ..] if is_sign(bang, '!') => {
                self.made_by_macro(&name.to_string(), tokens, group, chain, value);
            }
            _ => self.path(tokens, value),
        }
    }

    fn text(&self, token: &TokenTree, chain: &[TokenTree], value: &mut Value) {
        if chain.first().is_some_and(|sign| is_sign(sign, '+')) {
            value.composed.push(self.span(std::slice::from_ref(token)));
        } else if is_chain(chain)
            && let Some(literal) = self.literal(token)
            && is_list(&literal.value)
        {
            value.texts.push(Text { value: literal.value, span: literal.span, kind: Kind::Literal });
        }
    }

    fn made_by_macro(&self, name: &str, all: &[TokenTree], group: &Brackets, chain: &[TokenTree], value: &mut Value) {
        const LISTS: [&str; 8] =
            ["vec", "hashset", "btreeset", "hash_set", "btree_set", "smallvec", "array", "arrayvec"];
        if name == "format" {
            let holds_url = inner(group).first().and_then(|token| self.literal(token));
            if holds_url.is_none_or(|literal| !literal.value.contains("://")) {
                value.composed.push(self.span(&all[..3]));
            }
        } else if LISTS.contains(&name) && is_chain(chain) {
            value.add(self.value(&inner(group)));
        }
    }

    /// What each arm of a `match`, or each branch of an `if`, gives.
    fn branches(&self, word: &proc_macro2::Ident, rest: &[TokenTree], value: &mut Value) {
        for token in rest {
            let TokenTree::Group(group) = token else { continue };
            if group.delimiter() != Delimiter::Brace {
                continue;
            }
            let tokens = inner(group);
            if word == "if" {
                value.alternatives.push(self.value(&tokens));
                continue;
            }
            let mut arms: &[TokenTree] = &tokens;
            while let Some(arrow) = arms.windows(2).position(|pair| is_sign(&pair[0], '=') && is_sign(&pair[1], '>')) {
                let body = &arms[arrow + 2..];
                let end = match body {
                    [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Brace => 1,
                    _ => body.iter().position(|token| is_sign(token, ',')).unwrap_or(body.len()),
                };
                value.alternatives.push(match &body[..end] {
                    [TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => self.value(&inner(group)),
                    arm => self.value(arm),
                });
                arms = &body[end..];
            }
        }
    }

    /// A path: a constant, or a call that keeps what it is given.
    fn path(&self, tokens: &[TokenTree], value: &mut Value) {
        let length =
            tokens.iter().take_while(|token| matches!(token, TokenTree::Ident(_)) || is_sign(token, ':')).count();
        let names: Vec<String> =
            tokens[..length].iter().filter(|token| !is_sign(token, ':')).map(ToString::to_string).collect();
        let Some((last, before)) = names.split_last() else { return };
        match &tokens[length..] {
            [TokenTree::Group(group), chain @ ..] if group.delimiter() == Delimiter::Parenthesis => {
                if keeps_text(before, last) && is_chain(chain) {
                    value.add(self.value(&inner(group)));
                } else if last == "var" && before.last().is_some_and(|name| name == "env") {
                    value.composed.push(self.span(&tokens[..=length]));
                }
            }
            chain if is_chain(chain) && is_constant(last) => value.constants.push(last.clone()),
            _ => {}
        }
    }

    /// How a list of nothing but literals is written.
    pub(super) fn form(&self, tokens: &[TokenTree]) -> Option<Form> {
        match tokens {
            [and, list @ TokenTree::Group(group)] if is_sign(and, '&') && self.is_plain_list(group) => {
                let start = token_span(self.base, and.span()).start;
                Some(Form::Slice(start..token_span(self.base, list.span()).end))
            }
            [TokenTree::Ident(name), bang, TokenTree::Group(group)]
                if name == "vec" && is_sign(bang, '!') && self.is_plain_list(group) =>
            {
                Some(Form::Vector(self.span(tokens)))
            }
            _ => None,
        }
    }

    /// Whether brackets hold literals with commas between them, and nothing else.
    pub(super) fn is_plain_list(&self, group: &Brackets) -> bool {
        let tokens = inner(group);
        group.delimiter() != Delimiter::Brace
            && !tokens.is_empty()
            && tokens.iter().enumerate().all(|(at, token)| match at % 2 {
                0 => self.literal(token).is_some_and(|literal| is_list(&literal.value)),
                _ => is_sign(token, ','),
            })
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

/// The tokens between brackets.
pub(super) fn inner(group: &Brackets) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

pub(super) fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

pub(super) fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

/// Whether a name is written as those of constants are.
fn is_constant(name: &str) -> bool {
    name.len() > 1
        && name.starts_with(|char: char| char.is_ascii_uppercase())
        && name.chars().all(|char| char.is_ascii_uppercase() || char.is_ascii_digit() || char == '_')
}

/// Whether a function gives what it is given, in another form: `String::from`, `Some`, `Scope::new`.
fn keeps_text(before: &[String], last: &str) -> bool {
    const FUNCTIONS: [&str; 9] =
        ["from", "new", "from_str", "try_from", "from_iter", "Some", "Ok", "Borrowed", "Owned"];
    FUNCTIONS.contains(&last) || before.last().is_some_and(|name| mentions_scope(name))
}

/// Whether what follows an expression leaves its text what it is.
fn is_chain(tokens: &[TokenTree]) -> bool {
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
    let mut is_method = false;
    tokens.iter().all(|token| {
        let was_dot = std::mem::replace(&mut is_method, is_sign(token, '.'));
        match token {
            TokenTree::Ident(name) if was_dot => METHODS.contains(&name.to_string().as_str()),
            // The type of `parse::<Scope>`.
            TokenTree::Ident(_) => tokens.iter().any(|token| is_sign(token, '<')),
            TokenTree::Punct(punct) => matches!(punct.as_char(), '.' | '?' | ':' | '<' | '>' | ';'),
            TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
            TokenTree::Literal(_) => false,
        }
    })
}
