//! Microsoft's permissions with the paths that they open:
//! <https://github.com/microsoftgraph/kibali/blob/main/specs/permissions.md>.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use scope_catalog::is_token;

use super::also_requires;
use crate::budget::Budget;
use crate::collector::Collector;
use crate::names;
use crate::shape::Shape;
use crate::text::{self, Syntax};
use crate::value::Value;
use crate::{DescribedOperation, DescribedScope, Description, ImportError, Reason, SourceFormat, Subject};

/// What is known of the operations so far: each with the sets of permissions of which any suffices.
type Operations = BTreeMap<String, Result<BTreeSet<Vec<String>>, Reason>>;

pub(super) fn read(text: &str, syntax: Syntax) -> Result<Description, ImportError> {
    let root = text::read(text, syntax, &shape())?;
    let Some(permissions) = root.get("permissions").filter(|permissions| permissions.table().is_some()) else {
        return Err(ImportError::new("the document has no table `permissions`"));
    };
    let mut collector = Collector::default();
    let mut operations = Operations::new();
    let budget = Budget::new();
    for (name, permission) in permissions.entries() {
        collector.counts.scopes += 1;
        scope(name, permission, &mut collector);
        let is_implicit = permission.is_true("implicit");
        for set in permission.get("pathSets").into_iter().flat_map(Value::items) {
            path_set(name, is_implicit, set, &mut operations, &budget)?;
        }
    }
    for (key, needs) in operations {
        collector.counts.operations += 1;
        collector.counts.scoped += usize::from(!matches!(needs, Err(Reason::Optional)));
        match needs {
            Ok(needs) => {
                let needs = needs.into_iter().collect();
                collector.operation(DescribedOperation { key, needs, ..DescribedOperation::default() });
            }
            Err(reason) => collector.left_out(Subject::Operation, &key, reason),
        }
    }
    collector.partial("it has the permissions that have paths, which may not be all");
    let mut description = collector.finish(SourceFormat::Kibali);
    description.provider = Some("microsoft-graph".to_owned());
    Ok(description)
}

fn shape() -> Rc<Shape> {
    let permission = Shape::of(&[
        "implicit",
        "schemes.*.adminDisplayName",
        "schemes.*.userDisplayName",
        "schemes.*.requiresAdminConsent",
        "pathSets.schemeKeys",
        "pathSets.methods",
        "pathSets.alsoRequires",
        "pathSets.paths.*",
    ]);
    Shape::scalar().with("permissions.*", &permission)
}

fn scope(name: &str, permission: &Value, collector: &mut Collector) {
    if !is_token(name) {
        return collector.declared(name, None);
    }
    let schemes = || permission.get("schemes").into_iter().flat_map(Value::entries);
    // What a user reads, if users can consent at all.
    let texts = ["userDisplayName", "adminDisplayName"];
    let description = texts.iter().find_map(|key| schemes().find_map(|(_, scheme)| scheme.text_of(key)));
    collector.scope(DescribedScope {
        name: name.to_owned(),
        description: description.and_then(names::line),
        kinds: schemes().filter_map(|(scheme, _)| kind(scheme)).map(str::to_owned).collect(),
        approval: schemes().any(|(_, scheme)| scheme.is_true("requiresAdminConsent")),
        ..DescribedScope::default()
    });
}

/// The kind of client that a scheme is for: schemes of single resources are neither.
fn kind(scheme: &str) -> Option<&'static str> {
    match scheme {
        "DelegatedWork" | "DelegatedPersonal" | "Delegated" => Some("delegated"),
        "Application" => Some("application"),
        _ => None,
    }
}

fn path_set(
    name: &str,
    is_implicit: bool,
    set: &Value,
    operations: &mut Operations,
    budget: &Budget,
) -> Result<(), ImportError> {
    let with_name = |mut all: Vec<String>| {
        all.push(name.to_owned());
        all.sort();
        all.dedup();
        all
    };
    let shared = set.text_of("alsoRequires");
    // Some methods are joined in one text.
    let methods = set.get("methods").into_iter().flat_map(Value::texts);
    let methods: Vec<&str> = methods.flat_map(|text| text.split(',')).map(str::trim).collect();
    for (path, attributes) in set.get("paths").into_iter().flat_map(Value::entries) {
        budget.spend(methods.len())?;
        let attributes = attributes.text().unwrap_or_default();
        let is_optional =
            is_implicit || attribute(attributes, "implicit").is_some_and(|is| is.eq_ignore_ascii_case("true"));
        let also = attribute(attributes, "alsoRequires").or(shared).filter(|text| !text.trim().is_empty());
        let sets = match also.map(also_requires::read) {
            _ if is_optional => Err(Reason::Optional),
            None => Ok(vec![vec![name.to_owned()]]),
            Some(Some(others)) => Ok(others.into_iter().map(with_name).collect()),
            Some(None) => Err(Reason::Unresolved(also.unwrap_or_default().to_owned())),
        };
        for method in &methods {
            let operation =
                operations.entry(format!("{} {path}", method.to_ascii_uppercase())).or_insert(Ok(BTreeSet::new()));
            match (operation, &sets) {
                (Ok(known), Ok(sets)) => {
                    budget.spend(sets.len())?;
                    known.extend(sets.iter().cloned());
                }
                (operation, Err(reason)) => *operation = Err(reason.clone()),
                (Err(_), Ok(_)) => {}
            }
        }
    }
    Ok(())
}

/// One of the attributes of a path: `least=DelegatedWork,Application;AlsoRequires=Cups.Read`.
fn attribute<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut pairs = text.split(';').filter_map(|pair| pair.split_once('='));
    pairs.rfind(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}
