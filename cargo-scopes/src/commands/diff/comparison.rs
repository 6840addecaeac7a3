//! What a change asks for: two inspections of one workspace, compared.

use std::collections::{BTreeMap, BTreeSet};

use scope_catalog::{Catalog, Lookup, Scope, Spanned};
use serde::Serialize;

use crate::check_workspace::CheckedWorkspace;
use crate::requested_scopes::{Sensitivity, find_by_label, requested_scopes};

/// What is compared, and what has changed.
#[derive(Debug, Serialize)]
pub(crate) struct Comparison {
    pub(crate) from: Side,
    pub(crate) to: Side,
    /// Where something has changed, by package, catalog and client.
    pub(crate) groups: Vec<Group>,
    /// What a reader has to know of the comparison itself.
    pub(crate) notes: Vec<String>,
}

/// One state of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Side {
    /// What the arguments call it.
    pub(crate) name: String,
    /// The id of its commit; `null` for the working tree.
    pub(crate) commit: Option<String>,
}

/// What a package asks of a provider for a client.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Group {
    pub(crate) package: String,
    pub(crate) catalog: String,
    pub(crate) client: Option<String>,
    pub(crate) changes: Vec<Change>,
}

/// What has happened to one scope.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    pub(crate) kind: Kind,
    pub(crate) scope: String,
    /// The scopes that tell its kind: see [`Kind`].
    pub(crate) others: Vec<String>,
    /// What it permits; may be empty.
    pub(crate) permits: String,
    pub(crate) risk: &'static str,
    /// What the catalog called it before, where that was something else.
    pub(crate) risk_before: Option<&'static str>,
    /// What must be done before the provider grants it.
    pub(crate) approval: Option<String>,
    /// Whether it takes more care than what was asked for before: by its risk, or by an approval.
    pub(crate) newly_sensitive: bool,
    /// Where it is asked for and must no longer be, which was not so before.
    pub(crate) retired: Option<Retirement>,
    /// Where it is asked for; of one that is dropped, where it was.
    pub(crate) files: Vec<String>,
}

/// What has happened, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// Requested now, and implies others that were requested before.
    Widened,
    /// Requested now, and nothing before implied it.
    Added,
    /// Requested before and now; the catalog has another risk or approval for it.
    Reassessed,
    /// Requested now instead of others that imply it.
    Narrowed,
    /// Requested now, beside others that already implied it.
    Included,
    /// No longer asked for; others that are may include it still.
    Dropped,
}

impl Kind {
    /// Each kind, with its word, and what the others of a change are to it.
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

    /// What the others of a change are to it.
    pub(crate) fn relation(self) -> &'static str {
        Self::TABLE[self as usize].2
    }
}

/// What the catalog says of a name that must no longer be written.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Retirement {
    pub(crate) still_works: bool,
    pub(crate) replaced_by: Vec<String>,
}

impl Comparison {
    pub(crate) fn changes(&self) -> impl Iterator<Item = &Change> {
        self.groups.iter().flat_map(|group| &group.changes)
    }

    /// How many changes of each sort there are, in words; `None` where there is none.
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

/// Package, catalog and client.
type Place = (String, String, Option<String>);

/// The scopes of a place, by the name that the catalog has for them: how they are written, and where.
type Asking = BTreeMap<String, (String, BTreeSet<String>)>;

/// What has changed between two inspections.
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

/// The name that a catalog has for what may be another spelling of it. What a pattern describes has its own.
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

/// What is asked for at a place, then or now, with the catalog of that time.
#[derive(Clone, Copy)]
struct State<'c> {
    asking: &'c Asking,
    catalog: &'c Catalog,
}

impl<'c> State<'c> {
    /// What the catalog says of a name.
    fn scope(self, name: &str) -> Option<&'c Scope> {
        self.catalog.lookup(name).known().map(|id| self.catalog.scope(id))
    }

    fn approval(self, name: &str) -> Option<&'c Spanned> {
        self.scope(name)?.details.as_deref()?.approval.as_ref()
    }

    fn weight(self, name: &str) -> Sensitivity {
        Sensitivity::of(self.catalog, name)
    }

    /// What it says of a name that must no longer be written.
    fn retirement(self, name: &str) -> Option<Retirement> {
        let Lookup::Retired(id) = self.catalog.lookup(name) else { return None };
        let retired = self.catalog.retired(id);
        let replaced_by = retired.replaced_by.iter().map(|successor| successor.text.to_string()).collect();
        Some(Retirement { still_works: retired.still_works, replaced_by })
    }

    /// Whether holding one name is good for another one, and more.
    fn exceeds(self, held: &str, needed: &str) -> bool {
        let both = self.catalog.lookup(held).known().zip(self.catalog.lookup(needed).known());
        both.is_some_and(|(held, needed)| held != needed && self.catalog.covers(held, needed))
    }
}

/// What was asked for at a place, and what is.
struct Pair<'c> {
    old: State<'c>,
    new: State<'c>,
}

impl Pair<'_> {
    fn changes(&self) -> Vec<Change> {
        let (old, new) = (self.old.asking, self.new.asking);
        let (kept, arrived): (Vec<&String>, Vec<&String>) = new.keys().partition(|name| old.contains_key(*name));
        let mut changes: Vec<Change> = arrived.into_iter().map(|name| self.arrived(name)).collect();
        // What was replaced is reported with its replacement.
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

    /// Something that is asked for and was not.
    fn arrived(&self, name: &str) -> Change {
        // As the catalog of before says: a change does not decide itself whether it asks for more.
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
        // What the catalog said before the change counts too.
        let is_sensitive = self.new.weight(name).is_sensitive() || self.old.weight(name).is_sensitive();
        change.newly_sensitive = is_more && (is_sensitive || change.approval.is_some());
        change.retired = self.new.retirement(name);
        change
    }

    /// Something that is asked for as before, where the catalog has changed its mind on it.
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
    /// What has taken the place of a retired name, if anything has.
    pub(crate) fn successors(&self) -> Option<&[String]> {
        self.retired.as_ref().map(|retired| &*retired.replaced_by).filter(|names| !names.is_empty())
    }
}
