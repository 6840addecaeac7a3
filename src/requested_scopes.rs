//! Defines the types that list requested scopes.

use alloc::vec::Vec;

use crate::requested_scope::RequestedScope;
use crate::{Scopes, ScopesBuf};

/// The scopes that were requested: a [`Scopes`], or a [`ScopesBuf`] made at run time.
///
/// [`Granted::from_response`](crate::Granted::from_response) takes it as a parameter. A [`Scopes`] knows the aliases of
/// each scope and what it implies. A [`ScopesBuf`] has this information from the lists that it was made from. This
/// trait is sealed.
///
/// ```
/// use oauth_scopes::{Granted, RequestedScopes, scopes};
///
/// fn is_complete(requested: &impl RequestedScopes, response: Option<&str>, count: usize) -> bool {
///     Granted::from_response(requested, response).len() == count
/// }
///
/// assert!(is_complete(&scopes!("read_profile write_multipass"), None, 2));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `RequestedScopes`; expected `Scopes` or `ScopesBuf`",
    label = "expected `Scopes` or `ScopesBuf`",
    note = "write `scopes!(\"…\")`; for a list that is only known at run time, call `check::Checker::check`"
)]
pub trait RequestedScopes {
    /// The scopes, each with its other names.
    #[doc(hidden)]
    fn requested(&self) -> Vec<RequestedScope<'_>>;

    /// The delimiter of the scopes.
    #[doc(hidden)]
    fn delimiter(&self) -> u8;
}

impl RequestedScopes for Scopes {
    fn requested(&self) -> Vec<RequestedScope<'_>> {
        RequestedScope::all_of(self)
    }

    fn delimiter(&self) -> u8 {
        Scopes::delimiter(self)
    }
}

impl RequestedScopes for ScopesBuf {
    fn requested(&self) -> Vec<RequestedScope<'_>> {
        self.known().collect()
    }

    fn delimiter(&self) -> u8 {
        ScopesBuf::delimiter(self)
    }
}

impl<R: RequestedScopes + ?Sized> RequestedScopes for &R {
    fn requested(&self) -> Vec<RequestedScope<'_>> {
        (**self).requested()
    }

    fn delimiter(&self) -> u8 {
        (**self).delimiter()
    }
}
