//! Whatever can be held against what a token was granted.

use alloc::vec::Vec;

use crate::{Need, Operation, Scopes};

/// Something that needs scopes: a [`Scopes`], a [`Need`], an [`Operation`], or several of one of these.
///
/// ```
/// use oauth_scopes::{Granted, Need, Operation};
///
/// const LIST: Operation = Operation { name: "GET /orders", needs: Need::Scope { name: "read_orders", covered_by: &[] } };
/// const SHIP: Operation = Operation { name: "POST /orders", needs: Need::Scope { name: "write_orders", covered_by: &[] } };
///
/// let granted = Granted::from_text("read_orders");
/// assert!(granted.covers(&LIST) && !granted.covers(&[LIST, SHIP]));
/// ```
pub trait Needs: Sealed {}

/// What a [`Needs`] tells this crate; nobody outside can name it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what is needed",
    label = "no `Scopes`, `Need` or `Operation`, nor several of these",
    note = "write `scopes!(\"…\")` or `operation!(\"…\")`; a name that is only known at run time is for `contains`"
)]
pub trait Sealed {
    /// Adds what must be met, all of it.
    fn add_to(&self, needs: &mut Vec<Need>);

    /// What stands between two scopes, where that is known.
    fn delimiter(&self) -> Option<u8> {
        None
    }
}

impl<N: Sealed + ?Sized> Needs for N {}

impl Sealed for Need {
    fn add_to(&self, needs: &mut Vec<Need>) {
        needs.push(*self);
    }
}

impl Sealed for Operation {
    fn add_to(&self, needs: &mut Vec<Need>) {
        needs.push(self.needs);
    }
}

impl Sealed for Scopes {
    fn add_to(&self, needs: &mut Vec<Need>) {
        needs.extend(self.iter().map(|name| Need::Scope { name, covered_by: &[] }));
    }

    fn delimiter(&self) -> Option<u8> {
        Some(Scopes::delimiter(self))
    }
}

impl<N: Sealed> Sealed for [N] {
    fn add_to(&self, needs: &mut Vec<Need>) {
        for one in self {
            one.add_to(needs);
        }
    }

    fn delimiter(&self) -> Option<u8> {
        self.first().and_then(Sealed::delimiter)
    }
}

impl<N: Sealed, const LENGTH: usize> Sealed for [N; LENGTH] {
    fn add_to(&self, needs: &mut Vec<Need>) {
        self.as_slice().add_to(needs);
    }

    fn delimiter(&self) -> Option<u8> {
        self.as_slice().delimiter()
    }
}

impl<N: Sealed> Sealed for Vec<N> {
    fn add_to(&self, needs: &mut Vec<Need>) {
        self.as_slice().add_to(needs);
    }

    fn delimiter(&self) -> Option<u8> {
        self.as_slice().delimiter()
    }
}

impl<N: Sealed + ?Sized> Sealed for &N {
    fn add_to(&self, needs: &mut Vec<Need>) {
        (**self).add_to(needs);
    }

    fn delimiter(&self) -> Option<u8> {
        (**self).delimiter()
    }
}
