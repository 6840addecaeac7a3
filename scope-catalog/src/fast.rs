//! A sort, a hash table of names and a few small things that compile fast and run fast without optimization.
//!
//! Macros are compiled in every user's build, and run without optimization. There the standard sort and maps are compiled
//! once for each type that is used with them, which takes longer than they ever save: with them this crate took a tenth
//! longer to compile. Half of what is compiled here are still instances of the standard library, one or more for each
//! closure and for each type that is put into a list; `rustc --emit=llvm-ir` shows them.

mod lists;
mod name_index;
mod sort;

pub(crate) use lists::{
    all_bytes, all_chars, filter_map, has_byte, is_digits, join, keep, map, push_some, same_key, texts,
};
pub use name_index::NameIndex;
pub(crate) use name_index::{NameMap, hash};
pub(crate) use sort::sort;
