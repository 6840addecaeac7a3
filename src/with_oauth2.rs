//! The types of the crates `oauth2` and `openidconnect`, which share them.

use alloc::borrow::ToOwned;
use alloc::string::String;

use oauth2::{Scope, TokenResponse};

use crate::{Granted, Requested, Scopes, ScopesBuf};

impl Scopes {
    /// The scopes for `add_scopes` of the crates `oauth2` and `openidconnect`, which put a space between them.
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
    /// The scopes for `add_scopes` of the crates `oauth2` and `openidconnect`, which put a space between them.
    pub fn to_oauth2(&self) -> impl Iterator<Item = Scope> + '_ {
        self.iter().map(|name| Scope::new(name.to_owned()))
    }
}

impl Granted {
    /// What an answer that the crates `oauth2` or `openidconnect` have read grants, given what was asked for: see
    /// [`from_response`](Self::from_response). Scopes that the provider has put commas between are parted.
    pub fn from_token_response<R: Requested + ?Sized>(requested: &R, response: &impl TokenResponse) -> Self {
        let text = response.scopes().map(|scopes| {
            let names = scopes.iter().map(|scope| scope.as_str());
            names.fold(String::new(), |text, name| if text.is_empty() { name.to_owned() } else { text + " " + name })
        });
        Self::from_response(requested, text.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use oauth2::basic::BasicTokenResponse;

    use crate::{Granted, Scopes};

    const REQUESTED: Scopes = Scopes("\u{2}read_products,write orders");

    fn granted(scope: &str) -> Granted {
        let answer = std::format!(r#"{{"access_token": "made-up", "token_type": "bearer"{scope}}}"#);
        let answer: BasicTokenResponse = serde_json::from_str(&answer).expect("an answer");
        Granted::from_token_response(&REQUESTED, &answer)
    }

    #[test]
    fn an_answer_that_the_crate_has_read() {
        assert!(granted("").covers(&REQUESTED));
        assert!(granted(r#", "scope": "write orders,read_products""#).covers(&REQUESTED));
        assert_eq!(granted(r#", "scope": "a,b c""#).iter().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert!(granted(r#", "scope": """#).is_empty());
    }
}
