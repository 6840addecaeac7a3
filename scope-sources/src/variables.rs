//! Constants and variables that hold scopes, and those that scopes go through on their way: what is known of each.

use std::ops::Range;

use syn::{Expr, Ident, LitStr, Pat, Type};

use crate::confidence::{Confidence, holds_scopes, mentions_scope};
use crate::group::{Group, Purpose};
use crate::identifiers::{bound, identifiers, is_constant, is_scope_type, path_names};
use crate::kept::{methods, string};
use crate::reader::{Local, Reader, Subject};
use crate::scope_url::{ScopeParameter, is_scope_url};
use crate::value::Value;
use crate::words::words;

/// Of a variable that may hold more than this, nothing is known: each of a row of variables can hold twice what the one before
/// it holds.
const LARGEST: usize = 100;

impl Reader<'_> {
    /// `const NAME: Type = value;`, or the same with `static` or `let`.
    pub(crate) fn binding(&mut self, name: &Ident, kind: Option<&Type>, value: &Expr, is_item: bool) {
        let name = name.to_string();
        self.define_all(value, Some(&name), false);
        if is_item && is_name_of_something(value) {
            return;
        }
        if holds_scopes(&name) || kind.is_some_and(is_scope_type) || is_parsed(value) {
            // It may be put into a URL as it is.
            let value = self.file.decoded(self.file.value([value]));
            if let Some(group) = self.keep(value, Confidence::Named) {
                let array_type = kind.and_then(|kind| self.array_type(kind));
                let known = &mut self.usage.groups[group];
                known.array_type = array_type;
                if is_item {
                    known.is_partial |= known.names().len() == 1 && is_name_of_one(&name);
                    known.constant = Some(name);
                } else if let Some(&block) = self.blocks.last() {
                    self.subjects.push(Subject { name, block, group, is_begun: false });
                }
            }
        } else if name.chars().all(|c| !c.is_lowercase()) {
            let value = self.file.value([value]);
            // A URL or body with `scope=…` is recognized by itself.
            let has_parameter = value.texts.iter().any(|text| !ScopeParameter::all(&text.value).is_empty());
            if !value.texts.is_empty() && !has_parameter {
                // Its use decides, unless it says so itself.
                if !value.texts.iter().any(|text| is_scope_url(&text.value)) {
                    self.taken.extend(value.texts.iter().map(|text| text.span.start));
                }
                // `mod scopes { pub const READ: &str = "read:org"; }` names a scope.
                let mut around = self.context.iter().rev().skip(1);
                let is_named = is_item && around.next().is_some_and(|name| mentions_scope(name));
                let group = Group {
                    purpose: if is_named { Purpose::Mention } else { Purpose::Request },
                    is_of_tests: self.is_of_tests,
                    context: self.context.clone(),
                    constant: Some(name.clone()),
                    array_type: kind.and_then(|kind| self.array_type(kind)),
                    ..Group::new(value.texts, Confidence::Named, value.form)
                };
                self.usage.constants.insert(name, group);
            }
        }
    }

    /// The bytes of `[&str; 2]`, also inside `&[&str; 2]`.
    fn array_type(&self, kind: &Type) -> Option<Range<usize>> {
        match kind {
            Type::Array(array) => {
                let brackets = array.bracket_token.span;
                Some(self.file.between(brackets.open(), brackets.close()))
            }
            Type::Reference(reference) => self.array_type(&reference.elem),
            _ => None,
        }
    }

    /// `let name = value;`
    pub(crate) fn local(&mut self, name: String, value: &Expr, is_mut: bool) {
        let mut value = self.file.value([value]);
        self.resolve(&mut value, None);
        if value.size() > LARGEST {
            value = Value::default();
        }
        value.is_partial |= is_mut;
        self.locals.push(Local { name, value, is_bound: false });
    }

    /// `let (title, scope) = match kind { … };`
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

    /// The variables of a pattern, which stand for something else than those of the same names outside.
    pub(crate) fn bind(&mut self, pattern: &Pat) {
        let names = identifiers(pattern).into_iter();
        self.locals.extend(names.map(|name| Local { name, value: Value::default(), is_bound: true }));
    }

    /// Goes through a part of the file with variables of its own.
    pub(crate) fn with_locals(&mut self, visit: impl FnOnce(&mut Self)) {
        let known = self.locals.len();
        visit(self);
        self.locals.truncate(known);
    }

    /// `name.push("a")`, where the variable is not called after scopes: what it is given to decides.
    pub(crate) fn add_to_local<'e>(&mut self, list: &Expr, added: impl IntoIterator<Item = &'e Expr>) {
        let [name] = *path_names(list) else { return };
        let mut value = self.file.value(added);
        self.resolve(&mut value, None);
        let local = self.locals.iter_mut().rfind(|local| name == &local.name);
        if let Some(local) = local.filter(|local| local.value.size() + value.size() < LARGEST) {
            local.value.add(value);
        }
    }

    /// `env::var("OIDC_SCOPES").unwrap_or("openid")`, whatever it is for: the name of the variable says so.
    pub(crate) fn default_of_variable(&mut self, expression: &Expr) {
        let (root, calls) = methods(expression);
        let Expr::Call(call) = root else { return };
        let reads = path_names(&call.func).last().is_some_and(|name| *name == "var");
        let name = call.args.first().and_then(string).map(LitStr::value).unwrap_or_default();
        if reads && is_constant(&name) && holds_scopes(&name) && !calls.is_empty() {
            self.named(vec![name], |reader| reader.take([expression], Confidence::Named));
        }
    }

    /// Whether something is known of what a variable holds.
    pub(crate) fn is_known(&self, name: &str) -> bool {
        self.locals.iter().rfind(|local| local.name == name).is_some_and(|local| !local.value.is_empty())
    }

    /// Puts what variables hold in their place, and says where nothing is known of it. If their texts are in a list already,
    /// the list is as surely one of scopes.
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
        let has_it = |group: &&mut Group| group.texts.iter().any(|one| one.first_byte() == text);
        if let Some(group) = self.usage.groups.iter_mut().rfind(has_it) {
            group.confidence = group.confidence.max(confidence);
        }
    }
}

/// Whether a constant is called after one scope among others: `ADMIN_SCOPE`, not `SCOPE` or `ADMIN_SCOPES`.
fn is_name_of_one(name: &str) -> bool {
    let words = words(name);
    words != ["scope"] && !words.iter().any(|word| word == "scopes")
}

/// `const CLIENT_SCOPES: &str = "client_scopes";`: the name of a column, a key, a parameter.
fn is_name_of_something(value: &Expr) -> bool {
    let letters = |text: &str| text.replace(['_', '-'], "").to_ascii_lowercase();
    let is_name = |text: String| !text.contains([':', '.', '/', ' ', ',']) && letters(&text).contains("scope");
    string(value).is_some_and(|literal| is_name(literal.value()))
}

/// `"…".parse::<Scope>()`
fn is_parsed(expression: &Expr) -> bool {
    match expression {
        Expr::MethodCall(call) => {
            let mut types = call.turbofish.iter().flat_map(|types| &types.args);
            types.any(|argument| matches!(argument, syn::GenericArgument::Type(kind) if is_scope_type(kind)))
                || is_parsed(&call.receiver)
        }
        Expr::Try(inner) => is_parsed(&inner.expr),
        _ => false,
    }
}
