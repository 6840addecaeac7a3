//! Scopes and retired names.

use crate::span::{SourceSpan, Spanned};
use crate::words;

/// A scope that can be requested.
#[derive(Debug, Default, PartialEq)]
pub struct Scope {
    /// Its name as it is written in a request, or a pattern.
    pub name: Box<str>,
    /// The location of its declaration.
    pub span: SourceSpan,
    /// What the scope permits, in words; may be empty.
    pub description: Box<str>,
    /// Further details; most scopes have none.
    pub details: Option<Box<Details>>,
}

impl Scope {
    fn list(&self, of: fn(&Details) -> &[Spanned]) -> &[Spanned] {
        self.details.as_deref().map_or(&[], of)
    }

    /// The scopes or patterns that it implies directly.
    pub fn implies(&self) -> &[Spanned] {
        self.list(|details| &details.implies)
    }

    /// Its other names.
    pub fn aliases(&self) -> &[Spanned] {
        self.list(|details| &details.aliases)
    }

    /// Its name, and its other names.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = vec![&self.name];
        for alias in self.aliases() {
            names.push(alias);
        }
        names
    }

    /// The scopes without which it has no effect.
    pub fn requires(&self) -> &[Spanned] {
        self.list(|details| &details.requires)
    }

    /// The scopes that cannot be requested together with it.
    pub fn conflicts(&self) -> &[Spanned] {
        self.list(|details| &details.conflicts)
    }

    /// The kinds of client that it is available to; empty means all.
    pub fn kinds(&self) -> &[Spanned] {
        self.list(|details| &details.kinds)
    }

    /// Whether it is available to clients of a kind.
    pub(crate) fn is_for(&self, kind: &str) -> bool {
        self.kinds().is_empty() || self.kinds().iter().any(|known| *known.text == *kind)
    }
}

/// Details of a scope beyond its description.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is stated of a scope by itself")]
pub struct Details {
    /// Scopes or patterns that this one implies: it grants everything that they grant.
    pub implies: Vec<Spanned>,
    /// Other names that the provider accepts for it.
    pub aliases: Vec<Spanned>,
    /// Scopes without which this one has no effect.
    pub requires: Vec<Spanned>,
    /// Scopes that cannot be requested together with this one.
    pub conflicts: Vec<Spanned>,
    /// Whether it cannot be combined with any other scope.
    pub exclusive: bool,
    /// The kinds of client that it is available to, in the provider's words; empty means all.
    pub kinds: Vec<Spanned>,
    /// What must be done before the provider grants it: an approval, a review.
    pub approval: Option<Spanned>,
    /// How sensitive it is.
    pub risk: Risk,
    /// Whether it does less than the operations that accept it suggest, or is for a special case: nobody is advised to
    /// request it.
    pub is_special: bool,
    /// Whether it may serve operations that do not name it: all of them, or those of another system of scopes. Nothing is
    /// reported as missing beside it.
    pub serves_more: bool,
    /// Whether the provider recommends it, among those that are enough.
    pub is_recommended: bool,
    /// Where the name comes from, if not from the source of the catalog.
    pub source: Option<Box<str>>,
    /// The date on which it was seen there, if not with the rest of the catalog.
    pub checked: Option<Box<str>>,
    /// The edition or plan of the provider that has it, in words.
    pub tier: Option<Box<str>>,
}

words! {
    /// How sensitive a scope is.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Risk {
        /// Not sensitive.
        #[default]
        Normal = "normal",
        /// The provider calls it sensitive.
        Sensitive = "sensitive",
        /// The provider restricts who can request it.
        Restricted = "restricted",
    }
}

/// A retired name: removed or deprecated.
#[derive(Debug, Default)]
pub struct Retired {
    /// The name.
    pub name: Box<str>,
    /// The location of its declaration.
    pub span: SourceSpan,
    /// The date of its retirement: a year, a month or a day.
    pub since: Option<Box<str>>,
    /// The date on which a deprecated name ends, by an announcement of the provider: a year, a month or a day.
    pub until: Option<Box<str>>,
    /// Whether it still works: deprecated rather than removed.
    pub still_works: bool,
    /// Its replacements: none, one, or several to choose from.
    pub replaced_by: Vec<Spanned>,
    /// A note for people.
    pub note: Option<Box<str>>,
}

/// The id of a scope in its catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ScopeId(pub(crate) u32);

impl ScopeId {
    /// Its position in [`Catalog::scopes`](crate::Catalog::scopes).
    pub fn position(self) -> usize {
        self.0 as usize
    }
}

/// The id of a retired name in its catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetiredId(pub(crate) u32);
