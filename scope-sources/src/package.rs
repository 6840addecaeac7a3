//! Combines the files of a package: finds its lists of scopes, and who owns each.

use std::collections::{BTreeMap, BTreeSet};

use crate::comments::{Comment, Directive};
use crate::confidence::Confidence;
use crate::group::{Form, Group, Kind, Purpose, Text};
use crate::hints::Hints;
use crate::names_of_providers::provider_of_word;
use crate::ownership::{List, Owner, Ownership, Reason};
use crate::providers::{MOST_NAMES, Providers};
use crate::usage::{FileUsage, resolve_constants};

/// A list of scopes in a file of a package.
#[derive(Clone, Debug)]
pub struct FoundList {
    /// The number of the file.
    pub file: usize,
    /// Its texts.
    pub group: Group,
    /// Who owns the scopes.
    pub ownership: Ownership,
    /// The provider that a comment names.
    pub said: Option<String>,
}

impl FoundList {
    /// Returns whether the list is requested.
    pub fn is_request(&self) -> bool {
        self.group.purpose == Purpose::Request
    }

    /// Returns whether this is really a list of scopes, if only a hint identifies the provider. The provider must have
    /// one of the names or a similar one, or half of them if the hint is a guess; or the code makes scopes from the
    /// list.
    pub fn is_likely(&self, providers: &Providers) -> bool {
        let Owner::Provider(provider) = self.ownership.owner else { return true };
        let names = self.group.names();
        let is_made = matches!(self.group.form, Form::Chain(_) | Form::Scopes(_) | Form::Set(_) | Form::Fixed);
        // Nothing is known about the names of an identity server that lets its users define them.
        let catalog = providers.catalog(provider);
        let is_made = is_made && catalog.is_some_and(|catalog| names.iter().any(|name| catalog.is_complete_for(name)));
        let by_names = matches!(self.ownership.reason, Reason::Names(_));
        let knows = |name: &&str| providers.knows(provider, name) || providers.meant(provider, name).is_some();
        let is_guess = !self.ownership.is_certain && matches!(self.ownership.reason, Reason::Hint { .. });
        let needed = if is_guess { names.len().min(MOST_NAMES).div_ceil(2) } else { 1 };
        let has_enough = || names.iter().take(MOST_NAMES).filter(|name| knows(name)).take(needed).count() == needed;
        is_made || by_names || self.group.confidence == Confidence::Certain || has_enough()
    }
}

/// The lists of a package.
#[derive(Debug, Default)]
pub struct PackageLists {
    /// The lists outside of tests, in the order of the files.
    pub lists: Vec<FoundList>,
    /// How many lists are only in tests, by the number of the file.
    pub in_tests: Vec<usize>,
    /// How many lists a comment excludes, by the number of the file.
    pub ignored: Vec<usize>,
}

/// Combines the files of a package, each with its comments: resolves constants, drops texts that are not likely to be
/// scopes, and determines the owner of each list.
pub fn package_lists(usages: &mut [FileUsage], comments: &[Vec<Comment>], providers: &Providers) -> PackageLists {
    resolve_constants(usages);
    leave_other_schemes(usages);
    let hints = Hints::of(usages.iter());
    let mut found = PackageLists::default();
    let variants = variants(usages);
    let mut groups = Vec::new();
    for (file, usage) in usages.iter().enumerate() {
        let mut said = Said { rest: comments.get(file).map_or(&[], Vec::as_slice), open: Vec::new() };
        let spoken_of: BTreeSet<&'static str> = usage.hints.iter().map(|hint| hint.provider).collect();
        for group in &usage.groups {
            let group = with_names(group, &variants, &spoken_of, providers);
            for mut group in accepted(group, |group| providers.accept(group, usage, &spoken_of)) {
                let said = said.of(&mut group);
                if said.is_ignored {
                    found.ignored.push(file);
                } else if group.is_of_tests {
                    found.in_tests.push(file);
                } else {
                    groups.push((file, group, said.provider));
                }
            }
        }
    }
    let list = |(file, group, _): &(usize, Group, Option<String>)| List {
        is_beside_other: usages[*file].has_other_server,
        ..List::of(group, *file)
    };
    let owners = providers.owners(&groups.iter().map(list).collect::<Vec<_>>(), &hints);
    let own_hints = usages.iter().flat_map(|usage| &usage.hints).filter(|hint| hint.is_of_own_application());
    let unpublished: BTreeSet<&'static str> = own_hints.map(|hint| hint.provider).collect();
    let list = |((file, group, said), mut ownership): ((usize, Group, Option<String>), Ownership)| {
        if matches!(ownership.owner, Owner::Provider(provider) if unpublished.contains(provider)) {
            ownership.is_certain = false;
        }
        FoundList { file, group, ownership, said }
    };
    found.lists = groups.into_iter().zip(owners).map(list).collect();
    found
}

/// Turns the requirements of security schemes that are not the server's own into mentions: they are not the server's
/// scopes.
fn leave_other_schemes(usages: &mut [FileUsage]) {
    let own: BTreeSet<String> = usages.iter().flat_map(|usage| &usage.schemes).cloned().collect();
    for group in usages.iter_mut().flat_map(|usage| &mut usage.groups) {
        let is_other =
            |name: &&String| if own.is_empty() { provider_of_word(name).is_some() } else { !own.contains(*name) };
        if let Some(scheme) = group.scheme.as_ref().filter(is_other) {
            group.purpose = Purpose::Mention;
            group.context.push(scheme.clone());
        }
    }
}

/// Returns a group if there is enough evidence that it contains scopes. From the names of a type, returns those for
/// which there is.
fn accepted(group: Group, is_accepted: impl Fn(&Group) -> bool) -> Vec<Group> {
    match &*group.texts {
        [] => Vec::new(),
        _ if is_accepted(&group) => vec![group],
        [_] => Vec::new(),
        texts if group.purpose == Purpose::Mention && group.confidence == Confidence::Named => {
            let alone = |text: &Text| Group { texts: vec![text.clone()], ..group.clone() };
            texts.iter().map(alone).filter(is_accepted).collect()
        }
        _ => Vec::new(),
    }
}

/// Looks up the comments of a file for ascending positions.
#[derive(Clone)]
struct Said<'c> {
    /// The comments that come later.
    rest: &'c [Comment],
    /// The comments whose range includes the current position: for each kind and each end, only the nearest.
    open: Vec<&'c Comment>,
}

/// What the comments say about a position.
struct SaidOfPlace {
    is_ignored: bool,
    provider: Option<String>,
}

impl Said<'_> {
    /// Returns what the comments say about a group, which must not start before the previous one. Ignored names are
    /// removed from a group of mentions if others remain.
    fn of(&mut self, group: &mut Group) -> SaidOfPlace {
        let said = self.at(group.start());
        if group.purpose != Purpose::Mention || group.texts.len() < 2 {
            return said;
        }
        let mut rest = self.clone();
        let is_ignored = |text: &Text| rest.at(text.span.start).is_ignored;
        let ignored: Vec<bool> = group.texts.iter().map(is_ignored).collect();
        if ignored.contains(&false) {
            let mut ignored = ignored.into_iter();
            group.texts.retain(|_| ignored.next() == Some(false));
            return SaidOfPlace { is_ignored: false, ..said };
        }
        said
    }

    /// What the comments say about a position, which must not be before the previous one.
    fn at(&mut self, start: usize) -> SaidOfPlace {
        while let [comment, rest @ ..] = self.rest
            && comment.about.start <= start
        {
            self.rest = rest;
            let is_said = |other: &Comment| {
                other.about.end == comment.about.end
                    && std::mem::discriminant(&other.directive) == std::mem::discriminant(&comment.directive)
            };
            // Of two comments before all code, the first counts.
            if !self.open.iter().any(|other| is_said(other) && other.about == comment.about) {
                self.open.retain(|other| !is_said(other));
                self.open.push(comment);
            }
        }
        self.open.retain(|comment| start < comment.about.end);
        let providers = self.open.iter().filter_map(|comment| match &comment.directive {
            Directive::Provider(name) => Some((comment.about.len(), name)),
            Directive::Ignore => None,
        });
        SaidOfPlace {
            is_ignored: self.open.iter().any(|comment| comment.directive == Directive::Ignore),
            // The nearest comment counts.
            provider: providers.min_by_key(|(length, _)| *length).map(|(_, name)| name.clone()),
        }
    }
}

/// Returns the scopes that the package defines as variants, by the name of the variant.
fn variants(usages: &[FileUsage]) -> BTreeMap<String, BTreeSet<String>> {
    let mut variants: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (variant, names) in usages.iter().flat_map(|usage| &usage.variants) {
        variants.entry(variant.clone()).or_default().extend(names.iter().cloned());
    }
    variants
}

/// Replaces variants in a group by the scopes that they stand for, according to the package or to a provider that it
/// mentions.
fn with_names(
    group: &Group,
    variants: &BTreeMap<String, BTreeSet<String>>,
    spoken_of: &BTreeSet<&'static str>,
    providers: &Providers,
) -> Group {
    let name = |variant: &str| match variants.get(variant) {
        Some(names) => names.first().filter(|_| names.len() == 1).cloned(),
        None => providers.of_variant(spoken_of.iter().copied(), variant),
    };
    let texts = group.texts.iter().filter_map(|text| match text.kind {
        Kind::Variant => Some(Text { value: name(&text.value)?, ..text.clone() }),
        _ => Some(text.clone()),
    });
    Group { texts: texts.collect(), ..group.clone() }
}
