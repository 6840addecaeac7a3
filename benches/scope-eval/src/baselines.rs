//! Suggests names in two simpler ways, for comparison: they split a list at its catalog's delimiter, and suggest the
//! known name with the most similar spelling for each unknown name.

use std::ops::Range;

use scope_catalog::{Catalog, Lookup, Pattern};

use crate::diagnosis::{Diagnosis, Kind, Remark};

/// No more than this many names are suggested; the engine has the same limit.
const MOST: usize = 3;

/// Plain Levenshtein distance without a limit. Suggests the nearest names, in alphabetical order if they are equally
/// near.
pub(crate) fn by_levenshtein(catalog: &Catalog, text: &str) -> Diagnosis {
    diagnose(catalog, text, |known, name| nearest(known, |other| Some(distance(name, other, false))))
}

/// The rule that rustc uses to suggest a name (`find_best_match_for_name` in `rustc_span`, in its lenient form, which
/// recognizes parts of longer names). It suggests a name that differs only in case, a name within an edit distance of a
/// third of the length (where a swap of neighbors is one edit, and additional characters of a longer name count half),
/// or a name with the same words between underscores in another order. Rustc suggests only the best name; this suggests
/// up to three within the limit.
pub(crate) fn by_rustc(catalog: &Catalog, text: &str) -> Diagnosis {
    diagnose(catalog, text, |known, name| {
        let limit = name.chars().count().max(3) / 3;
        let equal = known.iter().filter(|other| other.to_uppercase() == name.to_uppercase());
        let equal: Vec<String> = equal.map(|other| (*other).to_owned()).collect();
        if !equal.is_empty() {
            return equal;
        }
        let near = nearest(known, |other| score(name, other, limit));
        if !near.is_empty() {
            return near;
        }
        let same = known.iter().filter(|other| sorted_words(other) == sorted_words(name));
        same.map(|other| (*other).to_owned()).collect()
    })
}

fn diagnose(catalog: &Catalog, text: &str, guess: impl Fn(&[&str], &str) -> Vec<String>) -> Diagnosis {
    let known = known_names(catalog);
    let unknown = pieces(catalog, text).into_iter().filter(|piece| !is_known(catalog, &text[piece.clone()]));
    let remark = |piece: Range<usize>| Remark {
        rule: "unknown-scope".to_owned(),
        kind: Kind::Name,
        is_deny: true,
        offers: guess(&known, &text[piece.clone()]),
        places: vec![piece],
        text: String::new(),
    };
    Diagnosis { remarks: unknown.map(remark).collect(), repaired: None }
}

fn is_known(catalog: &Catalog, name: &str) -> bool {
    matches!(catalog.lookup(name), Lookup::Known(_))
}

/// Names and aliases, in alphabetical order.
fn known_names(catalog: &Catalog) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for scope in catalog.scopes().iter().filter(|scope| !Pattern::is_pattern(&scope.name)) {
        let aliases = scope.aliases();
        names.push(&scope.name);
        names.extend(aliases.iter().map(|alias| &*alias.text));
    }
    names.sort_unstable();
    names
}

/// The parts of a list between the catalog's own delimiters.
fn pieces(catalog: &Catalog, text: &str) -> Vec<Range<usize>> {
    let delimiter = catalog.delimiter();
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, char) in text.char_indices().chain([(text.len(), '\0')]) {
        if at == text.len() || delimiter.separates(char) {
            pieces.push(start..at);
            start = at + char.len_utf8();
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The nearest names by a measure, in alphabetical order if they are equally near.
fn nearest(known: &[&str], measure: impl Fn(&str) -> Option<usize>) -> Vec<String> {
    let mut near: Vec<(usize, &str)> =
        known.iter().filter_map(|other| measure(other).map(|far| (far, *other))).collect();
    near.sort_unstable();
    near.truncate(MOST);
    near.into_iter().map(|(_, name)| name.to_owned()).collect()
}

/// The number of insertions, deletions and substitutions between two texts. With `with_swaps`, a swap of neighbors is
/// also one edit.
pub(crate) fn distance(one: &str, other: &str, with_swaps: bool) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows = vec![(0..=other.len()).collect::<Vec<usize>>()];
    for (i, left) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, right) in other.iter().enumerate() {
            let replaced = rows[i][j] + usize::from(left != right);
            let mut least = replaced.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if with_swaps && i > 0 && j > 0 && *left == other[j - 1] && one[i - 1] == *right {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

/// The number of edits between two names, where additional parts of the other name count little; `None` beyond the
/// limit.
fn score(name: &str, other: &str, limit: usize) -> Option<usize> {
    let (length, other_length) = (name.chars().count(), other.chars().count());
    let difference = length.abs_diff(other_length);
    let is_part = length * 2 >= other_length && other_length * 2 >= length;
    let edits = distance(name, other, true);
    if edits > limit + difference {
        return None;
    }
    let beyond = edits - difference.min(edits);
    let score = match beyond {
        _ if !is_part => edits,
        0 if difference > 0 => 1,
        beyond => beyond + difference.div_ceil(2),
    };
    (score <= limit).then_some(score)
}

fn sorted_words(name: &str) -> Vec<&str> {
    let mut words: Vec<&str> = name.split('_').collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, by: impl Fn(&Catalog, &str) -> Diagnosis) -> Vec<Vec<String>> {
        let catalog = "scopes = ['read_order', 'write_order', 'b_list', 'a_list', 'read_order_history_of_others']";
        let catalog = Catalog::from_text(catalog).expect("sound");
        by(&catalog, text).remarks.into_iter().map(|remark| remark.offers).collect()
    }

    #[test]
    fn a_swap_is_two_edits_or_one() {
        assert_eq!((distance("raed", "read", false), distance("raed", "read", true)), (2, 1));
        assert_eq!((distance("", "abc", true), distance("kitten", "sitting", false)), (3, 3));
    }

    #[test]
    fn levenshtein_takes_the_first_of_the_nearest_however_far() {
        assert_eq!(said("c_list write_order", by_levenshtein)[0][..2], ["a_list", "b_list"]);
        assert_eq!(
            said("read_order,write_order", by_levenshtein),
            [["write_order", "read_order", "read_order_history_of_others"]]
        );
    }

    #[test]
    fn rustc_has_three_ways_and_a_limit() {
        assert_eq!(said("READ_ORDER", by_rustc), [["read_order"]]);
        assert_eq!(said("raed_order", by_rustc)[0][0], "read_order");
        assert_eq!(said("order_read", by_rustc), [["read_order"]]);
        assert_eq!(said("nothing", by_rustc), [[""; 0]]);
    }
}
