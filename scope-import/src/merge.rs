//! Several documents as one.

use std::collections::BTreeMap;

use crate::{DescribedOperation, DescribedScope, Description, LeftOut, Reason, SourceFormat, Subject};

/// What several documents say together. It is complete only if each of them is.
///
/// A scope that several describe has the first description, and is deprecated only if all of them say so. An operation
/// for which two of them state different needs is left out, except in Microsoft's files of permissions: each of these
/// has some of the permissions, any of which suffices. So is one that a document leaves open.
///
/// ```
/// # use scope_import::{DescribedScope, Description, merge};
/// let mut scope = DescribedScope::default();
/// scope.name = "read:cups".to_owned();
/// let mut description = Description::default();
/// description.scopes.push(scope);
/// assert_eq!(merge(vec![description.clone(), description]).scopes.len(), 1);
/// ```
pub fn merge(descriptions: Vec<Description>) -> Description {
    let mut all = Description { complete: !descriptions.is_empty(), ..Description::default() };
    let mut scopes: BTreeMap<String, DescribedScope> = BTreeMap::new();
    let mut operations: BTreeMap<String, DescribedOperation> = BTreeMap::new();
    if let Some(Description { format, version, provider, .. }) = descriptions.first() {
        (all.format, all.version, all.provider) = (*format, version.clone(), provider.clone());
    }
    for description in descriptions {
        all.provider = all.provider.filter(|provider| description.provider.as_ref() == Some(provider));
        all.complete &= description.complete;
        all.partial_because = all.partial_because.or(description.partial_because);
        all.title = all.title.or(description.title);
        all.counts += description.counts;
        all.left_out.extend(description.left_out);
        for scope in description.scopes {
            match scopes.get_mut(&scope.name) {
                Some(known) => join(known, scope),
                None => drop(scopes.insert(scope.name.clone(), scope)),
            }
        }
        for operation in description.operations {
            let known = operations.entry(operation.key.clone()).or_insert_with(|| operation.clone());
            if description.format == SourceFormat::Kibali && all.format == SourceFormat::Kibali {
                known.needs.extend(operation.needs);
                known.needs.sort();
                known.needs.dedup();
            } else if !is_same_need(&known.needs, &operation.needs) {
                let what = operation.key;
                all.left_out.push(LeftOut { subject: Subject::Operation, what, reason: Reason::Contradiction });
            }
        }
    }
    all.left_out.sort();
    all.left_out.dedup();
    // What one document leaves open, another one does not decide: it may describe another server.
    let is_open = |left_out: &&LeftOut| left_out.subject == Subject::Operation && left_out.reason.is_ambiguous();
    for left_out in all.left_out.iter().filter(is_open) {
        operations.remove(&left_out.what);
    }
    all.scopes = scopes.into_values().collect();
    all.operations = operations.into_values().collect();
    all
}

/// Adds what another document says of a scope.
fn join(known: &mut DescribedScope, other: DescribedScope) {
    known.deprecated &= other.deprecated;
    known.approval |= other.approval;
    known.description = known.description.take().or(other.description);
    // No kinds means that it is for all.
    if known.kinds.is_empty() || other.kinds.is_empty() {
        known.kinds.clear();
    } else {
        known.kinds.extend(other.kinds.into_iter().filter(|kind| !known.kinds.contains(kind)).collect::<Vec<_>>());
    }
}

/// Whether two needs are the same but for the order.
fn is_same_need(one: &[Vec<String>], other: &[Vec<String>]) -> bool {
    let sorted = |need: &[Vec<String>]| {
        let mut ways = need.to_vec();
        for way in &mut ways {
            way.sort();
        }
        ways.sort();
        ways
    };
    one == other || sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(name: &str, description: Option<&str>) -> DescribedScope {
        DescribedScope {
            name: name.to_owned(),
            description: description.map(str::to_owned),
            ..DescribedScope::default()
        }
    }

    fn operation(key: &str, needs: &[&[&str]]) -> DescribedOperation {
        let needs = needs.iter().map(|way| way.iter().map(|&name| name.to_owned()).collect()).collect();
        DescribedOperation { key: key.to_owned(), needs, ..DescribedOperation::default() }
    }

    #[test]
    fn each_scope_and_operation_once() {
        let one = Description {
            complete: true,
            scopes: vec![scope("b", None), DescribedScope { deprecated: true, ..scope("c", Some("old")) }],
            operations: vec![operation("GET /x", &[&["b", "c"], &["a"]]), operation("GET /y", &[&["b"]])],
            ..Description::default()
        };
        let other = Description {
            complete: true,
            title: Some("Other".to_owned()),
            scopes: vec![scope("a", Some("A")), scope("b", Some("B")), scope("c", Some("new"))],
            operations: vec![operation("GET /x", &[&["a"], &["c", "b"]]), operation("GET /y", &[&["c"]])],
            ..Description::default()
        };
        let all = merge(vec![one, other]);
        assert_eq!(all.scopes, [scope("a", Some("A")), scope("b", Some("B")), scope("c", Some("old"))]);
        assert_eq!(all.operations.iter().map(|operation| &*operation.key).collect::<Vec<_>>(), ["GET /x"]);
        let left_out =
            LeftOut { subject: Subject::Operation, what: "GET /y".to_owned(), reason: Reason::Contradiction };
        assert_eq!((all.left_out, all.complete, all.title.as_deref()), (vec![left_out], true, Some("Other")));
    }

    #[test]
    fn what_one_document_leaves_open_is_left_out() {
        let of = |reason| {
            let what = "GET /x".to_owned();
            let left_out = vec![LeftOut { subject: Subject::Operation, what, reason }];
            let open = Description { left_out, ..Description::default() };
            let certain = Description { operations: vec![operation("GET /x", &[&["a"]])], ..Description::default() };
            merge(vec![certain, open]).operations.len()
        };
        assert_eq!((of(Reason::Optional), of(Reason::NoScopes)), (0, 1));
    }

    #[test]
    fn permissions_of_several_files_are_alternatives() {
        let part = |name: &str| Description {
            format: SourceFormat::Kibali,
            operations: vec![operation("GET /x", &[&[name]])],
            ..Description::default()
        };
        let all = merge(vec![part("b"), part("a"), part("b")]);
        assert_eq!((all.operations, all.left_out), (vec![operation("GET /x", &[&["a"], &["b"]])], Vec::new()));
    }

    #[test]
    fn a_part_that_is_partial_makes_the_whole_partial() {
        let complete = Description { complete: true, ..Description::default() };
        assert!(merge(vec![complete.clone(), complete.clone()]).complete);
        assert!(!merge(vec![complete, Description::default()]).complete);
        assert!(!merge(Vec::new()).complete);
    }
}
