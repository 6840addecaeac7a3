//! The forms of error responses: those that are known, and what a program declares its own with.
//!
//! [`ErrorResponse::read`](crate::ErrorResponse::read) tries the [known] forms, and
//! [`ErrorResponse::read_with`](crate::ErrorResponse::read_with) those of the program first. A [`Form`] is a constant: by what
//! a response is recognized, where it names scopes, whether all of them are needed.

pub use crate::error_response::form::{Choice, Form, Meaning, Names, Sign};
pub use crate::error_response::forms::known;
