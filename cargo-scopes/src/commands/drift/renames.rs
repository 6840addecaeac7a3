//! Guesses which scopes were renamed.

use std::collections::{BTreeMap, BTreeSet};

use scope_catalog::closest;

/// A scope that may be one side of a rename.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'c> {
    pub(super) name: &'c str,
    pub(super) description: &'c str,
}

/// The evidence for a rename, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Evidence {
    /// Every operation that needed the old name now needs the new one instead.
    Operations,
    /// The descriptions are the same, and no other scope has that description.
    Description,
    /// The names have the same letters and digits, in any case and with any separators.
    Letters,
    /// The names have the same words in another order.
    Words,
    /// One word of the name is spelled slightly differently.
    Spelling,
}

/// Returns pairs of an old and a new name. Each name is in at most one pair, that with the best evidence.
pub(super) fn renames(
    gone: &[Candidate<'_>],
    came: &[Candidate<'_>],
    has_taken_over: &dyn Fn(&str, &str) -> Option<bool>,
) -> Vec<(String, String)> {
    let (gone_with, came_with) = (descriptions(gone), descriptions(came));
    let is_alone = |description: &str| gone_with.get(description) == Some(&1) && came_with.get(description) == Some(&1);
    let mut pairs: Vec<(Evidence, &str, &str)> = Vec::new();
    for (old, new) in likely_pairs(gone, came) {
        let taken_over = has_taken_over(old.name, new.name);
        let has_description = !old.description.is_empty() && old.description == new.description;
        let evidence = if taken_over == Some(true) {
            Evidence::Operations
        } else if has_description && is_alone(old.description) {
            Evidence::Description
        } else if letters(old.name) == letters(new.name) {
            Evidence::Letters
        } else if words(old.name) == words(new.name) {
            Evidence::Words
        } else if differ_in_spelling(old.name, new.name) && taken_over.is_none() {
            Evidence::Spelling
        } else {
            continue;
        };
        pairs.push((evidence, old.name, new.name));
    }
    pairs.sort_unstable();
    let (mut taken, mut found) = (BTreeSet::new(), Vec::new());
    for (_, old, new) in pairs {
        if !taken.contains(&(true, old)) && !taken.contains(&(false, new)) {
            taken.extend([(true, old), (false, new)]);
            found.push((old.to_owned(), new.to_owned()));
        }
    }
    found
}

/// Counts the candidates with each description.
fn descriptions<'c>(all: &[Candidate<'c>]) -> BTreeMap<&'c str, usize> {
    let mut counts = BTreeMap::new();
    for candidate in all {
        *counts.entry(candidate.description).or_default() += 1;
    }
    counts
}

/// If there are more pairs, only those that have something in common are compared.
const MOST_PAIRS: usize = 1_000_000;

/// The pairs that may be renames: all of them, unless there are very many.
fn likely_pairs<'p, 'c>(
    gone: &'p [Candidate<'c>],
    came: &'p [Candidate<'c>],
) -> Vec<(&'p Candidate<'c>, &'p Candidate<'c>)> {
    if gone.len() * came.len() <= MOST_PAIRS {
        return gone.iter().flat_map(|old| came.iter().map(move |new| (old, new))).collect();
    }
    let keys = |candidate: &Candidate<'_>| {
        [format!("d{}", candidate.description), letters(candidate.name), words(candidate.name).join(" ")]
    };
    let mut by_key: BTreeMap<String, Vec<&'p Candidate<'c>>> = BTreeMap::new();
    for new in came {
        for key in keys(new) {
            by_key.entry(key).or_default().push(new);
        }
    }
    let mut pairs = Vec::new();
    for old in gone {
        // What many candidates have in common is not evidence.
        let alike = keys(old).into_iter().filter_map(|key| by_key.get(&key)).filter(|all| all.len() < 10);
        pairs.extend(alike.flatten().map(|new| (old, *new)));
    }
    pairs
}

fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|char| char.to_ascii_lowercase()).collect()
}

fn words(name: &str) -> Vec<String> {
    let mut words = in_order(name);
    words.sort();
    words
}

fn in_order(name: &str) -> Vec<String> {
    let words = name.split(|char: char| !char.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect()
}

/// Whether two names have the same words except for one, which is spelled similarly.
fn differ_in_spelling(one: &str, other: &str) -> bool {
    let (one, other) = (in_order(one), in_order(other));
    let mut different = one.iter().zip(&other).filter(|(one, other)| one != other);
    let is_close = |(one, other): (&String, &String)| closest(one, std::iter::once(other.as_str())).is_some();
    one.len() == other.len() && different.next().is_some_and(is_close) && different.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_names_those_with_something_in_common_are_compared() {
        let names =
            |suffix: &str| -> Vec<String> { (0..1_100).map(|number| format!("item{number}{suffix}")).collect() };
        let (old, new) = (names(":read"), names("_read"));
        let candidates = |all: &'static [String]| -> Vec<Candidate<'static>> {
            all.iter().map(|name| Candidate { name, description: "" }).collect()
        };
        let (gone, came) = (candidates(old.leak()), candidates(new.leak()));
        let found = renames(&gone, &came, &|_, _| None);
        assert_eq!(found.len(), 1_100);
        assert!(found.contains(&("item7:read".to_owned(), "item7_read".to_owned())));
    }

    fn found(gone: &[(&str, &str)], came: &[(&str, &str)]) -> Vec<(String, String)> {
        let candidates = |all: &[(&'static str, &'static str)]| -> Vec<Candidate<'static>> {
            all.iter().map(|&(name, description)| Candidate { name, description }).collect()
        };
        let leak = |all: &[(&str, &str)]| -> Vec<(&'static str, &'static str)> {
            all.iter().map(|(name, text)| (&*name.to_string().leak(), &*text.to_string().leak())).collect()
        };
        renames(&candidates(&leak(gone)), &candidates(&leak(came)), &|_, _| None)
    }

    #[test]
    fn names_that_are_alike() {
        for (old, new) in [("read:cups", "cups.read"), ("read_cups", "readCups"), ("read:saucer", "read:saucers")] {
            assert_eq!(found(&[(old, "")], &[("write:jugs", ""), (new, "")]), [(old.to_owned(), new.to_owned())]);
        }
        for other in ["write:jugs", "read:jugs", "write:cups", "read:cups:all"] {
            assert_eq!(found(&[("read:cups", "")], &[(other, "")]), [], "{other}");
        }
    }

    #[test]
    fn descriptions_that_are_the_same() {
        let pair = [("r1".to_owned(), "orders".to_owned())];
        assert_eq!(found(&[("r1", "Read orders")], &[("orders", "Read orders"), ("x", "")]), pair);
        assert_eq!(found(&[("r1", "Read")], &[("orders", "Read"), ("cups", "Read")]), [], "either may be it");
    }

    #[test]
    fn each_name_once() {
        let came = [("saucers.read", ""), ("read:saucerx", "")];
        let pairs = found(&[("read:saucers", ""), ("read:saucery", "")], &came);
        assert_eq!(pairs.len(), 2, "{pairs:?}");
        assert!(pairs.contains(&("read:saucers".to_owned(), "saucers.read".to_owned())), "{pairs:?}");
    }

    #[test]
    fn operations_count_most() {
        let gone = [Candidate { name: "read:cups", description: "" }];
        let came = [Candidate { name: "cups.read", description: "" }, Candidate { name: "all", description: "" }];
        let pairs = renames(&gone, &came, &|_, new| Some(new == "all"));
        assert_eq!(pairs, [("read:cups".to_owned(), "all".to_owned())]);
    }
}
