//! Authorization servers, and what resource servers behind them send.

use crate::error_response::form::{Form, Meaning, Names, Sign};
use crate::error_response::outcome::Remedy;

pub(crate) const FORMS: &[Form] = &[
    Form::new("Auth0", &[Sign::Says("insufficient scope, expected any of: ")])
        .needed(&[Names::Between("expected any of: ", "")])
        .any()
        .source("https://auth0.com/docs/api/management/v2"),
    // Cloud Foundry, too.
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
