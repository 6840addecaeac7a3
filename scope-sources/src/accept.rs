//! Whether a text that may be anything is a list of scopes.

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

/// Whether a name is two words without a sign between them: `publicData`.
fn has_hump(name: &str) -> bool {
    name.as_bytes().windows(2).any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase())
}

/// Whether these are several names, and not just words that any server may have.
fn are_telling(names: &[&str]) -> bool {
    let different: BTreeSet<&&str> = names.iter().take(MOST_NAMES).collect();
    different.len() >= 3 && !different.iter().all(|name| is_common(name))
}

impl Providers {
    /// Whether there is enough evidence that a group is scopes, in a file that mentions these providers.
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
            // What an attribute calls a scope may be one of anything.
            (Purpose::Requirement, Confidence::Listed) => {
                let is_signed = names.iter().all(|name| name.contains(':'));
                is_signed || (file.is_about_oauth && !candidates().is_empty())
            }
            // `ensure_install_scope("update")` requires nothing of a client.
            (Purpose::Requirement, _) => file.is_about_oauth || is_distinct || group.form == Form::Fixed,
            (_, Confidence::Certain) => true,
            // `.add_scope(Scope::new(…))` is of the crate `oauth2` alone.
            (_, Confidence::Named | Confidence::Given) if matches!(group.form, Form::Chain(_)) => true,
            (_, Confidence::Named) if self.is_called(group, &names) => true,
            (_, Confidence::Named) if names.iter().any(|name| provider_in(name).is_some()) => true,
            // `["read:account", "write:account"]` of a server that is not bundled.
            (_, Confidence::Named) if group.constant.is_some() && are_pairs() => true,
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

    /// Whether what holds the scopes is called after a provider that has one of them: `GITHUB_SCOPES`. Of several scopes, so may be
    /// what is around it.
    fn is_called(&self, group: &Group, names: &[&str]) -> bool {
        let mut called = group.context.iter().rev().filter(|name| names.len() > 1 || holds_scopes(name));
        let provider = called.find_map(|name| provider_of_word(name));
        provider.is_some_and(|provider| names.iter().take(MOST_NAMES).any(|name| self.knows(provider, name)))
    }

    /// The same of names in a table or a comparison, which may be anything.
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
        // What no provider has is a server's own scope, or a slip.
        let means = |name: &str| spoken_of.iter().any(|provider| self.is_slip(name, provider));
        group.form == Form::Fixed
            && match confidence {
                Confidence::Given => all(&|name| name.contains(is_scope_sign)) || all(&means),
                Confidence::Listed => {
                    all(&|name| name.contains(':'))
                        || (names.len() == 1 && all(&means))
                        || self.is_beside_usual(group, file)
                }
                // The type of a server for its own scopes.
                Confidence::Named => {
                    let has_sign = |name: &str| name.contains(':') || (names.len() > 2 && name.contains(is_scope_sign));
                    file.is_about_oauth && names.len() > 1 && all(&has_sign)
                }
                Confidence::Certain => false,
            }
    }

    /// Whether what all identity servers have is looked for in the same list: `scope.contains("email")`.
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
