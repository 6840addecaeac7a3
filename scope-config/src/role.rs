//! The role of a list of scopes.

use scope_catalog::words;

words! {
    /// The role of a list of scopes.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum Role {
        /// The application requests them. Only these are checked against a catalog.
        #[default]
        Requests = "requests",
        /// They are defined here.
        Defines = "defines",
        /// An API requires them of its callers.
        Requires = "requires",
        /// They are mapped to something else.
        Maps = "maps",
    }
}
