//! The catalogs of providers that lists are checked against, where a file's own catalog is another one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use scope_catalog::load::{Loaded, load_text};
use scope_catalog::{Catalog, rules};

/// By what the catalog is for, and its provider.
type Catalogs = BTreeMap<(Option<String>, &'static str), Option<Rc<Catalog>>>;

/// The bundled catalogs that the files of a package need besides their own: each is loaded once for a catalog of the
/// user's own, for the first list of it.
#[derive(Debug, Default)]
pub(crate) struct Bundled {
    catalogs: RefCell<Catalogs>,
}

impl Bundled {
    /// The catalog of a provider. `None` if this build of the program does not have it.
    pub(crate) fn get(&self, provider: &'static str, own: &Catalog) -> Option<Rc<Catalog>> {
        let key = (own.key().map(str::to_owned), provider);
        self.catalogs.borrow_mut().entry(key).or_insert_with(|| load(provider, own).map(Rc::new)).clone()
    }
}

/// A bundled catalog as if the file of the user's own had it under `[catalogs]`, with the levels that the user states.
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
