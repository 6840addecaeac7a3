//! Defines how a provider reports granted scopes.

use crate::span::Spanned;
use crate::words;

/// How the response of a token endpoint reports granted scopes: `[consent]`.
#[derive(Debug, Default)]
pub struct Consent {
    /// Scopes that every token has, requested or not.
    pub always: Vec<Spanned>,
    /// Scopes that are granted as requested, but never reported.
    pub unlisted: Vec<Spanned>,
    /// Where granted scopes are reported; `None` if the catalog does not say.
    pub reported_in: Option<ReportedIn>,
    /// A note for people.
    pub note: Option<Spanned>,
}

words! {
    /// Where a provider reports which scopes it granted.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ReportedIn {
        /// In the response of the token endpoint (RFC 6749 §5.1). Without a `scope` member, everything that was
        /// requested is granted.
        Answer = "answer",
        /// In the `scope` parameter of the redirect with the authorization code. The response of the token endpoint
        /// does not show what a person declined.
        Redirect = "redirect",
        /// In the response to a separate API call.
        Api = "api",
    }
}
