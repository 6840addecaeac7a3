#![deny(warnings, future_incompatible, nonstandard_style, unused, rust_2018_idioms, missing_docs)]
#![deny(unreachable_pub, unused_qualifications, unused_results, unused_lifetimes, single_use_lifetimes)]
#![deny(missing_debug_implementations, missing_copy_implementations, let_underscore_drop, redundant_lifetimes)]
#![forbid(unsafe_code, non_upper_case_globals, dead_code)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(clippy::absolute_paths, clippy::shadow_unrelated, clippy::indexing_slicing, clippy::as_conversions)]
#![deny(clippy::min_ident_chars, clippy::redundant_type_annotations, clippy::str_to_string)]
//! A crate with very strict lints.
use oauth_scopes::{Scopes, scope_list, scopes};
/// Scopes.
pub const SCOPES: Scopes = scopes!("read_profile write_multipass");
/// A hint does not fail a build.
pub const ADVICE: Scopes = scopes!("read_profile read_profile");
/// A list.
pub static LIST: &[&str] = scope_list!("read_profile");
/// A function, with a statement before the call.
#[must_use]
pub fn both(first: bool) -> Scopes {
    let name = "read_profile";
    if first && SCOPES.contains(name) {
        scopes!("read_profile", "read_multipass")
    } else {
        scopes!(shop: "read_orders")
    }
}