//! Finds the cheapest choice that meets every requirement.
//!
//! This is a hitting-set problem with conditions, which is hard in general but easy for published catalogs: reductions
//! solve nearly all of it. The rest is split into independent parts and searched by branch and bound. The lower bound
//! is a feasible solution of the dual problem, in which each requirement takes what remains of its candidates' costs.
//! The upper bound is the best choice so far.

use std::ops::{Add, Sub};

use super::formula::{Candidate, Formula};

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

impl std::iter::Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), Add::add)
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
        chosen.iter().map(|&candidate| self.costs[candidate]).sum()
    }

    /// The best choice that costs less than the limit.
    fn best(&mut self, requirements: Vec<Formula>, limit: Cost) -> Option<Vec<Candidate>> {
        let Reduced { mut chosen, rest } = reduced(requirements, self.costs)?;
        let parts = independent(rest, self.costs.len());
        let bounds: Vec<Bound> = parts.iter().map(|part| Bound::of(part, self.costs)).collect();
        let mut open: Cost = bounds.iter().map(|bound| bound.total).sum();
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
        let simple = greedy(part, self.costs);
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
        let with = self.best(decide(true), limit - own).map(|mut found| {
            found.push(candidate);
            found
        });
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
    let mut appearances = vec![0_usize; costs.len()];
    let mut fewest: Option<Vec<Candidate>> = None;
    for formula in part {
        let candidates = formula.candidates();
        for &candidate in &candidates {
            appearances[candidate] += 1;
        }
        if fewest.as_ref().is_none_or(|fewest| candidates.len() < fewest.len()) {
            fewest = Some(candidates);
        }
    }
    let order = |&candidate: &Candidate| (std::cmp::Reverse(appearances[candidate]), costs[candidate], candidate);
    fewest.into_iter().flatten().min_by_key(order).unwrap_or_default()
}

/// The remaining requirements, and the candidates that had to be chosen.
struct Reduced {
    chosen: Vec<Candidate>,
    rest: Vec<Formula>,
}

/// Applies reductions until nothing changes: chooses what must be chosen, and drops requirements that others include
/// and candidates that a cheaper one can replace. `None` if a requirement cannot be met.
fn reduced(requirements: Vec<Formula>, costs: &[Cost]) -> Option<Reduced> {
    let mut chosen = Vec::new();
    let mut rest = canonical(requirements)?;
    loop {
        let forced: Vec<Candidate> = rest.iter().filter_map(only_choice).collect();
        if !forced.is_empty() {
            rest = canonical(given(&rest, &|candidate| forced.contains(&candidate).then_some(true)))?;
            chosen.extend(forced);
            continue;
        }
        rest = without_implied(rest, costs.len());
        let replaceable = replaceable(&rest, costs);
        if !replaceable.contains(&true) {
            return Some(Reduced { chosen, rest });
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

fn only_choice(formula: &Formula) -> Option<Candidate> {
    match formula {
        Formula::OneOf(choices) if choices.len() == 1 => Some(choices[0]),
        _ => None,
    }
}

/// A set of candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Set(Vec<u64>);

impl Set {
    fn of(candidates: impl IntoIterator<Item = Candidate>, count: usize) -> Self {
        let mut set = Self(vec![0; count.div_ceil(64)]);
        for candidate in candidates {
            set.0[candidate / 64] |= 1 << (candidate % 64);
        }
        set
    }

    fn contains(&self, candidate: Candidate) -> bool {
        self.0[candidate / 64] >> (candidate % 64) & 1 == 1
    }

    fn is_within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(own, other)| own & !other == 0)
    }

    fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= other);
    }

    fn members(&self) -> impl Iterator<Item = Candidate> + '_ {
        (0..self.0.len() * 64).filter(|&candidate| self.0[candidate / 64] != 0 && self.contains(candidate))
    }
}

/// The candidates that meet a requirement alone.
fn enough_alone(formula: &Formula, count: usize) -> Set {
    let candidates = formula.candidates().into_iter();
    Set::of(candidates.filter(|&alone| formula.is_met(&|candidate| candidate == alone)), count)
}

/// Removes requirements that are met whenever a plain choice among them is.
fn without_implied(requirements: Vec<Formula>, count: usize) -> Vec<Formula> {
    let alone: Vec<Set> = requirements.iter().map(|formula| enough_alone(formula, count)).collect();
    let is_plain = |at: usize| matches!(requirements[at], Formula::OneOf(_));
    let is_implied = |at: usize| {
        // Plain choices are unique, so two are never the same.
        let is_stronger = |other: usize| other != at && is_plain(other) && alone[other].is_within(&alone[at]);
        (0..alone.len()).any(is_stronger)
    };
    let implied: Vec<bool> = (0..alone.len()).map(is_implied).collect();
    let kept = requirements.into_iter().zip(implied).filter(|(_, is_implied)| !is_implied);
    kept.map(|(formula, _)| formula).collect()
}

/// Returns for each candidate whether a cheaper one can replace it everywhere.
fn replaceable(requirements: &[Formula], costs: &[Cost]) -> Vec<bool> {
    let count = costs.len();
    let mut substitutes: Vec<Option<Set>> = vec![None; count];
    for formula in requirements {
        let alone = enough_alone(formula, count);
        for candidate in formula.candidates() {
            let mut others = alone.clone();
            if !alone.contains(candidate) {
                others = Set::of(beside(formula, candidate).into_iter().chain(alone.members()), count);
            }
            match &mut substitutes[candidate] {
                Some(known) => known.keep(&others),
                unknown => *unknown = Some(others),
            }
        }
    }
    let is_replaceable = |(candidate, substitutes): (Candidate, Option<Set>)| {
        let order = |candidate: Candidate| (costs[candidate], candidate);
        substitutes.is_some_and(|set| set.members().any(|other| order(other) < order(candidate)))
    };
    substitutes.into_iter().enumerate().map(is_replaceable).collect()
}

/// Returns the candidates that are in every choice of a requirement that contains a candidate.
fn beside(formula: &Formula, candidate: Candidate) -> Vec<Candidate> {
    let mut beside: Option<Vec<Candidate>> = None;
    formula.each_choice(&mut |choices| {
        if choices.contains(&candidate) {
            match &mut beside {
                Some(known) => known.retain(|other| choices.contains(other)),
                unknown => *unknown = Some(choices.to_vec()),
            }
        }
    });
    beside.unwrap_or_default()
}

/// Splits requirements into groups without common candidates.
fn independent(requirements: Vec<Formula>, count: usize) -> Vec<Vec<Formula>> {
    let mut group: Vec<usize> = (0..count).collect();
    for formula in &requirements {
        let candidates = formula.candidates();
        for pair in candidates.windows(2) {
            let (one, other) = (root(&mut group, pair[0]), root(&mut group, pair[1]));
            group[one.max(other)] = one.min(other);
        }
    }
    let mut groups: Vec<(usize, Vec<Formula>)> = Vec::new();
    for formula in requirements {
        let root = formula.candidates().first().map_or(0, |&first| root(&mut group, first));
        match groups.iter_mut().find(|(known, _)| *known == root) {
            Some((_, part)) => part.push(formula),
            None => groups.push((root, vec![formula])),
        }
    }
    groups.into_iter().map(|(_, part)| part).collect()
}

/// Returns the representative of a candidate's group, and shortens the path to it.
fn root(group: &mut [usize], mut candidate: Candidate) -> usize {
    while group[candidate] != candidate {
        group[candidate] = group[group[candidate]];
        candidate = group[candidate];
    }
    candidate
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

/// Returns a good choice quickly: adds the most useful candidates first, then removes superfluous ones.
fn greedy(requirements: &[Formula], costs: &[Cost]) -> Vec<Candidate> {
    let mut chosen: Vec<Candidate> = Vec::new();
    let mut open: Vec<Formula> = requirements.to_vec();
    while !open.is_empty() {
        let next = most_useful(&open, costs);
        chosen.push(next);
        open = given(&open, &|candidate| (candidate == next).then_some(true));
        open = open.into_iter().map(Formula::simplified).filter(|formula| *formula != Formula::MET).collect();
    }
    remove_superfluous(&mut chosen, requirements, costs);
    chosen
}

/// Removes candidates that are not needed to meet every requirement, most expensive first.
pub(super) fn remove_superfluous(chosen: &mut Vec<Candidate>, requirements: &[Formula], costs: &[Cost]) {
    chosen.sort_by_key(|&candidate| std::cmp::Reverse((costs[candidate], candidate)));
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

/// Returns the candidate that meets the most requirements alone, then the one in the most choices, then the cheapest.
fn most_useful(open: &[Formula], costs: &[Cost]) -> Candidate {
    let mut met = vec![0_usize; costs.len()];
    let mut appearances = vec![0_usize; costs.len()];
    for formula in open {
        for candidate in enough_alone(formula, costs.len()).members() {
            met[candidate] += 1;
        }
        formula.each_choice(&mut |choices| choices.iter().for_each(|&candidate| appearances[candidate] += 1));
    }
    let order = |&candidate: &Candidate| {
        (std::cmp::Reverse((met[candidate], appearances[candidate])), costs[candidate], candidate)
    };
    (0..costs.len()).min_by_key(order).unwrap_or_default()
}
