//! Characters that look like ASCII and are not, or that cannot be seen.

/// What a character that is not allowed in a scope was meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// It looks like this character.
    LooksLike(char),
    /// It cannot be seen and means nothing.
    Invisible,
    /// It is a kind of blank.
    Blank,
    /// It is a kind of quotation mark.
    Quote,
}

/// Character, what it stands for, its name in Unicode.
const TABLE: &[(char, Meaning, &str)] = {
    use Meaning::{Blank, Invisible, LooksLike, Quote};
    &[
        ('\u{00A0}', Blank, "no-break space"),
        ('\u{00AD}', Invisible, "soft hyphen"),
        ('\u{0131}', LooksLike('i'), "Latin small letter dotless i"),
        ('\u{03B1}', LooksLike('a'), "Greek small letter alpha"),
        ('\u{03B5}', LooksLike('e'), "Greek small letter epsilon"),
        ('\u{03B9}', LooksLike('i'), "Greek small letter iota"),
        ('\u{03BD}', LooksLike('v'), "Greek small letter nu"),
        ('\u{03BF}', LooksLike('o'), "Greek small letter omicron"),
        ('\u{03C1}', LooksLike('p'), "Greek small letter rho"),
        ('\u{03C5}', LooksLike('u'), "Greek small letter upsilon"),
        ('\u{0391}', LooksLike('A'), "Greek capital letter alpha"),
        ('\u{0392}', LooksLike('B'), "Greek capital letter beta"),
        ('\u{0395}', LooksLike('E'), "Greek capital letter epsilon"),
        ('\u{0396}', LooksLike('Z'), "Greek capital letter zeta"),
        ('\u{0397}', LooksLike('H'), "Greek capital letter eta"),
        ('\u{0399}', LooksLike('I'), "Greek capital letter iota"),
        ('\u{039A}', LooksLike('K'), "Greek capital letter kappa"),
        ('\u{039C}', LooksLike('M'), "Greek capital letter mu"),
        ('\u{039D}', LooksLike('N'), "Greek capital letter nu"),
        ('\u{039F}', LooksLike('O'), "Greek capital letter omicron"),
        ('\u{03A1}', LooksLike('P'), "Greek capital letter rho"),
        ('\u{03A4}', LooksLike('T'), "Greek capital letter tau"),
        ('\u{03A5}', LooksLike('Y'), "Greek capital letter upsilon"),
        ('\u{03A7}', LooksLike('X'), "Greek capital letter chi"),
        ('\u{0405}', LooksLike('S'), "Cyrillic capital letter dze"),
        ('\u{0406}', LooksLike('I'), "Cyrillic capital letter Byelorussian-Ukrainian i"),
        ('\u{0408}', LooksLike('J'), "Cyrillic capital letter je"),
        ('\u{0410}', LooksLike('A'), "Cyrillic capital letter a"),
        ('\u{0412}', LooksLike('B'), "Cyrillic capital letter ve"),
        ('\u{0415}', LooksLike('E'), "Cyrillic capital letter ie"),
        ('\u{041A}', LooksLike('K'), "Cyrillic capital letter ka"),
        ('\u{041C}', LooksLike('M'), "Cyrillic capital letter em"),
        ('\u{041D}', LooksLike('H'), "Cyrillic capital letter en"),
        ('\u{041E}', LooksLike('O'), "Cyrillic capital letter o"),
        ('\u{0420}', LooksLike('P'), "Cyrillic capital letter er"),
        ('\u{0421}', LooksLike('C'), "Cyrillic capital letter es"),
        ('\u{0422}', LooksLike('T'), "Cyrillic capital letter te"),
        ('\u{0425}', LooksLike('X'), "Cyrillic capital letter ha"),
        ('\u{0430}', LooksLike('a'), "Cyrillic small letter a"),
        ('\u{0432}', LooksLike('b'), "Cyrillic small letter ve"),
        ('\u{0435}', LooksLike('e'), "Cyrillic small letter ie"),
        ('\u{043A}', LooksLike('k'), "Cyrillic small letter ka"),
        ('\u{043C}', LooksLike('m'), "Cyrillic small letter em"),
        ('\u{043E}', LooksLike('o'), "Cyrillic small letter o"),
        ('\u{0440}', LooksLike('p'), "Cyrillic small letter er"),
        ('\u{0441}', LooksLike('c'), "Cyrillic small letter es"),
        ('\u{0442}', LooksLike('t'), "Cyrillic small letter te"),
        ('\u{0443}', LooksLike('y'), "Cyrillic small letter u"),
        ('\u{0445}', LooksLike('x'), "Cyrillic small letter ha"),
        ('\u{0455}', LooksLike('s'), "Cyrillic small letter dze"),
        ('\u{0456}', LooksLike('i'), "Cyrillic small letter Byelorussian-Ukrainian i"),
        ('\u{0458}', LooksLike('j'), "Cyrillic small letter je"),
        ('\u{04BB}', LooksLike('h'), "Cyrillic small letter shha"),
        ('\u{0501}', LooksLike('d'), "Cyrillic small letter komi de"),
        ('\u{051B}', LooksLike('q'), "Cyrillic small letter qa"),
        ('\u{051D}', LooksLike('w'), "Cyrillic small letter we"),
        ('\u{0589}', LooksLike(':'), "Armenian full stop"),
        ('\u{200B}', Invisible, "zero width space"),
        ('\u{200C}', Invisible, "zero width non-joiner"),
        ('\u{200D}', Invisible, "zero width joiner"),
        ('\u{200E}', Invisible, "left-to-right mark"),
        ('\u{200F}', Invisible, "right-to-left mark"),
        ('\u{2010}', LooksLike('-'), "hyphen"),
        ('\u{2011}', LooksLike('-'), "non-breaking hyphen"),
        ('\u{2012}', LooksLike('-'), "figure dash"),
        ('\u{2013}', LooksLike('-'), "en dash"),
        ('\u{2014}', LooksLike('-'), "em dash"),
        ('\u{2018}', Quote, "left single quotation mark"),
        ('\u{2019}', Quote, "right single quotation mark"),
        ('\u{201C}', Quote, "left double quotation mark"),
        ('\u{201D}', Quote, "right double quotation mark"),
        ('\u{201E}', Quote, "double low-9 quotation mark"),
        ('\u{2024}', LooksLike('.'), "one dot leader"),
        ('\u{2044}', LooksLike('/'), "fraction slash"),
        ('\u{2060}', Invisible, "word joiner"),
        ('\u{2212}', LooksLike('-'), "minus sign"),
        ('\u{2215}', LooksLike('/'), "division slash"),
        ('\u{2236}', LooksLike(':'), "ratio"),
        ('\u{A789}', LooksLike(':'), "modifier letter colon"),
        ('\u{00AB}', Quote, "left-pointing double angle quotation mark"),
        ('\u{00BB}', Quote, "right-pointing double angle quotation mark"),
        ('\u{FEFF}', Invisible, "byte order mark"),
    ]
};

pub(crate) fn meaning(char: char) -> Option<Meaning> {
    if let Some(&(_, meaning, _)) = TABLE.iter().find(|(known, ..)| *known == char) {
        return Some(meaning);
    }
    let full_width = u32::from(char).checked_sub(0xFEE0).and_then(char::from_u32).filter(char::is_ascii_graphic);
    match full_width {
        Some(ascii) => Some(Meaning::LooksLike(ascii)),
        None if char.is_whitespace() => Some(Meaning::Blank),
        None if char.is_control() => Some(Meaning::Invisible),
        None => None,
    }
}

/// The code point and, where it is well known for this, the name: `U+0430, Cyrillic small letter a`.
pub(crate) fn describe(char: char) -> String {
    let code = format!("U+{:04X}", u32::from(char));
    match TABLE.iter().find(|(known, ..)| *known == char) {
        Some((.., name)) => format!("{code}, {name}"),
        None if char.is_ascii_graphic() => format!("{code}, `{char}`"),
        None => code,
    }
}

/// A text in which everything can be seen: what cannot is written as an escape.
pub(crate) fn visible(text: &str) -> String {
    let is_hidden = |char: char| {
        char.is_control() || !char.is_ascii() && matches!(meaning(char), Some(Meaning::Invisible | Meaning::Blank))
    };
    let mut shown = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            _ if !is_hidden(char) => shown.push(char),
            '\n' | '\r' | '\t' => shown.extend(char.escape_default()),
            _ => shown.extend(char.escape_unicode()),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_means_something_that_a_scope_may_hold() {
        for &(char, meaning, _) in TABLE {
            assert!(!char.is_ascii());
            if let Meaning::LooksLike(ascii) = meaning {
                assert!(crate::is_token(&ascii.to_string()), "{char:?}");
            }
        }
        assert_eq!(meaning('ａ'), Some(Meaning::LooksLike('a')));
        assert_eq!(meaning('\u{3000}'), Some(Meaning::Blank));
        assert_eq!(meaning('語'), None);
    }
}
