//! Reads the requests to `cargo scopes lint`, and finds their catalogs.

use std::collections::HashMap;

use scope_catalog::load::{Loaded, load_provider};
use scope_catalog::{Report, Request, UnknownName, check_and_fix};
use serde::Deserialize;

use crate::catalogs::open;
use crate::cli::CatalogOption;
use crate::error::Failure;

/// A line of `--jsonl`.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object with `scopes`")]
pub(super) struct LintInput {
    #[serde(default)]
    pub(super) id: serde_json::Value,
    #[serde(default)]
    pub(super) provider: Option<String>,
    pub(super) scopes: String,
    #[serde(default)]
    pub(super) client: Option<String>,
    #[serde(default)]
    pub(super) operations: Vec<String>,
}

impl LintInput {
    /// Returns the findings, and the fixed text.
    pub(super) fn check<'q>(&'q self, loaded: &Loaded) -> Result<(Report<'q>, Option<String>), UnknownName> {
        let catalog = &loaded.catalog;
        let client = match &self.client {
            Some(name) => Some(catalog.client(name)?),
            None => catalog.default_client(),
        };
        let operations =
            self.operations.iter().map(|name| catalog.operation_meant(name)).collect::<Result<Vec<_>, _>>()?;
        let others: Vec<_> = loaded.named.iter().collect();
        let uses = [&*self.scopes];
        let request = Request { catalog, others: &others, texts: &uses, client, operations: &operations };
        Ok(check_and_fix(&request))
    }
}

/// The bundled catalogs that lines of `--jsonl` name, each loaded once.
#[derive(Debug, Default)]
pub(super) struct ProviderCache {
    /// The catalog given on the command line, which is used for all lines.
    only: Option<Loaded>,
    read: HashMap<String, Loaded>,
}

impl ProviderCache {
    pub(super) fn new(option: &CatalogOption) -> Result<Self, Failure> {
        let is_named = option.provider().is_some() || option.catalog.is_some();
        let only = if is_named { Some(open(option)?) } else { None };
        Ok(Self { only, read: HashMap::new() })
    }

    pub(super) fn catalog(&mut self, provider: Option<&str>) -> Result<&Loaded, String> {
        if let Some(only) = &self.only {
            return Ok(only);
        }
        let name = provider.ok_or("`provider` is missing")?;
        if !self.read.contains_key(name) {
            // Unknown names are not cached, since their number is unlimited.
            let loaded = load_provider(name).map_err(|error| Failure::from(error).to_string())?;
            self.read.insert(name.to_owned(), loaded);
        }
        Ok(&self.read[name])
    }
}
