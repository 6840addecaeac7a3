//! What a provider reports of the scopes that it granted.

use crate::span::Spanned;
use crate::words;

/// What the answer of a token endpoint says of the granted scopes: `[consent]`.
#[derive(Debug, Default)]
pub struct Consent {
    /// Scopes that every token has, whether they were requested or not.
    pub always: Vec<Spanned>,
    /// Scopes that are granted as requested, but never named in an answer.
    pub unlisted: Vec<Spanned>,
    /// Where the granted scopes are reported; `None` if the catalog does not say.
    pub reported_in: Option<ReportedIn>,
    /// A note for people.
    pub note: Option<Spanned>,
}

words! {
    /// Where a provider reports which scopes it granted.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ReportedIn {
        /// In the answer of the token endpoint: RFC 6749 §5.1. Without the member `scope`, all that was requested is granted.
        Answer = "answer",
        /// In the parameter `scope` of the redirect that brings the authorization code. The answer of the token endpoint says
        /// nothing of what a person declined.
        Redirect = "redirect",
        /// In an answer of the provider's API, which has to be asked.
        Api = "api",
    }
}
