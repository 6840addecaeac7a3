//! Stands in for a provider: its user first declines all scopes but the first one, and later grants everything.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Query, State};
use axum::response::Redirect;
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use oauth_scopes::Granted;
use serde::Deserialize;
use serde_json::{Value, json};

/// What was granted, by code or token: both have the same text here.
#[derive(Default)]
pub(crate) struct Provider {
    grants: Mutex<HashMap<String, String>>,
}

#[derive(Deserialize)]
struct Authorization {
    redirect_uri: String,
    scope: String,
    state: String,
}

#[derive(Deserialize)]
struct Exchange {
    code: String,
}

impl Provider {
    /// What a token grants; `None` if there is no such token.
    pub(crate) fn granted(&self, token: &str) -> Option<Granted> {
        self.grants().get(token).map(|scopes| Granted::from_text(scopes))
    }

    fn grants(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.grants.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn routes(provider: Arc<Provider>) -> Router {
    Router::new().route("/authorize", get(authorize)).route("/token", post(token)).with_state(provider)
}

async fn authorize(State(provider): State<Arc<Provider>>, Query(request): Query<Authorization>) -> Redirect {
    let mut grants = provider.grants();
    let is_first = grants.is_empty();
    let scopes = if is_first { request.scope.split(' ').next().unwrap_or_default() } else { &request.scope };
    let code = format!("code-{}", grants.len());
    grants.insert(code.clone(), scopes.to_owned());
    Redirect::to(&format!("{}?code={code}&state={}", request.redirect_uri, request.state))
}

async fn token(State(provider): State<Arc<Provider>>, Form(request): Form<Exchange>) -> Json<Value> {
    let scope = provider.grants().get(&request.code).cloned();
    Json(json!({"access_token": request.code, "token_type": "bearer", "scope": scope}))
}
