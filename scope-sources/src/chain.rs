//! Scopes that are added one after another: to a request in a chain of calls, to a variable in several statements.

use std::ops::Range;

use syn::{Expr, ExprMethodCall, Stmt};

use crate::confidence::{Confidence, asks_for_scopes, holds_scopes};
use crate::group::{Form, Purpose};
use crate::identifiers::{last_name, path_names};
use crate::kept::{adds_to_list, key, methods};
use crate::reader::{Reader, Subject};
use crate::value::Value;
use crate::words::words;

impl Reader<'_> {
    /// Takes what a chain of calls asks for: all of it is one request.
    pub(crate) fn chain(&mut self, expression: &Expr) {
        let (root, calls) = methods(expression);
        let subject = path_names(root).last().map(ToString::to_string).filter(|_| path_names(root).len() == 1);
        let is_open = |reader: &Self, call: &ExprMethodCall| !reader.chained.contains(&reader.start(call));
        let is_list = last_name(root).is_some_and(|name| holds_scopes(&name));
        let adds = |call: &ExprMethodCall| adds_scopes(call) || (is_list && adds_to_list(call));
        // `client.authorize_url(…).add_scope(…)` begins a request; the next one of the same client is another.
        let is_begun = !is_list && calls.first().is_some_and(|first| !adds(first));
        let asking: Vec<&ExprMethodCall> = calls.into_iter().filter(|call| is_open(self, call) && adds(call)).collect();
        if asking.is_empty() {
            return;
        }
        let (mut value, mut places, mut is_chain) = (Value::default(), Vec::new(), true);
        for &call in &asking {
            let at = self.start(call);
            self.chained.insert(at);
            let mut given = self.file.arguments(&call.args);
            if call.method == "push_str" {
                given.texts = given.texts.into_iter().filter_map(|text| self.file.appended(text)).collect();
            }
            // An argument of which nothing is known makes the rest a part.
            value.is_partial |= given.is_empty();
            let made: Option<Vec<_>> = call.args.iter().map(|argument| self.file.made(argument)).collect();
            is_chain &= made.is_some() || matches!(given.form, Form::Scopes(_));
            places.push(self.of_call(call));
            value.add(given);
        }
        if asking.len() > 1 {
            value.form = Form::Apart;
        }
        if is_chain && asking.iter().all(|call| call.method == "add_scope" || call.method == "add_scopes") {
            value.form = Form::Chain(places);
        }
        let group = self.ask(value, if is_list { Confidence::Named } else { Confidence::Given });
        if let (Some(group), Some(subject)) = (group, subject) {
            self.join(subject, group, is_begun);
        }
    }

    fn start(&self, call: &ExprMethodCall) -> usize {
        self.file.span(call.method.span()).start
    }

    /// The bytes of `.method(…)`, from the dot on.
    fn of_call(&self, call: &ExprMethodCall) -> Range<usize> {
        self.file.between(call.dot_token.span, call.paren_token.span.close())
    }

    /// Joins a group to the one that has what was added to the same variable before, unless each is of a request that a call
    /// on the variable has begun.
    fn join(&mut self, name: String, group: usize, is_begun: bool) {
        let Some(&block) = self.blocks.last() else { return };
        let known = self.subjects.iter().rposition(|subject| subject.name == name);
        let known = known.map(|at| self.subjects[at].clone()).filter(|known| !(known.is_begun && is_begun));
        let Some(known) = known else {
            self.subjects.push(Subject { name, block, group, is_begun });
            return;
        };
        let is_one = !known.is_begun && !is_begun;
        if is_one && known.block == block && known.group + 1 == group {
            // In one go with the statement before.
            let Some(mut later) = self.usage.groups.pop() else { return };
            let first = &mut self.usage.groups[known.group];
            first.texts.append(&mut later.texts);
            first.is_partial |= later.is_partial;
            first.form = Form::Apart;
        } else {
            self.usage.groups[known.group].is_partial = true;
            self.usage.groups[group].is_partial = true;
            if known.block != block {
                return;
            }
            self.subjects.push(Subject { name, block, group, is_begun });
        }
    }

    /// The variable that a statement begins to fill, given how many groups there were before it.
    pub(crate) fn begins(&mut self, statement: &Stmt, before: usize) {
        let Stmt::Local(local) = statement else { return };
        let (Some(init), Some(&block)) = (&local.init, self.blocks.last()) else { return };
        let syn::Pat::Ident(name) = &local.pat else { return };
        let (_, calls) = methods(&init.expr);
        let Some(group) = self.usage.groups.len().checked_sub(1).filter(|last| *last >= before) else { return };
        if calls.iter().any(|call| adds_scopes(call)) && self.usage.groups[group].purpose == Purpose::Request {
            self.subjects.push(Subject { name: name.ident.to_string(), block, group, is_begun: false });
        }
    }
}

/// Whether a method adds scopes to what it is called on.
pub(crate) fn adds_scopes(call: &ExprMethodCall) -> bool {
    let name = call.method.to_string();
    let is_definition = call.args.len() > 1 && call.args.iter().all(|argument| key(argument).is_some());
    let is_builder = || words(&name).iter().any(|word| matches!(&**word, "add" | "with" | "set" | "scope" | "scopes"));
    !call.args.is_empty() && asks_for_scopes(&name) && is_builder() && !is_definition
}
