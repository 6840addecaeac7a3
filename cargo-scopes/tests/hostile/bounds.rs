//! Tests inputs that a clone can contain and that take much work: each gets an answer, which is not too long to read.
//! With quadratic time, these sizes would take minutes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

use super::checkout::{CATALOG, Checkout, MANIFEST};

/// The standard output of a command in a work tree with this catalog and this source.
fn answer(catalog: &str, source: &str, arguments: &[&str]) -> String {
    let checkout = Checkout::new();
    checkout.write("work/scopes.toml", catalog);
    checkout.write("work/src/main.rs", source);
    run(&checkout, arguments)
}

fn run(checkout: &Checkout, arguments: &[&str]) -> String {
    let output = checkout.command("work", arguments).output().expect("the command");
    let (answer, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.code().is_some_and(|code| [0, 1].contains(&code)), "{:?}\n{errors}", output.status);
    assert!(answer.len() < 40 << 20, "{} bytes", answer.len());
    answer.into_owned()
}

fn calls(count: usize, call: impl Fn(usize) -> String) -> String {
    let mut source = "fn main() {\n".to_owned();
    for number in 0..count {
        writeln!(source, "    let _ = oauth_scopes::{};", call(number)).expect("a text");
    }
    source + "}\n"
}

#[test]
fn problems_of_a_catalog_are_counted() {
    let keys = (0..20_000).fold("scopes = ['a']\n".to_owned(), |text, number| text + &format!("k{number} = 1\n"));
    let names: Vec<String> = (0..150).map(|number| format!("'s{number}'")).collect();
    let dense = names.iter().fold("[scopes]\n".to_owned(), |text, name| {
        text + &format!("{name} = {{ implies = [{}] }}\n", names.join(","))
    });
    for catalog in [
        &*keys,
        &*dense,
        &format!("scopes = [{}]\n", "'a',".repeat(20_000)),
        &format!("scopes = [{}]\n", "'a b',".repeat(20_000)),
        &format!("[scopes]\n{}", "a = ''\n".repeat(20_000)),
        &format!("[scopes]\na = {{ implies = [{}] }}\n", "'aa',".repeat(20_000)),
    ] {
        let answer = answer(catalog, "fn main() {}\n", &["check"]);
        assert!(answer.contains("problems; the others are not shown"), "{}", &catalog[..20]);
    }
}

#[test]
fn findings_of_a_workspace_are_counted() {
    // 500 findings of each call are listed, and one for the other 100.
    let source = calls(12, |_| format!("scopes!(\"{}\")", "Read_profile ".repeat(600).trim_end()));
    assert!(answer(CATALOG, &source, &["check"]).contains("1000 more findings are not shown"));
}

#[test]
fn mistakes_of_a_call_are_counted() {
    for arguments in ["x, ".repeat(20_000), ", ".repeat(20_000), "\"a\" b, ".repeat(20_000)] {
        let source = calls(1, |_| format!("scopes!({arguments})"));
        let answer = answer(CATALOG, &source, &["check"]);
        assert!(answer.contains("more mistakes in the arguments of this call"), "{}", &arguments[..4]);
    }
}

#[test]
fn sources_without_end_are_read() {
    let nested = |open: &str, close: &str| format!("{}{}", open.repeat(20_000), close.repeat(20_000));
    for (source, expected) in [
        (format!("fn main() {{ {} }}", nested("oauth_scopes::scopes!(", ")")), "nested too deeply"),
        (format!("fn main() {{ {}; oauth_scopes::scopes!(\"a\"); }}", nested("(", ")")), "unknown scope `a`"),
        (
            format!(
                "use {}scopes{};\nfn main() {{ oauth_scopes::scopes!(\"a\"); }}",
                "a::{".repeat(20_000),
                "}".repeat(20_000)
            ),
            "unknown scope `a`",
        ),
        (
            (0..5_000).fold(String::new(), |text, n| text + &format!("use oauth_scopes::scopes as s{n};\n"))
                + "fn main() { s7!(\"a\"); }",
            "unknown scope `a`",
        ),
    ] {
        let answer = answer(CATALOG, &source, &["check"]);
        assert!(answer.contains(expected), "{}: {}", &source[..40], &answer[..answer.len().min(500)]);
    }
    let source = calls(1, |_| format!("scopes!(\"{}\")", "read_profile ".repeat(50_000)));
    assert!(answer(CATALOG, &source, &["check"]).contains("more of `duplicate-scope`"));
}

#[test]
fn patterns_of_files_end() {
    let checkout = Checkout::new();
    checkout.write(&format!("work/{}/c.json", ["x"; 24].join("/")), "{}");
    checkout.write(&format!("work/{}", "a".repeat(200)), "");
    for pattern in [format!("{}b.json", "**/".repeat(24)), format!("{}b", "*a".repeat(99))] {
        checkout.write(
            "work/scopes.toml",
            &format!("scopes = ['read_profile']\n[[config]]\nfile = '{pattern}'\npath = 's'\n"),
        );
        assert!(run(&checkout, &["check"]).contains("no file"), "{pattern}");
    }
}

#[test]
fn a_configuration_file_full_of_mistakes() {
    let checkout = Checkout::new();
    let config = "[[config]]\nfile = 'a.json'\npath = 's'\n";
    checkout.write("work/scopes.toml", &format!("{CATALOG}{config}"));
    let words: Vec<String> = (0..20_000).map(|number| format!("read_profil{number}")).collect();
    for text in [format!("{{\"s\": \"{}\"}}", words.join(" ")), format!("{{\"s\": [\"{}\"]}}", words.join("\", \""))] {
        checkout.write("work/a.json", &text);
        assert!(run(&checkout, &["check"]).contains("and 19500 more of `unknown-scope` in this list"));
    }
}

#[test]
fn defaults_in_defaults() {
    let checkout = Checkout::new();
    checkout.write("work/scopes.toml", &format!("{CATALOG}[[config]]\nfile = 'a.env'\npath = 'A'\n"));
    checkout.write("work/a.env", &format!("A={}x{}\n", "${A:-".repeat(20_000), "}".repeat(20_000)));
    assert!(run(&checkout, &["check"]).contains("a.env"));
}

#[test]
fn code_by_hand_without_end() {
    let checkout = Checkout::new();
    let list = "c.add_scope(Scope::new(\"public_repo\".into())).add_scope(Scope::new(\"reed:org\".into()));";
    for (other, expected) in [
        (format!("let x = {}1;", "-".repeat(100_000)), "tokens in one statement are not read"),
        (format!("let x = a{};", ".b()".repeat(30_000)), "tokens in one statement are not read"),
        (format!("let x: {}u8 = 1;", "Vec<".repeat(30_000)), "tokens in one statement are not read"),
        (format!("let x = {}1;", "-".repeat(2_000)), "unknown scope `reed:org`"),
        (format!("let x = a{};", ".b()".repeat(1_000)), "unknown scope `reed:org`"),
    ] {
        checkout.write("work/src/main.rs", &format!("fn ask() {{ {list} {other} }}\nfn main() {{}}\n"));
        let answer = run(&checkout, &["check", "--literals"]);
        assert!(answer.contains(expected), "{}: {answer}", &other[..20]);
    }
}

#[test]
fn many_lists_by_hand() {
    let checkout = Checkout::new();
    let lists = (0..1_000).fold(String::new(), |text, number| {
        text + &format!("// scopes: provider = github\nfn ask{number}(c: C) {{ c.add_scope(Scope::new(\"read:org{number}\".into())); }}\n")
    });
    checkout.write("work/src/main.rs", &format!("fn main() {{}}\n{lists}"));
    assert!(run(&checkout, &["check", "--literals"]).contains("1000 lists without a macro"));
    let names: Vec<String> = (0..1_000).map(|number| format!("\"read:org{number}\"")).collect();
    checkout.write(
        "work/src/main.rs",
        &format!("fn main() {{}}\nconst GITHUB_SCOPES: &[&str] = &[{}];\n", names.join(",")),
    );
    run(&checkout, &["check", "--literals"]);
}

#[test]
fn modules_that_lead_to_one_another() {
    let checkout = Checkout::new();
    let call = "fn f() { oauth_scopes::scopes!(\"reed_profile\"); }";
    checkout.write("work/src/main.rs", "#[path = \"f0.rs\"] mod m;\nfn main() {}\n");
    for number in 0..1_500 {
        let text = if number == 1_499 { call.to_owned() } else { format!("#[path = \"f{}.rs\"] mod m;\n", number + 1) };
        checkout.write(&format!("work/src/f{number}.rs"), &text);
    }
    assert!(run(&checkout, &["check"]).contains("unknown scope `reed_profile`"), "a chain");
    checkout.write("work/src/f1499.rs", &format!("{call}\n#[path = \"f0.rs\"] mod m;\n"));
    checkout.write("work/src/main.rs", "fn main() {}\n");
    let answer = run(&checkout, &["check"]);
    assert!(!answer.contains("unknown scope") && answer.contains("f1499.rs"), "a circle that no target has: {answer}");
}

#[test]
fn a_macro_with_thousands_of_names() {
    let names = (0..3_000).fold(String::new(), |text, n| text + &format!("use oauth_scopes::scopes as s{n};\n"));
    let answer = answer(CATALOG, &format!("{names}fn main() {{ s7!(\"a\"); }}\n"), &["check"]);
    assert!(answer.contains("unknown scope `a`"), "{answer}");
}

#[test]
fn documents_that_have_nothing_in_common_with_a_catalog() {
    let checkout = Checkout::new();
    let names = |name: &str| -> Vec<String> { (0..3_000).map(|number| format!("{name}{number}:read")).collect() };
    checkout.write("work/a.txt", &names("order").join("\n"));
    checkout.write("work/scopes.toml", &format!("scopes = ['{}']\n", names("invoice").join("', '")));
    assert!(run(&checkout, &["drift", "a.txt"]).contains("3000"));
}

#[test]
fn many_repairs_are_made() {
    let checkout = Checkout::new();
    checkout.write("work/Cargo.toml", MANIFEST);
    checkout.write("work/src/main.rs", &calls(2_000, |_| "scopes!(\"Read_profile\")".to_owned()));
    let config = "[[config]]\nfile = 'a.toml'\npath = 's[].scope'\n";
    checkout.write("work/scopes.toml", &format!("{CATALOG}{config}"));
    checkout.write("work/a.toml", &"[[s]]\nscope = 'Read_profile'\n".repeat(400));
    run(&checkout, &["fix", "--allow-no-vcs", "--allow-dirty"]);
    assert_eq!(checkout.read("work/src/main.rs").matches("\"read_profile\"").count(), 2_000);
    assert_eq!(checkout.read("work/a.toml").matches("'read_profile'").count(), 400);
}

#[test]
fn links_to_folders_do_not_fill_the_disk() {
    let checkout = Checkout::new();
    for number in 0..200 {
        checkout.write(&format!("work/real/f{number}.rs"), "// x\n");
        checkout.write(&format!("work/links/l{number}"), "");
        checkout.link(&format!("work/links/l{number}"), "../real");
    }
    checkout.commit();
    let output = checkout.command("work", &["diff", "HEAD"]).output().expect("the command");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("links of the revision lead to more than 20000 files"), "{errors}");
}

#[test]
fn a_line_of_standard_input_is_answered() {
    let checkout = Checkout::new();
    for (piece, provider) in [("a ", "google"), ("openid,emial,", "google"), ("a%2520b", "github"), ("zebra", "google")]
    {
        let mut command = checkout.command("work", &["lint", "--provider", provider]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the command");
        child.stdin.take().expect("a pipe").write_all(piece.repeat(8 << 10).as_bytes()).expect("a text");
        let output = child.wait_with_output().expect("the command");
        assert!(output.stdout.len() < 8 << 20, "{piece}: {} bytes", output.stdout.len());
    }
}
