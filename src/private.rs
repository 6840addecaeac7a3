//! What the macros of this crate name, and nobody else: it may change in any release.

pub use scope_macros::{assert_covers, operation, performs_here, scope_list, scope_set, scopes};

use crate::Scopes;

/// Whether one of these names is asked for.
pub const fn covers_one_of(scopes: &Scopes, names: &[&str]) -> bool {
    let mut at = 0;
    while at < names.len() {
        if scopes.asks_for(names[at]) {
            return true;
        }
        at += 1;
    }
    false
}

/// Fails where something does not hold: in a constant, the compiler shows the text at the caller.
#[track_caller]
pub const fn require(holds: bool, otherwise: &str) {
    assert!(holds, "{}", otherwise);
}

// With the engine at hand, a module can check lists while the program runs.
#[cfg(not(feature = "check"))]
pub use scope_macros::catalog;
#[cfg(feature = "check")]
pub use scope_macros::catalog_with_checker as catalog;
