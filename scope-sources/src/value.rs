//! Evaluates expressions as far as possible, to find the texts in them that are scopes.

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

/// The possible result of an expression.
#[derive(Clone, Debug, Default)]
pub(crate) struct Value {
    pub(crate) texts: Vec<Text>,
    pub(crate) form: Form,
    /// Alternative results, from the arms of a `match` or the branches of an `if`.
    pub(crate) alternatives: Vec<(Vec<String>, Value)>,
    /// The constants in it.
    pub(crate) constants: Vec<String>,
    /// The variables in it, each with its bytes.
    pub(crate) variables: Vec<(String, Range<usize>)>,
    /// Where it is composed at run time.
    pub(crate) composed: Vec<Range<usize>>,
    /// Whether the result has parts that are not known.
    pub(crate) is_partial: bool,
    /// Whether it is a table whose entries start with a name.
    pub(crate) is_table: bool,
}

/// Macros that make a list of their arguments.
const LISTS: [&str; 11] = [
    "vec", "hashset", "btreeset", "hash_set", "btree_set", "indexset", "phf_set", "phf_ordered_set", "smallvec",
    "array", "arrayvec",
];

impl File<'_> {
    /// Evaluates expressions and combines the results.
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

    /// Evaluates the arguments of a function that takes scopes. If there are several, a variable whose name does not
    /// mention scopes is another argument.
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

    /// Evaluates the elements of a list, or one column of a table.
    fn of_list<'e>(self, elements: impl IntoIterator<Item = &'e Expr> + Clone) -> Value {
        match table(elements.clone()) {
            Some(rows) => Value { is_table: true, form: Form::Apart, ..self.value(column(&rows)) },
            None => self.value(elements),
        }
    }

    /// Evaluates each arm of a `match`, with the names in its pattern. If the arms are tuples, evaluates one field.
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

    /// Evaluates one field of the tuple that an expression evaluates to, in all its branches.
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

    /// Evaluates a default, or the body if it is a closure.
    fn given(self, default: &Expr) -> Value {
        match default {
            Expr::Closure(closure) => self.of_body(&closure.body),
            other => self.value([other]),
        }
    }

    /// Returns the scopes in a literal, which may be a list or JSON.
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

    /// Returns a list of scopes in a JSON literal.
    pub(crate) fn json_text(self, literal: &LitStr, whole: &str, span: &Range<usize>) -> Option<Text> {
        let value = whole[span.clone()].to_owned();
        let text = self.text(literal).filter(|_| is_list(&value))?;
        text.part(self.text, value, &each_byte(span.clone()), Kind::Part)
    }

    /// Decodes the lists in a value that are encoded.
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

    /// Adds what an earlier statement assigns to the variables in a value: `let list = vec!["a"];`, `list.push("b");`.
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
            // An unknown macro with a list of texts: `strings!["a", "b"]`.
            let are_texts = arguments.len() > 1 && arguments.iter().all(|one| string(one).is_some());
            if !is_list && (!are_texts || mentions_scope(&name)) {
                value.is_partial = true;
                return;
            }
            let mut part = self.of_list(&arguments);
            if !is_list || name.starts_with("phf_") {
                // The macro only takes literals.
                part.texts.iter_mut().for_each(|text| text.kind = Kind::Part);
            }
            if arguments.len() > 1 {
                part.form = Form::Apart;
            }
            value.add(part);
        }
    }

    /// Evaluates parts that are joined: to a text, to constants, or to something that is only known at run time.
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
        // If only constants are joined, these are the result.
        match constants.collect::<Option<Vec<_>>>().map(|constants| constants.concat()) {
            Some(constants) if !constants.is_empty() => Value { constants, ..unknown },
            _ => Value { texts: self.words_between(&text), composed: vec![place.unwrap_or(text.span)], ..unknown },
        }
    }

    /// Evaluates what a placeholder stands for: an argument, or a constant or variable of that name.
    pub(crate) fn placed(self, placeholder: &str, arguments: &[Expr], place: &Range<usize>) -> Value {
        let name = placeholder.to_owned();
        match given(placeholder, arguments) {
            Some(argument) => self.decoded(self.value([argument])),
            None if is_constant(placeholder) => Value { constants: vec![name], ..Value::default() },
            None if placeholder.starts_with(|char: char| char.is_ascii_digit()) => Value::default(),
            None => Value { variables: vec![(name, place.clone())], ..Value::default() },
        }
    }

    /// Returns the whole words between placeholders that can only be scopes: `openid` of `"openid {}"`.
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

    /// Evaluates a call that preserves its argument, or that reads the environment.
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
    /// Adds the value of a part of the expression.
    pub(crate) fn add(&mut self, part: Self) {
        // A list has a form only if it is the whole expression.
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

    /// Returns all texts, including those of alternatives.
    pub(crate) fn into_texts(mut self) -> Vec<Text> {
        self.texts.extend(self.alternatives.into_iter().flat_map(|(_, value)| value.into_texts()));
        self.texts
    }

    /// Returns the size of the value, including its alternatives.
    pub(crate) fn size(&self) -> usize {
        self.given() + self.variables.len() + self.alternatives.iter().map(|(_, value)| value.size()).sum::<usize>()
    }

    /// Returns the number of values.
    fn given(&self) -> usize {
        self.texts.len() + self.alternatives.len() + self.constants.len()
    }

    /// Returns whether nothing is known about the value.
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

/// Returns the text that is written to a formatter: `f.write_str("read:items")`.
fn written(expression: &Expr) -> Option<&Expr> {
    match expression {
        Expr::MethodCall(call) if call.method == "write_str" || call.method == "pad" => call.args.first(),
        _ => None,
    }
}
