//! The words of a call that are looked up.

use proc_macro2::{Literal, Span};
use syn::Lit;

use crate::SyntaxError;
use crate::error::Mistake;

/// A string literal.
#[derive(Clone, Debug)]
pub struct Text {
    /// What it says, escapes resolved.
    pub value: String,
    /// As it is written.
    pub literal: Literal,
}

/// The name of a catalog: `github` in `scopes!(github: "repo")`.
#[derive(Clone, Debug)]
pub struct CatalogName {
    /// The name, without the `r#` of a raw identifier.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

impl Text {
    /// Where the literal is written.
    pub fn span(&self) -> Span {
        self.literal.span()
    }

    /// What some literals say.
    pub fn values(texts: &[Self]) -> Vec<&str> {
        texts.iter().map(|text| &*text.value).collect()
    }

    /// Reads a literal.
    pub(crate) fn of(literal: Literal) -> Result<Self, SyntaxError> {
        let source = literal.to_string();
        if let Some(value) = source.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            // An escaped quote needs a backslash, so this one is what it shows.
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
