//! `scopes!` and `scope_list!`, from a call to its value.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::quote;
use scope_catalog::load::Target;
use scope_catalog::{AlternativeNames, Catalog, Delimiter, Level, Report, Request, check, config_match};
use scope_syntax::{Macro, ScopesCall};

use crate::diagnostics::{Diagnostics, in_expression, span_of, syntax_errors};
use crate::session::{Session, resolve};
use crate::{ide_hints, rebuild_tracking};

/// The value of a call, after the messages about it. The value is there in any case, so that nothing follows from an error.
pub(crate) fn expand(of: Macro, tokens: TokenStream) -> TokenStream {
    let call = match ScopesCall::parse(of, tokens) {
        Ok(call) => call,
        Err(errors) => return in_expression(&syntax_errors(&errors), &Checked::default().value(of)),
    };
    let (session, mut diagnostics) = Session::start(span_of(&call));
    let value = check_call(&session, &mut diagnostics, &call).value(of);
    in_expression(&diagnostics.into_tokens(), &value)
}

/// The scopes of a call after the check.
#[derive(Default)]
pub(crate) struct Checked<'l> {
    /// The catalog that they were checked against, if there is one.
    pub(crate) catalog: Option<&'l Catalog>,
    pub(crate) has_errors: bool,
    delimiter: Delimiter,
    /// The scopes as they were meant.
    pub(crate) scopes: Vec<String>,
    alternatives: Vec<AlternativeNames>,
}

/// Checks the scopes of a call against the catalog that it names.
pub(crate) fn check_call<'s>(session: &'s Session, diagnostics: &mut Diagnostics, call: &ScopesCall) -> Checked<'s> {
    let Some(loaded) = session.loaded(span_of(call), call, diagnostics) else { return Checked::unchecked(call) };
    if !loaded.problems.is_empty() {
        // A catalog with problems decides nothing but where a scope ends.
        let catalog = &loaded.catalog;
        let request = Request { catalog, others: &[], texts: &call.values(), client: None, operations: &[] };
        return Checked::of(catalog, true, check(&request));
    }
    let Some(target) = resolve(loaded, call, diagnostics) else { return Checked::unchecked(call) };
    if session.in_editor {
        diagnostics.add(&ide_hints::of_call(call, target.catalog, loaded));
    }
    let report = target.check(&call.values());
    diagnostics.findings(&report.findings, target.catalog, call);
    if loaded.catalog.configs().iter().any(|config| config.matches_calls) {
        compare_with_config(session, diagnostics, call, &target, &report.scopes);
    }
    let has_errors = report.findings.iter().any(|finding| finding.level == Level::Deny);
    Checked::of(target.catalog, has_errors, report)
}

/// Compares a call with the list that the build script found in a configuration file for the same client.
fn compare_with_config(
    session: &Session,
    diagnostics: &mut Diagnostics,
    call: &ScopesCall,
    target: &Target<'_>,
    scopes: &[Cow<'_, str>],
) {
    let variable = config_match::variable(target.catalog.key(), target.client.map(|client| &*client.name.text));
    let value = std::env::var(&variable).unwrap_or_default();
    if let Some(finding) = config_match::compare(target.catalog, &value, scopes) {
        diagnostics.findings(&[finding], target.catalog, call);
    }
    if !session.in_editor {
        diagnostics.add(&rebuild_tracking::variable(&variable));
    }
}

impl<'l> Checked<'l> {
    fn of(catalog: &'l Catalog, has_errors: bool, report: Report<'_>) -> Self {
        let alternatives = catalog.covered_by_each(&report.scopes);
        let mut scopes = Vec::with_capacity(report.scopes.len());
        for scope in report.scopes {
            scopes.push(scope.into_owned());
        }
        Self { catalog: Some(catalog), has_errors, delimiter: catalog.delimiter(), scopes, alternatives }
    }

    /// The words as they are written, if no catalog tells where a scope ends.
    fn unchecked(call: &ScopesCall) -> Self {
        let mut scopes = Vec::new();
        for text in &call.texts {
            for word in text.value.split_ascii_whitespace() {
                scopes.push(word.to_owned());
            }
        }
        Self { has_errors: true, scopes, ..Self::default() }
    }

    /// The value of a call, as an expression: the text inside a `Scopes`, or the list of `scope_list!`.
    pub(crate) fn value(&self, of: Macro) -> TokenStream {
        let scopes = &self.scopes;
        if of == Macro::ScopeList {
            return quote!({ const LIST: &[&::core::primitive::str] = &[#(#scopes),*]; LIST });
        }
        let text = text(self.delimiter, scopes, &self.alternatives);
        quote!(#text)
    }
}

/// The text inside an `oauth_scopes::Scopes`, whose documentation has the format.
fn text(delimiter: Delimiter, scopes: &[String], alternatives: &[AlternativeNames]) -> String {
    let text = scopes.join(delimiter.character().encode_utf8(&mut [0; 4]));
    let mark = match (delimiter.character(), alternatives) {
        (',', _) => '\u{2}',
        (_, []) => return text,
        (_, _) => '\u{1}',
    };
    let mut names = String::new();
    for AlternativeNames { spellings, implied } in alternatives {
        names.push_str(&format!("\0{}\0{}", spellings.join(" "), implied.join(" ")));
    }
    format!("{mark}{text}{}", names.trim_end_matches('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scope_has_its_own_alternative_names() {
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
