//! What a source file has to do with scopes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use crate::confidence::Confidence;
use crate::group::{Group, Purpose};
use crate::provider_hints::{self, Hint};
use crate::tokens::NoRust;

/// What a source file has to do with scopes.
#[derive(Debug, Default)]
pub struct FileUsage {
    /// Scopes that are written in it, in order.
    pub groups: Vec<Group>,
    /// Constants of texts that may be scopes, by name; their use decides.
    pub constants: BTreeMap<String, Group>,
    /// The constants that are requested, and those that may be.
    pub wanted: BTreeMap<String, Confidence>,
    /// How constants are used.
    pub(crate) uses: BTreeMap<String, Uses>,
    /// Where scopes are built at run time.
    pub composed: Vec<Range<usize>>,
    /// The constants that are composed at run time with other texts; where, and their names.
    pub(crate) composed_of: Vec<(Range<usize>, BTreeSet<String>)>,
    /// What speaks for a provider.
    pub hints: Vec<Hint>,
    /// Scopes that a server defines, each with its description.
    pub definitions: Vec<Definition>,
    /// The names of these that variants stand for, by the name of the variant.
    pub(crate) variants: BTreeMap<String, BTreeSet<String>>,
    /// Whether it has to do with OAuth at all.
    pub is_about_oauth: bool,
    /// Where it is not valid Rust; what comes before was read.
    pub broken: Option<NoRust>,
}

impl FileUsage {
    fn add(&mut self, group: Group) {
        let at = self.groups.partition_point(|known| known.start() <= group.start());
        self.groups.insert(at, group);
    }

    /// Takes what the name of the file says of the provider, if nothing in its code does.
    #[must_use]
    pub fn named(mut self, path: &Path) -> Self {
        if !self.groups.is_empty() && self.hints.iter().all(|hint| !hint.kind.is_strong()) {
            self.hints.extend(provider_hints::of_path(path));
        }
        self
    }

    /// Marks everything as there for tests alone.
    pub fn mark_as_tests(&mut self) {
        self.groups.iter_mut().for_each(|group| group.is_of_tests = true);
        self.constants.values_mut().for_each(|group| group.is_of_tests = true);
        self.definitions.iter_mut().for_each(|definition| definition.is_of_tests = true);
        self.wanted.clear();
        self.uses.clear();
        self.composed.clear();
        self.composed_of.clear();
        self.hints.clear();
    }
}

/// A scope that a server defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// What it permits; empty if that is not said.
    pub description: String,
    /// The bytes of the literal that has the name, or of the variant that is called so.
    pub span: Range<usize>,
    /// Whether only tests have it.
    pub is_of_tests: bool,
}

/// What is done with a constant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Uses {
    /// How often it is asked whether something is in it.
    pub(crate) looked_in: usize,
    /// How often it is used otherwise.
    pub(crate) others: usize,
}

/// Decides what the constants of a package are for, given all of its files: one that is requested in any file is a request
/// in the file that defines it, if there is one of that name; one that is only looked in is a table of names.
pub fn resolve_constants(usages: &mut [FileUsage]) {
    follow(usages);
    let mut uses: BTreeMap<String, Uses> = BTreeMap::new();
    for usage in usages.iter() {
        for (name, seen) in &usage.uses {
            let sum = uses.entry(name.clone()).or_default();
            sum.looked_in += seen.looked_in;
            sum.others += seen.others;
        }
    }
    for group in usages.iter_mut().flat_map(|usage| &mut usage.groups) {
        let seen = group.constant.as_ref().and_then(|name| uses.get(name));
        if seen.is_some_and(|seen| seen.others == 0 && seen.looked_in > 0) {
            group.purpose = Purpose::Mention;
        }
    }
    let known: BTreeSet<String> =
        usages.iter().flat_map(|usage| usage.groups.iter().filter_map(|group| group.constant.clone())).collect();
    for usage in usages {
        let of = std::mem::take(&mut usage.composed_of);
        let unknown = of.into_iter().filter(|(_, names)| names.is_empty() || !names.is_subset(&known));
        usage.composed.extend(unknown.map(|(place, _)| place));
        usage.composed.sort_by_key(|place| (place.start, place.end));
        usage.composed.dedup();
    }
}

/// Adds the constants that a file requests to the groups of the file that defines them.
fn follow(usages: &mut [FileUsage]) {
    let mut wanted: BTreeMap<String, (Confidence, bool)> = BTreeMap::new();
    for usage in usages.iter() {
        for (name, &confidence) in &usage.wanted {
            let known = wanted.entry(name.clone()).or_insert((confidence, false));
            *known = (known.0.max(confidence), known.1 || usage.is_about_oauth);
        }
    }
    for (name, (confidence, is_about_oauth)) in wanted {
        let is_it = |group: &&mut Group| group.constant.as_ref() == Some(&name);
        let mut known = usages.iter_mut().flat_map(|usage| &mut usage.groups).filter(is_it);
        if let (Some(group), None) = (known.next(), known.next()) {
            if is_about_oauth && confidence != Confidence::Listed {
                group.confidence = Confidence::Certain;
            }
            continue;
        }
        let mut defining = usages.iter_mut().filter(|usage| usage.constants.contains_key(&name));
        let (Some(usage), None) = (defining.next(), defining.next()) else { continue };
        let is_taken = |group: &Group| usage.groups.iter().any(|known| known.start() == group.start());
        if usage.constants.get(&name).is_some_and(is_taken) {
            continue;
        }
        if let Some(mut group) = usage.constants.remove(&name) {
            group.purpose = Purpose::Request;
            group.confidence = match confidence {
                Confidence::Listed => Confidence::Listed,
                _ if is_about_oauth => Confidence::Certain,
                _ => Confidence::Named,
            };
            group.is_partial = true;
            usage.add(group);
        }
    }
    for usage in usages {
        let is_named = |group: &&Group| group.purpose == Purpose::Mention;
        let named: Vec<Group> = usage.constants.values().filter(is_named).cloned().collect();
        for group in named {
            usage.add(group);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_that_another_file_asks_for() {
        let read = |source: &str| crate::read(source, &BTreeSet::new()).expect("Rust");
        let confidence = |asking: &str| {
            let mut usages = [read("pub static DEFAULT_SCOPES: &[&str] = &[\"notes\", \"tags\"];"), read(asking)];
            resolve_constants(&mut usages);
            usages[0].groups[0].confidence
        };
        let asking = "use oauth2::Scope; fn f() { c.add_scopes(defaults::DEFAULT_SCOPES.iter().map(Scope::new)); }";
        assert_eq!(confidence(asking), Confidence::Certain);
        assert_eq!(confidence("fn f() { let scope = defaults::DEFAULT_SCOPES.to_vec(); }"), Confidence::Named);
        assert_eq!(confidence("fn f() {}"), Confidence::Named);
    }
}
