//! Joins texts that are composed of several parts: `concat!("a", "b")`, `"a".to_owned() + "b"`, `text.push_str("b")`.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use syn::{BinOp, Block, Expr, Ident, LitStr, Macro, Stmt};

use crate::arguments::expressions;
use crate::file::File;
use crate::group::{Kind, Text, each_byte};
use crate::identifiers::{bound, path_names};
use crate::kept::{literal, methods, string};

/// A joined text. Each part that is not a literal becomes a placeholder.
pub(crate) struct Joined {
    pub(crate) text: Text,
    /// The arguments for the placeholders, as after a format string.
    pub(crate) arguments: Vec<Expr>,
    /// The first bytes of its literals.
    pub(crate) starts: Vec<usize>,
}

/// A part of a joined text: a literal, which may be a format string with these arguments; or else an expression.
pub(crate) type Part = (Option<LitStr>, Vec<Expr>);

impl File<'_> {
    /// Joins parts into a text; `None` if no part is a literal.
    pub(crate) fn joined(self, parts: impl IntoIterator<Item = Part>) -> Option<Joined> {
        let is_numbered = |rest: &str| rest.starts_with(|char: char| char.is_ascii_digit());
        let (mut value, mut bytes, mut places) = (String::new(), Vec::new(), Vec::new());
        let mut arguments = vec![Expr::Verbatim(TokenStream::new())];
        for (literal, given) in parts {
            if let Some(literal) = literal {
                let part = self.text(&literal).filter(|part| !part.value.split('{').skip(1).any(is_numbered))?;
                bytes.extend(part.places(self.text, &each_byte(0..part.value.len()))?);
                value.push_str(&part.value);
                places.push(part.span);
            } else {
                let end = places.last().map_or(0, |last| last.end);
                bytes.extend([end..end, end..end]);
                value.push_str("{}");
            }
            arguments.extend(given);
        }
        let span = places.first()?.start..places.last()?.end;
        let starts = places.into_iter().map(|place| place.start).collect();
        Some(Joined { text: Text { value, span, kind: Kind::Part, bytes: Some(bytes) }, arguments, starts })
    }
}

pub(crate) fn part(expression: &Expr) -> Part {
    let format = match methods(expression).0 {
        Expr::Macro(call) => format_of(&call.mac),
        _ => None,
    };
    let literal = || literal(expression).filter(|literal| !literal.value().contains('{'));
    format.or_else(|| Some((Some(literal()?.clone()), Vec::new()))).unwrap_or_else(|| (None, vec![expression.clone()]))
}

/// Returns the format string and the arguments of `format!("a {}", b)`.
pub(crate) fn format_of(call: &Macro) -> Option<Part> {
    let is_format = call.path.segments.last().is_some_and(|last| last.ident == "format");
    let mut arguments = if is_format { expressions(call.tokens.clone()) } else { None }?.into_iter();
    Some((Some(string(&arguments.next()?)?.clone()), arguments.collect()))
}

/// Returns, for each variable to which the statements of a block append text, its parts.
pub(crate) fn in_variables(block: &Block) -> Vec<Vec<&Expr>> {
    let (mut texts, mut all): (BTreeMap<&Ident, Vec<&Expr>>, Vec<_>) = (BTreeMap::new(), Vec::new());
    if !block.stmts.iter().any(|statement| appended(statement).is_some()) {
        return all;
    }
    for statement in &block.stmts {
        if let Stmt::Local(local) = statement
            && let (Some((name, _)), Some(init)) = (bound(&local.pat), &local.init)
        {
            all.extend(texts.insert(name, summands(&init.expr)));
        } else if let Some((name, text)) = appended(statement)
            && let Some(parts) = texts.get_mut(name)
        {
            parts.extend(summands(text));
        }
    }
    all.extend(texts.into_values());
    all
}

/// Returns the variable and the text that a statement appends to it: `url.push_str("&scope=")`, `url += "&scope="`.
fn appended(statement: &Stmt) -> Option<(&Ident, &Expr)> {
    let (variable, text) = match statement {
        Stmt::Expr(Expr::MethodCall(call), _) if call.method == "push_str" => (&*call.receiver, call.args.first()?),
        Stmt::Expr(Expr::Binary(sum), _) if matches!(sum.op, BinOp::AddAssign(_)) => (&*sum.left, &*sum.right),
        _ => return None,
    };
    match *path_names(variable) {
        [name] => Some((name, text)),
        _ => None,
    }
}

/// Returns the operands of a sum, or the whole expression if it is not a sum.
pub(crate) fn summands(expression: &Expr) -> Vec<&Expr> {
    let (mut parts, mut rest) = (Vec::new(), vec![expression]);
    while let Some(part) = rest.pop() {
        match methods(part).0 {
            Expr::Binary(sum) if matches!(sum.op, BinOp::Add(_)) => rest.extend([&*sum.right, &*sum.left]),
            _ => parts.push(part),
        }
    }
    parts
}
