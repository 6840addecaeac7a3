//! A catalog as it was loaded, and what requests name in it.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::catalog::{Catalog, UnknownName};
use crate::check::{Report, check, check_names};
use crate::model::{Client, Operation};
use crate::problem::Problem;
use crate::request::Request;
use crate::span::{LineColumn, SourceSpan};

/// A catalog, with those that are named in it and the texts that they were made from.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The main catalog.
    pub catalog: Catalog,
    /// `[catalogs]`, in order.
    pub named: Vec<Catalog>,
    /// Every file that was read, in order; the number of a [`SourceSpan`] is a position in it.
    pub files: Vec<File>,
    /// Whether a file that one of them extends could not be read.
    pub is_incomplete: bool,
    /// What is wrong with it, by place. A catalog with problems is as good as can be had.
    pub problems: Vec<Problem>,
}

/// A file that was read.
#[derive(Debug)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// What it held.
    pub text: String,
    /// What it looked like, for telling whether it has changed.
    pub stamp: Stamp,
    /// Whether a catalog under `[catalogs]` extends it, and so not the main one.
    pub is_of_named: bool,
}

/// What a file looks like from outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    pub(super) modified: Option<SystemTime>,
    pub(super) length: u64,
}

/// What a request is checked against.
#[derive(Debug)]
pub struct Target<'l> {
    /// The catalog that the scopes belong to.
    pub catalog: &'l Catalog,
    /// The other catalogs of the same file, for names that belong to one of those.
    pub others: Vec<&'l Catalog>,
    /// The client that asks.
    pub client: Option<&'l Client>,
    /// The operations that the scopes must be enough for.
    pub operations: Vec<Cow<'l, Operation>>,
    /// For each of them, its position among the names.
    pub positions: Vec<usize>,
}

/// What a name in a request is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A catalog.
    Catalog,
    /// A client.
    Client,
    /// An operation, by its position among those of the request.
    Operation(usize),
}

impl Target<'_> {
    /// A request for texts, to be checked.
    pub fn request<'r, 't>(&'r self, texts: &'r [&'t str]) -> Request<'r, 't> {
        let Self { catalog, client, .. } = *self;
        Request { catalog, others: &self.others, texts, client, operations: &self.operations }
    }

    /// Checks texts against it: see [`check`](crate::check).
    pub fn check<'t>(&self, texts: &[&'t str]) -> Report<'t> {
        check(&self.request(texts))
    }

    /// Checks the form and the names of texts: see [`check_names`](crate::check_names).
    pub fn check_names<'t>(&self, texts: &[&'t str]) -> Report<'t> {
        check_names(&self.request(texts))
    }
}

impl Loaded {
    /// The catalog of a name: `github` for `[catalogs.github]`. A `-` in a catalog's name may be written `_`.
    ///
    /// # Errors
    ///
    /// Where there is none: which ones there are.
    pub fn named(&self, name: &str) -> Result<&Catalog, UnknownName> {
        let exact = self.named.iter().find(|catalog| catalog.key() == Some(name));
        let with_underscores = |catalog: &&Catalog| catalog.key().is_some_and(|key| key.replace('-', "_") == name);
        exact.or_else(|| self.named.iter().find(with_underscores)).ok_or_else(|| {
            let keys: Vec<&str> = self.named.iter().filter_map(Catalog::key).collect();
            UnknownName::among(self.catalog.file(), "catalog", name, &keys, "[catalogs.NAME]")
        })
    }

    /// Every catalog but one.
    pub fn others_of(&self, catalog: &Catalog) -> Vec<&Catalog> {
        let mut others = Vec::with_capacity(self.named.len());
        for other in std::iter::once(&self.catalog).chain(&self.named) {
            if other.key() != catalog.key() {
                others.push(other);
            }
        }
        others
    }

    /// Looks up what a request names: a catalog (the main one if it names none), in it a client (its default client if it
    /// names none), and operations.
    ///
    /// Each name that is not there is added to `unknown`. Without a catalog there is nothing to check against; a client or
    /// an operation that is not there is left out of the answer.
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
        let mut target = Target { catalog, others, client: None, operations: Vec::new(), positions: Vec::new() };
        match client.map(|name| catalog.client(name)) {
            None => target.client = catalog.default_client(),
            Some(Ok(client)) => target.client = Some(client),
            Some(Err(error)) => unknown.push((Role::Client, error)),
        }
        for (position, name) in operations.iter().enumerate() {
            match catalog.operation(name) {
                Ok(operation) => {
                    target.operations.push(operation);
                    target.positions.push(position);
                }
                Err(error) => unknown.push((Role::Operation(position), error)),
            }
        }
        Some(target)
    }

    /// A problem's place as `path:line:column`, the path relative to a folder where it is inside it.
    pub fn locate(&self, span: SourceSpan, base: &Path) -> String {
        let Some(file) = self.files.get(span.position()) else { return "bundled".to_owned() };
        let place = LineColumn::at(&file.text, span.range().start);
        format!("{}:{place}", file.path.strip_prefix(base).unwrap_or(&file.path).display())
    }
}
