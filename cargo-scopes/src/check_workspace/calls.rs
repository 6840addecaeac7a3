//! Calls in the sources of a package.

use std::borrow::Cow;
use std::ops::Range;

use scope_catalog::load::{Loaded, Role, Target};
use scope_catalog::{Finding, Operation, config_match, rules};
use scope_syntax::Macro;

use super::package::{Agreed, PackageChecker, Use};
use super::read_sources::Read;
use super::standing::{Macros, Standing};
use crate::handwritten::is_of_tests;
use crate::report::{MacroGeneratedCall, Request, Unseen, Used};
use crate::rust::{Call, Mistake, Modules, NamedByVariable, Owner, Purpose, Resolver, Source};

impl PackageChecker<'_> {
    /// The calls of the package's targets.
    pub(super) fn uses<'s>(&mut self, sources: &[&'s Read]) -> Vec<Use<'s>> {
        let package = self.package;
        let mut modules = Modules::new(package);
        let mut resolver = Resolver::new(self.workspace, package, self.texts, self.aliases.clone());
        let macros = Macros::of(sources);
        let mut uses = Vec::new();
        for source in sources {
            let name = self.workspace.name(&source.path);
            let (text, rust) = match &source.content {
                Ok((text, rust)) => (text, rust),
                Err(reason) => {
                    if modules.contain(&source.path) {
                        let file = self.file(name.clone(), source.path.clone(), "");
                        self.plain(&rules::call::RULE, file, 0..0, format!("`{name}` {reason}"), None);
                    }
                    continue;
                }
            };
            let candidates = rust.iter().flat_map(Source::candidates);
            if rust.as_ref().is_ok_and(Source::is_foreign) {
                continue;
            }
            if !modules.contain(&source.path) {
                let has_calls = rust.as_ref().is_ok_and(|rust| rust.calls(&package.crates).next().is_some());
                self.report.orphan_files.extend(has_calls.then_some(name));
                continue;
            }
            let file = self.file(name, source.path.clone(), text);
            if let Err((place, message)) = rust {
                self.plain(&rules::call::RULE, file, place.clone(), message.clone(), None);
            }
            let Ok(rust) = rust else { continue };
            let mut unseen = |span: &Range<usize>, reason| {
                self.report.macro_generated.push(MacroGeneratedCall { file, span: span.clone(), reason });
            };
            let is_apart = is_of_tests(&source.path, &package.folder)
                || (candidates.clone().next().is_some() && modules.are_of_tests(&source.path));
            for call in candidates {
                let doubt = match macros.standing(&mut resolver, &source.path, rust, call) {
                    Standing::None => continue,
                    Standing::Unseen(reason) => {
                        unseen(&call.span, reason);
                        continue;
                    }
                    Standing::Doubtful(name) => Some(name),
                    Standing::Checked => None,
                };
                let is_of_tests = is_apart || rust.is_of_tests(call);
                uses.push(Use { file, text, call, doubt, is_of_tests });
            }
            for NamedByVariable { path, scope, span } in &rust.by_variable {
                if resolver.leads_to_us(&source.path, *scope, path) {
                    unseen(span, Unseen::Arguments);
                }
            }
            for call in rust.handed_on.iter().filter(|call| macros.may_call(call)) {
                if matches!(resolver.owner(&source.path, rust, call), Owner::Ours(_)) {
                    unseen(&call.span, Unseen::HandedOn);
                }
            }
        }
        uses
    }

    /// Checks a call as the macro does.
    pub(super) fn call(&mut self, one: &Use<'_>, loaded: &Loaded, agreed: &Agreed) {
        let Use { file, text, call, .. } = *one;
        self.report.calls += 1;
        for Mistake { span, message, help } in call.mistakes.clone() {
            self.plain(&rules::call::RULE, file, span, message, help);
        }
        if !call.mistakes.is_empty() {
            return;
        }
        let Some(target) = self.resolve(one, loaded) else { return };
        let scopes = self.texts_of(one, &target, agreed);
        let operations = target.operations.iter().zip(&target.positions);
        let used = |(operation, &position): (&Cow<'_, Operation>, &usize)| Used {
            name: operation.name.text.to_string(),
            span: call.operations[position].span.clone(),
        };
        let unknown = call.operations.iter().enumerate().filter(|(position, _)| !target.positions.contains(position));
        self.report.requests.push(Request {
            package: self.package.name.clone(),
            file,
            span: call.span.clone(),
            catalog: self.key(target.catalog),
            client: target.client.map(|client| client.name.text.to_string()),
            places: places(call, text, &scopes),
            scopes,
            operations: operations.map(used).collect(),
            unknown_operations: unknown.map(|(_, operation)| operation.value.clone()).collect(),
            is_use: call.purpose() != Purpose::Ask,
            is_literal: false,
            is_of_tests: one.is_of_tests,
        });
    }

    /// What a call is checked against. Names that do not exist are reported; `None` if the catalog does not.
    fn resolve<'l>(&mut self, one: &Use<'_>, loaded: &'l Loaded) -> Option<Target<'l>> {
        let Call { catalog, client, operations, .. } = one.call;
        let names: Vec<&str> = operations.iter().map(|name| &*name.value).collect();
        let mut unknown = Vec::new();
        let target = loaded.resolve(
            catalog.as_ref().map(|name| &*name.value),
            client.as_ref().map(|name| &*name.value),
            &names,
            &mut unknown,
        );
        for (role, error) in unknown {
            let span = match role {
                Role::Catalog => catalog.as_ref().map(|name| &name.span),
                Role::Client => client.as_ref().map(|name| &name.span),
                Role::Operation(position) => Some(&operations[position].span),
            };
            let span = span.unwrap_or(&one.call.span).clone();
            self.plain(&rules::catalog::RULE, one.file, span, error.message, Some(error.help));
        }
        target
    }

    /// Checks the texts of a call: the scopes that it requests.
    fn texts_of(&mut self, one: &Use<'_>, target: &Target<'_>, agreed: &Agreed) -> Vec<String> {
        let texts: Vec<&str> = one.call.texts.iter().map(|text| &*text.value).collect();
        let report = match one.call.purpose() {
            Purpose::Use => return Vec::new(),
            Purpose::Assert if texts.is_empty() => return Vec::new(),
            Purpose::Assert if one.call.of == Macro::ScopeName => target.check_name(texts[0]),
            Purpose::Assert => target.check_names(&texts),
            Purpose::Ask => target.check(&texts),
        };
        for finding in report.findings {
            self.in_call(one, finding);
        }
        if one.call.purpose() == Purpose::Assert {
            return Vec::new();
        }
        let Target { catalog, client, .. } = target;
        let variable = config_match::variable(catalog.key(), client.map(|client| &*client.name.text));
        let value = agreed.get(&variable);
        if let Some(finding) = value.and_then(|value| config_match::compare(catalog, value, &report.scopes)) {
            self.in_call(one, finding);
        }
        report.scopes.into_iter().map(Cow::into_owned).collect()
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
