//! From a call to its value.

use std::borrow::Cow;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use scope_catalog::agreement;
use scope_catalog::load::Loaded;
use scope_catalog::{Catalog, Client, Delimiter, NoSuchName, Operation, Request, check};

use crate::catalogs::{Surroundings, surroundings};
use crate::input::Input;
use crate::report::{Messages, error};
use crate::{editor, onboarding, track};

/// What a call becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// The text inside a `Scopes`.
    Text,
    /// A `&'static [&'static str]`.
    List,
}

/// The value of a call, with whatever there is to say about it.
pub(crate) fn expand(tokens: TokenStream, shape: Shape) -> TokenStream {
    let input = match Input::parse(tokens) {
        Ok(input) => input,
        Err(errors) => {
            let value = shape.value(Delimiter::Space, &[], &[]);
            let errors = errors.into_iter().map(|message| error(message.span(), &message.to_string()));
            return quote!({ #(#errors)* #value });
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
        let messages = Messages::new(surroundings.mode, surroundings.in_editor);
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
        let operations: Vec<&Operation> = operations.iter().map(|operation| &**operation).collect();
        let uses = self.input.uses();
        let report = check(&Request { catalog, others: &others, uses: &uses, client, operations: &operations });
        self.messages.findings(&report.findings, self.input);
        if loaded.catalog.configs().iter().any(|config| config.matches_calls) {
            self.compare(catalog, client, &report.scopes);
        }
        self.finish(catalog.delimiter(), &report.scopes, &report.covered)
    }

    /// Holds a call against the list that the build script found in a configuration file for the same client.
    fn compare(&mut self, catalog: &Catalog, client: Option<&Client>, scopes: &[Cow<'_, str>]) {
        let variable = agreement::variable(catalog.key(), client.map(|client| &*client.name.text));
        let asked: Vec<&str> = scopes.iter().map(|scope| &**scope).collect();
        let value = std::env::var(&variable).unwrap_or_default();
        if let Some(finding) = agreement::compare(catalog, &value, &asked) {
            self.messages.findings(&[finding], self.input);
        }
        if !self.surroundings.in_editor {
            self.items.extend(track::variable(&variable));
        }
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
                let mut others = vec![&loaded.catalog];
                for other in &loaded.named {
                    if other.key() != catalog.key() {
                        others.push(other);
                    }
                }
                Some((catalog, others))
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

    fn operations<'c>(&mut self, catalog: &'c Catalog) -> Vec<Cow<'c, Operation>> {
        let mut found = Vec::new();
        for text in &self.input.operations {
            match catalog.operation(&text.value) {
                Ok(operation) => found.push(operation),
                Err(error) => self.no_such_name(text.literal.span(), &error),
            }
        }
        found
    }

    fn no_such_name(&mut self, span: Span, error: &NoSuchName) {
        self.messages.error(span, &format!("{}\nhelp: {}", error.message, error.help));
    }

    fn finish(self, delimiter: Delimiter, scopes: &[Cow<'_, str>], covered: &[String]) -> TokenStream {
        let value = self.shape.value(delimiter, scopes, covered);
        let (items, messages) = (self.items, self.messages.into_tokens());
        if items.is_empty() && messages.is_empty() { value } else { quote!({ #items #messages #value }) }
    }
}

impl Input {
    /// Where a message about the whole call belongs.
    pub(crate) fn span(&self) -> Span {
        self.texts.first().map_or_else(Span::call_site, |text| text.literal.span())
    }

    pub(crate) fn uses(&self) -> Vec<&str> {
        self.texts.iter().map(|text| &*text.value).collect()
    }

    /// The scopes as written, where there is no catalogue to tell where one ends.
    fn words(&self) -> Vec<Cow<'_, str>> {
        let mut words = Vec::new();
        for text in &self.texts {
            for word in text.value.split_ascii_whitespace() {
                words.push(Cow::Borrowed(word));
            }
        }
        words
    }

    fn unchecked(&self, shape: Shape, message: &str) -> TokenStream {
        let value = shape.value(Delimiter::Space, &self.words(), &[]);
        let error = error(self.span(), message);
        quote!({ #error #value })
    }
}

impl Shape {
    /// The expression that a call stands for. How a text is marked is read by `oauth_scopes::Scopes`.
    fn value(self, delimiter: Delimiter, scopes: &[Cow<'_, str>], covered: &[String]) -> TokenStream {
        if self == Self::List {
            return quote!({ const LIST: &[&::core::primitive::str] = &[#(#scopes),*]; LIST });
        }
        let text = scopes.join(delimiter.character().encode_utf8(&mut [0; 4]));
        let text = match (delimiter.character(), covered) {
            (',', []) => format!("\u{2}{text}"),
            (',', covered) => format!("\u{2}{text}\0{}", covered.join(" ")),
            (_, []) => text,
            (_, covered) => format!("\u{1}{text}\0{}", covered.join(" ")),
        };
        quote!(#text)
    }
}
