//! The shapes of files that many people have.

use crate::glob;
use crate::role::Role;

/// A kind of file whose scope lists are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// What `preset = "…"` calls it.
    pub name: &'static str,
    /// The names of such files: a name, or a pattern with `*`, matched against the end of the path. Other files may be
    /// called so too: only where one of the rules leads somewhere is it such a file. Empty where neither would tell, so
    /// that the preset has to be named.
    pub files: &'static [&'static str],
    /// Where scopes stand in it. Where two lead to the same list, the first counts.
    pub rules: &'static [Rule],
}

/// A place of a preset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// A [`Path`](crate::Path), as text.
    pub path: &'static str,
    /// What the list there is for.
    pub role: Role,
    /// The bundled provider that the scopes belong to, where the place tells. Those of one file may belong to several:
    /// a user pool of Cognito has scopes of its own, and asks Google for others.
    pub provider: Option<&'static str>,
}

impl Rule {
    const fn new(path: &'static str, role: Role) -> Self {
        Self { path, role, provider: None }
    }

    /// With the bundled provider that the scopes belong to.
    const fn of(self, provider: &'static str) -> Self {
        Self { provider: Some(provider), ..self }
    }
}

const fn requests(path: &'static str) -> Rule {
    Rule::new(path, Role::Requests)
}

const fn defines(path: &'static str) -> Rule {
    Rule::new(path, Role::Defines)
}

const fn requires(path: &'static str) -> Rule {
    Rule::new(path, Role::Requires)
}

const fn maps(path: &'static str) -> Rule {
    Rule::new(path, Role::Maps)
}

/// Every preset, by name.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "argo-workflows",
        files: &["*.yaml", "*.yml"],
        rules: &[requests("data.sso|yaml.scopes"), requests("server.sso.scopes")],
    },
    Preset {
        name: "argocd-cm",
        files: &["*.yaml", "*.yml"],
        rules: &[
            requests(r#"data."oidc.config"|yaml.requestedScopes"#),
            requests(r#"data."dex.config"|yaml.connectors[].config.scopes"#),
            requests(r#"configs.cm."oidc.config"|yaml.requestedScopes"#),
            requests(r#"configs.cm."dex.config"|yaml.connectors[].config.scopes"#),
            requests(r#"*.configs.cm."oidc.config"|yaml.requestedScopes"#),
            requests(r#"*.configs.cm."dex.config"|yaml.connectors[].config.scopes"#),
            requests("spec.oidcConfig|yaml.requestedScopes"),
            requests("spec.sso.dex.config|yaml.connectors[].config.scopes"),
        ],
    },
    Preset {
        name: "aspnet-appsettings",
        files: &["appsettings.json", "appsettings.*.json"],
        rules: &[
            requires("AzureAd.Scopes"),
            requires("AzureAdB2C.Scopes"),
            requests("MicrosoftGraph.Scopes").of("microsoft-graph"),
            requests("GraphApi.Scopes").of("microsoft-graph"),
            requests("DownstreamApi.Scopes"),
            requests("DownstreamApis.*.Scopes"),
        ],
    },
    Preset {
        name: "asyncapi-security",
        files: &[
            "asyncapi.yml",
            "asyncapi.yaml",
            "*.asyncapi.yml",
            "*.asyncapi.yaml",
            "*-asyncapi.yml",
            "*-asyncapi.yaml",
            "asyncapi.json",
            "*.asyncapi.json",
        ],
        rules: &[
            defines("components.securitySchemes.*.flows.*.availableScopes{keys}"),
            defines("components.securitySchemes.*.flows.*.scopes{keys}"),
        ],
    },
    Preset { name: "atlassian-connect", files: &["atlassian-connect.json"], rules: &[requests("scopes")] },
    Preset {
        name: "atlassian-forge",
        files: &["manifest.yml", "manifest.yaml"],
        rules: &[requests("permissions.scopes")],
    },
    Preset {
        name: "auth0-deploy",
        files: &["tenant.yml", "tenant.yaml", "grants/*.json", "resource-servers/*.json", "connections/*.json"],
        rules: &[
            defines("resourceServers[].scopes[].value"),
            requests("clientGrants[].scope"),
            requests("connections[].options.scope"),
            defines("scopes[].value"),
            requests("scope"),
            requests("options.scope"),
        ],
    },
    Preset {
        name: "authelia-clients",
        files: &["configuration.yml", "configuration.yaml"],
        rules: &[
            requests("identity_providers.oidc.clients[].scopes").of("authelia"),
            requests("identity_providers.oidc.clients[].scope").of("authelia"),
        ],
    },
    Preset {
        name: "aws-cognito-cfn",
        files: &["*.yaml", "*.yml", "*.json"],
        rules: &[
            requests("Resources.*.Properties.AllowedOAuthScopes").of("cognito"),
            defines("Resources.*.Properties.Scopes[].ScopeName"),
            requires("Resources.*.Properties.AuthorizationScopes"),
            requests("Resources.*.Properties.ProviderDetails.authorize_scopes"),
        ],
    },
    Preset {
        name: "aws-sam-authorizer",
        files: &["*.yaml", "*.yml", "*.json"],
        rules: &[
            requires("Resources.*.Properties.Auth.Authorizers.*.AuthorizationScopes"),
            requires("Resources.*.Properties.Auth.AuthorizationScopes"),
            requires("Resources.*.Properties.Events.*.Properties.Auth.AuthorizationScopes"),
            requires("Globals.*.Auth.Authorizers.*.AuthorizationScopes"),
        ],
    },
    Preset {
        name: "backstage-app-config",
        files: &["app-config.yml", "app-config.yaml", "app-config.*.yml", "app-config.*.yaml"],
        rules: &[requests("auth.providers.*.*.additionalScopes"), requests("auth.providers.*.*.scope")],
    },
    Preset {
        name: "cargo-dist-permissions",
        files: &["dist-workspace.toml", "dist.toml", "Cargo.toml"],
        rules: &[
            requests("dist.github-custom-job-permissions.*"),
            requests("workspace.metadata.dist.github-custom-job-permissions.*"),
            requests("package.metadata.dist.github-custom-job-permissions.*"),
        ],
    },
    Preset { name: "chrome-extension", files: &["manifest.json"], rules: &[requests("oauth2.scopes").of("google")] },
    Preset {
        name: "cloudflare-wrangler",
        files: &["wrangler.toml", "wrangler.json", "wrangler.jsonc"],
        rules: &[
            requests("vars.*_SCOPES"),
            requests("vars.*_SCOPE"),
            requests("vars.SCOPES"),
            requests("vars.SCOPE"),
            requests("env.*.vars.*_SCOPES"),
            requests("env.*.vars.*_SCOPE"),
            requests("env.*.vars.SCOPES"),
            requests("env.*.vars.SCOPE"),
        ],
    },
    Preset {
        name: "compose-env",
        files: &[
            "docker-compose.yml",
            "docker-compose.yaml",
            "docker-compose.*.yml",
            "docker-compose.*.yaml",
            "docker-compose-*.yml",
            "docker-compose-*.yaml",
            "compose.yml",
            "compose.yaml",
            "compose.*.yml",
            "compose.*.yaml",
        ],
        rules: &[
            requests("services.*.environment.*_SCOPES"),
            requests("services.*.environment[*_SCOPES]"),
            requests("services.*.environment.*_SCOPE"),
            requests("services.*.environment[*_SCOPE]"),
            requests("services.*.environment.SCOPES"),
            requests("services.*.environment[SCOPES]"),
            requests("services.*.environment.SCOPE"),
            requests("services.*.environment[SCOPE]"),
        ],
    },
    Preset {
        name: "devcontainer-permissions",
        files: &["devcontainer.json"],
        rules: &[requests("customizations.codespaces.repositories.*.permissions")],
    },
    Preset {
        name: "dex-config",
        files: &["*.yaml", "*.yml"],
        rules: &[
            requests("connectors[].config.scopes"),
            requests("config.connectors[].config.scopes"),
            requests("dex.config.connectors[].config.scopes"),
        ],
    },
    Preset {
        name: "entra-app-manifest",
        files: &["aad.manifest.json", "aad.manifest.*.json", "manifest.json"],
        rules: &[
            requests("requiredResourceAccess[].resourceAccess[].id").of("microsoft-graph"),
            defines("oauth2Permissions[].value"),
            defines("api.oauth2PermissionScopes[].value"),
        ],
    },
    Preset {
        name: "env-scope-vars",
        files: &[".env", ".env.*", "*.env"],
        rules: &[requests("*_SCOPES"), requests("*_SCOPE"), requests("SCOPES"), requests("SCOPE")],
    },
    Preset { name: "envoy-gateway-oidc", files: &["*.yaml", "*.yml"], rules: &[requests("spec.oidc.scopes")] },
    Preset {
        name: "fly-toml",
        files: &["fly.toml", "fly.*.toml"],
        rules: &[requests("env.*_SCOPES"), requests("env.*_SCOPE"), requests("env.SCOPES"), requests("env.SCOPE")],
    },
    Preset {
        name: "gcp-config-connector",
        files: &["*.yaml", "*.yml"],
        rules: &[
            requests("spec.nodeConfig.oauthScopes").of("google"),
            requests("spec.clusterAutoscaling.autoProvisioningDefaults.oauthScopes").of("google"),
            requests("spec.serviceAccount.scopes").of("google"),
            requests("spec.httpTarget.oauthToken.scope").of("google"),
        ],
    },
    Preset { name: "gitea-app-ini", files: &["app.ini"], rules: &[requests("oauth2_client.OPENID_CONNECT_SCOPES")] },
    Preset {
        name: "github-actions-permissions",
        files: &[
            ".github/workflows/*.yml",
            ".github/workflows/*.yaml",
            ".gitea/workflows/*.yml",
            ".gitea/workflows/*.yaml",
            ".forgejo/workflows/*.yml",
            ".forgejo/workflows/*.yaml",
        ],
        rules: &[requests("permissions"), requests("jobs.*.permissions")],
    },
    Preset {
        name: "github-app-manifest",
        files: &[
            "app.yml",
            "app.yaml",
            "*github-app*.yml",
            "*github-app*.yaml",
            "*github-app*.json",
            "manifest.json",
            "app.json",
        ],
        rules: &[requests("default_permissions")],
    },
    Preset { name: "google-appsscript", files: &["appsscript.json"], rules: &[requests("oauthScopes").of("google")] },
    Preset {
        name: "google-workspace-addon",
        files: &["deployment.json", "deployment-*.json"],
        rules: &[requests("oauthScopes").of("google")],
    },
    Preset {
        name: "grafana",
        files: &[
            "grafana.ini",
            "custom.ini",
            "defaults.ini",
            "*grafana*.yaml",
            "*grafana*.yml",
            "values.yml",
            "values.yaml",
            "values-*.yml",
            "values-*.yaml",
            "values.*.yml",
            "values.*.yaml",
            "*grafana*.env",
        ],
        rules: &[
            requests("auth.github.scopes").of("github"),
            requests("auth.google.scopes").of("google"),
            requests("auth.azuread.scopes"),
            requests("auth.generic_oauth.scopes"),
            requests("auth.gitlab.scopes"),
            requests("auth.grafana_com.scopes"),
            requests("auth.okta.scopes"),
            requests(r#""grafana.ini"."auth.github".scopes"#).of("github"),
            requests(r#""grafana.ini"."auth.google".scopes"#).of("google"),
            requests(r#""grafana.ini"."auth.azuread".scopes"#),
            requests(r#""grafana.ini"."auth.generic_oauth".scopes"#),
            requests(r#""grafana.ini"."auth.gitlab".scopes"#),
            requests(r#""grafana.ini"."auth.grafana_com".scopes"#),
            requests(r#""grafana.ini"."auth.okta".scopes"#),
            requests(r#"grafana."grafana.ini"."auth.github".scopes"#).of("github"),
            requests(r#"grafana."grafana.ini"."auth.google".scopes"#).of("google"),
            requests(r#"grafana."grafana.ini"."auth.azuread".scopes"#),
            requests(r#"grafana."grafana.ini"."auth.generic_oauth".scopes"#),
            requests(r#"grafana."grafana.ini"."auth.gitlab".scopes"#),
            requests(r#"grafana."grafana.ini"."auth.grafana_com".scopes"#),
            requests(r#"grafana."grafana.ini"."auth.okta".scopes"#),
            requests(r#"*.grafana."grafana.ini"."auth.github".scopes"#).of("github"),
            requests(r#"*.grafana."grafana.ini"."auth.google".scopes"#).of("google"),
            requests(r#"*.grafana."grafana.ini"."auth.azuread".scopes"#),
            requests(r#"*.grafana."grafana.ini"."auth.generic_oauth".scopes"#),
            requests(r#"*.grafana."grafana.ini"."auth.gitlab".scopes"#),
            requests(r#"*.grafana."grafana.ini"."auth.grafana_com".scopes"#),
            requests(r#"*.grafana."grafana.ini"."auth.okta".scopes"#),
            requests(r#"spec.config."auth.github".scopes"#).of("github"),
            requests(r#"spec.config."auth.google".scopes"#).of("google"),
            requests(r#"spec.config."auth.azuread".scopes"#),
            requests(r#"spec.config."auth.generic_oauth".scopes"#),
            requests(r#"spec.config."auth.gitlab".scopes"#),
            requests(r#"spec.config."auth.grafana_com".scopes"#),
            requests(r#"spec.config."auth.okta".scopes"#),
            requests("GF_AUTH_*_SCOPES"),
            requests("env.GF_AUTH_*_SCOPES"),
            requests("grafana.env.GF_AUTH_*_SCOPES"),
        ],
    },
    Preset { name: "grant-config", files: &[], rules: &[requests("*.scope"), requests("*.overrides.*.scope")] },
    Preset {
        name: "hubspot-app",
        files: &["public-app.json", "private-app.json", "*-hsmeta.json"],
        rules: &[
            requests("auth.requiredScopes").of("hubspot"),
            requests("auth.optionalScopes").of("hubspot"),
            requests("auth.conditionallyRequiredScopes").of("hubspot"),
            requests("config.auth.requiredScopes").of("hubspot"),
            requests("config.auth.optionalScopes").of("hubspot"),
            requests("config.auth.conditionallyRequiredScopes").of("hubspot"),
        ],
    },
    Preset {
        name: "keycloak-realm",
        files: &["*realm*.json", "*realm*.yaml", "*realm*.yml"],
        rules: &[
            requests("clients[].defaultClientScopes").of("keycloak"),
            requests("clients[].optionalClientScopes").of("keycloak"),
            defines("clientScopes[].name"),
            maps("clientScopeMappings.*[].clientScope"),
            maps("scopeMappings[].clientScope"),
            maps("defaultDefaultClientScopes"),
            maps("defaultOptionalClientScopes"),
            requests("identityProviders[].config.defaultScope"),
            requests("spec.realm.clients[].defaultClientScopes").of("keycloak"),
            requests("spec.realm.clients[].optionalClientScopes").of("keycloak"),
            defines("spec.realm.clientScopes[].name"),
            maps("spec.realm.clientScopeMappings.*[].clientScope"),
            maps("spec.realm.scopeMappings[].clientScope"),
            maps("spec.realm.defaultDefaultClientScopes"),
            maps("spec.realm.defaultOptionalClientScopes"),
            requests("spec.realm.identityProviders[].config.defaultScope"),
        ],
    },
    Preset {
        name: "kong-declarative",
        files: &["kong.yml", "kong.yaml"],
        rules: &[
            requests("plugins[].config.scopes"),
            requires("plugins[].config.scopes_required"),
            requests("services[].plugins[].config.scopes"),
            requires("services[].plugins[].config.scopes_required"),
            requests("services[].routes[].plugins[].config.scopes"),
            requires("services[].routes[].plugins[].config.scopes_required"),
            requests("routes[].plugins[].config.scopes"),
            requires("routes[].plugins[].config.scopes_required"),
        ],
    },
    Preset {
        name: "krakend",
        files: &["krakend.json"],
        rules: &[
            requires(r#"endpoints[].extra_config."auth/validator".scopes"#),
            requests(r#"endpoints[].backend[].extra_config."auth/client-credentials".scopes"#),
        ],
    },
    Preset {
        name: "kubernetes-configmap",
        files: &["*configmap*.yaml", "*configmap*.yml", "*config-map*.yaml", "*config-map*.yml"],
        rules: &[requests("data.*_SCOPES"), requests("data.*_SCOPE")],
    },
    Preset {
        name: "league-oauth2-server",
        files: &["league_oauth2_server.yml", "league_oauth2_server.yaml"],
        rules: &[defines("league_oauth2_server.scopes.available"), defines("league_oauth2_server.scopes.default")],
    },
    Preset {
        name: "micronaut-oauth2",
        files: &["application*.properties", "application*.toml", "application*.yml", "application*.yaml"],
        rules: &[requests("micronaut.security.oauth2.clients.*.scopes")],
    },
    Preset {
        name: "nango-yaml",
        files: &["nango.yml", "nango.yaml", "flows.yml", "flows.yaml"],
        rules: &[requests("integrations.*.syncs.*.scopes"), requests("integrations.*.actions.*.scopes")],
    },
    Preset {
        name: "oauth-client-metadata",
        files: &[
            "oauth-client-metadata.json",
            "oauth-client-metadata.*.json",
            "client-metadata.json",
            "client-metadata.*.json",
            "client_metadata.json",
        ],
        rules: &[requests("scope")],
    },
    Preset {
        name: "oauth-metadata",
        files: &["oauth-protected-resource*.json", "oauth-authorization-server*.json", "openid-configuration*.json"],
        rules: &[defines("scopes_supported")],
    },
    Preset {
        name: "oauth2-proxy",
        files: &[
            "oauth2-proxy.cfg",
            "oauth2_proxy.cfg",
            "oauth2-proxy.toml",
            "oauth2-proxy*.yml",
            "oauth2-proxy*.yaml",
            "alpha_config.yml",
            "alpha_config.yaml",
            "alpha-config.yml",
            "alpha-config.yaml",
        ],
        rules: &[
            requests("scope"),
            requests("providers[].scope"),
            requests("alphaConfig.configData.providers[].scope"),
        ],
    },
    Preset {
        name: "openapi-security",
        files: &[
            "openapi.yml",
            "openapi.yaml",
            "openapi.*.yml",
            "openapi.*.yaml",
            "*.openapi.yml",
            "*.openapi.yaml",
            "*-openapi.yml",
            "*-openapi.yaml",
            "swagger.yml",
            "swagger.yaml",
            "*.swagger.yml",
            "*.swagger.yaml",
            "openapi.json",
            "*.openapi.json",
            "*-openapi.json",
            "swagger.json",
            "*.swagger.json",
        ],
        rules: &[
            defines("components.securitySchemes.*.flows.*.scopes{keys}"),
            defines("securityDefinitions.*.scopes{keys}"),
            requires("security[].*"),
            requires("paths.*.*.security[].*"),
        ],
    },
    Preset {
        name: "ory-kratos",
        files: &["*kratos*.yml", "*kratos*.yaml"],
        rules: &[
            requests("selfservice.methods.oidc.config.providers[].scope"),
            requests("kratos.config.selfservice.methods.oidc.config.providers[].scope"),
        ],
    },
    Preset {
        name: "ory-oathkeeper",
        files: &[
            "oathkeeper.yml",
            "oathkeeper.yaml",
            ".oathkeeper.yml",
            ".oathkeeper.yaml",
            "access-rules.yml",
            "access-rules.yaml",
            "rules.yml",
            "rules.yaml",
            "access-rules.json",
            "rules.json",
        ],
        rules: &[
            requires("[].authenticators[].config.required_scope"),
            requires("authenticators.*.config.required_scope"),
            requests("authenticators.*.config.pre_authorization.scope"),
        ],
    },
    Preset {
        name: "ory-oauth2client",
        files: &["*oauth2client*.yml", "*oauth2client*.yaml", "*oauth2-client*.yml", "*oauth2-client*.yaml"],
        rules: &[requests("spec.scope"), requests("spec.scopeArray")],
    },
    Preset {
        name: "pomerium",
        files: &["config.yml", "config.yaml", "pomerium*.yml", "pomerium*.yaml"],
        rules: &[requests("idp_scopes"), requests("spec.identityProvider.scopes")],
    },
    Preset {
        name: "power-platform-connector",
        files: &["apiProperties.json"],
        rules: &[requests("properties.connectionParameters.*.oAuthSettings.scopes")],
    },
    Preset {
        name: "quarkus-oidc",
        files: &["application*.properties", "application*.yml", "application*.yaml"],
        rules: &[
            requests("quarkus.oidc.authentication.scopes"),
            requests("quarkus.oidc.*.authentication.scopes"),
            requests("quarkus.oidc-client.scopes"),
            requests("quarkus.oidc-client.*.scopes"),
        ],
    },
    Preset {
        name: "rauthy-clients",
        files: &["bootstrap/clients.json"],
        rules: &[requests("[].scopes").of("rauthy"), requests("[].default_scopes").of("rauthy")],
    },
    Preset {
        name: "serverless",
        files: &["serverless.yml", "serverless.yaml", "serverless.*.yml", "serverless.*.yaml", "serverless.json"],
        rules: &[
            requires("functions.*.events[].httpApi.authorizer.scopes"),
            requires("functions.*.events[].http.authorizer.scopes"),
            requires("functions[].*.events[].httpApi.authorizer.scopes"),
            requires("functions[].*.events[].http.authorizer.scopes"),
            requests("resources.Resources.*.Properties.AllowedOAuthScopes").of("cognito"),
            defines("resources.Resources.*.Properties.Scopes[].ScopeName"),
            requires("resources.Resources.*.Properties.AuthorizationScopes"),
            requests("resources.Resources.*.Properties.ProviderDetails.authorize_scopes"),
            requests("resources[].Resources.*.Properties.AllowedOAuthScopes").of("cognito"),
            defines("resources[].Resources.*.Properties.Scopes[].ScopeName"),
            requires("resources[].Resources.*.Properties.AuthorizationScopes"),
            requests("resources[].Resources.*.Properties.ProviderDetails.authorize_scopes"),
            requests("provider.environment.*_SCOPES"),
            requests("provider.environment.*_SCOPE"),
            requests("functions.*.environment.*_SCOPES"),
            requests("functions.*.environment.*_SCOPE"),
        ],
    },
    Preset {
        name: "shopify-app-toml",
        files: &["shopify.app.toml", "shopify.app.*.toml"],
        rules: &[
            requests("access_scopes.scopes").of("shopify"),
            requests("access_scopes.optional_scopes").of("shopify"),
            requests("scopes").of("shopify"),
        ],
    },
    Preset {
        name: "slack-manifest",
        files: &[
            "manifest.json",
            "manifest.yml",
            "manifest.yaml",
            "*slack*.json",
            "*slack*.yml",
            "*slack*.yaml",
            "manifest.*.yml",
            "manifest.*.yaml",
            "manifest.*.json",
        ],
        rules: &[
            requests("oauth_config.scopes.bot").of("slack"),
            requests("oauth_config.scopes.user").of("slack"),
            requests("oauth_config.scopes.bot_optional").of("slack"),
            requests("oauth_config.scopes.user_optional").of("slack"),
        ],
    },
    Preset {
        name: "spfx-package-solution",
        files: &["package-solution.json"],
        rules: &[requests("solution.webApiPermissionRequests[].scope").of("microsoft-graph")],
    },
    Preset {
        name: "spring-authorizationserver",
        files: &[
            "application*.properties",
            "bootstrap*.properties",
            "application*.yml",
            "application*.yaml",
            "bootstrap*.yml",
            "bootstrap*.yaml",
        ],
        rules: &[requests("spring.security.oauth2.authorizationserver.client.*.registration.scopes")],
    },
    Preset {
        name: "spring-oauth2-client",
        files: &[
            "application*.properties",
            "bootstrap*.properties",
            "application*.yml",
            "application*.yaml",
            "bootstrap*.yml",
            "bootstrap*.yaml",
        ],
        rules: &[requests("spring.security.oauth2.client.registration.*.scope")],
    },
    Preset {
        name: "springdoc",
        files: &[
            "application*.properties",
            "bootstrap*.properties",
            "application*.yml",
            "application*.yaml",
            "bootstrap*.yml",
            "bootstrap*.yaml",
        ],
        rules: &[requests("springdoc.swagger-ui.oauth.scopes")],
    },
    Preset {
        name: "static-web-app",
        files: &["staticwebapp.config.json"],
        rules: &[
            requests("auth.identityProviders.customOpenIdConnectProviders.*.login.scopes"),
            requests("auth.identityProviders.*.login.scopes"),
        ],
    },
    Preset {
        name: "symfony-hwi-oauth",
        files: &["hwi_oauth.yml", "hwi_oauth.yaml"],
        rules: &[requests("hwi_oauth.resource_owners.*.scope")],
    },
    Preset {
        name: "teams-manifest",
        files: &["manifest.json", "manifest.*.json"],
        rules: &[
            requests("authorization.permissions.resourceSpecific[].name").of("microsoft-graph"),
            requests("authorization.permissions.orgWide[].name").of("microsoft-graph"),
            requests("webApplicationInfo.applicationPermissions").of("microsoft-graph"),
        ],
    },
    Preset {
        name: "teleport-oidc",
        files: &["*oidc-connector*.yml", "*oidc-connector*.yaml", "*oidc_connector*.yml", "*oidc_connector*.yaml"],
        rules: &[requests("spec.scope")],
    },
    Preset {
        name: "terraform-auth0",
        files: &["*.tf", "*.tf.json"],
        rules: &[
            requests("resource.auth0_client_grant.*.scopes"),
            defines("resource.auth0_resource_server.*.scopes.value"),
            defines("resource.auth0_resource_server.*.scopes[].value"),
            defines("resource.auth0_resource_server_scopes.*.scopes.name"),
            defines("resource.auth0_resource_server_scopes.*.scopes[].name"),
            defines("resource.auth0_resource_server_scope.*.scope"),
            requests("resource.auth0_connection.*.options.scopes"),
        ],
    },
    Preset {
        name: "terraform-azuread",
        files: &["*.tf", "*.tf.json"],
        rules: &[
            requests("resource.azuread_service_principal_delegated_permission_grant.*.claim_values")
                .of("microsoft-graph"),
            defines("resource.azuread_application.*.api.oauth2_permission_scope.value"),
            defines("resource.azuread_application.*.api.oauth2_permission_scope[].value"),
            defines("resource.azuread_application_permission_scope.*.value"),
        ],
    },
    Preset {
        name: "terraform-cognito",
        files: &["*.tf", "*.tf.json"],
        rules: &[
            requests("resource.aws_cognito_user_pool_client.*.allowed_oauth_scopes").of("cognito"),
            requests("resource.aws_cognito_managed_user_pool_client.*.allowed_oauth_scopes").of("cognito"),
            defines("resource.aws_cognito_resource_server.*.scope.scope_name"),
            defines("resource.aws_cognito_resource_server.*.scope[].scope_name"),
            requests("resource.aws_cognito_identity_provider.*.provider_details.authorize_scopes"),
            requires("resource.aws_apigatewayv2_route.*.authorization_scopes"),
            requires("resource.aws_api_gateway_method.*.authorization_scopes"),
            requests("module.*.clients[].allowed_oauth_scopes").of("cognito"),
            requests("module.*.client_allowed_oauth_scopes").of("cognito"),
            defines("module.*.resource_servers[].scope[].scope_name"),
            requests("module.*.identity_providers[].provider_details.authorize_scopes"),
        ],
    },
    Preset {
        name: "terraform-google",
        files: &["*.tf", "*.tf.json"],
        rules: &[
            requests("resource.google_container_node_pool.*.node_config.oauth_scopes").of("google"),
            requests("resource.google_container_cluster.*.node_config.oauth_scopes").of("google"),
            requests("resource.google_container_cluster.*.node_pool.node_config.oauth_scopes").of("google"),
            requests("resource.google_container_cluster.*.node_pool[].node_config.oauth_scopes").of("google"),
            requests("resource.google_container_cluster.*.cluster_autoscaling.auto_provisioning_defaults.oauth_scopes")
                .of("google"),
            requests("resource.google_compute_instance.*.service_account.scopes").of("google"),
            requests("resource.google_compute_instance_template.*.service_account.scopes").of("google"),
            requests("resource.google_compute_region_instance_template.*.service_account.scopes").of("google"),
            requests("resource.google_compute_instance_from_template.*.service_account.scopes").of("google"),
            requests("resource.google_cloud_scheduler_job.*.http_target.oauth_token.scope").of("google"),
            requests("resource.google_dataproc_cluster.*.cluster_config.gce_cluster_config.service_account_scopes")
                .of("google"),
            requests("resource.google_composer_environment.*.config.node_config.oauth_scopes").of("google"),
            requests("data.google_service_account_access_token.*.scopes").of("google"),
            requests("provider.google.scopes").of("google"),
            requests("provider.google-beta.scopes").of("google"),
            requests("provider.googleworkspace.oauth_scopes").of("google"),
            requests("module.*.node_pools_oauth_scopes.*").of("google"),
            requests("module.*.service_account.scopes").of("google"),
        ],
    },
    Preset {
        name: "terraform-keycloak",
        files: &["*.tf", "*.tf.json"],
        rules: &[
            requests("resource.keycloak_openid_client_default_scopes.*.default_scopes").of("keycloak"),
            requests("resource.keycloak_openid_client_optional_scopes.*.optional_scopes").of("keycloak"),
            defines("resource.keycloak_openid_client_scope.*.name"),
            requests("resource.keycloak_oidc_identity_provider.*.default_scopes"),
            requests("resource.keycloak_oidc_google_identity_provider.*.default_scopes"),
        ],
    },
    Preset {
        name: "terraform-load-balancer",
        files: &["*.tf", "*.tf.json"],
        rules: &[
            requests("resource.aws_lb_listener.*.default_action.authenticate_oidc.scope"),
            requests("resource.aws_lb_listener.*.default_action.authenticate_cognito.scope"),
            requests("resource.aws_lb_listener.*.default_action[].authenticate_oidc.scope"),
            requests("resource.aws_lb_listener.*.default_action[].authenticate_cognito.scope"),
            requests("resource.aws_lb_listener_rule.*.action.authenticate_oidc.scope"),
            requests("resource.aws_lb_listener_rule.*.action.authenticate_cognito.scope"),
            requests("resource.aws_lb_listener_rule.*.action[].authenticate_oidc.scope"),
            requests("resource.aws_lb_listener_rule.*.action[].authenticate_cognito.scope"),
        ],
    },
    Preset {
        name: "terraform-okta",
        files: &["*.tf", "*.tf.json"],
        rules: &[
            requests("resource.okta_app_oauth_api_scope.*.scopes").of("okta"),
            defines("resource.okta_auth_server_scope.*.name"),
            maps("resource.okta_auth_server_policy_rule.*.scope_whitelist"),
            requests("resource.okta_idp_oidc.*.scopes"),
            requests("resource.okta_idp_social.*.scopes"),
        ],
    },
    Preset {
        name: "terraform-vault",
        files: &["*.tf", "*.tf.json"],
        rules: &[requests("resource.vault_jwt_auth_backend_role.*.oidc_scopes")],
    },
    Preset { name: "vouch-proxy", files: &["config.yml", "config.yaml"], rules: &[requests("oauth.scopes")] },
    Preset { name: "windmill-oauth-connect", files: &["oauth_connect.json"], rules: &[requests("*.scopes")] },
];

/// The presets that a file's path may tell, by name. Several share names such as `manifest.json` and `*.yaml`: those
/// apply whose rules lead somewhere in the file, which [`extract_presets`](crate::extract_presets) shows.
pub fn presets_of(file: &str) -> impl Iterator<Item = &'static Preset> {
    let file = file.replace('\\', "/");
    PRESETS.iter().filter(move |preset| preset.files.iter().any(|pattern| fits(pattern, &file)))
}

/// Whether a path ends with a pattern: whole names, with `*` for any characters of one name.
fn fits(pattern: &str, file: &str) -> bool {
    let mut names = file.rsplit('/');
    pattern.rsplit('/').all(|pattern| names.next().is_some_and(|name| glob::matches(pattern, name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::Path;

    fn names(file: &str) -> Vec<&str> {
        presets_of(file).map(|preset| preset.name).collect()
    }

    #[test]
    fn a_file_s_name_tells() {
        assert_eq!(names("app\\shopify.app.staging.toml"), ["shopify-app-toml"]);
        assert_eq!(names("shopify.web.toml"), [""; 0]);
        assert!(names("manifest.json").contains(&"chrome-extension"));
        assert!(names("manifest.json").contains(&"teams-manifest"));
        assert!(names("x/.github/workflows/ci.yml").contains(&"github-actions-permissions"));
        assert!(!names("workflows/ci.yml").contains(&"github-actions-permissions"));
    }

    #[test]
    fn presets_are_in_order_and_all_of_their_paths_can_be_read() {
        assert!(PRESETS.is_sorted_by(|one, other| one.name < other.name));
        for preset in PRESETS {
            let mut paths: Vec<&str> = preset.rules.iter().map(|rule| rule.path).collect();
            for path in &paths {
                assert!(Path::parse(path).is_ok(), "{}: {path}", preset.name);
            }
            paths.sort_unstable();
            assert!(paths.is_sorted_by(|one, other| one < other), "{}: a path stands twice", preset.name);
        }
    }
}
