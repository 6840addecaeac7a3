//! Code that makes scopes of texts: what such a text comes from is a list of scopes.

use syn::visit::{Visit, visit_expr_call, visit_expr_method_call, visit_path};
use syn::{ExprCall, ExprMethodCall, Path};

use crate::confidence::{asks_for_scopes, mentions_scope};
use crate::identifiers::path_names;

/// What is made of texts in some code.
#[derive(Default)]
pub(crate) struct Makers {
    /// Whether it asks for scopes, or makes one: a function that takes scopes is called, or `Scope::…` named.
    pub(crate) makes_scopes: bool,
    /// Whether it makes a scope of a text: `Scope::new(…)`.
    pub(crate) constructs_scopes: bool,
}

impl Makers {
    /// Those in the code that is visited.
    pub(crate) fn of(visit: impl FnOnce(&mut Self)) -> Self {
        let mut makers = Self::default();
        visit(&mut makers);
        makers
    }
}

impl<'ast> Visit<'ast> for Makers {
    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        let names = path_names(&call.func);
        self.makes_scopes |= names.last().is_some_and(|name| asks_for_scopes(&name.to_string()));
        if let [.., kind, function] = &*names {
            self.constructs_scopes |= *kind == "Scope" && (*function == "new" || *function == "from");
        }
        visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        self.makes_scopes |= asks_for_scopes(&call.method.to_string());
        visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &'ast Path) {
        self.makes_scopes |=
            path.segments.iter().rev().skip(1).any(|segment| mentions_scope(&segment.ident.to_string()));
        visit_path(self, path);
    }
}
