//! Descriptions as catalogs have them: one line without markup.

/// The most characters that a description keeps.
const LONGEST: usize = 120;

/// A description as a catalog has it: one line without markup and without a period at its end. Of a long text, the first
/// sentence is left, and of a long sentence the first words.
///
/// ```
/// let text = "Read the **cups** of a [shelf](https://example.com/shelf).\n\nNothing else.";
/// assert_eq!(scope_import::one_line(text), "Read the cups of a shelf. Nothing else");
/// ```
pub fn one_line(text: &str) -> String {
    // What comes later is never kept, and a text may be very long.
    let end = text.char_indices().nth(16 * LONGEST).map_or(text.len(), |(at, _)| at);
    let plain = without_markup(&text[..end]);
    let words = plain.split(|char: char| char.is_whitespace() || char.is_control()).filter(|word| !word.is_empty());
    let mut line = words.collect::<Vec<_>>().join(" ");
    if line.chars().count() > LONGEST {
        line.truncate(first_sentence(&line));
    }
    if line.chars().count() > LONGEST {
        line = first_words(&line);
    }
    if line.ends_with('.') && !line.ends_with("..") {
        line.pop();
    }
    line
}

/// Where the first sentence ends.
fn first_sentence(line: &str) -> usize {
    const ABBREVIATED: [&str; 4] = ["e.g.", "i.e.", "etc.", "vs."];
    let mut ends = line.match_indices(". ").map(|(at, _)| at + 1);
    let is_end = |&end: &usize| !ABBREVIATED.iter().any(|word| line[..end].ends_with(word));
    ends.find(is_end).unwrap_or(line.len())
}

/// As many words as fit, and a sign that there are more.
fn first_words(line: &str) -> String {
    let end = line.char_indices().nth(LONGEST - 1).map_or(line.len(), |(at, _)| at);
    let kept = line[..end].rfind(' ').map_or(&line[..end], |space| &line[..space]);
    format!("{}…", kept.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// The text without tags of HTML and without the signs of Markdown for links and emphasis.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '[', '*']) {
        plain.push_str(&rest[..at]);
        let piece = &rest[at..];
        let (kept, length) = tag(piece)
            .or_else(|| link(piece))
            .or_else(|| piece.starts_with("**").then_some(("", 2)))
            .unwrap_or((&piece[..1], 1));
        plain.push_str(kept);
        rest = &piece[length..];
    }
    plain.push_str(rest);
    plain
}

/// `<br/>`, `</p>`
fn tag(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('<')?;
    let end = inner.find(['>', '<']).filter(|&end| inner.as_bytes()[end] == b'>')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    name.starts_with(|char: char| char.is_ascii_alphabetic()).then_some((" ", end + 2))
}

/// `[text](address)`
fn link(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('[')?;
    let end = inner.find([']', '[']).filter(|&end| inner[end..].starts_with("]("))?;
    let close = inner[end..].find(')')?;
    Some((&inner[..end], 1 + end + close + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_without_markup() {
        for (text, expected) in [
            ("Read cups.", "Read cups"),
            ("  Read\n\tcups\r\n", "Read cups"),
            ("Read <b>cups</b><br/>and a < b", "Read cups and a < b"),
            ("See [the page](https://a.b/c) of [x]", "See the page of [x]"),
            ("`a*` and **b**", "`a*` and b"),
            ("And so on...", "And so on..."),
            ("a\u{0}b", "a b"),
            ("", ""),
            ("<", "<"),
            ("[a](b", "[a](b"),
        ] {
            assert_eq!(one_line(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_text_is_shortened() {
        let rest = "word ".repeat(40);
        assert_eq!(one_line(&format!("Read cups, e.g. red ones. {rest}")), "Read cups, e.g. red ones");
        let line = one_line(&rest);
        assert!(line.ends_with("word…") && line.chars().count() <= LONGEST, "{line}");
        assert_eq!(one_line(&"é".repeat(5_000_000)).chars().count(), LONGEST);
    }
}
