//! Responses of Microsoft Graph and other APIs of Microsoft.

use crate::error_response::form::Form;
use crate::error_response::form::Meaning::{InvalidToken, MissingPermission, Undecided, Unrelated};
use crate::error_response::form::Names::Between;
use crate::error_response::form::Sign::{self, Either, Header, Is, IsOneOf, Says};
use crate::error_response::outcome::Cause::{Policy, RateLimit, Role};
use crate::error_response::outcome::Remedy::RefreshOrAuthorize;

const AUTHORIZATION: &str = "https://learn.microsoft.com/en-us/graph/resolve-auth-errors";
const ERRORS: &str = "https://learn.microsoft.com/en-us/graph/errors";
const REFUSALS: &[u16] = &[400, 401, 403];

const fn authorization(signs: &'static [Sign]) -> Form {
    Form::new("Microsoft", signs).source(AUTHORIZATION)
}

const fn graph(signs: &'static [Sign]) -> Form {
    Form::new("Microsoft", signs).source(ERRORS)
}

pub(crate) const FORMS: &[Form] = &[
    authorization(&[Says("missing scope permissions on the request")])
        .needed(&[Between("api requires one of '", "'"), Between("requires one of: ", ". ")])
        .held(&[Between("scopes on the request '", "'")])
        .any(),
    authorization(&[Says("missing role permissions on the request")])
        .needed(&[Between("api requires one of '", "'")])
        .held(&[Between("roles on the request '", "'")])
        .any()
        .means(MissingPermission),
    graph(&[Says("missing permission scope")])
        .needed(&[Between("missing permission scopes ", ""), Between("missing permission scope ", "")])
        .any(),
    graph(&[Says("permissionscopenotgranted")]),
    Form::new("Microsoft", &[Says("must have one of the following scopes: ")])
        .needed(&[
            Between("must have one of the following scopes: ", " - "),
            Between("must have one of the following scopes: ", ""),
        ])
        .any()
        .source("https://learn.microsoft.com/en-us/graph/api/resources/intune-graph-overview"),
    authorization(&[Says("required delegated permissions (")])
        .needed(&[Between("required delegated permissions (", ")")])
        .any(),
    authorization(&[Says("required application permissions (")])
        .needed(&[Between("required application permissions (", ")")])
        .any()
        .means(MissingPermission),
    authorization(&[Says("required microsoft graph permission(s): ")])
        .needed(&[Between("required microsoft graph permission(s): ", " to ")])
        .any(),
    authorization(&[Either(&[
        Says("either scp or roles claim need to be present"),
        Says("errorinsufficientpermissionsinaccesstoken"),
        Says("token contains no permissions"),
        Says("not enough scope to make this call"),
        Header("x-ms-diagnostics", "not enough scope"),
        Header("www-authenticate", "not enough scope"),
        Header("x-ms-diagnostics", "token contains no permissions"),
    ])]),
    // A role in Azure, over a `scope` that is not an OAuth scope.
    Form::new("Microsoft", &[Says("does not have authorization to perform action"), Says("over scope")])
        .means(Unrelated(Role))
        .source("https://learn.microsoft.com/en-us/azure/role-based-access-control/troubleshooting"),
    // A role of the user may be missing instead.
    authorization(&[Either(&[
        Is("error.code", "Authorization_RequestDenied"),
        Is("odata.error.code", "Authorization_RequestDenied"),
        Is("error.code", "ErrorAccessDenied"),
    ])])
    .means(Undecided),
    graph(&[IsOneOf("error.code", &["TooManyRequests", "activityLimitReached", "ApplicationThrottled"])])
        .statuses(REFUSALS)
        .means(Unrelated(RateLimit)),
    graph(&[IsOneOf(
        "error.code",
        &[
            "MailboxNotEnabledForRESTAPI",
            "NonUserMailboxDoesNotSupport",
            "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
        ],
    )])
    .means(Unrelated(Policy)),
    graph(&[Either(&[
        Is("error.code", "InvalidAuthenticationToken"),
        Is("error.code", "CompactTokenParsingFailed"),
        Is("odata.error.code", "Authentication_ExpiredToken"),
        Is("error.code", "TokenExpired"),
    ])])
    .means(InvalidToken(RefreshOrAuthorize)),
];
