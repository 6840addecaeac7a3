//! Access to the bundled catalogs.

use crate::catalog::UnknownName;
use crate::model::CatalogSource;
use crate::names::closest::suggested;
use crate::problem::Problem;

/// The providers that `provider = "…"` can name.
#[derive(Clone, Copy, Debug)]
pub struct Providers {
    names: &'static [&'static str],
    text: fn(&str) -> Option<&'static str>,
    operations: fn(&str) -> Option<&'static str>,
    aliased: fn(&str) -> &'static [&'static str],
    aliases: fn() -> Vec<&'static str>,
}

impl Providers {
    /// Every bundled catalog, and what operations need.
    #[cfg(feature = "providers")]
    pub const BUNDLED: Self = Self {
        names: scope_providers::NAMES,
        text: scope_providers::text,
        operations: scope_providers::operations,
        aliased: scope_providers::aliased,
        aliases: || scope_providers::aliases().collect(),
    };
    /// Every bundled catalog, for a program that leaves out the two megabytes of what operations need.
    #[cfg(feature = "providers")]
    pub const WITHOUT_OPERATIONS: Self = Self { operations: |_| None, ..Self::BUNDLED };
    /// No catalog.
    pub const NONE: Self =
        Self { names: &[], text: |_| None, operations: |_| None, aliased: |_| &[], aliases: Vec::new };

    /// The bundled catalogs that a name means: the one of that name, or those that people call so, such as `twitter` for
    /// `x`.
    ///
    /// # Errors
    ///
    /// If there is none: what to write instead.
    pub fn named(self, name: &str) -> Result<&'static [&'static str], UnknownName> {
        let found = self.meant_by(name);
        if found.is_empty() { Err(self.unknown(name)) } else { Ok(found) }
    }

    /// The same; empty if there is none.
    pub(super) fn meant_by(self, name: &str) -> &'static [&'static str] {
        match self.names.iter().position(|known| *known == name) {
            Some(at) => &self.names[at..=at],
            None => (self.aliased)(name),
        }
    }

    /// What one of the catalogs has, to be merged with others. `source` is its number.
    pub(super) fn layer(self, name: &str, source: u32, problems: &mut Vec<Problem>) -> Option<CatalogSource> {
        let layer = CatalogSource::parse(source, (self.text)(name)?, problems);
        Some(layer.with_operation_text((self.operations)(name)))
    }

    fn unknown(self, name: &str) -> UnknownName {
        if self.names.is_empty() {
            let message = format!("the catalog of the provider `{name}` is not part of this program");
            return UnknownName { message, help: "enable the feature `check-providers` of oauth-scopes".to_owned() };
        }
        let mut known = self.names.to_vec();
        known.append(&mut (self.aliases)());
        let help = suggested(name, &known).unwrap_or_else(|| {
            format!("run `cargo scopes providers` to list the {} bundled providers", self.names.len())
        });
        let message = if name.is_empty() {
            "the name of the provider is empty".to_owned()
        } else {
            format!("unknown provider `{name}`")
        };
        UnknownName { message, help }
    }
}
