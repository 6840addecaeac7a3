//! A command-line tool that signs in to GitHub by the device flow (RFC 8628), with the `oauth2` crate. `scopes.toml`
//! starts from the bundled catalog of GitHub and says what the client `cli` may ask for; each checked name becomes an
//! [`oauth2::Scope`]. The request is the one that the crate makes; it is printed, and the answer to it is made up.

use std::convert::Infallible;
use std::error::Error;

use oauth_scopes::{Scopes, scopes};
use oauth2::basic::BasicClient;
use oauth2::{ClientId, DeviceAuthorizationUrl, HttpRequest, HttpResponse, Scope, StandardDeviceAuthorizationResponse};

/// Who is there, in which organizations, and their repositories.
const SCOPES: Scopes = scopes!("read:user read:org repo");

fn main() -> Result<(), Box<dyn Error>> {
    let url = DeviceAuthorizationUrl::new("https://github.com/login/device/code".to_owned())?;
    let client = BasicClient::new(ClientId::new("cli".to_owned())).set_device_authorization_url(url);
    let scopes = SCOPES.iter().map(|scope| Scope::new(scope.to_owned()));
    // Takes the place of an HTTP client.
    let print = |request: HttpRequest| {
        println!("It would send this request:\n  {} {}", request.method(), request.uri());
        println!("  {}", String::from_utf8_lossy(request.body()));
        Ok::<_, Infallible>(made_up_answer())
    };
    let answer: StandardDeviceAuthorizationResponse =
        client.exchange_device_code().add_scopes(scopes).request(&print)?;
    println!("and then say:");
    println!("  Open {} and enter {}", answer.verification_uri().as_str(), answer.user_code().secret());
    Ok(())
}

/// What GitHub's answer looks like.
fn made_up_answer() -> HttpResponse {
    let answer = r#"{
        "device_code": "made-up",
        "user_code": "WDJB-MJHT",
        "verification_uri": "https://github.com/login/device",
        "expires_in": 900
    }"#;
    HttpResponse::new(answer.into())
}
