//! Measures sources with calls of the macros.

use super::input::{Case, Input, nested, numbered};

fn calls(count: usize) -> String {
    format!(
        "fn main() {{\n{}}}\n",
        numbered(count, |n| format!("    let _ = oauth_scopes::scopes!(\"read_profil{n}\");\n"))
    )
}

const CALL: &str = "oauth_scopes::scopes!(\"a\");";

/// Source files that are long or deeply nested or that hide their calls, and very large folders.
pub(super) const CASES: &[Case] = &[
    ("20,000 calls within each other", || {
        Input::source(format!("fn main() {{ {} }}", nested("oauth_scopes::scopes!(", "", ")", 20_000)))
    }),
    ("1,000,000 brackets beside a call", || {
        Input::source(format!("fn main() {{ {}; {CALL} }}", nested("(", "", ")", 1_000_000)))
    }),
    ("100,000 findings: human", || Input::source(calls(100_000))),
    ("100,000 findings: JSON", || Input::source(calls(100_000)).arguments(&["check", "--format", "json"])),
    ("100,000 findings: SARIF", || Input::source(calls(100_000)).arguments(&["check", "--format", "sarif"])),
    ("100,000 findings: GitHub", || Input::source(calls(100_000)).arguments(&["check", "--format", "github"])),
    ("300,000 wrong scopes in a literal", || {
        Input::source(format!(
            "fn main() {{ oauth_scopes::scopes!(\"{}\"); }}",
            numbered(300_000, |n| format!("read_profil{n} ")).trim_end()
        ))
    }),
    ("300,000 commas in a call", || {
        Input::source(format!("fn main() {{ oauth_scopes::scopes!({}); }}", ", ".repeat(300_000)))
    }),
    ("100,000 arguments that are none", || {
        Input::source(format!("fn main() {{ oauth_scopes::scopes!({}); }}", "x, ".repeat(100_000)))
    }),
    ("a name of 8 MB", || {
        Input::source(format!("fn main() {{ oauth_scopes::scopes!(\"{}\"); }}", "a".repeat(8 << 20)))
    }),
    ("a name of 1,000,000 escapes", || {
        Input::source(format!("fn main() {{ oauth_scopes::scopes!(\"{}\"); }}", "\\u{61}".repeat(1_000_000)))
    }),
    ("20,000 names of a macro", || {
        Input::source(format!(
            "{}fn main() {{ s7!(\"a\"); }}",
            numbered(20_000, |n| format!("use oauth_scopes::scopes as s{n};\n"))
        ))
    }),
    ("a macro renamed 5,000 times in turn", || {
        let renames = numbered(5_000, |n| format!("use s{n} as s{};\n", n + 1));
        Input::source(format!("use oauth_scopes::scopes as s0;\n{renames}fn main() {{ s5000!(\"a\"); }}"))
    }),
    ("20,000 imports in imports", || {
        Input::source(format!("use {};\nfn main() {{ {CALL} }}", nested("a::{", "scopes", "}", 20_000)))
    }),
    ("2,000 globs of modules with globs", || {
        let modules = numbered(2_000, |n| {
            format!("mod m{n} {{ pub use crate::m{}::*; pub use crate::m{}::*; }}\n", (n + 1) % 2_000, (n + 2) % 2_000)
        });
        Input::source(format!("{modules}use m0::*;\nfn main() {{ scopes!(\"a\"); }}"))
    }),
    ("20,000 modules in modules", || {
        Input::source(format!("{}\nfn main() {{ {CALL} }}", nested("mod a {", "", "}", 20_000)))
    }),
    ("5,000 macros that hand on a call", || {
        let macros = numbered(5_000, |n| format!("macro_rules! m{n} {{ ($($t:tt)*) => {{ m{}!($($t)*) }} }}\n", n + 1));
        Input::source(format!("{macros}fn main() {{ m0!(oauth_scopes::scopes!(\"a\")); }}"))
    }),
    ("100,000 attributes that do not end", || {
        Input::source(format!("fn main() {{ {CALL} }} {}", "#[a ".repeat(100_000)))
    }),
    ("a comment of 30 MB", || Input::source(format!("fn main() {{ {CALL} }}\n// {}", "scopes! ".repeat(30 << 17)))),
    ("1,000,000 comments in comments", || Input::source(format!("fn main() {{ {CALL} }}\n{}", "/*".repeat(1_000_000)))),
    ("raw strings that do not end", || Input::source(format!("fn main() {{ {CALL} }}\n{}", "r#\"\"".repeat(300_000)))),
    ("a chain of 5,000 modules at paths", || {
        Input::source("#[path = \"f0.rs\"] mod m;\nfn main() {}").with_all((0..5_000).map(|n| {
            let text =
                if n == 4_999 { format!("fn f() {{ {CALL} }}") } else { format!("#[path = \"f{}.rs\"] mod m;", n + 1) };
            (format!("src/f{n}.rs"), text)
        }))
    }),
    ("a circle of 5,000 files that include each other", || {
        Input::source("include!(\"f0.rs\");\nfn main() {}").with_all(
            (0..5_000).map(|n| {
                (format!("src/f{n}.rs"), format!("include!(\"f{}.rs\"); fn f() {{ {CALL} }}", (n + 1) % 5_000))
            }),
        )
    }),
    ("a module in 500 folders in each other", || {
        let mut folder = "src".to_owned();
        let files = (0..500).map(|n| {
            let text = if n == 499 { format!("fn f() {{ {CALL} }}") } else { "mod a;".to_owned() };
            let file = (format!("{folder}/a.rs"), text);
            folder.push_str("/a");
            file
        });
        Input::source("mod a;\nfn main() {}").with_all(files)
    }),
    ("20,000 modules of a file", || {
        Input::source(format!("{}fn main() {{ {CALL} }}", numbered(20_000, |n| format!("mod m{n};\n"))))
            .with_all((0..20_000).map(|n| (format!("src/m{n}.rs"), format!("fn f() {{ {CALL} }}"))))
    }),
    ("3,000 files of no module", || {
        Input::source("fn main() {}").with_all(
            (0..3_000).map(|n| (format!("src/f{n}.rs"), format!("#[path = \"x{n}.rs\"] mod x; fn f() {{ {CALL} }}"))),
        )
    }),
    ("100,000 small files", || {
        Input::new(&["check"])
            .with_all((0..100_000).map(|n| (format!("src/d{}/f{n}.rs", n / 1_000), format!("fn f{n}() {{}}\n"))))
    }),
    ("1,000 packages", || {
        Input::new(&["check"])
            .with("Cargo.toml", "[workspace]\nmembers = ['p/*']\nresolver = '3'\n")
            .with_all((0..1_000).flat_map(|n| {
                let head = format!("[package]\nname = \"p{n}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\noauth-scopes = \"0.1\"\n");
                [
                    (format!("p/p{n}/Cargo.toml"), head),
                    (format!("p/p{n}/scopes.toml"), "scopes = ['b']\n".to_owned()),
                    (format!("p/p{n}/src/lib.rs"), format!("fn f() {{ {CALL} }}")),
                ]
            }))
    }),
    ("a folder that leads to itself", || Input::new(&["check"]).link("src/again", "..").link("a", "b").link("b", "a")),
    ("links to devices and pipes as modules", || {
        Input::source(format!("mod z; mod f; mod k; fn main() {{ include!(\"/proc/self/pagemap\"); {CALL} }}"))
            .link("src/z.rs", "/dev/zero")
            .link("src/k.rs", "/proc/kmsg")
            .pipe("src/f.rs")
            .with("src/stray.rs", format!("fn f() {{ {CALL} }}"))
    }),
    ("a folder as a module", || Input::source(format!("mod a; fn main() {{ {CALL} }}")).with("src/a.rs/b.rs", "")),
];
