//! Escapes names and texts for Markdown.

/// Formats a name as code in a cell of a table.
pub(crate) fn code(name: &str) -> String {
    let is_simple = |char: char| char == ' ' || char.is_ascii_graphic() || char.is_alphanumeric();
    let is_plain = !name.is_empty() && name.trim() == name && name.chars().all(is_simple);
    if is_plain && !name.contains(['`', '\\']) {
        return format!("`{}`", name.replace('|', "\\|"));
    }
    // Invisible characters are escaped as in Rust.
    let shown = |char: char| if is_simple(char) { escaped(char) } else { char.escape_default().map(escaped).collect() };
    format!("<code>{}</code>", name.chars().map(shown).collect::<String>())
}

/// Escapes a text so that it contains no Markdown or HTML.
pub(crate) fn text(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().map(escaped).collect()
}

fn escaped(char: char) -> String {
    const HARMLESS: &str = " .,;:'?/()+-%=";
    if char.is_ascii() && !char.is_ascii_alphanumeric() && !HARMLESS.contains(char) {
        format!("&#{};", u32::from(char))
    } else {
        char.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_names() {
        let table = [
            ("read:org", "`read:org`"),
            ("a|b", "`a\\|b`"),
            ("a b", "`a b`"),
            ("a`b", "<code>a&#96;b</code>"),
            ("a\\|b", "<code>a&#92;&#124;b</code>"),
            ("a\u{202e}b\n", "<code>a&#92;u&#123;202e&#125;b&#92;n</code>"),
            ("", "<code></code>"),
        ];
        for (name, expected) in table {
            assert_eq!(code(name), expected, "{name:?}");
        }
    }

    #[test]
    fn texts_stay_texts() {
        let table = [
            ("Read | write", "Read &#124; write"),
            ("a <b>\n# `c` *d* _e_", "a &#60;b&#62; &#35; &#96;c&#96; &#42;d&#42; &#95;e&#95;"),
            ("[x](https://x.example) @team &lt;", "&#91;x&#93;(https://x.example) &#64;team &#38;lt;"),
        ];
        for (given, expected) in table {
            assert_eq!(text(given), expected, "{given:?}");
        }
    }
}
