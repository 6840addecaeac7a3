//! Tests that valid code compiles: calls of the macros in every position, in every edition, next to any names, and with
//! strict lints.
//!
//! A case is a file of `compile_pass/`, or is generated here. All cases are packages of one workspace, which is
//! compiled once. A line `//~ warning: …` has a part of an expected message; most cases have no messages. A program
//! checks its values when it runs. All cases use the catalog `compile_pass/scopes.toml`.

mod cargo;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use cargo::{Project, Run, WORKSPACE, manifest, package};

const CATALOG: &str = include_str!("compile_pass/scopes.toml");

/// A package and its expected messages.
struct Case {
    name: String,
    manifest: String,
    source: String,
    catalog: String,
    /// A part of each message, in order.
    messages: Vec<String>,
}

impl Case {
    fn new(name: &str, source: &str) -> Self {
        let messages =
            source.lines().filter_map(|line| line.strip_prefix("//~ warning: ")).map(str::to_owned).collect();
        let (manifest, catalog) = (manifest(name, ""), CATALOG.to_owned());
        Self { name: name.to_owned(), manifest, source: source.to_owned(), catalog, messages }
    }

    fn is_program(&self) -> bool {
        self.source.contains("\nfn main()")
    }

    fn write(&self, project: &Project) {
        let file = if self.is_program() { "main" } else { "lib" };
        project.write(&format!("{}/Cargo.toml", self.name), &self.manifest);
        project.write(&format!("{}/src/{file}.rs", self.name), &self.source);
        project.write(&format!("{}/scopes.toml", self.name), &self.catalog);
    }

    /// How the messages differ from the expected ones.
    fn judge(&self, run: &Run) -> Option<String> {
        let messages: Vec<_> = run.messages.iter().filter(|message| message.target == self.name).collect();
        let is_as_expected = messages.len() == self.messages.len()
            && messages.iter().zip(&self.messages).all(|(message, expected)| message.text.contains(expected));
        let is_built = run.compiled.contains(&self.name);
        (!is_built || !is_as_expected).then(|| format!("== {}\n{}", self.name, run.rendered(&self.name)))
    }
}

/// The files of the folder; some are tested in every edition.
fn files() -> Vec<Case> {
    let folder = Path::new(WORKSPACE).join("tests/compile_pass");
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of the cases") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let source = fs::read_to_string(&path).expect("a source");
        if IN_EVERY_EDITION.contains(&&*name) {
            for edition in ["2018", "2021"] {
                let mut case = Case::new(&format!("{name}_{edition}"), &source);
                case.manifest = case.manifest.replace("edition = \"2024\"", &format!("edition = \"{edition}\""));
                cases.push(case);
            }
        }
        cases.push(Case::new(&name, &source));
    }
    cases
}

const IN_EVERY_EDITION: [&str; 2] = ["values", "proofs"];

/// The first expansion in a crate contains the code that tracks the catalog, so every position is tested as the only
/// one.
const POSITIONS: [&str; 26] = [
    "pub fn statement() { scopes!(\"read_profile\"); }",
    "pub fn list() { oauth_scopes::scope_list!(\"read_profile\"); }",
    "pub fn bound() { let _ = scopes!(\"read_profile\"); }",
    "pub fn beginning() -> bool { scopes!(\"read_profile\") == scopes!(\"read_profile\", \"write_multipass\") }",
    "pub static STATIC: oauth_scopes::Scopes = scopes!(\"read_profile\");",
    "pub type Array = [u8; scopes!(\"read_profile\").len()];",
    "pub struct Default<const N: usize = { scopes!(\"read_profile\").len() }>;",
    "pub struct N<const N: usize>; pub type Argument = N<{ scopes!(\"read_profile\").len() }>;",
    "#[repr(u8)] pub enum Enum { A = scopes!(\"read_profile\").len() as u8 }",
    "pub trait Trait { const SCOPES: oauth_scopes::Scopes = scopes!(\"read_profile\"); }",
    "pub fn generic<T: Default>() -> (T, usize) { (T::default(), scopes!(\"read_profile\").len()) }",
    "pub const fn constant(x: u8) -> usize { match x { 0 => scopes!(\"read_profile\").len(), _ => 0 } }",
    "pub fn closure() -> usize { (|| scopes!(\"read_profile\").len())() }",
    "pub async fn future() -> oauth_scopes::Scopes { scopes!(\"read_profile\") }",
    "pub fn text() -> String { format!(\"{}\", scopes!(\"read_profile\")) }",
    "oauth_scopes::catalog!(pub mod multipass);",
    "pub fn inner() { oauth_scopes::catalog!(mod multipass); }",
    "pub const GET: oauth_scopes::Operation = oauth_scopes::operation!(\"GET /multipass\");",
    "pub fn get() -> oauth_scopes::Operation { oauth_scopes::operation!(\"GET /multipass\") }",
    "oauth_scopes::performs_here!(\"GET /multipass\");",
    "pub fn get() { oauth_scopes::performs_here!(\"GET /multipass\"); }",
    "#[oauth_scopes::performs(\"GET /multipass\")]\npub fn get() { #![allow(unused)] let get = 1; }",
    "#[oauth_scopes::performs(\"GET /multipass\")]\npub const fn get() -> usize { 1 }",
    "pub struct Own; impl Default for Own { #[oauth_scopes::performs(\"GET /multipass\")] fn default() -> Self { Own } }",
    "pub mod m { pub mod grants { pub trait ReadProfile {} pub trait ReadMultipass {} pub trait WriteMultipass {} \
     pub trait Admin {} pub trait Self_ {} pub trait More {} } }\n\
     oauth_scopes::scope_set!(pub struct Session: m = \"read_profile\");",
    "pub fn assert(_: oauth_scopes::Scopes) { oauth_scopes::assert_covers!(oauth_scopes::Scopes { __unchecked: \"admin\" }, \"read_multipass\"); }",
];

fn positions() -> impl Iterator<Item = Case> {
    POSITIONS.iter().enumerate().map(|(number, source)| {
        Case::new(
            &format!("position{number}"),
            &format!("#[allow(unused_imports)]\nuse oauth_scopes::scopes;\n{source}\n"),
        )
    })
}

/// The level of a warning depends on the lint for deprecated items. It remains a warning in crates that forbid
/// lints.
fn lints() -> Vec<Case> {
    const OLD: &str = "pub const OLD: oauth_scopes::Scopes = oauth_scopes::scopes!(\"old_profile\");\n";
    const WARNING: &str = "//~ warning: use of deprecated constant\n";
    let inner = "pub fn old() -> &'static str {\n    #[allow(deprecated)]\n    \
                 let scopes = oauth_scopes::scopes!(\"old_profile\");\n    scopes.as_str()\n}\n";
    let mut in_manifest = Case::new("allowed_by_manifest", OLD);
    in_manifest.manifest += "[lints.rust]\ndeprecated = \"allow\"\n";
    vec![
        Case::new("warned", &format!("{WARNING}{OLD}")),
        Case::new("warned_strictly", &format!("{WARNING}#![forbid(dead_code, non_upper_case_globals, unused)]\n{OLD}")),
        Case::new("allowed_in_crate", &format!("#![allow(deprecated)]\n{OLD}")),
        Case::new("allowed_on_item", &format!("#[allow(deprecated)]\n{OLD}")),
        Case::new("expected_on_item", &format!("#[expect(deprecated)]\n{OLD}")),
        Case::new("allowed_on_statement", inner),
        in_manifest,
    ]
}

/// The crate under another name, and together with a macro of the same name, for example in `rspotify`.
fn beside_other_crates() -> [Case; 3] {
    let mut renamed = Case::new(
        "renamed",
        "renamed::catalog!(pub mod multipass);\n\
         renamed::scope_set!(pub struct Session: multipass = \"admin\");\n\
         pub const GET: renamed::Operation = renamed::operation!(\"GET /multipass\");\n\
         renamed::assert_covers!(renamed::scopes!(\"admin\"), \"read_multipass\");\n\
         #[renamed::performs(\"GET /multipass\")]\npub fn get() { renamed::performs_here!(\"GET /multipass\"); }\n",
    );
    renamed.manifest = renamed.manifest.replace("oauth-scopes = {", "renamed = {");
    let mut other = Case::new(
        "rspotify",
        "#[macro_export]\nmacro_rules! scopes { ($($key:expr),*) => {{ let list: &[&str] = &[$($key),*]; list }} }\n",
    );
    other.manifest = package("rspotify");
    let mut beside = Case::new(
        "beside_rspotify",
        "mod theirs { use rspotify::scopes; pub fn list() -> usize { scopes!(\"user-read-private\").len() } }\n\
         use oauth_scopes::scopes;\n\
         fn main() {\n\
             assert_eq!(scopes!(\"read_profile write_multipass\").len(), 2);\n\
             assert_eq!(rspotify::scopes!(\"user-read-private\", \"x\").len(), 2);\n\
             assert_eq!(theirs::list(), 1);\n\
         }\n",
    );
    beside.manifest = manifest("beside_rspotify", "rspotify = { path = '../rspotify' }\n");
    [renamed, other, beside]
}

/// All names and descriptions of the bundled catalogs are possible, and every scope can be requested.
fn bundled() -> Case {
    let (mut catalog, mut source) = ("scopes = []\n".to_owned(), "#![deny(warnings)]\n".to_owned());
    for provider in scope_providers::NAMES {
        let name = provider.replace('-', "_");
        writeln!(catalog, "[catalogs.{provider}]\nprovider = \"{provider}\"").expect("a string");
        writeln!(source, "oauth_scopes::catalog!({name}: pub mod of_{name});").expect("a string");
    }
    source += "oauth_scopes::scope_set!(github: pub struct Cli: of_github = \"repo\");\n\
        pub fn push(_: &impl of_github::grants::PublicRepo) {}\npub fn run() { push(&Cli) }\n";
    Case { catalog, ..Case::new("bundled", &source) }
}

/// All cases are compiled, run and checked by clippy; and every position notices an edit of the catalog.
#[test]
fn every_case_compiles() {
    let mut cases = files();
    cases.extend(positions().chain(lints()).chain(beside_other_crates()).chain([bundled()]));
    let project = Project::workspace("compile pass", cases.iter().map(|case| &*case.name));
    for case in &cases {
        case.write(&project);
    }
    let build = project.cargo(["build", "--workspace", "--keep-going"]).run();
    let mut failures: Vec<String> = cases.iter().filter_map(|case| case.judge(&build)).collect();
    for case in cases.iter().filter(|case| case.is_program() && build.compiled.contains(&case.name)) {
        let output = project.program(&case.name).output().expect("a program that was built");
        if !output.status.success() {
            failures.push(format!("== {} fails\n{}", case.name, String::from_utf8_lossy(&output.stderr)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));

    clippy_finds_nothing(&project);
    every_position_is_tracked(&project);
}

fn clippy_finds_nothing(project: &Project) {
    if !project.cargo(["clippy", "--version"]).run().success {
        use std::io::Write as _;
        // Bypasses the test harness, which shows no output of a test that passes.
        let _ = writeln!(std::io::stderr(), "tests/compile_pass.rs: skipped: this toolchain has no clippy");
        return;
    }
    // In tests, the compiler itself allows an unused `main`, which the program forbids.
    for arguments in [["clippy", "--all-targets", "-p", "strict"], ["clippy", "--bins", "-p", "strict_proofs"]] {
        let run = project.cargo(arguments).run();
        run.is_silent();
        assert!(run.compiled.contains(arguments[3]), "{run}");
    }
}

fn every_position_is_tracked(project: &Project) {
    let name = |number: usize| format!("position{number}");
    for number in 0..POSITIONS.len() {
        project.edit(&format!("{}/scopes.toml", name(number)), CATALOG.replace("[scopes]", "[scopes]\nmore = 1"));
    }
    let run = project.cargo(["check", "--workspace", "--keep-going"]).run();
    for (number, source) in POSITIONS.iter().enumerate() {
        let own: Vec<_> = run.messages.iter().filter(|message| message.target == name(number)).collect();
        assert!(own.len() == 1 && own[0].text.contains("scopes.toml:3:8"), "{source}\n{run}");
    }
}

/// Rustdoc shows the needs of a function, the meaning of a constant, and the traits.
#[test]
fn what_is_made_is_documented() {
    let source = "//! A crate.\noauth_scopes::catalog!(pub mod multipass);\n\n/// Gets.\n\
        #[oauth_scopes::performs(\"PUT /multipass\")]\npub fn get() {}\n";
    let project = Project::library("documented", source);
    project.write("scopes.toml", CATALOG);
    project.cargo(["rustdoc", "--", "-D", "warnings"]).run().succeeds();
    let page = |path: &str| fs::read_to_string(project.documentation(path)).expect("a page");
    let function = page("app/fn.get.html");
    assert!(function.contains("Gets.") && function.contains("Needed scopes"), "{function}");
    assert!(function.contains("PUT /multipass") && function.contains("write_multipass"), "{function}");
    let constant = page("app/multipass/constant.READ_MULTIPASS.html");
    assert!(constant.contains("List multipass logins, {all} of them"), "{constant}");
    assert!(page("app/multipass/grants/trait.Admin.html").contains("Covers"));
    assert!(page("app/multipass/index.html").contains("The scopes of multipass, from scopes.toml."));
}
