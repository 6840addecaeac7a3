//! Security schemes of `OpenAPI` and `AsyncAPI`, which are the same apart from names.

use std::collections::{BTreeMap, BTreeSet};

use crate::collector::Collector;
use crate::names;
use crate::reference::References;
use crate::security::{Requirement, Scheme, Schemes};
use crate::value::Value;
use crate::{Counts, DescribedOperation, Description, ImportError, ReadOptions, Reason, SourceFormat, Subject};

/// The keys that have the address of a server.
const URLS: &[&str] = &["authorizationUrl", "tokenUrl", "deviceAuthorizationUrl"];

fn read_one(scheme: &Value, schemes: &mut Schemes, references: &References<'_>) -> Result<Scheme, ImportError> {
    let kind = scheme.text_of("type").unwrap_or_default();
    if kind.eq_ignore_ascii_case("openIdConnect") {
        let url = scheme.text_of("openIdConnectUrl").map(str::to_owned);
        return Ok(Scheme::OAuth { urls: url.into_iter().collect(), declared: BTreeSet::new(), is_open: true });
    }
    if !kind.eq_ignore_ascii_case("oauth2") {
        return Ok(Scheme::Other);
    }
    let (mut urls, mut declared) = (BTreeSet::new(), BTreeSet::new());
    // In version 2.0 the scheme is its one flow. `x-` keys are not flows.
    let flows = scheme.get("flows").into_iter().flat_map(Value::entries).filter(|(name, _)| !name.starts_with("x-"));
    for flow in std::iter::once(scheme).chain(flows.map(|(_, flow)| flow)) {
        urls.extend(URLS.iter().filter_map(|key| flow.text_of(key)).map(str::to_owned));
        // Version 3 of AsyncAPI has another word, and uses this one for what an operation needs.
        let table = flow.get("availableScopes").or_else(|| flow.get("scopes"));
        for (name, description) in table.into_iter().flat_map(Value::entries) {
            references.budget.spend(1)?;
            declared.insert(name.to_owned());
            let known = schemes.scopes.entry(name.to_owned()).or_default();
            *known = known.take().or_else(|| description.text().map(str::to_owned));
        }
    }
    Ok(Scheme::OAuth { urls, declared, is_open: false })
}

/// What is gathered of a document with such schemes.
pub(super) struct Operations<'r, 'a> {
    pub(super) references: &'r References<'a>,
    options: &'r ReadOptions,
    pub(super) collector: Collector,
    pub(super) schemes: Schemes,
    /// The scopes that operations need and no scheme declares: each with whether its server lists its scopes itself.
    undeclared: BTreeMap<&'a str, bool>,
}

impl<'r, 'a> Operations<'r, 'a> {
    pub(super) fn new(references: &'r References<'a>, options: &'r ReadOptions) -> Self {
        let (collector, schemes) = (Collector::default(), Schemes::default());
        Self { references, options, collector, schemes, undeclared: BTreeMap::new() }
    }

    /// Reads the schemes of a table, and adds the scopes that they declare.
    pub(super) fn declare(&mut self, entries: impl Iterator<Item = (&'a str, &'a Value)>) -> Result<(), ImportError> {
        for (name, scheme) in entries {
            let scheme = match self.references.resolve(scheme)? {
                Ok(scheme) => read_one(scheme, &mut self.schemes, self.references)?,
                Err(reference) => Scheme::Unresolved(reference.to_owned()),
            };
            self.schemes.by_name.insert(name.to_owned(), scheme);
        }
        self.collector.counts.scopes = self.schemes.scopes.len();
        for (name, description) in &self.schemes.scopes {
            self.collector.declared(name, description.as_deref());
        }
        Ok(())
    }

    /// The value that a value stands for; nothing if it is elsewhere, which is noted of what has it.
    pub(super) fn resolve(&mut self, what: &str, value: &'a Value) -> Result<Option<&'a Value>, ImportError> {
        let resolved = self.references.resolve(value)?;
        Ok(resolved.map_err(|reference| self.collector.unresolved(what, reference)).ok())
    }

    /// Adds an operation with what it needs and what is said of it, or the reason that it is left out; what it counts as.
    pub(super) fn add(
        &mut self,
        key: String,
        id: Option<&str>,
        said: &Value,
        requirement: &Requirement<'a>,
    ) -> Result<Counts, ImportError> {
        let lists = requirement.alternatives.iter().flatten();
        self.references.budget.spend(lists.map(|(_, names)| names.len() + 1).sum())?;
        let counts = self.schemes.counts(requirement);
        self.collector.counts += counts;
        self.schemes.undeclared(requirement, &mut self.undeclared);
        let text = |key| said.text_of(key);
        match self.schemes.needs(requirement, self.options.other_credentials) {
            Ok(needs) => {
                let summary = text("summary").or_else(|| text("title")).and_then(names::line);
                self.collector.operation(DescribedOperation {
                    key,
                    needs,
                    operation_id: id.and_then(names::line),
                    description: summary.or_else(|| text("description").and_then(names::first_paragraph)),
                    note: said.is_true("deprecated").then(|| "deprecated".to_owned()),
                });
            }
            Err(reason) => self.collector.left_out(Subject::Operation, &key, reason),
        }
        Ok(counts)
    }

    /// Finds out whether the schemes can have every scope, and adds those that operations need and none declares.
    pub(super) fn judge(&mut self) {
        let Self { schemes, collector, .. } = self;
        let undeclared = std::mem::take(&mut self.undeclared);
        collector.counts.undeclared = undeclared.len();
        if schemes.scopes.is_empty() {
            collector.partial("it declares no scope");
        }
        let mut servers: Option<&BTreeSet<String>> = None;
        for (name, scheme) in &schemes.by_name {
            match scheme {
                Scheme::OAuth { is_open: true, .. } => {
                    collector.partial(format!("the scopes of `{name}` are listed by its server"));
                }
                Scheme::Unresolved(reference) => collector.partial(format!("`{reference}` is not in it")),
                Scheme::OAuth { urls, .. } if !urls.is_empty() => match servers {
                    Some(others) if others.is_disjoint(urls) => {
                        collector.partial("its scopes are those of several servers");
                    }
                    _ => servers = Some(urls),
                },
                Scheme::OAuth { .. } | Scheme::Other => {}
            }
        }
        let counts = collector.counts;
        if counts.unknown_scheme > 0 {
            collector.partial("operations name a scheme that it does not declare");
        }
        if counts.not_oauth > 0 && counts.scoped == 0 {
            collector.partial("operations list names of a scheme that is not OAuth");
        }
        // Those of servers that list their scopes themselves are scopes, others may be slips.
        for (name, is_open) in undeclared {
            if is_open {
                collector.declared(name, None);
            } else {
                collector.partial("operations need a scope that it does not declare");
                collector.left_out(Subject::Scope, name, Reason::UndeclaredScope(name.to_owned()));
            }
        }
    }

    pub(super) fn finish(self, format: SourceFormat, version: &str, title: Option<&str>) -> Description {
        let host = |scheme: &Scheme| match scheme {
            Scheme::OAuth { urls, .. } => urls.iter().find_map(|url| names::host(url)).map(str::to_owned),
            Scheme::Other | Scheme::Unresolved(_) => None,
        };
        Description {
            version: Some(version.to_owned()),
            title: title.and_then(names::line),
            provider: self.schemes.by_name.values().find_map(host),
            ..self.collector.finish(format)
        }
    }
}
