//! Defines the scopes that a request needs, and how messages name them.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::sentence::distinct;

/// The scopes that a request needs, as far as the response says.
///
/// ```
/// use oauth_scopes::{InsufficientScope, Required};
///
/// let error = InsufficientScope::from_github("admin:org, read:org", "repo").expect("a scope is missing");
/// assert_eq!(*error.required(), Required::any(["admin:org", "read:org"]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Required {
    /// The response does not say.
    Unknown,
    /// All of these.
    All(Vec<String>),
    /// At least one of these.
    Any(Vec<String>),
}

impl Required {
    /// Returns that all of these names are needed, each once; [`Unknown`](Self::Unknown) if there are none.
    ///
    /// ```
    /// use oauth_scopes::Required;
    ///
    /// assert_eq!(Required::all(["a", "b", "a"]), Required::All(vec!["a".to_owned(), "b".to_owned()]));
    /// assert_eq!(Required::all([]), Required::Unknown);
    /// ```
    pub fn all<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        Some(distinct(names)).filter(|names| !names.is_empty()).map_or(Self::Unknown, Self::All)
    }

    /// Returns that at least one of these names is needed; [`Unknown`](Self::Unknown) if there are none.
    ///
    /// ```
    /// use oauth_scopes::Required;
    ///
    /// assert_eq!(Required::any(["a", "b"]).names(), ["a", "b"]);
    /// ```
    pub fn any<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        Some(distinct(names)).filter(|names| !names.is_empty()).map_or(Self::Unknown, Self::Any)
    }

    /// Returns the names.
    ///
    /// ```
    /// assert!(oauth_scopes::Required::Unknown.names().is_empty());
    /// ```
    pub fn names(&self) -> &[String] {
        match self {
            Self::Unknown => &[],
            Self::All(names) | Self::Any(names) => names,
        }
    }
}

/// Displays the names in a sentence.
pub(super) struct InWords<'r>(pub(super) &'r Required);

impl fmt::Display for InWords<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Required::Unknown => formatter.write_str("something that the response does not name"),
            Required::All(names) => List(names, "and").fmt(formatter),
            Required::Any(names) => List(names, "or").fmt(formatter),
        }
    }
}

/// Displays names with a conjunction before the last one.
pub(super) struct List<'n, N>(pub(super) &'n [N], pub(super) &'n str);

impl<N: AsRef<str>> fmt::Display for List<'_, N> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, name) in self.0.iter().enumerate() {
            match position {
                0 => {}
                _ if position + 1 == self.0.len() => write!(formatter, " {} ", self.1)?,
                _ => formatter.write_str(", ")?,
            }
            // The names are untrusted. Without control characters, they cannot forge lines in a log.
            write!(formatter, "`{}`", name.as_ref().escape_debug())?;
        }
        Ok(())
    }
}
