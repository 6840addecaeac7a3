//! Social networks.

use crate::error_response::form::Meaning::{InvalidToken, MissingPermission, Undecided, Unrelated};
use crate::error_response::form::Names::{Between, Member};
use crate::error_response::form::Sign::{self, Either, Is, IsOneOf, Says, SaysOneOf};
use crate::error_response::form::{Form, Origin, form};
use crate::error_response::outcome::Cause::{Policy, RateLimit, Role};
use crate::error_response::outcome::Remedy::{Authorize, Refresh, RefreshOrAuthorize};

const FACEBOOK: Origin = ("Facebook", "https://developers.facebook.com/docs/graph-api/guides/error-handling/");
const PINTEREST: Origin =
    ("Pinterest", "https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/");
const DISCORD: Origin = ("Discord", "https://discord.com/developers/docs/topics/opcodes-and-status-codes");
const LINKEDIN: Origin =
    ("LinkedIn", "https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling");
const LINKEDIN_SCOPES: Origin =
    ("LinkedIn", "https://github.com/linkedin-developers/linkedin-api-python-client/issues/49");
const TIKTOK: Origin = ("TikTok", "https://developers.tiktok.com/doc/tiktok-api-v2-error-handling");
const X: Origin = ("X", "https://docs.x.com/x-api/fundamentals/response-codes-and-errors");
const X_FORBIDDEN: Origin = ("X", "https://github.com/plhery/node-twitter-api-v2/issues/178");
const REDDIT: Origin = ("Reddit", "https://github.com/reddit-archive/reddit/wiki/OAuth2");
const MASTODON: Origin = ("Mastodon", "https://docs.joinmastodon.org/api/oauth-scopes/");
const PLEROMA: Origin = (
    "Pleroma",
    "https://git.pleroma.social/pleroma/pleroma/-/blob/develop/lib/pleroma/web/plugs/o_auth_scopes_plug.ex",
);
const MASTODON_TOKENS: Origin = ("Mastodon", "https://docs.joinmastodon.org/api/oauth-tokens/");
const KAKAO: Origin = ("Kakao", "https://developers.kakao.com/docs/latest/en/rest-api/reference");

const OAUTH_EXCEPTION: Sign = Is("error.type", "OAuthException");

const fn pinterest(signs: &'static [Sign]) -> Form {
    form(PINTEREST, signs).needed(&[Between("missing: [", "]"), Between("missing: ", "")])
}

pub(crate) const FORMS: &[Form] = &[
    form(FACEBOOK, &[OAUTH_EXCEPTION, IsOneOf("error.code", &["190", "102", "463"])]).means(InvalidToken(Authorize)),
    form(FACEBOOK, &[OAUTH_EXCEPTION, IsOneOf("error.code", &["4", "17", "32", "341", "613"])])
        .means(Unrelated(RateLimit)),
    form(FACEBOOK, &[OAUTH_EXCEPTION, Says("requires both ")]).needed(&[Between("requires both ", " as an admin")]),
    form(
        FACEBOOK,
        &[
            Either(&[OAUTH_EXCEPTION, Is("error.type", "FacebookApiException")]),
            SaysOneOf(&[
                "requires extended permission",
                "' permission",
                "requires either ",
                "_permission to ",
                " permission to manage",
                "requires permission",
                "missing permission",
                "user hasn't authorized the application",
                "user has not authorized application",
                "user must be granted",
            ]),
        ],
    )
    .needed(&[
        Between("requires extended permission: ", ""),
        Between("requires extended permissions: ", ""),
        Between("requires one of these permissions: ", ""),
        Between("requires the '", "' permission"),
        Between("requires either '", "' permission"),
        Between("requires either ", " permission"),
        Between("requires the ", " permission"),
        Between("requires ", " permission"),
        Between("missing permissions: ", ""),
        Between("missing permission: ", ""),
        Between("must be granted ", " before"),
    ])
    .as_said(),
    form(FACEBOOK, &[OAUTH_EXCEPTION, IsOneOf("error.code", &["10", "200", "3"])])
        .needed(&[Between("'", "' permission"), Between("either ", " permission")])
        .as_said()
        .means(Undecided),
    form(LINKEDIN, &[Is("serviceErrorCode", "100"), Says("data processing exception")]).means(Unrelated(Policy)),
    form(LINKEDIN_SCOPES, &[Either(&[Is("serviceErrorCode", "100"), Says("not enough permissions to access")])]),
    form(LINKEDIN, &[Either(&[Is("serviceErrorCode", "65602"), Is("code", "EXPIRED_ACCESS_TOKEN")])])
        .means(InvalidToken(Refresh)),
    form(
        LINKEDIN,
        &[Either(&[
            Is("serviceErrorCode", "65600"),
            Is("serviceErrorCode", "65601"),
            Is("code", "REVOKED_ACCESS_TOKEN"),
            Is("code", "INVALID_ACCESS_TOKEN"),
        ])],
    )
    .means(InvalidToken(Authorize)),
    form(
        TIKTOK,
        &[Either(&[
            Is("error.code", "scope_not_authorized"),
            Is("error.code", "scope_permission_missed"),
            Says("did not authorize the scope required"),
            Says("scope_not_authorized"),
        ])],
    )
    .statuses(&[200, 400, 401, 403]),
    form(TIKTOK, &[Is("error.code", "access_token_invalid")])
        .statuses(&[200, 400, 401, 403])
        .means(InvalidToken(RefreshOrAuthorize)),
    form(
        X,
        &[SaysOneOf(&[
            "problems/oauth1-permissions",
            "appropriate oauth1 app permissions",
            "read-only application cannot",
            "application cannot access or delete direct messages",
        ])],
    )
    .means(MissingPermission),
    form(
        X,
        &[SaysOneOf(&[
            "problems/client-forbidden",
            "problems/unsupported-authentication",
            "subset of x api",
            "subset of twitter api",
            "client-not-enrolled",
        ])],
    )
    .means(Unrelated(Policy)),
    // X sends the same for a missing scope and for what a plan does not include.
    form(X_FORBIDDEN, &[Is("type", "about:blank"), Is("title", "Forbidden"), Is("detail", "Forbidden")])
        .means(Undecided),
    form(REDDIT, &[Is("reason", "USER_REQUIRED")]).means(Unrelated(Policy)),
    form(DISCORD, &[Is("code", "50026")]),
    form(DISCORD, &[Is("code", "40001")]).means(Undecided),
    form(DISCORD, &[IsOneOf("code", &["50001", "50013", "50007"])]).means(Unrelated(Role)),
    form(DISCORD, &[Is("message", "401: Unauthorized")]).means(InvalidToken(RefreshOrAuthorize)),
    form(MASTODON, &[Says("outside the authorized scopes")]),
    form(
        PLEROMA,
        &[SaysOneOf(&[
            "insufficient permissions: read",
            "insufficient permissions: write",
            "insufficient permissions: follow",
        ])],
    )
    .needed(&[Between("insufficient permissions: ", "")]),
    form(MASTODON_TOKENS, &[Says("access token was revoked")]).means(InvalidToken(Authorize)),
    form(KAKAO, &[Is("code", "-402")]).needed(&[Member("required_scopes")]).held(&[Member("allowed_scopes")]),
    form(KAKAO, &[Is("code", "-401")]).means(InvalidToken(Refresh)),
    pinterest(&[Says("not authorized to access"), Says("scope")]),
    pinterest(&[Says("authorized with the correct set of scopes")]),
];
