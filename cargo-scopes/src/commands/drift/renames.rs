//! Which of the scopes that are gone were most likely renamed, and to what.

use std::collections::BTreeSet;

use scope_catalog::closest;

/// A scope that may be one side of a renaming.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'c> {
    pub(super) name: &'c str,
    pub(super) description: &'c str,
}

/// How sure a renaming is, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Evidence {
    /// Every operation that needed the old name needs the new one in its place.
    Operations,
    /// The descriptions are the same, and no other scope has that description.
    Description,
    /// The names have the same letters and digits, in any case and with any separators.
    Letters,
    /// The names have the same words in another order.
    Words,
    /// One word of the name is spelled a little differently.
    Spelling,
}

/// Pairs of an old and a new name. Each name is in one pair at most: that with the best evidence.
pub(super) fn renames(
    gone: &[Candidate<'_>],
    came: &[Candidate<'_>],
    has_taken_over: &dyn Fn(&str, &str) -> Option<bool>,
) -> Vec<(String, String)> {
    let mut pairs: Vec<(Evidence, &str, &str)> = Vec::new();
    for old in gone {
        for new in came {
            let taken_over = has_taken_over(old.name, new.name);
            let is_alone =
                |all: &[Candidate<'_>]| all.iter().filter(|other| other.description == old.description).count() == 1;
            let has_description = !old.description.is_empty() && old.description == new.description;
            let evidence = if taken_over == Some(true) {
                Evidence::Operations
            } else if has_description && is_alone(gone) && is_alone(came) {
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

/// Whether all words of two names are the same but for one, which is close to the other.
fn differ_in_spelling(one: &str, other: &str) -> bool {
    let (one, other) = (in_order(one), in_order(other));
    let mut different = one.iter().zip(&other).filter(|(one, other)| one != other);
    let is_close = |(one, other): (&String, &String)| closest(one, std::iter::once(other.as_str())).is_some();
    one.len() == other.len() && different.next().is_some_and(is_close) && different.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

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
