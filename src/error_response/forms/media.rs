//! Responses of services for music, video, games, files and health.

use crate::error_response::form::Form;
use crate::error_response::form::Meaning::{InvalidToken, Undecided, Unrelated};
use crate::error_response::form::Names::{self, Between, Member, MemberWithout, OneOf};
use crate::error_response::form::Sign::{self, Has, HasHeader, Is, Says};
use crate::error_response::outcome::Cause::Policy;
use crate::error_response::outcome::Remedy::{Authorize, Refresh, RefreshOrAuthorize};

const DROPBOX: &str = "https://www.dropbox.com/developers/documentation/http/documentation#error-handling";
const SPOTIFY: &str = "https://developer.spotify.com/documentation/web-api/concepts/api-calls";
const TWITCH: &str = "https://github.com/anxdpanic/plugin.video.twitch/issues/372";
const FITBIT: &str = "https://dev.fitbit.com/build/reference/web-api/troubleshooting-guide/error-messages/";

const fn spotify(signs: &'static [Sign]) -> Form {
    Form::new("Spotify", signs).source(SPOTIFY)
}

const fn dropbox(signs: &'static [Sign]) -> Form {
    Form::new("Dropbox", signs).source(DROPBOX)
}

const fn fitbit(signs: &'static [Sign]) -> Form {
    Form::new("Fitbit", signs).source(FITBIT)
}

pub(crate) const FORMS: &[Form] = &[
    spotify(&[Says("insufficient client scope")]),
    spotify(&[Is("error.message", "Permissions missing")]),
    spotify(&[Says("the access token expired")]).means(InvalidToken(Refresh)),
    spotify(&[Says("premium required")]).means(Unrelated(Policy)),
    // In the header, Twitch says `invalid_token`.
    Form::new("Twitch", &[Says("missing required oauth scope")])
        .needed(&[Between("missing required oauth scope ", "")])
        .source(TWITCH),
    Form::new("Twitch", &[Says("missing scope: ")])
        .statuses(&[401, 403])
        .needed(&[Between("missing scope: ", "")])
        .any()
        .source("https://dev.twitch.tv/docs/authentication/scopes/"),
    Form::new("Twitch", &[Says("invalid oauth token")])
        .means(InvalidToken(RefreshOrAuthorize))
        .source("https://dev.twitch.tv/docs/authentication/refresh-tokens/"),
    dropbox(&[Is("error..tag", "missing_scope")]).needed(&[Member("error.required_scope")]),
    dropbox(&[Says("missing_scope/")]).needed(&[Member("error.required_scope")]),
    Form::new("Dropbox", &[Says("required scope '"), Says("not permitted to access this endpoint")])
        .needed(&[Between("required scope '", "'")])
        .source("https://www.dropboxforum.com/discussions/101000014"),
    dropbox(&[Is("error..tag", "expired_access_token")]).means(InvalidToken(Refresh)),
    dropbox(&[Is("error..tag", "invalid_access_token")]).means(InvalidToken(Authorize)),
    Form::new("Box", &[Is("code", "access_denied_insufficient_permissions")])
        .means(Undecided)
        .source("https://developer.box.com/guides/api-calls/permissions-and-errors/common-errors/"),
    Form::new("Strava", &[Is("errors.resource", "AccessToken"), Is("errors.code", "missing")])
        .needed(&[MemberWithout("errors.field", "_permission"), Member("errors.field")])
        .source("https://github.com/node-strava/node-strava-v3/issues/97"),
    Form::new("Strava", &[Is("errors.field", "access_token"), Is("errors.code", "invalid")])
        .means(InvalidToken(RefreshOrAuthorize))
        .source("https://developers.strava.com/docs/authentication/"),
    fitbit(&[Is("errors.errorType", "insufficient_scope")])
        .needed(&[OneOf("permission to access ", " data", FITBIT_SCOPES), OneOf("access to ", " data", FITBIT_SCOPES)]),
    fitbit(&[Is("errors.errorType", "insufficient_permissions")]).means(Unrelated(Policy)),
    fitbit(&[Is("errors.errorType", "expired_token")]).means(InvalidToken(Refresh)),
    fitbit(&[Is("errors.errorType", "invalid_token")]).means(InvalidToken(Authorize)),
    Form::new("Lichess", &[Says("missing scope"), HasHeader("x-accepted-oauth-scopes")])
        .statuses(&[401, 403])
        .needed(&[Between("missing scope: ", ""), Names::Header("x-accepted-oauth-scopes")])
        .held(&[Names::Header("x-oauth-scopes")])
        .any()
        .source("https://github.com/lichess-org/lila/issues/8608"),
    Form::new("EVE Online", &[Says("token is not valid for scope")])
        .needed(&[
            Between("token is not valid for scope(s): ", ""),
            Between("token is not valid for scopes: ", ""),
            Between("token is not valid for scope: ", ""),
            Between("token is not valid for scope ", ""),
        ])
        .source("https://developers.eveonline.com/docs/services/sso/"),
    Form::new("EVE Online", &[Has("sso_status")])
        .means(InvalidToken(Refresh))
        .source("https://github.com/esi/esi-issues/issues/1266"),
];

/// The scopes that the sentence may name.
const FITBIT_SCOPES: &[&str] = &[
    "activity", "cardio_fitness", "electrocardiogram", "heartrate", "location", "nutrition", "oxygen_saturation",
    "profile", "respiratory_rate", "settings", "sleep", "social", "temperature", "weight",
];
