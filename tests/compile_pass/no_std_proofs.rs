//! The macros do not need the standard library.
#![no_std]
oauth_scopes::catalog!(pub mod multipass);
oauth_scopes::scope_set!(pub struct Session: multipass = "admin");
pub const GET: oauth_scopes::Operation = oauth_scopes::operation!("GET /multipass");
oauth_scopes::assert_covers!(<Session as oauth_scopes::ScopeSet>::SCOPES, "read_multipass");
