//! A whole catalog: what scopes there are, and what is said of them.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::description_index::Descriptions;
use crate::implied_by::Implying;
use crate::layer::{CatalogSource, Client, ConfigFile, Coverage, Delimiter, Details, Operation, Retired, Scope};
use crate::level::Level;
use crate::name_index::NameIndex;
#[cfg(any(test, feature = "audit"))]
use crate::name_index::NameMap;
use crate::operations::OperationText;
use crate::pattern::Pattern;
use crate::quoting::quoted;
use crate::rule::Rule;
use crate::scope_token::is_token;
use crate::suggestion_index::{Suggestions, closest};

mod resolve;

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
    targets: Vec<Target>,
    patterns: Vec<(Pattern, ScopeId)>,
    suggestions: OnceLock<Suggestions>,
    implying: OnceLock<Implying>,
    descriptions: OnceLock<Descriptions>,
    token_bytes: OnceLock<[bool; 128]>,
}

/// The number of a scope in its catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(u32);

impl ScopeId {
    /// Where it stands among [`Catalog::scopes`].
    pub fn position(self) -> usize {
        self.0 as usize
    }
}

/// The number of a retired name in its catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RetiredId(u32);

#[derive(Clone, Copy, Debug)]
enum Target {
    Scope(ScopeId),
    Alias(ScopeId, u32),
    Retired(RetiredId),
}

/// What a catalog knows of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// It may be asked for: the name itself, an alias of it, or a name that its pattern describes.
    Known(ScopeId),
    /// It must no longer be written.
    Retired(RetiredId),
    /// The catalog lacks it.
    Unknown,
}

/// A client or an operation that a catalog does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// One sentence without a full stop.
    pub message: String,
    /// What there is instead.
    pub help: String,
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

    #[cfg(feature = "load")]
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

    /// What the catalog knows of a name: an exact name beats a pattern, then the order of the file.
    pub fn lookup(&self, name: &str) -> Lookup {
        match self.target(name).filter(|_| !Pattern::is_pattern(name)) {
            Some(Target::Scope(id) | Target::Alias(id, _)) => return Lookup::Known(id),
            Some(Target::Retired(id)) => return Lookup::Retired(id),
            None => {}
        }
        // What varies in a pattern is still made of the characters of a scope, and is no placeholder itself.
        let may_match = !self.patterns.is_empty() && is_token(name) && !Pattern::is_pattern(name);
        let name = self.without_optional_prefix(name);
        let pattern = self.patterns.iter().filter(|_| may_match).find(|(pattern, _)| pattern.matches(name));
        pattern.map_or(Lookup::Unknown, |&(_, id)| Lookup::Known(id))
    }

    /// Whether nothing can be wrong with a text, told without a full check: names of this catalog with one space between
    /// them, each once, none with anything said of it but a description. [`check`](crate::check) finds nothing in such a
    /// text; of many others it finds nothing either.
    pub fn is_trivially_valid(&self, text: &str) -> bool {
        let is_simple =
            self.delimiter() == Delimiter::Space && self.default_client().is_none() && self.max_scopes().is_none();
        if !is_simple {
            return false;
        }
        match text.split_once(' ') {
            None => self.is_plain_scope(text),
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
            Some(Target::Scope(id)) => {
                self.details(id).is_none() && self.optional_prefix().is_none() && !Pattern::is_pattern(name)
            }
            _ => false,
        }
    }

    /// The name as the catalog lists it: what begins with the optional prefix is one of its own names or none.
    pub(crate) fn without_optional_prefix<'n>(&self, name: &'n str) -> &'n str {
        self.optional_prefix().and_then(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
    }

    fn target(&self, name: &str) -> Option<Target> {
        self.exact(name).or_else(|| {
            let prefix = self.optional_prefix()?;
            match name.strip_prefix(prefix) {
                Some(short) => self.exact(short),
                None => self.exact(&format!("{prefix}{name}")),
            }
        })
    }

    fn exact(&self, name: &str) -> Option<Target> {
        let found = self.index.find(name, |at| self.target_name(self.targets[at as usize]))?;
        Some(self.targets[found as usize])
    }

    fn target_name(&self, target: Target) -> &str {
        match target {
            Target::Scope(id) => &self.scope(id).name,
            Target::Alias(id, alias) => self.details(id).map_or("", |details| &details.aliases[alias as usize].text),
            Target::Retired(id) => &self.retired(id).name,
        }
    }

    /// The level of a rule's findings: what `[levels]` says, or the rule itself.
    pub fn level(&self, rule: &Rule) -> Level {
        self.explicit_level(rule.id).unwrap_or(rule.default_level)
    }

    /// Decides what becomes of a rule's findings, whatever the catalog says.
    #[cfg(feature = "load")]
    pub fn set_level(&mut self, rule: &Rule, level: Level) {
        let span = crate::span::SourceSpan::default();
        self.settings.levels.insert(0, (crate::layer::Spanned { text: rule.id.into(), span }, level));
    }

    pub(crate) fn explicit_level(&self, rule: &str) -> Option<Level> {
        self.settings.levels.iter().find(|(id, _)| &*id.text == rule).map(|&(_, level)| level)
    }

    /// The client of a name.
    ///
    /// # Errors
    ///
    /// Where there is none: which ones there are.
    pub fn client(&self, name: &str) -> Result<&Client, UnknownName> {
        let found = self.clients().iter().find(|client| &*client.name.text == name);
        found.ok_or_else(|| {
            let mut known: Vec<&str> = Vec::new();
            for client in self.clients() {
                known.push(&client.name.text);
            }
            UnknownName::among(self.name(), "client", name, &known, &format!("[{}.NAME]", self.table("clients")))
        })
    }

    /// The client that is meant where none is named.
    pub fn default_client(&self) -> Option<&Client> {
        self.clients().iter().find(|client| client.is_default)
    }

    /// The operation of a name.
    ///
    /// # Errors
    ///
    /// Where there is none: which ones there are.
    pub fn operation(&self, name: &str) -> Result<Cow<'_, Operation>, UnknownName> {
        let own = self.operations().iter().find(|operation| &*operation.name.text == name);
        let found = own.map(Cow::Borrowed).or_else(|| {
            let bundled = self.operation_texts.iter().find_map(|text| text.find(name));
            bundled.map(Cow::Owned)
        });
        found.ok_or_else(|| {
            let mut known: Vec<&str> = Vec::new();
            for operation in self.operations() {
                known.push(&operation.name.text);
            }
            for text in &self.operation_texts {
                for name in text.names() {
                    known.push(name);
                }
            }
            UnknownName::among(self.name(), "operation", name, &known, &format!("[{}.NAME]", self.table("operations")))
        })
    }

    /// Every operation: those of the user's own files, then those of bundled providers, as far as no earlier one has their
    /// name. Reads thousands; to look up one, [`operation`](Self::operation) is the way.
    #[cfg(any(test, feature = "audit"))]
    pub fn all_operations(&self) -> Vec<Operation> {
        let mut all = self.operations().to_vec();
        all.extend(self.operation_texts.iter().flat_map(|text| text.all()));
        let mut seen = NameMap::with_capacity(all.len());
        let is_first: Vec<bool> = all.iter().map(|operation| seen.insert(&operation.name.text, ()).is_none()).collect();
        let mut is_first = is_first.into_iter();
        all.retain(|_| is_first.next().unwrap_or(false));
        all
    }

    /// Calls `see` with each need: how many operations have it, and the names in it.
    #[cfg(any(test, feature = "audit"))]
    pub(crate) fn each_need(&self, see: &mut dyn FnMut(usize, &[&str])) {
        for operation in self.operations() {
            let names: Vec<&str> = operation.needs.scopes().into_iter().map(|name| &*name.text).collect();
            see(1, &names);
        }
        for text in &self.operation_texts {
            text.each_need(see);
        }
    }

    /// The numbers of all scopes.
    pub fn ids(&self) -> impl Iterator<Item = ScopeId> + use<> {
        (0..u32::try_from(self.scopes().len()).unwrap_or(u32::MAX)).map(ScopeId)
    }

    /// Whether some operation needs a scope, or another one that it covers.
    pub(crate) fn is_needed_somewhere(&self, id: ScopeId) -> bool {
        let covered = self.covered_names(id);
        let is_covered = |name: &str| covered.contains(&name);
        let needs_it = |operation: &Operation| operation.needs.scopes().iter().any(|name| is_covered(&name.text));
        self.operations().iter().any(needs_it) || self.operation_texts.iter().any(|text| text.mentions(&is_covered))
    }

    /// The name of one of its tables in the file: `scopes`, or `catalogs.github.scopes`.
    pub(crate) fn table(&self, table: &str) -> String {
        self.key().map_or_else(|| table.to_owned(), |key| format!("catalogs.{key}.{table}"))
    }

    /// Everything that the holder of a scope may do, by declared implication: the scope itself comes first.
    pub fn closure(&self, id: ScopeId) -> Vec<ScopeId> {
        let mut reached = vec![id];
        if self.details(id).is_none_or(|details| details.implies.is_empty()) {
            return reached;
        }
        let mut is_reached = vec![false; self.scopes().len()];
        is_reached[id.position()] = true;
        let mut next = 0;
        while next < reached.len() {
            let implied = self.details(reached[next]).map_or(&[][..], |details| &details.implies);
            for name in implied {
                let Some(id) = self.declared(&name.text) else { continue };
                if !std::mem::replace(&mut is_reached[id.position()], true) {
                    reached.push(id);
                }
            }
            next += 1;
        }
        reached
    }

    /// The scope that another entry means by a name: a pattern is named as it is written.
    pub fn declared(&self, name: &str) -> Option<ScopeId> {
        match (self.exact(name), self.lookup(name)) {
            (Some(Target::Scope(id)), _) | (_, Lookup::Known(id)) => Some(id),
            _ => None,
        }
    }

    /// The scopes that one implies directly.
    pub fn implied(&self, id: ScopeId) -> Vec<ScopeId> {
        let names = self.details(id).map_or(&[][..], |details| &details.implies);
        names.iter().filter_map(|name| self.declared(&name.text)).collect()
    }

    /// Whether holding `held` is enough where `needed` is asked for.
    pub fn covers(&self, held: ScopeId, needed: ScopeId) -> bool {
        held == needed
            || (self.details(held).is_some_and(|details| !details.implies.is_empty())
                && self.closure(held).contains(&needed))
    }

    /// Every name that a token with this scope answers to: aliases, implied names and their aliases.
    pub fn covered_names(&self, id: ScopeId) -> Vec<&str> {
        let mut names = Vec::new();
        for id in self.closure(id) {
            names.push(&*self.scope(id).name);
            for alias in self.scope(id).aliases() {
                names.push(&alias.text);
            }
        }
        names
    }

    /// Every other name that is as good as this one where it is needed: its aliases, and the scopes that imply it, with
    /// theirs. Of a name that the catalog lacks, none.
    ///
    /// ```
    /// let text = "[scopes]\nread = ''\nwrite = { implies = ['read'], aliases = ['w'] }";
    /// let catalog = scope_catalog::Catalog::from_text(text).expect("a sound catalog");
    /// assert_eq!(catalog.covering_names("read"), ["write", "w"]);
    /// ```
    pub fn covering_names(&self, name: &str) -> Vec<String> {
        let Some(id) = self.declared(name) else { return Vec::new() };
        let mut names: Vec<String> = vec![name.to_owned()];
        for covering in self.implying().all(id) {
            let scope = self.scope(covering);
            // A name that a pattern describes is not covered by the others that it describes.
            let is_other_name = covering == id && Pattern::is_pattern(&scope.name);
            for known in std::iter::once(&scope.name).chain(scope.aliases().iter().map(|alias| &alias.text)) {
                if !is_other_name && !names.iter().any(|name| **name == **known) {
                    names.push(known.to_string());
                }
            }
        }
        if let Some(prefix) = self.optional_prefix() {
            for at in 0..names.len() {
                let other =
                    names[at].strip_prefix(prefix).map_or_else(|| format!("{prefix}{}", names[at]), str::to_owned);
                if !names.contains(&other) {
                    names.push(other);
                }
            }
        }
        names.remove(0);
        names
    }

    pub(crate) fn implying(&self) -> &Implying {
        self.implying.get_or_init(|| Implying::of(self))
    }

    pub(crate) fn suggestions(&self) -> &Suggestions {
        self.suggestions.get_or_init(|| Suggestions::new(self))
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

    /// Whether some name of the catalog holds this ASCII character.
    pub(crate) fn uses(&self, char: char) -> bool {
        let bytes = self.token_bytes.get_or_init(|| {
            let mut bytes = [false; 128];
            let mut note = |name: &str| {
                for &byte in name.as_bytes() {
                    bytes[usize::from(byte & 0x7F)] = true;
                }
            };
            for scope in self.scopes() {
                note(&scope.name);
                for alias in scope.aliases() {
                    note(&alias.text);
                }
            }
            bytes
        });
        u8::try_from(char).is_ok_and(|byte| byte < 128 && bytes[usize::from(byte)])
    }
}

impl UnknownName {
    /// `declaration` is how a new one would be declared, with `NAME` for its name.
    pub(crate) fn among(owner: &str, what: &str, name: &str, known: &[&str], declaration: &str) -> Self {
        let message = format!("{owner} has no {what} `{name}`");
        let is_bare =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        let key = if is_bare { name.to_owned() } else { format!("\"{name}\"") };
        let declare = format!("declare it: {}", declaration.replace("NAME", &key));
        let help = match (closest(name, known.iter().copied()), known) {
            (Some(close), _) => format!("did you mean `{close}`?"),
            (None, []) => declare,
            (None, [one]) => format!("there is `{one}`; {declare}"),
            (None, several) => format!("there are {}; {declare}", list(several)),
        };
        Self { message, help }
    }
}

fn list(names: &[&str]) -> String {
    const MOST: usize = 8;
    match names.split_at_checked(MOST) {
        Some((shown, more)) if !more.is_empty() => {
            format!("{}, {} more", quoted(shown.iter().copied(), ", "), more.len())
        }
        _ => quoted(names.iter().copied(), ", "),
    }
}
