#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(any(test, feature = "build", feature = "check"))]
extern crate std;

#[cfg(feature = "build")]
pub mod build;
#[cfg(feature = "check")]
pub mod check;

#[cfg(feature = "alloc")]
mod challenge;
mod encoded;
#[cfg(feature = "alloc")]
mod granted;
#[cfg(feature = "alloc")]
mod insufficient_scope;
#[cfg(feature = "alloc")]
mod missing;
mod need;
#[cfg(feature = "alloc")]
mod needs;
#[cfg(feature = "alloc")]
mod refusal;
mod scopes;
#[cfg(feature = "alloc")]
mod scopes_buf;
#[cfg(feature = "http")]
mod with_http;
#[cfg(feature = "oauth2")]
mod with_oauth2;
#[cfg(feature = "serde")]
mod with_serde;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use encoded::Encoded;
#[cfg(feature = "alloc")]
pub use granted::Granted;
#[cfg(feature = "alloc")]
pub use insufficient_scope::{InsufficientScope, Required};
#[cfg(feature = "alloc")]
pub use missing::Missing;
pub use need::{Need, Operation};
#[cfg(feature = "alloc")]
pub use needs::Needs;
#[cfg(feature = "alloc")]
pub use refusal::{NotInHeader, Refusal};
pub use scopes::{Iter, Scopes};
#[cfg(feature = "alloc")]
pub use scopes_buf::ScopesBuf;

/// A list of scopes, checked against the catalogue of this package while it compiles.
///
/// The value is a [`Scopes`], a constant that holds one `&'static str`.
///
/// ```
/// use oauth_scopes::{Scopes, scopes};
///
/// const SCOPES: Scopes = scopes!("read_profile write_multipass");
/// assert_eq!(SCOPES.as_str(), "read_profile write_multipass");
/// ```
///
/// | form | means |
/// | --- | --- |
/// | `scopes!("a b")` | the scopes of one text |
/// | `scopes!("a", "b")` | one literal a scope: the compiler's own caret is under the right one |
/// | `scopes!(github: "repo")` | a catalogue of `[catalogs]`; a `-` in its name is written `_` |
/// | `scopes!("a", client = "web")` | only what this client has registered |
/// | `scopes!("a", operations = ["PUT /b"])` | enough for these operations, and nothing beyond |
#[macro_export]
macro_rules! scopes {
    ($($input:tt)*) => { $crate::Scopes($crate::__private::scopes! { $($input)* }) };
}

/// The same as [`scopes!`], as a `&'static [&'static str]` for those whose interface wants one.
///
/// ```
/// const SCOPES: &[&str] = oauth_scopes::scope_list!("read_profile write_multipass");
/// assert_eq!(SCOPES, ["read_profile", "write_multipass"]);
/// ```
#[macro_export]
macro_rules! scope_list {
    ($($input:tt)*) => { $crate::__private::scope_list! { $($input)* } };
}
