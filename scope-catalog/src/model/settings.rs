//! Settings of a catalog: delimiter, coverage and case.

/// The delimiter between two scopes of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// One space: RFC 6749 §3.3.
    #[default]
    Space,
    /// One comma.
    Comma,
    /// The provider accepts both; a space is written.
    SpaceOrComma,
    /// A request has only one scope.
    Single,
}

impl Delimiter {
    pub(crate) const ALL: [Self; 4] = [Self::Space, Self::Comma, Self::SpaceOrComma, Self::Single];

    /// The word for it in a catalog.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Space => "space",
            Self::Comma => "comma",
            Self::SpaceOrComma => "space-or-comma",
            Self::Single => "single",
        }
    }

    /// The character to write between two scopes.
    pub fn character(self) -> char {
        if self == Self::Comma { ',' } else { ' ' }
    }

    /// Whether this character separates scopes.
    pub fn separates(self, char: char) -> bool {
        match self {
            Self::Space => char == ' ',
            Self::Comma => char == ',',
            Self::SpaceOrComma => char == ' ' || char == ',',
            Self::Single => false,
        }
    }
}

/// Whether a catalog is complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coverage {
    /// The catalog lists every scope: an unknown name is an error.
    #[default]
    Complete,
    /// Scopes may be missing from the catalog: an unknown name is a warning.
    Partial,
}

/// Whether upper and lower case make different names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    /// `Read` and `read` are different names: RFC 6749 §3.3.
    #[default]
    Sensitive,
    /// `Read` and `read` are the same name.
    Insensitive,
}
