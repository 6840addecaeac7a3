//! An expansion works even if the user's items have the names that it uses.
#![allow(dead_code, non_camel_case_types, unused_macros)]
mod core {}
mod std {}
mod oauth_scopes {}
mod oauth {
    pub use ::oauth_scopes::{assert_covers, catalog, operation, performs, performs_here, scope_set, scopes, ScopeSet};
}
struct Scopes;
struct Need;
struct Operation;
struct Option;
struct Some;
struct str;

const SCOPES: ::oauth_scopes::Scopes = oauth::scopes!("admin");
macro_rules! panic { ($($any:tt)*) => { compile_error!("mine") }; }
oauth::catalog!(mod grants);
oauth::scope_set!(struct Session: grants = "admin");
oauth::assert_covers!(SCOPES, "read_multipass");
oauth::assert_covers!(<Session as oauth::ScopeSet>::SCOPES, operations = ["GET /multipass"]);
oauth::performs_here!("GET /multipass");
#[oauth::performs("GET /multipass")]
fn get() -> ::oauth_scopes::Operation { oauth::operation!("PUT /multipass") }
fn list(_: impl grants::grants::ReadMultipass) {}
fn main() { list(Session); }
