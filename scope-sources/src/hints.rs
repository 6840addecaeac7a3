//! What speaks for providers in the files of a package, besides names of scopes.

use std::collections::{BTreeMap, BTreeSet};

use crate::ownership::Reason;
use crate::provider_hints::Hint;
use crate::usage::FileUsage;

/// What speaks for providers in the files of a package.
#[derive(Clone, Debug, Default)]
pub struct Hints(pub(crate) Vec<(usize, Hint)>);

impl Hints {
    /// Those of some files, in order.
    pub fn of<'u>(usages: impl IntoIterator<Item = &'u FileUsage>) -> Self {
        let all = usages.into_iter().enumerate();
        Self(all.flat_map(|(file, usage)| usage.hints.iter().map(move |hint| (file, hint.clone()))).collect())
    }

    /// The most certain hint for each provider, in each file and in all files.
    pub(crate) fn surest(&self) -> Surest<'_> {
        let mut surest = Surest::default();
        for (file, hint) in &self.0 {
            let key = |(file, hint): &(usize, &Hint)| (hint.kind, *file, hint.span.start);
            for of in [Some(*file), None] {
                let best = surest.0.entry(of).or_default().entry(hint.provider).or_insert((*file, hint));
                if key(&(*file, hint)) < key(best) {
                    *best = (*file, hint);
                }
            }
        }
        surest
    }
}

/// The most certain hint for each provider, with the number of its file: in each file, and without one in all files.
#[derive(Debug, Default)]
pub(crate) struct Surest<'h>(BTreeMap<Option<usize>, BTreeMap<&'static str, (usize, &'h Hint)>>);

impl Surest<'_> {
    /// The providers with strong hints, or all of them if there is no strong one.
    pub(crate) fn providers(&self, file: Option<usize>) -> BTreeSet<&'static str> {
        let all = || self.0.get(&file).into_iter().flatten();
        let strong = all().filter(|(_, (_, hint))| hint.kind.is_strong());
        let strong: BTreeSet<&'static str> = strong.map(|(provider, _)| *provider).collect();
        if strong.is_empty() { all().map(|(provider, _)| *provider).collect() } else { strong }
    }

    pub(crate) fn best(&self, file: Option<usize>, provider: &str) -> Option<Reason> {
        let (file, hint) = self.0.get(&file)?.get(provider)?;
        let Hint { kind, text, span, .. } = (*hint).clone();
        Some(Reason::Hint { kind, text, file: *file, span })
    }
}
