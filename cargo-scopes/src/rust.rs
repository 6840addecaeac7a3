//! Calls of the macros in Rust sources, found without compiling.

mod call;
mod imports;
mod literal;
mod modules;
mod read;

pub(crate) use call::{Call, Mistake, Purpose};
pub(crate) use literal::Literal;
pub(crate) use modules::{INCLUDE, MODULE, MOST_BYTES, Modules, PATH, Signs, named};
pub(crate) use read::{Aliases, Source, WORDS, read};
pub(crate) use scope_sources::scan::{Piece, Pieces};
