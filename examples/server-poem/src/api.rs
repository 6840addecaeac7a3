//! The API of a shop: its operations, the scopes that they need, and the documentation that `poem-openapi` generates.

use oauth_scopes::{Granted, Requirement, scopes};
use poem_openapi::auth::Bearer;
use poem_openapi::payload::PlainText;
use poem_openapi::{ApiResponse, OAuthScopes, OpenApi, SecurityScheme};

/// The scopes of the shop are defined only here: `scopes.toml` is made from this type.
#[derive(OAuthScopes)]
pub(crate) enum ShopScope {
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
pub(crate) struct Shop(pub(crate) Bearer);

/// What the guard of an operation answers.
#[derive(ApiResponse, Debug, PartialEq)]
pub(crate) enum Answer {
    /// It is done.
    #[oai(status = 200)]
    Done,
    /// The token does not grant enough; the scopes that are missing.
    #[oai(status = 403)]
    Missing(PlainText<String>),
}

pub(crate) struct Api;

#[OpenApi]
impl Api {
    /// The orders of a shop.
    #[oai(path = "/orders", method = "get")]
    pub(crate) async fn orders(&self, #[oai(scope = "ShopScope::Read")] token: Shop) -> Answer {
        require(&token, &scopes!("orders:read"))
    }

    /// A new order.
    #[oai(path = "/orders", method = "post")]
    pub(crate) async fn create(
        &self,
        #[oai(scope = "ShopScope::Read", scope = "ShopScope::Write")] token: Shop,
    ) -> Answer {
        require(&token, &scopes!("orders:read orders:write"))
    }
}

/// The guard of each operation. A token of this example is the list of what it grants.
fn require(token: &Shop, need: &impl Requirement) -> Answer {
    let missing = Granted::from_text(&token.0.token).missing(need);
    if missing.is_empty() {
        return Answer::Done;
    }
    Answer::Missing(PlainText(missing.iter().collect::<Vec<_>>().join(" ")))
}
