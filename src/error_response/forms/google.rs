//! Google: newer APIs say it in `details`, older ones in `errors`, and gRPC in headers.

use crate::error_response::form::{Form, Meaning, Names, Sign};
use crate::error_response::outcome::{Cause, Remedy};

const ERROR_INFO: &str = "https://cloud.google.com/apis/design/errors#error_info";
const DRIVE: &str = "https://developers.google.com/workspace/drive/api/guides/handle-errors";
const GMAIL: &str = "https://developers.google.com/workspace/gmail/api/auth/scopes";
const GRPC: &str = "https://grpc.io/docs/guides/status-codes/";
const REASON: &str = "error.details.reason";
const OLD_REASON: &str = "error.errors.reason";
const SENTENCE: &str = "request had insufficient authentication scopes";

pub(crate) const FORMS: &[Form] = &[
    Form::new("Google", &[Sign::Is(REASON, "ACCESS_TOKEN_SCOPE_INSUFFICIENT")]).source(ERROR_INFO),
    Form::new("Google", &[Sign::Says(SENTENCE)]).source(ERROR_INFO),
    Form::new("Google", &[Sign::Says("metadata scope do")])
        .needed(&[Names::Known(&[
            "https://www.googleapis.com/auth/gmail.readonly",
            "https://www.googleapis.com/auth/gmail.modify",
            "https://mail.google.com/",
        ])])
        .any()
        .source(GMAIL),
    Form::new("Google", &[Sign::Is(OLD_REASON, "insufficientPermissions"), Sign::Says("user does not have")])
        .means(Meaning::Unrelated(Cause::Role))
        .source("https://developers.google.com/analytics/devguides/config/mgmt/v3/errors"),
    Form::new(
        "Google",
        &[Sign::Either(&[
            Sign::Is(OLD_REASON, "insufficientPermissions"),
            Sign::Is(OLD_REASON, "insufficientScopes"),
            Sign::Is(OLD_REASON, "insufficientAuthorizedScopes"),
        ])],
    )
    .source(DRIVE),
    // A gRPC response has the HTTP status 200.
    Form::new(
        "Google",
        &[
            Sign::Header("grpc-status", "7"),
            Sign::Either(&[
                Sign::Header("grpc-message", SENTENCE),
                Sign::Header("grpc-message", "insufficient%20authentication%20scopes"),
            ]),
        ],
    )
    .statuses(&[200, 400, 401, 403])
    .source(GRPC),
    Form::new("Google", &[Sign::Says("permission_denied: request had insufficient authentication scopes")])
        .statuses(&[0, 7, 500])
        .source(GRPC),
    Form::new(
        "Google",
        &[Sign::Either(&[
            Sign::Is(OLD_REASON, "rateLimitExceeded"),
            Sign::Is(OLD_REASON, "userRateLimitExceeded"),
            Sign::Is(OLD_REASON, "dailyLimitExceeded"),
            Sign::Is(OLD_REASON, "quotaExceeded"),
            Sign::Is(REASON, "RATE_LIMIT_EXCEEDED"),
        ])],
    )
    .means(Meaning::Unrelated(Cause::RateLimit))
    .source(DRIVE),
    Form::new(
        "Google",
        &[Sign::Either(&[
            Sign::Is(OLD_REASON, "accessNotConfigured"),
            Sign::Is(OLD_REASON, "domainPolicy"),
            Sign::Is(OLD_REASON, "appNotAuthorizedToFile"),
            Sign::Is(REASON, "SERVICE_DISABLED"),
            Sign::Is(REASON, "API_KEY_SERVICE_BLOCKED"),
        ])],
    )
    .means(Meaning::Unrelated(Cause::Policy))
    .source(DRIVE),
    Form::new(
        "Google",
        &[Sign::Either(&[
            Sign::Is(OLD_REASON, "insufficientFilePermissions"),
            Sign::Is(REASON, "IAM_PERMISSION_DENIED"),
            Sign::Is(OLD_REASON, "forbidden"),
        ])],
    )
    .means(Meaning::Unrelated(Cause::Role))
    .source("https://cloud.google.com/iam/docs/permission-error-messages"),
    Form::new("Google", &[Sign::Is(REASON, "CREDENTIALS_MISSING")])
        .means(Meaning::InvalidToken(Remedy::Authorize))
        .source(ERROR_INFO),
    Form::new(
        "Google",
        &[Sign::Either(&[Sign::Is("error.status", "UNAUTHENTICATED"), Sign::Is(OLD_REASON, "authError")])],
    )
    .means(Meaning::InvalidToken(Remedy::RefreshOrAuthorize))
    .source(DRIVE),
];
