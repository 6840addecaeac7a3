//! The client, with `reqwest` and `oauth2`.

use std::error::Error;
use std::fmt;

use oauth_scopes::{ErrorResponse, Granted, InsufficientScope, RequestedScopes};
use oauth2::basic::BasicClient;
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, CsrfToken, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    PkceCodeChallenge, RedirectUrl, Scope, TokenResponse, TokenUrl,
};
use reqwest::{Method, header, redirect};

/// Where the provider sends the browser with the code.
const CALLBACK: &str = "http://127.0.0.1/callback";

type OAuthClient = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// Where a client sends its requests.
pub(crate) struct Endpoints {
    pub(crate) authorize: String,
    pub(crate) token: String,
    pub(crate) resource: String,
}

pub(crate) struct Client {
    resource: String,
    oauth: OAuthClient,
    http: reqwest::Client,
    token: String,
    granted: Granted,
}

/// What became of a call.
pub(crate) enum Outcome {
    Done(String),
    Refused(InsufficientScope),
    Other(ErrorResponse),
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done(text) => formatter.write_str(text),
            Self::Refused(refusal) => refusal.fmt(formatter),
            Self::Other(ErrorResponse::InvalidToken(error)) => {
                write!(formatter, "the token is invalid: {:?}", error.remedy)
            }
            Self::Other(response) => write!(formatter, "{response:?}"),
        }
    }
}

impl Client {
    pub(crate) fn new(endpoints: Endpoints) -> Result<Self, Box<dyn Error>> {
        let oauth = BasicClient::new(ClientId::new("web".to_owned()))
            .set_auth_uri(AuthUrl::new(endpoints.authorize)?)
            .set_token_uri(TokenUrl::new(endpoints.token)?)
            .set_redirect_uri(RedirectUrl::new(CALLBACK.to_owned())?);
        // Stands in for a browser, up to the redirect that brings the code.
        let up_to_callback = redirect::Policy::custom(|attempt| {
            if attempt.url().as_str().starts_with(CALLBACK) { attempt.stop() } else { attempt.follow() }
        });
        let http = reqwest::Client::builder().redirect(up_to_callback).cookie_store(true).no_proxy().build()?;
        Ok(Self { resource: endpoints.resource, oauth, http, token: String::new(), granted: Granted::default() })
    }

    pub(crate) fn granted(&self) -> &Granted {
        &self.granted
    }

    /// Uses a token that the provider does not know.
    pub(crate) fn forget(&mut self) {
        "revoked".clone_into(&mut self.token);
    }

    /// Requests scopes, and keeps the token and what it grants.
    pub(crate) async fn sign_in<R>(&mut self, requested: &R) -> Result<(), Box<dyn Error>>
    where
        R: RequestedScopes + fmt::Display,
    {
        let scopes = requested.to_string();
        let scopes = scopes.split(' ').map(|name| Scope::new(name.to_owned()));
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let request = self.oauth.authorize_url(CsrfToken::new_random).add_scopes(scopes).set_pkce_challenge(challenge);
        let (url, state) = request.url();
        let response = self.http.get(url.as_str()).send().await?;
        let Some(location) = response.headers().get(header::LOCATION).cloned() else {
            return Err(format!("no redirect: {}", response.text().await?).into());
        };
        let location = location.to_str()?;
        let callback = reqwest::Url::parse(location)?;
        let parameter = |name: &str| callback.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value);
        if parameter("state").as_deref() != Some(state.secret()) {
            return Err("the redirect is of another request".into());
        }
        let code = AuthorizationCode::new(parameter("code").ok_or("no code")?.into_owned());

        let http = self.http.clone();
        let send = move |request: HttpRequest| send(http.clone(), request);
        let response = self.oauth.exchange_code(code).set_pkce_verifier(verifier).request_async(&send).await?;
        response.access_token().secret().clone_into(&mut self.token);
        self.granted = Granted::from_token_response(requested, &response);
        Ok(())
    }

    /// Calls the resource server.
    pub(crate) async fn call(&self, method: &str) -> Result<Outcome, Box<dyn Error>> {
        let request = self.http.request(Method::from_bytes(method.as_bytes())?, &self.resource);
        let response = request.bearer_auth(&self.token).send().await?;
        if response.status().is_success() {
            return Ok(Outcome::Done(response.text().await?));
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let read = ErrorResponse::from_http(&[], status, &headers, &response.bytes().await?);
        Ok(match read {
            // The header does not say what the token grants.
            ErrorResponse::InsufficientScope(error) => Outcome::Refused(error.with_granted(self.granted.clone())),
            other => Outcome::Other(other),
        })
    }
}

/// Sends a request of `oauth2` by `reqwest`.
async fn send(http: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, reqwest::Error> {
    let response = http.execute(request.try_into()?).await?;
    let status = response.status();
    let mut answer = HttpResponse::new(response.bytes().await?.to_vec());
    *answer.status_mut() = status;
    Ok(answer)
}
