//! A line of a lock: words with one blank between them.
//!
//! A word that is not plain ASCII text is written in double quotes; within them, a quote, a backslash and an invisible
//! character are escaped as in Rust.

use crate::requested_scopes::{RequestedScope, Sensitivity};

const CLIENT: &str = "client=";
/// A longer line is none of a lock.
const LONGEST_LINE: usize = 64 << 10;
/// More of a wrong word is not repeated.
const MOST_SHOWN: usize = 40;

/// What is wrong with a line: the byte where, and a sentence without a full stop.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) at: usize,
    pub(super) message: String,
}

/// A fact as it is written.
pub(super) fn written(asked: &RequestedScope) -> String {
    let RequestedScope { catalog, scope, package, file, client, weight } = asked;
    let words = [&**catalog, scope, weight.as_str(), package, file].map(word);
    let client = client.as_ref().map_or_else(String::new, |client| format!(" {CLIENT}{}", word(client)));
    words.join(" ") + &client
}

fn word(text: &str) -> String {
    // A line that begins with a mark is a comment, or one that a merge has left.
    let is_mark = text.starts_with('#') || is_left_by_merge(text);
    if !text.is_empty() && !is_mark && text.chars().all(|char| is_seen(char) && !"\"\\".contains(char)) {
        return text.to_owned();
    }
    let mut quoted = String::from('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            char if char == ' ' || is_seen(char) => quoted.push(char),
            char => quoted.push_str(&format!("\\u{{{:x}}}", u32::from(char))),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether everybody sees the character, and sees no other in it.
fn is_seen(char: char) -> bool {
    char.is_ascii_graphic() || (!char.is_ascii() && char.is_alphanumeric())
}

/// Whether a merge that came to no end has left the line.
pub(super) fn is_left_by_merge(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark))
}

/// Reads a line that holds a fact.
pub(super) fn parsed(line: &str) -> Result<RequestedScope, Wrong> {
    if line.len() > LONGEST_LINE {
        return Err(Wrong { at: 0, message: format!("the line is longer than {LONGEST_LINE} bytes") });
    }
    if is_left_by_merge(line) {
        let message = "unresolved merge conflict: keep the lines of both sides, in any order".to_owned();
        return Err(Wrong { at: 0, message });
    }
    let words = words(line)?;
    let (Some(([catalog, scope, risk, package, file], rest)), 5 | 6) = (words.split_first_chunk(), words.len()) else {
        let message = format!("expected 5 words, or 6 with a client, found {}", words.len());
        return Err(Wrong { at: words.get(6).map_or(0, |word| word.at), message });
    };
    let client = rest.first();
    let weight = Sensitivity::ALL.into_iter().find(|weight| weight.as_str() == risk.text);
    let weight = weight.ok_or_else(|| {
        let known = Sensitivity::ALL.map(Sensitivity::as_str).join(", ");
        Wrong { at: risk.at, message: format!("`{}` is not a risk; expected one of {known}", shortened(&risk.text)) }
    })?;
    if let Some(client) = client.filter(|client| !client.is_client) {
        let message = format!("unexpected `{}`: expected `{CLIENT}NAME`", shortened(&client.text));
        return Err(Wrong { at: client.at, message });
    }
    Ok(RequestedScope {
        catalog: catalog.text.clone(),
        scope: scope.text.clone(),
        package: package.text.clone(),
        file: file.text.clone(),
        client: client.map(|client| client.text.clone()),
        weight,
    })
}

struct Word {
    /// The byte that it begins at.
    at: usize,
    text: String,
    /// Whether it says of itself that it is a client.
    is_client: bool,
}

fn words(line: &str) -> Result<Vec<Word>, Wrong> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < line.len() {
        if line[at..].starts_with(' ') {
            at += 1;
            continue;
        }
        // A sixth word: before it, `client=` may begin a file's name.
        let is_client = words.len() == 5 && line[at..].starts_with(CLIENT);
        let start = if is_client { at + CLIENT.len() } else { at };
        let (text, end) = if line[start..].starts_with('"') { quoted(line, start)? } else { plain(line, start)? };
        words.push(Word { at, text, is_client });
        at = end;
    }
    Ok(words)
}

/// A word without quotes, and where it ends.
fn plain(line: &str, start: usize) -> Result<(String, usize), Wrong> {
    let end = line[start..].find(' ').map_or(line.len(), |length| start + length);
    let odd = line[start..end].char_indices().find(|&(_, char)| !is_seen(char) || "\"\\".contains(char));
    if let Some((at, char)) = odd {
        let message = format!("{char:?} is not allowed outside quotes");
        return Err(Wrong { at: start + at, message });
    }
    Ok((line[start..end].to_owned(), end))
}

/// A word in quotes, and where it ends.
fn quoted(line: &str, start: usize) -> Result<(String, usize), Wrong> {
    let mut text = String::new();
    let mut rest = line[start + 1..].char_indices();
    while let Some((offset, char)) = rest.next() {
        let at = start + 1 + offset;
        match char {
            '"' if matches!(line[at + 1..].chars().next(), None | Some(' ')) => return Ok((text, at + 1)),
            '"' => return Err(Wrong { at: at + 1, message: "expected a space after the quote".to_owned() }),
            '\\' => match rest.next() {
                Some((_, char @ ('"' | '\\'))) => text.push(char),
                Some((_, 'u')) => {
                    let escape = rest.as_str().strip_prefix('{').and_then(|rest| rest.split_once('}'));
                    let digits = escape.map(|(digits, _)| digits).filter(|digits| digits.len() <= 6);
                    let char = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
                    let Some((digits, char)) = digits.zip(char) else { return Err(no_escape(at)) };
                    text.push(char);
                    // The braces are two more.
                    rest.by_ref().take(digits.len() + 2).for_each(drop);
                }
                _ => return Err(no_escape(at)),
            },
            char if char == ' ' || is_seen(char) => text.push(char),
            char => {
                return Err(Wrong { at, message: format!("{char:?} must be written `\\u{{{:x}}}`", u32::from(char)) });
            }
        }
    }
    Err(Wrong { at: start, message: "unterminated quote".to_owned() })
}

fn no_escape(at: usize) -> Wrong {
    Wrong { at, message: "invalid escape: expected `\\\"`, `\\\\` or `\\u{…}`".to_owned() }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", text[..end].escape_debug()),
        None => text.escape_debug().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scope_catalog::Risk;

    fn asked(words: [&str; 4], client: Option<&str>) -> RequestedScope {
        let [catalog, scope, package, file] = words.map(str::to_owned);
        let weight = Sensitivity::Known(Risk::Normal);
        RequestedScope { catalog, scope, package, file, client: client.map(str::to_owned), weight }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let table = [
            (asked(["GitHub", "read:org", "acme", "src/main.rs"], None), "GitHub read:org normal acme src/main.rs"),
            (
                asked(["Microsoft Graph", "https://x.example/a,b:c", "acme", "a file.yaml"], Some("my web")),
                r#""Microsoft Graph" https://x.example/a,b:c normal acme "a file.yaml" client="my web""#,
            ),
            (asked(["#x", "", "Zürich", "client=x"], Some("web")), r##""#x" "" normal Zürich client=x client=web"##),
            (
                asked(["<<<<<<<", "a\"b\\c", "a\u{202e}b", "a\nb"], None),
                r#""<<<<<<<" "a\"b\\c" normal "a\u{202e}b" "a\u{a}b""#,
            ),
        ];
        for (fact, line) in table {
            assert_eq!(written(&fact), line);
            assert_eq!(parsed(line), Ok(fact), "{line}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let table = [
            ("GitHub repo normal acme", 0, "found 4"),
            ("a b normal d e client=f g", 24, "found 7"),
            ("a b normall d e", 4, "`normall` is not a risk"),
            ("a b normal d e f", 15, "unexpected `f`: expected `client=NAME`"),
            ("a \"b normal d e", 2, "unterminated quote"),
            ("a \"b\"c normal d e", 5, "expected a space"),
            ("a \"\\n\" normal d e", 3, "invalid escape"),
            ("a \"\\u{d800}\" normal d e", 3, "invalid escape"),
            ("a \"\\u{}\" normal d e", 3, "invalid escape"),
            ("a b\\c normal d e", 3, "is not allowed outside quotes"),
            ("a\tb normal d e f", 1, "is not allowed outside quotes"),
            ("a b\u{200b} normal d e", 3, "is not allowed outside quotes"),
            ("a \"\u{202e}\" normal d e", 3, "must be written `\\u{202e}`"),
        ];
        for (line, at, message) in table {
            let wrong = parsed(line).expect_err(line);
            assert!(wrong.at == at && wrong.message.contains(message), "{line}: {wrong:?}");
        }
        let long = format!("a b {} d e", "x".repeat(100_000));
        assert!(parsed(&long).expect_err("a long word").message.len() < 200);
    }
}
