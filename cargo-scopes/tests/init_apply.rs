//! `cargo scopes init --apply`: the calls, the dependency and the catalog are written, and what does not build is put back.

mod project;

use project::Project;

/// A package without dependencies, whose lists are of the forms that need none.
const MANIFEST: &str = "[package]\nname = \"demo\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";

const SOURCE: &str = r#"pub struct Scope(pub String);

impl Scope {
    pub fn new(name: String) -> Self {
        Self(name)
    }
}

pub struct OAuthRequest(pub Vec<Scope>);

impl OAuthRequest {
    pub fn add_scope(mut self, scope: Scope) -> Self {
        self.0.push(scope);
        self
    }

    pub fn add_scopes(mut self, scopes: impl IntoIterator<Item = Scope>) -> Self {
        self.0.extend(scopes);
        self
    }
}

pub const GITHUB_SCOPES: &[&str] = &[
    // Code
    "repo",
    // People
    "read:org",
];

pub fn request() -> OAuthRequest {
    OAuthRequest(Vec::new())
        // To name the user.
        .add_scope(Scope::new("read:user".to_string()))
        .add_scope(Scope::new("user:email".to_string()))
}

pub fn misspelled() -> OAuthRequest {
    OAuthRequest(Vec::new()).add_scope(Scope::new("public_repo reed:org".to_string()))
}
"#;

const EXPECTED: &str = r#"pub const GITHUB_SCOPES: &[&str] = oauth_scopes::scope_list!(
    // Code
    "repo",
    // People
    "read:org",
);

pub fn request() -> OAuthRequest {
    OAuthRequest(Vec::new())
        // To name the user.
        .add_scopes(oauth_scopes::scopes!("read:user", "user:email").iter().map(|scope| Scope::new(scope.to_string())))
}
"#;

fn repository() -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a folder");
    folder.to_string_lossy().into_owned()
}

#[test]
fn a_green_build() {
    let folder = Project::with("green", &[("Cargo.toml", MANIFEST), ("src/lib.rs", SOURCE)]);
    let repository = repository();
    let arguments = ["init", "--apply", "--path", &repository, "--allow-no-vcs"];
    let (code, dry, _) = folder.run(&[&arguments[..], &["--dry-run"]].concat());
    assert_eq!((code, folder.text("scopes.toml")), (0, String::new()), "{dry}");
    assert!(dry.contains("+oauth-scopes = { path = ") && dry.contains("+++ b/scopes.toml"), "{dry}");
    assert_eq!(folder.text("src/lib.rs"), SOURCE);
    let (code, output, complaint) = folder.run(&arguments);
    assert_eq!(code, 0, "{output}{complaint}");
    let source = folder.text("src/lib.rs");
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(tidy(&source).contains(&tidy(EXPECTED)), "{source}");
    assert!(source.contains("\"public_repo reed:org\""), "a mistake stays as it is written: {source}");
    assert_eq!(folder.text("scopes.toml"), "provider = \"github\"\n");
    assert!(output.contains("1 list left as written:") && output.contains("unknown scope `reed:org`"), "{output}");
    assert!(output.ends_with("`cargo check` finds no errors\n"), "{output}");
    // Nothing is written a second time.
    assert_eq!(folder.run(&arguments).0, 101);
}

#[test]
fn what_does_not_build_is_put_back() {
    // The macro gives no `String`.
    let source = "pub fn scopes() -> [String; 1] {\n    let oauth_scopes = vec![\"repo\"];\n    [oauth_scopes[0].to_string()]\n}\npub mod other;\n";
    let other = "pub fn takes(_: [&str; 1]) {}\n\npub fn f() {\n    let oauth_scope: &[u8] = b\"\";\n    let scope: String = std::convert::identity::<&'static str>(\"repo\").to_string();\n    let _ = (scope, oauth_scope);\n}\n";
    let broken = "#[macro_export]\nmacro_rules! scopes { () => {} }\npub struct OAuth;\nimpl OAuth { pub fn with_scopes(self, _: &[&str; 2]) {} }\npub fn g() { OAuth.with_scopes(&[\"repo\", \"read:org\"]) }\n";
    let files = [("Cargo.toml", MANIFEST), ("src/lib.rs", source), ("src/other.rs", other), ("src/broken.rs", broken)];
    let folder = Project::with("back", &files).file("src/lib.rs", &format!("{source}pub mod broken;\n"));
    let repository = repository();
    let (_, output, complaint) = folder.run(&["init", "--apply", "--path", &repository, "--allow-no-vcs"]);
    assert_eq!(folder.text("src/broken.rs"), broken, "{output}{complaint}");
    assert!(output.contains("src/broken.rs:5:") && output.contains("the new code does not build"), "{output}");
    assert!(output.ends_with("`cargo check` finds no errors\n"), "{output}");
}
