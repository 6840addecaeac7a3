//! The API of a shop: its operations, the scopes that they need, and the documentation that `utoipa` generates.

use oauth_scopes::{Granted, Missing, Requirement, scopes};
use utoipa::openapi::security::{self, AuthorizationCode, Flow, OAuth2, SecurityScheme};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(info(title = "Shop"), paths(orders, create), modifiers(&Security))]
pub(crate) struct Documentation;

struct Security;

impl Modify for Security {
    /// The scopes of the shop are defined only here: `scopes.toml` is made from this table.
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scopes = security::Scopes::from_iter([
            ("orders:read", "Read the orders of a shop"),
            ("orders:write", "Create and change orders"),
        ]);
        let flow = AuthorizationCode::new("https://shop.example/authorize", "https://shop.example/token", scopes);
        let scheme = SecurityScheme::OAuth2(OAuth2::new([Flow::AuthorizationCode(flow)]));
        openapi.components.get_or_insert_default().add_security_scheme("shop", scheme);
    }
}

/// The orders of a shop.
#[utoipa::path(get, path = "/orders", responses((status = 200)), security(("shop" = ["orders:read"])))]
pub(crate) fn orders(token: &Granted) -> Result<&'static [&'static str], Missing> {
    require(token, &scopes!("orders:read"))?;
    Ok(&["bread", "milk"])
}

/// A new order.
#[utoipa::path(
    post,
    path = "/orders",
    responses((status = 201)),
    security(("shop" = ["orders:read", "orders:write"]))
)]
pub(crate) fn create(token: &Granted) -> Result<(), Missing> {
    require(token, &scopes!("orders:read orders:write"))
}

/// The guard of each operation.
fn require(token: &Granted, need: &impl Requirement) -> Result<(), Missing> {
    if token.covers(need) { Ok(()) } else { Err(token.missing(need)) }
}
