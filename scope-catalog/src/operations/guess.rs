//! Guesses the operation if its path was not written, but an identifier, a path although the catalog has methods, or words.
//!
//! The macros do not use this, since it would slow down every user's build. They accept the name in the catalog, and
//! suggest operations for a path with values or typos. Their message says how to search.

mod by_identifier;
mod by_rest_path;
mod by_words;
mod search;

use super::best::Best;
use super::by_path::{Closeness, by_path};
use super::index::OperationIndex;
use super::spelling::Spelling;
use crate::finding::Certainty;

pub(super) use by_words::by_words;
pub(crate) use search::search;

/// The operations with such a name that is not their path; `None` if there are none.
pub(super) fn by_name(index: &OperationIndex, written: &Spelling) -> Option<(Vec<usize>, Certainty)> {
    let found = by_identifier::by_identifier(index, written);
    if !found.is_empty() {
        return Some((found, Certainty::Certain));
    }
    for way in &by_identifier::fluent(written) {
        let Best { rank, found } = by_path(index, way);
        if rank.is_some_and(|(closeness, _)| closeness < Closeness::OtherVersion) {
            return Some((found, Certainty::Likely));
        }
    }
    let found = by_rest_path::by_rest_path(index, written);
    (!found.is_empty()).then_some((found, Certainty::Likely))
}
