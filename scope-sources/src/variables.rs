//! Tracks constants and variables that contain scopes, or that scopes are passed through.

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

/// A variable that may hold more than this counts as unknown. Without a limit, each of several variables could hold
/// twice as much as the one before it.
const LARGEST: usize = 100;

impl Reader<'_> {
    /// Reads `const NAME: Type = value;`, or the same with `static` or `let`.
    pub(crate) fn binding(&mut self, name: &Ident, kind: Option<&Type>, value: &Expr, is_item: bool) {
        let name = name.to_string();
        self.define_all(value, Some(&name), false);
        if is_item && is_name_of_something(value) {
            return;
        }
        if holds_scopes(&name) || kind.is_some_and(is_scope_type) || is_parsed(value) {
            // It may be inserted into a URL without encoding.
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
                // How the constant is used decides, unless a value is certainly a scope.
                if !value.texts.iter().any(|text| is_scope_url(&text.value)) {
                    self.taken.extend(value.texts.iter().map(|text| text.span.start));
                }
                // The constants of `mod scopes { pub const READ: &str = "read:org"; }` each name a scope.
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

    /// Returns the bytes of the type `[&str; 2]`, also inside `&[&str; 2]`.
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
        let has_it = |group: &&mut Group| group.texts.iter().any(|one| one.first_byte() == text);
        if let Some(group) = self.usage.groups.iter_mut().rfind(has_it) {
            group.confidence = group.confidence.max(confidence);
        }
    }
}

/// Returns whether a constant is named after a single scope: `ADMIN_SCOPE`, not `SCOPE` or `ADMIN_SCOPES`.
fn is_name_of_one(name: &str) -> bool {
    let words = words(name);
    words != ["scope"] && !words.iter().any(|word| word == "scopes")
}

/// Returns whether a value is the name of a column, a key or a parameter:
/// `const CLIENT_SCOPES: &str = "client_scopes";`.
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
