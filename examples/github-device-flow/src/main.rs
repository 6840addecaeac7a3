//! A command-line tool that signs in to GitHub with the device flow (RFC 8628) and the `oauth2` crate. `scopes.toml` starts from
//! the bundled catalog of GitHub and lists what the client `cli` may request. Each checked name becomes an [`oauth2::Scope`].
//! The request of the crate is printed, not sent; the response is made up.

use std::convert::Infallible;
use std::error::Error;

use oauth_scopes::{Scopes, scopes};
use oauth2::basic::BasicClient;
use oauth2::{ClientId, DeviceAuthorizationUrl, HttpRequest, HttpResponse, Scope, StandardDeviceAuthorizationResponse};

/// The user, their organizations, and their repositories.
const SCOPES: Scopes = scopes!("read:user read:org repo");

fn main() -> Result<(), Box<dyn Error>> {
    let url = DeviceAuthorizationUrl::new("https://github.com/login/device/code".to_owned())?;
    let client = BasicClient::new(ClientId::new("cli".to_owned())).set_device_authorization_url(url);
    let scopes = SCOPES.iter().map(|scope| Scope::new(scope.to_owned()));
    // Stands in for an HTTP client.
    let print = |request: HttpRequest| {
        println!("It would send this request:\n  {} {}", request.method(), request.uri());
        println!("  {}", String::from_utf8_lossy(request.body()));
        Ok::<_, Infallible>(made_up_response())
    };
    let response: StandardDeviceAuthorizationResponse =
        client.exchange_device_code().add_scopes(scopes).request(&print)?;
    println!("and then say:");
    println!("  Open {} and enter {}", response.verification_uri().as_str(), response.user_code().secret());
    Ok(())
}

/// A response like GitHub's.
fn made_up_response() -> HttpResponse {
    let response = r#"{
        "device_code": "made-up",
        "user_code": "WDJB-MJHT",
        "verification_uri": "https://github.com/login/device",
        "expires_in": 900
    }"#;
    HttpResponse::new(response.into())
}
