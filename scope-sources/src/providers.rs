//! Looks up which bundled providers have a scope, and which may have been meant.

use std::collections::{BTreeMap, BTreeSet};

use scope_catalog::{Catalog, Certainty, Lookup, Request, Scope, check};

use crate::bundled::Bundled;
use crate::confidence::is_distinctive;
use crate::ownership::List;
use crate::slips::is_slip;

/// The catalog of the scopes that all identity servers have.
pub(crate) const BASE: &str = "openid-connect";

/// Providers whose names others have adopted, with those others. A name that they share belongs to the first. Azure's
/// resources have a catalog of their own.
const TAKEN_OVER: &[(&str, &[&str])] =
    &[("github", &["authentik", "gitea"]), ("azure-resources", &["azure-devops", "microsoft-graph", "power-bi"])];

/// The bundled catalogs. Each is parsed when it, or a name in it, is looked up.
#[derive(Debug)]
pub struct Providers {
    bundled: Bundled,
}

/// Only this many names of a longer list are looked up.
pub(crate) const MOST_NAMES: usize = 500;

impl Providers {
    /// Creates the set of all bundled catalogs whose scopes programs request.
    pub fn bundled() -> Self {
        Self { bundled: Bundled::new() }
    }

    /// Returns the bundled catalog of a provider.
    pub fn catalog(&self, provider: &str) -> Option<&Catalog> {
        self.bundled.catalog(provider)
    }

    /// Returns whether a provider has, or had, a scope of exactly this name.
    pub fn knows(&self, provider: &str, name: &str) -> bool {
        self.bundled.knows(provider, name)
    }

    /// Returns whether a provider has the name only as a retired name, which is not a URL.
    pub(crate) fn knows_of_old(&self, provider: &str, name: &str) -> bool {
        let is_retired = |catalog: &Catalog| matches!(catalog.lookup(name), Lookup::Retired(_));
        !name.contains("://") && self.catalog(provider).is_some_and(is_retired)
    }

    /// The providers that have, or had, a scope of exactly this name.
    pub(crate) fn knowing(&self, name: &str) -> impl Iterator<Item = &'static str> {
        self.bundled.knowing(name)
    }

    /// All providers with their catalogs.
    pub(crate) fn catalogs(&self) -> impl Iterator<Item = (&'static str, &Catalog)> {
        self.bundled.all()
    }

    /// Returns the scope that a name almost certainly stands for at a provider that does not have the name.
    pub fn meant(&self, provider: &str, name: &str) -> Option<String> {
        let uses = [name];
        let catalog = self.catalog(provider)?;
        let report = check(&Request { catalog, others: &[], texts: &uses, client: None, operations: &[] });
        let is_sure = |certainty| matches!(certainty, Certainty::Certain | Certainty::Likely);
        let finding = report.findings.into_iter().find(|finding| is_sure(finding.certainty))?;
        finding.suggestions.into_iter().next().filter(|meant| !meant.is_empty())
    }

    /// Returns the scope of a provider that a variant of an enumeration stands for: `UserReadChat` for
    /// `user:read:chat`.
    pub fn of_variant<'h>(&self, hints: impl IntoIterator<Item = &'h str>, variant: &str) -> Option<String> {
        let variant = variant.to_ascii_lowercase();
        let letters =
            |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let catalogs = hints.into_iter().filter_map(|hint| self.catalog(hint));
        // For a scope that is a URL, the variant has its last segment.
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
        let Some((first, rest)) = names.split_first() else { return self.bundled.names().collect() };
        let mut candidates: BTreeSet<&'static str> = self.bundled.knowing(first.as_ref()).collect();
        for name in rest {
            if candidates.is_empty() {
                break;
            }
            let knowing: BTreeSet<&'static str> = self.bundled.knowing(name.as_ref()).collect();
            candidates.retain(|candidate| knowing.contains(candidate));
        }
        candidates
    }

    /// Returns the provider among these that the others have adopted their names from.
    pub(crate) fn original(among: &BTreeSet<&'static str>) -> Option<&'static str> {
        let is_shared = |(original, others): &&(&'static str, &[&str])| {
            among.contains(original) && among.iter().all(|one| one == original || others.contains(one))
        };
        TAKEN_OVER.iter().find(is_shared).map(|(original, _)| *original)
    }

    /// Returns whether a name is a typo of one that a provider has.
    pub(crate) fn is_slip(&self, name: &str, provider: &str) -> bool {
        self.meant(provider, name).is_some_and(|meant| is_slip(name, &meant))
    }

    /// Returns whether one of the names is a provider's, or a typo of one.
    pub(crate) fn is_slip_of(&self, list: &List, provider: &str) -> bool {
        let names = list.names.iter().take(MOST_NAMES);
        names.into_iter().any(|name| self.knows(provider, name) || self.is_slip(name, provider))
    }

    /// Returns whether a provider has one of the names, or one that is almost certainly meant.
    pub(crate) fn is_near(&self, list: &List, provider: &str) -> bool {
        let is_meant = |name: &str| is_distinctive(name) && self.meant(provider, name).is_some();
        list.names.iter().take(MOST_NAMES).any(|name| self.knows(provider, name) || is_meant(name))
    }

    /// Returns the provider that knows most of the names, and at least half of them, if that cannot be a coincidence;
    /// and whether no other knows as many.
    pub(crate) fn nearest(&self, names: &[impl AsRef<str>]) -> Option<(&'static str, bool)> {
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        let names = names.iter().map(AsRef::as_ref).filter(|name| is_distinctive(name)).take(MOST_NAMES);
        let names: Vec<&str> = names.collect();
        for name in &names {
            for provider in self.bundled.knowing(name) {
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
}
