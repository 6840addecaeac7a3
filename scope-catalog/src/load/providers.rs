//! Access to the bundled catalogs.

use crate::catalog::UnknownName;
use crate::names::closest::closest;

/// The providers that `provider = "…"` can name.
#[derive(Clone, Copy, Debug)]
pub struct Providers {
    names: &'static [&'static str],
    text: fn(&str) -> Option<&'static str>,
    operations: fn(&str) -> Option<&'static str>,
}

impl Providers {
    /// Every bundled catalog, and what operations need.
    #[cfg(feature = "providers")]
    pub const BUNDLED: Self =
        Self { names: scope_providers::NAMES, text: scope_providers::text, operations: scope_providers::operations };
    /// Every bundled catalog, for a program that leaves out the two megabytes of what operations need.
    #[cfg(feature = "providers")]
    pub const WITHOUT_OPERATIONS: Self = Self { operations: |_| None, ..Self::BUNDLED };
    /// No catalog.
    pub const NONE: Self = Self { names: &[], text: |_| None, operations: |_| None };

    /// The text of a catalog, and what its operations need, if that is known.
    ///
    /// # Errors
    ///
    /// If no catalog of that name is bundled: what to write instead.
    pub fn find(self, name: &str) -> Result<(&'static str, Option<&'static str>), UnknownName> {
        (self.text)(name).map(|text| (text, (self.operations)(name))).ok_or_else(|| self.unknown(name))
    }

    fn unknown(self, name: &str) -> UnknownName {
        if self.names.is_empty() {
            let message = format!("the catalog of the provider `{name}` is not part of this program");
            return UnknownName { message, help: "enable the feature `check-providers` of oauth-scopes".to_owned() };
        }
        let help = match closest(name, self.names.iter().copied()) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("run `cargo scopes providers` to list the {} bundled providers", self.names.len()),
        };
        UnknownName { message: format!("unknown provider `{name}`"), help }
    }
}
