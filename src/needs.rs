//! Whatever can be held against what a token was granted.

use alloc::vec::Vec;

use crate::{Need, Operation, Scopes};

/// Something that needs scopes: a [`Scopes`], a [`Need`], an [`Operation`], or several of one of these.
///
/// ```
/// use oauth_scopes::{Granted, Need, Operation};
///
/// const LIST: Operation = Operation::new("GET /orders", Need::Scope { name: "read_orders", covered_by: &["write_orders"] });
/// const SHIP: Operation = Operation::new("POST /orders", Need::Scope { name: "write_orders", covered_by: &[] });
///
/// let granted = Granted::from_text("read_orders");
/// assert!(granted.covers(&LIST) && !granted.covers(&[LIST, SHIP]));
/// ```
///
/// Only this crate implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what is needed",
    label = "this is no `Scopes`, `Need` or `Operation`, nor several of one of these",
    note = "write `scopes!(\"…\")` or `operation!(\"…\")`; whether a token has a name that is only known at run time, `Granted::answers_to` says"
)]
pub trait Needs {
    /// Adds what must be met, all of it.
    #[doc(hidden)]
    fn add_to(&self, list: &mut List);

    /// What stands between two scopes, where that is known.
    #[doc(hidden)]
    fn delimiter(&self) -> Option<u8> {
        None
    }
}

/// Nobody outside can name it, and so nobody can implement [`Needs`].
#[derive(Default)]
pub struct List(pub(crate) Vec<Need>);

impl Needs for Need {
    fn add_to(&self, list: &mut List) {
        list.0.push(*self);
    }
}

impl Needs for Operation {
    fn add_to(&self, list: &mut List) {
        list.0.push(self.needs);
    }
}

impl Needs for Scopes {
    fn add_to(&self, list: &mut List) {
        list.0.extend(self.iter().map(|name| Need::Scope { name, covered_by: &[] }));
    }

    fn delimiter(&self) -> Option<u8> {
        Some(Scopes::delimiter(self))
    }
}

impl<N: Needs> Needs for [N] {
    fn add_to(&self, list: &mut List) {
        for one in self {
            one.add_to(list);
        }
    }

    fn delimiter(&self) -> Option<u8> {
        self.first().and_then(Needs::delimiter)
    }
}

impl<N: Needs, const LENGTH: usize> Needs for [N; LENGTH] {
    fn add_to(&self, list: &mut List) {
        self.as_slice().add_to(list);
    }

    fn delimiter(&self) -> Option<u8> {
        self.as_slice().delimiter()
    }
}

impl<N: Needs> Needs for Vec<N> {
    fn add_to(&self, list: &mut List) {
        self.as_slice().add_to(list);
    }

    fn delimiter(&self) -> Option<u8> {
        self.as_slice().delimiter()
    }
}

impl<N: Needs + ?Sized> Needs for &N {
    fn add_to(&self, list: &mut List) {
        (**self).add_to(list);
    }

    fn delimiter(&self) -> Option<u8> {
        (**self).delimiter()
    }
}
