//! Defines the merged catalog: scopes, retired names, clients, operations and settings.

use std::sync::OnceLock;

use crate::fast::NameIndex;
use crate::model::{
    CatalogSource, Client, ConfigFile, Consent, Coverage, Delimiter, Details, Grant, Import, Level, Misnomer,
    Operation, OperationText, Retired, RetiredId, Rule, Scope, ScopeId,
};
use crate::names::description_index::Descriptions;
use crate::names::pattern::Pattern;
use crate::names::resource_uri::ResourceUris;
use crate::names::suggestion_index::Suggestions;
use crate::operations::OperationIndex;
use explained::Explained;

mod alternative_names;
mod assemble;
mod explained;
mod implication;
mod least_first;
pub(crate) mod listed;
mod lookup;
mod named;
mod resources;

pub use alternative_names::AlternativeNames;
pub use lookup::Lookup;
pub use named::{UnknownName, quoted_some};
pub(crate) use resources::Home;
pub use resources::OF_OPENID_CONNECT;

/// A catalog, merged from its sources and ready for look-ups.
#[derive(Debug, Default)]
pub struct Catalog {
    pub(crate) key: Option<Box<str>>,
    file: Option<Box<str>>,
    settings: CatalogSource,
    own_coverage: Option<Coverage>,
    operation_texts: Vec<OperationText>,
    /// The names of the bundled providers that it builds on.
    providers: Vec<Box<str>>,
    index: NameIndex,
    /// The entries, in the order of their positions in `index`.
    entries: Vec<Entry>,
    patterns: Vec<(Pattern, ScopeId)>,
    /// Patterns for which the catalog has all matching names.
    complete: Vec<Pattern>,
    incomplete: Vec<Pattern>,
    /// How many of the scopes do not come from `[resources]`.
    named_scopes: usize,
    resource_uris: ResourceUris,
    /// The hash of each name in lower case, with its position in `entries`. Only computed if names are
    /// case-insensitive.
    by_folded: OnceLock<Vec<(u64, u32)>>,
    suggestions: OnceLock<Suggestions>,
    /// For each scope, those that imply it directly.
    implied_by: OnceLock<Vec<Vec<ScopeId>>>,
    descriptions: OnceLock<Descriptions>,
    token_bytes: OnceLock<[bool; 128]>,
    operation_index: OnceLock<OperationIndex>,
    /// The clients by name.
    client_index: NameIndex,
    explained: Explained,
}

#[derive(Clone, Copy, Debug)]
enum Entry {
    Scope(ScopeId),
    Alias(ScopeId, u32),
    Retired(RetiredId),
}

impl Catalog {
    /// Limits the cost of explaining unknown names to this catalog's share. This is for a run that must end even if
    /// nobody vouches for its files.
    #[cfg(feature = "load")]
    pub(crate) fn limit_explanations(&mut self, catalogs: usize) {
        self.explained = Explained::limited(catalogs);
    }

    /// Whether there is budget to explain another name, by comparing it with the names of this catalog and of others.
    pub(crate) fn affords_explanation(&self, others: usize) -> bool {
        self.explained.affords(self.scopes().len() + self.misnomers().len() + self.resource_uris.len() + others)
    }

    /// Returns the name of the catalog in messages: `name`, the key under `[catalogs]`, or `this catalog`.
    pub fn name(&self) -> &str {
        let name = self.settings.name.as_deref();
        name.or(self.key()).unwrap_or("this catalog")
    }

    /// Returns whether the catalog has a name: `name`, or a key under `[catalogs]`.
    pub fn has_name(&self) -> bool {
        self.settings.name.is_some() || self.key.is_some()
    }

    /// Returns `has`, or `have` if the name is that of several providers.
    pub(crate) fn has_or_have(&self) -> &'static str {
        if self.providers.len() > 1 && self.name().contains(" and ") { "have" } else { "has" }
    }

    /// Returns the key under `[catalogs]`; `None` for the main catalog.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Returns whether the catalog builds on this bundled provider, directly or through a file that it extends.
    pub fn builds_on(&self, provider: &str) -> bool {
        self.providers.iter().any(|known| **known == *provider)
    }

    /// Returns whether the catalog builds on any bundled provider.
    pub fn builds_on_some_provider(&self) -> bool {
        !self.providers.is_empty()
    }

    /// Returns the path of the catalog's file for messages, relative to the package: `scopes.toml`.
    pub fn file(&self) -> &str {
        self.file.as_deref().unwrap_or(crate::FILE_NAME)
    }

    pub(crate) fn in_file(mut self, file: &str) -> Self {
        self.file = Some(file.into());
        self
    }

    /// Returns the delimiter between two scopes of a request.
    pub fn delimiter(&self) -> Delimiter {
        self.settings.delimiter.unwrap_or_default()
    }

    /// Returns whether the catalog lists every scope of the provider.
    pub fn coverage(&self) -> Coverage {
        let usual = if self.has_own_names() { Coverage::Partial } else { Coverage::default() };
        self.settings.coverage.unwrap_or(usual)
    }

    /// Returns whether the catalog lists every scope whose name could be this one: the catalog is complete, or a
    /// pattern under `complete` matches the name; and no pattern under `incomplete` does.
    pub fn is_complete_for(&self, name: &str) -> bool {
        if self.is_incomplete_for(name) {
            return false;
        }
        let is_described = |name: &str| self.complete.iter().any(|pattern| pattern.matches(name));
        let with_prefix = || self.prefix().is_some_and(|prefix| is_described(&format!("{prefix}{name}")));
        self.coverage() == Coverage::Complete || !self.complete.is_empty() && (is_described(name) || with_prefix())
    }

    /// Returns whether a catalog may lack this name even if it is complete otherwise: `incomplete`.
    pub fn is_incomplete_for(&self, name: &str) -> bool {
        self.incomplete.iter().any(|pattern| pattern.matches(name))
    }

    /// Returns the entry for a name that never was a scope of the provider, in any case, or for a pattern that matches
    /// it.
    pub(crate) fn misnomer(&self, name: &str) -> Option<&Misnomer> {
        self.settings.misnomers.iter().find(|misnomer| {
            let is_described = || misnomer.pattern.as_ref().is_some_and(|pattern| pattern.matches(name));
            misnomer.name.text.eq_ignore_ascii_case(name) || is_described()
        })
    }

    /// Returns whether names are defined by the owner of a server or an API: `own_names`. An unknown name is then
    /// correct, unless it is a typo of a known one.
    pub fn has_own_names(&self) -> bool {
        self.settings.own_names
    }

    /// Returns the names that never were scopes of the provider but that people use by mistake.
    pub fn misnomers(&self) -> &[Misnomer] {
        &self.settings.misnomers
    }

    /// Returns the prefix that all names share. With it, a name without the prefix is recognized.
    pub fn prefix(&self) -> Option<&str> {
        self.settings.prefix.as_deref()
    }

    /// Returns a prefix that a name may have without changing its meaning.
    pub fn optional_prefix(&self) -> Option<&str> {
        self.settings.optional_prefix.as_deref()
    }

    /// Returns the URL of the provider's documentation of its scopes.
    pub fn documentation(&self) -> Option<&str> {
        self.settings.documentation.as_deref()
    }

    /// Returns the date on which the catalog was last compared with the documentation.
    pub fn checked(&self) -> Option<&str> {
        self.settings.checked.as_deref()
    }

    /// Returns the maximum number of scopes in a request.
    pub fn max_scopes(&self) -> Option<usize> {
        self.settings.max_scopes
    }

    /// Returns how the provider decides what a token may do, if it has no scopes at all: `no_scopes`. `None` if the
    /// catalog adds scopes to such a provider's.
    pub fn no_scopes(&self) -> Option<&str> {
        self.settings.no_scopes.as_ref().filter(|_| self.scopes().is_empty()).map(|note| &*note.text)
    }

    /// Returns every scope: those of the file first, then those of the sources that it builds on, in the order of each
    /// source.
    pub fn scopes(&self) -> &[Scope] {
        &self.settings.scopes
    }

    /// Returns every retired name, in the same order as the scopes.
    pub fn retired_names(&self) -> &[Retired] {
        &self.settings.retired
    }

    /// Returns every client.
    pub fn clients(&self) -> &[Client] {
        &self.settings.clients
    }

    /// Returns the operations of the user's own files. Those of bundled providers can only be looked up with
    /// [`operation`](Self::operation).
    pub fn operations(&self) -> &[Operation] {
        &self.settings.operations
    }

    /// Returns what can be requested with each grant type.
    pub fn grants(&self) -> &[Grant] {
        &self.settings.grants
    }

    /// Returns how the provider reports granted scopes.
    pub fn consent(&self) -> &Consent {
        &self.settings.consent
    }

    /// Returns whether every token has this scope, requested or not.
    ///
    /// ```
    /// let text = "scopes = ['read', 'write']\n[consent]\nalways = ['read']";
    /// let catalog = scope_catalog::Catalog::from_text(text).expect("a sound catalog");
    /// assert!(catalog.is_always_granted("read") && !catalog.is_always_granted("write"));
    /// ```
    pub fn is_always_granted(&self, name: &str) -> bool {
        let always = &self.settings.consent.always;
        let is_same = |id| always.iter().any(|name| self.declared(&name.text) == Some(id));
        !always.is_empty() && self.declared(name).is_some_and(is_same)
    }

    /// Returns the documents that the file says the catalog was imported from. The sources that it builds on may have
    /// their own.
    pub fn import(&self) -> Option<&Import> {
        self.settings.import.as_ref()
    }

    /// Returns the configuration files to check.
    pub fn configs(&self) -> &[ConfigFile] {
        &self.settings.configs
    }

    /// Returns the scope with this id.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.settings.scopes[id.0 as usize]
    }

    /// Returns the retired name with this id.
    pub fn retired(&self, id: RetiredId) -> &Retired {
        &self.settings.retired[id.0 as usize]
    }

    pub(crate) fn details(&self, id: ScopeId) -> Option<&Details> {
        self.scope(id).details.as_deref()
    }

    /// Returns the level of a rule's findings: the one in `[levels]`, or else the default of the rule.
    pub fn level(&self, rule: &Rule) -> Level {
        self.explicit_level(rule).unwrap_or(rule.default_level)
    }

    /// Overrides the level of a rule.
    #[cfg(feature = "load")]
    pub fn set_level(&mut self, rule: &Rule, level: Level) {
        let span = crate::span::SourceSpan::default();
        self.settings.levels.insert(0, (crate::span::Spanned { text: rule.id.into(), span }, level));
    }

    /// Returns the level that the catalog states for a rule under `[levels]`.
    pub fn explicit_level(&self, rule: &Rule) -> Option<Level> {
        self.settings.levels.iter().find(|(id, _)| *id.text == *rule.id).map(|&(_, level)| level)
    }

    /// Returns the ids of all scopes.
    pub fn ids(&self) -> impl Iterator<Item = ScopeId> + use<> {
        (0..u32::try_from(self.scopes().len()).unwrap_or(u32::MAX)).map(ScopeId)
    }

    pub(crate) fn suggestions(&self) -> &Suggestions {
        self.suggestions.get_or_init(|| {
            let mut names: Vec<&str> = Vec::with_capacity(self.scopes().len());
            // A typo in a bare name does not mean a scope of another resource.
            for scope in &self.scopes()[..self.named_scopes] {
                if !Pattern::is_pattern(&scope.name) {
                    names.append(&mut scope.names());
                }
            }
            for retired in self.retired_names() {
                names.push(&retired.name);
            }
            Suggestions::new(&names)
        })
    }

    /// Whether a name may have been written in pieces with a total of `length` bytes. If that is more than twice the
    /// length of the longest name, most of it would be separators.
    pub(crate) fn may_have_pieces_of(&self, length: usize) -> bool {
        let is_open = !self.patterns.is_empty() || self.optional_prefix().is_some();
        is_open || length <= 2 * self.suggestions().longest()
    }

    pub(crate) fn operation_index(&self) -> &OperationIndex {
        self.operation_index.get_or_init(|| OperationIndex::new(self.operations(), &self.operation_texts))
    }

    pub(crate) fn descriptions(&self) -> &Descriptions {
        self.descriptions.get_or_init(|| Descriptions::new(self.scopes()))
    }
}
