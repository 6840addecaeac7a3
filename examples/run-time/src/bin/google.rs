//! Asks for a token with the `yup-oauth2` crate, which takes scopes as a slice of anything that is text; and, when Google
//! refuses a call with it, for one with what is missing. No request is sent: nobody opens the page that it names.

use std::error::Error;
use std::future::Future;
use std::pin::Pin;

use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use oauth_scopes::{Granted, InsufficientScope, Scopes, scopes};
use yup_oauth2::authenticator_delegate::InstalledFlowDelegate;
use yup_oauth2::{ApplicationSecret, CustomHyperClientBuilder, InstalledFlowAuthenticator, InstalledFlowReturnMethod};

const LOOK: Scopes = scopes!(google: "https://www.googleapis.com/auth/drive.metadata.readonly");

/// What the program is ready to ask for, and no more: in the order in which it would rather have it.
const ALLOWED: Scopes = scopes!(google:
    "https://www.googleapis.com/auth/drive.metadata.readonly",
    "https://www.googleapis.com/auth/drive.file",
);

/// What Google answers to a call that the token is not enough for; any one of these scopes would do.
const REFUSAL: &str = "Bearer realm=\"https://accounts.google.com/\", error=\"insufficient_scope\", \
    scope=\"https://www.googleapis.com/auth/drive https://www.googleapis.com/auth/drive.file\"";

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    println!("It would ask for a token at");
    runtime.block_on(ask(&LOOK.to_vec()))?;

    let refusal = InsufficientScope::from_answer(403, [("WWW-Authenticate", REFUSAL)], "").ok_or("it is one")?;
    let refusal = refusal.with_held(Granted::from_response(&LOOK, None));
    println!("When {refusal}, at");
    let next = refusal.next_request(&ALLOWED).ok_or("one of them is allowed")?;
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
        Ok(_) => Err("nobody could have signed in".into()),
        Err(_) => Ok(()),
    }
}

/// Takes the place of whoever opens the page.
struct Printer;

impl InstalledFlowDelegate for Printer {
    fn present_user_url<'a>(
        &'a self,
        url: &'a str,
        _need_code: bool,
    ) -> Pin<Box<dyn Future<Output = Result<String, String>> + Send + 'a>> {
        println!("  {url}");
        Box::pin(async { Err("nobody is there".to_owned()) })
    }
}
