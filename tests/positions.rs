//! Where the macro may stand, how its warnings are steered, and what its expansion must not do.

mod cargo;

use cargo::{Project, Run, manifest, package};

const CATALOG: &str = "\
name = 'multipass'
[scopes]
read_profile = ''
read_multipass = ''
write_multipass = { implies = ['read_multipass'] }
[retired]
old_profile = { status = 'deprecated', replaced_by = ['read_profile'] }
[catalogs.shop]
delimiter = 'comma'
scopes = ['read_orders', 'write_orders']
";

/// A workspace of programs, each with a manifest's dependencies and a source.
fn programs(name: &str, programs: &[(String, String, String)]) -> Project {
    let project = Project::workspace(name, programs.iter().map(|(name, ..)| &**name));
    for (name, manifest, source) in programs {
        project.write(&format!("{name}/Cargo.toml"), manifest);
        project.write(&format!("{name}/src/main.rs"), source);
        project.write(&format!("{name}/scopes.toml"), CATALOG);
    }
    project
}

fn program(name: &str, source: &str) -> Project {
    programs(name, &[("app".to_owned(), manifest("app", ""), source.to_owned())])
}

fn library(name: &str, source: &str) -> Project {
    let project = Project::library(name, source);
    project.write("scopes.toml", CATALOG);
    project
}

const EVERYWHERE: &str = r##"
use oauth_scopes::{Scopes, scope_list, scopes};

const CONSTANT: Scopes = scopes!("read_profile write_multipass");
static STATIC: Scopes = scopes!("read_profile", "write_multipass");
const LIST: &[&str] = scope_list!("read_profile write_multipass");
static LISTS: [&[&str]; 2] = [scope_list!("read_profile"), scope_list!()];
const TEXT: &str = scopes!("read_profile").as_str();
const COUNT: usize = scopes!(shop: "read_orders,write_orders").len();
const ARRAY: [u8; scopes!("read_profile write_multipass").len()] = [7; 2];
const COPIES: [Scopes; 3] = [scopes!("read_profile"); 3];

struct Fixed<const N: usize>;
impl<const N: usize> Fixed<N> {
    const LENGTH: usize = N;
}

struct Client {
    scopes: Scopes,
    names: &'static [&'static str],
}

impl Client {
    const DEFAULT: Self =
        Self { scopes: scopes!("read_profile"), names: scope_list!(r"read_profile", r#"write_multipass"#) };
}

impl Default for Client {
    fn default() -> Self {
        Self { names: scope_list!("read_profile"), ..Self::DEFAULT }
    }
}

trait Ask {
    const SCOPES: Scopes = scopes!("read_profile");
}
impl Ask for Client {}

enum Size {
    Two = scopes!("read_profile write_multipass").len() as isize,
}

const fn twice(scopes: Scopes) -> usize {
    scopes.len() * 2
}

macro_rules! by_literal { ($text:literal) => { scopes!($text) }; }
macro_rules! by_token { ($($text:tt)*) => { scopes!($($text)*) }; }
macro_rules! by_expression { ($text:expr) => { scopes!($text) }; }
macro_rules! twice_by_literal { ($($text:literal),*) => { by_literal_list!($($text),*) }; }
macro_rules! by_literal_list { ($($text:literal),*) => { scope_list!($($text),*) }; }
macro_rules! constant {
    ($name:ident: $($text:literal)*; $operations:tt) => {
        const $name: Scopes = scopes!($($text),* $operations);
    };
}
constant!(MADE: "read_profile" "write_multipass"; ,);
macro_rules! client { ($catalog:ident, $text:literal) => { scopes!($catalog: $text) }; }

fn by_match(number: u8) -> Scopes {
    match number {
        0 => scopes!("read_profile"),
        _ if scopes!("write_multipass").covers("read_multipass") => scopes!("write_multipass"),
        _ => unreachable!(),
    }
}

fn main() {
    assert_eq!(CONSTANT, STATIC);
    assert_eq!(CONSTANT.as_str(), "read_profile write_multipass");
    assert_eq!(LIST, ["read_profile", "write_multipass"]);
    assert_eq!(LISTS, [&["read_profile"][..], &[]]);
    assert_eq!((TEXT, COUNT, ARRAY.len(), COPIES.len()), ("read_profile", 2, 2, 3));
    assert_eq!(Fixed::<{ scopes!("read_profile").len() }>::LENGTH, 1);
    assert_eq!(Client::default().scopes.as_str(), Client::DEFAULT.scopes.as_str());
    assert_eq!((Client::default().names.len(), Client::DEFAULT.names.len()), (1, 2));
    assert_eq!(<Client as Ask>::SCOPES.len(), 1);
    assert_eq!(Size::Two as usize, 2);
    assert_eq!(twice(scopes!("read_profile")), 2);
    assert_eq!(by_match(0).as_str(), "read_profile");
    assert_eq!(by_match(1).as_str(), "write_multipass");

    assert_eq!(by_literal!("read_profile").len(), 1);
    assert_eq!(by_token!("read_profile", "write_multipass").len(), 2);
    assert_eq!(by_expression!("read_profile").len(), 1);
    assert_eq!(twice_by_literal!("read_profile", "write_multipass").len(), 2);
    assert_eq!(MADE.len(), 2);
    assert_eq!(client!(shop, "read_orders").as_str(), "read_orders");

    let closure = || scopes!("read_profile",);
    let text = if closure().is_empty() { scopes!("write_multipass").as_str() } else { closure().as_str() };
    assert_eq!(format!("{text} {}", scopes!("write_multipass").encoded()), "read_profile write_multipass");
    assert_eq!(scopes!(shop: "read_orders", "write_orders").as_str(), "read_orders,write_orders");
    assert_eq!(scopes!("\u{72}ead_profile \
                        write_multipass").encoded().to_string(), "read_profile%20write_multipass");
    for name in scopes!("read_profile write_multipass") {
        assert!(CONSTANT.contains(name));
    }
}
"##;

#[test]
fn the_value_works_everywhere() {
    let source = format!("#![allow(unused_macros)]\n{EVERYWHERE}");
    let run = program("everywhere", &source).cargo(["run"]).run();
    run.succeeds();
    let warnings = run.warnings();
    assert!(warnings.len() == 1 && warnings[0].text.contains("the list of scopes is empty"), "{run}");
}

/// What tracks the catalog stands in the first expansion of a crate, so every position is tried as the only one.
#[test]
fn every_position_may_be_the_first() {
    let sources = [
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
    ];
    let names: Vec<String> = (0..sources.len()).map(|number| format!("position{number}")).collect();
    let project = Project::workspace("first", names.iter().map(String::as_str));
    for (name, source) in names.iter().zip(sources) {
        project.write(&format!("{name}/Cargo.toml"), manifest(name, ""));
        project.write(
            &format!("{name}/src/lib.rs"),
            format!("#[allow(unused_imports)]\nuse oauth_scopes::scopes;\n{source}\n"),
        );
        project.write(&format!("{name}/scopes.toml"), CATALOG);
    }
    project.cargo(["check", "--workspace", "--keep-going"]).run().is_silent();
}

#[test]
fn every_edition_works() {
    let editions = ["2018", "2021", "2024"];
    let members: Vec<_> = editions
        .iter()
        .map(|edition| {
            let name = format!("app{edition}");
            let manifest = manifest(&name, "").replace("edition = \"2024\"", &format!("edition = \"{edition}\""));
            (name, manifest, EVERYWHERE.to_owned())
        })
        .collect();
    let project = programs("editions", &members);
    project.check().succeeds().compiles(["app2018", "app2021", "app2024"]);
}

#[test]
fn no_standard_library_is_needed() {
    let source = "\
#![no_std]
use oauth_scopes::{Scopes, scopes};
pub const SCOPES: Scopes = scopes!(\"read_profile\");
pub static LIST: &[&str] = oauth_scopes::scope_list!(\"read_profile\", \"write_multipass\");
pub fn covers(name: &str) -> bool { scopes!(\"write_multipass\").covers(name) }
";
    library("no_std", source).check().is_silent();
}

/// Names of the user's own that an expansion might stumble over.
#[test]
fn names_of_the_user_s_own_are_not_in_the_way() {
    let source = "\
#![allow(dead_code, non_camel_case_types, unused_macros)]
mod core {}
mod std {}
mod alloc {}
mod scopes {}
mod unknown_scope {}
mod oauth {
    pub use ::oauth_scopes::{scope_list, scopes};
}
struct Scopes;
struct Option;
struct Some;
struct None;
struct str;
struct u8;
const LIST: () = ();
const SCOPES: () = ();
macro_rules! include_bytes { ($($any:tt)*) => { compile_error!(\"mine\") }; }
macro_rules! concat { ($($any:tt)*) => { compile_error!(\"mine\") }; }
macro_rules! env { ($($any:tt)*) => { compile_error!(\"mine\") }; }
macro_rules! option_env { ($($any:tt)*) => { compile_error!(\"mine\") }; }
fn space(text: &'static ::core::primitive::str) -> ::oauth_scopes::Scopes {
    let _ = text;
    oauth::scopes!(\"read_profile\", \"old_profile\")
}
fn list() -> &'static [&'static ::core::primitive::str] {
    oauth::scope_list!(\"read_profile\")
}
";
    let run = library("names", source).check();
    run.succeeds();
    assert_eq!(run.warnings().len(), 1, "the deprecated scope alone\n{run}");
}

/// `rspotify` has a macro of this name as well.
#[test]
fn another_macro_of_this_name_may_stand_beside_it() {
    let project = Project::workspace("beside", ["app", "rspotify"]);
    project.write("rspotify/Cargo.toml", package("rspotify"));
    project.write(
        "rspotify/src/lib.rs",
        "#[macro_export]\nmacro_rules! scopes { ($($key:expr),*) => {{ let list: &[&str] = &[$($key),*]; list }} }\n",
    );
    project.write("app/Cargo.toml", manifest("app", "rspotify = { path = '../rspotify' }\n"));
    project.write("app/scopes.toml", CATALOG);
    project.write(
        "app/src/main.rs",
        "mod theirs { use rspotify::scopes; pub fn list() -> usize { scopes!(\"user-read-private\").len() } }\n\
         use oauth_scopes::scopes;\n\
         fn main() {\n\
             assert_eq!(scopes!(\"read_profile write_multipass\").len(), 2);\n\
             assert_eq!(rspotify::scopes!(\"user-read-private\", \"x\").len(), 2);\n\
             assert_eq!(theirs::list(), 1);\n\
         }\n",
    );
    project.cargo(["run", "-p", "app"]).run().is_silent();
}

/// Lints that are off by default, and those that forbid what generated code likes to do.
const STRICT: &str = "\
#![deny(warnings, future_incompatible, nonstandard_style, unused, rust_2018_idioms, missing_docs)]
#![deny(unreachable_pub, unused_qualifications, unused_results, unused_lifetimes, single_use_lifetimes)]
#![deny(missing_debug_implementations, missing_copy_implementations, let_underscore_drop, redundant_lifetimes)]
#![forbid(unsafe_code, non_upper_case_globals, dead_code)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(clippy::absolute_paths, clippy::shadow_unrelated, clippy::indexing_slicing, clippy::as_conversions)]
#![deny(clippy::min_ident_chars, clippy::redundant_type_annotations, clippy::str_to_string)]
//! A crate that takes nothing lightly.
use oauth_scopes::{Scopes, scope_list, scopes};
/// Scopes.
pub const SCOPES: Scopes = scopes!(\"read_profile write_multipass\");
/// A list.
pub static LIST: &[&str] = scope_list!(\"read_profile\");
/// A function, with a statement before the call.
#[must_use]
pub fn both(first: bool) -> Scopes {
    let name = \"read_profile\";
    if first && SCOPES.contains(name) {
        scopes!(\"read_profile\", \"read_multipass\")
    } else {
        scopes!(shop: \"read_orders\")
    }
}
";

#[test]
fn the_strictest_lints_find_nothing() {
    let project = library("strict", STRICT);
    project.check().is_silent();
    if has_clippy(&project) {
        project.cargo(["clippy", "--all-targets"]).run().is_silent();
    } else {
        println!("skipped: this toolchain has no clippy");
    }
}

fn has_clippy(project: &Project) -> bool {
    project.cargo(["clippy", "--version"]).run().success
}

const OLD: &str = "pub const OLD: oauth_scopes::Scopes = oauth_scopes::scopes!(\"old_profile\");\n";

#[test]
fn warnings_obey_the_lint_on_what_is_deprecated() {
    let warned = library("warned", OLD).check();
    assert_eq!((warned.succeeds().warnings().len(), warned.messages.len()), (1, 1), "{warned}");
    for scope in ["#![allow(deprecated)]\n", "#[allow(deprecated)]\n", "#[expect(deprecated)]\n"] {
        library("allowed", &format!("{scope}{OLD}")).check().is_silent();
    }
    let inner = "\
pub fn old() -> &'static str {
    #[allow(deprecated)]
    let scopes = oauth_scopes::scopes!(\"old_profile\");
    scopes.as_str()
}
";
    library("inner", inner).check().is_silent();
    for scope in ["#![deny(deprecated)]\n", "#![deny(warnings)]\n", "#![forbid(deprecated)]\n"] {
        library("denied", &format!("{scope}{OLD}")).check().fails_with(&["use of deprecated constant"]);
    }
}

#[test]
fn warnings_obey_the_lints_of_the_manifest() {
    let project = library("manifest", OLD);
    project.write("Cargo.toml", project.read("Cargo.toml") + "[lints.rust]\ndeprecated = \"allow\"\n");
    project.check().is_silent();
    project.edit("Cargo.toml", project.read("Cargo.toml").replace("allow", "deny"));
    project.check().fails_with(&["use of deprecated constant"]);
}

/// Whoever forbids a lint does not want it to be allowed anywhere, not even in what a macro writes.
#[test]
fn a_warning_stays_one_where_lints_are_forbidden() {
    let source = format!("#![forbid(dead_code, non_upper_case_globals, unused)]\n{OLD}");
    let run = library("forbidden", &source).check();
    assert_eq!((run.succeeds().warnings().len(), run.messages.len()), (1, 1), "{run}");
}

/// A program that prints its value after a finding.
fn printing(call: &str) -> String {
    format!(
        "fn main() {{ print!(\"{{}}|{{:?}}\", oauth_scopes::scopes!({call}), oauth_scopes::scope_list!({call})); }}\n"
    )
}

fn run_with(project: &Project, mode: &str) -> Run {
    project.cargo(["run", "-p", "app"]).env("SCOPES_CHECK", mode).run()
}

#[test]
fn the_mode_changes_what_is_said_and_not_the_value() {
    let table = [
        (r#""read_profile,write_multipas""#, "read_profile write_multipas", 2),
        (r#"shop: "read_orders write_order""#, "read_orders,write_order", 2),
        (r#"" old_profile  read_profile""#, "old_profile read_profile", 2),
        (r#""nothing", client = "nobody""#, "nothing", 2),
    ];
    for (call, value, findings) in table {
        let project = program("modes", &printing(call));
        let list: Vec<&str> = value.split([' ', ',']).collect();
        let expected = format!("{value}|{list:?}");
        let warned = run_with(&project, "warn");
        assert_eq!(warned.succeeds().stdout.trim_end(), expected, "{warned}");
        assert_eq!(warned.warnings().len(), 2 * findings, "{warned}");
        let off = run_with(&project, "off");
        assert_eq!(off.is_silent().stdout.trim_end(), expected, "{off}");
        assert!(!run_with(&project, "deny").success);
        assert!(!run_with(&project, "").success);
    }
}

#[test]
fn a_senseless_mode_is_an_error() {
    let project = program("senseless", &printing("\"read_profile\""));
    for mode in ["loud", "OFF", "0", "warn "] {
        let run = run_with(&project, mode);
        run.fails_with(&[&format!("invalid value `{mode}` for `SCOPES_CHECK`: write `warn` or `off`")]);
    }
}

/// The value after an error is of the right type and holds what it can: nothing else is wrong then.
#[test]
fn no_second_error_follows() {
    let calls = [
        r#""write_multipas""#,
        r#""read_profile,write_multipass""#,
        "TEXT",
        r#""read_profile", clinet = "web""#,
        r#"githup: "repo""#,
        r#""read_profile", client = "nobody""#,
        r#""read_profile", operations = ["none"]"#,
        r#""read_profile" "write_multipass""#,
        r#""" , github::x"#,
        r#"= "read_profile""#,
        r#""read_profile", client"#,
        r#""read_profile"x"#,
        r#"c"read_profile""#,
        r#"shop: shop: "read_orders""#,
    ];
    let members: Vec<_> = calls
        .iter()
        .enumerate()
        .map(|(number, call)| {
            let name = format!("call{number}");
            let source = format!(
                "const TEXT: &str = \"read_profile\";\n\
                 const SCOPES: oauth_scopes::Scopes = oauth_scopes::scopes!({call});\n\
                 const COUNT: usize = SCOPES.len();\n\
                 fn main() {{ println!(\"{{TEXT}} {{COUNT}} {{}}\", SCOPES.as_str()); }}\n"
            );
            let manifest = manifest(&name, "");
            (name, manifest, source)
        })
        .collect();
    let run = programs("second", &members).cargo(["check", "--workspace", "--keep-going"]).run();
    let wrong: Vec<String> = members
        .iter()
        .zip(calls)
        .filter(|((name, ..), _)| run.messages.iter().filter(|message| message.target == *name).count() != 1)
        .map(|((name, ..), call)| format!("scopes!({call})\n{}", run.rendered(name)))
        .collect();
    assert!(wrong.is_empty(), "not one message:\n{}", wrong.join("\n\n"));
    assert!(run.compiled.is_empty(), "{run}");
}
