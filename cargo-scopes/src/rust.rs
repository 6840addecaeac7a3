//! Calls of the macros in Rust sources, found without compiling.

mod call;
mod imports;
mod literal;
mod modules;
mod read;
mod scan;

pub(crate) use call::Call;
pub(crate) use modules::Modules;
pub(crate) use read::{Aliases, NoRust, Source, read};
