//! Measures other commands: `lint`, `fix`, `lock`, `diff`, `audit`, `import` and more.

use super::input::{CATALOG, Case, Input, nested, numbered};

fn calls(count: usize) -> String {
    format!("fn main() {{\n{}}}\n", "    let _ = oauth_scopes::scopes!(\"Read_profile\");\n".repeat(count))
}

fn openapi(paths: &str, components: &str) -> String {
    format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"t\",\"version\":\"1\"}},\"paths\":{{{paths}}},\"components\":{{{components}}}}}"
    )
}

/// Right now and then wrong, in as many ways as somebody thought of.
pub(super) const CASES: &[Case] = &[
    ("lint: 500,000 words", || Input::lint("google", "a ".repeat(500_000))),
    ("lint: 500,000 commas", || Input::lint("google", ",".repeat(500_000))),
    ("lint: 80,000 names with commas", || Input::lint("google", "openid,emial,".repeat(80_000))),
    ("lint: 80,000 names that are encoded", || Input::lint("github", "a%2520b".repeat(80_000))),
    ("lint: 100,000 different words", || {
        Input::lint("microsoft-graph", numbered(100_000, |n| format!("Mail.Raed{n} ")))
    }),
    ("lint: 100,000 words of a large provider", || {
        Input::lint("zoom", numbered(100_000, |n| format!("meeting:raed{n}:admin ")))
    }),
    ("lint: a name of 1 MB", || Input::lint("google", "zebra".repeat(200_000))),
    ("lint: 40,000 retired names", || Input::lint("facebook", "user_posts publish_actions ".repeat(40_000))),
    ("lint as JSON: 300,000 words", || {
        Input::lint("github", numbered(300_000, |n| format!("read:orgg{n} ")))
            .arguments(&["lint", "--provider", "github", "--format", "json"])
    }),
    ("lint: 50,000 lines of JSON", || {
        let lines = numbered(50_000, |n| format!("{{\"provider\":\"github\",\"scopes\":\"read:orgg{n} repo\"}}\n"));
        Input::lint("github", lines).arguments(&["lint", "--jsonl"])
    }),
    ("lint: a line of JSON of 40 MB", || {
        let line = format!("{{\"provider\":\"github\",\"scopes\":\"{}\"}}\n", "x".repeat(40 << 20));
        Input::lint("github", line).arguments(&["lint", "--jsonl"])
    }),
    ("fix: 20,000 repairs of a source", || {
        Input::source(calls(20_000)).arguments(&["fix", "--allow-no-vcs", "--allow-dirty"])
    }),
    ("fix, nothing written: 20,000 repairs", || Input::source(calls(20_000)).arguments(&["fix", "--dry-run"])),
    ("fix: 20,000 repairs of a configuration file", || {
        Input::config("a.toml", "s[].scope", "[[s]]\nscope = 'Read_profile'\n".repeat(20_000))
            .arguments(&["fix", "--allow-no-vcs", "--allow-dirty"])
    }),
    ("fix: 20,000 repairs of YAML", || {
        Input::config("a.yaml", "s[].scope", format!("s:\n{}", "  - scope: Read_profile\n".repeat(20_000)))
            .arguments(&["fix", "--allow-no-vcs", "--allow-dirty"])
    }),
    ("fix by hand: 5,000 repairs", || {
        Input::by_hand(format!("fn main() {{}}\n{}", numbered(5_000, |n| format!("fn ask{n}(c: C) {{ c.add_scope(Scope::new(\"public-repo\".into())).add_scope(Scope::new(\"read:org\".into())); }}\n"))))
            .arguments(&["fix", "--literals", "--likely", "--allow-no-vcs", "--allow-dirty"])
    }),
    ("lock: 50,000 calls", || {
        let text = "    let _ = oauth_scopes::scopes!(\"read_profile\");\n".repeat(50_000);
        Input::source(format!("fn main() {{\n{text}}}\n")).arguments(&["lock"])
    }),
    ("lock --check: a lock of 300,000 lines", || {
        Input::new(&["lock", "--check"])
            .with("scopes.lock", numbered(300_000, |n| format!("s{n} normal demo src/main.rs\n")))
    }),
    ("diff: a history with 5,000 files", || {
        Input::new(&["diff", "HEAD"])
            .with_all((0..5_000).map(|n| (format!("src/f{n}.rs"), format!("// scopes! {n}\n"))))
            .committed()
    }),
    ("diff: 600 links to a folder of 600 files", || {
        let mut input =
            Input::new(&["diff", "HEAD"]).with_all((0..600).map(|n| (format!("real/f{n}.rs"), "// x\n".to_owned())));
        for number in 0..600 {
            input = input.link(&format!("links/l{number}"), "../real");
        }
        input.committed()
    }),
    ("diff: a file of 30 MB", || Input::new(&["diff", "HEAD"]).with("big.bin", "x".repeat(30 << 20)).committed()),
    ("audit: 400 operations of any of 30 scopes", || {
        let names: Vec<String> = (0..60).map(|number| format!("s{number}")).collect();
        let needs = numbered(400, |n| {
            let any: Vec<String> = (0..30).map(|at| format!("'{}'", names[(n * 7 + at * at * 3 + at) % 60])).collect();
            format!("'GET /o{n}' = {{ any = [{}] }}\n", any.join(","))
        });
        let scopes: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
        let operations: Vec<String> = (0..400).map(|number| format!("\"GET /o{number}\"")).collect();
        Input::new(&["audit", "--explain"])
            .with("scopes.toml", format!("scopes = [{}]\n[operations]\n{needs}", scopes.join(",")))
            .with(
                "src/main.rs",
                format!("fn main() {{ oauth_scopes::scopes!(\"s1\", operations = [{}]); }}\n", operations.join(",")),
            )
    }),
    ("audit: 150 operations of three scopes each", || {
        let names: Vec<String> = (0..90).map(|number| format!("'s{number}'")).collect();
        let need =
            |n: usize| [n * 13 % 90, (n * 29 + 7) % 90, (n * 47 + 31) % 90].map(|at| names[at].clone()).join(",");
        let needs = numbered(150, |n| format!("'GET /o{n}' = {{ any = [{}] }}\n", need(n)));
        let operations: Vec<String> = (0..150).map(|number| format!("\"GET /o{number}\"")).collect();
        Input::new(&["audit", "--explain"])
            .with("scopes.toml", format!("scopes = [{}]\n[operations]\n{needs}", names.join(",")))
            .with(
                "src/main.rs",
                format!("fn main() {{ oauth_scopes::scopes!(\"s1\", operations = [{}]); }}\n", operations.join(",")),
            )
    }),
    ("audit --infer: 3,000 files with addresses", || {
        Input::new(&["audit", "--infer"]).with_all((0..3_000).map(|n| {
            (format!("src/f{n}.rs"), "fn f() { get(\"https://api.github.com/repos/a/b/issues\"); }\n".repeat(100))
        }))
    }),
    ("import: 100,000 brackets", || Input::import("a.json", nested("[", "", "]", 100_000))),
    ("import: 30,000 paths", || {
        let paths: Vec<String> =
            (0..30_000).map(|n| format!("\"/p{n}\":{{\"get\":{{\"security\":[{{\"o\":[\"s{n}\"]}}]}}}}")).collect();
        let scopes: Vec<String> = (0..30_000).map(|n| format!("\"s{n}\":\"x\"")).collect();
        let flow =
            format!("\"clientCredentials\":{{\"tokenUrl\":\"https://a.example\",\"scopes\":{{{}}}}}", scopes.join(","));
        Input::import(
            "a.json",
            openapi(
                &paths.join(","),
                &format!("\"securitySchemes\":{{\"o\":{{\"type\":\"oauth2\",\"flows\":{{{flow}}}}}}}"),
            ),
        )
    }),
    ("import: references in a circle", || {
        let schemes = numbered(2_000, |n| {
            format!("\"s{n}\":{{\"$ref\":\"#/components/securitySchemes/s{}\"}},", (n + 1) % 2_000)
        });
        Input::import("a.json", openapi("", &format!("\"securitySchemes\":{{{schemes}\"z\":{{}}}}")))
    }),
    ("import: an operation of 20,000 alternatives", || {
        let alternatives: Vec<String> =
            (0..20_000).map(|n| format!("{{\"o\":[\"s{}\",\"s{}\"]}}", n % 300, n % 299)).collect();
        let scopes: Vec<String> = (0..300).map(|n| format!("\"s{n}\":\"x\"")).collect();
        let flow =
            format!("\"clientCredentials\":{{\"tokenUrl\":\"https://a.example\",\"scopes\":{{{}}}}}", scopes.join(","));
        let path = format!("\"/p\":{{\"get\":{{\"security\":[{}]}}}}", alternatives.join(","));
        Input::import(
            "a.json",
            openapi(&path, &format!("\"securitySchemes\":{{\"o\":{{\"type\":\"oauth2\",\"flows\":{{{flow}}}}}}}")),
        )
    }),
    ("import: YAML aliases of aliases", || {
        let lines = numbered(40, |n| format!("  a{}: &a{} [{}]\n", n + 1, n + 1, vec![format!("*a{n}"); 10].join(",")));
        Input::import(
            "a.yaml",
            format!("openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\nx-a:\n  a0: &a0 [x,x,x]\n{lines}"),
        )
    }),
    ("import: 500,000 names, one a line", || Input::import("a.txt", numbered(500_000, |n| format!("s{n}:read\n")))),
    ("import: 300,000 rows", || {
        Input::import(
            "a.csv",
            format!("scope,description\n{}", numbered(300_000, |n| format!("s{n}:read,What it does\n"))),
        )
    }),
    ("import: metadata of 300,000 scopes", || {
        Input::import(
            "a.json",
            format!(
                "{{\"issuer\":\"https://a.example\",\"scopes_supported\":[{}\"z\"]}}",
                numbered(300_000, |n| format!("\"s{n}\","))
            ),
        )
    }),
    ("drift: 30,000 names of which none is left", || {
        Input::new(&["drift", "a.txt"])
            .with("a.txt", numbered(30_000, |n| format!("orders:item{n}:read\n")))
            .with("scopes.toml", format!("scopes = [{}]\n", numbered(30_000, |n| format!("'order:item{n}:raed',"))))
    }),
    ("init: 300 packages", || {
        Input::default()
            .with("Cargo.toml", "[workspace]\nmembers = ['p/*']\nresolver = '3'\n")
            .with_all((0..300).flat_map(|n| {
                let head = format!("[package]\nname = \"p{n}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\noauth-scopes = \"0.1\"\n");
                let text = "fn ask(c: C) { c.add_scope(Scope::new(\"read:org\".into())); }\n";
                [(format!("p/p{n}/Cargo.toml"), head), (format!("p/p{n}/src/lib.rs"), text.repeat(20))]
            }))
            .arguments(&["init", "--dry-run"])
    }),
    ("extract: 10,000 files", || {
        let files: Vec<String> = (0..10_000).map(|n| format!("c/{n}.json")).collect();
        let arguments: Vec<&str> =
            ["extract", "--path", "s"].into_iter().chain(files.iter().map(String::as_str)).collect();
        Input::new(&arguments)
            .with_all((0..10_000).map(|n| (format!("c/{n}.json"), "{\"s\":\"read_profile\"}".to_owned())))
    }),
    ("explain: a word of 100,000 letters", || {
        Input::new(&["explain", "--provider", "microsoft-graph", &"zebra.".repeat(20_000)])
    }),
    ("operations: 200 words", || {
        let words: Vec<String> = (0..200).map(|n| format!("list{n}")).collect();
        let arguments =
            ["operations", "--provider", "microsoft-graph"].into_iter().chain(words.iter().map(String::as_str));
        Input::new(&arguments.collect::<Vec<_>>())
    }),
    ("add: a catalog of 100,000 lines", || {
        Input::new(&["add", "github", "repo"])
            .with("scopes.toml", format!("{CATALOG}{}", numbered(100_000, |n| format!("s{n} = 'x'\n"))))
    }),
];
