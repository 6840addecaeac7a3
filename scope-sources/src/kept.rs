//! Determines what remains of a text after method calls and function calls.

use syn::{Expr, ExprMethodCall, Ident, Lit, LitStr};

use crate::confidence::mentions_scope;
use crate::identifiers::{is_constant, last_name, path_names};
use crate::names_of_providers::provider_of_word;

/// Methods that preserve a text, or each text of a list.
const METHODS: [&str; 37] = [
    "to_string", "to_owned", "into", "try_into", "parse", "unwrap", "expect", "unwrap_or_default", "unwrap_or",
    "unwrap_or_else", "or_else", "clone", "cloned", "copied", "iter", "into_iter", "map", "map_err", "collect", "join",
    "concat", "to_vec", "split", "split_whitespace", "split_ascii_whitespace", "as_str", "as_ref", "as_slice", "ok",
    "into_boxed_str", "into_boxed_slice", "as_deref", "chain", "borrow", "deref", "filter", "as_bytes",
];

/// Methods whose argument is the default for a missing value.
const DEFAULTS: [&str; 7] = ["unwrap_or", "unwrap_or_else", "or_else", "or", "map_or", "map_or_else", "get_or_init"];

/// What methods are called on.
pub(crate) struct Root<'e> {
    pub(crate) expression: &'e Expr,
    /// Whether the methods preserve its texts.
    pub(crate) is_kept: bool,
    /// The defaults for a missing value.
    pub(crate) defaults: Vec<&'e Expr>,
    /// What is appended to the list.
    pub(crate) chained: Vec<&'e Expr>,
}

/// Whether scopes are split at commas: `self.scopes.split(',')`.
pub(crate) fn splits_at_commas(call: &ExprMethodCall) -> bool {
    let is_comma = |lit: &Lit| match lit {
        Lit::Char(char) => char.value() == ',',
        Lit::Str(text) => text.value().trim() == ",",
        _ => false,
    };
    call.method == "split"
        && matches!(call.args.first(), Some(Expr::Lit(separator)) if is_comma(&separator.lit))
        && last_name(&call.receiver).is_some_and(|name| mentions_scope(&name))
}

pub(crate) fn root(expression: &Expr) -> Root<'_> {
    let (expression, calls) = methods(expression);
    let is_one_of = |call: &ExprMethodCall, names: &[&str]| names.iter().any(|name| call.method == name);
    Root {
        expression,
        is_kept: calls.iter().all(|call| is_one_of(call, &METHODS) || is_encoding(call)),
        defaults: calls.iter().filter(|call| is_one_of(call, &DEFAULTS)).filter_map(|call| call.args.first()).collect(),
        chained: calls.iter().filter(|call| call.method == "chain").flat_map(|call| &call.args).collect(),
    }
}

/// Returns whether a method encodes a separator: `.replace(' ', "%20")`.
fn is_encoding(call: &ExprMethodCall) -> bool {
    let sign = |argument: Option<&Expr>| match argument {
        Some(Expr::Lit(syn::ExprLit { lit: Lit::Char(sign), .. })) => Some(sign.value().to_string()),
        other => other.and_then(string).map(LitStr::value),
    };
    let (from, to) = (sign(call.args.first()), sign(call.args.get(1)));
    let is_separator = |text: &str| matches!(text, " " | "," | "+" | "%20" | "%2C");
    let is_sign = |text: &str| is_separator(text) || matches!(text, ":" | "%3A" | "/" | "%2F");
    call.method == "replace" && from.is_some_and(|from| is_sign(&from)) && to.is_some_and(|to| is_sign(&to))
}

/// Returns the receiver of a chain of methods, and the methods in the order of their calls.
pub(crate) fn methods(expression: &Expr) -> (&Expr, Vec<&ExprMethodCall>) {
    let (mut calls, mut at) = (Vec::new(), expression);
    loop {
        at = match at {
            Expr::MethodCall(call) => {
                calls.push(call);
                &call.receiver
            }
            Expr::Reference(reference) => &reference.expr,
            Expr::Try(question) => &question.expr,
            Expr::Await(awaited) => &awaited.base,
            Expr::Paren(inner) => &inner.expr,
            Expr::Group(inner) => &inner.expr,
            Expr::Unary(inner) => &inner.expr,
            root => {
                calls.reverse();
                return (root, calls);
            }
        };
    }
}

/// Returns the string literal, if an expression is one.
pub(crate) fn string(expression: &Expr) -> Option<&LitStr> {
    match expression {
        Expr::Lit(syn::ExprLit { lit: Lit::Str(literal), .. }) => Some(literal),
        _ => None,
    }
}

/// Returns the string literal behind conversions: `"scope"`, `"scope".to_string()`, `String::from("scope")`.
pub(crate) fn literal(expression: &Expr) -> Option<&LitStr> {
    let Root { expression: root, is_kept: true, .. } = root(expression) else { return None };
    match root {
        Expr::Call(call) if call.args.len() == 1 => {
            let names = path_names(&call.func);
            let (last, before) = names.split_last()?;
            keeps_text(before, last).then(|| literal(&call.args[0])).flatten()
        }
        other => string(other),
    }
}

/// Returns the text of the literal behind conversions.
pub(crate) fn key(expression: &Expr) -> Option<String> {
    literal(expression).map(LitStr::value)
}

/// Returns the name of the constant behind conversions: `READ`, `scopes::READ.to_string()`.
pub(crate) fn constant(expression: &Expr) -> Option<&Ident> {
    let names = path_names(methods(expression).0);
    names.last().copied().filter(|name| is_constant(&name.to_string()))
}

/// Returns whether the key of an entry says that its value is a list of scopes. Slack has `user_scope`, `HubSpot` has
/// `optional_scope`.
pub(crate) fn is_key(text: &str) -> bool {
    if matches!(text, "scope" | "scopes" | "user_scope" | "optional_scope") {
        return true;
    }
    // `oauth.scopes`, `OIDC_SCOPES`, `github.scopes`; a header states granted scopes.
    let lower = text.to_ascii_lowercase();
    let is_of_scopes = lower.rsplit(['.', '_', '/']).next().is_some_and(|last| matches!(last, "scope" | "scopes"));
    let is_of_oauth = || ["oauth", "oidc", "openid"].iter().any(|word| lower.contains(word));
    is_of_scopes && !lower.contains('-') && (is_of_oauth() || provider_of_word(&lower.replace('.', "_")).is_some())
}

/// Returns whether a function converts its argument without changing the text: `String::from`, `Some`, `Scope::new`,
/// `urlencoding::encode`.
pub(crate) fn keeps_text(before: &[&Ident], last: &Ident) -> bool {
    const FUNCTIONS: [&str; 14] = [
        "from", "new", "from_str", "from_static", "try_from", "from_iter", "Some", "Ok", "Borrowed", "Owned", "encode",
        "urlencode", "utf8_percent_encode", "byte_serialize",
    ];
    FUNCTIONS.iter().any(|function| last == function)
        || before.last().is_some_and(|name| mentions_scope(&name.to_string()))
}

/// Methods that append to a list in a variable.
const ADDS: [&str; 6] = ["push", "push_str", "insert", "extend", "append", "push_back"];

/// Returns whether a method appends to a list.
pub(crate) fn adds_to_list(call: &ExprMethodCall) -> bool {
    call.args.len() == 1 && ADDS.iter().any(|name| call.method == name)
}
