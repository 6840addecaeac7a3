//! Sets of scopes as types.

use crate::Scopes;

/// A set of scopes as a type: what [`scope_set!`](crate::scope_set!) declares.
///
/// It stands for what a token is good for, as the parameter of a type of your own, and says what to ask for:
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
    /// The scopes to ask for.
    const SCOPES: Scopes;
}
