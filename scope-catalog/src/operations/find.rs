//! What a written name means, by the surest way that leads anywhere.

use super::by_identifier::{by_identifier, fluent};
use super::by_path::{Closeness, NearestPath, at_path, by_path};
use super::by_rest_path::by_rest_path;
use super::by_words::{by_slip, by_words};
use super::index::{OperationIndex, Origin, api_and_method};
use super::spelling::Spelling;
use crate::fast::sort;
use crate::finding::Certainty;

/// The operations that a written name may mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundOperations {
    /// The names of the catalog, best first.
    pub names: Vec<String>,
    /// *Certain*: the first is meant, written in another way. *Likely*: the first is probably meant. *Choices*: one of them
    /// may be meant. *None*: there are no names.
    pub certainty: Certainty,
    /// With other certainties than these two, operations at the same path, which do something else.
    pub with_other_verbs: Vec<String>,
}

/// The names to choose from are few.
const MOST: usize = 5;

/// What a written name means, and where the first of the operations comes from.
pub(crate) fn find(index: &OperationIndex, written: &str) -> (FoundOperations, Option<Origin>) {
    let spelling = Spelling::of(written);
    if spelling.segments.is_empty() && spelling.text.is_empty() {
        return (FoundOperations::default(), None);
    }
    let (found, certainty) = positions(index, &spelling);
    let others =
        if found.is_empty() || certainty != Certainty::Certain { at_path(index, &spelling) } else { Vec::new() };
    let mut named = index.named(&found);
    named.truncate(MOST);
    let certainty = match &*named {
        [] => Certainty::None,
        // Of two that are certain, neither is.
        [_, _, ..] if certainty == Certainty::Certain => Certainty::Choices,
        _ => certainty,
    };
    let origin = named.first().map(|(_, origin)| *origin);
    let names: Vec<String> = named.into_iter().map(|(name, _)| name.into()).collect();
    let mut with_other_verbs: Vec<String> = Vec::new();
    for (name, _) in index.named(&others) {
        if !names.contains(&String::from(&*name)) {
            with_other_verbs.push(name.into());
        }
    }
    (FoundOperations { names, certainty, with_other_verbs }, origin)
}

fn positions(index: &OperationIndex, written: &Spelling) -> (Vec<usize>, Certainty) {
    if let Some(NearestPath { closeness, values, found }) = by_path(index, written) {
        if closeness == Closeness::OtherVersion {
            return (ordered(index, found), Certainty::Likely);
        }
        // A name with a slip in it passes for a value, too.
        let mut slips = if values > 0 { by_slip(index, written) } else { Vec::new() };
        slips.retain(|at| !found.contains(at));
        if slips.is_empty() {
            return (ordered(index, found), Certainty::Certain);
        }
        let (slips, certainty) = likely(ordered(index, slips));
        return (slips.into_iter().chain(ordered(index, found)).collect(), certainty);
    }
    let found = by_identifier(index, written);
    if !found.is_empty() {
        return (ordered(index, found), Certainty::Certain);
    }
    for way in fluent(written) {
        match by_path(index, &way) {
            Some(NearestPath { closeness, found, .. }) if closeness < Closeness::OtherVersion => {
                return (ordered(index, found), Certainty::Likely);
            }
            _ => {}
        }
    }
    let found = by_rest_path(index, written);
    if !found.is_empty() {
        return (ordered(index, found), Certainty::Likely);
    }
    let found = by_slip(index, written);
    if !found.is_empty() {
        return likely(ordered(index, found));
    }
    let alike = by_words(index, written);
    (alike.found, if alike.is_likely { Certainty::Likely } else { Certainty::Choices })
}

fn likely(found: Vec<usize>) -> (Vec<usize>, Certainty) {
    let certainty = if found.len() == 1 { Certainty::Likely } else { Certainty::Choices };
    (found, certainty)
}

/// Of several that are as near: what only reads first, the newest version first, then the shortest name.
fn ordered(index: &OperationIndex, mut found: Vec<usize>) -> Vec<usize> {
    let order = |at: &usize| {
        let name = &index.entries[*at].name;
        let is_reading = name.starts_with("GET ");
        let version = api_and_method(name).map(|((_, version), _)| age(version));
        (!is_reading, name.len(), version)
    };
    sort(&mut found, |one, other| {
        let (one_reads, one_length, one_version) = order(one);
        let (other_reads, other_length, other_version) = order(other);
        one_reads.cmp(&other_reads).then(one_version.cmp(&other_version)).then(one_length.cmp(&other_length))
    });
    found
}

/// How old a version is: what is not final is older than everything else.
fn age(version: &str) -> (bool, std::cmp::Reverse<u32>) {
    let number = version.trim_start_matches(|char: char| !char.is_ascii_digit());
    let end = number.find(|char: char| !char.is_ascii_digit()).unwrap_or(number.len());
    let is_draft = version.contains("alpha") || version.contains("beta");
    (is_draft, std::cmp::Reverse(number[..end].parse().unwrap_or(0)))
}
