//! Combines documents, and selects what goes into a catalog.

use std::collections::BTreeSet;

use scope_catalog::load::Providers;
use scope_catalog::{OF_OPENID_CONNECT, Pattern, is_token, quoted};
use scope_config::{holds_secret, without_secrets};
use scope_import::write::ImportTable;
use scope_import::{DescribedOperation, DescribedScope, Description, LeftOut, ReadOptions, Reason, Subject, merge};
use serde::Serialize;

use crate::document::{Document, Fetching};
use crate::error::Failure;
use crate::output::on_one_line;

/// Scopes and operations that a workspace uses.
#[derive(Clone, Debug, Default)]
pub(crate) struct Used {
    pub(crate) scopes: BTreeSet<String>,
    pub(crate) operations: BTreeSet<String>,
}

/// What is imported from documents.
#[derive(Debug)]
pub(crate) struct Imported {
    /// The contents: a catalog can have all names, and every scope that an operation needs is included.
    pub(crate) description: Description,
    /// Patterns for which the catalog has all names although it is partial.
    pub(crate) complete: Vec<String>,
    /// What is left out, with the reasons.
    pub(crate) left_out: BTreeSet<Omitted>,
    /// Whether operations are left out because they also accept another credential.
    pub(crate) has_other_credentials: bool,
    /// The documents that were read.
    pub(crate) read: Vec<ReadDocument>,
}

/// A document that was read.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReadDocument {
    #[serde(rename = "source")]
    pub(crate) shown: String,
    #[serde(skip)]
    pub(crate) title: String,
    /// The name of the format.
    pub(crate) format: &'static str,
    #[serde(rename = "format_version")]
    pub(crate) version: Option<String>,
    pub(crate) provider: Option<String>,
    pub(crate) scopes: usize,
    pub(crate) operations: usize,
    /// Whether it is left out completely, because it is of another provider.
    #[serde(rename = "left_out")]
    pub(crate) is_other: bool,
}

/// Something in a document that is left out of the catalog.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Omitted {
    pub(crate) subject: Subject,
    pub(crate) reason: String,
    pub(crate) what: String,
    /// Whether the document has no information about it for a catalog.
    pub(crate) is_unremarkable: bool,
}

impl Imported {
    /// Reads documents, and selects what the options ask for. `used` must be given if they ask for what is in use.
    ///
    /// # Errors
    ///
    /// If a document cannot be read, or nothing matches the options.
    pub(crate) fn read(
        documents: &[Document],
        options: &ImportTable,
        used: Option<&Used>,
        fetching: Fetching,
    ) -> Result<Self, Failure> {
        let ImportTable { format, other_credentials, .. } = *options;
        let reading = ReadOptions { format, other_credentials, ..ReadOptions::default() };
        let names = options.provider.as_deref().map(names_of_provider);
        let mut descriptions = Vec::new();
        let mut read = Vec::new();
        for document in documents.iter().flat_map(Document::each) {
            let description = document.describe(&reading, fetching)?;
            let is_other = is_other(names.as_deref(), description.provider.as_deref());
            read.push(ReadDocument {
                shown: document.shown().to_owned(),
                title: document.title(),
                format: document.format_name(&description),
                version: description.version.clone(),
                provider: description.provider.clone(),
                scopes: description.scopes.len(),
                operations: description.counts.operations,
                is_other,
            });
            if !is_other {
                descriptions.push(description);
            }
        }
        if descriptions.is_empty() {
            let provider = options.provider.as_deref().unwrap_or_default();
            let found = read.iter().filter_map(|document| document.provider.as_deref());
            let found: BTreeSet<&str> = found.collect();
            return Err(Failure::new(format!("no document is for the provider `{provider}`"))
                .help(format!("they are for {}", quoted(found, ", "))));
        }
        let mut description = merge(descriptions);
        let is_other = |left_out: &LeftOut| matches!(left_out.reason, Reason::OtherCredential(_));
        let has_other_credentials = description.left_out.iter().any(is_other);
        let left_out = std::mem::take(&mut description.left_out).into_iter().map(|left_out| Omitted {
            subject: left_out.subject,
            reason: on_one_line(&left_out.reason.sentence()).into_owned(),
            what: harmless(&left_out.what),
            is_unremarkable: !left_out.reason.is_ambiguous(),
        });
        let left_out = left_out.collect();
        let mut imported = Self { description, complete: Vec::new(), left_out, has_other_credentials, read };
        imported.keep_sound();
        imported.pick(options, used);
        Ok(imported)
    }

    /// Leaves out names that a catalog cannot have, and adds scopes that operations need but no document declares.
    fn keep_sound(&mut self) {
        let Description { scopes, operations, complete, partial_because, .. } = &mut self.description;
        let left_out = &mut self.left_out;
        leave_out(scopes, left_out, |scope| Some(omitted(Subject::Scope, &scope.name, unsound_name(&scope.name)?)));
        leave_out(operations, left_out, |operation| {
            let unsound = || operation.needs.iter().flatten().find(|name| unsound_name(name).is_some());
            let reason = if operation.key.contains(char::is_control) || operation.key.starts_with(['=', '#']) {
                "this is not the name of an operation".to_owned()
            } else {
                format!("it needs `{}`, which cannot be requested", unsound()?.escape_debug())
            };
            Some(omitted(Subject::Operation, &operation.key, &reason))
        });
        let known: BTreeSet<&str> = scopes.iter().map(|scope| &*scope.name).collect();
        let needed = operations.iter().flat_map(|operation| operation.needs.iter().flatten());
        let missing: BTreeSet<String> = needed.filter(|name| !known.contains(&***name)).cloned().collect();
        if !missing.is_empty() {
            *complete = false;
            partial_because.get_or_insert_with(|| "operations need scopes that no document declares".to_owned());
        }
        scopes.extend(missing.into_iter().map(|name| {
            let mut scope = DescribedScope::default();
            scope.name = name;
            scope
        }));
        scopes.sort_by(|one, other| one.name.cmp(&other.name));
    }

    /// Returns the sign-in scopes that a complete catalog may not have. An API description only has the scopes of an
    /// API, while the server that issues the tokens may also have these. A hand-written catalog is taken at its word.
    pub(crate) fn incomplete(&self) -> Vec<String> {
        let is_description = self.read.iter().any(|document| !document.is_other && document.format != "catalog");
        if !self.description.complete || !is_description {
            return Vec::new();
        }
        let is_there = |name: &str| self.description.scopes.iter().any(|scope| scope.name == name);
        OF_OPENID_CONNECT.into_iter().filter(|name| !is_there(name)).map(str::to_owned).collect()
    }

    fn pick(&mut self, options: &ImportTable, used: Option<&Used>) {
        if options.without_operations {
            self.description.operations.clear();
            self.left_out.retain(|omitted| omitted.subject == Subject::Scope);
        }
        if let Some(prefix) = options.prefix.as_deref().filter(|prefix| !prefix.is_empty()) {
            self.keep(
                &|scope| scope.name.starts_with(prefix),
                &|operation| operation.needs.iter().flatten().any(|name| name.starts_with(prefix)),
                &format!("not a name that begins with `{prefix}`"),
                &format!("no scope that begins with `{prefix}` is needed"),
            );
            // Other names with this prefix are only included if an operation needs them.
            let pattern = format!("{}{{rest:*}}", prefix.trim_end_matches(['{', '}']));
            if self.description.complete && Pattern::parse(&pattern).is_ok() {
                self.complete.push(pattern);
            }
            self.description.complete = false;
            let reason = || format!("it has the scopes that begin with `{prefix}`");
            self.description.partial_because.get_or_insert_with(reason);
        }
        if let Some(used) = used {
            self.description.complete = false;
            self.description.partial_because.get_or_insert_with(|| "it has what the workspace uses".to_owned());
            self.keep(
                &|DescribedScope { name, .. }| {
                    let pattern = Pattern::parse(name).ok().filter(|_| Pattern::is_pattern(name));
                    let is_meant = |pattern: Pattern| used.scopes.iter().any(|used| pattern.matches(used));
                    used.scopes.contains(name) || pattern.is_some_and(is_meant)
                },
                &|operation| used.operations.contains(&operation.key),
                "not used by the workspace",
                "not used by the workspace",
            );
        }
    }

    /// Keeps some operations, some scopes, and all scopes that these operations need.
    fn keep(
        &mut self,
        is_scope: &dyn Fn(&DescribedScope) -> bool,
        is_operation: &dyn Fn(&DescribedOperation) -> bool,
        scope_reason: &str,
        operation_reason: &str,
    ) {
        let Description { scopes, operations, .. } = &mut self.description;
        let left_out = &mut self.left_out;
        leave_out(operations, left_out, |operation| {
            (!is_operation(operation)).then(|| unremarkable(Subject::Operation, &operation.key, operation_reason))
        });
        let needed: BTreeSet<&String> =
            operations.iter().flat_map(|operation| operation.needs.iter().flatten()).collect();
        leave_out(scopes, left_out, |scope| {
            let is_kept = is_scope(scope) || needed.contains(&scope.name);
            (!is_kept).then(|| unremarkable(Subject::Scope, &scope.name, scope_reason))
        });
    }
}

/// Leaves out everything for which there is a reason.
fn leave_out<T>(all: &mut Vec<T>, left_out: &mut BTreeSet<Omitted>, why: impl Fn(&T) -> Option<Omitted>) {
    all.retain(|one| {
        let omitted = why(one);
        let is_kept = omitted.is_none();
        left_out.extend(omitted);
        is_kept
    });
}

/// Returns a name from a document in a form that is safe to show.
fn harmless(name: &str) -> String {
    without_secrets(name).escape_debug().to_string()
}

fn omitted(subject: Subject, what: &str, reason: &str) -> Omitted {
    let what = harmless(what);
    Omitted { subject, reason: reason.to_owned(), what, is_unremarkable: false }
}

fn unremarkable(subject: Subject, what: &str, reason: &str) -> Omitted {
    Omitted { is_unremarkable: true, ..omitted(subject, what, reason) }
}

/// Returns why a catalog cannot have a scope with this name.
fn unsound_name(name: &str) -> Option<&'static str> {
    if !is_token(name) {
        return Some("not a name that can be requested");
    }
    if holds_secret(name) {
        return Some("it looks like a secret");
    }
    (Pattern::is_pattern(name) && Pattern::parse(name).is_err()).then_some("the braces in it do not match")
}

/// Returns the names of a provider: its own, and those of the bundled catalogs that it stands for.
fn names_of_provider(name: &str) -> Vec<String> {
    let bundled = Providers::BUNDLED.named(name).unwrap_or_default();
    std::iter::once(name).chain(bundled.iter().copied()).map(str::to_ascii_lowercase).collect()
}

/// Whether a document states another provider: a name that is not one of these, or a host that contains none of them.
fn is_other(names: Option<&[String]>, provider: Option<&str>) -> bool {
    let (Some(names), Some(provider)) = (names, provider) else { return false };
    let provider = provider.to_ascii_lowercase();
    !names.iter().any(|name| *name == provider || provider.split('.').any(|label| label == *name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_a_document_is() {
        let names = names_of_provider("microsoft");
        assert!(!is_other(Some(&names), Some("microsoft-graph")) && !is_other(Some(&names), None));
        assert!(!is_other(None, Some("google")) && is_other(Some(&names), Some("google")));
        let own = names_of_provider("multipass");
        assert!(!is_other(Some(&own), Some("login.multipass.example")));
        assert!(is_other(Some(&own), Some("login.multi.example")));
    }
}
