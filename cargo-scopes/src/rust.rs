//! Calls of the macros in Rust sources, found without compiling.

mod call;
mod imports;
mod literal;
mod modules;
mod read;
mod scan;

pub(crate) use call::{Call, Mistake, Purpose};
pub(crate) use literal::token_span;
pub(crate) use modules::{INCLUDE, MODULE, MOST_BYTES, Modules, PATH, Signs, named};
pub(crate) use read::{Aliases, NoRust, Source, WORDS, read, start};
pub(crate) use scan::{Piece, Pieces};
