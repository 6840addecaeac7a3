//! Provides a sort, a hash table of names and a few other functions that compile fast, and run fast without
//! optimization.
//!
//! Procedural macros are compiled in every user's build, and run without optimization. The standard sort and maps are
//! compiled once for each type that they are used with, which takes longer than they ever save: with them, this crate
//! took a tenth longer to compile. Half of what is compiled here are still instances of the standard library, at least
//! one for each closure and each type in a list; `rustc --emit=llvm-ir` shows them.

mod lists;
mod name_index;
mod sort;

pub(crate) use lists::{
    all_bytes, all_chars, filter_map, has_byte, is_digits, join, keep, map, push_some, same_key, texts,
};
pub use name_index::NameIndex;
pub(crate) use name_index::{NameMap, hash};
pub(crate) use sort::sort;
