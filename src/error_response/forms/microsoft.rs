//! Microsoft Graph and other APIs of Microsoft.

use crate::error_response::form::Meaning::{InvalidToken, MissingPermission, Undecided, Unrelated};
use crate::error_response::form::Names::Between;
use crate::error_response::form::Sign::{Either, Header, Is, IsOneOf, Says};
use crate::error_response::form::{Form, Origin, form};
use crate::error_response::outcome::Cause::{Policy, RateLimit, Role};
use crate::error_response::outcome::Remedy::RefreshOrAuthorize;

const AUTHORIZATION: Origin = ("Microsoft", "https://learn.microsoft.com/en-us/graph/resolve-auth-errors");
const ERRORS: Origin = ("Microsoft", "https://learn.microsoft.com/en-us/graph/errors");
const INTUNE: Origin = ("Microsoft", "https://learn.microsoft.com/en-us/graph/api/resources/intune-graph-overview");
const ROLES: Origin =
    ("Microsoft", "https://learn.microsoft.com/en-us/azure/role-based-access-control/troubleshooting");

pub(crate) const FORMS: &[Form] = &[
    form(AUTHORIZATION, &[Says("missing scope permissions on the request")])
        .needed(&[Between("api requires one of '", "'"), Between("requires one of: ", ". ")])
        .held(&[Between("scopes on the request '", "'")])
        .any(),
    form(AUTHORIZATION, &[Says("missing role permissions on the request")])
        .needed(&[Between("api requires one of '", "'")])
        .held(&[Between("roles on the request '", "'")])
        .any()
        .means(MissingPermission),
    form(ERRORS, &[Says("missing permission scope")])
        .needed(&[Between("missing permission scopes ", ""), Between("missing permission scope ", "")])
        .any(),
    form(ERRORS, &[Says("permissionscopenotgranted")]),
    form(INTUNE, &[Says("must have one of the following scopes: ")])
        .needed(&[
            Between("must have one of the following scopes: ", " - "),
            Between("must have one of the following scopes: ", ""),
        ])
        .any(),
    form(AUTHORIZATION, &[Says("required delegated permissions (")])
        .needed(&[Between("required delegated permissions (", ")")])
        .any(),
    form(AUTHORIZATION, &[Says("required application permissions (")])
        .needed(&[Between("required application permissions (", ")")])
        .any()
        .means(MissingPermission),
    form(AUTHORIZATION, &[Says("required microsoft graph permission(s): ")])
        .needed(&[Between("required microsoft graph permission(s): ", " to ")])
        .any(),
    form(
        AUTHORIZATION,
        &[Either(&[
            Says("either scp or roles claim need to be present"),
            Says("errorinsufficientpermissionsinaccesstoken"),
            Says("token contains no permissions"),
            Says("not enough scope to make this call"),
            Header("x-ms-diagnostics", "not enough scope"),
            Header("www-authenticate", "not enough scope"),
            Header("x-ms-diagnostics", "token contains no permissions"),
        ])],
    ),
    // A role in Azure, over a scope that is not one of OAuth.
    form(ROLES, &[Says("does not have authorization to perform action"), Says("over scope")]).means(Unrelated(Role)),
    // The user's role, too, may be what is missing.
    form(
        AUTHORIZATION,
        &[Either(&[
            Is("error.code", "Authorization_RequestDenied"),
            Is("odata.error.code", "Authorization_RequestDenied"),
            Is("error.code", "ErrorAccessDenied"),
        ])],
    )
    .means(Undecided),
    form(ERRORS, &[IsOneOf("error.code", &["TooManyRequests", "activityLimitReached", "ApplicationThrottled"])])
        .means(Unrelated(RateLimit)),
    form(
        ERRORS,
        &[IsOneOf(
            "error.code",
            &[
                "MailboxNotEnabledForRESTAPI",
                "NonUserMailboxDoesNotSupport",
                "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
            ],
        )],
    )
    .means(Unrelated(Policy)),
    form(
        ERRORS,
        &[Either(&[
            Is("error.code", "InvalidAuthenticationToken"),
            Is("error.code", "CompactTokenParsingFailed"),
            Is("odata.error.code", "Authentication_ExpiredToken"),
            Is("error.code", "TokenExpired"),
        ])],
    )
    .means(InvalidToken(RefreshOrAuthorize)),
];
