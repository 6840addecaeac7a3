//! What the code needs, and proofs in the type system: where their macros may stand, and what they must not do.

mod cargo;

use cargo::{Project, Run, manifest};

const CATALOG: &str = "\
name = 'multipass'
[scopes]
read_profile = ''
read_multipass = 'List multipass logins, {all} of them'
write_multipass = { implies = ['read_multipass'], aliases = ['https://x.y/write'] }
admin = { implies = ['write_multipass'] }
'account:{id}' = ''
self = ''
[operations]
'GET /multipass' = { needs = 'read_multipass' }
'DELETE /multipass' = { needs = 'admin', condition = 'for logins of others' }
'PUT /multipass' = { needs = { any = ['write_multipass', { all = ['read_profile', 'read_multipass'] }] } }
[catalogs.shop]
name = 'Shop'
delimiter = 'comma'
scopes = ['read_orders', 'write_orders']
[catalogs.shop.operations]
'GET /orders' = { needs = 'read_orders' }
";

fn library(name: &str, source: &str) -> Project {
    let project = Project::library(name, source);
    project.write("scopes.toml", CATALOG);
    project
}

/// A workspace of packages, each with its manifest, the file of its source and that.
fn packages(name: &str, file: &str, packages: &[(String, String, String)]) -> Project {
    let project = Project::workspace(name, packages.iter().map(|(name, ..)| &**name));
    for (name, manifest, source) in packages {
        project.write(&format!("{name}/Cargo.toml"), manifest);
        project.write(&format!("{name}/{file}"), source);
        project.write(&format!("{name}/scopes.toml"), CATALOG);
    }
    project
}

fn each(name: &str, sources: &[&str]) -> Project {
    let member = |(number, source): (usize, &&str)| {
        let name = format!("app{number}");
        (name.clone(), manifest(&name, ""), (*source).to_owned())
    };
    packages(name, "src/lib.rs", &sources.iter().enumerate().map(member).collect::<Vec<_>>())
}

const EVERYWHERE: &str = r#"
use oauth_scopes::{Need, Operation, ScopeSet, Scopes, assert_covers, catalog, operation, performs, performs_here, scope_set, scopes};

catalog! {
    /// The scopes of our provider.
    pub mod multipass;
}
catalog!(shop: mod shop);

const CONDITION: Option<&str> = operation!("DELETE /multipass").condition;
const _: () = assert!(CONDITION.is_some() && operation!("GET /multipass").condition.is_none());

pub struct Token<S>(S);

scope_set! {
    /// What a person grants.
    #[derive(Clone, Copy, Debug)]
    pub struct Session: multipass = "read_profile", "write_multipass";
}
scope_set!(struct Admin: crate::multipass = "admin");
scope_set!(struct Alias: self::multipass = "https://x.y/write account:7");
scope_set!(shop: pub(crate) struct Orders: shop = "write_orders");
scope_set!(struct Enough: multipass = "write_multipass", operations = ["PUT /multipass"]);

struct Own<T>(T);
scope_set!(impl multipass for Own<u8> = "self");

mod inner {
    pub mod deep {
        oauth_scopes::catalog!(pub mod again);
        oauth_scopes::scope_set!(pub struct Here: again = "read_profile");
        oauth_scopes::scope_set!(pub struct Above: super::super::multipass = "read_profile");
    }
}

fn list(_: &Token<impl multipass::grants::ReadMultipass>) -> usize { 1 }
fn both<S: multipass::grants::ReadMultipass + multipass::grants::ReadProfile>(_: &Token<S>) -> usize { 2 }
fn through<S>(token: &Token<S>) -> usize where S: multipass::grants::Admin { list(token) }
fn own(_: &impl multipass::grants::Self_) -> usize { 3 }
fn profile(_: &impl multipass::grants::ReadProfile) {}
fn again(_: &impl inner::deep::again::grants::ReadProfile) {}

const GET: Operation = operation!("GET /multipass");
static PUT: Operation = operation!(r"PUT /multipass");
const ALL: [Operation; 3] = [GET, operation!("PUT /multipass"), operation!(shop: "GET /orders")];

performs_here!("GET /multipass");

#[performs("GET /multipass", "PUT /multipass")]
fn function<'a, T: Clone>(one: &'a T, two: impl Into<String>) -> (T, String)
where
    T: 'a,
{
    #![allow(clippy::needless_return)]
    performs_here!(shop: "GET /orders");
    return (one.clone(), two.into());
}

struct Client;
impl Client {
    /// Documented.
    #[must_use]
    #[performs(shop: "GET /orders")]
    pub async fn orders(&self) -> usize { 7 }

    #[performs("GET /multipass")]
    const fn constant(&self) -> usize { 8 }
}
trait Asks { fn ask(&self) -> usize; }
impl Asks for Client {
    #[performs("GET /multipass")]
    #[inline]
    fn ask(&self) -> usize { 9 }
}

const SCOPES: Scopes = scopes!("write_multipass");
const ORDERS: Scopes = scopes!(shop: "read_orders,write_orders");
assert_covers!(SCOPES, "read_multipass", "write_multipass",);
assert_covers!(ORDERS, shop: "read_orders", operations = ["GET /orders"]);
assert_covers!(<Session as ScopeSet>::SCOPES, operations = ["PUT /multipass", "GET /multipass"]);

macro_rules! by_literal { ($text:literal) => { operation!($text) }; }
macro_rules! by_token { ($($text:tt)*) => { operation!($($text)*) }; }
macro_rules! module { ($visibility:vis $name:ident) => { catalog!($visibility mod $name); }; }
macro_rules! set { ($name:ident, $module:path, $text:literal) => { scope_set!(struct $name: $module = $text); }; }
module!(pub(crate) by_macro);
set!(ByMacro, by_macro, "read_profile");

fn main() {
    assert_eq!((list(&Token(Session)), list(&Token(Admin)), list(&Token(Alias))), (1, 1, 1));
    assert_eq!((both(&Token(Session)), through(&Token(Admin)), own(&Own(1_u8))), (2, 1, 3));
    assert_eq!(list(&Token(Enough)), 1);
    assert_eq!(Own(2).0, 2);
    again(&inner::deep::Here);
    profile(&inner::deep::Above);
    assert_eq!(Session::SCOPES.as_str(), "read_profile write_multipass");
    assert_eq!(Orders::SCOPES, scopes!(shop: "write_orders"));
    assert_eq!(std::mem::size_of::<Token<Session>>(), 0);
    assert_eq!((multipass::SELF, multipass::READ_MULTIPASS, shop::WRITE_ORDERS), ("self", "read_multipass", "write_orders"));
    assert_eq!(by_macro::ADMIN, "admin");
    let _: &dyn by_macro::grants::ReadProfile = &ByMacro;

    assert_eq!(GET.name, "GET /multipass");
    let Need::Scope { name, covered_by } = GET.needs else { unreachable!() };
    assert_eq!((name, covered_by), ("read_multipass", &["write_multipass", "https://x.y/write", "admin"][..]));
    assert_eq!(PUT.needs.to_string(), "`write_multipass` or (`read_profile` and `read_multipass`)");
    assert_eq!((by_literal!("GET /multipass"), by_token!(shop: "GET /orders")), (GET, ALL[2]));
    assert!(operation!("PUT /multipass").needs.is_met(&|scope| scope == "admin"));

    assert_eq!(function(&1, "a"), (1, "a".to_owned()));
    assert_eq!((Client.constant(), Client.ask()), (8, 9));
    drop(Client.orders());
    {
        catalog!(mod local);
        scope_set!(struct Local: local = "read_profile");
        fn local(_: impl local::grants::ReadProfile) {}
        local(Local);
        performs_here!("GET /multipass");
        assert_covers!(SCOPES, "read_multipass");
    }
}
"#;

#[test]
fn they_work_everywhere() {
    let member = |edition: &&str| {
        let name = format!("app{edition}");
        let manifest = manifest(&name, "").replace("edition = \"2024\"", &format!("edition = \"{edition}\""));
        (name, manifest, EVERYWHERE.to_owned())
    };
    let members: Vec<_> = ["2018", "2021", "2024"].iter().map(member).collect();
    let project = packages("everywhere", "src/main.rs", &members);
    for (name, ..) in &members {
        project.cargo(["run", "-p", name]).run().is_silent();
    }
}

/// What tracks the catalog stands in the first expansion of a crate, so every position is tried as the only one.
const ALONE: [&str; 11] = [
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
    "pub fn assert(_: oauth_scopes::Scopes) { oauth_scopes::assert_covers!(oauth_scopes::Scopes(\"admin\"), \"read_multipass\"); }",
];

#[test]
fn every_position_may_be_the_first_and_is_tracked() {
    let project = each("alone", &ALONE);
    project.cargo(["check", "--workspace", "--keep-going"]).run().is_silent();
    for number in 0..ALONE.len() {
        let file = format!("app{number}/scopes.toml");
        project.edit(&file, project.read(&file).replace("[scopes]", "[scopes]\nmore = 1"));
    }
    let run = project.cargo(["check", "--workspace", "--keep-going"]).run();
    for (number, source) in ALONE.iter().enumerate() {
        let name = format!("app{number}");
        let own: Vec<_> = run.messages.iter().filter(|message| message.target == name).collect();
        assert!(own.len() == 1 && own[0].text.contains("scopes.toml:3:8"), "{source}\n{run}");
    }
}

#[test]
fn no_standard_library_is_needed() {
    let source = "#![no_std]\n\
        oauth_scopes::catalog!(pub mod multipass);\n\
        oauth_scopes::scope_set!(pub struct Session: multipass = \"admin\");\n\
        pub const GET: oauth_scopes::Operation = oauth_scopes::operation!(\"GET /multipass\");\n\
        oauth_scopes::assert_covers!(<Session as oauth_scopes::ScopeSet>::SCOPES, \"read_multipass\");\n";
    library("no_std", source).check().is_silent();
}

/// Lints that are off by default, and those that forbid what generated code likes to do.
const STRICT: &str = "\
#![deny(warnings, future_incompatible, nonstandard_style, unused, rust_2018_idioms, missing_docs)]
#![deny(unreachable_pub, unused_qualifications, unused_results, unused_lifetimes, single_use_lifetimes)]
#![deny(let_underscore_drop, redundant_lifetimes, missing_debug_implementations, missing_copy_implementations)]
#![forbid(unsafe_code, non_upper_case_globals, dead_code, non_camel_case_types)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(clippy::absolute_paths, clippy::shadow_unrelated, clippy::indexing_slicing, clippy::as_conversions)]
#![deny(clippy::min_ident_chars, clippy::redundant_type_annotations, clippy::str_to_string)]
//! A program that takes nothing lightly, and uses a part of what is made.
use oauth_scopes::{Operation, ScopeSet, assert_covers, catalog, operation, performs, performs_here, scope_set};
catalog!(pub mod multipass);
catalog!(shop: mod shop);
scope_set! {
    /// What a person grants.
    #[derive(Clone, Copy, Debug)]
    pub struct Session: multipass = \"write_multipass\";
}
const GET: Operation = operation!(\"GET /multipass\");
performs_here!(\"GET /multipass\");
assert_covers!(Session::SCOPES, \"read_multipass\");
#[performs(shop: \"GET /orders\")]
fn get(_: impl multipass::grants::ReadMultipass) -> usize {
    let name = GET.name;
    performs_here!(\"GET /multipass\");
    name.len()
}
fn main() {
    assert_eq!(get(Session), 14);
}
";

#[test]
fn the_strictest_lints_find_nothing() {
    let project = packages("strict", "src/main.rs", &[("app".to_owned(), manifest("app", ""), STRICT.to_owned())]);
    project.check().is_silent();
    if project.cargo(["clippy", "--version"]).run().success {
        project.cargo(["clippy"]).run().is_silent();
    } else {
        println!("skipped: this toolchain has no clippy");
    }
}

/// Names of the user's own that an expansion might stumble over.
#[test]
fn names_of_the_user_s_own_are_not_in_the_way() {
    let source = "\
#![allow(dead_code, non_camel_case_types, unused_macros)]
mod core {}
mod std {}
mod oauth_scopes {}
mod oauth {
    pub use ::oauth_scopes::{assert_covers, catalog, operation, performs, performs_here, scope_set, scopes, ScopeSet};
}
struct Scopes;
struct Need;
struct Operation;
struct Option;
struct Some;
struct str;

const SCOPES: ::oauth_scopes::Scopes = oauth::scopes!(\"admin\");
macro_rules! panic { ($($any:tt)*) => { compile_error!(\"mine\") }; }
oauth::catalog!(mod grants);
oauth::scope_set!(struct Session: grants = \"admin\");
oauth::assert_covers!(SCOPES, \"read_multipass\");
oauth::assert_covers!(<Session as oauth::ScopeSet>::SCOPES, operations = [\"GET /multipass\"]);
oauth::performs_here!(\"GET /multipass\");
#[oauth::performs(\"GET /multipass\")]
fn get() -> ::oauth_scopes::Operation { oauth::operation!(\"PUT /multipass\") }
fn list(_: impl grants::grants::ReadMultipass) {}
fn main() { list(Session); }
";
    library("names", source).check().is_silent();
}

#[test]
fn the_crate_may_have_another_name() {
    let manifest = manifest("app", "").replace("oauth-scopes = {", "renamed = {");
    let source = "\
        renamed::catalog!(pub mod multipass);\n\
        renamed::scope_set!(pub struct Session: multipass = \"admin\");\n\
        pub const GET: renamed::Operation = renamed::operation!(\"GET /multipass\");\n\
        renamed::assert_covers!(renamed::scopes!(\"admin\"), \"read_multipass\");\n\
        #[renamed::performs(\"GET /multipass\")]\npub fn get() { renamed::performs_here!(\"GET /multipass\"); }\n";
    packages("renamed", "src/lib.rs", &[("app".to_owned(), manifest, source.to_owned())]).check().is_silent();
}

#[test]
fn what_is_no_need_is_told_in_words() {
    let manifest = manifest("app", "").replace("oauth-scopes = {", "oauth-scopes = { features = [\"alloc\"],");
    let source = "pub fn covers(granted: &oauth_scopes::Granted, name: &str) -> bool { granted.covers(name) }\n\
        pub fn granted(name: &str) -> oauth_scopes::Granted { oauth_scopes::Granted::from_response(name, None) }\n";
    let run = packages("no need", "src/lib.rs", &[("app".to_owned(), manifest, source.to_owned())]).check();
    let mut headlines = run.headlines();
    headlines.sort_unstable();
    assert_eq!(
        headlines,
        [
            "`str` does not implement `Requirement`; expected `Scopes`, `Need`, `Operation`, or a slice of them",
            "`str` does not implement `RequestedScopes`; expected `Scopes` or `ScopesBuf`"
        ],
        "{run}"
    );
}

const WRONG: &str = "\
oauth_scopes::catalog!(pub mod multipass);
oauth_scopes::scope_set!(pub struct Session: multipass = \"read_multipas\");
pub const GET: oauth_scopes::Operation = oauth_scopes::operation!(\"GOT /multipass\");
#[oauth_scopes::performs(\"PAT /multipass\")]
pub fn get() { oauth_scopes::performs_here!(\"PUTT /multipass\"); }
oauth_scopes::assert_covers!(oauth_scopes::scopes!(\"admin\"), \"read_multipas\");
pub fn list(_: &impl multipass::grants::ReadMultipass) {}
";

fn headlines(run: &Run) -> Vec<&str> {
    run.headlines().into_iter().map(|line| line.split("`: ").last().unwrap_or_default()).collect()
}

#[test]
fn the_mode_changes_what_is_said() {
    let said = [
        "unknown scope `read_multipas`",
        "multipass has no operation `GOT /multipass`",
        "multipass has no operation `PAT /multipass`",
        "multipass has no operation `PUTT /multipass`",
        "unknown scope `read_multipas`",
    ];
    let project = library("modes", WRONG);
    project.check().fails_with(&said);
    let warned = project.check_with("SCOPES_CHECK", "warn");
    let (mut warnings, mut expected) = (headlines(warned.succeeds()), said.to_vec());
    warnings.sort_unstable();
    expected.sort_unstable();
    assert_eq!(warnings, expected, "{warned}");
    project.check_with("SCOPES_CHECK", "off").is_silent();
    // What is not in the catalog keeps its name, and is met by anything.
    let value = "const VALUE: &[u8] = GET.name.as_bytes();\nconst _: [(); 14] = [(); VALUE.len()];\n";
    project.edit("src/lib.rs", format!("{WRONG}{value}"));
    project.check_with("SCOPES_CHECK", "off").is_silent();
    let capped = project.cargo(["rustc", "--", "--cap-lints", "allow"]).run();
    capped.is_silent();
}

/// Where an error has been told of a set, it is not told again by whoever takes the set.
#[test]
fn no_second_error_follows() {
    let sources = [
        "oauth_scopes::catalog!(pub mod m);\noauth_scopes::scope_set!(pub struct S: m = \"admim\");\n\
         pub fn list(_: impl m::grants::ReadMultipass) {}\npub fn run() { list(S) }",
        "pub const GET: oauth_scopes::Operation = oauth_scopes::operation!(\"GOT /multipass\");\n\
         pub const NAME: &str = GET.name;\npub fn met() -> bool { GET.needs.is_met(&|_| false) }",
        "#[oauth_scopes::performs(\"GOT /multipass\")]\npub fn get() -> usize { 1 }\npub fn run() -> usize { get() }",
        "#[oauth_scopes::performs(GET)]\npub fn get() -> usize { 1 }\npub fn run() -> usize { get() }",
        "oauth_scopes::catalog!(pub mod m, shop);",
        "oauth_scopes::catalog!(nothing: pub mod m);",
        "oauth_scopes::performs_here!(1);",
        "oauth_scopes::assert_covers!(oauth_scopes::scopes!(\"admin\") \"admin\");",
        "oauth_scopes::assert_covers!(oauth_scopes::scopes!(\"admin\"), nothing: \"admin\");",
        "oauth_scopes::scope_set!();",
        "oauth_scopes::catalog!();",
    ];
    let project = each("second", &sources);
    let run = project.cargo(["check", "--workspace", "--keep-going"]).run();
    for (number, source) in sources.iter().enumerate() {
        let name = format!("app{number}");
        let count = run.errors().iter().filter(|error| error.target == name).count();
        assert_eq!(count, 1, "{source}\n{}", run.rendered(&name));
    }
}

#[test]
fn a_catalog_that_is_not_there_is_told_once() {
    let project =
        Project::library("absent", "oauth_scopes::catalog!(pub mod m);\noauth_scopes::performs_here!(\"GET /x\");\n");
    project.check().fails_with(&["no catalog says which scopes there are"]);
    project.edit("scopes.toml", "scopes = 7");
    project.check().fails_with(&["scopes.toml:1:10"]);
    // A circle of implications is none of traits.
    project.edit("scopes.toml", "[scopes]\na = { implies = ['b'] }\nb = { implies = ['a'] }\n");
    project.check().fails_with(&["scopes.toml:3:18"]);
}

/// No name and no description of a bundled catalog is in the way, and every scope can be had.
#[test]
fn every_bundled_catalog_makes_a_module() {
    let (mut catalog, mut source) = ("scopes = []\n".to_owned(), "#![deny(warnings)]\n".to_owned());
    for provider in scope_providers::NAMES {
        let name = provider.replace('-', "_");
        catalog.push_str(&format!("[catalogs.{provider}]\nprovider = \"{provider}\"\n"));
        source.push_str(&format!("oauth_scopes::catalog!({name}: pub mod of_{name});\n"));
    }
    let repo = "oauth_scopes::scope_set!(github: pub struct Cli: of_github = \"repo\");\n\
        pub fn push(_: &impl of_github::grants::PublicRepo) {}\npub fn run() { push(&Cli) }\n";
    let project = Project::library("bundled", &(source + repo));
    project.write("scopes.toml", catalog);
    project.check().is_silent();
}

/// rustdoc shows what a function needs, what a constant means, and the traits.
#[test]
fn what_is_made_is_documented() {
    let source = "//! A crate.\noauth_scopes::catalog!(pub mod multipass);\n\n/// Gets.\n\
        #[oauth_scopes::performs(\"PUT /multipass\")]\npub fn get() {}\n";
    let project = library("documented", source);
    project.cargo(["rustdoc", "--", "-D", "warnings"]).run().succeeds();
    let page = |path: &str| std::fs::read_to_string(project.documentation(path)).expect("a page");
    let function = page("app/fn.get.html");
    assert!(function.contains("Gets.") && function.contains("Needed scopes"), "{function}");
    assert!(function.contains("PUT /multipass") && function.contains("write_multipass"), "{function}");
    let constant = page("app/multipass/constant.READ_MULTIPASS.html");
    assert!(constant.contains("List multipass logins, {all} of them"), "{constant}");
    assert!(page("app/multipass/grants/trait.Admin.html").contains("Covers"));
    assert!(page("app/multipass/index.html").contains("The scopes of multipass, from scopes.toml."));
}
