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

mod encoded;
#[cfg(feature = "alloc")]
mod error_response;
#[cfg(feature = "alloc")]
mod granted;
#[cfg(feature = "alloc")]
mod integrations;
#[cfg(feature = "alloc")]
mod missing;
mod need;
#[cfg(feature = "alloc")]
mod refusal;
#[cfg(feature = "alloc")]
mod requested_scopes;
#[cfg(feature = "alloc")]
mod requirement;
mod scope_set;
mod scopes;
#[cfg(feature = "alloc")]
mod scopes_buf;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use encoded::Encoded;
#[cfg(feature = "alloc")]
pub use error_response::{InsufficientScope, Required};
#[cfg(feature = "alloc")]
pub use granted::Granted;
#[cfg(feature = "alloc")]
pub use missing::Missing;
pub use need::{Need, Operation};
#[cfg(feature = "alloc")]
pub use refusal::{InvalidHeaderValue, Refusal};
#[cfg(feature = "alloc")]
pub use requested_scopes::RequestedScopes;
#[cfg(feature = "alloc")]
pub use requirement::Requirement;
pub use scope_macros::performs;
pub use scope_set::ScopeSet;
pub use scopes::{Iter, Scopes};
#[cfg(feature = "alloc")]
pub use scopes_buf::ScopesBuf;

/// A list of scopes, checked against the catalog of this package while it compiles.
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
/// | `scopes!(github: "repo")` | a catalog of `[catalogs]`; a `-` in its name is written `_` |
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

/// An operation of the catalog, as an [`Operation`]: a constant that knows what it needs of a token.
///
/// ```
/// use oauth_scopes::{Operation, operation};
///
/// const LIST: Operation = operation!("GET /multipass");
/// assert!(LIST.needs.is_met(&|scope| scope == "write_multipass"));
/// assert!(!LIST.needs.is_met(&|scope| scope == "read_profile"));
/// ```
///
/// `operation!(github: "GET /user/orgs")` is one of a catalog of `[catalogs]`. What operations there are stands under
/// `[operations]`, or comes with a bundled provider.
#[macro_export]
macro_rules! operation {
    ($($input:tt)*) => { $crate::__private::operation! { ($crate) $($input)* } };
}

/// Says that a part of a program performs operations, where no function could carry
/// [`#[performs]`](macro@performs): an item or a statement that compiles to nothing.
///
/// ```
/// oauth_scopes::performs_here!("GET /multipass");
///
/// let list = |token: &str| {
///     oauth_scopes::performs_here!("GET /multipass", "PUT /multipass");
///     token.len()
/// };
/// # list("");
/// ```
#[macro_export]
macro_rules! performs_here {
    ($($input:tt)*) => { $crate::__private::performs_here! { ($crate) $($input)* } };
}

/// A module with a constant and a trait for every scope of the catalog.
///
/// ```
/// use oauth_scopes::{catalog, scope_set};
///
/// catalog!(pub mod multipass);
///
/// struct Token<S>(S);
///
/// fn list(token: &Token<impl multipass::grants::ReadMultipass>) {}
///
/// scope_set!(struct Admin: multipass = "write_multipass");
/// list(&Token(Admin));        // `write_multipass` implies `read_multipass`
/// assert_eq!(multipass::READ_MULTIPASS, "read_multipass");
/// ```
///
/// A set that lacks the scope does not compile:
///
/// ```compile_fail,E0277
/// # use oauth_scopes::{catalog, scope_set};
/// # catalog!(pub mod multipass);
/// # struct Token<S>(S);
/// # fn list(token: &Token<impl multipass::grants::ReadMultipass>) {}
/// scope_set!(struct Guest: multipass = "read_profile");
/// list(&Token(Guest));        // error: missing OAuth scope `read_multipass`
/// ```
///
/// `catalog!(github: pub mod github)` is the module of a catalog of `[catalogs]`. The traits have no methods and cost
/// nothing; what a scope implies are the supertraits of its trait.
///
/// # Names
///
/// The words of a scope's name are its runs of letters and digits, parted by anything else and by a change to upper case; a
/// `*` is the word `all`, and the catalog's `prefix`, or else `https://`, is left out. `https://x.y/auth/drive.file` with such
/// a prefix is the constant `DRIVE_FILE` and the trait `DriveFile`. A digit at the beginning gets a `_` before it, and the trait
/// of `self` is `Self_`. Where two names would give one identifier, both are written with their separators as words
/// (`USERS_DOT_READ`, `USERS_COLON_READ`); where they are still the same, the later of the catalog gets a number.
/// Patterns have no identifier.
///
/// # Lists that are only known when the program runs
///
/// With the feature `check`, the module has a function `checker()` that gives a `check::Checker` of this very catalog, whose
/// text becomes a part of the program. One of a bundled provider needs `check-providers`, too. There is none where a
/// catalog of `[catalogs]` extends a file.
#[macro_export]
macro_rules! catalog {
    ($($input:tt)*) => { $crate::__private::catalog! { ($crate) $($input)* } };
}

/// Declares what a token is good for, as a type: a [`ScopeSet`], which implements the traits of a module of
/// [`catalog!`] for its scopes and for all that they imply.
///
/// ```
/// oauth_scopes::catalog!(mod multipass);
///
/// oauth_scopes::scope_set! {
///     /// What a signed-in person grants.
///     #[derive(Clone, Debug)]
///     pub struct Session: multipass = "read_profile write_multipass";
/// }
///
/// struct AdminToken(String);
/// oauth_scopes::scope_set!(impl multipass for AdminToken = "write_multipass");
/// # let _ = (Session, AdminToken(String::new()).0);
/// ```
///
/// The first form declares a type to go with a token, the second is for a type that is there already. The scopes are checked
/// as those of [`scopes!`] are, and take the same options. With a catalog of `[catalogs]` its name goes first, as
/// everywhere: `scope_set!(github: pub struct Cli: github = "repo")`, where the second `github` is the path of the module.
#[macro_export]
macro_rules! scope_set {
    ($($input:tt)*) => { $crate::__private::scope_set! { ($crate) $($input)* } };
}

/// Fails to compile where a constant [`Scopes`] does not cover a scope, or what an operation needs. An item or a statement.
///
/// ```
/// use oauth_scopes::{Scopes, assert_covers, scopes};
///
/// const SCOPES: Scopes = scopes!("read_profile write_multipass");
/// assert_covers!(SCOPES, "read_profile", "read_multipass");
/// assert_covers!(SCOPES, operations = ["PUT /multipass"]);
/// ```
///
/// ```compile_fail,E0080
/// # use oauth_scopes::{Scopes, assert_covers, scopes};
/// const SCOPES: Scopes = scopes!("read_profile");
/// assert_covers!(SCOPES, "read_multipass");       // error: missing OAuth scope `read_multipass`
/// ```
#[macro_export]
macro_rules! assert_covers {
    ($($input:tt)*) => { $crate::__private::assert_covers! { ($crate) $($input)* } };
}
