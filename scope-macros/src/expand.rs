//! From a call to its value.

use std::borrow::Cow;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use scope_catalog::config_match;
use scope_catalog::load::Loaded;
use scope_catalog::{AlternativeNames, Catalog, Client, Delimiter, Level, Operation, Report, Request, check};

use crate::call::Call;
use crate::catalogs::surroundings;
use crate::input::Input;
use crate::report::error;
use crate::{editor, track};

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
        Ok(surroundings) => {
            let mut call = Call::new(&surroundings);
            let value = judge(&mut call, &input).value(shape);
            let before = call.into_tokens();
            if before.is_empty() { value } else { quote!({ #before #value }) }
        }
        Err(message) => input.unchecked(shape, &message),
    }
}

/// What came of the scopes of a call.
pub(crate) struct Judged<'l> {
    /// Where it was held against one.
    pub(crate) catalog: Option<&'l Catalog>,
    pub(crate) has_errors: bool,
    delimiter: Delimiter,
    /// As they were meant.
    pub(crate) scopes: Vec<String>,
    covered: Vec<AlternativeNames>,
}

impl Judged<'_> {
    pub(crate) fn value(&self, shape: Shape) -> TokenStream {
        shape.value(self.delimiter, &self.scopes, &self.covered)
    }
}

/// Holds the scopes of a call against the catalog that it names.
pub(crate) fn judge<'s>(call: &mut Call<'s>, input: &Input) -> Judged<'s> {
    let unjudged = || Judged {
        catalog: None,
        has_errors: true,
        delimiter: Delimiter::Space,
        scopes: input.words(),
        covered: Vec::new(),
    };
    match call.loaded(input.span(), input) {
        Some(loaded) if loaded.problems.is_empty() => Expansion { input, call }.check(loaded).unwrap_or_else(unjudged),
        Some(loaded) => broken(input, loaded),
        None => unjudged(),
    }
}

/// A catalog with mistakes judges nothing.
fn broken<'s>(input: &Input, loaded: &'s Loaded) -> Judged<'s> {
    let (catalog, uses) = (&loaded.catalog, input.uses());
    let report = check(&Request { catalog, others: &[], texts: &uses, client: None, operations: &[] });
    Judged::of(catalog, true, report)
}

impl<'l> Judged<'l> {
    fn of(catalog: &'l Catalog, has_errors: bool, report: Report<'_>) -> Self {
        let covered = catalog.covered_by_each(report.scopes.iter().map(|scope| &**scope));
        let scopes = report.scopes.into_iter().map(Cow::into_owned).collect();
        Self { catalog: Some(catalog), has_errors, delimiter: catalog.delimiter(), scopes, covered }
    }
}

struct Expansion<'e, 's> {
    input: &'e Input,
    call: &'e mut Call<'s>,
}

impl<'s> Expansion<'_, 's> {
    fn check(mut self, loaded: &'s Loaded) -> Option<Judged<'s>> {
        let (catalog, others) = self.call.choose(loaded, self.input.catalog.as_ref())?;
        if self.call.surroundings.in_editor {
            self.call.items.extend(editor::tokens(self.input, catalog, loaded));
        }
        let (client, operations) = (self.client(catalog), self.operations(catalog));
        let uses = self.input.uses();
        let report = check(&Request { catalog, others: &others, texts: &uses, client, operations: &operations });
        self.call.messages.findings(&report.findings, self.input);
        if loaded.catalog.configs().iter().any(|config| config.matches_calls) {
            let asked: Vec<&str> = report.scopes.iter().map(|scope| &**scope).collect();
            self.compare(catalog, client, &asked);
        }
        let has_errors = report.findings.iter().any(|finding| finding.level == Level::Deny);
        Some(Judged::of(catalog, has_errors, report))
    }

    /// Holds a call against the list that the build script found in a configuration file for the same client.
    fn compare(&mut self, catalog: &Catalog, client: Option<&Client>, asked: &[&str]) {
        let variable = config_match::variable(catalog.key(), client.map(|client| &*client.name.text));
        let value = std::env::var(&variable).unwrap_or_default();
        if let Some(finding) = config_match::compare(catalog, &value, asked) {
            self.call.messages.findings(&[finding], self.input);
        }
        if !self.call.surroundings.in_editor {
            self.call.items.extend(track::variable(&variable));
        }
    }

    fn client<'c>(&mut self, catalog: &'c Catalog) -> Option<&'c Client> {
        let Some(text) = &self.input.client else { return catalog.default_client() };
        catalog.client(&text.value).map_err(|error| self.call.no_such_name(text.literal.span(), &error)).ok()
    }

    fn operations<'c>(&mut self, catalog: &'c Catalog) -> Vec<Cow<'c, Operation>> {
        let mut found = Vec::new();
        for text in &self.input.operations {
            match catalog.operation(&text.value) {
                Ok(operation) => found.push(operation),
                Err(error) => self.call.no_such_name(text.literal.span(), &error),
            }
        }
        found
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

    /// The scopes as written, where there is no catalog to tell where one ends.
    pub(crate) fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        for text in &self.texts {
            for word in text.value.split_ascii_whitespace() {
                words.push(word.to_owned());
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
    /// The expression that a call stands for.
    fn value(self, delimiter: Delimiter, scopes: &[String], covered: &[AlternativeNames]) -> TokenStream {
        if self == Self::List {
            return quote!({ const LIST: &[&::core::primitive::str] = &[#(#scopes),*]; LIST });
        }
        let text = text(delimiter, scopes, covered);
        quote!(#text)
    }
}

/// The text inside an `oauth_scopes::Scopes`, which says there how it is marked.
fn text(delimiter: Delimiter, scopes: &[String], covered: &[AlternativeNames]) -> String {
    let text = scopes.join(delimiter.character().encode_utf8(&mut [0; 4]));
    let mark = match (delimiter.character(), covered) {
        (',', _) => '\u{2}',
        (_, []) => return text,
        (_, _) => '\u{1}',
    };
    let mut further = String::new();
    for AlternativeNames { spellings, implied } in covered {
        further.push_str(&format!("\0{}\0{}", spellings.join(" "), implied.join(" ")));
    }
    format!("{mark}{text}{}", further.trim_end_matches('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scope_has_its_own_further_names() {
        let scopes = ["a", "b", "c"].map(str::to_owned);
        let names = |names: &[&str]| -> Vec<String> { names.iter().map(ToString::to_string).collect() };
        let covered = [
            AlternativeNames { spellings: Vec::new(), implied: names(&["d", "e"]) },
            AlternativeNames { spellings: names(&["B", "x/b"]), implied: Vec::new() },
            AlternativeNames::default(),
        ];
        assert_eq!(text(Delimiter::Space, &scopes, &covered), "\u{1}a b c\0\0d e\0B x/b");
        assert_eq!(text(Delimiter::Comma, &scopes, &covered), "\u{2}a,b,c\0\0d e\0B x/b");
        assert_eq!(text(Delimiter::Comma, &scopes, &[]), "\u{2}a,b,c");
        assert_eq!(text(Delimiter::Space, &scopes, &[]), "a b c");
    }
}
