//! The resource server, with `axum`.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use oauth_scopes::{Operation, operation};

use crate::provider::Provider;
use crate::require::RequireLayer;

/// What it offers. The catalog says which scopes each needs.
const OPERATIONS: &[Operation] =
    &[operation!("GET /multipass"), operation!("PUT /multipass"), operation!("DELETE /multipass")];

pub(crate) fn routes(provider: Arc<Provider>) -> Router {
    let handlers = get(|| async { "the logins" }).put(|| async { "issued" }).delete(|| async { "revoked" });
    Router::new().route("/multipass", handlers).layer(RequireLayer { provider, operations: OPERATIONS })
}
