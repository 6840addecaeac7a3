//! Inputs that a clone can hold and that ask for a lot of work: each is answered, with as much as somebody may read. The
//! sizes take minutes where the time grows with the square.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

use super::checkout::{CATALOG, Checkout, MANIFEST};

/// What a command writes to standard output, in a work tree with this catalog and this source.
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
fn findings_of_a_workspace_are_counted_in_every_format() {
    let source = calls(6_000, |_| "scopes!(\"Read_profile\")".to_owned());
    for format in ["human", "json", "sarif", "github"] {
        let answer = answer(CATALOG, &source, &["check", "--format", format]);
        assert!(
            answer.contains("1000 more findings are not shown") || answer.contains("\"left_off\": 1000"),
            "{format}"
        );
    }
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
        (format!("fn main() {{ {} }}", nested("oauth_scopes::scopes!(", ")")), "too many brackets"),
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
