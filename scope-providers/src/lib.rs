//! The provider catalogues bundled with `oauth-scopes`, in the format that users write: data, and nothing else.
//!
//! ```
//! let github = scope_providers::text("github").expect("GitHub is bundled");
//! assert!(github.contains("\"read:org\""));
//! ```

#![no_std]
#![forbid(unsafe_code)]

macro_rules! providers {
    ($($name:literal)*) => {
        /// The names that `provider = "…"` may take, in alphabetical order.
        pub const NAMES: &[&str] = &[$($name),*];

        /// The catalogue of a provider, as TOML; `None` where none is bundled.
        pub fn text(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some(include_str!(concat!("../catalogs/", $name, ".toml"))),)*
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
}
