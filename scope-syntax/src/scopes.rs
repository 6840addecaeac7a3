//! What every call names.

use proc_macro2::Span;

use crate::{CatalogName, Text};

/// What a call names: `github: "repo", client = "web", operations = ["GET /user"]`.
#[derive(Clone, Debug, Default)]
pub struct ScopesCall {
    /// `github:`
    pub catalog: Option<CatalogName>,
    /// The literals that hold scopes.
    pub texts: Vec<Text>,
    /// `client = "web"`
    pub client: Option<Text>,
    /// `operations = ["GET /user"]`, or the arguments of a macro that takes operations.
    pub operations: Vec<Text>,
}

impl ScopesCall {
    /// Where a message about the whole call belongs: its first literal. `None` if it has none.
    pub fn span(&self) -> Option<Span> {
        self.texts.first().or(self.operations.first()).map(Text::span)
    }

    /// What the literals say.
    pub fn values(&self) -> Vec<&str> {
        Text::values(&self.texts)
    }
}
