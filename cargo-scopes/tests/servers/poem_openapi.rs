//! The same server with `poem-openapi`, whose scopes are variants of a type.

use poem_openapi::auth::Bearer;
use poem_openapi::payload::Json;
use poem_openapi::{OAuthScopes, OpenApi, SecurityScheme};

#[derive(OAuthScopes)]
enum ShopScope {
    /// Read the orders of a shop
    #[oai(rename = "orders:read")]
    Read,
    /// Create and change orders
    #[oai(rename = "orders:write")]
    Write,
}

#[derive(SecurityScheme)]
#[oai(
    ty = "oauth2",
    flows(authorization_code(
        authorization_url = "https://shop.example/authorize",
        token_url = "https://shop.example/token",
        scopes = "ShopScope"
    ))
)]
struct Shop(Bearer);

struct Api;

#[OpenApi]
impl Api {
    /// The orders of a shop.
    #[oai(path = "/orders", method = "get")]
    async fn orders(&self, #[oai(scope("ShopScope::Read"))] _shop: Shop) -> Json<Vec<String>> {
        Json(Vec::new())
    }

    /// A new order.
    #[oai(path = "/orders", method = "post")]
    async fn create(&self, #[oai(scope("ShopScope::Read", "ShopScope::Write"))] _shop: Shop) {}
}

fn main() {}
