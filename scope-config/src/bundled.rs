//! Loads bundled catalogs, for lists that do not belong to the provider of the file's own catalog.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use scope_catalog::load::{Loaded, load_text};
use scope_catalog::{Catalog, rules};

/// The keys are the key of the user's own catalog and the provider.
type Catalogs = BTreeMap<(Option<String>, &'static str), Option<Rc<Catalog>>>;

/// The bundled catalogs that the files of a package need besides their own. Each is loaded once for each of the user's
/// catalogs, when a list needs it.
#[derive(Debug, Default)]
pub(crate) struct Bundled {
    catalogs: RefCell<Catalogs>,
}

impl Bundled {
    /// Returns the catalog of a provider; `None` if it is not compiled in.
    pub(crate) fn get(&self, provider: &'static str, own: &Catalog) -> Option<Rc<Catalog>> {
        let key = (own.key().map(str::to_owned), provider);
        self.catalogs.borrow_mut().entry(key).or_insert_with(|| load(provider, own).map(Rc::new)).clone()
    }
}

/// Loads a bundled catalog as if the user's catalog file contained it under `[catalogs]`, so that the user's levels
/// apply.
fn load(provider: &str, own: &Catalog) -> Option<Catalog> {
    let text = format!("[catalogs.{provider}]\nprovider = \"{provider}\"\n");
    let Loaded { named, problems, .. } = load_text(Path::new(own.file()), text, None);
    let mut catalog = named.into_iter().next().filter(|_| problems.is_empty())?;
    for rule in rules::ALL {
        if let Some(level) = own.explicit_level(rule) {
            catalog.set_level(rule, level);
        }
    }
    Some(catalog)
}
