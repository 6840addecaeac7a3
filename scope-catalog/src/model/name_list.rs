//! Lists of names that words are looked up in.

use std::ops::Deref;
use std::sync::OnceLock;

use super::ScopeId;
use crate::names::pattern::Pattern;
use crate::span::Spanned;

/// Names and patterns of a catalog's list. It is made ready when the first word is looked up: a list and the words that are
/// looked up in it may both be long.
#[derive(Debug, Default)]
pub struct NameList {
    pub(crate) names: Vec<Spanned>,
    pub(crate) sorted: OnceLock<SortedNames>,
}

/// The same, in order.
#[derive(Debug, Default)]
pub(crate) struct SortedNames {
    /// All names and patterns as they are compared.
    pub(crate) texts: Vec<Box<str>>,
    /// The scopes that the names are.
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
