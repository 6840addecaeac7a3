//! Responses of tools for work.

use crate::error_response::form::Form;
use crate::error_response::form::Meaning::{InvalidToken, MissingPermission, Undecided, Unrelated};
use crate::error_response::form::Names::{Between, Member};
use crate::error_response::form::Sign::{self, Either, Has, Is, IsOneOf, Says, SaysOneOf};
use crate::error_response::outcome::Cause::{RateLimit, Role};
use crate::error_response::outcome::Remedy::{Authorize, Refresh, RefreshOrAuthorize};

const HUBSPOT: &str = "https://developers.hubspot.com/docs/api-reference/error-handling";
const ZOOM: &str = "https://developers.zoom.us/docs/api/errors/";

const fn hubspot(signs: &'static [Sign]) -> Form {
    Form::new("HubSpot", signs).source(HUBSPOT)
}

const fn zoho(signs: &'static [Sign]) -> Form {
    Form::new("Zoho", signs).source("https://www.zoho.com/crm/developer/docs/api/v8/status-codes.html")
}

pub(crate) const FORMS: &[Form] = &[
    hubspot(&[Is("category", "MISSING_SCOPES")])
        .needed(&[
            Member("errors.context.requiredGranularScopes"),
            Member("errors.context.requiredScopes"),
            Member("context.requiredGranularScopes"),
            Member("context.requiredScopes"),
            Member("requiredGranularScopes"),
            Member("requiredScopes"),
        ])
        .as_said(),
    hubspot(&[Says("hasn't been granted all required scopes")]),
    hubspot(&[Is("category", "EXPIRED_AUTHENTICATION")]).means(InvalidToken(Refresh)),
    hubspot(&[Is("category", "INVALID_AUTHENTICATION")]).means(InvalidToken(Authorize)),
    hubspot(&[Is("category", "RATE_LIMITS")]).means(Unrelated(RateLimit)),
    Form::new("PagerDuty", &[Is("error.code", "2010"), Says("scope "), Says(" is required")])
        .needed(&[Between("scope ", " is required")])
        .source("https://developer.pagerduty.com/docs/errors"),
    Form::new("Bitbucket", &[Has("error.detail.required")])
        .needed(&[Member("error.detail.required")])
        .held(&[Member("error.detail.granted")])
        .source("https://github.com/backstage/backstage/issues/22383"),
    Form::new("Bitbucket", &[Says("required privilege scopes")])
        .needed(&[Between("\"required\": [", "]"), Between("required: [", "]")])
        .held(&[Between("\"granted\": [", "]"), Between("granted: [", "]")])
        .source("https://github.com/gildas/bitbucket-cli/issues/56"),
    Form::new("Bitbucket", &[Says("token is invalid, expired, or not supported")])
        .means(InvalidToken(RefreshOrAuthorize))
        .source("https://github.com/avivsinai/bitbucket-cli/issues/30"),
    Form::new("Atlassian", &[Says("scope does not match")])
        .source("https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/"),
    Form::new("Zoom", &[Either(&[Says("does not contain scope"), Is("code", "4711")])])
        .needed(&[
            Between("does not contain scopes:[", "]"),
            Between("does not contain scopes", ""),
            Between("does not contain scope", ""),
        ])
        .any()
        .source(ZOOM),
    Form::new("Zoom", &[Is("code", "124"), Says("access token")]).means(InvalidToken(Refresh)).source(ZOOM),
    Form::new("Linear", &[Says("invalid scope: "), Says(" required")])
        .statuses(&[200, 400, 401, 403])
        .needed(&[Between("invalid scope: ", " required")])
        .as_said()
        .source("https://linear.app/developers/oauth-2-0-authentication"),
    Form::new("Figma", &[Says("invalid scope(s): ")])
        .needed(&[Between("requires the ", " scope"), Between("requires one of ", " scope")])
        .held(&[Between("invalid scope(s): ", ". ")])
        .as_said()
        .source("https://developers.figma.com/docs/rest-api/scopes/"),
    zoho(&[SaysOneOf(&["oauth_scope_mismatch", "invalid oauth scope to access", "invalid_oauthscope"])]),
    zoho(&[Either(&[Is("code", "INVALID_TOKEN"), Is("data.errorCode", "INVALID_OAUTHTOKEN")])])
        .means(InvalidToken(RefreshOrAuthorize)),
    zoho(&[Is("code", "NO_PERMISSION")]).means(Unrelated(Role)),
    Form::new("Pipedrive", &[Says("scope and url mismatch")])
        .source("https://github.com/pipedrive/client-php/issues/14"),
    Form::new("Webex", &[SaysOneOf(&["missing required scopes or roles", "missing required scopes or the user"])])
        .means(Undecided)
        .source("https://developer.webex.com/docs/basics"),
    Form::new("Notion", &[Is("code", "restricted_resource")])
        .means(MissingPermission)
        .source("https://developers.notion.com/reference/capabilities"),
    Form::new(
        "Salesforce",
        &[Either(&[
            Says("session is not valid for use with the rest api"),
            Says("session is not valid for use with the api"),
            Is("error", "OAUTH_APPROVAL_ERROR_SCOPE"),
        ])],
    )
    .source("https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_tokens_scopes.htm"),
    Form::new("Salesforce", &[Is("errorCode", "INVALID_SESSION_ID")])
        .means(InvalidToken(RefreshOrAuthorize))
        .source("https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm"),
    // The identity URL responds in plain text.
    Form::new("Salesforce", &[Says("bad_oauth_token")])
        .statuses(&[403])
        .means(InvalidToken(RefreshOrAuthorize))
        .source("https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_openid.htm"),
    Form::new("Salesforce", &[IsOneOf("errorCode", &["INSUFFICIENT_ACCESS", "INSUFFICIENT_ACCESS_OR_READONLY"])])
        .means(Unrelated(Role))
        .source("https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm"),
    Form::new(
        "Autodesk",
        &[Either(&[Says("token does not have the privilege for this request"), Is("errorCode", "AUTH-010")])],
    )
    .source("https://aps.autodesk.com/en/docs/oauth/v2/developers_guide/error_handling/"),
    Form::new("Docusign", &[Is("errorCode", "AUTHORIZATION_INVALID_TOKEN")])
        .means(InvalidToken(RefreshOrAuthorize))
        .source("https://developers.docusign.com/platform/resources/troubleshooting/"),
    Form::new("Asana", &[Says("missing one or more required scopes")])
        .needed(&[Between("missing one or more required scopes: ", "")])
        .source("https://developers.asana.com/docs/oauth-scopes"),
    Form::new("Monday", &[Says("usernotauthorizedexception"), Says("scope")])
        .statuses(&[200, 400, 401, 403])
        .source("https://developer.monday.com/api-reference/docs/error-handling"),
    Form::new("Monday", &[SaysOneOf(&["missingrequiredpermissions", "missing_required_permissions"])])
        .statuses(&[200, 400, 401, 403])
        .needed(&[Member("errors.extensions.error_data.required_scopes"), Member("error_data.required_scopes")])
        .source("https://developer.monday.com/api-reference/docs/error-handling"),
    Form::new("Airtable", &[Is("error.type", "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND")])
        .means(Undecided)
        .source("https://airtable.com/developers/web/api/errors"),
    Form::new("Airtable", &[Is("error.type", "INVALID_PERMISSIONS")])
        .means(Undecided)
        .source("https://airtable.com/developers/web/api/errors"),
    Form::new("Lark", &[Is("code", "99991672")])
        .needed(&[Between("scopes is required: [", "]"), Between("scopes are required: [", "]")])
        .any()
        .means(MissingPermission)
        .source("https://open.larksuite.com/document/server-docs/getting-started/server-error-codes"),
    Form::new("Lark", &[Is("code", "99991679")])
        .needed(&[Between("user identity: [", "]"), Between("user identity [", "]")])
        .any()
        .source("https://open.larksuite.com/document/server-docs/getting-started/server-error-codes"),
    Form::new("DingTalk", &[Has("accessdenieddetail.requiredScopes")])
        .needed(&[Member("accessdenieddetail.requiredScopes")])
        .means(MissingPermission)
        .source("https://open.dingtalk.com/document/orgapp/api-call-error-codes"),
    Form::new("Trello", &[Says("unauthorized permission requested")])
        .source("https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/"),
    Form::new("Heroku", &[Says("the scope of this oauth authorization")])
        .source("https://devcenter.heroku.com/articles/oauth#scopes"),
];
