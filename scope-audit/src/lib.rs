//! Audits for [`oauth-scopes`](https://docs.rs/oauth-scopes): which of the requested scopes the operations of a program
//! need, and the smallest set of scopes that covers them.
//!
//! Only the command line needs this crate; the macros do not compile it. It is an implementation detail of
//! `oauth-scopes`. Its API may change in any release.

#![forbid(unsafe_code)]

mod accepted_by;
mod audit;
mod finding;
mod minimal_set;
mod narrower;
#[cfg(test)]
mod testing;

pub use audit::{Audit, Broader, Missing, audit};
pub use finding::broader_scope;
pub use minimal_set::{MinimalSet, SatisfiedBy, Selected, ServedOperation, minimal_set, minimal_set_among};
pub use narrower::Because;
