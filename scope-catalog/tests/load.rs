//! Finding a catalog, and what it builds on.

#![expect(clippy::disallowed_methods, reason = "the tests write the files that are read")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use scope_catalog::load::{Environment, Failure, Loaded, load, load_provider, load_text, read_listed_file};
use scope_catalog::{Catalog, Coverage, Delimiter, Lookup, Request, check};

/// A folder of one test's own.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("load").join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn file(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
        self
    }

    fn load_with(&self, package: &str, fallback: Option<&str>) -> Result<Loaded, Failure> {
        let package = self.0.join(package);
        load(&Environment { package: &package, fallback: fallback.map(OsStr::new), roots: None })
    }

    fn load(&self) -> Loaded {
        self.load_with("", None).expect("a catalog")
    }

    fn problems(&self) -> Vec<String> {
        let loaded = self.load();
        let shown = loaded.problems.iter().map(|problem| {
            let help = problem.help.as_deref().unwrap_or_default();
            format!("{}: {}; {help}", loaded.locate(problem.span, &self.0), problem.message)
        });
        shown.collect()
    }
}

fn names(catalog: &Catalog) -> Vec<&str> {
    catalog.scopes().iter().map(|scope| &*scope.name).collect()
}

#[test]
fn the_file_goes_before_what_it_extends_and_that_before_the_provider() {
    let folder = Folder::new("precedence")
        .file("scopes.toml", "extends = ['shared/a.toml', 'b.toml']\nprovider = 'openid-connect'\n[scopes]\nx = 'own'\n[scopes.old]\n[retired.email]")
        .file("shared/a.toml", "name = 'A'\nextends = '../c.toml'\n[scopes]\nx = 'a'\ny = 'a'\n[retired.old]")
        .file("b.toml", "name = 'B'\nmax_scopes = 3\n[scopes]\ny = 'b'\nz = 'b'\nprofile = 'b'")
        .file("c.toml", "delimiter = 'comma'\n[scopes]\nz = 'c'");
    let loaded = folder.load();
    assert_eq!(loaded.problems, []);
    let catalog = &loaded.catalog;
    let described = |name: &str| match catalog.lookup(name) {
        Lookup::Known(id) => &*catalog.scope(id).description,
        _ => "",
    };
    assert_eq!((described("x"), described("y"), described("z"), described("profile")), ("own", "a", "c", "b"));
    assert!(matches!(catalog.lookup("old"), Lookup::Known(_)), "a scope of the file's own overrides what retired it");
    assert!(matches!(catalog.lookup("email"), Lookup::Retired(_)), "and the other way round");
    assert_eq!((catalog.delimiter(), catalog.max_scopes()), (Delimiter::Comma, Some(3)));
    assert_eq!(catalog.coverage(), Coverage::Partial, "a part is a part");
    assert_eq!(catalog.name(), "A and B and OpenID Connect");
    let files: Vec<_> = loaded.files.iter().map(|file| file.path.file_name().expect("a name")).collect();
    assert_eq!(files, ["scopes.toml", "a.toml", "c.toml", "b.toml"]);
}

#[test]
fn circles_and_files_that_are_not_there() {
    let folder = Folder::new("circle")
        .file("scopes.toml", "extends = 'a.toml'")
        .file("a.toml", "extends = ['scopes.toml', 'none.toml', '.', 'a.toml']");
    assert_eq!(
        folder.problems(),
        [
            "a.toml:1:12: `scopes.toml` extends itself; a catalog cannot extend a file that extends it",
            "a.toml:1:27: `none.toml` does not exist; a path in a catalog is relative to its file",
            "a.toml:1:40: `.` is a directory, not a file; a path in a catalog is relative to its file",
            "a.toml:1:45: `a.toml` extends itself; a catalog cannot extend a file that extends it",
        ]
    );
}

#[test]
fn two_ways_to_one_file_are_no_circle() {
    let folder = Folder::new("diamond")
        .file("scopes.toml", "extends = ['a.toml', 'b.toml']")
        .file("a.toml", "extends = 'c.toml'")
        .file("b.toml", "extends = 'c.toml'")
        .file("c.toml", "scopes = ['x']");
    assert_eq!(folder.problems(), [""; 0]);
    assert_eq!(names(&folder.load().catalog), ["x"]);
}

#[test]
fn a_catalog_that_is_not_under_catalogs() {
    let folder = Folder::new("not-under-catalogs").file("scopes.toml", "provider = 'openid-connect'\n[catalogs.shop]");
    let loaded = folder.load();
    for (name, help) in [
        ("github", "to add it, write `provider = \"github\"` under `[catalogs.github]`"),
        ("openid_connect", "`openid_connect` is the main catalog: leave the name out"),
        ("shp", "did you mean `shop`?"),
    ] {
        assert_eq!(loaded.named(name).expect_err(name).help, help, "{name}");
    }
}

#[test]
fn a_provider_that_is_not_bundled() {
    let folder = Folder::new("provider").file("scopes.toml", "provider = ['githb', 'nothing-like-it']");
    let problems = folder.problems();
    assert_eq!(problems[0], "scopes.toml:1:13: unknown provider `githb`; did you mean `github`?");
    assert!(problems[1].contains("run `cargo scopes providers` to list the"), "{problems:?}");
}

#[test]
fn a_provider_by_the_name_that_people_use() {
    let folder = Folder::new("alias").file("scopes.toml", "provider = ['Twitter', 'x', 'google-calendar']");
    assert_eq!(folder.problems(), [""; 0]);
    let catalog = folder.load().catalog;
    assert!(catalog.builds_on("x") && catalog.builds_on("google") && !catalog.builds_on("Twitter"));
    assert!(matches!(catalog.lookup("tweet.read"), Lookup::Known(_)));
    assert_eq!(load_provider("twitter").expect("an alias").catalog.name(), "X");
    let several = load_provider("github, slack,github").expect("a list").catalog;
    assert_eq!((several.name(), several.builds_on("slack")), ("GitHub and Slack", true));
    let help = |name| load_provider(name).expect_err("no provider").help;
    assert_eq!((&*help("twiter"), &*help("github,slakc")), ("did you mean `twitter`?", "did you mean `slack`?"));
}

#[test]
fn one_request_for_several_products_of_a_server() {
    let errors = |provider: &str, list: &str| {
        let catalog = load_provider(provider).expect("bundled").catalog;
        let request = Request { catalog: &catalog, others: &[], texts: &[list], client: None, operations: &[] };
        check(&request)
            .findings
            .iter()
            .map(|finding| format!("{} {}", finding.rule.id, finding.token))
            .collect::<Vec<_>>()
    };
    let both = "read:jira-work read:page:confluence search:confluence read:confluence-content.all";
    for provider in ["atlassian", "jira", "confluence", "atlassian-jira"] {
        assert_eq!(errors(provider, both), [""; 0], "{provider}");
    }
    assert_eq!(errors("jira", "raed:jira-work"), ["unknown-scope raed:jira-work"]);
    // Where both lists are there, neither passes what the other does not have.
    assert_eq!(errors("atlassian", "read:paeg:confluence"), ["unknown-scope read:paeg:confluence"]);
    assert_eq!(errors("atlassian", "read:isue:jira"), ["unknown-scope read:isue:jira"]);
}

#[test]
fn the_package_s_own_file_goes_before_the_environment_s() {
    let folder = Folder::new("fallback")
        .file("shared.toml", "scopes = ['shared']")
        .file("with/scopes.toml", "scopes = ['own']")
        .file("without/x", "");
    let own = folder.load_with("with", Some("../shared.toml")).expect("a catalog");
    assert_eq!(names(&own.catalog), ["own"]);
    let shared = folder.load_with("without", Some("../shared.toml")).expect("a catalog");
    assert_eq!(names(&shared.catalog), ["shared"]);
    assert_eq!(shared.catalog.file(), "../shared.toml");
    let absolute = folder.0.join("shared.toml");
    assert!(folder.load_with("without", absolute.to_str()).is_ok());
    for fallback in [None, Some("")] {
        let Err(Failure::Missing(tried)) = folder.load_with("without", fallback) else { panic!("nothing there") };
        assert_eq!(tried, [folder.0.join("without/scopes.toml")]);
    }
    let Err(Failure::Missing(tried)) = folder.load_with("without", Some("none.toml")) else { panic!("nothing there") };
    assert_eq!(tried, [folder.0.join("without/scopes.toml"), folder.0.join("without/none.toml")]);
}

#[test]
fn a_catalog_in_another_folder_is_named() {
    let folder =
        Folder::new("elsewhere").file("scopes.toml", "").file("one/two/x", "").file("three/src/scopes.toml", "");
    let help = |package: &str, fallback| folder.load_with(package, fallback).err().and_then(|failure| failure.help());
    let above =
        "to use `../../scopes.toml`, write `extends = \"../../scopes.toml\"` to `scopes.toml` next to Cargo.toml";
    assert_eq!(help("one/two", None).as_deref(), Some(above));
    assert_eq!(help("three", None).as_deref(), Some("move `src/scopes.toml` next to Cargo.toml"));
    assert_eq!(help("one/two", Some("none.toml")), None, "the variable says where to look");
    assert_eq!(help("", None), None);
}

#[test]
fn what_is_no_text() {
    let bytes = Folder::new("bytes").file("scopes.toml", b"name = 'x'\nb\xFF");
    let Err(Failure::Unreadable { reason, .. }) = bytes.load_with("", None) else { panic!("no UTF-8") };
    assert_eq!(reason, "is not valid UTF-8: the first invalid byte is at 2:2");
    let folder = Folder::new("folder").file("scopes.toml/x", "");
    let Err(Failure::Unreadable { reason, .. }) = folder.load_with("", None) else { panic!("a folder") };
    assert_eq!(reason, "is a directory, not a file");
}

#[test]
fn a_buffer_holds_the_last_file_that_was_read_into_it() {
    let folder = Folder::new("buffer").file("long.rs", "mod a; mod b;").file("short.rs", "mod a;").file("empty.rs", "");
    let mut buffer = b"what was there before".to_vec();
    for (name, expected) in [
        ("long.rs", Ok("mod a; mod b;")),
        ("short.rs", Ok("mod a;")),
        ("empty.rs", Ok("")),
        ("long.rs", Ok("mod a; mod b;")),
        ("none.rs", Err("does not exist")),
        ("", Err("is a directory, not a file")),
    ] {
        let read = read_listed_file(&folder.0.join(name), 13, &mut buffer).map_err(|error| error.to_string());
        let text = read.map(|()| String::from_utf8_lossy(&buffer));
        assert_eq!(text.as_deref().map_err(|error| &**error), expected, "{name}");
        assert!(expected.is_ok() || buffer.is_empty(), "nothing of another file is taken for this one");
    }
    let error = read_listed_file(&folder.0.join("long.rs"), 12, &mut buffer).expect_err("one byte too many");
    assert_eq!(error.to_string(), "is larger than 0 MiB");
}

#[test]
fn further_catalogs_have_foundations_of_their_own() {
    let folder = Folder::new("named")
        .file(
            "scopes.toml",
            "extends = 'more.toml'\n[catalogs.git-hub]\nprovider = 'github'\n[catalogs.git-hub.retired.gist]\n",
        )
        .file("more.toml", "[catalogs.other]\nscopes = ['a']\n[catalogs.git-hub]\nscopes = ['mine']");
    let loaded = folder.load();
    assert_eq!(loaded.problems, []);
    let github = loaded.named("git_hub").expect("a dash may be written as an underscore");
    assert!(matches!(github.lookup("repo"), Lookup::Known(_)) && matches!(github.lookup("mine"), Lookup::Known(_)));
    assert!(matches!(github.lookup("gist"), Lookup::Retired(_)));
    assert_eq!(names(loaded.named("other").expect("of the extended file")), ["a"]);
    assert_eq!(loaded.named("othr").expect_err("no such catalog").help, "did you mean `other`?");
}

#[test]
fn what_a_provider_s_operations_need() {
    let folder =
        Folder::new("operations").file("scopes.toml", "provider = 'github'\n[operations.mine]\nneeds = 'gist'");
    let loaded = folder.load();
    let operation = loaded.catalog.operation("GET /user/keys").expect("an operation of GitHub's");
    assert!(
        operation.needs.scopes().iter().any(|name| &*name.text == "read:public_key"),
        "{}",
        operation.needs.describe()
    );
    assert!(loaded.catalog.operation("mine").is_ok());
    assert_eq!(loaded.catalog.operation("GET /user/kesy").expect_err("none").help, "did you mean `GET /user/keys`?");
    let request = Request {
        catalog: &loaded.catalog,
        others: &[],
        texts: &["gist read:user"],
        client: None,
        operations: &[operation],
    };
    let rules: Vec<&str> = check(&request).findings.iter().map(|finding| finding.rule.id).collect();
    assert!(rules.contains(&"missing-scope"), "{rules:?}");
}

#[test]
fn a_hundred_thousand_names() {
    let text: String =
        (0..100_000).map(|number| format!("\"area{}:thing{number}:read\" = \"\"\n", number % 7)).collect();
    let folder = Folder::new("large").file("scopes.toml", format!("[scopes]\n{text}"));
    let loaded = folder.load();
    assert_eq!((loaded.problems.len(), loaded.catalog.scopes().len()), (0, 100_000));
    let request =
        Request { catalog: &loaded.catalog, others: &[], texts: &["area3:thing3:raed"], client: None, operations: &[] };
    assert_eq!(check(&request).findings[0].suggestions, ["area3:thing3:read"]);
}

#[test]
fn a_text_is_read_as_the_file_that_it_is_going_to_be() {
    let folder =
        Folder::new("text").file("base.toml", "[scopes]\nbase = 'x'").file("scopes.toml", "[scopes]\nold = 'x'");
    let path = folder.0.join("scopes.toml");
    let loaded =
        load_text(&path, "extends = 'base.toml'\n[scopes]\nnew = 'x'\n[catalogs.g]\nprovider = 'github'".into(), None);
    assert_eq!((names(&loaded.catalog), &*loaded.problems), (vec!["new", "base"], &[][..]));
    assert!(loaded.named("g").is_ok_and(|catalog| catalog.builds_on("github")));
    let loaded = load_text(&folder.0.join("absent.toml"), "provider = 'githbu'".into(), None);
    let places: Vec<String> = loaded.problems.iter().map(|problem| loaded.locate(problem.span, &folder.0)).collect();
    assert_eq!(places, ["absent.toml:1:12"]);
}

#[test]
fn files_of_further_catalogs_are_told_from_those_of_the_main_one() {
    let loaded = Folder::new("of-named")
        .file("scopes.toml", "extends = 'base.toml'\n[catalogs.shop]\nextends = 'shop.toml'\n")
        .file("base.toml", "extends = 'deep.toml'\nscopes = ['a']\n")
        .file("deep.toml", "[scopes]\n")
        .file("shop.toml", "extends = 'deeper.toml'\n")
        .file("deeper.toml", "scopes = ['b']\n")
        .load();
    let files: Vec<(&str, bool)> = loaded
        .files
        .iter()
        .map(|file| (file.path.file_name().and_then(OsStr::to_str).expect("a name"), file.is_of_named))
        .collect();
    let expected = [
        ("scopes.toml", false),
        ("shop.toml", true),
        ("deeper.toml", true),
        ("base.toml", false),
        ("deep.toml", false),
    ];
    assert_eq!(files, expected);
}
