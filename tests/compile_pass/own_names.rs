//! An expansion works even if the user's items have the names that it uses.
//~ warning: use of deprecated constant
#![allow(dead_code, non_camel_case_types, unused_macros)]
mod core {}
mod std {}
mod alloc {}
mod scopes {}
mod unknown_scope {}
mod oauth {
    pub use ::oauth_scopes::{scope_list, scopes};
}
struct Scopes;
struct Option;
struct Some;
struct None;
struct str;
struct u8;
const LIST: () = ();
const SCOPES: () = ();
macro_rules! include_bytes { ($($any:tt)*) => { compile_error!("mine") }; }
macro_rules! concat { ($($any:tt)*) => { compile_error!("mine") }; }
macro_rules! env { ($($any:tt)*) => { compile_error!("mine") }; }
macro_rules! option_env { ($($any:tt)*) => { compile_error!("mine") }; }
fn space(text: &'static ::core::primitive::str) -> ::oauth_scopes::Scopes {
    let _ = text;
    oauth::scopes!("read_profile", "old_profile")
}
fn list() -> &'static [&'static ::core::primitive::str] {
    oauth::scope_list!("read_profile")
}
