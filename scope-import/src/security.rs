//! What the security of an API says: schemes, and for each operation the alternatives that suffice.
//!
//! `OpenAPI` and `AsyncAPI` share it: a list of alternatives, each a table of schemes with the scopes that are all needed.

use std::collections::{BTreeMap, BTreeSet};

use scope_catalog::is_token;

use crate::{Counts, Reason, names};

/// A security scheme.
#[derive(Debug)]
pub(crate) enum Scheme {
    /// `oauth2`, with the scopes that it declares; or `openIdConnect`, whose scopes only its server knows.
    OAuth {
        /// The addresses of its server, as far as they are stated.
        urls: BTreeSet<String>,
        declared: BTreeSet<String>,
        is_open: bool,
    },
    /// An API key, HTTP authentication and others: what they list are not scopes.
    Other,
    /// A scheme that is described elsewhere.
    Unresolved(String),
}

/// The schemes of a document.
#[derive(Debug, Default)]
pub(crate) struct Schemes {
    pub(crate) by_name: BTreeMap<String, Scheme>,
    /// Every scope that a scheme declares, with its description.
    pub(crate) scopes: BTreeMap<String, Option<String>>,
}

/// One way to be permitted: schemes that are all needed, each with its scopes.
pub(crate) type Alternative<'a> = Vec<(&'a str, Vec<&'a str>)>;

/// What an operation says about its security.
pub(crate) struct Requirement<'a> {
    pub(crate) alternatives: Vec<Alternative<'a>>,
    /// Whether the document says it, not the operation.
    pub(crate) is_inherited: bool,
    /// Whether nothing can be gained from several scopes in one list: the format does not define what that means.
    pub(crate) is_vague: bool,
    /// Whether the operation only reads.
    pub(crate) is_read: bool,
}

impl Schemes {
    fn is_oauth(&self, scheme: &str) -> bool {
        matches!(self.by_name.get(scheme), Some(Scheme::OAuth { .. }))
    }

    /// The scopes of an alternative, as written.
    fn scopes_of<'a>(&self, alternative: &Alternative<'a>) -> BTreeSet<&'a str> {
        let of_oauth = alternative.iter().filter(|(scheme, _)| self.is_oauth(scheme));
        of_oauth.flat_map(|(_, names)| names.iter().copied()).collect()
    }

    /// The scheme that lists something without being OAuth.
    fn roles<'a>(&self, alternative: &Alternative<'a>) -> Option<&'a str> {
        let lists = |scheme: &str| matches!(self.by_name.get(scheme), Some(Scheme::Other));
        alternative.iter().find(|(scheme, names)| !names.is_empty() && lists(scheme)).map(|(scheme, _)| *scheme)
    }

    fn unknown<'a>(&self, alternative: &Alternative<'a>) -> Option<&'a str> {
        alternative.iter().map(|(scheme, _)| *scheme).find(|scheme| !self.by_name.contains_key(*scheme))
    }

    /// What an operation counts as: each is 1, or 0.
    pub(crate) fn counts(&self, requirement: &Requirement<'_>) -> Counts {
        let alternatives = &requirement.alternatives;
        let scopes: Vec<usize> = alternatives.iter().map(|one| self.scopes_of(one).len()).collect();
        let is_scoped = scopes.iter().any(|&count| count > 0);
        Counts {
            scoped: usize::from(is_scoped),
            bypass: usize::from(is_scoped && scopes.contains(&0)),
            several: usize::from(scopes.iter().any(|&count| count > 1)),
            not_oauth: usize::from(alternatives.iter().any(|one| self.roles(one).is_some())),
            unknown_scheme: usize::from(alternatives.iter().any(|one| self.unknown(one).is_some())),
            inherited: usize::from(is_scoped && requirement.is_inherited),
            ..Counts::default()
        }
    }

    /// Adds the scopes that a requirement names and no scheme declares: each with whether its server lists its scopes itself.
    pub(crate) fn undeclared<'a>(&self, requirement: &Requirement<'a>, all: &mut BTreeMap<&'a str, bool>) {
        for (scheme, names) in requirement.alternatives.iter().flatten() {
            let Some(Scheme::OAuth { is_open, .. }) = self.by_name.get(*scheme) else { continue };
            for name in names.iter().filter(|name| !self.scopes.contains_key(**name)) {
                *all.entry(name).or_default() |= is_open;
            }
        }
    }

    /// What an operation needs, if the document leaves no doubt.
    pub(crate) fn needs(
        &self,
        requirement: &Requirement<'_>,
        keep_other_credentials: bool,
    ) -> Result<Vec<Vec<String>>, Reason> {
        let alternatives = &requirement.alternatives;
        if let Some(scheme) = alternatives.iter().find_map(|one| self.unknown(one)) {
            return Err(Reason::UnknownScheme(scheme.to_owned()));
        }
        for (scheme, _) in alternatives.iter().flatten() {
            if let Some(Scheme::Unresolved(reference)) = self.by_name.get(*scheme) {
                return Err(Reason::Unresolved(reference.clone()));
            }
        }
        let (with, without): (Vec<&Alternative<'_>>, Vec<_>) =
            alternatives.iter().partition(|one| !self.scopes_of(one).is_empty());
        if with.is_empty() {
            let roles = without.into_iter().find_map(|one| self.roles(one));
            return Err(roles.map_or(Reason::NoScopes, |scheme| Reason::NotOAuth(scheme.to_owned())));
        }
        for alternative in without {
            match alternative.iter().find(|(scheme, _)| !self.is_oauth(scheme)) {
                None => return Err(Reason::Optional),
                Some((scheme, _)) if !keep_other_credentials => {
                    return Err(Reason::OtherCredential((*scheme).to_owned()));
                }
                Some(_) => {}
            }
        }
        let mut needs = BTreeSet::new();
        for alternative in with {
            needs.extend(self.alternative(alternative, requirement)?);
        }
        Ok(needs.into_iter().collect())
    }

    /// The needs that an alternative states: one, or more where a list means any of its scopes.
    fn alternative(
        &self,
        alternative: &Alternative<'_>,
        requirement: &Requirement<'_>,
    ) -> Result<Vec<Vec<String>>, Reason> {
        let mut names = BTreeSet::new();
        for (scheme, list) in alternative {
            let Some(Scheme::OAuth { declared, is_open, .. }) = self.by_name.get(*scheme) else { continue };
            for name in list {
                self.is_certain(name, *is_open)?;
                names.insert((*name).to_owned());
            }
            let is_everything = declared.len() > 2 && declared.iter().all(|name| list.contains(&&**name));
            if is_everything {
                return Err(Reason::Several(names.into_iter().collect()));
            }
        }
        self.one_server(alternative)?;
        let names: Vec<String> = names.into_iter().collect();
        if names.len() < 2 {
            return Ok(vec![names]);
        }
        let is_deprecated =
            |name: &String| self.scopes.get(name).and_then(Option::as_deref).is_some_and(names::says_deprecated);
        if requirement.is_vague || names.iter().any(is_deprecated) {
            return Err(Reason::Several(names));
        }
        if !has_reading_part(&names) {
            return Ok(vec![names]);
        }
        // Reading with the scope or with the part of it that reads: the part would be useless if both were needed.
        let is_either = names.len() == 2 && requirement.is_read;
        if is_either { Ok(names.into_iter().map(|name| vec![name]).collect()) } else { Err(Reason::Several(names)) }
    }

    /// Whether a name in a list is one scope that is known.
    fn is_certain(&self, name: &str, is_open: bool) -> Result<(), Reason> {
        if names::joined(name).is_some() {
            return Err(Reason::Joined(name.to_owned()));
        }
        if !is_token(name) || !(is_open || self.scopes.contains_key(name)) {
            return Err(Reason::UndeclaredScope(name.to_owned()));
        }
        Ok(())
    }

    /// Refuses scopes of two servers: no token has both.
    fn one_server(&self, alternative: &Alternative<'_>) -> Result<(), Reason> {
        let mut known: Option<(&str, &BTreeSet<String>)> = None;
        for (scheme, list) in alternative {
            let Some(Scheme::OAuth { urls, .. }) = self.by_name.get(*scheme) else { continue };
            if list.is_empty() || urls.is_empty() {
                continue;
            }
            match known {
                Some((other, theirs)) if urls.is_disjoint(theirs) => {
                    return Err(Reason::TwoServers(other.to_owned(), (*scheme).to_owned()));
                }
                _ => known = Some((scheme, urls)),
            }
        }
        Ok(())
    }
}

/// Whether one of the names is the reading part of another: `cups.read` of `cups`.
fn has_reading_part(names: &[String]) -> bool {
    let is_part = |part: &str, whole: &str| {
        let suffix = part.strip_prefix(whole).and_then(|rest| rest.strip_prefix(['.', ':', '/', '_', '-']));
        let words = ["read", "readonly", "read_only", "read-only", "r"];
        suffix.is_some_and(|suffix| words.iter().any(|word| suffix.eq_ignore_ascii_case(word)))
    };
    names.iter().any(|part| names.iter().any(|whole| is_part(part, whole)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schemes() -> Schemes {
        let oauth = |url: &str, scopes: &[&str]| Scheme::OAuth {
            urls: [url.to_owned()].into(),
            declared: scopes.iter().map(|&scope| scope.to_owned()).collect(),
            is_open: false,
        };
        let names = ["cups", "cups.read", "tea", "old", "sugar"];
        let text = |name: &str| if name == "old" { "Deprecated: everything" } else { "Something" };
        let open = Scheme::OAuth { urls: BTreeSet::new(), declared: BTreeSet::new(), is_open: true };
        let by_name = [
            ("sign-in", oauth("https://a.example/authorize", &names[..4])),
            ("same", oauth("https://a.example/authorize", &names[..2])),
            ("elsewhere", oauth("https://b.example/authorize", &["sugar"])),
            ("open", open),
            ("key", Scheme::Other),
            ("gone", Scheme::Unresolved("other.yaml#/x".to_owned())),
        ];
        Schemes {
            by_name: by_name.into_iter().map(|(name, scheme)| (name.to_owned(), scheme)).collect(),
            scopes: names.iter().map(|name| ((*name).to_owned(), Some(text(name).to_owned()))).collect(),
        }
    }

    /// `sign-in: cups tea & key | key`.
    fn requirement(text: &str) -> Requirement<'_> {
        let scheme = |text| {
            let (scheme, names): (&str, &str) = str::split_once(text, ':').expect("a colon");
            (scheme.trim(), names.split_whitespace().collect())
        };
        let alternatives = text
            .split('|')
            .map(|one| one.split('&').filter(|text| !text.trim().is_empty()).map(scheme).collect())
            .collect();
        Requirement { alternatives, is_inherited: false, is_vague: false, is_read: false }
    }

    fn needs(text: &str) -> Result<String, Reason> {
        let needs = schemes().needs(&requirement(text), false)?;
        Ok(needs.iter().map(|names| names.join(" ")).collect::<Vec<_>>().join(" | "))
    }

    #[test]
    fn alternatives_are_any_and_lists_are_all() {
        for (text, expected) in [
            ("sign-in: cups", "cups"),
            ("sign-in: tea cups", "cups tea"),
            ("sign-in: tea | sign-in: cups | sign-in: cups", "cups | tea"),
            ("sign-in: tea & same: cups", "cups tea"),
            ("sign-in: tea & key: admin", "tea"),
            ("open: anything", "anything"),
        ] {
            assert_eq!(needs(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn doubts() {
        let several = |names: &[&str]| Reason::Several(names.iter().map(|&name| name.to_owned()).collect());
        for (text, reason) in [
            ("key:", Reason::NoScopes),
            ("", Reason::NoScopes),
            ("sign-in:", Reason::NoScopes),
            ("key: admin", Reason::NotOAuth("key".to_owned())),
            ("sign-in: cups | key:", Reason::OtherCredential("key".to_owned())),
            ("sign-in: cups | key: admin", Reason::OtherCredential("key".to_owned())),
            ("sign-in: cups | ", Reason::Optional),
            ("sign-in: cups | sign-in:", Reason::Optional),
            ("nobody: cups", Reason::UnknownScheme("nobody".to_owned())),
            ("sign-in: cups | nobody:", Reason::UnknownScheme("nobody".to_owned())),
            ("gone: cups", Reason::Unresolved("other.yaml#/x".to_owned())),
            ("sign-in: saucer", Reason::UndeclaredScope("saucer".to_owned())),
            ("sign-in: cups,tea", Reason::Joined("cups,tea".to_owned())),
            ("sign-in: cups & elsewhere: sugar", Reason::TwoServers("sign-in".to_owned(), "elsewhere".to_owned())),
            ("sign-in: cups cups.read", several(&["cups", "cups.read"])),
            ("sign-in: tea old", several(&["old", "tea"])),
            ("sign-in: cups cups.read tea old", several(&["cups", "cups.read", "old", "tea"])),
        ] {
            assert_eq!(needs(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn reading_needs_a_scope_or_its_reading_part() {
        let mut requirement = requirement("sign-in: cups cups.read");
        requirement.is_read = true;
        assert_eq!(
            schemes().needs(&requirement, false),
            Ok(vec![vec!["cups".to_owned()], vec!["cups.read".to_owned()]])
        );
    }

    #[test]
    fn several_scopes_mean_nothing_certain_where_the_format_does_not_say() {
        let mut requirement = requirement("sign-in: cups tea");
        requirement.is_vague = true;
        assert!(matches!(schemes().needs(&requirement, false), Err(Reason::Several(_))));
    }

    #[test]
    fn another_credential_may_be_set_aside() {
        let kept = |text| schemes().needs(&requirement(text), true);
        assert_eq!(kept("sign-in: cups | key: admin"), Ok(vec![vec!["cups".to_owned()]]));
        assert_eq!(kept("sign-in: cups | "), Err(Reason::Optional));
    }

    #[test]
    fn what_is_counted() {
        let counts = |text| schemes().counts(&requirement(text));
        let none = Counts::default();
        let scoped = Counts { scoped: 1, ..none };
        assert_eq!(counts("key:"), none);
        assert_eq!(counts("sign-in:"), none);
        assert_eq!(counts("sign-in: cups"), scoped);
        assert_eq!(counts("sign-in: cups | key:"), Counts { bypass: 1, ..scoped });
        assert_eq!(counts("sign-in: cups tea"), Counts { several: 1, ..scoped });
        assert_eq!(counts("key: admin"), Counts { not_oauth: 1, ..none });
        assert_eq!(counts("nobody: cups"), Counts { unknown_scheme: 1, ..none });
        let inherited = Requirement { is_inherited: true, ..requirement("sign-in: cups") };
        assert_eq!(schemes().counts(&inherited), Counts { inherited: 1, ..scoped });
    }
}
