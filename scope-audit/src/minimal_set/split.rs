//! Several narrow scopes in the place of a broad one.

use scope_catalog::{Operation, have_common_subject};

use super::candidates::Candidates;
use super::formula::{Candidate, Formula, each_once};
use super::search::{Cost, Found, WORK, cheapest, remove_superfluous};
use crate::accepted_by::Reach;
use crate::narrower::{Because, Demand, is_less, is_narrower};

/// What a choice is made less by.
pub(super) struct Split<'s, 'a> {
    pub(super) candidates: &'s Candidates<'a>,
    pub(super) operations: &'s [&'a Operation],
    pub(super) costs: &'s [Cost],
    pub(super) reach: &'s Reach<'a>,
    pub(super) requirements: &'s [Formula],
}

impl Split<'_, '_> {
    /// A choice with narrower scopes for each broad one, where they are enough and grant less together.
    pub(super) fn all(&self, mut found: Found) -> Found {
        // What takes the place of a scope is narrower, so this comes to an end.
        while let Some((broad, narrow)) = found.chosen.iter().find_map(|&broad| Some((broad, self.one(broad, &found)?)))
        {
            found.chosen.retain(|&candidate| candidate != broad);
            found.chosen.extend(narrow.chosen);
            found.is_exact &= narrow.is_exact;
            remove_superfluous(&mut found.chosen, self.requirements, self.costs);
            found.chosen.sort_unstable();
        }
        found
    }

    /// What takes the place of a scope; `None` if it stays.
    fn one(&self, broad: Candidate, found: &Found) -> Option<Found> {
        let held = |candidate: Candidate| candidate != broad && found.chosen.contains(&candidate);
        let open: Vec<Formula> = self.requirements.iter().filter(|formula| !formula.is_met(&held)).cloned().collect();
        let mut choices = each_once(open.iter().flat_map(Formula::candidates).collect());
        choices.retain(|&choice| !held(choice) && self.is_narrower(choice, broad));
        let fate = |candidate: Candidate| {
            if held(candidate) { Some(true) } else { (!choices.contains(&candidate)).then_some(false) }
        };
        let open = open.iter().map(|formula| formula.given(&fate).simplified()).collect();
        let narrow = cheapest(open, self.costs, WORK)?;
        (narrow.chosen.len() > 1 && self.are_less(&narrow.chosen, broad)).then_some(narrow)
    }

    /// That a scope is accepted less often does not make it narrower where its name is about something else.
    fn is_narrower(&self, narrow: Candidate, broad: Candidate) -> bool {
        let (Some(id), Some(broad_id)) = (self.candidates.id(narrow), self.candidates.id(broad)) else { return false };
        match is_narrower(self.reach, id, broad_id) {
            Some(Because::Implied) => true,
            Some(Because::Operations { .. }) => self.belongs(narrow) || !self.belongs(broad),
            None => false,
        }
    }

    /// Whether the name of a scope is about the same as every operation that it may be for.
    fn belongs(&self, candidate: Candidate) -> bool {
        let may_serve = |operation: &&&Operation| {
            operation.scopes().iter().any(|name| self.candidates.covering(&name.text).contains(&candidate))
        };
        let name = self.candidates.name(candidate);
        self.operations.iter().filter(may_serve).all(|operation| have_common_subject(name, &operation.name.text))
    }

    /// Whether some scopes, each narrower than another one, are accepted by fewer operations together, or none has its risk.
    fn are_less(&self, narrow: &[Candidate], broad: Candidate) -> bool {
        let id = |candidate: &Candidate| self.candidates.id(*candidate);
        let Some(broad) = id(&broad) else { return false };
        let demand = |id| Demand::of(self.reach.catalog, id);
        let (mut accepted, mut is_risky) = (Vec::new(), false);
        for id in narrow.iter().filter_map(id) {
            let of_one = self.reach.needs(id);
            accepted.resize(of_one.len(), false);
            accepted.iter_mut().zip(of_one).for_each(|(all, one)| *all |= one);
            is_risky |= !demand(broad).exceeds(demand(id));
        }
        !is_risky || is_less(&accepted, &self.reach.needs(broad))
    }
}
