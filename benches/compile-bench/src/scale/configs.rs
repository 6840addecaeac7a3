//! Measures configuration files.

use super::input::{CATALOG, Case, Input, nested, numbered};

/// A JSON file of 4 MB.
fn large() -> String {
    let entry = |n| format!("\"k{n}\":{{\"scope\":\"read_profile\",\"x\":[1,2]}},");
    format!("{{{}\"s\":\"read_profile\"}}", numbered(90_000, entry))
}

/// 500 entries about a large file.
fn entries(rest: impl Fn(usize) -> String) -> Input {
    let entries = numbered(500, |n| format!("[[config]]\nfile = 'a.json'\n{}", rest(n)));
    Input::config("a.json", "s", large()).with("scopes.toml", format!("{CATALOG}{entries}"))
}

/// Files that are long or deeply nested, or that repeat themselves.
pub(super) const CASES: &[Case] = &[
    ("HCL: operators before brackets that never close", || {
        Input::config("a.tf", "a", format!("a = {}", "1+1+(".repeat(28)))
    }),
    ("HCL: 100,000 brackets", || Input::config("a.tf", "a", format!("a = {}\n", nested("(", "1", ")", 100_000)))),
    ("HCL: 50,000 lists in lists", || Input::config("a.tf", "a", format!("a = {}\n", nested("[", "", "]", 50_000)))),
    ("HCL: 50,000 objects in objects", || {
        Input::config("a.tf", "a", format!("a = {}\n", nested("{b=", "1", "}", 50_000)))
    }),
    ("HCL: 50,000 blocks in blocks", || Input::config("a.tf", "a", nested("b {\n", "", "}\n", 50_000))),
    ("HCL: templates in templates", || {
        Input::config("a.tf", "a", format!("a = {}\n", nested("\"${", "1", "}\"", 20_000)))
    }),
    ("HCL: 300,000 operators", || Input::config("a.tf", "a", format!("a = 1{}\n", "+1".repeat(300_000)))),
    ("HCL: 300,000 signs before a value", || Input::config("a.tf", "a", format!("a = {}1\n", "!".repeat(300_000)))),
    ("HCL: conditions in conditions", || Input::config("a.tf", "a", format!("a = {}1\n", "b ? c : ".repeat(50_000)))),
    ("HCL: calls and indices after one another", || {
        Input::config("a.tf", "a", format!("a = b{}\n", ".c[0]".repeat(100_000)))
    }),
    ("HCL: 200,000 attributes", || Input::config("a.tf", "a", numbered(200_000, |n| format!("a{n} = \"b\"\n")))),
    ("HCL: locals that name each other", || {
        let locals = numbered(5_000, |n| format!("  l{n} = \"${{local.l{}}} ${{local.l{}}}\"\n", n + 1, n + 1));
        Input::config(
            "a.tf",
            "**",
            format!("locals {{\n{locals}}}\nresource \"a\" \"b\" {{\n  scopes = local.l0\n}}\n"),
        )
    }),
    ("JSON: 1,000,000 lists in lists", || Input::config("a.json", "a", nested("[", "", "]", 1_000_000))),
    ("JSON: objects that never close", || Input::config("a.json", "a", "{\"a\":".repeat(500_000))),
    ("JSON: a text of 9 MB", || Input::config("a.json", "a", format!("{{\"a\":\"{}\"}}", "x".repeat(9 << 20)))),
    ("JSON: a text of 9 MB of escapes", || {
        Input::config("a.json", "a", format!("{{\"a\":\"{}\"}}", "\\u0061".repeat(3 << 19)))
    }),
    ("JSON: 300,000 keys", || {
        Input::config("a.json", "*", format!("{{{}\"z\":1}}", numbered(300_000, |n| format!("\"k{n}\":1,"))))
    }),
    ("JSON: the same key 300,000 times", || {
        Input::config("a.json", "a", format!("{{{}\"a\":1}}", "\"a\":1,".repeat(300_000)))
    }),
    ("JSON: 300,000 wrong scopes in a line", || {
        let words = numbered(300_000, |n| format!("read_profil{n} "));
        Input::config("a.json", "a", format!("{{\"a\":\"{}\"}}", words.trim_end()))
    }),
    ("JSON: 300,000 wrong scopes in a list", || {
        Input::config(
            "a.json",
            "a",
            format!("{{\"a\":[{}\"z\"]}}", numbered(300_000, |n| format!("\"read_profil{n}\","))),
        )
    }),
    ("JSON: a path of any depth, five times", || {
        Input::config("a.json", "**.a.**.a.**.a.**.a.**.b", nested("{\"a\":", "1", "}", 100))
    }),
    ("JSON: a path of any depth over 200,000 values", || {
        let values = numbered(200_000, |n| format!("{{\"a\":\"v{n}\"}},"));
        Input::config("a.json", "**.scope", format!("[{values}1]"))
    }),
    ("YAML: 100,000 lists in lists", || Input::config("a.yaml", "a", nested("[", "", "]", 100_000))),
    ("YAML: 100,000 lists in a line", || Input::config("a.yaml", "a", format!("{}a\n", "- ".repeat(100_000)))),
    ("YAML: 3,000 tables in tables", || {
        Input::config("a.yaml", "a", numbered(3_000, |n| format!("{}a:\n", " ".repeat(n))))
    }),
    ("YAML: aliases of aliases", || {
        let lines = numbered(40, |n| format!("a{}: &a{} [{}]\n", n + 1, n + 1, vec![format!("*a{n}"); 10].join(",")));
        Input::config("a.yaml", "**.scope", format!("a0: &a0 [x,x,x]\n{lines}"))
    }),
    ("YAML: merges of merges", || {
        let lines = numbered(40, |n| format!("a{}: &a{}\n  <<: [*a{n}, *a{n}]\n  k{n}: 1\n", n + 1, n + 1));
        Input::config("a.yaml", "**.scope", format!("a0: &a0\n  x: 1\n{lines}"))
    }),
    ("YAML: 100,000 anchors", || Input::config("a.yaml", "a", numbered(100_000, |n| format!("k{n}: &x{n} v\n")))),
    ("YAML: 100,000 keys that are asked for", || Input::config("a.yaml", "a", format!("{}a\n", "? ".repeat(100_000)))),
    ("YAML: 100,000 quotes that never close", || Input::config("a.yaml", "a", format!("a: {}", "\"'".repeat(100_000)))),
    ("TOML: 100,000 lists in lists", || {
        Input::config("a.toml", "a", format!("a = {}\n", nested("[", "", "]", 100_000)))
    }),
    ("TOML: 100,000 tables in tables", || {
        Input::config("a.toml", "a", format!("a = {}\n", nested("{a=", "1", "}", 100_000)))
    }),
    ("TOML: a key of 100,000 parts", || Input::config("a.toml", "a", format!("{}a = 1\n", "a.".repeat(100_000)))),
    ("TOML: 200,000 tables of a list", || {
        Input::config("a.toml", "a[].scope", "[[a]]\nscope = 'read_profile'\n".repeat(200_000))
    }),
    ("dotenv: defaults in defaults", || {
        Input::config("a.env", "A", format!("A={}\n", nested("${A:-", "x", "}", 100_000)))
    }),
    ("dotenv: 300,000 variables that name each other", || {
        Input::config("a.env", "*", numbered(300_000, |n| format!("A{n}=${{A{}}} ${{A{}}}\n", n + 1, n + 1)))
    }),
    ("properties: a value of 300,000 lines", || {
        Input::config("a.properties", "a", format!("a=b{}\n", "\\\n b".repeat(300_000)))
    }),
    ("INI: a value of 300,000 lines", || {
        Input::config("a.ini", "a", format!("[x]\na = b\n{}", "  b\n".repeat(300_000)))
    }),
    ("XML: 100,000 elements in elements", || Input::config("a.xml", "**.scope", nested("<a>", "x", "</a>", 100_000))),
    ("HOCON: 50,000 objects in objects", || Input::config("a.conf", "a", nested("a {", "b = 1", "}", 50_000))),
    ("HOCON: substitutions of substitutions", || {
        Input::config("a.conf", "a0", numbered(60, |n| format!("a{n} = ${{a{}}} ${{a{}}}\n", n + 1, n + 1)))
    }),
    ("a pattern of files that goes back", || {
        let pattern = format!("{}b.json", "*a".repeat(99));
        Input::config(&"a".repeat(200), "s", "")
            .with("scopes.toml", format!("{CATALOG}[[config]]\nfile = '{pattern}'\npath = 's'\n"))
    }),
    ("500 entries for a file of 4 MB", || entries(|_| "path = 's'\n".to_owned())),
    ("500 entries of paths of any depth for a file of 4 MB", || entries(|n| format!("path = '**.nothing{n}'\n"))),
    ("500 entries of formats in turn for a file of 4 MB", || {
        let formats = ["json", "yaml", "hocon", "env", "properties", "ini", "toml"];
        entries(|n| format!("path = 's'\nformat = '{}'\n", formats[n % formats.len()]))
    }),
    ("500 paths of any depth in a file of 4 MB", || {
        let paths = numbered(500, |n| format!("'**.nothing{n}',"));
        Input::config("a.json", "s", large())
            .with("scopes.toml", format!("{CATALOG}[[config]]\nfile = 'a.json'\npath = [{paths}]\n"))
    }),
    ("500 paths of any of 90,000 keys", || {
        let paths = numbered(500, |n| format!("'k{n}*.scope',"));
        Input::config("a.json", "s", large())
            .with("scopes.toml", format!("{CATALOG}[[config]]\nfile = 'a.json'\npath = [{paths}]\n"))
    }),
    ("10,000 files of one pattern", || {
        Input::config("a.json", "s", "{}")
            .with("scopes.toml", format!("{CATALOG}[[config]]\nfile = 'c/*.json'\npath = 's'\n"))
            .with_all((0..10_000).map(|n| (format!("c/{n}.json"), "{\"s\":\"read_profil\"}".to_owned())))
    }),
];
