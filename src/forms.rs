//! The forms of error responses: those that are known, and the types with which a program declares its own.
//!
//! [`ErrorResponse::read`](crate::ErrorResponse::read) tries the [known] forms;
//! [`ErrorResponse::read_with`](crate::ErrorResponse::read_with) tries those of the program first. A [`Form`] is a
//! constant that says how to recognize a response, where it names scopes, and whether all of them are needed.

pub use crate::error_response::form::{Choice, Form, Meaning, Names, Sign};
pub use crate::error_response::forms::known;
