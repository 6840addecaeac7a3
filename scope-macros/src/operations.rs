//! Expands `operation!`, `performs_here!` and `#[performs]`, which say what the code does with a token.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use scope_catalog::{Catalog, Need, Operation};
use scope_syntax::{Macro, ScopesCall, SyntaxError, split_crate_path};

use crate::diagnostics::{in_expression, in_item, span_of, syntax_errors};
use crate::ide_hints;
use crate::session::Session;

/// Looks up the operations of a call, and calls `see` for each known one. Returns messages and other tokens before the
/// value.
fn check_call(call: &ScopesCall, see: &mut dyn FnMut(&Operation, &Catalog)) -> TokenStream {
    let (session, mut diagnostics) = Session::start(span_of(call));
    if let Some((loaded, target)) = session.target(call, &mut diagnostics) {
        for (position, operation) in target.positions.iter().zip(&target.operations) {
            if session.in_editor {
                let text = &call.operations[*position];
                let hints = ide_hints::of_operation(text, operation, target.catalog, loaded);
                diagnostics.add(&hints);
            }
            see(operation, target.catalog);
        }
    }
    diagnostics.into_tokens()
}

/// Returns the expression for a need, in which each name lists the other names that cover it.
fn need(need: &Need, catalog: &Catalog, path: &TokenStream) -> TokenStream {
    let (kind, parts) = match need {
        Need::Scope(name) => {
            let (text, covering) = (&name.text, catalog.covering_names(&name.text));
            return quote!(#path::Need::Scope { name: #text, covered_by: &[#(#covering),*] });
        }
        Need::Any(parts) => (quote!(Any), parts),
        Need::All(parts) => (quote!(All), parts),
    };
    let mut list = TokenStream::new();
    for part in parts {
        let part = self::need(part, catalog, path);
        quote!(#part,).to_tokens(&mut list);
    }
    quote!(#path::Need::#kind(&[#list]))
}

/// Expands `operation!` to its value.
pub(crate) fn operation(tokens: TokenStream) -> TokenStream {
    let (path, arguments) = split_crate_path(tokens);
    // There is always a value, so that an error has no consequences.
    let unknown = |written: &str| quote!(#path::Operation::new(#written, #path::Need::All(&[])));
    let (before, value) = match ScopesCall::parse(Macro::Operation, arguments) {
        Ok(call) => {
            let mut value = unknown(&call.operations[0].value);
            let before = check_call(&call, &mut |operation, catalog| {
                let (name, need) = (&operation.name.text, need(&operation.needs, catalog, &path));
                let condition = operation.when().map(|condition| quote!(.with_condition(#condition)));
                value = quote!(#path::Operation::new(#name, #need) #condition);
            });
            (before, value)
        }
        Err(errors) => (syntax_errors(&errors), unknown("")),
    };
    in_expression(&before, &value)
}

/// Expands `performs_here!` to an item or statement; empty if there is nothing to report.
pub(crate) fn performs_here(tokens: TokenStream) -> TokenStream {
    let (_, arguments) = split_crate_path(tokens);
    match ScopesCall::parse(Macro::PerformsHere, arguments) {
        Ok(call) => in_item(&check_call(&call, &mut |_, _| {})),
        Err(errors) => in_item(&syntax_errors(&errors)),
    }
}

/// Expands `#[performs]` to the unchanged function, with a list of what it needs at the end of its documentation.
pub(crate) fn performs(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let call = match ScopesCall::parse(Macro::Performs, arguments) {
        Ok(call) => call,
        Err(errors) => {
            let messages = syntax_errors(&errors);
            return quote!(#messages #item);
        }
    };
    let mut function = match Function::of(item) {
        Ok(function) => function,
        Err(item) => {
            let messages = syntax_errors(&[SyntaxError::not_a_function(&call)]);
            return quote!(#messages #item);
        }
    };
    let mut list = String::new();
    let before = check_call(&call, &mut |operation, _| {
        let condition = operation.when().map_or_else(String::new, |condition| format!(" ({condition})"));
        list.push_str(&format!("\n- `{}`: {}{condition}", operation.name.text, operation.needs.describe()));
    });
    if !list.is_empty() {
        let text = format!("\n\nNeeded scopes:\n{list}");
        quote!(#[doc = #text]).to_tokens(&mut function.attributes);
    }
    function.with(&before)
}

/// The relevant parts of a function.
struct Function {
    attributes: TokenStream,
    /// Everything before the body.
    head: TokenStream,
    body: Group,
}

impl Function {
    /// # Errors
    ///
    /// Splits an item; the error is the item, if it is not a function with a body.
    fn of(item: TokenStream) -> Result<Self, TokenStream> {
        let mut tokens: Vec<TokenTree> = item.clone().into_iter().collect();
        let mut attributes = 0;
        while is_attribute(&tokens[attributes..], "#") {
            attributes += 2;
        }
        let is_function = tokens.iter().any(|token| matches!(token, TokenTree::Ident(word) if word == "fn"));
        match tokens.pop() {
            Some(TokenTree::Group(body)) if is_function && body.delimiter() == Delimiter::Brace => {
                let head = tokens.split_off(attributes);
                Ok(Self { attributes: tokens.into_iter().collect(), head: head.into_iter().collect(), body })
            }
            _ => Err(item),
        }
    }

    /// The function with statements at the beginning of its body.
    fn with(self, statements: &TokenStream) -> TokenStream {
        let Self { attributes, head, mut body } = self;
        if !statements.is_empty() {
            let mut before: Vec<TokenTree> = body.stream().into_iter().collect();
            let mut at = 0;
            // Inner attributes must stay first.
            while is_attribute(&before[at..], "#!") {
                at += 3;
            }
            let after = before.split_off(at);
            let span = body.span();
            body = Group::new(Delimiter::Brace, quote!(#(#before)* #statements #(#after)*));
            body.set_span(span);
        }
        quote!(#attributes #head #body)
    }
}

/// Whether these signs are next, and brackets after them.
fn is_attribute(tokens: &[TokenTree], signs: &str) -> bool {
    let is_sign =
        |(token, sign): (&TokenTree, char)| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign);
    tokens.iter().zip(signs.chars()).all(is_sign)
        && matches!(tokens.get(signs.len()), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket)
}
