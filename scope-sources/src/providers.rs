//! The bundled providers: who has a scope, and who may have meant one.

use std::collections::{BTreeMap, BTreeSet};

use scope_catalog::{Catalog, Certainty, Lookup, Request, Scope, check};

use crate::bundled::Providers;
use crate::confidence::is_distinctive;
use crate::ownership::List;
use crate::slips::is_slip;

/// What all identity servers have.
pub(crate) const BASE: &str = "openid-connect";

/// Providers whose names others have taken over, with those others: a name that they share says the first. A resource of
/// Azure is named in the catalog of its own.
const TAKEN_OVER: &[(&str, &[&str])] =
    &[("github", &["authentik", "gitea"]), ("azure-resources", &["azure-devops", "microsoft-graph", "power-bi"])];

/// In a longer list, only this many names are looked up.
pub(crate) const MOST_NAMES: usize = 500;

impl Providers {
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
}
