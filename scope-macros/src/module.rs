//! A catalog as a module: `catalog!`.
//!
//! The module is written as text and read by the compiler's own lexer, which is many times faster than to build its
//! tokens here.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;
use scope_catalog::load::Loaded;
use scope_catalog::{Catalog, LineColumn, Scope, ScopeId};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};

use crate::call::Call;
use crate::catalogs::surroundings;
use crate::input::{Input, catalog_name};
use crate::report::error;
use crate::{editor, facade, identifiers};

/// `github: #[doc = ""] pub mod github;`
struct Module {
    catalog: Option<Ident>,
    attributes: TokenStream,
    visibility: TokenStream,
    name: Ident,
}

impl Module {
    fn parse(stream: ParseStream<'_>) -> syn::Result<Self> {
        const FORM: &str = "`catalog!` takes a module\nhelp: write `catalog!(pub mod name)`, or `catalog!(github: pub mod github)` for one of `[catalogs]`";
        let catalog = catalog_name(stream)?;
        let attributes = attributes(stream)?;
        let visibility = visibility(stream)?;
        let word: Ident = stream.call(Ident::parse_any).map_err(|error| syn::Error::new(error.span(), FORM))?;
        if word != "mod" {
            return Err(syn::Error::new(word.span(), FORM));
        }
        let name: Ident = stream.parse().map_err(|error| syn::Error::new(error.span(), FORM))?;
        if stream.peek(syn::Token![;]) {
            stream.parse::<syn::Token![;]>()?;
        }
        if !stream.is_empty() {
            return Err(stream.error(FORM));
        }
        Ok(Self { catalog, attributes, visibility, name })
    }
}

/// `#[…]`, as often as it stands there.
pub(crate) fn attributes(stream: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut attributes = TokenStream::new();
    while stream.peek(syn::Token![#]) {
        attributes.extend([stream.parse::<TokenTree>()?, stream.parse::<TokenTree>()?]);
    }
    Ok(attributes)
}

/// `pub`, `pub(crate)` or nothing.
pub(crate) fn visibility(stream: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut visibility = TokenStream::new();
    while stream.peek(syn::Token![pub]) || !visibility.is_empty() && stream.peek(syn::token::Paren) {
        visibility.extend([stream.parse::<TokenTree>()?]);
    }
    // A macro by example hands a visibility on in a group without delimiters.
    let fork = stream.fork();
    if let Ok(TokenTree::Group(group)) = fork.parse::<TokenTree>() {
        if visibility.is_empty() && group.delimiter() == Delimiter::None {
            visibility.extend([stream.parse::<TokenTree>()?]);
        }
    }
    Ok(visibility)
}

const NO_CATALOG: &str = "The scopes of a catalog that is not there.";

/// The module of `catalog!`.
pub(crate) fn expand(tokens: TokenStream, with_checker: bool) -> TokenStream {
    let (facade, rest) = facade::split(tokens);
    let module = match Parser::parse2(Module::parse, rest) {
        Ok(module) => module,
        Err(failure) => return failure.into_iter().map(|part| error(part.span(), &part.to_string())).collect(),
    };
    let span = module.name.span();
    let surroundings = match surroundings(span) {
        Ok(surroundings) => surroundings,
        Err(message) => return module.with(&TokenStream::new(), &error(span, &message), NO_CATALOG),
    };
    let mut call = Call::new(&surroundings);
    let (mut content, mut about) = (TokenStream::new(), NO_CATALOG.to_owned());
    if let Some(loaded) = call.loaded(span, &Input::default()) {
        if let Some((catalog, _)) = call.choose(loaded, module.catalog.as_ref()) {
            about = format!("\n\nThe scopes of {}, from {}.", catalog.name(), catalog.file());
            let text = text(catalog, loaded);
            content = text.parse().unwrap_or_else(|failure| {
                let message = format!("the module of {} cannot be written: {failure}", catalog.name());
                error(span, &message)
            });
            if with_checker && loaded.problems.is_empty() {
                content.extend(checker(loaded, catalog, &facade));
            }
        }
    }
    let before = call.into_tokens();
    module.with(&content, &before, &about)
}

impl Module {
    fn with(self, content: &TokenStream, before: &TokenStream, about: &str) -> TokenStream {
        let Self { attributes, visibility, name, .. } = self;
        let before = if before.is_empty() { TokenStream::new() } else { quote!(const _: () = { #before };) };
        // Whoever names what an empty module lacks is told so; the module of markers is there in any case.
        let content = if content.is_empty() {
            quote!(
                pub mod grants {}
            )
        } else {
            content.clone()
        };
        quote! {
            #before
            #attributes
            #[doc = #about]
            #visibility mod #name { #content }
        }
    }
}

/// The function that gives a checker of the catalog; nothing where its text does not tell what it builds on.
fn checker(loaded: &Loaded, catalog: &Catalog, facade: &TokenStream) -> Option<TokenStream> {
    if loaded.files.iter().any(|file| file.is_of_named) {
        return None;
    }
    let texts = loaded.files.iter().map(|file| &file.text);
    let chosen = catalog.key().map(|key| quote!(.and_then(|checker| checker.for_catalog(#key))));
    let about =
        format!("Holds lists that are only known when the program runs against the scopes of {}.", catalog.name());
    Some(quote! {
        #[doc = #about]
        ///
        /// # Errors
        ///
        /// Where the catalog builds on a bundled provider, and the feature `check-providers` is off.
        pub fn checker() -> ::core::result::Result<#facade::check::Checker, #facade::check::CatalogError> {
            #facade::check::Checker::from_texts(&[#(#texts),*]) #chosen
        }
    })
}

/// The items of the module.
fn text(catalog: &Catalog, loaded: &Loaded) -> String {
    let identifiers = identifiers::of(catalog);
    let (mut constants, mut markers) = (String::new(), String::new());
    for ((scope, own), id) in catalog.scopes().iter().zip(&identifiers).zip(catalog.ids()) {
        let Some(own) = own else { continue };
        let documentation = editor::documentation_of(scope, &declared(catalog, scope, loaded));
        constants.push_str(&format!(
            "#[doc = {documentation:?}]\npub const {}: &::core::primitive::str = {:?};\n",
            own.constant, scope.name
        ));
        markers.push_str(&marker(catalog, loaded, id, &own.marker, &identifiers));
    }
    let about = format!(
        "The scopes of {}, as proofs: a set of scopes implements the traits of those that it covers.",
        catalog.name()
    );
    // Of a trait that nothing implements, the compiler would advise to implement it.
    format!("{constants}#[doc = {about:?}]\npub mod grants {{\n#[doc(hidden)]\npub enum _All {{}}\n{markers}}}\n")
}

/// The trait that a set of scopes implements where it covers a scope. What the scope implies are its supertraits.
fn marker(
    catalog: &Catalog,
    loaded: &Loaded,
    id: ScopeId,
    name: &str,
    identifiers: &[Option<identifiers::Identifiers>],
) -> String {
    let scope = catalog.scope(id);
    let implied: Vec<&str> = catalog
        .implied(id)
        .into_iter()
        // A circle of implications, which only a bundled catalog could have, must not become one of traits.
        .filter(|&implied| !catalog.covers(implied, id))
        .filter_map(|implied| Some(&*identifiers[implied.position()].as_ref()?.marker))
        .collect();
    let supertraits = if implied.is_empty() { String::new() } else { format!(": {}", implied.join(" + ")) };
    let description = if scope.description.is_empty() { String::new() } else { format!(": {}", scope.description) };
    let mut covering = vec![scope.name.to_string()];
    covering.extend(catalog.covering_names(&scope.name));
    let covering: Vec<String> = covering.iter().map(|name| format!("`{name}`")).collect();
    let notes = [
        format!("`{}` ({}){description}", scope.name, declared(catalog, scope, loaded)),
        format!("it is covered by {}", covering.join(", ")),
    ];
    format!(
        "#[doc = {:?}]\n#[diagnostic::on_unimplemented(message = {:?}, label = {:?}, note = {:?}, note = {:?})]\npub trait {name}{supertraits} {{}}\n#[diagnostic::do_not_recommend]\nimpl {name} for _All {{}}\n",
        format!("Covers `{}`.", scope.name),
        literal(&format!("missing OAuth scope `{}`", scope.name)),
        format!("the scope set `{{Self}}` does not cover `{}`", literal(&scope.name)),
        literal(&notes[0]),
        literal(&notes[1]),
    )
}

/// A text in which braces stand for themselves.
fn literal(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Where a scope is declared: `scopes.toml:4`, or whose bundled catalog it is from.
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
