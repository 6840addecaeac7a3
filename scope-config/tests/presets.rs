//! Presets against files of the kinds that they are for.

#![cfg(all(feature = "yaml", feature = "hcl"))]

use scope_config::{Format, List, Preset, Role, Rule, Source, extract_presets};

/// What a file's name and text tell: the preset, the path, the role and the scopes of each list.
fn found(file: &str, text: &str) -> Vec<String> {
    let format = Format::of(file).expect("a format");
    let presets: Vec<_> = Preset::of_file(file).collect();
    let lists = extract_presets(Source { format, text }, &presets).expect("a file that can be read").lists;
    let line = |(preset, rule, list): (Preset, &Rule, List)| {
        let scopes: Vec<&str> = list.scopes.iter().map(|scope| &*scope.text).collect();
        let unresolved: Vec<&str> = list.unresolved.iter().map(|value| &*value.raw).collect();
        let provider = rule.provider.map_or_else(String::new, |provider| format!(" of {provider}"));
        let role = if list.role == Role::Requests { "" } else { list.role.as_str() };
        let words = [preset.name(), &list.path, role, &scopes.join(" "), &unresolved.join(" ")];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join(" | ") + &provider
    };
    lists.into_iter().map(line).collect()
}

#[track_caller]
fn assert_found(file: &str, text: &str, expected: &[&str]) {
    assert_eq!(found(file, text), expected, "{file}");
}

#[test]
fn environments() {
    assert_found(
        "deploy/.env.production",
        r#"# OLD_SCOPES=a
GOOGLE_SCOPES="openid email"
VALIDATE_SCOPES=true
SCOPE=a,b
X_SCOPES=${Y}
SCOPE_SIZE=2
"#,
        &[
            "env-scope-vars | GOOGLE_SCOPES | openid email",
            "env-scope-vars | SCOPE | a b",
            "env-scope-vars | X_SCOPES | ${Y}",
        ],
    );
    assert_found(
        "compose.yaml",
        "services:
  a:
    environment:
      OIDC_SCOPES: openid email
  b:
    environment:
    - S_SCOPE=${S:-a b}
    - SCOPES=c
",
        &[
            "compose-env | services.a.environment.OIDC_SCOPES | openid email",
            "compose-env | services.b.environment[S_SCOPE] | a b | ${S:-a b}",
            "compose-env | services.b.environment[SCOPES] | c",
        ],
    );
    assert_found("fly.toml", "[env]\nAPP_SCOPES = \"a b\"\n", &["fly-toml | env.APP_SCOPES | a b"]);
}

/// Many kinds of files are called `manifest.json`.
#[test]
fn manifests() {
    let file = "manifest.json";
    assert_found(file, r#"{"name": "x", "permissions": ["storage"]}"#, &[]);
    assert_found(
        file,
        r#"{"permissions": ["storage"], "oauth2": {"scopes": ["openid"]}}"#,
        &["chrome-extension | oauth2.scopes | openid of google"],
    );
    assert_found(
        file,
        r#"{"oauth_config": {"scopes": {"user": ["search:read"], "bot": ["chat:write"]}}}"#,
        &[
            "slack-manifest | oauth_config.scopes.user | search:read of slack",
            "slack-manifest | oauth_config.scopes.bot | chat:write of slack",
        ],
    );
    assert_found(
        file,
        r#"{"permissions": ["identity"], "webApplicationInfo": {"id": "x"},
            "authorization": {"permissions": {"resourceSpecific": [{"name": "ChannelMessage.Read.Group", "type": "Application"}]}}}"#,
        &[
            "teams-manifest | authorization.permissions.resourceSpecific[0].name | ChannelMessage.Read.Group of teams-rsc",
        ],
    );
    assert_found(
        file,
        r#"{"api": {"oauth2PermissionScopes": [{"value": "access_as_user"}]},
            "requiredResourceAccess": [{"resourceAccess": [{"id": "e1fe6dd8-ba31-4d61-89e7-88639da4683d", "type": "Scope"}]}]}"#,
        &[
            "entra-app-manifest | api.oauth2PermissionScopes[0].value | defines | access_as_user",
            "entra-app-manifest | requiredResourceAccess[0].resourceAccess[0].id | e1fe6dd8-ba31-4d61-89e7-88639da4683d of microsoft-graph",
        ],
    );
    assert_found(
        file,
        r#"{"url": "x", "default_permissions": {"issues": "write", "checks": "read"}}"#,
        &["github-app-manifest | default_permissions | issues:write checks:read"],
    );
    assert_found(
        "manifest.yml",
        "permissions:
  scopes:
  - read:jira-work
",
        &["atlassian-forge | permissions.scopes | read:jira-work"],
    );
}

#[test]
fn clusters() {
    assert_found(
        "argocd-cm.yaml",
        r#"kind: ConfigMap
data:
  oidc.config: |
    name: x
    requestedScopes: [openid, "profile"]
  dex.config: |
    connectors:
    - config:
        scopes:
        - groups
"#,
        &[
            "argocd-cm | data.\"oidc.config\"|yaml.requestedScopes | openid profile",
            "argocd-cm | data.\"dex.config\"|yaml.connectors[0].config.scopes | groups",
        ],
    );
    assert_found(
        "values.yaml",
        "grafana:
  grafana.ini:
    auth.google:
      scopes: openid email
  env:
    GF_AUTH_OKTA_SCOPES: openid
",
        &[
            "grafana | grafana.\"grafana.ini\".\"auth.google\".scopes | openid email of google",
            "grafana | grafana.env.GF_AUTH_OKTA_SCOPES | openid",
        ],
    );
    assert_found(
        "conf/grafana.ini",
        "[auth.github]
scopes = user:email,read:org
;scopes = repo
[auth.generic_oauth]
scopes = openid email
",
        &[
            "grafana | auth.github.scopes | user:email read:org of github",
            "grafana | auth.generic_oauth.scopes | openid email",
        ],
    );
    assert_found(
        "policy.yml",
        "spec:
  oidc:
    scopes: [email]
",
        &["envoy-gateway-oidc | spec.oidc.scopes | email"],
    );
    assert_found(
        "two.yaml",
        "kind: Secret
---
spec:
  oidc:
    scopes: [email]
",
        &["envoy-gateway-oidc | [1].spec.oidc.scopes | email"],
    );
}

#[test]
fn interfaces() {
    assert_found(
        "api/openapi.yaml",
        "components:
  securitySchemes:
    o:
      flows:
        implicit:
          scopes:
            read: Read
            write: Write
security:
- o: [read]
- key: []
paths:
  /a.b:
    get:
      security:
      - o: [write]
",
        &[
            "openapi-security | components.securitySchemes.o.flows.implicit.scopes{keys} | defines | read write",
            "openapi-security | security[0].o | requires | read",
            "openapi-security | security[1].key | requires",
            "openapi-security | paths.\"/a.b\".get.security[0].o | requires | write",
        ],
    );
    assert_found(
        "serverless.yml",
        "functions:
  f:
    events:
    - httpApi:
        authorizer: {name: a, scopes: [user.read]}
resources:
  Resources:
    C:
      Properties:
        AllowedOAuthScopes: [openid]
",
        &[
            "serverless | functions.f.events[0].httpApi.authorizer.scopes | requires | user.read",
            "serverless | resources.Resources.C.Properties.AllowedOAuthScopes | openid of cognito",
        ],
    );
    assert_found(
        "tenant.yaml",
        "clientGrants:
- scope: ['read:users']
resourceServers:
- scopes:
  - value: a:b
",
        &[
            "auth0-deploy | clientGrants[0].scope | read:users",
            "auth0-deploy | resourceServers[0].scopes[0].value | defines | a:b",
        ],
    );
    assert_found(
        "appsettings.Development.json",
        r#"{"AzureAd": {"Scopes": "access_as_user"}, "DownstreamApis": {"a": {"Scopes": ["User.Read"]}}}"#,
        &[
            "aspnet-appsettings | AzureAd.Scopes | requires | access_as_user",
            "aspnet-appsettings | DownstreamApis.a.Scopes | User.Read",
        ],
    );
}

#[test]
fn programs() {
    assert_found(
        "application-dev.yml",
        "spring:
  security:
    oauth2:
      client:
        registration:
          github:
            scope: ${S:repo}
          google:
            scope: [openid]
",
        &[
            "spring-oauth2-client | spring.security.oauth2.client.registration.github.scope | repo | ${S:repo}",
            "spring-oauth2-client | spring.security.oauth2.client.registration.google.scope | openid",
        ],
    );
    assert_found(
        "application.properties",
        "spring.security.oauth2.client.registration.a.scope[0]=openid
quarkus.oidc.authentication.scopes=a,b
quarkus.oidc.x.authentication.scopes=c
",
        &[
            "spring-oauth2-client | spring.security.oauth2.client.registration.a.scope | openid",
            "quarkus-oidc | quarkus.oidc.authentication.scopes | a b",
            "quarkus-oidc | quarkus.oidc.x.authentication.scopes | c",
        ],
    );
    assert_found(
        "realm-export.json",
        r#"{"clients": [{"defaultClientScopes": ["email"]}], "clientScopes": [{"name": "email"}]}"#,
        &[
            "keycloak-realm | clients[0].defaultClientScopes | email of keycloak",
            "keycloak-realm | clientScopes[0].name | defines | email",
        ],
    );
    assert_found(
        ".github/workflows/ci.yml",
        "on: push
permissions: {}
jobs:
  a:
    permissions:
      contents: read # write
      id-token: write
",
        &[
            "github-actions-permissions | permissions",
            "github-actions-permissions | jobs.a.permissions | contents:read id-token:write",
        ],
    );
}

#[test]
fn terraform() {
    assert_found(
        "main.tf",
        r#"
resource "google_container_node_pool" "a" {
  node_config {
    oauth_scopes = ["cloud-platform", var.more]
  }
}
resource "aws_cognito_resource_server" "b" {
  scope {
    scope_name = "read"
  }
  scope {
    scope_name = "write"
  }
}
resource "aws_cognito_user_pool_client" "c" {
  allowed_oauth_scopes = ["openid"]
}
resource "aws_cognito_identity_provider" "d" {
  provider_details = { authorize_scopes = "openid email" }
}
resource "aws_lb_listener" "e" {
  default_action {
    authenticate_oidc {
      scope = "openid"
    }
  }
}
"#,
        &[
            "terraform-google | resource.google_container_node_pool.a.node_config.oauth_scopes | cloud-platform | var.more of google",
            "terraform-cognito | resource.aws_cognito_resource_server.b.scope[0].scope_name | defines | read",
            "terraform-cognito | resource.aws_cognito_resource_server.b.scope[1].scope_name | defines | write",
            "terraform-cognito | resource.aws_cognito_user_pool_client.c.allowed_oauth_scopes | openid of cognito",
            "terraform-cognito | resource.aws_cognito_identity_provider.d.provider_details.authorize_scopes | openid email",
            "terraform-load-balancer | resource.aws_lb_listener.e.default_action.authenticate_oidc.scope | openid",
        ],
    );
}

#[test]
fn gateways() {
    assert_found(
        "oauth2-proxy.cfg",
        "provider = \"oidc\"\nscope = \"openid email\"\n",
        &["oauth2-proxy | scope | openid email"],
    );
    assert_found(
        "kong.yml",
        "services:
- plugins:
  - name: openid-connect
    config: {scopes: [openid], scopes_required: [api]}
",
        &[
            "kong-declarative | services[0].plugins[0].config.scopes | openid",
            "kong-declarative | services[0].plugins[0].config.scopes_required | requires | api",
        ],
    );
    assert_found(
        "krakend.json",
        r#"{"endpoints": [{"extra_config": {"auth/validator": {"scopes": ["a"]}}}]}"#,
        &["krakend | endpoints[0].extra_config.auth/validator.scopes | requires | a"],
    );
}

/// Words such as `scope` stand in many files that have nothing to do with this.
#[test]
fn files_without_scopes() {
    assert_found(
        "_config.yml",
        "defaults:
- scope:
    path: ''
",
        &[],
    );
    assert_found("package.json", r#"{"name": "@scope/x", "scope": "a"}"#, &[]);
    assert_found(
        "values.yaml",
        "scope: cluster
rbac:
  scopes: [a]
",
        &[],
    );
    assert_found(
        "main.tf",
        r#"resource "azurerm_role_assignment" "a" {
  scope = "b"
}
"#,
        &[],
    );
    assert_found(
        "template.yaml",
        "Resources:
  A:
    Properties:
      Scopes: [a]
      Scope: REGIONAL
",
        &[],
    );
    assert_found("Cargo.toml", "[workspace.metadata.dist]\nci = \"github\"\n", &[]);
}
