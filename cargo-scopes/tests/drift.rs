//! Tests `cargo scopes drift`: the differences between a catalog and its documents, and what is written.

mod project;

use std::fmt::Write;

use project::{MANIFEST, Project};
use serde_json::Value;

/// An API as a list of scopes with descriptions, and of operations with their needs.
#[derive(Clone, Default)]
struct Api {
    scopes: Vec<(String, String)>,
    operations: Vec<(String, Vec<Vec<String>>)>,
}

impl Api {
    fn of(scopes: &[(&str, &str)], operations: &[(&str, &[&[&str]])]) -> Self {
        let owned = |names: &&[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self {
            scopes: scopes.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
            operations: operations
                .iter()
                .map(|(path, needs)| ((*path).to_owned(), needs.iter().map(owned).collect()))
                .collect(),
        }
    }

    /// The API as an `OpenAPI` document; every operation is a GET.
    fn document(&self) -> String {
        let mut text =
            String::from("openapi: 3.0.3\ninfo: { title: Cups, version: '1' }\ncomponents:\n  securitySchemes:\n");
        text.push_str("    login:\n      type: oauth2\n      flows:\n        clientCredentials:\n");
        text.push_str("          tokenUrl: https://cups.example/token\n          scopes:\n");
        for (name, description) in &self.scopes {
            let _ = writeln!(text, "            '{name}': '{description}'");
        }
        text.push_str("paths:\n");
        for (path, needs) in &self.operations {
            let ways = needs.iter().map(|names| format!("{{ login: ['{}'] }}", names.join("', '")));
            let ways = ways.collect::<Vec<_>>().join(", ");
            let _ = writeln!(text, "  {path}:\n    get:\n      security: [{ways}]\n      responses: {{}}");
        }
        text
    }
}

/// A project whose catalog was imported from an API.
fn imported(test: &str, api: &Api) -> Project {
    let files = [("Cargo.toml", MANIFEST), ("src/main.rs", "fn main() {}\n"), ("api.yaml", &*api.document())];
    let there = Project::with(test, &files);
    let (code, _, errors) = there.run(&["import", "api.yaml", "-o", "scopes.toml", "--date", "2026-01-01"]);
    assert_eq!(code, 0, "{errors}");
    there
}

fn write(there: &Project) -> (i32, String, String) {
    there.run(&["drift", "--write", "--date", "2026-11-28"])
}

/// The differences as `kind name`.
fn changes(there: &Project) -> Vec<String> {
    let value = there.json(&["drift"]);
    let changes = value["catalogs"][0]["changes"].as_array().expect("changes");
    let text = |change: &Value, key: &str| change[key].as_str().unwrap_or_default().to_owned();
    changes.iter().map(|change| format!("{} {}", text(change, "kind"), text(change, "name"))).collect()
}

/// The lines that only one of two texts has, each with a sign. The line that only `drift` reads is left out.
fn differences(before: &str, after: &str) -> Vec<String> {
    let lines = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.starts_with("snapshot = ")).map(str::to_owned).collect()
    };
    let (before, after) = (lines(before), lines(after));
    let only = |text: &[String], other: &[String], sign: char| -> Vec<String> {
        text.iter().filter(|line| !other.contains(line)).map(|line| format!("{sign}{line}")).collect()
    };
    [only(&before, &after, '-'), only(&after, &before, '+')].concat()
}

fn small() -> Api {
    Api::of(
        &[("read:cups", "Read cups"), ("read:jugs", "Read jugs"), ("write:cups", "Wash cups")],
        &[("/cups", &[&["read:cups"]]), ("/jugs", &[&["read:jugs"]])],
    )
}

#[test]
fn no_difference() {
    let there = imported("same", &small());
    let before = there.text("scopes.toml");
    let (code, output, _) = there.run(&["drift"]);
    let expected = "scopes.toml: no differences from api.yaml (3 scopes, 2 operations)\n";
    assert_eq!((code, &*output), (0, expected));
    assert_eq!(write(&there).0, 0);
    assert_eq!(there.text("scopes.toml"), before);
}

#[test]
fn a_catalog_that_could_be_complete() {
    let there = imported("could-be", &small());
    let note = "note: the document lists every scope; `coverage = \"complete\"`";
    assert!(!there.run(&["drift"]).1.contains(note));
    let text = there.read("scopes.toml").replace("coverage = \"complete\"", "coverage = \"partial\"");
    let there = there.file("scopes.toml", &text);
    let (code, output, _) = there.run(&["drift"]);
    assert!(code == 0 && output.contains(note), "{output}");
    assert_eq!(there.json(&["drift"])["catalogs"][0]["could_be_complete"], true);
}

#[test]
fn every_kind_of_difference() {
    let there = imported("kinds", &small());
    let now = Api::of(
        &[("read:cups", "Read cups and saucers"), ("cups.write", "Wash cups"), ("read:pots", "Read pots")],
        &[("/cups", &[&["read:cups"], &["cups.write"]]), ("/pots", &[&["read:pots"]])],
    );
    let there = there.file("api.yaml", &now.document());
    let before = there.text("scopes.toml");
    let (code, output, _) = there.run(&["drift"]);
    let expected = "\
scopes.toml: 7 differences from api.yaml: 1 added, 1 gone, 1 likely renamed, 1 description changed, 1 operation added, 1 operation gone, 1 needs changed
  added: `read:pots`
    now: Read pots
  gone: `read:jugs`
    was: Read jugs
  likely renamed: `write:cups` → `cups.write`
    Wash cups
  description changed: `read:cups`
    was: Read cups
    now: Read cups and saucers
  operation added: `GET /pots`
    now: `read:pots`
  operation gone: `GET /jugs`
    was: `read:jugs`
  needs changed: `GET /cups`
    was: `read:cups`
    now: `read:cups` or `cups.write`
help: `cargo scopes drift --write` updates scopes.toml
";
    let sorted = |text: &str| text.replace("`read:cups` or `cups.write`", "`cups.write` or `read:cups`");
    assert_eq!((code, sorted(&output)), (1, sorted(expected)));
    assert_eq!(there.text("scopes.toml"), before, "nothing is written");
    let (code, output, errors) = write(&there);
    assert!(code == 0 && output.ends_with("scopes.toml updated\n"), "{output}{errors}");
    let after = there.text("scopes.toml");
    let retired = "[retired]
\"read:jugs\" = { since = \"2026-11-28\", note = \"no longer in api.yaml\" }
\"write:cups\" = { since = \"2026-11-28\", note = \"no longer in api.yaml; most likely it is `cups.write` now\" }
";
    assert!(after.contains(retired) && after.contains("checked = \"2026-11-28\""), "{after}");
    assert!(
        after.contains("\"cups.write\" = \"Wash cups\"\n\"read:cups\" = \"Read cups and saucers\"\n\"read:pots\""),
        "{after}"
    );
    assert!(after.contains("\"GET /pots\" = { needs = \"read:pots\" }") && !after.contains("GET /jugs"), "{after}");
    let (code, output, _) = write(&there);
    assert_eq!((code, there.text("scopes.toml")), (0, after), "a second run changes nothing: {output}");
    assert_eq!(there.run(&["drift"]).0, 0);
    let (code, output, _) = there.run(&["lint", "write:cups"]);
    assert!(code == 1 && output.contains("removed-scope") && output.contains("cups.write"), "{output}");
}

#[test]
fn what_is_written_by_hand_stays() {
    let there = imported("hand", &small());
    let text = there.text("scopes.toml");
    let text = text.replace("[scopes]\n", "[scopes] # all of them\n# Ours\nown = \"Our own\"\n\n# Reading\n");
    let text = text.replace(
        "\"write:cups\" = \"Wash cups\"\n",
        "\"write:cups\" = { description = \"Do the dishes\", risk = \"sensitive\" } # careful\n",
    );
    let text = text.replace("[operations]\n", "[clients.web]\nallow = [\"read:cups\", \"read:jugs\"]\n\n[levels]\nempty-list = \"allow\"\n\n[operations]\n# Ours\nclean = { needs = \"own\" }\n");
    let there = there.file("scopes.toml", &format!("# Hello\n{text}\n# The end\n"));
    assert_eq!(there.run(&["drift"]).0, 0, "nothing of that is a difference");
    let now = Api::of(
        &[("read:cups", "Read cups"), ("read:pots", "Read pots"), ("write:cups", "Wash cups and pots")],
        &[("/cups", &[&["read:cups"]]), ("/jugs", &[&["read:cups"], &["read:pots"]])],
    );
    let there = there.file("api.yaml", &now.document());
    assert_eq!(
        changes(&there),
        ["added read:pots", "gone read:jugs", "description-changed write:cups", "needs-changed GET /jugs"]
    );
    let before = there.text("scopes.toml");
    let (code, output, errors) = write(&there);
    assert_eq!(code, 0, "{errors}");
    assert!(output.contains("note: `write:cups` was changed by hand and stays as it is"), "{output}");
    assert_eq!(
        differences(&before, &there.text("scopes.toml")),
        [
            "-checked = \"2026-01-01\"",
            "-\"read:jugs\" = \"Read jugs\"",
            "-\"GET /jugs\" = { needs = \"read:jugs\" }",
            "+checked = \"2026-11-28\"",
            "+\"read:pots\" = \"Read pots\"",
            "+\"GET /jugs\" = { needs = { any = [\"read:cups\", \"read:pots\"] } }",
            "+[retired]",
            // A client still uses it: an error would stop every build.
            "+\"read:jugs\" = { since = \"2026-11-28\", status = \"deprecated\", note = \"no longer in api.yaml\" }",
        ]
    );
    assert_eq!(there.run(&["drift"]).0, 0);
}

#[test]
fn what_is_taken_out_by_hand_does_not_come_back() {
    let there = imported("taken-out", &small());
    let text = there.text("scopes.toml").replace("\"write:cups\" = \"Wash cups\"\n", "");
    let text =
        text.replace("\"read:jugs\" = \"Read jugs\"\n", "").replace("\"GET /jugs\" = { needs = \"read:jugs\" }\n", "");
    let there = there.file("scopes.toml", &(text + "\n[retired]\n\"read:jugs\" = {}\n"));
    let (code, output, _) = there.run(&["drift"]);
    assert_eq!(code, 0, "{output}");
    let mut more = small();
    more.operations.push(("/wash".to_owned(), vec![vec!["write:cups".to_owned()]]));
    let there = there.file("api.yaml", &more.document());
    assert_eq!(changes(&there), ["operation-added GET /wash"]);
    let (code, output, errors) = write(&there);
    assert!(code == 0 && output.contains("it needs `write:cups`, which the catalog does not have"), "{output}{errors}");
    assert_eq!(there.run(&["drift"]).0, 0, "and that is known from now on");
}

#[test]
fn a_name_comes_back() {
    let there = imported("back", &small());
    let mut without = small();
    without.scopes.retain(|(name, _)| name != "read:jugs");
    without.operations.retain(|(path, _)| path != "/jugs");
    let there = there.file("api.yaml", &without.document());
    assert_eq!(changes(&there), ["gone read:jugs", "operation-gone GET /jugs"]);
    assert_eq!(write(&there).0, 0);
    let there = there.file("api.yaml", &small().document());
    assert_eq!(changes(&there), ["restored read:jugs", "operation-added GET /jugs"]);
    let (code, _, errors) = write(&there);
    assert_eq!(code, 0, "{errors}");
    let catalog = there.text("scopes.toml");
    assert!(catalog.contains("\"read:jugs\" = \"Read jugs\"") && !catalog.contains("since"), "{catalog}");
}

#[test]
fn a_partial_list_proves_nothing() {
    let files = [("Cargo.toml", MANIFEST), ("src/main.rs", "fn main() {}\n"), ("list.txt", "read:cups\nread:jugs\n")];
    let there = Project::with("partial", &files);
    assert_eq!(there.run(&["import", "list.txt", "-o", "scopes.toml"]).0, 0);
    let there = there.file("list.txt", "read:cups\n");
    assert_eq!(write(&there).0, 0);
    let catalog = there.text("scopes.toml");
    assert!(catalog.contains("\"read:jugs\" = { since = \"2026-11-28\", status = \"deprecated\""), "{catalog}");
}

#[test]
fn a_catalog_without_a_snapshot() {
    let catalog = "name = \"Cups\"\n\n[scopes]\nown = \"Our own\"\n\"read:cups\" = \"Cups\"\nelsewhere = { source = \"https://cups.example\" }\n";
    let files = [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", "fn main() {}\n"),
        ("api.yaml", &*small().document()),
        ("scopes.toml", catalog),
    ];
    let there = Project::with("adopted", &files);
    let (code, _, errors) = there.run(&["drift"]);
    assert!(code == 101 && errors.contains("no `[import]` says what it was made from"), "{errors}");
    let (code, output, _) = there.run(&["drift", "api.yaml"]);
    assert_eq!(code, 1);
    assert!(output.contains("not in the source: `own`") && !output.contains("elsewhere"), "{output}");
    let (code, output, errors) = there.run(&["drift", "api.yaml", "--write", "--date", "2026-11-28"]);
    assert!(code == 0 && output.contains("`own` stays"), "{output}{errors}");
    let catalog = there.text("scopes.toml");
    assert!(catalog.contains("own = \"Our own\"") && catalog.contains("\"read:cups\" = \"Cups\""), "{catalog}");
    assert!(
        catalog.contains("\"write:cups\" = \"Wash cups\"") && catalog.contains("\n[import]\nfrom = \"api.yaml\"\n"),
        "{catalog}"
    );
    let (code, output, _) = there.run(&["drift"]);
    assert_eq!(code, 0, "it is known to be by hand now: {output}");
}

#[test]
fn a_placeholder_of_a_document_is_one_of_the_catalog() {
    let api = Api::of(&[("cups.{cupboard_id}.READ", "Read"), ("cups.{cupboard_id}.BREAK", "Break")], &[]);
    let catalog = "coverage = \"partial\"\n\n[scopes]\n\"cups.{x}.{action:WASH|READ}\" = \"Use cups\"\n\n\
                   [import]\nfrom = \"api.yaml\"\n";
    let files =
        [("Cargo.toml", MANIFEST), ("src/main.rs", ""), ("api.yaml", &*api.document()), ("scopes.toml", catalog)];
    let there = Project::with("placeholder", &files);
    let (code, output, _) = there.run(&["drift"]);
    assert!(code == 1 && output.contains("cups.{cupboard_id}.BREAK"), "{output}");
    assert!(!output.contains("cups.{cupboard_id}.READ"), "one pattern describes what the other does: {output}");
}

#[test]
fn only_what_is_used_is_compared() {
    let uses = |names: &str| format!("const A: &str = oauth_scopes::scopes!(\"{names}\").as_str();\nfn main() {{}}\n");
    let files = [("Cargo.toml", MANIFEST), ("src/main.rs", &*uses("read:cups")), ("api.yaml", &*small().document())];
    let there = Project::with("only-used", &files);
    let (code, _, errors) = there.run(&["import", "api.yaml", "--only-used", "-o", "scopes.toml"]);
    assert_eq!(code, 0, "{errors}");
    assert_eq!(there.run(&["drift"]).0, 0, "what is not used is not missing");
    let there = there.file("src/main.rs", &uses("read:cups write:cups"));
    assert_eq!(changes(&there), ["added write:cups"]);
    assert_eq!(write(&there).0, 0);
    let (code, output, errors) = there.run(&["check"]);
    assert_eq!(code, 0, "{output}{errors}");
}

#[test]
fn another_catalog_as_the_document() {
    let published = "name = \"Cups\"\n[scopes]\n\"read:cups\" = { description = \"Read cups\", kinds = [\"bot\"] }\n\
        [retired.old]\nstatus = \"deprecated\"\n[operations]\nlist = { needs = { any = [\"read:cups\", \"old\"] } }\n";
    let files = [("Cargo.toml", MANIFEST), ("src/main.rs", "fn main() {}\n"), ("published.toml", published)];
    let there = Project::with("catalog", &files);
    let (code, _, errors) = there.run(&["import", "published.toml", "-o", "scopes.toml"]);
    assert!(code == 0 && errors.contains("published.toml: catalog: 2 scopes, 1 operation"), "{errors}");
    let catalog = there.text("scopes.toml");
    assert!(catalog.contains("\"read:cups\" = { description = \"Read cups\", kinds = [\"bot\"] }"), "{catalog}");
    assert!(catalog.contains("old = { status = \"deprecated\" }") && catalog.contains("list = { needs"), "{catalog}");
    assert_eq!(there.run(&["drift"]).0, 0);
    let there = there.append("published.toml", "[scopes.\"write:cups\"]\n");
    assert_eq!(changes(&there), ["added write:cups"]);
    let broken = there.file("published.toml", "[scopes]\na.b = 1\n");
    let (code, _, errors) = broken.run(&["drift"]);
    assert!(code == 101 && errors.contains("published.toml:2:"), "{errors}");
}

#[test]
fn catalogs_of_one_file() {
    let there = imported("two", &small());
    let inner = there
        .text("scopes.toml")
        .replace("\n[", "\n[catalogs.cups.")
        .replace("# Imported", "[catalogs.cups]\n# Imported");
    let there = there.file("scopes.toml", &format!("scopes = [\"a\"]\n\n{inner}"));
    assert_eq!(there.run(&["drift"]).0, 0, "{}", there.text("scopes.toml"));
    let mut more = small();
    more.scopes.push(("read:pots".to_owned(), "Read pots".to_owned()));
    let there = there.file("api.yaml", &more.document());
    let (code, output, _) = there.run(&["drift"]);
    assert!(code == 1 && output.starts_with("scopes.toml, `[catalogs.cups]`: 1 difference"), "{output}");
    let (code, _, errors) = write(&there);
    assert_eq!(code, 0, "{errors}");
    assert!(there.text("scopes.toml").contains("\"read:jugs\" = \"Read jugs\"\n\"read:pots\" = \"Read pots\"\n"));
    assert_eq!(there.run(&["drift"]).0, 0);
}

#[test]
fn formats() {
    let there = imported("formats", &small());
    let mut now = small();
    now.scopes.remove(1);
    now.operations.remove(1);
    let there = there.file("api.yaml", &now.document());
    let value = there.json(&["drift"]);
    assert_eq!((&value["version"], &value["catalogs"][0]["written"]), (&1.into(), &false.into()));
    let change = &value["catalogs"][0]["changes"][0];
    assert_eq!(
        (&change["kind"], &change["name"], &change["before"]),
        (&"gone".into(), &"read:jugs".into(), &"Read jugs".into())
    );
    assert_eq!((&change["line"], &change["by_hand"]), (&9.into(), &false.into()));
    let (code, output, _) = there.run(&["drift", "--format", "markdown"]);
    assert!(code == 1 && output.contains("| gone | `read:jugs` | Read jugs |  |"), "{output}");
    let (code, output, _) = there.run(&["drift", "--format", "github"]);
    let expected =
        "::warning file=scopes.toml,line=9,endLine=9,col=1,endColumn=12,title=gone::`read:jugs`%0Awas: Read jugs\n";
    assert!(code == 1 && output.starts_with(expected), "{output}");
}

#[test]
fn what_cannot_be_compared() {
    let there = imported("wrong", &small());
    let damaged = there.text("scopes.toml").replace("snapshot = \"", "snapshot = \"!");
    let cases = [
        ("damaged", damaged.as_str(), "`snapshot` under `[import]` in scopes.toml is damaged"),
        ("missing", "scopes = ['a']\n[import]\nfrom = 'none.yaml'\n", "none.yaml does not exist"),
        ("invalid", "scopes = ['a']\n[import]\nfrom = 'http://a.example'\n", "is not an https address"),
        ("outside", "scopes = ['a']\n[import]\nfrom = '/etc/hostname'\n", "/etc/hostname"),
        ("format", "scopes = ['a']\n[import]\nfrom = 'api.yaml'\nformat = 'openap'\n", "did you mean `openapi`?"),
    ];
    for (name, catalog, says) in cases {
        let there = there.clone().file("scopes.toml", catalog);
        let (code, output, errors) = write(&there);
        assert_eq!((code, &*output, &*there.text("scopes.toml")), (101, "", catalog), "{name}");
        assert!(errors.contains(says), "{name}: {errors}");
    }
    let (code, _, errors) = there.run(&["drift", "--catalog", "none.toml"]);
    assert!(code == 101 && errors.contains("none.toml does not exist"), "{errors}");
    let (code, _, errors) = there.run(&["drift", "--date", "2026-11-28"]);
    assert!(code == 101 && errors.contains("--write"), "{errors}");
}

/// An API with many scopes, and the same API some time later.
fn large() -> (Api, Api, Vec<String>) {
    let name = |number: usize| format!("area{}:thing{number}.read", number % 10);
    let scope = |number: usize| (name(number), format!("Read thing {number}"));
    let operation = |number: usize| (format!("/things/{number}"), vec![vec![name(number)]]);
    let before =
        Api { scopes: (0..1000).map(scope).collect(), operations: (0..1000).step_by(2).map(operation).collect() };
    let mut after = before.clone();
    let mut expected = Vec::new();
    for (at, (name, description)) in after.scopes.iter_mut().enumerate() {
        match at % 100 {
            // An unusual one, which no operation needs.
            7 => {
                expected.push(format!("renamed {name}"));
                *name = name.replace(".read", ":read").replace("thing", "item");
            }
            13 => {
                expected.push(format!("description-changed {name}"));
                description.push_str(" and more");
            }
            _ => {}
        }
    }
    for (at, (path, needs)) in after.operations.iter_mut().enumerate() {
        if at % 50 == 9 {
            expected.push(format!("needs-changed GET {path}"));
            needs.push(vec![name(0)]);
        }
    }
    let is_gone = |number: usize| number % 100 == 31;
    expected.extend((0..1000).filter(|&number| is_gone(number)).map(|number| format!("gone {}", name(number))));
    let gone: Vec<String> = (0..1000).filter(|&number| is_gone(number)).map(name).collect();
    after.scopes.retain(|(name, _)| !gone.contains(name));
    after.scopes.extend((0..10).map(|number| (format!("new.{number}.all"), String::new())));
    expected.extend((0..10).map(|number| format!("added new.{number}.all")));
    expected.sort();
    (before, after, expected)
}

#[test]
fn two_versions_with_a_thousand_names() {
    let (first, second, expected) = large();
    let there = imported("large", &first).append("scopes.toml", "\n[levels] # ours\nempty-list = \"allow\"\n");
    let there = there.file("api.yaml", &second.document());
    let mut found = changes(&there);
    found.sort();
    assert_eq!(found, expected);
    let before = there.text("scopes.toml");
    let (code, _, errors) = write(&there);
    assert_eq!(code, 0, "{errors}");
    let after = there.text("scopes.toml");
    // Each of 10 is removed and retired, added, or replaced; the rest are the date and a header.
    let lines = differences(&before, &after);
    let count = |sign: char| lines.iter().filter(|line| line.starts_with(sign)).count();
    assert_eq!((count('-'), count('+')), (10 + 10 + 10 + 10 + 1, 10 + 2 * 10 + 10 + 10 + 10 + 1 + 1), "{lines:#?}");
    let (code, output, _) = write(&there);
    assert_eq!((code, there.text("scopes.toml") == after), (0, true), "{output}");
    assert_eq!(there.run(&["drift"]).0, 0);
}
