//! Responses of shops, payment services and accounting services.

use crate::error_response::form::Form;
use crate::error_response::form::Meaning::{InvalidToken, MissingPermission, Undecided, Unrelated};
use crate::error_response::form::Names::{Between, Quoted};
use crate::error_response::form::Sign::{self, Either, Has, Is, IsOneOf, Says};
use crate::error_response::outcome::Cause::Policy;
use crate::error_response::outcome::Remedy::{Authorize, Refresh, RefreshOrAuthorize};

const fn shopify(signs: &'static [Sign]) -> Form {
    Form::new("Shopify", signs).source("https://shopify.dev/docs/api/usage/response-codes")
}

const fn square(signs: &'static [Sign]) -> Form {
    Form::new("Square", signs).source("https://developer.squareup.com/docs/build-basics/handling-errors")
}

pub(crate) const FORMS: &[Form] = &[
    // GraphQL responses have status 200.
    shopify(&[Has("errors.extensions.requiredAccess")])
        .statuses(&[200, 401, 403])
        .needed(&[Quoted("errors.extensions.requiredAccess")])
        .as_said(),
    shopify(&[Says("required access: `"), Says("` access scope")])
        .statuses(&[200, 401, 403])
        .needed(&[Between("required access: ", " access scope")]),
    Form::new("Shopify", &[Says("requires merchant approval for ")])
        .needed(&[Between("merchant approval for ", " scope")])
        .source("https://shopify.dev/docs/api/usage/access-scopes"),
    shopify(&[Says("invalid api key or access token")]).means(InvalidToken(Authorize)),
    square(&[Is("errors.code", "INSUFFICIENT_SCOPES")]).needed(&[
        Between("following scopes: ", ". "),
        Between("following scopes: ", ""),
        Between("following permissions: ", ""),
    ]),
    square(&[Is("errors.code", "ACCESS_TOKEN_EXPIRED")]).means(InvalidToken(Refresh)),
    square(&[IsOneOf("errors.code", &["ACCESS_TOKEN_REVOKED", "UNAUTHORIZED"])]).means(InvalidToken(Authorize)),
    Form::new(
        "PayPal",
        &[Either(&[
            Says("oauth/scope_mismatch"),
            Says("bound to a different scope than the one required"),
            Is("errorCode", "600033"),
        ])],
    )
    .source("https://github.com/paypal/paypal-here-sdk-ios-distribution/issues/334"),
    Form::new("PayPal", &[Is("name", "NOT_AUTHORIZED"), Says("insufficient permissions")])
        .means(Undecided)
        .source("https://developer.paypal.com/api/rest/responses/"),
    Form::new("PayPal", &[Is("name", "PERMISSION_DENIED")])
        .means(Undecided)
        .source("https://developer.paypal.com/api/rest/responses/"),
    Form::new("eBay", &[Is("errors.errorId", "1100")])
        .means(Undecided)
        .source("https://github.com/hendt/ebay-api/issues/58"),
    Form::new("eBay", &[Is("errors.errorId", "1001")])
        .means(InvalidToken(RefreshOrAuthorize))
        .source("https://developer.ebay.com/api-docs/static/handling-error-messages.html"),
    // The refusal is the same if a tenant is not connected.
    Form::new("Xero", &[IsOneOf("Detail", &["AuthorizationUnsuccessful", "AuthenticationUnsuccessful"])])
        .means(Undecided)
        .source("https://developer.xero.com/documentation/guides/oauth2/troubleshooting"),
    Form::new("Xero", &[Says("tokenexpired")])
        .means(InvalidToken(Refresh))
        .source("https://developer.xero.com/documentation/guides/oauth2/troubleshooting"),
    Form::new("Exact", &[Says("application scope violated")])
        .source("https://github.com/picqer/exact-php-client/issues/509"),
    Form::new("DigitalOcean", &[Says("you are missing the required permission ")])
        .needed(&[Between("missing the required permission ", "")])
        .source("https://docs.digitalocean.com/reference/api/scopes/"),
    Form::new("Mollie", &[Says("missing the required permission")])
        .needed(&[Between("required permissions: ", ""), Between("required permission: ", "")])
        .source("https://docs.mollie.com/reference/permissions"),
    Form::new("Stripe", &[Is("error.code", "more_permissions_required_for_application")])
        .needed(&[Between("having the '", "' permission")])
        .means(MissingPermission)
        .source("https://docs.stripe.com/error-codes"),
    Form::new("Stripe", &[Says("required permissions for this endpoint")])
        .needed(&[Between("having the '", "' permission")])
        .means(MissingPermission)
        .source("https://docs.stripe.com/keys/restricted-api-keys"),
    Form::new("Intuit", &[Says("applicationauthorizationfailed")])
        .means(Undecided)
        .source("https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes"),
    Form::new("Coinbase", &[Is("errors.id", "invalid_scope")])
        .needed(&[Between("requires one of the following scopes: ", ""), Between("missing scope: ", "")])
        .as_said()
        .source("https://docs.cdp.coinbase.com/coinbase-app/oauth2-integration/scopes"),
    Form::new("Coinbase", &[Is("errors.id", "two_factor_required")])
        .statuses(&[402, 403])
        .means(Unrelated(Policy))
        .source("https://docs.cdp.coinbase.com/coinbase-app/oauth2-integration/two-factor-authentication"),
];
