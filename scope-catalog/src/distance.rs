//! How far apart two names are, and a bound that is cheap.

/// The number of insertions, deletions, replacements and swaps of neighbours between two texts, if at most `limit`.
///
/// This is the optimal string alignment distance over bytes, computed in a band of the width of the limit.
pub(crate) fn within(left: &[u8], right: &[u8], limit: usize) -> Option<usize> {
    let (left, right) = trim(left, right);
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    if long.len() - short.len() > limit {
        return None;
    }
    if short.is_empty() {
        return Some(long.len());
    }
    let far = limit + 1;
    let width = long.len() + 1;
    let mut before_last = vec![far; width];
    let mut last: Vec<usize> = (0..width).map(|column| column.min(far)).collect();
    let mut row = vec![far; width];
    for at in 1..=short.len() {
        row[0] = at.min(far);
        let (first, end) = ((at.saturating_sub(limit)).max(1), (at + limit).min(long.len()));
        if first > 1 {
            row[first - 1] = far;
        }
        let mut best = row[0];
        for column in first..=end {
            let same = short[at - 1] == long[column - 1];
            let mut cost = last[column - 1] + usize::from(!same);
            cost = cost.min(last[column] + 1).min(row[column - 1] + 1);
            let swapped =
                at > 1 && column > 1 && short[at - 1] == long[column - 2] && short[at - 2] == long[column - 1];
            if swapped {
                cost = cost.min(before_last[column - 2] + 1);
            }
            row[column] = cost.min(far);
            best = best.min(cost);
        }
        if end < long.len() {
            row[end + 1] = far;
        }
        if best > limit {
            return None;
        }
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    Some(last[long.len()]).filter(|&distance| distance <= limit)
}

/// Without what both begin and end with.
fn trim<'b>(mut left: &'b [u8], mut right: &'b [u8]) -> (&'b [u8], &'b [u8]) {
    let start = left.iter().zip(right).take_while(|(one, other)| one == other).count();
    (left, right) = (&left[start..], &right[start..]);
    let end = left.iter().rev().zip(right.iter().rev()).take_while(|(one, other)| one == other).count();
    (&left[..left.len() - end], &right[..right.len() - end])
}

/// Which bytes a text holds an odd number of times.
///
/// One edit changes at most two bits, a swap none, so half the number of differing bits is a lower bound of the distance.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bag(u64);

impl Bag {
    pub(crate) fn of(text: &[u8]) -> Self {
        let mut odd = 0;
        for &byte in text {
            odd ^= 1 << (byte & 63);
        }
        Self(odd)
    }

    /// A number of edits that there are at least between the two texts.
    pub(crate) fn edits_at_least(self, other: Self) -> usize {
        ((self.0 ^ other.0).count_ones() as usize).div_ceil(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook table, without band or trimming.
    fn naive(left: &[u8], right: &[u8]) -> usize {
        let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
        for row in 0..=left.len() {
            for column in 0..=right.len() {
                table[row][column] = match (row, column) {
                    (0, far) | (far, 0) => far,
                    _ => {
                        let cost = usize::from(left[row - 1] != right[column - 1]);
                        let mut best = (table[row - 1][column] + 1)
                            .min(table[row][column - 1] + 1)
                            .min(table[row - 1][column - 1] + cost);
                        if row > 1
                            && column > 1
                            && left[row - 1] == right[column - 2]
                            && left[row - 2] == right[column - 1]
                        {
                            best = best.min(table[row - 2][column - 2] + 1);
                        }
                        best
                    }
                };
            }
        }
        table[left.len()][right.len()]
    }

    proptest! {
        #[test]
        fn equals_the_textbook(left in "[ab:._]{0,9}", right in "[ab:._]{0,9}", limit in 0usize..4) {
            let expected = Some(naive(left.as_bytes(), right.as_bytes())).filter(|&distance| distance <= limit);
            prop_assert_eq!(within(left.as_bytes(), right.as_bytes(), limit), expected);
        }

        #[test]
        fn the_bag_never_promises_too_much(left in "[a-d]{0,9}", right in "[a-d]{0,9}") {
            let bound = Bag::of(left.as_bytes()).edits_at_least(Bag::of(right.as_bytes()));
            prop_assert!(bound <= naive(left.as_bytes(), right.as_bytes()));
        }
    }
}
