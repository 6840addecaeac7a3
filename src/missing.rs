//! The least that has to be added to what is held.

use alloc::collections::BTreeSet;
use alloc::vec::{self, Vec};
use core::fmt;

use crate::Need;

/// What a token lacks. Made by [`Granted::missing`](crate::Granted::missing).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    names: Vec<&'static str>,
    is_impossible: bool,
}

impl Missing {
    /// Whether nothing is missing.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && !self.is_impossible
    }

    /// Whether something is needed that no scope gives: [`Need::Any`] of nothing. The rest is named all the same.
    pub fn is_impossible(&self) -> bool {
        self.is_impossible
    }

    /// The scopes to ask for in addition, in the order in which they are needed.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.names.iter().copied()
    }

    /// The same, as a slice.
    pub fn as_slice(&self) -> &[&'static str] {
        &self.names
    }
}

/// In words: `` `a`, `b` ``.
impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, name) in self.names.iter().enumerate() {
            let comma = if position > 0 { ", " } else { "" };
            write!(formatter, "{comma}`{name}`")?;
        }
        match (self.is_impossible, self.names.is_empty()) {
            (true, true) => formatter.write_str("what no scope gives"),
            (true, false) => formatter.write_str(", and what no scope gives"),
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

/// What is held: whether it holds a name.
type Holds<'h> = &'h dyn Fn(&str) -> bool;

/// So many needs are looked at before the best answer so far has to do. What a program does at once never takes as many; a
/// choice that is hard on purpose ends here.
const MOST_LOOKS: usize = 200_000;
/// More undecided choices than this are not weighed against one another: of the first ones, each is decided for itself.
const MOST_OPEN: usize = 32;

/// The least that has to be added to what is held, so that every need is met.
pub(crate) fn least(needs: &[Need], holds: Holds<'_>) -> Missing {
    let mut unmet = Vec::new();
    for need in needs {
        part(*need, holds, &mut unmet);
    }
    let possible: Vec<Need> = unmet.iter().copied().filter(can_be_met).collect();
    let is_impossible = possible.len() < unmet.len();
    let mut search = Search { needs: &possible, holds, best: None, looks: 0 };
    let mut choice = Choice::default();
    for need in &possible {
        search.add(*need, &mut choice);
    }
    search.choose(choice);
    Missing { names: search.best.unwrap_or_default(), is_impossible }
}

/// What a need consists of, as far as it is not met: each part once, so that one that is impossible hides no other.
fn part(need: Need, holds: Holds<'_>, unmet: &mut Vec<Need>) {
    match need {
        _ if need.is_met(holds) => {}
        Need::All(needs) => needs.iter().for_each(|need| part(*need, holds, unmet)),
        _ if unmet.contains(&need) => {}
        _ => unmet.push(need),
    }
}

fn can_be_met(need: &Need) -> bool {
    need.is_met(&|_| true)
}

struct Search<'n> {
    needs: &'n [Need],
    holds: Holds<'n>,
    best: Option<Vec<&'static str>>,
    looks: usize,
}

/// Some of the choices, decided.
#[derive(Clone, Default)]
struct Choice {
    /// The scopes that are added, in the order in which they are needed.
    added: Vec<&'static str>,
    /// The same, for looking one up.
    names: BTreeSet<&'static str>,
    /// How many of them nothing else could make superfluous.
    certain: usize,
    /// Where there are several ways, and none is decided on.
    open: Vec<&'static [Need]>,
}

impl Search<'_> {
    fn choose(&mut self, mut choice: Choice) {
        self.looks += 1 + choice.open.len() + choice.added.len();
        choice.open.retain(|ways| !self.is_met(Need::Any(ways), &choice.names));
        let hasty = choice.open.len().saturating_sub(MOST_OPEN);
        for ways in choice.open.drain(..hasty).collect::<Vec<_>>() {
            self.add_shortest(ways, &mut choice);
        }
        let is_over = self.looks > MOST_LOOKS && self.best.is_some();
        if is_over || self.best.as_ref().is_some_and(|best| choice.at_least() >= best.len()) {
            return;
        }
        if choice.open.is_empty() {
            return self.decided(&choice);
        }
        let ways = choice.open.remove(0);
        for way in self.by_length(ways, &choice.names) {
            let mut choice = choice.clone();
            self.add(way, &mut choice);
            self.choose(choice);
        }
    }

    /// Adds what leaves no choice; what does is open.
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

    fn add_shortest(&self, ways: &'static [Need], choice: &mut Choice) {
        if self.is_met(Need::Any(ways), &choice.names) {
            return;
        }
        let Some(way) = self.by_length(ways, &choice.names).first().copied() else { return };
        self.add(way, choice);
    }

    /// The ways that are possible, those that add the fewest scopes first; equal ones stay as they are written.
    fn by_length(&self, ways: &[Need], names: &BTreeSet<&'static str>) -> Vec<Need> {
        let mut ways: Vec<Need> = ways.iter().copied().filter(can_be_met).collect();
        ways.sort_by_cached_key(|way| self.length(way, names));
        ways
    }

    /// How many scopes a way adds, as far as can be told without trying it.
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
        need.is_met(&|name| (self.holds)(name) || names.contains(name))
    }

    /// Keeps a choice that is decided, if it is better: without what the rest of it makes superfluous.
    fn decided(&mut self, choice: &Choice) {
        let mut names = choice.names.clone();
        self.looks += choice.added.len() * self.needs.len();
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
    /// How many scopes it takes at least.
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
    fn of_several_ways_the_shortest_and_then_the_first() {
        const NEED: Need = Need::Any(&[Need::All(&[scope("a"), scope("b")]), scope("c"), scope("d")]);
        assert_eq!(added(&[NEED], &[]), ["c"]);
        assert_eq!(added(&[NEED], &["b"]), ["a"]);
        assert_eq!(added(&[A_OR_B], &[]), ["a"]);
        assert_eq!(added(&[NEED], &["d"]), [""; 0]);
    }

    #[test]
    fn ways_are_weighed_together() {
        const B_OR_C: Need = Need::Any(&[scope("c"), scope("b")]);
        assert_eq!(added(&[A_OR_B, B_OR_C], &[]), ["b"]);
        assert_eq!(added(&[A_OR_B, B_OR_C, scope("c")], &[]), ["c", "a"]);
    }

    #[test]
    fn what_is_implied_is_not_asked_for_as_well() {
        assert_eq!(added(&[READ, WRITE], &[]), ["write"]);
        assert_eq!(added(&[WRITE, READ], &["admin"]), [""; 0]);
        // Wider than is needed would be shorter here.
        assert_eq!(added(&[READ, OTHER], &[]), ["read", "other"]);
    }

    #[test]
    fn what_no_scope_gives() {
        let missing = least(&[scope("a"), Need::Any(&[])], &|_| false);
        assert!(missing.is_impossible() && !missing.is_empty());
        assert_eq!(missing.to_string(), "`a`, and what no scope gives");
        assert_eq!(least(&[Need::Any(&[])], &|_| true).to_string(), "what no scope gives");
        assert_eq!(added(&[DEAD_END], &[]), ["b"]);
        assert_eq!(least(&[], &|_| false).to_string(), "nothing");
    }

    fn numbered(letter: char, count: usize) -> Vec<&'static str> {
        (0..count).map(|number| -> &str { std::format!("{letter}{number}").leak() }).collect()
    }

    #[test]
    fn of_many_choices_none_leads_nowhere() {
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
