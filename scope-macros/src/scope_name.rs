//! `scope_name!`, from a call to its value: a name that is mentioned, not requested.

use proc_macro2::TokenStream;
use quote::quote;
use scope_syntax::{Macro, ScopesCall};

use crate::diagnostics::{Diagnostics, in_expression, span_of, syntax_errors};
use crate::ide_hints;
use crate::session::Session;

/// The name, after the messages about it. It is there in any case, so that nothing follows from an error.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let call = match ScopesCall::parse(Macro::ScopeName, tokens) {
        Ok(call) => call,
        Err(errors) => return in_expression(&syntax_errors(&errors), &quote!("")),
    };
    let (session, mut diagnostics) = Session::start(span_of(&call));
    let name = checked(&session, &mut diagnostics, &call).unwrap_or_else(|| call.texts[0].value.clone());
    in_expression(&diagnostics.into_tokens(), &quote!(#name))
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
