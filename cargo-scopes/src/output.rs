//! Findings for readers of every kind.

pub(crate) mod human;
pub(crate) mod json;
