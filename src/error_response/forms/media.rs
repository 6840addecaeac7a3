//! Music, video, games, files and health.

use crate::error_response::form::{Form, Meaning, Names, Sign};
use crate::error_response::outcome::{Cause, Remedy};

const DROPBOX: &str = "https://www.dropbox.com/developers/documentation/http/documentation#error-handling";
const SPOTIFY: &str = "https://developer.spotify.com/documentation/web-api/concepts/api-calls";
const TWITCH: &str = "https://github.com/anxdpanic/plugin.video.twitch/issues/372";
const FITBIT: &str = "https://dev.fitbit.com/build/reference/web-api/troubleshooting-guide/error-messages/";

pub(crate) const FORMS: &[Form] = &[
    Form::new("Spotify", &[Sign::Says("insufficient client scope")]).source(SPOTIFY),
    Form::new("Spotify", &[Sign::Is("error.message", "Permissions missing")]).source(SPOTIFY),
    Form::new("Spotify", &[Sign::Says("the access token expired")])
        .means(Meaning::InvalidToken(Remedy::Refresh))
        .source(SPOTIFY),
    Form::new("Spotify", &[Sign::Says("premium required")]).means(Meaning::Unrelated(Cause::Policy)).source(SPOTIFY),
    // Twitch says `invalid_token` in the header.
    Form::new("Twitch", &[Sign::Says("missing required oauth scope")]).source(TWITCH),
    Form::new("Twitch", &[Sign::Says("missing scope: ")])
        .statuses(&[401, 403])
        .needed(&[Names::Between("missing scope: ", "")])
        .any()
        .source("https://dev.twitch.tv/docs/authentication/scopes/"),
    Form::new("Twitch", &[Sign::Says("invalid oauth token")])
        .means(Meaning::InvalidToken(Remedy::RefreshOrAuthorize))
        .source("https://dev.twitch.tv/docs/authentication/refresh-tokens/"),
    Form::new("Dropbox", &[Sign::Is("error..tag", "missing_scope")])
        .needed(&[Names::Member("error.required_scope")])
        .source(DROPBOX),
    Form::new("Dropbox", &[Sign::Says("missing_scope/")])
        .needed(&[Names::Member("error.required_scope")])
        .source(DROPBOX),
    Form::new("Dropbox", &[Sign::Says("required scope '"), Sign::Says("not permitted to access this endpoint")])
        .needed(&[Names::Between("required scope '", "'")])
        .source("https://www.dropboxforum.com/discussions/101000014"),
    Form::new("Dropbox", &[Sign::Is("error..tag", "expired_access_token")])
        .means(Meaning::InvalidToken(Remedy::Refresh))
        .source(DROPBOX),
    Form::new("Dropbox", &[Sign::Is("error..tag", "invalid_access_token")])
        .means(Meaning::InvalidToken(Remedy::Authorize))
        .source(DROPBOX),
    Form::new("Box", &[Sign::Is("code", "access_denied_insufficient_permissions")])
        .means(Meaning::Undecided)
        .source("https://developer.box.com/guides/api-calls/permissions-and-errors/common-errors/"),
    Form::new("Strava", &[Sign::Is("errors.resource", "AccessToken"), Sign::Is("errors.code", "missing")])
        .needed(&[Names::MemberWithout("errors.field", "_permission"), Names::Member("errors.field")])
        .source("https://github.com/node-strava/node-strava-v3/issues/97"),
    Form::new("Strava", &[Sign::Is("errors.field", "access_token"), Sign::Is("errors.code", "invalid")])
        .means(Meaning::InvalidToken(Remedy::RefreshOrAuthorize))
        .source("https://developers.strava.com/docs/authentication/"),
    Form::new("Fitbit", &[Sign::Is("errors.errorType", "insufficient_scope")])
        .needed(&[
            Names::OneOf("permission to access ", " data", FITBIT_SCOPES),
            Names::OneOf("access to ", " data", FITBIT_SCOPES),
        ])
        .source(FITBIT),
    Form::new("Fitbit", &[Sign::Is("errors.errorType", "insufficient_permissions")])
        .means(Meaning::Unrelated(Cause::Policy))
        .source(FITBIT),
    Form::new("Fitbit", &[Sign::Is("errors.errorType", "expired_token")])
        .means(Meaning::InvalidToken(Remedy::Refresh))
        .source(FITBIT),
    Form::new("Fitbit", &[Sign::Is("errors.errorType", "invalid_token")])
        .means(Meaning::InvalidToken(Remedy::Authorize))
        .source(FITBIT),
    Form::new("Lichess", &[Sign::Says("missing scope")])
        .statuses(&[401, 403])
        .needed(&[Names::Between("missing scope: ", ""), Names::Header("x-accepted-oauth-scopes")])
        .held(&[Names::Header("x-oauth-scopes")])
        .any()
        .source("https://github.com/lichess-org/lila/issues/8608"),
    Form::new("EVE Online", &[Sign::Says("token is not valid for scope")])
        .needed(&[
            Names::Between("token is not valid for scope(s): ", ""),
            Names::Between("token is not valid for scopes: ", ""),
            Names::Between("token is not valid for scope: ", ""),
            Names::Between("token is not valid for scope ", ""),
        ])
        .source("https://developers.eveonline.com/docs/services/sso/"),
    Form::new("EVE Online", &[Sign::Has("sso_status")])
        .means(Meaning::InvalidToken(Remedy::Refresh))
        .source("https://github.com/esi/esi-issues/issues/1266"),
];

/// What the sentence can name that is a scope.
const FITBIT_SCOPES: &[&str] = &[
    "activity",
    "cardio_fitness",
    "electrocardiogram",
    "heartrate",
    "location",
    "nutrition",
    "oxygen_saturation",
    "profile",
    "respiratory_rate",
    "settings",
    "sleep",
    "social",
    "temperature",
    "weight",
];
