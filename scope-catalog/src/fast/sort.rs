//! Sorts lists.

use std::cmp::Ordering;

/// Sorts a list. The sort is stable.
///
/// The standard sort is compiled again for each type, and is so large that it would be a tenth of the code to compile
/// here. This one has a single instance, for positions, which serves all lists.
pub(crate) fn sort<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if items.len() > 1 {
        let order = positions(items.len(), &|one, other| compare(&items[one], &items[other]));
        arrange(order, &mut |one, other| items.swap(one, other));
    }
}

/// Returns the positions in order, by merging runs of doubling length.
fn positions(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order = Vec::with_capacity(count);
    for at in 0..count {
        order.push(at);
    }
    let mut merged = order.clone();
    let mut length = 1;
    while length < count {
        let mut start = 0;
        while start < count {
            let (middle, end) = (count.min(start + length), count.min(start + 2 * length));
            merge(&order[start..middle], &order[middle..end], &mut merged[start..end], compare);
            start = end;
        }
        std::mem::swap(&mut order, &mut merged);
        length *= 2;
    }
    order
}

fn merge(first: &[usize], second: &[usize], merged: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    let (mut one, mut other) = (0, 0);
    for place in merged {
        let is_first =
            other == second.len() || one < first.len() && compare(first[one], second[other]) != Ordering::Greater;
        if is_first {
            *place = first[one];
            one += 1;
        } else {
            *place = second[other];
            other += 1;
        }
    }
}

/// Moves the item that `order` names to each position, cycle by cycle.
fn arrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        while order[at] != start {
            let from = order[at];
            swap(at, from);
            order[at] = at;
            at = from;
        }
        order[at] = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_sort_does(mut items in prop::collection::vec((0u8..9, any::<u8>()), 0..50)) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort(&mut items, |one, other| one.0.cmp(&other.0));
            prop_assert_eq!(items, expected);
        }
    }
}
