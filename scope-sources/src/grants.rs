//! The grant type of a request for a token or an authorization, where it is written beside the scopes.

use syn::{Block, Expr, ExprMethodCall, ExprStruct, Member, Stmt};

use crate::arguments::expressions;
use crate::identifiers::path_names;
use crate::kept::{key, methods};
use crate::reader::Reader;

/// What is known of the grant type of a request: nothing if it is written, but not as one that is known.
pub(crate) type Grant = Option<&'static str>;

/// The grant type that a parameter states (RFC 6749 §4); `None` if it is not a parameter for that.
fn stated(name: &str, value: Option<&str>) -> Option<Grant> {
    match (name, value) {
        ("grant_type", Some("client_credentials")) => Some(Some("client_credentials")),
        ("grant_type" | "response_type", Some("authorization_code" | "code")) => Some(Some("authorization_code")),
        ("response_type", Some("token")) => Some(Some("implicit")),
        ("grant_type" | "response_type", _) => Some(None),
        _ => None,
    }
}

/// The only grant type among several statements.
fn only(mut stated: impl Iterator<Item = Grant>) -> Option<Grant> {
    let first = stated.next()?;
    Some(first.filter(|_| stated.next().is_none()))
}

/// The grant type that parameters state, given their names and values.
pub(crate) fn of_texts<'t>(parameters: impl Iterator<Item = (&'t str, &'t str)>) -> Option<Grant> {
    only(parameters.filter_map(|(name, value)| stated(name, Some(value))))
}

/// The grant type that the query of a URL or the body of a form states.
pub(crate) fn of_query(text: &str) -> Option<Grant> {
    of_texts(text.split(['?', '&', '#', '"', '\'']).filter_map(|parameter| parameter.split_once('=')))
}

fn of_pair(name: &str, value: &Expr) -> Option<Grant> {
    stated(name, key(value).as_deref())
}

/// `("grant_type", "client_credentials")`
fn of_arguments<'e>(mut arguments: impl Iterator<Item = &'e Expr>) -> Option<Grant> {
    of_pair(&key(arguments.next()?)?, arguments.next()?)
}

fn of_tuple(expression: &Expr) -> Option<Grant> {
    let Expr::Tuple(tuple) = expression else { return None };
    of_arguments(tuple.elems.iter())
}

/// The grant type among the members of a list of pairs.
pub(crate) fn of_list<'e>(members: impl Iterator<Item = &'e Expr>) -> Option<Grant> {
    only(members.filter_map(of_tuple))
}

/// The grant type among the entries of an object in JSON, by their names.
pub(crate) fn of_entries<'e>(entries: impl Iterator<Item = (String, &'e Expr)>) -> Option<Grant> {
    only(entries.filter_map(|(name, value)| of_pair(&name, value)))
}

pub(crate) fn of_fields(item: &ExprStruct) -> Option<Grant> {
    of_entries(item.fields.iter().filter_map(|field| match &field.member {
        Member::Named(name) => Some((name.to_string(), &field.expr)),
        Member::Unnamed(_) => None,
    }))
}

/// The grant type that the calls of a chain state: `.append_pair("grant_type", "…")`, `.exchange_client_credentials()`.
pub(crate) fn of_chain(expression: &Expr) -> Option<Grant> {
    let (_, calls) = methods(expression);
    only(calls.into_iter().filter_map(|call| {
        let is_exchange = call.method == "exchange_client_credentials";
        if is_exchange { Some(Some("client_credentials")) } else { of_arguments(call.args.iter()) }
    }))
}

/// The variable that a method is called on.
fn variable(call: &ExprMethodCall) -> Option<String> {
    let names = path_names(&call.receiver);
    names.first().filter(|_| names.len() == 1).map(ToString::to_string)
}

/// The variable with the parameters of a request that a statement begins or adds to, and the grant type.
fn of_statement(statement: &Stmt) -> Option<(String, Grant)> {
    match statement {
        Stmt::Local(local) => {
            let (name, _) = crate::identifiers::bound(&local.pat)?;
            Some((name.to_string(), of_begun(&local.init.as_ref()?.expr)?))
        }
        Stmt::Expr(Expr::MethodCall(call), _) => {
            let pushed = call.args.first().and_then(of_tuple);
            Some((variable(call)?, pushed.or_else(|| of_arguments(call.args.iter()))?))
        }
        _ => None,
    }
}

/// `vec![("grant_type", "…")]`, `HashMap::from([("grant_type", "…")])`
fn of_begun(expression: &Expr) -> Option<Grant> {
    match expression {
        Expr::Array(list) => of_list(list.elems.iter()),
        Expr::Macro(call) if call.mac.path.is_ident("vec") => of_list(expressions(call.mac.tokens.clone())?.iter()),
        Expr::Call(call) if call.args.len() == 1 => of_begun(&call.args[0]),
        _ => None,
    }
}

impl Reader<'_> {
    /// Goes through what is in one request; its grant type is known if it is written there.
    pub(crate) fn of_request(&mut self, stated: Option<Grant>, visit: impl FnOnce(&mut Self)) {
        self.within(|reader| &mut reader.grant, stated.unwrap_or(self.grant), visit);
    }

    /// Goes through a block, in which statements may fill variables with the parameters of requests.
    pub(crate) fn with_forms(&mut self, block: &Block, visit: impl FnOnce(&mut Self)) {
        let depth = self.forms.len();
        self.forms.extend(block.stmts.iter().filter_map(of_statement));
        if self.forms.len() > depth {
            // What one branch states, another may state otherwise.
            let span = self.file.between(block.brace_token.span.open(), block.brace_token.span.close());
            let text = self.file.text.get(span).unwrap_or_default();
            if text.matches("grant_type").count() + text.matches("response_type").count() > 1 {
                self.forms[depth..].iter_mut().for_each(|(_, grant)| *grant = None);
            }
        }
        visit(self);
        self.forms.truncate(depth);
    }

    /// The grant type of the request whose parameters are in the variable that a method is called on.
    pub(crate) fn grant_of_form(&self, call: &ExprMethodCall) -> Option<Grant> {
        let name = if self.forms.is_empty() { None } else { variable(call) }?;
        self.forms.iter().rev().find(|(form, _)| *form == name).map(|&(_, grant)| grant)
    }
}
