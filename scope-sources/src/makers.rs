//! Recognizes code that makes scopes from texts, so that the texts are scopes.

use syn::visit::{Visit, visit_expr_call, visit_expr_method_call, visit_path};
use syn::{Block, Expr, ExprCall, ExprMethodCall, Path};

use crate::confidence::{asks_for_scopes, mentions_scope};
use crate::identifiers::path_names;

/// Returns whether an expression requests or makes scopes: it calls a function that takes scopes, or names `Scope::…`.
pub(crate) fn makes_scopes(expression: &Expr) -> bool {
    let mut finder = ScopeFinder(false);
    finder.visit_expr(expression);
    finder.0
}

pub(crate) fn block_makes_scopes(block: &Block) -> bool {
    let mut finder = ScopeFinder(false);
    finder.visit_block(block);
    finder.0
}

struct ScopeFinder(bool);

impl<'ast> Visit<'ast> for ScopeFinder {
    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        self.0 |= path_names(&call.func).last().is_some_and(|name| asks_for_scopes(&name.to_string()));
        visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        self.0 |= asks_for_scopes(&call.method.to_string());
        visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &'ast Path) {
        self.0 |= path.segments.iter().rev().skip(1).any(|segment| mentions_scope(&segment.ident.to_string()));
        visit_path(self, path);
    }
}

/// Returns whether an expression makes a scope from a text: `Scope::new(…)`.
pub(crate) fn constructs_scopes(expression: &Expr) -> bool {
    let mut finder = Constructor(false);
    finder.visit_expr(expression);
    finder.0
}

pub(crate) fn block_constructs_scopes(block: &Block) -> bool {
    let mut finder = Constructor(false);
    finder.visit_block(block);
    finder.0
}

struct Constructor(bool);

impl<'ast> Visit<'ast> for Constructor {
    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        let names = path_names(&call.func);
        if let [.., kind, function] = &*names {
            self.0 |= *kind == "Scope" && (*function == "new" || *function == "from");
        }
        visit_expr_call(self, call);
    }
}
