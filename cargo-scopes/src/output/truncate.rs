//! Selects the part of a file to show with a finding.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Snippet};
use scope_catalog::Finding;
use scope_config::Excerpt;

use super::line_index::LineIndex;
use crate::report::LocatedFinding;

/// The maximum number of carets for a finding.
const MOST_MARKS: usize = 50;
/// The maximum length of lines that are shown completely.
const MOST_BYTES: usize = 4096;
/// The maximum length of a word that is shown without its line.
const MOST_ALONE: usize = 64;

/// Returns what may be shown with a finding: only the value in a configuration file, and no lines with secrets.
pub(crate) fn excerpt_of(lines: &LineIndex<'_>, located: &LocatedFinding) -> Option<Excerpt> {
    if let Some(value) = &located.value {
        return scope_config::excerpt(&lines.file.text, &value.span, &located.marks);
    }
    let marks = located.marks.iter().cloned();
    let whole = marks.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))?;
    let is_shown = !lines.file.text.is_empty() && !lines.hold_secret(&whole);
    let excerpt = is_shown.then(|| excerpt(lines, &located.marks)).flatten()?;
    if has_secret(&excerpt.text) { alone(lines, located.marks.first()?) } else { Some(excerpt) }
}

/// Returns the lines as a snippet with carets. `line` is the number of the first one.
pub(crate) fn snippet(excerpt: &Excerpt, line: usize) -> Snippet<'_, Annotation<'_>> {
    let marks = excerpt.marks.iter().map(|mark| AnnotationKind::Primary.span(mark.clone()));
    Snippet::source(&*excerpt.text).line_start(line).annotations(marks)
}

/// Returns the column of the first mark in the excerpt.
pub(crate) fn shown_column(excerpt: &Excerpt) -> Option<usize> {
    let first = excerpt.marks.iter().map(|mark| mark.start).min()?;
    Some(excerpt.text[..first].chars().count() + 1)
}

/// A marked word without the rest of its line.
fn alone(lines: &LineIndex<'_>, mark: &Range<usize>) -> Option<Excerpt> {
    let word = lines.file.text.get(mark.clone())?;
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '.' | '/' | '-' | '_' | '*');
    let is_harmless = (1..=MOST_ALONE).contains(&word.len()) && word.chars().all(is_word) && !has_secret(word);
    let before = "…".len();
    is_harmless.then(|| Excerpt { text: format!("…{word}…"), marks: vec![before..before + word.len()] })
}

/// Returns the excerpt of a file to show for some of its bytes: their lines, or a part of the line in which the first
/// mark starts.
pub(crate) fn excerpt(lines: &LineIndex<'_>, marks: &[Range<usize>]) -> Option<Excerpt> {
    let marks = &marks[..marks.len().min(MOST_MARKS)];
    let start = marks.iter().map(|mark| mark.start).min()?;
    let end = marks.iter().map(|mark| mark.end).max()?;
    let whole = lines.around(&(start..end));
    if whole.len() > MOST_BYTES {
        return scope_config::excerpt(&lines.file.text, &lines.around(&(start..start)), marks);
    }
    let within = |at: usize| at.clamp(whole.start, whole.end) - whole.start;
    let marks = marks.iter().map(|mark| within(mark.start)..within(mark.end)).collect();
    Some(Excerpt { text: lines.file.text[whole].to_owned(), marks })
}

/// Whether source code contains what looks like a secret, or a literal after a name like that of a secret:
/// `client_secret: "…"`, `Secret::new("…")`.
pub(crate) fn has_secret(text: &str) -> bool {
    scope_config::holds_secret(text) || text.match_indices('"').any(|(at, _)| is_named_secret(&text[..at]))
}

/// Functions and macros that return their arguments.
const WRAPPERS: [&str; 7] = ["from", "new", "Some", "Ok", "Borrowed", "concat!", "format!"];

/// Whether a text ends with the name of a secret and what may be between a name and its value: punctuation, the prefix
/// of a raw string, a function that returns its argument, other parts of the value.
fn is_named_secret(before: &str) -> bool {
    let mut rest = without_prefix(before);
    loop {
        rest = rest.trim_end();
        if let Some(name) = rest.strip_suffix(['=', ':']) {
            return is_secret_at_end(name.trim_end().trim_end_matches('"'));
        } else if let Some(call) = rest.strip_suffix('(') {
            let is_of_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '!' | '<' | '>' | '.');
            rest = call.trim_end_matches(is_of_path);
            let path = &call[rest.len()..];
            if is_secret_at_end(path) || !WRAPPERS.iter().any(|wrapper| path.ends_with(wrapper)) {
                return is_secret_at_end(path);
            }
        } else if let Some(inner) = rest.strip_suffix(['&', '[']) {
            rest = inner;
        } else {
            let part = rest.strip_suffix(',').and_then(|rest| rest.trim_end().strip_suffix('"'));
            let Some(start) = part.and_then(|part| part.rfind('"')) else { return false };
            rest = without_prefix(&rest[..start]);
        }
    }
}

/// Removes the prefix of a raw string, a byte string or a C string from the end of a text: `r#`.
fn without_prefix(before: &str) -> &str {
    let bare = before.trim_end_matches('#').trim_end_matches(['r', 'b', 'c']);
    if bare.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_') { before } else { bare }
}

fn is_secret_at_end(text: &str) -> bool {
    let name = text.rsplit([';', '{', '}', '(', ')', ',', '"', '=', '\n']).next().unwrap_or_default();
    name.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(scope_catalog::names_secret)
}

/// The maximum length of a message that is shown completely.
const LONGEST: usize = 1000;

/// Shortens a message to fit on a screen, since a word in it may be as long as its file.
pub(crate) fn brief(message: &str) -> Cow<'_, str> {
    if message.len() <= LONGEST {
        return Cow::Borrowed(message);
    }
    let (head, tail) = (boundary(message, LONGEST / 2), boundary(message, message.len() - LONGEST / 4));
    Cow::Owned(format!("{}…{}", &message[..head], &message[tail..]))
}

/// Returns the message of a finding and its help lines, each after a prefix.
pub(crate) fn brief_with_help(finding: &Finding, before: &str) -> String {
    let lines = finding.help_lines().map(|line| format!("\n{before}{}", brief(line)));
    std::iter::once(brief(&finding.message).into_owned()).chain(lines).collect()
}

/// Returns where the character at a byte starts.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::File;

    fn with_excerpt(text: &str, marks: &[Range<usize>], check: impl Fn(&Excerpt)) {
        let file = File { name: "a.rs".into(), path: "a.rs".into(), text: text.to_owned() };
        check(&excerpt(&LineIndex::new(&file), marks).expect("an excerpt"));
    }

    #[test]
    fn the_marked_lines_and_those_between() {
        with_excerpt("one\ntwo\r\nthree\nfour\n", &[4..7, 9..14], |excerpt| {
            assert_eq!((&*excerpt.text, shown_column(excerpt)), ("two\r\nthree", Some(1)));
            assert_eq!(excerpt.marks, [0..3, 5..10]);
        });
    }

    #[test]
    fn of_a_long_line_a_piece() {
        let text = format!("first\n{}\u{1F600}wrong and more{}", "ä".repeat(1 << 20), "x".repeat(1 << 20));
        let at = text.find("wrong").expect("the word");
        with_excerpt(&text, &[at..at + 5, text.len() - 1..text.len()], |excerpt| {
            assert!(excerpt.text.len() < 200, "{}", excerpt.text.len());
            let column = shown_column(excerpt).expect("a mark");
            assert_eq!(excerpt.text.chars().take(column - 1).last(), Some('\u{1F600}'));
            assert_eq!(excerpt.marks.iter().map(|mark| &excerpt.text[mark.clone()]).collect::<Vec<_>>(), ["wrong"]);
            assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'), "{}", excerpt.text);
        });
        // A mark that is too long itself ends with the excerpt.
        with_excerpt(&text, &[at..text.len()], |excerpt| {
            assert!(excerpt.text[excerpt.marks[0].clone()].ends_with('x'), "{excerpt:?}");
        });
    }

    #[test]
    fn lines_with_secrets() {
        for line in [
            "const CLIENT_SECRET: &str = \"x\"; scopes!(\"a\");",
            "let token = \"x\";",
            "login(\"me\", ClientSecret::new(\"x\".into()));",
            "json!({ \"client_secret\": \"x\" })",
            "Client { api_key: \"x\" }",
            "let x = \"ghp_0123456789abcdefghij\";",
            "let password = r#\"x\"#;",
            "const API_KEY: &[u8] = b\"x\";",
            "let token = &concat!(\"x\", r\"y\");",
            "Login { password: Some(String::from(\"x\")) }",
        ] {
            assert!(has_secret(line), "{line}");
        }
        for line in [
            "let token = client.exchange(scopes!(\"read_profle\"));",
            "scopes!(github: \"repo\", client = \"web\")",
            "assert_covers!(TOKEN, \"repo\")",
            "x.add_scope(Scope::new(\"token:read\".into()))",
        ] {
            assert!(!has_secret(line), "{line}");
        }
    }

    #[test]
    fn messages_are_cut_in_the_middle() {
        let message = format!("unknown scope `{}`: singular and plural are different names", "ä".repeat(1 << 20));
        let brief = brief(&message);
        assert!(brief.len() < 1000 && brief.starts_with("unknown scope `ä"), "{brief}");
        assert!(brief.contains("ä…ä") && brief.ends_with("singular and plural are different names"), "{brief}");
        assert_eq!(super::brief("short"), "short");
    }

    #[test]
    fn far_from_each_other_the_first() {
        let text = format!("one\n{}two", "line\n".repeat(2_000));
        with_excerpt(&text, &[0..3, text.len() - 3..text.len()], |excerpt| {
            assert_eq!((&*excerpt.text, &*excerpt.marks), ("one", &[0..3][..]));
        });
    }
}
