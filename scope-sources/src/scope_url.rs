//! Scopes in URLs, and as URLs.

use std::ops::Range;

use crate::confidence::{is_guid, is_list};
use crate::slips::is_slip;

/// The provider whose address a scope has in it, whether or not the provider has the scope.
pub(crate) fn provider_in(name: &str) -> Option<&'static str> {
    let is_of_graph =
        || name.strip_prefix("https://graph.microsoft.com/").is_some_and(|rest| !rest.contains(['/', '?']));
    if is_of_google(name) { Some("google") } else { is_of_graph().then_some("microsoft-graph") }
}

/// Whether a text is the URL of a scope of Google's.
fn is_of_google(text: &str) -> bool {
    text.strip_prefix("https://www.googleapis.com/auth/")
        .is_some_and(|name| !name.is_empty() && is_list(name) && !name.contains(['?', '&']))
}

/// Whether a text is the URL of a scope, which is used as nothing else.
pub(crate) fn is_scope_url(text: &str) -> bool {
    is_of_google(text) || resource_of_default(text).is_some()
}

/// The resource whose permissions a text asks for as a whole, even with a slip: `https://vault.azure.net` of
/// `https://vault.azure.net/.deafult`.
pub(crate) fn resource_of_default(text: &str) -> Option<&str> {
    let (resource, name) = text.rsplit_once('/')?;
    let is_default = name == ".default" || (name.starts_with('.') && is_slip(name, ".default"));
    let is_resource = (resource.contains("://") || is_guid(resource)) && !resource.contains(['{', '}', ' ', '?', '&']);
    (is_default && is_resource).then_some(resource)
}

/// The bytes of the scopes in the challenge of a server (RFC 6750, section 3): `Bearer realm="notes", scope="notes.read"`.
pub(crate) fn challenged(text: &str) -> Option<Range<usize>> {
    const NAME: &str = "scope=\"";
    let at = text.find(NAME).filter(|&at| text[..at].contains("Bearer ") && text[..at].ends_with([' ', ',']))?;
    let start = at + NAME.len();
    Some(start..start + text[start..].find('"')?)
}

/// Whether a text is the address of an authorization or a token.
pub(crate) fn is_oauth_url(text: &str) -> bool {
    let lower = || text.to_ascii_lowercase();
    text.contains("://") && ["oauth", "openid", "/authorize"].iter().any(|word| lower().contains(word))
}

/// Whether a text is a list of scopes with which people sign in, whatever it is given to: `openid profile email`.
pub(crate) fn is_sign_in(text: &str) -> bool {
    const OTHERS: [&str; 5] = ["profile", "email", "offline_access", "address", "phone"];
    let has = |is_it: &dyn Fn(&str) -> bool| text.split([' ', ',']).any(is_it);
    text.contains("openid") && is_list(text) && has(&|name| name == "openid") && has(&|name| OTHERS.contains(&name))
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

/// The names of the parameter: that of RFC 6749, those of Slack and `HubSpot` beside it, and that of Mastodon.
const PARAMETERS: [&str; 4] = ["scope=", "scopes=", "user_scope=", "optional_scope="];

/// What else is in a request for authorization, or in its address.
const AROUND: [&str; 7] = ["oauth", "authorize", "client_id", "response_type", "redirect_uri", "/auth?", "grant_type"];

impl ScopeParameter {
    /// The parameters of a text, in order.
    pub(crate) fn all(text: &str) -> Vec<Self> {
        let begins = |at: usize| at == 0 || text[..at].ends_with(['?', '&']);
        let named = |name: &'static str| text.match_indices(name).filter(|&(at, _)| begins(at));
        let mut starts: Vec<(usize, usize)> =
            PARAMETERS.iter().flat_map(|name| named(name)).map(|(at, name)| (at, at + name.len())).collect();
        starts.sort_unstable();
        starts.into_iter().filter_map(|(at, start)| Self::of(text, at, start)).collect()
    }

    /// The parameter whose name and value begin at these bytes.
    fn of(text: &str, at: usize, start: usize) -> Option<Self> {
        let end = text[start..].find(['&', '#', '"', '\'']).map_or(text.len(), |length| start + length);
        let around = text[..start].to_ascii_lowercase() + &text[end..].to_ascii_lowercase();
        let is_request = !has_own_protocol(text) && AROUND.iter().any(|word| around.contains(word));
        let (value, places) = decode_query(&text[start..end])?;
        // Something else than a query is not encoded.
        let is_encoded = value.len() < end - start;
        let is_query = is_encoded || text.contains("://") || text.contains('&') || text[..at].ends_with('?');
        let places = places.into_iter().map(|place| start + place.start..start + place.end).collect();
        is_query.then_some(Self { span: start..end, value, places, is_request })
    }
}

/// Whether a URL is of a protocol that OAuth does not use: `hm://keymaster/token?scope=a,b`. Its scopes are written in its way.
fn has_own_protocol(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    })
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

/// A value of a query (RFC 3986, section 2.1), decoded: `+` is a space there. With it, for each of its bytes, the bytes of the value that it is
/// written with. `None` if it is not text.
fn decode_query(value: &str) -> Option<(String, Vec<Range<usize>>)> {
    let (mut bytes, mut places) = (Vec::with_capacity(value.len()), Vec::with_capacity(value.len()));
    let mut at = 0;
    while let [first, after @ ..] = &value.as_bytes()[at..] {
        let digits = after.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let code = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        let (byte, length) = match (first, code) {
            (b'%', Some(byte)) => (byte, 3),
            (b'+', _) => (b' ', 1),
            (&byte, _) => (byte, 1),
        };
        bytes.push(byte);
        places.push(at..at + length);
        at += length;
    }
    Some((String::from_utf8(bytes).ok()?, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_protocol_of_its_own_does_not_ask_for_authorization() {
        for (text, expected) in [
            ("https://a.example/authorize?client_id=1&scope=a,b", true),
            ("HTTPS://a.example/authorize?client_id=1&scope=a,b", true),
            ("{base}://a.example/authorize?client_id=1&scope=a,b", true),
            ("/authorize?next=x://y&client_id=1&scope=a,b", true),
            ("hm://keymaster/token?client_id=1&scope=a,b", false),
        ] {
            let found: Vec<bool> = ScopeParameter::all(text).iter().map(|found| found.is_request).collect();
            assert_eq!(found, [expected], "{text}");
        }
    }

    #[test]
    fn challenges() {
        let of = |text: &'static str| challenged(text).map(|span| &text[span]);
        for (text, expected) in [
            ("Bearer realm=\"notes\", scope=\"notes.read notes.write\"", Some("notes.read notes.write")),
            ("WWW-Authenticate: Bearer error=\"insufficient_scope\",scope=\"notes.read\"", Some("notes.read")),
            ("Bearer scope=\"notes.read", None),
            ("Basic realm=\"notes\", scope=\"notes.read\"", None),
            ("Bearer realm=\"notes\", telescope=\"big\"", None),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    #[test]
    fn values_are_decoded() {
        for (value, expected) in [
            ("repo%20read%3Aorg", "repo read:org"),
            ("repo+gist", "repo gist"),
            ("%", "%"),
            ("%+1", "% 1"),
            ("%C3%A4", "\u{e4}"),
        ] {
            assert_eq!(decode_query(value).map(|(text, _)| text).as_deref(), Some(expected));
        }
        assert_eq!(decode_query("%C3"), None);
        assert_eq!(decode_query("a%20b").map(|(_, places)| places), Some(vec![0..1, 1..4, 4..5]));
    }
}
