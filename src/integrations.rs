//! Conversions to and from the types of other crates, each behind a feature of that crate's name.

#[cfg(feature = "http")]
mod http;
#[cfg(feature = "oauth2")]
mod oauth2;
#[cfg(feature = "serde")]
mod serde;
