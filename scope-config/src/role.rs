//! Defines the role of a list of scopes.

/// The role of a list of scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The application requests them. Only these are checked against a catalog.
    Requests,
    /// The file defines them.
    Defines,
    /// An API requires them of its callers.
    Requires,
    /// They are mapped to something else.
    Maps,
}

impl Role {
    /// Returns the word for it in machine-readable output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Defines => "defines",
            Self::Requires => "requires",
            Self::Maps => "maps",
        }
    }
}
