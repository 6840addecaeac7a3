//! Parses requests into items, and diagnoses unknown names.

use std::borrow::Cow;

use crate::catalog::Catalog;
use crate::model::{Client, Operation};

pub(crate) mod confusable;
pub(crate) mod diagnose;
pub(crate) mod diagnosis;
pub(crate) mod fitting;
mod misnomer;
mod parsed_list;
pub(crate) mod slip;
pub(crate) mod tokenize;

/// The scopes that are requested, and what they are checked against.
#[derive(Debug)]
pub struct Request<'r, 't> {
    /// The catalog of the scopes.
    pub catalog: &'r Catalog,
    /// Other catalogs, for recognizing their scopes.
    pub others: &'r [&'r Catalog],
    /// The texts, each a list of scopes or a single scope.
    pub texts: &'r [&'t str],
    /// The client that requests the scopes.
    pub client: Option<&'r Client>,
    /// The operations that the scopes must cover.
    pub operations: &'r [Cow<'r, Operation>],
}
