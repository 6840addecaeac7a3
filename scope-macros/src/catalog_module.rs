//! Expands `catalog!` to a module.
//!
//! The module is written as text and parsed by the compiler's own lexer, which is many times faster than creating its
//! tokens here.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use scope_catalog::load::{File, Loaded, Target};
use scope_catalog::{Catalog, LineColumn, Scope, ScopeId, quoted_some};
use scope_syntax::{CatalogCall, ScopesCall, split_crate_path};

use crate::diagnostics::{compile_error, syntax_errors};
use crate::session::{Session, resolve};
use crate::{ide_hints, identifiers, implications};

const NO_CATALOG: &str = "The scopes of a catalog that does not exist.";

/// Expands `catalog!` to a module.
pub(crate) fn expand(tokens: TokenStream, with_checker: bool) -> TokenStream {
    let (path, arguments) = split_crate_path(tokens);
    let module = match CatalogCall::parse(arguments) {
        Ok(module) => module,
        Err(errors) => return syntax_errors(&errors),
    };
    let span = module.name.span();
    let (session, mut diagnostics) = Session::start(span);
    let (mut content, mut about) = (TokenStream::new(), NO_CATALOG.to_owned());
    if let Some(loaded) = session.loaded(span, &ScopesCall::default(), &mut diagnostics) {
        let call = ScopesCall { catalog: module.catalog.clone(), ..ScopesCall::default() };
        if let Some(Target { catalog, .. }) = resolve(loaded, &call, &mut diagnostics) {
            about = format!("\n\nThe scopes of {}, from {}.", catalog.name(), catalog.file());
            let parsed = implications::direct(catalog).and_then(|implied| {
                let unwritten = |failure| format!("the module of {} cannot be written: {failure}", catalog.name());
                text(catalog, loaded, &implied).parse().map_err(unwritten)
            });
            content = parsed.unwrap_or_else(|message| compile_error(span, &message));
            if !with_checker {
                no_checker().to_tokens(&mut content);
            } else if loaded.problems.is_empty() {
                checker(loaded, catalog, &path).to_tokens(&mut content);
            }
        }
    }
    declare(module, &content, &diagnostics.into_item(), &about)
}

fn declare(module: CatalogCall, content: &TokenStream, before: &TokenStream, about: &str) -> TokenStream {
    let CatalogCall { attributes, visibility, name, .. } = module;
    // Using a missing item of an empty module would be another error, so the module of markers always exists.
    let markers = content.is_empty().then(|| {
        quote!(
            pub mod grants {}
        )
    });
    quote! {
        #before
        #attributes
        #[doc = #about]
        #visibility mod #name { #content #markers }
    }
}

/// Returns a function that tells callers of `checker()` which feature is missing.
fn no_checker() -> TokenStream {
    quote! {
        #[doc(hidden)]
        #[deprecated(note = "it needs the feature `check` of `oauth-scopes`: `features = [\"check\"]` in Cargo.toml")]
        pub fn checker() -> ::core::result::Result<::core::convert::Infallible, ::core::fmt::Error> {
            ::core::result::Result::Err(::core::fmt::Error)
        }
    }
}

/// Returns the function that creates a checker for the catalog; `None` if the files do not contain everything that the
/// catalog builds on.
fn checker(loaded: &Loaded, catalog: &Catalog, path: &TokenStream) -> Option<TokenStream> {
    let mut texts = TokenStream::new();
    for File { text, is_of_named, .. } in &loaded.files {
        if *is_of_named {
            return None;
        }
        quote!(#text,).to_tokens(&mut texts);
    }
    let chosen = catalog.key().map(|key| quote!(.and_then(|checker| checker.for_catalog(#key))));
    let about = format!("Checks lists that are only known at run time against the scopes of {}.", catalog.name());
    Some(quote! {
        #[doc = #about]
        ///
        /// # Errors
        ///
        /// If the catalog is built on a bundled provider, and the feature `check-providers` is off.
        pub fn checker() -> ::core::result::Result<#path::check::Checker, #path::check::CatalogError> {
            #path::check::Checker::from_texts(&[#texts]) #chosen
        }
    })
}

/// Returns the items of the module as text.
fn text(catalog: &Catalog, loaded: &Loaded, implied: &[Vec<ScopeId>]) -> String {
    let identifiers = identifiers::of(catalog);
    let (mut constants, mut markers) = (String::new(), String::new());
    for ((scope, own), id) in catalog.scopes().iter().zip(&identifiers).zip(catalog.ids()) {
        let Some(own) = own else { continue };
        let documentation = ide_hints::documentation_of(scope, &declared(catalog, scope, loaded));
        constants.push_str(&format!(
            "#[doc = {documentation:?}]\npub const {}: &::core::primitive::str = {:?};\n",
            own.constant, scope.name
        ));
        markers.push_str(&marker(catalog, loaded, id, &own.marker, &implied[id.position()], &identifiers));
    }
    let about = format!(
        "The scopes of {}, as proofs: a set of scopes implements the traits of those that it covers.",
        catalog.name()
    );
    // If nothing implemented a trait, the compiler would suggest implementing it.
    format!("{constants}#[doc = {about:?}]\npub mod grants {{\n#[doc(hidden)]\npub enum _All {{}}\n{markers}}}\n")
}

/// Returns the trait that a set of scopes implements if it covers a scope. Its supertraits are those of the implied
/// scopes.
fn marker(
    catalog: &Catalog,
    loaded: &Loaded,
    id: ScopeId,
    name: &str,
    implied: &[ScopeId],
    identifiers: &[Option<identifiers::Identifiers>],
) -> String {
    let scope = catalog.scope(id);
    let mut supertraits = String::new();
    for implied in implied {
        if let Some(own) = &identifiers[implied.position()] {
            supertraits.push_str(if supertraits.is_empty() { ": " } else { " + " });
            supertraits.push_str(&own.marker);
        }
    }
    let description = if scope.description.is_empty() { String::new() } else { format!(": {}", scope.description) };
    let mut covering = vec![scope.name.to_string()];
    covering.extend(catalog.covering_names(&scope.name));
    let note = format!("`{}` ({}){description}", scope.name, declared(catalog, scope, loaded));
    format!(
        "#[doc = {:?}]\n#[diagnostic::on_unimplemented(message = {:?}, label = {:?}, note = {:?}, note = {:?})]\npub trait {name}{supertraits} {{}}\n#[diagnostic::do_not_recommend]\nimpl {name} for _All {{}}\n",
        format!("Covers `{}`.", scope.name),
        escaped(&format!("missing OAuth scope `{}`", scope.name)),
        format!("the scope set `{{Self}}` does not cover `{}`", escaped(&scope.name)),
        escaped(&note),
        escaped(&format!("it is covered by {}", quoted_some(&covering, MOST_NAMES))),
    )
}

/// Further names are only counted in a note.
const MOST_NAMES: usize = 50;

/// Escapes the braces in a text.
fn escaped(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Describes where a scope is declared: `scopes.toml:4`, or the bundled catalog.
pub(crate) fn declared(catalog: &Catalog, scope: &Scope, loaded: &Loaded) -> String {
    match loaded.files.get(scope.span.position()) {
        Some(file) => {
            let LineColumn { line, .. } = LineColumn::at(&file.text, scope.span.range().start);
            let name = file.path.file_name().unwrap_or_default().to_string_lossy();
            format!("{name}:{line}")
        }
        None => format!("bundled with oauth-scopes, {}", catalog.name()),
    }
}
