//! The kinds of files whose scope lists are known, as names in code.

macro_rules! presets {
    ($($variant:ident = $name:literal,)*) => {
        /// A kind of file whose scope lists are known: where they stand in it, what they are for, whose they are.
        ///
        /// The page `docs/reference/presets.md` of the project tells this of each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Preset {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Preset {
            /// All of them, by name.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// What `preset = "…"` calls it under `[[config]]` of a catalog.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

presets! {
    ArgoWorkflows = "argo-workflows",
    ArgocdCm = "argocd-cm",
    AspnetAppsettings = "aspnet-appsettings",
    AsyncapiSecurity = "asyncapi-security",
    AtlassianConnect = "atlassian-connect",
    AtlassianForge = "atlassian-forge",
    Auth0Deploy = "auth0-deploy",
    AutheliaClients = "authelia-clients",
    AwsCognitoCfn = "aws-cognito-cfn",
    AwsSamAuthorizer = "aws-sam-authorizer",
    BackstageAppConfig = "backstage-app-config",
    CargoDistPermissions = "cargo-dist-permissions",
    ChromeExtension = "chrome-extension",
    CloudflareWrangler = "cloudflare-wrangler",
    ComposeEnv = "compose-env",
    DevcontainerPermissions = "devcontainer-permissions",
    DexConfig = "dex-config",
    EntraAppManifest = "entra-app-manifest",
    EnvScopeVars = "env-scope-vars",
    EnvoyGatewayOidc = "envoy-gateway-oidc",
    FlyToml = "fly-toml",
    GcpConfigConnector = "gcp-config-connector",
    GiteaAppIni = "gitea-app-ini",
    GithubActionsPermissions = "github-actions-permissions",
    GithubAppManifest = "github-app-manifest",
    GoogleAppsscript = "google-appsscript",
    GoogleWorkspaceAddon = "google-workspace-addon",
    Grafana = "grafana",
    GrantConfig = "grant-config",
    HubspotApp = "hubspot-app",
    KeycloakRealm = "keycloak-realm",
    KongDeclarative = "kong-declarative",
    Krakend = "krakend",
    KubernetesConfigmap = "kubernetes-configmap",
    LeagueOauth2Server = "league-oauth2-server",
    MicronautOauth2 = "micronaut-oauth2",
    NangoYaml = "nango-yaml",
    OauthClientMetadata = "oauth-client-metadata",
    OauthMetadata = "oauth-metadata",
    Oauth2Proxy = "oauth2-proxy",
    OpenapiSecurity = "openapi-security",
    OryKratos = "ory-kratos",
    OryOathkeeper = "ory-oathkeeper",
    OryOauth2client = "ory-oauth2client",
    Pomerium = "pomerium",
    PowerPlatformConnector = "power-platform-connector",
    QuarkusOidc = "quarkus-oidc",
    RauthyClients = "rauthy-clients",
    Serverless = "serverless",
    ShopifyAppToml = "shopify-app-toml",
    SlackManifest = "slack-manifest",
    SpfxPackageSolution = "spfx-package-solution",
    SpringAuthorizationserver = "spring-authorizationserver",
    SpringOauth2Client = "spring-oauth2-client",
    Springdoc = "springdoc",
    StaticWebApp = "static-web-app",
    SymfonyHwiOauth = "symfony-hwi-oauth",
    TeamsManifest = "teams-manifest",
    TeleportOidc = "teleport-oidc",
    TerraformAuth0 = "terraform-auth0",
    TerraformAzuread = "terraform-azuread",
    TerraformCognito = "terraform-cognito",
    TerraformGoogle = "terraform-google",
    TerraformKeycloak = "terraform-keycloak",
    TerraformLoadBalancer = "terraform-load-balancer",
    TerraformOkta = "terraform-okta",
    TerraformVault = "terraform-vault",
    VouchProxy = "vouch-proxy",
    WindmillOauthConnect = "windmill-oauth-connect",
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::Preset;

    #[test]
    fn every_preset_has_its_name_in_code() {
        let names: Vec<&str> = Preset::ALL.iter().map(|preset| preset.name()).collect();
        let known: Vec<&str> = scope_config::PRESETS.iter().map(|preset| preset.name).collect();
        assert_eq!(names, known);
    }
}
