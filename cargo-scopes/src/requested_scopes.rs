//! What a workspace asks for, scope by scope: the ground that a lock and a comparison stand on.

use std::collections::{BTreeMap, BTreeSet};

use scope_catalog::load::Loaded;
use scope_catalog::{Catalog, FILE_NAME, Lookup, Risk, rules};

use crate::check_workspace::CheckedWorkspace;
use crate::output::{and_more, on_one_line, pluralize, position};
use crate::paths::direct;
use crate::report::{File, LocatedFinding, Request, Unseen, WorkspaceReport};

/// A scope that a file asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RequestedScope {
    /// What the catalog is called.
    pub(crate) catalog: String,
    pub(crate) scope: String,
    pub(crate) package: String,
    /// From the root of the workspace, with `/` between names; it may begin with `..`.
    pub(crate) file: String,
    pub(crate) client: Option<String>,
    pub(crate) weight: Sensitivity,
}

/// What a catalog says of how much care a name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sensitivity {
    Known(Risk),
    /// The name must no longer be written.
    Retired,
    /// The name is not in the catalog.
    Unknown,
}

impl Sensitivity {
    pub(crate) const ALL: [Self; 5] = [
        Self::Known(Risk::Normal),
        Self::Known(Risk::Sensitive),
        Self::Known(Risk::Restricted),
        Self::Retired,
        Self::Unknown,
    ];

    /// What a catalog says of a name.
    pub(crate) fn of(catalog: &Catalog, name: &str) -> Self {
        match catalog.lookup(name) {
            Lookup::Known(id) => {
                Self::Known(catalog.scope(id).details.as_deref().map_or(Risk::Normal, |details| details.risk))
            }
            Lookup::Retired(_) => Self::Retired,
            Lookup::Unknown => Self::Unknown,
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Known(risk) => risk.as_str(),
            Self::Retired => "retired",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the catalog asks for care.
    pub(crate) fn is_sensitive(self) -> bool {
        matches!(self, Self::Known(Risk::Sensitive | Risk::Restricted))
    }
}

/// What a catalog is called. One without a name is called after its file, not after the path to it: that depends on where
/// the workspace is.
pub(crate) fn label(catalog: &Catalog) -> &str {
    if catalog.has_name() { catalog.name() } else { FILE_NAME }
}

/// The catalog of a package that is called so.
pub(crate) fn find_by_label<'i>(checked: &'i CheckedWorkspace, package: &str, name: &str) -> Option<&'i Catalog> {
    let own = checked.catalogs.get(package).into_iter().flat_map(Loaded::catalogs);
    own.chain(checked.bundled.values().map(|loaded| &loaded.catalog)).find(|catalog| label(catalog) == name)
}

/// Every scope that is asked for, in order and each once, with or without what is written without a macro. Tests request
/// nothing.
pub(crate) fn requested_scopes(checked: &CheckedWorkspace, has_literals: bool) -> BTreeSet<RequestedScope> {
    let mut all = BTreeSet::new();
    let is_meant = |request: &&Request| !request.is_of_tests && (has_literals || !request.is_literal);
    for request in checked.report.requests.iter().filter(is_meant) {
        let Some(catalog) = checked.catalog(&request.catalog) else { continue };
        for scope in request.scopes.iter().filter(|scope| !scope.is_empty()) {
            all.insert(RequestedScope {
                catalog: label(catalog).to_owned(),
                scope: scope.clone(),
                package: request.package.clone(),
                file: from_root(&checked.report, request.file),
                client: request.client.clone(),
                weight: Sensitivity::of(catalog, scope),
            });
        }
    }
    all
}

/// The name of a file. One outside of the folder of the workspace is named by the way there, which is the same wherever the
/// workspace is.
fn from_root(report: &WorkspaceReport, file: usize) -> String {
    let File { name, path, .. } = &report.files[file];
    let path = direct(path);
    if path.starts_with(&report.root) {
        return name.clone();
    }
    let shared = report.root.ancestors().find(|folder| path.starts_with(folder));
    let way = shared.and_then(|shared| Some((report.root.strip_prefix(shared).ok()?, path.strip_prefix(shared).ok()?)));
    let Some((back, forth)) = way else { return name.clone() };
    let names = forth.iter().map(|name| name.to_string_lossy().into_owned());
    back.iter().map(|_| "..".to_owned()).chain(names).collect::<Vec<_>>().join("/")
}

/// Why the requested scopes cannot be determined: one line for each finding. A name that is not in the catalog does not
/// count: it is what is requested.
pub(crate) fn unreadable(checked: &CheckedWorkspace) -> Vec<String> {
    let hides = |located: &&LocatedFinding| {
        let before_rules = rules::FUNDAMENTAL.into_iter().chain([&rules::unreadable_config::RULE]);
        located.is_denied() && before_rules.into_iter().any(|rule| rule == located.finding.rule)
    };
    let report = &checked.report;
    let line = |located: &LocatedFinding| {
        let file = report.file(located);
        let place = position(&file.name, &file.text, located.span.start);
        format!("{place}: {}", on_one_line(&located.finding.message))
    };
    report.findings.iter().filter(hides).map(line).collect()
}

/// That the requested scopes cannot be determined, for these reasons.
pub(crate) fn undetermined(unreadable: &[String]) -> String {
    format!("the requested scopes cannot be determined\n  {}", unreadable.join("\n  "))
}

/// What no command but the compiler sees, in words.
pub(crate) fn macro_generated(checked: &CheckedWorkspace) -> Vec<String> {
    let report = &checked.report;
    let calls = report.macro_generated.iter().map(|macro_generated| {
        let file = &report.files[macro_generated.file];
        let place = position(&file.name, &file.text, macro_generated.span.start);
        format!("{place}: {}; not analyzed", macro_generated.reason.reason())
    });
    calls.chain(strayed(&report.orphan_files.iter().collect::<Vec<_>>())).collect()
}

/// What of that a later state has and an earlier one has not.
pub(crate) fn newly_unanalyzed(before: &CheckedWorkspace, after: &CheckedWorkspace) -> Vec<String> {
    let old = calls_by_macro(before);
    let calls = calls_by_macro(after).into_iter().filter_map(|((file, reason), count)| {
        let more = count.saturating_sub(old.get(&(file, reason)).copied().unwrap_or(0));
        let (calls, file) = (pluralize(more, "more call"), on_one_line(file));
        let note = match reason {
            Unseen::Arguments => format!("{file}: the arguments of {calls} come from a macro; not compared"),
            _ => format!("{file}: {calls}: {}; not compared", reason.reason()),
        };
        (more > 0).then_some(note)
    });
    let known = &before.report.orphan_files;
    let orphan_files: Vec<&String> = after.report.orphan_files.iter().filter(|file| !known.contains(file)).collect();
    calls.chain(strayed(&orphan_files)).collect()
}

fn calls_by_macro(checked: &CheckedWorkspace) -> BTreeMap<(&str, Unseen), usize> {
    let mut calls = BTreeMap::new();
    for macro_generated in &checked.report.macro_generated {
        let file = &*checked.report.files[macro_generated.file].name;
        *calls.entry((file, macro_generated.reason)).or_insert(0) += 1;
    }
    calls
}

fn strayed(files: &[&String]) -> Option<String> {
    let (first, rest) = files.split_first()?;
    Some(format!("{}{}: not part of any target; not analyzed", on_one_line(first), and_more(rest.len(), "file")))
}
