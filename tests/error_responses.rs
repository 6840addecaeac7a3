//! Tests how error responses are understood: invented ones, in the forms that providers send.

use oauth_scopes::{Cause, ErrorResponse, Granted, Remedy, Required};

/// A response in a short form: `all a b`, `any a b; held c`, `scope` without names, `permission`, `token`, …
fn told(response: &ErrorResponse) -> String {
    let names = |required: &Required| match required {
        Required::All(names) => format!("all {}", names.join(" ")),
        Required::Any(names) => format!("any {}", names.join(" ")),
        _ => "scope".to_owned(),
    };
    let held = |granted: Option<&Granted>| granted.map_or(String::new(), |granted| format!("; held {granted}"));
    match response {
        ErrorResponse::InsufficientScope(error) => names(error.required()) + &held(error.granted()),
        ErrorResponse::Undecided(error) => format!("perhaps {}", names(error.required()) + &held(error.granted())),
        ErrorResponse::MissingPermission(error) => format!("permission {}", names(&error.required)),
        ErrorResponse::InvalidToken(error) => match error.remedy {
            Remedy::Refresh => "refresh",
            Remedy::Authorize => "authorize",
            _ => "token",
        }
        .to_owned(),
        ErrorResponse::InvalidScope(error) => format!("invalid scope {}", error.scopes.join(" ")).trim_end().to_owned(),
        ErrorResponse::StepUp(_) => "step-up".to_owned(),
        ErrorResponse::Unrelated(cause) => format!("{cause:?}"),
        _ => "unknown".to_owned(),
    }
}

fn read(status: u16, headers: &[(&str, &str)], body: &str) -> String {
    told(&ErrorResponse::read(status, headers.iter().copied(), body))
}

fn bodies(cases: &[(u16, &str, &str)]) {
    for (status, body, expected) in cases {
        assert_eq!(read(*status, &[], body), *expected, "{status} {body}");
    }
}

/// A status, headers, a body, and the expected result.
type Case<'c> = (u16, &'c [(&'c str, &'c str)], &'c str, &'c str);

fn headers(cases: &[Case<'_>]) {
    for (status, headers, body, expected) in cases {
        assert_eq!(read(*status, headers, body), *expected, "{status} {headers:?} {body}");
    }
}

#[test]
fn names_in_members() {
    bodies(&[
        (403, r#"{"error":"insufficient_scope","error_description":"x","scope":"api"}"#, "all api"),
        (
            403,
            r#"{"type":"error","error":{"detail":{"required":["account"],"granted":["team"]}}}"#,
            "all account; held team",
        ),
        (
            403,
            r#"{"category":"MISSING_SCOPES","errors":[{"message":"One or more of the following scopes are required.","context":{"requiredGranularScopes":["a.read","b.read"]}}]}"#,
            "any a.read b.read",
        ),
        (
            403,
            r#"{"category":"MISSING_SCOPES","errors":[{"message":"All of the following scopes are required.","context":{"requiredScopes":["a.read","b.read"]}}]}"#,
            "all a.read b.read",
        ),
        (
            401,
            r#"{"error_summary":"missing_scope/..","error":{".tag":"missing_scope","required_scope":"files.content.write"}}"#,
            "all files.content.write",
        ),
        (
            403,
            r#"{"code":-402,"required_scopes":["friends"],"allowed_scopes":["profile"]}"#,
            "all friends; held profile",
        ),
        (
            401,
            r#"{"errors":[{"resource":"AccessToken","field":"activity:read_permission","code":"missing"}]}"#,
            "all activity:read",
        ),
        (
            200,
            r#"{"errors":[{"extensions":{"code":"ACCESS_DENIED","requiredAccess":"`read_orders` access scope."}}]}"#,
            "all read_orders",
        ),
        (
            200,
            r#"{"errors":[{"extensions":{"requiredAccess":"`read_orders` access scope or `read_all_orders` access scope."}}]}"#,
            "any read_orders read_all_orders",
        ),
        (
            200,
            r#"{"ok":false,"error":"missing_scope","needed":"a:read,b:read","provided":"c"}"#,
            "any a:read b:read; held c",
        ),
    ]);
}

#[test]
fn names_in_sentences() {
    bodies(&[
        (
            200,
            r#"{"errors":[{"type":"INSUFFICIENT_SCOPES","message":"x requires one of the following scopes: ['read:project'], but your token has only been granted the: ['repo', 'user'] scopes."}]}"#,
            "any read:project; held repo user",
        ),
        (403, r#"{"message":"Missing the 'notifications' scope."}"#, "all notifications"),
        (403, r#"{"message":"refusing to let it update without `workflow` scope"}"#, "all workflow"),
        (403, r#"{"message":"You need at least read:packages scope to list them."}"#, "any read:packages"),
        (403, r#"{"message":"token does not have at least one of required scope(s): [read:user]"}"#, "any read:user"),
        (
            403,
            r#"{"error":{"code":"Forbidden","message":"Missing scope permissions on the request. API requires one of 'Chat.Read, Chat.ReadWrite'. Scopes on the request 'User.Read'"}}"#,
            "any Chat.Read Chat.ReadWrite; held User.Read",
        ),
        (
            403,
            r#"{"error":{"message":"{\"errorCode\":\"PermissionScopeNotGranted\",\"message\":\"x missing permission scopes A.Read,B.Read.\"}"}}"#,
            "any A.Read B.Read",
        ),
        (403, r#"{"errors":"[API] This action requires merchant approval for read_orders scope."}"#, "all read_orders"),
        (401, r#"{"message":"missing required oauth scope user:read:email"}"#, "all user:read:email"),
        (
            403,
            r#"{"error":{"message":"Forbidden","code":2010,"errors":["Scope incidents.read is required"]}}"#,
            "all incidents.read",
        ),
    ]);
}

#[test]
fn names_in_other_sentences() {
    bodies(&[
        (403, r#"{"code":"missing_scope","message":"Missing scopes: [desk:content:read]"}"#, "all desk:content:read"),
        (403, r#"{"error":"Insufficient permissions: read:accounts."}"#, "all read:accounts"),
        (
            403,
            r#"{"error":{"message":"(#200) If posting, requires both pages_a and pages_b as an admin","type":"OAuthException","code":200}}"#,
            "all pages_a pages_b",
        ),
        (200, r#"{"errors":[{"message":"You are missing required scopes: desks:write"}]}"#, "all desks:write"),
        (200, r#"{"errors":[{"message":"Desk not found"}]}"#, "NotRefused"),
        (
            400,
            r#"{"code":4711,"message":"Invalid access token, does not contain scopes:[a:read, a:read:admin]."}"#,
            "any a:read a:read:admin",
        ),
        (
            403,
            r#"{"error":{"code":200,"type":"OAuthException","message":"(#200) Requires extended permission: some_thing"}}"#,
            "all some_thing",
        ),
        (
            400,
            r#"{"error":{"code":10,"type":"OAuthException","message":"(#10) This requires the 'pages_x' permission or the 'Page Y' feature. See https://a.example/'b'"}}"#,
            "all pages_x",
        ),
        (400, r#"{"errors":[{"message":"Invalid scope: `admin` required"}]}"#, "all admin"),
        (
            403,
            r#"{"message":"Insufficient scope, expected any of: read:users,read:things","errorCode":"insufficient_scope"}"#,
            "any read:users read:things",
        ),
        (
            403,
            r#"{"errors":[{"code":"INSUFFICIENT_SCOPES","detail":"Authorize the following scopes: ORDERS_READ"}]}"#,
            "all ORDERS_READ",
        ),
        (
            403,
            r#"{"message":"Invalid scope(s): files:read, x:read. This endpoint requires the file_variables:read scope"}"#,
            "all file_variables:read; held files:read x:read",
        ),
        (
            403,
            r#"{"errors":[{"errorType":"insufficient_scope","message":"no permission to access sleep data"}]}"#,
            "all sleep",
        ),
        (
            403,
            r#"{"errors":[{"errorType":"insufficient_scope","message":"no permission to access body data"}]}"#,
            "scope",
        ),
        (403, r#"{"error":"insufficient_scope","error_description":"Missing openid scope"}"#, "all openid"),
        (403, r#"{"error_message":"Forbidden: You need the following scopes: follow"}"#, "all follow"),
        (
            403,
            r#"{"meta":{"code":403,"error_message":"Forbidden: You need the following scopes: follow, read"}}"#,
            "all follow read",
        ),
        (401, r#"{"message":"Missing scope: user:read or user:edit"}"#, "any user:read user:edit"),
        (403, r#"{"detail":"the token is missing required scopes: a.b, c.d"}"#, "all a.b c.d"),
        (
            403,
            r#"{"error":"insufficient_scope_permissions","error_description":"Add the account.read scope(s) to your app"}"#,
            "all account.read",
        ),
        (
            403,
            r#"{"error":"insufficient_scope","error_description":"The request requires higher privileges than provided by the access token.","scope":"api read_api"}"#,
            "any api read_api",
        ),
        (
            403,
            r#"{"error":"insufficient_scope","error_description":"Insufficient scope for this resource","scope":"uaa.admin uaa.x"}"#,
            "any uaa.admin uaa.x",
        ),
        (403, r#"{"error":"insufficient_scope","scope":"a b"}"#, "all a b"),
        (
            403,
            r#"{"message":"You are missing the following scopes - sites:read","code":"missing_scopes"}"#,
            "all sites:read",
        ),
        (403, r#"{"error":{"reason":"Scope \"things.read\" was not granted."}}"#, "all things.read"),
        (403, r#"{"detail":"Token not authorized access to heart.rate scope."}"#, "all heart.rate"),
        (
            400,
            r#"{"code":99991679,"msg":"required one of these privileges under the user identity: [docs:doc, docs:x]."}"#,
            "any docs:doc docs:x",
        ),
        (
            400,
            r#"{"code":4700,"message":"Invalid access token, does not contain scope: [meeting:write]."}"#,
            "any meeting:write",
        ),
        (403, "Method 'create' requires scope 'boards:write'", "all boards:write"),
        (403, "This action requires the `things:write` scope.", "all things:write"),
    ]);
}

#[test]
fn names_after_a_colon_or_a_verb() {
    bodies(&[
        (
            401,
            r#"{"code":3,"message":"This needs other rights. Ensure that it is authorized with the correct set of scopes. Missing: ['shelves:write', 'books:write']"}"#,
            "all shelves:write books:write",
        ),
        (403, "Insufficient scope. Required: cups:read", "all cups:read"),
        (
            403,
            r#"{"error":{"code":"insufficient_scope","message":"Token requires scope(s): cups, jugs"}}"#,
            "all cups jugs",
        ),
        (403, r#"{"error":"The token needs scope cups or jugs"}"#, "any cups jugs"),
        (403, r#"{"error":{"description":"It takes this specific scope:\"cups\""}}"#, "all cups"),
        (403, r#"{"error":{"description":"a specific scope","context":{"scopes":["cups","jugs"]}}}"#, "all cups jugs"),
        (
            403,
            r#"{"error":{"message":"Token missing required scopes","required_scopes":"cups","token_scopes":"tea"}}"#,
            "all cups; held tea",
        ),
        (403, r#"{"message":"This specific offer has a limited scope"}"#, "unknown"),
        (403, r#"{"message":"Required: a larger plan"}"#, "unknown"),
    ]);
}

#[test]
fn markers_without_names() {
    bodies(&[
        (
            403,
            r#"{"error":{"errors":[{"reason":"insufficientPermissions"}],"message":"Insufficient Permission"}}"#,
            "scope",
        ),
        (
            403,
            r#"{"error":{"code":403,"message":"Request had insufficient authentication scopes.","status":"PERMISSION_DENIED"}}"#,
            "scope",
        ),
        (403, "\u{feff}{\"error\":{\"message\":\"Request had insufficient authentication scopes.\"}}", "scope"),
        (403, ")]}'\n{\"error\":{\"message\":\"Request had insufficient authentication scopes.\"}}", "scope"),
        (403, r#"{"error":"insufficient_scope"}"#, "scope"),
        (
            403,
            r#"{"name":"insufficient_scope","message":"Insufficient scope: authorized scope is insufficient"}"#,
            "scope",
        ),
        (
            403,
            r#"{"error":{"code":"AccessDenied","message":"Either scp or roles claim need to be present in the token."}}"#,
            "scope",
        ),
        (403, r#"{"error":{"code":"ErrorInsufficientPermissionsInAccessToken"}}"#, "scope"),
        (403, r#"{"error":{"status":403,"message":"Insufficient client scope"}}"#, "scope"),
        (401, r#"{"code":401,"message":"Unauthorized; scope does not match"}"#, "scope"),
        (403, r#"{"errors":[{"code":"DENIED","message":"The token does not match expected scopes."}]}"#, "scope"),
        (
            403,
            r#"{"message":"The token is missing required scopes or the user is missing roles or licenses."}"#,
            "perhaps scope",
        ),
        (401, r#"{"error":"Unauthorized","status":401,"message":"missing required oauth scope"}"#, "scope"),
        (
            403,
            r#"{"serviceErrorCode":100,"message":"Not enough permissions to access: GET /me","status":403}"#,
            "scope",
        ),
        (403, r#"{"error":"This action is outside the authorized scopes"}"#, "scope"),
        (401, r#"{"error":{"code":"scope_not_authorized","message":"The user did not authorize it."}}"#, "scope"),
        (401, r#"{"code":"OAUTH_SCOPE_MISMATCH","message":"invalid oauth scope to access this URL"}"#, "scope"),
        (403, r#"{"success":false,"error":"Scope and URL mismatch"}"#, "scope"),
        (401, r#"{"errorType":"oauth/scope_mismatch","message":"The scope provided is incorrect"}"#, "scope"),
        (
            403,
            r#"{"error":{"message":{"value":"Forbidden"}},"message":"Application Scope Violated. Cannot read"}"#,
            "scope",
        ),
        (
            403,
            r#"{"errorCode":"AUTH-010","developerMessage":"Token does not have the privilege for this request."}"#,
            "scope",
        ),
        (401, r#"{"error":{"status":401,"message":"Permissions missing"}}"#, "scope"),
        (401, r#"{"error":"Missing scope"}"#, "scope"),
        (403, r#"{"errors":[{"title":"Insufficient OAuth2 scope."}]}"#, "scope"),
        (400, r#"{"__type":"NotAuthorizedException","message":"Access Token does not have required scopes"}"#, "scope"),
        (403, r#"{"message":"Invalid scope(s) provided."}"#, "scope"),
        (403, r#"{"message":"Missing required OAuth2 scope","code":50026}"#, "scope"),
        (400, r#"{"error":{"type":"insufficient_scope"}}"#, "scope"),
    ]);
    let grpc = [("grpc-status", "7"), ("grpc-message", "Request had insufficient authentication scopes.")];
    assert_eq!(read(200, &grpc, ""), "scope");
    assert_eq!(read(200, &grpc[..1], ""), "NotRefused");
    let outlook = [("x-ms-diagnostics", "2000008;reason=\"The token contains not enough scope to make this call.\"")];
    assert_eq!(read(403, &outlook, ""), "scope");
    let full = r#"{"error":{"message":"Metadata scope doesn't allow format FULL","errors":[{"reason":"forbidden"}]}}"#;
    assert!(read(403, &[], full).starts_with("any https://www.googleapis.com/auth/gmail.readonly "));
}

#[test]
fn permissions_of_an_application() {
    headers(&[
        (403, &[("X-Accepted-GitHub-Permissions", "contents=write")], "{}", "permission all contents=write"),
        (
            403,
            &[("X-Accepted-GitHub-Permissions", "issues=write; pull_requests=write")],
            r#"{"message":"Resource not accessible by integration"}"#,
            "permission any issues=write pull_requests=write",
        ),
        (403, &[], r#"{"message":"Resource not accessible by personal access token"}"#, "permission scope"),
        (200, &[("X-Accepted-GitHub-Permissions", "contents=write")], "{}", "NotRefused"),
        (
            403,
            &[],
            r#"{"error":{"message":"Missing role permissions on the request. API requires one of 'A.Read.All'. Roles on the request ''."}}"#,
            "permission any A.Read.All",
        ),
        (
            403,
            &[],
            r#"{"type":"https://api.twitter.com/2/problems/oauth1-permissions","detail":"x"}"#,
            "permission scope",
        ),
    ]);
}

/// GitHub sends these headers in every response, so they do not show that a scope is missing.
#[test]
fn the_accepted_scopes_of_github_are_no_reason() {
    let scopes =
        |held: &'static str, accepted: &'static str| [("X-OAuth-Scopes", held), ("X-Accepted-OAuth-Scopes", accepted)];
    let part = scopes("repo:status", "repo");
    let public = scopes("public_repo", "repo");
    let blank = scopes("", "repo");
    let with = |other: (&'static str, &'static str)| [public[0], public[1], other];
    let integration = r#"{"message":"Resource not accessible by integration"}"#;
    let not_found = r#"{"message":"Not Found"}"#;
    headers(&[
        (404, &part, not_found, "perhaps any repo; held repo:status"),
        (404, &public, not_found, "perhaps any repo; held public_repo"),
        (404, &scopes("gist", "repo"), not_found, "perhaps any repo; held gist"),
        (403, &public, "{}", "perhaps any repo; held public_repo"),
        (403, &blank, integration, "permission scope"),
        (
            403,
            &[blank[0], blank[1], ("X-Accepted-GitHub-Permissions", "issues=write")],
            "{}",
            "permission all issues=write",
        ),
        (403, &[("X-Accepted-OAuth-Scopes", "repo")], "{}", "unknown"),
        (
            403,
            &[("X-Accepted-OAuth-Scopes", "repo"), ("X-Accepted-GitHub-Permissions", "issues=write")],
            integration,
            "permission all issues=write",
        ),
        (403, &with(("x-ratelimit-remaining", "0")), "{}", "RateLimit"),
        (403, &with(("Retry-After", "60")), "{}", "RateLimit"),
        (403, &with(("X-GitHub-SSO", "required; url=https://a.example")), "{}", "SingleSignOn"),
        (403, &scopes("repo", "public_repo, repo"), "{}", "unknown"),
        (403, &scopes("admin:org", "read:org"), "{}", "unknown"),
        (403, &scopes("repo", ""), r#"{"message":"Must have push access to see it."}"#, "Role"),
        (200, &scopes("gist", "repo"), "{}", "NotRefused"),
    ]);
    headers(&[
        (
            403,
            &scopes("gist, read:org", "codespace"),
            r#"{"message":"Must have admin rights to Repository."}"#,
            "any codespace; held gist read:org",
        ),
        (403, &scopes("", "repo"), "{}", "any repo; held "),
        (403, &with(("x-ratelimit-remaining", "4990")), "{}", "perhaps any repo; held public_repo"),
    ]);
}

#[test]
fn what_is_not_about_scopes() {
    bodies(&[
        (429, "", "RateLimit"),
        (403, r#"{"message":"You have exceeded a secondary rate limit."}"#, "RateLimit"),
        (
            403,
            r#"{"message":"Although you appear to be right, the `a` organization has enabled OAuth App access restrictions"}"#,
            "Policy",
        ),
        (403, r#"{"message":"the `a` organization has an IP allow list enabled"}"#, "Policy"),
        (
            403,
            r#"{"error":{"errors":[{"reason":"forbidden"}],"message":"x does not have storage.objects.get access"}}"#,
            "Role",
        ),
        (
            403,
            r#"{"error":{"errors":[{"reason":"insufficientPermissions"}],"message":"User does not have sufficient permissions for this profile."}}"#,
            "Role",
        ),
        (403, r#"{"error":{"errors":[{"reason":"rateLimitExceeded"}]}}"#, "RateLimit"),
        (403, r#"{"message":"Missing Access","code":50001}"#, "Role"),
        (401, r#"{"error":{"status":"UNAUTHENTICATED"}}"#, "token"),
        (401, r#"{"category":"EXPIRED_AUTHENTICATION"}"#, "refresh"),
        (401, r#"{"message":"Bad credentials"}"#, "authorize"),
        (200, r#"{"ok":false,"error":"token_revoked"}"#, "authorize"),
        (400, r#"{"error":"invalid_grant"}"#, "authorize"),
        (400, r#"{"error":"invalid_scope","error_description":"missing required scope parameter"}"#, "invalid scope"),
        (403, r#"{"errors":[{"errorType":"insufficient_permissions","message":"not authorized"}]}"#, "Policy"),
        (
            403,
            r#"{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges."}}"#,
            "perhaps scope",
        ),
        (401, r#"{"message":"401: Unauthorized","code":0}"#, "token"),
        (403, r#"{"title":"Forbidden","type":"about:blank","status":403,"detail":"Forbidden"}"#, "perhaps scope"),
        (
            403,
            r#"{"error":{"code":"AuthorizationFailed","message":"The client 'a' does not have authorization to perform action 'b/read' over scope '/subscriptions/c' or the scope is invalid."}}"#,
            "Role",
        ),
        (
            403,
            r#"{"serviceErrorCode":100,"message":"Field Value validation failed: Data Processing Exception"}"#,
            "Policy",
        ),
        (403, r#"{"message":"The scope of this project is limited"}"#, "unknown"),
        (403, r#"{"message":"Forbidden"}"#, "unknown"),
        (403, "", "unknown"),
        (500, r#"{"error":"insufficient_scope"}"#, "NotRefused"),
        // Data, not messages.
        (200, r#"{"error":"missing_scope","needed":"x"}"#, "NotRefused"),
        (200, r#"{"ok":true,"error":"missing_scope","needed":"x"}"#, "NotRefused"),
        (200, r#"[{"title":"Request had insufficient authentication scopes."}]"#, "NotRefused"),
        (200, r#"{"data":{"message":"requires one of the following scopes: ['repo']"}}"#, "NotRefused"),
    ]);
    let claims = [("WWW-Authenticate", r#"Bearer error="insufficient_claims", claims="eyJ4Ijp7fX0=""#)];
    assert_eq!(read(401, &claims, ""), "step-up");
}

/// Responses of a token endpoint: there is no token yet, so it cannot miss a scope.
#[test]
fn refused_requests_for_tokens() {
    bodies(&[
        (400, r#"{"error":"invalid_scope"}"#, "invalid scope"),
        (400, r#"{"error":"invalid_scope","error_description":"Invalid scopes: oepnid"}"#, "invalid scope oepnid"),
        // Keycloak repeats the whole list.
        (400, r#"{"error":"invalid_scope","error_description":"Invalid scopes: openid shelf"}"#, "invalid scope"),
        (
            400,
            r#"{"error":"invalid_request","error_description":"AADSTS28000: the input parameter scope contains more than one resource"}"#,
            "invalid scope",
        ),
        (
            400,
            r#"{"error":"invalid_scope","error_description":"Some requested scopes were invalid. {valid=[openid], invalid=[https://a.example/shelf]}"}"#,
            "invalid scope https://a.example/shelf",
        ),
        (
            400,
            r#"{"error":"invalid_scope","error_description":"The OAuth 2.0 Client is not allowed to request scope 'shelf:read'."}"#,
            "invalid scope shelf:read",
        ),
        (
            400,
            r#"{"error":"invalid_scope","error_description":"AADSTS70011: The provided value for the input parameter 'scope' is not valid. The scope shelf.read is not valid."}"#,
            "invalid scope shelf.read",
        ),
        (
            400,
            r#"{"error":"invalid_scope","error_description":"The requested scope is invalid, unknown, or malformed."}"#,
            "invalid scope",
        ),
        (401, r#"{"error":"invalid_client"}"#, "Policy"),
        (400, r#"{"error":"unauthorized_client"}"#, "Policy"),
        (
            400,
            r#"{"error":"invalid_grant","error_description":"AADSTS65001: The user or administrator has not consented to use the application.","suberror":"consent_required"}"#,
            "authorize",
        ),
        (
            400,
            r#"{"error":"interaction_required","error_description":"AADSTS50076: use multi-factor authentication"}"#,
            "authorize",
        ),
        (400, r#"{"error":"consent_required","error_description":"AADSTS65001: no consent"}"#, "authorize"),
        (400, r#"{"error":"login_required"}"#, "authorize"),
        (401, r#"{"errorCode":"AUTHORIZATION_INVALID_TOKEN","message":"The access token is expired."}"#, "token"),
        (403, r#"{"error":{"code":"ErrorAccessDenied","message":"Access is denied."}}"#, "perhaps scope"),
        (403, r#"{"id":"Forbidden","message":"You are missing the required permission shelf:read"}"#, "all shelf:read"),
        (403, r#"{"err":"Invalid scope(s): a:b. This endpoint requires the c:d scope"}"#, "all c:d; held a:b"),
        (403, "Bad_OAuth_Token", "token"),
        (404, "Bad_OAuth_Token", "unknown"),
        (200, r#"{"error":"invalid_scope"}"#, "NotRefused"),
    ]);
}

#[test]
fn sloppy_headers() {
    let read = |line: &str| read(403, &[("www-authenticate", line)], "");
    for line in [
        "Bearer error=\"insufficient_scope\",\n scope=\"a\"",
        "Bearer error=\"insufficient_scope\"; scope=\"a\"",
        "Bearer error='insufficient_scope', scope='a'",
        "Bearer error=\"INSUFFICIENT_SCOPE\", scope=\"a\"",
        "OAuth error=\"insufficient_scope\", scope=\"a\"",
        "error=\"insufficient_scope\", scope=\"a\"",
        "Bearer error=\"insufficient_scope\", scopes=\"a\"",
        "Bearer error=\"insufficient_scope\", required_scopes=\"a\"",
        "Basic realm=\"x\", Bearer error=insufficient_scope scope=a",
    ] {
        assert_eq!(read(line), "all a", "{line}");
    }
    assert_eq!(read("Bearer error=insufficient_scope, scope=a b"), "all a b");
    assert_eq!(read("Bearer error=insufficient_scope, error_description=\"missing the x:y scope\""), "all x:y");
    assert_eq!(read("Basic error=\"insufficient_scope\""), "unknown");
    assert_eq!(read("Bearer error=\"invalid_token\", scope=\"a\""), "token");
    assert_eq!(read("Bearer error=\"invalid_token\", error_description=\"expired\""), "refresh");
    assert_eq!(read("Bearer scope=\"a\""), "unknown");
}

/// If a header calls the token invalid, the body can still state which scope is missing.
#[test]
fn the_header_and_the_body_complete_each_other() {
    headers(&[
        (
            401,
            &[("WWW-Authenticate", "OAuth realm=\"x\", error='invalid_token'")],
            r#"{"message":"Missing scope: a:b"}"#,
            "any a:b",
        ),
        (
            403,
            &[("WWW-Authenticate", "Bearer error=insufficient_scope")],
            r#"{"code":-402,"required_scopes":["a"]}"#,
            "all a",
        ),
        (
            403,
            &[("WWW-Authenticate", "Bearer error=insufficient_scope, scope=b")],
            r#"{"code":-402,"required_scopes":["a"]}"#,
            "all b",
        ),
        (401, &[("WWW-Authenticate", "Bearer error=invalid_token")], r#"{"error":"token_expired"}"#, "refresh"),
    ]);
}

#[test]
fn every_known_form_has_a_source() {
    for form in oauth_scopes::forms::known() {
        assert!(!form.provider().is_empty() && form.address().starts_with("https://"), "{form}");
    }
    assert_eq!(ErrorResponse::read(404, [], ""), ErrorResponse::Unknown);
    assert_eq!(ErrorResponse::read(302, [], ""), ErrorResponse::Unrelated(Cause::NotRefused));
}

const PAGE: &str = "docs/reference/error-responses.md";

/// The page of the reference is generated from the forms. `UPDATE=1 cargo test --test error_responses` writes it.
#[test]
fn the_reference_lists_every_form() {
    let mut page = "# Error responses\n\n<!-- Written by `UPDATE=1 cargo test --test error_responses`. -->\n\nThese are the \
        error responses that `ErrorResponse::read` recognizes, in the order in which it tries them. It also reads the header \
        `WWW-Authenticate` (RFC 6750, RFC 9449, RFC 9470).\nIn a path such as `errors.code`, a list stands for each of its \
        elements. [Handle a refusal](../guides/run-time.md#handle-a-refusal) says how to use this.\n\n\
        | provider | statuses, signs and meaning | source |\n| --- | --- | --- |\n"
        .to_owned();
    for form in oauth_scopes::forms::known() {
        page.push_str(&format!(
            "| {} | {} | [source]({}) |\n",
            form.provider(),
            form.to_string().replace('|', "\\|"),
            form.address()
        ));
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).expect("written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(written == page, "{PAGE} is not current: UPDATE=1 cargo test --test error_responses");
}
