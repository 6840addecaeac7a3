//! The files of a package together: which lists there are, and whose each is.

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
    /// Whose scopes they are.
    pub ownership: Ownership,
    /// The provider that a comment names.
    pub said: Option<String>,
}

impl FoundList {
    /// Whether it is asked of a provider.
    pub fn is_request(&self) -> bool {
        self.group.purpose == Purpose::Request
    }

    /// Whether it is a list of scopes at all, if only a hint names the provider: the provider has one of the names or a similar
    /// one, or half of them if the hint is a guess; or the code makes scopes of it.
    pub fn is_likely(&self, providers: &Providers) -> bool {
        let Owner::Provider(provider) = self.ownership.owner else { return true };
        let names = self.group.names();
        let is_made = matches!(self.group.form, Form::Chain(_) | Form::Scopes(_) | Form::Set(_) | Form::Fixed);
        // Nothing is known about an identity server with custom names.
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
    /// Those that the code has, in the order of the files.
    pub lists: Vec<FoundList>,
    /// How many only tests have, by the number of the file.
    pub in_tests: Vec<usize>,
    /// How many a comment says to leave out, by the number of the file.
    pub ignored: Vec<usize>,
}

/// Brings the files of a package together, each with its comments: constants are resolved, texts that may be anything are
/// left out, and the provider of each list is determined.
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

/// What a security scheme requires that is not one of the server's own is not compared with the server's scopes.
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

/// A group, if there is enough evidence that it is scopes; otherwise, of the names of a type, those for which there is.
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

/// The comments of a file, for positions in ascending order.
#[derive(Clone)]
struct Said<'c> {
    /// The comments that come later.
    rest: &'c [Comment],
    /// The comments about a part that has begun and has not ended: for each kind and each end, only the nearest.
    open: Vec<&'c Comment>,
}

/// What the comments say about a position.
struct SaidOfPlace {
    is_ignored: bool,
    provider: Option<String>,
}

impl Said<'_> {
    /// What the comments say about a group that begins nowhere before the previous one. Of names that stand each for itself,
    /// those that are to be left out are taken away, if others remain.
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
            // Of two comments before all code, the first one counts.
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
            // The nearest one counts.
            provider: providers.min_by_key(|(length, _)| *length).map(|(_, name)| name.clone()),
        }
    }
}

/// The names that the package defines by variants, by the name of the variant.
fn variants(usages: &[FileUsage]) -> BTreeMap<String, BTreeSet<String>> {
    let mut variants: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (variant, names) in usages.iter().flat_map(|usage| &usage.variants) {
        variants.entry(variant.clone()).or_default().extend(names.iter().cloned());
    }
    variants
}

/// A group with scopes in the place of variants that stand for them: those of the package itself, or of a provider that is
/// spoken of.
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
