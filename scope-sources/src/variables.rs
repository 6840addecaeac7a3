//! Tracks what the variables of a function hold.

use std::ops::Range;

use syn::{Expr, LitStr, Pat};

use crate::confidence::{Confidence, holds_scopes};
use crate::identifiers::{bound, identifiers, is_constant, path_names};
use crate::kept::{methods, string};
use crate::reader::{Local, Reader};
use crate::value::Value;

/// A variable that may hold more than this counts as unknown. Without a limit, each of several variables could hold
/// twice as much as the one before it.
const LARGEST: usize = 100;

impl Reader<'_> {
    /// Reads `let name = value;`.
    pub(crate) fn local(&mut self, name: String, value: &Expr, is_mut: bool) {
        let mut value = self.file.value([value]);
        self.resolve(&mut value, None);
        if value.size() > LARGEST {
            value = Value::default();
        }
        value.is_partial |= is_mut;
        self.locals.push(Local { name, value, is_bound: false });
    }

    /// Reads `let (title, scope) = match kind { … };`.
    pub(crate) fn members_of_local(&mut self, local: &syn::Local) {
        let (Pat::Tuple(patterns), Some(init)) = (&local.pat, &local.init) else { return };
        if matches!(*init.expr, Expr::Tuple(_)) {
            return;
        }
        for (at, pattern) in patterns.elems.iter().enumerate() {
            if let Some((name, _)) = bound(pattern).filter(|(name, _)| holds_scopes(&name.to_string())) {
                let value = self.file.decoded(self.file.member(&init.expr, at));
                self.named(vec![name.to_string()], |reader| _ = reader.keep(value, Confidence::Named));
            }
        }
    }

    /// Adds the variables of a pattern, which shadow others of the same name.
    pub(crate) fn bind(&mut self, pattern: &Pat) {
        let names = identifiers(pattern).into_iter();
        self.locals.extend(names.map(|name| Local { name, value: Value::default(), is_bound: true }));
    }

    /// Visits a part of the file that has its own variables.
    pub(crate) fn with_locals(&mut self, visit: impl FnOnce(&mut Self)) {
        let known = self.locals.len();
        visit(self);
        self.locals.truncate(known);
    }

    /// Reads `name.push("a")`, where the name of the variable does not mention scopes. What the variable is passed to
    /// decides.
    pub(crate) fn add_to_local<'e>(&mut self, list: &Expr, added: impl IntoIterator<Item = &'e Expr>) {
        let [name] = *path_names(list) else { return };
        let mut value = self.file.value(added);
        self.resolve(&mut value, None);
        let local = self.locals.iter_mut().rfind(|local| name == &local.name);
        if let Some(local) = local.filter(|local| local.value.size() + value.size() < LARGEST) {
            local.value.add(value);
        }
    }

    /// Reads `env::var("OIDC_SCOPES").unwrap_or("openid")`. The name of the variable says that these are scopes,
    /// whatever they are used for.
    pub(crate) fn default_of_variable(&mut self, expression: &Expr) {
        let (root, calls) = methods(expression);
        let Expr::Call(call) = root else { return };
        let reads = path_names(&call.func).last().is_some_and(|name| *name == "var");
        let name = call.args.first().and_then(string).map(LitStr::value).unwrap_or_default();
        if reads && is_constant(&name) && holds_scopes(&name) && !calls.is_empty() {
            self.named(vec![name], |reader| reader.take([expression], Confidence::Named));
        }
    }

    /// Returns whether anything is known about the value of a variable.
    pub(crate) fn is_known(&self, name: &str) -> bool {
        self.locals.iter().rfind(|local| local.name == name).is_some_and(|local| !local.value.is_empty())
    }

    /// Replaces variables by their values, and returns where nothing is known. If their texts are in a list already,
    /// that list gets the same confidence.
    pub(crate) fn resolve(&mut self, value: &mut Value, confidence: Option<Confidence>) -> Vec<Range<usize>> {
        let mut unknown = Vec::new();
        for (_, alternative) in &mut value.alternatives {
            unknown.extend(self.resolve(alternative, confidence));
        }
        for (name, place) in std::mem::take(&mut value.variables) {
            let local = self.locals.iter().rfind(|local| local.name == name);
            if let Some(local) = local.filter(|local| !local.value.is_empty()) {
                let held = local.value.clone();
                for text in &held.texts {
                    self.raise(text.first_byte(), confidence);
                }
                value.add(held);
            } else {
                value.is_partial = true;
                unknown.extend(local.is_none_or(|local| !local.is_bound).then_some(place));
            }
        }
        unknown
    }

    fn raise(&mut self, text: usize, confidence: Option<Confidence>) {
        let Some(confidence) = confidence.filter(|_| self.taken.contains(&text)) else { return };
        let has_it = |group: &&mut crate::Group| group.texts.iter().any(|one| one.first_byte() == text);
        if let Some(group) = self.usage.groups.iter_mut().rfind(has_it) {
            group.confidence = group.confidence.max(confidence);
        }
    }
}
