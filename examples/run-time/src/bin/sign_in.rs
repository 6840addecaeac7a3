//! Signs in with the `oauth2` crate, and somebody takes a tick away at the consent screen: what the answer grants is held
//! against what the program does, and what is missing is asked for when it is needed. No request is sent; the answer is
//! made up.

use std::convert::Infallible;
use std::error::Error;

use oauth_scopes::{Granted, Operation, Scopes, operation, scopes};
use oauth2::basic::BasicClient;
use oauth2::{AuthUrl, AuthorizationCode, ClientId, CsrfToken, HttpRequest, HttpResponse, TokenUrl};

/// What the program asks for when somebody signs in.
const SCOPES: Scopes = scopes!("read_profile write_multipass");

/// What it does later on: the catalog knows what that needs.
const ISSUE: Operation = operation!("PUT /multipass");

fn main() -> Result<(), Box<dyn Error>> {
    let client = BasicClient::new(ClientId::new("web".to_owned()))
        .set_auth_uri(AuthUrl::new("https://multipass.example/authorize".to_owned())?)
        .set_token_uri(TokenUrl::new("https://multipass.example/token".to_owned())?);
    let state = || CsrfToken::new("made-up".to_owned());

    let (url, _) = client.authorize_url(state).add_scopes(SCOPES.to_oauth2()).url();
    println!("It would send a browser to\n  {url}");

    // Takes the place of an HTTP client.
    let answer = |_: HttpRequest| Ok::<_, Infallible>(made_up_answer());
    let answer = client.exchange_code(AuthorizationCode::new("made-up".to_owned())).request(&answer)?;
    let granted = Granted::from_token_response(&SCOPES, &answer);
    println!("The token is good for `{granted}`");

    let missing = granted.missing(&ISSUE);
    if !missing.is_empty() {
        let (url, _) = client.authorize_url(state).add_scopes(granted.request_for(&ISSUE).to_oauth2()).url();
        println!("To issue a login, {missing} is missing; it would send the browser to\n  {url}");
    }
    Ok(())
}

fn made_up_answer() -> HttpResponse {
    HttpResponse::new(r#"{"access_token": "made-up", "token_type": "bearer", "scope": "read_profile"}"#.into())
}
