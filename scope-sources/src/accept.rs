//! Decides whether a text that could be anything is a list of scopes.

use std::collections::BTreeSet;

use crate::confidence::{
    Confidence, are_of_something_else, holds_scopes, is_capitalized, is_claim, is_common, is_distinctive, is_of_oauth,
    is_plain_pair, is_scope_sign,
};
use crate::group::{Form, Group, Purpose};
use crate::names_of_providers::provider_of_word;
use crate::providers::{BASE, MOST_NAMES, Providers};
use crate::scope_url::provider_in;
use crate::usage::FileUsage;

/// Returns whether a name is two words in camel case, without a separator: `publicData`.
fn has_hump(name: &str) -> bool {
    name.as_bytes().windows(2).any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase())
}

/// Returns whether these are at least three different names, other than words that any server may use.
fn are_telling(names: &[&str]) -> bool {
    let different: BTreeSet<&&str> = names.iter().take(MOST_NAMES).collect();
    different.len() >= 3 && !different.iter().all(|name| is_common(name))
}

impl Providers {
    /// Returns whether there is enough evidence that a group contains scopes, in a file that mentions these providers.
    pub(crate) fn accept(&self, group: &Group, file: &FileUsage, spoken_of: &BTreeSet<&'static str>) -> bool {
        let names = group.names();
        let candidates = || self.candidates(&names);
        let is_known_as_written = || names.iter().any(|name| has_hump(name)) && !candidates().is_empty();
        let is_distinct = names.iter().any(|name| is_distinctive(name)) || is_known_as_written();
        let are_pairs = || names.len() > 1 && names.iter().all(|name| is_plain_pair(name));
        let is_hinted = || candidates().iter().any(|candidate| spoken_of.contains(candidate));
        if group.confidence != Confidence::Certain && are_of_something_else(names.iter().copied()) && !is_hinted() {
            return false;
        }
        match (group.purpose, group.confidence) {
            (Purpose::Mention, _) => self.accept_mention(group, file, spoken_of),
            // An attribute may call anything a scope.
            (Purpose::Requirement, Confidence::Listed) => {
                let is_signed = names.iter().all(|name| name.contains(':'));
                is_signed || (file.is_about_oauth && !candidates().is_empty())
            }
            // `ensure_install_scope("update")` does not require anything of a client.
            (Purpose::Requirement, _) => file.is_about_oauth || is_distinct || group.form == Form::Fixed,
            (_, Confidence::Certain) => true,
            // Only the crate `oauth2` has `.add_scope(Scope::new(…))`.
            (_, Confidence::Named | Confidence::Given) if matches!(group.form, Form::Chain(_)) => true,
            (_, Confidence::Named) if self.is_called(group, &names) => true,
            (_, Confidence::Named) if names.iter().any(|name| provider_in(name).is_some()) => true,
            // `["read:account", "write:account"]` of a server that is not bundled.
            (_, Confidence::Named) if group.constant.is_some() && are_pairs() => true,
            // `("Scope", "Description")` is the header of a table.
            (_, Confidence::Given) if names.len() == 1 && !is_distinct && is_capitalized(names[0]) => {
                !candidates().is_empty()
            }
            // If only one provider has all three names, that is not a coincidence. A single common word that no
            // provider has is often a scope of another kind.
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
                    || (is_distinct && (!candidates().is_empty() || self.nearest(&names).is_some()))
                    || (names.len() >= 3 && candidates().len() == 1)
            }
            (_, Confidence::Listed) => {
                file.is_about_oauth
                    && !names.iter().any(|name| is_claim(name))
                    && candidates().iter().any(|candidate| is_distinct || spoken_of.contains(candidate))
            }
        }
    }

    /// Returns whether the constant, variable or field that holds the scopes is named after a provider that has one of
    /// them: `GITHUB_SCOPES`. For several scopes, the names around it count, too.
    fn is_called(&self, group: &Group, names: &[&str]) -> bool {
        let mut called = group.context.iter().rev().filter(|name| names.len() > 1 || holds_scopes(name));
        let provider = called.find_map(|name| provider_of_word(name));
        provider.is_some_and(|provider| names.iter().take(MOST_NAMES).any(|name| self.knows(provider, name)))
    }

    /// Like [`accept`](Self::accept), for names in a table or a comparison, which could be anything.
    fn accept_mention(&self, group: &Group, file: &FileUsage, spoken_of: &BTreeSet<&'static str>) -> bool {
        let (names, confidence) = (group.names(), group.confidence);
        let all = |is_it: &dyn Fn(&str) -> bool| names.iter().all(|name| is_it(name));
        let is_signed = names.iter().any(|name| name.contains(is_scope_sign) || name.matches(['-', '_']).count() > 1);
        let candidates = self.candidates(&names);
        // If only one provider has all names of a type, that is not a coincidence.
        if candidates.len() == 1 && confidence == Confidence::Named && are_telling(&names) {
            return true;
        }
        if !file.is_about_oauth && (!is_signed || confidence == Confidence::Listed) {
            return false;
        }
        if !candidates.is_empty() {
            let is_hinted = candidates.iter().any(|candidate| spoken_of.contains(candidate));
            let is_likely = is_signed || group.constant.is_some() || is_hinted || all(&|name| self.knows(BASE, name));
            return is_likely || self.is_beside_usual(group, file);
        }
        // A name that no provider has is a server's own scope, or a typo.
        let means = |name: &str| spoken_of.iter().any(|provider| self.is_slip(name, provider));
        group.form == Form::Fixed
            && match confidence {
                Confidence::Given => all(&|name| name.contains(is_scope_sign)) || all(&means),
                Confidence::Listed => {
                    all(&|name| name.contains(':'))
                        || (names.len() == 1 && all(&means))
                        || self.is_beside_usual(group, file)
                }
                // A type that a server declares for its own scopes.
                Confidence::Named => {
                    let has_sign = |name: &str| name.contains(':') || (names.len() > 2 && name.contains(is_scope_sign));
                    file.is_about_oauth && names.len() > 1 && all(&has_sign)
                }
                Confidence::Certain => false,
            }
    }

    /// Returns whether the same list is also searched for a scope that all identity servers have:
    /// `scope.contains("email")`.
    fn is_beside_usual(&self, group: &Group, file: &FileUsage) -> bool {
        let is_looked_for = |one: &Group| one.form == Form::Fixed && one.confidence == Confidence::Listed;
        let is_usual = |other: &&Group| {
            is_looked_for(other)
                && other.purpose == Purpose::Mention
                && other.context.last() == group.context.last()
                && other.names().iter().all(|name| self.knows(BASE, name))
        };
        is_looked_for(group) && file.groups.iter().take(MOST_NAMES).any(|other| is_usual(&other))
    }
}
