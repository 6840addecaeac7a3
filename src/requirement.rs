//! What a token can be checked against.

use alloc::vec::Vec;

use crate::requested_scopes::{RequestedScope, RequestedScopes};
use crate::{Need, Operation, Scopes};

/// Something that needs scopes: a [`Scopes`], a [`Need`], an [`Operation`], or a slice, array or `Vec` of one of these.
///
/// [`Granted::covers`](crate::Granted::covers) and similar methods take it as a parameter. This trait is sealed.
///
/// ```
/// use oauth_scopes::{Granted, Need, Operation};
///
/// const LIST: Operation =
///     Operation::new("GET /orders", Need::Scope { name: "read_orders", covered_by: &["write_orders"] });
/// const SHIP: Operation = Operation::new("POST /orders", Need::Scope { name: "write_orders", covered_by: &[] });
///
/// let granted = Granted::from_text("read_orders");
/// assert!(granted.covers(&LIST));
/// assert!(!granted.covers(&[LIST, SHIP]));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `Requirement`; expected `Scopes`, `Need`, `Operation`, or a slice of them",
    label = "expected `Scopes`, `Need`, `Operation`, or a slice of them",
    note = "write `scopes!(\"…\")` or `operation!(\"…\")`; for a name that is only known at run time, call `Granted::grants`"
)]
pub trait Requirement {
    /// Adds every need to the list; all of them must be met.
    #[doc(hidden)]
    fn add_to(&self, list: &mut NeedList);

    /// The delimiter of the scopes, if it is known.
    #[doc(hidden)]
    fn delimiter(&self) -> Option<u8> {
        None
    }

    /// What is known of the scopes: their aliases and what they imply.
    #[doc(hidden)]
    fn known(&self) -> Vec<RequestedScope<'_>> {
        Vec::new()
    }
}

/// Seals [`Requirement`]: other crates cannot name this type.
#[derive(Default)]
pub struct NeedList(pub(crate) Vec<Need>);

impl Requirement for Need {
    fn add_to(&self, list: &mut NeedList) {
        list.0.push(*self);
    }

    /// What covers a scope implies it.
    fn known(&self) -> Vec<RequestedScope<'_>> {
        match self {
            Self::Scope { name, covered_by } => {
                let implies = |other: &&'static str| RequestedScope {
                    name: other,
                    aliases: Vec::new(),
                    implied: Vec::from([*name]),
                };
                covered_by.iter().map(implies).collect()
            }
            Self::Any(needs) | Self::All(needs) => needs.iter().flat_map(Requirement::known).collect(),
        }
    }
}

impl Requirement for Operation {
    fn add_to(&self, list: &mut NeedList) {
        list.0.push(self.needs);
    }

    fn known(&self) -> Vec<RequestedScope<'_>> {
        self.needs.known()
    }
}

impl Requirement for Scopes {
    fn add_to(&self, list: &mut NeedList) {
        list.0.extend(self.iter().map(|name| Need::Scope { name, covered_by: &[] }));
    }

    fn delimiter(&self) -> Option<u8> {
        Some(Scopes::delimiter(self))
    }

    fn known(&self) -> Vec<RequestedScope<'_>> {
        self.requested()
    }
}

impl<R: Requirement> Requirement for [R] {
    fn add_to(&self, list: &mut NeedList) {
        for requirement in self {
            requirement.add_to(list);
        }
    }

    fn delimiter(&self) -> Option<u8> {
        self.first().and_then(Requirement::delimiter)
    }

    fn known(&self) -> Vec<RequestedScope<'_>> {
        self.iter().flat_map(Requirement::known).collect()
    }
}

/// Implements the trait for what requires as much as another value does.
macro_rules! requires_as {
    ($inner:expr => $($implementation:tt)+) => {
        $($implementation)+ {
            fn add_to(&self, list: &mut NeedList) {
                $inner(self).add_to(list);
            }

            fn delimiter(&self) -> Option<u8> {
                $inner(self).delimiter()
            }

            fn known(&self) -> Vec<RequestedScope<'_>> {
                $inner(self).known()
            }
        }
    };
}

requires_as!(<[R; LENGTH]>::as_slice => impl<R: Requirement, const LENGTH: usize> Requirement for [R; LENGTH]);
requires_as!(Vec::as_slice => impl<R: Requirement> Requirement for Vec<R>);
requires_as!(Clone::clone => impl<R: Requirement + ?Sized> Requirement for &R);
