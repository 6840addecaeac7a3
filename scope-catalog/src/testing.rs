//! Shortcuts for running checks in the tests of the rules.

use crate::{Catalog, Finding, Request, SourceSpan, check};

pub(crate) fn catalog(text: &str) -> Catalog {
    Catalog::from_text(text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn run(text: &str, other: Option<&str>, client: Option<&str>, operation: Option<&str>, texts: &[&str]) -> Vec<Finding> {
    let catalog = catalog(text);
    let other = other.map(|text| {
        let mut other = self::catalog(text);
        other.key = Some("other".into());
        other
    });
    let others: Vec<&Catalog> = other.iter().collect();
    let operations: Vec<_> = operation.map(|name| catalog.operation(name).expect("an operation")).into_iter().collect();
    let client = client.map(|name| catalog.client(name).expect("a client"));
    check(&Request { catalog: &catalog, others: &others, texts, client, operations: &operations }).findings
}

fn ids(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.id).collect()
}

fn only(findings: Vec<Finding>) -> Finding {
    findings.into_iter().next().expect("a finding")
}

pub(crate) fn findings(catalog: &str, texts: &[&str]) -> Vec<&'static str> {
    ids(&run(catalog, None, None, None, texts))
}

pub(crate) fn places(catalog: &str, texts: &[&str]) -> Vec<Option<SourceSpan>> {
    run(catalog, None, None, None, texts).into_iter().map(|finding| finding.span).collect()
}

pub(crate) fn first(catalog: &str, texts: &[&str]) -> Finding {
    only(run(catalog, None, None, None, texts))
}

pub(crate) fn findings_beside(catalog: &str, other: &str, texts: &[&str]) -> Vec<&'static str> {
    ids(&run(catalog, Some(other), None, None, texts))
}

pub(crate) fn first_beside(catalog: &str, other: &str, texts: &[&str]) -> Finding {
    only(run(catalog, Some(other), None, None, texts))
}

pub(crate) fn findings_of_client(catalog: &str, client: &str, texts: &[&str]) -> Vec<&'static str> {
    ids(&run(catalog, None, Some(client), None, texts))
}

pub(crate) fn first_of_client(catalog: &str, client: &str, texts: &[&str]) -> Finding {
    only(run(catalog, None, Some(client), None, texts))
}

pub(crate) fn findings_of_operation(catalog: &str, operation: &str, texts: &[&str]) -> Vec<&'static str> {
    ids(&run(catalog, None, None, Some(operation), texts))
}

pub(crate) fn first_of_operation(catalog: &str, operation: &str, texts: &[&str]) -> Finding {
    only(run(catalog, None, None, Some(operation), texts))
}
