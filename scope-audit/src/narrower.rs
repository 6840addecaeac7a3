//! Which scopes grant less than others.

use scope_catalog::{Catalog, Details, Risk, ScopeId};

use crate::accepted_by::Reach;

/// How it is known that one scope is narrower than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The catalog says that the broader one implies it.
    Implied,
    /// Every operation of the catalog that accepts the narrower one accepts the broader one too, but not the other way
    /// round.
    Operations {
        /// The number of operations that accept the narrower one.
        narrow: usize,
        /// The number of operations that accept the broader one.
        broad: usize,
    },
}

/// What a scope demands of the person who grants it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Demand {
    pub(crate) needs_approval: bool,
    pub(crate) risk: Risk,
}

impl Demand {
    pub(crate) fn of(catalog: &Catalog, id: ScopeId) -> Self {
        let of = |details: &Details| Self { needs_approval: details.approval.is_some(), risk: details.risk };
        catalog.scope(id).details.as_deref().map(of).unwrap_or_default()
    }

    /// Whether it demands more than another one, in whatever way.
    pub(crate) fn exceeds(self, other: Self) -> bool {
        self.needs_approval && !other.needs_approval || self.risk > other.risk
    }
}

/// Whether one scope is narrower than another, and how that is known. What is special does less, and not only to others.
/// What asks for an approval or has a higher risk asks for more.
pub(crate) fn is_narrower(reach: &Reach<'_>, narrow: ScopeId, broad: ScopeId) -> Option<Because> {
    let catalog = reach.catalog;
    if Demand::of(catalog, narrow).exceeds(Demand::of(catalog, broad))
        || narrow == broad
        || catalog.is_special(narrow)
        || catalog.covers(narrow, broad)
    {
        return None;
    }
    if catalog.covers(broad, narrow) {
        return Some(Because::Implied);
    }
    let (accepted, more) = (reach.needs(narrow), reach.needs(broad));
    let because = Because::Operations { narrow: reach.operations(narrow), broad: reach.operations(broad) };
    is_less(&accepted, &more).then_some(because)
}

/// Whether one set has only what another one has, and not all of it.
pub(crate) fn is_less(one: &[bool], other: &[bool]) -> bool {
    one != other && one.iter().zip(other).all(|(one, other)| !one || *other)
}
