//! Expands `assert_covers!`, which checks at compile time that a list of scopes covers others, without generics.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use scope_catalog::load::{Loaded, Target};
use scope_catalog::{Catalog, CheckMode, Lookup, Need, quoted};
use scope_syntax::{AssertCall, ScopesCall, Text, split_crate_path};

use crate::catalog_module::declared;
use crate::crate_path;
use crate::diagnostics::{Diagnostics, span_of, syntax_errors};
use crate::session::Session;

/// Something that must be true, and the message otherwise.
struct Condition {
    /// The span of the scope or operation to be covered.
    span: Span,
    holds: TokenStream,
    otherwise: String,
}

/// Expands `assert_covers!` to items.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let (path, arguments) = split_crate_path(tokens);
    let AssertCall { subject, scopes: call } = match AssertCall::parse(arguments) {
        Ok(call) => call,
        Err(errors) => return syntax_errors(&errors),
    };
    let (session, mut diagnostics) = Session::start(span_of(&call));
    let mut conditions = Vec::new();
    if let Some((loaded, target)) = session.target(&call, &mut diagnostics) {
        for text in &call.texts {
            for_scopes(text, &target, loaded, &mut diagnostics, &path, &mut conditions);
        }
        for (position, operation) in target.positions.iter().zip(&target.operations) {
            conditions.push(Condition {
                span: call.operations[*position].span(),
                holds: is_met(&operation.needs, target.catalog, &path),
                otherwise: format!("the operation `{}` needs {}", operation.name.text, operation.needs.describe()),
            });
        }
    }
    let requested = requested();
    let mut items = diagnostics.into_item();
    for condition in conditions {
        let statements = match session.mode {
            Some(CheckMode::Normal) => condition.required(&requested, &subject, &path),
            Some(CheckMode::Warn) => condition.warned(&requested, &subject, &path),
            Some(CheckMode::Off) | None => continue,
        };
        quote!(const _: () = { #statements };).to_tokens(&mut items);
    }
    items
}

impl Condition {
    /// Returns the condition as an error. If it is false, the compiler underlines what has its span.
    fn required(&self, requested: &Ident, subject: &TokenStream, path: &TokenStream) -> TokenStream {
        let Self { span, holds, otherwise } = self;
        let located = crate_path::located_at(path, *span);
        let condition = quote_spanned!(*span=> #located::__private::require(#holds, #otherwise););
        quote!(let #requested: #path::Scopes = #subject; #condition)
    }

    /// Returns the condition as a warning. Only the compiler can evaluate it, so it selects one of two types, and one
    /// of these has a deprecated item.
    fn warned(&self, requested: &Ident, subject: &TokenStream, path: &TokenStream) -> TokenStream {
        let Self { span, holds, otherwise } = self;
        let name = Ident::new("MISSING_SCOPE", *span);
        let used = quote_spanned!(*span=> Covers::<{ HOLDS }>::#name);
        quote! {
            const HOLDS: bool = { let #requested: #path::Scopes = #subject; #holds };
            struct Covers<const HOLDS: bool>;
            #[allow(dead_code)]
            impl Covers<true> { const #name: () = (); }
            #[allow(dead_code)]
            impl Covers<false> { #[deprecated(note = #otherwise)] const #name: () = (); }
            #used
        }
    }
}

/// Adds the conditions that every scope of a literal is covered. The names are only checked for existence, not as a
/// request.
fn for_scopes(
    text: &Text,
    target: &Target<'_>,
    loaded: &Loaded,
    diagnostics: &mut Diagnostics,
    path: &TokenStream,
    conditions: &mut Vec<Condition>,
) {
    let catalog = target.catalog;
    let report = target.check_names(&[&*text.value]);
    let own = ScopesCall { texts: vec![text.clone()], ..ScopesCall::default() };
    diagnostics.findings(&report.findings, catalog, &own);
    for scope in &report.scopes {
        let Lookup::Known(id) = catalog.lookup(scope) else { continue };
        let declared = declared(catalog, catalog.scope(id), loaded);
        let mut otherwise = format!("missing OAuth scope `{scope}`\nnote: `{scope}` ({declared})");
        let covering = quoted(catalog.covering_names(scope), ", ");
        if !covering.is_empty() {
            otherwise.push_str(&format!("\nnote: it is also covered by {covering}"));
        }
        conditions.push(Condition { span: text.span(), holds: holds(scope, catalog, path), otherwise });
    }
}

fn is_met(need: &Need, catalog: &Catalog, path: &TokenStream) -> TokenStream {
    let (operator, parts, none) = match need {
        Need::Scope(name) => return holds(&name.text, catalog, path),
        Need::Any(parts) => (quote!(||), parts, false),
        Need::All(parts) => (quote!(&&), parts, true),
    };
    let mut tokens = quote!(#none);
    for part in parts {
        let part = is_met(part, catalog, path);
        quote!(#operator #part).to_tokens(&mut tokens);
    }
    quote!((#tokens))
}

/// Returns the expression that a scope is covered. A list made by `scopes!` knows what its scopes imply, but one that
/// was written by hand only has names, so names that imply the scope count, too.
fn holds(scope: &str, catalog: &Catalog, path: &TokenStream) -> TokenStream {
    let (requested, names) = (requested(), catalog.covering_names(scope));
    quote!(#path::__private::covers_one_of(&#requested, &[#scope #(, #names)*]))
}

/// Returns the identifier of a variable that cannot hide the caller's, and that no constant would have.
fn requested() -> Ident {
    Ident::new("_requested", Span::mixed_site())
}
