//! The scopes that may be chosen, what they cover, and what choosing them costs.

use std::collections::HashMap;

use scope_catalog::{Catalog, Need, Operation, Pattern, ScopeId};

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
    /// For each name that is needed, its number in `covering`.
    needed: HashMap<&'a str, usize>,
    covering: Vec<Vec<Candidate>>,
}

impl<'a> Candidates<'a> {
    pub(super) fn new(catalog: &'a Catalog, operations: &[&'a Operation], may_use: &dyn Fn(&str) -> bool) -> Self {
        let mut needed = HashMap::with_capacity(operations.len());
        let mut lists: Vec<Vec<Entry<'a>>> = Vec::new();
        for name in operations.iter().flat_map(|operation| operation.needs.scopes()) {
            if !needed.contains_key(&*name.text) {
                needed.insert(&*name.text, lists.len());
                let covering = covering(catalog, &name.text).into_iter();
                lists.push(covering.filter(|entry| may_use(entry.name)).collect());
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

    /// What covers a name: the scope itself first.
    pub(super) fn covering(&self, name: &str) -> &[Candidate] {
        self.needed.get(name).map_or(&[], |&number| &self.covering[number])
    }

    pub(super) fn name(&self, candidate: Candidate) -> &'a str {
        self.entries[candidate].name
    }

    /// Its number; `None` for a name that is not in the catalog.
    pub(super) fn id(&self, candidate: Candidate) -> Option<ScopeId> {
        self.entries[candidate].id
    }

    /// A need, over candidates.
    pub(super) fn requirement(&self, need: &Need) -> Formula {
        self.formula(need).simplified()
    }

    fn formula(&self, need: &Need) -> Formula {
        let formulas = |needs: &[Need]| needs.iter().map(|need| self.formula(need)).collect();
        match need {
            Need::Scope(name) => Formula::OneOf(self.covering(&name.text).to_vec()),
            Need::Any(needs) => Formula::Any(formulas(needs)),
            Need::All(needs) => Formula::All(formulas(needs)),
        }
    }

    /// What each costs: one scope, how many it implies, its risk, how many operations accept it, its place.
    pub(super) fn costs(&self) -> Vec<Cost> {
        let reach = Reach::of(self.catalog);
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX / 4);
        let cost = |entry: &Entry<'_>| {
            let place = number(place(self.catalog, entry));
            let Some(id) = entry.id else { return Cost([1, 1, 0, 0, place]) };
            let risk = self.catalog.scope(id).details.as_ref().map_or(0, |details| details.risk as i64);
            Cost([1, number(self.catalog.closure(id).len()), risk, number(reach.operations(id)), place])
        };
        self.entries.iter().map(cost).collect()
    }
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
