//! Conversions to and from types of other crates. Each is behind a feature that is named after the crate.

#[cfg(feature = "http")]
mod http;
#[cfg(feature = "oauth2")]
mod oauth2;
#[cfg(feature = "serde")]
mod serde;
