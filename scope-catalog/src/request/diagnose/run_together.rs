//! Two names where one was expected.

use super::unknown::Unknown;
use super::wording::pieces;
use crate::catalog::Catalog;
use crate::fast::join;
use crate::finding::Certainty;
use crate::names::name_words::{is_action, some_word, words};
use crate::request::diagnosis::{Diagnosis, Reason, account};

/// Two names, or else three, with nothing between them.
pub(super) fn run_together(name: &Unknown<'_>) -> Option<Diagnosis> {
    for count in 2..=3 {
        match &*ways(name.catalog, name.short, count) {
            [] => {}
            [names] => return account(Reason::RunTogether, Certainty::Certain, &[names]),
            _ => return None,
        }
    }
    None
}

/// The ways to split a word into a number of names, as lists; not all of them, since two ways already are ambiguous.
fn ways(catalog: &Catalog, word: &str, count: usize) -> Vec<String> {
    if count == 1 {
        return if is_name(catalog, word) { vec![word.to_owned()] } else { Vec::new() };
    }
    let mut all = Vec::new();
    for at in 1..word.len() {
        let Some((name, rest)) = word.split_at_checked(at) else { continue };
        if all.len() < 2 && is_name(catalog, name) {
            for rest in &ways(catalog, rest, count - 1) {
                all.push(list(catalog, &[name, rest]));
            }
        }
    }
    all
}

/// Whether a scope is called so, or also called so.
fn is_name(catalog: &Catalog, word: &str) -> bool {
    catalog.lookup(word).known().is_some_and(|id| catalog.scope(id).names().contains(&word))
}

/// Names with a character between them that separates the parts of a name here.
pub(super) fn joined_names(name: &Unknown<'_>) -> Option<Diagnosis> {
    let Unknown { catalog, short: word, .. } = *name;
    let is_name = |piece: &str| catalog.is_listed(piece) && !some_word(&words(piece), is_action);
    for separator in word.chars() {
        let is_between = matches!(separator, '.' | ':' | '-' | '_' | '/');
        let names = if is_between { pieces(word, &|char| char == separator) } else { continue };
        if names.iter().all(|name| is_name(name)) {
            let is_repeated = names[1..].contains(&names[0]);
            let all = list(catalog, &names);
            return if is_repeated { None } else { account(Reason::RunTogether, Certainty::Likely, &[&all]) };
        }
    }
    None
}

/// `readwrite`, if reading and writing are two scopes, or writing includes reading.
pub(super) fn reading_and_writing(name: &Unknown<'_>) -> Option<Diagnosis> {
    let Unknown { catalog, ref given, .. } = *name;
    let (at, length) = (0..given.len()).find_map(|at| match &given[at..] {
        [both, ..] if both == "readwrite" || both == "rw" => Some((at, 1)),
        [read, write, ..] if read == "read" && write == "write" => Some((at, 2)),
        _ => None,
    })?;
    let with = |action: &str| {
        let mut words = given[..at].to_vec();
        words.push(action.to_owned());
        words.extend_from_slice(&given[at + length..]);
        let names = catalog.suggestions().same_words(&words);
        if let [name] = *names { catalog.is_listed(name).then_some(name) } else { None }
    };
    let (read, write) = (with("read")?, with("write")?);
    let includes =
        catalog.declared(write).zip(catalog.declared(read)).is_some_and(|(one, other)| catalog.covers(one, other));
    let both = if includes { write.to_owned() } else { list(catalog, &[read, write]) };
    account(Reason::RunTogether, Certainty::Likely, &[&both])
}

/// Scopes as they are written in a request.
fn list(catalog: &Catalog, names: &[&str]) -> String {
    join(names, catalog.delimiter().character().encode_utf8(&mut [0; 4]))
}
