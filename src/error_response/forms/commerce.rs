//! Shops, payments and accounting.

use crate::error_response::form::Meaning::{InvalidToken, MissingPermission, Undecided, Unrelated};
use crate::error_response::form::Names::{Between, Quoted};
use crate::error_response::form::Sign::{Either, Has, Is, IsOneOf, Says};
use crate::error_response::form::{Form, Origin, form};
use crate::error_response::outcome::Cause::Policy;
use crate::error_response::outcome::Remedy::{Authorize, Refresh, RefreshOrAuthorize};

const SHOPIFY: Origin = ("Shopify", "https://shopify.dev/docs/api/usage/response-codes");
const SQUARE: Origin = ("Square", "https://developer.squareup.com/docs/build-basics/handling-errors");
const SHOPIFY_SCOPES: Origin = ("Shopify", "https://shopify.dev/docs/api/usage/access-scopes");
const PAYPAL_HERE: Origin = ("PayPal", "https://github.com/paypal/paypal-here-sdk-ios-distribution/issues/334");
const PAYPAL: Origin = ("PayPal", "https://developer.paypal.com/api/rest/responses/");
const EBAY_SCOPES: Origin = ("eBay", "https://github.com/hendt/ebay-api/issues/58");
const EBAY: Origin = ("eBay", "https://developer.ebay.com/api-docs/static/handling-error-messages.html");
const XERO: Origin = ("Xero", "https://developer.xero.com/documentation/guides/oauth2/troubleshooting");
const EXACT: Origin = ("Exact", "https://github.com/picqer/exact-php-client/issues/509");
const DIGITAL_OCEAN: Origin = ("DigitalOcean", "https://docs.digitalocean.com/reference/api/scopes/");
const MOLLIE: Origin = ("Mollie", "https://docs.mollie.com/reference/permissions");
const STRIPE: Origin = ("Stripe", "https://docs.stripe.com/error-codes");
const STRIPE_KEYS: Origin = ("Stripe", "https://docs.stripe.com/keys/restricted-api-keys");
const INTUIT: Origin =
    ("Intuit", "https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes");
const COINBASE: Origin = ("Coinbase", "https://docs.cdp.coinbase.com/coinbase-app/oauth2-integration/scopes");
const COINBASE_TWO_FACTOR: Origin =
    ("Coinbase", "https://docs.cdp.coinbase.com/coinbase-app/oauth2-integration/two-factor-authentication");

pub(crate) const FORMS: &[Form] = &[
    // GraphQL answers 200.
    form(SHOPIFY, &[Has("errors.extensions.requiredAccess")])
        .statuses(&[200, 401, 403])
        .needed(&[Quoted("errors.extensions.requiredAccess")])
        .as_said(),
    form(SHOPIFY, &[Says("required access: `"), Says("` access scope")])
        .statuses(&[200, 401, 403])
        .needed(&[Between("required access: ", " access scope")]),
    form(SHOPIFY_SCOPES, &[Says("requires merchant approval for ")])
        .needed(&[Between("merchant approval for ", " scope")]),
    form(SHOPIFY, &[Says("invalid api key or access token")]).means(InvalidToken(Authorize)),
    form(SQUARE, &[Is("errors.code", "INSUFFICIENT_SCOPES")]).needed(&[
        Between("following scopes: ", ". "),
        Between("following scopes: ", ""),
        Between("following permissions: ", ""),
    ]),
    form(SQUARE, &[Is("errors.code", "ACCESS_TOKEN_EXPIRED")]).means(InvalidToken(Refresh)),
    form(SQUARE, &[IsOneOf("errors.code", &["ACCESS_TOKEN_REVOKED", "UNAUTHORIZED"])]).means(InvalidToken(Authorize)),
    form(
        PAYPAL_HERE,
        &[Either(&[
            Says("oauth/scope_mismatch"),
            Says("bound to a different scope than the one required"),
            Is("errorCode", "600033"),
        ])],
    ),
    form(PAYPAL, &[Is("name", "NOT_AUTHORIZED"), Says("insufficient permissions")]).means(Undecided),
    form(PAYPAL, &[Is("name", "PERMISSION_DENIED")]).means(Undecided),
    form(EBAY_SCOPES, &[Is("errors.errorId", "1100")]).means(Undecided),
    form(EBAY, &[Is("errors.errorId", "1001")]).means(InvalidToken(RefreshOrAuthorize)),
    // A tenant that was not connected is refused in the same way.
    form(XERO, &[IsOneOf("Detail", &["AuthorizationUnsuccessful", "AuthenticationUnsuccessful"])]).means(Undecided),
    form(XERO, &[Says("tokenexpired")]).means(InvalidToken(Refresh)),
    form(EXACT, &[Says("application scope violated")]),
    form(DIGITAL_OCEAN, &[Says("you are missing the required permission ")])
        .needed(&[Between("missing the required permission ", "")]),
    form(MOLLIE, &[Says("missing the required permission")])
        .needed(&[Between("required permissions: ", ""), Between("required permission: ", "")]),
    form(STRIPE, &[Is("error.code", "more_permissions_required_for_application")])
        .needed(&[Between("having the '", "' permission")])
        .means(MissingPermission),
    form(STRIPE_KEYS, &[Says("required permissions for this endpoint")])
        .needed(&[Between("having the '", "' permission")])
        .means(MissingPermission),
    form(INTUIT, &[Says("applicationauthorizationfailed")]).means(Undecided),
    form(COINBASE, &[Is("errors.id", "invalid_scope")])
        .needed(&[Between("requires one of the following scopes: ", ""), Between("missing scope: ", "")])
        .as_said(),
    form(COINBASE_TWO_FACTOR, &[Is("errors.id", "two_factor_required")]).statuses(&[402, 403]).means(Unrelated(Policy)),
];
