//! GitHub, and servers with its headers: Forgejo, Gitea, Lichess.
//!
//! GitHub sends the headers with the token's scopes and the accepted ones with every response, so by themselves they do not
//! say why one is refused. They are looked at last, and only if no other cause is seen.

use crate::error_response::form::{Form, Meaning, Names, Sign};
use crate::error_response::outcome::{Cause, Remedy};

const SCOPES: &str = "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps";
const TROUBLE: &str = "https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api";
const LIMITS: &str = "https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api";
const SSO: &str = "https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api";
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
    Form::new(
        "GitHub",
        &[Sign::Either(&[
            Sign::Header("x-github-sso", "required"),
            Sign::Says("protected by organization saml enforcement"),
        ])],
    )
    .statuses(REFUSALS)
    .means(Meaning::Unrelated(Cause::SingleSignOn))
    .source(SSO),
    Form::new(
        "GitHub",
        &[Sign::Either(&[
            Sign::Says("secondary rate limit"),
            Sign::Says("api rate limit exceeded"),
            Sign::Says("abuse detection mechanism"),
        ])],
    )
    .means(Meaning::Unrelated(Cause::RateLimit))
    .source(LIMITS),
    Form::new(
        "GitHub",
        &[Sign::Either(&[
            Sign::Says("oauth app access restrictions"),
            Sign::Says("ip allow list enabled"),
            Sign::Says("repository access blocked"),
            Sign::Says("was archived so is read-only"),
            Sign::Says("account was suspended"),
            Sign::Says("organization has forbidden access"),
            Sign::Says("forbids access via a"),
        ])],
    )
    .statuses(REFUSALS)
    .means(Meaning::Unrelated(Cause::Policy))
    .source(TROUBLE),
    Form::new(
        "GitHub",
        &[Sign::Either(&[
            Sign::Says("resource not accessible by integration"),
            Sign::Says("resource not accessible by personal access token"),
        ])],
    )
    .statuses(&[401, 403, 404])
    .needed(&[Names::Header(PERMISSIONS)])
    .as_said()
    .means(Meaning::MissingPermission)
    .source(TROUBLE),
    Form::new("GitHub", &[Sign::Is("errors.type", "FORBIDDEN"), Sign::Says("resource not accessible by")])
        .statuses(&[200])
        .means(Meaning::MissingPermission)
        .source(TROUBLE),
    Form::new("GitHub", &[Sign::HasHeader(PERMISSIONS), Sign::BlankHeader(HELD)])
        .statuses(&[403])
        .needed(&[Names::Header(PERMISSIONS)])
        .as_said()
        .means(Meaning::MissingPermission)
        .source(TROUBLE),
    // GraphQL answers 200.
    Form::new("GitHub", &[Sign::Is("errors.type", "INSUFFICIENT_SCOPES")])
        .statuses(&[200, 401, 403])
        .needed(&[
            Names::Between("one of the following scopes: [", "]"),
            Names::Between("following scopes: [", "]"),
            Names::Between("requires the ", " scope"),
        ])
        .held(&[Names::Between("been granted the: [", "]")])
        .any()
        .source("https://github.com/github/docs/issues/19712"),
    Form::new("GitHub", &[Sign::Says("without `"), Sign::Says("` scope")])
        .statuses(&[403, 404, 409, 422])
        .needed(&[Names::Between("without `", "` scope")])
        .held(&[Names::Header(HELD)])
        .source(SCOPES),
    Form::new("GitHub", &[Sign::Says("missing the '"), Sign::Says("' scope")])
        .statuses(REFUSALS)
        .needed(&[Names::Between("missing the '", "' scope")])
        .held(&[Names::Header(HELD)])
        .source("https://github.com/cli/cli/issues/5508"),
    Form::new("GitHub", &[Sign::Says("you need at least "), Sign::Says(" scope")])
        .statuses(REFUSALS)
        .needed(&[Names::Between("you need at least ", " scope")])
        .held(&[Names::Header(HELD)])
        .any()
        .source("https://docs.github.com/en/rest/packages/packages"),
    Form::new("GitHub", &[Sign::Says("bad credentials")])
        .means(Meaning::InvalidToken(Remedy::Authorize))
        .source(TROUBLE),
    Form::new("Forgejo", &[Sign::Says("required scope(s)")])
        .needed(&[Names::Between("required scope(s): [", "]"), Names::Between("required scope(s): ", "")])
        .any()
        .source("https://forgejo.org/docs/latest/user/token-scope/"),
    // A blank list of the token's scopes is that of a token without scopes; an absent one, of a token that has none at all.
    Form::new(
        "GitHub",
        &[
            Sign::HasHeader(HELD),
            Sign::HasHeader(ACCEPTED),
            Sign::Either(&[
                Sign::Says("must have admin rights"),
                Sign::Says("must have push access"),
                Sign::Says("must be "),
                Sign::Says("must have "),
            ]),
            Sign::BlankHeader(ACCEPTED),
        ],
    )
    .statuses(&[403])
    .means(Meaning::Unrelated(Cause::Role))
    .source(TROUBLE),
    headers(403),
    headers(404).means(Meaning::Undecided),
];

/// The accepted scopes, none of which is held.
const fn headers(status: u16) -> Form {
    Form::new("GitHub", &[Sign::HasHeader(HELD), Sign::HasHeader(ACCEPTED)])
        .statuses(if status == 403 { &[403] } else { &[404] })
        .needed(&[Names::Header(ACCEPTED)])
        .held(&[Names::Header(HELD)])
        .any()
        .implied(IMPLIED)
        .only_if_named()
        .source(SCOPES)
}
