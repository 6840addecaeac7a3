//! Prepares the names of operations other than their paths.

pub(super) mod identifier;
pub(super) mod words;

use super::spelling::{Spelling, api_and_method};
use identifier::{Part, identifier};
use words::Class;

/// The names of an operation, prepared for guessing.
#[derive(Debug)]
pub(super) struct Names {
    /// Its name and those of its aliases that are not paths, as identifiers.
    pub(super) identifiers: Vec<Vec<Part>>,
    /// The words of its names.
    pub(super) words: Vec<String>,
    /// What kind of action it is.
    pub(super) class: Option<Class>,
}

impl Names {
    /// Prepares a name, given its parsed spelling and its aliases.
    pub(super) fn of(name: &str, spelling: &Spelling, aliases: &[&str]) -> Self {
        let mut names = Self {
            identifiers: identifiers(name, spelling),
            words: words::of_operation(spelling),
            class: words::class_of_operation(spelling),
        };
        for alias in aliases {
            let spelling = Spelling::of(alias);
            for word in words::of_operation(&spelling) {
                if !names.words.contains(&word) {
                    names.words.push(word);
                }
            }
            if spelling.verb().is_none() {
                names.identifiers.push(identifier(alias));
            }
        }
        names
    }
}

fn identifiers(name: &str, spelling: &Spelling) -> Vec<Vec<Part>> {
    let Some(((api, _), method)) = api_and_method(name) else {
        return if spelling.text.contains('{') { Vec::new() } else { vec![identifier(&spelling.text)] };
    };
    let method = identifier(method);
    // Some libraries start with the name of the API, others with that of the method.
    let mut by_api = identifier(api);
    by_api.extend_from_slice(method.get(1..).unwrap_or_default());
    if method == by_api { vec![method] } else { vec![method, by_api] }
}
