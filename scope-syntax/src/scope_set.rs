//! Parses `scope_set!`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::buffer::TokenBuffer;

use crate::error::Mistake;
use crate::reader::{Reader, found};
use crate::{Macro, ScopesCall, SyntaxError};

/// Scopes as a type: `pub struct Session: module = "repo"`, or `impl module for Session = "repo"`.
#[derive(Clone, Debug)]
pub struct SetCall {
    /// The type.
    pub target: Target,
    /// The scopes, with their catalog and options.
    pub scopes: ScopesCall,
}

/// The type that represents the scopes.
#[derive(Clone, Debug)]
pub struct Target {
    /// The struct to declare; `None` if the type exists already.
    pub declaration: Option<Declaration>,
    /// The name or path of the type.
    pub type_name: TokenStream,
    /// The path of the module that `catalog!` declares.
    pub module: TokenStream,
}

/// A struct to declare.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// `#[doc = "…"]`
    pub attributes: TokenStream,
    /// `pub`
    pub visibility: TokenStream,
    /// The keyword `struct`.
    pub keyword: Ident,
    /// The name of the struct.
    pub name: Ident,
}

impl SetCall {
    /// Parses the arguments of `scope_set!`.
    ///
    /// # Errors
    ///
    /// If they do not start with a type and a module. There is one error for each invalid argument after these.
    pub fn parse(tokens: TokenStream) -> Result<Self, Vec<SyntaxError>> {
        let buffer = TokenBuffer::new2(tokens);
        let mut reader = Reader::new(Macro::ScopeSet, buffer.begin());
        let catalog = reader.catalog();
        let target = Target::read(&mut reader).map_err(|error| vec![error])?;
        let scopes = reader.arguments(catalog);
        reader.finish(Self { target, scopes })
    }
}

impl Target {
    /// Parses the part before the scopes.
    fn read(reader: &mut Reader<'_>) -> Result<Self, SyntaxError> {
        let begin = reader.at;
        let (attributes, visibility) = (reader.attributes(), reader.visibility());
        let keyword = reader.ident().ok_or_else(|| reader.error(Mistake::NoSet))?;
        let call = if keyword == "struct" {
            let name = reader.ident().filter(|_| reader.take(':')).ok_or_else(|| reader.error(Mistake::NoSet))?;
            let (type_name, module) = (TokenTree::Ident(name.clone()).into(), reader.until("="));
            Self { declaration: Some(Declaration { attributes, visibility, keyword, name }), type_name, module }
        } else if keyword != "impl" {
            return Err(Mistake::NoSet.at(keyword.span()));
        } else if attributes.is_empty() && visibility.is_empty() {
            let module = reader.until("for");
            reader.ident();
            Self { declaration: None, type_name: reader.until("="), module }
        } else {
            let found = found(begin).unwrap_or_default();
            reader.at = begin;
            return Err(reader.error(Mistake::BeforeImpl { found }));
        };
        let is_whole = !call.module.is_empty() && !call.type_name.is_empty() && reader.take('=');
        if is_whole { Ok(call) } else { Err(reader.error(Mistake::NoSet)) }
    }
}
