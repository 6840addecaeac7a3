//! Whose scopes they are.

use std::collections::BTreeSet;

use scope_catalog::load::load_provider;
use scope_catalog::{Catalog, Certainty, Lookup, Pattern, Request, check};

use crate::handwritten_scopes::{Confidence, FileUsage, Group, is_distinctive};

/// What all identity servers have.
const BASE: &str = "openid-connect";

/// The bundled catalogs, all of them.
#[derive(Debug)]
pub(crate) struct Providers {
    catalogs: Vec<(&'static str, Catalog)>,
}

/// Whose scopes a list is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Provider(&'static str),
    /// Several have them all, and nothing else tells.
    Tie(Vec<&'static str>),
    /// No bundled provider.
    Nobody,
}

/// A list whose owner is asked for.
#[derive(Clone, Debug)]
pub(crate) struct List {
    /// Its scopes.
    pub(crate) names: Vec<String>,
    /// The providers that are spoken of beside it.
    pub(crate) hints: BTreeSet<&'static str>,
    /// The number of its file.
    pub(crate) file: usize,
}

impl Providers {
    /// Reads all bundled catalogs.
    pub(crate) fn read() -> Self {
        let names = scope_providers::NAMES.iter();
        Self { catalogs: names.filter_map(|&name| Some((name, load_provider(name).ok()?.catalog))).collect() }
    }

    fn catalog(&self, provider: &str) -> Option<&Catalog> {
        self.catalogs.iter().find(|(name, _)| *name == provider).map(|(_, catalog)| catalog)
    }

    /// Whether a provider has, or had, a scope of exactly this name.
    pub(crate) fn knows(&self, provider: &str, name: &str) -> bool {
        self.catalog(provider).is_some_and(|catalog| knows(catalog, name))
    }

    /// What a provider may have meant by a name that it does not have, where that is all but sure.
    pub(crate) fn meant(&self, provider: &str, name: &str) -> Option<String> {
        let uses = [name];
        let catalog = self.catalog(provider)?;
        let report = check(&Request { catalog, others: &[], texts: &uses, client: None, operations: &[] });
        let is_sure = |certainty| matches!(certainty, Certainty::Certain | Certainty::Likely);
        let finding = report.findings.into_iter().find(|finding| is_sure(finding.certainty))?;
        finding.suggestions.into_iter().next()
    }

    /// The scope of a provider that a variant of an enumeration stands for: `UserReadChat` for `user:read:chat`.
    pub(crate) fn of_variant(&self, hints: &BTreeSet<&'static str>, variant: &str) -> Option<String> {
        let variant = variant.to_ascii_lowercase();
        let letters =
            |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let mut found = hints
            .iter()
            .filter_map(|hint| self.catalog(hint))
            .flat_map(Catalog::scopes)
            .filter(|scope| letters(&scope.name) == variant);
        let first = found.next()?;
        found.next().is_none().then(|| first.name.to_string())
    }

    /// Whether what speaks for a group being scopes is enough.
    pub(crate) fn accept(&self, group: &Group, file: &FileUsage) -> bool {
        let names = group.names();
        let candidates = || self.candidates(&names);
        let is_distinct = names.iter().any(|name| is_distinctive(name));
        match group.confidence {
            Confidence::Certain => true,
            Confidence::Named => file.is_about_oauth || (is_distinct && !candidates().is_empty()),
            Confidence::Listed => {
                file.is_about_oauth
                    && candidates().iter().any(|candidate| is_distinct || file.hints.contains(candidate))
            }
        }
    }

    /// The providers that know every one of these names.
    fn candidates(&self, names: &[impl AsRef<str>]) -> BTreeSet<&'static str> {
        let know_all =
            self.catalogs.iter().filter(|(_, catalog)| names.iter().all(|name| knows(catalog, name.as_ref())));
        know_all.map(|&(name, _)| name).collect()
    }

    /// Whose each list is. What names and addresses tell counts first, then the other lists of the file, then those of the
    /// package.
    pub(crate) fn owners(&self, lists: &[List]) -> Vec<Owner> {
        let candidates: Vec<_> = lists.iter().map(|list| self.candidates(&list.names)).collect();
        let sure: Vec<Option<&'static str>> =
            lists.iter().zip(&candidates).map(|(list, candidates)| self.sure(list, candidates)).collect();
        let in_package: BTreeSet<&str> = sure.iter().copied().flatten().collect();
        let decide = |(at, list): (usize, &List)| {
            if let Some(provider) = sure[at] {
                return Owner::Provider(provider);
            }
            let same_file = lists.iter().zip(&sure).filter(|(other, _)| other.file == list.file);
            let in_file: BTreeSet<&str> = same_file.filter_map(|(_, sure)| *sure).collect();
            let mut candidates = candidates[at].clone();
            let only = only_of(&candidates, &in_file).or_else(|| only_of(&candidates, &in_package));
            match only.or_else(|| candidates.take(BASE)) {
                Some(provider) => Owner::Provider(provider),
                None if candidates.is_empty() => Owner::Nobody,
                None => Owner::Tie(candidates.into_iter().collect()),
            }
        };
        lists.iter().enumerate().map(decide).collect()
    }

    /// The provider that the names tell, or the names with what is spoken of beside them.
    fn sure(&self, list: &List, candidates: &BTreeSet<&'static str>) -> Option<&'static str> {
        if candidates.len() == 1 {
            return candidates.first().copied();
        }
        if let Some(hinted) = only_of(candidates, &list.hints) {
            return Some(hinted);
        }
        let only_hint = list.hints.first().copied().filter(|_| list.hints.len() == 1);
        let is_vague = !list.names.iter().any(|name| is_distinctive(name));
        match only_hint {
            Some(hint) if candidates.is_empty() || (is_vague && !candidates.contains(BASE)) => Some(hint),
            _ if candidates.is_empty() => self.nearest(list),
            _ => None,
        }
    }

    /// The provider that alone knows most of the names, where that can be no accident.
    fn nearest(&self, list: &List) -> Option<&'static str> {
        let distinct: Vec<&String> = list.names.iter().filter(|name| is_distinctive(name)).collect();
        let count = |catalog: &Catalog| distinct.iter().filter(|name| knows(catalog, name)).count();
        let counts: Vec<(usize, &'static str)> =
            self.catalogs.iter().map(|(name, catalog)| (count(catalog), *name)).collect();
        let most = counts.iter().map(|&(count, _)| count).max().filter(|&most| most > 0)?;
        let mut best = counts.iter().filter(|&&(count, _)| count == most);
        let first = best.next()?;
        best.next().is_none().then_some(first.1)
    }
}

fn knows(catalog: &Catalog, name: &str) -> bool {
    match catalog.lookup(name) {
        // A pattern may take anything.
        Lookup::Known(id) => !Pattern::is_pattern(&catalog.scope(id).name),
        Lookup::Retired(_) => true,
        Lookup::Unknown => false,
    }
}

/// The one that two sets have in common, where it is one.
fn only_of(candidates: &BTreeSet<&'static str>, others: &BTreeSet<&str>) -> Option<&'static str> {
    let mut common = candidates.iter().copied().filter(|candidate| others.contains(candidate));
    let first = common.next()?;
    common.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str], hints: &[&'static str], file: usize) -> List {
        List {
            names: names.iter().map(|&name| name.to_owned()).collect(),
            hints: hints.iter().copied().collect(),
            file,
        }
    }

    #[test]
    fn whose_lists_are() {
        let providers = Providers::read();
        for (lists, expected) in [
            (vec![list(&["public_repo", "read:org"], &[], 0)], vec![Owner::Provider("github")]),
            (vec![list(&["openid", "email"], &[], 0)], vec![Owner::Provider("openid-connect")]),
            (
                vec![list(&["https://www.googleapis.com/auth/drive"], &[], 0), list(&["openid", "email"], &[], 1)],
                vec![Owner::Provider("google"), Owner::Provider("google")],
            ),
            (vec![list(&["openid"], &["google"], 0)], vec![Owner::Provider("google")]),
            (vec![list(&["post_user", "get_user"], &[], 0)], vec![Owner::Nobody]),
            (vec![list(&["public_repo", "reed:org"], &[], 0)], vec![Owner::Provider("github")]),
        ] {
            assert_eq!(providers.owners(&lists), expected, "{lists:?}");
        }
        let tie = providers.owners(&[list(&["read"], &[], 0)]);
        assert!(matches!(&*tie, [Owner::Tie(several)] if several.len() > 1), "{tie:?}");
        let vague = providers.owners(&[list(&["read"], &["microsoft-graph"], 0)]);
        assert_eq!(vague, [Owner::Provider("microsoft-graph")]);
    }

    #[test]
    fn variants() {
        let providers = Providers::read();
        let hints = BTreeSet::from(["twitch"]);
        assert_eq!(providers.of_variant(&hints, "UserReadChat").as_deref(), Some("user:read:chat"));
        assert_eq!(providers.of_variant(&hints, "Nothing"), None);
    }
}
