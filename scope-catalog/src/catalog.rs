//! A whole catalog: what scopes there are, and what is said of them.

use std::sync::OnceLock;

use crate::fast::NameIndex;
use crate::model::{
    CatalogSource, Client, ConfigFile, Coverage, Delimiter, Details, Level, Operation, OperationText, Retired,
    RetiredId, Rule, Scope, ScopeId,
};
use crate::names::description_index::Descriptions;
use crate::names::implied_by::ImpliedBy;
use crate::names::pattern::Pattern;
use crate::names::suggestion_index::Suggestions;

mod alternative_names;
mod assemble;
mod implication;
mod lookup;
mod named;

pub use alternative_names::AlternativeNames;
pub use lookup::Lookup;
pub use named::UnknownName;

/// A catalog, merged from its layers and ready to answer.
#[derive(Debug, Default)]
pub struct Catalog {
    pub(crate) key: Option<Box<str>>,
    file: Option<Box<str>>,
    settings: CatalogSource,
    own_coverage: Option<Coverage>,
    operation_texts: Vec<OperationText>,
    /// The bundled providers that it builds on.
    providers: Vec<Box<str>>,
    index: NameIndex,
    /// What the positions of `index` stand for.
    entries: Vec<Entry>,
    patterns: Vec<(Pattern, ScopeId)>,
    suggestions: OnceLock<Suggestions>,
    implied_by: OnceLock<ImpliedBy>,
    descriptions: OnceLock<Descriptions>,
    token_bytes: OnceLock<[bool; 128]>,
}

#[derive(Clone, Copy, Debug)]
enum Entry {
    Scope(ScopeId),
    Alias(ScopeId, u32),
    Retired(RetiredId),
}

impl Catalog {
    /// What messages call it.
    pub fn name(&self) -> &str {
        let name = self.settings.name.as_ref().map(|name| &*name.text);
        name.or(self.key()).unwrap_or("this catalog")
    }

    /// Whether it says what it is called.
    pub fn has_name(&self) -> bool {
        self.settings.name.is_some() || self.key.is_some()
    }

    /// The name it has among `[catalogs]`; `None` for the main one.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Whether it builds on a bundled provider, directly or by a file that it extends.
    pub fn builds_on(&self, provider: &str) -> bool {
        self.providers.iter().any(|known| **known == *provider)
    }

    /// Whether it builds on any bundled provider.
    pub fn builds_on_some_provider(&self) -> bool {
        !self.providers.is_empty()
    }

    /// The file that it is written in, for messages: `scopes.toml`, or the path from the package to it.
    pub fn file(&self) -> &str {
        self.file.as_deref().unwrap_or(crate::FILE_NAME)
    }

    pub(crate) fn in_file(mut self, file: &str) -> Self {
        self.file = Some(file.into());
        self
    }

    /// What stands between two scopes of a request.
    pub fn delimiter(&self) -> Delimiter {
        self.settings.delimiter.unwrap_or_default()
    }

    /// Whether the list is whole.
    pub fn coverage(&self) -> Coverage {
        self.settings.coverage.unwrap_or_default()
    }

    /// How names begin, for recognizing a short name.
    pub fn prefix(&self) -> Option<&str> {
        self.settings.prefix.as_ref().map(|name| &*name.text)
    }

    /// What may stand before a name without changing it.
    pub fn optional_prefix(&self) -> Option<&str> {
        self.settings.optional_prefix.as_ref().map(|name| &*name.text)
    }

    /// Where the provider documents its scopes.
    pub fn documentation(&self) -> Option<&str> {
        self.settings.documentation.as_ref().map(|name| &*name.text)
    }

    /// When the list was last held against the documentation.
    pub fn checked(&self) -> Option<&str> {
        self.settings.checked.as_ref().map(|name| &*name.text)
    }

    /// How many scopes a request may hold.
    pub fn max_scopes(&self) -> Option<usize> {
        self.settings.max_scopes
    }

    /// Every scope: those of the file first, then those of what it builds on, each in its own order.
    pub fn scopes(&self) -> &[Scope] {
        &self.settings.scopes
    }

    /// Every retired name, in the same order.
    pub fn retired_names(&self) -> &[Retired] {
        &self.settings.retired
    }

    /// Every client.
    pub fn clients(&self) -> &[Client] {
        &self.settings.clients
    }

    /// The operations of the user's own files. Those of bundled providers are looked up by name.
    pub fn operations(&self) -> &[Operation] {
        &self.settings.operations
    }

    /// The configuration files to check.
    pub fn configs(&self) -> &[ConfigFile] {
        &self.settings.configs
    }

    /// The scope of a number.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.settings.scopes[id.0 as usize]
    }

    /// The retired name of a number.
    pub fn retired(&self, id: RetiredId) -> &Retired {
        &self.settings.retired[id.0 as usize]
    }

    pub(crate) fn details(&self, id: ScopeId) -> Option<&Details> {
        self.scope(id).details.as_deref()
    }

    /// The level of a rule's findings: what `[levels]` says, or the rule itself.
    pub fn level(&self, rule: &Rule) -> Level {
        self.explicit_level(rule.id).unwrap_or(rule.default_level)
    }

    /// Decides what becomes of a rule's findings, whatever the catalog says.
    #[cfg(feature = "load")]
    pub fn set_level(&mut self, rule: &Rule, level: Level) {
        let span = crate::span::SourceSpan::default();
        self.settings.levels.insert(0, (crate::span::Spanned { text: rule.id.into(), span }, level));
    }

    pub(crate) fn explicit_level(&self, rule: &str) -> Option<Level> {
        self.settings.levels.iter().find(|(id, _)| &*id.text == rule).map(|&(_, level)| level)
    }

    /// The numbers of all scopes.
    pub fn ids(&self) -> impl Iterator<Item = ScopeId> + use<> {
        (0..u32::try_from(self.scopes().len()).unwrap_or(u32::MAX)).map(ScopeId)
    }

    pub(crate) fn implied_by(&self) -> &ImpliedBy {
        self.implied_by.get_or_init(|| {
            let mut implied = Vec::with_capacity(self.scopes().len());
            for id in self.ids() {
                implied.push(self.implied(id));
            }
            ImpliedBy::new(&implied)
        })
    }

    pub(crate) fn suggestions(&self) -> &Suggestions {
        self.suggestions.get_or_init(|| {
            let mut names: Vec<&str> = Vec::with_capacity(self.scopes().len());
            for scope in self.scopes() {
                if !Pattern::is_pattern(&scope.name) {
                    names.push(&scope.name);
                    for alias in scope.aliases() {
                        names.push(&alias.text);
                    }
                }
            }
            for retired in self.retired_names() {
                names.push(&retired.name);
            }
            Suggestions::new(&names)
        })
    }

    /// Whether a name may have been written in pieces of so many bytes together: with twice as many as the longest name has,
    /// it would be separators for the most part.
    pub(crate) fn may_have_pieces_of(&self, length: usize) -> bool {
        let is_open = !self.patterns.is_empty() || self.optional_prefix().is_some();
        is_open || length <= 2 * self.suggestions().longest()
    }

    pub(crate) fn descriptions(&self) -> &Descriptions {
        self.descriptions.get_or_init(|| Descriptions::new(self.scopes()))
    }
}
