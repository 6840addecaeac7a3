//! What the README shows is what a reader gets: the output of its commands, its catalogs, its tables; and the examples
//! print what they should.
//!
//! Parts of the README are written by these tests, between `<!-- generated: … -->` and `<!-- end -->`:
//! `UPDATE=1 cargo test --test docs` writes them anew.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use scope_catalog::load::{Environment, Loaded, Providers, load};
use scope_catalog::{Catalog, Coverage, Delimiter, Finding, Request, check};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const REPOSITORY: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/");
const TYPO: &str = "cargo run -p multipass --features typo";
const LINT: &str = "cargo scopes lint \"org:read\" --provider github";

/// The chapter whose commands are about changes of a repository.
const PULL_REQUEST: &str = "\n## In a pull request\n";

/// What the table of mistakes needs beyond the catalog that the README begins with.
const MORE: &str = r#"
[clients.web]
allow = ["read_profile"]

[operations."PUT /multipass"]
needs = "write_multipass"

[catalogs.github]
provider = "github"
"#;

/// The rows of that table: a literal, and the client or the operation that the call names.
const MISTAKES: &[(&str, Option<&str>, Option<&str>)] = &[
    ("read_profile,write_multipass", None, None),
    ("read_profile write_multipas", None, None),
    ("Write_multipass", None, None),
    ("profile_read", None, None),
    ("read_orders", None, None),
    ("multipass_write", None, None),
    (" read_profile  write_multipass", None, None),
    ("read_profile%20write_multipass", None, None),
    (r#"["read_profile","write_multipass"]"#, None, None),
    ("write_multip\u{430}ss", None, None),
    ("repo", None, None),
    ("write_multipass", Some("web"), None),
    ("read_profile", None, Some("PUT /multipass")),
];

#[test]
fn multipass_prints_its_request() {
    says(
        "multipass",
        "\
It would send a browser to the provider with this query:
  response_type=code&client_id=web&scope=read_profile%20write_multipass
It asks for 2 scopes:
  read_profile
  write_multipass
A token with them is good for:
  read_profile: yes
  read_multipass: yes
  write_multipass: yes
  admin: no
",
    );
}

#[test]
fn github_device_flow_prints_its_request() {
    says(
        "github-device-flow",
        "\
It would send this request:
  POST https://github.com/login/device/code
  scope=read%3Auser+read%3Aorg+repo&client_id=cli
and then say:
  Open https://github.com/login/device and enter WDJB-MJHT
",
    );
}

#[test]
fn google_drive_prints_its_requests() {
    says(
        "google-drive",
        "\
It would ask for a token with
  https://www.googleapis.com/auth/drive.file
  as desktop
and send these requests:
  POST /drive/v3/files {\"name\": \"notes.txt\"}
  POST /drive/v3/files/file-1/download
  POST /drive/v3/files/file-1/permissions
",
    );
}

#[test]
fn signing_in_asks_for_what_is_missing() {
    says(
        "run-time --bin sign_in",
        "\
It would send a browser to
  https://multipass.example/authorize?response_type=code&client_id=web&state=made-up&scope=read_profile+write_multipass
The token is good for `read_profile`
To issue a login, `write_multipass` is missing; it would send the browser to
  https://multipass.example/authorize?response_type=code&client_id=web&state=made-up&scope=read_profile+write_multipass
",
    );
}

#[test]
fn a_token_is_looked_at_once() {
    says(
        "run-time --bin proof",
        "\
All was granted:
  GET /profile with made-up
  GET /multipass with made-up
Without `write_multipass`:
  GET /profile with made-up
",
    );
}

#[test]
fn open_id_prints_its_request() {
    says(
        "run-time --bin open_id",
        "\
It would send a browser to
  https://login.example/authorize?response_type=code&client_id=web&state=made-up&scope=openid+profile+email&nonce=made-up
",
    );
}

#[test]
fn google_prints_its_requests() {
    says(
        "run-time --bin google",
        "\
It would ask for a token at
  https://accounts.google.com/o/oauth2/auth?scope=https://www.googleapis.com/auth/drive.metadata.readonly&access_type=offline&redirect_uri=urn:ietf:wg:oauth:2.0:oob&response_type=code&client_id=desktop
insufficient scope: the request needs `https://www.googleapis.com/auth/drive` or `https://www.googleapis.com/auth/drive.file`; the token grants `https://www.googleapis.com/auth/drive.metadata.readonly`
It would then ask for a token at
  https://accounts.google.com/o/oauth2/auth?scope=https://www.googleapis.com/auth/drive.metadata.readonly%20https://www.googleapis.com/auth/drive.file&access_type=offline&redirect_uri=urn:ietf:wg:oauth:2.0:oob&response_type=code&client_id=desktop
",
    );
}

#[test]
fn the_resource_server_prints_its_refusals() {
    says(
        "run-time --bin resource_server",
        "\
without a token: 401 Unauthorized
  Bearer realm=\"multipass\"
none: 401 Unauthorized
  Bearer realm=\"multipass\", error=\"invalid_token\"
one: 403 Forbidden
  Bearer realm=\"multipass\", error=\"insufficient_scope\", scope=\"write_multipass\"
  which its client reads as: insufficient scope: the request needs `write_multipass`
other: 200 OK
",
    );
}

#[test]
fn plug_ins_are_judged_in_the_words_of_the_macro() {
    says(
        "run-time --bin plug_ins",
        "\
calendar asks for read_profile

door is not loaded: wrong delimiter in `read_profile,multipass_write`: found a comma, but multipass separates scopes with a space
  |
  | read_profile,multipass_write
  |             ^
help: write `read_profile write_multipass`
scope `multipass_write` (2nd of 2) was removed from multipass in 2025-03
  |
  | read_profile,multipass_write
  |              ^^^^^^^^^^^^^^^
help: write `write_multipass` instead

lift is not loaded: unknown scope `write_multipas`
  |
  | write_multipas
  | ^^^^^^^^^^^^^^
help: did you mean `write_multipass`?
help: if multipass has this scope, add `write_multipas = \"description\"` under `[scopes]` in scopes.toml

",
    );
}

#[test]
fn the_generated_parts_of_the_readme_are_current() {
    let old = readme();
    let parts = [
        ("typo", typo()),
        ("mistakes", mistakes(&old)),
        ("proof", proof()),
        ("config", config()),
        ("counts", counts()),
        ("lint", lint()),
    ];
    let parts = parts.into_iter().chain(pull_request()).chain(audits());
    let new = parts.fold(old.clone(), |text, (name, content)| with_part(&text, name, &content));
    if old == new {
        return;
    }
    assert!(
        env::var_os("UPDATE").is_some(),
        "`UPDATE=1 cargo test --test docs` would change README.md:\n{}",
        changes(&old, &new)
    );
    fs::write(root("README.md"), new).expect("README.md can be written");
}

#[test]
fn the_page_of_the_providers_is_current() {
    if env::var_os("UPDATE").is_some() {
        fs::write(root("docs/reference/providers.md"), providers())
            .expect("docs/reference/providers.md can be written");
    }
    let old = read("docs/reference/providers.md");
    assert!(old == providers(), "`UPDATE=1 cargo test --test docs` would change it:\n{}", changes(&old, &providers()));
}

#[test]
fn the_commands_of_the_first_screen_run() {
    let readme = readme();
    let first_screen = readme.split("\n## ").next().unwrap_or_default();
    let lines = blocks(first_screen, "sh").into_iter().flat_map(str::lines);
    let commands: Vec<&str> = lines.map(|line| line.split('#').next().unwrap_or_default().trim()).collect();
    assert_eq!(commands, ["cargo run -p multipass", TYPO, "cargo test --workspace"]);
    // The third is the run that this test is a part of.
    for command in &commands[..2] {
        assert_eq!(cargo(command).status.success(), *command != TYPO, "{command}");
    }
}

/// Every command of the command line stands in the README, and does what it says.
#[test]
fn the_commands_of_the_command_line_run() {
    let readme = readme();
    let lines = blocks(&readme, "sh").into_iter().flat_map(str::lines);
    let commands: Vec<&str> = lines
        .filter(|line| line.starts_with("cargo scopes "))
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .collect();
    let changing = chapter(&readme, PULL_REQUEST);
    let branch = branch("commands");
    for command in &commands {
        let output = if changing.contains(command) { cargo_scopes_in(&branch, command) } else { cargo(command) };
        assert_eq!(output.status.code(), Some(i32::from(*command == LINT)), "{command}\n{}", text(&output.stderr));
    }
    let help = text(&cargo("cargo scopes --help").stdout);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<&str> = listed.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"lint"), "{help}");
    for name in names.into_iter().filter(|name| *name != "help") {
        let start = format!("cargo scopes {name} ");
        assert!(commands.iter().any(|command| format!("{command} ").starts_with(&start)), "the README lacks {name}");
    }
}

#[test]
fn the_build_script_of_the_readme_is_that_of_the_example() {
    let (readme, example) = (readme(), read("examples/shopify-app/build.rs"));
    let blocks = blocks(&readme, "rust,ignore");
    let shown: Vec<&str> = blocks.iter().filter_map(|block| block.strip_prefix("// build.rs\n")).collect();
    let main = example.find("fn main").expect("a main function");
    assert_eq!(shown, [&example[main..]]);
}

#[test]
fn the_readme_has_every_feature() {
    let (readme, manifest) = (readme(), read("Cargo.toml"));
    let (_, features) = manifest.split_once("\n[features]\n").expect("features");
    let lines = features.split("\n[").next().unwrap_or_default().lines();
    let names: Vec<&str> = lines.filter_map(|line| line.split_once(" = [")).map(|(name, _)| name).collect();
    assert!(names.contains(&"build"), "{names:?}");
    for name in names {
        assert!(readme.contains(&format!("| `{name}` |")), "the README lacks the feature {name}");
    }
}

#[test]
fn the_catalogs_of_the_readme_are_sound() {
    let readme = readme();
    let kinds = blocks(&readme, "toml");
    let is_known = |block: &&str| {
        ["# scopes.toml", "# Cargo.toml", "# .cargo/config.toml"].iter().any(|file| block.starts_with(file))
    };
    assert!(kinds.iter().all(is_known), "every TOML block begins with the name of its file");
    let catalogs = catalogs(&readme);
    assert!(catalogs.len() >= 4, "two to begin with, the one with everything in it, and one for configuration files");
    for (number, text) in catalogs.iter().enumerate() {
        let loaded = loaded(&format!("readme-{number}"), text);
        assert!(loaded.problems.is_empty(), "{text}\n{:#?}", loaded.problems);
    }
}

/// The engine names its keys when it meets one that it does not know.
#[test]
fn the_readme_has_every_key_of_a_catalog() {
    const UNKNOWN: &str = "qqqqqq = 1\n[scopes]\na = { qqqqqq = 1 }\n[retired.b]\nqqqqqq = 1\n[clients.c]\nqqqqqq = 1\n\
        [operations.d]\nneeds = 'a'\nqqqqqq = 1\n[[config]]\nfile = 'f'\nqqqqqq = 1\n";
    let problems = Catalog::from_text(UNKNOWN).expect_err("unknown keys");
    let keys: Vec<&str> = problems
        .iter()
        .filter_map(|problem| problem.help.as_deref()?.strip_prefix("the keys are "))
        .flat_map(|keys| keys.split(", ").map(|key| key.trim_matches('`')))
        .collect();
    assert!(keys.len() > 30, "{problems:#?}");
    let readme = readme();
    let whole = catalogs(&readme).into_iter().max_by_key(|text| text.len()).expect("a catalog");
    let missing: Vec<&str> = keys.into_iter().filter(|key| !mentions(whole, key)).collect();
    assert!(missing.is_empty(), "the catalog with everything in it lacks {missing:?}");
}

#[test]
fn links_work_wherever_the_readme_is_read() {
    let readme = readme();
    for link in readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(
            link.starts_with("https://") || link.starts_with('#'),
            "`{link}` is relative: docs.rs has no such file"
        );
        if let Some(file) = link.strip_prefix(REPOSITORY) {
            assert!(root(file).exists(), "there is no {file}");
        }
    }
}

/// Runs an example, the program of a package or one of several, and looks at what it prints.
fn says(program: &str, expected: &str) {
    let output = cargo(&format!("cargo run -p {program}"));
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), expected);
}

/// Runs a command of the README in this workspace, without what cargo itself says about its progress.
fn cargo(command: &str) -> Output {
    cargo_in(Path::new(ROOT), command)
}

/// The same in a folder. `cargo scopes` is the one that this workspace builds.
fn cargo_in(folder: &Path, command: &str) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let command = command.replacen("cargo scopes ", "cargo run -p cargo-scopes -- ", 1);
    let mut words = command.split_whitespace().skip(1).map(|word| word.trim_matches('"'));
    Command::new(env!("CARGO"))
        .args(words.next())
        .args(["--quiet", "--offline"])
        .args(words)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("SCOPES_CATALOG")
        .env_remove("SCOPES_CHECK")
        .output()
        .expect("cargo runs")
}

/// Output as text, without the blanks at the ends of its lines.
fn text(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// What the compiler says of the mistake in the example, and of nothing else.
fn typo() -> String {
    let output = cargo(TYPO);
    let error = text(&output.stderr);
    let error = if cfg!(windows) { error.replace('\\', "/") } else { error };
    assert!(error.contains("could not compile `multipass`"), "{error}");
    assert!(
        error.starts_with("error:") && !error.contains("\nwarning"),
        "`{TYPO}` prints more than the error of the example; nothing is written before that is put right:\n{error}"
    );
    format!("```text\n{}\n```\n", error.trim_end())
}

/// The table of mistakes: every kind with a literal that makes it.
fn mistakes(readme: &str) -> String {
    let first = catalogs(readme).into_iter().find(|text| text.contains("\n[scopes]\n")).unwrap_or_default();
    let loaded = loaded("mistakes", &format!("{first}{MORE}"));
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    let mut table = "| call | says | help |\n| --- | --- | --- |\n".to_owned();
    for &(literal, client, operation) in MISTAKES {
        let finding = finding(&loaded, literal, client, operation);
        let help = finding.help.as_deref().unwrap_or_default().lines().next().unwrap_or_default();
        let call = call(literal, client, operation);
        table.push_str(&format!("| `{call}` | {} | {help} |\n", finding.message));
    }
    table
}

/// The first thing that is found in a call.
fn finding(loaded: &Loaded, literal: &str, client: Option<&str>, operation: Option<&str>) -> Finding {
    let catalog = &loaded.catalog;
    let operation = operation.map(|name| catalog.operation(name).expect("an operation"));
    let report = check(&Request {
        catalog,
        others: &loaded.named.iter().collect::<Vec<_>>(),
        texts: &[literal],
        client: client.map(|name| catalog.client(name).expect("a client")),
        operations: &operation.iter().map(|operation| &**operation).collect::<Vec<_>>(),
    });
    report.findings.into_iter().next().expect("a finding")
}

/// A call as it stands between the parentheses of `scopes!`.
fn call(literal: &str, client: Option<&str>, operation: Option<&str>) -> String {
    let mut call = if literal.contains('"') { format!("r#\"{literal}\"#") } else { format!("\"{literal}\"") };
    if let Some(client) = client {
        call.push_str(&format!(", client = \"{client}\""));
    }
    if let Some(operation) = operation {
        call.push_str(&format!(", operations = [\"{operation}\"]"));
    }
    call
}

/// What the compiler says of a token that lacks a scope: the first error of the case that `tests/must_fail.rs` holds
/// against the compiler.
fn proof() -> String {
    let errors = read("tests/must_fail/proof-lacks-scope/expected.txt");
    let first = errors.split("\n\nerror").next().unwrap_or_default().trim_end();
    assert!(first.starts_with("error[E0277]: missing OAuth scope `read_multipass`"), "{first}");
    format!("```text\n{}\n```\n", first.replace("proof-lacks-scope/", "src/"))
}

/// What a build says of a copy of the example whose configuration file has a mistake in it.
fn config() -> String {
    const EXAMPLE: &str = "examples/shopify-app";
    const FILE: &str = "shopify.app.toml";
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs/shopify-app");
    fs::create_dir_all(package.join("src")).expect("a folder for the copy");
    let write = |file: &str, text: String| fs::write(package.join(file), text).expect("a file of the copy");
    for file in ["build.rs", "scopes.toml", "src/main.rs"] {
        write(file, read(&format!("{EXAMPLE}/{file}")));
    }
    let right = read(&format!("{EXAMPLE}/{FILE}"));
    let wrong = right.replace("\"read_products,write_orders\"", "\"read_products write_orders\"");
    assert_ne!(right, wrong, "{FILE} has other scopes");
    write(FILE, wrong);
    write("Cargo.lock", read("Cargo.lock"));
    let facade = format!("oauth-scopes = {{ path = '{ROOT}'");
    write(
        "Cargo.toml",
        format!(
            "[package]\nname = \"shopify-app\"\nversion = \"{}\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\n{facade} }}\n\n[build-dependencies]\n{facade}, features = [\"build\"] }}\n",
            env!("CARGO_PKG_VERSION")
        ),
    );
    let output = cargo_in(&package, "cargo build");
    let errors = text(&output.stderr);
    let lines: Vec<&str> = errors.lines().filter(|line| line.starts_with("error: shopify-app@")).collect();
    assert_eq!(lines.len(), 1, "{errors}");
    format!("```text\n{}\n```\n", lines[0])
}

/// What the command line says of a wrong name.
fn lint() -> String {
    let output = cargo(LINT);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    format!("```text\n{}```\n", text(&output.stdout))
}

/// What the command line says of a branch that asks for more than the one it comes from.
fn pull_request() -> [(&'static str, String); 2] {
    let branch = branch("outputs");
    let locked = cargo_scopes_in(&branch, "cargo scopes check --locked");
    assert_eq!(locked.status.code(), Some(1), "{}", text(&locked.stderr));
    let diff = cargo_scopes_in(&branch, "cargo scopes diff main");
    assert_eq!(diff.status.code(), Some(0), "{}", text(&diff.stderr));
    // Before it, cargo may have a word on the build.
    let error = text(&locked.stderr);
    let start = error.find("error: scopes.lock").unwrap_or_else(|| panic!("{error}"));
    let block = |output: &str| format!("```text\n{output}```\n");
    [("locked", block(&error[start..])), ("diff", block(&text(&diff.stdout)))]
}

/// A repository with a package, with its lock on the branch `main` and a change of what it asks for on another one.
fn branch(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).expect("a folder for the repository");
    let write = |file: &str, text: &str| fs::write(folder.join(file), text).expect("a file of the repository");
    let ask = |scope: &str| write("src/main.rs", &format!("fn main() {{ oauth_scopes::scopes!(\"{scope}\"); }}\n"));
    let git = |arguments: &str| {
        let author = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
        let arguments = author.into_iter().chain(arguments.split(' '));
        let output = Command::new("git").args(arguments).current_dir(&folder).output().expect("git runs");
        assert!(output.status.success(), "{}", text(&output.stderr));
    };
    write(
        "Cargo.toml",
        "[workspace]\n[package]\nname = 'acme'\nedition = '2024'\n[dependencies]\noauth-scopes = '0.1'\n",
    );
    write(
        "scopes.toml",
        "provider = 'github'\n[scopes.'admin:org']\ndescription = 'Manage organizations, their teams and memberships'\n\
         implies = ['write:org']\nrisk = 'sensitive'\n",
    );
    ask("read:org");
    let lock = cargo_scopes_in(&folder, "cargo scopes lock");
    assert!(lock.status.success(), "{}", text(&lock.stderr));
    for command in
        ["init --quiet --initial-branch=main", "add --all", "commit --quiet -m first", "checkout --quiet -b topic"]
    {
        git(command);
    }
    ask("admin:org");
    git("commit --quiet -a -m second");
    folder
}

/// Runs a command of the command line in a folder that is no part of this workspace.
fn cargo_scopes_in(folder: &Path, command: &str) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "-p", "cargo-scopes", "--manifest-path"])
        .arg(root("Cargo.toml"))
        .arg("--target-dir")
        .arg(target)
        .arg("--")
        .args(command.split_whitespace().skip(2))
        .current_dir(folder)
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("SCOPES_CATALOG")
        .output()
        .expect("cargo runs")
}

/// A chapter of the README, by its heading.
fn chapter<'r>(readme: &'r str, heading: &str) -> &'r str {
    let (_, rest) = readme.split_once(heading).unwrap_or_else(|| panic!("the README lacks {heading}"));
    rest.split("\n## ").next().unwrap_or_default()
}

/// What an audit says of an example: as it is, and where it asked for more.
fn audits() -> [(&'static str, String); 2] {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("audit");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).expect("a folder");
    let manifest = "[package]\nname = \"google-drive\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
        [dependencies]\noauth-scopes = \"0.1\"\n";
    let code = read("examples/google-drive/src/main.rs");
    let catalog = read("examples/google-drive/scopes.toml");
    let said = |code: &str, catalog: &str| {
        for (file, text) in [("Cargo.toml", manifest), ("src/main.rs", code), ("scopes.toml", catalog)] {
            fs::write(folder.join(file), text).expect("a file");
        }
        text(&cargo_scopes_in(&folder, "cargo scopes audit --explain").stdout)
    };
    let broad = |text: &str| text.replacen("auth/drive.file\"", "auth/drive\"", 1);
    let broader = said(&broad(&code), &broad(&catalog));
    let (finding, _) = broader.split_once("\n\n").expect("a finding and the account");
    [("audit", format!("```text\n{}```\n", said(&code, &catalog))), ("broader", format!("```text\n{finding}\n```\n"))]
}

fn bundled() -> impl Iterator<Item = (&'static str, Catalog)> {
    scope_providers::NAMES.iter().map(|name| {
        let text = scope_providers::text(name).expect("a bundled catalog");
        (*name, Catalog::from_text(text).expect("a sound catalog"))
    })
}

fn operations(provider: &str) -> usize {
    let text = scope_providers::operations(provider).unwrap_or_default();
    text.lines().filter(|line| !line.starts_with(['#', '='])).count()
}

/// How much is bundled, in a sentence.
fn counts() -> String {
    let scopes: usize = bundled().map(|(_, catalog)| catalog.scopes().len()).sum();
    let retired: usize = bundled().map(|(_, catalog)| catalog.retired_names().len()).sum();
    let operations: usize = scope_providers::NAMES.iter().map(|name| operations(name)).sum();
    let page = format!("{REPOSITORY}docs/reference/providers.md");
    format!(
        "[{} catalogs]({page}) with {scopes} scopes, {retired} retired names and what {operations} operations need.\n",
        scope_providers::NAMES.len()
    )
}

/// The page of the bundled catalogs.
fn providers() -> String {
    let mut table = "# Bundled providers\n\nThis page is generated from the catalogs.\n\n".to_owned();
    table.push_str("| `provider` | scopes | retired | operations | between two | the list | checked |\n");
    table.push_str("| --- | ---: | ---: | ---: | --- | --- | --- |\n");
    for (name, catalog) in bundled() {
        let row = [
            format!("`{name}`"),
            catalog.scopes().len().to_string(),
            catalog.retired_names().len().to_string(),
            operations(name).to_string(),
            delimiter(catalog.delimiter()).to_owned(),
            if catalog.coverage() == Coverage::Complete { "complete" } else { "partial" }.to_owned(),
            catalog.checked().expect("a date").to_owned(),
        ];
        table.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    table
}

fn delimiter(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Space => "a space",
        Delimiter::Comma => "a comma",
        Delimiter::SpaceOrComma => "a space or a comma",
        Delimiter::Single => "one scope a request",
    }
}

/// Reads a catalog as that of a package.
fn loaded(name: &str, text: &str) -> Loaded {
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs").join(name);
    fs::create_dir_all(&package).expect("a folder for the catalog");
    fs::write(package.join(scope_catalog::FILE_NAME), text).expect("the catalog can be written");
    let providers = Providers {
        names: scope_providers::NAMES,
        text: scope_providers::text,
        operations: scope_providers::operations,
    };
    load(&Environment { package: &package, fallback: None, providers }).expect("a catalog")
}

/// The catalogs that the README shows.
fn catalogs(readme: &str) -> Vec<&str> {
    blocks(readme, "toml").into_iter().filter(|block| block.starts_with("# scopes.toml")).collect()
}

/// The blocks of code in a language.
fn blocks<'r>(markdown: &'r str, language: &str) -> Vec<&'r str> {
    let open = format!("\n```{language}\n");
    markdown.split(open.as_str()).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// Whether a key stands in the text, as a whole word.
fn mentions(text: &str, key: &str) -> bool {
    text.split(|char: char| !char.is_ascii_alphanumeric() && char != '_').any(|word| word == key)
}

/// The text with a generated part put in place.
fn with_part(text: &str, name: &str, content: &str) -> String {
    let open = format!("<!-- generated: {name} -->\n");
    let (before, rest) = text.split_once(&open).unwrap_or_else(|| panic!("README.md has no `{}`", open.trim_end()));
    let (_, after) = rest.split_once("<!-- end -->").expect("the end of the part");
    format!("{before}{open}{content}<!-- end -->{after}")
}

/// The lines that one text has and the other lacks.
fn changes(old: &str, new: &str) -> String {
    let without = |text: &str, other: &str, sign: char| -> String {
        text.lines()
            .filter(|line| !other.lines().any(|known| known == *line))
            .map(|line| format!("{sign} {line}\n"))
            .collect()
    };
    without(old, new, '-') + &without(new, old, '+')
}

fn readme() -> String {
    read("README.md")
}

/// A file of this workspace, with the line ends of Unix.
fn read(file: &str) -> String {
    fs::read_to_string(root(file)).unwrap_or_else(|error| panic!("{file}: {error}")).replace("\r\n", "\n")
}

fn root(file: &str) -> PathBuf {
    Path::new(ROOT).join(file)
}
