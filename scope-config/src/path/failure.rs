//! Explains why a path was not found.

use std::fmt;
use std::ops::Range;

/// Why a path was not found: the longest part of it that exists, and the value there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupFailure {
    /// The requested path.
    pub wanted: String,
    /// The longest part of the path that exists; empty at the root.
    pub path: String,
    /// The bytes of the value at that part.
    pub at: Range<usize>,
    /// The value there, in words; or the limit that stopped the search.
    pub there: Result<String, Limit>,
    /// The path to an existing key that is similar to the requested one.
    pub meant: Option<String>,
}

/// The limits of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The path matches too many values.
    Matches,
    /// The search takes too many steps, or other paths have used up most of the steps that they share.
    Steps,
}

impl LookupFailure {
    /// Returns what to write instead, if that is obvious.
    pub fn help(&self) -> Option<String> {
        if self.there == Err(Limit::Steps) {
            return Some("write fewer `**` and `*`, or name fewer files".to_owned());
        }
        let meant = self.meant.as_ref().map(|meant| format!("did you mean `{meant}`?"));
        meant.or_else(|| with_dots(&self.wanted).map(|path| format!("write dots between keys: `{path}`")))
    }
}

/// Converts a path in the notation of another tool, such as `$.login['scope']` or `/login/scope`.
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

/// If a path matches more values, it is a mistake, and would take more memory than a build has.
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
