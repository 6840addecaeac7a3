//! Operations by their verb and path.

use super::best::Best;
use super::index::OperationIndex;
use super::spelling::{Spelling, VALUE, is_verb, is_version};
use crate::fast::all_bytes;

/// How far a path that was written is the path of an operation: the smaller, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Closeness {
    /// It is the path, whatever the placeholders and values are called.
    Same,
    /// It is, with or without what all paths of the provider begin with, such as `/api/v1`.
    SameBelowBase,
    /// It is the path in another version.
    OtherVersion,
}

/// The operations whose path is nearest to what was written, by how many parts of that are values.
pub(super) fn by_path(index: &OperationIndex, written: &Spelling) -> Best<(Closeness, usize)> {
    let mut best = Best::new();
    for (at, entry) in index.entries.iter().enumerate() {
        for path in &entry.paths {
            if may_have(written, path) {
                if let Some(rank) = closeness(&path.segments, &written.segments) {
                    best.add(rank, at);
                }
            }
        }
    }
    best
}

/// The operations at a path, whatever their verb is.
pub(super) fn at_path(index: &OperationIndex, written: &Spelling) -> Vec<usize> {
    let without_verb = Spelling { kind: None, ..written.clone() };
    match by_path(index, &without_verb) {
        Best { rank: Some((closeness, _)), found } if written.is_path && closeness < Closeness::OtherVersion => found,
        _ => Vec::new(),
    }
}

/// Whether what is written before the path allows this one.
fn may_have(written: &Spelling, path: &Spelling) -> bool {
    match (written.kind.as_deref(), path.kind.as_deref()) {
        (None, _) => true,
        (Some(written), Some(known)) if written == known => true,
        // The name of a method says all, as in `/chat.postMessage`: it may be called with any verb.
        (Some(written), Some(known)) => is_verb(written) && is_verb(known) && is_method(&path.segments),
        (Some(written), None) => is_verb(written),
    }
}

fn is_method(segments: &[String]) -> bool {
    matches!(segments, [one] if one.contains('.') && !one.contains(VALUE))
}

/// How near a written path is to a known one, and how many of its parts are values of placeholders.
fn closeness(known: &[String], written: &[String]) -> Option<(Closeness, usize)> {
    if let Some(values) = values(known, written) {
        return Some((Closeness::Same, values));
    }
    let (known, written) = (Below::of(known), Below::of(written));
    let values = values(&known.rest, &written.rest)?;
    let is_other = !known.versions.is_empty() && !written.versions.is_empty() && known.versions != written.versions;
    Some((if is_other { Closeness::OtherVersion } else { Closeness::SameBelowBase }, values))
}

/// How many parts of a written path are values of placeholders; `None` if it is not this path.
fn values(known: &[String], written: &[String]) -> Option<usize> {
    if known.len() != written.len() || known.is_empty() {
        return None;
    }
    let mut values = 0;
    for (known, written) in known.iter().zip(written) {
        if known == written {
            continue;
        }
        if written == VALUE || !known.contains(VALUE) || !is_value_of(known, written) {
            return None;
        }
        values += 1;
    }
    Some(values)
}

/// Whether a part is a value of a part with placeholders: `a:append`, of `{}:append`.
fn is_value_of(pattern: &str, written: &str) -> bool {
    let mut literals = pattern.split(VALUE);
    let first = literals.next().unwrap_or_default();
    let Some(mut rest) = written.strip_prefix(first) else { return false };
    let mut literals = literals.peekable();
    while let Some(literal) = literals.next() {
        let end = if literals.peek().is_none() {
            rest.len().checked_sub(literal.len()).filter(|&end| rest.ends_with(literal) && end > 0)
        } else {
            rest.find(literal).filter(|&at| at > 0 || rest.starts_with(VALUE))
        };
        let Some(end) = end else { return false };
        rest = &rest[end + literal.len()..];
    }
    rest.is_empty()
}

/// A path without its versions, and without what all paths begin with.
struct Below {
    versions: Vec<String>,
    rest: Vec<String>,
}

impl Below {
    fn of(segments: &[String]) -> Self {
        let (mut versions, mut rest, mut left) = (Vec::new(), Vec::new(), segments);
        while let [segment, after @ ..] = left {
            left = after;
            let is_base = match &**segment {
                "admin" => after.first().is_some_and(|next| next == "api"),
                segment => matches!(segment, "api" | "rest" | "helix" | "beta"),
            };
            if is_version(segment) || rest.is_empty() && is_number(segment) {
                versions.push(segment.clone());
            } else if rest.is_empty() && segment == "ex" && after.len() > 2 {
                // `/ex/jira/CLOUD` of Atlassian's gateway.
                left = &after[2..];
            } else if !(rest.is_empty() && is_base) {
                rest.push(segment.clone());
            }
        }
        Self { versions, rest }
    }
}

fn is_number(segment: &str) -> bool {
    !segment.is_empty() && all_bytes(segment, |byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(known: &str, written: &str) -> Option<(Closeness, usize)> {
        closeness(&Spelling::of(known).segments, &Spelling::of(written).segments)
    }

    #[test]
    fn placeholders_and_values() {
        assert_eq!(of("/shops/{id}", "/shops/{shop}"), Some((Closeness::Same, 0)));
        assert_eq!(of("/shops/{id}", "/shops/17"), Some((Closeness::Same, 1)));
        assert_eq!(of("/shops/mine", "/shops/{id}"), None, "a placeholder is not a name");
        assert_eq!(of("/values/{range}:append", "/values/A1:append"), Some((Closeness::Same, 1)));
        assert_eq!(of("/values/{range}:append", "/values/A1:clear"), None);
        assert_eq!(of("/report(from={a},to={b})", "/report(from=1,to=2)"), Some((Closeness::Same, 1)));
        assert_eq!(of("/values/{range}", "/values"), None);
    }

    #[test]
    fn versions_and_bases() {
        assert_eq!(of("/me", "/v1.0/me"), Some((Closeness::SameBelowBase, 0)));
        assert_eq!(of("/api/v1/me", "me"), Some((Closeness::SameBelowBase, 0)));
        assert_eq!(
            of("/rest/api/3/issue/{key}", "/ex/jira/abc/rest/api/3/issue/A-1"),
            Some((Closeness::SameBelowBase, 1))
        );
        assert_eq!(of("/rest/api/3/issue/{key}", "/rest/api/2/issue/A-1"), Some((Closeness::OtherVersion, 1)));
        assert_eq!(of("/crm/v3/owners", "/crm/v4/owners"), Some((Closeness::OtherVersion, 0)));
        assert_eq!(of("/admin/users", "/users"), None, "what an administrator does is another thing");
        assert_eq!(of("/user/repos", "/orgs/user/repos"), None);
    }
}
