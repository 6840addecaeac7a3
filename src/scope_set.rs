//! Defines types that stand for a set of scopes.

use crate::Scopes;

/// A type that stands for a set of scopes. [`scope_set!`](crate::scope_set!) declares one.
///
/// Use it as the parameter of a token type of your own, and to request the scopes:
///
/// ```
/// use core::marker::PhantomData;
/// use oauth_scopes::ScopeSet;
///
/// oauth_scopes::catalog!(mod multipass);
/// oauth_scopes::scope_set!(struct Session: multipass = "read_profile write_multipass");
///
/// struct Token<S> {
///     secret: String,
///     scopes: PhantomData<S>,
/// }
///
/// fn query<S: ScopeSet>() -> String {
///     format!("response_type=code&scope={}", S::SCOPES.encoded())
/// }
///
/// assert_eq!(query::<Session>(), "response_type=code&scope=read_profile%20write_multipass");
/// # let _ = Token::<Session> { secret: String::new(), scopes: PhantomData }.secret;
/// ```
pub trait ScopeSet {
    /// The scopes of the set, for a request.
    const SCOPES: Scopes;
}
