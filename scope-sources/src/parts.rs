//! Finds parts of names in upper or lower case. Most names are ruled out by their letters.

/// A set of the letters in a text: a bit for each letter in either case and for other bytes, and one for capitals.
pub(crate) type Letters = u32;

/// The bit for capitals, which is not the bit of any letter.
pub(crate) const UPPER: Letters = 1 << 28;

/// The bit for the separator between the words of a name.
pub(crate) const UNDERSCORE: Letters = letter(b'_');

/// Returns the bit of a byte.
pub(crate) const fn letter(byte: u8) -> Letters {
    1 << (byte & 31)
}

/// Returns the bits of a byte in a name. A byte of a letter beyond ASCII may belong to a capital.
pub(crate) const fn letter_of_name(byte: u8) -> Letters {
    let case = if byte.is_ascii_uppercase() || !byte.is_ascii() { UPPER } else { 0 };
    letter(byte) | case
}

/// A part of a name, and the set of its letters.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    text: &'static str,
    letters: Letters,
}

impl Part {
    /// Creates a part, which is given in lower case.
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text, letters: letters(text) }
    }

    fn is_in(&self, name: &str) -> bool {
        let length = self.text.len();
        name.as_bytes().windows(length).any(|window| window.eq_ignore_ascii_case(self.text.as_bytes()))
    }
}

/// Parts that occur only in names related to OAuth.
pub(crate) const OF_OAUTH: [Part; 4] =
    [Part::new("oauth"), Part::new("openid"), Part::new("oidc"), Part::new("jsonwebtoken")];

/// Whether a name contains one of these parts.
pub(crate) fn has_part(name: &str, parts: &[Part]) -> bool {
    has_part_of(name, letters(name), parts)
}

/// Like [`has_part`], given the letters of the name.
pub(crate) fn has_part_of(name: &str, letters: Letters, parts: &[Part]) -> bool {
    parts.iter().any(|part| letters & part.letters == part.letters && part.is_in(name))
}

/// The letters of a text.
pub(crate) const fn letters(text: &str) -> Letters {
    let (bytes, mut at, mut letters) = (text.as_bytes(), 0, 0);
    while at < bytes.len() {
        letters |= letter(bytes[at]);
        at += 1;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_in_upper_and_lower_case() {
        for (name, expected) in [
            ("OAuth2Client", true),
            ("openid", true),
            ("OidcClaims", true),
            ("MY_OPENID_URL", true),
            ("oauht", false),
            ("authority", false),
            ("größe_oauth", true),
            ("", false),
        ] {
            assert_eq!(has_part(name, &OF_OAUTH), expected, "{name}");
        }
    }
}
