//! Recognizes characters that look like ASCII but are not, or that are invisible.

use std::sync::OnceLock;

/// What a character that is not allowed in a scope stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Another character that it looks like.
    LooksLike(char),
    /// Nothing: it is invisible.
    Invisible,
    /// A blank.
    Blank,
    /// A quotation mark.
    Quote,
}

/// A table of code points, what they stand for, and their Unicode names, separated by tabs.
const TABLE: &str = include_str!("confusable.txt");

/// Returns what a character stands for and its name, if it is known.
fn known(char: char) -> Option<(Meaning, &'static str)> {
    static KNOWN: OnceLock<Vec<(u32, Meaning, &str)>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let mut known = Vec::new();
        for line in TABLE.lines() {
            let mut cells = line.split('\t');
            let code = cells.next().and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or_default();
            let meaning = match cells.next() {
                Some("blank") => Meaning::Blank,
                Some("invisible") => Meaning::Invisible,
                Some("quote") => Meaning::Quote,
                look => Meaning::LooksLike(look.and_then(|look| look.chars().next()).unwrap_or_default()),
            };
            known.push((code, meaning, cells.next().unwrap_or_default()));
        }
        known
    });
    let at = known.binary_search_by_key(&u32::from(char), |&(code, ..)| code).ok()?;
    Some((known[at].1, known[at].2))
}

pub(crate) fn meaning(char: char) -> Option<Meaning> {
    if let Some((meaning, _)) = known(char) {
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

/// Returns the code point and, if known, the name: `U+0430, Cyrillic small letter a`.
pub(crate) fn describe(char: char) -> String {
    let code = format!("U+{:04X}", u32::from(char));
    match known(char) {
        Some((_, name)) => format!("{code}, {name}"),
        None if char.is_ascii_graphic() => format!("{code}, `{char}`"),
        None => code,
    }
}

/// Returns a text in which invisible characters are escaped.
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
        let mut before = 0;
        for line in TABLE.lines() {
            let code = u32::from_str_radix(line.split('\t').next().expect("a code"), 16).expect("hexadecimal digits");
            assert!(code > before, "{line}: in order, each once");
            before = code;
            let char = char::from_u32(code).filter(|char| !char.is_ascii()).expect("a character beyond ASCII");
            let (meaning, name) = known(char).expect("it is known");
            assert!(!name.is_empty(), "{line}");
            if let Meaning::LooksLike(ascii) = meaning {
                assert!(crate::is_token(&ascii.to_string()), "{line}");
            }
        }
        assert_eq!(known('\u{0430}'), Some((Meaning::LooksLike('a'), "Cyrillic small letter a")));
        assert_eq!(meaning('\u{200B}'), Some(Meaning::Invisible));
        assert_eq!(meaning('\u{201C}'), Some(Meaning::Quote));
        assert_eq!(meaning('ａ'), Some(Meaning::LooksLike('a')));
        assert_eq!(meaning('\u{3000}'), Some(Meaning::Blank));
        assert_eq!(meaning('語'), None);
    }
}
