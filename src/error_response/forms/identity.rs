//! Responses of authorization servers, and of resource servers that use them.

use crate::error_response::form::Form;
use crate::error_response::form::Meaning::{InvalidToken, Undecided};
use crate::error_response::form::Names::{Between, Member};
use crate::error_response::form::Sign::{Has, Is, Says};
use crate::error_response::outcome::Remedy::RefreshOrAuthorize;

pub(crate) const FORMS: &[Form] = &[
    Form::new("Auth0", &[Says("insufficient scope, expected any of: ")])
        .needed(&[Between("expected any of: ", "")])
        .any()
        .source("https://auth0.com/docs/api/management/v2"),
    // These two list alternatives.
    Form::new(
        "GitLab",
        &[Is("error", "insufficient_scope"), Has("scope"), Says("higher privileges than provided by the access token")],
    )
    .needed(&[Member("scope")])
    .any()
    .source("https://docs.gitlab.com/api/rest/authentication/"),
    Form::new("Cloud Foundry", &[Says("insufficient scope for this resource"), Has("scope")])
        .needed(&[Member("scope")])
        .any()
        .source("https://docs.cloudfoundry.org/api/uaa/"),
    Form::new("Amazon Cognito", &[Is("__type", "NotAuthorizedException"), Says("required scopes")])
        .source("https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html"),
    Form::new("Laravel Passport", &[Says("invalid scope(s) provided")])
        .statuses(&[401, 403])
        .source("https://laravel.com/docs/passport#checking-scopes"),
    Form::new("GitLab", &[Is("error", "insufficient_scope"), Has("scope")])
        .needed(&[Member("scope")])
        .source("https://docs.gitlab.com/api/rest/authentication/"),
    Form::new("Okta", &[Is("errorCode", "E0000006")])
        .means(Undecided)
        .source("https://developer.okta.com/docs/reference/error-codes/"),
    Form::new("Okta", &[Is("errorCode", "E0000011")])
        .means(InvalidToken(RefreshOrAuthorize))
        .source("https://developer.okta.com/docs/reference/error-codes/"),
];
