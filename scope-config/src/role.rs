//! What a list of scopes is for.

/// What a list of scopes is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// This application asks for them: the only ones that are held against a provider.
    Requests,
    /// They are declared here.
    Defines,
    /// An interface demands them of others.
    Requires,
    /// They are translated to something else.
    Maps,
}

impl Role {
    /// The word for it in machine-readable output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Defines => "defines",
            Self::Requires => "requires",
            Self::Maps => "maps",
        }
    }
}
