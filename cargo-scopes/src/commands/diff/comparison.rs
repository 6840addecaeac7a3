//! Compares two inspections of a workspace, to find out what a change requests.

use std::collections::{BTreeMap, BTreeSet};

use scope_catalog::{Catalog, Lookup, Scope, Spanned};
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
    let nothing = (Asking::new(), Catalog::default());
    let group = |place: &Place| {
        let (package, catalog, client) = place.clone();
        let pair = Pair {
            old: State {
                asking: old.get(place).unwrap_or(&nothing.0),
                catalog: find_by_label(before, &package, &catalog).unwrap_or(&nothing.1),
            },
            new: State {
                asking: new.get(place).unwrap_or(&nothing.0),
                catalog: find_by_label(after, &package, &catalog).unwrap_or(&nothing.1),
            },
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

/// The scopes requested at one location before or after the change, with the catalog of that time.
#[derive(Clone, Copy)]
struct State<'c> {
    asking: &'c Asking,
    catalog: &'c Catalog,
}

impl<'c> State<'c> {
    /// Returns the catalog's entry for a name.
    fn scope(self, name: &str) -> Option<&'c Scope> {
        self.catalog.lookup(name).known().map(|id| self.catalog.scope(id))
    }

    fn approval(self, name: &str) -> Option<&'c Spanned> {
        self.scope(name)?.details.as_deref()?.approval.as_ref()
    }

    fn weight(self, name: &str) -> Sensitivity {
        Sensitivity::of(self.catalog, name)
    }

    /// Returns the catalog's entry for a retired name.
    fn retirement(self, name: &str) -> Option<Retirement> {
        let Lookup::Retired(id) = self.catalog.lookup(name) else { return None };
        let retired = self.catalog.retired(id);
        let replaced_by = retired.replaced_by.iter().map(|successor| successor.text.to_string()).collect();
        Some(Retirement { still_works: retired.still_works, replaced_by })
    }

    /// Whether a held scope grants what a needed one grants, and more.
    fn exceeds(self, held: &str, needed: &str) -> bool {
        let both = self.catalog.lookup(held).known().zip(self.catalog.lookup(needed).known());
        both.is_some_and(|(held, needed)| held != needed && self.catalog.covers(held, needed))
    }
}

/// The requests at one location before and after the change.
struct Pair<'c> {
    old: State<'c>,
    new: State<'c>,
}

impl Pair<'_> {
    fn changes(&self) -> Vec<Change> {
        let (old, new) = (self.old.asking, self.new.asking);
        let (kept, arrived): (Vec<&String>, Vec<&String>) = new.keys().partition(|name| old.contains_key(*name));
        let mut changes: Vec<Change> = arrived.into_iter().map(|name| self.arrived(name)).collect();
        // A replaced scope is reported together with its replacement.
        let exchanges = changes.iter().filter(|change| matches!(change.kind, Kind::Widened | Kind::Narrowed));
        let replaced: BTreeSet<&String> = exchanges.flat_map(|change| &change.others).collect();
        let is_dropped =
            |(name, (written, _)): &(&String, &(String, _))| !new.contains_key(*name) && !replaced.contains(written);
        let dropped: Vec<Change> = old.iter().filter(is_dropped).map(|(name, _)| self.dropped(name)).collect();
        changes.extend(dropped);
        changes.extend(kept.into_iter().filter_map(|name| self.reassessed(name)));
        changes.sort_by(|one, other| (one.kind, &one.scope).cmp(&(other.kind, &other.scope)));
        changes
    }

    /// Returns the change for a newly requested scope.
    fn arrived(&self, name: &str) -> Change {
        // This uses the old catalog, so that a change of the catalog cannot hide that more is requested.
        let including: Vec<&String> = self.old.asking.keys().filter(|held| self.old.exceeds(held, name)).collect();
        let gone: Vec<&String> =
            including.iter().copied().filter(|held| !self.new.asking.contains_key(*held)).collect();
        let is_included = |needed: &&String| self.new.exceeds(name, needed) || self.old.exceeds(name, needed);
        let included: Vec<&String> = self.old.asking.keys().filter(is_included).collect();
        let is_more = including.is_empty();
        let (kind, others) = match (&*gone, &*included) {
            ([_, ..], _) => (Kind::Narrowed, gone),
            _ if !is_more => (Kind::Included, including),
            (_, []) => (Kind::Added, included),
            _ => (Kind::Widened, included),
        };
        let mut change = self.described(kind, name, others, self.old);
        // The old catalog's risk counts, too.
        let is_sensitive = self.new.weight(name).is_sensitive() || self.old.weight(name).is_sensitive();
        change.newly_sensitive = is_more && (is_sensitive || change.approval.is_some());
        change.retired = self.new.retirement(name);
        change
    }

    /// Returns the change for a scope that is requested as before, if the catalog has changed its risk or approval.
    fn reassessed(&self, name: &str) -> Option<Change> {
        let mut change = self.described(Kind::Reassessed, name, Vec::new(), self.old);
        let (before, after) = (self.old.weight(name), self.new.weight(name));
        let is_gated = change.approval.is_some() && self.old.approval(name).is_none();
        change.newly_sensitive = is_gated || after.is_sensitive() && before < after;
        if self.old.retirement(name).is_none() {
            change.retired = self.new.retirement(name);
        }
        (is_gated || change.risk_before.is_some()).then_some(change)
    }

    fn dropped(&self, name: &str) -> Change {
        let still = self.new.asking.keys().filter(|held| self.new.exceeds(held, name)).collect();
        let change = self.described(Kind::Dropped, name, still, self.new);
        Change { risk: self.old.weight(name).as_str(), risk_before: None, approval: None, ..change }
    }

    fn described(&self, kind: Kind, name: &str, others: Vec<&String>, of_others: State<'_>) -> Change {
        let states = [self.new, self.old];
        let (written, files) = states.iter().find_map(|state| state.asking.get(name)).cloned().unwrap_or_default();
        let permits = states.iter().find_map(|state| Some(state.scope(name)?.description.to_string()));
        let (before, now) = (self.old.weight(name), self.new.weight(name));
        let is_known = before != now && before != Sensitivity::Unknown;
        Change {
            kind,
            scope: written,
            others: others.into_iter().map(|other| of_others.asking[other].0.clone()).collect(),
            permits: permits.unwrap_or_default(),
            risk: now.as_str(),
            risk_before: is_known.then(|| before.as_str()),
            approval: self.new.approval(name).map(|approval| approval.text.to_string()),
            newly_sensitive: false,
            retired: None,
            files: files.into_iter().collect(),
        }
    }
}

impl Change {
    /// Returns the replacements of a retired name, if there are any.
    pub(crate) fn successors(&self) -> Option<&[String]> {
        self.retired.as_ref().map(|retired| &*retired.replaced_by).filter(|names| !names.is_empty())
    }
}
