//! The entry point of the engine: checks a request and returns findings.

use std::borrow::Cow;

use crate::catalog::Catalog;
use crate::fast::{keep, push_some, sort};
use crate::finding::Finding;
use crate::model::{Delimiter, Level, Splitting};
use crate::request::Request;
use crate::request::tokenize::ParsedList;
use crate::rules;
use crate::rules::collector::Collector;
use crate::rules::context::{Context, in_file, in_request, read};
use crate::span::SourceSpan;

/// The result of a check.
#[derive(Debug)]
pub struct Report<'t> {
    /// The findings whose level is not `allow`, ordered by position: of each rule at most a few hundred, of which the last
    /// says how many more there are.
    pub findings: Vec<Finding>,
    /// The scopes of the request, with mistakes of form fixed and names as they were written.
    pub scopes: Vec<Cow<'t, str>>,
}

/// Checks a request.
///
/// ```
/// use scope_catalog::{Catalog, Request, check};
///
/// let catalog = Catalog::from_text("scopes = [\"read_profile\", \"write_multipass\"]").expect("a sound catalog");
/// let request = Request { catalog: &catalog, others: &[], texts: &["read_profile,write_multipas"], client: None, operations: &[] };
/// let report = check(&request);
/// let rules: Vec<&str> = report.findings.iter().map(|finding| finding.rule.id).collect();
/// assert_eq!(rules, ["wrong-delimiter", "unknown-scope"]);
/// ```
pub fn check<'t>(request: &Request<'_, 't>) -> Report<'t> {
    run(request, in_request(request.catalog), false)
}

/// Checks the form and the names of a request, but not whether the scopes may be combined or whether the client may
/// request them: for scopes that are mentioned rather than requested.
pub fn check_names<'t>(request: &Request<'_, 't>) -> Report<'t> {
    run(request, in_request(request.catalog), true)
}

/// Checks a text that should be the name of one scope, which is mentioned rather than requested: its form and its name.
pub fn check_name<'t>(request: &Request<'_, 't>) -> Report<'t> {
    let mut report = check_names(request);
    let count = report.scopes.len();
    if count != 1 && report.findings.iter().all(|finding| finding.level != Level::Deny) {
        let found = if count == 0 { "none".to_owned() } else { count.to_string() };
        let message = format!("expected the name of one scope, found {found}");
        let mut finding =
            Finding::new(&rules::call::RULE, message).help("for a list to request, write `scopes!` or `scope_list!`");
        finding.span = request.texts.first().map(|text| SourceSpan::new(0, 0..text.len()));
        report.findings.push(finding);
    }
    report
}

/// Checks texts of a file that is read by a program with a delimiter of its own: the program splits them, and the provider
/// never sees that delimiter. Blanks beside a comma do not matter.
///
/// ```
/// use scope_catalog::{Catalog, Delimiter, Request, check_in_file};
///
/// let catalog = Catalog::from_text("scopes = [\"read_profile\", \"write_multipass\"]").expect("a sound catalog");
/// let texts = ["read_profile, write_multipass"];
/// let request = Request { catalog: &catalog, others: &[], texts: &texts, client: None, operations: &[] };
/// assert!(check_in_file(&request, Delimiter::Comma).findings.is_empty());
/// ```
pub fn check_in_file<'t>(request: &Request<'_, 't>, delimiter: Delimiter) -> Report<'t> {
    run(request, in_file(request.catalog, delimiter), false)
}

/// Checks a request, and writes it as it should have been if there are findings: [`check`] and [`fixed`] at the cost of one.
/// `None` also if an error has no suggestion, such as two scopes that must not be requested together.
///
/// ```
/// use scope_catalog::{Catalog, Request, check_and_fix};
///
/// let text = "[scopes]\nread = ''\nwrite = { conflicts = ['read'] }";
/// let catalog = Catalog::from_text(text).expect("a sound catalog");
/// let fixed = |texts| check_and_fix(&Request { catalog: &catalog, others: &[], texts, client: None, operations: &[] }).1;
/// assert_eq!(fixed(&["raed"]).as_deref(), Some("read"));
/// assert_eq!(fixed(&["read write"]), None);
/// ```
pub fn check_and_fix<'t>(request: &Request<'_, 't>) -> (Report<'t>, Option<String>) {
    let splitting = in_request(request.catalog);
    let readings = read(request, splitting);
    let context = Context::new(request, splitting, &readings, false);
    let findings = findings(&context);
    // A list that is refused as a whole has no better form.
    let is_refused = |finding: &Finding| finding.level == Level::Deny && finding.suggestions.is_empty();
    let is_fixable = !findings.is_empty() && !findings.iter().any(is_refused);
    let fixed = if is_fixable { context.fixed() } else { None };
    (Report { findings, scopes: scopes(readings) }, fixed)
}

fn run<'t>(request: &Request<'_, 't>, splitting: Splitting, is_mention: bool) -> Report<'t> {
    let readings = read(request, splitting);
    let findings = findings(&Context::new(request, splitting, &readings, is_mention));
    Report { findings, scopes: scopes(readings) }
}

fn scopes(readings: Vec<ParsedList<'_>>) -> Vec<Cow<'_, str>> {
    let mut scopes = Vec::new();
    for reading in readings {
        for word in reading.words {
            scopes.push(word.text);
        }
    }
    scopes
}

fn findings(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Collector::default();
    if let Some(note) = context.catalog.no_scopes() {
        // Of a parameter that is not taken, neither the form nor the names matter.
        push_some(&mut findings.findings, rules::unknown_scope::of_none(context, note));
    } else {
        let rules = if context.is_mention { rules::of_names() } else { &rules::LIST };
        for (_, check) in rules {
            if let Some(check) = check {
                check(context, &mut findings);
                findings.next_rule();
            }
        }
    }
    let mut findings = findings.findings;
    for finding in &mut findings {
        finding.level = context.catalog.explicit_level(finding.rule).unwrap_or(finding.level);
    }
    keep(&mut findings, &mut |finding| finding.level != Level::Allow);
    sort(&mut findings, |one, other| one.order().cmp(&other.order()));
    findings
}

/// Whether a finding is advice, which the compiler does not show: `-D warnings` must not fail for it. It is of one of the rules
/// in [`ADVICE`](rules::ADVICE), or about a deprecated name of which no end is known. With a level of its rule in the catalog it is
/// what that says.
///
/// ```
/// use scope_catalog::{Catalog, Request, check, is_advice};
///
/// let text = "scopes = ['b']\n[retired]\na = { status = 'deprecated' }\nc = { status = 'deprecated', until = '2031-05' }";
/// let catalog = Catalog::from_text(text).expect("a sound catalog");
/// let request = Request { catalog: &catalog, others: &[], texts: &["a c"], client: None, operations: &[] };
/// let advice: Vec<bool> = check(&request).findings.iter().map(|finding| is_advice(&catalog, finding)).collect();
/// assert_eq!(advice, [true, false]);
/// ```
pub fn is_advice(catalog: &Catalog, finding: &Finding) -> bool {
    let is_advice = finding.is_advice || rules::ADVICE.contains(&finding.rule);
    is_advice && catalog.explicit_level(finding.rule).is_none()
}

/// A request as it should have been written: every suggestion that is certain or likely is followed; `None` if a wrong name
/// has none.
///
/// ```
/// use scope_catalog::{Catalog, Request, fixed};
///
/// let catalog = Catalog::from_text("scopes = [\"read_profile\", \"write_multipass\"]").expect("a sound catalog");
/// let request = Request { catalog: &catalog, others: &[], texts: &["read_profile,write_multipas"], client: None, operations: &[] };
/// assert_eq!(fixed(&request).as_deref(), Some("read_profile write_multipass"));
/// ```
pub fn fixed(request: &Request<'_, '_>) -> Option<String> {
    let splitting = in_request(request.catalog);
    Context::new(request, splitting, &read(request, splitting), false).fixed()
}
