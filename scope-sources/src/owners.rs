//! Whose each list of a package is.

use std::collections::{BTreeMap, BTreeSet};

use crate::confidence::is_distinctive;
use crate::evidence::{Case, OF_LIST, OF_PACKAGE, Package, first};
use crate::group::Purpose;
use crate::hints::Hints;
use crate::ownership::{List, Owner, Ownership, Reason};
use crate::providers::Providers;

/// An answer, with the kind of the evidence that decided.
type Decided = (&'static str, Ownership);

impl Providers {
    /// Whose each list is. What is evidence for a list by itself counts first, then what the package says.
    pub fn owners(&self, lists: &[List], hints: &Hints) -> Vec<Ownership> {
        self.decide(lists, hints).into_iter().map(|(_, ownership)| ownership).collect()
    }

    fn decide(&self, lists: &[List], hints: &Hints) -> Vec<Decided> {
        let hints = &hints.surest();
        let cases: Vec<Case<'_>> = lists.iter().map(|list| Case::new(self, list, hints)).collect();
        let required = required_by_own_server(&cases);
        let by_itself = |case: &Case<'_>| {
            let is_own =
                || !case.is_candidate_spoken_of() && case.list.names.iter().any(|name| required.contains(&**name));
            if !required.is_empty() && is_own() {
                // What a server requires is asked of that server, even if a provider has such a name.
                return Some((OF_LIST[0].kind, Ownership::perhaps(Owner::Nobody, Reason::Nothing)));
            }
            first(OF_LIST, |row| (row.says)(case))
        };
        let sure: Vec<Option<Decided>> = cases.iter().map(by_itself).collect();
        let mut of_files: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        let mut own_servers = BTreeSet::new();
        for (case, sure) in cases.iter().zip(&sure) {
            let (file, owner) = (case.list.file, sure.as_ref().map(|(_, sure)| &sure.owner));
            of_files.entry(file).or_default().extend(owner.and_then(Owner::provider));
            if case.is_of_own_server() && owner.is_none_or(|owner| *owner == Owner::Nobody) {
                own_servers.insert(file);
            }
        }
        let all_lists: BTreeSet<&str> = of_files.values().flatten().copied().collect();
        let all_hints = hints.providers(None);
        let decide = |(case, sure): (&Case<'_>, Option<Decided>)| {
            let file = case.list.file;
            let is_of_own_server = own_servers.contains(&file);
            let package =
                Package { of_file: &of_files[&file], all_lists: &all_lists, hints: &all_hints, is_of_own_server };
            sure.unwrap_or_else(|| case.in_package(&package))
        };
        cases.iter().zip(sure).map(decide).collect()
    }
}

/// The names that a server requires in code that has nothing to do with a provider of these names: they are its own.
fn required_by_own_server<'c>(cases: &'c [Case<'_>]) -> BTreeSet<&'c str> {
    let own = cases.iter().filter(|case| case.list.purpose == Purpose::Requirement && !case.is_candidate_spoken_of());
    own.flat_map(|case| &case.list.names).map(String::as_str).filter(|name| is_distinctive(name)).collect()
}

impl Case<'_> {
    /// Whether the package has to do with a provider that has all of the names.
    fn is_candidate_spoken_of(&self) -> bool {
        self.candidates.iter().any(|candidate| self.hints.best(None, candidate).is_some())
    }

    /// What the package says of it.
    fn in_package(&self, package: &Package<'_>) -> Decided {
        let several = || match self.candidates.len() {
            2.. => Owner::Tie(self.candidates.iter().copied().collect()),
            _ => Owner::Nobody,
        };
        let nothing = || ("nothing", Ownership::perhaps(several(), Reason::Nothing));
        first(OF_PACKAGE, |row| (row.says)(self, package)).unwrap_or_else(nothing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider_hints::{Hint, HintKind, Server};
    use crate::providers::BASE;

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
            // Plain words, and what all servers have.
            (vec![list(&["api", "offline_access"], 0)], &[], vec![(Owner::Nobody, false)]),
            (vec![list(&["api", "offline_access"], 0)], &[(0, "salesforce")], vec![(provider("salesforce"), true)]),
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
            // What is done with a thing: any server calls its scopes so.
            (vec![list(&["pages:read", "posts:write", "assets:read"], 0)], &[], vec![(Owner::Nobody, false)]),
            (vec![list(&["orders:read", "products:read"], 0)], &[], vec![(Owner::Nobody, false)]),
            (vec![list(&["channels:history", "orders:read"], 0)], &[], vec![(provider("slack"), false)]),
            (vec![list(&["chat:write", "chanels:read"], 0)], &[(0, "slack")], vec![(provider("slack"), true)]),
            // Only one has such URLs, also those of which its catalog does not know.
            (
                vec![list(&["openid", "https://www.googleapis.com/auth/acme.notes"], 0)],
                &[],
                vec![(provider("google"), true)],
            ),
            (vec![list(&["https://graph.microsoft.com/User.Reed"], 0)], &[], vec![(provider("microsoft-graph"), true)]),
            (vec![list(&["https://graph.microsoft.com/v1.0/me"], 0)], &[], vec![(Owner::Nobody, false)]),
            (vec![list(&["openid", "https://www.acme.example/auth/notes"], 0)], &[], vec![(Owner::Nobody, false)]),
            // A retired name beside two others.
            (vec![list(&["user_info:read"], 0)], &[], vec![(Owner::Nobody, false)]),
            (vec![list(&["read", "write", "follow"], 0)], &[], vec![(provider("mastodon"), false)]),
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

    /// What each row of evidence says: the list, what is spoken of, and the provider with its certainty.
    #[test]
    fn each_kind_of_evidence_decides() {
        let named = |names: &[&str], word: &str| List { context: vec![word.to_owned()], ..list(names, 0) };
        let at = |names: &[&str], address| List { address: Some(address), ..list(names, 0) };
        let github = Server::Provider("github");
        let cases = [
            ("what is stated of it", vec![List { told: Some("slack"), ..list(&["public_repo"], 0) }], &[][..]),
            (
                "a key on the way to it",
                vec![List { is_setting: true, ..named(&["chat:write", "channel:read"], "SLACK_SCOPES") }],
                &[],
            ),
            (
                "a requirement of its own server",
                vec![List { purpose: Purpose::Requirement, ..list(&["get_stock"], 0) }],
                &[(0, "auth0")],
            ),
            ("the address in one of its scopes", vec![list(&["https://www.googleapis.com/auth/acme"], 0)], &[]),
            ("the address it is written in, or beside", vec![at(&["openid"], github)], &[(0, "github")]),
            ("an address of nobody", vec![at(&["acme.notes"], Server::Other)], &[(0, "github")]),
            (
                "a name around it that another provider's scopes are in",
                vec![named(&["user:read"], "github_login")],
                &[(0, "github")],
            ),
            ("only one provider has its scopes", vec![list(&["public_repo"], 0)], &[]),
            ("a name around it of one that has its scopes", vec![named(&["user"], "GITHUB_SCOPES")], &[]),
            ("the file speaks of one that has its scopes", vec![list(&["openid"], 0)], &[(0, "google")]),
            ("a name around it", vec![named(&["reed:user"], "github_scopes")], &[]),
            ("the file speaks of one alone", vec![list(&["reed:user"], 0)], &[(0, "github")]),
            ("most of its scopes are of one", vec![list(&["public_repo", "read:rog"], 0)], &[]),
            ("the other lists", vec![list(&["openid"], 0), list(&["https://www.googleapis.com/auth/drive"], 1)], &[]),
            ("another file speaks of one that has its scopes", vec![list(&["openid"], 0)], &[(1, "google")]),
            ("one whose names others have", vec![list(&["read:user", "user:email"], 0)], &[]),
            ("what all identity servers have", vec![list(&["openid"], 0)], &[]),
            ("the package speaks of one alone", vec![list(&["reed:user"], 0)], &[(1, "github")]),
        ];
        let providers = Providers::bundled();
        let mut seen = BTreeSet::new();
        for (kind, lists, spoken_of) in &cases {
            let hints = hints(spoken_of);
            assert_eq!(providers.decide(lists, &hints)[0].0, *kind, "{lists:?}");
            seen.insert(*kind);
        }
        let kinds = OF_LIST.iter().map(|row| row.kind).chain(OF_PACKAGE.iter().map(|row| row.kind));
        assert_eq!(kinds.collect::<BTreeSet<_>>(), seen);
    }

    #[test]
    fn a_word_in_the_address_of_a_provider_is_asked_of_it() {
        let providers = Providers::bundled();
        for (names, is_surely_scopes, expected) in [
            (&["automations"][..], true, "hubspot"),
            (&["automations"], false, "zendesk"),
            (&["user-library-read"], true, "spotify"),
        ] {
            let asked = List { address: Some(Server::Provider("hubspot")), is_surely_scopes, ..list(names, 0) };
            let owners = providers.owners(&[asked], &hints(&[(0, "hubspot"), (0, "zendesk")]));
            assert_eq!(owners[0].owner, Owner::Provider(expected), "{names:?}");
        }
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
        let owner = |purpose| {
            let asked = List { purpose, ..list(&["get_stock"], 0) };
            providers.owners(&[asked], &hints(&[(0, "auth0")]))[0].owner.clone()
        };
        assert_eq!(owner(Purpose::Request), Owner::Provider("auth0"));
        assert_eq!(owner(Purpose::Requirement), Owner::Nobody, "whose tokens it takes says nothing");
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
    fn a_setting_is_of_the_provider_that_it_is_called_after() {
        let providers = Providers::bundled();
        for (names, key, expected) in [
            (&["chat:write", "channel:read"][..], "SLACK_SCOPES", "slack"),
            (&["identfy"], "DISCORD_SCOPES", "discord"),
            (&["openid", "emial"], "google", "google"),
            (&["openid", "profile"], "github", BASE),
        ] {
            let setting = List { context: vec![key.to_owned()], is_setting: true, ..list(names, 0) };
            assert_eq!(
                providers.owners(&[setting], &Hints::default())[0].owner,
                Owner::Provider(expected),
                "{names:?}"
            );
        }
    }

    #[test]
    fn variants() {
        let providers = Providers::bundled();
        assert_eq!(providers.of_variant(["twitch"], "UserReadChat").as_deref(), Some("user:read:chat"));
        assert_eq!(providers.of_variant(["twitch"], "Nothing"), None);
    }
}
