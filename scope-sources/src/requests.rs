//! Tracks request parameters that several statements add to a variable, and the grant type among them.

use syn::{BinOp, Block, Expr, ExprBinary, ExprMethodCall, Stmt};

use crate::arguments::expressions;
use crate::grants::{Grant, of_arguments, of_list, of_tuple};
use crate::identifiers::{bound, path_names};
use crate::joined::{Joined, Part, in_variables, part, summands};
use crate::kept::methods;
use crate::reader::Reader;
use crate::scope_url::ScopeParameter;

/// The variable that a method is called on.
fn variable(call: &ExprMethodCall) -> Option<String> {
    let names = path_names(&call.receiver);
    names.first().filter(|_| names.len() == 1).map(ToString::to_string)
}

/// Returns the variable that a statement starts to fill with request parameters or adds some to, and the grant type.
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

/// Returns the grant type in `vec![("grant_type", "…")]` or `HashMap::from([("grant_type", "…")])`.
fn of_begun(expression: &Expr) -> Option<Grant> {
    match expression {
        Expr::Array(list) => of_list(list.elems.iter()),
        Expr::Macro(call) if call.mac.path.is_ident("vec") => of_list(expressions(call.mac.tokens.clone())?.iter()),
        Expr::Call(call) if call.args.len() == 1 => of_begun(&call.args[0]),
        _ => None,
    }
}

impl Reader<'_> {
    /// Visits the parts of one request, with its grant type if that is stated.
    pub(crate) fn of_request(&mut self, stated: Option<Grant>, visit: impl FnOnce(&mut Self)) {
        self.within(|reader| &mut reader.grant, stated.unwrap_or(self.grant), visit);
    }

    /// Visits a block whose statements may fill variables with request parameters.
    pub(crate) fn with_forms(&mut self, block: &Block, visit: impl FnOnce(&mut Self)) {
        let depth = self.forms.len();
        self.forms.extend(block.stmts.iter().filter_map(of_statement));
        if self.forms.len() > depth {
            // Another branch may state another grant type.
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

    /// Reads texts that are joined: a part of a URL may be `&scope=`.
    pub(crate) fn put_together<'e>(&mut self, parts: impl IntoIterator<Item = &'e Expr>) {
        if let Some(Joined { text, arguments, .. }) = self.with_parameter(parts) {
            self.parameters(&text, &arguments);
        }
    }

    /// Reads a sum of texts, unless it is a part of one that was read.
    pub(crate) fn sum(&mut self, whole: &ExprBinary) {
        let mut sum = whole;
        while let BinOp::Add(plus) = sum.op {
            if !self.chained.insert(self.file.span(plus.spans[0]).start) {
                return;
            }
            match methods(&sum.left).0 {
                Expr::Binary(inner) => sum = inner,
                _ => return self.put_together([&*whole.left, &*whole.right].into_iter().flat_map(summands)),
            }
        }
    }

    /// Reads the texts that the statements of a block join in variables. This happens after the block, when it is known
    /// what other variables hold.
    pub(crate) fn with_texts(&mut self, block: &Block, visit: impl FnOnce(&mut Self)) {
        let texts = in_variables(block).into_iter().filter_map(|parts| self.with_parameter(parts));
        let texts: Vec<Joined> = texts.collect();
        visit(self);
        for Joined { text, arguments, .. } in &texts {
            self.parameters(text, arguments);
        }
    }

    fn with_parameter<'e>(&mut self, parts: impl IntoIterator<Item = &'e Expr>) -> Option<Joined> {
        let parts: Vec<Part> = parts.into_iter().map(part).collect();
        let names_scope = |(text, _): &Part| text.as_ref().is_some_and(|text| text.value().contains("scope"));
        let joined = if parts.iter().any(names_scope) { self.file.joined(parts) } else { None };
        let joined = joined.filter(|joined| !ScopeParameter::all(&joined.text.value).is_empty())?;
        self.taken.extend(&joined.starts);
        Some(joined)
    }
}
