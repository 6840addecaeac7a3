#![deny(warnings, future_incompatible, nonstandard_style, unused, rust_2018_idioms, missing_docs)]
#![deny(unreachable_pub, unused_qualifications, unused_results, unused_lifetimes, single_use_lifetimes)]
#![deny(let_underscore_drop, redundant_lifetimes, missing_debug_implementations, missing_copy_implementations)]
#![forbid(unsafe_code, non_upper_case_globals, dead_code, non_camel_case_types)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(clippy::absolute_paths, clippy::shadow_unrelated, clippy::indexing_slicing, clippy::as_conversions)]
#![deny(clippy::min_ident_chars, clippy::redundant_type_annotations, clippy::str_to_string)]
//! A program with very strict lints that uses only some of the generated items.
use oauth_scopes::{Operation, ScopeSet, assert_covers, catalog, operation, performs, performs_here, scope_set};
catalog!(pub mod multipass);
catalog!(shop: mod shop);
scope_set! {
    /// What a person grants.
    #[derive(Clone, Copy, Debug)]
    pub struct Session: multipass = "write_multipass";
}
const GET: Operation = operation!("GET /multipass");
performs_here!("GET /multipass");
assert_covers!(Session::SCOPES, "read_multipass");
#[performs(shop: "GET /orders")]
fn get(_: impl multipass::grants::ReadMultipass) -> usize {
    let name = GET.name;
    performs_here!("GET /multipass");
    name.len()
}
fn main() {
    assert_eq!(get(Session), 14);
}