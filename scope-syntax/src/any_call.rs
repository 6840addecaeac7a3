//! Parses a call of any macro, to find the names in it.

use proc_macro2::TokenStream;
use syn::buffer::TokenBuffer;

use crate::error::Mistake;
use crate::reader::Reader;
use crate::{AssertCall, CatalogCall, Macro, ScopesCall, SetCall, SyntaxError, Text, operations};

impl ScopesCall {
    /// Parses the arguments of any macro, to find the names in them.
    ///
    /// # Errors
    ///
    /// One error for each invalid argument.
    pub fn parse(of: Macro, tokens: TokenStream) -> Result<Self, Vec<SyntaxError>> {
        match of {
            Macro::Scopes | Macro::ScopeList | Macro::ScopeName => {
                let buffer = TokenBuffer::new2(tokens);
                let mut reader = Reader::new(of, buffer.begin());
                let call = reader.call();
                if of == Macro::ScopeName && reader.errors.is_empty() && call.texts.len() != 1 {
                    let mistake = Mistake::NotOneName { count: call.texts.len() };
                    reader.errors.push(SyntaxError { span: call.texts.get(1).map(Text::span), mistake });
                }
                reader.finish(call)
            }
            Macro::ScopeSet => Ok(SetCall::parse(tokens)?.scopes),
            Macro::AssertCovers => Ok(AssertCall::parse(tokens)?.scopes),
            Macro::Operation | Macro::Performs | Macro::PerformsHere => operations::parse(of, tokens),
            Macro::Catalog => Ok(Self { catalog: CatalogCall::parse(tokens)?.catalog, ..Self::default() }),
        }
    }
}
