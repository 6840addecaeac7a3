//! `scope_name!`, from a call to its value: a name that is mentioned, not requested.

use proc_macro2::TokenStream;
use quote::quote;
use scope_syntax::{Macro, ScopesCall};

use crate::diagnostics::{Diagnostics, span_of, syntax_errors};
use crate::ide_hints;
use crate::session::Session;

/// The name, after the messages about it. It is there in any case, so that nothing follows from an error.
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

/// The name as it was meant; `None` if there is no sound catalog to check it against.
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
