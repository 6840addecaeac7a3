//! What `cargo scopes lint` is asked to check.

use scope_catalog::load::Loaded;
use scope_catalog::{Report, Request, UnknownName, check_and_fix};
use serde::Deserialize;

/// One line of `--jsonl`.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object with `scopes`")]
pub(crate) struct LintInput {
    #[serde(default)]
    pub(crate) id: serde_json::Value,
    #[serde(default)]
    pub(crate) provider: Option<String>,
    pub(crate) scopes: String,
    #[serde(default)]
    pub(crate) client: Option<String>,
    #[serde(default)]
    pub(crate) operations: Vec<String>,
}

impl LintInput {
    /// What is wrong with it, and what to write instead.
    pub(crate) fn check<'q>(&'q self, loaded: &Loaded) -> Result<(Report<'q>, Option<String>), UnknownName> {
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
