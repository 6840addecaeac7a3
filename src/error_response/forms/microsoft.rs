//! Microsoft Graph and other APIs of Microsoft.

use crate::error_response::form::{Form, Meaning, Names, Sign};
use crate::error_response::outcome::{Cause, Remedy};

const AUTHORIZATION: &str = "https://learn.microsoft.com/en-us/graph/resolve-auth-errors";
const ERRORS: &str = "https://learn.microsoft.com/en-us/graph/errors";
const REFUSALS: &[u16] = &[400, 401, 403];

pub(crate) const FORMS: &[Form] = &[
    Form::new("Microsoft", &[Sign::Says("missing scope permissions on the request")])
        .needed(&[Names::Between("api requires one of '", "'"), Names::Between("requires one of: ", ". ")])
        .held(&[Names::Between("scopes on the request '", "'")])
        .any()
        .source(AUTHORIZATION),
    Form::new("Microsoft", &[Sign::Says("missing role permissions on the request")])
        .needed(&[Names::Between("api requires one of '", "'")])
        .held(&[Names::Between("roles on the request '", "'")])
        .any()
        .means(Meaning::MissingPermission)
        .source(AUTHORIZATION),
    Form::new("Microsoft", &[Sign::Says("missing permission scope")])
        .needed(&[Names::Between("missing permission scopes ", ""), Names::Between("missing permission scope ", "")])
        .any()
        .source(ERRORS),
    Form::new("Microsoft", &[Sign::Says("permissionscopenotgranted")]).source(ERRORS),
    Form::new("Microsoft", &[Sign::Says("must have one of the following scopes: ")])
        .needed(&[
            Names::Between("must have one of the following scopes: ", " - "),
            Names::Between("must have one of the following scopes: ", ""),
        ])
        .any()
        .source("https://learn.microsoft.com/en-us/graph/api/resources/intune-graph-overview"),
    Form::new("Microsoft", &[Sign::Says("required delegated permissions (")])
        .needed(&[Names::Between("required delegated permissions (", ")")])
        .any()
        .source(AUTHORIZATION),
    Form::new("Microsoft", &[Sign::Says("required application permissions (")])
        .needed(&[Names::Between("required application permissions (", ")")])
        .any()
        .means(Meaning::MissingPermission)
        .source(AUTHORIZATION),
    Form::new("Microsoft", &[Sign::Says("required microsoft graph permission(s): ")])
        .needed(&[Names::Between("required microsoft graph permission(s): ", " to ")])
        .any()
        .source(AUTHORIZATION),
    Form::new(
        "Microsoft",
        &[Sign::Either(&[
            Sign::Says("either scp or roles claim need to be present"),
            Sign::Says("errorinsufficientpermissionsinaccesstoken"),
            Sign::Says("token contains no permissions"),
            Sign::Says("not enough scope to make this call"),
            Sign::Header("x-ms-diagnostics", "not enough scope"),
            Sign::Header("www-authenticate", "not enough scope"),
            Sign::Header("x-ms-diagnostics", "token contains no permissions"),
        ])],
    )
    .source(AUTHORIZATION),
    // A role in Azure, over a scope that is not one of OAuth.
    Form::new("Microsoft", &[Sign::Says("does not have authorization to perform action"), Sign::Says("over scope")])
        .means(Meaning::Unrelated(Cause::Role))
        .source("https://learn.microsoft.com/en-us/azure/role-based-access-control/troubleshooting"),
    // The user's role, too, may be what is missing.
    Form::new(
        "Microsoft",
        &[Sign::Either(&[
            Sign::Is("error.code", "Authorization_RequestDenied"),
            Sign::Is("odata.error.code", "Authorization_RequestDenied"),
        ])],
    )
    .means(Meaning::Undecided)
    .source(AUTHORIZATION),
    Form::new(
        "Microsoft",
        &[Sign::Either(&[
            Sign::Is("error.code", "TooManyRequests"),
            Sign::Is("error.code", "activityLimitReached"),
            Sign::Is("error.code", "ApplicationThrottled"),
        ])],
    )
    .statuses(REFUSALS)
    .means(Meaning::Unrelated(Cause::RateLimit))
    .source(ERRORS),
    Form::new(
        "Microsoft",
        &[Sign::Either(&[
            Sign::Is("error.code", "MailboxNotEnabledForRESTAPI"),
            Sign::Is("error.code", "NonUserMailboxDoesNotSupport"),
            Sign::Is("error.code", "Authentication_RequestFromNonPremiumTenantOrB2CTenant"),
        ])],
    )
    .means(Meaning::Unrelated(Cause::Policy))
    .source(ERRORS),
    Form::new(
        "Microsoft",
        &[Sign::Either(&[
            Sign::Is("error.code", "InvalidAuthenticationToken"),
            Sign::Is("error.code", "CompactTokenParsingFailed"),
            Sign::Is("odata.error.code", "Authentication_ExpiredToken"),
            Sign::Is("error.code", "TokenExpired"),
        ])],
    )
    .means(Meaning::InvalidToken(Remedy::RefreshOrAuthorize))
    .source(ERRORS),
];
