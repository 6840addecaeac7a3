//! Sets of scopes as types: `scope_set!`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use scope_catalog::{Catalog, CheckMode, Lookup};
use scope_syntax::{Declaration, Macro, SetCall, Target, split_crate_path};

use crate::diagnostics::{span_of, syntax_errors};
use crate::identifiers;
use crate::scopes::{Checked, check_call};
use crate::session::Session;

/// The items of `scope_set!`.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let (path, arguments) = split_crate_path(tokens);
    let SetCall { target, scopes } = match SetCall::parse(arguments) {
        Ok(call) => call,
        Err(errors) => return syntax_errors(&errors),
    };
    let Target { declaration, type_name, module } = target;
    let declaration = declaration.map(declare);
    let (session, mut diagnostics) = Session::start(span_of(&scopes));
    let checked = check_call(&session, &mut diagnostics, &scopes);
    // Of a set with an error all traits are there: it will be fixed, and what is missing then is reported then.
    let has_all = checked.has_errors && session.mode == Some(CheckMode::Normal);
    let markers = checked.catalog.map_or_else(Vec::new, |catalog| markers(catalog, &checked, has_all));
    let (before, value) = (diagnostics.into_item(), checked.value(Macro::ScopeSet));
    let proofs = (!markers.is_empty()).then(|| {
        quote! {
            const _: () = {
                use #module::grants as _grants;
                #(
                    #[diagnostic::do_not_recommend]
                    impl _grants::#markers for #type_name {}
                )*
            };
        }
    });
    quote! {
        #declaration
        #before
        impl #path::ScopeSet for #type_name {
            const SCOPES: #path::Scopes = #path::Scopes { __unchecked: #value };
        }
        #proofs
    }
}

/// The struct. All of it has the spans of the call, so messages about the type point at its name.
fn declare(Declaration { attributes, visibility, keyword, name }: Declaration) -> TokenStream {
    let end = quote_spanned!(name.span()=> ;);
    quote!(#attributes #visibility #keyword #name #end)
}

/// The traits of the scopes of a set and of those that they imply, or all there are.
fn markers(catalog: &Catalog, checked: &Checked<'_>, has_all: bool) -> Vec<Ident> {
    let mut granted = vec![has_all; catalog.scopes().len()];
    for name in &checked.scopes {
        if let Lookup::Known(id) = catalog.lookup(name) {
            for id in catalog.closure(id) {
                granted[id.position()] = true;
            }
        }
    }
    let mut markers = Vec::new();
    for (own, is_granted) in identifiers::of(catalog).iter().zip(granted) {
        if let Some(own) = own.as_ref().filter(|_| is_granted) {
            markers.push(Ident::new(&own.marker, Span::call_site()));
        }
    }
    markers
}
