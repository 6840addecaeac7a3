//! Paths in a file: `spring.security.oauth2.client.registration.*.scope`.

mod failure;
mod grammar;
mod select;

pub use failure::LookupFailure;
pub use grammar::{Path, PathError};
pub(crate) use select::select;
pub use select::{Match, Target};
