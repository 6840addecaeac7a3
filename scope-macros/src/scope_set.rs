//! Sets of scopes as types: `scope_set!`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use scope_catalog::{Catalog, Lookup};
use syn::Token;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};

use crate::call::Call;
use crate::catalogs::surroundings;
use crate::expand::{Judged, Shape, judge};
use crate::input::{Input, catalog_name};
use crate::module::{attributes, visibility};
use crate::report::error;
use crate::{facade, identifiers};

/// `github: pub struct Session: github = "repo";` or `impl github for Session = "repo";`
struct Set {
    /// `#[doc = ""] pub struct Session;`; nothing for a type that is there already.
    declaration: TokenStream,
    /// The type that implements the traits.
    name: TokenStream,
    /// The module of `catalog!`.
    module: TokenStream,
    input: Input,
}

const FORM: &str = "`scope_set!` takes a type, the module of its catalog and the scopes\n\
    help: write `scope_set!(pub struct Session: module = \"a b\")`, or `scope_set!(impl module for Session = \"a b\")` \
    for a type of your own";

impl Set {
    fn parse(stream: ParseStream<'_>) -> syn::Result<Self> {
        let catalog = catalog_name(stream)?;
        let attributes = attributes(stream)?;
        let visibility = visibility(stream)?;
        let word: Ident = stream.call(Ident::parse_any).map_err(|error| syn::Error::new(error.span(), FORM))?;
        let (declaration, name, module);
        if word == "struct" {
            let own: Ident = stream.parse().map_err(|error| syn::Error::new(error.span(), FORM))?;
            stream.parse::<Token![:]>().map_err(|error| syn::Error::new(error.span(), FORM))?;
            // All of it has the user's spans: messages about the type point at its name.
            let end = quote_spanned!(own.span()=> ;);
            declaration = quote!(#attributes #visibility #word #own #end);
            name = quote!(#own);
            module = until(stream, |stream| stream.peek(Token![=]));
        } else if word == "impl" {
            if let Some(token) = attributes.into_iter().chain(visibility).next() {
                return Err(syn::Error::new(token.span(), "nothing goes before this `impl` but the name of a catalog"));
            }
            module = until(stream, |stream| stream.peek(Token![for]));
            stream.parse::<Token![for]>().map_err(|error| syn::Error::new(error.span(), FORM))?;
            declaration = TokenStream::new();
            name = until(stream, |stream| stream.peek(Token![=]));
        } else {
            return Err(syn::Error::new(word.span(), FORM));
        }
        stream.parse::<Token![=]>().map_err(|error| syn::Error::new(error.span(), FORM))?;
        if module.is_empty() || name.is_empty() {
            return Err(syn::Error::new(word.span(), FORM));
        }
        let mut input = Input { catalog, ..Input::default() };
        let mut rest: Vec<TokenTree> = stream.parse::<TokenStream>()?.into_iter().collect();
        if matches!(rest.last(), Some(TokenTree::Punct(end)) if end.as_char() == ';') {
            rest.pop();
        }
        let arguments = |stream: ParseStream<'_>| input.arguments(stream);
        Parser::parse2(arguments, rest.into_iter().collect())?;
        Ok(Self { declaration, name, module, input })
    }
}

/// The tokens before something.
pub(crate) fn until(stream: ParseStream<'_>, is_end: impl Fn(ParseStream<'_>) -> bool) -> TokenStream {
    let mut tokens = TokenStream::new();
    while !stream.is_empty() && !is_end(stream) {
        tokens.extend(stream.parse::<TokenTree>());
    }
    tokens
}

/// The items of `scope_set!`.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let (facade, rest) = facade::split(tokens);
    let set = match Parser::parse2(Set::parse, rest) {
        Ok(set) => set,
        Err(failure) => return failure.into_iter().map(|part| error(part.span(), &part.to_string())).collect(),
    };
    let surroundings = match surroundings(set.input.span()) {
        Ok(surroundings) => surroundings,
        Err(message) => {
            let (error, declaration) = (error(set.input.span(), &message), set.declaration);
            return quote!(#error #declaration);
        }
    };
    let mut call = Call::new(&surroundings);
    let judged = judge(&mut call, &set.input);
    let all = judged.has_errors && call.is_strict();
    let markers: Vec<Ident> = judged.catalog.map_or_else(Vec::new, |catalog| markers(catalog, &judged, all));
    let (before, value) = (call.into_tokens(), judged.value(Shape::Text));
    let Set { declaration, name, module, .. } = set;
    let proofs = (!markers.is_empty()).then(|| {
        quote! {
            const _: () = {
                use #module::grants as _grants;
                #(
                    #[diagnostic::do_not_recommend]
                    impl _grants::#markers for #name {}
                )*
            };
        }
    });
    let before = (!before.is_empty()).then(|| quote!(const _: () = { #before };));
    quote! {
        #declaration
        #before
        impl #facade::ScopeSet for #name {
            const SCOPES: #facade::Scopes = #facade::Scopes(#value);
        }
        #proofs
    }
}

/// The traits of the scopes that are asked for and of those that they imply; all there are, where the set has an error: it
/// will be put right, and what it lacks then is told then.
fn markers(catalog: &Catalog, judged: &Judged<'_>, all: bool) -> Vec<Ident> {
    let mut granted = vec![all; catalog.scopes().len()];
    for name in &judged.scopes {
        if let Lookup::Known(id) = catalog.lookup(name) {
            for id in catalog.closure(id) {
                granted[id.position()] = true;
            }
        }
    }
    let identifiers = identifiers::of(catalog);
    let granted = identifiers.iter().zip(granted).filter(|(_, is_granted)| *is_granted);
    granted.filter_map(|(own, _)| Some(Ident::new(&own.as_ref()?.marker, proc_macro2::Span::call_site()))).collect()
}
