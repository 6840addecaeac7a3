//! All presets: the names of their files, and the paths to the scopes in them.

use scope_catalog::Delimiter;

use super::list_kind::ListKind;
use super::row::{Row, RuleRow};
use crate::role::Role;

presets! {
    AiPlugin = "ai-plugin" in ["ai-plugin.json"] { Requests: "auth.scope"; }
    AmplifyOutputs = "amplify-outputs" in ["amplify_outputs.json", "(amplifyconfiguration,awsconfiguration).json"] {
        Requests of "cognito": "auth.oauth.scopes", "**.OAuth.Scopes";
    }
    // https://docs.apigee.com/api-platform/reference/policies/oauthv2-policy
    ApigeeOauthv2 = "apigee-oauthv2" in ["*.xml"] with ["OAuthV2"] { Requires: "OAuthV2.Scope"; }
    // https://apisix.apache.org/docs/apisix/plugins/openid-connect/
    Apisix = "apisix" in ["apisix.(yml,yaml)"] { Requests by Space: "**.plugins.openid-connect.scope"; }
    Appwrite = "appwrite" in ["appwrite(,.config).json"] { Requests of "own": "(functions,sites)[].scopes"; }
    ArgoWorkflows = "argo-workflows" in ["*.(yaml,yml)"] { Requests: "(data.sso|yaml,server.sso).scopes"; }
    ArgocdCm = "argocd-cm" in ["*.(yaml,yml)"] {
        Requests:
            r#"(data,configs.cm,*.configs.cm)."oidc.config"|yaml.requestedScopes"#,
            r#"(data,configs.cm,*.configs.cm)."dex.config"|yaml.connectors[].config.scopes"#,
            "spec.oidcConfig|yaml.requestedScopes",
            "spec.sso.dex.config|yaml.connectors[].config.scopes";
    }
    AspnetAppsettings = "aspnet-appsettings" in ["appsettings(,.*).json"] {
        Requires: "(AzureAd,AzureAdB2C).Scopes";
        // Version 1 splits a string at spaces, version 2 takes an array alone:
        // https://learn.microsoft.com/entra/msidweb/call-downstream-apis/migrate-to-downstreamapi
        Requests of "microsoft-graph" by Space: "(MicrosoftGraph,GraphApi).Scopes";
        Requests by Space: "(DownstreamApi,DownstreamApis.*).Scopes";
        Requests: "Authentication.*.(Scope,Scopes)";
    }
    AtlassianConnect = "atlassian-connect" in ["atlassian-connect.json"] { Requests of "own": "scopes"; }
    AtlassianForge = "atlassian-forge" in ["manifest.(yml,yaml)"] { Requests of "own": "permissions.scopes"; }
    Auth0Deploy = "auth0-deploy" in ["tenant.(yml,yaml)", "(grants,resource-servers,connections)/*.json"] {
        Defines: "resourceServers[].scopes[].value";
        Requests of "own": "clientGrants[].scope";
        Requests: "connections[].options.scope";
        Defines: "scopes[].value";
        Requests of "own": "scope";
        Requests: "options.scope";
    }
    AutheliaClients = "authelia-clients" in ["configuration.(yml,yaml)", "values(,-*,.*).(yml,yaml)"] {
        Requests of "authelia": "(,configMap.,authelia.configMap.)identity_providers.oidc.clients[].(scopes,scope)";
        Defines: "(,configMap.,authelia.configMap.)identity_providers.oidc.scopes{keys}";
    }
    AwsCognitoCfn = "aws-cognito-cfn" in ["*.(yaml,yml,json)"] {
        // Those of Serverless are below a key of their own.
        Requests of "cognito": "(,resources.,resources[].)Resources.*.Properties.AllowedOAuthScopes";
        Defines: "(,resources.,resources[].)Resources.*.Properties.Scopes[].ScopeName";
        Requires: "(,resources.,resources[].)Resources.*.Properties.AuthorizationScopes";
        Requests: "(,resources.,resources[].)Resources.*.Properties.ProviderDetails.authorize_scopes";
    }
    AwsSamAuthorizer = "aws-sam-authorizer" in ["*.(yaml,yml,json)"] {
        Requires:
            "Resources.*.Properties.(,Events.*.Properties.)Auth.AuthorizationScopes",
            "(Resources.*.Properties,Globals.*).Auth.Authorizers.*.AuthorizationScopes";
    }
    // What they send as it is (RFC 6749 §3.3): EventBridge, and load balancers in CloudFormation and on Kubernetes.
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html
    // https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#auth-scope
    AwsSignIn = "aws-sign-in" in ["*.(yaml,yml,json)"] {
        Requests by Space:
            "Resources.*.Properties.AuthParameters.OAuthParameters.OAuthHttpParameters.(BodyParameters,QueryStringParameters)[scope]",
            "Resources.*.Properties.(DefaultActions,Actions)[].(AuthenticateOidcConfig,AuthenticateCognitoConfig).Scope",
            r#"**.annotations."alb.ingress.kubernetes.io/auth-scope""#;
    }
    // https://learn.microsoft.com/azure/active-directory-b2c/oauth2-technical-profile
    AzureB2cPolicy = "azure-b2c-policy" in ["*.xml"] with ["TrustFrameworkPolicy"] { Requests: "**.Metadata.Item[scope]"; }
    BackstageAppConfig = "backstage-app-config" in ["app-config(,.*).(yml,yaml)"] {
        Requests: "auth.providers.*.*.(additionalScopes,scope)";
    }
    // https://backstage.io/docs/features/software-templates/writing-templates#using-the-users-oauth-token
    BackstageTemplate = "backstage-template" in ["*.(yml,yaml)"] {
        Requests: "**.requestUserCredentials.additionalScopes.*";
    }
    CargoDistPermissions = "cargo-dist-permissions" in ["dist-workspace.toml", "dist.toml", "Cargo.toml"] {
        Requests of "github-actions" as Permissions: "(,workspace.metadata.,package.metadata.)dist.github-custom-job-permissions.*";
    }
    ChromeExtension = "chrome-extension" in ["manifest.json"] { Requests of "google": "oauth2.scopes"; }
    CloudfoundryUaa = "cloudfoundry-uaa" in ["*.(yml,yaml)"] with ["**.authorized-grant-types"] {
        // https://github.com/cloudfoundry/uaa: UaaClientDetails, `commaDelimitedListToSet`.
        Requests of "own" by Comma: "**.{client}.(scope,authorities)";
    }
    ComposeEnv = "compose-env" in ["docker-compose(,.*,-*).(yml,yaml)", "compose(,.*).(yml,yaml)"] {
        Requests: "services.*.environment.{variable}";
    }
    ContainerEnv = "container-env" in ["*.(yaml,yml)"] {
        // `env`, `extraEnv`, `envVars`: one pattern, as each is looked for in the whole file.
        Requests: "**.*nv*.{variable}";
        // Options of the command line of OAuth2 Proxy, Dex and the like; charts have them as a table.
        Requests: "**.(args,command,extraArgs).{variable}", "**.extraArgs.{scopes}";
    }
    DbtProfiles = "dbt-profiles" in ["profiles.(yml,yaml)"] { Requests of "google": "*.outputs.*.scopes"; }
    // App Engine, Azure Functions, Cloudflare, ECS, Fly, Heroku, Netlify, Render and Vercel: the environment of a program.
    DeploymentEnv = "deployment-env" in [
        "(app,render).(yml,yaml)", "(app,vercel,local.settings,local.settings.*).json", "wrangler.(toml,json,jsonc)",
        "*(task-definition,task_definition,taskdef)*.json", "(fly,fly.*,netlify).toml"
    ] {
        Requests:
            "(env_variables,env,build.env,Values,vars,env.*.vars).{variable}",
            "env.{variable}.value",
            "containerDefinitions[].environment.{variable}",
            "(build,context.*).environment.{variable}",
            "(services[],envVarGroups[]).envVars.{variable}";
    }
    DevcontainerPermissions = "devcontainer-permissions" in ["devcontainer.json"] {
        Requests as Permissions: "customizations.codespaces.repositories.*.permissions";
    }
    DexConfig = "dex-config" in ["*.(yaml,yml)"] { Requests: "(,config.,dex.config.)connectors[].config.scopes"; }
    // https://github.com/simonrob/email-oauth2-proxy: its `emailproxy.config`.
    EmailOauth2Proxy = "email-oauth2-proxy" in ["emailproxy.config"] { Requests by Space: "**.oauth2_scope"; }
    EntraAppManifest = "entra-app-manifest" in ["(aad,entra).manifest(,.*).json", "manifest.json"] {
        Requests of "microsoft-graph": "requiredResourceAccess[].resourceAccess[].id";
        Defines: "oauth2Permissions[].value", "api.oauth2PermissionScopes[].value";
    }
    EnvScopeVars = "env-scope-vars" in [".env", ".env.*", "*.env", ".dev.vars(,.*)"] { Requests: "{variable}"; }
    EnvoyGatewayOidc = "envoy-gateway-oidc" in ["*.(yaml,yml)"] {
        Requests: "spec.oidc.scopes";
        Requires: "spec.authorization.rules[].principal.jwt.scopes";
    }
    EnvoyOauth2Filter = "envoy-oauth2-filter" in ["*.(yaml,yml)", "*.json"] {
        Requests: "**.typed_config.config.auth_scopes";
    }
    GcpConfigConnector = "gcp-config-connector" in ["*.(yaml,yml)"] {
        // It is made of the provider for Terraform.
        Requests of "google" as Gcloud: "spec.nodeConfig.oauthScopes", "spec.serviceAccount.scopes";
        Requests of "google":
            "spec.clusterAutoscaling.autoProvisioningDefaults.oauthScopes",
            "spec.httpTarget.oauthToken.scope";
    }
    GiteaActionsPermissions = "gitea-actions-permissions" in [".(gitea,forgejo)/workflows/*.(yml,yaml)"] {
        Requests of "own" as Permissions: "(,jobs.*.)permissions";
    }
    GiteaAppIni = "gitea-app-ini" in ["app.ini"] { Requests: "oauth2_client.OPENID_CONNECT_SCOPES"; }
    GithubActionsPermissions = "github-actions-permissions" in [".github/workflows/*.(yml,yaml)"] {
        Requests of "github-actions" as Permissions: "(,jobs.*.)permissions";
    }
    GithubActionsPermissionsAnyName = "github-actions-permissions-any-name" in ["*.(yml,yaml)"] with ["on", "jobs"] { like GithubActionsPermissions }
    GithubAppManifest = "github-app-manifest" in ["(app,*github-app*).(yml,yaml,json)", "manifest.json"] {
        Requests of "github-apps" as Permissions: "default_permissions";
    }
    GitlabOmniauth = "gitlab-omniauth" in ["*gitlab*.(yml,yaml)", "*omniauth*.(yml,yaml)"] {
        Requests: "(production.,)omniauth.providers[].args.scope", "(data,stringData).provider|yaml.args.scope";
    }
    GoogleAppsscript = "google-appsscript" in ["appsscript.json"] { Requests of "google": "oauthScopes"; }
    GoogleGithubAuth = "google-github-auth" in [".github/workflows/*.(yml,yaml)", "action.(yml,yaml)"] {
        Requests of "google": "(jobs.*,runs).steps[].with.access_token_scopes";
    }
    GoogleWorkflows = "google-workflows" in ["*workflow*.(yaml,yml,json)"] {
        Requests of "google": "**.args.(auth,connector_params).(scopes,scope)";
    }
    GoogleWorkspaceAddon = "google-workspace-addon" in ["deployment.json", "deployment-*.json"] {
        Requests of "google": "oauthScopes";
    }
    Grafana = "grafana" in ["(grafana,custom,defaults).ini", "*grafana*.(yaml,yml,env)", "values(,-*,.*).(yml,yaml)"] {
        // https://grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-authentication/generic-oauth/
        Requests of "named" by SpaceOrComma:
            "auth.(github,google).scopes", r#"(,grafana.,*.grafana.)"grafana.ini"."auth.(github,google)".scopes"#;
        Requests by SpaceOrComma:
            "auth.(azuread,generic_oauth,gitlab,grafana_com,okta).scopes",
            r#"(,grafana.,*.grafana.)"grafana.ini"."auth.(azuread,generic_oauth,gitlab,grafana_com,okta)".scopes"#,
            "(,env.,grafana.env.)GF_AUTH_*_SCOPES",
            // A patch of a Grafana resource.
            "[].value.scopes";
    }
    GrafanaOperator = "grafana-operator" in ["*.(yaml,yml)"] with ["spec.config"] {
        Requests of "named" by SpaceOrComma: r#"spec.config."auth.(github,google)".scopes"#;
        Requests by SpaceOrComma: r#"spec.config."auth.(azuread,generic_oauth,gitlab,grafana_com,okta)".scopes"#;
    }
    GrantConfig = "grant-config" in ["*.json"] with ["defaults.(origin,transport,prefix)"] { Requests: "*.(,overrides.*.)scope"; }
    Headscale = "headscale" in ["(headscale*,config*).(yml,yaml)"] { Requests: "oidc.scope"; }
    HubspotApp = "hubspot-app" in ["(public-app,private-app,*-hsmeta).json"] {
        Requests of "hubspot": "(,config.)auth.(requiredScopes,optionalScopes,conditionallyRequiredScopes)";
    }
    HubspotPrivateApp = "hubspot-private-app" in ["app.json"] with ["uid", "public"] { Requests of "hubspot": "scopes"; }
    HuggingFaceSpace = "hugging-face-space" in ["README.md"] { Requests of "own": "hf_oauth_scopes"; }
    // https://trino.io/docs/current/object-storage/metastores.html#rest-catalog: scopes of the user's own catalog server.
    IcebergRest = "iceberg-rest" in ["*.properties"] { Requests of "own": "iceberg.rest-catalog.oauth2.scope"; }
    Identityserver = "identityserver" in ["appsettings(,.*).json", "*identityserver*.json"] {
        Requests of "identityserver": "(IdentityServer,IdentityServerData).**.AllowedScopes";
        Defines: "(IdentityServer,IdentityServerData).(ApiScopes,IdentityResources)[].Name";
    }
    IstioAuthservice = "istio-authservice" in ["*authservice*.json"] {
        Requests: "(default_oidc_config,chains[].filters[].(oidc,oidc_override)).scopes";
    }
    JenkinsCasc = "jenkins-casc" in ["(jenkins*,casc*).(yml,yaml)"] {
        Requests: "jenkins.securityRealm.*.(oauthScopes,scopes,scope)";
    }
    // https://oauthenticator.readthedocs.io/en/latest/reference/api/gen/oauthenticator.oauth2.html
    JupyterhubAuthenticators = "jupyterhub-authenticators" in ["*.(yaml,yml)"] {
        Requests of "github": "**.GitHubOAuthenticator.scope";
        Requests of "google": "**.GoogleOAuthenticator.scope";
        Requests of "gitlab": "**.GitLabOAuthenticator.scope";
        Requests: "**.*OAuthenticator.scope";
    }
    JupyterhubRoles = "jupyterhub-roles" in ["*.(yaml,yml)"] { Maps: "**.loadRoles.*.scopes"; }
    KafkaUi = "kafka-ui" in ["(kafka-ui*,application*).(yml,yaml)"] { Requests: "auth.oauth2.client.*.scope"; }
    KeycloakClient = "keycloak-client" in ["*client*.json"] with ["(,[].)clientId"] {
        Requests of "keycloak": "(,[].)(defaultClientScopes,optionalClientScopes)";
    }
    KeycloakRealm = "keycloak-realm" in ["*realm*.(json,yaml,yml)"] {
        Requests of "keycloak": "(,spec.realm.)clients[].(defaultClientScopes,optionalClientScopes)";
        Defines: "(,spec.realm.)clientScopes[].name";
        Maps:
            "(,spec.realm.)(clientScopeMappings.*,scopeMappings)[].clientScope",
            "(,spec.realm.)(defaultDefaultClientScopes,defaultOptionalClientScopes)";
        Requests: "(,spec.realm.)identityProviders[].config.defaultScope";
    }
    KeycloakRealmAnyName = "keycloak-realm-any-name" in ["*.(json,yaml,yml)"]
        with ["realm", "(clients,clientScopes,identityProviders,default*ClientScopes)"] { like KeycloakRealm }
    KongDeclarative = "kong-declarative" in ["kong.(yml,yaml)"] {
        Requests of "own": "(,services[].,services[].routes[].,routes[].,consumers[].,consumer_groups[].)plugins[].config.scopes";
        Requires: "(,services[].,services[].routes[].,routes[].,consumers[].,consumer_groups[].)plugins[].config.scopes_required";
    }
    KongDeclarativeAnyName = "kong-declarative-any-name" in ["*.(yml,yaml,json)"] with ["_format_version"] { like KongDeclarative }
    Krakend = "krakend" in ["krakend.json"] {
        Requires: r#"endpoints[].extra_config."auth/validator".scopes"#;
        Requests: r#"endpoints[].backend[].extra_config."auth/client-credentials".scopes"#;
    }
    KubernetesSettings = "kubernetes-settings" in ["*.(yaml,yml)"] with ["apiVersion", "kind"] {
        Requests:
            // The third and the fourth are what an operator makes a Secret of: External Secrets, Sealed Secrets.
            "(data,stringData,spec.target.template.data,spec.template.data).{variable}",
            "(data,stringData).*|env.{variable}";
    }
    KustomizeGenerator = "kustomize-generator" in ["kustomization.(yml,yaml)"] {
        Requests: "(configMapGenerator,secretGenerator)[].literals.{variable}";
    }
    LeagueOauth2Server = "league-oauth2-server" in ["league_oauth2_server.(yml,yaml)"] {
        Defines: "league_oauth2_server.scopes.(available,default)";
    }
    Mattermost = "mattermost" in ["config.json", "mattermost*.json"] {
        // Sent as it is: https://docs.mattermost.com/administration-guide/configure/authentication-configuration-settings.html
        Requests of "gitlab" by Space: "GitLabSettings.Scope";
        Requests of "google" by Space: "GoogleSettings.Scope";
        Requests of "microsoft-graph" by Space: "Office365Settings.Scope";
        Requests by Space: "OpenIdSettings.Scope";
    }
    McpServers = "mcp-servers" in ["(.,)mcp(,.*,_*,-*).json", "claude_desktop_config.json"] {
        Requests of "own": "(mcpServers,servers).*.(oauth,auth).(scopes,scope)";
    }
    MicronautOauth2 = "micronaut-oauth2" in ["application*.(properties,toml,yml,yaml)"] {
        // As with Quarkus: split at commas, and joined with spaces (micronaut-security, DefaultAuthorizationRedirectHandler).
        Requests by SpaceOrComma: "micronaut.security.oauth2.clients.*.scopes";
    }
    // https://developers.miro.com/docs/app-manifest
    MiroApp = "miro-app" in ["app-manifest.(yaml,yml)"] with ["appName"] { Requests of "miro": "scopes"; }
    ModAuthOpenidc = "mod-auth-openidc" in ["*.(conf,htaccess)", ".htaccess"] {
        // https://github.com/OpenIDC/mod_auth_openidc: its `auth_openidc.conf`.
        Requests by Space: "**.OIDCScope";
    }
    MsalAuthConfig = "msal-auth-config" in ["(authConfig,auth-config,auth_config).json"] {
        Requests: "(protectedResources,resources).*.scopes";
        Requires: "protectedRoutes.*.scopes";
    }
    NangoYaml = "nango-yaml" in ["(nango,flows).(yml,yaml)"] { Requests: "integrations.*.(syncs,actions).*.scopes"; }
    NhostToml = "nhost-toml" in ["nhost.toml"] { Requests: "auth.method.oauth.*.scope"; }
    OauthClient = "oauth-client" in ["*.(yaml,yml,json,toml,ini,conf,cfg,properties,xml,tf)"] {
        // The program is not known. A list is recognized by its scopes, by the keys beside it, or by its name.
        Requests of "google": "**.{google}";
        Requests of "microsoft-graph": "**.{graph}";
        Requests: "**.{openid}", "**.{client}.{scopes}", "**.{oauth}";
    }
    OauthClientMetadata = "oauth-client-metadata" in ["(oauth-,)client-metadata(,.*).json", "client_metadata.json"] {
        // RFC 7591 §2.
        Requests by Space: "scope";
    }
    // RFC 8414 §2, RFC 9728 §2.
    OauthMetadata = "oauth-metadata" in ["(oauth-(protected-resource,authorization-server),openid-configuration)(,*.json)"] {
        Defines: "scopes_supported";
    }
    OauthMetadataAnyName = "oauth-metadata-any-name" in ["*.json"] with ["(issuer,resource)"] { like OauthMetadata }
    Oauth2Proxy = "oauth2-proxy" in [
        "(oauth2-proxy,oauth2_proxy).cfg", "oauth2-proxy.toml", "(oauth2-proxy*,alpha_config,alpha-config).(yml,yaml)"
    ] { Requests: "(,providers[].,alphaConfig.configData.providers[].)scope"; }
    Oauth2ProxyChart = "oauth2-proxy-chart" in ["values(,-*,.*).(yml,yaml)", "*oauth2-proxy*.(yml,yaml)"] {
        Requests: "(,oauth2-proxy.)config.configFile|toml.scope", "(,oauth2-proxy.)alphaConfig.configData.providers[].scope";
    }
    Ocelot = "ocelot" in ["ocelot(,.*).json"] {
        Requires: "((Routes,ReRoutes)[],GlobalConfiguration).AuthenticationOptions.AllowedScopes";
    }
    OctoSts = "octo-sts" in ["*.sts.(yaml,yml)"] { Requests of "github-apps" as Permissions: "permissions"; }
    OpenapiSecurity = "openapi-security" in [
        "openapi(,.*).(yml,yaml)", "(*.,*-)openapi.(yml,yaml)", "(,*.,*-)openapi.json", "(,*.)swagger.(yml,yaml,json)"
    ] {
        Defines: "components.securitySchemes.*.flows.*.(availableScopes,scopes){keys}", "securityDefinitions.*.scopes{keys}";
        Requires: "(,paths.*.*.)security[].*";
    }
    OpenapiSecurityAnyName = "openapi-security-any-name" in ["*.(yml,yaml,json)"] with ["(asyncapi,openapi,swagger)"] { like OpenapiSecurity }
    OryHydra = "ory-hydra" in ["*hydra*.(yml,yaml)"] {
        Defines: "(,hydra.config.)webfinger.oidc_discovery.supported_scope";
        Requests of "own": "(,hydra.config.)oidc.dynamic_client_registration.default_scope";
    }
    OryKratos = "ory-kratos" in ["*kratos*.(yml,yaml)"] {
        Requests: "(,kratos.config.)selfservice.methods.oidc.config.providers[].scope";
    }
    OryOathkeeper = "ory-oathkeeper" in ["(,.)oathkeeper.(yml,yaml)", "(access-rules,rules).(yml,yaml,json)"] {
        Requires: "([].authenticators[],authenticators.*).config.required_scope";
        Requests: "authenticators.*.config.pre_authorization.scope";
    }
    OryOauth2client = "ory-oauth2client" in ["*(oauth2client,oauth2-client)*.(yml,yaml)"] {
        // https://github.com/ory/hydra-maester: the description of `scope` in its resource.
        Requests of "own" by Space: "spec.(scope,scopeArray)";
    }
    OtelOauth2client = "otel-oauth2client" in ["*.(yaml,yml)"] {
        Requests: "(,config.,spec.config.)extensions.oauth2client*.scopes";
    }
    Packer = "packer" in ["*.pkr.hcl", "*.pkr.json", "*.pkrvars.hcl"] {
        Requests of "google":
            "source.googlecompute.*.scopes",
            "builders[].scopes",
            "variable.*service_account_scopes.default",
            "*service_account_scopes";
    }
    PlaySilhouette = "play-silhouette" in ["(application*,silhouette*).conf"] {
        // Sent as it is (OAuth2Settings).
        Requests by Space: "silhouette.*.scope";
    }
    Pomerium = "pomerium" in ["(config,pomerium*).(yml,yaml)"] { Requests: "idp_scopes", "spec.identityProvider.scopes"; }
    PostmanCollection = "postman-collection" in ["*.postman_collection.json"] {
        // Sent as it is: https://learning.postman.com/docs/sending-requests/authorization/oauth-20/
        Requests by Space: "**.auth.oauth2[scope]";
    }
    PowerPlatformConnector = "power-platform-connector" in ["apiProperties.json"] {
        Requests: "properties.connectionParameters.*.oAuthSettings.scopes";
    }
    PrometheusHttp = "prometheus-http" in ["*(prometheus,alertmanager)*.(yml,yaml)"] {
        Requests: "**.oauth2.scopes", "**.azuread.scope";
    }
    // RFC 9728 §2, in the spelling of Kubernetes: what gateways of MCP servers tell of these.
    ProtectedResource = "protected-resource" in ["*.(yaml,yml)"] {
        Defines: "**.(resourceMetadata,protectedResourceMetadata).scopesSupported";
    }
    QuarkusOidc = "quarkus-oidc" in ["application*.(properties,yml,yaml)"] {
        // It splits at commas and joins with spaces, so a list with spaces is sent as it is meant (OidcUtils.encodeScopes).
        Requests by SpaceOrComma:
            "(,%*.)quarkus.oidc(,.*).authentication.scopes", "(,%*.)quarkus.oidc-client(,.*).scopes";
    }
    RauthyClients = "rauthy-clients" in ["bootstrap/clients.json"] { Requests of "rauthy": "[].(scopes,default_scopes)"; }
    RauthyConfig = "rauthy-config" in ["(config,rauthy).toml"] with ["dynamic_clients"] {
        Requests of "rauthy": "dynamic_clients.(allowed_scopes,default_scopes)";
    }
    // https://rclone.org/drive/#drive-scope
    Rclone = "rclone" in ["rclone.conf"] { Requests by Comma: "*.scope"; }
    SalesforceConnectedApp = "salesforce-connected-app" in ["*.connectedApp-meta.xml", "*.connectedApp"] {
        // The names of the metadata API: `RefreshToken`.
        Requests of "own": "ConnectedApp.oauthConfig.scopes";
    }
    // https://help.sap.com/docs/btp/sap-business-technology-platform/application-security-descriptor-configuration-syntax
    SapXsSecurity = "sap-xs-security" in ["xs-security*.json"] {
        Defines: "scopes[].name";
        Maps: "role-templates[].scope-references";
        Requests of "own": "foreign-scope-references";
    }
    SapXsuaaService = "sap-xsuaa-service" in ["*.(yaml,yml)"] with ["**.(xsappname,tenant-mode)"] {
        Defines: "(**.config,spec.parameters).scopes[].name";
        Maps: "(**.config,spec.parameters).role-templates[].scope-references";
        Requests of "own": "(**.config,spec.parameters).foreign-scope-references";
    }
    Serverless = "serverless" in ["serverless(,.*).(yml,yaml)", "serverless.json"] {
        Requires: "functions(,[]).*.events[].(httpApi,http).authorizer.scopes";
        Requests: "(provider,functions.*).environment.{variable}";
    }
    ShopifyAppToml = "shopify-app-toml" in ["shopify.app.toml", "shopify.app.*.toml"] {
        // https://shopify.dev/docs/apps/build/cli-for-apps/app-configuration#access_scopes
        Requests of "shopify" by Comma: "access_scopes.(scopes,optional_scopes)", "scopes";
    }
    SlackManifest = "slack-manifest" in ["(*manifest*,*slack*).(json,yml,yaml)"] {
        Requests of "slack": "oauth_config.scopes.(bot,user)(,_optional)";
    }
    Sonarqube = "sonarqube" in ["sonar.properties"] { Requests: "sonar.auth.oidc.scopes"; }
    SpfxPackageSolution = "spfx-package-solution" in ["package-solution.json"] {
        Requests of "microsoft-graph": "solution.webApiPermissionRequests[].scope";
    }
    SpringAuthorizationserver = "spring-authorizationserver" in ["(application,bootstrap)*.(properties,yml,yaml)"] {
        // A list as Spring Boot binds it (spring-boot#15398).
        Requests by Comma: "spring.security.oauth2.authorizationserver.client.*.registration.scopes";
    }
    SpringOauth2Client = "spring-oauth2-client" in ["(application,bootstrap)*.(properties,yml,yaml)"] {
        // A list as Spring Boot binds it: with a space it is one scope (spring-boot#15398).
        Requests by Comma: "spring.security.oauth2.client.registration.*.scope", "security.oauth2.client.scope";
    }
    Springdoc = "springdoc" in ["(application,bootstrap)*.(properties,yml,yaml)"] {
        // Bound as a list, and joined with spaces by Swagger UI; programs that read the property themselves split it at either.
        Requests by SpaceOrComma: "springdoc.swagger-ui.oauth.scopes";
    }
    StaticWebApp = "static-web-app" in ["staticwebapp.config.json"] {
        Requests: "auth.identityProviders.(customOpenIdConnectProviders.,)*.login.scopes";
        // A parameter of the request as it is sent: https://learn.microsoft.com/azure/static-web-apps/authentication-custom
        Requests by Space: "auth.identityProviders.*.login.loginParameters[scope]";
    }
    SymfonyHwiOauth = "symfony-hwi-oauth" in ["hwi_oauth.(yml,yaml)"] { Requests: "hwi_oauth.resource_owners.*.scope"; }
    TeamsManifest = "teams-manifest" in ["manifest(,.*).json"] {
        Requests of "teams-rsc":
            "authorization.permissions.resourceSpecific[].name",
            "webApplicationInfo.applicationPermissions";
        Requests of "microsoft-graph": "authorization.permissions.orgWide[].name";
    }
    TeleportOidc = "teleport-oidc" in ["*(oidc-connector,oidc_connector)*.(yml,yaml)"] { Requests: "spec.scope"; }
    TerraformAuth0 = "terraform-auth0" in ["*.tf", "*.tf.json"] {
        Requests of "own": "resource.auth0_client_grant.*.scopes";
        Defines:
            "resource.auth0_resource_server.*.scopes(,[]).value",
            "resource.auth0_resource_server_scopes.*.scopes(,[]).name",
            "resource.auth0_resource_server_scope.*.scope";
        Requests: "resource.auth0_connection.*.options.(scopes,attribute_map.userinfo_scope)";
    }
    TerraformAzuread = "terraform-azuread" in ["*.tf", "*.tf.json"] {
        Requests of "microsoft-graph":
            "resource.azuread_service_principal_delegated_permission_grant.*.claim_values",
            "resource.azuread_application(,_registration).*.required_resource_access(,[]).resource_access(,[]).id",
            "resource.azuread_application_api_access.*.(scope_ids,role_ids)";
        Defines:
            "resource.azuread_application.*.api.oauth2_permission_scope(,[]).value",
            "resource.azuread_application_permission_scope.*.value";
    }
    TerraformCognito = "terraform-cognito" in ["*.tf", "*.tf.json"] {
        Requests of "cognito":
            "resource.aws_cognito_(,managed_)user_pool_client.*.allowed_oauth_scopes",
            "module.*.(clients[].,client_)allowed_oauth_scopes";
        Defines:
            "resource.aws_cognito_resource_server.*.scope(,[]).scope_name",
            "module.*.resource_servers[].scope[].scope_name";
        Requires: "resource.(aws_apigatewayv2_route,aws_api_gateway_method).*.authorization_scopes";
        Requests:
            "resource.aws_cognito_identity_provider.*.provider_details.authorize_scopes",
            "module.*.identity_providers[].provider_details.authorize_scopes";
    }
    TerraformContainers = "terraform-containers" in ["*.tf", "*.tf.json"] {
        Requests:
            "resource.*.*.**.(env.{variable},*_SCOPES)",
            "resource.aws_ecs_task_definition.*.container_definitions|json[].environment.{variable}";
        Requests by Space:
            r#"resource.helm_release.*.values[]|yaml.**.annotations."alb.ingress.kubernetes.io/auth-scope""#;
    }
    TerraformGitlab = "terraform-gitlab" in ["*.tf", "*.tf.json"] {
        Requests of "gitlab": "resource.gitlab_(application,(project,group,personal)_access_token).*.scopes";
        // Their names are those of deploy tokens, which are none of OAuth.
        Maps: "resource.gitlab_deploy_token.*.scopes";
    }
    TerraformGoogle = "terraform-google" in ["*.tf", "*.tf.json"] {
        // https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_instance#scopes-1
        Requests of "google" as Gcloud:
            "resource.google_container_node_pool.*.node_config.oauth_scopes",
            "resource.google_container_cluster.*.(,node_pool.,node_pool[].)node_config.oauth_scopes",
            "resource.google_compute_(,region_)instance_template.*.service_account.scopes",
            "resource.google_compute_instance(,_from_template).*.service_account.scopes",
            "resource.google_dataproc_cluster.*.cluster_config.gce_cluster_config.service_account_scopes",
            "data.google_service_account_access_token.*.scopes",
            "module.*.node_pools_oauth_scopes.*",
            "module.*.service_account.scopes",
            "variable.(*service_account_scopes,{google}).default";
        Requests of "google":
            "resource.google_container_cluster.*.cluster_autoscaling.auto_provisioning_defaults.oauth_scopes",
            "resource.google_cloud_scheduler_job.*.http_target.oauth_token.scope",
            "resource.google_composer_environment.*.config.node_config.oauth_scopes",
            "provider.(google,google-beta)(,[]).scopes",
            "provider.googleworkspace(,[]).oauth_scopes";
    }
    TerraformKeycloak = "terraform-keycloak" in ["*.tf", "*.tf.json"] {
        Requests of "keycloak":
            "resource.keycloak_openid_client_default_scopes.*.default_scopes",
            "resource.keycloak_openid_client_optional_scopes.*.optional_scopes";
        Defines: "resource.keycloak_openid_client_scope.*.name";
        Requests: "resource.keycloak_oidc_(,google_)identity_provider.*.default_scopes";
    }
    TerraformOkta = "terraform-okta" in ["*.tf", "*.tf.json"] {
        Requests of "okta":
            "resource.okta_app_oauth_api_scope.*.scopes",
            "resource.okta_api_service_integration.*.granted_scopes(,[]).scope";
        Defines: "resource.okta_auth_server_scope.*.name";
        Maps: "resource.okta_auth_server_policy_rule.*.scope_whitelist";
        Requests:
            "(resource,data).(okta_idp_oidc,okta_idp_social).*.scopes", "resource.okta_inline_hook.*.channel_json|json.**.{client}.{scopes}";
    }
    TerraformSignIn = "terraform-sign-in" in ["*.tf", "*.tf.json"] {
        Requests:
            "resource.boundary_auth_method_oidc.*.claims_scopes",
            "resource.cloudflare_(access,zero_trust_access)_identity_provider.*.config(,[]).scopes",
            "(resource,data).vault_jwt_auth_backend_role.*.oidc_scopes",
            "resource.zitadel_*idp_*.*.scopes",
            "resource.*.*.auth_settings_v2.(facebook_v2,microsoft_v2).login_scopes",
            "resource.*.*.auth_settings_v2.custom_oidc_v2(,[]).scopes";
        Requests of "named": "resource.*.*.auth_settings_v2.(github,google)_v2.login_scopes";
        // As in the API of AWS.
        Requests by Space:
            "resource.aws_lb_listener.*.default_action(,[]).(authenticate_oidc,authenticate_cognito).scope",
            "resource.aws_lb_listener_rule.*.action(,[]).(authenticate_oidc,authenticate_cognito).scope";
        // https://registry.terraform.io/providers/grafana/grafana/latest/docs/resources/sso_settings
        Requests by SpaceOrComma: "resource.grafana_sso_settings.*.oauth2_settings(,[]).scopes";
        // https://registry.terraform.io/providers/goharbor/harbor/latest/docs/resources/config_auth
        Requests by Comma: "resource.harbor_config_auth.*.oidc_scope";
    }
    TerraformVariables = "terraform-variables" in ["*.(tfvars,tf)(,.json)", "terragrunt.hcl"] {
        Requests: "(,inputs.,locals.){oauth}", "variable.{oauth}.default";
    }
    VouchProxy = "vouch-proxy" in ["config.(yml,yaml)"] { Requests: "oauth.scopes"; }
    WindmillOauthConnect = "windmill-oauth-connect" in ["oauth_connect.json"] { Requests: "*.scopes"; }
    ZendeskApp = "zendesk-app" in ["manifest.json"] { Requests: "oauth.scope"; }
}
