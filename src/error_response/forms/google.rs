//! Google: newer APIs say it in `details`, older ones in `errors`, and gRPC in headers.

use crate::error_response::form::Meaning::{InvalidToken, Unrelated};
use crate::error_response::form::Names::Known;
use crate::error_response::form::Sign::{Either, Header, Is, IsOneOf, Says};
use crate::error_response::form::{Form, Origin, form};
use crate::error_response::outcome::Cause::{Policy, RateLimit, Role};
use crate::error_response::outcome::Remedy::{Authorize, RefreshOrAuthorize};

const ERROR_INFO: Origin = ("Google", "https://cloud.google.com/apis/design/errors#error_info");
const DRIVE: Origin = ("Google", "https://developers.google.com/workspace/drive/api/guides/handle-errors");
const GMAIL: Origin = ("Google", "https://developers.google.com/workspace/gmail/api/auth/scopes");
const ANALYTICS: Origin = ("Google", "https://developers.google.com/analytics/devguides/config/mgmt/v3/errors");
const GRPC: Origin = ("Google", "https://grpc.io/docs/guides/status-codes/");
const IAM: Origin = ("Google", "https://cloud.google.com/iam/docs/permission-error-messages");

const REASON: &str = "error.details.reason";
const OLD_REASON: &str = "error.errors.reason";
const SENTENCE: &str = "request had insufficient authentication scopes";

pub(crate) const FORMS: &[Form] = &[
    form(ERROR_INFO, &[Is(REASON, "ACCESS_TOKEN_SCOPE_INSUFFICIENT")]),
    form(ERROR_INFO, &[Says(SENTENCE)]),
    form(GMAIL, &[Says("metadata scope do")])
        .needed(&[Known(&[
            "https://www.googleapis.com/auth/gmail.readonly",
            "https://www.googleapis.com/auth/gmail.modify",
            "https://mail.google.com/",
        ])])
        .any(),
    form(ANALYTICS, &[Is(OLD_REASON, "insufficientPermissions"), Says("user does not have")]).means(Unrelated(Role)),
    form(
        DRIVE,
        &[IsOneOf(OLD_REASON, &["insufficientPermissions", "insufficientScopes", "insufficientAuthorizedScopes"])],
    ),
    // A gRPC response has the HTTP status 200.
    form(
        GRPC,
        &[
            Header("grpc-status", "7"),
            Either(&[
                Header("grpc-message", SENTENCE),
                Header("grpc-message", "insufficient%20authentication%20scopes"),
            ]),
        ],
    )
    .statuses(&[200, 400, 401, 403]),
    form(GRPC, &[Says("permission_denied: request had insufficient authentication scopes")]).statuses(&[0, 7, 500]),
    form(
        DRIVE,
        &[Either(&[
            Is(OLD_REASON, "rateLimitExceeded"),
            Is(OLD_REASON, "userRateLimitExceeded"),
            Is(OLD_REASON, "dailyLimitExceeded"),
            Is(OLD_REASON, "quotaExceeded"),
            Is(REASON, "RATE_LIMIT_EXCEEDED"),
        ])],
    )
    .means(Unrelated(RateLimit)),
    form(
        DRIVE,
        &[Either(&[
            Is(OLD_REASON, "accessNotConfigured"),
            Is(OLD_REASON, "domainPolicy"),
            Is(OLD_REASON, "appNotAuthorizedToFile"),
            Is(REASON, "SERVICE_DISABLED"),
            Is(REASON, "API_KEY_SERVICE_BLOCKED"),
        ])],
    )
    .means(Unrelated(Policy)),
    form(
        IAM,
        &[Either(&[
            Is(OLD_REASON, "insufficientFilePermissions"),
            Is(REASON, "IAM_PERMISSION_DENIED"),
            Is(OLD_REASON, "forbidden"),
        ])],
    )
    .means(Unrelated(Role)),
    form(ERROR_INFO, &[Is(REASON, "CREDENTIALS_MISSING")]).means(InvalidToken(Authorize)),
    form(DRIVE, &[Either(&[Is("error.status", "UNAUTHENTICATED"), Is(OLD_REASON, "authError")])])
        .means(InvalidToken(RefreshOrAuthorize)),
];
