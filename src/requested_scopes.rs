//! Types that list requested scopes.

use alloc::vec::Vec;

use crate::{Scopes, ScopesBuf};

/// The scopes that were requested: a [`Scopes`], or a [`ScopesBuf`] made at run time.
///
/// It is the parameter of [`Granted::from_response`](crate::Granted::from_response). A [`Scopes`] knows the aliases of each
/// scope and what it implies. A [`ScopesBuf`] knows what the lists knew from which it was made. This trait is sealed.
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
    /// Other names of the scope.
    pub(crate) aliases: Vec<&'r str>,
    /// What it implies.
    pub(crate) implied: Vec<&'r str>,
}

impl<'r> RequestedScope<'r> {
    /// The names of this scope: its own, and its aliases.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &'r str> {
        core::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// The names of this scope and of the scopes that it implies.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'r str> {
        self.spellings().chain(self.implied.iter().copied())
    }
}

impl RequestedScopes for Scopes {
    fn requested(&self) -> Vec<RequestedScope<'_>> {
        let mut extra = self.extra_names();
        self.iter()
            .map(|name| {
                let extra = extra.next().unwrap_or_default();
                RequestedScope { name, aliases: extra.spellings().collect(), implied: extra.implied().collect() }
            })
            .collect()
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
