//! Parses `catalog!`, and the beginning of items.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::buffer::TokenBuffer;

use crate::error::Mistake;
use crate::reader::Reader;
use crate::{CatalogName, Macro, SyntaxError};

/// A module to declare: `github: pub mod github`.
#[derive(Clone, Debug)]
pub struct CatalogCall {
    /// `github:`
    pub catalog: Option<CatalogName>,
    /// `#[doc = "…"]`
    pub attributes: TokenStream,
    /// `pub`
    pub visibility: TokenStream,
    /// The name of the module.
    pub name: Ident,
}

impl CatalogCall {
    /// Parses the arguments of `catalog!`.
    ///
    /// # Errors
    ///
    /// If they are not a module without a body.
    pub fn parse(tokens: TokenStream) -> Result<Self, Vec<SyntaxError>> {
        let buffer = TokenBuffer::new2(tokens);
        let mut reader = Reader::new(Macro::Catalog, buffer.begin());
        Self::read(&mut reader).ok_or_else(|| vec![reader.error(Mistake::NoModule)])
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let catalog = reader.catalog();
        let (attributes, visibility) = (reader.attributes(), reader.visibility());
        let (_, rest) = reader.at.ident().filter(|(word, _)| word == "mod")?;
        reader.at = rest;
        let name = reader.ident()?;
        reader.take(';');
        reader.at.eof().then_some(Self { catalog, attributes, visibility, name })
    }
}

impl Reader<'_> {
    /// Reads any number of `#[…]`.
    pub(crate) fn attributes(&mut self) -> TokenStream {
        let mut attributes = TokenStream::new();
        while let Some((TokenTree::Punct(sign), rest)) = self.at.token_tree() {
            let Some((brackets, rest)) = rest.token_tree().filter(|_| sign.as_char() == '#') else { break };
            attributes.extend([TokenTree::Punct(sign), brackets]);
            self.at = rest;
        }
        attributes
    }

    /// Reads `pub`, `pub(crate)`, or what a `macro_rules!` macro passes on as a visibility.
    pub(crate) fn visibility(&mut self) -> TokenStream {
        let mut visibility = TokenStream::new();
        while let Some((token, rest)) = self.at.token_tree() {
            let is_part = match &token {
                TokenTree::Ident(word) => word == "pub",
                TokenTree::Group(group) if visibility.is_empty() => group.delimiter() == Delimiter::None,
                TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
                _ => false,
            };
            if !is_part {
                break;
            }
            visibility.extend([token]);
            self.at = rest;
        }
        visibility
    }
}
