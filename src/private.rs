//! Items that the macros of this crate name. Not public: they may change in any release.

pub use scope_macros::{assert_covers, operation, performs_here, scope_list, scope_name, scope_set};

use crate::Scopes;

/// Returns `true` if the list contains one of the names.
pub const fn covers_one_of(scopes: &Scopes, names: &[&str]) -> bool {
    let mut at = 0;
    while at < names.len() {
        if scopes.contains_const(names[at]) {
            return true;
        }
        at += 1;
    }
    false
}

/// Panics with the message unless the condition holds: in a constant, the compiler shows it at the caller.
#[track_caller]
pub const fn require(condition: bool, message: &str) {
    assert!(condition, "{}", message);
}

// With the engine in the program, the module has a function that creates a checker.
#[cfg(not(feature = "check"))]
pub use scope_macros::catalog;
#[cfg(feature = "check")]
pub use scope_macros::catalog_with_checker as catalog;
