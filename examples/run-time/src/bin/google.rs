//! Asks for a token with the `yup-oauth2` crate, which takes scopes as a slice of texts; and when Google refuses a call
//! because a scope is missing, asks for one with that scope. No request is sent: nobody opens the page that it prints.

use std::error::Error;
use std::future::Future;
use std::pin::Pin;

use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use oauth_scopes::{Granted, InsufficientScope, Scopes, scopes};
use yup_oauth2::authenticator_delegate::InstalledFlowDelegate;
use yup_oauth2::{ApplicationSecret, CustomHyperClientBuilder, InstalledFlowAuthenticator, InstalledFlowReturnMethod};

const LOOK: Scopes = scopes!(google: "https://www.googleapis.com/auth/drive.metadata.readonly");

/// The scopes that the program is ready to ask for, in order of preference.
const ALLOWED: Scopes = scopes!(google:
    "https://www.googleapis.com/auth/drive.metadata.readonly",
    "https://www.googleapis.com/auth/drive.file",
);

/// The header of Google's response to a call for which the token is not enough; any one of these scopes is enough.
const CHALLENGE: &str = "Bearer realm=\"https://accounts.google.com/\", error=\"insufficient_scope\", \
    scope=\"https://www.googleapis.com/auth/drive https://www.googleapis.com/auth/drive.file\"";

/// The body of the same response.
const BODY: &str = r#"{"error": {
    "code": 403,
    "message": "Request had insufficient authentication scopes.",
    "details": [{"reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]
}}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    println!("It would ask for a token at");
    runtime.block_on(ask(&LOOK.to_vec()))?;

    let error = InsufficientScope::from_response(403, [("WWW-Authenticate", CHALLENGE)], BODY).ok_or("it is one")?;
    let error = error.with_granted(Granted::from_response(&LOOK, None));
    println!("{error}\nIt would then ask for a token at");
    let next = error.next_request(&ALLOWED)?;
    runtime.block_on(ask(&next.to_vec()))
}

async fn ask(scopes: &[&str]) -> Result<(), Box<dyn Error>> {
    let secret = ApplicationSecret {
        client_id: "desktop".to_owned(),
        auth_uri: "https://accounts.google.com/o/oauth2/auth".to_owned(),
        token_uri: "https://oauth2.googleapis.com/token".to_owned(),
        ..ApplicationSecret::default()
    };
    let client = CustomHyperClientBuilder::from(Client::builder(TokioExecutor::new()).build_http());
    let authenticator = InstalledFlowAuthenticator::with_client(secret, InstalledFlowReturnMethod::Interactive, client)
        .flow_delegate(Box::new(Printer))
        .build()
        .await?;
    match authenticator.token(scopes).await {
        Ok(_) => Err("unexpectedly signed in".into()),
        Err(_) => Ok(()),
    }
}

/// Stands in for the user who opens the page.
struct Printer;

impl InstalledFlowDelegate for Printer {
    fn present_user_url<'a>(
        &'a self,
        url: &'a str,
        _need_code: bool,
    ) -> Pin<Box<dyn Future<Output = Result<String, String>> + Send + 'a>> {
        println!("  {url}");
        Box::pin(async { Err("no user".to_owned()) })
    }
}
