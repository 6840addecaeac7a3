//! Files as their programs read them: what is right there is not called wrong, and is not rewritten.

#![cfg(all(feature = "yaml", feature = "hcl"))]

use std::path::Path;

use scope_catalog::load::{Loaded, load_text};
use scope_catalog::{Certainty, Delimiter, Level};
use scope_config::{
    CheckedFile, ConfigCheck, ExtractedText, Format, ListKind, OtherKey, Preset, Reused, Role, Source, apply, read_file,
};

const GITHUB: &str = "provider = 'github'\n";
const OPENID: &str = "name = 'Login'\nscopes = ['openid', 'profile', 'email', 'offline_access']\n";

fn loaded(catalog: &str, file: &str, entry: &str) -> Loaded {
    let (settings, tables) = catalog.split_at(catalog.find("\n[").map_or(catalog.len(), |at| at + 1));
    let text = format!("{settings}{tables}\n[[config]]\nfile = '{file}'\n{entry}");
    let loaded = load_text(Path::new("scopes.toml"), text, None);
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded
}

fn checked(catalog: &str, file: &str, entry: &str, text: &str) -> CheckedFile {
    let loaded = loaded(catalog, file, entry);
    let check = ConfigCheck::of(&loaded.catalog.configs()[0], &loaded, &Reused::default()).expect("an entry");
    check.file(file, Ok(text.to_owned()))
}

/// The findings of a file, and the scopes that it requests.
fn found(catalog: &str, file: &str, entry: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let checked = checked(catalog, file, entry, text);
    let findings = checked.findings.iter().map(|located| {
        let finding = &located.finding;
        format!("{} {}: {}", finding.level.as_str(), finding.rule.id, finding.message)
    });
    let requested = checked.requested.unwrap_or_default().into_iter().map(|scope| scope.text);
    (findings.collect(), requested.collect())
}

/// The rules of the findings, with their levels.
fn rules(catalog: &str, file: &str, entry: &str, text: &str) -> Vec<String> {
    let (findings, _) = found(catalog, file, entry, text);
    findings.iter().map(|finding| finding.split(':').next().unwrap_or_default().to_owned()).collect()
}

/// What the file is after every repair of this certainty.
fn fixed(catalog: &str, file: &str, entry: &str, text: &str, least: Certainty) -> String {
    let source = Source { format: Format::of(file).expect("a format"), text };
    let findings = checked(catalog, file, entry, text).findings;
    let certain = findings.iter().filter(|located| located.finding.certainty <= least);
    let edits: Vec<_> = certain.flat_map(|located| located.edits(source)).collect();
    apply(text, &edits).expect("edits that do not overlap")
}

#[test]
fn what_is_requested_of_other_catalogs_is_told_apart() {
    let catalog = format!("{GITHUB}[catalogs.shop]\nscopes = ['orders']\n");
    let text = "A_SCOPES=repo\nGITLAB_SCOPES='api api'\nB_SCOPES=orders\n";
    let CheckedFile { requested, requested_elsewhere, .. } = checked(&catalog, ".env", "", text);
    let names = |scopes: Vec<ExtractedText>| scopes.into_iter().map(|scope| scope.text).collect::<Vec<_>>();
    assert_eq!(requested.map(names), Some(vec!["repo".to_owned()]));
    let elsewhere: Vec<_> = requested_elsewhere.into_iter().map(|(key, scopes)| (key, names(scopes))).collect();
    let expected = [
        (OtherKey::Project(Some("shop".to_owned())), vec!["orders".to_owned()]),
        (OtherKey::Bundled("gitlab".to_owned()), vec!["api".to_owned()]),
    ];
    assert_eq!(elsewhere, expected);
}

/// A shell ends a value at a blank, and so does a directive of Apache.
#[test]
fn a_blank_comes_with_quotes_where_a_value_ends_at_it() {
    let fixed = |file: &str, entry: &str, text: &str| fixed(GITHUB, file, entry, text, Certainty::Certain);
    let (variable, path) = ("A_SCOPES", "path = 'A_SCOPES'");
    assert_eq!(fixed(".env", path, &format!("{variable}=repo%20gist")), format!("{variable}=\"repo gist\""));
    assert_eq!(fixed(".env", path, &format!("{variable}='repo%20gist'")), format!("{variable}='repo gist'"));
    let apache = "OIDCScope repo%20gist\n";
    assert_eq!(fixed("a.conf", "format = 'apache'\npath = 'OIDCScope'", apache), "OIDCScope \"repo gist\"\n");
    let map = "data:\n  app.env: |\n    A_SCOPES=repo%20gist\n";
    let quoted = "data:\n  app.env: |\n    A_SCOPES=\"repo gist\"\n";
    assert_eq!(fixed("a.yaml", "path = 'data.\"app.env\"|env.A_SCOPES'", map), quoted);
    // Whether an escape still means the same in quotes is not known.
    let escaped = r"A_SCOPES=repo\ gist%20user";
    assert_eq!(fixed(".env", path, escaped), escaped);
    assert_eq!(rules(GITHUB, ".env", path, r"A_SCOPES=repo\ gist"), [""; 0]);
}

/// The catalog of GitHub says nothing of the scopes of other systems, nor of those that another server is asked for.
#[test]
fn files_of_other_systems_are_not_judged_by_the_project_s_provider() {
    for (file, text) in [
        ("tenant.yaml", "clientGrants:\n- audience: https://api.acme.example\n  scope: [read:users]\n"),
        ("grants/a.json", r#"{"audience": "https://api.acme.example", "scope": ["read:users"]}"#),
        ("appwrite.json", r#"{"functions": [{"scopes": ["users.read"]}]}"#),
        ("atlassian-connect.json", r#"{"scopes": ["ACT_AS_USER"]}"#),
        ("manifest.yml", "permissions:\n  scopes: [read:jira-work, 'storage:app']\n"),
        ("uaa.yml", "clients:\n  a: {authorized-grant-types: x, scope: 'uaa.none', authorities: 'scim.write'}\n"),
        ("xs-security.json", r#"{"foreign-scope-references": ["uaa.user"]}"#),
        (
            "A.connectedApp-meta.xml",
            "<ConnectedApp><oauthConfig><scopes>RefreshToken</scopes></oauthConfig></ConnectedApp>",
        ),
        ("README.md", "---\nhf_oauth_scopes: [gated-repos]\n---\n"),
        (".gitea/workflows/a.yml", "on: push\npermissions:\n  packages: write\njobs: {}\n"),
        ("oauth2client.yaml", "spec: {scope: orders.read}\n"),
        (".mcp.json", r#"{"mcpServers": {"a": {"oauth": {"scopes": ["orders.read"]}}}}"#),
        ("kong.yml", "plugins:\n- name: oauth2\n  config: {scopes: [email, phone]}\n"),
        // Another server, by what is beside the list.
        ("kratos.yml", "selfservice: {methods: {oidc: {config: {providers: [{provider: google, scope: [email]}]}}}}\n"),
        ("application.properties", "quarkus.oidc.provider=google\nquarkus.oidc.authentication.scopes=email,profile\n"),
        (
            "app-config.yaml",
            "auth: {providers: {atlassian: {development: {scope: 'read:jira-work offline_access'}}}}\n",
        ),
        ("connections/a.json", r#"{"strategy": "google-oauth2", "options": {"scope": ["email", "profile"]}}"#),
        ("argo.yaml", "server: {sso: {issuer: 'https://sso.acme.example', scopes: [groups, email]}}\n"),
        (
            "krakend.json",
            r#"{"endpoints": [{"backend": [{"extra_config": {"auth/client-credentials": {"token_url": "https://id.acme.example/t", "scopes": "a"}}}]}]}"#,
        ),
        (
            "a.postman_collection.json",
            r#"{"auth": {"oauth2": [{"key": "authUrl", "value": "https://sso.acme.example/a"}, {"key": "scope", "value": "orders.read"}]}}"#,
        ),
        (
            "application.yml",
            "spring.security.oauth2.client:\n  registration:\n    acme: {scope: orders.read}\n  provider:\n    acme: {issuer-uri: 'https://sso.acme.example'}\n",
        ),
        ("prometheus.yml", "scrape_configs:\n- oauth2: {token_url: 'https://id.acme.example/t', scopes: [metrics]}\n"),
        (
            "main.tf",
            "resource \"auth0_client_grant\" \"a\" {\n  audience = \"https://api.acme.example\"\n  scopes = [\"read:users\"]\n}\n",
        ),
        (
            "main.tf",
            "resource \"vault_jwt_auth_backend_role\" \"a\" {\n  oidc_scopes = [\"https://graph.microsoft.com/.default\"]\n}\n",
        ),
        (
            "main.tf",
            "resource \"boundary_auth_method_oidc\" \"a\" {\n  issuer = \"https://acme.okta.com\"\n  claims_scopes = [\"groups\"]\n}\n",
        ),
        (
            "main.tf",
            "resource \"aws_lb_listener\" \"a\" {\n  default_action {\n    authenticate_oidc {\n      issuer = \"https://accounts.google.com\"\n      scope = \"openid email\"\n    }\n  }\n}\n",
        ),
        (
            "cfn.yaml",
            "Resources: {C: {Properties: {AuthParameters: {OAuthParameters: {AuthorizationEndpoint: 'https://id.acme.example/t', OAuthHttpParameters: {BodyParameters: [{Key: scope, Value: orders.read}]}}}}}}\n",
        ),
        (
            "application.yml",
            "spring.security.oauth2.client:\n  registration:\n    a: {provider: acme, scope: user.email}\n  provider:\n    acme: {authorization-uri: 'https://sso.acme.example/auth'}\n",
        ),
        ("gitlab.yml", "omniauth:\n  providers:\n  - {name: google_oauth2, args: {scope: 'email,profile'}}\n"),
        (
            "oauth.yaml",
            "kind: OAuth\nspec:\n  identityProviders:\n  - type: OpenID\n    openID: {clientID: a, issuer: 'https://sso.acme.example', extraScopes: [email, custom]}\n",
        ),
        ("cm.yaml", "data:\n  sso: |\n    issuer: https://sso.acme.example\n    scopes: [groups, email]\n"),
        (".env", "PROVIDERS_GENERIC_OAUTH_SCOPE='profile, email'\n"),
        ("forgejo.yaml", "oauth:\n- {provider: openidConnect, key: a, clientId: b, scopes: profile email groups}\n"),
    ] {
        assert_eq!(rules(GITHUB, file, "", text), [""; 0], "{text}");
    }
    // A name of OAuth is not enough where the list has scopes of the project's provider.
    assert_eq!(rules(GITHUB, ".env", "", "OIDC_SCOPES='repo read:orgs'\n"), ["deny unknown-scope"]);
    // A letter is not a name of a provider.
    let one = "x: {scope: 'repo read:orgs'}\n";
    assert_eq!(rules(GITHUB, "a.yaml", "path = 'x.scope'\n", one), ["deny unknown-scope"]);
}

/// What is beside a list tells the provider that judges it, before the project's.
#[test]
fn a_provider_beside_a_list_judges_it() {
    for (file, text) in [
        (
            "argocd-cm.yaml",
            "data:\n  oidc.config: |\n    issuer: https://login.microsoftonline.com/a/v2.0\n    requestedScopes: [openid, User.Reed]\n",
        ),
        ("appsettings.json", r#"{"Beta": {"BaseUrl": "https://graph.microsoft.com/beta", "Scopes": ["User.Reed"]}}"#),
        ("kratos.yml", "selfservice: {methods: {oidc: {config: {providers: [{provider: google, scope: [emial]}]}}}}\n"),
        (
            "main.tf",
            "resource \"aws_lb_listener\" \"a\" {\n  default_action {\n    authenticate_oidc {\n      issuer = \"https://accounts.google.com\"\n      scope = \"openid emails\"\n    }\n  }\n}\n",
        ),
        (
            "main.tf",
            "resource \"auth0_client_grant\" \"a\" {\n  audience = \"https://acme.eu.auth0.com/api/v2/\"\n  scopes = [\"reed:users\"]\n}\n",
        ),
        (
            "application.yml",
            "spring.security.oauth2.client:\n  registration:\n    acme: {scope: emial}\n  provider:\n    acme: {issuer-uri: 'https://accounts.google.com'}\n",
        ),
        (
            "main.tf",
            "resource \"grafana_sso_settings\" \"a\" {\n  provider_name = \"google\"\n  oauth2_settings {\n    scopes = \"openid emial\"\n  }\n}\n",
        ),
    ] {
        assert_eq!(rules(GITHUB, file, "", text), ["warn unknown-scope"], "{text}");
    }
    // A catalog that is stated, and one of the user's own that has the names, judge the system's.
    let connect = r#"{"scopes": ["ACT_AS_USER"]}"#;
    let both = "provider = 'slack'\n[catalogs.github]\nprovider = 'github'\n";
    assert_eq!(rules(both, "atlassian-connect.json", "catalog = 'github'\n", connect), ["deny unknown-scope"]);
    let own = "name = 'Acme'\nscopes = ['users.read']\n";
    let functions = r#"{"functions": [{"scopes": ["users.read", "users.reed"]}]}"#;
    assert_eq!(rules(own, "appwrite.json", "", functions), ["deny unknown-scope"]);
}

/// Terraform and Config Connector take gcloud's names for the scopes of machines, and for no others.
#[test]
fn names_of_gcloud_are_right_where_they_are_translated() {
    let google = "provider = 'google'\n";
    let machine = |scopes: &str| {
        format!(
            "resource \"google_compute_instance\" \"a\" {{\n  service_account {{\n    scopes = [{scopes}]\n  }}\n}}\n"
        )
    };
    for scopes in ["\"storage-ro\", \"cloud-platform\"", "\"trace\", \"https://www.googleapis.com/auth/pubsub\""] {
        assert_eq!(rules(google, "main.tf", "", &machine(scopes)), [""; 0], "{scopes}");
        assert_eq!(rules(GITHUB, "main.tf", "", &machine(scopes)), [""; 0], "{scopes}");
    }
    assert_eq!(rules(google, "main.tf", "", &machine("\"storage-or\"")), ["warn unknown-scope"]);
    let provider = "provider \"google\" {\n  scopes = [\"storage-ro\"]\n}\n";
    assert_eq!(rules(google, "main.tf", "", provider), ["deny unknown-scope"]);
}

const SPRING: &str = "spring.security.oauth2.client.registration.a.scope";

#[test]
fn the_delimiter_is_that_of_the_program() {
    let nothing = [""; 0];
    for text in ["openid,profile", "openid, profile", "openid"] {
        let file = format!("{SPRING}={text}\n");
        assert_eq!(rules(OPENID, "application.properties", "", &file), nothing, "{text}");
    }
    for text in ["profile,email", "profile email"] {
        let yaml = format!("quarkus:\n  oidc:\n    authentication:\n      scopes: {text}\n");
        assert_eq!(rules(OPENID, "application.yaml", "", &yaml), nothing, "{text}");
    }
    for text in ["openid,email", "openid email"] {
        let yaml =
            format!("micronaut:\n  security:\n    oauth2:\n      clients:\n        a:\n          scopes: {text}\n");
        assert_eq!(rules(OPENID, "application.yml", "", &yaml), nothing, "{text}");
    }
    // Nothing tells which program reads the variables, or how it splits them.
    for text in ["email,profile", "email profile", "email, profile"] {
        assert_eq!(rules(OPENID, ".env", "", &format!("A_SCOPE=\"{text}\"\n")), nothing, "{text}");
        assert_eq!(rules(OPENID, "a.toml", "path = 'scope'", &format!("scope = '{text}'")), nothing, "{text}");
    }
}

/// Spring makes one scope of two with a space between them, and sends that as it is: some of it works.
#[test]
fn another_delimiter_is_a_warning_where_it_may_work() {
    let file = format!("{SPRING}=openid profile\n");
    let (findings, _) = found(OPENID, "application.properties", "", &file);
    assert_eq!(
        findings,
        [
            "warn wrong-delimiter: wrong delimiter in `openid profile`: found a space, but the program that reads this file separates scopes with a comma"
        ]
    );
    assert_eq!(fixed(OPENID, "application.properties", "", &file, Certainty::Certain), file);
    let likely = fixed(OPENID, "application.properties", "", &file, Certainty::Likely);
    assert_eq!(likely, format!("{SPRING}=openid,profile\n"));
    assert_eq!(rules(OPENID, ".env", "", "A_SCOPE='openid;profile'\n"), ["warn wrong-delimiter"]);
    let denied = format!("{OPENID}[levels]\nwrong-delimiter = 'deny'\n");
    assert_eq!(rules(&denied, "application.properties", "", &file), ["deny wrong-delimiter"]);
}

/// Nobody splits the items of a list: the provider sees what is written.
#[test]
fn an_item_is_one_scope() {
    let file = "spring:\n  security:\n    oauth2:\n      client:\n        registration:\n          a:\n            scope:\n            ";
    assert_eq!(rules(OPENID, "application.yml", "", &format!("{file}- openid\n            - email\n")), [""; 0]);
    assert_eq!(rules(OPENID, "application.yml", "", &format!("{file}- openid,email\n")), ["deny wrong-delimiter"]);
    let json = r#"{"oauthScopes": ["openid,email"]}"#;
    assert_eq!(rules("provider = 'google'\n", "appsscript.json", "", json), ["deny wrong-delimiter"]);
    // Whatever reads this file may join and split again.
    assert_eq!(rules(OPENID, "a.toml", "path = 'scopes'", "scopes = ['openid,email']"), ["warn wrong-delimiter"]);
}

#[test]
fn blanks_are_a_warning_where_the_program_may_leave_them_out() {
    let lines = "scopes: |\n  openid\n  email\n";
    assert_eq!(rules(OPENID, "a.yaml", "path = 'scopes'", lines), ["warn stray-whitespace"]);
    assert_eq!(fixed(OPENID, "a.yaml", "path = 'scopes'", lines, Certainty::Certain), lines);
    let stated = "path = 'scopes'\ndelimiter = 'space'";
    assert_eq!(rules(OPENID, "a.yaml", stated, lines), ["deny stray-whitespace"]);
}

#[test]
fn a_stated_delimiter_counts() {
    let check = |delimiter: &str, text: &str| {
        let entry = format!("path = 'scope'\ndelimiter = '{delimiter}'");
        rules(OPENID, "a.toml", &entry, &format!("scope = '{text}'"))
    };
    for (delimiter, right, wrong) in
        [("space", "openid email", "openid,email"), ("comma", "openid,email", "openid email")]
    {
        assert_eq!(check(delimiter, right), [""; 0]);
        assert_eq!(check(delimiter, wrong), ["deny wrong-delimiter"]);
        assert_eq!(check("space-or-comma", wrong), [""; 0]);
    }
    let entry = "path = 'scope'\ndelimiter = 'comma'";
    assert_eq!(fixed(OPENID, "a.toml", entry, "scope = 'openid email'", Certainty::Certain), "scope = 'openid,email'");
    // It wins over the preset's.
    let file = format!("{SPRING}=openid profile\n");
    assert_eq!(rules(OPENID, "application.properties", "delimiter = 'space'", &file), [""; 0]);
}

#[test]
fn the_provider_s_own_file_has_its_delimiter() {
    let shopify = "provider = 'shopify'\n";
    let file = "[access_scopes]\nscopes = 'read_products write_orders'\n";
    assert_eq!(rules(shopify, "shopify.app.toml", "", file), ["deny wrong-delimiter"]);
    for text in ["read_products,write_orders", "read_products, write_orders"] {
        let file = file.replace("read_products write_orders", text);
        assert_eq!(rules(shopify, "shopify.app.toml", "", &file), [""; 0], "{text}");
    }
}

#[test]
fn suggestions_are_written_with_the_delimiter_of_the_file() {
    let catalog = "scopes = ['read_files', 'write_files']\n";
    let file = format!("{SPRING}=read_fileswrite_files\n");
    let fixed = fixed(catalog, "application.properties", "", &file, Certainty::Certain);
    assert_eq!(fixed, format!("{SPRING}=read_files,write_files\n"));
}

#[test]
fn a_preset_s_provider_is_the_catalog() {
    let manifest = r#"{"oauth_config": {"scopes": {"bot": ["chat:write", "chanels:history"]}}}"#;
    for catalog in [GITHUB, OPENID, "provider = 'slack'\n"] {
        let (findings, _) = found(catalog, "slack-app-manifest.json", "", manifest);
        let [finding] = &*findings else { panic!("{catalog}: {findings:?}") };
        assert!(finding.contains("unknown-scope: ") && finding.contains("chanels:history"), "{finding}");
    }
    let help = checked(GITHUB, "slack-app-manifest.json", "", manifest).findings.remove(0).finding.help;
    let help = help.expect("what to write");
    assert!(
        help.ends_with(
            "under `[catalogs.slack.scopes]` in scopes.toml, with `provider = \"slack\"` under `[catalogs.slack]`"
        ),
        "{help}"
    );
    let added =
        format!("{GITHUB}[catalogs.slack]\nprovider = 'slack'\n[catalogs.slack.scopes]\n'chanels:history' = ''\n");
    assert_eq!(rules(&added, "slack-app-manifest.json", "", manifest), [""; 0]);
    // Unless another one is stated, or the own catalog has the names.
    let catalog = format!("{GITHUB}[catalogs.own]\nscopes = ['chat:write', 'chanels:history']\n");
    let (findings, requested) = found(&catalog, "slack-app-manifest.json", "catalog = 'own'", manifest);
    assert_eq!((findings, requested.len()), (Vec::new(), 2));
    let own = "scopes = ['chat:write', 'chanels:history']\n";
    assert_eq!(rules(own, "slack-app-manifest.json", "", manifest), [""; 0]);
    // Levels are those of the user.
    let strict = format!("{GITHUB}[levels]\nunknown-scope = 'deny'\n");
    assert_eq!(rules(&strict, "slack-app-manifest.json", "", manifest), ["deny unknown-scope"]);
}

#[test]
fn scopes_of_a_provider_without_a_catalog_are_not_checked() {
    let manifest = r#"{"authorization": {"permissions": {
        "resourceSpecific": [{"name": "MeetingStage.Write.Chat"}], "orgWide": [{"name": "Usr.Read"}]}}}"#;
    let (findings, _) = found("provider = 'microsoft-graph'\n", "manifest.json", "", manifest);
    assert!(findings.len() == 1 && findings[0].contains("`Usr.Read`"), "{findings:?}");
}

#[test]
fn what_cannot_be_a_list_is_told() {
    let (findings, _) = found(OPENID, "a.toml", "path = 'scopes'", "scopes = 12345\n");
    assert_eq!(findings, ["deny unreadable-config: `scopes` is a number, a boolean or null, not a list of scopes"]);
    let manifest = r#"{"oauth_config": {"scopes": {"bot": {"chat:write": true}}}}"#;
    let (findings, _) = found(GITHUB, "slack-app-manifest.json", "", manifest);
    assert_eq!(findings, ["warn config-without-scopes: `oauth_config.scopes.bot` is a table, not a list of scopes"]);
    for text in ["scopes: [[openid]]", "scopes: [1]", "scopes: {type: string, title: Scope}", "scopes: {a: Read a}"] {
        assert_eq!(rules(OPENID, "a.yaml", "path = 'scopes'", text), ["deny unreadable-config"], "{text}");
    }
    let elsewhere = "scopes: {valueFrom: {secretKeyRef: {name: a, key: b}}}";
    assert_eq!(rules(OPENID, "a.yaml", "path = 'scopes'", elsewhere), [""; 0]);
    assert_eq!(rules(OPENID, "a.yaml", "path = 'scopes{keys}'", "scopes: {openid: Log in}"), [""; 0]);
    // Nothing is there: a switch, or an empty value.
    for text in ["scopes: 'true'", "scopes:", "scopes: null", "scopes: ~"] {
        assert_eq!(rules(OPENID, "a.yaml", "path = 'scopes'", text), ["warn config-without-scopes"], "{text}");
    }
}

#[test]
fn a_name_that_every_file_may_have_is_of_no_preset() {
    let (findings, _) = found(OPENID, "notes.yaml", "", "a:\n  b: c\n");
    assert_eq!(findings, ["warn config-without-scopes: no scopes found in this file"]);
    let checked = checked(OPENID, "notes.yaml", "", "a: b\n");
    assert!(checked.findings[0].finding.help.as_ref().is_some_and(|help| help.contains("path")));
    let (findings, _) = found(OPENID, "fly.toml", "", "[env]\nA = 'b'\n");
    assert!(findings[0].ends_with("where the preset `deployment-env` expects them"), "{findings:?}");
}

#[test]
fn permissions_of_workflows_and_apps_have_catalogs_of_their_own() {
    let workflow =
        "permissions:\n  contents: read\n  id-token: write\n  issues: none\njobs:\n  a: {permissions: read-all}\n";
    for catalog in [GITHUB, OPENID] {
        assert_eq!(rules(catalog, ".github/workflows/a.yml", "", workflow), [""; 0]);
        let manifest = r#"{"url": "x", "default_permissions": {"pull_requests": "write", "workflows": "write"}}"#;
        assert_eq!(rules(catalog, "manifest.json", "", manifest), [""; 0]);
    }
    let (findings, _) = found(GITHUB, ".github/workflows/a.yml", "", "permissions:\n  pull_requests: write\n");
    let [finding] = &*findings else { panic!("{findings:?}") };
    assert!(finding.starts_with("warn unknown-scope: unknown scope `pull_requests:write`"), "{finding}");
    // What is written is two values, and is not replaced as one.
    let wrong = "permissions:\n  content: read\n";
    assert_eq!(fixed(GITHUB, ".github/workflows/a.yml", "", wrong, Certainty::Likely), wrong);
    // Another server has its own permissions.
    assert_eq!(rules("scopes = ['code:read']\n", ".gitea/workflows/a.yml", "", "permissions: {code: read}\n"), [""; 0]);
}

/// A vertical bar is part of the names of a provider that the catalog does not know.
#[test]
fn what_is_in_an_item_of_an_unknown_provider_is_no_error() {
    let text = "hub: {config: {GenericOAuthenticator: {scope: ['url:GET|/api/v1/courses']}}}\n";
    let (findings, _) = found("provider = 'openid-connect'\n", "values.yaml", "", text);
    assert!(findings.iter().all(|finding| finding.starts_with("warn")), "{findings:?}");
}

#[test]
fn what_a_file_defines_is_known_there() {
    let realm = |name: &str| {
        format!(
            r#"{{"clients": [{{"defaultClientScopes": ["{name}"]}}], "clientScopes": [{{"name": "orders:read"}}]}}"#
        )
    };
    let keycloak = "provider = 'keycloak'\n";
    assert_eq!(rules(keycloak, "shop-realm.json", "", &realm("orders:read")), [""; 0]);
    assert_eq!(rules(keycloak, "shop-realm.json", "", &realm("emial")), ["warn unknown-scope"]);
    let stated = |file: &str, text: &str| {
        rules(&format!("{keycloak}[catalogs.own]\nscopes = ['email']\n"), file, "catalog = 'own'", text)
    };
    assert_eq!(stated("shop-realm.json", &realm("orders:read")), [""; 0]);
    assert_eq!(stated("shop-realm.json", &realm("orders:raed")), ["deny unknown-scope"]);
    assert_eq!(rules("scopes = ['email']\n", "shop-realm.json", "", &realm("orders:read")), [""; 0]);
    // Another file's do not count.
    let client = r#"{"clientId": "a", "defaultClientScopes": ["orders:read"]}"#;
    assert_eq!(stated("shop-client.json", client), ["deny unknown-scope"]);
    assert_eq!(rules(keycloak, "shop-client.json", "", client), ["warn unknown-scope"]);
}

#[test]
fn an_empty_list_is_right() {
    let toml = "[access_scopes]\nscopes = 'read_products'\noptional_scopes = []\n";
    assert_eq!(rules("provider = 'shopify'\n", "shopify.app.toml", "", toml), [""; 0]);
    assert_eq!(rules("provider = 'github'\n", ".github/workflows/a.yml", "", "permissions: {}\n"), [""; 0]);
    let json = r#"{"auth": {"requiredScopes": ["oauth"], "optionalScopes": []}}"#;
    assert_eq!(rules("provider = 'hubspot'\n", "public-app.json", "", json), [""; 0]);
    assert_eq!(rules(GITHUB, ".env", "", "LOGIN_SCOPES=''\n"), [""; 0]);
    assert_eq!(rules(OPENID, "a.toml", "path = 'scopes'", "scopes = ''\n"), ["warn empty-list"]);
}

#[test]
fn what_is_called_a_scope_and_is_none() {
    let crd = "kind: CustomResourceDefinition\nspec:\n  scope: Namespaced\n";
    assert_eq!(rules(OPENID, "oauth2clients.yaml", "", crd), ["warn config-without-scopes"]);
    let client = "kind: OAuth2Client\nspec:\n  scope: openid email\n";
    assert_eq!(found(OPENID, "oauth2client.yaml", "", client).1, ["openid", "email"]);
    let env = "NPM_SCOPE=@acme\nVERCEL_SCOPE=my-team\nNPM_CONFIG_SCOPE=@acme\nOIDC_SCOPE=openid\n";
    assert_eq!(found(OPENID, ".env", "", env), (Vec::new(), vec!["openid".to_owned()]));
    let compose = "services:\n  a:\n    environment:\n      CACHE_SCOPE: global\n      OIDC_SCOPES: openid\n";
    assert_eq!(found(OPENID, "compose.yaml", "", compose), (Vec::new(), vec!["openid".to_owned()]));
    let compose = "services:\n  a:\n    environment:\n    - CACHE_SCOPE=global\n    - OIDC_SCOPES=openid\n";
    assert_eq!(found(OPENID, "compose.yaml", "", compose), (Vec::new(), vec!["openid".to_owned()]));
}

#[test]
fn what_is_encoded_or_encrypted_is_not_known() {
    let secret = "kind: Secret\ndata:\n  OIDC_SCOPES: b3BlbmlkIGVtYWls\n";
    assert_eq!(found(OPENID, "app-configmap.yaml", "", secret), (Vec::new(), Vec::new()));
    assert_eq!(found(OPENID, "a.yaml", "path = 'data.OIDC_SCOPES'", secret), (Vec::new(), Vec::new()));
    let plain = "kind: Secret\nstringData:\n  OIDC_SCOPES: openid email\n";
    assert_eq!(found(OPENID, "a.yaml", "path = 'stringData.OIDC_SCOPES'", plain).1, ["openid", "email"]);
    let sops = "kind: ConfigMap\ndata:\n  OIDC_SCOPES: ENC[AES256_GCM,data:ab=,iv:cd=,tag:ef==,type:str]\n";
    assert_eq!(found(OPENID, "app-configmap.yaml", "", sops), (Vec::new(), Vec::new()));
}

#[test]
fn placeholders_are_not_scopes() {
    for value in [
        "@oauth.scopes@", "%SCOPES%", "__SCOPES__", "op://vault/item/scopes", "{env:SCOPES}", "<your scopes>",
        "@@SCOPES@@",
    ] {
        assert_eq!(found(OPENID, ".env", "", &format!("A_SCOPES={value}\n")), (Vec::new(), Vec::new()), "{value}");
    }
    for value in ["$__env{G_SCOPES}", "$__file{/etc/scopes}", "%(base)s"] {
        let file = format!("[auth.okta]\nscopes = {value}\n");
        assert_eq!(found(OPENID, "grafana.ini", "", &file), (Vec::new(), Vec::new()), "{value}");
    }
    let json = r#"{"A_SCOPES": "${A:-openid} profile ${B}"}"#;
    assert_eq!(found(OPENID, "a.json", "path = 'A_SCOPES'", json).1, ["openid", "profile"]);
    // A default counts, and is checked.
    let (findings, requested) = found(OPENID, ".env", "", "A_SCOPES=${B:-openid emial}\n");
    assert_eq!(requested, ["openid", "emial"]);
    assert!(findings.len() == 1 && findings[0].contains("`emial`"), "{findings:?}");
}

#[test]
fn settings_go_on_in_the_next_line() {
    let file = "[main]\nscopes = openid\n    emial\n";
    let (findings, requested) = found(OPENID, "a.ini", "path = 'main.scopes'", file);
    assert_eq!(requested, ["openid", "emial"]);
    assert!(findings.len() == 1 && findings[0].contains("`emial`"), "{findings:?}");
    assert_eq!(
        fixed(OPENID, "a.ini", "path = 'main.scopes'", file, Certainty::Likely),
        "[main]\nscopes = openid\n    email\n"
    );
    let cfg = "email_domains = [\n  \"example.com\"\n]\nscope = \"openid email\"\n";
    assert_eq!(found(OPENID, "oauth2-proxy.cfg", "", cfg).1, ["openid", "email"]);
}

#[test]
fn a_list_that_is_not_complete_calls_no_name_foreign_with_certainty() {
    let catalog = "coverage = 'partial'\nscopes = ['openid']\n[catalogs.okta]\nscopes = ['groups']\n";
    assert_eq!(rules(catalog, "a.toml", "path = 'scopes'", "scopes = 'openid groups'"), ["warn foreign-scope"]);
    let catalog = catalog.replace("coverage = 'partial'\n", "");
    assert_eq!(rules(&catalog, "a.toml", "path = 'scopes'", "scopes = 'openid groups'"), ["deny foreign-scope"]);
}

#[test]
fn a_format_and_several_paths_are_stated() {
    let entry = "format = 'yaml'\npath = ['a.scope', 'b[OIDC_SCOPES]']";
    let text = "a: {scope: openid emial}\nb: [{name: OIDC_SCOPES, value: profil}]\n";
    let (findings, requested) = found(OPENID, "settings", entry, text);
    assert_eq!(requested, ["openid", "emial", "profil"]);
    assert!(findings.len() == 2 && findings[0].contains("`emial`") && findings[1].contains("`profil`"), "{findings:?}");
    // Each path has to lead somewhere.
    let findings = found(OPENID, "settings", entry, "a: {scope: openid}\n").0;
    assert_eq!(
        findings,
        ["deny unreadable-config: path `b[OIDC_SCOPES]` not found: the file contains a table with the key `a`"]
    );
    assert_eq!(rules(OPENID, "settings", "path = 'a'", "a: b"), ["deny unreadable-config"]);
    for entry in ["format = 'yml'\npath = 'a'", "path = ['a', 'b..c']"] {
        let loaded = loaded(OPENID, "settings", entry);
        assert!(ConfigCheck::of(&loaded.catalog.configs()[0], &loaded, &Reused::default()).is_err(), "{entry}");
    }
}

/// The help of the only finding.
fn help(catalog: &str, file: &str, entry: &str, text: &str) -> String {
    let findings = checked(catalog, file, entry, text).findings;
    assert_eq!(findings.len(), 1, "{findings:?}");
    findings[0].finding.help.clone().unwrap_or_default()
}

#[test]
fn the_key_that_was_meant_is_said() {
    let text = "oauth: {scopes: openid}\n";
    assert_eq!(help(OPENID, "a.yaml", "path = 'oauth.scpoes'", text), "did you mean `oauth.scopes`?");
    assert_eq!(help(OPENID, "a.yaml", "path = 'oath.scopes'", text), "did you mean `oauth`?");
    assert_eq!(help(OPENID, "a.yaml", "path = 'oauth.login'", text), "");
}

#[test]
fn a_missing_file_is_named_by_the_catalog() {
    let loaded = loaded(OPENID, "deploy/a.yaml", "path = 'a'");
    let check = ConfigCheck::of(&loaded.catalog.configs()[0], &loaded, &Reused::default()).expect("an entry");
    let missing = read_file(Path::new("nowhere/a.yaml"));
    let findings = check.file("deploy/a.yaml", missing).findings;
    assert_eq!(
        findings[0].finding.help.as_deref(),
        Some("if this is not the file that you mean, correct scopes.toml:5")
    );
}

#[test]
fn a_list_behind_an_anchor_is_judged_once() {
    let text = "a: &login {scope: emial}\nb: *login\nc: {scope: emial}\n";
    let (findings, _) = found(OPENID, "a.yaml", "path = '**.scope'", text);
    assert_eq!(findings.len(), 2, "{findings:?}");
}

#[test]
fn sections_of_several_providers_at_one_path() {
    let nothing = [""; 0];
    let of = |sections: &str| rules(GITHUB, "app.yaml", "path = 'login.*.scope'", sections);
    let google = "https://www.googleapis.com/auth/drive.file";
    assert_eq!(of(&format!("login:\n  github: {{scope: repo}}\n  google: {{scope: '{google}'}}\n")), nothing);
    // A key is not enough for an error.
    assert_eq!(of("login: {google: {scope: 'https://www.googleapis.com/auth/driev.file'}}\n"), ["warn unknown-scope"]);
    assert_eq!(of("login: {github: {scope: reepo}}\n"), ["deny unknown-scope"]);
    // Only Terraform has types of resources after these words; a letter is not the name of a provider.
    for key in ["login", "data", "resource"] {
        let text = format!("{key}: {{spotify: {{client_id: a, scopes: user-top-read playlist-read-colaborative}}}}\n");
        assert_eq!(rules(GITHUB, "app.yaml", "preset = 'oauth-client'", &text), ["warn unknown-scope"], "{key}");
    }
    assert_eq!(of("login: {x: {scope: repo gistt}}\n"), ["deny unknown-scope"]);
    assert_eq!(of("login: {line: {scope: repo}}\n"), nothing, "the catalog has it");
    let own = "name = 'Own'\nscopes = ['stock', 'openid']\n";
    assert_eq!(rules(own, "app.yaml", "path = 'login.*.scope'", "login: {google: {scope: openid}}\n"), nothing);
    let stated = "path = 'login.*.scope'\ncatalog = 'hub'";
    let named = "scopes = ['a']\n[catalogs.hub]\nprovider = 'github'\n";
    let text = format!("login: {{google: {{scope: '{google}'}}}}\n");
    assert_ne!(rules(named, "app.yaml", stated, &text), nothing, "the user says which it is");
    // The provider that a preset of the file knows.
    let grafana = format!("[auth.google]\nscopes = {google}\n[auth.github]\nscopes = user:email\n");
    assert_eq!(rules(GITHUB, "grafana.ini", "path = 'auth.*.scopes'", &grafana), nothing);
}

#[test]
fn lists_of_several_providers_without_a_path() {
    let nothing = [""; 0];
    let catalogs = "provider = 'github'\n[catalogs.azure]\nprovider = 'microsoft-graph'\n";
    let of = |text: &str| rules(catalogs, ".env", "", text);
    assert_eq!(of("GITHUB_SCOPES=repo\nMS_SCOPES=User.Read\nSLACK_SCOPES=chat:write\n"), nothing);
    let text = "MS_SCOPES=User.Read\n";
    assert_eq!(fixed(catalogs, ".env", "", text, Certainty::Likely), text);
    // A word of the name is not enough for an error.
    assert_eq!(of("SLACK_SCOPES='chat:write chat:wriet'\n"), ["warn unknown-scope"]);
    // And none of it is one of the other provider's.
    assert_eq!(of("SLACK_SCOPES=reepo\n"), ["deny unknown-scope"]);
    assert_eq!(of("GITHUB_SCOPES=reepo\n"), ["deny unknown-scope"]);
    // What is called like the file's own provider is that one's, whoever else has the name.
    assert_eq!(of("GITHUB_SCOPES=User.Read\n"), ["deny unknown-scope"]);
}

#[test]
fn what_is_beside_a_list_names_its_provider() {
    let nothing = [""; 0];
    let of = |catalog: &str, text: &str| rules(catalog, ".env", "", text);
    let openid = "provider = 'openid-connect'\n";
    let proxy = "OAUTH2_PROXY_PROVIDER=github\nOAUTH2_PROXY_SCOPE=";
    assert_eq!(of(openid, &format!("{proxy}'user:email read:org'\n")), nothing);
    assert_eq!(of(openid, &format!("{proxy}'user:email read:orgs'\n")), ["warn unknown-scope"]);
    assert_eq!(of(openid, "OAUTH_ISSUER=https://gitlab.com\nOAUTH_SCOPES=read_apii\n"), ["warn unknown-scope"]);
    assert_eq!(of(openid, "OAUTH_ISSUER=https://gitlab.shop.test\nOAUTH_SCOPES=read_apii\n"), nothing);
    assert_eq!(of(openid, "GF_AUTH_GITLAB_SCOPES=read_apii\n"), ["warn unknown-scope"]);
}

#[test]
fn a_list_with_openid_is_not_of_a_provider_without_it() {
    let nothing = [""; 0];
    let of = |text: &str| rules(GITHUB, ".env", "", text);
    assert_eq!(of("GF_AUTH_GENERIC_OAUTH_SCOPES='openid profile email offline_access groups'\n"), nothing);
    assert_eq!(of("OAUTH2_PROXY_PROVIDER=oidc\nOAUTH2_PROXY_SCOPE='openid groups'\n"), nothing);
    assert_eq!(of("LOGIN_SCOPES='openid profil'\n"), ["warn unknown-scope"]);
    assert_eq!(of("OAUTH2_PROXY_SCOPE=groups\n"), ["deny unknown-scope"]);
    assert_eq!(of("GITHUB_SCOPES='openid repo'\n"), ["deny unknown-scope"]);
}

/// A value at the path of a preset, in JSON.
fn at_path(path: &str, value: &str) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    if path.is_empty() {
        return value.to_owned();
    }
    if let Some(rest) = path.strip_prefix('.') {
        return at_path(rest, value);
    }
    if let Some(rest) = path.strip_prefix("**.") {
        return at_path(rest, value);
    }
    if let Some(rest) = path.strip_prefix("{client}.") {
        return at_path(rest, value).replacen('{', "{\"client_id\": \"x\", ", 1);
    }
    if let Some(rest) = path.strip_prefix("|yaml").or_else(|| path.strip_prefix("|json")) {
        return quoted(&at_path(rest, value));
    }
    if let Some(rest) = path.strip_prefix("[]") {
        return format!("[{}]", at_path(rest, value));
    }
    if let Some((name, rest)) = path.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        assert!(rest.is_empty(), "{path}");
        let name = name.replace('*', "OIDC");
        return format!("[{}]", quoted(&format!("{name}={}", value.trim_matches('"'))));
    }
    let (key, rest) = if let Some((key, rest)) = path.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        (key.to_owned(), rest)
    } else {
        let end = path.find(['.', '[', '|', '{']).unwrap_or(path.len());
        (path[..end].replace('*', "OIDC"), &path[end..])
    };
    format!("{{{}: {}}}", quoted(&key), at_path(rest, value))
}

/// A file of a format with a value at a path; nothing if the format has no such value.
fn file_with(format: Format, path: &str, value: &str) -> Option<String> {
    let path =
        &path.replace("{variable}", "OIDC_SCOPES").replace("{scopes}", "scope").replace("{oauth}", "oauth_scopes");
    let path =
        &["{openid}", "{google}", "{graph}"].iter().fold(path.clone(), |path, shown| path.replace(shown, "scopes"));
    let is_text = value.starts_with('"');
    let plain = path.replace('"', "").replace('*', "OIDC");
    let bare = value.trim_matches('"');
    if path.contains('{') && !matches!(format, Format::Json | Format::Yaml) {
        return None;
    }
    if ["|env", "|ini", "|toml"].iter().any(|other| path.contains(other)) {
        return None;
    }
    match format {
        Format::Json | Format::Yaml => Some(at_path(path, value)),
        Format::Toml => {
            let inline = at_path(path, value).replace("\": ", "\" = ");
            Some(inline.strip_prefix('{')?.strip_suffix('}')?.to_owned())
        }
        Format::Dotenv => (is_text && !plain.contains('.')).then(|| format!("{plain}={value}\n")),
        Format::Properties => (is_text && !plain.contains(['[', '|'])).then(|| format!("{plain}={bare}\n")),
        Format::Ini => {
            let (section, key) = plain.rsplit_once('.')?;
            (is_text && !plain.contains(['[', '|'])).then(|| format!("[{section}]\n{key} = {bare}\n"))
        }
        Format::Hcl | Format::Hocon | Format::Xml | Format::Apache | Format::FrontMatter => None,
    }
}

/// Every way to write two scopes that the preset's program reads: the files' names, formats and texts.
fn texts(preset: Preset) -> Vec<(String, Format, String)> {
    let mut names: Vec<String> = preset.files().iter().map(|file| file.replace('*', "x")).collect();
    names.push("a.json".to_owned());
    names.dedup_by_key(|name| Format::of(name));
    let mut texts = Vec::new();
    for rule in preset.rules().iter().filter(|rule| rule.role == Role::Requests) {
        let mut values = vec!["[\"openid\", \"email\"]", "[]", "\"${SCOPES}\""];
        match rule.delimiter.map(Delimiter::as_str) {
            Some("comma") => values.extend(["\"openid,email\"", "\"openid, email\""]),
            Some("space") => values.push("\"openid email\""),
            _ => values.extend(["\"openid,email\"", "\"openid, email\"", "\"openid email\""]),
        }
        if rule.kind == ListKind::Permissions {
            values = vec!["{\"contents\": \"read\", \"id-token\": \"write\"}", "{}"];
        }
        let is_assigned = rule.path.ends_with(']') && !rule.path.ends_with("[]");
        values.retain(|value| !is_assigned || value.starts_with('"'));
        for (name, value) in names.iter().flat_map(|name| values.iter().map(move |value| (name, *value))) {
            let format = Format::of(name).expect("a format");
            texts.extend(file_with(format, &rule.path, value).map(|text| (name.clone(), format, text)));
        }
    }
    texts
}

#[test]
fn what_a_program_reads_is_not_rewritten() {
    let mut count = 0;
    for &preset in Preset::ALL {
        let texts = texts(preset);
        for delimiter in ["space", "comma"] {
            let catalog =
                format!("delimiter = '{delimiter}'\nscopes = ['openid', 'email', 'contents:read', 'id-token:write']\n");
            let loaded = loaded(&catalog, "any", &format!("preset = '{}'", preset.name()));
            let check = ConfigCheck::of(&loaded.catalog.configs()[0], &loaded, &Reused::default()).expect("an entry");
            for (name, format, text) in &texts {
                let source = Source { format: *format, text };
                for located in check.file(name, Ok(text.clone())).findings {
                    let finding = &located.finding;
                    assert_ne!(finding.level, Level::Deny, "{name}: {text}: {}", finding.message);
                    assert_eq!(located.edits(source), [], "{name}: {text}: {}", finding.message);
                    let is_about_form = finding.rule.id == "wrong-delimiter" || finding.rule.id == "empty-list";
                    assert!(!is_about_form, "{name}: {text}: {}", finding.message);
                }
                count += 1;
            }
        }
    }
    assert!(count > 1000, "{count}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_named_is_told() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = std::env::temp_dir().join(format!("scope-config-names-{}", std::process::id()));
    let write = |name: &[u8]| {
        let path = folder.join(OsStr::from_bytes(name));
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, "{}").expect("a file");
    };
    for name in [&b"cfg/a.json"[..], b"cfg/b\xff.json", b"cfg/c\xff.env", b"cfg/d\xff/e.json", b"cfg/f/g.json"] {
        write(name);
    }
    for (pattern, files, left_out) in [
        ("cfg/*.json", &["cfg/a.json"][..], &["cfg/b\u{fffd}.json"][..]),
        ("**/*.json", &["cfg/a.json", "cfg/f/g.json"], &["cfg/b\u{fffd}.json", "cfg/d\u{fffd}"]),
        ("cfg/*/*.json", &["cfg/f/g.json"], &["cfg/d\u{fffd}"]),
        ("cfg/f/*.json", &["cfg/f/g.json"], &[]),
    ] {
        let matched = scope_config::FileSearch::new(&folder).matching(pattern);
        assert_eq!(matched.files, files, "{pattern}");
        let names: Vec<&str> = matched.left_out.iter().filter_map(|message| message.split('`').nth(1)).collect();
        assert_eq!(names, left_out, "{pattern}");
    }
    let text = "scopes = ['read']\n[[config]]\nfile = 'cfg/b*.json'\npath = 's'\n";
    let loaded = load_text(Path::new("scopes.toml"), text.to_owned(), None);
    let check = ConfigCheck::of(&loaded.catalog.configs()[0], &loaded, &Reused::default()).expect("an entry");
    let findings = check.findings_of_pattern(&check.files(&folder));
    let messages: Vec<&str> = findings.iter().map(|finding| &*finding.message).collect();
    assert_eq!(messages, ["`cfg/b\u{fffd}.json` is not read: its name is not valid UTF-8"]);
    std::fs::remove_dir_all(&folder).expect("no folder");
}

#[test]
fn what_is_optional_goes_with_the_rest_of_the_file() {
    let text = |key: &str| {
        format!("[access_scopes]\nscopes = \"read_orders\"\n{key} = [\"read_all_orders\", \"raed_orders\"]\n")
    };
    let entry = |key: &str| format!("path = 'access_scopes.{key}'");
    let shopify = "provider = 'shopify'\n";
    let of = |key: &str| rules(shopify, "app.toml", &entry(key), &text(key));
    assert_eq!(of("optional_scopes"), ["warn unknown-scope"]);
    assert_eq!(of("more"), ["deny missing-companion", "warn unknown-scope"]);
}
