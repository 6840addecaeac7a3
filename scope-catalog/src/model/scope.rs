//! Names that may be asked for, and names that may no longer be.

use crate::span::{SourceSpan, Spanned};

/// A scope that may be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// As it is written in a request; or a pattern.
    pub name: Box<str>,
    /// Where the name is declared.
    pub span: SourceSpan,
    /// What the scope permits; may be empty.
    pub description: Box<str>,
    /// What else is said of it: most scopes have nothing.
    pub details: Option<Box<Details>>,
}

impl Scope {
    pub(crate) fn aliases(&self) -> &[Spanned] {
        self.details.as_deref().map_or(&[], |details| &details.aliases)
    }
}

/// What a catalog says of a scope beyond its description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Scopes or patterns whose rights this one includes.
    pub implies: Vec<Spanned>,
    /// Other spellings that the provider takes.
    pub aliases: Vec<Spanned>,
    /// Scopes without which this one has no effect.
    pub requires: Vec<Spanned>,
    /// Scopes that cannot be requested together with this one.
    pub conflicts: Vec<Spanned>,
    /// Whether it may not stand beside any other.
    pub exclusive: bool,
    /// Who can hold it, in the provider's words; empty means anybody.
    pub kinds: Vec<Spanned>,
    /// What must be done before the provider grants it.
    pub approval: Option<Spanned>,
    /// How sensitive it is.
    pub risk: Risk,
}

/// How sensitive a scope is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// Nothing special.
    #[default]
    Normal,
    /// The provider asks for care.
    Sensitive,
    /// The provider restricts who may ask.
    Restricted,
}

impl Risk {
    pub(crate) const ALL: [Self; 3] = [Self::Normal, Self::Sensitive, Self::Restricted];

    /// How a catalog writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Sensitive => "sensitive",
            Self::Restricted => "restricted",
        }
    }
}

/// A name that must no longer be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retired {
    /// The name.
    pub name: Box<str>,
    /// Where it is declared.
    pub span: SourceSpan,
    /// Since when: a year, a month or a day.
    pub since: Option<Box<str>>,
    /// Whether it still works.
    pub still_works: bool,
    /// What to write instead: none, one, or several to choose from.
    pub replaced_by: Vec<Spanned>,
    /// A word on it.
    pub note: Option<Box<str>>,
}

/// The number of a scope in its catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(pub(crate) u32);

impl ScopeId {
    /// Where it stands among [`Catalog::scopes`].
    pub fn position(self) -> usize {
        self.0 as usize
    }
}

/// The number of a retired name in its catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RetiredId(pub(crate) u32);
