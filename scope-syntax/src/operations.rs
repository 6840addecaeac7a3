//! Parses `operation!`, `performs_here!` and `#[performs]`: `github: "GET /user", "GET /user/orgs"`.

use proc_macro2::TokenStream;
use syn::buffer::TokenBuffer;

use crate::error::Mistake;
use crate::reader::Reader;
use crate::{Macro, ScopesCall, SyntaxError};

/// Parses names of operations: exactly one for `operation!`, at least one for others.
pub(crate) fn parse(of: Macro, tokens: TokenStream) -> Result<ScopesCall, Vec<SyntaxError>> {
    let buffer = TokenBuffer::new2(tokens);
    let mut reader = Reader::new(of, buffer.begin());
    let ScopesCall { catalog, texts: operations, .. } = reader.call();
    if reader.errors.is_empty() {
        match &*operations {
            [] => reader.errors.push(reader.error(Mistake::NoOperation { of })),
            [_, second, ..] if of == Macro::Operation => {
                reader.errors.push(Mistake::SeveralOperations { count: operations.len() }.at(second.span()));
            }
            _ => {}
        }
    }
    reader.finish(ScopesCall { catalog, operations, ..ScopesCall::default() })
}

impl SyntaxError {
    /// Returns the error about `#[performs]` on something other than a function with a body.
    pub fn not_a_function(call: &ScopesCall) -> Self {
        Self { span: call.span(), mistake: Mistake::NoFunction }
    }
}
