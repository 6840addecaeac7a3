//! Parses identifiers: methods of client libraries, and the `operationId` of an API description.

use crate::names::name_words::{letters, words};
use crate::operations::spelling::VALUE;

/// Returns the parts of an identifier, reduced to their letters: the last part of `octokit.rest.repos.listForOrg()` is
/// `listfororg`. Arguments, and calls that are not names, are left out.
pub(in crate::operations) fn identifier(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut part, mut depth) = (String::new(), 0_u32);
    for char in text.chars() {
        match char {
            '(' | '[' | '<' => {
                // The index in `Users["id"]` is a value.
                if char == '[' && depth == 0 {
                    push_part(&mut parts, &std::mem::take(&mut part));
                    parts.push(Part { letters: VALUE.to_owned(), words: 1 });
                }
                depth += 1;
            }
            ')' | ']' | '>' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '.' | ':' | '/' | ' ' | '?' | ';' => push_part(&mut parts, &std::mem::take(&mut part)),
            _ => part.push(char),
        }
    }
    push_part(&mut parts, &part);
    parts
}

/// A part of an identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::operations) struct Part {
    /// Its letters and digits, in lower case.
    pub(in crate::operations) letters: String,
    /// The number of words in it.
    pub(in crate::operations) words: usize,
}

fn push_part(parts: &mut Vec<Part>, part: &str) {
    let part = part.strip_suffix("Async").unwrap_or(part);
    let letters = letters(part);
    if letters.is_empty() || matches!(&*letters, "await" | "execute" | "doit") {
        return;
    }
    parts.push(Part { words: words(part).len(), letters });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_identifiers() {
        let parts = |text| identifier(text).into_iter().map(|part| part.letters).collect::<Vec<_>>().join(" ");
        assert_eq!(parts("hub.users().messages_send(\"a.b\", &x).doit()"), "hub users messagessend");
        assert_eq!(parts("graphClient.Users[\"{id}\"].Messages.GetAsync()"), "graphclient users {} messages get");
        assert_eq!(parts("repos/list-for-org"), "repos listfororg");
    }
}
