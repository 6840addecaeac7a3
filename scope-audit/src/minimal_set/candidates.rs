//! The scopes that may be chosen, what they cover, and what choosing them costs.

use std::collections::HashMap;

use scope_catalog::{Catalog, Details, Need, Operation, Pattern, ScopeId, have_common_subject};

use super::formula::{Candidate, Formula};
use super::search::Cost;
use crate::accepted_by::Reach;

/// A scope that may be chosen.
#[derive(Clone, Copy, Debug)]
struct Entry<'a> {
    name: &'a str,
    id: Option<ScopeId>,
}

/// What may be chosen for some operations, in the order of the catalog.
pub(super) struct Candidates<'a> {
    catalog: &'a Catalog,
    entries: Vec<Entry<'a>>,
    /// For each name that is needed, what covers it.
    covering: HashMap<&'a str, Vec<Candidate>>,
}

impl<'a> Candidates<'a> {
    pub(super) fn new(catalog: &'a Catalog, operations: &[&'a Operation], may_use: &dyn Fn(&str) -> bool) -> Self {
        let mut lists: HashMap<&'a str, Vec<Entry<'a>>> = HashMap::with_capacity(operations.len());
        let needed = operations.iter().flat_map(|operation| operation.scopes());
        let mut open: Vec<&'a str> = needed.map(|name| &*name.text).collect();
        while let Some(name) = open.pop() {
            if !lists.contains_key(name) {
                let mut list = covering(catalog, name);
                list.retain(|entry| may_use(entry.name));
                open.extend(list.iter().flat_map(|entry| required(catalog, entry)));
                lists.insert(name, list);
            }
        }
        let order = |entry: &Entry<'a>| (place(catalog, entry), entry.name);
        let mut entries: Vec<Entry<'a>> = lists.values().flatten().copied().collect();
        entries.sort_by_key(order);
        entries.dedup_by_key(|entry| entry.name);
        let number = |entry: &Entry<'a>| entries.binary_search_by_key(&order(entry), order).ok();
        let covering = lists.iter().map(|(&name, list)| (name, list.iter().filter_map(number).collect())).collect();
        Self { catalog, entries, covering }
    }

    /// What covers a name: the scope itself first.
    pub(super) fn covering(&self, name: &str) -> &[Candidate] {
        self.covering.get(name).map_or(&[], |covering| covering)
    }

    pub(super) fn name(&self, candidate: Candidate) -> &'a str {
        self.entries[candidate].name
    }

    /// Its number; `None` for a name that is not in the catalog.
    pub(super) fn id(&self, candidate: Candidate) -> Option<ScopeId> {
        self.entries[candidate].id
    }

    /// A need, over candidates.
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

    /// One of those that cover a name, each with what it requires. `within` are the names that are being looked at: what
    /// requires itself in the end needs nothing more.
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

    /// The names that a scope has no effect without, other than those that it implies.
    pub(super) fn required(&self, candidate: Candidate) -> Vec<&'a str> {
        required(self.catalog, &self.entries[candidate])
    }

    /// What each costs: whether it needs an approval, whether it is special, one scope, whether others are recommended, how
    /// many it implies, its risk, whether its name is foreign to the operations, how many operations accept it, whether
    /// it would be new, its place.
    pub(super) fn costs(&self, operations: &[&Operation], is_requested: &dyn Fn(&str) -> bool) -> Vec<Cost> {
        let reach = Reach::of(self.catalog);
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX / 4);
        let cost = |entry: &Entry<'_>| {
            let details = entry.id.and_then(|id| self.catalog.scope(id).details.as_deref());
            let has = |is_so: fn(&Details) -> bool| details.is_some_and(is_so);
            // A retired name is the last that anybody is advised to request.
            let is_retired = entry.id.is_none() && self.catalog.is_retired(entry.name);
            let is_new = !is_requested(entry.name);
            let is_foreign = operations.iter().any(|operation| {
                let is_for = operation.scopes().iter().any(|name| *name.text == *entry.name);
                is_for && !have_common_subject(entry.name, &operation.name.text)
            });
            Cost([
                i64::from(is_retired || is_new && has(|details| details.approval.is_some())),
                i64::from(is_retired || is_new && has(|details| details.is_special)),
                1,
                i64::from(!has(|details| details.is_recommended)),
                number(entry.id.map_or(1, |id| self.catalog.closure(id).len())),
                details.map_or(0, |details| details.risk as i64),
                i64::from(is_foreign),
                number(entry.id.map_or(0, |id| reach.operations(id))),
                i64::from(is_new),
                number(place(self.catalog, entry)),
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

/// Where the catalog lists it; what it does not list comes last.
fn place(catalog: &Catalog, entry: &Entry<'_>) -> usize {
    entry.id.map_or(catalog.scopes().len(), ScopeId::position)
}

/// The scopes that cover a name. A pattern cannot be asked for: a name that it describes stands for itself.
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
