//! Parses `assert_covers!`.

use proc_macro2::TokenStream;
use syn::buffer::TokenBuffer;

use crate::error::Mistake;
use crate::reader::Reader;
use crate::{Macro, ScopesCall, SyntaxError};

/// What a constant must cover: `SCOPES, github: "repo"`.
#[derive(Clone, Debug)]
pub struct AssertCall {
    /// The expression of the constant.
    pub subject: TokenStream,
    /// What must be covered: at least one scope or operation, and never a client.
    pub scopes: ScopesCall,
}

impl AssertCall {
    /// Parses the arguments of `assert_covers!`.
    ///
    /// # Errors
    ///
    /// If they are not an expression followed by what it must cover. There is one error for each invalid argument.
    pub fn parse(tokens: TokenStream) -> Result<Self, Vec<SyntaxError>> {
        let buffer = TokenBuffer::new2(tokens);
        let mut reader = Reader::new(Macro::AssertCovers, buffer.begin());
        let subject = reader.until(",");
        if subject.is_empty() || !reader.take(',') {
            return Err(vec![reader.error(Mistake::NoAssertion)]);
        }
        let scopes = reader.call();
        if reader.errors.is_empty() && scopes.span().is_none() {
            reader.errors.push(reader.error(Mistake::NoAssertion));
        }
        reader.finish(Self { subject, scopes })
    }
}
