//! Names in syntax trees.

use syn::visit::Visit;
use syn::{Expr, Ident, LitStr, Member, Pat, Path, Type};

use crate::confidence::mentions_scope;

/// The names of a path; none if the expression is something else.
pub(crate) fn path_names(expression: &Expr) -> Vec<&Ident> {
    match expression {
        Expr::Path(path) => path.path.segments.iter().map(|segment| &segment.ident).collect(),
        _ => Vec::new(),
    }
}

/// The name of a field; a member of a tuple has none.
pub(crate) fn field_name(member: &Member) -> Option<&Ident> {
    match member {
        Member::Named(name) => Some(name),
        Member::Unnamed(_) => None,
    }
}

/// The last name of a method's receiver: of a variable, a field or a method.
pub(crate) fn last_name(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Field(field) => field_name(&field.member).map(ToString::to_string),
        Expr::MethodCall(call) => {
            let name = call.method.to_string();
            if mentions_scope(&name) { Some(name) } else { last_name(&call.receiver) }
        }
        Expr::Reference(inner) => last_name(&inner.expr),
        Expr::Unary(inner) => last_name(&inner.expr),
        Expr::Paren(inner) => last_name(&inner.expr),
        Expr::Try(inner) => last_name(&inner.expr),
        Expr::Await(inner) => last_name(&inner.base),
        other => path_names(other).last().map(ToString::to_string),
    }
}

/// The identifiers of a pattern.
pub(crate) fn identifiers(pattern: &Pat) -> Vec<String> {
    Names::of(|names| names.visit_pat(pattern))
}

/// Whether a name is written as those of constants are.
pub(crate) fn is_constant(name: &str) -> bool {
    let is_of_constant = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    name.len() > 1 && name.as_bytes()[0].is_ascii_uppercase() && name.bytes().all(is_of_constant)
}

/// The names in a type.
pub(crate) fn names_of_type(kind: &Type) -> Vec<String> {
    Names::of(|names| names.visit_type(kind))
}

/// The names in a path, including those in its arguments.
pub(crate) fn names_of_path(path: &Path) -> Vec<String> {
    Names::of(|names| names.visit_path(path))
}

/// The names, and the texts that stand for names in patterns.
struct Names(Vec<String>);

impl Names {
    fn of(visit: impl FnOnce(&mut Self)) -> Vec<String> {
        let mut names = Self(Vec::new());
        visit(&mut names);
        names.0
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_ident(&mut self, name: &'ast Ident) {
        self.0.push(name.to_string());
    }

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        self.0.push(literal.value());
    }
}

/// The name that a pattern binds, and its type.
pub(crate) fn bound(pattern: &Pat) -> Option<(&Ident, Option<&Type>)> {
    match pattern {
        Pat::Ident(name) => Some((&name.ident, None)),
        Pat::Type(typed) => bound(&typed.pat).map(|(name, _)| (name, Some(&*typed.ty))),
        _ => None,
    }
}

/// Whether a type mentions scopes: `Scope`, `Vec<Scope>`.
pub(crate) fn is_scope_type(kind: &Type) -> bool {
    names_of_type(kind).iter().any(|name| mentions_scope(name))
}

/// Whether a type can contain text: `&str`, `Vec<String>`, `impl Iterator<Item = Scope>`.
pub(crate) fn is_text_type(kind: &Type) -> bool {
    let names = names_of_type(kind);
    is_scope_type(kind) || names.iter().any(|name| matches!(&**name, "str" | "String" | "Cow"))
}
