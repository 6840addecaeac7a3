//! Scopes in URLs.

use std::ops::Range;

use super::confidence::is_list;
use crate::percent::decode_query;

/// Whether a text is the URL of a scope, which is used as nothing else.
pub(super) fn is_scope_url(text: &str) -> bool {
    text.strip_prefix("https://www.googleapis.com/auth/")
        .is_some_and(|name| !name.is_empty() && is_list(name) && !name.contains(['?', '&']))
}

/// `scope=…` in the query of a URL.
pub(super) struct ScopeParameter {
    /// The bytes of the value in the text.
    pub(super) span: Range<usize>,
    /// The value, decoded.
    pub(super) value: String,
    /// Whether it is in a request for authorization.
    pub(super) is_request: bool,
}

impl ScopeParameter {
    /// The parameter of a text, if it has one.
    pub(super) fn find(text: &str) -> Option<Self> {
        const PARAMETER: &str = "scope=";
        let (at, _) = text.match_indices(PARAMETER).find(|&(at, _)| at == 0 || text[..at].ends_with(['?', '&']))?;
        let is_query = text.contains("://") || text.contains('&') || text[..at].ends_with('?');
        let start = at + PARAMETER.len();
        let end = text[start..].find(['&', '#', '"']).map_or(text.len(), |length| start + length);
        let around = text[..start].to_ascii_lowercase() + &text[end..];
        let is_request = ["oauth", "authorize", "client_id", "response_type"].iter().any(|word| around.contains(word));
        is_query.then(|| Self { span: start..end, value: decode_query(&text[start..end]), is_request })
    }
}
