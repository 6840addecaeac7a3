//! Defines what a program needs from a token.

use core::fmt;

/// What something needs from a token: a scope, one of several needs, or all of them.
///
/// A need lists the other scopes that meet it, so nothing has to be looked up at run time. [`operation!`](crate::operation!)
/// makes the needs of a catalog.
///
/// ```
/// use oauth_scopes::Need;
///
/// const READ: Need = Need::Scope { name: "read:org", covered_by: &["write:org", "admin:org"] };
/// assert!(READ.is_met(&|scope| scope == "admin:org"));
/// assert!(!READ.is_met(&|scope| scope == "repo"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Need {
    /// One scope.
    Scope {
        /// The name of the scope.
        name: &'static str,
        /// Other names that meet the need: aliases, and scopes that imply it according to the catalog.
        covered_by: &'static [&'static str],
    },
    /// At least one of these needs. An empty list is never met.
    Any(&'static [Need]),
    /// All of these needs. An empty list is always met.
    All(&'static [Need]),
}

impl Need {
    /// Returns `true` if the need is met. `grants` returns `true` for the names that the token grants.
    ///
    /// ```
    /// use oauth_scopes::Need;
    ///
    /// const READ: Need = Need::Scope { name: "read", covered_by: &["write"] };
    /// let token = ["write"];
    /// assert!(READ.is_met(&|scope| token.contains(&scope)));
    /// ```
    pub fn is_met(&self, grants: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Scope { name, covered_by } => grants(name) || covered_by.iter().any(|other| grants(other)),
            Self::Any(needs) => needs.iter().any(|need| need.is_met(grants)),
            Self::All(needs) => needs.iter().all(|need| need.is_met(grants)),
        }
    }
}

/// Lists the scopes: `` `a` or (`b` and `c`) ``.
impl fmt::Display for Need {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (needs, word) = match self {
            Self::Scope { name, .. } => return write!(formatter, "`{name}`"),
            Self::Any(needs) => (needs, " or "),
            Self::All(needs) => (needs, " and "),
        };
        for (position, need) in needs.iter().enumerate() {
            if position > 0 {
                formatter.write_str(word)?;
            }
            match need {
                Self::Any(inner) | Self::All(inner) if inner.len() > 1 => write!(formatter, "({need})")?,
                _ => write!(formatter, "{need}")?,
            }
        }
        Ok(())
    }
}

/// Something that a program does with a token, and what it needs: the value of [`operation!`](crate::operation!).
///
/// ```
/// use oauth_scopes::{Operation, operation};
///
/// const ISSUE: Operation = operation!("PUT /multipass");
/// assert_eq!(ISSUE.name, "PUT /multipass");
/// assert_eq!(ISSUE.needs.to_string(), "`write_multipass` or (`read_profile` and `read_multipass`)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The provider's name for it: `GET /user/orgs`.
    pub name: &'static str,
    /// What it needs from the token.
    pub needs: Need,
    /// When it needs that, in words, if not always: `for private repositories`.
    pub condition: Option<&'static str>,
}

impl Operation {
    /// Makes an operation that is not in the catalog. For one that is, use [`operation!`](crate::operation!).
    ///
    /// ```
    /// use oauth_scopes::{Need, Operation};
    ///
    /// const SHIP: Operation = Operation::new("POST /orders", Need::Scope { name: "write_orders", covered_by: &[] });
    /// assert!(SHIP.condition.is_none());
    /// ```
    pub const fn new(name: &'static str, needs: Need) -> Self {
        Self { name, needs, condition: None }
    }

    /// Returns the operation with a condition, in words, under which it needs the scopes.
    ///
    /// ```
    /// use oauth_scopes::{Need, Operation};
    ///
    /// const READ: Operation = Operation::new("GET /repo", Need::Scope { name: "repo", covered_by: &[] })
    ///     .with_condition("for private repositories");
    /// assert_eq!(READ.condition, Some("for private repositories"));
    /// ```
    #[must_use]
    pub const fn with_condition(self, condition: &'static str) -> Self {
        Self { condition: Some(condition), ..self }
    }
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::Need;

    const fn scope(name: &'static str) -> Need {
        Need::Scope { name, covered_by: &[] }
    }

    #[test]
    fn nested_needs() {
        const BOTH: &[Need] = &[scope("b"), scope("c")];
        const NEED: Need = Need::Any(&[scope("a"), Need::All(BOTH)]);
        for (held, is_met) in [(&["a"][..], true), (&["b"], false), (&["b", "c"], true), (&[], false)] {
            assert_eq!(NEED.is_met(&|scope| held.contains(&scope)), is_met, "{held:?}");
        }
        assert_eq!(NEED.to_string(), "`a` or (`b` and `c`)");
    }

    #[test]
    fn an_empty_any_is_never_met_and_an_empty_all_always() {
        assert!(!Need::Any(&[]).is_met(&|_| true));
        assert!(Need::All(&[]).is_met(&|_| false));
    }
}
