//! What is evidence of the owner of a list, and what it is worth: two tables, each surest first. What comes first and says
//! something decides.
//!
//! A new kind of evidence is a row: its name, what it can amount to, and a function that looks at the list. The function
//! says nothing where it does not know.

use std::collections::BTreeSet;

use crate::confidence::{is_common, is_distinctive, is_plain_pair};
use crate::group::Purpose;
use crate::hints::Surest;
use crate::names_of_providers::provider_of_word;
use crate::ownership::{List, Owner, Ownership, Reason};
use crate::provider_hints::Server;
use crate::providers::{BASE, MOST_NAMES, Providers};
use crate::scope_url::{provider_in, resource_of_default};

/// A kind of evidence.
pub(crate) struct Evidence<Function> {
    /// What it is.
    pub(crate) kind: &'static str,
    /// What it can amount to.
    pub(crate) weight: Weight,
    /// What it says of a list.
    pub(crate) says: Function,
}

/// What evidence can amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// It may leave no doubt: a mistake in the list is an error.
    Proof,
    /// It only tells which provider is the most likely one.
    Guess,
}

/// What evidence says of a list, if it says something: else, the next row is asked.
pub(crate) enum Says {
    /// That no later row can tell.
    Undecided,
    /// Whose it is.
    Owner(Ownership),
}

/// Evidence that a list is itself, with what is around it.
pub(crate) type OfList = Evidence<fn(&Case<'_>) -> Option<Says>>;

/// Evidence that the rest of the package is.
pub(crate) type OfPackage = Evidence<fn(&Case<'_>, &Package<'_>) -> Option<Says>>;

/// What a list says by itself, with its own file.
#[rustfmt::skip]
pub(crate) const OF_LIST: &[OfList] = &[
    Evidence { kind: "a requirement of its own server", weight: Weight::Guess, says: requirement },
    Evidence { kind: "what is stated of it", weight: Weight::Proof, says: told },
    Evidence { kind: "a key on the way to it", weight: Weight::Guess, says: key_of_setting },
    Evidence { kind: "the address in one of its scopes", weight: Weight::Proof, says: own_address },
    Evidence { kind: "the address it is written in, or beside", weight: Weight::Proof, says: address },
    Evidence { kind: "an address of nobody", weight: Weight::Guess, says: address_of_nobody },
    Evidence { kind: "a name around it that another provider's scopes are in", weight: Weight::Guess, says: other_name },
    Evidence { kind: "only one provider has its scopes", weight: Weight::Proof, says: only_provider },
    Evidence { kind: "a name around it of one that has its scopes", weight: Weight::Proof, says: name },
    Evidence { kind: "the file speaks of one that has its scopes", weight: Weight::Proof, says: file },
    Evidence { kind: "a name around it", weight: Weight::Proof, says: name_alone },
    Evidence { kind: "the file speaks of one alone", weight: Weight::Proof, says: file_alone },
    Evidence { kind: "most of its scopes are of one", weight: Weight::Proof, says: most },
];

/// What the package says of a list that does not tell by itself.
#[rustfmt::skip]
pub(crate) const OF_PACKAGE: &[OfPackage] = &[
    Evidence { kind: "the other lists", weight: Weight::Proof, says: other_lists },
    Evidence { kind: "another file speaks of one that has its scopes", weight: Weight::Proof, says: other_file },
    Evidence { kind: "one whose names others have", weight: Weight::Guess, says: original },
    Evidence { kind: "what all identity servers have", weight: Weight::Guess, says: base },
    Evidence { kind: "the package speaks of one alone", weight: Weight::Guess, says: package_alone },
];

/// A list, with what is known of it.
pub(crate) struct Case<'a> {
    pub(crate) list: &'a List,
    /// The providers that have all of its scopes.
    pub(crate) candidates: BTreeSet<&'static str>,
    providers: &'a Providers,
    pub(crate) hints: &'a Surest<'a>,
    /// The providers that its file speaks of.
    in_file: BTreeSet<&'static str>,
    /// The provider that a name around it has in it, and the name.
    called: Option<(&'static str, &'a str)>,
}

/// What is known of the package of a list.
pub(crate) struct Package<'a> {
    /// Whose the other lists of the file are.
    pub(crate) of_file: &'a BTreeSet<&'a str>,
    /// Whose the other lists of the package are.
    pub(crate) all_lists: &'a BTreeSet<&'a str>,
    /// The providers that the package speaks of.
    pub(crate) hints: &'a BTreeSet<&'static str>,
    /// Whether the file asks a server for scopes that nobody has.
    pub(crate) is_of_own_server: bool,
}

impl<'a> Case<'a> {
    pub(crate) fn new(providers: &'a Providers, list: &'a List, hints: &'a Surest<'a>) -> Self {
        let called = list.context.iter().rev().find_map(|word| Some((provider_of_word(word)?, &**word)));
        let candidates = providers.candidates(&list.names);
        let in_file = list.near.map_or_else(|| hints.providers(Some(list.file)), |near| BTreeSet::from([near]));
        Self { list, candidates, providers, hints, in_file, called }
    }

    /// Whether it is asked of a server whose scopes no provider has. With an address beside it, it is of that server alone.
    pub(crate) fn is_of_own_server(&self) -> bool {
        self.candidates.is_empty() && self.list.server().is_none() && self.list.purpose != Purpose::Requirement
    }

    fn is_distinct(&self) -> bool {
        self.list.names.iter().any(|name| is_distinctive(name))
    }

    /// Whether any server may be asked for it: nobody has it, or all identity servers have.
    fn is_of_any(&self) -> bool {
        self.candidates.is_empty() || self.candidates.contains(BASE)
    }

    fn is_called(&self, provider: &str) -> bool {
        self.called.is_some_and(|(called, _)| called == provider)
    }

    /// What its own file has of a provider.
    fn hint(&self, provider: &str) -> Option<Reason> {
        self.hints.best(Some(self.list.file), provider)
    }

    /// Whether a provider that is only spoken of can be asked for it. What has `openid` in it is as often for another identity
    /// server: it is asked of one that has that, and has all the rest, or was meant to.
    fn may_be_asked(&self, provider: &str) -> bool {
        let (names, providers) = (&self.list.names, self.providers);
        let has = |name: &String| providers.knows(provider, name) || providers.is_slip(name, provider);
        !names.iter().any(|name| name == "openid")
            || (providers.knows(provider, "openid") && names.iter().take(MOST_NAMES).all(has))
    }

    /// The provider that its file alone speaks of, by more than a word.
    fn only_hint(&self) -> Option<(&'static str, Reason)> {
        let only = self.in_file.first().copied().filter(|_| self.in_file.len() == 1)?;
        let reason = self.hint(only)?;
        (!reason.is_word()).then_some((only, reason))
    }
}

/// What the first row says that says something, with the kind of the row; `None` if none does, or one that none can tell.
pub(crate) fn first<Function>(
    rows: &[Evidence<Function>],
    says: impl Fn(&Evidence<Function>) -> Option<Says>,
) -> Option<(&'static str, Ownership)> {
    match rows.iter().find_map(|row| Some((row, says(row)?)))? {
        (_, Says::Undecided) => None,
        (row, Says::Owner(said)) => {
            let is_certain = said.is_certain && row.weight == Weight::Proof;
            Some((row.kind, Ownership { is_certain, ..said }))
        }
    }
}

fn told(case: &Case<'_>) -> Option<Says> {
    case.list.told.map(|provider| Ownership::of(provider, Reason::Nothing, true)).map(Says::Owner)
}

/// What a setting is called says more than who else has such names, unless its provider has none of them.
fn key_of_setting(case: &Case<'_>) -> Option<Says> {
    let (provider, word) = case.called.filter(|_| case.list.is_setting)?;
    let has_one = || case.list.names.iter().any(|name| case.providers.knows(provider, name));
    let is_its = case.candidates.is_empty() || has_one();
    is_its.then(|| Ownership::of(provider, Reason::Called(word.to_owned()), false)).map(Says::Owner)
}

fn requirement(case: &Case<'_>) -> Option<Says> {
    let is_own = case.list.purpose == Purpose::Requirement && case.candidates.is_empty();
    is_own.then(|| Ownership::perhaps(Owner::Nobody, Reason::Nothing)).map(Says::Owner)
}

/// Of scopes that nobody has together, one may be a URL of its provider.
fn own_address(case: &Case<'_>) -> Option<Says> {
    let of_resource = |name: &String| {
        let candidates = case.providers.candidates(&[format!("{}/.default", resource_of_default(name)?)]);
        Providers::original(&candidates).or_else(|| candidates.first().copied().filter(|_| candidates.len() == 1))
    };
    let own = case.list.names.iter().find_map(|name| Some((provider_in(name).or_else(|| of_resource(name))?, name)));
    let own = own.filter(|_| case.candidates.is_empty());
    own.map(|(provider, name)| Ownership::of(provider, Reason::Names(vec![name.clone()]), true)).map(Says::Owner)
}

/// What nobody has, and what all identity servers have, is asked of the server whose address it is; so is what another
/// provider has, if it is written in that address, beside a name of that server's, or is a word that any may have.
fn address(case: &Case<'_>) -> Option<Says> {
    let Some(Server::Provider(provider)) = case.list.server() else { return None };
    let mut beside = case.list.names.iter().chain(&case.list.in_address);
    let mut is_beside_its_own = || beside.any(|name| case.providers.knows(provider, name));
    let is_word = || case.list.is_surely_scopes && !case.is_distinct();
    let mut is_in_address = || case.list.address.is_some() && (is_word() || is_beside_its_own());
    let mut is_its = || case.is_of_any() || case.candidates.contains(provider) || is_in_address();
    case.hint(provider).filter(|_| is_its()).map(|reason| Ownership::of(provider, reason, true)).map(Says::Owner)
}

/// Any server may have names like a provider's, of which the file does not speak.
fn address_of_nobody(case: &Case<'_>) -> Option<Says> {
    let is_of_file = || case.candidates.iter().any(|candidate| case.in_file.contains(candidate));
    let is_own = case.candidates.is_empty() || (!case.is_of_any() && !is_of_file());
    let is_own = case.list.server() == Some(Server::Other) && is_own;
    is_own.then(|| Ownership::perhaps(Owner::Nobody, Reason::Nothing)).map(Says::Owner)
}

/// A list that is named after a provider, next to its URL, belongs to it, even if it has no such names.
fn other_name(case: &Case<'_>) -> Option<Says> {
    let (provider, word) = case.called?;
    let is_alone = !case.candidates.is_empty() && case.candidates.iter().all(|one| !case.in_file.contains(one));
    let is_other = is_alone && case.in_file.contains(provider) && !case.candidates.contains(provider);
    is_other.then(|| Ownership::of(provider, Reason::Called(word.to_owned()), false)).map(Says::Owner)
}

/// Plain words, and names that it had once, do not tell a provider that is not spoken of, and names that all identity servers
/// have identify none.
fn only_provider(case: &Case<'_>) -> Option<Says> {
    let only = case.candidates.first().copied().filter(|_| case.candidates.len() == 1)?;
    let (hint, names) = (case.hint(only), &case.list.names);
    let tells_nothing =
        |name: &String| is_common(name) || case.providers.knows(BASE, name) || case.providers.knows_of_old(only, name);
    // That only one has had all of three names is not a coincidence, unless all are words that any may have.
    let are_telling = || {
        let is_of_all = |name: &String| case.providers.knows(BASE, name);
        names.len() > 2 && !names.iter().any(is_of_all) && !names.iter().all(|name| is_common(name))
    };
    let is_of_any = case.list.is_beside_other || (names.iter().all(tells_nothing) && !are_telling());
    if is_of_any && !case.is_called(only) && hint.is_none() {
        return Some(Says::Undecided);
    }
    let is_spoken_of = case.is_called(only) || hint.is_some_and(|reason| reason.is_strong());
    let is_own = |name: &String| is_distinctive(name) && !case.providers.knows(BASE, name);
    Some(Says::Owner(Ownership::of(only, Reason::Names(names.clone()), is_spoken_of || names.iter().any(is_own))))
}

fn name(case: &Case<'_>) -> Option<Says> {
    let called = case.called.filter(|(provider, _)| case.candidates.contains(provider));
    called.map(|(provider, word)| Ownership::of(provider, Reason::Called(word.to_owned()), true)).map(Says::Owner)
}

fn file(case: &Case<'_>) -> Option<Says> {
    let provider = only_of(&case.candidates, &case.in_file)?;
    Some(Says::Owner(Ownership::by_hint(provider, case.hint(provider).unwrap_or(Reason::Nothing))))
}

fn name_alone(case: &Case<'_>) -> Option<Says> {
    let (provider, word) = case.called.filter(|_| case.candidates.is_empty())?;
    let is_spoken_of = case.only_hint().is_some_and(|(only, _)| only == provider);
    let has_most = || case.providers.nearest(&case.list.names).is_some_and(|nearest| nearest == (provider, true));
    Some(Says::Owner(Ownership::of(provider, Reason::Called(word.to_owned()), is_spoken_of || has_most())))
}

/// What a server looks for among scopes is its own, unless it is a slip.
fn file_alone(case: &Case<'_>) -> Option<Says> {
    let (provider, reason) = case.only_hint()?;
    let (list, providers) = (case.list, case.providers);
    let is_called_otherwise = case.called.is_some_and(|(called, _)| called != provider);
    if is_called_otherwise || !case.may_be_asked(provider) {
        return None;
    }
    if !case.candidates.is_empty() {
        let is_vague = !case.is_distinct() && !case.candidates.contains(BASE);
        return is_vague.then(|| Ownership::of(provider, reason, false)).map(Says::Owner);
    }
    if list.purpose == Purpose::Mention && !providers.is_slip_of(list, provider) {
        return Some(Says::Undecided);
    }
    let mostly = providers.nearest(&list.names).is_none_or(|(nearest, _)| nearest == provider);
    let is_certain = mostly && reason.is_strong() && list.is_mistaken(|name| providers.knows(provider, name));
    Some(Says::Owner(Ownership::of(provider, reason, is_certain)))
}

/// A server of one's own may have names like those of a provider, but hardly slips in them.
fn most(case: &Case<'_>) -> Option<Says> {
    let (list, providers) = (case.list, case.providers);
    let nearest = providers.nearest(&list.names).filter(|(nearest, _)| case.may_be_asked(nearest));
    let (nearest, is_alone) = nearest.filter(|_| case.candidates.is_empty())?;
    let known: Vec<String> = list.names.iter().filter(|name| providers.knows(nearest, name)).cloned().collect();
    let is_unheard_of = case.hint(nearest).is_none() && !case.is_called(nearest);
    let is_slip = |name: &String| providers.knows(nearest, name) || providers.meant(nearest, name).is_some();
    let are_slips = || list.names.iter().take(MOST_NAMES).all(is_slip);
    // `orders:read`, `orders:write`: a server of one's own has as often such names.
    let may_be_own = || list.is_beside_other || (known.iter().all(|name| is_plain_pair(name)) && !are_slips());
    if (is_unheard_of && may_be_own()) || known.len() * 3 < list.names.len() {
        return Some(Says::Undecided);
    }
    let is_most = is_alone && known.len() * 2 >= list.names.len() && known.iter().any(|name| is_distinctive(name));
    let is_certain = is_most && are_slips();
    Some(Says::Owner(Ownership::of(nearest, Reason::Names(known), is_certain)))
}

/// First those of the same file.
fn other_lists(case: &Case<'_>, package: &Package<'_>) -> Option<Says> {
    let by_file = only_of(&case.candidates, package.of_file);
    let only = by_file.or_else(|| only_of(&case.candidates, package.all_lists));
    only.map(|provider| Ownership::of(provider, Reason::OtherLists, true)).map(Says::Owner)
}

fn other_file(case: &Case<'_>, package: &Package<'_>) -> Option<Says> {
    let provider = only_of(&case.candidates, package.hints)?;
    Some(Says::Owner(Ownership::by_hint(provider, case.hints.best(None, provider).unwrap_or(Reason::Nothing))))
}

fn original(case: &Case<'_>, _: &Package<'_>) -> Option<Says> {
    Providers::original(&case.candidates).map(|original| Ownership::of(original, Reason::Usual, false)).map(Says::Owner)
}

/// Beside scopes of nobody, what all servers have is asked of the same server.
fn base(case: &Case<'_>, package: &Package<'_>) -> Option<Says> {
    let nobody = package.is_of_own_server.then(|| Ownership::perhaps(Owner::Nobody, Reason::Nothing));
    let owner = || nobody.unwrap_or(Ownership::of(BASE, Reason::Usual, false));
    case.candidates.contains(BASE).then(owner).map(Says::Owner)
}

/// Of scopes that no provider has.
fn package_alone(case: &Case<'_>, package: &Package<'_>) -> Option<Says> {
    let only = package.hints.first().copied().filter(|_| package.hints.len() == 1 && case.candidates.is_empty());
    let only = only.filter(|only| case.may_be_asked(only));
    let (provider, reason) = only.and_then(|only| Some((only, case.hints.best(None, only)?)))?;
    let is_likely = if case.list.purpose == Purpose::Mention {
        case.providers.is_slip_of(case.list, provider)
    } else {
        !reason.is_word() || case.providers.is_near(case.list, provider)
    };
    is_likely.then(|| Ownership::of(provider, reason, false)).map(Says::Owner)
}

/// The one that two sets have in common, where it is one.
fn only_of(candidates: &BTreeSet<&'static str>, others: &BTreeSet<&str>) -> Option<&'static str> {
    let mut common = candidates.iter().copied().filter(|candidate| others.contains(candidate));
    let first = common.next()?;
    common.next().is_none().then_some(first)
}
