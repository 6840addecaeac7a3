//! Names of other servers that people write at this one.

use crate::names::pattern::Pattern;
use crate::span::Spanned;

/// A name that never was a scope of the provider, and is written there because other servers have it.
#[derive(Debug, PartialEq, Eq)]
pub struct Misnomer {
    /// The name.
    pub name: Spanned,
    /// What it describes, if it is a pattern.
    pub(crate) pattern: Option<Pattern>,
    /// How the provider does what the name is for, in one sentence.
    pub note: Box<str>,
    /// The scopes to write instead; often there is none.
    pub write: Vec<Spanned>,
}
