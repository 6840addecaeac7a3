//! Slack, which answers 200.

use crate::error_response::form::{Form, Meaning, Names, Sign};
use crate::error_response::outcome::{Cause, Remedy};

const METHODS: &str = "https://docs.slack.dev/apis/web-api/";
const STATUSES: &[u16] = &[200, 400, 401, 403];
const FAILED: Sign = Sign::Is("ok", "false");

pub(crate) const FORMS: &[Form] = &[
    // Other APIs have an `error` of this name, too.
    Form::new("Slack", &[FAILED, Sign::Is("error", "missing_scope")])
        .statuses(STATUSES)
        .needed(&[Names::Member("needed")])
        .held(&[Names::Member("provided")])
        .any()
        .source(METHODS),
    Form::new("Slack", &[FAILED, Sign::Is("error", "no_permission")])
        .statuses(STATUSES)
        .means(Meaning::Undecided)
        .source(METHODS),
    Form::new("Slack", &[FAILED, Sign::Is("error", "token_expired")])
        .statuses(STATUSES)
        .means(Meaning::InvalidToken(Remedy::Refresh))
        .source(METHODS),
    Form::new(
        "Slack",
        &[
            FAILED,
            Sign::Either(&[
                Sign::Is("error", "invalid_auth"),
                Sign::Is("error", "not_authed"),
                Sign::Is("error", "account_inactive"),
                Sign::Is("error", "token_revoked"),
            ]),
        ],
    )
    .statuses(STATUSES)
    .means(Meaning::InvalidToken(Remedy::Authorize))
    .source(METHODS),
    Form::new("Slack", &[FAILED, Sign::Is("error", "ratelimited")])
        .statuses(STATUSES)
        .means(Meaning::Unrelated(Cause::RateLimit))
        .source(METHODS),
    Form::new(
        "Slack",
        &[
            FAILED,
            Sign::Either(&[
                Sign::Is("error", "not_in_channel"),
                Sign::Is("error", "restricted_action"),
                Sign::Is("error", "channel_not_found"),
                Sign::Is("error", "user_is_restricted"),
                Sign::Is("error", "cannot_dm_bot"),
            ]),
        ],
    )
    .statuses(STATUSES)
    .means(Meaning::Unrelated(Cause::Role))
    .source(METHODS),
    Form::new(
        "Slack",
        &[
            FAILED,
            Sign::Either(&[
                Sign::Is("error", "not_allowed_token_type"),
                Sign::Is("error", "access_denied"),
                Sign::Is("error", "ekm_access_denied"),
                Sign::Is("error", "team_access_not_granted"),
                Sign::Is("error", "enterprise_is_restricted"),
            ]),
        ],
    )
    .statuses(STATUSES)
    .means(Meaning::Unrelated(Cause::Policy))
    .source(METHODS),
];
