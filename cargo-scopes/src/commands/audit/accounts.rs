//! What the code does with its tokens, compared with what it requests.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use scope_audit::{MinimalSet, audit as hold, broader_scope, minimal_set_among};
use scope_catalog::rules::{missing_scope, unneeded_scope};
use scope_catalog::{Catalog, Client, Finding, Level, Operation, Pattern, Rule, rules};

use crate::check_workspace::CheckedWorkspace;
use crate::report::{CatalogKey, LocatedFinding, Request, Used, WorkspaceReport};
use crate::workspace::Workspace;

/// The findings of a check that an audit is about as well.
const SHARED: [&Rule; 3] = [&rules::scope_not_allowed::RULE, &rules::wrong_kind::RULE, &rules::approval_needed::RULE];

/// What one client asks for with one catalog, and what for.
#[derive(Debug)]
pub(crate) struct Account<'i> {
    pub(crate) key: CatalogKey,
    pub(crate) catalog: &'i Catalog,
    pub(crate) client: Option<&'i Client>,
    /// The scopes, each where it is first asked for.
    pub(crate) asked: Vec<Spot<'i>>,
    /// The operations in use, each where it is first named.
    pub(crate) operations: Vec<(Cow<'i, Operation>, Spot<'i>)>,
    /// Operations in use that the catalog does not know: what they need is not known either.
    pub(crate) unknown: BTreeSet<&'i str>,
}

/// A name in the code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot<'i> {
    pub(crate) name: &'i str,
    span: &'i Range<usize>,
    request: &'i Request,
}

impl<'i> Account<'i> {
    /// What it is called in messages: `web of multipass`, `multipass`.
    pub(crate) fn title(&self) -> String {
        let client = self.client.map_or_else(String::new, |client| format!(", client {}", client.name.text));
        format!("{}, {}{client}", self.key.package, self.catalog.name())
    }

    /// The smallest set of scopes that serves its operations; of those that the client has registered, where that is known.
    pub(crate) fn minimal_set(&self) -> MinimalSet<'_> {
        let allowed = self.client.and_then(|client| client.allow.as_ref()).filter(|allow| !allow.is_empty());
        let may_use = |name: &str| allowed.is_none_or(|allow| allow.iter().any(|allowed| *allowed.text == *name));
        let is_plain = |id| !Pattern::is_pattern(&self.catalog.scope(id).name);
        let asked: Vec<_> = self.asked.iter().filter_map(|spot| self.catalog.declared(spot.name)).collect();
        let is_requested = |name: &str| {
            let is_meant = |id| is_plain(id) && asked.contains(&id);
            self.asked.iter().any(|spot| spot.name == name) || self.catalog.declared(name).is_some_and(is_meant)
        };
        minimal_set_among(self.catalog, &self.needs(), &may_use, &is_requested)
    }

    fn add(&mut self, spot: Spot<'i>) {
        let is_known = self.operations.iter().any(|(_, known)| known.name == spot.name);
        let operation = self.catalog.operation(spot.name).ok().filter(|_| !is_known);
        self.operations.extend(operation.map(|operation| (operation, spot)));
    }

    fn needs(&self) -> Vec<&Operation> {
        self.operations.iter().map(|(operation, _)| &**operation).collect()
    }

    /// Whether what is asked for is enough for an operation. An audit of the whole account would look through all operations
    /// of the catalog, for each one that is given out.
    fn serves(&self, operation: &Operation) -> bool {
        let is_asked = |name: &str| self.asked.iter().any(|spot| spot.name == name);
        let is_covered = |name: &str| self.catalog.covering_names(name).iter().any(|other| is_asked(other));
        operation.needs.is_met(&|name| is_asked(name) || is_covered(name))
    }
}

/// What a workspace asks for, and what for.
pub(crate) struct Accounts<'i> {
    /// By package, catalog and client.
    pub(crate) all: Vec<Account<'i>>,
    /// The operations for which nothing is asked, by the names of their catalogs.
    pub(crate) unclaimed: BTreeMap<String, BTreeSet<String>>,
}

/// The accounts of a workspace.
pub(crate) fn accounts<'i>(checked: &'i CheckedWorkspace, workspace: &Workspace) -> Accounts<'i> {
    let mut accounts: BTreeMap<(CatalogKey, Option<String>), Account<'i>> = BTreeMap::new();
    for request in checked.report.requests.iter().filter(|request| !request.is_use) {
        let Some(catalog) = checked.catalog(&request.catalog) else { continue };
        let client = request.client.as_ref().and_then(|name| catalog.client(name).ok());
        let account = accounts.entry((request.catalog.clone(), request.client.clone())).or_insert_with(|| Account {
            key: request.catalog.clone(),
            catalog,
            client,
            asked: Vec::new(),
            operations: Vec::new(),
            unknown: BTreeSet::new(),
        });
        account.unknown.extend(request.unknown_operations.iter().map(String::as_str));
        for (name, span) in request.scopes.iter().zip(&request.places) {
            if account.asked.iter().all(|known| known.name != *name) {
                account.asked.push(Spot { name, span, request });
            }
        }
        for Used { name, span } in &request.operations {
            account.add(Spot { name, span, request });
        }
    }
    let mut all: Vec<Account<'i>> = accounts.into_values().collect();
    let mut unclaimed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for request in checked.report.requests.iter().filter(|request| request.is_use) {
        let Some(catalog) = checked.catalog(&request.catalog) else { continue };
        let of_interest = of_interest(&all, workspace, (&request.catalog, catalog));
        for Used { name, span } in &request.operations {
            let Ok(operation) = catalog.operation(name) else { continue };
            distribute(&mut all, &of_interest, &operation, Spot { name, span, request });
            if of_interest.is_empty() {
                unclaimed.entry(catalog.name().to_owned()).or_default().insert(name.clone());
            }
        }
        for at in of_interest {
            all[at].unknown.extend(request.unknown_operations.iter().map(String::as_str));
        }
    }
    Accounts { all, unclaimed }
}

/// Gives an operation to the clients whose scopes serve it; where none does, to the client that is meant where none is
/// named, or else the first.
fn distribute<'i>(accounts: &mut [Account<'i>], of_interest: &[usize], operation: &Operation, spot: Spot<'i>) {
    let mut serving: Vec<usize> = of_interest.iter().copied().filter(|&at| accounts[at].serves(operation)).collect();
    if serving.is_empty() {
        let is_default = |&&at: &&usize| accounts[at].client.is_some_and(|client| client.is_default);
        serving.extend(of_interest.iter().find(is_default).or(of_interest.first()));
    }
    for at in serving {
        accounts[at].add(spot);
    }
}

/// The accounts that a package with a catalog works for: its own, or else those of the packages that depend on it.
fn of_interest(accounts: &[Account<'_>], workspace: &Workspace, (key, catalog): (&CatalogKey, &Catalog)) -> Vec<usize> {
    let is_own = |account: &Account<'_>| account.key == *key;
    let has_own = accounts.iter().any(is_own);
    let is_for = |account: &Account<'_>| {
        let depends = workspace
            .packages
            .iter()
            .any(|package| package.name == account.key.package && package.depends_on.contains(&key.package));
        if has_own { is_own(account) } else { depends && account.catalog.name() == catalog.name() }
    };
    (0..accounts.len()).filter(|&at| is_for(&accounts[at])).collect()
}

/// What is wrong with the accounts, in the place of what the check found; and what of that is left out.
pub(crate) fn replace_findings(report: &mut WorkspaceReport, found: Vec<LocatedFinding>) -> Vec<LocatedFinding> {
    let left_out = report.findings.extract_if(.., |finding| !SHARED.contains(&finding.finding.rule)).collect();
    report.findings.extend(found);
    report.sort();
    left_out
}

/// What is wrong with an account.
pub(crate) fn findings(account: &Account<'_>) -> Vec<LocatedFinding> {
    let operations = account.needs();
    if operations.is_empty() {
        return Vec::new();
    }
    let asked: Vec<&str> = account.asked.iter().map(|spot| spot.name).collect();
    let held = hold(account.catalog, &asked, &operations);
    let mut found = Vec::new();
    for missing in &held.missing {
        let finding = missing_scope::finding(account.catalog, operations[missing.operation], &missing.lacking);
        found.extend(placed(account, finding, account.operations[missing.operation].1));
    }
    // What is not known may need everything else that is requested.
    if !account.unknown.is_empty() {
        return found;
    }
    for &unneeded in &held.unneeded {
        found.extend(placed(account, unneeded_scope::finding(asked[unneeded]), account.asked[unneeded]));
    }
    for broader in &held.broader {
        let names: Vec<&str> = broader.operations.iter().map(|&at| &*operations[at].name.text).collect();
        let finding = broader_scope(asked[broader.asked], broader, &names);
        found.extend(placed(account, finding, account.asked[broader.asked]));
    }
    found
}

/// A finding at a place, unless its level is `allow`.
fn placed(account: &Account<'_>, mut finding: Finding, spot: Spot<'_>) -> Option<LocatedFinding> {
    finding.level = account.catalog.level(finding.rule);
    let (is_shown, Spot { span, request, .. }) = (finding.level != Level::Allow, spot);
    is_shown.then(|| LocatedFinding::new(&request.package, request.file, span.clone(), finding))
}
