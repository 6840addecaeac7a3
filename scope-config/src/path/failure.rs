//! Why a path was not found.

use std::fmt;
use std::ops::Range;

/// A path that was not found: the longest part of it that exists, and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupFailure {
    /// The path that was looked for.
    pub wanted: String,
    /// The longest part of the path that exists; empty at the root.
    pub path: String,
    /// The bytes of the value at that part.
    pub at: Range<usize>,
    /// What is there, in words; or why the path was not followed to its end.
    pub there: Result<String, Limit>,
    /// The path to the key there that is almost the one that was looked for.
    pub meant: Option<String>,
}

/// Why a path was not followed to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// It matches too many values.
    Matches,
    /// It takes too many steps, or other paths have taken most of those that all of them may take.
    Steps,
}

impl LookupFailure {
    /// What to write instead, if that is plain to see.
    pub fn help(&self) -> Option<String> {
        if self.there == Err(Limit::Steps) {
            return Some("write fewer `**` and `*`, or name fewer files".to_owned());
        }
        let meant = self.meant.as_ref().map(|meant| format!("did you mean `{meant}`?"));
        meant.or_else(|| with_dots(&self.wanted).map(|path| format!("write dots between keys: `{path}`")))
    }
}

/// A path in the notation of another tool, such as `$.login['scope']` or `/login/scope`, in ours.
fn with_dots(path: &str) -> Option<String> {
    let rest = path.strip_prefix("$.").unwrap_or(path);
    let dots = rest.replace('/', ".").replace("['", ".").replace("']", "");
    let dots = dots.trim_start_matches('.');
    let is_other = dots != path && !path.contains('"') && super::Path::parse(dots).is_ok();
    is_other.then(|| dots.to_owned())
}

impl fmt::Display for LookupFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { wanted, path, there, .. } = self;
        match there {
            Err(Limit::Matches) => write!(formatter, "the path `{wanted}` matches more than {MOST_MATCHES} values"),
            Err(Limit::Steps) => write!(
                formatter,
                "the path `{wanted}` is not followed to its end: it, or all paths together, take too many steps"
            ),
            Ok(there) if path.is_empty() => write!(formatter, "path `{wanted}` not found: the file contains {there}"),
            Ok(there) => write!(formatter, "path `{wanted}` not found: `{path}` is {there}"),
        }
    }
}

/// More matches than this are a mistake, and would take more memory than a build has.
pub(super) const MOST_MATCHES: usize = 100_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_of_another_tool() {
        for (path, ours) in [
            ("$.login.scope", Some("login.scope")),
            ("/login/scope", Some("login.scope")),
            ("login['scope']", Some("login.scope")),
            ("login.scope", None),
            ("https://login", None),
            ("\"a/b\".scope", None),
        ] {
            assert_eq!(with_dots(path).as_deref(), ours, "{path}");
        }
    }
}
