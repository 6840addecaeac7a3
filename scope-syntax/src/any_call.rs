//! A call of any macro, for what it names.

use proc_macro2::TokenStream;
use syn::buffer::TokenBuffer;

use crate::error::Mistake;
use crate::reader::Reader;
use crate::{AssertCall, CatalogCall, Macro, ScopesCall, SetCall, SyntaxError, Text};

impl ScopesCall {
    /// Parses the arguments of any macro, for what they name.
    ///
    /// # Errors
    ///
    /// One for each argument that is not understood.
    pub fn parse(of: Macro, tokens: TokenStream) -> Result<Self, Vec<SyntaxError>> {
        match of {
            Macro::ScopeSet => Ok(SetCall::parse(tokens)?.scopes),
            Macro::AssertCovers => Ok(AssertCall::parse(tokens)?.scopes),
            Macro::Catalog => Ok(Self { catalog: CatalogCall::parse(tokens)?.catalog, ..Self::default() }),
            Macro::Scopes | Macro::ScopeList | Macro::ScopeName => literals(of, tokens),
            Macro::Operation | Macro::Performs | Macro::PerformsHere => {
                let Self { catalog, texts: operations, .. } = literals(of, tokens)?;
                Ok(Self { catalog, operations, ..Self::default() })
            }
        }
    }
}

/// Parses arguments of which the macro may take a certain number.
fn literals(of: Macro, tokens: TokenStream) -> Result<ScopesCall, Vec<SyntaxError>> {
    let buffer = TokenBuffer::new2(tokens);
    let mut reader = Reader::new(of, buffer.begin());
    let call = reader.call();
    let mistake = match (of, call.texts.len()) {
        (Macro::ScopeName, count) if count != 1 => Some(Mistake::NotOneName { count }),
        (Macro::Operation | Macro::Performs | Macro::PerformsHere, 0) => Some(Mistake::NoOperation { of }),
        (Macro::Operation, count) if count > 1 => Some(Mistake::SeveralOperations { count }),
        _ => None,
    };
    if let (Some(mistake), true) = (mistake, reader.errors.is_empty()) {
        reader.errors.push(SyntaxError { span: call.texts.get(1).map(Text::span), mistake });
    }
    reader.finish(call)
}

impl SyntaxError {
    /// The error of `#[performs]` on something else than a function with a body.
    pub fn not_a_function(call: &ScopesCall) -> Self {
        Self { span: call.span(), mistake: Mistake::NoFunction }
    }
}
