//! Finds what a written name means, by the most certain method that finds anything.

use super::best::Best;
use super::by_path::{Closeness, at_path, by_path};
use super::by_slip::by_slip;
#[cfg(feature = "search")]
use super::guess::{by_name, by_words};
use super::index::{OperationIndex, Origin};
use super::spelling::{Spelling, api_and_method};
use crate::fast::{keep, map, sort};
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

/// Longer names are not looked up: the longest bundled name has about 200 bytes.
const LONGEST: usize = 2000;

/// The names to choose from are few.
const MOST: usize = 5;

/// What a written name means, and where the first of the operations comes from.
pub(crate) fn find(index: &OperationIndex, written: &str) -> (FoundOperations, Option<Origin>) {
    let spelling = Spelling::of(written);
    if written.len() > LONGEST || spelling.segments.is_empty() && spelling.text.is_empty() {
        return (FoundOperations::default(), None);
    }
    let (found, certainty) = positions(index, &spelling);
    let others = if certainty == Certainty::Certain { Vec::new() } else { at_path(index, &spelling) };
    let mut best = index.named(&found);
    best.truncate(MOST);
    let certainty = match &*best {
        [] => Certainty::None,
        // If two are certain, neither is.
        [_, _, ..] if certainty == Certainty::Certain => Certainty::Choices,
        _ => certainty,
    };
    let origin = best.first().map(|(_, origin)| *origin);
    let names = map(&best, &mut |(name, _)| name.to_string());
    let mut with_other_verbs = map(&index.named(&others), &mut |(name, _)| name.to_string());
    keep(&mut with_other_verbs, &mut |name| !names.contains(name));
    (FoundOperations { names, certainty, with_other_verbs }, origin)
}

fn positions(index: &OperationIndex, written: &Spelling) -> (Vec<usize>, Certainty) {
    if let Best { rank: Some((closeness, values)), found } = by_path(index, written) {
        if closeness == Closeness::OtherVersion {
            return (ordered(index, found), Certainty::Likely);
        }
        // A name with a typo can look like a value, too.
        let mut slips = if values > 0 { by_slip(index, written) } else { Vec::new() };
        keep(&mut slips, &mut |at| !found.contains(at));
        if slips.is_empty() {
            return (ordered(index, found), Certainty::Certain);
        }
        let (mut slips, certainty) = likely(ordered(index, slips));
        slips.append(&mut ordered(index, found));
        return (slips, certainty);
    }
    #[cfg(feature = "search")]
    if let Some((found, certainty)) = by_name(index, written) {
        return (ordered(index, found), certainty);
    }
    let found = by_slip(index, written);
    if !found.is_empty() {
        return likely(ordered(index, found));
    }
    #[cfg(feature = "search")]
    return by_words(index, written);
    #[cfg(not(feature = "search"))]
    (Vec::new(), Certainty::None)
}

fn likely(found: Vec<usize>) -> (Vec<usize>, Certainty) {
    let certainty = if found.len() == 1 { Certainty::Likely } else { Certainty::Choices };
    (found, certainty)
}

/// Of several that are as near: what only reads first, then the API with the shortest name, its newest version first.
fn ordered(index: &OperationIndex, mut found: Vec<usize>) -> Vec<usize> {
    let order = |at: &usize| {
        let name = &index.entries[*at].name;
        let (length, age) = match api_and_method(name) {
            Some(((api, version), _)) => (api.len(), Some(age(version))),
            None => (name.len(), None),
        };
        (name.starts_with("type "), !name.starts_with("GET "), length, age)
    };
    sort(&mut found, |one, other| order(one).cmp(&order(other)));
    found
}

/// How old a version is: what is not final is older than everything else.
fn age(version: &str) -> (bool, std::cmp::Reverse<u32>) {
    let mut number: Option<u32> = None;
    for byte in version.bytes() {
        if byte.is_ascii_digit() {
            number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(u32::from(byte - b'0')));
        } else if number.is_some() {
            break;
        }
    }
    let is_draft = version.contains("alpha") || version.contains("beta");
    (is_draft, std::cmp::Reverse(number.unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OperationText;

    const TEXT: OperationText = OperationText(
        "= a\nGET /shops\nPOST /shops\tshops/create-for-owner\nGET /shops/{id}/items\nGET /v3/owners\nPOST /talk.send\n\
         GET /talk.list\nfiles:v2/files.list\nfiles:v3/files.list\nquery carts\ntype Cart\nmutation cartUpdate\n",
    );

    fn found(written: &str) -> String {
        let index = OperationIndex::new(&[], &[TEXT]);
        let (found, origin) = find(&index, written);
        assert_eq!(origin.is_some(), !found.names.is_empty());
        format!("{} {}", found.certainty.as_str(), found.names.join(", "))
    }

    #[test]
    fn one_operation_is_certain_however_it_is_written() {
        for (written, name) in [
            ("get shops/7/items?page=2", "GET /shops/{id}/items"),
            ("https://api.example.com/v1/shops/:shop/items", "GET /shops/{id}/items"),
            ("GET /talk.send", "POST /talk.send"),
            ("talk_send", "POST /talk.send"),
            ("{ carts { id } }", "query carts"),
            ("client.shops.createForOwner(…)", "POST /shops"),
        ] {
            assert_eq!(found(written), format!("certain {name}"), "{written}");
        }
    }

    #[test]
    fn what_is_not_certain_is_a_suggestion() {
        assert_eq!(found("/shops"), "choices GET /shops, POST /shops");
        assert_eq!(found("files.list"), "choices files:v3/files.list, files:v2/files.list");
        assert_eq!(found("GET /v4/owners"), "likely GET /v3/owners");
        assert_eq!(found("GET /shosp"), "likely GET /shops");
        assert_eq!(found("PUT /api/carts/{id}.json"), "likely mutation cartUpdate");
    }

    #[test]
    fn another_verb_is_never_a_suggestion() {
        for written in ["DELETE /shops", "POST /v3/owners", "PUT /shops/1/items", "", "zebra"] {
            assert_eq!(found(written), "none ", "{written}");
        }
        let index = OperationIndex::new(&[], &[TEXT]);
        assert_eq!(find(&index, "DELETE /shops").0.with_other_verbs, ["GET /shops", "POST /shops"]);
    }
}
