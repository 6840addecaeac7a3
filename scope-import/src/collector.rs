//! Gathers what a reader finds, in the order of names.

use std::collections::{BTreeMap, BTreeSet};

use scope_catalog::is_token;

use crate::{Counts, DescribedOperation, DescribedScope, Description, LeftOut, Reason, SourceFormat, Subject, names};

/// What a reader has found so far.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    scopes: BTreeMap<String, DescribedScope>,
    operations: BTreeMap<String, DescribedOperation>,
    left_out: BTreeMap<(Subject, String), Reason>,
    pub(crate) counts: Counts,
    partial_because: Option<String>,
}

impl Collector {
    /// Adds a scope; one that is there already gets what it has not.
    pub(crate) fn scope(&mut self, scope: DescribedScope) {
        let known = self.scopes.entry(scope.name.clone()).or_insert_with(|| DescribedScope {
            name: scope.name.clone(),
            deprecated: scope.deprecated,
            ..DescribedScope::default()
        });
        known.description = known.description.take().or(scope.description);
        known.deprecated &= scope.deprecated;
        known.approval |= scope.approval;
        let kinds: BTreeSet<String> = known.kinds.drain(..).chain(scope.kinds).collect();
        // Delegated first, as Microsoft lists them.
        known.kinds = kinds.into_iter().rev().collect();
    }

    /// Adds a scope as a document declares it: one name, or several in one text.
    pub(crate) fn declared(&mut self, text: &str, description: Option<&str>) {
        if let Some(parts) = names::joined(text) {
            self.partial(format!("`{text}` joins several names"));
            self.left_out(Subject::Scope, text, Reason::Joined(text.to_owned()));
            for name in parts {
                self.scope(DescribedScope { name: name.to_owned(), ..DescribedScope::default() });
            }
        } else if is_token(text) {
            self.scope(DescribedScope {
                name: text.to_owned(),
                description: description.and_then(names::line).filter(|line| line != text),
                deprecated: description.is_some_and(names::says_deprecated),
                ..DescribedScope::default()
            });
        } else {
            self.partial("it declares a name that cannot be requested");
            self.left_out(Subject::Scope, text, Reason::NotAName);
        }
    }

    /// Adds an operation; one that is there with other needs is left out.
    pub(crate) fn operation(&mut self, operation: DescribedOperation) {
        let key = operation.key.clone();
        if let Some(name) = operation.needs.iter().flatten().find(|name| !is_token(name)) {
            return self.left_out(Subject::Operation, &key, Reason::UndeclaredScope(name.clone()));
        }
        if self.left_out.contains_key(&(Subject::Operation, key.clone())) {
            return self.left_out(Subject::Operation, &key, Reason::Contradiction);
        }
        if self.operations.get(&key).is_some_and(|known| known.needs != operation.needs) {
            return self.left_out(Subject::Operation, &key, Reason::Contradiction);
        }
        self.operations.entry(key).or_insert(operation);
    }

    /// Leaves something out. Where there was another reason, the two contradict each other.
    pub(crate) fn left_out(&mut self, subject: Subject, what: &str, reason: Reason) {
        let was_there = subject == Subject::Operation && self.operations.remove(what).is_some();
        let reason = if was_there { Reason::Contradiction } else { reason };
        self.left_out
            .entry((subject, what.to_owned()))
            .and_modify(|known| {
                if subject == Subject::Operation && *known != reason {
                    *known = Reason::Contradiction;
                }
            })
            .or_insert(reason);
    }

    /// Leaves out an operation that is described elsewhere.
    pub(crate) fn unresolved(&mut self, what: &str, reference: &str) {
        self.counts.unresolved += 1;
        self.partial("some of its references are to other documents, or broken");
        self.left_out(Subject::Operation, what, Reason::Unresolved(reference.to_owned()));
    }

    /// Says why the document has not every scope. The first reason is the one that is reported.
    pub(crate) fn partial(&mut self, because: impl Into<String>) {
        self.partial_because.get_or_insert_with(|| because.into());
    }

    pub(crate) fn finish(self, format: SourceFormat) -> Description {
        let left_out = self.left_out.into_iter();
        Description {
            format,
            complete: self.partial_because.is_none(),
            partial_because: self.partial_because,
            scopes: self.scopes.into_values().collect(),
            operations: self.operations.into_values().collect(),
            left_out: left_out.map(|((subject, what), reason)| LeftOut { subject, what, reason }).collect(),
            counts: self.counts,
            ..Description::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(needs: &[&str]) -> DescribedOperation {
        let needs = needs.iter().map(|&name| vec![name.to_owned()]).collect();
        DescribedOperation { key: "GET /cups".to_owned(), needs, ..DescribedOperation::default() }
    }

    #[test]
    fn two_descriptions_of_an_operation() {
        let collected = |operations: &[&[&str]]| {
            let mut collector = Collector::default();
            for needs in operations {
                collector.operation(operation(needs));
            }
            collector.finish(SourceFormat::OpenApi)
        };
        assert_eq!(collected(&[&["a"], &["a"]]).operations, [operation(&["a"])]);
        for needs in [[&["a"][..], &["b"][..], &["a"][..]], [&["a"], &["a"], &["b"]]] {
            let description = collected(&needs);
            assert_eq!(description.operations, []);
            let [left_out] = &description.left_out[..] else { panic!("{description:?}") };
            assert_eq!((&*left_out.what, &left_out.reason), ("GET /cups", &Reason::Contradiction));
        }
        let description = collected(&[&["a", "cups\u{fffd}read"]]);
        assert!(description.operations.is_empty() && description.left_out.len() == 1, "{description:?}");
    }

    #[test]
    fn scopes_as_they_are_declared() {
        let mut collector = Collector::default();
        collector.declared("cups", None);
        collector.declared("cups", Some(" Read\ncups "));
        collector.declared("tea", Some("tea"));
        collector.declared("milk sugar", Some("Two"));
        collector.declared("", None);
        let description = collector.finish(SourceFormat::OpenApi);
        let scopes = description.scopes.iter().map(|scope| (&*scope.name, scope.description.as_deref()));
        assert_eq!(
            scopes.collect::<Vec<_>>(),
            [("cups", Some("Read cups")), ("milk", None), ("sugar", None), ("tea", None)]
        );
        let left_out = description.left_out.iter().map(|left_out| (&*left_out.what, &left_out.reason));
        assert_eq!(
            left_out.collect::<Vec<_>>(),
            [("", &Reason::NotAName), ("milk sugar", &Reason::Joined("milk sugar".to_owned()))]
        );
        assert_eq!(description.partial_because.as_deref(), Some("`milk sugar` joins several names"));
    }
}
