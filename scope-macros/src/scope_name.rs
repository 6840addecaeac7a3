//! Expands `scope_name!`, a name that is mentioned, not requested.

use proc_macro2::TokenStream;
use quote::quote;
use scope_syntax::{Macro, ScopesCall};

use crate::diagnostics::{Diagnostics, in_expression, span_of, syntax_errors};
use crate::ide_hints;
use crate::session::Session;

/// Expands a call to the name, after messages about it. There is always a value, so that an error has no consequences.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let call = match ScopesCall::parse(Macro::ScopeName, tokens) {
        Ok(call) => call,
        Err(errors) => return in_expression(&syntax_errors(&errors), &quote!("")),
    };
    let (session, mut diagnostics) = Session::start(span_of(&call));
    let name = checked(&session, &mut diagnostics, &call).unwrap_or_else(|| call.texts[0].value.clone());
    in_expression(&diagnostics.into_tokens(), &quote!(#name))
}

/// Returns the name as it was meant; `None` if there is no valid catalog.
fn checked(session: &Session, diagnostics: &mut Diagnostics, call: &ScopesCall) -> Option<String> {
    let (loaded, target) = session.target(call, diagnostics)?;
    if session.in_editor {
        diagnostics.add(&ide_hints::of_call(call, target.catalog, loaded));
    }
    let report = target.check_name(&call.texts[0].value);
    diagnostics.findings(&report.findings, target.catalog, call);
    match &*report.scopes {
        [name] => Some(name.to_string()),
        _ => None,
    }
}
