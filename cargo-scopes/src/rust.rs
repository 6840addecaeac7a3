//! Calls of the macros in Rust sources, found without compiling.

mod call;
mod imports;
mod literal;
mod modules;
mod never_compiled;
mod read;
mod resolve;
mod scopes;

pub(crate) use call::{Around, Call, Mistake, Purpose};
pub(crate) use literal::Literal;
pub(crate) use modules::{INCLUDE, MODULE, MOST_BYTES, ModuleNames, Modules, PATH, Signs, named};
pub(crate) use read::{Aliases, Items, NamedByVariable, Source, WORDS, read};
pub(crate) use resolve::{Owner, Resolver};
pub(crate) use scopes::{AS_CODE, Definition};
