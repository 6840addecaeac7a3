//! Music, video, games, files and health.

use crate::error_response::form::Meaning::{InvalidToken, Undecided, Unrelated};
use crate::error_response::form::Names::{self, Between, Member, MemberWithout, OneOf};
use crate::error_response::form::Sign::{Has, HasHeader, Is, Says};
use crate::error_response::form::{Form, Origin, form};
use crate::error_response::outcome::Cause::Policy;
use crate::error_response::outcome::Remedy::{Authorize, Refresh, RefreshOrAuthorize};

const SPOTIFY: Origin = ("Spotify", "https://developer.spotify.com/documentation/web-api/concepts/api-calls");
const DROPBOX: Origin =
    ("Dropbox", "https://www.dropbox.com/developers/documentation/http/documentation#error-handling");
const FITBIT: Origin =
    ("Fitbit", "https://dev.fitbit.com/build/reference/web-api/troubleshooting-guide/error-messages/");
const TWITCH: Origin = ("Twitch", "https://github.com/anxdpanic/plugin.video.twitch/issues/372");
const TWITCH_SCOPES: Origin = ("Twitch", "https://dev.twitch.tv/docs/authentication/scopes/");
const TWITCH_TOKENS: Origin = ("Twitch", "https://dev.twitch.tv/docs/authentication/refresh-tokens/");
const DROPBOX_FORUM: Origin = ("Dropbox", "https://www.dropboxforum.com/discussions/101000014");
const BOX: Origin = ("Box", "https://developer.box.com/guides/api-calls/permissions-and-errors/common-errors/");
const STRAVA_SCOPES: Origin = ("Strava", "https://github.com/node-strava/node-strava-v3/issues/97");
const STRAVA: Origin = ("Strava", "https://developers.strava.com/docs/authentication/");
const LICHESS: Origin = ("Lichess", "https://github.com/lichess-org/lila/issues/8608");
const EVE: Origin = ("EVE Online", "https://developers.eveonline.com/docs/services/sso/");
const EVE_SSO: Origin = ("EVE Online", "https://github.com/esi/esi-issues/issues/1266");

pub(crate) const FORMS: &[Form] = &[
    form(SPOTIFY, &[Says("insufficient client scope")]),
    form(SPOTIFY, &[Is("error.message", "Permissions missing")]),
    form(SPOTIFY, &[Says("the access token expired")]).means(InvalidToken(Refresh)),
    form(SPOTIFY, &[Says("premium required")]).means(Unrelated(Policy)),
    // Twitch says `invalid_token` in the header.
    form(TWITCH, &[Says("missing required oauth scope")]).needed(&[Between("missing required oauth scope ", "")]),
    form(TWITCH_SCOPES, &[Says("missing scope: ")])
        .statuses(&[401, 403])
        .needed(&[Between("missing scope: ", "")])
        .any(),
    form(TWITCH_TOKENS, &[Says("invalid oauth token")]).means(InvalidToken(RefreshOrAuthorize)),
    form(DROPBOX, &[Is("error..tag", "missing_scope")]).needed(&[Member("error.required_scope")]),
    form(DROPBOX, &[Says("missing_scope/")]).needed(&[Member("error.required_scope")]),
    form(DROPBOX_FORUM, &[Says("required scope '"), Says("not permitted to access this endpoint")])
        .needed(&[Between("required scope '", "'")]),
    form(DROPBOX, &[Is("error..tag", "expired_access_token")]).means(InvalidToken(Refresh)),
    form(DROPBOX, &[Is("error..tag", "invalid_access_token")]).means(InvalidToken(Authorize)),
    form(BOX, &[Is("code", "access_denied_insufficient_permissions")]).means(Undecided),
    form(STRAVA_SCOPES, &[Is("errors.resource", "AccessToken"), Is("errors.code", "missing")])
        .needed(&[MemberWithout("errors.field", "_permission"), Member("errors.field")]),
    form(STRAVA, &[Is("errors.field", "access_token"), Is("errors.code", "invalid")])
        .means(InvalidToken(RefreshOrAuthorize)),
    form(FITBIT, &[Is("errors.errorType", "insufficient_scope")])
        .needed(&[OneOf("permission to access ", " data", FITBIT_SCOPES), OneOf("access to ", " data", FITBIT_SCOPES)]),
    form(FITBIT, &[Is("errors.errorType", "insufficient_permissions")]).means(Unrelated(Policy)),
    form(FITBIT, &[Is("errors.errorType", "expired_token")]).means(InvalidToken(Refresh)),
    form(FITBIT, &[Is("errors.errorType", "invalid_token")]).means(InvalidToken(Authorize)),
    form(LICHESS, &[Says("missing scope"), HasHeader("x-accepted-oauth-scopes")])
        .statuses(&[401, 403])
        .needed(&[Between("missing scope: ", ""), Names::Header("x-accepted-oauth-scopes")])
        .held(&[Names::Header("x-oauth-scopes")])
        .any(),
    form(EVE, &[Says("token is not valid for scope")]).needed(&[
        Between("token is not valid for scope(s): ", ""),
        Between("token is not valid for scopes: ", ""),
        Between("token is not valid for scope: ", ""),
        Between("token is not valid for scope ", ""),
    ]),
    form(EVE_SSO, &[Has("sso_status")]).means(InvalidToken(Refresh)),
];

/// What the sentence can name that is a scope.
const FITBIT_SCOPES: &[&str] = &[
    "activity", "cardio_fitness", "electrocardiogram", "heartrate", "location", "nutrition", "oxygen_saturation",
    "profile", "respiratory_rate", "settings", "sleep", "social", "temperature", "weight",
];
