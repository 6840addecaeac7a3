//! Social networks.

use crate::error_response::form::{Form, Meaning, Names, Sign};
use crate::error_response::outcome::{Cause, Remedy};

const FACEBOOK: &str = "https://developers.facebook.com/docs/graph-api/guides/error-handling/";
const DISCORD: &str = "https://discord.com/developers/docs/topics/opcodes-and-status-codes";
const TIKTOK: &str = "https://developers.tiktok.com/doc/tiktok-api-v2-error-handling";
const X: &str = "https://docs.x.com/x-api/fundamentals/response-codes-and-errors";
const OAUTH_EXCEPTION: Sign = Sign::Is("error.type", "OAuthException");

pub(crate) const FORMS: &[Form] = &[
    Form::new(
        "Facebook",
        &[
            OAUTH_EXCEPTION,
            Sign::Either(&[
                Sign::Is("error.code", "190"),
                Sign::Is("error.code", "102"),
                Sign::Is("error.code", "463"),
            ]),
        ],
    )
    .means(Meaning::InvalidToken(Remedy::Authorize))
    .source(FACEBOOK),
    Form::new(
        "Facebook",
        &[
            OAUTH_EXCEPTION,
            Sign::Either(&[
                Sign::Is("error.code", "4"),
                Sign::Is("error.code", "17"),
                Sign::Is("error.code", "32"),
                Sign::Is("error.code", "341"),
                Sign::Is("error.code", "613"),
            ]),
        ],
    )
    .means(Meaning::Unrelated(Cause::RateLimit))
    .source(FACEBOOK),
    Form::new(
        "Facebook",
        &[
            Sign::Either(&[OAUTH_EXCEPTION, Sign::Is("error.type", "FacebookApiException")]),
            Sign::Either(&[
                Sign::Says("requires extended permission"),
                Sign::Says("' permission"),
                Sign::Says("requires either "),
                Sign::Says("_permission to "),
                Sign::Says(" permission to manage"),
                Sign::Says("requires permission"),
                Sign::Says("missing permission"),
                Sign::Says("user hasn't authorized the application"),
                Sign::Says("user has not authorized application"),
                Sign::Says("user must be granted"),
            ]),
        ],
    )
    .needed(&[
        Names::Between("requires extended permission: ", ""),
        Names::Between("requires extended permissions: ", ""),
        Names::Between("requires one of these permissions: ", ""),
        Names::Between("requires the '", "' permission"),
        Names::Between("requires either '", "' permission"),
        Names::Between("requires either ", " permission"),
        Names::Between("requires the ", " permission"),
        Names::Between("requires ", " permission"),
        Names::Between("missing permissions: ", ""),
        Names::Between("missing permission: ", ""),
        Names::Between("must be granted ", " before"),
    ])
    .as_said()
    .source(FACEBOOK),
    Form::new(
        "Facebook",
        &[
            OAUTH_EXCEPTION,
            Sign::Either(&[Sign::Is("error.code", "10"), Sign::Is("error.code", "200"), Sign::Is("error.code", "3")]),
        ],
    )
    .needed(&[Names::Between("'", "' permission"), Names::Between("either ", " permission")])
    .as_said()
    .means(Meaning::Undecided)
    .source(FACEBOOK),
    Form::new("LinkedIn", &[Sign::Is("serviceErrorCode", "100"), Sign::Says("data processing exception")])
        .means(Meaning::Unrelated(Cause::Policy))
        .source("https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling"),
    Form::new(
        "LinkedIn",
        &[Sign::Either(&[Sign::Is("serviceErrorCode", "100"), Sign::Says("not enough permissions to access")])],
    )
    .source("https://github.com/linkedin-developers/linkedin-api-python-client/issues/49"),
    Form::new(
        "LinkedIn",
        &[Sign::Either(&[Sign::Is("serviceErrorCode", "65602"), Sign::Is("code", "EXPIRED_ACCESS_TOKEN")])],
    )
    .means(Meaning::InvalidToken(Remedy::Refresh))
    .source("https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling"),
    Form::new(
        "LinkedIn",
        &[Sign::Either(&[
            Sign::Is("serviceErrorCode", "65600"),
            Sign::Is("serviceErrorCode", "65601"),
            Sign::Is("code", "REVOKED_ACCESS_TOKEN"),
            Sign::Is("code", "INVALID_ACCESS_TOKEN"),
        ])],
    )
    .means(Meaning::InvalidToken(Remedy::Authorize))
    .source("https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling"),
    Form::new(
        "TikTok",
        &[Sign::Either(&[
            Sign::Is("error.code", "scope_not_authorized"),
            Sign::Is("error.code", "scope_permission_missed"),
            Sign::Says("did not authorize the scope required"),
            Sign::Says("scope_not_authorized"),
        ])],
    )
    .statuses(&[200, 400, 401, 403])
    .source(TIKTOK),
    Form::new("TikTok", &[Sign::Is("error.code", "access_token_invalid")])
        .statuses(&[200, 400, 401, 403])
        .means(Meaning::InvalidToken(Remedy::RefreshOrAuthorize))
        .source(TIKTOK),
    Form::new(
        "X",
        &[Sign::Either(&[
            Sign::Says("problems/oauth1-permissions"),
            Sign::Says("appropriate oauth1 app permissions"),
            Sign::Says("read-only application cannot"),
            Sign::Says("application cannot access or delete direct messages"),
        ])],
    )
    .means(Meaning::MissingPermission)
    .source(X),
    Form::new(
        "X",
        &[Sign::Either(&[
            Sign::Says("problems/client-forbidden"),
            Sign::Says("problems/unsupported-authentication"),
            Sign::Says("subset of x api"),
            Sign::Says("subset of twitter api"),
            Sign::Says("client-not-enrolled"),
        ])],
    )
    .means(Meaning::Unrelated(Cause::Policy))
    .source(X),
    // X sends the same for a missing scope and for what a plan does not include.
    Form::new("X", &[Sign::Is("type", "about:blank"), Sign::Is("title", "Forbidden"), Sign::Is("detail", "Forbidden")])
        .means(Meaning::Undecided)
        .source("https://github.com/plhery/node-twitter-api-v2/issues/178"),
    Form::new("Reddit", &[Sign::Is("reason", "USER_REQUIRED")])
        .means(Meaning::Unrelated(Cause::Policy))
        .source("https://github.com/reddit-archive/reddit/wiki/OAuth2"),
    Form::new("Discord", &[Sign::Is("code", "50026")]).source(DISCORD),
    Form::new("Discord", &[Sign::Is("code", "40001")]).means(Meaning::Undecided).source(DISCORD),
    Form::new(
        "Discord",
        &[Sign::Either(&[Sign::Is("code", "50001"), Sign::Is("code", "50013"), Sign::Is("code", "50007")])],
    )
    .means(Meaning::Unrelated(Cause::Role))
    .source(DISCORD),
    Form::new("Discord", &[Sign::Is("message", "401: Unauthorized")])
        .means(Meaning::InvalidToken(Remedy::RefreshOrAuthorize))
        .source(DISCORD),
    Form::new("Mastodon", &[Sign::Says("outside the authorized scopes")])
        .source("https://docs.joinmastodon.org/api/oauth-scopes/"),
    Form::new("Mastodon", &[Sign::Says("access token was revoked")])
        .means(Meaning::InvalidToken(Remedy::Authorize))
        .source("https://docs.joinmastodon.org/api/oauth-tokens/"),
    Form::new("Kakao", &[Sign::Is("code", "-402")])
        .needed(&[Names::Member("required_scopes")])
        .held(&[Names::Member("allowed_scopes")])
        .source("https://developers.kakao.com/docs/latest/en/rest-api/reference"),
    Form::new("Kakao", &[Sign::Is("code", "-401")])
        .means(Meaning::InvalidToken(Remedy::Refresh))
        .source("https://developers.kakao.com/docs/latest/en/rest-api/reference"),
    Form::new("Pinterest", &[Sign::Says("not authorized to access"), Sign::Says("scope")])
        .needed(&[Names::Between("missing: [", "]"), Names::Between("missing: ", "")])
        .source("https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/"),
];
