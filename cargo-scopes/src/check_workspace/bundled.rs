//! Shares the bundled catalogs between all packages of a workspace.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use scope_catalog::load::{Loaded, load_provider, provider_named};
use scope_sources::Providers;

use crate::levels::Levels;

/// The bundled catalogs, shared by all packages.
#[derive(Debug, Default)]
pub(super) struct Bundled {
    providers: OnceLock<Providers>,
    /// The catalogs loaded so far, with the levels of this run.
    loaded: Mutex<BTreeMap<&'static str, Arc<Loaded>>>,
}

impl Bundled {
    pub(super) fn providers(&self) -> &Providers {
        self.providers.get_or_init(Providers::bundled)
    }

    /// Returns the catalogs that were loaded.
    pub(super) fn loaded(self) -> BTreeMap<&'static str, Loaded> {
        let loaded = self.loaded.into_inner().unwrap_or_else(PoisonError::into_inner);
        loaded.into_iter().filter_map(|(name, loaded)| Some((name, Arc::into_inner(loaded)?))).collect()
    }

    /// Returns the catalog of a provider, which may be given by an alias.
    pub(super) fn load(&self, name: &str, levels: &Levels) -> Option<(&'static str, Arc<Loaded>)> {
        let provider = provider_named(name)?;
        let mut all = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let loaded = match all.entry(provider) {
            Entry::Occupied(loaded) => Arc::clone(loaded.get()),
            Entry::Vacant(place) => {
                let mut loaded = load_provider(provider).ok()?;
                levels.apply(&mut loaded);
                Arc::clone(place.insert(Arc::new(loaded)))
            }
        };
        Some((provider, loaded))
    }
}
