//! What a list of scopes must cover, for those who want no generics: `assert_covers!`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use scope_catalog::load::Loaded;
use scope_catalog::{Catalog, Lookup, Need, Request, check_names};
use syn::Token;
use syn::parse::{ParseStream, Parser};

use crate::call::Call;
use crate::catalogs::surroundings;
use crate::facade;
use crate::input::{Input, catalog_name};
use crate::module::declared;
use crate::report::error;
use crate::scope_set::until;

/// `SCOPES, github: "repo"`
struct Assertion {
    /// The constant that is asked.
    subject: TokenStream,
    input: Input,
}

impl Assertion {
    fn parse(stream: ParseStream<'_>) -> syn::Result<Self> {
        const FORM: &str = "`assert_covers!` takes a constant and what it must cover\n\
            help: write `assert_covers!(SCOPES, \"a\", \"b\")` or `assert_covers!(SCOPES, operations = [\"GET /a\"])`";
        let subject = until(stream, |stream| stream.peek(Token![,]));
        if subject.is_empty() || stream.parse::<Token![,]>().is_err() {
            return Err(syn::Error::new(stream.span(), FORM));
        }
        let mut input = Input { catalog: catalog_name(stream)?, ..Input::default() };
        input.arguments(stream)?;
        match &input.client {
            Some(client) => Err(syn::Error::new(client.literal.span(), "`assert_covers!` takes no client")),
            None if input.texts.is_empty() && input.operations.is_empty() => Err(syn::Error::new(stream.span(), FORM)),
            None => Ok(Self { subject, input }),
        }
    }
}

/// Something that must hold, and what is said where it does not.
struct Condition {
    /// What is to be covered.
    span: Span,
    holds: TokenStream,
    otherwise: String,
}

/// The items of `assert_covers!`.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let (facade, rest) = facade::split(tokens);
    let assertion = match Parser::parse2(Assertion::parse, rest) {
        Ok(assertion) => assertion,
        Err(failure) => return failure.into_iter().map(|part| error(part.span(), &part.to_string())).collect(),
    };
    let input = &assertion.input;
    let span =
        input.texts.iter().chain(&input.operations).next().map_or_else(Span::call_site, |text| text.literal.span());
    let surroundings = match surroundings(span) {
        Ok(surroundings) => surroundings,
        Err(message) => return error(span, &message),
    };
    let mut call = Call::new(&surroundings);
    let mut conditions = Vec::new();
    if let Some(loaded) = call.loaded(span, input).filter(|loaded| loaded.problems.is_empty()) {
        if let Some((catalog, others)) = call.choose(loaded, input.catalog.as_ref()) {
            for index in 0..input.texts.len() {
                conditions.extend(of_text(&mut call, input, index, (catalog, &others), loaded, &facade));
            }
            conditions.extend(of_operations(&mut call, input, catalog, &facade));
        }
    }
    let subject = assertion.subject;
    let conditions = conditions.into_iter().map(|Condition { span, holds, otherwise }| {
        // Where it fails, the compiler underlines what has this span.
        let facade = facade::at(&facade, span);
        quote_spanned!(span=> #facade::__private::require(#holds, #otherwise);)
    });
    let (asked, before) = (asked(), call.into_tokens());
    let before = (!before.is_empty()).then(|| quote!(const _: () = { #before };));
    quote! {
        #before
        #(
            const _: () = {
                let #asked: #facade::Scopes = #subject;
                #conditions
            };
        )*
    }
}

/// Every scope of a literal is to be covered. Only whether they are scopes is judged, not whether one would ask for them.
fn of_text(
    call: &mut Call<'_>,
    input: &Input,
    index: usize,
    (catalog, others): (&Catalog, &[&Catalog]),
    loaded: &Loaded,
    facade: &TokenStream,
) -> Vec<Condition> {
    let uses = [&*input.texts[index].value];
    let mut report = check_names(&Request { catalog, others, texts: &uses, client: None, operations: &[] });
    for finding in &mut report.findings {
        if let Some(span) = &mut finding.span {
            span.source = u32::try_from(index).unwrap_or(u32::MAX);
        }
    }
    call.messages.findings(&report.findings, input);
    let mut conditions = Vec::new();
    for scope in &report.scopes {
        let Lookup::Known(id) = catalog.lookup(scope) else { continue };
        let declared = declared(catalog, catalog.scope(id), loaded);
        conditions.push(Condition {
            span: input.texts[index].literal.span(),
            holds: holds(scope, catalog, facade),
            otherwise: format!(
                "missing OAuth scope `{scope}`\nnote: `{scope}` ({declared}){}",
                covered_by(scope, catalog)
            ),
        });
    }
    conditions
}

fn covered_by(scope: &str, catalog: &Catalog) -> String {
    let covering: Vec<String> = catalog.covering_names(scope).iter().map(|name| format!("`{name}`")).collect();
    if covering.is_empty() { String::new() } else { format!("\nnote: it is covered by {}, too", covering.join(", ")) }
}

fn of_operations(call: &mut Call<'_>, input: &Input, catalog: &Catalog, facade: &TokenStream) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for text in &input.operations {
        match catalog.operation(&text.value) {
            Ok(operation) => conditions.push(Condition {
                span: text.literal.span(),
                holds: is_met(&operation.needs, catalog, facade),
                otherwise: format!("the operation `{}` needs {}", operation.name.text, operation.needs.describe()),
            }),
            Err(error) => call.no_such_name(text.literal.span(), &error),
        }
    }
    conditions
}

fn is_met(need: &Need, catalog: &Catalog, facade: &TokenStream) -> TokenStream {
    let parts =
        |needs: &[Need]| -> Vec<TokenStream> { needs.iter().map(|need| is_met(need, catalog, facade)).collect() };
    match need {
        Need::Scope(name) => holds(&name.text, catalog, facade),
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

/// A list made by `scopes!` knows what its scopes imply; one made by hand has names alone, so those that are as good count.
fn holds(scope: &str, catalog: &Catalog, facade: &TokenStream) -> TokenStream {
    let (asked, names) = (asked(), catalog.covering_names(scope));
    quote!(#facade::__private::covers_one_of(&#asked, &[#scope #(, #names)*]))
}

/// A variable that no variable of the user's is taken for; its name is none that a constant would have.
fn asked() -> Ident {
    Ident::new("_asked", Span::mixed_site())
}
