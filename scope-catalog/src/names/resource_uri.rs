//! The address of a resource, as names are compared with it.

use super::pattern::Pattern;

/// An address of a resource, ready to be compared.
#[derive(Debug)]
pub(crate) struct ResourceUri {
    /// The position of the resource in its catalog.
    pub(crate) resource: usize,
    pub(crate) pattern: Pattern,
    pub(crate) is_literal: bool,
}
