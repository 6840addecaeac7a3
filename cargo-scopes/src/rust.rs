//! Calls of the macros in Rust sources, found without compiling.

mod call;
mod imports;
mod literal;
mod modules;
mod read;

pub(crate) use call::Call;
pub(crate) use modules::Modules;
pub(crate) use read::{Source, read};
