//! Types that list requested scopes, and what is known of each scope.

use alloc::vec::Vec;

use crate::Scopes;

/// The scopes that were requested: a [`Scopes`], or a [`ScopesBuf`](crate::ScopesBuf) made at run time.
///
/// [`Granted::from_response`](crate::Granted::from_response) takes it as a parameter. A [`Scopes`] knows the aliases of
/// each scope and what it implies. A [`ScopesBuf`](crate::ScopesBuf) has this information from the lists that it was made from. This
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

impl<R: RequestedScopes + ?Sized> RequestedScopes for &R {
    fn requested(&self) -> Vec<RequestedScope<'_>> {
        (**self).requested()
    }

    fn delimiter(&self) -> u8 {
        (**self).delimiter()
    }
}

/// One requested scope. It seals `RequestedScopes`: other crates cannot name this type.
pub struct RequestedScope<'r> {
    pub(crate) name: &'r str,
    /// Other names of the scope.
    pub(crate) aliases: Vec<&'r str>,
    /// What it implies.
    pub(crate) implied: Vec<&'r str>,
}

impl RequestedScope<'static> {
    /// The scopes of a list, with what the catalog says of each.
    pub(crate) fn all_of(scopes: &Scopes) -> Vec<Self> {
        let mut lists = scopes.extra_names();
        let mut next = || lists.next().into_iter().flatten().collect();
        scopes.iter().map(|name| RequestedScope { name, aliases: next(), implied: next() }).collect()
    }
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
