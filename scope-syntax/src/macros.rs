//! The macros, by their names.

/// One of the macros of `oauth-scopes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Macro {
    /// `scopes!`
    Scopes,
    /// `scope_list!`
    ScopeList,
    /// `scope_name!`
    ScopeName,
    /// `scope_set!`
    ScopeSet,
    /// `assert_covers!`
    AssertCovers,
    /// `operation!`
    Operation,
    /// `#[performs]`
    Performs,
    /// `performs_here!`
    PerformsHere,
    /// `catalog!`
    Catalog,
}

/// Each macro: its name without `!`, a call that is right, and the options that it has.
static TABLE: [(Macro, &str, &str, &[&str]); 9] = [
    (Macro::Scopes, "scopes", "scopes!(\"a\", \"b\")", &["client", "operations"]),
    (Macro::ScopeList, "scope_list", "scope_list!(\"a\", \"b\")", &["client", "operations"]),
    (Macro::ScopeName, "scope_name", "scope_name!(\"a\")", &[]),
    (Macro::ScopeSet, "scope_set", "scope_set!(pub struct Session: module = \"a b\")", &["client", "operations"]),
    (Macro::AssertCovers, "assert_covers", "assert_covers!(SCOPES, \"a\", \"b\")", &["operations"]),
    (Macro::Operation, "operation", "operation!(\"GET /user\")", &[]),
    (Macro::Performs, "performs", "#[performs(\"GET /user\")]", &[]),
    (Macro::PerformsHere, "performs_here", "performs_here!(\"GET /user\")", &[]),
    (Macro::Catalog, "catalog", "catalog!(pub mod name)", &[]),
];

impl Macro {
    /// The macro of a name, given without `!`; `None` if none has it.
    ///
    /// ```
    /// assert_eq!(scope_syntax::Macro::named("scopes"), Some(scope_syntax::Macro::Scopes));
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|(_, own, ..)| *own == name).map(|(of, ..)| *of)
    }

    /// Whether it is an attribute.
    pub const fn is_attribute(self) -> bool {
        matches!(self, Self::Performs)
    }

    /// The name as it is written in a call: `scopes!`, `#[performs]`.
    pub(crate) fn shown(self) -> String {
        let (_, name, ..) = TABLE[self as usize];
        if self.is_attribute() { format!("#[{name}]") } else { format!("{name}!") }
    }

    /// A call that is right.
    pub(crate) fn example(self) -> &'static str {
        TABLE[self as usize].2
    }

    /// The options that it has.
    pub(crate) fn options(self) -> &'static [&'static str] {
        TABLE[self as usize].3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_the_macros_in_order() {
        for (position, &(of, name, example, _)) in TABLE.iter().enumerate() {
            assert_eq!((of as usize, Macro::named(name)), (position, Some(of)));
            assert!(example.contains(name) && of.shown().contains(name));
        }
        assert_eq!(Macro::named("vec"), None);
    }
}
