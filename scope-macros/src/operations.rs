//! What the code does with a token: `operation!`, `performs!` and `#[needs_scopes]`.

use std::borrow::Cow;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use scope_catalog::load::Loaded;
use scope_catalog::{Catalog, Need, Operation};
use syn::Token;
use syn::parse::{ParseStream, Parser};

use crate::call::Call;
use crate::catalogs::surroundings;
use crate::editor;
use crate::facade;
use crate::input::{Input, Text, catalog_name, end_of_argument, text};
use crate::report::error;

/// The operations that a call names.
struct Names {
    catalog: Option<Ident>,
    texts: Vec<Text>,
}

impl Names {
    fn parse(tokens: TokenStream, what: &str) -> syn::Result<Self> {
        let parser = |stream: ParseStream<'_>| {
            let catalog = catalog_name(stream)?;
            let mut texts = Vec::new();
            while !stream.is_empty() {
                texts.push(text(stream, what)?);
                end_of_argument(stream)?;
                if !stream.is_empty() {
                    stream.parse::<Token![,]>()?;
                }
            }
            if texts.is_empty() {
                let message = format!("`{what}` takes the name of an operation: `{what}(\"GET /user\")`");
                return Err(syn::Error::new(stream.span(), message));
            }
            Ok(Self { catalog, texts })
        };
        Parser::parse2(parser, tokens)
    }

    fn span(&self) -> Span {
        self.texts.first().map_or_else(Span::call_site, |text| text.literal.span())
    }
}

/// What came of the operations of a call.
#[derive(Default)]
struct Found {
    /// Messages, and what else stands before the value.
    before: TokenStream,
    operations: Vec<Known>,
}

/// An operation of the catalog.
struct Known {
    name: String,
    /// The expression of its need, a value of the facade's type.
    need: TokenStream,
    /// When that is so, where it is not always.
    condition: Option<Box<str>>,
    /// The need in words.
    words: String,
}

/// Looks operations up; whatever is wrong is told.
fn find(names: &Names, facade: &TokenStream) -> Found {
    let surroundings = match surroundings(names.span()) {
        Ok(surroundings) => surroundings,
        Err(message) => return Found { before: error(names.span(), &message), operations: Vec::new() },
    };
    let mut call = Call::new(&surroundings);
    let mut operations = Vec::new();
    if let Some(loaded) = call.loaded(names.span(), &Input::default()).filter(|loaded| loaded.problems.is_empty()) {
        if let Some((catalog, _)) = call.choose(loaded, names.catalog.as_ref()) {
            for text in &names.texts {
                operations.extend(look_up(&mut call, text, catalog, loaded, facade));
            }
        }
    }
    Found { before: call.into_tokens(), operations }
}

fn look_up(
    call: &mut Call<'_>,
    text: &Text,
    catalog: &Catalog,
    loaded: &Loaded,
    facade: &TokenStream,
) -> Option<Known> {
    let operation: Cow<'_, Operation> = match catalog.operation(&text.value) {
        Ok(operation) => operation,
        Err(error) => {
            call.no_such_name(text.literal.span(), &error);
            return None;
        }
    };
    if call.surroundings.in_editor {
        call.items.extend(editor::tokens_of_operation(text, &operation, catalog, loaded));
    }
    let need = need(&operation.needs, catalog, facade);
    let (name, condition) = (operation.name.text.to_string(), operation.condition.clone());
    Some(Known { name, need, condition, words: operation.needs.describe() })
}

/// The expression of a need: a name knows what else meets it.
fn need(need: &Need, catalog: &Catalog, facade: &TokenStream) -> TokenStream {
    let parts =
        |needs: &[Need]| -> Vec<TokenStream> { needs.iter().map(|part| self::need(part, catalog, facade)).collect() };
    match need {
        Need::Scope(name) => {
            let (text, covering) = (&name.text, catalog.covering_names(&name.text));
            quote!(#facade::Need::Scope { name: #text, covered_by: &[#(#covering),*] })
        }
        Need::Any(needs) => {
            let parts = parts(needs);
            quote!(#facade::Need::Any(&[#(#parts),*]))
        }
        Need::All(needs) => {
            let parts = parts(needs);
            quote!(#facade::Need::All(&[#(#parts),*]))
        }
    }
}

/// The value of `operation!`.
pub(crate) fn operation(tokens: TokenStream) -> TokenStream {
    let (facade, rest) = facade::split(tokens);
    let names = Names::parse(rest, "operation!").and_then(|names| match &names.texts[..] {
        [_, second, ..] => {
            let message = "`operation!` takes one operation\nhelp: several make an array: `[operation!(\"…\"), operation!(\"…\")]`";
            Err(syn::Error::new(second.literal.span(), message))
        }
        [_] | [] => Ok(names),
    });
    let found = match &names {
        Ok(names) => find(names, &facade),
        Err(failure) => Found { before: failure_tokens(failure), operations: Vec::new() },
    };
    let known = found.operations.into_iter().next();
    let value = known.map_or_else(
        // Met by anything, so that no second error follows from the first.
        || {
            let written = names.as_ref().ok().and_then(|names| names.texts.first());
            let name = written.map_or("", |text| &*text.value);
            quote!(#facade::Operation::new(#name, #facade::Need::All(&[])))
        },
        |Known { name, need, condition, .. }| {
            let condition = condition.map(|condition| quote!(.with_condition(#condition)));
            quote!(#facade::Operation::new(#name, #need) #condition)
        },
    );
    let before = found.before;
    if before.is_empty() { value } else { quote!({ #before #value }) }
}

/// The item or statement of `performs!`: nothing, where there is nothing to say.
pub(crate) fn performs(tokens: TokenStream) -> TokenStream {
    let (facade, rest) = facade::split(tokens);
    let before = match Names::parse(rest, "performs!") {
        Ok(names) => find(&names, &facade).before,
        Err(failure) => failure_tokens(&failure),
    };
    if before.is_empty() { before } else { quote!(const _: () = { #before };) }
}

/// The function of `#[needs_scopes]`, as it is, with a list of what it needs at the end of its documentation.
pub(crate) fn needs_scopes(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let names = match Names::parse(arguments, "needs_scopes") {
        Ok(names) => names,
        Err(failure) => {
            let messages = failure_tokens(&failure);
            return quote!(#messages #item);
        }
    };
    let mut function = match Function::of(item) {
        Ok(function) => function,
        Err(item) => {
            let messages = error(
                names.span(),
                "`#[needs_scopes]` goes on a function that has a body\nhelp: elsewhere, `performs!` says the same",
            );
            return quote!(#messages #item);
        }
    };
    let found = find(&names, &TokenStream::new());
    let mut text = String::new();
    for operation in &found.operations {
        let condition = operation.condition.as_ref().map_or_else(String::new, |condition| format!(" ({condition})"));
        text.push_str(&format!("\n- `{}`: {}{condition}", operation.name, operation.words));
    }
    if !text.is_empty() {
        let text = format!("\n\nNeeded scopes:\n{text}");
        function.attributes.extend(quote!(#[doc = #text]));
    }
    function.with(&found.before)
}

/// A function, taken apart no further than is needed.
struct Function {
    attributes: TokenStream,
    /// Up to the body.
    head: TokenStream,
    body: Group,
}

impl Function {
    /// # Errors
    ///
    /// The item, where it is no function with a body.
    fn of(item: TokenStream) -> Result<Self, TokenStream> {
        let mut tokens: Vec<TokenTree> = item.clone().into_iter().collect();
        let mut attributes = 0;
        while is_attribute(&tokens[attributes..]) {
            attributes += 2;
        }
        let is_function = tokens.iter().any(|token| matches!(token, TokenTree::Ident(word) if word == "fn"));
        match tokens.pop() {
            Some(TokenTree::Group(body)) if is_function && body.delimiter() == Delimiter::Brace => {
                let head = tokens.split_off(attributes);
                Ok(Self { attributes: tokens.into_iter().collect(), head: head.into_iter().collect(), body })
            }
            _ => Err(item),
        }
    }

    /// The function, with statements at the beginning of its body.
    fn with(self, statements: &TokenStream) -> TokenStream {
        let Self { attributes, head, mut body } = self;
        if !statements.is_empty() {
            let mut inside = body.stream().into_iter().peekable();
            // Inner attributes come first.
            let mut inner = TokenStream::new();
            let rest: Vec<TokenTree> = inside.by_ref().collect();
            let mut at = 0;
            while is_inner_attribute(&rest[at..]) {
                at += 3;
            }
            let (first, rest) = rest.split_at(at);
            inner.extend(first.iter().cloned());
            let rest: TokenStream = rest.iter().cloned().collect();
            let span = body.span();
            body = Group::new(Delimiter::Brace, quote!(#inner #statements #rest));
            body.set_span(span);
        }
        quote!(#attributes #head #body)
    }
}

fn is_punctuation(token: Option<&TokenTree>, char: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == char)
}

fn is_brackets(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket)
}

fn is_attribute(tokens: &[TokenTree]) -> bool {
    is_punctuation(tokens.first(), '#') && is_brackets(tokens.get(1))
}

fn is_inner_attribute(tokens: &[TokenTree]) -> bool {
    is_punctuation(tokens.first(), '#') && is_punctuation(tokens.get(1), '!') && is_brackets(tokens.get(2))
}

fn failure_tokens(failure: &syn::Error) -> TokenStream {
    failure.into_iter().map(|message| error(message.span(), &message.to_string())).collect()
}
