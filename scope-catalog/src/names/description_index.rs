//! Which scopes speak of a thing in their descriptions: providers often file one thing under another.

use crate::fast::{hash, same_key, sort};
use crate::model::Scope;
use crate::names::name_words::{actions, is_action, some_word, words};
use crate::names::pattern::Pattern;
use crate::names::suggestion_index::MOST;

/// A word that is in more descriptions than this does not tell one scope from another; it also keeps the search short.
const COMMON: usize = 30;

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

    /// The scopes that do what these words say, and whose descriptions speak of what it is done to: those with the
    /// shortest names, and first the one whose description speaks of it first. None where that holds for more than
    /// are ever suggested, or where the words do not say what is done.
    pub(crate) fn about<'c>(&self, scopes: &'c [Scope], given: &[String]) -> Vec<&'c str> {
        let mut found: Vec<(usize, usize, &str)> = Vec::new();
        if some_word(given, |word| is_action(word) && word != "all") {
            for thing in given.iter().filter(|word| !is_action(word)) {
                for &(_, at) in self.holders_of(thing) {
                    let scope = &scopes[at as usize];
                    let (name, description) = (words(&scope.name), words(&scope.description));
                    if is_about(&name, &description, given) {
                        let place = description.iter().position(|word| word == thing).unwrap_or(description.len());
                        found.push((name.len(), place, &scope.name));
                    }
                }
            }
        }
        sort(&mut found, Ord::cmp);
        let mut names: Vec<&str> = Vec::new();
        for &(words, _, name) in &found {
            if words == found[0].0 && names.last() != Some(&name) {
                names.push(name);
            }
        }
        if names.len() > MOST { Vec::new() } else { names }
    }

    /// The scopes whose descriptions have a word; none if it is in too many to mean anything.
    fn holders_of(&self, word: &str) -> &[(u64, u32)] {
        let key = hash(word);
        let holders = same_key(&self.holders, key, COMMON + 1);
        if holders.len() > COMMON { &[] } else { holders }
    }
}

/// Whether a scope has the same actions in its name, and all the things in its name or its description.
fn is_about(name: &[String], description: &[String], given: &[String]) -> bool {
    let has = |word: &String| is_action(word) || name.contains(word) || description.contains(word);
    actions(name) == actions(given) && given.iter().all(has)
}
