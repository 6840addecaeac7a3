//! The bundled providers: who has a scope, and who may have meant one. The catalog of each is read only when it is needed,
//! since most scopes belong to a few providers.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use memchr::memmem::{Finder, find};
use scope_catalog::load::load_provider;
use scope_catalog::{Catalog, Certainty, Lookup, Pattern, Request, Scope, check};

use crate::confidence::is_distinctive;
use crate::ownership::List;
use crate::slips::{is_misspelling, is_slip};

/// What all identity servers have.
pub(crate) const BASE: &str = "openid-connect";

/// Providers whose names others have taken over, with those others: a name that they share says the first. A resource of
/// Azure is named in the catalog of its own.
const TAKEN_OVER: &[(&str, &[&str])] =
    &[("github", &["authentik", "gitea"]), ("azure-resources", &["azure-devops", "microsoft-graph", "power-bi"])];

/// In a longer list, only this many names are looked up.
pub(crate) const MOST_NAMES: usize = 500;

/// A shorter name has too many neighbors.
const SHORTEST: usize = 6;

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

    /// Whether a provider has it only as a retired name, which is not an address.
    pub(crate) fn knows_of_old(&self, provider: &str, name: &str) -> bool {
        let is_retired = |catalog: &Catalog| matches!(catalog.lookup(name), Lookup::Retired(_));
        !name.contains("://") && self.catalog(provider).is_some_and(is_retired)
    }

    /// What a provider may have meant by a name that it does not have, where that is all but sure.
    pub fn meant(&self, provider: &str, name: &str) -> Option<String> {
        let uses = [name];
        let catalog = self.catalog(provider)?;
        let report = check(&Request { catalog, others: &[], texts: &uses, client: None, operations: &[] });
        let is_sure = |certainty| matches!(certainty, Certainty::Certain | Certainty::Likely);
        let finding = report.findings.into_iter().find(|finding| is_sure(finding.certainty))?;
        finding.suggestions.into_iter().next().filter(|meant| !meant.is_empty())
    }

    /// The scope of a provider that a variant of an enumeration stands for: `UserReadChat` for `user:read:chat`.
    pub fn of_variant<'h>(&self, hints: impl IntoIterator<Item = &'h str>, variant: &str) -> Option<String> {
        let variant = variant.to_ascii_lowercase();
        let letters =
            |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let catalogs = hints.into_iter().filter_map(|hint| self.catalog(hint));
        // Of a scope that is an address, the variant has the last part.
        let is_it =
            |name: &str| [Some(name), name.rsplit('/').next()].iter().flatten().any(|name| letters(name) == variant);
        let aliases =
            |scope: &Scope| scope.details.iter().flat_map(|details| &details.aliases).any(|one| is_it(&one.text));
        let mut found = catalogs.flat_map(Catalog::scopes).filter(|scope| is_it(&scope.name) || aliases(scope));
        let first = found.next()?;
        found.next().is_none().then(|| first.name.to_string())
    }

    /// The providers that know every one of these names.
    pub(crate) fn candidates(&self, names: &[impl AsRef<str>]) -> BTreeSet<&'static str> {
        let Some((first, rest)) = names.split_first() else { return self.names().collect() };
        let mut candidates: BTreeSet<&'static str> = self.knowing(first.as_ref()).collect();
        for name in rest {
            candidates.retain(|candidate| self.knows(candidate, name.as_ref()));
        }
        candidates
    }

    /// The one among providers that the others have their names from.
    pub(crate) fn original(among: &BTreeSet<&'static str>) -> Option<&'static str> {
        let is_shared = |(original, others): &&(&'static str, &[&str])| {
            among.contains(original) && among.iter().all(|one| one == original || others.contains(one))
        };
        TAKEN_OVER.iter().find(is_shared).map(|(original, _)| *original)
    }

    /// Whether a name is a slip of one that a provider has.
    pub(crate) fn is_slip(&self, name: &str, provider: &str) -> bool {
        self.meant(provider, name).is_some_and(|meant| is_slip(name, &meant))
    }

    /// Whether one of the names is a provider's, or a slip of one.
    pub(crate) fn is_slip_of(&self, list: &List, provider: &str) -> bool {
        let names = list.names.iter().take(MOST_NAMES);
        names.into_iter().any(|name| self.knows(provider, name) || self.is_slip(name, provider))
    }

    /// Whether a provider has one of the names, or one that is all but sure to be meant by it.
    pub(crate) fn is_near(&self, list: &List, provider: &str) -> bool {
        let is_meant = |name: &str| is_distinctive(name) && self.meant(provider, name).is_some();
        list.names.iter().take(MOST_NAMES).any(|name| self.knows(provider, name) || is_meant(name))
    }

    /// The provider that knows most of the names, and at least half of them, where that can be no accident; and whether none
    /// else knows as many.
    pub(crate) fn nearest(&self, names: &[impl AsRef<str>]) -> Option<(&'static str, bool)> {
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        let names = names.iter().map(AsRef::as_ref).filter(|name| is_distinctive(name)).take(MOST_NAMES);
        let names: Vec<&str> = names.collect();
        for name in &names {
            for provider in self.knowing(name) {
                *counts.entry(provider).or_default() += 1;
            }
        }
        let most = counts.values().copied().max().filter(|most| most * 2 >= names.len())?;
        let best: BTreeSet<&'static str> =
            counts.iter().filter(|&(_, &count)| count == most).map(|(&provider, _)| provider).collect();
        match best.first() {
            Some(only) if best.len() == 1 => Some((only, true)),
            _ => Self::original(&best).map(|original| (original, false)),
        }
    }

    /// The only provider, or the original one of several, that has all of these names, apart from slips. At least one is a
    /// slip.
    pub fn by_slips(&self, names: &[String]) -> Option<&'static str> {
        let mut of_all: Option<BTreeSet<&'static str>> = None;
        for name in names {
            let mut of_name: BTreeSet<&'static str> = self.knowing(name).collect();
            of_name.extend(self.slips(name).into_iter().map(|(provider, _)| provider));
            of_all = Some(match of_all {
                Some(known) => &known & &of_name,
                None => of_name,
            });
        }
        let of_all = of_all?;
        let first = of_all.first().copied().filter(|_| of_all.len() == 1);
        let only = first.or_else(|| Self::original(&of_all))?;
        names.iter().any(|name| !self.knows(only, name)).then_some(only)
    }

    /// The providers that have a scope one letter away from a name, each with that scope. A name that some provider has, and
    /// a single word, is none.
    pub fn slips(&self, name: &str) -> Vec<(&'static str, &str)> {
        if name.len() < SHORTEST || !is_distinctive(name) || self.knowing(name).next().is_some() {
            return Vec::new();
        }
        self.catalogs().filter_map(|(provider, catalog)| Some((provider, scope_of(catalog, name)?))).collect()
    }
}

fn scope_of<'c>(catalog: &'c scope_catalog::Catalog, name: &str) -> Option<&'c str> {
    catalog.scopes().iter().map(|scope| &*scope.name).find(|scope| is_misspelling(name, scope))
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

    #[test]
    fn the_only_provider() {
        let providers = Providers::bundled();
        let by_slips = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            providers.by_slips(&names)
        };
        assert_eq!(by_slips(&["user-libary-read", "user-top-read"]), Some("spotify"));
        assert_eq!(by_slips(&["red:user"]), Some("github"), "others have its names, too");
        assert_eq!(by_slips(&["user-library-read"]), None, "no slip");
        assert_eq!(by_slips(&["user-libary-read", "kitchen.stir"]), None);
        assert_eq!(by_slips(&["kitchen.stir"]), None);
        assert_eq!(by_slips(&["emial"]), None, "a word");
        assert_eq!(by_slips(&[]), None);
        assert!(providers.slips("red:user").contains(&("github", "read:user")));
    }
}
