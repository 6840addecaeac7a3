//! Responses of Google: newer APIs use `details`, older ones `errors`, and gRPC uses headers.

use crate::error_response::form::Form;
use crate::error_response::form::Meaning::{InvalidToken, Unrelated};
use crate::error_response::form::Names::Known;
use crate::error_response::form::Sign::{self, Either, Header, Is, IsOneOf, Says};
use crate::error_response::outcome::Cause::{Policy, RateLimit, Role};
use crate::error_response::outcome::Remedy::{Authorize, RefreshOrAuthorize};

const ERROR_INFO: &str = "https://cloud.google.com/apis/design/errors#error_info";
const DRIVE: &str = "https://developers.google.com/workspace/drive/api/guides/handle-errors";
const GMAIL: &str = "https://developers.google.com/workspace/gmail/api/auth/scopes";
const GRPC: &str = "https://grpc.io/docs/guides/status-codes/";
const REASON: &str = "error.details.reason";
const OLD_REASON: &str = "error.errors.reason";
const SENTENCE: &str = "request had insufficient authentication scopes";

const fn google(signs: &'static [Sign]) -> Form {
    Form::new("Google", signs).source(ERROR_INFO)
}

const fn drive(signs: &'static [Sign]) -> Form {
    Form::new("Google", signs).source(DRIVE)
}

pub(crate) const FORMS: &[Form] = &[
    google(&[Is(REASON, "ACCESS_TOKEN_SCOPE_INSUFFICIENT")]),
    google(&[Says(SENTENCE)]),
    Form::new("Google", &[Says("metadata scope do")])
        .needed(&[Known(&[
            "https://www.googleapis.com/auth/gmail.readonly",
            "https://www.googleapis.com/auth/gmail.modify",
            "https://mail.google.com/",
        ])])
        .any()
        .source(GMAIL),
    Form::new("Google", &[Is(OLD_REASON, "insufficientPermissions"), Says("user does not have")])
        .means(Unrelated(Role))
        .source("https://developers.google.com/analytics/devguides/config/mgmt/v3/errors"),
    drive(&[IsOneOf(OLD_REASON, &["insufficientPermissions", "insufficientScopes", "insufficientAuthorizedScopes"])]),
    // A gRPC response has the HTTP status 200.
    Form::new(
        "Google",
        &[
            Header("grpc-status", "7"),
            Either(&[
                Header("grpc-message", SENTENCE),
                Header("grpc-message", "insufficient%20authentication%20scopes"),
            ]),
        ],
    )
    .statuses(&[200, 400, 401, 403])
    .source(GRPC),
    Form::new("Google", &[Says("permission_denied: request had insufficient authentication scopes")])
        .statuses(&[0, 7, 500])
        .source(GRPC),
    drive(&[Either(&[
        Is(OLD_REASON, "rateLimitExceeded"),
        Is(OLD_REASON, "userRateLimitExceeded"),
        Is(OLD_REASON, "dailyLimitExceeded"),
        Is(OLD_REASON, "quotaExceeded"),
        Is(REASON, "RATE_LIMIT_EXCEEDED"),
    ])])
    .means(Unrelated(RateLimit)),
    drive(&[Either(&[
        Is(OLD_REASON, "accessNotConfigured"),
        Is(OLD_REASON, "domainPolicy"),
        Is(OLD_REASON, "appNotAuthorizedToFile"),
        Is(REASON, "SERVICE_DISABLED"),
        Is(REASON, "API_KEY_SERVICE_BLOCKED"),
    ])])
    .means(Unrelated(Policy)),
    Form::new(
        "Google",
        &[Either(&[
            Is(OLD_REASON, "insufficientFilePermissions"),
            Is(REASON, "IAM_PERMISSION_DENIED"),
            Is(OLD_REASON, "forbidden"),
        ])],
    )
    .means(Unrelated(Role))
    .source("https://cloud.google.com/iam/docs/permission-error-messages"),
    google(&[Is(REASON, "CREDENTIALS_MISSING")]).means(InvalidToken(Authorize)),
    drive(&[Either(&[Is("error.status", "UNAUTHENTICATED"), Is(OLD_REASON, "authError")])])
        .means(InvalidToken(RefreshOrAuthorize)),
];
