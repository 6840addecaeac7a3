//! The catalogs of providers that lists are checked against, where a file's own catalog is another one.

use std::path::Path;

use scope_catalog::load::{Loaded, load_text};
use scope_catalog::{Catalog, rules};

/// A bundled catalog as if the file of the user's own had it under `[catalogs]`, with the levels that the user states.
pub(crate) fn bundled(provider: &str, own: &Catalog) -> Option<Catalog> {
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
