//! Tests `cargo scopes check --literals`: hand-written scopes are checked like calls.

mod project;

use project::{MANIFEST, Project};
use serde_json::Value;

/// A manifest of a package that does not have the macros.
const PLAIN: &str = "[package]\nname = \"demo\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n";

/// The findings in a source: level, rule, token.
fn findings(folder: &Project, arguments: &[&str]) -> Vec<String> {
    let value = folder.json(&[&["check", "--literals"], arguments].concat());
    let found = value["findings"].as_array().expect("findings").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    found.map(|one| format!("{} {} {}", text(&one["level"]), text(&one["rule"]), text(&one["token"]))).collect()
}

fn of(name: &str, source: &str) -> Vec<String> {
    findings(&Project::with(name, &[("Cargo.toml", PLAIN), ("src/main.rs", source)]), &[])
}

/// Sources without a catalog: a title, the source, and its findings.
const SOURCES: &[(&str, &str, &[&str])] = &[
    (
        "an error where the provider is proved",
        "use oauth2::Scope;\nfn main() { r.add_scope(Scope::new(\"public_repo\".into())).add_scope(Scope::new(\"reed:org\".into())); }\n",
        &["deny unknown-scope reed:org"],
    ),
    (
        "a warning where it is guessed",
        "use oauth2::Scope;\nfn main() { r.add_scope(Scope::new(\"read:user\".into())).add_scope(Scope::new(\"read:usr\".into())); }\n",
        &["warn unknown-scope read:usr"],
    ),
    (
        "a crate for one provider",
        "use octocrab::Octocrab;\nfn main() { crab.authenticate_as_device(&id, [\"public_repos\"]); }\n",
        &["deny unknown-scope public_repos"],
    ),
    (
        "an address in another function",
        "use oauth2::Scope;\nfn url() { get(\"https://github.com/login/oauth/authorize\"); }\nfn main() { r.add_scope(Scope::new(\"reed:org\".into())); }\n",
        &["deny unknown-scope reed:org"],
    ),
    ("nobody's", "use oauth2::Scope;\nfn main() { r.add_scope(Scope::new(\"posts.create\".into())); }\n", &[]),
    (
        "a wrong delimiter in an encoded constant is none",
        "use oauth2::CsrfToken;\nconst SCOPES: &str = \"identify%20guilds.join\";\n",
        &[],
    ),
    (
        "a text that the program may split",
        "use oauth2::CsrfToken;\nconst SPOTIFY_SCOPES: &str = \"user-top-read,user-library-read\";\nfn main() { login(SPOTIFY_SCOPES); }\n",
        &["warn wrong-delimiter user-top-read,user-library-read"],
    ),
    (
        "a text that the program keeps",
        "use oauth2::CsrfToken;\nconst GOOGLE_SCOPE: &str = \"openid,profile,email\";\nfn main() { Account { scope: Some(GOOGLE_SCOPE.to_owned()) }; }\n",
        &["warn wrong-delimiter openid,profile,email"],
    ),
    (
        "a constant that is sent",
        "const SPOTIFY_SCOPES: &str = \"user-top-read,user-library-read\";\nfn main() { form(&[(\"client_id\", \"a\"), (\"scope\", SPOTIFY_SCOPES)]); }\n",
        &["deny wrong-delimiter user-top-read,user-library-read"],
    ),
    (
        "a text that the program splits",
        "use oauth2::CsrfToken;\nconst SPOTIFY_SCOPES: &str = \"user-top-read,user-library-read\";\nfn main() { for scope in given.scopes.split(',') { login(scope); } }\n",
        &[],
    ),
    (
        "addresses that the program splits",
        "use oauth2::CsrfToken;\nconst SCOPES: &str = \"https://www.googleapis.com/auth/drive,https://www.googleapis.com/auth/calendar\";\nfn main() { scopes.unwrap_or(SCOPES).split(',').map(login); }\n",
        &[],
    ),
    (
        "a name twice at one variant",
        "#[derive(Serialize, EnumString)]\nenum GithubScope { #[strum(serialize = \"read:org\")] #[serde(rename = \"read:org\")] ReadOrg, #[serde(rename = \"gist\")] Gist }\nfn main() {}\n",
        &[],
    ),
    (
        "a removed name among those that an enumeration lists",
        "enum TwitchScope { #[serde(rename = \"channel_subscriptions\")] Old, #[serde(rename = \"user:read:chat\")] New }\nfn main() {}\n",
        &["warn removed-scope channel_subscriptions"],
    ),
    (
        "a removed name of a provider that is not spoken of",
        "use oauth2::Scope;\nfn main() { r.add_scope(Scope::new(\"channel_subscriptions\".into())); }\n",
        &[],
    ),
    (
        "a setting that is called after scopes",
        "fn main() { let a = \"https://accounts.google.com/o/oauth2/v2/auth\"; }\nconst INCLUDE_GRANTED_SCOPES: &str = \"true\";\n",
        &[],
    ),
    (
        "a constant without what it needs",
        "use oauth2::CsrfToken;\nconst SCOPES: &[&str] = &[\"transition:generic\"];\n",
        &["deny missing-companion transition:generic"],
    ),
    (
        "a constant for one of several",
        "use oauth2::CsrfToken;\nconst GENERIC_SCOPE: &str = \"transition:generic\";\n",
        &[],
    ),
    (
        "the companion as another variant",
        "use atrium_oauth::{KnownScope, Scope};\nfn main() { ask(vec![Scope::Known(KnownScope::Atproto), Scope::Known(KnownScope::TransitionGeneric)]); }\n",
        &[],
    ),
    (
        "a text that is sent as it is",
        "fn main() { form(&[(\"client_id\", \"a\"), (\"scope\", \"user-top-read,user-library-read\")]); }\n",
        &["deny wrong-delimiter user-top-read,user-library-read"],
    ),
    (
        "scopes of the provider's own applications",
        "use librespot::core::Session;\nstatic OAUTH_SCOPES: &[&str] = &[\"user-top-read\", \"user-mood\"];\n",
        &["warn unknown-scope user-mood"],
    ),
    (
        "a mistake in an encoded constant",
        "use oauth2::CsrfToken;\nconst DISCORD_SCOPES: &str = \"identify%20guild.join\";\n",
        &["warn unknown-scope guild.join"],
    ),
    (
        "a removed one in a URL",
        "fn main() { open(\"https://github.com/login/oauth/authorize?client_id=a&scope=repo%20reed%3Aorg\"); }\n",
        &["deny unknown-scope reed:org"],
    ),
    (
        "the companion in the same chain",
        "fn main() { let shopify = \"https://a.myshopify.com/admin/oauth\"; let x = c.add_scope(Scope::new(\"read_orders\".into())).add_scope(Scope::new(\"read_all_orders\".into())); }\n",
        &[],
    ),
    (
        "what is asked for twice in a chain",
        "fn main() { let a = \"https://github.com/login/oauth/authorize\"; let x = c.add_scope(Scope::new(\"repo\".into())).add_scope(Scope::new(\"repo\".into())); }\n",
        &["warn duplicate-scope repo"],
    ),
    (
        "a delimiter before what is appended",
        "fn main() { let a = \"https://github.com/login/oauth/authorize\"; let mut scope = String::from(\"read:org\"); scope.push_str(\" repo\"); scope.push_str(\" reed:user\"); }\n",
        &["deny unknown-scope reed:user"],
    ),
    (
        "a letter of another alphabet",
        "fn main() { let a = \"https://github.com/login/oauth/authorize\"; let x = c.add_scope(Scope::new(\"rep\u{43E}\".into())).add_scope(Scope::new(\"gist\".into())); }\n",
        &["deny invalid-character rep\u{43E}"],
    ),
    (
        "two requests of one client",
        "fn main() { let a = \"https://github.com/login/oauth/authorize\"; let x = c.authorize_url(r).add_scope(Scope::new(\"repo\".into())).url(); let y = c.authorize_url(r).add_scope(Scope::new(\"repo\".into())).url(); }\n",
        &[],
    ),
    (
        "what is called a scope and is something else",
        "fn main() { let a = \"https://github.com/login/oauth/authorize\"; }\nconst DEFAULT_SCOPE: &str = \"per-user\";\n",
        &["warn unknown-scope per-user"],
    ),
    ("in tests", "#[cfg(test)] mod tests { fn f() { c.add_scope(Scope::new(\"reed:org\".into())); } }\n", &[]),
    (
        "a table of names is not a request",
        "use oauth2::Scope;\nconst SCOPES: [&str; 2] = [\"repo\", \"public_repo\"];\nfn main() { SCOPES.contains(&name); }\n",
        &[],
    ),
];

#[test]
fn what_is_wrong_without_a_catalog() {
    for &(name, source, expected) in SOURCES {
        assert_eq!(of("wrong", source), expected, "{name}");
    }
}

#[test]
fn grant_types_beside_scopes() {
    for (name, source, expected) in [
        (
            "a grant type beside the scope",
            "fn main() { post(\"https://login.microsoftonline.com/a/oauth2/v2.0/token\").form(&[(\"grant_type\", \"client_credentials\"), (\"scope\", \"User.Read\")]); }\n",
            &["deny wrong-grant User.Read"][..],
        ),
        (
            "a grant type beside a scope that another server may have, too",
            "fn main() { post(\"https://login.example/token\").form(&[(\"grant_type\", \"client_credentials\"), (\"scope\", \"Mail.ReadWrite\")]); }\n",
            &["warn wrong-grant Mail.ReadWrite"],
        ),
        (
            "what the grant type takes",
            "fn main() { client.exchange_client_credentials().add_scope(Scope::new(\"https://graph.microsoft.com/.default\".into())); }\n",
            &[],
        ),
    ] {
        assert_eq!(of("grant", source), expected, "{name}");
    }
}

#[test]
fn comments_say_what_to_do() {
    for (source, expected) in [
        ("fn main() {\n    // scopes: ignore\n    let scopes = [\"public_repo\", \"reed:org\"];\n}\n", &[][..]),
        ("// scopes: ignore\n\nfn main() { let scopes = [\"public_repo\", \"reed:org\"]; }\n", &[]),
        (
            "use oauth2::Scope;\nfn main() {\n    let scope = \"reed:org\"; // scopes: provider = github\n}\n",
            &["deny unknown-scope reed:org"],
        ),
        (
            "use oauth2::Scope;\nfn main() {\n    // scopes: provider = githb\n    let scope = \"reed:org\";\n}\n",
            &["deny catalog "],
        ),
        ("use oauth2::Scope;\nfn main() {\n    // scopes: ignroe\n    let scope = \"read:org\";\n}\n", &["warn call "]),
        (
            "use oauth2::Scope;\nfn main() {\n    // scopes: ignore\n    f();\n    let scopes = [\"public_repo\", \"reed:org\"];\n}\n",
            &["deny unknown-scope reed:org"],
        ),
    ] {
        assert_eq!(of("comments", source), expected, "{source}");
    }
}

#[test]
fn the_evidence_is_said() {
    let source = "use oauth2::Scope;\nfn url() { get(\"https://github.com/login/oauth/authorize\"); }\nfn main() { r.add_scope(Scope::new(\"reed:org\".into())); }\n";
    let folder = Project::with("evidence", &[("Cargo.toml", PLAIN), ("src/main.rs", source)]);
    let (code, output, _) = folder.run(&["check", "--literals"]);
    assert_eq!(code, 1);
    assert!(output.starts_with("1 list without a macro in 1 Rust file: github 1\n\nerror[unknown-scope]"), "{output}");
    let line = "help: checked as scopes of `github`: the address `github.com/login/` is in src/main.rs:2\n";
    assert!(output.contains(line), "{output}");
    assert!(output.ends_with("1 error in 1 list without a macro, 0 calls and 0 configuration files\n"), "{output}");
    let of_file = "fn main() { r.add_scope(Scope::new(\"reed:org\".into())); }\n";
    for (source, path, expected) in [
        (of_file, "src/bin/github.rs", "they are in src/bin/github.rs"),
        (
            &*of_file.replace("main", "main() { github_login() }\nfn url"),
            "src/bin/a.rs",
            "the name `github_login` is in src/bin/a.rs:1",
        ),
    ] {
        let folder = Project::with("evidence-words", &[("Cargo.toml", PLAIN), (path, source)]);
        let (code, output, _) = folder.run(&["check", "--literals"]);
        assert_eq!(code, 0, "words are not enough for an error: {output}");
        assert!(output.contains(&format!("checked as scopes of `github`: {expected}")), "{output}");
    }
}

#[test]
fn the_catalog_of_the_package_counts_first() {
    let own = "[scopes]\n\"orders:read\" = \"Read orders\"\n\"orders:write\" = \"Change orders\"\n";
    let source = "use oauth2::Scope;\nfn main() { r.add_scope(Scope::new(\"orders:read\".into())).add_scope(Scope::new(\"orders:wirte\".into())); }\n";
    let files = [("Cargo.toml", PLAIN), ("src/main.rs", source), ("scopes.toml", own)];
    assert_eq!(findings(&Project::with("own", &files), &[]), ["deny unknown-scope orders:wirte"]);
    assert_eq!(findings(&Project::with("own", &files), &["-A", "unknown-scope"]), [""; 0]);
    // A list for another provider is not checked against the catalog.
    let source = "fn main() { let t = auth.token(&[\"https://www.googleapis.com/auth/drive\"]); }\n";
    let files = [("Cargo.toml", PLAIN), ("src/main.rs", source), ("scopes.toml", "provider = \"github\"\n")];
    assert_eq!(findings(&Project::with("other", &files), &[]), [""; 0]);
}

#[test]
fn any_folder_with_rust_in_it() {
    let source = "use oauth2::Scope;\nfn main() { r.add_scope(Scope::new(\"public_repo\".into())).add_scope(Scope::new(\"reed:org\".into())); }\n";
    let outside = tempfile::tempdir().expect("a folder");
    let folder = Project::new("folder").inside(&outside.path().canonicalize().expect("a folder").to_string_lossy());
    let folder = folder.file("a/b.rs", source).file("c/Cargo.toml", "broken [").file("c/src/d.rs", source);
    let (code, output, _) = folder.run(&["check", "--literals"]);
    assert_eq!(code, 1, "{output}");
    assert!(output.contains("--> a/b.rs:2:") && output.contains("--> c/src/d.rs:2:"), "{output}");
    assert!(output.contains("note: every folder with a Cargo.toml is read as a package"), "{output}");
    // Without the option, it is not a workspace that uses the macros.
    assert_eq!(folder.run(&["check"]).0, 101);
}

#[test]
fn what_was_not_checked_is_said() {
    let source = "use oauth2::Scope;\nfn main() { r.add_scope(Scope::new(\"posts.create\".into())); config.scopes.iter().map(|scope| Scope::new(scope.to_owned())); }\n#[test]\nfn t() { r.add_scope(Scope::new(\"read:org\".into())); }\n";
    let folder = Project::with("said", &[("Cargo.toml", PLAIN), ("src/main.rs", source)]);
    let (code, output, _) = folder.run(&["check", "--literals"]);
    let expected = "note: package `demo`: 1 list in tests not checked; tests request nothing\n\
        note: src/main.rs:2: scopes are built at run time; not checked\n\
        note: src/main.rs:2: provider unknown, not checked; write `// scopes: provider = NAME` or a scopes.toml\n\
        no findings in 0 lists without a macro, 0 calls and 0 configuration files\n";
    assert_eq!((code, &*output), (0, expected));
    // A file in another encoding.
    std::fs::write(
        folder.path("src/main.rs"),
        b"// caf\xe9\nfn main() { r.add_scope(Scope::new(\"repo\".into())); }\n",
    )
    .expect("a file");
    let (_, output, _) = folder.run(&["check", "--literals"]);
    let note = "note: `src/main.rs` is not valid UTF-8: the first invalid byte is at 1:7\n";
    assert!(output.starts_with(note), "{output}");
}

#[test]
fn modules_of_tests_in_files_of_their_own() {
    let asks =
        "fn f() { r.add_scope(Scope::new(\"public_repo\".into())).add_scope(Scope::new(\"reed:org\".into())); }\n";
    let files = [
        ("Cargo.toml", PLAIN),
        ("src/main.rs", "#[cfg(test)]\nmod tests;\nmod live;\nfn main() {}\n"),
        ("src/tests.rs", asks),
        ("src/live.rs", "#[cfg(test)]\nmod inner;\n"),
        ("src/live/inner.rs", asks),
    ];
    let folder = Project::with("modules", &files);
    assert_eq!(findings(&folder, &[]), [""; 0]);
    let folder = folder.file("src/live.rs", "mod inner;\n");
    assert_eq!(findings(&folder, &[]), ["deny unknown-scope reed:org"]);
}

#[test]
fn calls_are_checked_as_before() {
    let source = "use oauth_scopes::scopes;\nfn main() { let s = scopes!(\"repo reed:org\"); r.add_scopes([Scope::new(\"public_repo\".into()), Scope::new(\"reed:org\".into())]); }\n";
    let files = [("Cargo.toml", MANIFEST), ("src/main.rs", source), ("scopes.toml", "provider = \"github\"\n")];
    let folder = Project::with("calls", &files);
    assert_eq!(findings(&folder, &[]), ["deny unknown-scope reed:org", "deny unknown-scope reed:org"]);
    let (_, output, _) = folder.run(&["check"]);
    assert!(output.ends_with("1 error in 1 call and 0 configuration files\n"), "{output}");
}

#[test]
fn servers_are_checked_against_what_they_define() {
    let flows = "fn flows() { Scopes::from_iter([(\"orders:read\", \"Read orders\"), (\"orders:write\", \"Change orders\")]) }\n";
    for (use_, expected) in [
        (
            "#[utoipa::path(get, path = \"/a\", security((\"oauth2\" = [\"orders:raed\"])))]\nfn f() {}\n",
            &["warn unknown-scope orders:raed"][..],
        ),
        ("#[utoipa::path(get, path = \"/a\", security((\"oauth2\" = [\"orders:read\"])))]\nfn f() {}\n", &[]),
        (
            "fn f() { op.security_requirement_scopes(\"oauth2\", [\"orders:raed\"]) }\n",
            &["warn unknown-scope orders:raed"],
        ),
        (
            "#[Object] impl Q { #[graphql(guard = \"ScopeGuard::new(\\\"orders:raed\\\")\")] fn f(&self) {} }\n",
            &["warn unknown-scope orders:raed"],
        ),
        ("fn f() { auth.require_scope(\"orders:raed\")?; }\n", &["warn unknown-scope orders:raed"]),
    ] {
        assert_eq!(of("server", &format!("{flows}{use_}fn main() {{}}\n")), expected, "{use_}");
    }
    // If a server defines no scopes in the source, its scopes are unknown.
    assert_eq!(of("server", "fn main() { auth.require_scope(\"orders:raed\")?; }\n"), [""; 0]);
}

#[test]
fn repairs() {
    let source = "use oauth2::Scope;\nfn main() { r.add_scope(Scope::new(\"public_repo\".into())).add_scope(Scope::new(\"Read:Org\".into())); }\nconst GITHUB_SCOPE: &str = \"public_repo%20Read:Org\";\nconst AT: &str = \"https://github.com/login/oauth/authorize?scope=user%3Aemails\";\n";
    let folder = Project::with("repairs", &[("Cargo.toml", PLAIN), ("src/main.rs", source)]);
    let (code, _, complaint) = folder.run(&["fix", "--literals", "--allow-no-vcs"]);
    let by_hand = "note: src/main.rs:4:66: not fixed: it is not written as plain text; write it by hand";
    assert_eq!((code, complaint), (1, format!("fixed src/main.rs (2 fixes)\n{by_hand}\n")));
    assert_eq!(folder.text("src/main.rs"), source.replace("Read:Org", "read:org"));
}

#[test]
fn locks() {
    let source = "use oauth2::Scope;\nfn main() { r.add_scope(Scope::new(\"public_repo\".into())).add_scope(Scope::new(\"read:org\".into())); }\n";
    let folder = Project::with("locks", &[("Cargo.toml", PLAIN), ("src/main.rs", source)]);
    assert_eq!(folder.run(&["lock", "--literals"]).0, 0);
    let lock = folder.text("scopes.lock");
    assert!(
        lock.ends_with("GitHub public_repo normal demo src/main.rs\nGitHub read:org normal demo src/main.rs\n"),
        "{lock}"
    );
    assert_eq!(folder.run(&["check", "--literals", "--locked"]).0, 0);
    let folder = folder.file("src/main.rs", &source.replace("read:org", "admin:org"));
    let (code, _, complaint) = folder.run(&["check", "--literals", "--locked"]);
    assert!(code == 1 && complaint.contains("added: GitHub `admin:org`"), "{complaint}");
    assert!(complaint.ends_with("help: run `cargo scopes lock --literals` to update it\n"), "{complaint}");
    for command in [&["check", "--locked"], &["lock", "--check"]] {
        let (code, _, complaint) = folder.run(command);
        assert_eq!(
            (code, &*complaint),
            (
                101,
                "error: scopes.lock includes scopes that are written without a macro\nhelp: add `--literals`, which looks for them\n"
            )
        );
    }
    // If a lock was written without the option, it is compared without it.
    assert_eq!(folder.run(&["lock"]).0, 0);
    assert_eq!(folder.run(&["check", "--literals", "--locked"]).0, 0);
    let catalog = "provider = 'github'\n[[config]]\nfile = 'app.toml'\npath = 'scopes'\n";
    let folder = folder.file("scopes.toml", catalog).file("app.toml", "scopes = 'gist'");
    let (code, _, complaint) = folder.run(&["check", "--literals", "--locked"]);
    let expected = "error: scopes.lock is out of date\n  added: GitHub `gist`, normal (package `demo`, app.toml)\nhelp: run `cargo scopes lock` to update it\n";
    assert!(code == 1 && complaint.ends_with(expected), "{complaint}");
}

#[test]
fn a_server_and_its_clients_have_the_same_scopes() {
    let client = "use oauth2::Scope;\nfn sign_in() { r.add_scope(Scope::new(\"orders:read\".into())).add_scope(Scope::new(\"orders:write\".into())); }\n";
    let mut catalogs = Vec::new();
    for name in ["server", "server-poem"] {
        let example = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name);
        let read = |file: &str| std::fs::read_to_string(example.join(file)).expect("a file of the example");
        let source = read("src/api.rs");
        let main = "mod api;\nmod client;\nfn main() {}\n";
        let files = [("Cargo.toml", PLAIN), ("src/main.rs", main), ("src/api.rs", &source), ("src/client.rs", client)];
        let folder = Project::with(name, &files);
        assert_eq!(findings(&folder, &[]), [""; 0], "{name}");
        assert_eq!(folder.run(&["import", "--from-source", "--output", "scopes.toml"]).0, 0, "{name}");
        assert_eq!(findings(&folder, &[]), [""; 0], "{name}");
        assert_eq!(folder.text("scopes.toml"), read("scopes.toml"), "{name}");
        catalogs.push(folder.text("scopes.toml"));
        let folder = folder.file("src/client.rs", &client.replace("orders:read", "orders:raed"));
        let found = findings(&folder, &[]);
        assert!(found.iter().any(|one| one.ends_with("unknown-scope orders:raed")), "{name}: {found:?}");
        let folder = folder.file("src/client.rs", client);
        let folder = folder.file("src/api.rs", &source.replace("[\"orders:read\"]", "[\"order:read\"]"));
        let of_server = findings(&folder, &[]);
        assert_eq!(of_server.len(), usize::from(name == "server"), "{of_server:?}");
    }
    assert_eq!(catalogs[0], catalogs[1]);
}

#[test]
fn what_a_server_defines_can_be_a_catalog() {
    let source = "#[derive(OAuthScopes)]\npub enum Scopes {\n    /// Read \\\"orders\\\"\n    #[oai(rename = \"orders:read\")]\n    Read,\n}\nfn flows() { Scopes::from_iter([(\"orders:write\", \"Change orders\")]) }\nfn main() {}\n";
    let folder = Project::with("defines", &[("Cargo.toml", PLAIN), ("src/main.rs", source)]);
    assert_eq!(folder.run(&["import", "--from-source", "--output", "scopes.toml"]).0, 0);
    let catalog = folder.text("scopes.toml");
    assert!(catalog.starts_with("# The scopes that these sources define: src/main.rs.\n[scopes]\n"), "{catalog}");
    assert!(catalog.ends_with("\"orders:write\" = \"Change orders\"\n"), "{catalog}");
    assert_eq!(folder.run(&["check", "--literals"]).0, 0);
    let other = folder.file("src/main.rs", "fn f() { Scopes::from_iter([(\"a:b\", \"Read it\")]); Scopes::from_iter([(\"a:b\", \"Read them\")]); }\nfn main() {}\n");
    let (code, _, complaint) = other.run(&["import", "--from-source"]);
    assert!(code == 101 && complaint.contains("`a:b` has two descriptions"), "{complaint}");
    let nothing = other.file("src/main.rs", "fn main() {}\n");
    assert!(nothing.run(&["import", "--from-source"]).2.contains("the sources define no scopes"));
}

#[test]
fn packages_are_found_wherever_they_are() {
    let wrong = |name: &str| {
        format!(
            "use oauth2::Scope;\nfn f() {{ r.add_scope(Scope::new(\"public_repo\".into())).add_scope(Scope::new(\"{name}:org\".into())); }}\n"
        )
    };
    let manifest = |name: &str| format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n");
    let folder = Project::new("packages-anywhere")
        .file(
            "Cargo.toml",
            "[workspace]\nmembers = [\"a\", \".hidden/b\", \"ignored/c\", \"built/d\"]\nresolver = \"2\"\n",
        )
        .file(".ignore", "ignored\n")
        // Cargo's target folder has another name, and `target` is an ordinary folder.
        .file(".cargo/config.toml", "[build]\ntarget-dir = \"out\"\n")
        .file("out/generated.rs", &wrong("raed"))
        .file("a/target/x.rs", &wrong("red"))
        .file("other/Cargo.toml", &manifest("other"))
        .file("other/src/lib.rs", &wrong("reads"));
    let folder = [("a", "rea"), (".hidden/b", "rd"), ("ignored/c", "eread"), ("built/d", "readd")]
        .iter()
        .enumerate()
        .fold(folder, |folder, (number, (path, name))| {
            let folder = folder.file(&format!("{path}/Cargo.toml"), &manifest(&format!("p{number}")));
            let folder = folder.file(&format!("{path}/target.rs"), &wrong("nothing"));
            folder.file(&format!("{path}/src/lib.rs"), &wrong(name))
        });
    let tokens = |arguments: &[&str]| -> Vec<String> {
        let found = findings(&folder, arguments);
        found.iter().filter_map(|finding| finding.split(' ').nth(2)).map(str::to_owned).collect()
    };
    assert_eq!(tokens(&[]), ["rea:org", "rd:org", "eread:org", "readd:org"]);
    assert_eq!(tokens(&["--package", "p2"]), ["eread:org"]);
    let value = folder.json(&["check", "--literals"]);
    let orphans: Vec<&str> =
        value["orphan_files"].as_array().expect("files").iter().filter_map(|file| file.as_str()).collect();
    assert!(orphans.contains(&"a/target/x.rs") && !orphans.iter().any(|file| file.starts_with("out/")), "{orphans:?}");
}

#[test]
fn calls_and_lists_of_a_workspace_are_read_together() {
    let manifest = "[package]\nname = \"NAME\"\nversion = \"0.0.0\"\nedition = \"2021\"\n";
    let list = "r.add_scope(Scope::new(\"public_repo\".into())).add_scope(Scope::new(\"reed:org\".into()));";
    let folder = Project::new("together")
        .file("Cargo.toml", "[workspace]\nmembers = [\"a\", \"b\"]\nresolver = \"2\"\n")
        .file("a/Cargo.toml", &(manifest.replace("NAME", "a") + "[dependencies]\noauth-scopes = \"0.1\"\n"))
        .file("a/scopes.toml", "provider = \"github\"\n")
        .file("a/src/lib.rs", &format!("mod m;\nfn f() {{ oauth_scopes::scopes!(\"raed:org\"); {list} }}\n"))
        .file("a/src/m.rs", &format!("fn f() {{ oauth_scopes::scopes!(\"rad:org\"); {list} }}\n"))
        .file("b/Cargo.toml", &manifest.replace("NAME", "b"))
        .file("b/src/lib.rs", &format!("fn f() {{ oauth_scopes::scopes!(\"rd:org\"); {list} }}\n"));
    let found = findings(&folder, &[]);
    let expected = ["raed", "reed", "rad", "reed", "reed"].map(|name| format!("deny unknown-scope {name}:org"));
    assert_eq!(found, expected, "the package without the macros has no calls");
}
