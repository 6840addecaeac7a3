//! Signs in with the `openidconnect` crate. It uses the `Scope` of the `oauth2` crate, so the conversion is the same.

use std::error::Error;

use oauth_scopes::{Scopes, scopes};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient};
use openidconnect::{AuthUrl, ClientId, CsrfToken, IssuerUrl, JsonWebKeySet, Nonce};

/// The crate adds `openid` to every request.
const SCOPES: Scopes = scopes!(openid: "profile email");

fn main() -> Result<(), Box<dyn Error>> {
    let issuer = IssuerUrl::new("https://login.example".to_owned())?;
    let client = CoreClient::new(ClientId::new("web".to_owned()), issuer, JsonWebKeySet::new(Vec::new()))
        .set_auth_uri(AuthUrl::new("https://login.example/authorize".to_owned())?);
    let state = || CsrfToken::new("made-up".to_owned());
    let nonce = || Nonce::new("made-up".to_owned());
    let request = client.authorize_url(CoreAuthenticationFlow::AuthorizationCode, state, nonce);
    let (url, _, _) = request.add_scopes(SCOPES.to_oauth2()).url();
    println!("It would send a browser to\n  {url}");
    Ok(())
}
