//! Looks up names in a catalog.

use super::{Catalog, Entry};
use crate::model::{Delimiter, RetiredId, ScopeId};
use crate::names::pattern::Pattern;
use crate::names::scope_token::is_token;

/// The result of looking up a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// A scope, found by its name, an alias, or a pattern.
    Known(ScopeId),
    /// A retired name.
    Retired(RetiredId),
    /// A name that is not in the catalog.
    Unknown,
}

impl Lookup {
    /// Returns the scope, if the name belongs to one.
    pub fn known(self) -> Option<ScopeId> {
        match self {
            Self::Known(id) => Some(id),
            Self::Retired(_) | Self::Unknown => None,
        }
    }
}

impl Entry {
    pub(super) fn found(self) -> Lookup {
        match self {
            Self::Scope(id) | Self::Alias(id, _) => Lookup::Known(id),
            Self::Retired(id) => Lookup::Retired(id),
        }
    }
}

impl Catalog {
    /// Looks up a name. An exact name takes precedence over a pattern; among patterns, the first in the file counts.
    pub fn lookup(&self, name: &str) -> Lookup {
        if let Some(entry) = self.entry(name).filter(|_| !Pattern::is_pattern(name)) {
            return entry.found();
        }
        if let Some(listed) = self.listed_at_resource(name) {
            return listed;
        }
        // A name that certainly belongs to another server is not one of this provider, even if a pattern matches it.
        if self.misnomer(name).is_some() {
            return Lookup::Unknown;
        }
        // The variable parts of a pattern only match characters that scopes may contain, and no placeholders.
        let may_match = !self.patterns.is_empty() && is_token(name) && !Pattern::is_pattern(name);
        let short = self.without_optional_prefix(name);
        if may_match {
            for (pattern, id) in &self.patterns {
                if pattern.matches(short) {
                    return Lookup::Known(*id);
                }
            }
        }
        self.unlisted_at_resource(name).unwrap_or(Lookup::Unknown)
    }

    /// Returns whether a text is certainly correct, by a fast test: it consists of names in this catalog that have no
    /// details, are separated by single spaces, and occur once each. [`check`](crate::check) finds nothing in such a
    /// text, but a text for which this is `false` may be correct, too.
    pub fn is_trivially_valid(&self, text: &str) -> bool {
        let is_simple =
            self.delimiter() == Delimiter::Space && self.default_client().is_none() && self.max_scopes().is_none();
        if !is_simple {
            return false;
        }
        match text.split_once(' ') {
            None => self.is_plain_scope(text),
            // The request might contain scopes of two resources.
            Some(_) if self.has_one_resource() && text.contains('/') => false,
            Some((first, second)) if !second.contains(' ') => {
                first != second && self.is_plain_scope(first) && self.is_plain_scope(second)
            }
            Some(_) => {
                let words: Vec<&str> = text.split(' ').take(Self::FEW + 1).collect();
                let is_new = |at: usize| !words[..at].contains(&words[at]);
                words.len() <= Self::FEW && (0..words.len()).all(|at| is_new(at) && self.is_plain_scope(words[at]))
            }
        }
    }

    /// Up to this many words are compared with one another.
    const FEW: usize = 12;

    fn is_plain_scope(&self, name: &str) -> bool {
        match self.exact(name) {
            Some(Entry::Scope(id)) => {
                self.details(id).is_none() && self.optional_prefix().is_none() && !Pattern::is_pattern(name)
            }
            _ => false,
        }
    }

    /// Returns a name without the optional prefix, as the catalog lists it.
    pub(crate) fn without_optional_prefix<'n>(&self, name: &'n str) -> &'n str {
        self.optional_prefix().and_then(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
    }

    fn entry(&self, name: &str) -> Option<Entry> {
        self.any_case(name).or_else(|| {
            let prefix = self.optional_prefix()?;
            self.any_case(&with_or_without(prefix, name))
        })
    }

    pub(super) fn exact(&self, name: &str) -> Option<Entry> {
        let found = self.index.find(name, |at| self.entry_name(self.entries[at as usize]))?;
        Some(self.entries[found as usize])
    }

    pub(super) fn entry_name(&self, target: Entry) -> &str {
        match target {
            Entry::Scope(id) => &self.scope(id).name,
            Entry::Alias(id, alias) => &self.scope(id).aliases()[alias as usize].text,
            Entry::Retired(id) => &self.retired(id).name,
        }
    }

    /// Returns the scope that another entry refers to by a name. For a pattern, the name is the pattern itself.
    pub fn declared(&self, name: &str) -> Option<ScopeId> {
        match (self.exact(name), self.lookup(name)) {
            (Some(Entry::Scope(id)), _) | (_, Lookup::Known(id)) => Some(id),
            _ => None,
        }
    }

    /// Whether a name is exactly the name of a scope, not an alias or an instance of a pattern.
    pub(crate) fn is_listed(&self, name: &str) -> bool {
        let may_be = matches!(self.exact(name), Some(Entry::Scope(_)));
        may_be && matches!(self.lookup(name), Lookup::Known(id) if *self.scope(id).name == *name)
    }

    /// Finds names that match a pattern if one of their words is replaced by one of the pattern's. Returns the word,
    /// its replacement, and the resulting name.
    pub(crate) fn with_own_words<'n>(&'n self, name: &'n str) -> Vec<(&'n str, &'n str, String)> {
        let mut found = Vec::new();
        for (pattern, _) in &self.patterns {
            pattern.with_own_words(name, &mut found);
        }
        found
    }

    /// Whether any name in the catalog contains this ASCII character.
    pub(crate) fn uses(&self, char: char) -> bool {
        let bytes = self.token_bytes.get_or_init(|| {
            let mut bytes = [false; 128];
            for scope in self.scopes() {
                for name in scope.names() {
                    for &byte in name.as_bytes() {
                        bytes[usize::from(byte & 0x7F)] = true;
                    }
                }
            }
            bytes
        });
        u8::try_from(char).is_ok_and(|byte| byte < 128 && bytes[usize::from(byte)])
    }
}

/// Returns a name without the optional prefix if it has that, otherwise with it.
pub(super) fn with_or_without(prefix: &str, name: &str) -> String {
    name.strip_prefix(prefix).map_or_else(|| format!("{prefix}{name}"), str::to_owned)
}
