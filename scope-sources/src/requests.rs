//! The parameters of a request that several statements give to a variable, and the grant type among them.

use syn::{Block, Expr, ExprMethodCall, Stmt};

use crate::arguments::expressions;
use crate::grants::{Grant, of_arguments, of_list, of_tuple};
use crate::identifiers::{bound, path_names};
use crate::reader::Reader;

/// The variable that a method is called on.
fn variable(call: &ExprMethodCall) -> Option<String> {
    let names = path_names(&call.receiver);
    names.first().filter(|_| names.len() == 1).map(ToString::to_string)
}

/// The variable with the parameters of a request that a statement begins or adds to, and the grant type.
fn of_statement(statement: &Stmt) -> Option<(String, Grant)> {
    match statement {
        Stmt::Local(local) => {
            let (name, _) = bound(&local.pat)?;
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
