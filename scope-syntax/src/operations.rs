//! `operation!`, `performs_here!` and `#[performs]`.

use proc_macro2::{Span, TokenStream};
use syn::buffer::TokenBuffer;

use crate::error::Mistake;
use crate::reader::Reader;
use crate::{CatalogName, Macro, ScopesCall, SyntaxError, Text};

/// Names of operations: `github: "GET /user", "GET /user/orgs"`.
#[derive(Clone, Debug)]
pub struct OperationsCall {
    /// `github:`
    pub catalog: Option<CatalogName>,
    /// The names; at least one, and of `operation!` exactly one.
    pub operations: Vec<Text>,
}

impl OperationsCall {
    /// Parses the arguments of `operation!`, `performs_here!` or `#[performs]`.
    ///
    /// # Errors
    ///
    /// One for each argument that is not understood; if there is no operation, or more than `operation!` takes.
    pub fn parse(of: Macro, tokens: TokenStream) -> Result<Self, Vec<SyntaxError>> {
        let buffer = TokenBuffer::new2(tokens);
        let mut reader = Reader::new(of, buffer.begin());
        let catalog = reader.catalog();
        let operations = reader.arguments().texts;
        if reader.errors.is_empty() {
            match &*operations {
                [] => reader.errors.push(reader.error(Mistake::NoOperation { of })),
                [_, second, ..] if of == Macro::Operation => {
                    reader.errors.push(Mistake::SeveralOperations { count: operations.len() }.at(second.span()));
                }
                _ => return Ok(Self { catalog, operations }),
            }
        }
        Err(reader.errors)
    }

    /// Where a message about all of them belongs: the first name.
    pub fn span(&self) -> Option<Span> {
        self.operations.first().map(Text::span)
    }

    /// The error of an attribute that is applied to something else than a function with a body.
    pub fn not_a_function(&self) -> SyntaxError {
        SyntaxError { span: self.span(), mistake: Mistake::NoFunction }
    }
}

impl From<OperationsCall> for ScopesCall {
    /// A call that requests no scopes, for these operations.
    fn from(call: OperationsCall) -> Self {
        Self { catalog: call.catalog, operations: call.operations, ..Self::default() }
    }
}
