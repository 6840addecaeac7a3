//! Compares two inspections of a workspace, to find out what a change requests.

use std::collections::{BTreeMap, BTreeSet};

use scope_catalog::{Catalog, Lookup, Spanned};
use serde::Serialize;

use crate::check_workspace::CheckedWorkspace;
use crate::requested_scopes::{Sensitivity, find_by_label, requested_scopes};

/// The two sides of the comparison, and the changes between them.
#[derive(Debug, Serialize)]
pub(crate) struct Comparison {
    pub(crate) from: Side,
    pub(crate) to: Side,
    /// The changes by package, catalog and client.
    pub(crate) groups: Vec<Group>,
    /// Notes about the comparison itself.
    pub(crate) notes: Vec<String>,
}

/// One state of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Side {
    /// The name in the arguments.
    pub(crate) name: String,
    /// The ID of the commit; `null` for the working tree.
    pub(crate) commit: Option<String>,
}

/// The changes in what a package requests from a provider for a client.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Group {
    pub(crate) package: String,
    pub(crate) catalog: String,
    pub(crate) client: Option<String>,
    pub(crate) changes: Vec<Change>,
}

/// The change of one scope.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    pub(crate) kind: Kind,
    pub(crate) scope: String,
    /// The scopes that decide about the kind; see [`Kind`].
    pub(crate) others: Vec<String>,
    /// What it permits; may be empty.
    pub(crate) permits: String,
    pub(crate) risk: &'static str,
    /// The risk in the old catalog, if it was another one.
    pub(crate) risk_before: Option<&'static str>,
    /// What must be done before the provider grants it.
    pub(crate) approval: Option<String>,
    /// Whether it is more sensitive than what was requested before, because of its risk or a required approval.
    pub(crate) newly_sensitive: bool,
    /// Set if a retired name is requested that was not retired or not requested before.
    pub(crate) retired: Option<Retirement>,
    /// The files that request it, or that did if it was dropped.
    pub(crate) files: Vec<String>,
}

/// The kinds of changes, most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// Newly requested, and implies others that were requested before.
    Widened,
    /// Newly requested, and not implied by anything requested before.
    Added,
    /// Requested before and now, but the catalog has changed its risk or approval.
    Reassessed,
    /// Newly requested in place of others that imply it.
    Narrowed,
    /// Newly requested, but implied by others that still are requested.
    Included,
    /// No longer requested. Other requested scopes may still imply it.
    Dropped,
}

impl Kind {
    /// Each kind with its name, and the relation of the other scopes to it.
    const TABLE: [(Self, &str, &str); 6] = [
        (Self::Widened, "widened", "was requested before"),
        (Self::Added, "added", ""),
        (Self::Reassessed, "reassessed", ""),
        (Self::Narrowed, "narrowed", "was requested instead"),
        (Self::Included, "included", "implies it, and was requested before"),
        (Self::Dropped, "dropped", "still implies it"),
    ];

    pub(crate) fn as_str(self) -> &'static str {
        Self::TABLE[self as usize].1
    }

    /// Returns the relation of the other scopes to the changed one.
    pub(crate) fn relation(self) -> &'static str {
        Self::TABLE[self as usize].2
    }
}

/// What the catalog says about a retired name.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Retirement {
    pub(crate) still_works: bool,
    pub(crate) replaced_by: Vec<String>,
}

impl Comparison {
    pub(crate) fn changes(&self) -> impl Iterator<Item = &Change> {
        self.groups.iter().flat_map(|group| &group.changes)
    }

    /// Returns the number of changes of each kind, in words; `None` if there are no changes.
    pub(crate) fn summary(&self) -> Option<String> {
        let count = |is_meant: &dyn Fn(&Change) -> bool| self.changes().filter(|change| is_meant(change)).count();
        let kinds = Kind::TABLE.map(|(kind, word, _)| (word, count(&|change| change.kind == kind)));
        let sensitive = ("newly sensitive", count(&|change| change.newly_sensitive));
        let retired = ("retired", count(&|change| change.retired.is_some()));
        let counts = kinds.into_iter().chain([sensitive, retired]).filter(|(_, count)| *count > 0);
        let words: Vec<String> = counts.map(|(word, count)| format!("{count} {word}")).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

/// A package, a catalog and a client.
type Place = (String, String, Option<String>);

/// The scopes requested there, by their name in the catalog: how they are written, and in which files.
type Asking = BTreeMap<String, (String, BTreeSet<String>)>;

/// Returns the differences between two inspections.
pub(crate) fn groups(before: &CheckedWorkspace, after: &CheckedWorkspace) -> Vec<Group> {
    let (old, new) = (by_place(before), by_place(after));
    let places: BTreeSet<&Place> = old.keys().chain(new.keys()).collect();
    let nothing = Asking::new();
    let group = |place: &Place| {
        let (package, catalog, client) = place.clone();
        let pair = Pair {
            old: old.get(place).unwrap_or(&nothing),
            new: new.get(place).unwrap_or(&nothing),
            old_catalog: find_by_label(before, &package, &catalog),
            new_catalog: find_by_label(after, &package, &catalog),
        };
        let changes = pair.changes();
        (!changes.is_empty()).then_some(Group { package, catalog, client, changes })
    };
    places.into_iter().filter_map(group).collect()
}

fn by_place(checked: &CheckedWorkspace) -> BTreeMap<Place, Asking> {
    let mut places: BTreeMap<Place, Asking> = BTreeMap::new();
    for one in requested_scopes(checked, true) {
        let catalog = find_by_label(checked, &one.package, &one.catalog);
        let name = catalog.map_or_else(|| one.scope.clone(), |catalog| own_name(catalog, &one.scope));
        let place = places.entry((one.package, one.catalog, one.client)).or_default();
        place.entry(name).or_insert_with(|| (one.scope, BTreeSet::new())).1.insert(one.file);
    }
    places
}

/// Returns the catalog's name for a scope that may be written differently. An instance of a pattern keeps its own name.
fn own_name(catalog: &Catalog, name: &str) -> String {
    let Some(id) = catalog.lookup(name).known() else { return name.to_owned() };
    let scope = catalog.scope(id);
    let is_alias = scope.aliases().iter().any(|alias| *alias.text == *name);
    let is_prefixed = catalog.optional_prefix().is_some_and(|prefix| {
        let short = |name: &str| name.strip_prefix(prefix).unwrap_or(name).to_owned();
        short(name) == short(&scope.name)
    });
    if is_alias || is_prefixed { scope.name.to_string() } else { name.to_owned() }
}

/// The scopes requested before and now for one client, with the old and the new catalog.
struct Pair<'c> {
    old: &'c Asking,
    new: &'c Asking,
    old_catalog: Option<&'c Catalog>,
    new_catalog: Option<&'c Catalog>,
}

/// Whether a held scope grants what a needed one grants, and more.
fn exceeds(catalog: Option<&Catalog>, held: &str, needed: &str) -> bool {
    let Some(catalog) = catalog else { return false };
    let both = catalog.lookup(held).known().zip(catalog.lookup(needed).known());
    both.is_some_and(|(held, needed)| held != needed && catalog.covers(held, needed))
}

fn details<'c>(catalog: Option<&'c Catalog>, name: &str) -> Option<&'c scope_catalog::Details> {
    let catalog = catalog?;
    catalog.scope(catalog.lookup(name).known()?).details.as_deref()
}

impl Pair<'_> {
    fn changes(&self) -> Vec<Change> {
        let (kept, arrived): (Vec<&String>, Vec<&String>) =
            self.new.keys().partition(|name| self.old.contains_key(*name));
        let arrived: Vec<Change> = arrived.into_iter().map(|name| self.arrived(name)).collect();
        // A replaced scope is reported together with its replacement.
        let exchanges = arrived.iter().filter(|change| matches!(change.kind, Kind::Widened | Kind::Narrowed));
        let replaced: BTreeSet<&String> = exchanges.flat_map(|change| &change.others).collect();
        let gone = self.old.iter().filter(|(name, _)| !self.new.contains_key(*name));
        let gone = gone.filter(|(_, (written, _))| !replaced.contains(written));
        let dropped: Vec<Change> = gone.map(|(name, _)| self.dropped(name)).collect();
        let reassessed = kept.into_iter().filter_map(|name| self.reassessed(name));
        let mut changes: Vec<Change> = reassessed.chain(dropped).chain(arrived).collect();
        changes.sort_by(|one, other| (one.kind, &one.scope).cmp(&(other.kind, &other.scope)));
        changes
    }

    /// Returns the old scopes that imply a name according to the old catalog, so that a change cannot hide that it
    /// requests more.
    fn including(&self, name: &str) -> Vec<&String> {
        self.old.keys().filter(|held| exceeds(self.old_catalog, held, name)).collect()
    }

    /// Returns the old scopes that a name implies.
    fn included(&self, name: &str) -> Vec<&String> {
        let catalogs = [self.new_catalog, self.old_catalog];
        self.old.keys().filter(|needed| catalogs.iter().any(|catalog| exceeds(*catalog, name, needed))).collect()
    }

    /// Returns the change for a newly requested scope.
    fn arrived(&self, name: &str) -> Change {
        let including = self.including(name);
        let gone: Vec<&String> = including.iter().copied().filter(|held| !self.new.contains_key(*held)).collect();
        let (kind, others) = match (self.included(name), &*gone) {
            (_, [_, ..]) => (Kind::Narrowed, gone),
            (_, []) if !including.is_empty() => (Kind::Included, including.clone()),
            (included, _) if included.is_empty() => (Kind::Added, included),
            (included, _) => (Kind::Widened, included),
        };
        let mut change = self.described(kind, name, others, self.old);
        // The old catalog's risk counts, too.
        let (before, now) = self.weights(name);
        let is_sensitive = now.is_sensitive() || before.is_some_and(Sensitivity::is_sensitive);
        change.newly_sensitive = including.is_empty() && (is_sensitive || change.approval.is_some());
        change.retired = retirement(self.new_catalog, name);
        change
    }

    /// Returns the change for a scope that is requested as before, if the catalog has changed its risk or approval.
    fn reassessed(&self, name: &str) -> Option<Change> {
        let mut change = self.described(Kind::Reassessed, name, Vec::new(), self.old);
        let (before, after) = self.weights(name);
        let approval_before = details(self.old_catalog, name).is_some_and(|details| details.approval.is_some());
        let is_gated = change.approval.is_some() && !approval_before && self.old_catalog.is_some();
        change.newly_sensitive = is_gated || (after.is_sensitive() && before.is_some_and(|before| before < after));
        if retirement(self.old_catalog, name).is_none() {
            change.retired = retirement(self.new_catalog, name);
        }
        (is_gated || change.risk_before.is_some()).then_some(change)
    }

    fn dropped(&self, name: &str) -> Change {
        let still = self.new.keys().filter(|held| exceeds(self.new_catalog, held, name)).collect();
        let mut change = self.described(Kind::Dropped, name, still, self.new);
        let catalog = self.old_catalog;
        change.risk = catalog.map_or(Sensitivity::Unknown, |catalog| Sensitivity::of(catalog, name)).as_str();
        change.risk_before = None;
        change.approval = None;
        change
    }

    /// Returns the sensitivity of a name in the old and in the new catalog.
    fn weights(&self, name: &str) -> (Option<Sensitivity>, Sensitivity) {
        let now = self.new_catalog.map_or(Sensitivity::Unknown, |catalog| Sensitivity::of(catalog, name));
        (self.old_catalog.map(|catalog| Sensitivity::of(catalog, name)), now)
    }

    fn described(&self, kind: Kind, name: &str, others: Vec<&String>, of_others: &Asking) -> Change {
        let (written, files) = self.new.get(name).or_else(|| self.old.get(name)).cloned().unwrap_or_default();
        let (before, now) = self.weights(name);
        let catalogs = [self.new_catalog, self.old_catalog];
        let permits = catalogs.into_iter().flatten().find_map(|catalog| {
            let known = catalog.lookup(name).known()?;
            Some(catalog.scope(known).description.to_string())
        });
        let approval = details(self.new_catalog, name).and_then(|details| details.approval.as_ref());
        Change {
            kind,
            scope: written,
            others: others.into_iter().map(|other| of_others[other].0.clone()).collect(),
            permits: permits.unwrap_or_default(),
            risk: now.as_str(),
            risk_before: before
                .filter(|before| *before != now && *before != Sensitivity::Unknown)
                .map(Sensitivity::as_str),
            approval: approval.map(|approval| approval.text.to_string()),
            newly_sensitive: false,
            retired: None,
            files: files.into_iter().collect(),
        }
    }
}

/// Returns what a catalog says about a retired name.
fn retirement(catalog: Option<&Catalog>, name: &str) -> Option<Retirement> {
    let catalog = catalog?;
    let Lookup::Retired(id) = catalog.lookup(name) else { return None };
    let retired = catalog.retired(id);
    let replaced_by = retired.replaced_by.iter().map(|Spanned { text, .. }| text.to_string()).collect();
    Some(Retirement { still_works: retired.still_works, replaced_by })
}

impl Change {
    /// Returns the replacements of a retired name, if there are any.
    pub(crate) fn successors(&self) -> Option<&[String]> {
        self.retired.as_ref().map(|retired| &*retired.replaced_by).filter(|names| !names.is_empty())
    }
}
