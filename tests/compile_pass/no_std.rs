//! The macros do not need the standard library.
#![no_std]
use oauth_scopes::{Scopes, scopes};
pub const SCOPES: Scopes = scopes!("read_profile");
pub static LIST: &[&str] = oauth_scopes::scope_list!("read_profile", "write_multipass");
pub fn covers(name: &str) -> bool { scopes!("write_multipass").covers(name) }
