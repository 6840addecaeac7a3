//! From a call to its value.

use std::borrow::Cow;

use proc_macro2::{Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote;
use scope_catalog::load::Loaded;
use scope_catalog::{At, Catalog, Client, Delimiter, NoSuchName, Operation, Report, Request, check};

use crate::catalogs::{Surroundings, surroundings};
use crate::input::Input;
use crate::report::{Messages, error};
use crate::{editor, onboarding, track};

/// What a call becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A `Scopes`.
    Scopes,
    /// A `&'static [&'static str]`.
    List,
}

/// The value of a call, with whatever there is to say about it.
pub(crate) fn expand(tokens: TokenStream, shape: Shape) -> TokenStream {
    let input = match Input::parse(tokens) {
        Ok(input) => input,
        Err((facade, errors)) => {
            let value = value(&facade, shape, Delimiter::Space, &[], &[], None);
            let errors = errors.into_compile_error();
            return quote!({ #errors #value });
        }
    };
    match surroundings(input.span()) {
        Ok(surroundings) => Expansion::new(&input, shape, &surroundings).run(),
        Err(message) => input.unchecked(shape, &message),
    }
}

struct Expansion<'s> {
    input: &'s Input,
    shape: Shape,
    surroundings: &'s Surroundings,
    messages: Messages,
    /// What stands before the value besides messages.
    items: TokenStream,
}

impl<'s> Expansion<'s> {
    fn new(input: &'s Input, shape: Shape, surroundings: &'s Surroundings) -> Self {
        let messages = Messages::new(surroundings.mode);
        Self { input, shape, surroundings, messages, items: TokenStream::new() }
    }

    fn run(mut self) -> TokenStream {
        let package = &*self.surroundings.package;
        if self.surroundings.is_first && !self.surroundings.in_editor {
            self.items = track::tokens(package);
        }
        match &package.loaded {
            Ok(loaded) if loaded.problems.is_empty() => self.check(loaded),
            Ok(loaded) => self.broken(loaded),
            Err(failure) => {
                if self.speaks() {
                    self.messages.absence(self.input.span(), &onboarding::message(failure, package, self.input));
                }
                let words = self.input.words();
                self.finish(Delimiter::Space, &words, &[])
            }
        }
    }

    /// Whether this call tells what is wrong with the catalogue: one is enough, and an editor shows each file by itself.
    fn speaks(&self) -> bool {
        self.surroundings.is_first || self.surroundings.in_editor
    }

    fn check(mut self, loaded: &Loaded) -> TokenStream {
        let Some((catalog, others)) = self.choose(loaded) else {
            let words = self.input.words();
            return self.finish(Delimiter::Space, &words, &[]);
        };
        if self.surroundings.in_editor {
            self.items.extend(editor::tokens(self.input, catalog, loaded));
        }
        let (client, operations) = (self.client(catalog), self.operations(catalog));
        let uses = self.input.uses();
        let report = check(&Request { catalog, others: &others, uses: &uses, client, operations: &operations });
        if report.findings.is_empty() && self.items.is_empty() && self.messages.is_empty() {
            return self.plain_value(catalog, &report);
        }
        for finding in &report.findings {
            let text = match &finding.at {
                At::Use(index, _) => self.input.texts.get(*index),
                At::Request => None,
            };
            self.messages.finding(finding, text, self.input.span());
        }
        self.finish(catalog.delimiter(), &report.scopes, &report.covered)
    }

    /// A catalogue with mistakes judges nothing.
    fn broken(mut self, loaded: &Loaded) -> TokenStream {
        if self.speaks() {
            self.messages.problems(loaded, self.input.span());
        }
        let (catalog, uses) = (&loaded.catalog, self.input.uses());
        let report = check(&Request { catalog, others: &[], uses: &uses, client: None, operations: &[] });
        self.finish(catalog.delimiter(), &report.scopes, &report.covered)
    }

    /// The catalogue that the call names, and all others.
    fn choose<'l>(&mut self, loaded: &'l Loaded) -> Option<(&'l Catalog, Vec<&'l Catalog>)> {
        let Some(name) = &self.input.catalog else {
            return Some((&loaded.catalog, loaded.named.iter().collect()));
        };
        match loaded.named(&name.to_string()) {
            Ok(catalog) => {
                let others = loaded.named.iter().filter(|other| other.key() != catalog.key());
                Some((catalog, std::iter::once(&loaded.catalog).chain(others).collect()))
            }
            Err(error) => {
                self.no_such_name(name.span(), &error);
                None
            }
        }
    }

    fn client<'c>(&mut self, catalog: &'c Catalog) -> Option<&'c Client> {
        let Some(text) = &self.input.client else { return catalog.default_client() };
        catalog.client(&text.value).map_err(|error| self.no_such_name(text.literal.span(), &error)).ok()
    }

    fn operations<'c>(&mut self, catalog: &'c Catalog) -> Vec<&'c Operation> {
        let found = self.input.operations.iter().filter_map(|text| {
            catalog.operation(&text.value).map_err(|error| self.no_such_name(text.literal.span(), &error)).ok()
        });
        found.collect()
    }

    fn no_such_name(&mut self, span: Span, error: &NoSuchName) {
        self.messages.error(span, &format!("{}\nhelp: {}", error.message, error.help));
    }

    /// The common case: a single literal that says what it should is the very text to keep.
    fn plain_value(&self, catalog: &Catalog, report: &Report<'_>) -> TokenStream {
        let literal = match &*self.input.texts {
            [text] if catalog.delimiter() != Delimiter::SpaceOrComma => Some(text.literal.clone()),
            _ => None,
        };
        value(&self.input.facade, self.shape, catalog.delimiter(), &report.scopes, &report.covered, literal)
    }

    fn finish(self, delimiter: Delimiter, scopes: &[Cow<'_, str>], covered: &[String]) -> TokenStream {
        let value = value(&self.input.facade, self.shape, delimiter, scopes, covered, None);
        let (items, messages) = (self.items, self.messages.into_tokens());
        quote!({ #items #messages #value })
    }
}

impl Input {
    /// Where a message about the whole call belongs.
    pub(crate) fn span(&self) -> Span {
        self.texts.first().map_or_else(Span::call_site, |text| text.literal.span())
    }

    fn uses(&self) -> Vec<&str> {
        self.texts.iter().map(|text| &*text.value).collect()
    }

    /// The scopes as written, where there is no catalogue to tell where one ends.
    fn words(&self) -> Vec<Cow<'_, str>> {
        self.texts.iter().flat_map(|text| text.value.split_ascii_whitespace()).map(Cow::Borrowed).collect()
    }

    fn unchecked(&self, shape: Shape, message: &str) -> TokenStream {
        let value = value(&self.facade, shape, Delimiter::Space, &self.words(), &[], None);
        let error = error(self.span(), message);
        quote!({ #error #value })
    }
}

/// The expression that a call stands for. The tokens are put together by hand: this runs for every call.
fn value(
    facade: &TokenTree,
    shape: Shape,
    delimiter: Delimiter,
    scopes: &[Cow<'_, str>],
    covered: &[String],
    literal: Option<Literal>,
) -> TokenStream {
    if shape == Shape::List {
        return quote!({ const LIST: &[&str] = &[#(#scopes),*]; LIST });
    }
    let separator = delimiter.character();
    let text = literal.unwrap_or_else(|| Literal::string(&scopes.join(separator.encode_utf8(&mut [0; 4]))));
    let constructor = match (separator, covered.is_empty()) {
        (',', true) => "comma",
        (',', false) => "comma_covering",
        (_, true) => "space",
        (_, false) => "space_covering",
    };
    let mut arguments = TokenStream::from(TokenTree::Literal(text));
    if !covered.is_empty() {
        let covered = covered.join(" ");
        arguments.extend(quote!(, #covered));
    }
    let span = Span::mixed_site();
    let mut path = vec![facade.clone()];
    for name in ["__private", constructor] {
        path.push(Punct::new(':', Spacing::Joint).into());
        path.push(Punct::new(':', Spacing::Alone).into());
        path.push(Ident::new(name, span).into());
    }
    path.push(proc_macro2::Group::new(proc_macro2::Delimiter::Parenthesis, arguments).into());
    path.into_iter().collect()
}
