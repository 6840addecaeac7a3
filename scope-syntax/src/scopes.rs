//! `scopes!` and `scope_list!`, and what other calls have in common with them.

use proc_macro2::{Span, TokenStream};
use syn::buffer::TokenBuffer;

use crate::reader::{Arguments, Reader};
use crate::{CatalogName, Macro, SyntaxError, Text};

/// A list of scopes: `github: "repo", client = "web", operations = ["GET /user"]`.
#[derive(Clone, Debug, Default)]
pub struct ScopesCall {
    /// `github:`
    pub catalog: Option<CatalogName>,
    /// The literals that hold scopes.
    pub texts: Vec<Text>,
    /// `client = "web"`
    pub client: Option<Text>,
    /// `operations = ["GET /user"]`
    pub operations: Vec<Text>,
}

impl ScopesCall {
    /// Parses the arguments of `scopes!` or `scope_list!`.
    ///
    /// # Errors
    ///
    /// One for each argument that is not understood.
    pub fn parse(of: Macro, tokens: TokenStream) -> Result<Self, Vec<SyntaxError>> {
        let buffer = TokenBuffer::new2(tokens);
        let mut reader = Reader::new(of, buffer.begin());
        let catalog = reader.catalog();
        let call = Self::with(catalog, reader.arguments());
        if reader.errors.is_empty() { Ok(call) } else { Err(reader.errors) }
    }

    pub(crate) fn with(catalog: Option<CatalogName>, arguments: Arguments) -> Self {
        let Arguments { texts, client, operations } = arguments;
        Self { catalog, texts, client, operations }
    }

    /// Where a message about the whole list belongs: its first literal. `None` if it has none.
    pub fn span(&self) -> Option<Span> {
        self.texts.first().or(self.operations.first()).map(Text::span)
    }

    /// What the literals say.
    pub fn values(&self) -> Vec<&str> {
        self.texts.iter().map(|text| &*text.value).collect()
    }
}
