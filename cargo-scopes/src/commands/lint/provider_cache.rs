//! The bundled catalogs that lines of `--jsonl` name.

use std::collections::HashMap;

use scope_catalog::load::Loaded;

use crate::catalogs::{open, provided};
use crate::cli::CatalogOption;
use crate::error::Failure;

/// The bundled catalogs that were asked for, each read once.
#[derive(Debug, Default)]
pub(crate) struct ProviderCache {
    /// Answers every question, whatever provider it names, where one is given.
    only: Option<Loaded>,
    read: HashMap<String, Loaded>,
}

impl ProviderCache {
    pub(crate) fn new(option: &CatalogOption) -> Result<Self, Failure> {
        let is_named = option.provider().is_some() || option.catalog.is_some();
        let only = if is_named { Some(open(option)?) } else { None };
        Ok(Self { only, read: HashMap::new() })
    }

    pub(crate) fn catalog(&mut self, provider: Option<&str>) -> Result<&Loaded, String> {
        if let Some(only) = &self.only {
            return Ok(only);
        }
        let name = provider.ok_or("`provider` is missing")?;
        if !self.read.contains_key(name) {
            // Names that are not bundled are not kept: there is no end of them.
            let loaded = provided(name)?;
            self.read.insert(name.to_owned(), loaded);
        }
        Ok(&self.read[name])
    }
}
