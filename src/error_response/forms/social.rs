//! Responses of social networks.

use crate::error_response::form::Form;
use crate::error_response::form::Meaning::{InvalidToken, MissingPermission, Undecided, Unrelated};
use crate::error_response::form::Names::{Between, Member};
use crate::error_response::form::Sign::{self, Either, Is, IsOneOf, Says, SaysOneOf};
use crate::error_response::outcome::Cause::{Policy, RateLimit, Role};
use crate::error_response::outcome::Remedy::{Authorize, Refresh, RefreshOrAuthorize};

const FACEBOOK: &str = "https://developers.facebook.com/docs/graph-api/guides/error-handling/";
const DISCORD: &str = "https://discord.com/developers/docs/topics/opcodes-and-status-codes";
const TIKTOK: &str = "https://developers.tiktok.com/doc/tiktok-api-v2-error-handling";
const X: &str = "https://docs.x.com/x-api/fundamentals/response-codes-and-errors";
const OAUTH_EXCEPTION: Sign = Is("error.type", "OAuthException");

const fn facebook(signs: &'static [Sign]) -> Form {
    Form::new("Facebook", signs).source(FACEBOOK)
}

const fn discord(signs: &'static [Sign]) -> Form {
    Form::new("Discord", signs).source(DISCORD)
}

const fn linkedin(signs: &'static [Sign]) -> Form {
    Form::new("LinkedIn", signs)
        .source("https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling")
}

const fn pinterest(signs: &'static [Sign]) -> Form {
    Form::new("Pinterest", signs)
        .needed(&[Between("missing: [", "]"), Between("missing: ", "")])
        .source("https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/")
}

pub(crate) const FORMS: &[Form] = &[
    facebook(&[OAUTH_EXCEPTION, IsOneOf("error.code", &["190", "102", "463"])]).means(InvalidToken(Authorize)),
    facebook(&[OAUTH_EXCEPTION, IsOneOf("error.code", &["4", "17", "32", "341", "613"])]).means(Unrelated(RateLimit)),
    facebook(&[OAUTH_EXCEPTION, Says("requires both ")]).needed(&[Between("requires both ", " as an admin")]),
    facebook(&[
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
    ])
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
    facebook(&[OAUTH_EXCEPTION, IsOneOf("error.code", &["10", "200", "3"])])
        .needed(&[Between("'", "' permission"), Between("either ", " permission")])
        .as_said()
        .means(Undecided),
    linkedin(&[Is("serviceErrorCode", "100"), Says("data processing exception")]).means(Unrelated(Policy)),
    Form::new("LinkedIn", &[Either(&[Is("serviceErrorCode", "100"), Says("not enough permissions to access")])])
        .source("https://github.com/linkedin-developers/linkedin-api-python-client/issues/49"),
    linkedin(&[Either(&[Is("serviceErrorCode", "65602"), Is("code", "EXPIRED_ACCESS_TOKEN")])])
        .means(InvalidToken(Refresh)),
    linkedin(&[Either(&[
        Is("serviceErrorCode", "65600"),
        Is("serviceErrorCode", "65601"),
        Is("code", "REVOKED_ACCESS_TOKEN"),
        Is("code", "INVALID_ACCESS_TOKEN"),
    ])])
    .means(InvalidToken(Authorize)),
    Form::new(
        "TikTok",
        &[Either(&[
            Is("error.code", "scope_not_authorized"),
            Is("error.code", "scope_permission_missed"),
            Says("did not authorize the scope required"),
            Says("scope_not_authorized"),
        ])],
    )
    .statuses(&[200, 400, 401, 403])
    .source(TIKTOK),
    Form::new("TikTok", &[Is("error.code", "access_token_invalid")])
        .statuses(&[200, 400, 401, 403])
        .means(InvalidToken(RefreshOrAuthorize))
        .source(TIKTOK),
    Form::new(
        "X",
        &[SaysOneOf(&[
            "problems/oauth1-permissions",
            "appropriate oauth1 app permissions",
            "read-only application cannot",
            "application cannot access or delete direct messages",
        ])],
    )
    .means(MissingPermission)
    .source(X),
    Form::new(
        "X",
        &[SaysOneOf(&[
            "problems/client-forbidden",
            "problems/unsupported-authentication",
            "subset of x api",
            "subset of twitter api",
            "client-not-enrolled",
        ])],
    )
    .means(Unrelated(Policy))
    .source(X),
    // X sends the same response for a missing scope and for features that a plan does not include.
    Form::new("X", &[Is("type", "about:blank"), Is("title", "Forbidden"), Is("detail", "Forbidden")])
        .means(Undecided)
        .source("https://github.com/plhery/node-twitter-api-v2/issues/178"),
    Form::new("Reddit", &[Is("reason", "USER_REQUIRED")])
        .means(Unrelated(Policy))
        .source("https://github.com/reddit-archive/reddit/wiki/OAuth2"),
    discord(&[Is("code", "50026")]),
    discord(&[Is("code", "40001")]).means(Undecided),
    discord(&[IsOneOf("code", &["50001", "50013", "50007"])]).means(Unrelated(Role)),
    discord(&[Is("message", "401: Unauthorized")]).means(InvalidToken(RefreshOrAuthorize)),
    Form::new("Mastodon", &[Says("outside the authorized scopes")])
        .source("https://docs.joinmastodon.org/api/oauth-scopes/"),
    Form::new(
        "Pleroma",
        &[SaysOneOf(&[
            "insufficient permissions: read",
            "insufficient permissions: write",
            "insufficient permissions: follow",
        ])],
    )
    .needed(&[Between("insufficient permissions: ", "")])
    .source("https://git.pleroma.social/pleroma/pleroma/-/blob/develop/lib/pleroma/web/plugs/o_auth_scopes_plug.ex"),
    Form::new("Mastodon", &[Says("access token was revoked")])
        .means(InvalidToken(Authorize))
        .source("https://docs.joinmastodon.org/api/oauth-tokens/"),
    Form::new("Kakao", &[Is("code", "-402")])
        .needed(&[Member("required_scopes")])
        .held(&[Member("allowed_scopes")])
        .source("https://developers.kakao.com/docs/latest/en/rest-api/reference"),
    Form::new("Kakao", &[Is("code", "-401")])
        .means(InvalidToken(Refresh))
        .source("https://developers.kakao.com/docs/latest/en/rest-api/reference"),
    pinterest(&[Says("not authorized to access"), Says("scope")]),
    pinterest(&[Says("authorized with the correct set of scopes")]),
];
