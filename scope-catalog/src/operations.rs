//! Finding an operation by the names that people use for it.
//!
//! An operation has one name in a catalog: `GET /user/repos`, `gmail:v1/gmail.users.messages.send`, `mutation
//! productCreate`. People write it as it stands in the provider's documents, in an address, or in the library that they
//! call. All of this is looked at only after the exact name was not found.

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
