//! Parses the literals and names in a call.

use proc_macro2::{Literal, Span};
use syn::Lit;

use crate::SyntaxError;
use crate::error::Mistake;

/// A string literal.
#[derive(Clone, Debug)]
pub struct Text {
    /// The value, with escapes resolved.
    pub value: String,
    /// The literal as it is written.
    pub literal: Literal,
}

/// The name of a catalog: `github` in `scopes!(github: "repo")`.
#[derive(Clone, Debug)]
pub struct CatalogName {
    /// The name, without the `r#` of a raw identifier.
    pub text: String,
    /// Its location.
    pub span: Span,
}

impl Text {
    /// Returns the location of the literal.
    pub fn span(&self) -> Span {
        self.literal.span()
    }

    /// Returns the values of some literals.
    pub fn values(texts: &[Self]) -> Vec<&str> {
        texts.iter().map(|text| &*text.value).collect()
    }

    /// Parses a literal.
    pub(crate) fn of(literal: Literal) -> Result<Self, SyntaxError> {
        let source = literal.to_string();
        if let Some(value) = source.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            // An escaped quote needs a backslash, so without one the source is the value.
            if !value.contains(['\\', '\r']) {
                return Ok(Self { value: value.to_owned(), literal });
            }
        }
        let mistake = match Lit::new(literal.clone()) {
            Lit::Str(text) if text.suffix().is_empty() => return Ok(Self { value: text.value(), literal }),
            Lit::Str(text) => Mistake::Suffix { suffix: text.suffix().to_owned() },
            _ => Mistake::OtherLiteral { literal: source },
        };
        Err(mistake.at(literal.span()))
    }
}
