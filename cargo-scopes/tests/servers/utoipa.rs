//! A server that documents itself with `utoipa`.

use axum::{Json, Router, routing::get};
use utoipa::openapi::security::{AuthorizationCode, Flow, OAuth2, Scopes, SecurityScheme};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(paths(orders, create), modifiers(&Security))]
struct Documentation;

struct Security;

impl Modify for Security {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scopes = Scopes::from_iter([
            ("orders:read", "Read the orders of a shop"),
            ("orders:write", "Create and change orders"),
        ]);
        let flow = AuthorizationCode::new("https://shop.example/authorize", "https://shop.example/token", scopes);
        let scheme = SecurityScheme::OAuth2(OAuth2::new([Flow::AuthorizationCode(flow)]));
        openapi.components.get_or_insert_default().add_security_scheme("shop", scheme);
    }
}

/// The orders of a shop.
#[utoipa::path(get, path = "/orders", responses((status = 200, body = [String])), security(("shop" = ["orders:read"])))]
async fn orders() -> Json<Vec<String>> {
    Json(Vec::new())
}

/// A new order.
#[utoipa::path(
    post,
    path = "/orders",
    responses((status = 201)),
    security(("key" = []), ("shop" = ["orders:read", "orders:write"]))
)]
async fn create() {}

fn main() {
    let _: Router = Router::new().route("/orders", get(orders).post(create));
}
