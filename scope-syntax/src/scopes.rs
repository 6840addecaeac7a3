//! Defines the names in a call.

use proc_macro2::Span;

use crate::{CatalogName, Text};

/// The names in a call: `github: "repo", client = "web", operations = ["GET /user"]`.
#[derive(Clone, Debug, Default)]
pub struct ScopesCall {
    /// `github:`
    pub catalog: Option<CatalogName>,
    /// The literals that contain scopes.
    pub texts: Vec<Text>,
    /// `client = "web"`
    pub client: Option<Text>,
    /// `operations = ["GET /user"]`, or the arguments of a macro that takes operations.
    pub operations: Vec<Text>,
}

impl ScopesCall {
    /// Returns the span for a message about the whole call, which is that of its first literal; `None` if it has none.
    pub fn span(&self) -> Option<Span> {
        self.texts.first().or(self.operations.first()).map(Text::span)
    }

    /// Returns the values of the literals.
    pub fn values(&self) -> Vec<&str> {
        Text::values(&self.texts)
    }
}
