//! Settings of a catalog that are one of a few words.

/// What stands between two scopes of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// One space: RFC 6749 §3.3.
    #[default]
    Space,
    /// One comma.
    Comma,
    /// Either is taken; a space is written.
    SpaceOrComma,
    /// A request holds one scope.
    Single,
}

impl Delimiter {
    pub(crate) const ALL: [Self; 4] = [Self::Space, Self::Comma, Self::SpaceOrComma, Self::Single];

    /// How a catalog writes it.
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

    /// Whether a character stands between two scopes.
    pub fn separates(self, char: char) -> bool {
        match self {
            Self::Space => char == ' ',
            Self::Comma => char == ',',
            Self::SpaceOrComma => char == ' ' || char == ',',
            Self::Single => false,
        }
    }
}

/// What a name that the catalog lacks means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coverage {
    /// The list is whole: an unknown name is a mistake.
    #[default]
    Complete,
    /// The list may lack names: an unknown one is worth a warning.
    Partial,
}
