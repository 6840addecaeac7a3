//! Tools for work.

use crate::error_response::form::{Form, Meaning, Names, Sign};
use crate::error_response::outcome::{Cause, Remedy};

const HUBSPOT: &str = "https://developers.hubspot.com/docs/api-reference/error-handling";
const ZOOM: &str = "https://developers.zoom.us/docs/api/errors/";

pub(crate) const FORMS: &[Form] = &[
    Form::new("HubSpot", &[Sign::Is("category", "MISSING_SCOPES")])
        .needed(&[
            Names::Member("errors.context.requiredGranularScopes"),
            Names::Member("errors.context.requiredScopes"),
            Names::Member("context.requiredGranularScopes"),
            Names::Member("context.requiredScopes"),
            Names::Member("requiredGranularScopes"),
            Names::Member("requiredScopes"),
        ])
        .as_said()
        .source(HUBSPOT),
    Form::new("HubSpot", &[Sign::Says("hasn't been granted all required scopes")]).source(HUBSPOT),
    Form::new("HubSpot", &[Sign::Is("category", "EXPIRED_AUTHENTICATION")])
        .means(Meaning::InvalidToken(Remedy::Refresh))
        .source(HUBSPOT),
    Form::new("HubSpot", &[Sign::Is("category", "INVALID_AUTHENTICATION")])
        .means(Meaning::InvalidToken(Remedy::Authorize))
        .source(HUBSPOT),
    Form::new("HubSpot", &[Sign::Is("category", "RATE_LIMITS")])
        .means(Meaning::Unrelated(Cause::RateLimit))
        .source(HUBSPOT),
    Form::new("Bitbucket", &[Sign::Has("error.detail.required")])
        .needed(&[Names::Member("error.detail.required")])
        .held(&[Names::Member("error.detail.granted")])
        .source("https://github.com/backstage/backstage/issues/22383"),
    Form::new("Bitbucket", &[Sign::Says("required privilege scopes")])
        .needed(&[Names::Between("\"required\": [", "]"), Names::Between("required: [", "]")])
        .held(&[Names::Between("\"granted\": [", "]"), Names::Between("granted: [", "]")])
        .source("https://github.com/gildas/bitbucket-cli/issues/56"),
    Form::new("Bitbucket", &[Sign::Says("token is invalid, expired, or not supported")])
        .means(Meaning::InvalidToken(Remedy::RefreshOrAuthorize))
        .source("https://github.com/avivsinai/bitbucket-cli/issues/30"),
    Form::new("Atlassian", &[Sign::Says("scope does not match")])
        .source("https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/"),
    Form::new("Zoom", &[Sign::Either(&[Sign::Says("does not contain scope"), Sign::Is("code", "4711")])])
        .needed(&[
            Names::Between("does not contain scopes:[", "]"),
            Names::Between("does not contain scopes", ""),
            Names::Between("does not contain scope", ""),
        ])
        .any()
        .source(ZOOM),
    Form::new("Zoom", &[Sign::Is("code", "124"), Sign::Says("access token")])
        .means(Meaning::InvalidToken(Remedy::Refresh))
        .source(ZOOM),
    Form::new("Linear", &[Sign::Says("invalid scope: "), Sign::Says(" required")])
        .statuses(&[200, 400, 401, 403])
        .needed(&[Names::Between("invalid scope: ", " required")])
        .as_said()
        .source("https://linear.app/developers/oauth-2-0-authentication"),
    Form::new("Figma", &[Sign::Says("invalid scope(s): ")])
        .needed(&[Names::Between("requires the ", " scope"), Names::Between("requires one of ", " scope")])
        .held(&[Names::Between("invalid scope(s): ", ". ")])
        .as_said()
        .source("https://developers.figma.com/docs/rest-api/scopes/"),
    Form::new(
        "Zoho",
        &[Sign::Either(&[
            Sign::Says("oauth_scope_mismatch"),
            Sign::Says("invalid oauth scope to access"),
            Sign::Says("invalid_oauthscope"),
        ])],
    )
    .source("https://www.zoho.com/crm/developer/docs/api/v8/status-codes.html"),
    Form::new(
        "Zoho",
        &[Sign::Either(&[Sign::Is("code", "INVALID_TOKEN"), Sign::Is("data.errorCode", "INVALID_OAUTHTOKEN")])],
    )
    .means(Meaning::InvalidToken(Remedy::RefreshOrAuthorize))
    .source("https://www.zoho.com/crm/developer/docs/api/v8/status-codes.html"),
    Form::new("Zoho", &[Sign::Is("code", "NO_PERMISSION")])
        .means(Meaning::Unrelated(Cause::Role))
        .source("https://www.zoho.com/crm/developer/docs/api/v8/status-codes.html"),
    Form::new("Pipedrive", &[Sign::Says("scope and url mismatch")])
        .source("https://github.com/pipedrive/client-php/issues/14"),
    Form::new("Webex", &[Sign::Says("missing required scopes or roles")])
        .means(Meaning::Undecided)
        .source("https://developer.webex.com/docs/basics"),
    Form::new("Notion", &[Sign::Is("code", "restricted_resource")])
        .means(Meaning::MissingPermission)
        .source("https://developers.notion.com/reference/capabilities"),
    Form::new(
        "Salesforce",
        &[Sign::Either(&[
            Sign::Says("session is not valid for use with the rest api"),
            Sign::Says("session is not valid for use with the api"),
            Sign::Is("error", "OAUTH_APPROVAL_ERROR_SCOPE"),
        ])],
    )
    .source("https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_tokens_scopes.htm"),
    Form::new("Salesforce", &[Sign::Is("errorCode", "INVALID_SESSION_ID")])
        .means(Meaning::InvalidToken(Remedy::RefreshOrAuthorize))
        .source("https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm"),
    Form::new(
        "Salesforce",
        &[Sign::Either(&[
            Sign::Is("errorCode", "INSUFFICIENT_ACCESS"),
            Sign::Is("errorCode", "INSUFFICIENT_ACCESS_OR_READONLY"),
        ])],
    )
    .means(Meaning::Unrelated(Cause::Role))
    .source("https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm"),
    Form::new(
        "Autodesk",
        &[Sign::Either(&[
            Sign::Says("token does not have the privilege for this request"),
            Sign::Is("errorCode", "AUTH-010"),
        ])],
    )
    .source("https://aps.autodesk.com/en/docs/oauth/v2/developers_guide/error_handling/"),
    Form::new("Asana", &[Sign::Says("missing one or more required scopes")])
        .source("https://developers.asana.com/docs/oauth-scopes"),
    Form::new("DigitalOcean", &[Sign::Says("you are missing the required permission ")])
        .needed(&[Names::Between("missing the required permission ", "")])
        .source("https://docs.digitalocean.com/reference/api/scopes/"),
    Form::new("Monday", &[Sign::Says("usernotauthorizedexception"), Sign::Says("scope")])
        .statuses(&[200, 400, 401, 403])
        .source("https://developer.monday.com/api-reference/docs/error-handling"),
    Form::new(
        "Monday",
        &[Sign::Either(&[Sign::Says("missingrequiredpermissions"), Sign::Says("missing_required_permissions")])],
    )
    .statuses(&[200, 400, 401, 403])
    .needed(&[
        Names::Member("errors.extensions.error_data.required_scopes"),
        Names::Member("error_data.required_scopes"),
    ])
    .source("https://developer.monday.com/api-reference/docs/error-handling"),
    Form::new("Airtable", &[Sign::Is("error.type", "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND")])
        .means(Meaning::Undecided)
        .source("https://airtable.com/developers/web/api/errors"),
    Form::new("Airtable", &[Sign::Is("error.type", "INVALID_PERMISSIONS")])
        .means(Meaning::Undecided)
        .source("https://airtable.com/developers/web/api/errors"),
    Form::new("Lark", &[Sign::Is("code", "99991672")])
        .needed(&[Names::Between("scopes is required: [", "]"), Names::Between("scopes are required: [", "]")])
        .any()
        .means(Meaning::MissingPermission)
        .source("https://open.larksuite.com/document/server-docs/getting-started/server-error-codes"),
    Form::new("Lark", &[Sign::Is("code", "99991679")])
        .needed(&[Names::Between("user identity: [", "]"), Names::Between("user identity [", "]")])
        .any()
        .source("https://open.larksuite.com/document/server-docs/getting-started/server-error-codes"),
    Form::new("DingTalk", &[Sign::Has("accessdenieddetail.requiredScopes")])
        .needed(&[Names::Member("accessdenieddetail.requiredScopes")])
        .means(Meaning::MissingPermission)
        .source("https://open.dingtalk.com/document/orgapp/api-call-error-codes"),
    Form::new("Trello", &[Sign::Says("unauthorized permission requested")])
        .source("https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/"),
    Form::new("Heroku", &[Sign::Says("the scope of this oauth authorization")])
        .source("https://devcenter.heroku.com/articles/oauth#scopes"),
];
