//! Reads constants and variables that hold scopes.

use std::ops::Range;

use syn::{Expr, Ident, Type};

use crate::confidence::{Confidence, holds_scopes, mentions_scope};
use crate::group::{Group, Purpose};
use crate::identifiers::is_scope_type;
use crate::kept::string;
use crate::reader::{Reader, Subject};
use crate::scope_url::{ScopeParameter, is_scope_url};
use crate::words::words;

impl Reader<'_> {
    /// Reads `const NAME: Type = value;`, or the same with `static` or `let`.
    pub(crate) fn binding(&mut self, name: &Ident, kind: Option<&Type>, value: &Expr, is_item: bool) {
        let name = name.to_string();
        self.define_all(value, Some(&name), false);
        if is_item && is_name_of_something(value) {
            return;
        }
        if holds_scopes(&name) || kind.is_some_and(is_scope_type) || is_parsed(value) {
            let group = self.take_decoded(value, Confidence::Named);
            if let Some(group) = group {
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

/// Returns whether an expression is parsed as a scope: `"…".parse::<Scope>()`.
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
