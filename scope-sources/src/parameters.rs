//! Parameters that take scopes and are not called so: functions of OAuth crates, by their name and the position of the
//! argument. A receiver is not counted.

/// A function or method, and which of its arguments are scopes.
struct Parameter {
    /// The last name of its path, or of the method.
    function: &'static str,
    /// What comes before the name in its path; `None` for a method.
    kind: Option<&'static str>,
    argument: usize,
}

const fn method(function: &'static str, argument: usize) -> Parameter {
    Parameter { function, kind: None, argument }
}

const fn function(kind: &'static str, function: &'static str, argument: usize) -> Parameter {
    Parameter { function, kind: Some(kind), argument }
}

const PARAMETERS: &[Parameter] = &[
    // octocrab
    method("authenticate_as_device", 1),
    // rmcp
    method("start_authorization", 0),
    method("start_authorization_with_metadata_url", 0),
    method("get_authorization_url", 0),
    function("AuthorizationRequest", "with_scopes", 0),
    // librespot-oauth
    function("OAuthClientBuilder", "new", 2),
    function("librespot_oauth", "get_access_token", 2),
    // rocket_oauth2
    method("get_redirect", 1),
    method("get_redirect_extras", 1),
    // slack-morphism
    function("SlackOAuthListenerConfig", "new", 2),
    // twitch_oauth2
    function("Scope", "parse", 0),
    // oxide-auth
    function("Client", "confidential", 2),
    function("Client", "public", 2),
    // google-cloud-auth
    function("DefaultTokenSourceProvider", "new_with_scopes", 0),
];

/// The position of the argument of a function that is a list of scopes, given what is before its name in the path.
pub(crate) fn scopes_argument(kind: Option<&str>, function: &str) -> Option<usize> {
    let found = PARAMETERS.iter().find(|one| one.function == function && one.kind == kind)?;
    Some(found.argument)
}

/// All of them: what is before the name in the path, the name, and the position.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = (Option<&'static str>, &'static str, usize)> {
    PARAMETERS.iter().map(|one| (one.kind, one.function, one.argument))
}

/// The name of the crate that a function is of by itself, so that a file with it has to do with OAuth.
pub(crate) fn is_of_oauth(function: &str) -> bool {
    matches!(function, "authenticate_as_device" | "start_authorization" | "get_redirect" | "get_redirect_extras")
}
