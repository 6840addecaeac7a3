//! Rows of a table: the scopes are in one column, and what is said about them in the others.

use syn::{Block, Expr, ExprTuple, Stmt};

use crate::confidence::{is_list, is_scope_sign};
use crate::identifiers::path_names;
use crate::kept::{is_key, key};
use crate::scope_url::is_oauth_url;

/// What a member of a tuple may be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Member {
    /// Something else: a sentence, an address, a number.
    Other,
    /// Nothing that is known.
    Unknown,
    /// A word that may be a scope.
    Word,
    /// A word with a sign in it that words of other kinds do not have.
    Name,
    /// A list of words.
    List,
}

/// The members of rows that are scopes: those of the column that holds nothing else; of several such columns, the one whose
/// words look most like scopes, or the first.
pub(crate) fn column<'e>(rows: &[Vec<&'e Expr>]) -> Vec<&'e Expr> {
    let width = rows.iter().map(Vec::len).min().unwrap_or_default();
    let surest = |at: usize| {
        let members: Vec<Member> = rows.iter().map(|row| member(row[at])).collect();
        let holds_other = members.contains(&Member::Other);
        members.into_iter().max().filter(|surest| *surest > Member::Unknown && !holds_other)
    };
    let best = (0..width).rev().filter_map(|at| Some((surest(at)?, at))).max_by_key(|(surest, _)| *surest);
    best.map(|(_, at)| rows.iter().map(|row| row[at]).collect()).unwrap_or_default()
}

/// The members of a tuple.
pub(crate) fn row(tuple: &ExprTuple) -> Vec<&Expr> {
    tuple.elems.iter().collect()
}

/// The members of one tuple that may be scopes.
pub(crate) fn members(row: &ExprTuple) -> impl Iterator<Item = &Expr> {
    row.elems.iter().filter(|one| member(one) != Member::Other)
}

/// The expression at the end of a block.
pub(crate) fn result(block: &Block) -> Option<&Expr> {
    match block.stmts.last()? {
        Stmt::Expr(last, None) => Some(last),
        _ => None,
    }
}

/// The tuple that an expression gives: itself, or at the end of a block, or in `Some(…)`.
pub(crate) fn tuple(expression: &Expr) -> Option<&ExprTuple> {
    match expression {
        Expr::Tuple(tuple) if tuple.elems.len() > 1 => Some(tuple),
        Expr::Paren(inner) => tuple(&inner.expr),
        Expr::Block(block) => tuple(result(&block.block)?),
        Expr::Call(call) if call.args.len() == 1 => {
            let is_kept = path_names(&call.func).last().is_some_and(|name| *name == "Some" || *name == "Ok");
            call.args.first().filter(|_| is_kept).and_then(tuple)
        }
        _ => None,
    }
}

/// Whether an expression never gives anything: `return None`, `panic!()`.
pub(crate) fn gives_nothing(expression: &Expr) -> bool {
    match expression {
        Expr::Return(_) | Expr::Continue(_) | Expr::Break(_) | Expr::Macro(_) => true,
        Expr::Path(path) => path.path.is_ident("None"),
        Expr::Block(block) => match block.block.stmts.last() {
            Some(Stmt::Expr(last, _)) => gives_nothing(last),
            Some(Stmt::Macro(_)) => true,
            _ => false,
        },
        _ => false,
    }
}

fn member(expression: &Expr) -> Member {
    if let Some(text) = key(expression) {
        return match is_list(&text) && !is_key(&text) && !is_oauth_url(&text) {
            false => Member::Other,
            true if text.contains([' ', ',']) => Member::List,
            true if text.contains(is_scope_sign) => Member::Name,
            true => Member::Word,
        };
    }
    match expression {
        Expr::Reference(inner) => member(&inner.expr),
        Expr::Index(part) => member(&part.expr),
        Expr::Array(list) => {
            let is_of_words = !list.elems.is_empty() && list.elems.iter().all(|one| member(one) >= Member::Word);
            if is_of_words { Member::List } else { Member::Unknown }
        }
        Expr::Lit(_) => Member::Other,
        _ => Member::Unknown,
    }
}

/// Whether an expression is one of lists with which people sign in, rather than the name of something.
pub(crate) fn is_of_sign_in(expression: &Expr) -> bool {
    const USUAL: [&str; 4] = ["openid", "email", "profile", "identify"];
    let is_scope = |text: &str| text.contains(is_scope_sign) || USUAL.contains(&text);
    match (member(expression), key(expression)) {
        (Member::List, Some(text)) => text.split([' ', ',']).any(|name| is_scope(name) || name.contains('-')),
        (Member::List, None) | (Member::Name, _) => true,
        (Member::Word, Some(text)) => is_scope(&text),
        _ => false,
    }
}
