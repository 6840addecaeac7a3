//! Reads the error responses of providers: which scope is missing, or that it is not about scopes.

mod challenge;
mod document;
pub(crate) mod form;
mod form_in_words;
pub(crate) mod forms;
mod insufficient_scope;
mod outcome;
mod read;
mod required;
mod sentence;

pub use insufficient_scope::{InsufficientScope, NoRequest};
pub use outcome::{Cause, ErrorResponse, InvalidScope, InvalidToken, MissingPermission, Remedy, StepUp};
pub use required::Required;
