//! Authorization servers, and what resource servers behind them send.

use crate::error_response::form::{Form, Meaning, Names, Sign};
use crate::error_response::outcome::Remedy;

pub(crate) const FORMS: &[Form] = &[
    Form::new("Auth0", &[Sign::Says("insufficient scope, expected any of: ")])
        .needed(&[Names::Between("expected any of: ", "")])
        .any()
        .source("https://auth0.com/docs/api/management/v2"),
    // These two list what is enough.
    Form::new(
        "GitLab",
        &[
            Sign::Is("error", "insufficient_scope"),
            Sign::Has("scope"),
            Sign::Says("higher privileges than provided by the access token"),
        ],
    )
    .needed(&[Names::Member("scope")])
    .any()
    .source("https://docs.gitlab.com/api/rest/authentication/"),
    Form::new("Cloud Foundry", &[Sign::Says("insufficient scope for this resource"), Sign::Has("scope")])
        .needed(&[Names::Member("scope")])
        .any()
        .source("https://docs.cloudfoundry.org/api/uaa/"),
    Form::new("Amazon Cognito", &[Sign::Is("__type", "NotAuthorizedException"), Sign::Says("required scopes")])
        .source("https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html"),
    Form::new("Laravel Passport", &[Sign::Says("invalid scope(s) provided")])
        .statuses(&[401, 403])
        .source("https://laravel.com/docs/passport#checking-scopes"),
    Form::new("GitLab", &[Sign::Is("error", "insufficient_scope"), Sign::Has("scope")])
        .needed(&[Names::Member("scope")])
        .source("https://docs.gitlab.com/api/rest/authentication/"),
    Form::new("Okta", &[Sign::Is("errorCode", "E0000006")])
        .means(Meaning::Undecided)
        .source("https://developer.okta.com/docs/reference/error-codes/"),
    Form::new("Okta", &[Sign::Is("errorCode", "E0000011")])
        .means(Meaning::InvalidToken(Remedy::RefreshOrAuthorize))
        .source("https://developer.okta.com/docs/reference/error-codes/"),
];
