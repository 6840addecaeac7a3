//! Names of settings that hold a secret.

/// In lower case, without what separates words.
const NAMES: [&str; 22] = [
    "accesskey",
    "accesstoken",
    "apikey",
    "apitoken",
    "authtoken",
    "bearertoken",
    "clientsecret",
    "credential",
    "credentials",
    "encryptionkey",
    "idtoken",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "pwd",
    "refreshtoken",
    "secret",
    "secretaccesskey",
    "secretkey",
    "signingkey",
    "token",
];

/// Whether a setting of this name holds a secret: `client_secret`, `apiKey`. What it holds must not be shown.
///
/// ```
/// use scope_catalog::is_secret_name;
///
/// assert!(is_secret_name("clientSecret") && is_secret_name("API-KEY"));
/// assert!(!is_secret_name("scope") && !is_secret_name("token_scopes"));
/// ```
pub fn is_secret_name(name: &str) -> bool {
    const LONGEST: usize = 32;
    if name.len() > LONGEST {
        return false;
    }
    let mut plain = String::with_capacity(LONGEST);
    for c in name.chars() {
        match c {
            '_' | '-' | '.' | ' ' => {}
            _ => plain.push(c.to_ascii_lowercase()),
        }
    }
    NAMES.contains(&&*plain)
}

/// Whether a line has a key of such a name: `client_secret = …`, `"token": …`.
pub(crate) fn has_secret_key(line: &str) -> bool {
    line.match_indices(['=', ':']).any(|(at, _)| {
        let before = line[..at].trim_end().trim_end_matches(['"', '\'']);
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        is_secret_name(&before[before.trim_end_matches(is_of_name).len()..])
    })
}

#[cfg(test)]
mod tests {
    use super::has_secret_key;

    #[test]
    fn keys_in_a_line() {
        for line in ["client_secret = x", "web = { kind = 'x', \"api_key\" = y", "  token: x", "passwd=x"] {
            assert!(has_secret_key(line), "{line}");
        }
        for line in ["kind = 'secret'", "description = \"Read a token\"", "token_scopes = 'x'", "[token]", ""] {
            assert!(!has_secret_key(line), "{line}");
        }
    }
}
