//! `cargo scopes init`: what sources ask for, in all the ways in which they say it, and what only looks like it.

mod project;

use std::fs;

use project::{MANIFEST, Project};

/// A source, the catalog that is made of it, and what is said of the calls.
struct Case {
    name: &'static str,
    source: &'static str,
    catalog: &'static str,
    says: &'static [&'static str],
}

const OWN: &str = "# Describe what each scope permits, and compare the list with the provider's documentation.\n";

const fn case(name: &'static str, source: &'static str, catalog: &'static str, says: &'static [&'static str]) -> Case {
    Case { name, source, catalog, says }
}

const CASES: &[Case] = &[
    case(
        "oauth2: one scope a call",
        "use oauth2::Scope;\nfn main() { let url = client.authorize_url(csrf).add_scope(Scope::new(\"public_repo\".to_string())).add_scope(Scope::new(\"user:email\".into())); }\n",
        "provider = \"github\"\n",
        &[
            "src/main.rs:2:49: write `.add_scopes(oauth_scopes::scopes!(\"public_repo\", \"user:email\").iter().map(|scope| Scope::new(scope.to_string())))` instead of `.add_scope(Scope::new(\"public_repo\".to_string()))` and the call to `add_scope` after it",
        ],
    ),
    case(
        "oauth2: several, by arm, of several providers",
        "use oauth2::Scope;\nfn main() { let scopes = match p { P::Hub => vec![Scope::new(\"read:user\".to_string()), Scope::new(\"repo\".to_string())], P::Mail => vec![Scope::new(\"https://www.googleapis.com/auth/gmail.readonly\".to_string())], _ => vec![] }; client.add_scopes(scopes); }\n",
        "provider = \"github\"\n\n[catalogs.google]\nprovider = \"google\"\n",
        &[
            "write `oauth_scopes::scopes!(google: \"https://www.googleapis.com/auth/gmail.readonly\").iter().map(|scope| Scope::new(scope.to_string())).collect::<Vec<_>>()` instead of `vec![Scope::new(",
        ],
    ),
    case(
        "a slice of addresses that nothing names",
        "fn main() { let token = auth.token(&[\"https://www.googleapis.com/auth/pubsub\", \"openid\"]); }\n",
        "provider = \"google\"\n",
        &[
            "src/main.rs:1:36: write `oauth_scopes::scope_list!(\"https://www.googleapis.com/auth/pubsub\", \"openid\")` instead of `&[\"https://www.googleapis.com/auth/pubsub\", \"openid\"]`",
        ],
    ),
    case(
        "yup-oauth2: an array",
        "use yup_oauth2::Authenticator;\nasync fn f() { let scopes = &[\"https://www.googleapis.com/auth/drive\"]; auth.token(scopes).await; }\nfn main() {}\n",
        "provider = \"google\"\n",
        &["scope_list!(\"https://www.googleapis.com/auth/drive\")"],
    ),
    case(
        "a constant, joined elsewhere",
        "use oauth2::basic::BasicClient;\nconst SCOPES: &[&str] = &[\"openid\", \"profile\"];\nfn main() { let text = SCOPES.join(\" \"); }\n",
        "provider = \"openid-connect\"\n",
        &["src/main.rs:2:25: write `oauth_scopes::scope_list!(\"openid\", \"profile\")`"],
    ),
    case(
        "a variable for one",
        "fn main() { let calendar_scope = \"https://www.googleapis.com/auth/calendar.readonly\"; get(&[calendar_scope]); }\n",
        "provider = \"google\"\n",
        &["scopes!(\"https://www.googleapis.com/auth/calendar.readonly\").as_str()"],
    ),
    case(
        "a constant of another name",
        "use oauth2::Scope;\nmod names { pub const HOOKS: &str = \"admin:repo_hook\"; }\nfn main() { r.add_scope(Scope::new(names::HOOKS.to_string())); }\n",
        "provider = \"github\"\n",
        &["src/main.rs:2:37: write `oauth_scopes::scopes!(\"admin:repo_hook\").as_str()`"],
    ),
    case(
        "a constant of an address",
        "use oauth2::Scope;\nconst DRIVE: &str = \"https://www.googleapis.com/auth/drive\";\nfn main() { r.add_scope(Scope::new(DRIVE.to_string())); }\n",
        "provider = \"google\"\n",
        &["1 call to write", "src/main.rs:2:21: write"],
    ),
    case(
        "a URL, percent",
        "fn main() { open(\"https://github.com/login/oauth/authorize?client_id=a&scope=repo%20read%3Aorg&state=s\"); }\n",
        "provider = \"github\"\n",
        &[
            "write `format!(\"https://github.com/login/oauth/authorize?client_id=a&scope={}&state=s\", oauth_scopes::scopes!(\"repo read:org\").encoded())`",
        ],
    ),
    case(
        "a URL, plus, in a format",
        "fn main() { let url = format!(\"https://github.com/login/oauth/authorize?client_id={}&scope=repo+gist\", id); }\n",
        "provider = \"github\"\n",
        &["`scope={}` in the text and `oauth_scopes::scopes!(\"repo gist\").encoded()`"],
    ),
    case(
        "a URL in a constant",
        "const URL: &str = \"https://github.com/login/oauth/authorize?client_id=a&scope=repo+gist\";\nfn main() { open(URL); }\n",
        "provider = \"github\"\n",
        &["`scope={}` in the text and `oauth_scopes::scopes!(\"repo gist\").encoded()`"],
    ),
    case(
        "rspotify",
        "use rspotify::{scopes, OAuth};\nfn main() { let oauth = OAuth { scopes: scopes!(\"user-read-private\", \"user-top-read\"), ..Default::default() }; }\n",
        "provider = \"spotify\"\n",
        &[
            "src/main.rs:2:41: write `oauth_scopes::scope_list!(\"user-read-private\", \"user-top-read\").iter().map(ToString::to_string).collect()` instead of `scopes!(\"user-read-private\", \"user-top-read\")`",
        ],
    ),
    case(
        "a vector for a method",
        "use graph_rs_sdk::oauth::OAuth;\nfn main() { b.with_scope(vec![\"User.Read\", \"offline_access\"]); } // offline_access\n",
        "provider = \"microsoft-graph\"\n",
        &[
            "write `oauth_scopes::scope_list!(\"User.Read\", \"offline_access\").to_vec()` instead of `vec![\"User.Read\", \"offline_access\"]`",
        ],
    ),
    case(
        "octocrab",
        "use octocrab::Octocrab;\nfn main() { crab.authenticate_as_device(&id, [\"public_repo\", \"read:org\"]); }\n",
        "provider = \"github\"\n",
        &[
            "1 call to write",
            "src/main.rs:2:46: write `oauth_scopes::scopes!(\"public_repo\", \"read:org\").iter()` instead of `[\"public_repo\", \"read:org\"]`",
        ],
    ),
    case(
        "librespot",
        "use librespot_oauth::OAuthClientBuilder;\nfn main() { login((ID, URL, vec![\"streaming\"])); }\n",
        "provider = \"spotify\"\n",
        &["scope_list!(\"streaming\").to_vec()"],
    ),
    case(
        "a pair of a form, and JSON",
        "use oauth_client::Client;\nfn main() { form.push((\"scope\", \"repo gist\")); post(json!({ \"scope\": \"read:org\", \"name\": \"gist\" })); }\n",
        "provider = \"github\"\n",
        &["scopes!(\"repo gist\")", "scopes!(\"read:org\")", "2 calls"],
    ),
    case(
        "a list that becomes scopes",
        "use oauth2::Scope;\nfn main() { let all = [\"repo\", \"gist\"].iter().map(|name| Scope::new(name.to_string())); for name in [\"notifications\"] { request = request.add_scope(make(name)); } }\n",
        "provider = \"github\"\n",
        &[
            "2 calls to write",
            "write `oauth_scopes::scope_list!(\"repo\", \"gist\")`",
            "`oauth_scopes::scopes!(\"notifications\")`",
        ],
    ),
    case(
        "an array with its type",
        "use oauth2::Scope;\nconst SCOPES: [&'static str; 2] = [\"public_repo\", \"read:org\"];\nfn main() { let scopes: [&str; 1] = [\"gist\"]; for scope in SCOPES { ask(scope, &scopes); } }\n",
        "provider = \"github\"\n",
        &[
            "src/main.rs:2:35: write `oauth_scopes::scope_list!(\"public_repo\", \"read:org\")` instead of `[\"public_repo\", \"read:org\"]`, with the type `&'static [&'static str]` instead of `[&'static str; 2]`",
            "src/main.rs:3:37: write `oauth_scopes::scope_list!(\"gist\")` instead of `[\"gist\"]`, with the type `&[&str]` instead of `[&str; 1]`",
        ],
    ),
    case(
        "a slice of a type with its length",
        "use oauth2::Scope;\nconst SCOPES: &[&str; 2] = &[\"public_repo\", \"read:org\"];\nfn main() {}\n",
        "provider = \"github\"\n",
        &[
            "write `oauth_scopes::scope_list!(\"public_repo\", \"read:org\")` instead of `&[\"public_repo\", \"read:org\"]`, with the type `[&str]` instead of `[&str; 2]`",
        ],
    ),
    case(
        "owned, in a vector",
        "use oauth2::Scope;\nfn main() { let scopes = vec![\"public_repo\".to_string(), \"read:org\".to_string()]; with_scopes(id, vec![String::from(\"gist\")]); }\n",
        "provider = \"github\"\n",
        &[
            "2 calls to write",
            "write `oauth_scopes::scopes!(\"public_repo\", \"read:org\").iter().map(str::to_string).collect::<Vec<_>>()` instead of `vec![\"public_repo\".to_string(), \"read:org\".to_string()]`",
            "write `oauth_scopes::scopes!(\"gist\").iter().map(String::from).collect::<Vec<_>>()`",
        ],
    ),
    case(
        "azure_identity: a parameter without a name",
        "use azure_identity::DeveloperToolsCredential;\nfn main() { let token = credential.get_token(&[\"https://vault.azure.net/.default\"], None); }\n",
        "provider = \"microsoft-graph\"\n",
        &[
            "src/main.rs:2:46: write `oauth_scopes::scope_list!(\"https://vault.azure.net/.default\")` instead of `&[\"https://vault.azure.net/.default\"]`",
        ],
    ),
    case(
        "slack-morphism: a parameter without a name",
        "use slack_morphism::SlackOAuthListenerConfig;\nfn main() { SlackOAuthListenerConfig::new(id, secret, \"channels:history,reactions:write\".into(), host); }\n",
        "provider = \"slack\"\n",
        &[
            "write `oauth_scopes::scopes!(\"channels:history,reactions:write\").as_str()` instead of `\"channels:history,reactions:write\"`",
        ],
    ),
    case(
        "rmcp: a parameter without a name",
        "use rmcp::transport::auth::OAuthState;\nfn main() { state.start_authorization(&[\"email\", \"offline_access\"], back); }\n",
        "provider = \"openid-connect\"\n",
        &[
            "write `oauth_scopes::scope_list!(\"email\", \"offline_access\")` instead of `&[\"email\", \"offline_access\"]`",
        ],
    ),
    case(
        "keys with a method behind them",
        "use std::collections::HashMap;\nfn main() { let url = \"https://github.com/login/oauth/authorize\"; form.insert(\"scope\".to_string(), \"gist notifications\".to_string()); more.insert(String::from(\"scope\"), \"read:org\".into()); }\n",
        "provider = \"github\"\n",
        &["2 calls to write", "write `oauth_scopes::scopes!(\"gist notifications\")` instead"],
    ),
    case(
        "a comparison, which requests nothing",
        "use oauth2::Scope;\nfn main() { if scope == \"read:org\" { } }\n",
        "provider = \"github\"\n",
        &["src/main.rs:2:25: write `oauth_scopes::scope_name!(\"read:org\")` instead of `\"read:org\"`"],
    ),
    case(
        "a comment that says the provider",
        "use oauth2::Scope;\n// scopes: provider = gitlab\nconst SCOPES: &str = \"read_user email\";\nfn main() {}\n",
        "provider = \"gitlab\"\n",
        &["scopes!(\"read_user email\").as_str()"],
    ),
    case(
        "a form beside a grant type",
        "fn main() { post(vec![(\"grant_type\", \"authorization_code\".to_string()), (\"scope\", \"identify connections\".to_string())]); }\n",
        "provider = \"discord\"\n",
        &["write `oauth_scopes::scopes!(\"identify connections\")` instead"],
    ),
    case(
        "what functions give",
        "use oauth2::CsrfToken;\nfn github_scopes() -> Vec<String> { vec![\"repo\".to_string(), \"workflow\".to_string()] }\nfn main() {}\n",
        "provider = \"github\"\n",
        &["1 call to write", "scopes!(\"repo\", \"workflow\").iter().map(str::to_string).collect::<Vec<_>>()"],
    ),
    case(
        "the next argument of a format",
        "fn main() { let url = format!(\"https://slack.com/oauth/v2/authorize?scope={}&client_id={}\", \"channels:read,chat:write\", id); }\n",
        "provider = \"slack\"\n",
        &["scopes!(\"channels:read,chat:write\").as_str()"],
    ),
    case(
        "an enumeration",
        "use twitch_oauth2::Scope;\nfn main() { let scopes = vec![Scope::UserReadChat, Scope::UserWriteChat]; }\n",
        "provider = \"twitch\"\n",
        &[],
    ),
    case(
        "parsed, of nobody",
        "use aliri_oauth2::Scope;\nfn main() { let say: Scope = \"say:hello\".parse().unwrap(); let other = \"say:more\".parse::<Scope>(); }\n",
        "# Describe what each scope permits, and compare the list with the provider's documentation.\n[scopes]\n\"say:hello\" = \"\"\n\"say:more\" = \"\"\n",
        &["scopes!(\"say:hello\").as_str()"],
    ),
    case(
        "nobody's beside a provider's",
        "use oauth2::Scope;\nfn main() { a.add_scope(Scope::new(\"public_repo\".into())); b.add_scope(Scope::new(\"post-user\".into())); }\n",
        "# Describe what each scope permits, and compare the list with the provider's documentation.\nprovider = \"github\"\n\n[catalogs.own.scopes]\npost-user = \"\"\n",
        &["scopes!(own: \"post-user\")"],
    ),
    case(
        "misspelled",
        "use oauth2::Scope;\nfn main() { a.add_scopes([Scope::new(\"public_repo\".into()), Scope::new(\"reed:org\".into())]); }\n",
        "provider = \"github\"\n",
        &["note: src/main.rs: github has no scope `reed:org`; did you mean `read:org`?"],
    ),
    case(
        "a tie",
        "use oauth2::Scope;\nfn main() { a.add_scope(Scope::new(\"read\".into())); }\n",
        "# Describe what each scope permits, and compare the list with the provider's documentation.\n[scopes]\nread = \"\"\n",
        &["note: src/main.rs: `read` may belong to any of "],
    ),
    case(
        "commas",
        "use oauth2::Scope;\nfn main() { let scopes = \"read_products,write_orders\"; }\n",
        "provider = \"shopify\"\n",
        &["scopes!(\"read_products,write_orders\")"],
    ),
    case(
        "only known at run time",
        "use oauth2::Scope;\nfn main() { a.add_scope(Scope::new(\"repo\".into())).add_scope(Scope::new(\"gist\".into())); b.add_scope(Scope::new(format!(\"{x}:org\"))); let url = format!(\"https://github.com/login/oauth/authorize?scope={scopes}\"); }\n",
        "provider = \"github\"\n",
        &["note: src/main.rs:2:113: scopes are built at run time", "src/main.rs:2:153: scopes are built at run time"],
    ),
    case(
        "calls of ours",
        "use oauth_scopes::scopes;\nfn main() { let s = scopes!(\"repo public_repo\"); let t = scopes!(\"read:org\"); }\n",
        "provider = \"github\"\n",
        &[],
    ),
];

#[test]
fn every_way_of_asking() {
    for &Case { name, source, catalog, says } in CASES {
        let folder = Project::with("ways", &[("Cargo.toml", MANIFEST), ("src/main.rs", source)]);
        let (code, dry, complaint) = folder.run(&["scopes", "init", "--dry-run"]);
        assert_eq!((code, &*complaint), (0, ""), "{name}: {dry}");
        assert_eq!(folder.text("scopes.toml"), "", "{name}: a dry run writes nothing");
        let (code, output, _) = folder.run(&["scopes", "init"]);
        assert_eq!((code, &*folder.text("scopes.toml")), (0, catalog), "{name}: {output}");
        assert_eq!(output.replacen("created scopes.toml:", "would create scopes.toml:", 1), dry, "{name}");
        for line in says {
            assert!(output.contains(line), "{name}: {line}\n{output}");
        }
        if says.is_empty() {
            assert!(!output.contains("to write"), "{name}: {output}");
        }
        assert_eq!(folder.text("src/main.rs"), source, "{name}: sources stay");
    }
}

#[test]
fn what_only_looks_like_scopes() {
    for (name, body) in [
        (
            "comments",
            "// Scope::new(\"repo\")\n/* add_scope(\"read:org\") */\n/// scope=\"read:org\"\n/// `scopes!(\"repo\")`\nfn f() {}",
        ),
        (
            "a log",
            "fn f() { println!(\"scope=repo&client_id\"); info!(\"https://www.googleapis.com/auth/drive\"); panic!(\"repo\"); }",
        ),
        (
            "tests",
            "#[cfg(test)] mod tests { const SCOPES: &[&str] = &[\"read:org\"]; }\n#[test] fn t() { a.add_scope(Scope::new(\"repo\".into())); }\n#[tokio::test] async fn u() { let scope = \"read:org\"; }",
        ),
        ("an assertion", "fn f() { assert_eq!(scopes, vec![\"read:org\"]); debug_assert!(scope == \"repo\"); }"),
        ("a comparison", "fn f() { match level { \"repo\" => 1, \"read:org\" => 2, _ => 3 }; }"),
        (
            "asked of a set",
            "fn f() { set.remove(\"read:org\"); let has_scope = granted.contains(\"read:org\"); scopes.has_scope(\"repo\"); }",
        ),
        ("sentences", "const SCOPE_NOTE: &str = \"the scope to use\"; fn f() { let scope = \"pick one of these\"; }"),
        (
            "routes and threads",
            "fn f() { App::new().service(web::scope(\"users\")); thread::scope(|s| s.spawn(g)); web::scope(\"/api\"); }",
        ),
        ("an attribute", "#[doc = \"scope=read:org&client_id\"] #[scope(\"read:org\")] fn f() {}"),
        ("an index", "fn f() { let name = &map[\"read:org\"]; }"),
        ("a word alone", "const URL: &str = \"https://discord.com/oauth2/authorize\"; fn f() { has(&[\"email\"]); }"),
        (
            "an address of something else",
            "fn f() { get(\"https://www.googleapis.com/drive/v3/files\"); get(\"https://example.com/?telescope=repo\"); }",
        ),
        (
            "keys of files",
            "const SCOPE_KEYS: &[&str] = &[\"description\", \"source\"]; const AT: &str = \"https://graph.microsoft.com\";",
        ),
        (
            "what the provider beside it does not have",
            "const AT: &str = \"https://graph.microsoft.com\"; fn f() { let scopes = [\"description\", \"source\"]; }",
        ),
        ("a key", "fn f() { let scope_key = \"read:org\"; let scope_error = \"repo\"; map.get(\"scope\"); }"),
        ("prose of an OAuth program", "fn f() -> &'static str { \"repo read:org\" } fn g() { say(\"repo\"); }"),
        ("a variant of errors", "fn f() { return Err(Problem::Scope(\"read:org\".into())); }"),
        ("what a server demands", "fn f() { context.require_scope(\"read:org\"); ensure_scopes(&[\"post\"]); }"),
        ("a message", "fn f() { let scope = \"missing scope\"; deny_scope(\"invalid scope\"); }"),
        (
            "a constant that nobody asks for",
            "const OF_OPENID: [&str; 2] = [\"openid\", \"offline_access\"]; fn f() { OF_OPENID.contains(&name); }",
        ),
        (
            "a list that is looked at",
            "fn f() { for scope in [\"user\", \"admin\"] { println!(\"{scope}: {}\", SCOPES.covers(scope)); } }",
        ),
    ] {
        let source = format!("use oauth2::Scope;\n{body}\nfn main() {{}}\n");
        let folder = Project::with("looks", &[("Cargo.toml", MANIFEST), ("src/main.rs", &source)]);
        let (code, output, complaint) = folder.run(&["init"]);
        assert_eq!((code, &*output), (101, ""), "{name}");
        let sentence = match name {
            "tests" => "error: scopes are only in tests, which request nothing: src/main.rs\n",
            _ => "error: no scopes found in the sources: 1 ",
        };
        assert!(complaint.starts_with(sentence), "{name}: {complaint}");
        assert_eq!(folder.text("scopes.toml"), "", "{name}");
    }
}

#[test]
fn a_pattern_and_an_attribute_take_no_macro() {
    for body in [
        "fn f() { match scope { \"repo\" => 1, \"read:org\" => 2, _ => 3 }; }",
        "fn f() { matches!(scope, \"repo\" | \"read:org\"); }",
        "enum GithubScope { #[serde(rename = \"read:org\")] Org }",
    ] {
        let source = format!("use oauth2::Scope;\n{body}\nfn main() {{}}\n");
        let folder = Project::with("pattern", &[("Cargo.toml", MANIFEST), ("src/main.rs", &source)]);
        let (code, output, _) = folder.run(&["init"]);
        assert_eq!((code, &*output), (0, "created scopes.toml:\n\n    provider = \"github\"\n\n"), "{body}");
    }
}

#[test]
fn programs_that_have_nothing_to_do_with_oauth() {
    let source = "fn main() { let scope = \"global\"; let s = Scope::new(\"block\"); let scopes = vec![\"function\", \"module\"]; t.add_scope(\"local\"); }\n";
    let folder = Project::with("other", &[("Cargo.toml", MANIFEST), ("src/main.rs", source)]);
    assert_eq!(folder.run(&["init"]).0, 101);
}

#[test]
fn files_that_are_of_no_target() {
    let asks = "use oauth2::Scope;\nfn f() { a.add_scope(Scope::new(\"read:org\".into())); }\n";
    let files = [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", "fn main() {}\n"),
        ("src/stray.rs", asks),
        ("tests/t.rs", asks),
        ("benches/b.rs", asks),
    ];
    assert_eq!(Project::with("stray", &files).run(&["init"]).0, 101);
    let files = [("Cargo.toml", MANIFEST), ("src/main.rs", "mod far;\nfn main() {}\n"), ("src/far.rs", asks)];
    let (code, output, _) = Project::with("far", &files).run(&["init"]);
    assert!(code == 0 && output.contains("src/far.rs:2:33: write"), "{output}");
}

#[test]
fn configuration_files() {
    let files = [
        ("Cargo.toml", MANIFEST),
        (
            "src/main.rs",
            "use oauth2::Scope;\nfn main() { a.add_scopes([Scope::new(\"public_repo\".into()), Scope::new(\"read:org\".into())]); b.add_scope(Scope::new(\"gist\".into())); }\n",
        ),
        ("shopify.app.toml", "[access_scopes]\nscopes = \"read_products,write_orders\"\n"),
        ("other/shopify.app.toml", "name = \"none\"\n"),
    ];
    let folder = Project::with("config", &files);
    let (code, output, _) = folder.run(&["init"]);
    let expected = "provider = \"github\"\n\n[catalogs.shopify]\nprovider = \"shopify\"\n\n[[config]]\nfile = \"shopify.app.toml\"\ncatalog = \"shopify\"\n";
    assert_eq!((code, &*folder.text("scopes.toml")), (0, expected), "{output}");
    let (code, output, _) = folder.run(&["check"]);
    assert!(code == 0 && output.contains("1 configuration file"), "{output}");
}

#[test]
fn hidden_files_are_proposed_unless_git_ignores_them() {
    let files = [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", "use oauth2::Scope;\nfn main() { b.add_scope(Scope::new(\"gist\".into())); }\n"),
        (".env.example", "GITHUB_SCOPES=repo gist\n"),
        (".env", "GITHUB_SCOPES=repo gist\n"),
        (".gitignore", ".env\n"),
        (".git/HEAD", "ref: refs/heads/main\n"),
        (".git/app.env", "GITHUB_SCOPES=repo\n"),
    ];
    let folder = Project::with("hidden", &files);
    let (code, output, _) = folder.run(&["init"]);
    let expected = "provider = \"github\"\n\n[[config]]\nfile = \".env.example\"\n";
    assert_eq!((code, &*folder.text("scopes.toml")), (0, expected), "{output}");
}

/// A file for containers with these variables.
fn compose(variables: &[(&str, &str)]) -> String {
    let lines = variables.iter().map(|(name, value)| format!("      {name}: \"{value}\"\n"));
    format!("services:\n  app:\n    image: example\n    environment:\n{}", lines.collect::<String>())
}

#[test]
fn what_is_written_never_makes_right_scopes_of_a_configuration_file_errors() {
    let source = "use oauth2::Scope;\nfn main() { c.add_scope(Scope::new(\"read:org\".into())).add_scope(Scope::new(\"gist\".into())); }\n";
    let github = ("GITHUB_SCOPES", "repo");
    let google = ("GOOGLE_SCOPES", "openid https://www.googleapis.com/auth/drive.file");
    let proxy = ("OAUTH2_PROXY_SCOPE", "openid email");
    let several = Some(
        "note: docker-compose.yml: it has scopes of several providers; not added to scopes.toml: write a `[[config]]` for each, with its `path` and `catalog`\n",
    );
    for (number, (variables, entry, note)) in [
        (&[github, google][..], None, several),
        (&[google, github], None, several),
        (&[github, proxy], None, several),
        // With one provider, the file is checked.
        (&[github], Some(""), None),
        (&[google], Some("catalog = \"google\"\n"), None),
        (&[proxy], Some("catalog = \"openid-connect\"\n"), None),
    ]
    .into_iter()
    .enumerate()
    {
        let text = compose(variables);
        let files = [("Cargo.toml", MANIFEST), ("src/main.rs", source), ("docker-compose.yml", &*text)];
        let folder = Project::with(&format!("compose-{number}"), &files);
        let (code, output, _) = folder.run(&["init"]);
        let catalog = folder.text("scopes.toml");
        let expected = entry.map(|entry| format!("[[config]]\nfile = \"docker-compose.yml\"\n{entry}"));
        assert_eq!((code, catalog.contains("[[config]]")), (0, expected.is_some()), "{text}{output}");
        assert!(expected.is_none_or(|expected| catalog.ends_with(&expected)), "{text}{catalog}");
        assert_eq!(output.contains("several providers"), note.is_some(), "{text}{output}");
        assert!(note.is_none_or(|note| output.contains(note)), "{text}{output}");
        let (code, output, _) = folder.run(&["check"]);
        assert!(code == 0 && !output.contains("error"), "{text}{catalog}{output}");
    }
}

#[test]
fn a_configuration_file_is_checked_by_what_its_preset_knows() {
    let source = "use oauth2::Scope;\nfn main() { c.add_scope(Scope::new(\"read:org\".into())).add_scope(Scope::new(\"gist\".into())); }\n";
    let github = "[auth.github]\nscopes = user:email,read:org\n";
    for (name, other, note) in [
        // The preset knows both, and `check` takes each for what it is.
        ("told", "[auth.google]\nscopes = openid email\n", None),
        // Any server may be meant.
        (
            "untold",
            "[auth.generic_oauth]\nscopes = acme:roles\n",
            Some(
                "note: grafana.ini: it has scopes of several providers; not added to scopes.toml: write a `[[config]]` for each, with its `path` and `catalog`\n",
            ),
        ),
    ] {
        let text = format!("{github}\n{other}");
        let files = [("Cargo.toml", MANIFEST), ("src/main.rs", source), ("grafana.ini", &*text)];
        let folder = Project::with(&format!("preset-{name}"), &files);
        let (code, output, _) = folder.run(&["init"]);
        let is_checked = folder.text("scopes.toml").ends_with("\n[[config]]\nfile = \"grafana.ini\"\n");
        assert_eq!((code, is_checked), (0, note.is_none()), "{output}");
        assert!(note.is_none_or(|note| output.contains(note)), "{output}");
        let (code, output, _) = folder.run(&["check"]);
        assert!(code == 0 && !output.contains("error"), "{output}");
    }
}

#[test]
fn keys_of_settings_name_the_provider() {
    for (name, variables, catalog, says) in [
        ("SLACK_SCOPES", "chat:write,channels:read", "provider = \"slack\"\n", None),
        (
            "DISCORD_SCOPES",
            "identify emial",
            "provider = \"discord\"\n",
            Some("discord has no scope `emial`; did you mean `email`?"),
        ),
    ] {
        let text = format!("{name}={variables}\n");
        let folder = Project::with("keys", &[("Cargo.toml", MANIFEST), ("src/main.rs", ""), (".env", &text)]);
        let (code, output, complaint) = folder.run(&["init"]);
        let written = folder.text("scopes.toml");
        assert!(code == 0 && written.starts_with(catalog) && !written.contains("own"), "{output}{complaint}");
        assert!(says.is_none_or(|says| output.contains(says)) && !output.contains("``"), "{output}");
    }
}

#[test]
fn whose_scopes_a_setting_beside_them_tells() {
    let settings = |authority: &str, scopes: &str| {
        format!(r#"{{"Oidc": {{"authority": "{authority}", "clientId": "a", "scope": "{scopes}"}}}}"#)
    };
    for (authority, scopes, provider) in [
        // Only one provider has all three, but any server may have an `api`.
        ("https://id.shop.test", "openid api offline_access", ""),
        ("https://login.salesforce.com", "openid api offline_access", "provider = \"salesforce\"\n"),
        // Of an API of one's own.
        ("https://login.microsoftonline.com/common", "access_as_user", ""),
    ] {
        let text = settings(authority, scopes);
        let files = [("Cargo.toml", MANIFEST), ("src/main.rs", ""), ("appsettings.json", &*text)];
        let folder = Project::with("beside", &files);
        let (code, output, complaint) = folder.run(&["init"]);
        let written = folder.text("scopes.toml");
        assert_eq!((code, written.contains("provider = ")), (0, !provider.is_empty()), "{output}{complaint}");
        assert!(written.starts_with(provider), "{written}");
    }
    let machine = "resource \"google_compute_instance\" \"a\" {\n  service_account {\n    scopes = [\"storage-ro\", \"https://www.googleapis.com/auth/pubsub\"]\n  }\n}\n";
    let folder = Project::with("machine", &[("Cargo.toml", MANIFEST), ("src/main.rs", ""), ("main.tf", machine)]);
    let (code, output, _) = folder.run(&["init"]);
    assert!(code == 0 && !output.contains("storage-ro"), "{output}");
}

#[test]
fn a_folder_without_rust() {
    // No parent folder may have a `Cargo.toml`.
    let outside = std::env::temp_dir().join(format!("scopes-init-{}", std::process::id()));
    let text = "[access_scopes]\nscopes = \"read_products\"\n";
    let folder = Project::at(&outside.join("files")).file("shopify.app.toml", text);
    let expected = "provider = \"shopify\"\n\n[[config]]\nfile = \"shopify.app.toml\"\n";
    for arguments in [&["init"][..], &["init", "--apply", "--allow-no-vcs"]] {
        let (code, output, complaint) = folder.run(arguments);
        assert_eq!((code, &*folder.text("scopes.toml")), (0, expected), "{output}{complaint}");
        fs::remove_file(folder.path("scopes.toml")).expect("the catalog");
    }
    let source = "use oauth2::Scope;\nfn f() { a.add_scope(Scope::new(\"read:org\".into())); }\n";
    let rust = Project::at(&outside.join("rust")).file("a.rs", source);
    let (code, output, complaint) = rust.run(&["init", "--apply", "--allow-no-vcs"]);
    assert!(
        code == 0 && output.contains("a.rs:2:33: there is no `Cargo.toml` to build it with"),
        "{output}{complaint}"
    );
    assert_eq!(
        (rust.text("a.rs"), rust.text("scopes.toml")),
        (source.to_owned(), "provider = \"github\"\n".to_owned())
    );
    let empty = Project::at(&outside.join("empty")).file("notes.txt", "nothing");
    let (code, _, complaint) = empty.run(&["init"]);
    fs::remove_dir_all(&outside).expect("the folders");
    assert!(code == 101 && complaint.starts_with("error: no scopes found in the sources: 0 Rust files"), "{complaint}");
    assert!(complaint.contains("run `cargo scopes add --catalog scopes.toml PROVIDER SCOPE…`"), "{complaint}");
}

#[test]
fn nothing_is_written_over_a_catalog() {
    let asks = "use oauth2::Scope;\nfn main() { a.add_scope(Scope::new(\"read:org\".into())); }\n";
    for catalog in ["provider = \"slack\"\n", "broken = \"\n"] {
        let folder =
            Project::with("present", &[("Cargo.toml", MANIFEST), ("src/main.rs", asks), ("scopes.toml", catalog)]);
        let (code, output, complaint) = folder.run(&["init"]);
        assert_eq!((code, &*output), (101, ""));
        let expected = "error: scopes.toml already exists\nhelp: to add to it, run `cargo scopes add PROVIDER SCOPE…`\nhelp: to write calls of the macros, run `cargo scopes init --apply`\n";
        assert_eq!(complaint, expected);
        assert_eq!(folder.text("scopes.toml"), catalog);
    }
    for (file, text, expected) in [
        ("scopes.toml/a", "", "error: scopes.toml is a directory, not a file\nhelp: "),
        ("scopes.toml", "\n", "error: scopes.toml is empty\nhelp: "),
    ] {
        let folder = Project::with("present-blank", &[("Cargo.toml", MANIFEST), ("src/main.rs", asks), (file, text)]);
        let (code, output, complaint) = folder.run(&["init"]);
        assert_eq!((code, &*output, folder.text(file).as_str()), (101, "", text));
        assert!(complaint.starts_with(expected), "{complaint}");
    }
}

#[test]
fn a_slip_is_not_added_to_the_catalog() {
    let ask = |scopes: &str| {
        let source = format!("fn f() {{ let form = [(\"client_id\", \"x\"), (\"scope\", \"{scopes}\")]; }}\n");
        let folder = Project::with("slip", &[("Cargo.toml", MANIFEST), ("src/lib.rs", &source)]);
        let (_, output, _) = folder.run(&["init"]);
        (folder.text("scopes.toml"), output)
    };
    // All of them are almost of one provider.
    let (catalog, output) = ask("user-libary-read user-top-read");
    assert_eq!(catalog, "provider = \"spotify\"\n");
    let note = "src/lib.rs: spotify has no scope `user-libary-read`; did you mean `user-library-read`?";
    assert!(output.contains(note), "{output}");
    assert!(output.contains("1 list with findings, to be corrected first:\n\nsrc/lib.rs:1:52: "), "{output}");
    // One of them is.
    let (catalog, output) = ask("kitchen.stir user-libary-read");
    assert!(catalog.contains("\"kitchen.stir\" = \"\"\n") && !catalog.contains("libary"), "{catalog}");
    let note = "`user-libary-read` is not added to scopes.toml; did you mean `user-library-read` (spotify)?";
    assert!(output.contains(note), "{output}");
    // What only resembles a scope of a provider is right, and so is what is asked of another server.
    let (catalog, _) = ask("kitchen.stir kitchens.stir oven:heat");
    assert!(catalog.contains("\"oven:heat\" = \"\"\n"), "{catalog}");
    let source = "fn f() -> String { \"https://id.kitchen.example/oauth/authorize?client_id=1&scope=user-libary-read\".into() }\n";
    let folder = Project::with("slip-own", &[("Cargo.toml", MANIFEST), ("src/lib.rs", source)]);
    folder.run(&["init"]);
    assert!(folder.text("scopes.toml").contains("user-libary-read = \"\"\n"), "{}", folder.text("scopes.toml"));
}

#[test]
fn a_source_that_cannot_be_read_is_said() {
    let files = [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", "mod b;\nuse oauth2::Scope;\nfn main() { a.add_scope(Scope::new(\"read:org\".into())); }\n"),
        ("src/b.rs", "fn f() { let scope = \"a\" ( }\n"),
    ];
    let (code, output, _) = Project::with("unreadable", &files).run(&["init"]);
    assert!(code == 0 && output.contains("note: src/b.rs:1:28: this is not valid Rust"), "{output}");
}

#[test]
fn a_catalog_a_package() {
    let member = |name: &str| format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\n");
    let (one, two, three) = (member("one"), member("two"), member("three"));
    let asks = "use oauth2::Scope;\npub fn f() { a.add_scope(Scope::new(\"public_repo\".into())); }\n";
    let files = [
        ("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\", \"three\"]\n"),
        ("one/Cargo.toml", &*one),
        ("one/src/lib.rs", asks),
        ("two/Cargo.toml", &*two),
        ("two/src/lib.rs", asks),
        ("two/scopes.toml", "provider = \"slack\"\n"),
        ("three/Cargo.toml", &*three),
        ("three/src/lib.rs", "pub fn f() {}\n"),
    ];
    let folder = Project::with("members", &files);
    let (code, output, _) = folder.run(&["init"]);
    assert_eq!(code, 0);
    assert!(output.contains("note: two/scopes.toml already exists; not changed"), "{output}");
    assert!(output.contains("`one` does not depend on `oauth-scopes` yet"), "{output}");
    assert_eq!(folder.text("one/scopes.toml"), "provider = \"github\"\n");
    assert_eq!(folder.text("two/scopes.toml"), "provider = \"slack\"\n");
    assert!(!folder.path("three/scopes.toml").exists());
}

/// The calls that the output shows: line, column, what to write, and the text there.
fn calls(output: &str) -> Vec<(usize, usize, &str, &str)> {
    let call = |line| -> Option<(usize, usize, &'_ str, &'_ str)> {
        let (place, rest): (&str, &str) = str::split_once(line, ": write `")?;
        let plain = rest.strip_suffix('`');
        let rest = rest.split_once("`, with the type").map_or(plain, |(rest, _)| Some(rest))?;
        let (new, old) = rest.split_once("` instead of `")?;
        let mut numbers = place.rsplit(':').map(str::parse::<usize>);
        let (column, line) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
        Some((line, column, new, old))
    };
    output.lines().filter_map(call).collect()
}

#[test]
fn once_the_calls_are_written_check_finds_nothing() {
    const LEFT: [&str; 3] = ["misspelled", "calls of ours", "a URL, plus, in a format"];
    let mut written = 0;
    for &Case { name, source, .. } in CASES.iter().filter(|case| !LEFT.contains(&case.name)) {
        let folder = Project::with("round", &[("Cargo.toml", MANIFEST), ("src/main.rs", source)]);
        let (code, output, _) = folder.run(&["init"]);
        assert_eq!(code, 0, "{name}: {output}");
        let mut lines: Vec<String> = source.lines().map(str::to_owned).collect();
        for (line, column, new, old) in calls(&output).into_iter().rev() {
            let text = &mut lines[line - 1];
            let start = text.char_indices().nth(column - 1).expect("a column").0;
            assert_eq!(&text[start..start + old.len()], old, "{name}");
            text.replace_range(start..start + old.len(), new);
            written += 1;
        }
        fs::write(folder.path("src/main.rs"), lines.join("\n")).expect("a file");
        let (code, output, _) = folder.run(&["check"]);
        assert!(code == 0 && output.starts_with("no findings in "), "{name}: {output}\n{}", lines.join("\n"));
    }
    assert!(written > 20, "{written}");
}

#[test]
fn the_comment_asks_for_descriptions() {
    let with_own: Vec<_> = CASES.iter().filter(|case| case.catalog.contains(" = \"\"\n")).collect();
    assert!(with_own.len() > 2 && with_own.iter().all(|case| case.catalog.starts_with(OWN)));
}

#[test]
fn four_situations_have_four_sentences() {
    let asks = "use oauth2::Scope;\npub fn f() { a.add_scope(Scope::new(\"read:org\".into())); }\n";
    for (source, sentence) in [
        ("pub fn f() {}\n".to_owned(), "no scopes found in the sources: 1 Rust file read"),
        (
            format!("#[cfg(test)] mod tests {{ {asks} }}\n"),
            "scopes are only in tests, which request nothing: src/lib.rs",
        ),
        (
            "use oauth2::Scope;\npub fn f() { config.scopes.iter().map(|scope| Scope::new(scope.to_owned())); }\n"
                .to_owned(),
            "no scopes are written in the sources: they are built at run time\nsrc/lib.rs:2:21: scopes are built at run time",
        ),
        (
            "use oauth2::Scope;\npub fn f() { Scope::new(\n".to_owned(),
            "no scopes found in the sources that can be read\nsrc/lib.rs:2:24: this is not valid Rust",
        ),
        (
            "use oauth2::Scope;\npub fn f() { scopes(\"\"); }\n".to_owned(),
            "no scopes found in the sources: 1 file for OAuth, but no scopes recognized in them",
        ),
    ] {
        let folder = Project::with("situations", &[("Cargo.toml", MANIFEST), ("src/lib.rs", &source)]);
        let (code, _, complaint) = folder.run(&["init"]);
        assert!(code == 101 && complaint.starts_with(&format!("error: {sentence}\n")), "{source}: {complaint}");
    }
}

#[test]
fn what_a_complete_provider_does_not_have_is_not_added() {
    let source =
        "use rspotify::scopes;\nfn main() { let s = scopes!(\"user-read-private\", \"user-read-play-history\"); }\n";
    let folder = Project::with("absent", &[("Cargo.toml", MANIFEST), ("src/main.rs", source)]);
    let (code, output, _) = folder.run(&["init"]);
    assert_eq!((code, &*folder.text("scopes.toml")), (0, "provider = \"spotify\"\n"), "{output}");
    assert!(output.contains("note: src/main.rs: spotify has no scope `user-read-play-history`"), "{output}");
}

#[test]
fn the_commonest_login_is_of_github() {
    let source = "use oauth2::Scope;\nfn main() { c.add_scope(Scope::new(\"read:user\".into())).add_scope(Scope::new(\"user:email\".into())); }\n";
    let folder = Project::with("login", &[("Cargo.toml", MANIFEST), ("src/main.rs", source)]);
    let (code, output, _) = folder.run(&["init"]);
    assert_eq!((code, &*folder.text("scopes.toml")), (0, "provider = \"github\"\n"), "{output}");
}

#[test]
fn permissions_of_workflows_are_no_scopes() {
    let source = "use oauth2::Scope;\nfn main() { c.add_scope(Scope::new(\"read:org\".into())); }\n";
    let workflow = "on: push\npermissions:\n  contents: write\njobs: {}\n";
    let files = [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", source),
        (".gitignore", "!.github/\n"),
        (".github/workflows/ci.yml", workflow),
    ];
    let folder = Project::with("workflow", &files);
    let (_, output, _) = folder.run(&["init"]);
    assert!(!output.contains("contents") && !output.contains("[[config]]"), "{output}");
}
