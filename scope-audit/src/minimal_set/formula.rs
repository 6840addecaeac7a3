//! Needs over numbered candidates: what is true whatever they are called.

/// The number of a candidate.
pub(super) type Candidate = usize;

/// What has to be chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Formula {
    /// At least one of these: in order, each once. Of none, it cannot be met.
    OneOf(Vec<Candidate>),
    /// One of these is met.
    Any(Vec<Formula>),
    /// Each of these is met. Of none, it is met.
    All(Vec<Formula>),
}

/// Items in order, each once.
pub(crate) fn each_once<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort_unstable();
    items.dedup();
    items
}

impl Formula {
    pub(super) const MET: Self = Self::All(Vec::new());

    /// The same in canonical form: no `Any` in an `Any`, no `All` in an `All`, choices joined, all in order.
    pub(super) fn simplified(self) -> Self {
        match self {
            Self::OneOf(choices) => Self::OneOf(each_once(choices)),
            Self::Any(parts) => Self::any(parts),
            Self::All(parts) => Self::all(parts),
        }
    }

    fn any(parts: Vec<Self>) -> Self {
        let flat = parts.into_iter().flat_map(|part| match part.simplified() {
            Self::Any(more) => more,
            one => vec![one],
        });
        let (mut choices, mut others) = (Vec::new(), Vec::new());
        for part in flat {
            match part {
                Self::OneOf(more) => choices.extend(more),
                Self::All(parts) if parts.is_empty() => return Self::MET,
                other => others.push(other),
            }
        }
        others.sort_unstable();
        others.dedup();
        if !choices.is_empty() || others.is_empty() {
            others.insert(0, Self::OneOf(each_once(choices)));
        }
        if others.len() == 1 { others.remove(0) } else { Self::Any(others) }
    }

    fn all(parts: Vec<Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part.simplified() {
                Self::All(more) => flat.extend(more),
                impossible if impossible.is_impossible() => return impossible,
                other => flat.push(other),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        if flat.len() == 1 { flat.remove(0) } else { Self::All(flat) }
    }

    pub(super) fn is_impossible(&self) -> bool {
        matches!(self, Self::OneOf(choices) if choices.is_empty())
    }

    /// What is left to do once this is known of each candidate: chosen, left out, or neither.
    pub(super) fn given(&self, fate: &dyn Fn(Candidate) -> Option<bool>) -> Self {
        match self {
            Self::OneOf(choices) if choices.iter().any(|&choice| fate(choice) == Some(true)) => Self::MET,
            Self::OneOf(choices) => {
                Self::OneOf(choices.iter().copied().filter(|&choice| fate(choice).is_none()).collect())
            }
            Self::Any(parts) => Self::Any(parts.iter().map(|part| part.given(fate)).collect()),
            Self::All(parts) => Self::All(parts.iter().map(|part| part.given(fate)).collect()),
        }
    }

    pub(super) fn is_met(&self, chosen: &dyn Fn(Candidate) -> bool) -> bool {
        match self {
            Self::OneOf(choices) => choices.iter().any(|&choice| chosen(choice)),
            Self::Any(parts) => parts.iter().any(|part| part.is_met(chosen)),
            Self::All(parts) => parts.iter().all(|part| part.is_met(chosen)),
        }
    }

    /// Calls `see` with each list of choices.
    pub(super) fn each_choice<'f>(&'f self, see: &mut dyn FnMut(&'f [Candidate])) {
        match self {
            Self::OneOf(choices) => see(choices),
            Self::Any(parts) | Self::All(parts) => parts.iter().for_each(|part| part.each_choice(see)),
        }
    }

    /// Every candidate in it, in order, each once.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let mut all = Vec::new();
        self.each_choice(&mut |choices| all.extend_from_slice(choices));
        each_once(all)
    }

    pub(super) fn has(&self, candidate: Candidate) -> bool {
        match self {
            Self::OneOf(choices) => choices.contains(&candidate),
            Self::Any(parts) | Self::All(parts) => parts.iter().any(|part| part.has(candidate)),
        }
    }

    /// The candidate that must be chosen, if it is a plain choice of one.
    pub(super) fn only_choice(&self) -> Option<Candidate> {
        match self {
            Self::OneOf(choices) if choices.len() == 1 => Some(choices[0]),
            _ => None,
        }
    }

    /// The candidates that meet it alone, in order.
    pub(super) fn enough_alone(&self) -> Vec<Candidate> {
        let mut candidates = self.candidates();
        candidates.retain(|&alone| self.is_met(&|candidate| candidate == alone));
        candidates
    }

    /// Whether another candidate meets it alone, or is in every choice in which this one is.
    pub(super) fn can_replace(&self, candidate: Candidate, other: Candidate) -> bool {
        let mut is_beside = true;
        self.each_choice(&mut |choices| is_beside &= !choices.contains(&candidate) || choices.contains(&other));
        is_beside || self.is_met(&|candidate| candidate == other)
    }

    /// A choice that is not enough, but without which it is not met: of what must be met together, the part of this
    /// number stands for all.
    pub(super) fn necessary(&self, number: usize) -> Vec<Candidate> {
        match self {
            Self::OneOf(choices) => choices.clone(),
            Self::Any(parts) => each_once(parts.iter().flat_map(|part| part.necessary(number)).collect()),
            Self::All(parts) => parts[number % parts.len()].necessary(number / parts.len()),
        }
    }

    /// How many different numbers are worth giving to [`necessary`](Self::necessary).
    pub(super) fn depth(&self) -> usize {
        let deepest = |parts: &[Self]| parts.iter().map(Self::depth).max().unwrap_or(1);
        match self {
            Self::OneOf(_) => 1,
            Self::Any(parts) => deepest(parts),
            Self::All(parts) => (parts.len() * deepest(parts)).min(16),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Formula::{All, Any, OneOf};
    use super::*;

    #[test]
    fn one_form_for_what_is_the_same() {
        let one = |choice| OneOf(vec![choice]);
        let nested = Any(vec![one(2), Any(vec![one(1), All(vec![one(3), All(vec![one(4)])])]), one(2)]);
        assert_eq!(nested.simplified(), Any(vec![OneOf(vec![1, 2]), All(vec![one(3), one(4)])]));
        assert_eq!(Any(vec![one(1), All(vec![])]).simplified(), Formula::MET);
        assert!(All(vec![one(1), Any(vec![])]).simplified().is_impossible());
        assert_eq!(Any(vec![OneOf(vec![]), one(1)]).simplified(), one(1));
    }

    #[test]
    fn what_is_left_to_do() {
        let formula = Any(vec![OneOf(vec![0]), All(vec![OneOf(vec![1]), OneOf(vec![2, 3])])]);
        let given = |chosen: usize, out: usize| {
            let fate = |candidate| (candidate == chosen).then_some(true).or((candidate == out).then_some(false));
            formula.given(&fate).simplified()
        };
        assert_eq!(given(1, 0), OneOf(vec![2, 3]));
        assert_eq!(given(0, 1), Formula::MET);
        assert_eq!(given(2, 1), OneOf(vec![0]));
        assert_eq!((formula.necessary(0), formula.necessary(1)), (vec![0, 1], vec![0, 2, 3]));
    }
}
