//! The smallest set of scopes that covers a set of operations, and what each scope is for.

use scope_catalog::{Catalog, Need, Operation, ScopeId};

use crate::accepted_by::Reach;
use crate::narrower::Demand;
use candidates::Candidates;
use search::WORK;
use split::Split;

mod candidates;
mod formula;
mod search;
mod split;

/// The scopes to request, and why. Operations are positions in the given list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinimalSet<'a> {
    /// The scopes, in the order of the catalog.
    pub scopes: Vec<Selected<'a>>,
    /// The operations that they cover.
    pub served: Vec<ServedOperation<'a>>,
    /// The operations that no permitted scope covers.
    pub unserved: Vec<usize>,
    /// The operations of which no requested scope covers a part, and for which no scope is chosen: each scope that they accept
    /// is for something else, and it depends on the call which are needed.
    pub undecided: Vec<usize>,
    /// Whether the set is proven to be the smallest. `false` if the search reached its limit: the set covers all
    /// operations, but a smaller one may exist.
    pub is_exact: bool,
}

/// A scope in the smallest set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected<'a> {
    /// Its name in a request.
    pub name: &'a str,
    /// Its id; `None` if an operation needs a name that is not in the catalog.
    pub id: Option<ScopeId>,
    /// The operations for which it is used.
    pub serves: Vec<usize>,
}

/// An operation that is covered, and the scopes that meet its need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedOperation<'a> {
    /// The operation.
    pub operation: usize,
    /// The needed scopes; of alternatives, the first that is met, by a scope that is not special if there is one.
    pub way: Vec<SatisfiedBy<'a>>,
}

/// A needed scope, and the scope that meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SatisfiedBy<'a> {
    /// The scope that the operation needs.
    pub needed: &'a str,
    /// The scope that covers it: a position in [`MinimalSet::scopes`].
    pub by: usize,
}

/// Finds the smallest set of scopes that covers these operations.
///
/// No scope that needs an approval, and then none that is special, unless nothing else is enough. Then fewest scopes; but in
/// the place of one, several that are narrower and enough, if they grant less together: fewer operations accept them, or
/// each has a lower risk. Among
/// equals those that the provider recommends, then those that imply the fewest others, then those of the lowest risk, then
/// those whose names belong to the operations, then those that the fewest operations of the catalog accept, then those that
/// are requested, then those that the catalog lists first: each of these added up over the set. A scope that requires another one comes with it. The order of the operations makes no
/// difference. What is counted is what operations need; that scopes conflict, or are not for every client, is the concern of
/// the rules.
///
/// ```
/// use scope_audit::minimal_set;
/// use scope_catalog::Catalog;
///
/// let catalog = Catalog::from_text("\
/// scopes = ['read', 'write', 'admin']
/// [operations]
/// get = { needs = { any = ['admin', 'read', 'write'] } }
/// put = { needs = { any = ['admin', 'write'] } }").expect("a sound catalog");
/// let found = minimal_set(&catalog, &[&catalog.operations()[0], &catalog.operations()[1]]);
/// assert_eq!(found.scopes[0].name, "write");
/// assert_eq!(found.scopes[0].serves, [0, 1]);
/// assert!(found.is_exact);
/// ```
pub fn minimal_set<'a>(catalog: &'a Catalog, operations: &[&'a Operation]) -> MinimalSet<'a> {
    minimal_set_among(catalog, operations, &|_| true, &|_| false)
}

/// Like [`minimal_set`], but only with permitted scopes: for example those that a client is registered for. A scope that is
/// requested anyway is like any other, even if it is special or needs an approval. What requested scopes serve at
/// times stays served. In their place is chosen only what demands no more and is accepted by no more operations, and
/// no special scope for one that is not special.
pub fn minimal_set_among<'a>(
    catalog: &'a Catalog,
    operations: &[&'a Operation],
    may_use: &dyn Fn(&str) -> bool,
    is_requested: &dyn Fn(&str) -> bool,
) -> MinimalSet<'a> {
    let candidates = Candidates::new(catalog, operations, may_use);
    let requested = Requested { catalog, asks_for: is_requested, reach: Reach::of(catalog) };
    let (mut requirements, mut unserved, mut undecided) = (Vec::new(), Vec::new(), Vec::new());
    for (position, operation) in operations.iter().enumerate() {
        if operation.is_divided() && !requested.serves(&operation.needs, true) {
            undecided.push(position);
            continue;
        }
        if candidates.requirement(&operation.needs).is_impossible() {
            unserved.push(position);
            continue;
        }
        for need in requested.needs(operation) {
            let whole = candidates.requirement(need);
            let limit = requested.limit(need);
            let is_beyond = |candidate| !requested.is_within(limit.as_ref(), &candidates, candidate);
            let within = whole.given(&|candidate| is_beyond(candidate).then_some(false)).simplified();
            requirements.push(if within.is_impossible() { whole } else { within });
        }
    }
    requirements.retain(|requirement| !requirement.is_impossible());
    let costs = candidates.costs(operations, is_requested);
    let (reach, requirements) = (&requested.reach, &requirements);
    let split = Split { candidates: &candidates, operations, costs: &costs, reach, requirements };
    let found = search::cheapest(requirements.clone(), &costs, WORK).map(|found| split.all(found));
    let (chosen, is_exact) = found.map_or((Vec::new(), true), |found| (found.chosen, found.is_exact));
    let selected = |&at: &usize| Selected { name: candidates.name(at), id: candidates.id(at), serves: Vec::new() };
    let scopes = chosen.iter().map(selected).collect();
    let mut result = MinimalSet { scopes, served: Vec::new(), unserved, undecided, is_exact };
    let covering = Covering { candidates: &candidates, chosen: &chosen };
    for (position, operation) in operations.iter().enumerate() {
        if result.unserved.contains(&position) || result.undecided.contains(&position) {
            continue;
        }
        if let Some(mut way) = covering.way(&operation.needs) {
            for need in requested.needs(operation).into_iter().skip(1) {
                let more = covering.way(need).unwrap_or_default();
                way.extend(more.into_iter().filter(|met| way.iter().all(|known| known != met)).collect::<Vec<_>>());
            }
            for (at, scope) in result.scopes.iter_mut().enumerate() {
                if way.iter().any(|met| met.by == at) {
                    scope.serves.push(position);
                }
            }
            result.served.push(ServedOperation { operation: position, way });
        }
    }
    result
}

/// The scopes that are requested, whatever is chosen.
struct Requested<'r> {
    catalog: &'r Catalog,
    asks_for: &'r dyn Fn(&str) -> bool,
    reach: Reach<'r>,
}

/// What may be chosen for a need that requested scopes meet: nothing that grants more than they do.
struct Limit {
    /// What they demand; of several, all of it.
    demands: Vec<Demand>,
    /// How many operations accept one of them, at most.
    operations: usize,
    /// Whether they meet it without special ones: then no special one is enough.
    is_ordinary: bool,
}

impl Requested<'_> {
    /// What an operation needs every time, then what it needs at times and is requested.
    fn needs<'o>(&self, operation: &'o Operation) -> Vec<&'o Need> {
        operation.needs_in_use(&|name| self.covers(name, true))
    }

    /// Whether they meet a need, with special ones or without.
    fn serves(&self, need: &Need, with_special: bool) -> bool {
        need.is_met(&|name| self.covers(name, with_special))
    }

    /// `None` where they do not meet the need.
    fn limit(&self, need: &Need) -> Option<Limit> {
        if !self.serves(need, true) {
            return None;
        }
        let is_ordinary = self.serves(need, false);
        let mut limit = Limit { demands: Vec::new(), operations: 0, is_ordinary };
        for name in need.scopes() {
            let Some(needed) = self.catalog.declared(&name.text) else { continue };
            for id in self.catalog.implying(needed) {
                if (self.asks_for)(&self.catalog.scope(id).name) && !(is_ordinary && self.catalog.is_special(id)) {
                    limit.demands.push(Demand::of(self.catalog, id));
                    limit.operations = limit.operations.max(self.reach.operations(id));
                }
            }
        }
        Some(limit)
    }

    fn is_within(&self, limit: Option<&Limit>, candidates: &Candidates<'_>, candidate: usize) -> bool {
        let Some(limit) = limit else { return true };
        let Some(id) = candidates.id(candidate) else { return !self.catalog.is_retired(candidates.name(candidate)) };
        if limit.is_ordinary && self.catalog.is_special(id) {
            return false;
        }
        let demand = Demand::of(self.catalog, id);
        limit.demands.is_empty()
            || (self.asks_for)(candidates.name(candidate))
            || limit.demands.iter().any(|limit| !demand.exceeds(*limit))
                && self.reach.operations(id) <= limit.operations
    }

    fn covers(&self, name: &str, with_special: bool) -> bool {
        let is_special = |id: ScopeId| self.catalog.is_special(id);
        let counts = |name: &str| with_special || !self.catalog.declared(name).is_some_and(is_special);
        let is_held = |name: &str| (self.asks_for)(name) && counts(name);
        is_held(name) || self.catalog.covering_names(name).iter().any(|name| is_held(name))
    }
}

/// The chosen scopes, and what they cover.
struct Covering<'s, 'a> {
    candidates: &'s Candidates<'a>,
    chosen: &'s [usize],
}

impl<'a> Covering<'_, 'a> {
    fn way(&self, need: &'a Need) -> Option<Vec<SatisfiedBy<'a>>> {
        match need {
            Need::Scope(name) => self.with_companions(&name.text),
            Need::Any(needs) => {
                let is_special = |met: &&SatisfiedBy<'_>| self.candidates.is_special(self.chosen[met.by]);
                let ways = needs.iter().filter_map(|need| self.way(need));
                ways.min_by_key(|way| way.iter().filter(is_special).count())
            }
            Need::All(needs) => {
                let ways: Option<Vec<_>> = needs.iter().map(|need| self.way(need)).collect();
                ways.map(|ways| ways.concat())
            }
        }
    }

    /// What meets the need for a name, and what that requires itself.
    fn with_companions(&self, name: &'a str) -> Option<Vec<SatisfiedBy<'a>>> {
        let mut way = vec![SatisfiedBy { needed: name, by: self.by(name)? }];
        let mut next = 0;
        while next < way.len() {
            for required in self.candidates.required(self.chosen[way[next].by]) {
                if way.iter().all(|met| met.needed != required) {
                    way.push(SatisfiedBy { needed: required, by: self.by(required)? });
                }
            }
            next += 1;
        }
        Some(way)
    }

    /// The scope of that very name, or else the first that covers it.
    fn by(&self, needed: &str) -> Option<usize> {
        let covering = self.candidates.covering(needed);
        let is_own = |&&candidate: &&usize| *self.candidates.name(candidate) == *needed;
        let own = covering.iter().filter(is_own).find_map(|candidate| self.chosen.binary_search(candidate).ok());
        own.or_else(|| covering.iter().find_map(|candidate| self.chosen.binary_search(candidate).ok()))
    }
}

#[cfg(test)]
mod tests;
