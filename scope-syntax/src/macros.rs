//! The macros, by their names.

/// One of the macros of `oauth-scopes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl Macro {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Scopes,
        Self::ScopeList,
        Self::ScopeName,
        Self::ScopeSet,
        Self::AssertCovers,
        Self::Operation,
        Self::Performs,
        Self::PerformsHere,
        Self::Catalog,
    ];

    /// The macro of a name, given without `!`; `None` if none has it.
    ///
    /// ```
    /// assert_eq!(scope_syntax::Macro::named("scopes"), Some(scope_syntax::Macro::Scopes));
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.name() == name)
    }

    /// Its name, without `!`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scopes => "scopes",
            Self::ScopeList => "scope_list",
            Self::ScopeName => "scope_name",
            Self::ScopeSet => "scope_set",
            Self::AssertCovers => "assert_covers",
            Self::Operation => "operation",
            Self::Performs => "performs",
            Self::PerformsHere => "performs_here",
            Self::Catalog => "catalog",
        }
    }

    /// Whether it is an attribute.
    pub const fn is_attribute(self) -> bool {
        matches!(self, Self::Performs)
    }

    /// The name as it is written in a call: `scopes!`, `#[performs]`.
    pub(crate) fn shown(self) -> String {
        if self.is_attribute() { format!("#[{}]", self.name()) } else { format!("{}!", self.name()) }
    }

    /// A call that is right.
    pub(crate) const fn example(self) -> &'static str {
        match self {
            Self::Scopes => "scopes!(\"a\", \"b\")",
            Self::ScopeList => "scope_list!(\"a\", \"b\")",
            Self::ScopeName => "scope_name!(\"a\")",
            Self::ScopeSet => "scope_set!(pub struct Session: module = \"a b\")",
            Self::AssertCovers => "assert_covers!(SCOPES, \"a\", \"b\")",
            Self::Operation => "operation!(\"GET /user\")",
            Self::Performs => "#[performs(\"GET /user\")]",
            Self::PerformsHere => "performs_here!(\"GET /user\")",
            Self::Catalog => "catalog!(pub mod name)",
        }
    }

    /// The options that it has.
    pub(crate) const fn options(self) -> &'static [&'static str] {
        match self {
            Self::Scopes | Self::ScopeList | Self::ScopeSet => &["client", "operations"],
            Self::AssertCovers => &["operations"],
            Self::ScopeName | Self::Operation | Self::Performs | Self::PerformsHere | Self::Catalog => &[],
        }
    }
}
