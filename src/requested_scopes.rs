//! Types that list requested scopes.

use alloc::vec::Vec;

use crate::scopes::ExtraNames;
use crate::{Scopes, ScopesBuf};

/// The scopes that were requested: a [`Scopes`], or a [`ScopesBuf`] made at run time.
///
/// It is the parameter of [`Granted::from_response`](crate::Granted::from_response). A [`Scopes`] knows the aliases of each
/// scope and what it implies; a [`ScopesBuf`] does not. This trait is sealed.
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

/// One requested scope. It seals [`RequestedScopes`]: other crates cannot name this type.
pub struct RequestedScope<'r> {
    pub(crate) name: &'r str,
    pub(crate) extra: ExtraNames<'r>,
}

impl<'r> RequestedScope<'r> {
    /// The names of this scope: its own, and its aliases.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &'r str> {
        core::iter::once(self.name).chain(self.extra.spellings())
    }

    /// The names of this scope and of the scopes that it implies.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'r str> {
        core::iter::once(self.name).chain(self.extra.names())
    }
}

impl RequestedScopes for Scopes {
    fn requested(&self) -> Vec<RequestedScope<'_>> {
        let extra = self.extra_names().chain(core::iter::repeat(ExtraNames::default()));
        self.iter().zip(extra).map(|(name, extra)| RequestedScope { name, extra }).collect()
    }

    fn delimiter(&self) -> u8 {
        Scopes::delimiter(self)
    }
}

impl RequestedScopes for ScopesBuf {
    fn requested(&self) -> Vec<RequestedScope<'_>> {
        self.iter().map(|name| RequestedScope { name, extra: ExtraNames::default() }).collect()
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
