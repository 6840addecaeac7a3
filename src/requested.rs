//! Whatever a token was asked for with.

use alloc::vec::Vec;

use crate::scopes::Further;
use crate::{Scopes, ScopesBuf};

/// A list of scopes that was asked for: a [`Scopes`], or a [`ScopesBuf`] that was made while the program runs.
///
/// A [`Scopes`] knows which other names each of its scopes answers to, a [`ScopesBuf`] does not. Only this crate implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what was asked for",
    label = "this is neither `Scopes` nor `ScopesBuf`",
    note = "write `scopes!(\"…\")`; a list that is only known at run time is what `check::Checker::check` gives"
)]
pub trait Requested {
    /// The scopes, each with its further names.
    #[doc(hidden)]
    fn asked(&self) -> Vec<Asked<'_>>;

    /// What stands between two scopes.
    #[doc(hidden)]
    fn delimiter(&self) -> u8;
}

/// A scope that was asked for. Nobody outside can name it, and so nobody can implement [`Requested`].
pub struct Asked<'r> {
    pub(crate) name: &'r str,
    pub(crate) further: Further<'r>,
}

impl<'r> Asked<'r> {
    /// The names that mean this scope.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &'r str> {
        core::iter::once(self.name).chain(self.further.spellings())
    }

    /// The same, and those of what comes with it.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'r str> {
        core::iter::once(self.name).chain(self.further.names())
    }
}

impl Requested for Scopes {
    fn asked(&self) -> Vec<Asked<'_>> {
        let further = self.further().chain(core::iter::repeat(Further::default()));
        self.iter().zip(further).map(|(name, further)| Asked { name, further }).collect()
    }

    fn delimiter(&self) -> u8 {
        Scopes::delimiter(self)
    }
}

impl Requested for ScopesBuf {
    fn asked(&self) -> Vec<Asked<'_>> {
        self.iter().map(|name| Asked { name, further: Further::default() }).collect()
    }

    fn delimiter(&self) -> u8 {
        ScopesBuf::delimiter(self)
    }
}

impl<R: Requested + ?Sized> Requested for &R {
    fn asked(&self) -> Vec<Asked<'_>> {
        (**self).asked()
    }

    fn delimiter(&self) -> u8 {
        (**self).delimiter()
    }
}
