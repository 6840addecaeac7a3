//! Loads bundled catalogs, for lists that do not belong to the provider of the file's own catalog.

use std::path::Path;

use scope_catalog::load::{Loaded, load_text};
use scope_catalog::{Catalog, rules};

/// Loads a bundled catalog as if the user's catalog file contained it under `[catalogs]`, so that the user's levels
/// apply.
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
