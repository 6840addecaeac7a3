//! Expands `scope_name!`, a name that is mentioned, not requested.

use proc_macro2::TokenStream;
use quote::quote;
use scope_syntax::{Macro, ScopesCall};

use crate::diagnostics::{Diagnostics, span_of, syntax_errors};
use crate::ide_hints;
use crate::session::Session;

/// Expands a call to the name, after messages about it. There is always a value, so that an error has no consequences.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let (before, name) = match ScopesCall::parse(Macro::ScopeName, tokens) {
        Ok(call) => check_call(&call),
        Err(errors) => (syntax_errors(&errors), String::new()),
    };
    if before.is_empty() { quote!(#name) } else { quote!({ #before #name }) }
}

fn check_call(call: &ScopesCall) -> (TokenStream, String) {
    let text = &*call.texts[0].value;
    let (session, mut diagnostics) = match Session::start(span_of(call)) {
        Ok(started) => started,
        Err(error) => return (error, text.to_owned()),
    };
    let name = checked(&session, &mut diagnostics, call).unwrap_or_else(|| text.to_owned());
    (diagnostics.into_tokens(), name)
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
