//! Conversions for the crates `oauth2` and `openidconnect`, which share their types.

use alloc::borrow::ToOwned;
use alloc::vec::Vec;

use oauth2::{Scope, TokenResponse};

use crate::{Granted, RequestedScopes, Scopes, ScopesBuf};

impl Scopes {
    /// Returns the scopes for `add_scopes` of the crates `oauth2` and `openidconnect`, which separate them by spaces.
    ///
    /// ```
    /// use oauth_scopes::scopes;
    ///
    /// let scopes: Vec<oauth2::Scope> = scopes!("read_profile write_multipass").to_oauth2().collect();
    /// assert_eq!(*scopes[1], "write_multipass");
    /// ```
    pub fn to_oauth2(&self) -> impl Iterator<Item = Scope> + use<> {
        self.iter().map(|name| Scope::new(name.to_owned()))
    }
}

impl ScopesBuf {
    /// Returns the scopes for `add_scopes` of the crates `oauth2` and `openidconnect`, which separate them by spaces.
    ///
    /// ```
    /// use oauth_scopes::{Granted, scopes};
    ///
    /// let next = Granted::from_text("read_profile").request_for(&scopes!("write_multipass"));
    /// assert!(next.to_oauth2().any(|scope| *scope == "write_multipass"));
    /// ```
    pub fn to_oauth2(&self) -> impl Iterator<Item = Scope> + '_ {
        self.iter().map(|name| Scope::new(name.to_owned()))
    }
}

impl Granted {
    /// Returns what a token response of the crate `oauth2` or `openidconnect` grants, given the requested scopes: see
    /// [`from_response`](Self::from_response). Scopes that the provider separated by commas are split.
    ///
    /// ```
    /// use oauth_scopes::{Granted, scopes};
    /// use oauth2::basic::BasicTokenResponse;
    ///
    /// let response = r#"{"access_token": "…", "token_type": "bearer", "scope": "read_profile"}"#;
    /// let response: BasicTokenResponse = serde_json::from_str(response)?;
    /// let granted = Granted::from_token_response(&scopes!("read_profile write_multipass"), &response);
    /// assert_eq!(granted.as_str(), "read_profile");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn from_token_response<R: RequestedScopes + ?Sized>(requested: &R, response: &impl TokenResponse) -> Self {
        let names = response.scopes().map(|scopes| scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>());
        let text = names.map(|names| names.join(" "));
        Self::from_response(requested, text.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use oauth2::basic::BasicTokenResponse;

    use crate::{Granted, Scopes};

    const REQUESTED: Scopes = Scopes::unchecked("\u{2}read_products,write orders");

    fn granted(scope: &str) -> Granted {
        let answer = std::format!(r#"{{"access_token": "made-up", "token_type": "bearer"{scope}}}"#);
        let answer: BasicTokenResponse = serde_json::from_str(&answer).expect("a response");
        Granted::from_token_response(&REQUESTED, &answer)
    }

    #[test]
    fn scopes_of_a_token_response() {
        assert!(granted("").covers(&REQUESTED));
        assert!(granted(r#", "scope": "write orders,read_products""#).covers(&REQUESTED));
        assert_eq!(granted(r#", "scope": "a,b c""#).iter().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert!(granted(r#", "scope": """#).is_empty());
    }
}
