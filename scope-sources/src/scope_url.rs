//! Scopes in URLs, and as URLs.

use std::ops::Range;

use crate::confidence::is_list;
use crate::percent::decode_query;

/// Whether a text is the URL of a scope, which is used as nothing else.
pub(crate) fn is_scope_url(text: &str) -> bool {
    let is_google = text
        .strip_prefix("https://www.googleapis.com/auth/")
        .is_some_and(|name| !name.is_empty() && is_list(name) && !name.contains(['?', '&']));
    let is_default = text
        .strip_suffix("/.default")
        .is_some_and(|resource| resource.contains("://") && !resource.contains(['{', '}', ' ']));
    is_google || is_default
}

/// `scope=…` in the query of a URL.
pub(crate) struct ScopeParameter {
    /// The bytes of the value in the text.
    pub(crate) span: Range<usize>,
    /// The value, decoded.
    pub(crate) value: String,
    /// For each byte of it, the bytes in the text.
    pub(crate) places: Vec<Range<usize>>,
    /// Whether it is in a request for authorization.
    pub(crate) is_request: bool,
}

impl ScopeParameter {
    /// The parameter of a text, if it has one.
    pub(crate) fn find(text: &str) -> Option<Self> {
        const PARAMETER: &str = "scope=";
        let (at, _) = text.match_indices(PARAMETER).find(|&(at, _)| at == 0 || text[..at].ends_with(['?', '&']))?;
        let is_query = text.contains("://") || text.contains('&') || text[..at].ends_with('?');
        let start = at + PARAMETER.len();
        let end = text[start..].find(['&', '#', '"']).map_or(text.len(), |length| start + length);
        let around = text[..start].to_ascii_lowercase() + &text[end..].to_ascii_lowercase();
        let is_request = ["oauth", "authorize", "client_id", "response_type", "redirect_uri", "/auth?", "grant_type"]
            .iter()
            .any(|word| around.contains(word));
        let (value, places) = decode_query(&text[start..end])?;
        let places = places.into_iter().map(|place| start + place.start..start + place.end).collect();
        is_query.then_some(Self { span: start..end, value, places, is_request })
    }
}

/// A list that is encoded for a URL, decoded, with the bytes of the text that each byte is written with.
pub(crate) fn encoded_list(text: &str) -> Option<(String, Vec<Range<usize>>)> {
    let is_encoded = text.contains("%20") || text.contains("%3A") || text.contains("%3a") || text.contains('+');
    if !is_encoded || text.contains(' ') || text.contains("://") {
        return None;
    }
    // A name may have a `+` in it; a list has one between whole names.
    decode_query(text).filter(|(value, _)| is_list(value))
}
