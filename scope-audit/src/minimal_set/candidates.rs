//! Collects the scopes that may be chosen, what they cover, and what they cost.

use std::collections::HashMap;

use scope_catalog::{Catalog, Need, Operation, Pattern, ScopeId, have_common_subject};

use super::formula::{Candidate, Formula};
use super::search::Cost;
use crate::accepted_by::Reach;

/// A scope that may be chosen.
#[derive(Clone, Copy, Debug)]
struct Entry<'a> {
    name: &'a str,
    id: Option<ScopeId>,
}

/// The scopes that may be chosen for some operations, in the order of the catalog.
pub(super) struct Candidates<'a> {
    catalog: &'a Catalog,
    entries: Vec<Entry<'a>>,
    /// For each needed name, its index in `covering`.
    needed: HashMap<&'a str, usize>,
    covering: Vec<Vec<Candidate>>,
}

impl<'a> Candidates<'a> {
    pub(super) fn new(catalog: &'a Catalog, operations: &[&'a Operation], may_use: &dyn Fn(&str) -> bool) -> Self {
        let mut needed = HashMap::with_capacity(operations.len());
        let mut lists: Vec<Vec<Entry<'a>>> = Vec::new();
        let mut open: Vec<&'a str> =
            operations.iter().flat_map(|operation| operation.scopes()).map(|name| &*name.text).collect();
        open.reverse();
        while let Some(name) = open.pop() {
            if !needed.contains_key(name) {
                needed.insert(name, lists.len());
                let covering = covering(catalog, name).into_iter();
                let list: Vec<Entry<'a>> = covering.filter(|entry| may_use(entry.name)).collect();
                for entry in &list {
                    open.extend(required(catalog, entry));
                }
                lists.push(list);
            }
        }
        let mut entries: Vec<Entry<'a>> = lists.iter().flatten().copied().collect();
        entries.sort_by_key(|entry| (place(catalog, entry), entry.name));
        entries.dedup_by_key(|entry| entry.name);
        let mut numbers = HashMap::with_capacity(entries.len());
        for (number, entry) in entries.iter().enumerate() {
            numbers.insert(entry.name, number);
        }
        let numbered =
            |list: Vec<Entry<'a>>| list.iter().filter_map(|entry| numbers.get(entry.name).copied()).collect();
        let covering = lists.into_iter().map(numbered).collect();
        Self { catalog, entries, needed, covering }
    }

    /// Returns what covers a name, starting with the scope itself.
    pub(super) fn covering(&self, name: &str) -> &[Candidate] {
        self.needed.get(name).map_or(&[], |&number| &self.covering[number])
    }

    pub(super) fn name(&self, candidate: Candidate) -> &'a str {
        self.entries[candidate].name
    }

    /// Returns its ID; `None` for a name that the catalog does not have.
    pub(super) fn id(&self, candidate: Candidate) -> Option<ScopeId> {
        self.entries[candidate].id
    }

    /// Converts a need to a formula over candidates.
    pub(super) fn requirement(&self, need: &'a Need) -> Formula {
        self.formula(need).simplified()
    }

    pub(super) fn is_special(&self, candidate: Candidate) -> bool {
        self.id(candidate).is_some_and(|id| self.catalog.is_special(id))
    }

    fn formula(&self, need: &'a Need) -> Formula {
        let formulas = |needs: &'a [Need]| needs.iter().map(|need| self.formula(need)).collect();
        match need {
            Need::Scope(name) => self.one_of(&name.text, &mut Vec::new()),
            Need::Any(needs) => Formula::Any(formulas(needs)),
            Need::All(needs) => Formula::All(formulas(needs)),
        }
    }

    /// Returns a formula for one of the scopes that cover a name, each with what it requires. `within` are the names
    /// being processed, so that a scope that indirectly requires itself needs nothing more.
    fn one_of(&self, name: &'a str, within: &mut Vec<&'a str>) -> Formula {
        let (mut alone, mut together) = (Vec::new(), Vec::new());
        within.push(name);
        for &candidate in self.covering(name) {
            let mut parts = Vec::new();
            for required in self.required(candidate) {
                if !within.contains(&required) {
                    parts.push(self.one_of(required, within));
                }
            }
            if parts.is_empty() {
                alone.push(candidate);
            } else {
                parts.push(Formula::OneOf(vec![candidate]));
                together.push(Formula::All(parts));
            }
        }
        within.pop();
        if together.is_empty() {
            return Formula::OneOf(alone);
        }
        together.push(Formula::OneOf(alone));
        Formula::Any(together)
    }

    /// Returns the names without which a scope has no effect, except for those that it implies.
    pub(super) fn required(&self, candidate: Candidate) -> Vec<&'a str> {
        required(self.catalog, &self.entries[candidate])
    }

    /// Returns the cost of each candidate: whether it needs an approval, whether it is special, one for each scope,
    /// whether others are recommended, how many scopes it implies, its risk, whether its name is foreign to the
    /// operations, how many operations accept it, whether it would be new, and its position.
    pub(super) fn costs(&self, operations: &[&Operation], is_requested: &dyn Fn(&str) -> bool) -> Vec<Cost> {
        let reach = Reach::of(self.catalog);
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX / 4);
        let cost = |entry: &Entry<'_>| {
            let place = number(place(self.catalog, entry));
            let foreign = operations.iter().any(|operation| {
                let is_for = operation.scopes().iter().any(|name| *name.text == *entry.name);
                is_for && !have_common_subject(entry.name, &operation.name.text)
            });
            let is_new = !is_requested(entry.name);
            let new = i64::from(is_new);
            // A retired name is only suggested if there is nothing else.
            let retired = i64::from(self.catalog.is_retired(entry.name));
            let Some(id) = entry.id else {
                return Cost([retired, retired, 1, 1, 1, 0, i64::from(foreign), 0, new, place]);
            };
            let details = self.catalog.scope(id).details.as_deref();
            let special = is_new && details.is_some_and(|details| details.is_special);
            let approval = is_new && details.is_some_and(|details| details.approval.is_some());
            let recommended = details.is_some_and(|details| details.is_recommended);
            Cost([
                i64::from(approval),
                i64::from(special),
                1,
                i64::from(!recommended),
                number(self.catalog.closure(id).len()),
                details.map_or(0, |details| details.risk as i64),
                i64::from(foreign),
                number(reach.operations(id)),
                new,
                place,
            ])
        };
        self.entries.iter().map(cost).collect()
    }
}

/// What a scope requires and does not imply.
fn required<'a>(catalog: &'a Catalog, entry: &Entry<'a>) -> Vec<&'a str> {
    let Some(id) = entry.id else { return Vec::new() };
    let is_implied = |name: &str| catalog.declared(name).is_some_and(|required| catalog.covers(id, required));
    catalog.scope(id).requires().iter().map(|name| &*name.text).filter(|name| !is_implied(name)).collect()
}

/// Returns the position in the catalog. Names that the catalog does not have come last.
fn place(catalog: &Catalog, entry: &Entry<'_>) -> usize {
    entry.id.map_or(catalog.scopes().len(), ScopeId::position)
}

/// Returns the scopes that cover a name. A pattern cannot be requested, so a name that matches it stands for itself.
fn covering<'a>(catalog: &'a Catalog, name: &'a str) -> Vec<Entry<'a>> {
    let Some(id) = catalog.declared(name) else { return vec![Entry { name, id: None }] };
    let mut entries = Vec::new();
    for cover in catalog.implying(id) {
        let own = &*catalog.scope(cover).name;
        if !Pattern::is_pattern(own) {
            entries.push(Entry { name: own, id: Some(cover) });
        } else if cover == id {
            entries.push(Entry { name, id: Some(cover) });
        }
    }
    entries
}
