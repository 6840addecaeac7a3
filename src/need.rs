//! What a program needs of a token.

use core::fmt;

/// What something needs of a token: a scope, one of several, or several together.
///
/// A need knows which other scopes meet it, so that nothing has to be looked up when the program runs.
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
    /// A scope.
    Scope {
        /// Its name.
        name: &'static str,
        /// Other names that are as good: aliases, and scopes that the catalog says imply it.
        covered_by: &'static [&'static str],
    },
    /// One of these; met by nothing where there is none.
    Any(&'static [Need]),
    /// Every one of these; met by anything where there is none.
    All(&'static [Need]),
}

impl Need {
    /// Whether it is met, given which scopes are held.
    pub fn is_met(&self, holds: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Scope { name, covered_by } => holds(name) || covered_by.iter().any(|other| holds(other)),
            Self::Any(needs) => needs.iter().any(|need| need.is_met(holds)),
            Self::All(needs) => needs.iter().all(|need| need.is_met(holds)),
        }
    }
}

/// In words: `` `a` or (`b` and `c`) ``.
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

/// Something that a program does with a token, and what that needs: the value of `operation!`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// As the provider calls it: `GET /user/orgs`.
    pub name: &'static str,
    /// What the token must be good for.
    pub needs: Need,
    /// When that is so, in words, where it is not always: `for private repositories`.
    pub condition: Option<&'static str>,
}

impl Operation {
    /// One that no catalog has. `operation!` makes those of the catalog.
    pub const fn new(name: &'static str, needs: Need) -> Self {
        Self { name, needs, condition: None }
    }

    /// The same, where its needs hold under a condition only.
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
    fn of_nothing_any_is_not_met_and_all_is() {
        assert!(!Need::Any(&[]).is_met(&|_| true));
        assert!(Need::All(&[]).is_met(&|_| false));
    }
}
