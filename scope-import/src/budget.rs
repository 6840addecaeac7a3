//! Limits the work for a document, because aliases and references can expand a small text a million times.

use std::cell::Cell;

use crate::ImportError;

/// The maximum number of processed names, operations and references, ten times what the largest documents need.
const MOST: u64 = 2_000_000;

/// The remaining budget.
#[derive(Debug)]
pub(crate) struct Budget(Cell<u64>);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(Cell::new(MOST))
    }

    /// Spends some of the budget.
    pub(crate) fn spend(&self, amount: usize) -> Result<(), ImportError> {
        let left = self.0.get().checked_sub(amount as u64 + 1).ok_or_else(|| {
            ImportError::new("the document is too large once its aliases and references are expanded")
        })?;
        self.0.set(left);
        Ok(())
    }
}
