//! Finding an operation by the names that people use for it.
//!
//! An operation has one name in a catalog: `GET /user/repos`, `gmail:v1/gmail.users.messages.send`, `mutation
//! productCreate`. People write it as it stands in the provider's documents, in an address, or in the library that they
//! call. All of this is looked at only after the exact name was not found.

mod by_identifier;
mod by_path;
mod by_rest_path;
mod by_words;
mod find;
mod index;
mod search;
mod spelling;
mod words;

pub use find::FoundOperations;
pub(crate) use find::find;
pub(crate) use index::{OperationIndex, Origin};
pub(crate) use search::search;
