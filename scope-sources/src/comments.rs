//! Comments that say what to do with hand-written scopes: `// scopes: ignore`, `// scopes: provider = github`.

use std::ops::Range;

use memchr::memmem;

use crate::scan::{Piece, Pieces};

/// What begins such a comment.
const START: &str = "scopes:";

/// A comment for this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its bytes, from `//` to the end of the line.
    pub span: Range<usize>,
    /// What it says.
    pub directive: Directive,
    /// The bytes that it is about: its line, if there is code on it; the whole file, if it is before all code; or else
    /// the statement, item or element that follows.
    pub about: Range<usize>,
}

/// What a comment says of the scopes beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directive {
    /// They are not checked.
    Ignore,
    /// They are of this provider.
    Provider(String),
}

/// A comment that begins like one for this program and says something else.
pub type WrongComment = (Range<usize>, String);

/// The comments of a file for this program, in order, and those that are not understood.
pub fn comments(text: &str) -> (Vec<Comment>, Vec<WrongComment>) {
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    let mut code: Option<Vec<Range<usize>>> = None;
    for at in memmem::find_iter(text.as_bytes(), START) {
        let Some(start) = comment_before(text, at) else { continue };
        // Between two pieces of code there are comments and blanks alone.
        let code = code.get_or_insert_with(|| spans_of_code(text));
        let before = code.partition_point(|piece| piece.start <= start);
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let last = if before > 0 { code[before - 1].end } else { 0 };
        // In a literal, or in another comment.
        if last > start || !text[last.max(line)..start].trim().is_empty() {
            continue;
        }
        let end = text[at..].find(['\n', '\r']).map_or(text.len(), |length| at + length);
        let said = text[at + START.len()..end].trim();
        let said = said.split(" -- ").next().unwrap_or_default().trim();
        let directive = match said.split_once('=').map(|(key, value)| (key.trim(), value.trim().trim_matches('"'))) {
            None if said == "ignore" => Directive::Ignore,
            Some(("provider", name)) if !name.is_empty() => Directive::Provider(name.to_owned()),
            other => {
                // Else it is a sentence that happens to begin so, or code that was taken out.
                let is_wrong = other.map_or(is_slip(said, "ignore"), |(key, value)| {
                    is_slip(key, "provider") && value.bytes().all(is_of_name)
                });
                wrong.extend(is_wrong.then(|| (start..end, said.to_owned())));
                continue;
            }
        };
        let about = if before == 0 {
            0..text.len()
        } else if text[line..start].trim().is_empty() {
            end..end_of_next(text, end)
        } else {
            line..end
        };
        found.push(Comment { span: start..end, directive, about });
    }
    (found, wrong)
}

/// Whether a word is most likely another one, misspelled.
fn is_slip(word: &str, meant: &str) -> bool {
    let is_word = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_word && scope_catalog::closest(&word.to_ascii_lowercase(), std::iter::once(meant)).is_some()
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'"')
}

/// The beginning of the line comment whose first word begins at a byte.
fn comment_before(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].trim_end_matches([' ', '\t']);
    let slashes = before.trim_end_matches('!').trim_end_matches('/');
    (before.len() - slashes.len() >= 2).then_some(slashes.len())
}

/// Where the statement, item or element ends that begins after a byte.
fn end_of_next(text: &str, start: usize) -> usize {
    let mut depth = 0usize;
    let mut pieces = Pieces::new(text, start).peekable();
    let is_statement = matches!(pieces.peek(), Some(Piece::Word(word))
        if matches!(&text[word.clone()], "let" | "const" | "static" | "pub" | "fn" | "return" | "struct" | "impl" | "async"));
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Sign(b'(' | b'[' | b'{', _) => depth += 1,
            Piece::Sign(b')' | b']' | b'}', at) if depth == 0 => return at,
            Piece::Sign(b')' | b']', _) => depth -= 1,
            Piece::Sign(b'}', at) => {
                depth -= 1;
                let goes_on = matches!(pieces.peek(), Some(Piece::Sign(b'.' | b'?' | b';' | b',', _)));
                if depth == 0 && !goes_on {
                    return at + 1;
                }
            }
            Piece::Sign(b';', at) if depth == 0 => return at,
            Piece::Sign(b',', at) if depth == 0 && !is_statement => return at,
            _ => {}
        }
    }
    text.len()
}

fn spans_of_code(text: &str) -> Vec<Range<usize>> {
    let pieces = Pieces::new(text, 0).map(|piece| match piece {
        Piece::Word(span) | Piece::Literal(span) => span,
        Piece::Sign(_, at) => at..at + 1,
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comments_say() {
        let text = "//! scopes: provider = github\nfn f() {\n  // scopes: ignore\n  let a = \"// scopes: ignore\"; // scopes: provider=\"x\" -- a reason\n}\n";
        let (found, wrong) = comments(text);
        let said: Vec<(&Directive, &str)> =
            found.iter().map(|comment| (&comment.directive, text[comment.about.clone()].trim())).collect();
        let provider = |name: &str| Directive::Provider(name.to_owned());
        let line = "let a = \"// scopes: ignore\"; // scopes: provider=\"x\" -- a reason";
        let statement = "let a = \"// scopes: ignore\"";
        let expected = [(&provider("github"), text.trim()), (&Directive::Ignore, statement), (&provider("x"), line)];
        assert_eq!(said, expected);
        assert_eq!(wrong, []);
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let (found, wrong) = comments(
            "// scopes: ignroe\n// scopes: are read here\n// scopes: provder = x\n//! write `// scopes: ignore`, or so.\n\
             // scopes: scopes!(\"user-top-read\"),\n// scopes: vec![],\n// scopes: level = x\n",
        );
        assert_eq!(found, []);
        let said: Vec<&str> = wrong.iter().map(|(_, said)| &**said).collect();
        assert_eq!(said, ["ignroe", "provder = x"]);
    }
}
