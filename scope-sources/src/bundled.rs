//! The bundled catalogs. Each is read only when it is needed, since most scopes belong to a few providers.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use memchr::memmem::{Finder, find};
use scope_catalog::load::load_provider;
use scope_catalog::{Catalog, Lookup, Pattern};

/// The bundled catalogs. Each of them is read when it, or a name in it, is looked up.
#[derive(Debug)]
pub struct Providers {
    catalogs: Vec<Bundle>,
    /// For each name, the numbers of the providers that have it.
    known: RwLock<BTreeMap<String, Arc<[usize]>>>,
    /// The number of names that were searched in the texts.
    searches: AtomicUsize,
}

/// After this many searches, all catalogs are read, and names are only looked up in them.
const MOST_SEARCHES: usize = 200;

#[derive(Debug)]
struct Bundle {
    name: &'static str,
    text: Cow<'static, str>,
    /// Whether names are case-insensitive and may have the URI of a resource before them.
    has_resources: bool,
    /// The optional or required prefix of the names.
    prefix: Option<&'static str>,
    catalog: OnceLock<Option<Catalog>>,
}

impl Bundle {
    fn of(name: &'static str) -> Option<Self> {
        let text = scope_providers::text(name)?;
        let after =
            |text: &'static str, key: &str| find(text.as_bytes(), key.as_bytes()).map(|at| &text[at + key.len()..]);
        // The keys of the catalog itself come before its tables.
        let (own, tables) = text.split_at(find(text.as_bytes(), b"\n[").unwrap_or(text.len()));
        let has_resources = after(own, "\ncase =").is_some() || after(tables, "\n[resources").is_some();
        let prefix =
            ["\nprefix = \"", "\noptional_prefix = \""].iter().find_map(|key| after(own, key)?.split('"').next());
        let text = if has_resources { text.to_ascii_lowercase().into() } else { text.into() };
        Some(Self { name, text, has_resources, prefix, catalog: OnceLock::new() })
    }

    fn catalog(&self) -> Option<&Catalog> {
        self.catalog.get_or_init(|| load_provider(self.name).ok().map(|loaded| loaded.catalog)).as_ref()
    }

    /// Whether the catalog has, or had, a name. It is only read if its text contains the name.
    fn knows(&self, name: &str) -> bool {
        let may_know = self.catalog.get().is_some() || self.may_know(name);
        may_know && self.catalog().is_some_and(|catalog| knows(catalog, name))
    }

    fn may_know(&self, name: &str) -> bool {
        if self.has_resources {
            let name = name.to_ascii_lowercase();
            // A name that all resources have is written only once.
            return name.ends_with(".default") || self.has(name.rsplit('/').next().unwrap_or(&name));
        }
        self.has(name) || self.prefix.and_then(|prefix| name.strip_prefix(prefix)).is_some_and(|name| self.has(name))
    }

    /// Whether the text contains a word in quotes or at the beginning of a line.
    fn has(&self, word: &str) -> bool {
        let text = self.text.as_bytes();
        let byte = |at: Option<usize>| at.and_then(|at| text.get(at)).copied().unwrap_or(b'\n');
        Finder::new(word).find_iter(text).any(|at| {
            let around = (byte(at.checked_sub(1)), byte(Some(at + word.len())));
            matches!(around, (b'"', b'"') | (b'\'', b'\'') | (b'\n', b' ' | b'=' | b'.'))
        })
    }
}

impl Providers {
    /// All bundled catalogs whose scopes programs request.
    pub fn bundled() -> Self {
        let names = scope_providers::NAMES.iter().filter(|name| !scope_providers::IN_FILES_ALONE.contains(name));
        let catalogs = names.filter_map(|name| Bundle::of(name)).collect();
        Self { catalogs, known: RwLock::default(), searches: AtomicUsize::new(0) }
    }

    /// The bundled catalog of a provider.
    pub fn catalog(&self, provider: &str) -> Option<&Catalog> {
        self.catalogs.iter().find(|bundle| bundle.name == provider)?.catalog()
    }

    /// All providers with their catalogs.
    pub(crate) fn catalogs(&self) -> impl Iterator<Item = (&'static str, &Catalog)> {
        self.catalogs.iter().filter_map(|bundle| Some((bundle.name, bundle.catalog()?)))
    }

    /// Whether a provider has, or had, a scope of exactly this name.
    pub fn knows(&self, provider: &str, name: &str) -> bool {
        self.catalogs.iter().find(|bundle| bundle.name == provider).is_some_and(|bundle| bundle.knows(name))
    }

    /// The names of all providers.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.catalogs.iter().map(|bundle| bundle.name)
    }

    /// The providers that have, or had, a scope of exactly this name, in order.
    pub(crate) fn knowing(&self, name: &str) -> impl Iterator<Item = &'static str> {
        let numbers = self.numbers(name);
        (0..numbers.len()).map(move |at| self.catalogs[numbers[at]].name)
    }

    fn numbers(&self, name: &str) -> Arc<[usize]> {
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(name) {
            return Arc::clone(known);
        }
        if self.searches.fetch_add(1, Ordering::Relaxed) + 1 == MOST_SEARCHES {
            for bundle in &self.catalogs {
                bundle.catalog();
            }
        }
        let has = |(_, bundle): &(usize, &Bundle)| bundle.knows(name);
        let numbers: Arc<[usize]> = self.catalogs.iter().enumerate().filter(has).map(|(number, _)| number).collect();
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(name.to_owned(), Arc::clone(&numbers));
        numbers
    }
}

/// Whether a catalog has, or had, a name, or has the resource that is written before it.
fn knows(catalog: &Catalog, name: &str) -> bool {
    match catalog.lookup(name) {
        // A pattern may match anything.
        Lookup::Known(id) => !Pattern::is_pattern(&catalog.scope(id).name),
        Lookup::Retired(_) => true,
        Lookup::Unknown => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_catalog_has_every_name_that_it_knows() {
        let bundled = Providers::bundled();
        let mut count = 0;
        for bundle in &bundled.catalogs {
            let catalog = bundle.catalog().expect("a catalog");
            let scopes = catalog.scopes().iter().map(|scope| scope.name.to_string());
            let retired = catalog.retired_names().iter().map(|retired| retired.name.to_string());
            // For a large catalog, some of the names.
            let step = 1 + catalog.scopes().len() / 100;
            for name in scopes.chain(retired).step_by(step) {
                for written in [name.clone(), bundle.prefix.map_or(name.clone(), |prefix| format!("{prefix}{name}"))] {
                    count += 1;
                    assert!(!knows(catalog, &written) || bundle.may_know(&written), "{}: {written}", bundle.name);
                }
            }
        }
        assert!(count > 2_000, "{count}");
    }

    #[test]
    fn a_catalog_is_read_where_its_text_has_the_name() {
        let bundled = Providers::bundled();
        assert_eq!(bundled.knowing("public_repo").collect::<Vec<_>>(), ["github"]);
        let read = bundled.catalogs.iter().filter(|bundle| bundle.catalog.get().is_some()).count();
        assert!(read < 10, "{read}");
        assert_eq!(bundled.knowing("HTTPS://graph.microsoft.com/mail.read").collect::<Vec<_>>(), ["microsoft-graph"]);
        let drive: Vec<_> = bundled.knowing("https://www.googleapis.com/auth/drive").collect();
        assert_eq!(drive, ["google"]);
    }

    #[test]
    fn many_names_are_looked_for_in_the_catalogs() {
        let bundled = Providers::bundled();
        for number in 0..2 * MOST_SEARCHES {
            assert_eq!(bundled.knowing(&format!("nobody-has-{number}")).count(), 0);
        }
        assert!(bundled.catalogs.iter().all(|bundle| bundle.catalog.get().is_some()));
        assert!(bundled.knowing("public_repo").any(|name| name == "github"));
    }
}
