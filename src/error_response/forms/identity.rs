//! Authorization servers, and what resource servers behind them send.

use crate::error_response::form::Meaning::{InvalidToken, Undecided};
use crate::error_response::form::Names::{Between, Member};
use crate::error_response::form::Sign::{Has, Is, Says};
use crate::error_response::form::{Form, Origin, form};
use crate::error_response::outcome::Remedy::RefreshOrAuthorize;

const AUTH0: Origin = ("Auth0", "https://auth0.com/docs/api/management/v2");
const GITLAB: Origin = ("GitLab", "https://docs.gitlab.com/api/rest/authentication/");
const CLOUD_FOUNDRY: Origin = ("Cloud Foundry", "https://docs.cloudfoundry.org/api/uaa/");
const COGNITO: Origin =
    ("Amazon Cognito", "https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html");
const PASSPORT: Origin = ("Laravel Passport", "https://laravel.com/docs/passport#checking-scopes");
const OKTA: Origin = ("Okta", "https://developer.okta.com/docs/reference/error-codes/");

pub(crate) const FORMS: &[Form] = &[
    form(AUTH0, &[Says("insufficient scope, expected any of: ")]).needed(&[Between("expected any of: ", "")]).any(),
    // These two list what is enough.
    form(
        GITLAB,
        &[Is("error", "insufficient_scope"), Has("scope"), Says("higher privileges than provided by the access token")],
    )
    .needed(&[Member("scope")])
    .any(),
    form(CLOUD_FOUNDRY, &[Says("insufficient scope for this resource"), Has("scope")]).needed(&[Member("scope")]).any(),
    form(COGNITO, &[Is("__type", "NotAuthorizedException"), Says("required scopes")]),
    form(PASSPORT, &[Says("invalid scope(s) provided")]).statuses(&[401, 403]),
    form(GITLAB, &[Is("error", "insufficient_scope"), Has("scope")]).needed(&[Member("scope")]),
    form(OKTA, &[Is("errorCode", "E0000006")]).means(Undecided),
    form(OKTA, &[Is("errorCode", "E0000011")]).means(InvalidToken(RefreshOrAuthorize)),
];
