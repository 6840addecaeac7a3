//! Signs in with the `oauth2` crate. The user unchecks a box on the consent screen, so the program compares what was granted
//! with what it does, and asks for the missing scope when it needs it. No request is sent; the response is made up.

use std::convert::Infallible;
use std::error::Error;

use oauth_scopes::{Granted, Operation, Scopes, operation, scopes};
use oauth2::basic::BasicClient;
use oauth2::{AuthUrl, AuthorizationCode, ClientId, CsrfToken, HttpRequest, HttpResponse, TokenUrl};

/// The scopes that the program requests when somebody signs in.
const SCOPES: Scopes = scopes!("read_profile write_multipass");

/// What it does later. The catalog says which scopes that needs.
const ISSUE: Operation = operation!("PUT /multipass");

fn main() -> Result<(), Box<dyn Error>> {
    let client = BasicClient::new(ClientId::new("web".to_owned()))
        .set_auth_uri(AuthUrl::new("https://multipass.example/authorize".to_owned())?)
        .set_token_uri(TokenUrl::new("https://multipass.example/token".to_owned())?);
    let state = || CsrfToken::new("made-up".to_owned());

    let (url, _) = client.authorize_url(state).add_scopes(SCOPES.to_oauth2()).url();
    println!("It would send a browser to\n  {url}");

    // Stands in for an HTTP client.
    let send = |_: HttpRequest| Ok::<_, Infallible>(made_up_response());
    let response = client.exchange_code(AuthorizationCode::new("made-up".to_owned())).request(&send)?;
    let granted = Granted::from_token_response(&SCOPES, &response);
    println!("The token is good for `{granted}`");

    let missing = granted.missing(&ISSUE);
    if !missing.is_empty() {
        let (url, _) = client.authorize_url(state).add_scopes(granted.request_for(&ISSUE).to_oauth2()).url();
        println!("To issue a login, {missing} is missing; it would send the browser to\n  {url}");
    }
    Ok(())
}

fn made_up_response() -> HttpResponse {
    HttpResponse::new(r#"{"access_token": "made-up", "token_type": "bearer", "scope": "read_profile"}"#.into())
}
