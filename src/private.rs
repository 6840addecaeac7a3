//! What generated code names, and nobody else: it may change in any release.

pub use scope_macros::{scope_list, scopes};

use crate::Scopes;

/// Scopes with a space between them.
#[inline]
pub const fn space(text: &'static str) -> Scopes {
    Scopes::new(text, "", b' ')
}

/// Scopes with a comma between them.
#[inline]
pub const fn comma(text: &'static str) -> Scopes {
    Scopes::new(text, "", b',')
}

/// Scopes with a space between them, and what else a token with them answers to.
#[inline]
pub const fn space_covering(text: &'static str, covered: &'static str) -> Scopes {
    Scopes::new(text, covered, b' ')
}

/// Scopes with a comma between them, and what else a token with them answers to.
#[inline]
pub const fn comma_covering(text: &'static str, covered: &'static str) -> Scopes {
    Scopes::new(text, covered, b',')
}
