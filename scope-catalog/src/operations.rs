//! Finds operations by the names that people use for them.
//!
//! An operation has one name in a catalog: `GET /user/repos`, `gmail:v1/gmail.users.messages.send`,
//! `mutation productCreate`. People write it as in the provider's documentation, as a URL, or as a method of a library.
//! All of this is only tried if there is no operation with the exact name.

mod best;
mod by_path;
mod by_slip;
mod find;
#[cfg(feature = "search")]
mod guess;
mod index;
#[cfg(feature = "search")]
mod names;
mod spelling;

pub use find::FoundOperations;
pub(crate) use find::find;
#[cfg(feature = "search")]
pub(crate) use guess::search;
pub(crate) use index::{OperationIndex, Origin};
