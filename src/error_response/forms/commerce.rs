//! Shops, payments and accounting.

use crate::error_response::form::{Form, Meaning, Names, Sign};
use crate::error_response::outcome::{Cause, Remedy};

pub(crate) const FORMS: &[Form] = &[
    // GraphQL answers 200.
    Form::new("Shopify", &[Sign::Has("errors.extensions.requiredAccess")])
        .statuses(&[200, 401, 403])
        .needed(&[Names::Quoted("errors.extensions.requiredAccess")])
        .as_said()
        .source("https://shopify.dev/docs/api/usage/response-codes"),
    Form::new("Shopify", &[Sign::Says("required access: `"), Sign::Says("` access scope")])
        .statuses(&[200, 401, 403])
        .needed(&[Names::Between("required access: ", " access scope")])
        .source("https://shopify.dev/docs/api/usage/response-codes"),
    Form::new("Shopify", &[Sign::Says("requires merchant approval for ")])
        .needed(&[Names::Between("merchant approval for ", " scope")])
        .source("https://shopify.dev/docs/api/usage/access-scopes"),
    Form::new("Shopify", &[Sign::Says("invalid api key or access token")])
        .means(Meaning::InvalidToken(Remedy::Authorize))
        .source("https://shopify.dev/docs/api/usage/response-codes"),
    Form::new("Square", &[Sign::Is("errors.code", "INSUFFICIENT_SCOPES")])
        .needed(&[
            Names::Between("following scopes: ", ". "),
            Names::Between("following scopes: ", ""),
            Names::Between("following permissions: ", ""),
        ])
        .source("https://developer.squareup.com/docs/build-basics/handling-errors"),
    Form::new("Square", &[Sign::Is("errors.code", "ACCESS_TOKEN_EXPIRED")])
        .means(Meaning::InvalidToken(Remedy::Refresh))
        .source("https://developer.squareup.com/docs/build-basics/handling-errors"),
    Form::new(
        "Square",
        &[Sign::Either(&[Sign::Is("errors.code", "ACCESS_TOKEN_REVOKED"), Sign::Is("errors.code", "UNAUTHORIZED")])],
    )
    .means(Meaning::InvalidToken(Remedy::Authorize))
    .source("https://developer.squareup.com/docs/build-basics/handling-errors"),
    Form::new(
        "PayPal",
        &[Sign::Either(&[
            Sign::Says("oauth/scope_mismatch"),
            Sign::Says("bound to a different scope than the one required"),
            Sign::Is("errorCode", "600033"),
        ])],
    )
    .source("https://github.com/paypal/paypal-here-sdk-ios-distribution/issues/334"),
    Form::new("PayPal", &[Sign::Is("name", "NOT_AUTHORIZED"), Sign::Says("insufficient permissions")])
        .means(Meaning::Undecided)
        .source("https://developer.paypal.com/api/rest/responses/"),
    Form::new("PayPal", &[Sign::Is("name", "PERMISSION_DENIED")])
        .means(Meaning::Undecided)
        .source("https://developer.paypal.com/api/rest/responses/"),
    Form::new("eBay", &[Sign::Is("errors.errorId", "1100")])
        .means(Meaning::Undecided)
        .source("https://github.com/hendt/ebay-api/issues/58"),
    Form::new("eBay", &[Sign::Is("errors.errorId", "1001")])
        .means(Meaning::InvalidToken(Remedy::RefreshOrAuthorize))
        .source("https://developer.ebay.com/api-docs/static/handling-error-messages.html"),
    // A tenant that was not connected is refused in the same way.
    Form::new(
        "Xero",
        &[Sign::Either(&[
            Sign::Is("Detail", "AuthorizationUnsuccessful"),
            Sign::Is("Detail", "AuthenticationUnsuccessful"),
        ])],
    )
    .means(Meaning::Undecided)
    .source("https://developer.xero.com/documentation/guides/oauth2/troubleshooting"),
    Form::new("Xero", &[Sign::Says("tokenexpired")])
        .means(Meaning::InvalidToken(Remedy::Refresh))
        .source("https://developer.xero.com/documentation/guides/oauth2/troubleshooting"),
    Form::new("Exact", &[Sign::Says("application scope violated")])
        .source("https://github.com/picqer/exact-php-client/issues/509"),
    Form::new("Mollie", &[Sign::Says("missing the required permission")])
        .needed(&[Names::Between("required permissions: ", ""), Names::Between("required permission: ", "")])
        .source("https://docs.mollie.com/reference/permissions"),
    Form::new("Stripe", &[Sign::Is("error.code", "more_permissions_required_for_application")])
        .needed(&[Names::Between("having the '", "' permission")])
        .means(Meaning::MissingPermission)
        .source("https://docs.stripe.com/error-codes"),
    Form::new("Stripe", &[Sign::Says("required permissions for this endpoint")])
        .needed(&[Names::Between("having the '", "' permission")])
        .means(Meaning::MissingPermission)
        .source("https://docs.stripe.com/keys/restricted-api-keys"),
    Form::new("Intuit", &[Sign::Says("applicationauthorizationfailed")])
        .means(Meaning::Undecided)
        .source("https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes"),
    Form::new("Coinbase", &[Sign::Is("errors.id", "invalid_scope")])
        .needed(&[Names::Between("requires one of the following scopes: ", ""), Names::Between("missing scope: ", "")])
        .as_said()
        .source("https://docs.cdp.coinbase.com/coinbase-app/oauth2-integration/scopes"),
    Form::new("Coinbase", &[Sign::Is("errors.id", "two_factor_required")])
        .statuses(&[402, 403])
        .means(Meaning::Unrelated(Cause::Policy))
        .source("https://docs.cdp.coinbase.com/coinbase-app/oauth2-integration/two-factor-authentication"),
];
