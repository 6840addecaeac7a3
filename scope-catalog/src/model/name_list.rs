//! Defines lists of names that words are looked up in.

use std::ops::Deref;
use std::sync::OnceLock;

use super::ScopeId;
use crate::names::pattern::Pattern;
use crate::span::Spanned;

/// A list of names and patterns in a catalog. It is sorted when a word is looked up first, since both the list and the
/// number of words may be large.
#[derive(Debug, Default)]
pub struct NameList {
    pub(crate) names: Vec<Spanned>,
    pub(crate) sorted: OnceLock<SortedNames>,
}

/// The sorted form of the list.
#[derive(Debug, Default)]
pub(crate) struct SortedNames {
    /// All names and patterns, in the form in which they are compared.
    pub(crate) texts: Vec<Box<str>>,
    /// The scopes that the names stand for.
    pub(crate) scopes: Vec<ScopeId>,
    pub(crate) patterns: Vec<Pattern>,
    /// The names after `{resource}/`.
    pub(crate) at_any_resource: Vec<Box<str>>,
}

impl From<Vec<Spanned>> for NameList {
    fn from(names: Vec<Spanned>) -> Self {
        Self { names, sorted: OnceLock::new() }
    }
}

impl Deref for NameList {
    type Target = [Spanned];

    fn deref(&self) -> &[Spanned] {
        &self.names
    }
}
