//! What servers of no provider in particular send.

use crate::error_response::form::Meaning::{InvalidScope, InvalidToken, Unrelated};
use crate::error_response::form::Names::{self, Between, Member};
use crate::error_response::form::Sign::{self, Either, Has, HasHeader, HeaderIs, Is, IsOneOf, Says, SaysOneOf};
use crate::error_response::form::{Form, Origin, form};
use crate::error_response::outcome::Cause::{Policy, RateLimit};
use crate::error_response::outcome::Remedy::{Authorize, Refresh, RefreshOrAuthorize};

const HTTP: Origin = ("any", "https://www.rfc-editor.org/rfc/rfc6585#section-4");
const RETRY_AFTER: Origin = ("any", "https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3");
const TOKEN_ERRORS: Origin = ("any", "https://www.rfc-editor.org/rfc/rfc6749#section-5.2");
const OPENID: Origin = ("any", "https://openid.net/specs/openid-connect-core-1_0.html#AuthError");
const BEARER: Origin = ("any", "https://www.rfc-editor.org/rfc/rfc6750#section-3.1");
const GRAPHQL: Origin = ("any", "https://spec.graphql.org/October2021/#sec-Errors");

/// Where servers name the scopes that a request for a token cannot have.
const REFUSED: &[Names] = &[
    Between("invalid scopes: ", ""),
    Between("invalid scope: ", ""),
    Between("unknown scope: ", ""),
    Between("unknown/invalid scope(s): ", ""),
    Between("invalid=[", "]"),
    Between("not allowed to request scope '", "'"),
    Between("scope '", "'"),
    Between("scope \"", "\""),
    Between("scope `", "`"),
    Between("the scope ", " is not valid"),
];

/// What is surely not about the scopes of a token.
pub(crate) const FIRST: &[Form] = &[
    form(HTTP, &[]).statuses(&[429]).means(Unrelated(RateLimit)),
    form(
        RETRY_AFTER,
        &[Either(&[
            HasHeader("retry-after"),
            HeaderIs("x-ratelimit-remaining", "0"),
            HeaderIs("x-rate-limit-remaining", "0"),
            HeaderIs("ratelimit-remaining", "0"),
        ])],
    )
    .statuses(&[403])
    .means(Unrelated(RateLimit)),
    form(TOKEN_ERRORS, &[Is("error", "invalid_grant")]).means(InvalidToken(Authorize)),
    form(
        OPENID,
        &[IsOneOf(
            "error",
            &["interaction_required", "consent_required", "login_required", "account_selection_required"],
        )],
    )
    .means(InvalidToken(Authorize)),
    // Microsoft calls some of these by other errors.
    form(
        TOKEN_ERRORS,
        &[Either(&[Is("error", "invalid_scope"), SaysOneOf(&["aadsts28000", "aadsts70011", "aadsts650053"])])],
    )
    .needed(REFUSED)
    .means(InvalidScope),
    form(TOKEN_ERRORS, &[IsOneOf("error", &["invalid_client", "unauthorized_client", "unsupported_grant_type"])])
        .means(Unrelated(Policy)),
];

/// Where sentences name what is needed.
const NEEDED: &[Names] = &[
    Member("scope"),
    Member("scopes"),
    Member("required_scope"),
    Member("required_scopes"),
    Member("requiredScope"),
    Member("requiredScopes"),
    Member("missing_scope"),
    Member("missing_scopes"),
    Member("missingScopes"),
    Member("needed_scopes"),
    Member("error.scope"),
    Member("error.scopes"),
    Member("error.required_scopes"),
    Member("error.requiredScopes"),
    Member("error.missing_scopes"),
    Member("error.details.required_scopes"),
    Member("error.details.requiredScopes"),
    Member("details.required_scopes"),
    Member("details.requiredScopes"),
    Member("errors.required_scopes"),
    Member("errors.extensions.required_scopes"),
    Member("errors.extensions.requiredScopes"),
    Member("errors.meta.required_scopes"),
    Member("data.required_scopes"),
    Member("context.scopes"),
    Member("error.context.scopes"),
    Member("meta.required_scopes"),
    Between("scope(s): [", "]"),
    Between("scope(s) [", "]"),
    Between("scopes: [", "]"),
    Between("scopes:[", "]"),
    Between("scopes [", "]"),
    Between("scope: [", "]"),
    Between("scope [", "]"),
    Between("scopes (", ")"),
    Between("following scopes: ", ". "),
    Between("following scopes: ", ""),
    Between("following scope: ", ""),
    Between("expected any of: ", ""),
    Between("required scopes: ", ". "),
    Between("required scopes: ", ""),
    Between("required scope(s): ", ""),
    Between("required scope(s) : ", ""),
    Between("required scope: ", ""),
    Between("scope. required: ", ""),
    Between("scopes. required: ", ""),
    Between("requires scope(s): ", ""),
    Between("requires scopes: ", ""),
    Between("requires scope: ", ""),
    Between("specific scope: ", ""),
    Between("specific scope:\"", "\""),
    Between("missing scopes: ", ". "),
    Between("missing scopes: ", ""),
    Between("missing scope(s): ", ""),
    Between("missing scope: ", ""),
    Between("needed scopes: ", ""),
    Between("missing required scope \"", "\""),
    Between("scope '", "'"),
    Between("scope \"", "\""),
    Between("scope `", "`"),
    Between("following scopes - ", ""),
    Between("access to ", " scope"),
    Between("require the ", " scope"),
    Between("requires scope ", ""),
    Between("requires scopes ", ""),
    Between("needs scope ", ""),
    Between("needs scopes ", ""),
    Between("requires ", " scope"),
    Between("without the ", " scope"),
    Between("have the ", " scope"),
    Between("has no ", " scope"),
    Between("lacks ", " scope"),
    Between("needs ", " scope"),
    Between("need the ", " scope"),
    Between("at least ", " scope"),
    Between("missing ", " scope"),
    Between("add the ", " scope"),
    Between("include the ", " scope"),
    Between("grant the ", " scope"),
    Between("missing required scope ", ""),
    Between("missing required scopes ", ""),
    Between("missing scope ", ""),
    Between("the scope ", " is required"),
    Between("scope ", " is required"),
    Between("the ", " scope is required"),
    Between("scope ", " required"),
];

const HELD: &[Names] = &[
    Member("granted_scopes"),
    Member("grantedScopes"),
    Member("allowed_scopes"),
    Member("token_scopes"),
    Member("error.token_scopes"),
    Member("error.granted_scopes"),
    Member("provided_scopes"),
    Member("current_scopes"),
];

/// A token does not have a scope. If the response names the scope, it does so in the usual places.
const fn missing_scope(signs: &'static [Sign]) -> Form {
    form(BEARER, signs).needed(NEEDED).held(HELD).as_said()
}

/// What says it in plain words, and expired tokens.
pub(crate) const LAST: &[Form] = &[
    missing_scope(&[SaysOneOf(&[
        "insufficient_scope",
        "insufficient_oauth_scope",
        "insufficientscope",
        "insufficient-scope",
        "insufficient scope",
        "insufficient oauth scope",
        "insufficient token scope",
        "insufficient permission scope",
    ])]),
    missing_scope(&[SaysOneOf(&[
        "following scope",
        "missing_scope",
        "missing scope",
        "missing-scope",
        "missingscope",
        "missing oauth scope",
        "missing required oauth scope",
        "missing the required oauth scope",
        "scope mismatch",
        "scope_mismatch",
        "scope not authorized",
        "scope_not_authorized",
        "scope not granted",
        "scope_not_granted",
        "not enough scope",
        "required scope",
        "specific scope",
        "required_scope",
        "requires scope",
        "requires the scope",
        "requires one of the scopes",
        "needed scopes",
        "need the scope",
        "needs scope",
        "does not contain scope",
        "does not have scope",
        "does not have the scope",
        "doesn't have the scope",
        "does not include the scope",
        "does not have sufficient scope",
        "does not have enough scope",
        "not have the necessary scope",
        "not have the correct scope",
        "not have the right scope",
        "not have permission scope",
        "lacks scope",
        "lacks the scope",
        "outside the authorized scope",
        "outside of the scope of the token",
        "scope is not sufficient",
        "scopes are not sufficient",
        "scope is required",
        "scopes are required",
        "scope does not match",
        "not match expected scope",
        "scope violat",
    ])])
    .statuses(&[401, 403]),
    missing_scope(&[Says("insufficient"), Says("scope")]).statuses(&[401, 403]),
    // GraphQL answers 200.
    missing_scope(&[IsOneOf(
        "errors.extensions.code",
        &["INSUFFICIENT_SCOPE", "INSUFFICIENT_SCOPES", "MISSING_SCOPE", "MISSING_SCOPES"],
    )])
    .statuses(&[200, 400, 401, 403])
    .source(GRAPHQL.1),
    missing_scope(&[
        Has("errors.message"),
        SaysOneOf(&["missing scope", "missing required scope", "insufficient scope"]),
    ])
    .statuses(&[200])
    .source(GRAPHQL.1),
    // A scope is named, as in ``the `x` scope``, by a server that refuses.
    missing_scope(&[
        Says("scope"),
        SaysOneOf(&[
            "requires the ", "missing the ", "without the ", "lacks the ", "have the ", "needs the ", "need the ",
            "include the ", "missing ", "not granted", "not authorized", "requires ",
        ]),
    ])
    .statuses(&[401, 403])
    .only_if_named(),
    form(
        BEARER,
        &[Either(&[
            Is("error", "expired_token"),
            Is("error", "token_expired"),
            Is("code", "token_expired"),
            Is("error.code", "token_expired"),
            Says("token expired"),
            Says("token has expired"),
            Says("token is expired"),
            Says("jwt expired"),
        ])],
    )
    .statuses(&[401, 403])
    .means(InvalidToken(Refresh)),
    form(BEARER, &[SaysOneOf(&["token revoked", "token has been revoked", "token was revoked"])])
        .statuses(&[401, 403])
        .means(InvalidToken(Authorize)),
    form(
        BEARER,
        &[Either(&[
            Is("error", "invalid_token"),
            Is("code", "invalid_token"),
            Is("error.code", "invalid_token"),
            Says("invalid access token"),
            Says("invalid token"),
        ])],
    )
    .means(InvalidToken(RefreshOrAuthorize)),
];
