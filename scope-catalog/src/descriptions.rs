//! Which scopes speak of a thing in their descriptions: providers often file one thing under another.

use crate::catalog::Catalog;
use crate::layer::Scope;
use crate::names::hash;
use crate::order::sort;
use crate::pattern::Pattern;
use crate::suggest::{COMMON, MOST};
use crate::words::{is_action, words};

/// The words of all descriptions. Made when a name asks that nothing in the other names explains.
#[derive(Debug)]
pub(crate) struct Descriptions {
    /// What a word hashes to, and the position of a scope whose description has it.
    holders: Vec<(u64, u32)>,
}

impl Descriptions {
    pub(crate) fn new(scopes: &[Scope]) -> Self {
        let mut holders = Vec::new();
        for (at, scope) in (0..).zip(scopes) {
            if !Pattern::is_pattern(&scope.name) {
                for word in words(&scope.description) {
                    holders.push((hash(&word), at));
                }
            }
        }
        sort(&mut holders, Ord::cmp);
        Self { holders }
    }

    /// The scopes that do what these words say, and whose descriptions speak of what it is done to, the shortest first;
    /// none where that holds for more than are ever suggested, or where the words do not say what is done.
    pub(crate) fn about<'c>(&self, catalog: &'c Catalog, given: &[String]) -> Vec<&'c str> {
        let mut names: Vec<&str> = Vec::new();
        if !given.iter().any(|word| is_action(word) && word != "all") {
            return names;
        }
        for thing in given.iter().filter(|word| !is_action(word)) {
            let key = hash(thing);
            let start = self.holders.partition_point(|&(known, _)| known < key);
            let is_common = self.holders.get(start + COMMON).is_some_and(|&(known, _)| known == key);
            for &(known, at) in &self.holders[start..] {
                if is_common || known != key || names.len() > MOST {
                    break;
                }
                let scope = &catalog.scopes()[at as usize];
                if !names.contains(&&*scope.name) && is_about(&words(&scope.name), &words(&scope.description), given) {
                    names.push(&scope.name);
                }
            }
        }
        if names.len() > MOST {
            return Vec::new();
        }
        sort(&mut names, |one, other| (one.len(), one).cmp(&(other.len(), other)));
        names
    }
}

/// Whether a scope has the same actions in its name, and all the things in its name or its description.
fn is_about(name: &[String], description: &[String], given: &[String]) -> bool {
    let has_actions_of =
        |some: &[String], others: &[String]| others.iter().all(|word| !is_action(word) || some.contains(word));
    let has = |word: &String| is_action(word) || name.contains(word) || description.contains(word);
    has_actions_of(name, given) && has_actions_of(given, name) && given.iter().all(has)
}
