//! What somebody may have meant who did not write the path of an operation: an identifier, a path where the catalog has
//! methods, words.
//!
//! Macros do without it, since every user's build would pay: what they are given is to be the catalog's own name, or its path
//! with values or a slip in it. Their message says how to search.

mod by_identifier;
mod by_rest_path;
mod by_words;
mod search;

use super::by_path::{Closeness, NearestPath, by_path};
use super::index::OperationIndex;
use super::spelling::Spelling;
use crate::finding::Certainty;

pub(super) use by_words::by_words;
pub(crate) use search::search;

/// The operations that have such a name, in another form than that of their path; `None` if there are none.
pub(super) fn by_name(index: &OperationIndex, written: &Spelling) -> Option<(Vec<usize>, Certainty)> {
    let found = by_identifier::by_identifier(index, written);
    if !found.is_empty() {
        return Some((found, Certainty::Certain));
    }
    for way in &by_identifier::fluent(written) {
        match by_path(index, way) {
            Some(NearestPath { closeness, found, .. }) if closeness < Closeness::OtherVersion => {
                return Some((found, Certainty::Likely));
            }
            _ => {}
        }
    }
    let found = by_rest_path::by_rest_path(index, written);
    (!found.is_empty()).then_some((found, Certainty::Likely))
}
