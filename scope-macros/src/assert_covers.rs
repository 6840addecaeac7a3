//! What a list of scopes must cover, for those who want no generics: `assert_covers!`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use scope_catalog::load::{Loaded, Target};
use scope_catalog::{Catalog, Lookup, Need};
use scope_syntax::{AssertCall, ScopesCall};

use crate::catalog_module::declared;
use crate::crate_path;
use crate::diagnostics::{Diagnostics, compile_error, span_of, syntax_errors};
use crate::session::{Session, resolve};

/// Something that must be true, and the message if it is not.
struct Condition {
    /// What is to be covered.
    span: Span,
    holds: TokenStream,
    otherwise: String,
}

/// The items of `assert_covers!`.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let (path, arguments) = crate_path::split(tokens);
    let AssertCall { subject, scopes: call } = match AssertCall::parse(arguments) {
        Ok(call) => call,
        Err(errors) => return syntax_errors(&errors),
    };
    let (session, mut diagnostics) = match Session::start(span_of(&call)) {
        Ok(started) => started,
        Err(message) => return compile_error(span_of(&call), &message),
    };
    let loaded = session.loaded(span_of(&call), &call, &mut diagnostics).filter(|loaded| loaded.problems.is_empty());
    let mut conditions = Vec::new();
    if let Some(loaded) = loaded {
        if let Some(target) = resolve(loaded, &call, &mut diagnostics) {
            for_scopes(&call, &target, loaded, &mut diagnostics, &path, &mut conditions);
            for_operations(&call, &target, &path, &mut conditions);
        }
    }
    let (requested, before) = (requested(), diagnostics.into_item());
    let conditions = conditions.into_iter().map(|Condition { span, holds, otherwise }| {
        // If it fails, the compiler underlines what has this span.
        let path = crate_path::located_at(&path, span);
        quote_spanned!(span=> #path::__private::require(#holds, #otherwise);)
    });
    quote! {
        #before
        #(
            const _: () = {
                let #requested: #path::Scopes = #subject;
                #conditions
            };
        )*
    }
}

/// Every scope of the literals must be covered. The check is only whether they are scopes, not whether to request them.
fn for_scopes(
    call: &ScopesCall,
    target: &Target<'_>,
    loaded: &Loaded,
    diagnostics: &mut Diagnostics,
    path: &TokenStream,
    conditions: &mut Vec<Condition>,
) {
    let catalog = target.catalog;
    for text in &call.texts {
        let report = target.check_names(&[&*text.value]);
        let own = ScopesCall { texts: vec![text.clone()], ..ScopesCall::default() };
        diagnostics.findings(&report.findings, &own);
        for scope in &report.scopes {
            let Lookup::Known(id) = catalog.lookup(scope) else { continue };
            let declared = declared(catalog, catalog.scope(id), loaded);
            conditions.push(Condition {
                span: text.span(),
                holds: holds(scope, catalog, path),
                otherwise: format!(
                    "missing OAuth scope `{scope}`\nnote: `{scope}` ({declared}){}",
                    covered_by(scope, catalog)
                ),
            });
        }
    }
}

fn covered_by(scope: &str, catalog: &Catalog) -> String {
    let covering: Vec<String> = catalog.covering_names(scope).iter().map(|name| format!("`{name}`")).collect();
    if covering.is_empty() { String::new() } else { format!("\nnote: it is also covered by {}", covering.join(", ")) }
}

fn for_operations(call: &ScopesCall, target: &Target<'_>, path: &TokenStream, conditions: &mut Vec<Condition>) {
    for (position, operation) in target.positions.iter().zip(&target.operations) {
        conditions.push(Condition {
            span: call.operations[*position].span(),
            holds: is_met(&operation.needs, target.catalog, path),
            otherwise: format!("the operation `{}` needs {}", operation.name.text, operation.needs.describe()),
        });
    }
}

fn is_met(need: &Need, catalog: &Catalog, path: &TokenStream) -> TokenStream {
    let parts = |needs: &[Need]| -> Vec<TokenStream> { needs.iter().map(|need| is_met(need, catalog, path)).collect() };
    match need {
        Need::Scope(name) => holds(&name.text, catalog, path),
        Need::Any(needs) => {
            let parts = parts(needs);
            quote!((false #(|| #parts)*))
        }
        Need::All(needs) => {
            let parts = parts(needs);
            quote!((true #(&& #parts)*))
        }
    }
}

/// A list made by `scopes!` knows what its scopes imply; one made by hand has names alone, so the names that are as good
/// count too.
fn holds(scope: &str, catalog: &Catalog, path: &TokenStream) -> TokenStream {
    let (requested, names) = (requested(), catalog.covering_names(scope));
    quote!(#path::__private::covers_one_of(&#requested, &[#scope #(, #names)*]))
}

/// A variable that hides none of the caller's; no constant would have its name.
fn requested() -> Ident {
    Ident::new("_requested", Span::mixed_site())
}
