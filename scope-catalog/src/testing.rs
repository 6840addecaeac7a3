//! Short ways to run a check, for the tests of the rules.

use crate::{Catalog, Finding, Operation, Request, SourceSpan, check};

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
    let operations: Vec<&Operation> = operations.iter().map(|operation| &**operation).collect();
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

/// A row of numbers that is the same every time: `SplitMix64`.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound that is not 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap_or(0)
    }
}
