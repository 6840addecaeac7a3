//! What every call requests, and the reader of the arguments of `scopes!` and `scope_list!`.

use proc_macro2::Span;

use crate::reader::{Arguments, Reader};
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
    /// Reads a catalog, if one is next, and the arguments after it.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Self {
        let catalog = reader.catalog();
        Self::with(catalog, reader.arguments())
    }

    pub(crate) fn with(catalog: Option<CatalogName>, arguments: Arguments) -> Self {
        let Arguments { texts, client, operations } = arguments;
        Self { catalog, texts, client, operations }
    }

    /// Where a message about the whole call belongs: its first literal. `None` if it has none.
    pub fn span(&self) -> Option<Span> {
        self.texts.first().or(self.operations.first()).map(Text::span)
    }

    /// What the literals say.
    pub fn values(&self) -> Vec<&str> {
        let mut values: Vec<&str> = Vec::with_capacity(self.texts.len());
        for text in &self.texts {
            values.push(&text.value);
        }
        values
    }
}
