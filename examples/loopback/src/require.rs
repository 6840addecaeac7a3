//! A layer of `tower`: it refuses requests whose token is not enough for the operation, and passes the others on.

use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::http::{Request, Response, header};
use oauth_scopes::{Operation, Refusal};
use tower::{Layer, Service};

use crate::provider::Provider;

/// Makes services of the type [`RequireScopes`].
#[derive(Clone)]
pub(crate) struct RequireLayer {
    pub(crate) provider: Arc<Provider>,
    /// Their names are a method and a path.
    pub(crate) operations: &'static [Operation],
}

impl<S> Layer<S> for RequireLayer {
    type Service = RequireScopes<S>;

    fn layer(&self, inner: S) -> RequireScopes<S> {
        RequireScopes { layer: self.clone(), inner }
    }
}

/// A service that only lets through what the token is enough for.
#[derive(Clone)]
pub(crate) struct RequireScopes<S> {
    layer: RequireLayer,
    inner: S,
}

impl<S, B, R> Service<Request<B>> for RequireScopes<S>
where
    S: Service<Request<B>, Response = Response<R>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
    R: Default + Send + 'static,
{
    type Response = Response<R>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        match self.layer.refusal(&request).and_then(|refusal| refusal.response(R::default()).ok()) {
            Some(response) => Box::pin(ready(Ok(response))),
            None => Box::pin(self.inner.call(request)),
        }
    }
}

impl RequireLayer {
    fn refusal<B>(&self, request: &Request<B>) -> Option<Refusal> {
        let name = format!("{} {}", request.method(), request.uri().path());
        let operation = self.operations.iter().find(|operation| operation.name == name)?;
        let header = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let Some(token) = header.and_then(|value| value.strip_prefix("Bearer ")) else {
            return Some(Refusal::no_token());
        };
        match self.provider.granted(token) {
            None => Some(Refusal::invalid_token()),
            Some(granted) if granted.covers(operation) => None,
            // The names are constants of the catalog, and fit into a header.
            Some(_) => Refusal::insufficient_scope(operation).ok(),
        }
    }
}
