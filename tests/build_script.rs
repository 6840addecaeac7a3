//! Tests build scripts that check configuration files, with real cargo: the messages, and when the script runs again.

mod cargo;

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

use cargo::{Project, Run, Seed, facade, package, scripted};

/// A run that takes longer counts as endless.
const BOUND: Duration = Duration::from_secs(120);

/// Checks everything in `[[config]]`.
const CHECK: &str = "oauth_scopes::build::check();";

const CATALOG: &str = "name = 'multipass'\nscopes = ['read_profile', 'write_multipass']\n";

/// The mistake in most cases, and its message.
const UNKNOWN: &str = "unknown scope `read_profil`";

/// Creates `app` with this build script and catalog.
fn app(name: &str, script: &str, catalog: &str) -> Project {
    let project = Project::planted(name, Seed::Script);
    project.write("Cargo.toml", format!("{}[workspace]\n", scripted("app", "")));
    project.write("src/lib.rs", "");
    project.write("build.rs", counting(script));
    project.write("scopes.toml", catalog);
    project
}

/// A build script that counts how often it runs.
fn counting(script: &str) -> String {
    format!(
        "use std::io::Write;\n\
         fn main() {{\n\
         let runs = std::path::Path::new(&std::env::var_os(\"OUT_DIR\").unwrap()).join(\"runs\");\n\
         std::fs::File::options().create(true).append(true).open(runs).unwrap().write_all(b\"x\").unwrap();\n\
         {script}\n}}\n"
    )
}

/// The main catalog with these entries.
fn with(entries: &str) -> String {
    format!("{CATALOG}{entries}\n")
}

/// `[[config]]` of a file, with more lines.
fn entry(file: &str, more: &str) -> String {
    format!("[[config]]\nfile = '{file}'\n{more}\n")
}

fn check(project: &Project) -> Run {
    check_with(project, &[])
}

fn check_with(project: &Project, variables: &[(&str, &str)]) -> Run {
    let cargo = project.cargo(["check", "--offline"]).bound(BOUND);
    let run = variables.iter().fold(cargo, |cargo, (variable, value)| cargo.env(variable, value)).run();
    for sign in ["panicked", "overflow", "SIG", "internal compiler error"] {
        assert!(!run.stderr.contains(sign), "{sign}\n{run}");
    }
    run
}

/// The messages of the script of `app` at this level, one per line.
fn said<'r>(run: &'r Run, level: &str) -> Vec<&'r str> {
    let start = format!("{level}: app@1.0.0: ");
    run.stderr.lines().filter_map(|line| line.strip_prefix(&*start)).collect()
}

/// Fails unless the build failed with errors that start like this, and nothing of the package was compiled.
#[track_caller]
fn refuses(run: &Run, beginnings: &[&str]) {
    let errors = said(run, "error");
    let is_same = errors.len() == beginnings.len()
        && errors.iter().zip(beginnings).all(|(error, begin)| error.starts_with(begin));
    assert!(!run.success && is_same, "not the errors {beginnings:#?}\n{run}");
    assert!(!run.compiled.contains("app"), "{run}");
}

/// Fails unless the build succeeded with warnings that start like this.
#[track_caller]
fn warns(run: &Run, beginnings: &[&str]) {
    let warnings = said(run, "warning");
    let is_same = warnings.len() == beginnings.len()
        && warnings.iter().zip(beginnings).all(|(warning, begin)| warning.starts_with(begin));
    assert!(is_same, "not the warnings {beginnings:#?}\n{}", run.succeeds());
}

/// Fails unless the script gave no warning.
#[track_caller]
fn warns_of_nothing(run: &Run) {
    assert!(said(run, "warning").is_empty() && !run.stderr.contains('\u{1b}'), "{run}");
}

/// Fails unless the build succeeded and the script printed no messages.
#[track_caller]
fn is_quiet(run: &Run) -> &Run {
    let count = said(run, "warning").len() + said(run, "error").len();
    assert_eq!(count, 0, "the script says something\n{}", run.succeeds());
    run
}

/// Fails unless the script runs this often during `act`.
#[track_caller]
fn runs_script(project: &Project, times: usize, act: impl FnOnce()) {
    let before = project.runs();
    act();
    assert_eq!(project.runs() - before, times, "the script did not run {times} times");
}

/// Builds `app`. Fails unless exactly these crates are compiled, the script runs this often, and there are no messages.
#[track_caller]
fn builds<const N: usize>(project: &Project, crates: [&str; N], times: usize) {
    runs_script(project, times, || {
        is_quiet(&check(project)).compiles(crates);
    });
}

/// A file of every format, the path to its list, and the location of the misspelled word.
const FORMATS: [(&str, &str, &str, &str); 10] = [
    (
        "config/a.toml",
        "oauth.scopes",
        "# read_profil\n[oauth]\nscopes = [\"write_multipass\", \"read_profil\"]\n",
        "3:31",
    ),
    (
        "config/b.json",
        "oauth.scopes",
        "{\n  // read_profil\n  \"oauth\": { \"scopes\": \"write_multipass read_profil\", }, /* end */\n}\n",
        "3:41",
    ),
    (
        "config/list.yaml",
        "oauth.scopes",
        "oauth:\n  scopes: # read_profil\n    - write_multipass\n    - read_profil # ä\n",
        "4:7",
    ),
    ("config/folded.yml", "oauth.scopes", "oauth:\n  scopes: >-\n    write_multipass\n    read_profil\n", "4:5"),
    (
        "config/anchor.yaml",
        "oauth.scopes",
        "base: &scopes\n  - 'read_profil'\n  - write_multipass\noauth:\n  scopes: *scopes\n",
        "2:6",
    ),
    (".env", "OAUTH_SCOPES", "# read_profil\nexport OAUTH_SCOPES=\"write_multipass read_profil\" # x\n", "2:38"),
    (
        "config/d.properties",
        "oauth.scopes",
        "! read_profil\r\noauth.scopes = write_multipass \\\r\n    read_profil\r\n",
        "3:5",
    ),
    ("config/e.ini", "oauth.scopes", "; read_profil\n[oauth]\nscopes = write_multipass read_profil\n", "3:26"),
    (
        "config/f.tf",
        "resource.client.app.scopes",
        "# read_profil\nresource \"client\" \"app\" {\n  scopes = [\"write_multipass\", \"read_profil\"]\n}\n",
        "3:33",
    ),
    ("config/ä ö.toml", "\"a.b\".scope", "'a.b'.'scope' = 'ä' # ä\n", "1:18"),
];

/// The text of a file without its mistake.
fn mended(text: &str) -> String {
    text.replace("read_profil", "read_profile").replace("'ä' #", "'read_profile' #")
}

#[test]
fn a_typo_in_every_format() {
    let entries: String = FORMATS.iter().map(|(file, path, ..)| entry(file, &format!("path = '{path}'"))).collect();
    let project = app("formats", CHECK, &with(&entries));
    for (file, _, text, _) in FORMATS {
        project.write(file, mended(text));
    }
    project.write("config/unrelated.toml", "");
    builds(&project, ["app", "build-script-build"], 1);
    builds(&project, [], 0);

    for (file, _, text, place) in FORMATS {
        project.edit(file, text);
        let run = check(&project);
        let what = if text.contains("'ä'") { "invalid" } else { UNKNOWN };
        let place = format!("{file}:{place}: ");
        if what == UNKNOWN {
            refuses(&run, &[&format!("{place}{UNKNOWN}")]);
        } else {
            refuses(&run, &[&place]);
        }
        // The render_snippet is for people.
        let arrow = format!(" --> {}", place.trim_end_matches(": "));
        assert!(run.stderr.contains(&arrow) && run.stderr.contains('^'), "{run}");
        project.edit(file, mended(text));
        builds(&project, ["app"], 1);
        builds(&project, [], 0);
    }

    for file in ["README.md", "config/unrelated.toml", "config/new.toml", "other/scopes.toml"] {
        project.edit(file, "scopes = 'read_profil'");
    }
    builds(&project, [], 0);
    // An edit that does not affect the script compiles the crate, but does not run the script.
    project.edit("src/lib.rs", "pub const ONE: u8 = 1;\n");
    builds(&project, ["app"], 0);
}

/// All mistakes are reported at once, in the order of the catalog and of the file; crates that were compiled before are
/// not compiled again.
#[test]
fn every_mistake_is_told() {
    let entries = entry("two.toml", "path = 'b'") + &entry("one.toml", "path = '*'");
    let project = app("every mistake", CHECK, &with(&entries));
    project.write("one.toml", "a = 'read_profil'\nb = ['write_multipass', 'write_multipas']\n");
    project.write("two.toml", "a = 'x'\nb = 'read_profil read_profile'\n");
    let run = check(&project);
    let expected = [
        format!("two.toml:2:6: {UNKNOWN}"),
        format!("one.toml:1:6: {UNKNOWN}"),
        "one.toml:2:26: unknown scope `write_multipas`".to_owned(),
    ];
    refuses(&run, &expected.each_ref().map(|line| &**line));
}

#[test]
fn where_the_scopes_stand() {
    const SHOPIFY: &str = "client_id = 'x'\n[access_scopes]\nscopes = 'read_profile,read_profil'\n";
    let project = app("where", CHECK, "");
    let says = |catalog: &str, beginnings: &[&str]| {
        project.edit("scopes.toml", catalog);
        refuses(&check(&project), beginnings);
    };
    project.write("shopify.app.toml", SHOPIFY);
    project.write("config/other.toml", SHOPIFY);
    project.write("config/pom.xml", "<scope>read_profile</scope>");

    let place = format!("shopify.app.toml:3:24: {UNKNOWN}");
    says(&with(&entry("shopify.app.toml", "")), &[&place]);
    let place = format!("config/other.toml:3:24: {UNKNOWN}");
    says(&with(&entry("config/other.toml", "preset = 'shopify-app-toml'")), &[&place]);
    says(&with(&entry("config/other.toml", "path = 'access_scopes.scopes'")), &[&place]);
    says(&with(&entry("./config/other.toml", "path = '*.scopes'")), &[&format!("./{place}")]);

    says(
        &with(&entry("config/pom.xml", "")),
        &["config/pom.xml:1:1: no preset matches `config/pom.xml`; add `path = "],
    );
    says(
        &with(&entry("config/other.toml", "preset = 'shopify-ap-toml'")),
        &["scopes.toml:5:10: unknown preset `shopify-ap-toml`; did you mean `shopify-app-toml`?"],
    );
    says(
        &with(&entry("config/other.toml", "path = 'access_scopes..scopes'")),
        &["scopes.toml:5:8: invalid path `access_scopes..scopes`: missing key between two dots"],
    );
    // The message states where the path stops matching, and what the file has there.
    says(
        &with(&entry("config/other.toml", "path = 'access_scopes.scope'")),
        &[
            "config/other.toml:2:1: path `access_scopes.scope` not found: `access_scopes` is a table with the key `scopes`",
        ],
    );
    says(
        &with(&entry("config/other.toml", "path = 'oauth.scope'")),
        &[
            "config/other.toml:1:1: path `oauth.scope` not found: the file contains a table with the keys `client_id`, `access_scopes`",
        ],
    );
    says(&with(&entry("config/nothing.toml", "path = 'a'")), &["config/nothing.toml:1:1: the file does not exist"]);
    project.write("config/other.docx", "<a/>");
    let unknown = "config/other.docx:1:1: unknown format of `config/other.docx`; supported extensions: .toml, .json";
    says(&with(&entry("config/other.docx", "path = 'a'")), &[unknown]);
    says(
        &with("[[config]]\nfil = 'config/other.toml'"),
        &["scopes.toml:4:1: unknown key `fil` in `[[config]]`; did you mean `file`?"],
    );
}

#[test]
fn whom_it_is_about() {
    let catalog = |more: &str| {
        let own = "[clients.web]\nallow = ['read_profile']\n[clients.admin]\nallow = ['write_multipass']\n";
        with(&format!("{own}[catalogs.other]\nname = 'other'\nscopes = ['write_multipass']\n{}", entry("a.toml", more)))
    };
    let project = app("whom", CHECK, &catalog("path = 'a'\nclient = 'web'"));
    project.write("a.toml", "a = 'read_profile write_multipass'\n");
    let says = |more: &str, beginnings: &[&str]| {
        project.edit("scopes.toml", catalog(more));
        refuses(&check(&project), beginnings);
    };
    says(
        "path = 'a'\nclient = 'web'",
        &[
            "a.toml:1:19: `write_multipass` (2nd of 2) is a scope of multipass, but it is not enabled for the client `web`",
        ],
    );
    says(
        "path = 'a'\nclient = 'admin'",
        &[
            "a.toml:1:6: `read_profile` (1st of 2) is a scope of multipass, but it is not enabled for the client `admin`",
        ],
    );
    says(
        "path = 'a'\ncatalog = 'other'",
        &["a.toml:1:6: `read_profile` (1st of 2) is a scope of multipass, not of other"],
    );
    // The location of the word itself, and a suggestion.
    says("path = 'a'\nclient = 'wep'", &["scopes.toml:13:10: "]);
    says("path = 'a'\ncatalog = 'othr'", &["scopes.toml:13:11: "]);
    for more in ["path = 'a'\nclient = 'wep'", "path = 'a'\ncatalog = 'othr'"] {
        project.edit("scopes.toml", catalog(more));
        let run = check(&project);
        let meant = if more.contains("wep") { "did you mean `web`?" } else { "did you mean `other`?" };
        assert!(said(&run, "error")[0].ends_with(meant), "{run}");
    }
    project.edit("scopes.toml", catalog("path = 'a'"));
    builds(&project, ["app"], 1);
}

#[test]
fn patterns_of_files() {
    let project = app("patterns", CHECK, &with(&entry("config/*.toml", "path = 'scopes'")));
    let (good, bad) = ("scopes = 'read_profile'\n", "scopes = 'read_profil'\n");
    project.write("config/one.toml", good);
    project.write("config/deep/none.toml", bad);
    project.write("config/none.json", "{");
    builds(&project, ["app", "build-script-build"], 1);
    builds(&project, [], 0);
    project.edit("README.md", "");
    project.edit("src/none.toml", bad);
    builds(&project, [], 0);

    // The file has an old time, as version control may set it; the folder is newer.
    project.write("config/two.toml", bad);
    refuses(&check(&project), &[&format!("config/two.toml:1:11: {UNKNOWN}")]);
    project.delete("config/two.toml");
    builds(&project, ["app"], 1);
    project.delete("config/one.toml");
    refuses(&check(&project), &["config/*.toml:1:1: no file matches `config/*.toml`"]);
    project.write("config/one.toml", good);
    builds(&project, ["app"], 1);
    builds(&project, [], 0);

    project.edit("scopes.toml", with(&entry("config/**/*.toml", "path = 'scopes'")));
    refuses(&check(&project), &[&format!("config/deep/none.toml:1:11: {UNKNOWN}")]);
    project.edit("config/deep/none.toml", good);
    builds(&project, ["app"], 1);
    builds(&project, [], 0);
    project.write("config/deeper/and/deeper/one.toml", bad);
    refuses(&check(&project), &[&format!("config/deeper/and/deeper/one.toml:1:11: {UNKNOWN}")]);
    project.edit("config/deeper/and/deeper/one.toml", good);
    builds(&project, ["app"], 1);

    // Only some of the matching folders contain the file.
    project.edit("scopes.toml", with(&entry("config/*/and/*/*.toml", "path = 'scopes'")));
    builds(&project, ["app"], 1);
    builds(&project, [], 0);
}

/// Cargo writes its output into the package: the pattern must not match it.
#[test]
fn patterns_of_the_package_s_own_folder() {
    let project =
        app("own folder", CHECK, &with(&entry("*.app.toml", "path = 'scopes'"))).with_target_inside(Seed::Script);
    project.write("target/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55");
    project.write("one.app.toml", "scopes = 'read_profile'\n");
    builds(&project, ["app", "build-script-build"], 1);
    builds(&project, [], 0);
    project.edit("README.md", "");
    project.edit("src/lib.rs", "pub const ONE: u8 = 1;\n");
    builds(&project, ["app"], 0);
    project.edit("one.app.toml", "scopes = ['read_profile']\n");
    builds(&project, ["app"], 1);

    project.edit("scopes.toml", with(&entry("**/*.app.toml", "path = 'scopes'")));
    project.write("target/package/one.app.toml", "scopes = 'read_profil'\n");
    project.write("src/two.app.toml", "scopes = 'read_profile'\n");
    builds(&project, ["app"], 1);
    builds(&project, [], 0);
    project.edit("src/two.app.toml", "scopes = ['read_profile']\n");
    builds(&project, ["app"], 1);
    builds(&project, [], 0);
}

#[cfg(unix)]
#[test]
fn a_circle_of_links_ends() {
    use std::os::unix::fs::symlink;

    let entries = entry("config/**/*.toml", "path = 'scopes'") + &entry("config/*/*/*.toml", "path = 'scopes'");
    let project = app("circle", CHECK, &with(&entries));
    project.write("config/a/one.toml", "scopes = 'read_profile'\n");
    project.write("elsewhere/two.toml", "scopes = 'read_profile'\n");
    symlink(project.path("config"), project.path("config/a/again")).expect("a link");
    symlink("self", project.path("config/self")).expect("a link");
    symlink(project.path("elsewhere/two.toml"), project.path("config/a/two.toml")).expect("a link");
    symlink("nowhere.toml", project.path("config/a/broken.toml")).expect("a link");
    check(&project);
    project.delete("config/a/broken.toml");
    project.write("config/a/b/three.toml", "scopes = 'read_profil'\n");
    let three = format!("config/a/b/three.toml:1:11: {UNKNOWN}");
    refuses(&check(&project), &[&three, &three]);
    project.edit("config/a/b/three.toml", "scopes = 'read_profile'\n");
    builds(&project, ["app"], 1);
    builds(&project, [], 0);
    // A link to a file is followed.
    project.edit("elsewhere/two.toml", "scopes = 'read_profil'\n");
    refuses(&check(&project), &[&format!("config/a/two.toml:1:11: {UNKNOWN}")]);
}

#[test]
fn variables() {
    let script =
        "oauth_scopes::build::Check::new().env(\"OAUTH_SCOPES\").env(\"OTHER_SCOPES\").catalog(\"other\").run();";
    let catalog = with("[catalogs.other]\nname = 'other'\nscopes = ['other']");
    let project = app("variables", script, &catalog);
    let with = |variables: &[(&str, &str)]| check_with(&project, variables);

    builds(&project, ["app", "build-script-build"], 1);
    builds(&project, [], 0);
    runs_script(&project, 1, || {
        is_quiet(&with(&[("OAUTH_SCOPES", "read_profile")])).compiles(["app"]);
    });
    runs_script(&project, 0, || {
        is_quiet(&with(&[("OAUTH_SCOPES", "read_profile"), ("UNRELATED_SCOPES", "x")])).compiles([]);
    });
    refuses(&with(&[("OAUTH_SCOPES", "write_multipass read_profil")]), &[&format!("$OAUTH_SCOPES:1:17: {UNKNOWN}")]);
    refuses(
        &with(&[("OAUTH_SCOPES", "read_profil"), ("OTHER_SCOPES", "othr")]),
        &[&format!("$OAUTH_SCOPES:1:1: {UNKNOWN}"), "$OTHER_SCOPES:1:1: unknown scope `othr`"],
    );
    runs_script(&project, 1, || {
        is_quiet(&with(&[("OTHER_SCOPES", "other")])).compiles(["app"]);
    });
    let empty = with(&[("OAUTH_SCOPES", "")]);
    assert!(empty.success, "{empty}");
    builds(&project, ["app"], 1);
}

#[test]
fn modes() {
    let project = app("modes", CHECK, &with(&entry("a.toml", "path = 'a'")));
    project.write("a.toml", "a = 'read_profil'\n");
    let line = format!("a.toml:1:6: {UNKNOWN}");
    let with = |mode: &str| check_with(&project, &[("SCOPES_CHECK", mode)]);

    refuses(
        &with("senseless"),
        &["scopes.toml:1:1: invalid value `senseless` for `SCOPES_CHECK`: write `warn` or `off`"],
    );
    refuses(&check(&project), &[&line]);
    refuses(&with("deny"), &[&line]);
    let run = with("warn");
    warns(&run, &[&line]);
    run.compiles(["app"]);
    let run = with("warn");
    warns(&run, &[&line]);
    run.compiles([]);
    is_quiet(&with("off")).compiles(["app"]);
    is_quiet(&with("off")).compiles([]);
    refuses(&check(&project), &[&line]);
    // A mode changes what is reported, but not what is read.
    is_quiet(&with("off"));
    project.edit("a.toml", "a = 'read_profile'\n");
    is_quiet(&with("off")).compiles(["app"]);
}

#[test]
fn the_catalog() {
    let project = app("catalog", CHECK, &with(&entry("a.toml", "path = 'a'")));
    project.write("a.toml", "a = 'read_profile'\n");
    builds(&project, ["app", "build-script-build"], 1);
    project.edit("scopes.toml", "scopes = ['write_multipass']\n[[config]]\nfile = 'a.toml'\npath = 'a'\n");
    refuses(&check(&project), &["a.toml:1:6: unknown scope `read_profile`"]);

    // A catalog includes the ones that it extends.
    let extending = format!("extends = 'base.toml'\n{}", entry("a.toml", "path = 'a'"));
    project.edit("scopes.toml", &extending);
    refuses(&check(&project), &["scopes.toml:1:11: `base.toml` does not exist"]);
    project.write("base.toml", CATALOG);
    builds(&project, ["app"], 1);
    builds(&project, [], 0);
    project.edit("base.toml", "scopes = ['other']");
    refuses(&check(&project), &["a.toml:1:6: unknown scope `read_profile`"]);
    project.edit("base.toml", "[scopes]\na = ''\nb = { implies = ['c'] }\nb = ''\n");
    let run = check(&project);
    assert!(said(&run, "error").len() == 2 && said(&run, "error")[0].starts_with("base.toml:3:"), "{run}");

    project.delete("scopes.toml");
    let run = check(&project);
    refuses(&run, &["scopes.toml:1:1: no catalog found at [ROOT]/scopes.toml"]);
    project.write("scopes.toml", &extending);
    project.write("base.toml", CATALOG);
    builds(&project, ["app"], 1);
}

/// If a missing file was tracked, the script would run in every build.
#[test]
fn the_catalog_that_a_variable_names() {
    let script = "oauth_scopes::build::Check::new().file(\"a.toml\", \"a\").run();";
    let project = app("variable", script, "");
    project.delete("scopes.toml");
    project.write("shared.toml", CATALOG);
    project.write("a.toml", "a = 'read_profile'\n");
    let build = |name: &str| check_with(&project, &[("SCOPES_CATALOG", name)]);
    is_quiet(&build("shared.toml")).compiles(["app", "build-script-build"]);
    is_quiet(&build("shared.toml")).compiles([]);
    project.edit("shared.toml", "scopes = ['other']");
    refuses(&build("shared.toml"), &["a.toml:1:6: unknown scope `read_profile`"]);
    refuses(&build("nowhere.toml"), &["scopes.toml:1:1: no catalog found at "]);
}

#[test]
fn levels() {
    let project = app("levels", CHECK, "");
    let entries = |file: &str, more: &str| with(&format!("{more}\n{}", entry(file, "path = 'a'")));
    project.write(".env", "a=\"${MORE} read_profile\"\n");
    project.edit("scopes.toml", entries(".env", ""));
    is_quiet(&check(&project)).compiles(["app", "build-script-build"]);
    project.edit("scopes.toml", entries(".env", "[levels]\nunresolved-value = 'deny'"));
    refuses(&check(&project), &[".env:1:4: "]);
    project.edit("scopes.toml", entries(".env", "[levels]\nunresolved-value = 'warn'"));
    warns(&check(&project), &[".env:1:4: "]);
    // The rest of the value is checked.
    project.edit(".env", "a=\"${MORE} read_profil\"\n");
    project.edit("scopes.toml", entries(".env", ""));
    refuses(&check(&project), &[&format!(".env:1:12: {UNKNOWN}")]);

    project.write("shopify.app.toml", "name = 'x'\n");
    project.edit("scopes.toml", with(&entry("shopify.app.toml", "")));
    warns(&check(&project), &["shopify.app.toml:1:1: "]);
    project.edit(
        "scopes.toml",
        with(&format!("[levels]\nconfig-without-scopes = 'deny'\n{}", entry("shopify.app.toml", ""))),
    );
    refuses(&check(&project), &["shopify.app.toml:1:1: "]);
    project.edit("scopes.toml", entries("nowhere.toml", "[levels]\nunreadable-config = 'warn'"));
    warns(&check(&project), &["nowhere.toml:1:1: the file does not exist"]);
    project.edit("scopes.toml", entries("nowhere.toml", "[levels]\nunreadable-config = 'allow'"));
    is_quiet(&check(&project));
    // It is noticed when it is created.
    project.edit("nowhere.toml", "a = 'read_profil'");
    refuses(&check(&project), &[&format!("nowhere.toml:1:6: {UNKNOWN}")]);
}

/// Invalid and extreme files: each one is rejected, all in one build.
#[test]
fn bad_input() {
    let project = app("bad input", CHECK, "");
    let (mut catalog, mut expected) = (String::new(), Vec::new());
    let mut says = |file: &str, path: &str, content: &[u8], beginning: &str| {
        project.write(file, content);
        catalog.push_str(&entry(file, &format!("path = '{path}'")));
        expected.push(format!("{file}:{beginning}"));
    };
    says("large.json", "a", b"", "1:1: the file is larger than 8 MiB");
    let large = project.path("large.json");
    fs::File::create(&large).expect("a file").set_len(50 << 20).expect("50 MB");
    says("bytes.toml", "a", b"a = 'x'\nb = '\xFF'\n", "2:6: the file is not valid UTF-8");
    says("long.json", "a", format!("{{\"a\": \"{}\"}}", "x".repeat(7 << 20)).as_bytes(), "1:8: unknown scope");
    for (file, open, close) in [
        ("deep.toml", "a = [", ""),
        ("deep.json", "[", ""),
        ("deep.yaml", "[", ""),
        ("blocks.yaml", "- ", ""),
        ("deep.tf", "a = [", ""),
        ("braces.json", "{\"a\":", ""),
        ("braces.tf", "a {\n", ""),
        ("calls.tf", "a = f(", ""),
        ("closed.json", "[", "]"),
        ("closed.yaml", "[", "]"),
    ] {
        let repeated = open.strip_prefix("a = ").filter(|_| open.contains('=')).unwrap_or(open);
        let content = format!("{open}{}{}", repeated.repeat(100_000), close.repeat(100_001));
        says(file, "a", content.as_bytes(), "");
    }
    for (file, content) in [
        ("interpolated.tf", format!("a = \"{}\"", "${\"".repeat(10_000))),
        ("section.ini", "[a".repeat(100_000)),
        ("quote.env", format!("a=\"{}", "\\\"".repeat(100_000))),
        ("slash.properties", format!("b={}", "\\\n".repeat(100_000))),
    ] {
        says(file, "a", content.as_bytes(), "");
    }
    let million = format!("{{\"a\": [{}0]}}", "0,".repeat(1_000_000));
    says("million.json", "a[]", million.as_bytes(), "1:1: the path `a[]` matches more than");
    says("folder.toml/x", "a", b"", "");
    let catalog = catalog.replace("folder.toml/x", "folder.toml");
    *expected.last_mut().expect("a file") = "folder.toml:1:1: the file is a directory, not a file".to_owned();

    project.edit("scopes.toml", with(&catalog));
    let run = check(&project);
    refuses(&run, &expected.iter().map(String::as_str).collect::<Vec<_>>());
    warns_of_nothing(&run);
    let longest = run.stderr.lines().map(|line| line.chars().count()).max();
    assert!(longest.is_some_and(|longest| longest < 1000), "a line of {longest:?} characters");
}

/// A line break in a value or a name never starts an instruction to cargo.
#[test]
fn no_text_is_an_instruction() {
    let project = app("instructions", CHECK, "");
    project.write("lines.json", "{\"a\": [\"x\\ncargo::warning=injected\\u001b[31m\"]}");
    let mut entries = vec![entry("lines.json", "path = 'a'")];
    if cfg!(unix) {
        project.write("cfg/a\ncargo::warning=injected\nb.json", "{\"scope\": \"read_profile\"}");
        entries.push(entry("cfg/*.json", "path = 'scope'"));
    }
    project.edit("scopes.toml", with(&entries.concat()));
    let run = check(&project);
    let errors = said(&run, "error");
    assert!(!run.success && errors.iter().any(|error| error.starts_with("lines.json:1:8: ")), "{run}");
    warns_of_nothing(&run);
    let of_name =
        "cfg/a\u{FFFD}cargo::warning=injected\u{FFFD}b.json:1:1: the file has a control character in its name";
    assert!(!cfg!(unix) || errors.iter().any(|error| error.starts_with(of_name)), "{run}");
    let preset = "[[config]]\nfile = 'lines.json'\npreset = \"x\\ncargo::warning=injected\\u001b[31m\"\n";
    project.edit("scopes.toml", with(preset));
    let run = check(&project);
    assert!(!run.success && said(&run, "error").len() == 1, "{run}");
    warns_of_nothing(&run);
}

/// Each alias repeats the one before it ten times.
#[test]
fn aliases_of_aliases() {
    let project = app("aliases", CHECK, "");
    let mut bomb = "a0: &a0 [read_profil]\n".to_owned();
    for number in 1..40 {
        let before = format!("*a{}, ", number - 1).repeat(10);
        writeln!(bomb, "a{number}: &a{number} [{}]", before.trim_end_matches(", ")).expect("a string");
    }
    bomb.push_str("scopes: *a39\n");
    project.write("bomb.yaml", &bomb);
    let path = |items: usize| entry("bomb.yaml", &format!("path = 'scopes{}'", "[]".repeat(items)));
    project.edit("scopes.toml", with(&(path(0) + &path(40))));
    let run = check(&project);
    assert!(!run.success && said(&run, "error").len() <= 21, "{run}");
}

#[test]
fn ten_thousand_mistakes() {
    let mut catalog = "name = 'large'\n[scopes]\n".to_owned();
    let mut scopes = "a = [\n".to_owned();
    for number in 0..10_000 {
        writeln!(catalog, "read_number_{number}_of_ten_thousand = 'x'").expect("a string");
        writeln!(scopes, "  'raed_number_{number}_of_ten_thousand',").expect("a string");
    }
    catalog.push_str(&entry("a.toml", "path = 'a'"));
    catalog.push_str(&entry("b.toml", "path = 'a'"));
    let project = app("ten thousand", CHECK, &catalog);
    project.write("a.toml", scopes + "]\n");
    project.write("b.toml", "a = 'wrong'\n");
    let run = check(&project);
    let errors = said(&run, "error");
    assert!(!run.success && errors.len() == 22, "{} errors", errors.len());
    assert!(errors[0].starts_with("a.toml:2:4: unknown scope `raed_number_0_of_ten_thousand`"), "{}", errors[0]);
    assert!(errors[20].ends_with("and 9980 more findings in a.toml"), "{}", errors[20]);
    assert!(errors[21].starts_with("b.toml:1:6: "), "{}", errors[21]);
}

/// The code names files and variables, and handles the report itself.
#[test]
fn the_builder() {
    let script = "\
use oauth_scopes::build::{Check, Delimiter, Preset};
let report = Check::new()
    .file(\"shopify.app.toml\", Preset::ShopifyAppToml)
    .file(\"config/*.json\", \"oauth.scopes\").client(\"web\")
    .file(\"other.yaml\", \"a\").catalog(\"other\")
    .file(\"comma.toml\", \"a\").delimiter(Delimiter::Comma)
    .env(\"OAUTH_SCOPES\")
    .try_run();
for row in &report.rows {
    println!(\"cargo::warning=[{}] {} {}:{}:{} {}\", row.rule, row.is_denied, row.file, row.line, row.column, row.message);
}
assert_eq!(report.is_denied(), !report.rows.is_empty());
";
    let more = "[clients.web]\nallow = ['read_profile']\n[catalogs.other]\nname = 'other'\nscopes = ['other']\n";
    // The entries of the catalog are not checked here.
    let project = app("builder", script, &with(&format!("{more}{}", entry("nowhere.toml", "path = 'a'"))));
    project.write("shopify.app.toml", "scopes = 'read_profile,write_multipas'\n");
    project.write("config/a.json", "{\"oauth\": {\"scopes\": [\"write_multipass\"]}}\n");
    project.write("other.yaml", "a: othr\n");
    project.write("comma.toml", "a = 'read_profile write_multipass'\n");
    let run = check_with(&project, &[("OAUTH_SCOPES", "read_profile  write_multipass")]);
    warns(
        &run,
        &[
            "[unknown-scope] true shopify.app.toml:1:24 ",
            "[scope-not-allowed] true config/a.json:1:24 ",
            "[unknown-scope] true other.yaml:1:4 ",
            "[wrong-delimiter] true comma.toml:1:18 ",
            "[stray-whitespace] true $OAUTH_SCOPES:1:13 ",
        ],
    );
    project.edit("comma.toml", "a = 'read_profile,write_multipass'\n");
    project.edit("shopify.app.toml", "scopes = 'read_profile,write_multipass'\n");
    project.edit("config/a.json", "{\"oauth\": {\"scopes\": [\"read_profile\"]}}\n");
    project.edit("other.yaml", "a: other\n");
    builds(&project, ["app"], 1);
    builds(&project, [], 0);
}

#[test]
fn mistakes_of_the_builder() {
    let script = "\
use oauth_scopes::build::Check;
Check::new().client(\"nobody\").file(\"a.toml\", \"a\").client(\"wep\")
    .file(\"a.toml\", \"a.\").file(\"a.toml\", \"a\").catalog(\"none\").env(\"OAUTH_SCOPES\").client(\"wep\").run();
";
    let project = app("mistakes", script, &with("[clients.web]\nallow = ['read_profile']"));
    project.write("a.toml", "a = 'read_profile'\n");
    let run = check(&project);
    let errors = said(&run, "error");
    assert!(!run.success && errors.len() == 5, "{run}");
    let expected = ["must follow `file` or `env`", "`web`", "invalid path `a.`", "`none`", "`web`"];
    for (error, expected) in errors.iter().zip(expected) {
        // The mistake is in the code.
        assert!(error.starts_with("build.rs:") && error.contains(expected), "{error}: {expected}\n{run}");
    }
}

/// The script of a package in a workspace only knows its own folder; the package's macro is checked with the same
/// catalog.
#[test]
fn a_package_of_a_workspace() {
    let project = Project::planted("workspace", Seed::Script);
    project.write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"other\"]\n");
    project.write("app/Cargo.toml", scripted("app", &facade("oauth-scopes")));
    project.write("app/build.rs", counting(CHECK));
    project
        .write("app/src/lib.rs", "pub const SCOPES: oauth_scopes::Scopes = oauth_scopes::scopes!(\"read_profile\");\n");
    let entries = entry("a.toml", "path = 'a'") + &entry("../shared/*.toml", "path = 'a'");
    project.write("app/scopes.toml", with(&entries));
    project.write("app/a.toml", "a = 'read_profile'\n");
    project.write("shared/b.toml", "a = 'read_profile'\n");
    project.write("a.toml", "a = 'read_profil'\n");
    project.write("other/Cargo.toml", format!("{}app = {{ path = '../app' }}\n", package("other")));
    project.write("other/src/lib.rs", "");
    let check = || project.cargo(["check", "--offline", "--workspace"]).run();

    is_quiet(&check()).compiles(["app", "other", "build-script-build"]);
    is_quiet(&check()).compiles([]);
    project.edit("shared/b.toml", "a = 'read_profil'\n");
    refuses(&check(), &[&format!("../shared/b.toml:1:6: {UNKNOWN}")]);
    project.edit("shared/b.toml", "a = 'read_profile'\n");
    is_quiet(&check()).compiles(["app", "other"]);
    project.edit("a.toml", "a = 1\n");
    project.edit("other/src/lib.rs", "pub const ONE: u8 = 1;\n");
    runs_script(&project, 0, || {
        is_quiet(&check()).compiles(["other"]);
    });
}

/// `matches = "scopes!"`: the macro warns of a difference, and an edited file is checked again.
#[test]
fn a_file_and_a_call_of_one_client() {
    let project = app("agreement", CHECK, &with(&entry("a.json", "path = 'a'\nmatches = 'scopes!'")));
    project.write("Cargo.toml", format!("{}[workspace]\n", scripted("app", &facade("oauth-scopes"))));
    let source = "pub const SCOPES: oauth_scopes::Scopes = oauth_scopes::scopes!(\"read_profile\");\n";
    project.write("src/lib.rs", source);
    project.write("a.json", "{\"a\": [\"read_profile\"]}");
    is_quiet(&check(&project)).is_silent().compiles(["app", "build-script-build"]);
    project.edit("a.json", "{\"a\": [\"read_profile\", \"write_multipass\"]}");
    let run = check(&project);
    let warnings = run.succeeds().warnings();
    let is_told = |message: &str| message.contains("a.json") && message.contains("`write_multipass`");
    assert!(warnings.len() == 1 && is_told(&warnings[0].rendered), "{run}");
    run.compiles(["app"]);
    project.edit("a.json", "{\"a\": [\"read_profile\"], \"b\": 1}");
    is_quiet(&check(&project)).is_silent().compiles(["app"]);
    is_quiet(&check(&project)).is_silent().compiles([]);
}

/// Users cannot fix a package from a registry or from git. The name of its folder alone does not make a package one of
/// these.
#[test]
fn a_package_that_cargo_has_unpacked_is_left_alone() {
    let project = Project::planted("unpacked", Seed::Script);
    let folder = "git/checkouts/app";
    for (file, text) in [
        ("Cargo.toml", &*format!("{}[workspace]\n", scripted("app", ""))),
        ("Cargo.lock", &project.read("Cargo.lock")),
        ("build.rs", &counting(CHECK)),
        ("src/lib.rs", ""),
        ("scopes.toml", &with(&entry("a.toml", "path = 'a'"))),
        ("a.toml", "a = 'read_profil'\n"),
    ] {
        project.write(&format!("{folder}/{file}"), text);
    }
    let check = || project.cargo(["check", "--offline"]).within(folder).run();
    refuses(&check(), &[&format!("a.toml:1:6: {UNKNOWN}")]);
    // The files that cargo leaves when it unpacks a package: a checkout can contain many packages, and a package that
    // is being packed has only its own files.
    for marker in
        ["git/checkouts/app/.cargo-checksum.json", "git/checkouts/.cargo-ok", "git/checkouts/app/Cargo.toml.orig"]
    {
        project.write(marker, "{}");
        is_quiet(&check());
        is_quiet(&project.cargo(["check", "--offline"]).within(folder).env("SCOPES_CHECK", "senseless").run());
        project.delete(marker);
        project.edit(&format!("{folder}/a.toml"), "a = 'read_profil'\n");
        refuses(&check(), &[&format!("a.toml:1:6: {UNKNOWN}")]);
    }
}
