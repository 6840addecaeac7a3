//! What somebody wrote: taken apart into words, and what each was meant to be.

use std::borrow::Cow;

use crate::catalog::Catalog;
use crate::model::{Client, Operation};

pub(crate) mod confusable;
pub(crate) mod diagnose;
pub(crate) mod tokenize;

/// What is asked for, and against what it is held.
#[derive(Debug)]
pub struct Request<'r, 't> {
    /// The catalog that the scopes belong to.
    pub catalog: &'r Catalog,
    /// Further catalogs, for telling whose a foreign name is.
    pub others: &'r [&'r Catalog],
    /// The texts: one list each, or one scope each.
    pub texts: &'r [&'t str],
    /// The client that asks.
    pub client: Option<&'r Client>,
    /// What the token must be enough for.
    pub operations: &'r [Cow<'r, Operation>],
}
