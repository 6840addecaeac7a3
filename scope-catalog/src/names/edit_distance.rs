//! Computes how different two names are, and a cheap bound for that.

/// Names that are further apart are unrelated. The limit also keeps the search short.
pub(crate) const FARTHEST: usize = 3;

/// Returns the number of insertions, deletions, replacements and swaps of neighbors between two texts, if it is at most
/// `limit`.
///
/// This is the optimal string alignment distance over bytes.
pub(crate) fn within(left: &[u8], right: &[u8], limit: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let (left, right) = without_common_end(left, right);
    let edits = edits(left, right, limit);
    if edits <= limit { Some(edits) } else { None }
}

/// Returns the distance, or `limit + 1` if it is larger. Every edit is tried at the first difference: with such a small
/// limit, this takes fewer steps than a table, and no memory.
fn edits(mut left: &[u8], mut right: &[u8], limit: usize) -> usize {
    while let ([one, after_one @ ..], [other, after_other @ ..]) = (left, right) {
        if *one != *other {
            if limit == 0 || left.len().abs_diff(right.len()) > limit {
                return limit + 1;
            }
            let mut fewest = edits(after_one, after_other, limit - 1);
            fewest = fewest.min(edits(after_one, right, limit - 1));
            fewest = fewest.min(edits(left, after_other, limit - 1));
            if let ([next_one, left @ ..], [next_other, right @ ..]) = (after_one, after_other) {
                if *one == *next_other && *other == *next_one {
                    fewest = fewest.min(edits(left, right, limit - 1));
                }
            }
            return fewest + 1;
        }
        (left, right) = (after_one, after_other);
    }
    (left.len() + right.len()).min(limit + 1)
}

fn without_common_end<'b>(mut left: &'b [u8], mut right: &'b [u8]) -> (&'b [u8], &'b [u8]) {
    while let ([before_one @ .., one], [before_other @ .., other]) = (left, right) {
        if *one != *other {
            break;
        }
        (left, right) = (before_one, before_other);
    }
    (left, right)
}

/// How often a text contains each byte, in a Gray code, in which consecutive numbers differ in one bit.
///
/// An insertion changes one bit, a replacement at most two, and a swap none, so texts with many different bits are far
/// apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bag(u64);

impl Bag {
    pub(crate) fn of(text: &[u8]) -> Self {
        let (mut low, mut high) = (0_u32, 0_u32);
        for &byte in text {
            let bit = 1 << (byte & 31);
            if (low ^ high) & bit == 0 {
                low ^= bit;
            } else {
                high ^= bit;
            }
        }
        Self(u64::from(low) << 32 | u64::from(high))
    }

    /// Returns the number of bits in which two bags differ: at most twice the distance, less the difference in length.
    pub(crate) fn differing_bits(self, other: Self) -> usize {
        (self.0 ^ other.0).count_ones() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Computes the distance with the textbook algorithm, without a limit or trimming.
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
            let bits = Bag::of(left.as_bytes()).differing_bits(Bag::of(right.as_bytes()));
            let distance = naive(left.as_bytes(), right.as_bytes());
            prop_assert!(bits + left.len().abs_diff(right.len()) <= 2 * distance);
        }
    }
}
