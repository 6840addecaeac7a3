//! Finds the cheapest choice that meets every requirement.
//!
//! This is a hitting-set problem with conditions, which is hard in general but easy for published catalogs: reductions
//! solve nearly all of it. The rest is split into independent parts and searched by branch and bound. The lower bound
//! is a feasible solution of the dual problem, in which each requirement takes what remains of its candidates' costs.
//! The upper bound is the best choice so far.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::{Add, Sub};

use super::formula::{Candidate, Formula, each_once};

/// The limit for the number of requirements that are processed in a search, in all branches. Published catalogs need a
/// fraction of it.
pub(super) const WORK: usize = 1_000_000;

/// The cost of a choice, compared lexicographically. Costs are additive.
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

/// The result of a search.
#[derive(Debug)]
pub(super) struct Found {
    /// The chosen candidates, sorted.
    pub(super) chosen: Vec<Candidate>,
    /// Whether no cheaper choice exists; `false` if the search reached its limit.
    pub(super) is_exact: bool,
}

/// Returns the cheapest choice that meets every requirement; `None` if there is none.
///
/// `work` limits the number of requirements that are processed, in all branches.
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

    /// Returns the best choice for connected requirements that cannot be reduced.
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

    /// Searches with a candidate, then without it.
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

/// Returns the candidate to decide next: in the smallest requirement, the one that occurs most often, then the
/// cheapest.
fn pivot(part: &[Formula], costs: &[Cost]) -> Candidate {
    let appearances = |candidate: Candidate| part.iter().filter(|formula| formula.has(candidate)).count();
    let order = |&candidate: &Candidate| (Reverse(appearances(candidate)), costs[candidate], candidate);
    let fewest = part.iter().map(Formula::candidates).min_by_key(Vec::len).unwrap_or_default();
    fewest.into_iter().min_by_key(order).unwrap_or_default()
}

/// Chooses candidates that must be chosen, and removes implied requirements and candidates that a cheaper one can
/// replace, until nothing changes. Returns the chosen candidates and the remaining requirements; `None` if a
/// requirement cannot be met.
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

/// Returns separate requirements, sorted and without duplicates; `None` if one cannot be met.
fn canonical(requirements: Vec<Formula>) -> Option<Vec<Formula>> {
    match Formula::All(requirements).simplified() {
        Formula::All(all) => Some(all),
        one if one.is_impossible() => None,
        one => Some(vec![one]),
    }
}

/// Removes requirements that are met whenever a plain choice among them is.
fn without_implied(requirements: &[Formula]) -> Vec<Formula> {
    let alone: Vec<Vec<Candidate>> = requirements.iter().map(Formula::enough_alone).collect();
    // Plain choices are unique, so two are never the same.
    let is_stronger = |other: usize, at: usize| match &requirements[other] {
        Formula::OneOf(choices) if other != at => choices.iter().all(|choice| alone[at].binary_search(choice).is_ok()),
        _ => false,
    };
    let is_implied = |at: usize| (0..requirements.len()).any(|other| is_stronger(other, at));
    let kept = (0..requirements.len()).filter(|&at| !is_implied(at));
    kept.map(|at| requirements[at].clone()).collect()
}

/// Whether a cheaper candidate can replace this one in all requirements.
fn is_replaceable(candidate: Candidate, requirements: &[Formula], costs: &[Cost]) -> bool {
    let order = |candidate: Candidate| (costs[candidate], candidate);
    let with: Vec<&Formula> = requirements.iter().filter(|formula| formula.has(candidate)).collect();
    let serves = |&other: &Candidate| {
        order(other) < order(candidate) && with.iter().all(|formula| formula.can_replace(candidate, other))
    };
    with.first().is_some_and(|formula| formula.candidates().iter().any(serves))
}

/// Splits requirements into groups that have no candidates in common. The groups and their items are sorted.
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

/// A lower bound for the cost of any choice.
struct Bound {
    total: Cost,
    /// The remaining cost of each candidate. A choice with the candidate costs at least this much more than the total.
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

/// Returns a simple choice: all candidates except for superfluous ones.
fn simple(requirements: &[Formula], costs: &[Cost]) -> Vec<Candidate> {
    let mut chosen = each_once(requirements.iter().flat_map(Formula::candidates).collect());
    remove_superfluous(&mut chosen, requirements, costs);
    chosen
}

/// Removes candidates that are not needed to meet every requirement, most expensive first.
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
