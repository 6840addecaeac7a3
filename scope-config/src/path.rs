//! Paths in a file: `spring.security.oauth2.client.registration.*.scope`.

mod evidence;
mod failure;
mod grammar;
mod names;
mod select;
mod trail;

pub(crate) use evidence::{is_of_entra, provider_of_address};
pub use failure::{Limit, LookupFailure};
pub use grammar::{Path, PathError};
pub(crate) use names::provider_of_key;
pub use select::{Match, Target};
pub(crate) use select::{ReadText, Search, Start, Stop, children, named_value, select};
pub(crate) use trail::{Step, Trail};
