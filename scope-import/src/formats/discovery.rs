//! Google API Discovery: <https://developers.google.com/discovery/v1/reference/apis>.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::budget::Budget;
use crate::collector::Collector;
use crate::names;
use crate::shape::Shape;
use crate::text::{self, Syntax};
use crate::value::{DEEPEST, Value};
use crate::{DescribedOperation, Description, ImportError, Reason, SourceFormat, Subject};

pub(super) fn read(text: &str, syntax: Syntax) -> Result<Description, ImportError> {
    let root = text::read(text, syntax, &shape())?;
    let id = root.text_of("id").map(str::to_owned).or_else(|| {
        let (name, version) = (root.text_of("name")?, root.text_of("version")?);
        Some(format!("{name}:{version}"))
    });
    let Some(id) = id else {
        return Err(ImportError::new("the document has no `id`, so it is not a Discovery document of one API"));
    };
    let (declared, undeclared, collector) = (BTreeSet::new(), BTreeSet::new(), Collector::default());
    let mut reader = Reader { id, budget: Budget::new(), path: Vec::new(), declared, undeclared, collector };
    reader.scopes(&root)?;
    reader.resource(&root)?;
    reader.collector.counts.undeclared = reader.undeclared.len();
    reader.collector.partial("it describes one of the APIs of its provider");

    let mut description = reader.collector.finish(SourceFormat::GoogleDiscovery);
    description.version = root.text_of("discoveryVersion").map(str::to_owned);
    description.title = root.text_of("title").and_then(names::line);
    let owner = root.text_of("ownerDomain").unwrap_or("google.com");
    description.provider = Some(if owner == "google.com" { "google" } else { owner }.to_owned());
    Ok(description)
}

fn shape() -> Rc<Shape> {
    let method = Shape::of(&["id", "description", "deprecated", "scopes.**"]);
    let methods = Shape::scalar().with("methods.*", &method);
    // At least as deep as values may be.
    let resource = (0..DEEPEST).fold(Rc::clone(&methods), |inner, _| Rc::clone(&methods).with("resources.*", &inner));
    ["id", "name", "version", "discoveryVersion", "title", "ownerDomain", "auth.oauth2.scopes.*.description"]
        .iter()
        .fold(resource, |shape, pattern| shape.with(pattern, &Shape::scalar()))
}

struct Reader<'a> {
    id: String,
    budget: Budget,
    /// The resources around the one that is read.
    path: Vec<&'a str>,
    declared: BTreeSet<&'a str>,
    undeclared: BTreeSet<&'a str>,
    collector: Collector,
}

impl<'a> Reader<'a> {
    fn scopes(&mut self, root: &'a Value) -> Result<(), ImportError> {
        let auth = root.get("auth").and_then(|auth| auth.get("oauth2")).and_then(|oauth| oauth.get("scopes"));
        for (name, scope) in auth.into_iter().flat_map(Value::entries) {
            self.budget.spend(1)?;
            self.declared.insert(name);
            self.collector.declared(name, scope.text_of("description"));
        }
        self.collector.counts.scopes = self.declared.len();
        Ok(())
    }

    fn resource(&mut self, resource: &'a Value) -> Result<(), ImportError> {
        for (name, method) in resource.get("methods").into_iter().flat_map(Value::entries) {
            self.budget.spend(self.path.len())?;
            self.method(name, method)?;
        }
        for (name, inner) in resource.get("resources").into_iter().flat_map(Value::entries) {
            self.budget.spend(self.path.len())?;
            self.path.push(name);
            self.resource(inner)?;
            self.path.pop();
        }
        Ok(())
    }

    /// Any of the scopes of a method suffices.
    fn method(&mut self, name: &str, method: &'a Value) -> Result<(), ImportError> {
        let scopes: BTreeSet<&str> = method.get("scopes").into_iter().flat_map(Value::texts).collect();
        self.budget.spend(scopes.len())?;
        let method_id = method.text_of("id").map_or_else(|| [&*self.path, &[name]].concat().join("."), str::to_owned);
        let key = format!("{}/{method_id}", self.id);
        self.collector.counts.operations += 1;
        self.collector.counts.scoped += usize::from(!scopes.is_empty());
        let missing: BTreeSet<&str> = scopes.iter().copied().filter(|scope| !self.declared.contains(*scope)).collect();
        if scopes.is_empty() {
            self.collector.left_out(Subject::Operation, &key, Reason::NoScopes);
        } else if let Some(scope) = missing.first() {
            self.collector.left_out(Subject::Operation, &key, Reason::UndeclaredScope((*scope).to_owned()));
        } else {
            self.collector.operation(DescribedOperation {
                key,
                needs: scopes.into_iter().map(|scope| vec![scope.to_owned()]).collect(),
                operation_id: Some(method_id),
                description: method.text_of("description").and_then(names::first_paragraph),
                note: method.is_true("deprecated").then(|| "deprecated".to_owned()),
            });
        }
        for scope in &missing {
            let reason = Reason::UndeclaredScope((*scope).to_owned());
            self.collector.left_out(Subject::Scope, scope, reason);
        }
        self.undeclared.extend(missing);
        Ok(())
    }
}
