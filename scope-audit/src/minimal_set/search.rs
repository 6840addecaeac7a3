//! The cheapest choice that meets every requirement: reduce, split, bound, branch.
//!
//! It is a hitting-set problem with conditions, hard in general and easy on what providers publish: nearly all of it is
//! decided by reductions. What is left is searched with a bound from below (each requirement takes what its candidates
//! still have of their cost: a feasible solution of the dual problem) and one from above (the best choice so far).

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::{Add, Sub};

use super::formula::{Candidate, Formula, each_once};

/// The limit of requirements that are looked at in a search, over all branches. Published catalogs take a fraction of it.
pub(super) const WORK: usize = 1_000_000;

/// What a choice costs: the first number that differs decides. Costs add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost(pub(super) [i64; 10]);

impl Cost {
    const UNBOUNDED: Self = Self([i64::MAX / 4; 10]);

    fn with(self, other: Self, combine: impl Fn(i64, i64) -> i64) -> Self {
        Self(std::array::from_fn(|at| combine(self.0[at], other.0[at])))
    }
}

impl Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.with(other, i64::saturating_add)
    }
}

impl Sub for Cost {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.with(other, i64::saturating_sub)
    }
}

/// What a search has found.
#[derive(Debug)]
pub(super) struct Found {
    /// In order.
    pub(super) chosen: Vec<Candidate>,
    /// Whether no cheaper choice exists; `false` where the search was given up.
    pub(super) is_exact: bool,
}

/// The cheapest choice that meets every requirement; `None` where none does.
///
/// `work` bounds how many requirements are looked at, over all branches.
pub(super) fn cheapest(requirements: Vec<Formula>, costs: &[Cost], work: usize) -> Option<Found> {
    let mut search = Search { costs, work, is_exact: true };
    let mut chosen = search.best(requirements, Cost::UNBOUNDED)?;
    chosen.sort_unstable();
    Some(Found { chosen, is_exact: search.is_exact })
}

struct Search<'s> {
    costs: &'s [Cost],
    work: usize,
    is_exact: bool,
}

impl Search<'_> {
    fn cost(&self, chosen: &[Candidate]) -> Cost {
        chosen.iter().fold(Cost::default(), |sum, &candidate| sum + self.costs[candidate])
    }

    /// The best choice that costs less than the limit.
    fn best(&mut self, requirements: Vec<Formula>, limit: Cost) -> Option<Vec<Candidate>> {
        let (mut chosen, rest) = reduced(requirements, self.costs)?;
        let parts = independent(rest);
        let bounds: Vec<Bound> = parts.iter().map(|part| Bound::of(part, self.costs)).collect();
        let mut open = bounds.iter().fold(Cost::default(), |sum, bound| sum + bound.total);
        let mut spent = self.cost(&chosen);
        if spent + open >= limit {
            return None;
        }
        for (part, bound) in parts.into_iter().zip(bounds) {
            open = open - bound.total;
            let found = self.part(&part, &bound, limit - spent - open)?;
            spent = spent + self.cost(&found);
            chosen.extend(found);
        }
        Some(chosen)
    }

    /// The same for requirements that hang together and that no reduction makes fewer.
    fn part(&mut self, part: &[Formula], bound: &Bound, limit: Cost) -> Option<Vec<Candidate>> {
        let simple = simple(part, self.costs);
        let simple_cost = self.cost(&simple);
        let fallback = (simple_cost < limit).then_some(simple);
        let limit = limit.min(simple_cost);
        if bound.total >= limit {
            return fallback;
        }
        let Some(left) = self.work.checked_sub(part.len()) else {
            self.is_exact = false;
            return fallback;
        };
        self.work = left;
        let is_too_dear = |candidate: Candidate| bound.total + bound.left[candidate] >= limit;
        let fate = |candidate| is_too_dear(candidate).then_some(false);
        if part.iter().any(|formula| formula.candidates().into_iter().any(is_too_dear)) {
            return self.best(given(part, &fate), limit).or(fallback);
        }
        self.branch(part, limit).or(fallback)
    }

    /// With one candidate, then without it.
    fn branch(&mut self, part: &[Formula], limit: Cost) -> Option<Vec<Candidate>> {
        let candidate = pivot(part, self.costs);
        let decide = |choice: bool| given(part, &|other| (other == candidate).then_some(choice));
        let own = self.costs[candidate];
        let mut with = self.best(decide(true), limit - own);
        if let Some(found) = &mut with {
            found.push(candidate);
        }
        let limit = with.as_ref().map_or(limit, |found| self.cost(found));
        self.best(decide(false), limit).or(with)
    }
}

fn given(requirements: &[Formula], fate: &dyn Fn(Candidate) -> Option<bool>) -> Vec<Formula> {
    requirements.iter().map(|formula| formula.given(fate)).collect()
}

/// The candidate to decide on next: of the requirement with the fewest, the one that appears most often; then the cheapest.
fn pivot(part: &[Formula], costs: &[Cost]) -> Candidate {
    let appearances = |candidate: Candidate| part.iter().filter(|formula| formula.has(candidate)).count();
    let order = |&candidate: &Candidate| (Reverse(appearances(candidate)), costs[candidate], candidate);
    let fewest = part.iter().map(Formula::candidates).min_by_key(Vec::len).unwrap_or_default();
    fewest.into_iter().min_by_key(order).unwrap_or_default()
}

/// Chooses what must be chosen, and drops requirements that others bring with them and candidates that a cheaper one
/// stands in for, until nothing changes: what was chosen, and what is left. `None` where a requirement cannot be met.
fn reduced(requirements: Vec<Formula>, costs: &[Cost]) -> Option<(Vec<Candidate>, Vec<Formula>)> {
    let mut chosen = Vec::new();
    let mut rest = canonical(requirements)?;
    loop {
        let forced: Vec<Candidate> = rest.iter().filter_map(Formula::only_choice).collect();
        if !forced.is_empty() {
            rest = canonical(given(&rest, &|candidate| forced.contains(&candidate).then_some(true)))?;
            chosen.extend(forced);
            continue;
        }
        rest = without_implied(&rest);
        let replaceable: Vec<bool> = (0..costs.len()).map(|at| is_replaceable(at, &rest, costs)).collect();
        if !replaceable.contains(&true) {
            return Some((chosen, rest));
        }
        rest = canonical(given(&rest, &|candidate| replaceable[candidate].then_some(false)))?;
    }
}

/// Each requirement once and in its own right, in order; `None` where one cannot be met.
fn canonical(requirements: Vec<Formula>) -> Option<Vec<Formula>> {
    match Formula::All(requirements).simplified() {
        Formula::All(all) => Some(all),
        one if one.is_impossible() => None,
        one => Some(vec![one]),
    }
}

/// Requirements less those that are met whenever a plain choice among them is.
fn without_implied(requirements: &[Formula]) -> Vec<Formula> {
    let alone: Vec<Vec<Candidate>> = requirements.iter().map(Formula::enough_alone).collect();
    // Two plain choices are never the same: each is there once.
    let is_stronger = |other: usize, at: usize| match &requirements[other] {
        Formula::OneOf(choices) if other != at => choices.iter().all(|choice| alone[at].binary_search(choice).is_ok()),
        _ => false,
    };
    let is_implied = |at: usize| (0..requirements.len()).any(|other| is_stronger(other, at));
    let kept = (0..requirements.len()).filter(|&at| !is_implied(at));
    kept.map(|at| requirements[at].clone()).collect()
}

/// Whether a cheaper candidate serves wherever this one does.
fn is_replaceable(candidate: Candidate, requirements: &[Formula], costs: &[Cost]) -> bool {
    let order = |candidate: Candidate| (costs[candidate], candidate);
    let with: Vec<&Formula> = requirements.iter().filter(|formula| formula.has(candidate)).collect();
    let serves = |&other: &Candidate| {
        order(other) < order(candidate) && with.iter().all(|formula| formula.can_replace(candidate, other))
    };
    with.first().is_some_and(|formula| formula.candidates().iter().any(serves))
}

/// Requirements in groups that have no candidate in common, all in order.
fn independent(requirements: Vec<Formula>) -> Vec<Vec<Formula>> {
    let mut groups: Vec<(BTreeSet<Candidate>, Vec<Formula>)> = Vec::new();
    for formula in requirements {
        let mut candidates: BTreeSet<Candidate> = formula.candidates().into_iter().collect();
        let mut part = vec![formula];
        let is_shared = |group: &(BTreeSet<Candidate>, _)| !group.0.is_disjoint(&candidates);
        let (shared, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_shared);
        groups = apart;
        for (mut more, mut formulas) in shared {
            candidates.append(&mut more);
            part.append(&mut formulas);
        }
        part.sort_unstable();
        groups.push((candidates, part));
    }
    let mut parts: Vec<Vec<Formula>> = groups.into_iter().map(|(_, part)| part).collect();
    parts.sort_unstable();
    parts
}

/// What any choice costs at least.
struct Bound {
    total: Cost,
    /// What is left of the cost of each candidate. A choice with it costs at least so much more than the total.
    left: Vec<Cost>,
}

impl Bound {
    fn of(requirements: &[Formula], costs: &[Cost]) -> Self {
        let mut rows: Vec<Vec<Candidate>> = Vec::new();
        for formula in requirements {
            for number in 0..formula.depth() {
                rows.push(formula.necessary(number));
            }
        }
        rows.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        let (mut total, mut left) = (Cost::default(), costs.to_vec());
        for row in rows {
            let Some(share) = row.iter().map(|&candidate| left[candidate]).min() else { continue };
            for candidate in row {
                left[candidate] = left[candidate] - share;
            }
            total = total + share;
        }
        Self { total, left }
    }
}

/// A choice that is good without much thought: all, less what turns out superfluous.
fn simple(requirements: &[Formula], costs: &[Cost]) -> Vec<Candidate> {
    let mut chosen = each_once(requirements.iter().flat_map(Formula::candidates).collect());
    remove_superfluous(&mut chosen, requirements, costs);
    chosen
}

/// Takes the candidates away without which every requirement is met, the dearest first.
pub(super) fn remove_superfluous(chosen: &mut Vec<Candidate>, requirements: &[Formula], costs: &[Cost]) {
    chosen.sort_by_key(|&candidate| Reverse((costs[candidate], candidate)));
    let mut at = 0;
    while at < chosen.len() {
        let is_kept = |candidate: Candidate| candidate != chosen[at] && chosen.contains(&candidate);
        if requirements.iter().all(|formula| formula.is_met(&is_kept)) {
            chosen.remove(at);
        } else {
            at += 1;
        }
    }
}
