//! Calls in the sources of a package.

use std::borrow::Cow;
use std::ops::Range;

use scope_catalog::load::Loaded;
use scope_catalog::{
    Catalog, Client, Finding, Operation, Request as Asked, UnknownName, check, check_names, config_match, rules,
};

use super::package::{Agreed, PackageChecker, Use};
use super::read_sources::Read;
use crate::report::{MacroGeneratedCall, Request, Used};
use crate::rust::{Call, Mistake, Modules, Purpose};

impl PackageChecker<'_> {
    /// The calls of the package's targets.
    pub(super) fn uses<'s>(&mut self, sources: &[&'s Read]) -> Vec<Use<'s>> {
        let package = self.package;
        let mut modules = Modules::new(package);
        let mut uses = Vec::new();
        for source in sources {
            let name = self.workspace.shown(&source.path);
            let (text, rust) = match &source.content {
                Ok((text, rust)) => (text, rust),
                Err(reason) => {
                    if modules.contain(&source.path) {
                        let file = self.file(name.clone(), source.path.clone(), String::new());
                        self.plain(&rules::call::RULE, file, 0..0, format!("`{name}` {reason}"), None);
                    }
                    continue;
                }
            };
            let calls: Vec<&Call> = rust.iter().flat_map(|rust| rust.calls(&package.crates)).collect();
            if calls.is_empty() && rust.is_ok() {
                continue;
            }
            if !modules.contain(&source.path) {
                self.report.orphan_files.extend((!calls.is_empty()).then_some(name));
                continue;
            }
            let file = self.file(name, source.path.clone(), text.clone());
            if let Err((place, message)) = rust {
                self.plain(&rules::call::RULE, file, place.clone(), message.clone(), None);
            }
            for call in calls {
                if call.is_template {
                    self.report.macro_generated.push(MacroGeneratedCall { file, span: call.span.clone() });
                } else {
                    uses.push(Use { file, text, call });
                }
            }
        }
        uses
    }

    /// Checks a call as the macro does.
    pub(super) fn call(&mut self, one: &Use<'_>, loaded: &Loaded, agreed: &Agreed) {
        let Use { file, text, call } = *one;
        self.report.calls += 1;
        for Mistake { span, message, help } in call.mistakes.clone() {
            self.plain(&rules::call::RULE, file, span, message, help);
        }
        if !call.mistakes.is_empty() {
            return;
        }
        let catalog = match call.catalog.as_ref().map(|name| (name, loaded.named(&name.text))) {
            None => &loaded.catalog,
            Some((_, Ok(catalog))) => catalog,
            Some((name, Err(error))) => return self.no_such_name(file, name.span.clone(), &error),
        };
        let client = self.client(one, catalog);
        let operations = self.operations(one, catalog);
        let scopes = self.texts_of(one, (loaded, catalog), client, &operations, agreed);
        let used = |(operation, span): &(Cow<'_, Operation>, Range<usize>)| Used {
            name: operation.name.text.to_string(),
            span: span.clone(),
        };
        self.report.requests.push(Request {
            package: self.package.name.clone(),
            file,
            span: call.span.clone(),
            catalog: self.key(catalog),
            client: client.map(|client| client.name.text.to_string()),
            places: places(call, text, &scopes),
            scopes,
            operations: operations.iter().map(used).collect(),
            is_use: call.purpose() != Purpose::Ask,
        });
    }

    /// Checks the texts of a call; the scopes that it asks for.
    fn texts_of(
        &mut self,
        one: &Use<'_>,
        (loaded, catalog): (&Loaded, &Catalog),
        client: Option<&Client>,
        operations: &[(Cow<'_, Operation>, Range<usize>)],
        agreed: &Agreed,
    ) -> Vec<String> {
        let (call, others) = (one.call, loaded.others_of(catalog));
        let operations: Vec<Cow<'_, Operation>> = operations.iter().map(|(operation, _)| operation.clone()).collect();
        let uses: Vec<&str> = call.texts.iter().map(|text| &*text.value).collect();
        let request = Asked { catalog, others: &others, texts: &uses, client, operations: &operations };
        let report = match call.purpose() {
            Purpose::Use => return Vec::new(),
            Purpose::Assert if uses.is_empty() => return Vec::new(),
            Purpose::Assert => check_names(&request),
            Purpose::Ask => check(&request),
        };
        for finding in report.findings {
            self.in_call(one, finding);
        }
        if call.purpose() == Purpose::Assert {
            return Vec::new();
        }
        let variable = config_match::variable(catalog.key(), client.map(|client| &*client.name.text));
        let asked: Vec<&str> = report.scopes.iter().map(|scope| &**scope).collect();
        if let Some(finding) = agreed.get(&variable).and_then(|value| config_match::compare(catalog, value, &asked)) {
            self.in_call(one, finding);
        }
        report.scopes.into_iter().map(Cow::into_owned).collect()
    }

    fn client<'c>(&mut self, one: &Use<'_>, catalog: &'c Catalog) -> Option<&'c Client> {
        let Some(name) = &one.call.client else { return catalog.default_client() };
        catalog.client(&name.value).map_err(|error| self.no_such_name(one.file, name.span.clone(), &error)).ok()
    }

    /// The operations that a call names, each with the place of its literal.
    fn operations<'c>(&mut self, one: &Use<'_>, catalog: &'c Catalog) -> Vec<(Cow<'c, Operation>, Range<usize>)> {
        let mut found = Vec::new();
        for name in &one.call.operations {
            match catalog.operation(&name.value) {
                Ok(operation) => found.push((operation, name.span.clone())),
                Err(error) => self.no_such_name(one.file, name.span.clone(), &error),
            }
        }
        found
    }

    fn no_such_name(&mut self, file: usize, span: Range<usize>, error: &UnknownName) {
        self.plain(&rules::catalog::RULE, file, span, error.message.clone(), Some(error.help.clone()));
    }

    /// A finding in a call, with its places in the file.
    fn in_call(&mut self, one: &Use<'_>, found: Finding) {
        let Some(in_text) = found.span else {
            let span = one.call.texts.first().map_or(one.call.span.clone(), |first| first.span.clone());
            return self.finding(one.file, found, span, Vec::new(), Vec::new());
        };
        let (literal, range) = (&one.call.texts[in_text.position()], in_text.range());
        let place = |part: &Range<usize>| literal.place(one.text, part);
        let span = place(&range).unwrap_or_else(|| literal.span.clone());
        let marks = found.marks().iter().filter_map(|mark| place(&mark.range())).collect();
        let suggestion = found.suggestions.first();
        let edits = suggestion.map_or_else(Vec::new, |suggestion| literal.edits(one.text, &range, suggestion));
        self.finding(one.file, found, span, marks, edits);
    }
}

/// Where in a file each of the scopes of a call is. They come in order; one that is written in another way has the
/// place of the call.
fn places(call: &Call, file: &str, scopes: &[String]) -> Vec<Range<usize>> {
    let (mut literals, mut from) = (call.texts.as_slice(), 0);
    let mut place = |scope: &String| {
        for (skipped, literal) in literals.iter().enumerate() {
            let start = if skipped == 0 { from } else { 0 };
            if let Some(at) = literal.value.get(start..)?.find(scope.as_str()).map(|at| start + at) {
                (literals, from) = (&literals[skipped..], at + scope.len());
                return literal.place(file, &(at..at + scope.len()));
            }
        }
        None
    };
    scopes.iter().map(|scope| place(scope).unwrap_or_else(|| call.span.clone())).collect()
}
