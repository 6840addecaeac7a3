//! The fewest scopes that must be requested in addition.

use alloc::collections::BTreeSet;
use alloc::vec::{self, Vec};
use core::fmt;

use crate::Need;

/// The scopes that a token is missing. Returned by [`Granted::missing`](crate::Granted::missing).
///
/// ```
/// use oauth_scopes::{Granted, scopes};
///
/// let missing = Granted::from_text("read_profile").missing(&scopes!("read_profile write_multipass"));
/// assert_eq!(missing.to_string(), "`write_multipass`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    names: Vec<&'static str>,
    is_unsatisfiable: bool,
}

impl Missing {
    /// Returns `true` if nothing is missing.
    ///
    /// ```
    /// use oauth_scopes::{Granted, scopes};
    ///
    /// assert!(Granted::from_text("read_profile").missing(&scopes!("read_profile")).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && !self.is_unsatisfiable
    }

    /// Returns `true` if no scope is enough for one of the needs, which is then a [`Need::Any`] with an empty list. The
    /// scopes for the other needs are still listed.
    ///
    /// ```
    /// use oauth_scopes::{Granted, Need};
    ///
    /// let missing = Granted::default().missing(&Need::Any(&[]));
    /// assert!(missing.is_unsatisfiable() && !missing.is_empty());
    /// ```
    pub fn is_unsatisfiable(&self) -> bool {
        self.is_unsatisfiable
    }

    /// Returns an iterator over the scopes to request in addition, in the order in which they are needed.
    ///
    /// ```
    /// use oauth_scopes::{Granted, scopes};
    ///
    /// let missing = Granted::default().missing(&scopes!("read_profile write_multipass"));
    /// assert!(missing.iter().eq(["read_profile", "write_multipass"]));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.names.iter().copied()
    }

    /// Returns the scopes to request in addition as a slice.
    ///
    /// ```
    /// use oauth_scopes::{Granted, scopes};
    ///
    /// assert_eq!(Granted::default().missing(&scopes!("read_profile")).as_slice(), ["read_profile"]);
    /// ```
    pub fn as_slice(&self) -> &[&'static str] {
        &self.names
    }
}

/// Lists the scopes: `` `a`, `b` ``.
impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, name) in self.names.iter().enumerate() {
            let comma = if position > 0 { ", " } else { "" };
            write!(formatter, "{comma}`{name}`")?;
        }
        match (self.is_unsatisfiable, self.names.is_empty()) {
            (true, true) => formatter.write_str("a permission that no scope grants"),
            (true, false) => formatter.write_str(", and a permission that no scope grants"),
            (false, true) => formatter.write_str("nothing"),
            (false, false) => Ok(()),
        }
    }
}

impl IntoIterator for Missing {
    type Item = &'static str;
    type IntoIter = vec::IntoIter<&'static str>;

    fn into_iter(self) -> Self::IntoIter {
        self.names.into_iter()
    }
}

/// Returns `true` for the names that the token grants.
type Grants<'g> = &'g dyn Fn(&str) -> bool;

/// Limit of the search: after this many steps, the best result so far is returned. Programs stay far below it; it stops
/// needs that are made to be hard.
const MAX_STEPS: usize = 200_000;
/// Limit of the choices that are searched together. If more are open, the first ones are decided one at a time.
const MAX_OPEN: usize = 32;

/// The fewest scopes to add to those that the token grants so that every need is met.
pub(crate) fn least(needs: &[Need], grants: Grants<'_>) -> Missing {
    let mut unmet = Vec::new();
    for need in needs {
        collect_unmet(*need, grants, &mut unmet);
    }
    let possible: Vec<Need> = unmet.iter().copied().filter(can_be_met).collect();
    let is_unsatisfiable = possible.len() < unmet.len();
    let mut search = Search { needs: &possible, grants, best: None, steps: 0 };
    let mut choice = Choice::default();
    for need in &possible {
        search.add(*need, &mut choice);
    }
    search.choose(choice);
    Missing { names: search.best.unwrap_or_default(), is_unsatisfiable }
}

/// Collects the unmet parts of a need, each once, so that one that is unsatisfiable does not hide another.
fn collect_unmet(need: Need, grants: Grants<'_>, unmet: &mut Vec<Need>) {
    match need {
        _ if need.is_met(grants) => {}
        Need::All(needs) => needs.iter().for_each(|need| collect_unmet(*need, grants, unmet)),
        _ if unmet.contains(&need) => {}
        _ => unmet.push(need),
    }
}

fn can_be_met(need: &Need) -> bool {
    need.is_met(&|_| true)
}

struct Search<'n> {
    needs: &'n [Need],
    grants: Grants<'n>,
    best: Option<Vec<&'static str>>,
    steps: usize,
}

/// A partial result: some choices are decided, others are open.
#[derive(Clone, Default)]
struct Choice {
    /// The added scopes, in the order in which they are needed.
    added: Vec<&'static str>,
    /// The added scopes, for lookup.
    names: BTreeSet<&'static str>,
    /// How many of them no other scope could make superfluous.
    certain: usize,
    /// Choices between several ways, none taken yet.
    open: Vec<&'static [Need]>,
}

impl Search<'_> {
    fn choose(&mut self, mut choice: Choice) {
        self.steps += 1 + choice.open.len() + choice.added.len();
        choice.open.retain(|ways| !self.is_met(Need::Any(ways), &choice.names));
        let excess = choice.open.len().saturating_sub(MAX_OPEN);
        for ways in choice.open.drain(..excess).collect::<Vec<_>>() {
            if let Some(&way) = self.by_length(ways, &choice.names).first() {
                self.add(way, &mut choice);
            }
        }
        let is_exhausted = self.steps > MAX_STEPS && self.best.is_some();
        if is_exhausted || self.best.as_ref().is_some_and(|best| choice.at_least() >= best.len()) {
            return;
        }
        if choice.open.is_empty() {
            return self.keep_if_shorter(&choice);
        }
        let ways = choice.open.remove(0);
        for way in self.by_length(ways, &choice.names) {
            let mut choice = choice.clone();
            self.add(way, &mut choice);
            self.choose(choice);
        }
    }

    /// Adds a need; if it leaves a choice, that stays open.
    fn add(&self, need: Need, choice: &mut Choice) {
        if self.is_met(need, &choice.names) {
            return;
        }
        match need {
            Need::Scope { name, covered_by } => {
                choice.added.push(name);
                choice.names.insert(name);
                choice.certain += usize::from(covered_by.is_empty());
            }
            Need::All(needs) => needs.iter().for_each(|need| self.add(*need, choice)),
            Need::Any(ways) => match *ways.iter().filter(|way| can_be_met(way)).collect::<Vec<_>>() {
                [only] => self.add(*only, choice),
                _ => choice.open.push(ways),
            },
        }
    }

    /// The satisfiable ways, those that add the fewest scopes first; equal ones keep their order.
    fn by_length(&self, ways: &[Need], names: &BTreeSet<&'static str>) -> Vec<Need> {
        let mut ways: Vec<Need> = ways.iter().copied().filter(can_be_met).collect();
        ways.sort_by_cached_key(|way| self.length(way, names));
        ways
    }

    /// An estimate of how many scopes a way adds.
    fn length(&self, way: &Need, names: &BTreeSet<&'static str>) -> usize {
        match way {
            _ if self.is_met(*way, names) => 0,
            Need::Scope { .. } => 1,
            Need::All(needs) => needs.iter().map(|need| self.length(need, names)).sum(),
            Need::Any(ways) => {
                let possible = ways.iter().filter(|way| can_be_met(way));
                possible.map(|way| self.length(way, names)).min().unwrap_or(0)
            }
        }
    }

    fn is_met(&self, need: Need, names: &BTreeSet<&'static str>) -> bool {
        need.is_met(&|name| (self.grants)(name) || names.contains(name))
    }

    /// Drops the superfluous scopes of a complete result, and keeps it if it is the shortest so far.
    fn keep_if_shorter(&mut self, choice: &Choice) {
        let mut names = choice.names.clone();
        self.steps += choice.added.len() * self.needs.len();
        for name in &choice.added {
            names.remove(name);
            if !self.needs.iter().all(|need| self.is_met(*need, &names)) {
                names.insert(name);
            }
        }
        if self.best.as_ref().is_none_or(|best| names.len() < best.len()) {
            self.best = Some(choice.added.iter().copied().filter(|name| names.contains(name)).collect());
        }
    }
}

impl Choice {
    /// A lower bound of how many scopes the complete result adds.
    fn at_least(&self) -> usize {
        self.certain.max(usize::from(!self.added.is_empty() || !self.open.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use std::string::ToString;
    use std::vec;
    use std::vec::Vec;

    use super::least;
    use crate::Need;

    const fn scope(name: &'static str) -> Need {
        Need::Scope { name, covered_by: &[] }
    }

    const READ: Need = Need::Scope { name: "read", covered_by: &["write", "admin"] };
    const WRITE: Need = Need::Scope { name: "write", covered_by: &["admin"] };
    const OTHER: Need = Need::Scope { name: "other", covered_by: &["admin"] };
    const DEAD_END: Need = Need::Any(&[Need::All(&[scope("a"), Need::Any(&[])]), scope("b")]);
    const A_OR_B: Need = Need::Any(&[scope("a"), scope("b")]);

    fn added(needs: &[Need], held: &[&str]) -> Vec<&'static str> {
        least(needs, &|name| held.contains(&name)).into_iter().collect()
    }

    #[test]
    fn the_shortest_way_is_taken_then_the_first() {
        const NEED: Need = Need::Any(&[Need::All(&[scope("a"), scope("b")]), scope("c"), scope("d")]);
        assert_eq!(added(&[NEED], &[]), ["c"]);
        assert_eq!(added(&[NEED], &["b"]), ["a"]);
        assert_eq!(added(&[A_OR_B], &[]), ["a"]);
        assert_eq!(added(&[NEED], &["d"]), [""; 0]);
    }

    #[test]
    fn choices_are_searched_together() {
        const B_OR_C: Need = Need::Any(&[scope("c"), scope("b")]);
        assert_eq!(added(&[A_OR_B, B_OR_C], &[]), ["b"]);
        assert_eq!(added(&[A_OR_B, B_OR_C, scope("c")], &[]), ["c", "a"]);
    }

    #[test]
    fn an_implied_scope_is_not_added_as_well() {
        assert_eq!(added(&[READ, WRITE], &[]), ["write"]);
        assert_eq!(added(&[WRITE, READ], &["admin"]), [""; 0]);
        // Wider than is needed would be shorter here.
        assert_eq!(added(&[READ, OTHER], &[]), ["read", "other"]);
    }

    #[test]
    fn needs_that_no_scope_meets() {
        let missing = least(&[scope("a"), Need::Any(&[])], &|_| false);
        assert!(missing.is_unsatisfiable() && !missing.is_empty());
        assert_eq!(missing.to_string(), "`a`, and a permission that no scope grants");
        assert_eq!(least(&[Need::Any(&[])], &|_| true).to_string(), "a permission that no scope grants");
        assert_eq!(added(&[DEAD_END], &[]), ["b"]);
        assert_eq!(least(&[], &|_| false).to_string(), "nothing");
    }

    fn numbered(letter: char, count: usize) -> Vec<&'static str> {
        (0..count).map(|number| -> &str { std::format!("{letter}{number}").leak() }).collect()
    }

    #[test]
    fn many_choices_avoid_dead_ends() {
        let (names, others) = (numbered('s', 100), numbered('t', 100));
        let need = |at: usize| -> Need {
            let both: &[Need] = vec![scope(names[at]), scope(others[at])].leak();
            let dead_end: &[Need] = vec![scope("short"), Need::Any(&[])].leak();
            Need::Any(vec![Need::All(dead_end), Need::All(both), Need::All(both)].leak())
        };
        let added = added(&(0..100).map(need).collect::<Vec<_>>(), &[]);
        assert_eq!(added.len(), 200);
        assert!(!added.contains(&"short"));
    }

    #[test]
    fn many_hard_choices_end() {
        let names = numbered('s', 1_000);
        let need = |at: usize| -> Need {
            let ways = vec![scope(names[at]), scope(names[at * 7 % 1_000]), scope(names[at * 13 % 1_000])];
            Need::Any(ways.leak())
        };
        let needs: Vec<Need> = (0..1_000).map(need).collect();
        let added = added(&needs, &[]);
        let is_enough = |added: &[&str]| needs.iter().all(|need| need.is_met(&|name| added.contains(&name)));
        assert!(is_enough(&added));
        for at in [0, added.len() / 2, added.len() - 1] {
            let mut fewer = added.clone();
            fewer.remove(at);
            assert!(!is_enough(&fewer), "{at}");
        }
    }
}
