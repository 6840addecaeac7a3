//! Slack, which answers 200.

use crate::error_response::form::Meaning::{InvalidToken, Undecided, Unrelated};
use crate::error_response::form::Names::Member;
use crate::error_response::form::Sign::{self, Is, IsOneOf};
use crate::error_response::form::{Form, Origin, form};
use crate::error_response::outcome::Cause::{Policy, RateLimit, Role};
use crate::error_response::outcome::Remedy::{Authorize, Refresh};

const METHODS: Origin = ("Slack", "https://docs.slack.dev/apis/web-api/");
const STATUSES: &[u16] = &[200, 400, 401, 403];
const FAILED: Sign = Is("ok", "false");

const fn slack(signs: &'static [Sign]) -> Form {
    form(METHODS, signs).statuses(STATUSES)
}

pub(crate) const FORMS: &[Form] = &[
    // Other APIs have an `error` of this name, too.
    slack(&[FAILED, Is("error", "missing_scope")]).needed(&[Member("needed")]).held(&[Member("provided")]).any(),
    slack(&[FAILED, Is("error", "no_permission")]).means(Undecided),
    slack(&[FAILED, Is("error", "token_expired")]).means(InvalidToken(Refresh)),
    slack(&[FAILED, IsOneOf("error", &["invalid_auth", "not_authed", "account_inactive", "token_revoked"])])
        .means(InvalidToken(Authorize)),
    slack(&[FAILED, Is("error", "ratelimited")]).means(Unrelated(RateLimit)),
    slack(&[
        FAILED,
        IsOneOf(
            "error",
            &["not_in_channel", "restricted_action", "channel_not_found", "user_is_restricted", "cannot_dm_bot"],
        ),
    ])
    .means(Unrelated(Role)),
    slack(&[
        FAILED,
        IsOneOf(
            "error",
            &[
                "not_allowed_token_type",
                "access_denied",
                "ekm_access_denied",
                "team_access_not_granted",
                "enterprise_is_restricted",
            ],
        ),
    ])
    .means(Unrelated(Policy)),
];
