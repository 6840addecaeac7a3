//! The provider catalogues bundled with `oauth-scopes`, in the format that users write: data, and nothing else.
//!
//! ```
//! let github = scope_providers::text("github").expect("GitHub is bundled");
//! assert!(github.contains("\"read:org\""));
//! ```

#![no_std]
#![forbid(unsafe_code)]

macro_rules! providers {
    ($($name:literal)*; operations: $($with_operations:literal)*) => {
        /// The names that `provider = "…"` may take, in alphabetical order.
        pub const NAMES: &[&str] = &[$($name),*];

        /// The catalogue of a provider, as TOML; `None` where none is bundled.
        pub fn text(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some(include_str!(concat!("../catalogs/", $name, ".toml"))),)*
                _ => None,
            }
        }

        /// What the operations of a provider need; `None` where that is not known. After a line `= NEED` come the
        /// operations that have it, one a line; in a need, `|` is or and a blank is and.
        pub fn operations(name: &str) -> Option<&'static str> {
            match name {
                $($with_operations => Some(include_str!(concat!("../operations/", $with_operations, ".txt"))),)*
                _ => None,
            }
        }
    };
}

providers! {
    "discord"
    "github"
    "google"
    "microsoft-graph"
    "openid-connect"
    "shopify"
    "slack"
    "spotify"
    ; operations:
    "discord"
    "github"
    "google"
    "microsoft-graph"
    "shopify"
    "slack"
    "spotify"
}
