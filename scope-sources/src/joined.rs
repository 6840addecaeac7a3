//! Texts that are put together of several: `concat!("a", "b")`, `"a".to_owned() + "b"`, `text.push_str("b")`.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use syn::{BinOp, Block, Expr, Ident, LitStr, Stmt};

use crate::arguments::expressions;
use crate::file::File;
use crate::group::{Kind, Text, all_in_file, each_byte};
use crate::identifiers::{bound, path_names};
use crate::kept::{literal, methods, string};

/// A text that is put together. For each part that is not written there it has a placeholder.
pub(crate) struct Joined {
    pub(crate) text: Text,
    /// What the placeholders stand for, as behind a format.
    pub(crate) arguments: Vec<Expr>,
    /// The first bytes of its literals.
    pub(crate) starts: Vec<usize>,
}

impl File<'_> {
    /// The text that some parts give together; `None` if no part of it is written there.
    pub(crate) fn joined<'e>(self, parts: impl IntoIterator<Item = &'e Expr>) -> Option<Joined> {
        let (mut value, mut bytes, mut places) = (String::new(), Vec::new(), Vec::new());
        let mut arguments = vec![Expr::Verbatim(TokenStream::new())];
        for part in parts {
            let (literal, given) = written(part);
            let is_numbered =
                |text: &str| text.split('{').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            if let Some(literal) = literal {
                let (part, place) = (literal.value(), self.span(literal.span()));
                if is_numbered(&part) {
                    return None;
                }
                bytes.extend(all_in_file(self.text, &place, &part, &each_byte(0..part.len()))?);
                value.push_str(&part);
                places.push(place);
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

/// The literal that a part is, also as a format, with the arguments of the format; else the part itself.
pub(crate) fn written(part: &Expr) -> (Option<LitStr>, Vec<Expr>) {
    if let (Expr::Macro(call), _) = methods(part)
        && call.mac.path.segments.last().is_some_and(|last| last.ident == "format")
        && let Some(mut arguments) = expressions(call.mac.tokens.clone())
        && let Some(format) = arguments.first().and_then(string).cloned()
    {
        arguments.remove(0);
        return (Some(format), arguments);
    }
    match literal(part).filter(|literal| !literal.value().contains('{')) {
        Some(literal) => (Some(literal.clone()), Vec::new()),
        None => (None, vec![part.clone()]),
    }
}

/// What the statements of a block put together: the parts of each variable.
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

/// The variable that a statement puts a text behind, and the text: `url.push_str("&scope=")`, `url += "&scope="`.
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

/// The parts of a sum, or the whole of another expression.
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
