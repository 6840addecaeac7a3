//! Defines a loaded catalog, and resolves the names that requests refer to.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::catalog::{Catalog, UnknownName};
use crate::check::{Report, check, check_in_file, check_name, check_names};
use crate::fast::{keep, push_some};
use crate::model::{Client, Delimiter, Operation};
use crate::problem::Problem;
use crate::request::Request;
use crate::rules::unneeded_scope;
use crate::span::{LineColumn, SourceSpan};

use super::providers::Providers;

#[cfg(feature = "providers")]
const PROVIDERS: Providers = Providers::BUNDLED;
#[cfg(not(feature = "providers"))]
const PROVIDERS: Providers = Providers::NONE;

/// A catalog with its `[catalogs]`, and the files that it was loaded from.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The main catalog.
    pub catalog: Catalog,
    /// The catalogs under `[catalogs]`, in order.
    pub named: Vec<Catalog>,
    /// Every file that was read, in order; the source of a [`SourceSpan`] is a position in this list.
    pub files: Vec<File>,
    /// Files in `extends` that could not be read.
    pub missing: Vec<PathBuf>,
    /// The problems in the catalog, ordered by position. A catalog with problems contains everything that could be
    /// read.
    pub problems: Vec<Problem>,
}

/// A file that was read.
#[derive(Debug)]
pub struct File {
    /// Its path.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// Its stamp when it was read, to detect changes.
    pub stamp: Stamp,
    /// Whether only a catalog under `[catalogs]` extends it, but not the main one.
    pub is_of_named: bool,
}

/// The modification time and length of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    pub(super) modified: Option<SystemTime>,
    pub(super) length: u64,
}

/// What requests are checked against: a catalog, a client and operations.
#[derive(Debug)]
pub struct Target<'l> {
    /// The catalog of the scopes.
    pub catalog: &'l Catalog,
    /// The other catalogs in the same file, whose scopes are recognized.
    pub others: Vec<&'l Catalog>,
    /// The client that requests the scopes.
    pub client: Option<&'l Client>,
    /// The operations for which the scopes must be sufficient.
    pub operations: Vec<Cow<'l, Operation>>,
    /// For each of these, its index among the names.
    pub positions: Vec<usize>,
    /// Whether the catalog does not have one of the named operations.
    pub has_unknown_operations: bool,
}

/// What a name in a request refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A catalog.
    Catalog,
    /// A client.
    Client,
    /// An operation, by its index among those of the request.
    Operation(usize),
}

impl<'l> Target<'l> {
    /// Creates a target without operations.
    pub fn new(catalog: &'l Catalog, others: Vec<&'l Catalog>, client: Option<&'l Client>) -> Self {
        Self { catalog, others, client, operations: Vec::new(), positions: Vec::new(), has_unknown_operations: false }
    }

    /// Creates a request to check texts.
    pub fn request<'r, 't>(&'r self, texts: &'r [&'t str]) -> Request<'r, 't> {
        let Self { catalog, client, .. } = *self;
        Request { catalog, others: &self.others, texts, client, operations: &self.operations }
    }

    /// Checks texts; see [`check`](crate::check).
    pub fn check<'t>(&self, texts: &[&'t str]) -> Report<'t> {
        let mut report = check(&self.request(texts));
        if self.has_unknown_operations {
            // It is not known what the unknown operations need.
            keep(&mut report.findings, &mut |finding| finding.rule.id != unneeded_scope::RULE.id);
        }
        report
    }

    /// Checks texts in a file; see [`check_in_file`](crate::check_in_file).
    pub fn check_in_file<'t>(&self, texts: &[&'t str], delimiter: Delimiter) -> Report<'t> {
        check_in_file(&self.request(texts), delimiter)
    }

    /// Checks a text that should be a single name; see [`check_name`](crate::check_name).
    pub fn check_name<'t>(&self, text: &'t str) -> Report<'t> {
        check_name(&self.request(&[text]))
    }

    /// Checks the form and the names of texts; see [`check_names`](crate::check_names).
    pub fn check_names<'t>(&self, texts: &[&'t str]) -> Report<'t> {
        check_names(&self.request(texts))
    }
}

/// Further unknown operations in a call are only counted.
const MOST_UNKNOWN: usize = 20;

/// Returns the only bundled catalog that a word stands for: `github`, or `x` for `twitter`.
pub fn provider_named(word: &str) -> Option<&'static str> {
    match PROVIDERS.meant_by(word) {
        [only] => Some(only),
        _ => None,
    }
}

impl Loaded {
    /// Returns the main catalog, then those under `[catalogs]`.
    pub fn catalogs(&self) -> impl Iterator<Item = &Catalog> {
        std::iter::once(&self.catalog).chain(&self.named)
    }

    /// Like [`catalogs`](Self::catalogs), for setting levels.
    pub fn catalogs_mut(&mut self) -> impl Iterator<Item = &mut Catalog> {
        std::iter::once(&mut self.catalog).chain(&mut self.named)
    }

    /// Returns the catalog with this name: `github` for `[catalogs.github]`. A `-` in the name may be written as `_`.
    ///
    /// # Errors
    ///
    /// If there is no such catalog: a message with the names that exist, or with a similar one.
    pub fn named(&self, name: &str) -> Result<&Catalog, UnknownName> {
        let exact = self.named.iter().find(|catalog| catalog.key() == Some(name));
        let with_underscores = |catalog: &&Catalog| catalog.key().is_some_and(|key| key.replace('-', "_") == name);
        exact.or_else(|| self.named.iter().find(with_underscores)).ok_or_else(|| {
            let mut keys = Vec::new();
            for catalog in &self.named {
                push_some(&mut keys, catalog.key());
            }
            let mut unknown = UnknownName::among(self.catalog.file(), "catalog", name, &keys, "[catalogs.NAME]");
            let provider = name.replace('_', "-");
            if self.catalog.name() == name || self.catalog.builds_on(&provider) {
                unknown.help = format!("`{name}` is the main catalog: leave the name out");
            } else if !PROVIDERS.meant_by(&provider).is_empty() {
                unknown.help = format!("to add it, write `provider = \"{provider}\"` under `[catalogs.{provider}]`");
            }
            unknown
        })
    }

    /// Limits the cost of explaining unknown names, in all catalogs together, to the share of one of several packages
    /// that are checked in one run. By default, the limit is for a single package.
    #[cfg(feature = "load")]
    pub fn limit_explanations(&mut self, packages: usize) {
        let catalogs = (1 + self.named.len()) * packages.max(1);
        for catalog in self.catalogs_mut() {
            catalog.limit_explanations(catalogs);
        }
    }

    /// Returns every catalog other than this one.
    pub fn others_of(&self, catalog: &Catalog) -> Vec<&Catalog> {
        let mut others = Vec::with_capacity(self.named.len());
        for other in self.catalogs() {
            if other.key() != catalog.key() {
                others.push(other);
            }
        }
        others
    }

    /// Looks up what a request names: a catalog (by default the main one), a client in it (by default its default
    /// client), and operations.
    ///
    /// Each unknown name is added to `unknown`; beyond 20 operations, the last entry says how many more there are. The
    /// result is `None` if the catalog is unknown. An unknown client or operation is left out of the result.
    pub fn resolve(
        &self,
        catalog: Option<&str>,
        client: Option<&str>,
        operations: &[&str],
        unknown: &mut Vec<(Role, UnknownName)>,
    ) -> Option<Target<'_>> {
        let catalog = match catalog.map(|name| self.named(name)) {
            None => &self.catalog,
            Some(Ok(catalog)) => catalog,
            Some(Err(error)) => {
                unknown.push((Role::Catalog, error));
                return None;
            }
        };
        let others = self.others_of(catalog);
        let mut target = Target::new(catalog, others, None);
        match client.map(|name| catalog.client(name)) {
            None => target.client = catalog.default_client(),
            Some(Ok(client)) => target.client = Some(client),
            Some(Err(error)) => unknown.push((Role::Client, error)),
        }
        let mut unknown_operations = 0;
        for (position, name) in operations.iter().enumerate() {
            match catalog.operation(name) {
                Ok(operation) => {
                    target.operations.push(operation);
                    target.positions.push(position);
                }
                Err(error) => {
                    unknown_operations += 1;
                    if unknown_operations <= MOST_UNKNOWN {
                        unknown.push((Role::Operation(position), error));
                    }
                }
            }
        }
        target.has_unknown_operations = unknown_operations > 0;
        if let (Some(more @ 1..), Some((_, last))) = (unknown_operations.checked_sub(MOST_UNKNOWN), unknown.last_mut())
        {
            last.help.push_str(&format!("\nand {more} more unknown operations in this call"));
        }
        Some(target)
    }

    /// Returns a location as `path:line:column`, with the path relative to `base` if it is inside it.
    pub fn locate(&self, span: SourceSpan, base: &Path) -> String {
        let Some(file) = self.files.get(span.position()) else { return "bundled".to_owned() };
        let place = LineColumn::at(&file.text, span.range().start);
        format!("{}:{place}", file.path.strip_prefix(base).unwrap_or(&file.path).display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_unknown_operations_than_somebody_reads_are_counted() {
        let loaded = Loaded { catalog: crate::testing::catalog("scopes = ['a']"), ..Loaded::default() };
        for (count, reported, help) in [(20, 20, ""), (1_000, 20, "\nand 980 more unknown operations in this call")] {
            let mut unknown = Vec::new();
            let target = loaded.resolve(None, None, &vec!["GET /x"; count], &mut unknown);
            assert!(target.is_some_and(|target| target.has_unknown_operations));
            assert_eq!(unknown.len(), reported);
            assert!(unknown.last().is_some_and(|(_, last)| last.help.ends_with(help)), "{count}");
        }
    }
}
