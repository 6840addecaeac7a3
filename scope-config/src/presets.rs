//! Presets: kinds of configuration files, and where they have their scopes.

use std::sync::LazyLock;

use scope_catalog::{Delimiter, closest};

use crate::format::bare_name;
use crate::glob;
use crate::path::Path;
use crate::role::Role;
use crate::usage_error::UsageError;

/// Where in a file of a preset scopes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// A [`Path`](crate::Path), as text.
    pub path: String,
    /// What the list there is for.
    pub role: Role,
    /// The provider that the scopes belong to, if the path tells. If its catalog is not bundled, they are not checked. Those of one file may belong to several: a user
    /// pool of Cognito has scopes of its own, and asks Google for others.
    pub provider: Option<&'static str>,
    /// The delimiter of the program that reads the list, if it is known.
    pub delimiter: Option<Delimiter>,
    /// Whether a table of texts is a list of permissions, each with its level.
    pub is_permissions: bool,
    pub(crate) parsed: Path,
}

/// A preset as it is written: `(a,b)` in a name or a path is either of the two.
struct Row {
    files: &'static [&'static str],
    /// Paths that all have to lead somewhere: then a file of any name is one of the preset.
    marks: &'static [&'static str],
    rules: &'static [RuleRow],
}

/// Rules that differ in their paths.
struct RuleRow {
    role: Role,
    provider: Option<&'static str>,
    delimiter: Option<Delimiter>,
    is_permissions: bool,
    paths: &'static [&'static str],
}

/// A preset with every `(a,b)` written out.
struct Data {
    files: Vec<String>,
    /// The paths of each mark, of which one has to lead somewhere.
    marks: Vec<Vec<Path>>,
    rules: Vec<Rule>,
}

macro_rules! presets {
    ($(
        $variant:ident = $name:literal in [$($file:literal),*] $(with [$($mark:literal),+])? {
            $($role:ident $(of $provider:literal)? $(by $delimiter:ident)? $(as $kind:ident)?: $($path:literal),+;)+
        }
    )+) => {
        /// A kind of file whose scope lists are known: where they are in it, what they are for, and whose scopes they are.
        ///
        /// [The book](https://github.com/oauth-scopes/oauth-scopes/blob/main/docs/reference/presets.md) tells this of each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Preset {
            $(#[doc = concat!("`", $name, "`")] $variant,)+
        }

        impl Preset {
            /// Every preset, by name.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// What `preset = "…"` calls it under `[[config]]` of a catalog.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            const fn row(self) -> Row {
                match self {
                    $(Self::$variant => Row {
                        files: &[$($file),*],
                        marks: &[$($($mark),+)?],
                        rules: &[$(RuleRow {
                            role: Role::$role,
                            provider: optional!($($provider)?),
                            delimiter: optional!($(Delimiter::$delimiter)?),
                            is_permissions: is_permissions!($($kind)?),
                            paths: &[$($path),+],
                        }),+],
                    },)+
                }
            }
        }
    };
}

macro_rules! optional {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}

macro_rules! is_permissions {
    () => {
        false
    };
    (permissions) => {
        true
    };
}

impl Preset {
    /// The preset with this name: `shopify-app-toml`.
    ///
    /// # Errors
    ///
    /// If there is none: which one may have been meant.
    ///
    /// ```
    /// use scope_config::Preset;
    ///
    /// assert_eq!(Preset::named("shopify-app-toml"), Ok(Preset::ShopifyAppToml));
    /// assert!(Preset::named("shopify").is_err());
    /// ```
    pub fn named(name: &str) -> Result<Self, UsageError> {
        if let Some(preset) = Self::ALL.iter().find(|preset| preset.name() == name) {
            return Ok(*preset);
        }
        let close = closest(name, Self::ALL.iter().map(|preset| preset.name()));
        let help = close.map_or_else(
            || format!("docs/reference/presets.md lists the {} presets", Self::ALL.len()),
            |close| format!("did you mean `{close}`?"),
        );
        Err(UsageError { message: format!("unknown preset `{name}`"), help: Some(help) })
    }

    /// The presets that match the path of a file, sorted by name. Several presets share names such as `manifest.json`
    /// and `*.yaml`; [`extract_presets`](crate::extract_presets) finds those that apply to the file.
    pub fn of_file(file: &str) -> impl Iterator<Item = Self> {
        let file = bare_name(file).replace('\\', "/");
        let fits = move |preset: &Self| preset.files().iter().any(|pattern| is_at_end(pattern, &file));
        Self::ALL.iter().copied().filter(fits)
    }

    /// The names of such files: a name, or a pattern with `*`, matched against the end of the path. Other files may be
    /// called so too: only a file in which one of the rules leads somewhere is of the preset. Empty if neither would
    /// tell, so that the preset has to be named.
    pub fn files(self) -> &'static [String] {
        &self.data().files
    }

    /// Where scopes are in it. If two lead to the same list, the first counts.
    pub fn rules(self) -> &'static [Rule] {
        &self.data().rules
    }

    /// Whether every file of a format is called as files of this preset may be: the name alone tells nothing.
    pub(crate) fn is_of_any_name(self) -> bool {
        self.files().iter().all(|file| file.starts_with("*."))
    }

    /// What a file has to have, besides a name that fits: one of the paths of each mark.
    pub(crate) fn marks(self) -> &'static [Vec<Path>] {
        &self.data().marks
    }

    fn data(self) -> &'static Data {
        static DATA: LazyLock<Vec<Data>> =
            LazyLock::new(|| Preset::ALL.iter().map(|preset| Data::of(&preset.row())).collect());
        &DATA[self as usize]
    }
}

impl Data {
    fn of(row: &Row) -> Self {
        let rules = row.rules.iter().flat_map(|row| {
            let &RuleRow { role, provider, delimiter, is_permissions, paths } = row;
            paths.iter().flat_map(|path| alternatives(path)).filter_map(move |path| {
                // A test sees to it that every preset's paths can be read.
                let parsed = Path::parse(&path).ok()?;
                Some(Rule { path, role, provider, delimiter, is_permissions, parsed })
            })
        });
        let mark = |mark: &&str| alternatives(mark).iter().filter_map(|path| Path::parse(path).ok()).collect();
        let marks = row.marks.iter().map(mark).collect();
        Self { marks, files: row.files.iter().flat_map(|file| alternatives(file)).collect(), rules: rules.collect() }
    }
}

/// Every text that one with `(a,b)` in it means, in order.
fn alternatives(text: &str) -> Vec<String> {
    let Some((before, rest)) = text.split_once('(') else { return vec![text.to_owned()] };
    let (mut depth, mut start, mut choices, mut after) = (0, 0, Vec::new(), "");
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b',' | b')' if depth == 0 => {
                choices.push(&rest[start..at]);
                start = at + 1;
                if byte == b')' {
                    after = &rest[start..];
                    break;
                }
            }
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
    }
    let choices = choices.into_iter().flat_map(alternatives);
    let after = alternatives(after);
    choices.flat_map(|choice| after.iter().map(move |after| format!("{before}{choice}{after}"))).collect()
}

/// Whether a path ends with a pattern of whole names, in which `*` matches any characters of one name.
fn is_at_end(pattern: &str, file: &str) -> bool {
    let mut names = file.rsplit('/');
    pattern.rsplit('/').all(|pattern| names.next().is_some_and(|name| glob::matches(pattern, name)))
}

presets! {
    AiPlugin = "ai-plugin" in ["ai-plugin.json"] { Requests: "auth.scope"; }
    AmplifyOutputs = "amplify-outputs" in ["amplify_outputs.json", "(amplifyconfiguration,awsconfiguration).json"] {
        Requests of "cognito": "auth.oauth.scopes", "**.OAuth.Scopes";
    }
    Apisix = "apisix" in ["apisix.(yml,yaml)"] { Requests by Space: "**.plugins.openid-connect.scope"; }
    AppEngine = "app-engine" in ["app.(yml,yaml)"] { Requests: "env_variables.(*_,)(SCOPES,SCOPE)"; }
    Appwrite = "appwrite" in ["appwrite(,.config).json"] { Requests: "(functions,sites)[].scopes"; }
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
        Requests of "microsoft-graph" by Space: "(MicrosoftGraph,GraphApi).Scopes";
        Requests: "(DownstreamApi,DownstreamApis.*).Scopes";
    }
    AsyncapiSecurity = "asyncapi-security" in ["(,*.,*-)asyncapi.(yml,yaml)", "(,*.)asyncapi.json"] {
        Defines: "components.securitySchemes.*.flows.*.(availableScopes,scopes){keys}";
    }
    AtlassianConnect = "atlassian-connect" in ["atlassian-connect.json"] { Requests: "scopes"; }
    AtlassianForge = "atlassian-forge" in ["manifest.(yml,yaml)"] { Requests: "permissions.scopes"; }
    Auth0Deploy = "auth0-deploy" in ["tenant.(yml,yaml)", "(grants,resource-servers,connections)/*.json"] {
        Defines: "resourceServers[].scopes[].value";
        Requests: "clientGrants[].scope", "connections[].options.scope";
        Defines: "scopes[].value";
        Requests: "scope", "options.scope";
    }
    AutheliaClients = "authelia-clients" in ["configuration.(yml,yaml)"] {
        Requests of "authelia": "identity_providers.oidc.clients[].(scopes,scope)";
    }
    AwsCognitoCfn = "aws-cognito-cfn" in ["*.(yaml,yml)", "*.json"] {
        Requests of "cognito": "Resources.*.Properties.AllowedOAuthScopes";
        Defines: "Resources.*.Properties.Scopes[].ScopeName";
        Requires: "Resources.*.Properties.AuthorizationScopes";
        Requests: "Resources.*.Properties.ProviderDetails.authorize_scopes";
    }
    AwsEventbridgeConnection = "aws-eventbridge-connection" in ["*.(yaml,yml)", "*.json"] {
        Requests by Space:
            "Resources.*.Properties.AuthParameters.OAuthParameters.OAuthHttpParameters.(BodyParameters,QueryStringParameters)[scope]";
    }
    AwsLoadBalancerCfn = "aws-load-balancer-cfn" in ["*.(yaml,yml)", "*.json"] {
        Requests by Space:
            "Resources.*.Properties.(DefaultActions,Actions)[].(AuthenticateOidcConfig,AuthenticateCognitoConfig).Scope";
    }
    AwsLoadBalancerIngress = "aws-load-balancer-ingress" in ["*.(yaml,yml)"] {
        Requests by Space: r#"**.annotations."alb.ingress.kubernetes.io/auth-scope""#;
    }
    AwsSamAuthorizer = "aws-sam-authorizer" in ["*.(yaml,yml)", "*.json"] {
        Requires:
            "Resources.*.Properties.(,Events.*.Properties.)Auth.AuthorizationScopes",
            "(Resources.*.Properties,Globals.*).Auth.Authorizers.*.AuthorizationScopes";
    }
    BackstageAppConfig = "backstage-app-config" in ["app-config(,.*).(yml,yaml)"] {
        Requests: "auth.providers.*.*.(additionalScopes,scope)";
    }
    CargoDistPermissions = "cargo-dist-permissions" in ["dist-workspace.toml", "dist.toml", "Cargo.toml"] {
        Requests as permissions: "(,workspace.metadata.,package.metadata.)dist.github-custom-job-permissions.*";
    }
    ChromeExtension = "chrome-extension" in ["manifest.json"] { Requests of "google": "oauth2.scopes"; }
    CloudflareWrangler = "cloudflare-wrangler" in ["wrangler.(toml,json,jsonc)"] {
        Requests: "(,env.*.)vars.(*_,)(SCOPES,SCOPE)";
    }
    ComposeEnv = "compose-env" in ["docker-compose(,.*,-*).(yml,yaml)", "compose(,.*).(yml,yaml)"] {
        Requests: "services.*.environment.(*_,)(SCOPES,SCOPE)", "services.*.environment[(*_,)(SCOPES,SCOPE)]";
    }
    ContainerEnv = "container-env" in ["*.(yaml,yml)"] {
        // `env`, `extraEnv`, `envVars`: one pattern, as each is looked for in the whole file.
        Requests: "**.*nv*[(*_,)SCOPES]", "**.*nv*[*(OIDC,OAUTH)*_SCOPE]";
    }
    DbtProfiles = "dbt-profiles" in ["profiles.(yml,yaml)"] { Requests of "google": "*.outputs.*.scopes"; }
    DevcontainerPermissions = "devcontainer-permissions" in ["devcontainer.json"] {
        Requests as permissions: "customizations.codespaces.repositories.*.permissions";
    }
    DexConfig = "dex-config" in ["*.(yaml,yml)"] { Requests: "(,config.,dex.config.)connectors[].config.scopes"; }
    EcsTaskDefinition = "ecs-task-definition" in ["*(task-definition,task_definition,taskdef)*.json"] {
        Requests: "containerDefinitions[].environment[(*_,)(SCOPES,SCOPE)]";
    }
    EmailOauth2Proxy = "email-oauth2-proxy" in ["emailproxy.config"] { Requests by Space: "**.oauth2_scope"; }
    EntraAppManifest = "entra-app-manifest" in ["aad.manifest.json", "aad.manifest.*.json", "manifest.json"] {
        Requests of "microsoft-graph": "requiredResourceAccess[].resourceAccess[].id";
        Defines: "oauth2Permissions[].value", "api.oauth2PermissionScopes[].value";
    }
    EnvScopeVars = "env-scope-vars" in [".env", ".env.*", "*.env"] { Requests: "(*_,)(SCOPES,SCOPE)"; }
    EnvoyGatewayOidc = "envoy-gateway-oidc" in ["*.(yaml,yml)"] { Requests: "spec.oidc.scopes"; }
    EnvoyOauth2Filter = "envoy-oauth2-filter" in ["*.(yaml,yml)", "*.json"] {
        Requests: "**.typed_config.config.auth_scopes";
    }
    FlyToml = "fly-toml" in ["fly.toml", "fly.*.toml"] { Requests: "env.(*_,)(SCOPES,SCOPE)"; }
    GcpConfigConnector = "gcp-config-connector" in ["*.(yaml,yml)"] {
        Requests of "google":
            "spec.nodeConfig.oauthScopes",
            "spec.clusterAutoscaling.autoProvisioningDefaults.oauthScopes",
            "spec.serviceAccount.scopes",
            "spec.httpTarget.oauthToken.scope";
    }
    GiteaAppIni = "gitea-app-ini" in ["app.ini"] { Requests: "oauth2_client.OPENID_CONNECT_SCOPES"; }
    GithubActionsPermissions = "github-actions-permissions" in [".(github,gitea,forgejo)/workflows/*.(yml,yaml)"] {
        Requests as permissions: "(,jobs.*.)permissions";
    }
    GithubActionsPermissionsAnyName = "github-actions-permissions-any-name" in ["*.(yml,yaml)"] with ["on", "jobs"] {
        Requests as permissions: "(,jobs.*.)permissions";
    }
    GithubAppManifest = "github-app-manifest" in ["(app,*github-app*).(yml,yaml,json)", "manifest.json"] {
        Requests as permissions: "default_permissions";
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
        Requests of "github" by SpaceOrComma:
            "auth.github.scopes",
            r#"((,grafana.,*.grafana.)"grafana.ini",spec.config)."auth.github".scopes"#;
        Requests of "google" by SpaceOrComma:
            "auth.google.scopes",
            r#"((,grafana.,*.grafana.)"grafana.ini",spec.config)."auth.google".scopes"#;
        Requests by SpaceOrComma:
            "auth.(azuread,generic_oauth,gitlab,grafana_com,okta).scopes",
            r#"(,grafana.,*.grafana.)"grafana.ini"."auth.(azuread,generic_oauth,gitlab,grafana_com,okta)".scopes"#,
            r#"spec.config."auth.(azuread,generic_oauth,gitlab,grafana_com,okta)".scopes"#,
            "(,env.,grafana.env.)GF_AUTH_*_SCOPES",
            // A patch of a Grafana resource.
            "[].value.scopes";
    }
    GrantConfig = "grant-config" in ["*.json"] with ["defaults.(origin,transport,prefix)"] { Requests: "*.(,overrides.*.)scope"; }
    Headscale = "headscale" in ["(headscale*,config*).(yml,yaml)"] { Requests: "oidc.scope"; }
    HerokuAppJson = "heroku-app-json" in ["app.json"] { Requests: "env.(*_,)(SCOPES,SCOPE).value"; }
    HubspotApp = "hubspot-app" in ["(public-app,private-app,*-hsmeta).json"] {
        Requests of "hubspot": "(,config.)auth.(requiredScopes,optionalScopes,conditionallyRequiredScopes)";
    }
    HuggingFaceSpace = "hugging-face-space" in ["README.md"] { Requests: "hf_oauth_scopes"; }
    Identityserver = "identityserver" in ["appsettings(,.*).json", "*identityserver*.json"] {
        Requests of "identityserver": "(IdentityServer,IdentityServerData).**.AllowedScopes";
    }
    IstioAuthservice = "istio-authservice" in ["*authservice*.json"] {
        Requests: "(default_oidc_config,chains[].filters[].(oidc,oidc_override)).scopes";
    }
    JenkinsCasc = "jenkins-casc" in ["(jenkins*,casc*).(yml,yaml)"] {
        Requests: "jenkins.securityRealm.*.(oauthScopes,scopes,scope)";
    }
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
    KongDeclarative = "kong-declarative" in ["kong.(yml,yaml)"] {
        Requests: "(,services[].,services[].routes[].,routes[].)plugins[].config.scopes";
        Requires: "(,services[].,services[].routes[].,routes[].)plugins[].config.scopes_required";
    }
    Krakend = "krakend" in ["krakend.json"] {
        Requires: r#"endpoints[].extra_config."auth/validator".scopes"#;
        Requests: r#"endpoints[].backend[].extra_config."auth/client-credentials".scopes"#;
    }
    KubernetesConfigmap = "kubernetes-configmap" in ["*(configmap,config-map)*.(yaml,yml)"] {
        Requests: "data.*_(SCOPES,SCOPE)";
    }
    KubernetesSettings = "kubernetes-settings" in ["*.(yaml,yml)"] with ["apiVersion", "kind"] {
        Requests:
            "(data,stringData).*_SCOPES",
            "(data,stringData).*(OIDC,OAUTH,OAUTH2,GOOGLE,GITHUB,GITLAB,AZURE,OKTA)_SCOPE",
            "(data,stringData).*|env.(*_,)(SCOPES,SCOPE)";
        Requests of "github" by SpaceOrComma: r#"(data,stringData)."grafana.ini"|ini.auth.github.scopes"#;
        Requests of "google" by SpaceOrComma: r#"(data,stringData)."grafana.ini"|ini.auth.google.scopes"#;
        Requests by SpaceOrComma:
            r#"(data,stringData)."grafana.ini"|ini.auth.(azuread,generic_oauth,gitlab,grafana_com,okta).scopes"#;
        Requests: r#"(data,stringData)."(oauth2_proxy,oauth2-proxy).cfg"|toml.scope"#;
    }
    KustomizeGenerator = "kustomize-generator" in ["kustomization.(yml,yaml)"] {
        Requests: "(configMapGenerator,secretGenerator)[].literals[(*_,)(SCOPES,SCOPE)]";
    }
    LeagueOauth2Server = "league-oauth2-server" in ["league_oauth2_server.(yml,yaml)"] {
        Defines: "league_oauth2_server.scopes.(available,default)";
    }
    Mattermost = "mattermost" in ["config.json", "mattermost*.json"] {
        Requests of "gitlab" by Space: "GitLabSettings.Scope";
        Requests of "google" by Space: "GoogleSettings.Scope";
        Requests of "microsoft-graph" by Space: "Office365Settings.Scope";
        Requests by Space: "OpenIdSettings.Scope";
    }
    McpServers = "mcp-servers" in ["(.,)mcp(,.*,_*,-*).json", "claude_desktop_config.json"] {
        Requests: "(mcpServers,servers).*.(oauth,auth).(scopes,scope)";
    }
    MicronautOauth2 = "micronaut-oauth2" in ["application*.(properties,toml,yml,yaml)"] {
        // As with Quarkus: split at commas, and joined with spaces (DefaultAuthorizationRedirectHandler).
        Requests by SpaceOrComma: "micronaut.security.oauth2.clients.*.scopes";
    }
    ModAuthOpenidc = "mod-auth-openidc" in ["*.(conf,htaccess)", ".htaccess"] {
        Requests by Space: "**.OIDCScope";
    }
    NangoYaml = "nango-yaml" in ["(nango,flows).(yml,yaml)"] { Requests: "integrations.*.(syncs,actions).*.scopes"; }
    Netlify = "netlify" in ["netlify.toml"] { Requests: "(build,context.*).environment.(*_,)(SCOPES,SCOPE)"; }
    NhostToml = "nhost-toml" in ["nhost.toml"] { Requests: "auth.method.oauth.*.scope"; }
    OauthClientMetadata = "oauth-client-metadata" in ["(oauth-,)client-metadata(,.*).json", "client_metadata.json"] {
        Requests by Space: "scope";
    }
    OauthMetadata = "oauth-metadata" in ["(oauth-(protected-resource,authorization-server),openid-configuration)*.json"] {
        Defines: "scopes_supported";
    }
    Oauth2Proxy = "oauth2-proxy" in [
        "(oauth2-proxy,oauth2_proxy).cfg", "oauth2-proxy.toml", "(oauth2-proxy*,alpha_config,alpha-config).(yml,yaml)"
    ] {
        Requests: "(,providers[].,alphaConfig.configData.providers[].)scope";
    }
    Ocelot = "ocelot" in ["ocelot(,.*).json"] {
        Requires: "((Routes,ReRoutes)[],GlobalConfiguration).AuthenticationOptions.AllowedScopes";
    }
    OctoSts = "octo-sts" in ["*.sts.(yaml,yml)"] { Requests as permissions: "permissions"; }
    OpenapiSecurity = "openapi-security" in [
        "openapi(,.*).(yml,yaml)", "(*.,*-)openapi.(yml,yaml)", "(,*.,*-)openapi.json", "(,*.)swagger.(yml,yaml,json)"
    ] {
        Defines: "(components.securitySchemes.*.flows.*,securityDefinitions.*).scopes{keys}";
        Requires: "(,paths.*.*.)security[].*";
    }
    OpenapiSecurityAnyName = "openapi-security-any-name" in ["*.(yml,yaml)", "*.json"] with ["(openapi,swagger)", "paths"] {
        Defines: "(components.securitySchemes.*.flows.*,securityDefinitions.*).scopes{keys}";
        Requires: "(,paths.*.*.)security[].*";
    }
    OryHydra = "ory-hydra" in ["*hydra*.(yml,yaml)"] {
        Defines: "(,hydra.config.)webfinger.oidc_discovery.supported_scope";
        Requests: "(,hydra.config.)oidc.dynamic_client_registration.default_scope";
    }
    OryKratos = "ory-kratos" in ["*kratos*.(yml,yaml)"] {
        Requests: "(,kratos.config.)selfservice.methods.oidc.config.providers[].scope";
    }
    OryOathkeeper = "ory-oathkeeper" in ["(,.)oathkeeper.(yml,yaml)", "(access-rules,rules).(yml,yaml,json)"] {
        Requires: "([].authenticators[],authenticators.*).config.required_scope";
        Requests: "authenticators.*.config.pre_authorization.scope";
    }
    OryOauth2client = "ory-oauth2client" in ["*(oauth2client,oauth2-client)*.(yml,yaml)"] {
        Requests by Space: "spec.(scope,scopeArray)";
    }
    OtelOauth2client = "otel-oauth2client" in ["*.(yaml,yml)"] {
        Requests: "(,config.,spec.config.)extensions.oauth2client*.scopes";
    }
    PlaySilhouette = "play-silhouette" in ["(application*,silhouette*).conf"] {
        Requests by Space: "silhouette.*.scope";
    }
    Pomerium = "pomerium" in ["(config,pomerium*).(yml,yaml)"] {
        Requests: "idp_scopes", "spec.identityProvider.scopes";
    }
    PostmanCollection = "postman-collection" in ["*.postman_collection.json"] {
        Requests by Space: "**.auth.oauth2[scope]";
    }
    PowerPlatformConnector = "power-platform-connector" in ["apiProperties.json"] {
        Requests: "properties.connectionParameters.*.oAuthSettings.scopes";
    }
    PrometheusHttp = "prometheus-http" in ["*(prometheus,alertmanager)*.(yml,yaml)"] {
        Requests: "**.oauth2.scopes", "**.azuread.scope";
    }
    QuarkusOidc = "quarkus-oidc" in ["application*.(properties,yml,yaml)"] {
        // It splits at commas and joins with spaces, so a list with spaces is sent as it is meant (OidcUtils.encodeScopes).
        Requests by SpaceOrComma:
            "(,%*.)quarkus.oidc(,.*).authentication.scopes", "(,%*.)quarkus.oidc-client(,.*).scopes";
    }
    RauthyClients = "rauthy-clients" in ["bootstrap/clients.json"] {
        Requests of "rauthy": "[].(scopes,default_scopes)";
    }
    Rclone = "rclone" in ["rclone.conf"] { Requests by Comma: "*.scope"; }
    RenderBlueprint = "render-blueprint" in ["render.(yml,yaml)"] {
        Requests: "(services[],envVarGroups[]).envVars[(*_,)(SCOPES,SCOPE)]";
    }
    SalesforceConnectedApp = "salesforce-connected-app" in ["*.connectedApp-meta.xml", "*.connectedApp"] {
        Requests: "ConnectedApp.oauthConfig.scopes";
    }
    Serverless = "serverless" in ["serverless(,.*).(yml,yaml)", "serverless.json"] {
        Requires: "functions(,[]).*.events[].(httpApi,http).authorizer.scopes";
        Requests of "cognito": "resources(,[]).Resources.*.Properties.AllowedOAuthScopes";
        Defines: "resources(,[]).Resources.*.Properties.Scopes[].ScopeName";
        Requires: "resources(,[]).Resources.*.Properties.AuthorizationScopes";
        Requests:
            "resources(,[]).Resources.*.Properties.ProviderDetails.authorize_scopes",
            "(provider,functions.*).environment.*_(SCOPES,SCOPE)";
    }
    ShopifyAppToml = "shopify-app-toml" in ["shopify.app.toml", "shopify.app.*.toml"] {
        Requests of "shopify" by Comma: "access_scopes.(scopes,optional_scopes)", "scopes";
    }
    SlackManifest = "slack-manifest" in ["(manifest,*slack*,manifest.*).(json,yml,yaml)"] {
        Requests of "slack": "oauth_config.scopes.(bot,user)(,_optional)";
    }
    Sonarqube = "sonarqube" in ["sonar.properties"] { Requests: "sonar.auth.oidc.scopes"; }
    SpfxPackageSolution = "spfx-package-solution" in ["package-solution.json"] {
        Requests of "microsoft-graph": "solution.webApiPermissionRequests[].scope";
    }
    SpringAuthorizationserver = "spring-authorizationserver" in ["(application,bootstrap)*.(properties,yml,yaml)"] {
        Requests by Comma: "spring.security.oauth2.authorizationserver.client.*.registration.scopes";
    }
    SpringOauth2Client = "spring-oauth2-client" in ["(application,bootstrap)*.(properties,yml,yaml)"] {
        Requests by Comma: "spring.security.oauth2.client.registration.*.scope", "security.oauth2.client.scope";
    }
    Springdoc = "springdoc" in ["(application,bootstrap)*.(properties,yml,yaml)"] {
        Requests by Comma: "springdoc.swagger-ui.oauth.scopes";
    }
    StaticWebApp = "static-web-app" in ["staticwebapp.config.json"] {
        Requests: "auth.identityProviders.(customOpenIdConnectProviders.,)*.login.scopes";
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
        Requests: "resource.auth0_client_grant.*.scopes";
        Defines:
            "resource.auth0_resource_server.*.scopes(,[]).value",
            "resource.auth0_resource_server_scopes.*.scopes(,[]).name",
            "resource.auth0_resource_server_scope.*.scope";
        Requests: "resource.auth0_connection.*.options.scopes";
    }
    TerraformAzureAppService = "terraform-azure-app-service" in ["*.tf", "*.tf.json"] {
        Requests of "google": "resource.*.*.auth_settings_v2.google_v2.login_scopes";
        Requests of "github": "resource.*.*.auth_settings_v2.github_v2.login_scopes";
        Requests: "resource.*.*.auth_settings_v2.(microsoft_v2.login_scopes,facebook_v2.login_scopes)",
            "resource.*.*.auth_settings_v2.custom_oidc_v2(,[]).scopes";
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
    TerraformBoundary = "terraform-boundary" in ["*.tf", "*.tf.json"] {
        Requests: "resource.boundary_auth_method_oidc.*.claims_scopes";
    }
    TerraformCloudflare = "terraform-cloudflare" in ["*.tf", "*.tf.json"] {
        Requests: "resource.cloudflare_(access,zero_trust_access)_identity_provider.*.config(,[]).scopes";
    }
    TerraformCognito = "terraform-cognito" in ["*.tf", "*.tf.json"] {
        Requests of "cognito": "resource.aws_cognito_(,managed_)user_pool_client.*.allowed_oauth_scopes";
        Defines: "resource.aws_cognito_resource_server.*.scope(,[]).scope_name";
        Requests: "resource.aws_cognito_identity_provider.*.provider_details.authorize_scopes";
        Requires: "resource.(aws_apigatewayv2_route,aws_api_gateway_method).*.authorization_scopes";
        Requests of "cognito": "module.*.(clients[].,client_)allowed_oauth_scopes";
        Defines: "module.*.resource_servers[].scope[].scope_name";
        Requests: "module.*.identity_providers[].provider_details.authorize_scopes";
    }
    TerraformContainers = "terraform-containers" in ["*.tf", "*.tf.json"] {
        Requests:
            "resource.*.*.**.env[(*_,)SCOPES]",
            "resource.aws_ecs_task_definition.*.container_definitions|json[].environment[(*_,)(SCOPES,SCOPE)]";
        Requests by Space:
            r#"resource.helm_release.*.values[]|yaml.**.annotations."alb.ingress.kubernetes.io/auth-scope""#;
    }
    TerraformGitlab = "terraform-gitlab" in ["*.tf", "*.tf.json"] {
        Requests of "gitlab": "resource.gitlab_(application,(project,group,personal)_access_token).*.scopes";
        Requests: "resource.gitlab_deploy_token.*.scopes";
    }
    TerraformGoogle = "terraform-google" in ["*.tf", "*.tf.json"] {
        Requests of "google":
            "resource.google_container_node_pool.*.node_config.oauth_scopes",
            "resource.google_container_cluster.*.(,node_pool.,node_pool[].)node_config.oauth_scopes",
            "resource.google_container_cluster.*.cluster_autoscaling.auto_provisioning_defaults.oauth_scopes",
            "resource.google_compute_(,region_)instance_template.*.service_account.scopes",
            "resource.google_compute_instance(,_from_template).*.service_account.scopes",
            "resource.google_cloud_scheduler_job.*.http_target.oauth_token.scope",
            "resource.google_dataproc_cluster.*.cluster_config.gce_cluster_config.service_account_scopes",
            "resource.google_composer_environment.*.config.node_config.oauth_scopes",
            "data.google_service_account_access_token.*.scopes",
            "provider.(google,google-beta).scopes",
            "provider.googleworkspace.oauth_scopes",
            "module.*.node_pools_oauth_scopes.*",
            "module.*.service_account.scopes";
    }
    TerraformHarbor = "terraform-harbor" in ["*.tf", "*.tf.json"] {
        Requests by Comma: "resource.harbor_config_auth.*.oidc_scope";
    }
    TerraformKeycloak = "terraform-keycloak" in ["*.tf", "*.tf.json"] {
        Requests of "keycloak":
            "resource.keycloak_openid_client_default_scopes.*.default_scopes",
            "resource.keycloak_openid_client_optional_scopes.*.optional_scopes";
        Defines: "resource.keycloak_openid_client_scope.*.name";
        Requests: "resource.keycloak_oidc_(,google_)identity_provider.*.default_scopes";
    }
    TerraformLoadBalancer = "terraform-load-balancer" in ["*.tf", "*.tf.json"] {
        Requests by Space:
            "resource.aws_lb_listener.*.default_action(,[]).(authenticate_oidc,authenticate_cognito).scope",
            "resource.aws_lb_listener_rule.*.action(,[]).(authenticate_oidc,authenticate_cognito).scope";
    }
    TerraformOkta = "terraform-okta" in ["*.tf", "*.tf.json"] {
        Requests of "okta": "resource.okta_app_oauth_api_scope.*.scopes";
        Defines: "resource.okta_auth_server_scope.*.name";
        Maps: "resource.okta_auth_server_policy_rule.*.scope_whitelist";
        Requests: "resource.(okta_idp_oidc,okta_idp_social).*.scopes";
    }
    TerraformVariables = "terraform-variables" in ["*.tfvars", "*.tfvars.json", "terragrunt.hcl"] {
        Requests: "(,inputs.)*(oauth,oauth2,oidc)_(scopes,scope)";
    }
    TerraformVault = "terraform-vault" in ["*.tf", "*.tf.json"] {
        Requests: "resource.vault_jwt_auth_backend_role.*.oidc_scopes";
    }
    TerraformZitadel = "terraform-zitadel" in ["*.tf", "*.tf.json"] {
        Requests: "resource.zitadel_*idp_*.*.scopes";
    }
    Vercel = "vercel" in ["vercel.json"] { Requests: "(env,build.env).(*_,)SCOPES"; }
    VouchProxy = "vouch-proxy" in ["config.(yml,yaml)"] { Requests: "oauth.scopes"; }
    WindmillOauthConnect = "windmill-oauth-connect" in ["oauth_connect.json"] { Requests: "*.scopes"; }
    ZendeskApp = "zendesk-app" in ["manifest.json"] { Requests: "oauth.scope"; }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(file: &str) -> Vec<&str> {
        Preset::of_file(file).map(Preset::name).collect()
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
    fn alternatives_are_written_out() {
        assert_eq!(alternatives("a.b"), ["a.b"]);
        assert_eq!(alternatives("(,x.)a.(b,c)"), ["a.b", "a.c", "x.a.b", "x.a.c"]);
        assert_eq!(alternatives("((,x.)a,d)[]"), ["a[]", "x.a[]", "d[]"]);
    }

    #[test]
    fn presets_are_in_order_and_all_of_their_paths_can_be_read() {
        assert!(Preset::ALL.is_sorted_by(|one, other| one.name() < other.name()));
        for preset in Preset::ALL {
            let written = preset.row().rules.iter().flat_map(|row| row.paths);
            assert_eq!(preset.rules().len(), written.flat_map(|path| alternatives(path)).count(), "{preset:?}");
            let mut paths: Vec<&str> = preset.rules().iter().map(|rule| &*rule.path).collect();
            paths.sort_unstable();
            assert!(paths.is_sorted_by(|one, other| one < other), "{preset:?}: a path is written twice");
        }
    }
}
