//! Tests `cargo scopes init --apply`: it writes the calls, the dependency and the catalog, and undoes calls that do not
//! build.

mod project;

use project::Project;

/// A package without dependencies; its lists use only the standard library.
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

/// A project that shares a target folder with the other projects here, since their dependencies are the same. Its package is
/// named after the test.
fn project(test: &str, files: &[(&str, &str)]) -> Project {
    let project = Project::with(test, files).file(".cargo/config.toml", "[build]\ntarget-dir = \"../../built\"\n");
    let manifest = project.text("Cargo.toml").replace("\"demo\"", &format!("{test:?}"));
    project.file("Cargo.toml", &manifest)
}

/// Runs `init --apply` with this `oauth-scopes`.
fn apply(folder: &Project) -> (i32, String, String) {
    folder.run(&["init", "--apply", "--path", &repository(), "--allow-no-vcs"])
}

fn repository() -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a folder");
    folder.to_string_lossy().into_owned()
}

#[test]
fn a_green_build() {
    let folder = project("green", &[("Cargo.toml", MANIFEST), ("src/lib.rs", SOURCE)]);
    let repository = repository();
    let arguments = ["init", "--apply", "--path", &repository, "--allow-no-vcs"];
    let (code, dry, _) = folder.run(&[&arguments[..], &["--dry-run"]].concat());
    assert_eq!((code, folder.text("scopes.toml")), (0, String::new()), "{dry}");
    assert!(dry.contains("+oauth-scopes = { path = ") && dry.contains("+++ b/scopes.toml"), "{dry}");
    assert_eq!(folder.text("src/lib.rs"), SOURCE);
    let (code, output, complaint) = folder.run(&arguments);
    assert_eq!(code, 0, "{output}{complaint}");
    let source = folder.text("src/lib.rs");
    // The layout depends on whether there is a `rustfmt`.
    let tidy = |text: &str| text.split_whitespace().collect::<String>().replace(",)", ")");
    assert!(tidy(&source).contains(&tidy(EXPECTED)), "{source}");
    assert!(source.contains("\"public_repo reed:org\""), "a mistake stays as it is written: {source}");
    assert_eq!(folder.text("scopes.toml"), "provider = \"github\"\n");
    assert!(output.contains("1 list left as written:") && output.contains("unknown scope `reed:org`"), "{output}");
    assert!(output.ends_with("`cargo check` finds no errors\n"), "{output}");
    // The second run changes nothing; the mistake is still there.
    let (code, output, _) = folder.run(&arguments);
    assert!(code == 0 && output.contains("1 list left as written:") && !output.contains("rewrote"), "{output}");
    assert_eq!(folder.text("src/lib.rs"), source);
}

#[test]
fn a_dependency_that_is_not_found_needs_a_path() {
    let folder = Project::with("unfound", &[("Cargo.toml", MANIFEST), ("src/lib.rs", SOURCE), ("crates/.keep", "")]);
    let sources = "[source.crates-io]\nreplace-with = \"none\"\n\n[source.none]\ndirectory = \"crates\"\n\n[net]\noffline = true\n";
    let folder = folder.file(".cargo/config.toml", sources);
    let (code, output, complaint) = folder.run(&["init", "--apply", "--allow-no-vcs"]);
    assert_eq!((code, &*folder.text("src/lib.rs")), (1, SOURCE), "{output}{complaint}");
    assert!(output.contains("no matching package named `oauth-scopes` found"), "{output}");
    assert!(output.ends_with("help: write `--path DIR` with the folder of a clone of oauth-scopes\n"), "{output}");
}

#[test]
fn what_does_not_build_is_put_back() {
    let source = r#"#[cfg(target_os = "uefi")]
mod never;
mod other;

pub const SCOPES: &[&str] = &["public_repo", "read:org"];

pub const GITHUB_SCOPES: [&str; 2] = ["user:email", "read:user"];

pub struct OAuth;

impl OAuth {
    pub fn with_scopes(self, _: &[&str; 2]) {}
}

pub fn ask() -> [&'static str; 2] {
    OAuth.with_scopes(&["gist", "notifications"]);
    other::scopes()
}

pub fn request_scopes(scopes: impl IntoIterator<Item = &'static str>) -> usize {
    scopes.into_iter().count()
}

pub fn count() -> usize {
    let scopes = ["public_repo", "workflow"];
    request_scopes(scopes) + request_scopes(["gist", "read:org"])
}
"#;
    let other = "pub fn scopes() -> [&'static str; 2] {\n    crate::GITHUB_SCOPES\n}\n";
    let never = "pub const SCOPES: &[&str] = &[\"public_repo\"];\n";
    let files = [("Cargo.toml", MANIFEST), ("src/lib.rs", source), ("src/other.rs", other), ("src/never.rs", never)];
    let folder = project("back", &files);
    let (code, output, complaint) = apply(&folder);
    let expected = source
        .replace("&[\"public_repo\", \"read:org\"]", "oauth_scopes::scope_list!(\"public_repo\", \"read:org\")")
        .replace("= [\"public_repo\", \"workflow\"]", "= oauth_scopes::scopes!(\"public_repo\", \"workflow\").iter()")
        .replace("([\"gist\", \"read:org\"])", "(oauth_scopes::scopes!(\"gist\", \"read:org\").iter())");
    assert_eq!((code, &*folder.text("src/lib.rs")), (0, &*expected), "{output}{complaint}");
    assert!(output.contains("rewrote 3 lists in src/lib.rs") && output.contains("3 lists left as written"), "{output}");
    assert!(output.contains("src/lib.rs:7:38: the new code does not build: mismatched types"), "{output}");
    assert!(output.contains("src/lib.rs:16:23: the new code does not build"), "{output}");
    assert!(output.contains("src/never.rs:1:29: `cargo check` does not compile this file"), "{output}");
    assert_eq!(folder.text("src/never.rs"), never);
    assert!(output.ends_with("`cargo check` finds no errors\n"), "{output}");
}

#[test]
fn imports_that_nothing_uses_any_more_go() {
    let library = "use std::collections::HashSet;\n\n#[macro_export]\nmacro_rules! scopes {\n    ($($name:literal),*) => { [$($name.to_string()),*].into_iter().collect() };\n}\n\npub struct OAuth {\n    pub scopes: HashSet<String>,\n}\n";
    let program = "use imports::{OAuth, scopes};\n\nfn main() {\n    let oauth = OAuth { scopes: scopes!(\"user-read-private\", \"user-top-read\") };\n    println!(\"{}\", oauth.scopes.len());\n}\n";
    let folder = project("imports", &[("Cargo.toml", MANIFEST), ("src/lib.rs", library), ("src/main.rs", program)]);
    let (code, output, complaint) = apply(&folder);
    let source = folder.text("src/main.rs");
    assert_eq!(code, 0, "{output}{complaint}");
    assert!(source.starts_with("use imports::OAuth;\n"), "{source}{output}");
    assert!(source.contains("oauth_scopes::scope_list!(\"user-read-private\", \"user-top-read\")"), "{source}");
}

#[test]
fn what_only_examples_request_is_a_dependency_of_theirs() {
    let manifest = format!(
        "{}\n[features]\nextra = []\n\n[[example]]\nname = \"ask\"\nrequired-features = [\"extra\"]\n",
        MANIFEST.trim_end()
    );
    let example = "fn main() {\n    let scopes = &[\"public_repo\", \"read:org\"];\n    println!(\"{}\", scopes.join(\" \"));\n}\n";
    let broken = "fn main() {\n    missing();\n}\n";
    let files =
        [("Cargo.toml", &*manifest), ("src/lib.rs", ""), ("examples/ask.rs", example), ("examples/broken.rs", broken)];
    let folder = project("examples", &files);
    let (code, output, complaint) = apply(&folder);
    assert_eq!(code, 0, "{output}{complaint}");
    let manifest = folder.text("Cargo.toml");
    assert!(
        manifest.contains("[dev-dependencies]\noauth-scopes = ") && !manifest.contains("[dependencies]"),
        "{manifest}"
    );
    let source = folder.text("examples/ask.rs");
    assert!(
        source.contains("let scopes = oauth_scopes::scope_list!(\"public_repo\", \"read:org\");"),
        "{source}{output}"
    );
    assert!(output.ends_with("`cargo check` finds 1 error that was there before\n"), "{output}");
}

#[test]
fn packages_of_every_kind() {
    const LIST: &str = "pub const SCOPES: &[&str] = &[\"public_repo\", \"read:org\"];\n";
    let package = |name: &str, rest: &str| format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\n{rest}");
    let members = "[workspace]\nresolver = \"2\"\nmembers = [\"bare\", \"broken\", \"files\", \"has\", \"helper\", \"needs\", \"old\", \"oldest\", \"script\", \"windows\"]\n\n[workspace.dependencies]\nhelper = { path = \"helper\" }\n";
    let has = package(
        "has",
        &format!(
            "edition = \"2024\"\n\n[dependencies]\nchecked = {{ package = \"oauth-scopes\", path = {:?} }}\n",
            repository()
        ),
    );
    let needs = package("needs", "edition = \"2021\"\n\n[dependencies]\nbroken = { path = \"../broken\" }\n");
    let windows =
        package("windows", "edition = \"2021\"\n\n[dependencies]\nhelper.workspace = true\n").replace('\n', "\r\n");
    let owned = "pub fn scopes() -> Vec<String> {\n    vec![\n        // Code\n        \"public_repo\".to_string(),\n        \"read:org\".to_string(), // People\n    ]\n}\n".replace('\n', "\r\n");
    let files = [
        ("Cargo.toml", members),
        ("bare/Cargo.toml", &*package("bare", "edition = \"2021\"\n")),
        ("bare/src/lib.rs", &format!("#![no_std]\n\n{LIST}")),
        ("broken/Cargo.toml", &*package("broken", "edition = \"2021\"\n")),
        ("broken/src/lib.rs", "pub fn f() {\n    missing();\n}\n"),
        ("files/Cargo.toml", &*package("files", "edition = \"2021\"\n")),
        ("files/src/lib.rs", ""),
        ("files/shopify.app.toml", "[access_scopes]\nscopes = \"read_products\"\n"),
        ("has/Cargo.toml", &*has),
        ("has/src/lib.rs", LIST),
        ("helper/Cargo.toml", &*package("helper", "edition = \"2021\"\n")),
        ("helper/src/lib.rs", ""),
        ("needs/Cargo.toml", &*needs),
        ("needs/src/lib.rs", LIST),
        ("old/Cargo.toml", &*package("old", "edition = \"2018\"\n")),
        (
            "old/src/lib.rs",
            "pub const SCOPES: [&str; 2] = [\"public_repo\", \"read:org\"];\n\npub fn text() -> String {\n    SCOPES.join(\" \")\n}\n",
        ),
        ("oldest/Cargo.toml", &*package("oldest", "")),
        ("oldest/src/lib.rs", &format!("pub mod inner {{\n    {LIST}}}\n")),
        ("script/Cargo.toml", &*package("script", "edition = \"2021\"\n")),
        ("script/src/lib.rs", ""),
        (
            "script/build.rs",
            "fn main() {\n    let scopes = [\"public_repo\", \"read:org\"];\n    println!(\"cargo::rustc-env=DEMO={}\", scopes.join(\" \"));\n}\n",
        ),
        ("windows/Cargo.toml", &*windows),
        ("windows/src/lib.rs", &*owned),
    ];
    let folder = project("kinds", &files);
    let (code, output, complaint) = apply(&folder);
    assert_eq!(code, 0, "{output}{complaint}");
    assert!(output.ends_with("`cargo check` finds 1 error that was there before\n"), "{output}");
    // It is unknown whether it would build.
    assert_eq!((folder.text("needs/src/lib.rs"), folder.text("needs/Cargo.toml")), (LIST.to_owned(), needs));
    let left =
        "needs/src/lib.rs:1:29: `cargo check` does not compile this file; it failed before, too: cannot find function";
    assert!(output.contains(left), "{output}");
    let new = "oauth_scopes::scope_list!(\"public_repo\", \"read:org\");\n";
    for (file, expected) in [
        ("bare/src/lib.rs", format!("#![no_std]\n\npub const SCOPES: &[&str] = {new}")),
        ("has/src/lib.rs", format!("pub const SCOPES: &[&str] = {}", new.replace("oauth_scopes", "checked"))),
        (
            "old/src/lib.rs",
            format!("pub const SCOPES: &[&str] = {new}\npub fn text() -> String {{\n    SCOPES.join(\" \")\n}}\n"),
        ),
        ("oldest/src/lib.rs", format!("pub mod inner {{\n    pub const SCOPES: &[&str] = {new}}}\n")),
    ] {
        assert_eq!(folder.text(file), expected, "{file}: {output}");
    }
    assert!(folder.text("script/build.rs").contains(&format!("    let scopes = {new}")), "{output}");
    assert!(folder.text("script/Cargo.toml").contains("\n[build-dependencies]\noauth-scopes = "), "{output}");
    assert_eq!(folder.text("has/Cargo.toml"), has);
    assert_eq!(folder.text("windows/Cargo.toml"), format!("{windows}oauth-scopes.workspace = true\r\n"));
    assert!(folder.text("Cargo.toml").contains("\noauth-scopes = { path = "), "{}", folder.text("Cargo.toml"));
    let source = folder.text("windows/src/lib.rs");
    assert_eq!(source.matches('\n').count(), source.matches("\r\n").count(), "{source:?}");
    let tidy: String = source.split_whitespace().collect();
    let expected = "oauth_scopes::scopes!(//Code\"public_repo\",\"read:org\",//People).iter().map(str::to_string).collect::<Vec<_>>()";
    assert!(tidy.contains(expected), "{source}");
    assert!(folder.text("files/scopes.toml").contains("shopify.app.toml"), "{output}");
    assert!(!folder.text("files/Cargo.toml").contains("oauth-scopes") && folder.text("helper/scopes.toml").is_empty());
}

#[test]
fn a_catalog_that_is_there_is_used_as_it_is() {
    let folder = project("present", &[("Cargo.toml", MANIFEST), ("src/lib.rs", SOURCE)]);
    assert_eq!(folder.run(&["init"]).0, 0);
    // The user added a comment.
    let catalog = format!("# Ours.\n{}", folder.read("scopes.toml"));
    let folder = folder.file("scopes.toml", &catalog);
    let (code, output, complaint) = apply(&folder);
    assert_eq!((code, &*complaint), (0, ""), "{output}");
    assert!(output.contains("rewrote 2 lists in src/lib.rs") && !output.contains("created"), "{output}");
    assert_eq!(folder.read("scopes.toml"), catalog);
    let folder = folder.file("src/lib.rs", "fn f() {}\n");
    let (code, _, complaint) = apply(&folder);
    assert_eq!(code, 101);
    assert!(complaint.starts_with("error: no scopes found in the sources: 1 Rust file read\n"), "{complaint}");
    // That another provider's catalog does not have these scopes does not make them wrong.
    let other = folder.file("src/lib.rs", SOURCE).file("scopes.toml", "provider = \"slack\"\n");
    let (code, output, _) = apply(&other);
    assert_eq!((code, other.read("src/lib.rs").as_str()), (0, SOURCE), "{output}");
    let note = "scopes.toml has no catalog for `repo read:org`; run `cargo scopes add github`";
    assert!(output.contains(note), "{output}");
}

#[test]
fn all_files_are_written_or_none() {
    let list = "pub const SCOPES: &[&str] = &[\"public_repo\", \"read:org\"];\n";
    let library = format!("mod other;\n\n{list}");
    let folder = project("none", &[("Cargo.toml", MANIFEST), ("src/lib.rs", &library), ("src/other.rs", list)]);
    let (path, manifest) = (folder.path("src/other.rs"), folder.text("Cargo.toml"));
    let writable = std::fs::metadata(&path).expect("a file").permissions();
    let mut readonly = writable.clone();
    readonly.set_readonly(true);
    std::fs::set_permissions(&path, readonly).expect("a file");
    let (code, _, complaint) = apply(&folder);
    std::fs::set_permissions(&path, writable).expect("a file");
    assert_eq!(code, 101);
    assert_eq!(
        complaint,
        "error: `src/other.rs` could not be written: the file is read-only\nhelp: nothing was changed\n"
    );
    assert_eq!((folder.text("src/lib.rs"), folder.text("Cargo.toml")), (library, manifest));
    assert_eq!(folder.text("scopes.toml"), "");
}

#[test]
fn what_git_cannot_bring_back_is_left() {
    let source = "pub const SCOPES: &[&str] = &[\"public_repo\", \"read:org\"];\n";
    let folder = project("dirty", &[("Cargo.toml", MANIFEST), ("src/lib.rs", source)]);
    for arguments in [&["init", "-q"][..], &["add", "-A"], &["commit", "-q", "-m", "x"]] {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        let mut git = std::process::Command::new("git");
        let status = git.args(identity).arg("-C").arg(folder.path("")).args(arguments).status().expect("git");
        assert!(status.success());
    }
    let dirty = format!("{source}\npub fn new() {{}}\n");
    let folder = folder.file("src/lib.rs", &dirty).file("notes.txt", "What is beside it does not matter.\n");
    let (code, _, complaint) = folder.run(&["init", "--apply"]);
    let expected = "error: these files have uncommitted changes:\n  src/lib.rs (dirty)\nhelp: commit them, or use `--allow-dirty`\n";
    assert_eq!((code, &*complaint), (101, expected));
    assert_eq!((folder.text("src/lib.rs"), folder.text("scopes.toml")), (dirty, String::new()));
}
