//! Presets against files of the kinds that they are for.

#![cfg(all(feature = "yaml", feature = "hcl"))]

use scope_config::{Format, List, Preset, Role, Source, extract_presets};

/// What a file's name and text tell: the preset, the path, the role and the scopes of each list.
fn found(file: &str, text: &str) -> Vec<String> {
    let format = Format::of(file).expect("a format");
    let presets: Vec<_> = Preset::of_file(file).collect();
    let lists = extract_presets(Source { format, text }, &presets).expect("a file that can be read").lists;
    let line = |list: List| {
        let scopes: Vec<&str> = list.scopes.iter().map(|scope| &*scope.text).collect();
        let unresolved: Vec<&str> = list.unresolved.iter().map(|value| &*value.raw).collect();
        let provider = list.provider().map_or_else(String::new, |provider| format!(" of {provider}"));
        let role = if list.role == Role::Requests { "" } else { list.role.as_str() };
        let preset = list.preset.expect("a preset");
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

/// Files with a text and what is found there: one list, or none if that is empty.
fn assert_each(files: &[(&str, &str, &str)]) {
    for (file, text, expected) in files {
        let expected: Vec<&str> = [*expected].into_iter().filter(|line| !line.is_empty()).collect();
        assert_found(file, text, &expected);
    }
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
    assert_found("fly.toml", "[env]\nAPP_SCOPES = \"a b\"\n", &["deployment-env | env.APP_SCOPES | a b"]);
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
        &["github-app-manifest | default_permissions | issues:write checks:read of github-apps"],
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
            "aws-cognito-cfn | resources.Resources.C.Properties.AllowedOAuthScopes | openid of cognito",
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
            "github-actions-permissions | permissions of github-actions",
            "github-actions-permissions | jobs.a.permissions | contents:read id-token:write of github-actions",
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
            "terraform-sign-in | resource.aws_lb_listener.e.default_action.authenticate_oidc.scope | openid",
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

/// Kinds of files with one place each: a name, a text, and what is found.
const TOOLS: &[(&str, &str, &str)] = &[
    ("ai-plugin.json", r#"{"auth": {"scope": "read"}}"#, "ai-plugin | auth.scope | read"),
    (
        "amplify_outputs.json",
        r#"{"auth": {"oauth": {"scopes": ["openid"]}}}"#,
        "amplify-outputs | auth.oauth.scopes | openid of cognito",
    ),
    (
        "awsconfiguration.json",
        r#"{"Auth": {"Default": {"OAuth": {"Scopes": ["openid"]}}}}"#,
        "amplify-outputs | Auth.Default.OAuth.Scopes | openid of cognito",
    ),
    (
        "apisix.yaml",
        "routes:\n- plugins:\n    openid-connect: {scope: openid email}\n",
        "apisix | routes[0].plugins.openid-connect.scope | openid email",
    ),
    ("app.yaml", "env_variables:\n  A_SCOPES: b c\n", "deployment-env | env_variables.A_SCOPES | b c"),
    ("appwrite.json", r#"{"functions": [{"scopes": ["users.read"]}]}"#, "appwrite | functions[0].scopes | users.read"),
    (
        "events.yaml",
        "Resources:\n  C:\n    Properties:\n      AuthParameters:\n        OAuthParameters:\n          OAuthHttpParameters:\n            BodyParameters:\n            - {Key: audience, Value: x}\n            - {Key: scope, Value: a b}\n",
        "aws-sign-in | Resources.C.Properties.AuthParameters.OAuthParameters.OAuthHttpParameters.BodyParameters[scope] | a b",
    ),
    (
        "listener.json",
        r#"{"Resources": {"L": {"Properties": {"DefaultActions": [{"AuthenticateOidcConfig": {"Scope": "openid"}}]}}}}"#,
        "aws-sign-in | Resources.L.Properties.DefaultActions[0].AuthenticateOidcConfig.Scope | openid",
    ),
    (
        "ingress.yaml",
        "metadata:\n  annotations:\n    alb.ingress.kubernetes.io/auth-scope: openid email\n",
        "aws-sign-in | metadata.annotations.\"alb.ingress.kubernetes.io/auth-scope\" | openid email",
    ),
    (
        "deployment.yaml",
        "spec:\n  containers:\n  - env:\n    - {name: PORT, value: \"80\"}\n    - {name: OIDC_SCOPES, value: openid email}\n",
        "container-env | spec.containers[0].env[OIDC_SCOPES] | openid email",
    ),
    (
        "values.yml.gotmpl",
        "{{ if .a }}\nextraEnv:\n  X_SCOPES: a\n{{ end }}\n",
        "container-env | extraEnv.X_SCOPES | a",
    ),
    (
        "profiles.yml",
        "shop:\n  outputs:\n    dev:\n      scopes: [https://www.googleapis.com/auth/bigquery]\n",
        "dbt-profiles | shop.outputs.dev.scopes | https://www.googleapis.com/auth/bigquery of google",
    ),
    (
        "task-definition.json",
        r#"{"containerDefinitions": [{"environment": [{"name": "A_SCOPES", "value": "b c"}]}]}"#,
        "deployment-env | containerDefinitions[0].environment[A_SCOPES] | b c",
    ),
    (
        "emailproxy.config",
        "[Server setup]\nlocal = 1\n[me@example.com]\noauth2_scope = a b\n",
        "email-oauth2-proxy | me@example.com.oauth2_scope | a b",
    ),
    (
        "listeners.yaml",
        "filters:\n- typed_config:\n    config:\n      auth_scopes: [openid]\n",
        "envoy-oauth2-filter | filters[0].typed_config.config.auth_scopes | openid",
    ),
    (
        "copied.yml",
        "on: push\njobs: {}\npermissions: {contents: read}\n",
        "github-actions-permissions-any-name | permissions | contents:read of github-actions",
    ),
    (
        "gitlab-secret.yaml",
        "stringData:\n  provider: |\n    args:\n      scope: [openid]\n",
        "gitlab-omniauth | stringData.provider|yaml.args.scope | openid",
    ),
    (
        "write.workflows.yaml",
        "main:\n  steps:\n  - a:\n      for:\n        steps:\n        - b:\n            args:\n              auth: {scopes: [x]}\n",
        "google-workflows | main.steps[0].a.for.steps[0].b.args.auth.scopes | x of google",
    ),
    ("headscale.yaml", "oidc:\n  scope: [openid]\n", "headscale | oidc.scope | openid"),
    ("app.json", r#"{"env": {"A_SCOPES": {"value": "b"}}}"#, "deployment-env | env.A_SCOPES.value | b"),
    (
        "README.md",
        "---\ntitle: a\nhf_oauth_scopes:\n- email\n---\n# A\n",
        "hugging-face-space | hf_oauth_scopes | email",
    ),
    (
        "appsettings.json",
        r#"{"IdentityServer": {"Clients": [{"AllowedScopes": ["openid"]}]}}"#,
        "identityserver | IdentityServer.Clients[0].AllowedScopes | openid of identityserver",
    ),
    (
        "authservice.json",
        r#"{"chains": [{"filters": [{"oidc": {"scopes": ["email"]}}]}]}"#,
        "istio-authservice | chains[0].filters[0].oidc.scopes | email",
    ),
    (
        "jenkins.yaml",
        "jenkins:\n  securityRealm:\n    oic:\n      scopes: openid\n",
        "jenkins-casc | jenkins.securityRealm.oic.scopes | openid",
    ),
    (
        "kafka-ui.yml",
        "auth:\n  oauth2:\n    client:\n      a: {scope: [openid]}\n",
        "kafka-ui | auth.oauth2.client.a.scope | openid",
    ),
    (
        "my-client.json",
        r#"{"clientId": "a", "defaultClientScopes": ["email"]}"#,
        "keycloak-client | defaultClientScopes | email of keycloak",
    ),
    (
        "settings.yaml",
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  app.env: |\n    PORT=1\n    OIDC_SCOPES=openid\n",
        "env-scope-vars | data.\"app.env\"|env.OIDC_SCOPES | openid",
    ),
    (
        "settings.yaml",
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  grafana.ini: |\n    [auth.okta]\n    scopes = openid\n",
        "grafana | data.\"grafana.ini\"|ini.auth.okta.scopes | openid",
    ),
    (
        "kustomization.yaml",
        "configMapGenerator:\n- literals: [A=b, OIDC_SCOPES=openid]\n",
        "kustomize-generator | configMapGenerator[0].literals[OIDC_SCOPES] | openid",
    ),
    (
        "config.json",
        r#"{"GoogleSettings": {"Scope": "profile email"}}"#,
        "mattermost | GoogleSettings.Scope | profile email of google",
    ),
    (
        ".mcp.json",
        r#"{"mcpServers": {"a": {"oauth": {"scopes": ["read"]}}}}"#,
        "mcp-servers | mcpServers.a.oauth.scopes | read",
    ),
    (
        "oidc.conf",
        "OIDCClientID ${ID}\n<Location \"/a\">\n  OIDCScope \"openid email\"\n</Location>\n",
        "mod-auth-openidc | Location./a.OIDCScope | openid email",
    ),
    ("netlify.toml", "[build.environment]\nA_SCOPES = \"b\"\n", "deployment-env | build.environment.A_SCOPES | b"),
    (
        "nhost.toml",
        "[auth.method.oauth.github]\nscope = [\"user:email\"]\n",
        "nhost-toml | auth.method.oauth.github.scope | user:email",
    ),
    (
        "ocelot.json",
        r#"{"Routes": [{"AuthenticationOptions": {"AllowedScopes": ["api"]}}]}"#,
        "ocelot | Routes[0].AuthenticationOptions.AllowedScopes | requires | api",
    ),
    ("release.sts.yaml", "permissions:\n  contents: read\n", "octo-sts | permissions | contents:read of github-apps"),
    (
        "shop.json",
        r#"{"openapi": "3.0.0", "paths": {}, "security": [{"o": ["read"]}]}"#,
        "openapi-security-any-name | security[0].o | requires | read",
    ),
    (
        "hydra.yml",
        "oidc:\n  dynamic_client_registration:\n    default_scope: [openid]\n",
        "ory-hydra | oidc.dynamic_client_registration.default_scope | openid",
    ),
    (
        "collector.yaml",
        "extensions:\n  oauth2client/a:\n    scopes: [api.metrics]\n",
        "otel-oauth2client | extensions.oauth2client/a.scopes | api.metrics",
    ),
    (
        "application.conf",
        "silhouette { google.scope = \"profile email\" }\n",
        "play-silhouette | silhouette.google.scope | profile email",
    ),
    (
        "a.postman_collection.json",
        r#"{"item": [{"request": {"auth": {"oauth2": [{"key": "scope", "value": "a b"}]}}}]}"#,
        "postman-collection | item[0].request.auth.oauth2[scope] | a b",
    ),
    (
        "prometheus.yml",
        "scrape_configs:\n- oauth2: {scopes: [a]}\n",
        "prometheus-http | scrape_configs[0].oauth2.scopes | a",
    ),
    ("rclone.conf", "[gdrive]\ntype = drive\nscope = drive.readonly\n", "rclone | gdrive.scope | drive.readonly"),
    (
        "render.yaml",
        "services:\n- envVars:\n  - {key: A_SCOPES, value: b}\n",
        "deployment-env | services[0].envVars[A_SCOPES] | b",
    ),
    (
        "Shop.connectedApp-meta.xml",
        "<ConnectedApp><oauthConfig><scopes>Api</scopes><scopes>Web</scopes></oauthConfig></ConnectedApp>",
        "salesforce-connected-app | ConnectedApp.oauthConfig.scopes | Api Web",
    ),
    ("sonar.properties", "sonar.auth.oidc.scopes=openid\n", "sonarqube | sonar.auth.oidc.scopes | openid"),
    (
        "staticwebapp.config.json",
        r#"{"auth": {"identityProviders": {"google": {"login": {"loginParameters": ["scope=openid email"]}}}}}"#,
        "static-web-app | auth.identityProviders.google.login.loginParameters[scope] | openid email",
    ),
    (
        "authConfig.json",
        r#"{"protectedResources": {"graph": {"scopes": ["User.Read"]}}}"#,
        "msal-auth-config | protectedResources.graph.scopes | User.Read",
    ),
    (
        "plugin.yaml",
        "_format_version: '3.0'\nplugins:\n- config: {scopes: [openid]}\n",
        "kong-declarative-any-name | plugins[0].config.scopes | openid",
    ),
    (
        "hub.yaml",
        "hub:\n  loadRoles:\n    a: {scopes: [users]}\n",
        "jupyterhub-roles | hub.loadRoles.a.scopes | maps | users",
    ),
    (
        "app.json",
        r#"{"uid": "a", "public": false, "scopes": ["tickets"]}"#,
        "hubspot-private-app | scopes | tickets of hubspot",
    ),
    (
        "route.yaml",
        "policies: {mcpAuthentication: {resourceMetadata: {resource: a, scopesSupported: [read]}}}\n",
        "protected-resource | policies.mcpAuthentication.resourceMetadata.scopesSupported | defines | read",
    ),
    (
        "idp-discovery.json",
        r#"{"issuer": "a", "scopes_supported": ["openid"]}"#,
        "oauth-metadata-any-name | scopes_supported | defines | openid",
    ),
    (
        "policy.yaml",
        "spec:\n  authorization:\n    rules:\n    - principal: {jwt: {provider: a, scopes: [b]}}\n",
        "envoy-gateway-oidc | spec.authorization.rules[0].principal.jwt.scopes | requires | b",
    ),
    (
        "proxy.yaml",
        "containers:\n- args: [--upstream=a, \"--scope=openid email\"]\n",
        "container-env | containers[0].args[--scope] | openid email",
    ),
    ("proxy.yaml", "extraArgs: {scope: openid}\n", "container-env | extraArgs.scope | openid"),
    (
        "config.toml",
        "[dynamic_clients]\ndefault_scopes = ['openid']\n",
        "rauthy-config | dynamic_clients.default_scopes | openid of rauthy",
    ),
    (
        "grafana.yaml",
        "kind: Grafana\nspec:\n  config:\n    auth.google: {scopes: openid}\n",
        "grafana-operator | spec.config.\"auth.google\".scopes | openid of google",
    ),
    (
        "cr.yaml",
        "kind: Grafana\nspec:\n  config:\n    auth.google: {scopes: openid}\n",
        "grafana-operator | spec.config.\"auth.google\".scopes | openid of google",
    ),
    (
        "grafana-patch.yaml",
        "- op: add\n  path: /spec/config/auth.generic_oauth\n  value: {client_id: a, scopes: openid email}\n",
        "grafana | [0].value.scopes | openid email",
    ),
    (
        ".github/workflows/deploy.yml",
        "jobs:\n  a:\n    env: {OIDC_SCOPES: openid}\n",
        "container-env | jobs.a.env.OIDC_SCOPES | openid",
    ),
    (
        ".github/workflows/deploy.yml",
        "jobs:\n  a:\n    steps:\n    - with: {access_token_scopes: openid}\n",
        "google-github-auth | jobs.a.steps[0].with.access_token_scopes | openid of google",
    ),
    (
        "application.properties",
        "security.oauth2.client.scope=openid,email\n",
        "spring-oauth2-client | security.oauth2.client.scope | openid email",
    ),
    (
        "image.pkr.hcl",
        "source \"googlecompute\" \"a\" {\n scopes = [\"b\"]\n}\n",
        "packer | source.googlecompute.a.scopes | b of google",
    ),
    (
        "variables.pkr.hcl",
        "variable \"service_account_scopes\" {\n default = [\"b\"]\n}\n",
        "packer | variable.service_account_scopes.default | b of google",
    ),
    ("prod.pkrvars.hcl", "service_account_scopes = [\"b\"]\n", "packer | service_account_scopes | b of google"),
    (
        "image.pkr.json",
        r#"{"builders": [{"type": "googlecompute", "scopes": ["b"]}]}"#,
        "packer | builders[0].scopes | b of google",
    ),
    (
        "ocelot.gateway.json",
        "\u{feff}{\"Routes\": [{\"AuthenticationOptions\": {\"AllowedScopes\": [\"api\"]}}]}",
        "ocelot | Routes[0].AuthenticationOptions.AllowedScopes | requires | api",
    ),
    ("prod.tfvars", "oauth_scopes = [\"a\"]\n", "terraform-variables | oauth_scopes | a"),
    (
        "main.tf",
        "provider \"google\" {\n  scopes = [\"a\"]\n}\nprovider \"google\" {\n  project = \"b\"\n}\n",
        "terraform-google | provider.google[0].scopes | a of google",
    ),
    (
        "sso.tf",
        "resource \"grafana_sso_settings\" \"a\" {\n  oauth2_settings {\n    scopes = \"b,c\"\n  }\n}\n",
        "terraform-sign-in | resource.grafana_sso_settings.a.oauth2_settings.scopes | b c",
    ),
    (
        "appsettings.json",
        r#"{"Authentication": {"Discord": {"Scopes": ["identify"]}}}"#,
        "aspnet-appsettings | Authentication.Discord.Scopes | identify",
    ),
    (
        "variables.tf",
        "variable \"login_oidc_scopes\" {\n  default = [\"a\"]\n}\n",
        "terraform-variables | variable.login_oidc_scopes.default | a",
    ),
    (
        "variables.tf",
        "variable \"node_service_account_scopes\" {\n  default = [\"a\"]\n}\n",
        "terraform-google | variable.node_service_account_scopes.default | a of google",
    ),
    (
        "settings.yaml",
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  config.json: |\n    {\"oauth\": {\"github\": {\"scope\": \"repo gist\"}}}\n",
        "oauth-client | data.\"config.json\"|json.oauth.github.scope | repo gist",
    ),
    (
        "settings.yaml",
        "apiVersion: v1\nkind: Secret\nstringData:\n  app.yaml: |\n    login: {client_id: a, scopes: [x]}\n",
        "oauth-client | stringData.\"app.yaml\"|yaml.login.scopes | x",
    ),
    (
        "tools.toml",
        "source = { setup = { kind = \"oauth\", scopes = [\"search:read\"] } }\n",
        "oauth-client | source.setup.scopes | search:read",
    ),
    ("vercel.json", r#"{"env": {"A_SCOPES": "b"}}"#, "deployment-env | env.A_SCOPES | b"),
    ("manifest.json", r#"{"oauth": {"scope": "read"}}"#, "zendesk-app | oauth.scope | read"),
    (
        "application.properties",
        "%dev.quarkus.oidc.authentication.scopes=openid\n",
        "quarkus-oidc | %dev.quarkus.oidc.authentication.scopes | openid",
    ),
    (
        "application.yml",
        "spring.security.oauth2.client:\n  registration:\n    a: {scope: openid}\n",
        "spring-oauth2-client | \"spring.security.oauth2.client\".registration.a.scope | openid",
    ),
];

/// The program does not matter if a table has the settings of a client, or if the name of the list is clear.
const CLIENTS: &[(&str, &str, &str)] = &[
    ("app.json5", r#"{"login": {"clientId": "a", "scopes": ["openid"]}}"#, ""),
    ("skill.json", r#"{"login": {"clientId": "a", "scopes": ["openid"]}}"#, "oauth-client | login.scopes | openid"),
    ("photos.yaml", "oauth:\n  client-secret: a\n  scope: openid email\n", "oauth-client | oauth.scope | openid email"),
    ("ci.toml", "[sso]\ntoken_url = \"a\"\nadditional_scopes = [\"b\"]\n", "oauth-client | sso.additional_scopes | b"),
    ("panel.ini", "[oidc]\nclient_id = a\nscopes = b c\n", "oauth-client | oidc.scopes | b c"),
    ("panel.yaml", "login:\n  oidcScopes: openid\n", "oauth-client | login.oidcScopes | openid"),
    ("vars.yml", "wiki_oidc_scopes: [openid]\n", "oauth-client | wiki_oidc_scopes | openid"),
    ("vars.yml", "nodeOauthScopes: [a]\n", "oauth-client | nodeOauthScopes | a"),
    (
        "site.json",
        r#"{"viewer": {"ClientScopes": ["email", "openid"]}}"#,
        "oauth-client | viewer.ClientScopes | email openid",
    ),
    ("policy.yaml", "spec:\n  login: {scope: openid+email}\n", "oauth-client | spec.login.scope | openid email"),
    (
        "vms.yml",
        "- serviceAccounts:\n  - scopes: ['https://www.googleapis.com/auth/devstorage.read_only']\n",
        "oauth-client | [0].serviceAccounts[0].scopes | https://www.googleapis.com/auth/devstorage.read_only of google",
    ),
    (
        "plans.toml",
        "gcpScopes = \"https://www.googleapis.com/auth/compute,https://mail.google.com/\"\n",
        "oauth-client | gcpScopes | https://www.googleapis.com/auth/compute https://mail.google.com/ of google",
    ),
    (
        "target.xml",
        "<Target><Token><Scopes><Scope>https://www.googleapis.com/auth/compute</Scope></Scopes></Token></Target>",
        "oauth-client | Target.Token.Scopes.Scope | https://www.googleapis.com/auth/compute of google",
    ),
    (
        "mail.json",
        r#"{"Scope": "https://graph.microsoft.com/Mail.Send offline_access"}"#,
        "oauth-client | Scope | https://graph.microsoft.com/Mail.Send offline_access of microsoft-graph",
    ),
    (
        "gate.yml",
        "client:\n  accessTokenUri: a\n  userAuthorizationUri: b\n  scope: user:email\n",
        "oauth-client | client.scope | user:email",
    ),
    ("am.json", r#"{"core": {"redirectionUris": [], "scopes": ["mail"]}}"#, "oauth-client | core.scopes | mail"),
    (
        "registry.yaml",
        "KC_LOGIN_CONFIG: {CLIENT_ID: a, LOGIN_SCOPES: [b]}\n",
        "oauth-client | KC_LOGIN_CONFIG.LOGIN_SCOPES | b",
    ),
    (
        "connector.yaml",
        "spec:\n  providerOauthConfig: {scopes: [repo]}\n",
        "oauth-client | spec.providerOauthConfig.scopes | repo",
    ),
    (
        "app_config.json",
        r#"{"client_id": "a", "options": {"scope": "files.read"}}"#,
        "oauth-client | options.scope | files.read",
    ),
    (
        "compose.yaml",
        "services:\n  a:\n    environment:\n    - Login__Scope=b\n",
        "compose-env | services.a.environment[Login__Scope] | b",
    ),
    ("pod.yaml", "env:\n- {name: web_oidc_scopes_0, value: b}\n", "container-env | env[web_oidc_scopes_0] | b"),
    ("pod.yaml", "args: [\"-oidc-scopes=openid\"]\n", "container-env | args[-oidc-scopes] | openid"),
    (
        "login.yaml",
        "apiVersion: v1\nkind: ExternalSecret\nspec: {target: {template: {data: {OIDC_SCOPES: openid}}}}\n",
        "kubernetes-settings | spec.target.template.data.OIDC_SCOPES | openid",
    ),
    (
        "base.xml",
        "<TrustFrameworkPolicy><Metadata><Item Key=\"client_id\">a</Item><Item Key=\"scope\">b c</Item></Metadata></TrustFrameworkPolicy>",
        "azure-b2c-policy | TrustFrameworkPolicy.Metadata.Item[scope] | b c",
    ),
    (
        "verify.xml",
        "<OAuthV2><Operation>VerifyAccessToken</Operation><Scope>read</Scope></OAuthV2>",
        "apigee-oauthv2 | OAuthV2.Scope | requires | read",
    ),
    (
        "hub.yaml",
        "hub:\n  config:\n    GitHubOAuthenticator: {scope: [read:org]}\n",
        "jupyterhub-authenticators | hub.config.GitHubOAuthenticator.scope | read:org of github",
    ),
    (
        "hub.yaml",
        "hub:\n  config:\n    CILogonOAuthenticator: {scope: [email]}\n",
        "jupyterhub-authenticators | hub.config.CILogonOAuthenticator.scope | email",
    ),
    ("app-manifest.yaml", "appName: a\nscopes: ['boards:read']\n", "miro-app | scopes | boards:read of miro"),
    // Neither applies to these.
    ("api.yaml", "jwt:\n  issuer: a\n  audience: b\n  scopes: [c]\n", ""),
    ("db.yaml", "client_id: a\nparts: {scope: b}\n", ""),
    ("plan.yaml", "client_id: a\nscope: {users: all}\nscopes_supported: [b]\n", ""),
];

#[test]
fn clients_of_any_program() {
    assert_each(CLIENTS);
}

/// Helm values, and strings whose keys are file names, are read like separate files.
const PARTS: &[(&str, &str, &str)] = &[
    (
        "release.yaml",
        "kind: HelmRelease\nspec:\n  values:\n    grafana.ini:\n      auth.google: {scopes: openid email}\n",
        "grafana | spec.values.\"grafana.ini\".\"auth.google\".scopes | openid email of google",
    ),
    (
        "argo.yaml",
        "kind: Application\nspec:\n  source:\n    helm:\n      values: |\n        server:\n          sso:\n            scopes: [groups]\n",
        "argo-workflows | spec.source.helm.values|yaml.server.sso.scopes | groups",
    ),
    (
        "set.yaml",
        "kind: ApplicationSet\nspec:\n  template:\n    spec:\n      sources:\n      - helm:\n          valuesObject:\n            config: {configFile: \"scope = 'openid'\\n\"}\n",
        "oauth2-proxy-chart | spec.template.spec.sources[0].helm.valuesObject.config.configFile|toml.scope | openid",
    ),
    (
        "shop.yaml",
        "kind: ConfigMap\ndata:\n  application.properties: |\n    a=b\n    spring.security.oauth2.client.registration.c.scope=d,e\n",
        "spring-oauth2-client | data.\"application.properties\"|properties.spring.security.oauth2.client.registration.c.scope | d e",
    ),
    (
        "stack.yaml",
        "files:\n- realm-export.json: |\n    {\n    \"clients\": [{\"defaultClientScopes\": [\"email\"]}]}\n",
        "keycloak-realm | files[0].\"realm-export.json\"|json.clients[0].defaultClientScopes | email of keycloak",
    ),
    (
        "main.tf",
        "resource \"helm_release\" \"a\" {\n values = [yamlencode({ server = { sso = { scopes = [\"groups\"] } } })]\n}\n",
        "argo-workflows | resource.helm_release.a.values[0].server.sso.scopes | groups",
    ),
    // A note is not a file, and one line is its name or its path.
    ("notes.yaml", "data:\n  about: |\n    client_id: a\n    scope: b\n", ""),
    ("mounts.yaml", "data:\n  app.yaml: 'client_id: scope'\n", ""),
];

#[test]
fn files_inside_files() {
    assert_each(PARTS);
}

#[test]
fn tools() {
    assert_each(TOOLS);
}

#[test]
fn resources_of_terraform() {
    for (resource, expected) in [
        (
            "resource \"x_app\" \"a\" {\n auth_settings_v2 {\n google_v2 {\n login_scopes = [\"openid\"]\n}\n}\n}",
            "terraform-sign-in | resource.x_app.a.auth_settings_v2.google_v2.login_scopes | openid of google",
        ),
        (
            "resource \"azuread_application_api_access\" \"a\" {\n scope_ids = [azuread_service_principal.g.oauth2_permission_scope_ids[\"User.Read\"]]\n}",
            "terraform-azuread | resource.azuread_application_api_access.a.scope_ids | User.Read of microsoft-graph",
        ),
        (
            "resource \"google_container_node_pool\" \"a\" {\n node_config {\n oauth_scopes = concat(local.more, [\"b\"])\n }\n}",
            "terraform-google | resource.google_container_node_pool.a.node_config.oauth_scopes | b | local.more of google",
        ),
        (
            "resource \"okta_api_service_integration\" \"a\" {\n granted_scopes {\n scope = \"okta.users.read\"\n }\n}",
            "terraform-okta | resource.okta_api_service_integration.a.granted_scopes.scope | okta.users.read of okta",
        ),
        (
            "resource \"okta_inline_hook\" \"a\" {\n channel_json = <<-JSON\n {\"config\": {\"clientId\": \"b\", \"scope\": \"c\"}}\n JSON\n}",
            "terraform-okta | resource.okta_inline_hook.a.channel_json|json.config.scope | c",
        ),
        (
            "resource \"auth0_connection\" \"a\" {\n options {\n attribute_map {\n userinfo_scope = \"openid\"\n }\n }\n}",
            "terraform-auth0 | resource.auth0_connection.a.options.attribute_map.userinfo_scope | openid",
        ),
        (
            "resource \"vault_kv_secret_v2\" \"a\" {\n data_json = jsonencode({ AUTH_SCOPES = \"openid\" })\n}",
            "oauth-client | resource.vault_kv_secret_v2.a.data_json.AUTH_SCOPES | openid",
        ),
        (
            "resource \"boundary_auth_method_oidc\" \"a\" {\n claims_scopes = [\"groups\"]\n}",
            "terraform-sign-in | resource.boundary_auth_method_oidc.a.claims_scopes | groups",
        ),
        (
            "resource \"cloudflare_zero_trust_access_identity_provider\" \"a\" {\n config = { scopes = [\"email\"] }\n}",
            "terraform-sign-in | resource.cloudflare_zero_trust_access_identity_provider.a.config.scopes | email",
        ),
        (
            "resource \"kubernetes_deployment\" \"a\" {\n spec {\n env {\n name = \"PORT\"\n value = \"1\"\n }\n env {\n name = \"A_SCOPES\"\n value = \"b c\"\n }\n }\n}",
            "terraform-containers | resource.kubernetes_deployment.a.spec.env[A_SCOPES] | b c",
        ),
        (
            "resource \"aws_ecs_task_definition\" \"a\" {\n container_definitions = jsonencode([{ environment = [{ name = \"A_SCOPES\", value = \"b\" }] }])\n}",
            "terraform-containers | resource.aws_ecs_task_definition.a.container_definitions[0].environment[A_SCOPES] | b",
        ),
        (
            "resource \"helm_release\" \"a\" {\n values = [<<-EOT\n  host: ${var.host}\n  ingress:\n    annotations:\n      alb.ingress.kubernetes.io/auth-scope: openid email\n  EOT\n ]\n}",
            "terraform-containers | resource.helm_release.a.values[0]|yaml.ingress.annotations.\"alb.ingress.kubernetes.io/auth-scope\" | openid email",
        ),
        (
            "resource \"gitlab_project_access_token\" \"a\" {\n scopes = [\"api\"]\n}",
            "terraform-gitlab | resource.gitlab_project_access_token.a.scopes | api of gitlab",
        ),
        (
            "resource \"harbor_config_auth\" \"a\" {\n oidc_scope = \"openid,email\"\n}",
            "terraform-sign-in | resource.harbor_config_auth.a.oidc_scope | openid email",
        ),
        (
            "resource \"zitadel_org_idp_google\" \"a\" {\n scopes = [\"openid\"]\n}",
            "terraform-sign-in | resource.zitadel_org_idp_google.a.scopes | openid",
        ),
        (
            "resource \"azuread_application\" \"a\" {\n required_resource_access {\n resource_access {\n id = azuread_service_principal.g.oauth2_permission_scope_ids[\"User.Read\"]\n }\n }\n}",
            "terraform-azuread | resource.azuread_application.a.required_resource_access.resource_access.id | User.Read of microsoft-graph",
        ),
        (
            "resource \"google_container_node_pool\" \"a\" {\n node_config {\n oauth_scopes = local.scopes\n }\n}\nlocals {\n scopes = [\"b\"]\n}",
            "terraform-google | resource.google_container_node_pool.a.node_config.oauth_scopes | b of google",
        ),
    ] {
        assert_found("main.tf", resource, &[expected]);
    }
}

/// Presets that find several lists in one file.
#[test]
fn servers_and_their_clients() {
    assert_found(
        "uaa.yml",
        "clients:\n  a:\n    authorized-grant-types: refresh_token\n    scope: openid,b.read\n    authorities: c.write\n  d: {scope: e}\n",
        &["cloudfoundry-uaa | clients.a.scope | openid b.read", "cloudfoundry-uaa | clients.a.authorities | c.write"],
    );
    assert_found(
        "xs-security.json",
        r#"{"xsappname": "a", "scopes": [{"name": "a.Read"}], "role-templates": [{"scope-references": ["a.Read"]}],
            "foreign-scope-references": ["uaa.user"]}"#,
        &[
            "sap-xs-security | scopes[0].name | defines | a.Read",
            "sap-xs-security | role-templates[0].scope-references | maps | a.Read",
            "sap-xs-security | foreign-scope-references | uaa.user",
        ],
    );
    assert_found(
        "mta.yaml",
        "resources:\n- parameters:\n    config:\n      xsappname: a\n      scopes: [{name: a.Read}]\n",
        &["sap-xsuaa-service | resources[0].parameters.config.scopes[0].name | defines | a.Read"],
    );
    assert_found(
        "identityserverdata.json",
        r#"{"IdentityServerData": {"ApiScopes": [{"Name": "a"}], "Clients": [{"AllowedScopes": ["a"]}]}}"#,
        &[
            "identityserver | IdentityServerData.ApiScopes[0].Name | defines | a",
            "identityserver | IdentityServerData.Clients[0].AllowedScopes | a of identityserver",
        ],
    );
}

/// Aliases that contain aliases are as many values as nobody can look at.
#[test]
fn lists_of_aliases_come_to_an_end() {
    let level = |at: usize| format!("a{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 9].join(", "));
    let bomb: String = (1..12).map(level).collect();
    let bomb = format!("a0: &a0 {{oidc_scopes: [openid]}}\n{bomb}");
    assert_found("bomb.yaml", &bomb, &["oauth-client | a0.oidc_scopes | openid"]);
    let inside: String = bomb.lines().map(|line| format!("  {line}\n")).collect();
    let found = found("bomb.yaml", &format!("app.yaml: |\n{inside}"));
    assert_eq!(found, ["oauth-client | \"app.yaml\"|yaml.a0.oidc_scopes | openid"]);
}

/// What is in such places and is something else.
#[test]
fn marks_and_names_that_are_missing() {
    assert_found("ci.yml", "permissions: {contents: read}\njobs: {}\n", &[]);
    assert_found("shop.json", r#"{"security": [{"o": ["read"]}], "paths": {}}"#, &[]);
    assert_found("a.json", r#"{"google": {"scope": ["email"]}}"#, &[]);
    assert_found("a.yaml", "kind: x\ndata: {A_SCOPES: b}\n", &[]);
    assert_found("a.yaml", "env:\n- {name: NPM_SCOPE, value: x}\n- {name: A_SCOPE, value: b}\n", &[]);
    // What a token has, what an API requires, and what is only called a scope.
    assert_found("answer.json", r#"{"access_token": "x", "scope": "openid email"}"#, &[]);
    assert_found("claims.json", r#"{"exp": 1, "scope": ["openid"]}"#, &[]);
    assert_found("token.json", r#"{"client_id": "a", "jti": "b", "scope": ["c"]}"#, &[]);
    assert_found("spec.json", r#"{"openapi": "3.0.0", "x-oauth2-login": {"scopes": ["a"]}}"#, &[]);
    assert_found("a.yaml", "x-oauth2-scopes: [{scopes: [a]}]\n", &[]);
    assert_found(".env", "OIDC_ADDITIONAL_SCOPES=null\n", &[]);
    assert_found("pnpm-workspace.yaml", "catalog:\n  login-oauth-scopes: 1.2.0\n", &[]);
    assert_found("api.yaml", "requiredScopes: [openid]\nscopesClaim: scope\n", &[]);
    assert_found("pom.xml", "<a><dependency><groupId>b</groupId><scope>test</scope></dependency></a>", &[]);
    assert_found("ldap.yaml", "ldap: {uri: x, scope: sub}\nclients: {a: {scope: b}}\n", &[]);
    assert_found("pod.yaml", "env:\n- {name: ci_rbac_scope, value: x}\n- {name: RUN_SCOPE, value: y}\n", &[]);
    assert_found("tenants.yaml", "scopes: [{name: a}]\n", &[]);
    assert_found("main.tf", "locals {\n scopes = [\"b\"]\n}\n", &[]);
    assert_found("prod.tfvars", "assignable_scopes = [\"/subscriptions/x\"]\nscope = \"b\"\n", &[]);
    assert_found("README.md", "# No head\n\nhf_oauth_scopes: [email]\n", &[]);
}

/// What tells a kind where the name of the file is another one, or a list where its key is.
#[test]
fn kinds_by_what_is_in_a_file() {
    assert_each(&[
        (
            "realms/orders.yaml",
            "realm: orders\nclients:\n- clientId: a\n  defaultClientScopes: [email]\n",
            "keycloak-realm-any-name | clients[0].defaultClientScopes | email of keycloak",
        ),
        ("orders.yaml", "clients:\n- clientId: a\n  defaultClientScopes: [email]\n", ""),
        (
            ".well-known/oauth-protected-resource",
            r#"{"resource": "https://a.test", "scopes_supported": ["read"]}"#,
            "oauth-metadata | scopes_supported | defines | read",
        ),
        (".dev.vars.example", "AUTH_SCOPE=openid\n", "env-scope-vars | AUTH_SCOPE | openid"),
        (
            "entra.manifest.json",
            r#"{"api": {"oauth2PermissionScopes": [{"value": "Orders.Read"}]}}"#,
            "entra-app-manifest | api.oauth2PermissionScopes[0].value | defines | Orders.Read",
        ),
        (
            "app-manifest.json",
            r#"{"oauth_config": {"scopes": {"bot": ["commands"]}}}"#,
            "slack-manifest | oauth_config.scopes.bot | commands of slack",
        ),
        (
            "local.settings.json",
            r#"{"Values": {"Orders__Scope": "openid"}}"#,
            "deployment-env | Values.Orders__Scope | openid",
        ),
        (
            "appsettings.json",
            r#"{"Beta": {"BaseUrl": "https://graph.microsoft.com/beta", "Scopes": ["User.Read"]}}"#,
            "oauth-client | Beta.Scopes | User.Read",
        ),
        ("registry.json", r#"{"npm": {"baseUrl": "https://npm.test", "scope": "@acme"}}"#, ""),
        (
            "appsettings.json",
            r#"{"GroupsScope": "GroupMember.Read.All"}"#,
            "oauth-client | GroupsScope | GroupMember.Read.All",
        ),
        (
            "secret.yaml",
            "apiVersion: v1\nkind: Secret\nstringData:\n  SIGN_IN: |\n    {\"oidc\": {\"SCOPE\": [\"openid\"]}}\n",
            "oauth-client | stringData.SIGN_IN|json.oidc.SCOPE | openid",
        ),
        (
            "template.yaml",
            "ui:options:\n  requestUserCredentials:\n    additionalScopes:\n      github: [workflow]\n",
            "backstage-template | ui:options.requestUserCredentials.additionalScopes.github | workflow",
        ),
        (
            "job.yaml",
            "command: [spark, --conf, spark.sql.catalog.a.scope=orders]\n",
            "container-env | command[spark.sql.catalog.a.scope] | orders",
        ),
        ("job.yaml", "command: [build, cache.a.scope=orders]\n", ""),
        (
            "catalog.properties",
            "iceberg.rest-catalog.oauth2.scope=PRINCIPAL_ROLE:ALL\n",
            "iceberg-rest | iceberg.rest-catalog.oauth2.scope | PRINCIPAL_ROLE:ALL",
        ),
        ("a.tf", "locals {\n discord_scopes = [\"bot\"]\n}", "terraform-variables | locals.discord_scopes | bot"),
        ("a.tf", "locals {\n role_scopes = [\"a\"]\n}", ""),
        (
            "a.tf",
            "variable \"scopes\" {\n default = [\"cloud-platform\"]\n}",
            "terraform-google | variable.scopes.default | cloud-platform of google",
        ),
        ("a.tf", "variable \"scopes\" {\n default = [\"/subscriptions/a\"]\n}", ""),
        (
            "a.tf",
            "resource \"a_login\" \"b\" {\n client_id = \"c\"\n scope = \"orders.read\"\n}",
            "oauth-client | resource.a_login.b.scope | orders.read",
        ),
        ("a.tf", "resource \"a_role\" \"b\" {\n id = \"c\"\n scope = \"orders\"\n}", ""),
    ]);
}
