//! Whose scopes they are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use scope_catalog::{Catalog, Certainty, Request, Scope, check};

use crate::bundled::Bundled;
use crate::confidence::{
    Confidence, are_of_something_else, is_capitalized, is_claim, is_common, is_distinctive, is_of_oauth, is_scope_sign,
};
use crate::group::{Form, Group, Kind, Purpose, Text};
use crate::names_of_providers::provider_of_word;
use crate::provider_hints::{self, Hint, HintKind, Server};
use crate::slips::is_slip;
use crate::usage::FileUsage;

/// What all identity servers have.
const BASE: &str = "openid-connect";

/// Providers whose names others have taken over, with those others: a name that they share says the first. A resource of
/// Azure is named in the catalog of its own.
const TAKEN_OVER: &[(&str, &[&str])] =
    &[("github", &["authentik", "gitea"]), ("azure-resources", &["azure-devops", "microsoft-graph", "power-bi"])];

/// The bundled catalogs. Each of them is read when it, or a name in it, is looked up.
#[derive(Debug)]
pub struct Providers {
    bundled: Bundled,
}

/// In a longer list, only this many names are looked up.
pub(crate) const MOST_NAMES: usize = 500;

/// Whose scopes a list is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A bundled provider.
    Provider(&'static str),
    /// Several have them all, and nothing else tells.
    Tie(Vec<&'static str>),
    /// No bundled provider.
    Nobody,
}

/// Whose scopes a list is of, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ownership {
    /// The provider.
    pub owner: Owner,
    /// What speaks for it.
    pub reason: Reason,
    /// Whether there is hardly a doubt: a mistake in the list is one at this provider.
    pub is_certain: bool,
}

/// What speaks for an owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Only this provider has these scopes.
    Names(Vec<String>),
    /// Something beside them, by the number of its file and its place there.
    Hint {
        /// The kind of it.
        kind: HintKind,
        /// What is written there.
        text: String,
        /// The number of the file.
        file: usize,
        /// The bytes in the file.
        span: Range<usize>,
    },
    /// What they are called: a function, a constant, a pattern around them.
    Called(String),
    /// Other lists of the package.
    OtherLists,
    /// The provider is the usual one of those that have them.
    Usual,
    /// Nothing does.
    Nothing,
}

impl Reason {
    /// Whether it can be enough for an error.
    fn is_strong(&self) -> bool {
        !matches!(self, Self::Hint { kind, .. } if !kind.is_strong())
    }

    /// Whether it is only a word somewhere in the file.
    fn is_word(&self) -> bool {
        matches!(self, Self::Hint { kind: HintKind::Name | HintKind::File, .. })
    }
}

/// What speaks for providers in the files of a package.
#[derive(Clone, Debug, Default)]
pub struct Hints(Vec<(usize, Hint)>);

impl Hints {
    /// Those of some files, in order.
    pub fn of<'u>(usages: impl IntoIterator<Item = &'u FileUsage>) -> Self {
        let all = usages.into_iter().enumerate();
        Self(all.flat_map(|(file, usage)| usage.hints.iter().map(move |hint| (file, hint.clone()))).collect())
    }

    /// Adds one of a file that is no source.
    pub fn add(&mut self, file: usize, hint: Hint) {
        self.0.push((file, hint));
    }

    /// The most certain hint for each provider, in each file and in all files.
    fn surest(&self) -> Surest<'_> {
        let mut surest = Surest::default();
        for (file, hint) in &self.0 {
            let key = |(file, hint): &(usize, &Hint)| (hint.kind, *file, hint.span.start);
            for of in [surest.by_file.entry(*file).or_default(), &mut surest.of_all] {
                let best = of.entry(hint.provider).or_insert((*file, hint));
                if key(&(*file, hint)) < key(best) {
                    *best = (*file, hint);
                }
            }
        }
        surest
    }
}

/// The most certain hint for each provider, with the number of its file.
type ByProvider<'h> = BTreeMap<&'static str, (usize, &'h Hint)>;

/// The most certain hints in each file and in all files.
#[derive(Debug, Default)]
struct Surest<'h> {
    by_file: BTreeMap<usize, ByProvider<'h>>,
    of_all: ByProvider<'h>,
}

impl<'h> Surest<'h> {
    fn of(&self, file: Option<usize>) -> Option<&ByProvider<'h>> {
        file.map_or(Some(&self.of_all), |file| self.by_file.get(&file))
    }

    /// The providers with strong hints, or all of them if there is no strong one.
    fn providers(&self, file: Option<usize>) -> BTreeSet<&'static str> {
        let all = || self.of(file).into_iter().flatten();
        let strong = all().filter(|(_, (_, hint))| hint.kind.is_strong());
        let strong: BTreeSet<&'static str> = strong.map(|(provider, _)| *provider).collect();
        if strong.is_empty() { all().map(|(provider, _)| *provider).collect() } else { strong }
    }

    fn best(&self, file: Option<usize>, provider: &str) -> Option<Reason> {
        let (file, hint) = self.of(file)?.get(provider)?;
        let Hint { kind, text, span, .. } = (*hint).clone();
        Some(Reason::Hint { kind, text, file: *file, span })
    }
}

/// A list whose owner is asked for.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Its scopes.
    pub names: Vec<String>,
    /// Words around it: of functions, of constants, of patterns.
    pub context: Vec<String>,
    /// The number of its file.
    pub file: usize,
    /// Whether a server requires them. They are its own scopes, unless a provider has them.
    pub is_requirement: bool,
    /// Whether they are only named: a server looks for its own scopes as well.
    pub is_mention: bool,
    /// [`Group::is_surely_scopes`]
    pub is_surely_scopes: bool,
    /// Whose server has the address that they are written in.
    pub address: Option<Server>,
}

impl List {
    /// The list of a group of a file.
    pub fn of(group: &Group, file: usize) -> Self {
        let of_address = |text: &Text| match &text.kind {
            Kind::Url { before, .. } => provider_hints::server_of(before),
            _ => None,
        };
        Self {
            names: group.names().into_iter().map(str::to_owned).collect(),
            context: group.context.clone(),
            file,
            is_requirement: group.purpose == Purpose::Requirement,
            is_surely_scopes: group.is_surely_scopes(),
            address: group.texts.iter().find_map(of_address).or(group.server),
            is_mention: group.purpose == Purpose::Mention,
        }
    }

    /// Whether these are scopes of a provider that is spoken of in the file, although it does not have all of them.
    fn is_mistaken(&self, knows: impl Fn(&str) -> bool) -> bool {
        self.is_surely_scopes || self.names.iter().any(|name| name.contains([':', '.', '/']) || knows(name))
    }
}

impl Providers {
    /// All bundled catalogs whose scopes programs request.
    pub fn bundled() -> Self {
        Self { bundled: Bundled::new() }
    }

    /// The bundled catalog of a provider.
    pub fn catalog(&self, provider: &str) -> Option<&Catalog> {
        self.bundled.catalog(provider)
    }

    /// Whether a provider has, or had, a scope of exactly this name.
    pub fn knows(&self, provider: &str, name: &str) -> bool {
        self.bundled.knows(provider, name)
    }

    /// What a provider may have meant by a name that it does not have, where that is all but sure.
    pub fn meant(&self, provider: &str, name: &str) -> Option<String> {
        let uses = [name];
        let catalog = self.catalog(provider)?;
        let report = check(&Request { catalog, others: &[], texts: &uses, client: None, operations: &[] });
        let is_sure = |certainty| matches!(certainty, Certainty::Certain | Certainty::Likely);
        let finding = report.findings.into_iter().find(|finding| is_sure(finding.certainty))?;
        finding.suggestions.into_iter().next()
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

    /// Whether there is enough evidence that a group is scopes, in a file that mentions these providers.
    pub(crate) fn accept(&self, group: &Group, file: &FileUsage, spoken_of: &BTreeSet<&'static str>) -> bool {
        let names = group.names();
        let candidates = || self.candidates(&names);
        let is_distinct = names.iter().any(|name| is_distinctive(name));
        let is_hinted = || candidates().iter().any(|candidate| spoken_of.contains(candidate));
        if group.confidence != Confidence::Certain && are_of_something_else(names.iter().copied()) && !is_hinted() {
            return false;
        }
        match (group.purpose, group.confidence) {
            (Purpose::Mention, _) => self.accept_mention(group, file, spoken_of),
            // `ensure_install_scope("update")` requires nothing of a client.
            (Purpose::Requirement, _) => file.is_about_oauth || is_distinct || group.form == Form::Fixed,
            (_, Confidence::Certain) => true,
            // `.add_scope(Scope::new(…))` is of the crate `oauth2` alone.
            (_, Confidence::Named | Confidence::Given) if matches!(group.form, Form::Chain(_)) => true,
            // `("Scope", "Description")` is the head of a table.
            (_, Confidence::Given) if names.len() == 1 && !is_distinct && is_capitalized(names[0]) => {
                !candidates().is_empty()
            }
            // If only one provider has all three names, that is not a coincidence.
            // One common word that no provider has is as often the scope of something else.
            (_, Confidence::Named)
                if names.len() == 1
                    && !is_distinct
                    && !spoken_of.iter().any(|provider| self.meant(provider, names[0]).is_some())
                    && !group.context.iter().any(|name| is_of_oauth(name)) =>
            {
                file.is_about_oauth && !candidates().is_empty()
            }
            (_, Confidence::Named | Confidence::Given) => {
                file.is_about_oauth
                    || (is_distinct && !candidates().is_empty())
                    || (names.len() >= 3 && candidates().len() == 1)
            }
            (_, Confidence::Listed) => {
                file.is_about_oauth
                    && !names.iter().any(|name| is_claim(name))
                    && candidates().iter().any(|candidate| is_distinct || spoken_of.contains(candidate))
            }
        }
    }

    /// The same of names in a table or a comparison, which may be anything.
    fn accept_mention(&self, group: &Group, file: &FileUsage, spoken_of: &BTreeSet<&'static str>) -> bool {
        let (names, confidence) = (group.names(), group.confidence);
        let all = |is_it: &dyn Fn(&str) -> bool| names.iter().all(|name| is_it(name));
        let is_signed = names.iter().any(|name| name.contains(is_scope_sign) || name.matches(['-', '_']).count() > 1);
        if !file.is_about_oauth && (!is_signed || confidence == Confidence::Listed) {
            return false;
        }
        let candidates = self.candidates(&names);
        if !candidates.is_empty() {
            let is_hinted = candidates.iter().any(|candidate| spoken_of.contains(candidate));
            return is_signed || group.constant.is_some() || is_hinted || all(&|name| self.knows(BASE, name));
        }
        // What no provider has is a server's own scope, or a slip.
        let means = |name: &str| spoken_of.iter().any(|provider| self.is_slip(name, provider));
        group.form == Form::Fixed
            && match confidence {
                Confidence::Given => all(&|name| name.contains(is_scope_sign)) || all(&means),
                Confidence::Listed => all(&|name| name.contains(':')) || (names.len() == 1 && all(&means)),
                _ => false,
            }
    }

    /// The providers that know every one of these names.
    fn candidates(&self, names: &[impl AsRef<str>]) -> BTreeSet<&'static str> {
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

    /// Whose each list is. What names and addresses tell counts first, then the other lists of the file, then those of the
    /// package.
    pub fn owners(&self, lists: &[List], hints: &Hints) -> Vec<Ownership> {
        let hints = &hints.surest();
        let candidates: Vec<_> = lists.iter().map(|list| self.candidates(&list.names)).collect();
        let sure: Vec<Option<Ownership>> =
            lists.iter().zip(&candidates).map(|(list, candidates)| self.sure(list, candidates, hints)).collect();
        let provider = |ownership: &Ownership| match ownership.owner {
            Owner::Provider(provider) => Some(provider),
            _ => None,
        };
        let in_package: BTreeSet<&str> = sure.iter().flatten().filter_map(provider).collect();
        let mut in_files: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for (list, sure) in lists.iter().zip(&sure) {
            in_files.entry(list.file).or_default().extend(sure.as_ref().and_then(provider));
        }
        let all_hints = hints.providers(None);
        let is_nobodys = |sure: &Ownership| sure.owner == Owner::Nobody;
        let is_own = |at: usize| {
            // One with an address beside it is of that server alone.
            lists[at].address.is_none()
                && candidates[at].is_empty()
                && sure[at].as_ref().is_none_or(is_nobodys)
                && !lists[at].is_requirement
        };
        let of_own_servers: BTreeSet<usize> =
            (0..lists.len()).filter(|&at| is_own(at)).map(|at| lists[at].file).collect();
        let decide = |(at, list): (usize, &List)| {
            if let Some(sure) = &sure[at] {
                return sure.clone();
            }
            if list.is_requirement && candidates[at].is_empty() {
                return Ownership { owner: Owner::Nobody, reason: Reason::Nothing, is_certain: false };
            }
            let in_file = &in_files[&list.file];
            let mut candidates = candidates[at].clone();
            let of = |owner, reason, is_certain| Ownership { owner, reason, is_certain };
            let by_lists = only_of(&candidates, in_file).or_else(|| only_of(&candidates, &in_package));
            if let Some(provider) = by_lists {
                return of(Owner::Provider(provider), Reason::OtherLists, true);
            }
            if let Some(provider) = only_of(&candidates, &all_hints) {
                let reason = hints.best(None, provider).unwrap_or(Reason::Nothing);
                let is_certain = reason.is_strong();
                return of(Owner::Provider(provider), reason, is_certain);
            }
            for (original, others) in TAKEN_OVER {
                let is_shared = candidates.contains(original)
                    && candidates.iter().all(|one| one == original || others.contains(one));
                if is_shared {
                    return of(Owner::Provider(original), Reason::Usual, false);
                }
            }
            // Beside scopes of nobody, what all servers have is asked of the same server.
            if let Some(provider) = candidates.take(BASE) {
                let is_own = of_own_servers.contains(&list.file);
                let owner = if is_own { Owner::Nobody } else { Owner::Provider(provider) };
                return of(owner, if is_own { Reason::Nothing } else { Reason::Usual }, false);
            }
            // No provider has all of them: where the package is about one alone, it is that one's.
            let only = all_hints.first().copied().filter(|_| candidates.is_empty() && all_hints.len() == 1);
            if let Some(provider) = only {
                let reason = hints.best(None, provider).unwrap_or(Reason::Nothing);
                let is_likely = match list.is_mention {
                    true => self.is_slip_of(list, provider),
                    false => !reason.is_word() || self.is_near(list, provider),
                };
                if is_likely {
                    return of(Owner::Provider(provider), reason, false);
                }
            }
            if candidates.len() > 1 {
                of(Owner::Tie(candidates.into_iter().collect()), Reason::Nothing, false)
            } else {
                of(Owner::Nobody, Reason::Nothing, false)
            }
        };
        lists.iter().enumerate().map(decide).collect()
    }

    /// The provider that the names tell, or the names with what is spoken of beside them.
    fn sure(&self, list: &List, candidates: &BTreeSet<&'static str>, hints: &Surest<'_>) -> Option<Ownership> {
        if list.is_requirement && candidates.is_empty() {
            return None;
        }
        let of =
            |provider, reason, is_certain| Some(Ownership { owner: Owner::Provider(provider), reason, is_certain });
        let in_file = hints.providers(Some(list.file));
        let called = list.context.iter().rev().find_map(|word| Some((provider_of_word(word)?, word)));
        let is_distinct = list.names.iter().any(|name| is_distinctive(name));
        // What nobody has, and what all identity servers have, is asked of the server whose address it is.
        let is_of_any = candidates.is_empty() || candidates.contains(BASE);
        match list.address {
            Some(Server::Provider(provider)) if is_of_any || candidates.contains(provider) => {
                if let Some(reason) = hints.best(Some(list.file), provider) {
                    return of(provider, reason, true);
                }
            }
            // Any server may have a plain word.
            Some(Server::Other)
                if candidates.is_empty()
                    || (!is_distinct && !is_of_any && candidates.iter().all(|one| !in_file.contains(one))) =>
            {
                return Some(Ownership { owner: Owner::Nobody, reason: Reason::Nothing, is_certain: false });
            }
            _ => {}
        }
        // A list that is named after a provider, next to its URL, belongs to it, even if it has no such names.
        let other = called.filter(|(provider, _)| {
            let is_alone = !candidates.is_empty() && candidates.iter().all(|candidate| !in_file.contains(candidate));
            is_alone && in_file.contains(provider) && !candidates.contains(provider)
        });
        if let Some((provider, word)) = other {
            return of(provider, Reason::Called(word.clone()), false);
        }
        if candidates.len() == 1 {
            let only = candidates.first().copied()?;
            let is_called = called.is_some_and(|(provider, _)| provider == only);
            if list.names.iter().all(|name| is_common(name)) && !is_called && hints.best(None, only).is_none() {
                return None;
            }
            let is_in_code = || hints.best(Some(list.file), only).is_some_and(|reason| reason.is_strong());
            let is_spoken_of = is_in_code() || is_called;
            // A name that all identity servers have does not identify one.
            let is_own = |name: &String| is_distinctive(name) && !self.knows(BASE, name);
            let is_certain = list.names.iter().any(is_own) || is_spoken_of;
            return of(only, Reason::Names(list.names.clone()), is_certain);
        }
        if let Some((provider, word)) = called.filter(|(provider, _)| candidates.contains(provider)) {
            return of(provider, Reason::Called(word.clone()), true);
        }
        let hint = |provider| hints.best(Some(list.file), provider).unwrap_or(Reason::Nothing);
        if let Some(provider) = only_of(candidates, &in_file) {
            let reason = hint(provider);
            let is_certain = reason.is_strong();
            return of(provider, reason, is_certain);
        }
        if let Some((provider, word)) = called.filter(|_| candidates.is_empty()) {
            let is_spoken_of = in_file.len() == 1 && in_file.contains(provider) && !hint(provider).is_word();
            let has_most = || self.nearest(list).is_some_and(|nearest| nearest == (provider, true));
            return of(provider, Reason::Called(word.clone()), is_spoken_of || has_most());
        }
        let only_hint = in_file.first().copied().filter(|only| in_file.len() == 1 && !hint(only).is_word());
        match only_hint {
            Some(provider) if candidates.is_empty() && list.is_mention && !self.is_slip_of(list, provider) => None,
            Some(provider) if candidates.is_empty() => {
                let mostly = self.nearest(list).is_none_or(|(nearest, _)| nearest == provider);
                let reason = hint(provider);
                let is_certain = mostly && reason.is_strong() && list.is_mistaken(|name| self.knows(provider, name));
                of(provider, reason, is_certain)
            }
            Some(provider) if !is_distinct && !candidates.contains(BASE) => of(provider, hint(provider), false),
            _ if candidates.is_empty() => {
                let (nearest, is_alone) = self.nearest(list)?;
                let known: Vec<String> = list.names.iter().filter(|name| self.knows(nearest, name)).cloned().collect();
                if known.len() * 3 < list.names.len() {
                    return None;
                }
                let is_most =
                    is_alone && known.len() * 2 >= list.names.len() && known.iter().any(|name| is_distinctive(name));
                // A server of one's own may have names like these, but hardly slips in them.
                let is_slip = |name: &String| self.knows(nearest, name) || self.meant(nearest, name).is_some();
                let is_certain = is_most && list.names.iter().take(MOST_NAMES).all(is_slip);
                of(nearest, Reason::Names(known), is_certain)
            }
            _ => None,
        }
    }

    /// Whether a name is a slip of one that a provider has.
    fn is_slip(&self, name: &str, provider: &str) -> bool {
        self.meant(provider, name).is_some_and(|meant| is_slip(name, &meant))
    }

    /// Whether one of the names is a provider's, or a slip of one.
    fn is_slip_of(&self, list: &List, provider: &str) -> bool {
        let names = list.names.iter().take(MOST_NAMES);
        names.into_iter().any(|name| self.knows(provider, name) || self.is_slip(name, provider))
    }

    /// Whether a provider has one of the names, or one that is all but sure to be meant by it.
    fn is_near(&self, list: &List, provider: &str) -> bool {
        let is_meant = |name: &str| is_distinctive(name) && self.meant(provider, name).is_some();
        list.names.iter().take(MOST_NAMES).any(|name| self.knows(provider, name) || is_meant(name))
    }

    /// The provider that knows most of the names, and at least half of them, where that can be no accident; and whether none
    /// else knows as many.
    fn nearest(&self, list: &List) -> Option<(&'static str, bool)> {
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        let names: Vec<&String> = list.names.iter().filter(|name| is_distinctive(name)).take(MOST_NAMES).collect();
        for name in &names {
            for provider in self.bundled.knowing(name) {
                *counts.entry(provider).or_default() += 1;
            }
        }
        let most = counts.values().copied().max().filter(|most| most * 2 >= names.len())?;
        let best: Vec<&'static str> =
            counts.iter().filter(|&(_, &count)| count == most).map(|(&provider, _)| provider).collect();
        if let [only] = *best {
            return Some((only, true));
        }
        let original = TAKEN_OVER.iter().find(|(original, others)| {
            best.contains(original) && best.iter().all(|one| one == original || others.contains(one))
        });
        original.map(|(original, _)| (*original, false))
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

    fn list(names: &[&str], file: usize) -> List {
        List {
            names: names.iter().map(|&name| name.to_owned()).collect(),
            file,
            is_surely_scopes: true,
            ..List::default()
        }
    }

    fn hints(hints: &[(usize, &'static str)]) -> Hints {
        let hint = |provider| Hint { provider, kind: HintKind::Address, text: "a".to_owned(), span: 0..1 };
        Hints(hints.iter().map(|&(file, provider)| (file, hint(provider))).collect())
    }

    #[test]
    fn whose_lists_are() {
        let providers = Providers::bundled();
        let provider = Owner::Provider;
        for (lists, spoken_of, expected) in [
            (vec![list(&["public_repo", "read:org"], 0)], &[][..], vec![(provider("github"), true)]),
            (vec![list(&["openid", "email"], 0)], &[], vec![(provider("openid-connect"), false)]),
            (
                vec![list(&["https://www.googleapis.com/auth/drive"], 0), list(&["openid", "email"], 1)],
                &[],
                vec![(provider("google"), true), (provider("google"), true)],
            ),
            (vec![list(&["openid"], 0)], &[(0, "google")], vec![(provider("google"), true)]),
            (vec![list(&["post_user", "get_user"], 0)], &[], vec![(Owner::Nobody, false)]),
            (vec![list(&["public_repo", "reed:org"], 0)], &[], vec![(provider("github"), true)]),
            (vec![list(&["api", "offline_access"], 0)], &[], vec![(provider("salesforce"), false)]),
            // The names are others' as well; who has them from whom is known.
            (vec![list(&["read:user", "user:email"], 0)], &[], vec![(provider("github"), false)]),
            (vec![list(&["read:user", "user:email"], 0)], &[(1, "authentik")], vec![(provider("authentik"), true)]),
            // An address in another file of the package.
            (vec![list(&["reed:user"], 0)], &[(1, "github")], vec![(provider("github"), false)]),
            (vec![list(&["reed:user"], 0)], &[(1, "github"), (2, "slack")], vec![(Owner::Nobody, false)]),
            // One name of four is an accident.
            (
                vec![list(&["User.Read", "Blocks.Own.Read", "Blocks.Own.Join", "Blocks.Own.Make"], 0)],
                &[],
                vec![(Owner::Nobody, false)],
            ),
            // Names like a provider's, and no slips: a server of one's own may have them.
            (
                vec![list(&["Files.Read", "User.Read", "Orders.Read"], 0)],
                &[],
                vec![(provider("microsoft-graph"), false)],
            ),
            (vec![list(&["read_user", "read_api", "write_api"], 0)], &[], vec![(provider("gitlab"), false)]),
            // Only one bundled provider has this word; any other may have it.
            (vec![list(&["default"], 0)], &[], vec![(Owner::Nobody, false)]),
            (vec![list(&["default"], 0)], &[(0, "asana")], vec![(provider("asana"), true)]),
            (vec![list(&["https://storage.azure.com/.default"], 0)], &[], vec![(provider("azure-resources"), false)]),
            // What all servers have is asked of the server that the file is about.
            (
                vec![list(&["profile"], 0), list(&["https://id.example.com/apps/notes"], 0)],
                &[],
                vec![(Owner::Nobody, false), (Owner::Nobody, false)],
            ),
            (
                vec![list(&["profile"], 0), list(&["https://id.example.com/apps/notes"], 1)],
                &[],
                vec![(provider("openid-connect"), false), (Owner::Nobody, false)],
            ),
        ] {
            let owners = providers.owners(&lists, &hints(spoken_of));
            let found: Vec<(Owner, bool)> = owners.into_iter().map(|one| (one.owner, one.is_certain)).collect();
            assert_eq!(found, expected, "{lists:?}");
        }
        let tie = providers.owners(&[list(&["read"], 0)], &Hints::default());
        assert!(matches!(&tie[0].owner, Owner::Tie(several) if several.len() > 1), "{tie:?}");
        let vague = providers.owners(&[list(&["read"], 0)], &hints(&[(0, "microsoft-graph")]));
        assert_eq!((vague[0].owner.clone(), vague[0].is_certain), (provider("microsoft-graph"), false));
    }

    #[test]
    fn an_address_in_a_comment_is_not_enough_for_an_error() {
        let providers = Providers::bundled();
        let of = |kind| Hints(vec![(0, Hint { kind, ..hints(&[(0, "okta")]).0[0].1.clone() })]);
        for names in [&["openid"][..], &["opeinid"]] {
            for (kind, is_certain) in [(HintKind::Comment, false), (HintKind::Address, true)] {
                let owner = &providers.owners(&[list(names, 0)], &of(kind))[0];
                assert_eq!((&owner.owner, owner.is_certain), (&Owner::Provider("okta"), is_certain), "{names:?}");
            }
        }
    }

    #[test]
    fn words_of_a_file_choose_among_providers_and_are_not_enough_for_an_error() {
        let providers = Providers::bundled();
        for kind in [HintKind::Name, HintKind::File] {
            let hint = |provider| Hint { kind, ..hints(&[(0, provider)]).0[0].1.clone() };
            for (names, spoken_of, expected) in [
                (&["openid", "email"][..], &["google"][..], Owner::Provider("google")),
                (&["openid", "email"], &["google", "microsoft-graph"], Owner::Provider(BASE)),
                (&["reed:user"], &["github"], Owner::Provider("github")),
                (&["get_stock"], &["github"], Owner::Nobody),
            ] {
                let hints = Hints(spoken_of.iter().map(|provider| (0, hint(provider))).collect());
                let owner = &providers.owners(&[list(names, 0)], &hints)[0];
                assert_eq!((&owner.owner, owner.is_certain), (&expected, false), "{names:?} {spoken_of:?}");
            }
        }
    }

    #[test]
    fn what_is_only_called_a_scope_may_be_something_else() {
        let providers = Providers::bundled();
        for (names, is_certain) in
            [(&["per-user"][..], false), (&["users"], false), (&["reed:org"], true), (&["repo", "per-user"], true)]
        {
            let called = List { is_surely_scopes: false, ..list(names, 0) };
            let owner = &providers.owners(&[called], &hints(&[(0, "github")]))[0];
            assert_eq!((&owner.owner, owner.is_certain), (&Owner::Provider("github"), is_certain), "{names:?}");
        }
    }

    #[test]
    fn a_server_requires_its_own_scopes() {
        let providers = Providers::bundled();
        let owner = |is_requirement| {
            let asked = List { is_requirement, ..list(&["get_stock"], 0) };
            providers.owners(&[asked], &hints(&[(0, "auth0")]))[0].owner.clone()
        };
        assert_eq!(owner(false), Owner::Provider("auth0"));
        assert_eq!(owner(true), Owner::Nobody, "whose tokens it takes says nothing");
    }

    #[test]
    fn a_name_of_another_provider_is_asked_of_the_one_that_is_called() {
        let providers = Providers::bundled();
        let login = List { context: vec!["github_login".to_owned()], ..list(&["user:read"], 0) };
        let owners = providers.owners(std::slice::from_ref(&login), &hints(&[(0, "github"), (0, "google")]));
        assert_eq!((&owners[0].owner, owners[0].is_certain), (&Owner::Provider("github"), false));
        let owners = providers.owners(&[login], &hints(&[(0, "kick"), (0, "github")]));
        assert_eq!(owners[0].owner, Owner::Provider("kick"), "it has the name, and is spoken of");
    }

    #[test]
    fn what_lists_are_called() {
        let providers = Providers::bundled();
        let named = List { context: vec!["GITHUB_SCOPES".to_owned()], ..list(&["user"], 0) };
        let owners = providers.owners(&[named], &Hints::default());
        assert_eq!(owners[0].owner, Owner::Provider("github"));
        assert_eq!(owners[0].reason, Reason::Called("GITHUB_SCOPES".to_owned()));
    }

    #[test]
    fn variants() {
        let providers = Providers::bundled();
        assert_eq!(providers.of_variant(["twitch"], "UserReadChat").as_deref(), Some("user:read:chat"));
        assert_eq!(providers.of_variant(["twitch"], "Nothing"), None);
    }
}
