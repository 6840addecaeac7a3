//! OAuth 2.0 scopes, checked against a catalog of the provider's scopes while your program compiles.
//!
//! A program that requests a misspelled scope, a scope that the provider has removed, or scopes separated by the wrong
//! character still compiles and ships. It fails when someone signs in: the provider answers `invalid_scope`, without
//! saying which scope is wrong. [`scopes!`] reports such a mistake at compile time, points at it, and says what to
//! write instead:
//!
//! ```compile_fail
//! const SCOPES: oauth_scopes::Scopes = oauth_scopes::scopes!("read_profile write_multipas");
//! ```
//!
//! ```text
//! error: unknown scope `write_multipas` (2nd of 2)
//!         --> src/main.rs:1:74
//!          |
//!          | "read_profile write_multipas"
//!          |               ^^^^^^^^^^^^^^
//!        help: did you mean `write_multipass`?
//! ```
//!
//! # A complete flow
//!
//! **1. The catalog** lists the scopes of a provider. It is the file `scopes.toml` next to `Cargo.toml`. If the
//! provider is [bundled][providers], one line is enough, such as `provider = "github"`. Otherwise, list the scopes that
//! the provider's documentation names:
//!
//! ```toml
//! name = "multipass"
//!
//! [scopes]
//! read_profile = "Read the signed-in person's profile"
//! read_multipass = "List multipass logins"
//! write_multipass = { description = "Issue multipass logins", implies = ["read_multipass"] }
//! ```
//!
//! **2. The request.** The value of [`scopes!`] is a constant that holds one `&'static str`:
//!
//! ```
//! use oauth_scopes::{Scopes, scopes};
//!
//! const SCOPES: Scopes = scopes!("read_profile write_multipass");
//!
//! let query = format!("response_type=code&scope={}", SCOPES.encoded());
//! assert_eq!(query, "response_type=code&scope=read_profile%20write_multipass");
//! ```
//!
//! **3. The token.** The user may grant less than you requested. [`Granted`] says what the token is enough for, and
//! what to request next:
//!
//! ```
//! # use oauth_scopes::{Scopes, scopes};
//! use oauth_scopes::Granted;
//!
//! # const SCOPES: Scopes = scopes!("read_profile write_multipass");
//! // The field `scope` of the token response; `None` if there is none.
//! let granted = Granted::from_response(&SCOPES, Some("read_profile"));
//!
//! const ISSUE: Scopes = scopes!("write_multipass");
//! assert!(!granted.covers(&ISSUE));
//! assert_eq!(granted.request_for(&ISSUE).as_str(), "read_profile write_multipass");
//! ```
//!
//! **4. The refusal.** If the API refuses the token because a scope is missing, [`InsufficientScope`] reads its
//! response. [`ErrorResponse`] also recognizes responses with other causes:
//!
//! ```
//! # use oauth_scopes::{Granted, Scopes, scopes};
//! use oauth_scopes::InsufficientScope;
//!
//! # const SCOPES: Scopes = scopes!("read_profile write_multipass");
//! let challenge = r#"Bearer error="insufficient_scope", scope="write_multipass""#;
//! let headers = [("WWW-Authenticate", challenge)];
//! let error = InsufficientScope::from_response(403, headers, "").expect("a scope is missing");
//! assert_eq!(error.to_string(), "insufficient scope: the request needs `write_multipass`");
//!
//! let next = error.with_granted(Granted::from_text("read_profile")).next_request(&SCOPES);
//! assert_eq!(next.expect("the scope is allowed").as_str(), "read_profile write_multipass");
//! ```
//!
//! # Other macros and types
//!
//! | for | use |
//! | --- | --- |
//! | a `&'static [&'static str]`, such as for `yup-oauth2` | [`scope_list!`] |
//! | one name that you mention but do not request | [`scope_name!`] |
//! | operations of an API, and the scopes that they need | [`operation!`], [`#[performs]`](macro@performs), [`performs_here!`], [`assert_covers!`] |
//! | functions that only accept a token with certain scopes | [`catalog!`], [`scope_set!`] |
//! | scopes in configuration files | the module [`build`], in a build script |
//! | lists that are only known at run time | [`check::Checker`] |
//! | what an error response means | [`ErrorResponse`], and [`forms`] to add a provider that it does not know |
//! | a resource server that refuses a token | [`Refusal`] |
//!
//! # Features
//!
//! The macros do not need any feature, and no feature is on by default.
//!
//! | feature | adds | depends on |
//! | --- | --- | --- |
//! | `alloc` | `Granted`, `Missing`, `ScopesBuf`, `ErrorResponse`, `InsufficientScope`, `Refusal` | nothing |
//! | `json` | nothing: JSON bodies of error responses are read without it | nothing |
//! | `check` | `check::Checker` | the engine, and the standard library |
//! | `check-providers` | bundled catalogs for `check::Checker` | the catalogs: most of a megabyte |
//! | `check-operations` | what the operations of bundled providers need | their data: two megabytes |
//! | `oauth2` | `to_oauth2()` for `add_scopes`, `Granted::from_token_response` | `oauth2`, without its HTTP client |
//! | `openidconnect` | the same: that crate shares the types of `oauth2` | `oauth2` |
//! | `yup-oauth2` | `to_vec()` for `token(&…)`; it is also part of `alloc` | nothing |
//! | `http` | `InsufficientScope::from_http`, `Refusal::response` | `http` |
//! | `serde` | `Serialize` and `Deserialize` for lists of scopes | `serde_core` |
//! | `build` | the module `build`, for build scripts: TOML, JSON, dotenv, properties, INI, HOCON, XML and Apache files | parsers for these |
//! | `build-yaml` | YAML files in a build script | a YAML parser |
//! | `build-hcl` | HCL files in a build script | an HCL parser |
//!
//! The crate is `no_std`, except for `check` and `build`. It needs Rust 1.85; `build` needs 1.88.
//!
//! # More
//!
//! The book has a [tutorial], guides for [configuration files], [typed proofs] and tokens at [run time], and a
//! reference for the [catalog], the [macros] and the [command line] `cargo scopes`.
//!
//! [catalog]: https://github.com/oauth-scopes/oauth-scopes/blob/main/docs/reference/catalog.md
//! [command line]: https://github.com/oauth-scopes/oauth-scopes/blob/main/docs/reference/command-line.md
//! [configuration files]: https://github.com/oauth-scopes/oauth-scopes/blob/main/docs/guides/configuration-files.md
//! [macros]: https://github.com/oauth-scopes/oauth-scopes/blob/main/docs/reference/macros.md
//! [providers]: https://github.com/oauth-scopes/oauth-scopes/blob/main/docs/reference/providers.md
//! [run time]: https://github.com/oauth-scopes/oauth-scopes/blob/main/docs/guides/run-time.md
//! [tutorial]: https://github.com/oauth-scopes/oauth-scopes/blob/main/docs/tutorial.md
//! [typed proofs]: https://github.com/oauth-scopes/oauth-scopes/blob/main/docs/guides/typed-proofs.md
// If a feature is off, the links to its items go to another page.
#![cfg_attr(
    not(feature = "alloc"),
    doc = "
[`ErrorResponse`]: https://docs.rs/oauth-scopes/latest/oauth_scopes/enum.ErrorResponse.html
[`Granted`]: https://docs.rs/oauth-scopes/latest/oauth_scopes/struct.Granted.html
[`InsufficientScope`]: https://docs.rs/oauth-scopes/latest/oauth_scopes/struct.InsufficientScope.html
[`Refusal`]: https://docs.rs/oauth-scopes/latest/oauth_scopes/struct.Refusal.html
[`forms`]: https://docs.rs/oauth-scopes/latest/oauth_scopes/forms/index.html"
)]
#![cfg_attr(
    not(feature = "build"),
    doc = "
[`build`]: https://docs.rs/oauth-scopes/latest/oauth_scopes/build/index.html"
)]
#![cfg_attr(
    not(feature = "check"),
    doc = "
[`check::Checker`]: https://docs.rs/oauth-scopes/latest/oauth_scopes/check/struct.Checker.html"
)]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
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
pub mod forms;
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
pub use error_response::{
    Cause, ErrorResponse, InsufficientScope, InvalidScope, InvalidToken, MissingPermission, NoRequest, Remedy,
    Required, StepUp,
};
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
// Not in `__private`: a shorter path is resolved faster, and there may be many calls.
#[doc(hidden)]
pub use scope_macros::scopes as __scopes;
pub use scope_set::ScopeSet;
pub use scopes::{Iter, Scopes};
#[cfg(feature = "alloc")]
pub use scopes_buf::ScopesBuf;

/// Checks a list of scopes against the catalog of the package at compile time. The value is a [`Scopes`].
///
/// ```
/// use oauth_scopes::{Scopes, scopes};
///
/// const SCOPES: Scopes = scopes!("read_profile write_multipass");
/// assert_eq!(SCOPES.as_str(), "read_profile write_multipass");
/// ```
///
/// | call | meaning |
/// | --- | --- |
/// | `scopes!("a b")` | one text, as the provider expects it |
/// | `scopes!("a", "b")` | one literal per scope; they are joined with the provider's delimiter |
/// | `scopes!(github: "repo")` | the catalog `[catalogs.github]`; write `_` for a `-` in its name |
/// | `scopes!("a", client = "web")` | an error if the client `web` is not registered for a scope |
/// | `scopes!("a", operations = ["PUT /b"])` | an error if the list is not enough for these operations, advice if it has more |
///
/// Every mistake is an error at its literal, with a suggestion if there is one. The call still has its value, so one
/// mistake never causes a second error. Arguments must be string literals. For text that is only known at run time, use
/// `check::Checker`.
#[macro_export]
macro_rules! scopes {
    // One literal, which is nearly every call: without a repetition, the compiler has less to do.
    ($input:tt) => { $crate::Scopes { __unchecked: $crate::__scopes! { $input } } };
    ($($input:tt)*) => { $crate::Scopes { __unchecked: $crate::__scopes! { $($input)* } } };
}

/// Checks a list of scopes like [`scopes!`]. The value is a `&'static [&'static str]`.
///
/// ```
/// const SCOPES: &[&str] = oauth_scopes::scope_list!("read_profile write_multipass");
/// assert_eq!(SCOPES, ["read_profile", "write_multipass"]);
/// ```
#[macro_export]
macro_rules! scope_list {
    ($($input:tt)*) => { $crate::__private::scope_list! { $($input)* } };
}

/// Checks the name of one scope that you mention but do not request: in a table, a comparison, a guard. The value is a
/// `&'static str`.
///
/// ```
/// use oauth_scopes::scope_name;
///
/// /// What each scope is for, in the settings of an account.
/// const LABELS: [(&str, &str); 2] =
///     [(scope_name!("read_profile"), "See who you are"), (scope_name!("write_multipass"), "Issue logins")];
/// assert_eq!(LABELS[0].0, "read_profile");
/// ```
///
/// The name is checked like one in [`scopes!`], except that no client or operation is compared with it, and that
/// `cargo scopes lock` and `audit` do not count it. `scope_name!(github: "repo")` is a scope of `[catalogs.github]`.
#[macro_export]
macro_rules! scope_name {
    ($($input:tt)*) => { $crate::__private::scope_name! { $($input)* } };
}

/// Looks up an operation in the catalog at compile time. The value is a constant [`Operation`], which knows which
/// scopes it needs.
///
/// ```
/// use oauth_scopes::{Operation, operation};
///
/// const LIST: Operation = operation!("GET /multipass");
/// assert!(LIST.needs.is_met(&|scope| scope == "write_multipass"));
/// assert!(!LIST.needs.is_met(&|scope| scope == "read_profile"));
/// ```
///
/// `operation!(github: "GET /user/orgs")` is an operation of `[catalogs.github]`. The table `[operations]` of a catalog lists
/// them; many bundled providers include theirs.
#[macro_export]
macro_rules! operation {
    ($($input:tt)*) => { $crate::__private::operation! { ($crate) $($input)* } };
}

/// Declares that a part of a program performs operations, where [`#[performs]`](macro@performs) cannot be applied: an item
/// or a statement that compiles to nothing.
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

/// Makes a module with a constant and a trait for every scope of the catalog. With the traits, functions can require a
/// token that has certain scopes.
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
/// list(&Token(Admin)); // `write_multipass` implies `read_multipass`
/// assert_eq!(multipass::READ_MULTIPASS, "read_multipass");
/// ```
///
/// A set without the scope does not compile:
///
/// ```compile_fail,E0277
/// # use oauth_scopes::{catalog, scope_set};
/// # catalog!(pub mod multipass);
/// # struct Token<S>(S);
/// # fn list(token: &Token<impl multipass::grants::ReadMultipass>) {}
/// scope_set!(struct Guest: multipass = "read_profile");
/// list(&Token(Guest)); // error: missing OAuth scope `read_multipass`
/// ```
///
/// `catalog!(github: pub mod github)` makes the module of `[catalogs.github]`. The traits have no methods and cost nothing at
/// run time. The supertraits of a scope's trait are those of the scopes that it implies.
///
/// # Names
///
/// The name of a scope becomes an identifier as follows:
///
/// - The catalog's `prefix`, or else `https://`, is dropped: with the prefix `https://x.y/auth/`,
///   `https://x.y/auth/drive.file` is the constant `DRIVE_FILE` and the trait `DriveFile`.
/// - The name is split into words at every character that is not a letter or a digit, and between a lower-case and an
///   upper-case letter. `*` becomes the word `all`.
/// - An identifier that would start with a digit starts with `_`, and the trait of `self` is `Self_`.
/// - If two names have the same identifier, their separators become words (`USERS_DOT_READ`, `USERS_COLON_READ`). If they
///   are still the same, the later one gets a number.
/// - Patterns have no identifier.
///
/// # Lists that are only known at run time
///
/// With the feature `check`, the module has a function `checker()`, which returns a `check::Checker` for the catalog,
/// or why the catalog cannot be read. The text of the catalog then becomes part of the program. If the catalog has a
/// bundled `provider`, you also need the feature `check-providers`. The function does not exist if a catalog of
/// `[catalogs]` extends a file.
#[macro_export]
macro_rules! catalog {
    ($($input:tt)*) => { $crate::__private::catalog! { ($crate) $($input)* } };
}

/// Declares a type for the scopes of a token: a [`ScopeSet`] that implements the traits of a [`catalog!`] module for
/// its scopes and for the scopes that they imply.
///
/// ```
/// oauth_scopes::catalog!(mod multipass);
///
/// oauth_scopes::scope_set! {
///     /// The scopes of a signed-in user.
///     #[derive(Clone, Debug)]
///     pub struct Session: multipass = "read_profile write_multipass";
/// }
///
/// struct AdminToken(String);
/// oauth_scopes::scope_set!(impl multipass for AdminToken = "write_multipass");
/// # let _ = (Session, AdminToken(String::new()).0);
/// ```
///
/// The first form declares a new type; the second is for an existing type. The scopes are checked like those of
/// [`scopes!`], with the same options. For a catalog of `[catalogs]`, write its name first:
/// `scope_set!(github: pub struct Cli: github = "repo")`, where the second `github` is the path of the module.
#[macro_export]
macro_rules! scope_set {
    ($($input:tt)*) => { $crate::__private::scope_set! { ($crate) $($input)* } };
}

/// Fails to compile if a constant [`Scopes`] does not cover a scope, or what an operation needs. It is an item or a statement.
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
