//! Slips of the hand: names that differ in one letter, in the order of two, or in signs alone.

/// Whether one name is the other with a slip in it.
pub(crate) fn is_slip(one: &str, other: &str) -> bool {
    let signs = |text: &str| -> Vec<char> {
        let without = text.chars().map(|char| if matches!(char, '-' | '_' | '.' | '/') { ':' } else { char });
        without.flat_map(char::to_lowercase).collect()
    };
    match difference(&signs(one), &signs(other)) {
        ([a, b], [c, d]) => (a, b) == (d, c),
        (one, other) => one.len() <= 1 && other.len() <= 1,
    }
}

/// What is between the beginning and the end that two names have in common.
pub(crate) fn difference<'n, T: PartialEq>(one: &'n [T], other: &'n [T]) -> (&'n [T], &'n [T]) {
    let before = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[before..], &other[before..]);
    let after = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    (&one[..one.len() - after], &other[..other.len() - after])
}

/// Whether a letter is another one, missing or too much, or two of them are swapped. A plural is not a slip.
///
/// ```
/// assert!(scope_sources::is_misspelling("orders:wirte", "orders:write"));
/// assert!(!scope_sources::is_misspelling("order:write", "orders:write"));
/// ```
pub fn is_misspelling(written: &str, meant: &str) -> bool {
    if written.len().abs_diff(meant.len()) > 1 {
        return false;
    }
    let (written, meant) = difference(written.as_bytes(), meant.as_bytes());
    let are_letters = written.iter().chain(meant).all(u8::is_ascii_alphabetic);
    are_letters
        && match (written, meant) {
            ([one], []) | ([], [one]) => *one != b's',
            ([_], [_]) => true,
            ([one, two], [three, four]) => (one, two) == (four, three),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_or_two_in_another_order() {
        for (one, other, expected) in [
            ("read:rog", "read:org", true),
            ("read:orgs", "read:org", true),
            ("reed:org", "read:org", true),
            ("Read-Org", "read:org", true),
            ("", "a", true),
            ("aa", "a", true),
            ("orders:write", "write:org", false),
            ("read:team", "read:org", false),
        ] {
            assert_eq!((is_slip(one, other), is_slip(other, one)), (expected, expected), "{one} {other}");
        }
    }

    #[test]
    fn slips_are_of_one_letter() {
        for (written, expected) in [
            ("user-libary-read", true),
            ("user-library-raed", true),
            ("user-librarry-read", true),
            ("user-library-read", false),
            ("user-librarys-read", false),
            ("user_library-read", false),
            ("user-libary-red", false),
            ("playlist", false),
        ] {
            assert_eq!(is_misspelling(written, "user-library-read"), expected, "{written}");
        }
    }
}
