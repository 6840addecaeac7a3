//! Tools for work.

use crate::error_response::form::Meaning::{InvalidToken, MissingPermission, Undecided, Unrelated};
use crate::error_response::form::Names::{Between, Member};
use crate::error_response::form::Sign::{Either, Has, Is, IsOneOf, Says, SaysOneOf};
use crate::error_response::form::{Form, Origin, form};
use crate::error_response::outcome::Cause::{RateLimit, Role};
use crate::error_response::outcome::Remedy::{Authorize, Refresh, RefreshOrAuthorize};

const HUBSPOT: Origin = ("HubSpot", "https://developers.hubspot.com/docs/api-reference/error-handling");
const ZOHO: Origin = ("Zoho", "https://www.zoho.com/crm/developer/docs/api/v8/status-codes.html");
const PAGER_DUTY: Origin = ("PagerDuty", "https://developer.pagerduty.com/docs/errors");
const BITBUCKET: Origin = ("Bitbucket", "https://github.com/backstage/backstage/issues/22383");
const BITBUCKET_TEXT: Origin = ("Bitbucket", "https://github.com/gildas/bitbucket-cli/issues/56");
const BITBUCKET_TOKENS: Origin = ("Bitbucket", "https://github.com/avivsinai/bitbucket-cli/issues/30");
const ATLASSIAN: Origin = ("Atlassian", "https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/");
const ZOOM: Origin = ("Zoom", "https://developers.zoom.us/docs/api/errors/");
const LINEAR: Origin = ("Linear", "https://linear.app/developers/oauth-2-0-authentication");
const FIGMA: Origin = ("Figma", "https://developers.figma.com/docs/rest-api/scopes/");
const PIPEDRIVE: Origin = ("Pipedrive", "https://github.com/pipedrive/client-php/issues/14");
const WEBEX: Origin = ("Webex", "https://developer.webex.com/docs/basics");
const NOTION: Origin = ("Notion", "https://developers.notion.com/reference/capabilities");
const SALESFORCE_SCOPES: Origin =
    ("Salesforce", "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_tokens_scopes.htm");
const SALESFORCE: Origin =
    ("Salesforce", "https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm");
const SALESFORCE_IDENTITY: Origin =
    ("Salesforce", "https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_openid.htm");
const AUTODESK: Origin = ("Autodesk", "https://aps.autodesk.com/en/docs/oauth/v2/developers_guide/error_handling/");
const DOCUSIGN: Origin = ("Docusign", "https://developers.docusign.com/platform/resources/troubleshooting/");
const ASANA: Origin = ("Asana", "https://developers.asana.com/docs/oauth-scopes");
const MONDAY: Origin = ("Monday", "https://developer.monday.com/api-reference/docs/error-handling");
const AIRTABLE: Origin = ("Airtable", "https://airtable.com/developers/web/api/errors");
const LARK: Origin = ("Lark", "https://open.larksuite.com/document/server-docs/getting-started/server-error-codes");
const DINGTALK: Origin = ("DingTalk", "https://open.dingtalk.com/document/orgapp/api-call-error-codes");
const TRELLO: Origin = ("Trello", "https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/");
const HEROKU: Origin = ("Heroku", "https://devcenter.heroku.com/articles/oauth#scopes");

pub(crate) const FORMS: &[Form] = &[
    form(HUBSPOT, &[Is("category", "MISSING_SCOPES")])
        .needed(&[
            Member("errors.context.requiredGranularScopes"),
            Member("errors.context.requiredScopes"),
            Member("context.requiredGranularScopes"),
            Member("context.requiredScopes"),
            Member("requiredGranularScopes"),
            Member("requiredScopes"),
        ])
        .as_said(),
    form(HUBSPOT, &[Says("hasn't been granted all required scopes")]),
    form(HUBSPOT, &[Is("category", "EXPIRED_AUTHENTICATION")]).means(InvalidToken(Refresh)),
    form(HUBSPOT, &[Is("category", "INVALID_AUTHENTICATION")]).means(InvalidToken(Authorize)),
    form(HUBSPOT, &[Is("category", "RATE_LIMITS")]).means(Unrelated(RateLimit)),
    form(PAGER_DUTY, &[Is("error.code", "2010"), Says("scope "), Says(" is required")])
        .needed(&[Between("scope ", " is required")]),
    form(BITBUCKET, &[Has("error.detail.required")])
        .needed(&[Member("error.detail.required")])
        .held(&[Member("error.detail.granted")]),
    form(BITBUCKET_TEXT, &[Says("required privilege scopes")])
        .needed(&[Between("\"required\": [", "]"), Between("required: [", "]")])
        .held(&[Between("\"granted\": [", "]"), Between("granted: [", "]")]),
    form(BITBUCKET_TOKENS, &[Says("token is invalid, expired, or not supported")])
        .means(InvalidToken(RefreshOrAuthorize)),
    form(ATLASSIAN, &[Says("scope does not match")]),
    form(ZOOM, &[Either(&[Says("does not contain scope"), Is("code", "4711")])])
        .needed(&[
            Between("does not contain scopes:[", "]"),
            Between("does not contain scopes", ""),
            Between("does not contain scope", ""),
        ])
        .any(),
    form(ZOOM, &[Is("code", "124"), Says("access token")]).means(InvalidToken(Refresh)),
    form(LINEAR, &[Says("invalid scope: "), Says(" required")])
        .statuses(&[200, 400, 401, 403])
        .needed(&[Between("invalid scope: ", " required")])
        .as_said(),
    form(FIGMA, &[Says("invalid scope(s): ")])
        .needed(&[Between("requires the ", " scope"), Between("requires one of ", " scope")])
        .held(&[Between("invalid scope(s): ", ". ")])
        .as_said(),
    form(ZOHO, &[SaysOneOf(&["oauth_scope_mismatch", "invalid oauth scope to access", "invalid_oauthscope"])]),
    form(ZOHO, &[Either(&[Is("code", "INVALID_TOKEN"), Is("data.errorCode", "INVALID_OAUTHTOKEN")])])
        .means(InvalidToken(RefreshOrAuthorize)),
    form(ZOHO, &[Is("code", "NO_PERMISSION")]).means(Unrelated(Role)),
    form(PIPEDRIVE, &[Says("scope and url mismatch")]),
    form(WEBEX, &[SaysOneOf(&["missing required scopes or roles", "missing required scopes or the user"])])
        .means(Undecided),
    form(NOTION, &[Is("code", "restricted_resource")]).means(MissingPermission),
    form(
        SALESFORCE_SCOPES,
        &[Either(&[
            Says("session is not valid for use with the rest api"),
            Says("session is not valid for use with the api"),
            Is("error", "OAUTH_APPROVAL_ERROR_SCOPE"),
        ])],
    ),
    form(SALESFORCE, &[Is("errorCode", "INVALID_SESSION_ID")]).means(InvalidToken(RefreshOrAuthorize)),
    // The identity URL answers in plain text.
    form(SALESFORCE_IDENTITY, &[Says("bad_oauth_token")]).statuses(&[403]).means(InvalidToken(RefreshOrAuthorize)),
    form(SALESFORCE, &[IsOneOf("errorCode", &["INSUFFICIENT_ACCESS", "INSUFFICIENT_ACCESS_OR_READONLY"])])
        .means(Unrelated(Role)),
    form(
        AUTODESK,
        &[Either(&[Says("token does not have the privilege for this request"), Is("errorCode", "AUTH-010")])],
    ),
    form(DOCUSIGN, &[Is("errorCode", "AUTHORIZATION_INVALID_TOKEN")]).means(InvalidToken(RefreshOrAuthorize)),
    form(ASANA, &[Says("missing one or more required scopes")])
        .needed(&[Between("missing one or more required scopes: ", "")]),
    form(MONDAY, &[Says("usernotauthorizedexception"), Says("scope")]).statuses(&[200, 400, 401, 403]),
    form(MONDAY, &[SaysOneOf(&["missingrequiredpermissions", "missing_required_permissions"])])
        .statuses(&[200, 400, 401, 403])
        .needed(&[Member("errors.extensions.error_data.required_scopes"), Member("error_data.required_scopes")]),
    form(AIRTABLE, &[Is("error.type", "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND")]).means(Undecided),
    form(AIRTABLE, &[Is("error.type", "INVALID_PERMISSIONS")]).means(Undecided),
    form(LARK, &[Is("code", "99991672")])
        .needed(&[Between("scopes is required: [", "]"), Between("scopes are required: [", "]")])
        .any()
        .means(MissingPermission),
    form(LARK, &[Is("code", "99991679")])
        .needed(&[Between("user identity: [", "]"), Between("user identity [", "]")])
        .any(),
    form(DINGTALK, &[Has("accessdenieddetail.requiredScopes")])
        .needed(&[Member("accessdenieddetail.requiredScopes")])
        .means(MissingPermission),
    form(TRELLO, &[Says("unauthorized permission requested")]),
    form(HEROKU, &[Says("the scope of this oauth authorization")]),
];
