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
    /// The constants of which it is asked whether something is in them.
    pub(crate) looked_in: BTreeSet<String>,
    /// The constants that are used otherwise.
    pub(crate) used: BTreeSet<String>,
    /// Where scopes are built at run time.
    pub composed: Vec<Range<usize>>,
    /// The constants that are composed at run time with other texts; where, and their names.
    pub(crate) composed_of: Vec<(Range<usize>, BTreeSet<String>)>,
    /// What speaks for a provider.
    pub hints: Vec<Hint>,
    /// Scopes that a server defines, each with its description.
    pub definitions: Vec<Definition>,
    /// The names of the security schemes that these are of, as far as they are stated.
    pub(crate) schemes: BTreeSet<String>,
    /// The names of these that variants stand for, by the name of the variant.
    pub(crate) variants: BTreeMap<String, BTreeSet<String>>,
    /// Whether it asks a server for tokens that is no provider's, as far as its address tells.
    pub(crate) has_other_server: bool,
    /// Whether it splits lists of scopes at commas itself: `scopes.split(',')`.
    pub splits_at_commas: bool,
    /// Whether it has to do with OAuth at all.
    pub is_about_oauth: bool,
    /// Where it is not valid Rust; what comes before was read.
    pub broken: Option<NoRust>,
}

impl FileUsage {
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
        self.schemes.clear();
        self.wanted.clear();
        self.looked_in.clear();
        self.used.clear();
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

/// Decides what the constants of a package are for, given all of its files: one that is requested in any file is a request
/// in the file that defines it, if there is one of that name; one that is only looked in is a table of names.
pub fn resolve_constants(usages: &mut [FileUsage]) {
    follow(usages);
    let looked_in: BTreeSet<String> = usages.iter().flat_map(|usage| &usage.looked_in).cloned().collect();
    let used: BTreeSet<String> = usages.iter().flat_map(|usage| &usage.used).cloned().collect();
    for group in usages.iter_mut().flat_map(|usage| &mut usage.groups) {
        if group.constant.as_ref().is_some_and(|name| looked_in.contains(name) && !used.contains(name)) {
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
    let mut requested: BTreeMap<String, Vec<&mut Group>> = BTreeMap::new();
    for group in usages.iter_mut().flat_map(|usage| &mut usage.groups) {
        if let Some(name) = group.constant.clone().filter(|name| wanted.contains_key(name)) {
            requested.entry(name).or_default().push(group);
        }
    }
    for (name, mut groups) in requested {
        let Some((confidence, is_about_oauth)) = wanted.remove(&name) else { continue };
        if let ([group], true) = (&mut *groups, is_about_oauth && confidence != Confidence::Listed) {
            group.confidence = Confidence::Certain;
            group.is_sent |= confidence >= Confidence::Given;
        }
    }
    add_constants(usages, &wanted);
}

/// Adds the constants that are requested and are in no group yet; of one name that several files define, none.
fn add_constants(usages: &mut [FileUsage], wanted: &BTreeMap<String, (Confidence, bool)>) {
    let mut files: BTreeMap<String, usize> = BTreeMap::new();
    for name in usages.iter().flat_map(|usage| usage.constants.keys()) {
        *files.entry(name.clone()).or_default() += 1;
    }
    for usage in usages {
        let mut taken: BTreeSet<usize> = usage.groups.iter().map(Group::start).collect();
        let groups = &mut usage.groups;
        usage.constants.retain(|name, group| {
            let Some(&(confidence, is_about_oauth)) = wanted.get(name) else { return true };
            if files[name] > 1 || !taken.insert(group.start()) {
                return true;
            }
            let is_sent = confidence >= Confidence::Given;
            let confidence = match confidence {
                Confidence::Listed => Confidence::Listed,
                _ if is_about_oauth => Confidence::Certain,
                _ => Confidence::Named,
            };
            let purpose = Purpose::Request;
            groups.push(Group { confidence, purpose, is_partial: true, is_sent, ..group.clone() });
            false
        });
        groups.extend(usage.constants.values().filter(|group| group.purpose == Purpose::Mention).cloned());
        groups.sort_by_key(Group::start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_two_files_define_is_followed_in_neither() {
        let read = |source: &str| crate::read(source, &BTreeSet::new()).expect("Rust");
        let defining = "const READ: &str = \"notes.read\"; const WRITE: &str = \"notes.write\";";
        let asking = "use oauth2::Scope; fn f() { c.add_scope(Scope::new(READ.into())); c.add_scope(Scope::new(WRITE.into())); }";
        let count = |sources: &[&str]| {
            let mut usages: Vec<FileUsage> = sources.iter().map(|source| read(source)).collect();
            resolve_constants(&mut usages);
            usages.iter().map(|usage| usage.groups.len()).sum::<usize>()
        };
        assert_eq!(count(&[defining, asking]), 2);
        assert_eq!(count(&[defining, "const READ: &str = \"other\";", asking]), 1);
        assert_eq!(count(&[defining]), 0);
    }

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
