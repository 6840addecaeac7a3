//! Measures source files with scopes that are written without a macro.

use super::input::{Case, Input, nested, numbered};

/// A function that requests a scope and contains other code.
fn asking(other: &str) -> Input {
    Input::by_hand(format!(
        "fn ask(c: Client) {{ c.add_scope(Scope::new(\"repo\".into())); {other} }}\nfn main() {{}}\n"
    ))
}

/// Code that is deeply nested without brackets, and very long lists.
pub(super) const CASES: &[Case] = &[
    ("by hand: 1,000,000 brackets", || asking(&nested("(", "", ")", 1_000_000))),
    ("by hand: 100,000 signs before a value", || asking(&format!("let x = {}1;", "-".repeat(100_000)))),
    ("by hand: 100,000 references", || asking(&format!("let x = {}1;", "&".repeat(100_000)))),
    ("by hand: 100,000 operators", || asking(&format!("let x = 1{};", "+1".repeat(100_000)))),
    ("by hand: 100,000 powers of closures", || asking(&format!("let x = {}1;", "|a| ".repeat(100_000)))),
    ("by hand: 100,000 returns", || asking(&format!("{}1;", "return ".repeat(100_000)))),
    ("by hand: 50,000 methods in a chain", || asking(&format!("let x = a{};", ".b()".repeat(50_000)))),
    ("by hand: 50,000 scopes in a chain", || {
        asking(&format!("let x = c{};", ".add_scope(Scope::new(\"read:org\".into()))".repeat(50_000)))
    }),
    ("by hand: 50,000 fields and indices", || asking(&format!("let x = a{};", ".b[0]?".repeat(50_000)))),
    ("by hand: 50,000 conversions", || asking(&format!("let x = a{};", " as u8".repeat(50_000)))),
    ("by hand: 50,000 assignments", || asking(&format!("{}1;", "a = ".repeat(50_000)))),
    ("by hand: 50,000 conditions in a row", || asking(&format!("{}{{}}", "if a {} else ".repeat(50_000)))),
    ("by hand: 50,000 types in types", || asking(&format!("let x: {} = 1;", nested("Vec<", "u8", ">", 50_000)))),
    ("by hand: 50,000 references of a type", || asking(&format!("let x: {}u8 = 1;", "&".repeat(50_000)))),
    ("by hand: 50,000 pointers of a type", || asking(&format!("let x: {}u8 = 1;", "*const ".repeat(50_000)))),
    ("by hand: 50,000 functions as results", || asking(&format!("let x: {}u8 = 1;", "fn() -> ".repeat(50_000)))),
    ("by hand: 50,000 references in a pattern", || asking(&format!("let {}x = 1;", "&".repeat(50_000)))),
    ("by hand: 50,000 names in a pattern", || asking(&format!("let {}x = 1;", "a @ ".repeat(50_000)))),
    ("by hand: 50,000 bounds for lifetimes", || asking(&format!("let x: {}A = 1;", "impl for<'a> ".repeat(50_000)))),
    ("by hand: 100,000 lists", || {
        Input::by_hand(format!(
            "fn main() {{}}\n{}",
            numbered(100_000, |n| format!("fn ask{n}(c: C) {{ c.add_scope(Scope::new(\"read:org{n}\".into())); }}\n"))
        ))
    }),
    ("by hand: 100,000 lists of right scopes", || {
        Input::by_hand(format!(
            "fn main() {{}}\n{}",
            numbered(100_000, |n| format!("fn ask{n}(c: C) {{ c.add_scope(Scope::new(\"read:org\".into())); }}\n"))
        ))
    }),
    ("by hand: a list of 100,000 scopes", || {
        Input::by_hand(format!(
            "const GITHUB_SCOPES: &[&str] = &[{}];\nfn main() {{}}\n",
            numbered(100_000, |n| format!("\"read:org{n}\","))
        ))
    }),
    ("by hand: 50,000 constants", || {
        Input::by_hand(format!(
            "fn main() {{}}\n{}",
            numbered(50_000, |n| format!("const SCOPE_{n}: &str = \"read:org{n}\";\n"))
        ))
    }),
    ("by hand: 20,000 constants that are asked for", || {
        let constants = numbered(20_000, |n| {
            format!(
                "const SCOPE_{n}: &str = \"read:org\";\nfn ask{n}(c: C) {{ c.add_scope(Scope::new(SCOPE_{n}.into())); }}\n"
            )
        });
        Input::by_hand(format!("fn main() {{}}\n{constants}"))
    }),
    ("by hand: 50,000 comments", || {
        Input::by_hand(format!(
            "fn main() {{}}\n{}",
            "// scopes: nonsense\n// scopes: ignore\nconst SCOPE: &str = \"read:org\";\n".repeat(50_000)
        ))
    }),
    ("by hand: 5,000 items that do not parse", || {
        Input::by_hand("fn ask() { c.add_scope(Scope::new(\"read:org\")) gibberish; }\n".repeat(5_000))
    }),
    ("by hand: 100,000 addresses", || {
        Input::by_hand(format!(
            "fn main() {{}}\n{}",
            numbered(100_000, |n| format!(
                "fn ask{n}() {{ open(\"https://github.com/login/oauth/authorize?scope=repo%20x{n}\"); }}\n"
            ))
        ))
    }),
    ("by hand: a literal of 8 MB", || {
        asking(&format!("c.add_scope(Scope::new(\"{}\".into()));", "read:org ".repeat(1 << 20)))
    }),
    ("by hand: 5,000 files", || {
        Input::by_hand(format!("{}fn main() {{}}\n", numbered(5_000, |n| format!("mod m{n};\n")))).with_all(
            (0..5_000).map(|n| {
                (format!("src/m{n}.rs"), "fn ask(c: C) { c.add_scope(Scope::new(\"read:org\".into())); }\n".to_owned())
            }),
        )
    }),
];
