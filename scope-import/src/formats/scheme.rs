//! Security schemes of `OpenAPI` and `AsyncAPI`, which are the same apart from names.

use std::collections::{BTreeMap, BTreeSet};

use crate::collector::Collector;
use crate::names;
use crate::reference::{References, Resolved};
use crate::security::{Scheme, Schemes};
use crate::shape::Shape;
use crate::value::Value;
use crate::{DescribedOperation, ImportError, Reason, Subject};

/// The keys that have the address of a server.
const URLS: &[&str] = &["authorizationUrl", "tokenUrl", "deviceAuthorizationUrl"];

/// Reads the schemes of a table.
pub(super) fn read<'a>(
    entries: impl Iterator<Item = (&'a str, &'a Value)>,
    references: &References<'a>,
) -> Result<Schemes, ImportError> {
    let mut schemes = Schemes::default();
    for (name, scheme) in entries {
        let scheme = match references.resolve(scheme, &Shape::whole())? {
            Resolved::Here(scheme) => read_one(scheme, &mut schemes, references)?,
            Resolved::Unresolved(reference) => Scheme::Unresolved(reference.to_owned()),
        };
        schemes.by_name.insert(name.to_owned(), scheme);
    }
    Ok(schemes)
}

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
            references.budget().spend(1)?;
            declared.insert(name.to_owned());
            let known = schemes.scopes.entry(name.to_owned()).or_default();
            *known = known.take().or_else(|| description.text().map(str::to_owned));
        }
    }
    Ok(Scheme::OAuth { urls, declared, is_open: false })
}

/// Adds the scopes that schemes declare.
pub(super) fn declare(schemes: &Schemes, collector: &mut Collector) {
    collector.counts.scopes = schemes.scopes.len();
    for (name, description) in &schemes.scopes {
        collector.declared(name, description.as_deref());
    }
}

/// The host of the authorization server, if the schemes name one.
pub(super) fn server(schemes: &Schemes) -> Option<String> {
    let of_scheme = |scheme: &Scheme| match scheme {
        Scheme::OAuth { urls, .. } => urls.iter().find_map(|url| names::host(url)).map(str::to_owned),
        Scheme::Other | Scheme::Unresolved(_) => None,
    };
    schemes.by_name.values().find_map(of_scheme)
}

/// Adds an operation with what it needs and what is said of it, or the reason that it is left out.
pub(super) fn add(
    key: String,
    id: Option<&str>,
    said: &Value,
    needs: Result<Vec<Vec<String>>, Reason>,
    collector: &mut Collector,
) {
    let text = |key| said.text_of(key);
    match needs {
        Ok(needs) => {
            let summary = text("summary").or_else(|| text("title")).and_then(names::line);
            collector.operation(DescribedOperation {
                key,
                needs,
                operation_id: id.and_then(names::line),
                description: summary.or_else(|| text("description").and_then(names::first_paragraph)),
                note: said.is_true("deprecated").then(|| "deprecated".to_owned()),
            });
        }
        Err(reason) => collector.left_out(Subject::Operation, &key, reason),
    }
}

/// Finds out whether schemes can have every scope, and adds those that operations need and none declares.
pub(super) fn judge(schemes: &Schemes, undeclared: BTreeMap<&str, bool>, collector: &mut Collector) {
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
    judge_undeclared(undeclared, collector);
}

/// Adds the scopes that operations need and no scheme declares: those of servers that list their scopes themselves are
/// scopes, others may be slips.
fn judge_undeclared(undeclared: BTreeMap<&str, bool>, collector: &mut Collector) {
    for (name, is_open) in undeclared {
        if is_open {
            collector.declared(name, None);
        } else {
            collector.partial("operations need a scope that it does not declare");
            collector.left_out(Subject::Scope, name, Reason::UndeclaredScope(name.to_owned()));
        }
    }
}
