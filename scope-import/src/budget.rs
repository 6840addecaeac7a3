//! A limit for the work on one document: aliases and references can make a small text say the same a million times.

use std::cell::Cell;

use crate::ImportError;

/// Names, operations and references that are looked at: ten times what the largest documents have.
const MOST: u64 = 2_000_000;

/// What is left of it.
#[derive(Debug)]
pub(crate) struct Budget(Cell<u64>);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(Cell::new(MOST))
    }

    /// Takes from it.
    pub(crate) fn spend(&self, amount: usize) -> Result<(), ImportError> {
        let left = self.0.get().checked_sub(amount as u64 + 1).ok_or_else(|| {
            ImportError::new("the document is too large once its aliases and references are expanded")
        })?;
        self.0.set(left);
        Ok(())
    }
}
