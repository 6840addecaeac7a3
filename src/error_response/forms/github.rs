//! GitHub, and servers with its headers: Forgejo, Gitea, Lichess.
//!
//! GitHub sends the headers with the token's scopes and the accepted ones with every response, so by themselves they do not
//! say why one is refused. They are looked at last, and only if no other cause is seen.

use crate::error_response::form::Meaning::{InvalidToken, MissingPermission, Undecided, Unrelated};
use crate::error_response::form::Names::{self, Between};
use crate::error_response::form::Sign::{BlankHeader, Either, HasHeader, Header, Is, Says, SaysOneOf};
use crate::error_response::form::{Form, Origin, form};
use crate::error_response::outcome::Cause::{Policy, RateLimit, Role, SingleSignOn};
use crate::error_response::outcome::Remedy::Authorize;

const TROUBLE: Origin = ("GitHub", "https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api");
const SSO: Origin = ("GitHub", "https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api");
const LIMITS: Origin = ("GitHub", "https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api");
const GRAPHQL: Origin = ("GitHub", "https://github.com/github/docs/issues/19712");
const SCOPES: Origin =
    ("GitHub", "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps");
const MISSING: Origin = ("GitHub", "https://github.com/cli/cli/issues/5508");
const PACKAGES: Origin = ("GitHub", "https://docs.github.com/en/rest/packages/packages");
const FORGEJO: Origin = ("Forgejo", "https://forgejo.org/docs/latest/user/token-scope/");

const ACCEPTED: &str = "x-accepted-oauth-scopes";
const HELD: &str = "x-oauth-scopes";
const PERMISSIONS: &str = "x-accepted-github-permissions";
const REFUSALS: &[u16] = &[401, 403, 404, 422];

/// What a scope includes.
const IMPLIED: &[(&str, &[&str])] = &[
    ("repo", &["repo:status", "repo_deployment", "public_repo", "repo:invite", "security_events"]),
    ("admin:repo_hook", &["write:repo_hook", "read:repo_hook"]),
    ("write:repo_hook", &["read:repo_hook"]),
    ("admin:org", &["write:org", "read:org", "manage_runners:org"]),
    ("write:org", &["read:org"]),
    ("admin:public_key", &["write:public_key", "read:public_key"]),
    ("write:public_key", &["read:public_key"]),
    ("user", &["read:user", "user:email", "user:follow"]),
    ("project", &["read:project"]),
    ("write:discussion", &["read:discussion"]),
    ("write:packages", &["read:packages"]),
    ("admin:gpg_key", &["write:gpg_key", "read:gpg_key"]),
    ("write:gpg_key", &["read:gpg_key"]),
    ("admin:ssh_signing_key", &["write:ssh_signing_key", "read:ssh_signing_key"]),
    ("write:ssh_signing_key", &["read:ssh_signing_key"]),
    ("codespace", &["codespace:secrets"]),
    ("audit_log", &["read:audit_log"]),
    ("admin:enterprise", &["manage_runners:enterprise", "manage_billing:enterprise", "read:enterprise"]),
];

pub(crate) const FORMS: &[Form] = &[
    form(SSO, &[Either(&[Header("x-github-sso", "required"), Says("protected by organization saml enforcement")])])
        .statuses(REFUSALS)
        .means(Unrelated(SingleSignOn)),
    form(LIMITS, &[SaysOneOf(&["secondary rate limit", "api rate limit exceeded", "abuse detection mechanism"])])
        .means(Unrelated(RateLimit)),
    form(
        TROUBLE,
        &[SaysOneOf(&[
            "oauth app access restrictions",
            "ip allow list enabled",
            "repository access blocked",
            "was archived so is read-only",
            "account was suspended",
            "organization has forbidden access",
            "forbids access via a",
        ])],
    )
    .statuses(REFUSALS)
    .means(Unrelated(Policy)),
    form(
        TROUBLE,
        &[SaysOneOf(&["resource not accessible by integration", "resource not accessible by personal access token"])],
    )
    .statuses(&[401, 403, 404])
    .needed(&[Names::Header(PERMISSIONS)])
    .as_said()
    .means(MissingPermission),
    form(TROUBLE, &[Is("errors.type", "FORBIDDEN"), Says("resource not accessible by")])
        .statuses(&[200])
        .means(MissingPermission),
    form(TROUBLE, &[HasHeader(PERMISSIONS), BlankHeader(HELD)])
        .statuses(&[403])
        .needed(&[Names::Header(PERMISSIONS)])
        .as_said()
        .means(MissingPermission),
    // GraphQL answers 200.
    form(GRAPHQL, &[Is("errors.type", "INSUFFICIENT_SCOPES")])
        .statuses(&[200, 401, 403])
        .needed(&[
            Between("one of the following scopes: [", "]"),
            Between("following scopes: [", "]"),
            Between("requires the ", " scope"),
        ])
        .held(&[Between("been granted the: [", "]")])
        .any(),
    form(SCOPES, &[Says("without `"), Says("` scope")])
        .statuses(&[403, 404, 409, 422])
        .needed(&[Between("without `", "` scope")])
        .held(&[Names::Header(HELD)]),
    form(MISSING, &[Says("missing the '"), Says("' scope")])
        .statuses(REFUSALS)
        .needed(&[Between("missing the '", "' scope")])
        .held(&[Names::Header(HELD)]),
    form(PACKAGES, &[Says("you need at least "), Says(" scope")])
        .statuses(REFUSALS)
        .needed(&[Between("you need at least ", " scope")])
        .held(&[Names::Header(HELD)])
        .any(),
    form(TROUBLE, &[Says("bad credentials")]).means(InvalidToken(Authorize)),
    form(FORGEJO, &[Says("required scope(s)")])
        .needed(&[Between("required scope(s): [", "]"), Between("required scope(s): ", "")])
        .any(),
    // A blank list of the token's scopes is that of a token without scopes; an absent one, of a token that has none at all.
    form(
        TROUBLE,
        &[
            HasHeader(HELD),
            HasHeader(ACCEPTED),
            SaysOneOf(&["must have admin rights", "must have push access", "must be ", "must have "]),
            BlankHeader(ACCEPTED),
        ],
    )
    .statuses(&[403])
    .means(Unrelated(Role)),
    headers(403),
    headers(404).means(Undecided),
];

/// The accepted scopes, none of which is held.
const fn headers(status: u16) -> Form {
    form(SCOPES, &[HasHeader(HELD), HasHeader(ACCEPTED)])
        .statuses(if status == 403 { &[403] } else { &[404] })
        .needed(&[Names::Header(ACCEPTED)])
        .held(&[Names::Header(HELD)])
        .any()
        .implied(IMPLIED)
        .only_if_named()
}
