//! Defines settings of a catalog: delimiter, coverage and case.

use crate::words;

words! {
    /// The delimiter between two scopes of a request.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Delimiter {
        /// One space: RFC 6749 §3.3.
        #[default]
        Space = "space",
        /// One comma.
        Comma = "comma",
        /// Either. What is written is kept; the default for new text is a space.
        SpaceOrComma = "space-or-comma",
        /// A request has only one scope.
        Single = "single",
    }
}

impl Delimiter {
    /// Returns the character to write between two scopes.
    pub fn character(self) -> char {
        if self == Self::Comma { ',' } else { ' ' }
    }

    /// Returns whether this character separates scopes.
    pub fn separates(self, char: char) -> bool {
        match self {
            Self::Space => char == ' ',
            Self::Comma => char == ',',
            Self::SpaceOrComma => char == ' ' || char == ',',
            Self::Single => false,
        }
    }
}

/// How a text is split into scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Splitting {
    pub(crate) delimiter: Delimiter,
    /// Whether the reader ignores, or may ignore, blanks around a comma.
    pub(crate) allows_blanks: bool,
}

impl Splitting {
    /// Returns the delimiter for several scopes that replace a text: the one in the text itself, if both are allowed.
    pub(crate) fn joiner(self, text: &str, by_default: char) -> char {
        match self.delimiter {
            Delimiter::SpaceOrComma => {
                text.trim().chars().find(|&char| matches!(char, ' ' | ',')).unwrap_or(by_default)
            }
            delimiter => delimiter.character(),
        }
    }

    /// Changes the delimiter in suggestions from the catalog's to that of the text.
    pub(crate) fn rejoin(self, suggestions: &mut [String], text: &str, of_catalog: char) {
        // Scanning a long list only pays off if there are suggestions.
        if suggestions.is_empty() {
            return;
        }
        let joiner = self.joiner(text, of_catalog);
        if joiner != of_catalog {
            for suggestion in suggestions {
                *suggestion = suggestion.replace(of_catalog, joiner.encode_utf8(&mut [0; 4]));
            }
        }
    }
}

words! {
    /// Whether a catalog is complete.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Coverage {
        /// The catalog lists every scope: an unknown name is an error.
        #[default]
        Complete = "complete",
        /// Scopes may be missing from the catalog: an unknown name is a warning.
        Partial = "partial",
    }
}

words! {
    /// Whether upper and lower case make different names.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Case {
        /// `Read` and `read` are different names: RFC 6749 §3.3.
        #[default]
        Sensitive = "sensitive",
        /// `Read` and `read` are the same name.
        Insensitive = "insensitive",
    }
}
