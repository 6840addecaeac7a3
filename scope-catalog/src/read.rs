//! Reads the text of a catalog and reports every problem in it.

mod advice;
mod clean;
mod import;
pub(crate) mod keys;
mod reader;
mod resources;
mod scopes;
pub(crate) mod source;
mod toml_document;
