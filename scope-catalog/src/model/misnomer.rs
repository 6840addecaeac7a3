//! Defines names of other servers that people use at this provider by mistake.

use crate::names::pattern::Pattern;
use crate::span::Spanned;

/// A name that never was a scope of the provider, and that people use because other servers have it.
#[derive(Debug, PartialEq, Eq)]
pub struct Misnomer {
    /// The name.
    pub name: Spanned,
    /// The name as a pattern, if it is one.
    pub(crate) pattern: Option<Pattern>,
    /// How the provider does what the name is for, in a sentence.
    pub note: Box<str>,
    /// The scopes to write instead, if any.
    pub write: Vec<Spanned>,
}
