//! A server that issues logins to clients with the right token, with the types of the `http` crate, and a client that reads its
//! error responses. The tokens are made up; their scopes are stored as JSON.

use std::collections::BTreeMap;
use std::error::Error;

use http::{Request, Response, header};
use oauth_scopes::{Granted, InsufficientScope, Operation, Refusal, operation};

/// What the server does: its token must grant the scopes that this needs.
const ISSUE: Operation = operation!("PUT /multipass");

/// The tokens and their scopes.
const TOKENS: &str = r#"{"one": "read_profile", "other": ["read_profile", "write_multipass"]}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let tokens: BTreeMap<String, Granted> = serde_json::from_str(TOKENS)?;
    for token in [None, Some("none"), Some("one"), Some("other")] {
        let mut request = Request::put("/multipass");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let answer = answer(&tokens, &request.body(())?)?;
        println!("{}: {}", token.unwrap_or("without a token"), answer.status());
        if let Some(challenge) = answer.headers().get(header::WWW_AUTHENTICATE) {
            println!("  {}", challenge.to_str()?);
        }
        if let Some(refusal) = InsufficientScope::from_http(answer.status(), answer.headers(), b"") {
            println!("  which its client reads as: {refusal}");
        }
    }
    Ok(())
}

fn answer(tokens: &BTreeMap<String, Granted>, request: &Request<()>) -> Result<Response<()>, Box<dyn Error>> {
    let header = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = header.and_then(|value| value.strip_prefix("Bearer "));
    let refusal = match token.map(|token| tokens.get(token)) {
        None => Refusal::no_token(),
        Some(None) => Refusal::invalid_token(),
        Some(Some(granted)) if granted.covers(&ISSUE) => return Ok(Response::new(())),
        Some(Some(_)) => Refusal::insufficient_scope(&ISSUE)?,
    };
    Ok(refusal.with_realm("multipass")?.response(())?)
}
