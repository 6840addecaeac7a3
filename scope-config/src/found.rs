//! Combines the lists of a file with what is known about the programs that read them.

use std::collections::{BTreeMap, BTreeSet};

use scope_catalog::Delimiter;

use crate::extract::{Extracted, ExtractedByPreset};
use crate::list::{List, Unsuitable};
use crate::path::LookupFailure;
use crate::presets::{ListKind, Rule};
use crate::role::Role;

/// What is known about the program that reads a list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reader {
    /// The provider from which it requests the scopes.
    pub(crate) provider: Option<&'static str>,
    /// How it splits a string.
    pub(crate) delimiter: Option<Delimiter>,
    /// Whether this comes from a preset.
    pub(crate) is_preset: bool,
    /// Whether the names are defined by the program itself, or by its user's API.
    pub(crate) has_own_names: bool,
    /// How scopes are written in its files.
    pub(crate) kind: ListKind,
}

impl Reader {
    fn of_preset(rule: &Rule) -> Self {
        let &Rule { provider, delimiter, has_own_names, kind, .. } = rule;
        Self { provider, delimiter, is_preset: true, has_own_names, kind }
    }
}

/// The lists of a file with their readers, the values that cannot be lists, and the paths that were not found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) lists: Vec<(List, Reader)>,
    pub(crate) unsuitable: Vec<Unsuitable>,
    pub(crate) failures: Vec<LookupFailure>,
}

impl Found {
    /// Converts what presets found.
    pub(crate) fn by_presets(found: ExtractedByPreset) -> Self {
        let lists = found.lists.into_iter().map(|(_, rule, list)| (list, Reader::of_preset(rule)));
        Self { lists: lists.collect(), unsuitable: found.unsuitable, failures: Vec::new() }
    }

    /// Combines what was found at the user's paths with the readers that presets know.
    pub(crate) fn at_paths(found: Extracted, known: &Self) -> Self {
        let of_provider = known.lists.iter().filter(|(_, reader)| reader.provider.is_some());
        // If two presets find the same list, the first counts.
        let readers: BTreeMap<_, Reader> =
            of_provider.rev().map(|(list, reader)| ((list.span.start, list.span.end), *reader)).collect();
        let lists = found.lists.into_iter().map(|list| {
            // A path says where the list is, but not how the program splits it.
            let known = readers.get(&(list.span.start, list.span.end)).copied().unwrap_or_default();
            (list, Reader { delimiter: None, is_preset: false, ..known })
        });
        let failures = found.failures.into_iter().map(|(_, failure)| failure).collect();
        Self { lists: lists.collect(), unsuitable: found.unsuitable, failures }
    }

    /// Returns the names of scopes that the file itself defines. The provider has these, even if its catalog does not.
    pub(crate) fn defined(&self) -> BTreeSet<String> {
        let lists = self.lists.iter().filter(|(list, _)| list.role == Role::Defines);
        lists.flat_map(|(list, _)| &list.scopes).map(|scope| scope.text.clone()).collect()
    }
}
