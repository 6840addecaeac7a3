//! What servers of no provider in particular send.

use crate::error_response::form::{Form, Meaning, Names, Sign};
use crate::error_response::outcome::{Cause, Remedy};

const HTTP: &str = "https://www.rfc-editor.org/rfc/rfc6585#section-4";
const BEARER: &str = "https://www.rfc-editor.org/rfc/rfc6750#section-3.1";
const TOKEN_ERRORS: &str = "https://www.rfc-editor.org/rfc/rfc6749#section-5.2";

/// What is surely not about the scopes of a token.
pub(crate) const FIRST: &[Form] = &[
    Form::new("any", &[]).statuses(&[429]).means(Meaning::Unrelated(Cause::RateLimit)).source(HTTP),
    Form::new(
        "any",
        &[Sign::Either(&[
            Sign::HasHeader("retry-after"),
            Sign::HeaderIs("x-ratelimit-remaining", "0"),
            Sign::HeaderIs("x-rate-limit-remaining", "0"),
            Sign::HeaderIs("ratelimit-remaining", "0"),
        ])],
    )
    .statuses(&[403])
    .means(Meaning::Unrelated(Cause::RateLimit))
    .source("https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3"),
    Form::new("any", &[Sign::Is("error", "invalid_grant")])
        .means(Meaning::InvalidToken(Remedy::Authorize))
        .source(TOKEN_ERRORS),
    // Responses of a token endpoint: the request named a scope that does not exist.
    Form::new(
        "any",
        &[Sign::Either(&[
            Sign::Is("error", "invalid_scope"),
            Sign::Is("error", "invalid_client"),
            Sign::Is("error", "unauthorized_client"),
            Sign::Is("error", "unsupported_grant_type"),
        ])],
    )
    .means(Meaning::Unrelated(Cause::Policy))
    .source(TOKEN_ERRORS),
];

/// Where sentences name what is needed.
const NEEDED: &[Names] = &[
    Names::Member("scope"),
    Names::Member("scopes"),
    Names::Member("required_scope"),
    Names::Member("required_scopes"),
    Names::Member("requiredScope"),
    Names::Member("requiredScopes"),
    Names::Member("missing_scope"),
    Names::Member("missing_scopes"),
    Names::Member("missingScopes"),
    Names::Member("needed_scopes"),
    Names::Member("error.scope"),
    Names::Member("error.scopes"),
    Names::Member("error.required_scopes"),
    Names::Member("error.requiredScopes"),
    Names::Member("error.missing_scopes"),
    Names::Member("error.details.required_scopes"),
    Names::Member("error.details.requiredScopes"),
    Names::Member("details.required_scopes"),
    Names::Member("details.requiredScopes"),
    Names::Member("errors.required_scopes"),
    Names::Member("errors.extensions.required_scopes"),
    Names::Member("errors.extensions.requiredScopes"),
    Names::Member("errors.meta.required_scopes"),
    Names::Member("data.required_scopes"),
    Names::Member("context.scopes"),
    Names::Member("error.context.scopes"),
    Names::Member("meta.required_scopes"),
    Names::Between("scope(s): [", "]"),
    Names::Between("scope(s) [", "]"),
    Names::Between("scopes: [", "]"),
    Names::Between("scopes:[", "]"),
    Names::Between("scopes [", "]"),
    Names::Between("scope: [", "]"),
    Names::Between("scope [", "]"),
    Names::Between("scopes (", ")"),
    Names::Between("following scopes: ", ". "),
    Names::Between("following scopes: ", ""),
    Names::Between("following scope: ", ""),
    Names::Between("expected any of: ", ""),
    Names::Between("required scopes: ", ". "),
    Names::Between("required scopes: ", ""),
    Names::Between("required scope(s): ", ""),
    Names::Between("required scope(s) : ", ""),
    Names::Between("required scope: ", ""),
    Names::Between("scope. required: ", ""),
    Names::Between("scopes. required: ", ""),
    Names::Between("requires scope(s): ", ""),
    Names::Between("requires scopes: ", ""),
    Names::Between("requires scope: ", ""),
    Names::Between("specific scope: ", ""),
    Names::Between("specific scope:\"", "\""),
    Names::Between("missing scopes: ", ". "),
    Names::Between("missing scopes: ", ""),
    Names::Between("missing scope(s): ", ""),
    Names::Between("missing scope: ", ""),
    Names::Between("needed scopes: ", ""),
    Names::Between("missing required scope \"", "\""),
    Names::Between("scope '", "'"),
    Names::Between("scope \"", "\""),
    Names::Between("scope `", "`"),
    Names::Between("following scopes - ", ""),
    Names::Between("access to ", " scope"),
    Names::Between("requires the ", " scope"),
    Names::Between("require the ", " scope"),
    Names::Between("requires scope ", ""),
    Names::Between("requires scopes ", ""),
    Names::Between("needs scope ", ""),
    Names::Between("needs scopes ", ""),
    Names::Between("requires ", " scope"),
    Names::Between("without the ", " scope"),
    Names::Between("have the ", " scope"),
    Names::Between("has no ", " scope"),
    Names::Between("lacks the ", " scope"),
    Names::Between("lacks ", " scope"),
    Names::Between("needs the ", " scope"),
    Names::Between("needs ", " scope"),
    Names::Between("need the ", " scope"),
    Names::Between("at least ", " scope"),
    Names::Between("missing the ", " scope"),
    Names::Between("missing ", " scope"),
    Names::Between("add the ", " scope"),
    Names::Between("include the ", " scope"),
    Names::Between("grant the ", " scope"),
    Names::Between("missing required scope ", ""),
    Names::Between("missing required scopes ", ""),
    Names::Between("missing scope ", ""),
    Names::Between("the scope ", " is required"),
    Names::Between("scope ", " is required"),
    Names::Between("the ", " scope is required"),
    Names::Between("scope ", " required"),
];

const HELD: &[Names] = &[
    Names::Member("granted_scopes"),
    Names::Member("grantedScopes"),
    Names::Member("allowed_scopes"),
    Names::Member("token_scopes"),
    Names::Member("error.token_scopes"),
    Names::Member("error.granted_scopes"),
    Names::Member("provided_scopes"),
    Names::Member("current_scopes"),
];

/// A token does not have a scope. If the response names the scope, it does so in the usual places.
const fn missing_scope(signs: &'static [Sign]) -> Form {
    Form::new("any", signs).needed(NEEDED).held(HELD).as_said()
}

/// What says it in plain words, and expired tokens.
pub(crate) const LAST: &[Form] = &[
    missing_scope(&[Sign::Either(&[
        Sign::Says("insufficient_scope"),
        Sign::Says("insufficient_oauth_scope"),
        Sign::Says("insufficientscope"),
        Sign::Says("insufficient-scope"),
        Sign::Says("insufficient scope"),
        Sign::Says("insufficient oauth scope"),
        Sign::Says("insufficient token scope"),
        Sign::Says("insufficient permission scope"),
    ])])
    .source(BEARER),
    missing_scope(&[Sign::Either(&[
        Sign::Says("following scope"),
        Sign::Says("missing_scope"),
        Sign::Says("missing scope"),
        Sign::Says("missing-scope"),
        Sign::Says("missingscope"),
        Sign::Says("missing oauth scope"),
        Sign::Says("missing required scope"),
        Sign::Says("missing required oauth scope"),
        Sign::Says("missing the required scope"),
        Sign::Says("missing the required oauth scope"),
        Sign::Says("missing one or more required scope"),
        Sign::Says("scope mismatch"),
        Sign::Says("scope_mismatch"),
        Sign::Says("scope not authorized"),
        Sign::Says("scope_not_authorized"),
        Sign::Says("scope not granted"),
        Sign::Says("scope_not_granted"),
        Sign::Says("not enough scope"),
        Sign::Says("required scope"),
        Sign::Says("specific scope"),
        Sign::Says("required_scope"),
        Sign::Says("requires scope"),
        Sign::Says("requires the scope"),
        Sign::Says("requires one of the following scopes"),
        Sign::Says("requires one of the scopes"),
        Sign::Says("need the following scope"),
        Sign::Says("needs the following scope"),
        Sign::Says("needed scopes"),
        Sign::Says("need the scope"),
        Sign::Says("needs scope"),
        Sign::Says("does not contain scope"),
        Sign::Says("does not have scope"),
        Sign::Says("does not have the scope"),
        Sign::Says("doesn't have the scope"),
        Sign::Says("does not include the scope"),
        Sign::Says("does not have sufficient scope"),
        Sign::Says("does not have enough scope"),
        Sign::Says("not have the necessary scope"),
        Sign::Says("not have the correct scope"),
        Sign::Says("not have the right scope"),
        Sign::Says("not have permission scope"),
        Sign::Says("lacks scope"),
        Sign::Says("lacks the scope"),
        Sign::Says("lacks required scope"),
        Sign::Says("lacks the required scope"),
        Sign::Says("outside the authorized scope"),
        Sign::Says("outside of the scope of the token"),
        Sign::Says("scope is not sufficient"),
        Sign::Says("scopes are not sufficient"),
        Sign::Says("scope is required"),
        Sign::Says("scopes are required"),
        Sign::Says("scope does not match"),
        Sign::Says("scope violat"),
    ])])
    .statuses(&[401, 403])
    .source(BEARER),
    missing_scope(&[Sign::Says("insufficient"), Sign::Says("scope")]).statuses(&[401, 403]).source(BEARER),
    // GraphQL answers 200.
    missing_scope(&[Sign::Either(&[
        Sign::Is("errors.extensions.code", "INSUFFICIENT_SCOPE"),
        Sign::Is("errors.extensions.code", "INSUFFICIENT_SCOPES"),
        Sign::Is("errors.extensions.code", "MISSING_SCOPE"),
        Sign::Is("errors.extensions.code", "MISSING_SCOPES"),
    ])])
    .statuses(&[200, 400, 401, 403])
    .source("https://spec.graphql.org/October2021/#sec-Errors"),
    // A scope is named, as in ``the `x` scope``, by a server that refuses.
    missing_scope(&[
        Sign::Says("scope"),
        Sign::Either(&[
            Sign::Says("requires the "),
            Sign::Says("missing the "),
            Sign::Says("without the "),
            Sign::Says("lacks the "),
            Sign::Says("have the "),
            Sign::Says("needs the "),
            Sign::Says("need the "),
            Sign::Says("include the "),
            Sign::Says("missing "),
            Sign::Says("not granted"),
            Sign::Says("not authorized"),
            Sign::Says("requires "),
        ]),
    ])
    .statuses(&[401, 403])
    .only_if_named()
    .source(BEARER),
    Form::new(
        "any",
        &[Sign::Either(&[
            Sign::Is("error", "expired_token"),
            Sign::Is("error", "token_expired"),
            Sign::Is("code", "token_expired"),
            Sign::Is("error.code", "token_expired"),
            Sign::Says("token expired"),
            Sign::Says("token has expired"),
            Sign::Says("token is expired"),
            Sign::Says("jwt expired"),
        ])],
    )
    .statuses(&[401, 403])
    .means(Meaning::InvalidToken(Remedy::Refresh))
    .source(BEARER),
    Form::new(
        "any",
        &[Sign::Either(&[
            Sign::Says("token revoked"),
            Sign::Says("token has been revoked"),
            Sign::Says("token was revoked"),
        ])],
    )
    .statuses(&[401, 403])
    .means(Meaning::InvalidToken(Remedy::Authorize))
    .source(BEARER),
    Form::new(
        "any",
        &[Sign::Either(&[
            Sign::Is("error", "invalid_token"),
            Sign::Is("code", "invalid_token"),
            Sign::Is("error.code", "invalid_token"),
            Sign::Says("invalid access token"),
            Sign::Says("invalid token"),
        ])],
    )
    .statuses(&[400, 401, 403])
    .means(Meaning::InvalidToken(Remedy::RefreshOrAuthorize))
    .source(BEARER),
];
