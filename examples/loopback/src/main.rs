//! The whole way on one machine: a first sign-in that grants less than was requested, a call that the resource server refuses,
//! the incremental request for the missing scope, and the call again. The resource server is of `axum` with a layer of `tower`,
//! the client of `reqwest` and `oauth2`. Nothing leaves 127.0.0.1.

mod api;
mod client;
mod provider;
mod require;

use std::error::Error;
use std::sync::Arc;

use oauth_scopes::{NoRequest, Scopes, scopes};

use crate::client::{Client, Endpoints, Outcome};
use crate::provider::Provider;

/// What is requested when somebody signs in.
const SCOPES: Scopes = scopes!("read_profile write_multipass");

/// What the program is ready to request, whatever a response asks for.
const ALLOWED: Scopes = scopes!("read_profile read_multipass write_multipass");

fn main() -> Result<(), Box<dyn Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn Error>> {
    let provider = Arc::new(Provider::default());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let server = provider::routes(Arc::clone(&provider)).merge(api::routes(provider));
    tokio::spawn(async move { axum::serve(listener, server).await });

    let mut client = Client::new(Endpoints {
        authorize: format!("{address}/authorize"),
        token: format!("{address}/token"),
        resource: format!("{address}/multipass"),
    })?;
    client.sign_in(&SCOPES).await?;
    println!("signed in: `{SCOPES}` was requested, `{}` is granted", client.granted());

    println!("PUT /multipass");
    let Outcome::Refused(refusal) = client.call("PUT").await? else { return Err("it is refused".into()) };
    println!("  {refusal}");
    let next = refusal.next_request(&ALLOWED)?;
    client.sign_in(&next).await?;
    println!("signed in again: `{next}` was requested, `{}` is granted", client.granted());
    for method in ["PUT", "GET"] {
        println!("{method} /multipass\n  {}", client.call(method).await?);
    }

    println!("DELETE /multipass");
    let Outcome::Refused(refusal) = client.call("DELETE").await? else { return Err("it is refused".into()) };
    match refusal.next_request(&ALLOWED) {
        Err(reason @ NoRequest::NotAllowed(_)) => println!("  {reason}"),
        other => println!("  unexpected: {other:?}"),
    }

    client.forget();
    println!("GET /multipass with a token that was revoked\n  {}", client.call("GET").await?);
    Ok(())
}
