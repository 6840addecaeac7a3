//! An expression that gives scopes: the texts in it that are the scopes.

use std::ops::Range;

use syn::{Block, Expr, ExprCall, ExprMatch, Lit, LitStr, Macro, Stmt};

use crate::arguments::{expressions, given, placeholders};
use crate::confidence::{holds_scopes, is_list, mentions_scope};
use crate::file::File;
use crate::group::{Form, Kind, Text, each_byte};
use crate::identifiers::{bound, identifiers, is_constant, path_names};
use crate::joined::{Joined, Part, format_of, part, summands};
use crate::json_text::json_texts;
use crate::kept::{Root, adds_to_list, is_key, keeps_text, key, root, string};
use crate::rows::{column, gives_nothing, members, result, row, tuple};
use crate::scope_url::{encoded_list, is_scope_url};

/// What an expression gives.
#[derive(Clone, Debug, Default)]
pub(crate) struct Value {
    pub(crate) texts: Vec<Text>,
    pub(crate) form: Form,
    /// What it gives instead, by the arms of a `match` or the branches of an `if`.
    pub(crate) alternatives: Vec<(Vec<String>, Value)>,
    /// Constants that are named in it.
    pub(crate) constants: Vec<String>,
    /// Variables that are named in it, each with its place.
    pub(crate) variables: Vec<(String, Range<usize>)>,
    /// Where it is composed at run time.
    pub(crate) composed: Vec<Range<usize>>,
    /// Whether it gives something that cannot be told, besides what can.
    pub(crate) is_partial: bool,
    /// Whether it is a table: of each entry, the first part is a name.
    pub(crate) is_table: bool,
}

/// Macros that make a list of their arguments.
const LISTS: [&str; 11] = [
    "vec", "hashset", "btreeset", "hash_set", "btree_set", "indexset", "phf_set", "phf_ordered_set", "smallvec",
    "array", "arrayvec",
];

impl File<'_> {
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

    /// What the arguments of a function that takes scopes give. Of several, a variable that is not called so is another one.
    pub(crate) fn arguments<'e>(self, arguments: impl IntoIterator<Item = &'e Expr>) -> Value {
        let arguments: Vec<&Expr> = arguments.into_iter().collect();
        let mut value = self.value(arguments.iter().copied());
        if arguments.len() > 1 {
            value.variables.retain(|(name, _)| holds_scopes(name));
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
                value.add(self.put_together(summands(root).into_iter().map(part), None));
            }
            Expr::Array(list) if is_kept => value.add(self.of_list(&list.elems)),
            Expr::Tuple(list) if is_kept => value.add(self.value(members(list))),
            Expr::Index(part) if is_kept && matches!(*part.index, Expr::Range(_)) => {
                value.add(self.value([&*part.expr]));
            }
            Expr::If(branches) => {
                value.alternatives.push((Vec::new(), self.of_block(&branches.then_branch)));
                if let Some((_, other)) = &branches.else_branch {
                    match &**other {
                        Expr::Block(block) => value.alternatives.push((Vec::new(), self.of_block(&block.block))),
                        other => self.expression(other, value),
                    }
                }
            }
            Expr::Match(arms) => value.alternatives.extend(self.arms(arms)),
            Expr::Block(block) => value.add(self.of_block(&block.block)),
            Expr::Macro(call) => self.made_by_macro(&call.mac, is_kept, value),
            Expr::Call(call) => self.made_by_call(call, is_kept, value),
            Expr::Path(path) if is_kept => {
                let name = path.path.segments.last().map(|last| last.ident.to_string());
                match name {
                    Some(name) if is_constant(&name) => value.constants.push(name),
                    Some(name) if path.path.get_ident().is_some() => {
                        value.variables.push((name, self.span(path.path.segments[0].ident.span())));
                    }
                    _ => value.is_partial = true,
                }
            }
            // `LazyLock::new(|| vec!["a"])`
            Expr::Closure(closure) if is_kept && closure.inputs.is_empty() => value.add(self.given(root)),
            Expr::Lit(_) | Expr::Closure(_) => {}
            _ => value.is_partial = true,
        }
        if !chained.is_empty() {
            value.add(self.value(chained));
            value.form = Form::Apart;
        }
    }

    /// What the elements of a list give, or one column of a table.
    fn of_list<'e>(self, elements: impl IntoIterator<Item = &'e Expr> + Clone) -> Value {
        match table(elements.clone()) {
            Some(rows) => Value { is_table: true, form: Form::Apart, ..self.value(column(&rows)) },
            None => self.value(elements),
        }
    }

    /// What each arm of a `match` gives, with the names in its pattern. Of arms that give tuples, one member.
    fn arms(self, arms: &ExprMatch) -> Vec<(Vec<String>, Value)> {
        let giving = || arms.arms.iter().filter(|arm| !gives_nothing(&arm.body));
        let rows: Option<Vec<_>> = giving().map(|arm| tuple(&arm.body).map(row)).collect();
        if let Some(rows) = rows.filter(|rows| !rows.is_empty()) {
            return giving().zip(column(&rows)).map(|(arm, one)| (identifiers(&arm.pat), self.value([one]))).collect();
        }
        arms.arms.iter().map(|arm| (identifiers(&arm.pat), self.of_body(&arm.body))).collect()
    }

    fn of_body(self, body: &Expr) -> Value {
        match body {
            Expr::Block(block) => self.of_block(&block.block),
            body => self.value([body]),
        }
    }

    /// What one member is of the tuple that an expression gives, whichever way it goes.
    pub(crate) fn member(self, expression: &Expr, at: usize) -> Value {
        let mut value = Value::default();
        if let Some(tuple) = tuple(expression) {
            return self.value(tuple.elems.get(at));
        }
        match expression {
            Expr::Match(arms) => {
                let member = |arm: &syn::Arm| (identifiers(&arm.pat), self.member(&arm.body, at));
                value.alternatives.extend(arms.arms.iter().map(member));
            }
            Expr::If(branches) => {
                let other = branches.else_branch.as_ref().map(|(_, other)| &**other);
                let members = result(&branches.then_branch).into_iter().chain(other);
                value.alternatives.extend(members.map(|one| (Vec::new(), self.member(one, at))));
            }
            _ => {}
        }
        value
    }

    /// What a default gives: itself, or what a closure of it returns.
    fn given(self, default: &Expr) -> Value {
        match default {
            Expr::Closure(closure) => self.of_body(&closure.body),
            other => self.value([other]),
        }
    }

    /// The scopes of a literal: a list of them, or a list in JSON.
    fn scopes(self, literal: &Lit) -> Vec<Text> {
        let Lit::Str(literal) = literal else { return Vec::new() };
        let Some(text) = self.text(literal) else { return Vec::new() };
        if is_list(&text.value) {
            return vec![text];
        }
        match json_texts(&text.value) {
            Some((texts, keys)) if keys.is_empty() => {
                texts.iter().filter_map(|one| self.json_text(literal, &text.value, &one.span)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A list of scopes in a literal that is JSON.
    pub(crate) fn json_text(self, literal: &LitStr, whole: &str, span: &Range<usize>) -> Option<Text> {
        let value = whole[span.clone()].to_owned();
        let text = self.text(literal).filter(|_| is_list(&value))?;
        text.part(self.text, value, &each_byte(span.clone()), Kind::Part)
    }

    /// The same value with lists that are encoded decoded.
    pub(crate) fn decoded(self, mut value: Value) -> Value {
        for text in &mut value.texts {
            if text.kind == Kind::Literal
                && let Some((decoded, places)) = encoded_list(&text.value)
            {
                *text = text.part(self.text, decoded, &places, Kind::Encoded).unwrap_or_else(|| text.clone());
            }
        }
        value.alternatives =
            value.alternatives.into_iter().map(|(context, value)| (context, self.decoded(value))).collect();
        value
    }

    pub(crate) fn of_block(self, block: &Block) -> Value {
        let Some((last, before)) = block.stmts.split_last() else { return Value::default() };
        let mut value = match last {
            Stmt::Expr(last, None) => self.value([last]),
            Stmt::Macro(last) if last.semi_token.is_none() => {
                let mut value = Value::default();
                self.made_by_macro(&last.mac, true, &mut value);
                value
            }
            _ => Value::default(),
        };
        for statement in before.iter().rev() {
            self.given_by_statement(statement, &mut value);
        }
        value.texts.sort_by_key(|text| text.span.start);
        value
    }

    /// What a statement before it gives to the variables of a value: `let list = vec!["a"];`, `list.push("b");`
    fn given_by_statement(self, statement: &Stmt, value: &mut Value) {
        let (name, given, is_last) = match statement {
            Stmt::Local(local) => match (bound(&local.pat), &local.init) {
                (Some((name, _)), Some(init)) => (name, self.value([&*init.expr]), true),
                _ => return,
            },
            Stmt::Expr(Expr::MethodCall(call), _) if adds_to_list(call) => match *path_names(&call.receiver) {
                [name] => (name, self.value(&call.args), false),
                _ => return,
            },
            _ => return,
        };
        let Some(at) = value.variables.iter().position(|(known, _)| name == known) else { return };
        if is_last {
            value.variables.remove(at);
        }
        value.add(given);
    }

    fn made_by_macro(self, call: &Macro, is_kept: bool, value: &mut Value) {
        let Some(name) = call.path.segments.last().map(|last| last.ident.to_string()) else { return };
        let arguments = expressions(call.tokens.clone()).unwrap_or_default();
        if name == "format" {
            value.add(self.put_together(format_of(call), self.of_macro(call, false)));
        } else if name == "write" {
            // `write!(f, "read:items")`
            let is_one = |text: &Text| is_list(&text.value) && !text.value.contains(' ');
            value.texts.extend(arguments.get(1).and_then(string).and_then(|text| self.text(text)).filter(is_one));
        } else if name == "concat" && is_kept {
            value.add(self.put_together(arguments.iter().map(part), self.of_macro(call, false)));
        } else if is_kept {
            let is_list = LISTS.iter().any(|list| name == *list);
            // Of a macro that is not known, what is a list of texts: `strings!["a", "b"]`.
            let are_texts = arguments.len() > 1 && arguments.iter().all(|one| string(one).is_some());
            if !is_list && (!are_texts || mentions_scope(&name)) {
                value.is_partial = true;
                return;
            }
            let mut part = self.of_list(&arguments);
            if !is_list || name.starts_with("phf_") {
                // It takes nothing but literals.
                part.texts.iter_mut().for_each(|text| text.kind = Kind::Part);
            }
            if arguments.len() > 1 {
                part.form = Form::Apart;
            }
            value.add(part);
        }
    }

    /// What is put together of some parts, at a place: a text, or constants, or what is only known when the program runs.
    fn put_together(self, parts: impl IntoIterator<Item = Part>, place: Option<Range<usize>>) -> Value {
        let unknown = Value { is_partial: true, ..Value::default() };
        let Some(Joined { text, arguments, .. }) = self.joined(parts) else { return unknown };
        if is_list(&text.value) {
            return Value { texts: vec![text], ..Value::default() };
        }
        if text.value.contains("://") {
            return unknown;
        }
        let constants = placeholders(&text.value).into_iter().map(|placeholder| {
            let placed = self.placed(&placeholder, &arguments, &text.span);
            (placed.size() == 1).then_some(placed.constants).filter(|constants| constants.len() == 1)
        });
        // Where it is made of constants alone, these say it.
        match constants.collect::<Option<Vec<_>>>().map(|constants| constants.concat()) {
            Some(constants) if !constants.is_empty() => Value { constants, ..unknown },
            _ => Value { texts: self.words_between(&text), composed: vec![place.unwrap_or(text.span)], ..unknown },
        }
    }

    /// What is put in place of a placeholder: an argument, or what is called so.
    pub(crate) fn placed(self, placeholder: &str, arguments: &[Expr], place: &Range<usize>) -> Value {
        let name = placeholder.to_owned();
        match given(placeholder, arguments) {
            Some(argument) => self.decoded(self.value([argument])),
            None if is_constant(placeholder) => Value { constants: vec![name], ..Value::default() },
            None if placeholder.starts_with(|char: char| char.is_ascii_digit()) => Value::default(),
            None => Value { variables: vec![(name, place.clone())], ..Value::default() },
        }
    }

    /// The whole words between placeholders, if they can be nothing but scopes: `openid` of `"openid {}"`.
    fn words_between(self, text: &Text) -> Vec<Text> {
        let is_sure = |word: &&str| matches!(*word, "openid" | "offline_access") || is_scope_url(word);
        let is_whole = |word: &&str| !word.is_empty() && !word.contains(['{', '}']);
        let words: Vec<&str> = text.value.split(' ').filter(is_whole).collect();
        if !words.iter().any(is_sure) || !is_list(&words.join(" ")) {
            return Vec::new();
        }
        let word = |word: &str| {
            let at = word.as_ptr() as usize - text.value.as_ptr() as usize;
            text.part(self.text, word.to_owned(), &each_byte(at..at + word.len()), Kind::Part)
        };
        words.into_iter().filter_map(word).collect()
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
        self.variables.extend(part.variables);
        self.composed.extend(part.composed);
        self.is_partial |= part.is_partial;
        self.is_table |= part.is_table;
    }

    /// All texts, also those that it gives instead.
    pub(crate) fn into_texts(mut self) -> Vec<Text> {
        self.texts.extend(self.alternatives.into_iter().flat_map(|(_, value)| value.into_texts()));
        self.texts
    }

    /// How much it holds.
    pub(crate) fn size(&self) -> usize {
        self.given() + self.variables.len() + self.alternatives.iter().map(|(_, value)| value.size()).sum::<usize>()
    }

    /// How many values it gives.
    fn given(&self) -> usize {
        self.texts.len() + self.alternatives.len() + self.constants.len()
    }

    /// Whether it gives nothing that can be told.
    pub(crate) fn is_empty(&self) -> bool {
        self.given() == 0 && self.variables.is_empty() && self.composed.is_empty()
    }
}

/// The rows of a table: tuples whose first member is not a key of an entry.
fn table<'e>(elements: impl IntoIterator<Item = &'e Expr>) -> Option<Vec<Vec<&'e Expr>>> {
    let rows = elements.into_iter().map(|element| tuple(element).map(row)).collect::<Option<Vec<_>>>()?;
    let is_entry = |row: &Vec<&Expr>| row.first().and_then(|first| key(first)).is_some_and(|key| is_key(&key));
    (!rows.is_empty() && !rows.iter().any(is_entry)).then_some(rows)
}

/// What is written into a formatter: `f.write_str("read:items")`.
fn written(expression: &Expr) -> Option<&Expr> {
    match expression {
        Expr::MethodCall(call) if call.method == "write_str" || call.method == "pad" => call.args.first(),
        _ => None,
    }
}
