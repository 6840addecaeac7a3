//! Lists functions of OAuth crates whose parameters take scopes without saying so, by the name and the position of the
//! argument. The receiver does not count.

/// The functions: the path segment before the name, or `None` for a method; the name; and the position of the scopes.
pub(crate) const PARAMETERS: &[(Option<&str>, &str, usize)] = &[
    // octocrab
    (None, "authenticate_as_device", 1),
    // rmcp
    (None, "start_authorization", 0),
    (None, "start_authorization_with_metadata_url", 0),
    (None, "get_authorization_url", 0),
    (Some("AuthorizationRequest"), "with_scopes", 0),
    // librespot-oauth
    (Some("OAuthClientBuilder"), "new", 2),
    (Some("librespot_oauth"), "get_access_token", 2),
    // rocket_oauth2
    (None, "get_redirect", 1),
    (None, "get_redirect_extras", 1),
    // slack-morphism
    (Some("SlackOAuthListenerConfig"), "new", 2),
    // twitch_oauth2
    (Some("Scope"), "parse", 0),
    // oxide-auth
    (Some("Client"), "confidential", 2),
    (Some("Client"), "public", 2),
    // google-cloud-auth
    (Some("DefaultTokenSourceProvider"), "new_with_scopes", 0),
];

/// Returns the position of the argument that is a list of scopes, given a function's name and the path segment before
/// it.
pub(crate) fn scopes_argument(kind: Option<&str>, function: &str) -> Option<usize> {
    PARAMETERS.iter().find(|(before, name, _)| *name == function && *before == kind).map(|&(_, _, position)| position)
}

/// Returns whether the name of a function identifies an OAuth crate, so that a file with it is about OAuth.
pub(crate) fn is_of_oauth(function: &str) -> bool {
    matches!(function, "authenticate_as_device" | "start_authorization" | "get_redirect" | "get_redirect_extras")
}
