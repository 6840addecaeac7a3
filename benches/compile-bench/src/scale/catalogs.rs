//! Measures catalogs.

use super::input::{Case, Input, nested, numbered};

fn names(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("'s{number}'")).collect()
}

/// Catalogs that are long, whose entries refer to each other, or that extend each other.
pub(super) const CASES: &[Case] = &[
    ("100,000 unknown keys", || {
        Input::catalog(format!("scopes = ['a']\n{}", numbered(100_000, |n| format!("k{n} = 1\n"))))
    }),
    ("100,000 duplicates", || Input::catalog(format!("scopes = [{}]\n", "'a',".repeat(100_000)))),
    ("10,000 keys written twice", || {
        Input::catalog(format!("[scopes]\n{0}{0}", numbered(10_000, |n| format!("s{n} = ''\n"))))
    }),
    ("100,000 names with spaces", || {
        Input::catalog(format!("scopes = [{}]\n", numbered(100_000, |n| format!("'a {n}',"))))
    }),
    ("300,000 sound names", || Input::catalog(format!("scopes = [{}]\n", names(300_000).join(",")))),
    ("each of 400 names implies all", || {
        let all = names(400).join(",");
        Input::catalog(format!("[scopes]\n{}", numbered(400, |n| format!("'s{n}' = {{ implies = [{all}] }}\n"))))
    }),
    ("each of 700 names implies those after it", || {
        let all = names(700);
        Input::catalog(format!(
            "[scopes]\n{}",
            numbered(700, |n| format!("'s{n}' = {{ implies = [{}] }}\n", all[n + 1..].join(",")))
        ))
    }),
    ("a chain of 50,000 implications", || {
        Input::catalog(format!(
            "[scopes]\n{}s50000 = ''\n",
            numbered(50_000, |n| format!("s{n} = {{ implies = ['s{}'] }}\n", n + 1))
        ))
    }),
    ("a circle of 50,000 implications", || {
        Input::catalog(format!(
            "[scopes]\n{}",
            numbered(50_000, |n| format!("s{n} = {{ implies = ['s{}'] }}\n", (n + 1) % 50_000))
        ))
    }),
    ("each of 400 names conflicts with all", || {
        let all = names(400).join(",");
        Input::catalog(format!(
            "[scopes]\n{}",
            numbered(400, |n| format!("'s{n}' = {{ conflicts = [{all}], requires = [{all}] }}\n"))
        ))
    }),
    ("50,000 aliases of a name", || {
        Input::catalog(format!("[scopes]\na = {{ aliases = [{}] }}\n", names(50_000).join(",")))
    }),
    ("a chain of 50,000 retired names", || {
        Input::catalog(format!(
            "scopes = ['s50000']\n[retired]\n{}",
            numbered(50_000, |n| format!("s{n} = {{ replaced_by = ['s{}'] }}\n", n + 1))
        ))
        .with("src/main.rs", "fn main() { oauth_scopes::scopes!(\"s0\"); }\n")
    }),
    ("100,000 patterns", || {
        Input::catalog(format!("scopes = [{}]\n", numbered(100_000, |n| format!("'p{n}:{{x}}:{{y}}',")))).with(
            "src/main.rs",
            format!("fn main() {{ oauth_scopes::scopes!({}\"z\"); }}\n", numbered(300, |n| format!("\"q{n}:a:b\","))),
        )
    }),
    ("a pattern of 300 alternatives", || {
        Input::catalog(format!("scopes = ['{}b']\n", "{x:a|aa}".repeat(300)))
            .with("src/main.rs", format!("fn main() {{ oauth_scopes::scopes!(\"{}\"); }}\n", "a".repeat(600)))
    }),
    ("a pattern of 100 placeholders", || {
        Input::catalog(format!("scopes = ['{}b']\n", "{x:*}a".repeat(100)))
            .with("src/main.rs", format!("fn main() {{ oauth_scopes::scopes!(\"{}\"); }}\n", "a".repeat(4_000)))
    }),
    ("50,000 operations", || {
        Input::catalog(format!(
            "scopes = ['a']\n[operations]\n{}",
            numbered(50_000, |n| format!("'GET /o{n}' = ['a']\n"))
        ))
    }),
    ("an operation of 50,000 alternatives", || {
        Input::catalog(format!("scopes = [{0}]\n[operations]\n'GET /o' = {{ any = [{0}] }}\n", names(50_000).join(",")))
            .with("src/main.rs", "fn main() { oauth_scopes::scopes!(\"s1\", operations = [\"GET /o\"]); }\n")
    }),
    ("20,000 clients", || {
        Input::catalog(format!("scopes = ['a']\n{}", numbered(20_000, |n| format!("[clients.c{n}]\nallow = ['a']\n"))))
    }),
    ("20,000 addresses of a resource", || {
        Input::catalog(format!(
            "scopes = ['a']\n[resources.r]\nuri = [{}]\n",
            numbered(20_000, |n| format!("'https://r{n}.example',"))
        ))
        .with(
            "src/main.rs",
            format!(
                "fn main() {{ oauth_scopes::scopes!({}\"a\"); }}\n",
                numbered(300, |n| format!("\"https://q{n}.example/a\","))
            ),
        )
    }),
    ("a catalog of 9 MB of line breaks", || Input::catalog(format!("{}scopes = ['a']\n", "\n".repeat(9 << 20)))),
    ("a catalog of 11 MB", || Input::catalog(format!("# {}\nscopes = ['a']\n", "x".repeat(11 << 20)))),
    ("a catalog of 100,000 brackets", || Input::catalog(format!("scopes = {}\n", nested("[", "", "]", 100_000)))),
    ("255 files that extend each other", || {
        Input::catalog("extends = 'c1.toml'\n").with_all(
            (1..256).map(|n| (format!("c{n}.toml"), format!("extends = 'c{}.toml'\n[scopes]\ns{n} = ''\n", n + 1))),
        )
    }),
    ("files that extend two others, twenty times", || {
        Input::catalog("extends = ['a1.toml', 'b1.toml']\n").with_all((1..21).flat_map(|n| {
            let text = format!("extends = ['a{0}.toml', 'b{0}.toml']\nscopes = []\n", n + 1);
            [(format!("a{n}.toml"), text.clone()), (format!("b{n}.toml"), text)]
        }))
    }),
    ("a file of 1 MB extended 255 times", || {
        Input::catalog(format!("extends = [{}]\n", "'big.toml',".repeat(255)))
            .with("big.toml", format!("scopes = [{}]\n", names(100_000).join(",")))
    }),
    ("a file that extends itself", || Input::catalog("extends = 'scopes.toml'\n")),
    ("5,000 wrong words against 100,000 names", || {
        Input::catalog(format!("scopes = [{}]\n", numbered(100_000, |n| format!("'orders:item{n}:read',")))).with(
            "src/main.rs",
            format!(
                "fn main() {{ oauth_scopes::scopes!({}\"z\"); }}\n",
                numbered(5_000, |n| format!("\"ordres:item{n}:raed\","))
            ),
        )
    }),
    ("a link to a device as the catalog", || Input::catalog("").link("scopes.toml", "/dev/zero")),
    ("100,000 words against 5,000 addresses of resources", || {
        Input::catalog(format!(
            "scopes = ['a']\n{}",
            numbered(5_000, |n| format!("[resources.r{n}]\nuri = 'https://r{n}.example'\nscopes = ['b']\n"))
        ))
        .with(
            "src/main.rs",
            format!(
                "fn main() {{ oauth_scopes::scopes!({}\"a\"); }}\n",
                numbered(100_000, |n| format!("\"https://r{n}.exampel/b\","))
            ),
        )
    }),
    ("1,000 calls with slips at a resource of 20,000 scopes", || {
        let scopes = numbered(20_000, |n| format!("'item{n}.read',"));
        Input::catalog(format!("scopes = ['a']\n[resources.r]\nuri = 'https://r.example'\nscopes = [{scopes}]\n")).with(
            "src/main.rs",
            format!(
                "fn main() {{ {} }}\n",
                numbered(1_000, |n| format!("oauth_scopes::scopes!(\"https://r.example/thing{n}\");\n"))
            ),
        )
    }),
    ("1,000 patterns of addresses, 100,000 words", || {
        let uris = numbered(1_000, |n| format!("'https://{{x}}.r{n}.example',"));
        Input::catalog(format!("scopes = ['a']\n[resources.r]\nuri = [{uris}]\nscopes = ['b']\n")).with(
            "src/main.rs",
            format!(
                "fn main() {{ oauth_scopes::scopes!({}\"a\"); }}\n",
                numbered(100_000, |n| format!("\"https://t{n}.q.example/b\","))
            ),
        )
    }),
    ("20,000 calls for unknown ones of 20,000 clients", || {
        Input::catalog(format!("scopes = ['a']\n{}", numbered(20_000, |n| format!("[clients.c{n}]\nallow = ['a']\n"))))
            .with(
                "src/main.rs",
                format!(
                    "fn main() {{ {} }}\n",
                    numbered(20_000, |n| format!("oauth_scopes::scopes!(\"a\", client = \"d{n}\");\n"))
                ),
            )
    }),
    ("a client of 1,000 patterns, 100,000 words", || {
        let allowed = numbered(1_000, |n| format!("'p{n}:{{x}}:{{y}}',"));
        Input::catalog(format!("scopes = ['{{a}}:{{b}}:{{c}}']\n[clients.c]\nallow = [{allowed}]\n")).with(
            "src/main.rs",
            format!(
                "fn main() {{ oauth_scopes::scopes!({}\"p1:a:b\", client = \"c\"); }}\n",
                numbered(100_000, |n| format!("\"q{n}:a:b\","))
            ),
        )
    }),
    ("50,000 names that a client may and no request may have", || {
        let all = names(50_000).join(",");
        Input::catalog(format!(
            "scopes = [{all}]\n[requests]\ndeny = [{all}]\n[clients.c]\nallow = [{all}]\ndefault = true\n"
        ))
        .with("src/main.rs", format!("fn main() {{ oauth_scopes::scopes!({}); }}\n", all.replace('\'', "\"")))
    }),
    ("1,000 patterns of kinds, 200,000 names", || {
        let kinds = numbered(1_000, |n| format!("'s{n}{{x}}' = ['user', 'bot']\n"));
        Input::catalog(format!("scopes = [{}]\n[kinds]\n{kinds}", names(200_000).join(",")))
    }),
    ("a pattern with 50 kinds, 200,000 names", || {
        let kinds = numbered(50, |n| format!("'kind{n}',"));
        Input::catalog(format!("scopes = [{}]\n[kinds]\n's{{x}}' = [{kinds}]\n", names(200_000).join(",")))
    }),
    ("2,000 patterns of all files, 2,000 files", || {
        Input::catalog(format!(
            "scopes = ['a']\n{}",
            numbered(2_000, |n| format!("[[config]]\nfile = '**/{}.json'\npath = 's'\n", "*".repeat(1 + n % 2)))
        ))
        .with_all((0..2_000).map(|n| (format!("c/d{}/f{n}.json", n / 100), "{\"s\":\"b\"}".to_owned())))
    }),
    ("2,000 patterns of no file, 2,000 folders", || {
        Input::catalog(format!(
            "scopes = ['a']\n{}",
            numbered(2_000, |n| format!("[[config]]\nfile = '**/x{n}.json'\npath = 's'\n"))
        ))
        .with_all((0..2_000).map(|n| (format!("c/d{n}/f.json"), "{}".to_owned())))
    }),
    ("500 entries for one file of 4 MB", || {
        Input::catalog(format!("scopes = ['a']\n{}", "[[config]]\nfile = 'a.json'\npath = 's'\n".repeat(500)))
            .with("a.json", format!("{{\"t\":[{}\"a\"],\"s\":\"a\"}}", numbered(400_000, |n| format!("\"t{n}\","))))
    }),
    ("20,000 variables beside as many that name providers", || {
        let variables = numbered(20_000, |n| format!("A{n}_SCOPES=openid\nA{n}_PROVIDER=github\n"));
        Input::catalog("scopes = ['openid']\n[[config]]\nfile = 'a.env'\n".to_owned()).with("a.env", variables)
    }),
    ("2,000 configuration files", || {
        Input::catalog(format!("scopes = ['a']\n{}", "[[config]]\nfile = 'a.json'\npath = 's'\n".repeat(2_000)))
            .with("a.json", "{\"s\":\"b\"}")
    }),
];
