//! A source file, read for scopes that are written by hand.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem;
use syn::visit::Visit;

use crate::group::Group;
use crate::provider_hints;
use crate::reader::Reader;
use crate::sieve::sieve;
use crate::tokens::{LONGEST, NoRust, SHALLOW, longest_row, start, tokens};
use crate::usage::FileUsage;
use crate::value::File;

/// One of these is in every file that has scopes in it.
pub const WORDS: [&str; 11] = [
    "scope",
    "Scope",
    "SCOPE",
    "googleapis.com/auth/",
    "/.default",
    "authenticate_as_device",
    "librespot_oauth",
    "get_redirect",
    "start_authorization",
    "get_authorization_url",
    "SlackOAuthListenerConfig",
];

/// All of them, found in one go; the fastest search is for the leftmost one.
static ANY_WORD: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(WORDS).ok());

/// Whether a file may have scopes in it, told by its bytes alone: every file is asked, so this takes no time.
pub fn has_evidence(bytes: &[u8]) -> bool {
    let has = |word: &[u8]| memmem::find(bytes, word).is_some();
    ANY_WORD.as_ref().is_none_or(|words| words.is_match(bytes)) && (has(b"\"") || has(b"Scope::"))
}

/// Reads a file, without the calls of the macros of `oauth-scopes`, which begin at these bytes.
///
/// A file that is not valid Rust is read as far as it is, and says where that ends.
///
/// # Errors
///
/// If nothing of it can be read: its brackets are nested too deeply, or its literals do not end.
pub fn read(text: &str, calls: &BTreeSet<usize>) -> Result<FileUsage, NoRust> {
    let base = start(text);
    let Some(relevant) = sieve(text, base) else { return Ok(FileUsage::default()) };
    // What is blank around it need not be gone through again.
    let relevant = relevant.trim_end();
    let base = relevant.len() - relevant[base.min(relevant.len())..].trim_start().len();
    if relevant.len() > MOST_BYTES && relevant.bytes().filter(|byte| !byte.is_ascii_whitespace()).count() > MOST_BYTES {
        return Err((base..base, format!("more than {} MiB of code with scopes is not read", MOST_BYTES >> 20)));
    }
    match longest_row(relevant, base) {
        (..=SHALLOW, _) => read_all(text, relevant, base, calls),
        (..=LONGEST, _) => with_large_stack(|| read_all(text, relevant, base, calls)),
        (_, at) => Err((at..at, format!("more than {LONGEST} words and signs without an end are not read"))),
    }
}

/// More code that may have to do with scopes is written by a machine; its tree of syntax takes a hundred times its bytes.
const MOST_BYTES: usize = 2 << 20;

/// What the stack of a thread has where a tree of syntax may be deep.
const STACK: usize = 256 << 20;

fn with_large_stack<T: Send>(read: impl FnOnce() -> Result<T, NoRust> + Send) -> Result<T, NoRust> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, read);
        let thread = thread.map_err(|error| (0..0, format!("this cannot be read: {error}")))?;
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Reads what is relevant of a file.
fn read_all(text: &str, relevant: &str, base: usize, calls: &BTreeSet<usize>) -> Result<FileUsage, NoRust> {
    let (stream, broken) = tokens(relevant, base)?;
    let mut reader = Reader::new(File { text, base }, calls);
    match syn::parse2::<syn::File>(stream.clone()) {
        Ok(file) => reader.visit_file(&file),
        // A file that another one includes, or one in a syntax that is not known here.
        Err(_) => reader.pieces(stream),
    }
    let mut usage = reader.finish();
    usage.broken = broken;
    if usage.hints.is_empty() && usage.groups.iter().any(|group| !group.is_of_tests) {
        usage.hints = provider_hints::of_file(text);
    }
    usage.groups.sort_by_key(Group::start);
    usage.composed.sort_by_key(|place: &Range<usize>| place.start);
    proc_macro2::extra::invalidate_current_thread_spans();
    Ok(usage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::DEEPEST;

    /// The texts of a file that is about OAuth, each with its confidence.
    fn found(source: &str) -> Vec<String> {
        let usage = read(source, &BTreeSet::new()).expect("Rust");
        let live = usage.groups.iter().filter(|group| !group.is_of_tests);
        let texts = live.flat_map(|group| group.texts.iter().map(|text| (text, group.confidence)));
        texts
            .map(|(text, confidence)| format!("{confidence:?} {} {:?}", text.value, &source[text.span.clone()]))
            .collect()
    }

    #[test]
    fn arguments_of_macros_need_not_be_expressions() {
        for (source, expected) in [
            ("fn f() { json!({ \"a\": 1, \"scope\": \"repo\" }) }", "Named repo \"\\\"repo\\\"\""),
            ("fn f() { json!({ \"web\": [{ \"scopes\": [\"repo\"] }] }) }", "Named repo \"\\\"repo\\\"\""),
            ("config! { scopes: \"repo\"; url: x }", "Named repo \"\\\"repo\\\"\""),
            ("fn f() { select! { x = y.add_scope(\"repo\") => {} } }", ""),
            ("fn f() { rt! { let x = 1; c.add_scope(\"repo\"); } }", "Named repo \"\\\"repo\\\"\""),
        ] {
            assert_eq!(found(source).join("; "), expected, "{source}");
        }
    }

    #[test]
    fn a_file_that_is_only_an_expression_is_read() {
        let expected = "Named repo \"\\\"repo\\\"\"";
        assert_eq!(found("\u{feff}[client.add_scope(\"repo\")]"), [expected]);
        assert_eq!(found("fn f() { let x = a.b(\"x\") gibberish; c.add_scope(\"repo\"); }"), [expected]);
    }

    #[test]
    fn code_for_tests_asks_for_nothing() {
        for attribute in ["#[test]", "#[tokio::test]", "#[cfg(test)]", "#[cfg(all(unix, test))]"] {
            assert!(found(&format!("{attribute} fn f() {{ c.add_scope(\"repo\"); }}")).is_empty(), "{attribute}");
        }
        for attribute in ["", "#[cfg(not(test))]", "#[cfg(any(not(test), unix))]", "#[inline]"] {
            assert_eq!(found(&format!("{attribute} fn f() {{ c.add_scope(\"repo\"); }}")).len(), 1, "{attribute}");
        }
        assert!(found("#![cfg(test)] fn f() { c.add_scope(\"repo\"); }").is_empty());
        let usage = read("#[test] fn f() { c.add_scope(\"repo\"); }", &BTreeSet::new()).expect("Rust");
        assert!(usage.groups.len() == 1 && usage.groups[0].is_of_tests, "it is known, for the note");
    }

    #[test]
    fn a_file_that_ends_early_is_read_as_far_as_it_goes() {
        for source in [
            "fn f() { c.add_scope(\"repo\"); let x = g(",
            "fn f() { c.add_scope(\"repo\"); let x = \"",
            "fn f() { c.add_scope(\"repo\"); g(1] }",
        ] {
            let usage = read(source, &BTreeSet::new()).expect("a part");
            assert_eq!(usage.groups.first().map(Group::names), Some(vec!["repo"]), "{source}");
            assert!(usage.broken.is_some(), "{source}");
        }
    }

    #[test]
    fn nothing_is_missed_for_speed() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        // The package alone has no neighbors.
        let folders = ["src", "../cargo-scopes/tests", "../src"].map(|folder| root.join(folder));
        let is_alone = !folders[1].exists();
        let folders = folders.iter().take(if is_alone { 1 } else { 3 });
        let files = folders.flat_map(|folder| std::fs::read_dir(folder).expect("a folder"));
        let mut shorter = 0;
        for path in files.map(|file| file.expect("a file").path()).filter(|path| path.extension().is_some()) {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let base = start(&text);
            let relevant = sieve(&text, base).unwrap_or_default();
            shorter += usize::from(relevant != text);
            let shown = |usage: FileUsage| format!("{usage:#?}");
            let whole = read_all(&text, &text, base, &BTreeSet::new()).expect("Rust");
            assert_eq!(shown(read(&text, &BTreeSet::new()).expect("Rust")), shown(whole), "{}", path.display());
        }
        assert!(shorter > if is_alone { 3 } else { 20 }, "{shorter}");
    }

    #[test]
    fn deep_nesting_is_refused() {
        let deep = |depth: usize| format!("const A: u8 = {}1{};", "(".repeat(depth), ")".repeat(depth));
        assert!(read(&deep(DEEPEST), &BTreeSet::new()).is_ok());
        let refused = read(&deep(DEEPEST + 1), &BTreeSet::new()).expect_err("too deep");
        assert_eq!(refused, (14 + DEEPEST..15 + DEEPEST, "brackets are nested too deeply".to_owned()));
        assert!(read(&deep(100_000), &BTreeSet::new()).is_err());
    }

    #[test]
    fn code_that_is_deep_without_brackets_is_read_or_refused() {
        let pieces = [
            "-",
            "&",
            "*",
            "!",
            "|a| ",
            "return ",
            "a = ",
            "if a {} else ",
            "1 + ",
            "A {} + ",
            "1 as u8 + ",
            "a..",
            "break ",
        ];
        let before = pieces.map(|piece| (piece.to_owned(), String::new()));
        let after = [".b()", ".add_scope(Scope::new(\"read:org\".into()))", ".b[0]?", " as u8", " == a", "()"]
            .map(|piece| (String::new(), piece.to_owned()));
        for (before, after) in before.into_iter().chain(after) {
            for (count, is_read) in [(300, true), (21_000, false)] {
                let (before, after) = (before.repeat(count), after.repeat(count));
                let source = format!("fn f() {{ c.add_scope(Scope::new(\"repo\".into())); {before}x{after}; }}");
                let read = read(&source, &BTreeSet::new());
                assert_eq!(read.is_ok(), is_read, "{count}: {}", &source[40..80]);
                assert!(
                    read.is_err() || read.is_ok_and(|usage| usage.groups[0].names() == ["repo"]),
                    "{}",
                    &source[40..80]
                );
            }
        }
        for piece in ["Vec<", "&", "*const ", "fn() -> ", "impl for<'a> "] {
            let source =
                format!("fn f() {{ c.add_scope(Scope::new(\"repo\".into())); let x: {}u8; }}", piece.repeat(21_000));
            assert!(read(&source, &BTreeSet::new()).is_err(), "{piece}");
        }
    }

    #[test]
    fn of_a_large_file_what_has_to_do_with_scopes_is_read() {
        let (asking, adding) = ("fn ask() { c.add_scope(Scope::new(\"repo\".into())); }\n", "fn add() { 1 + 1 }\n");
        let read = |source: String| read(&source, &BTreeSet::new());
        assert!(read(asking.repeat(MOST_BYTES / 40)).is_err_and(|(_, reason)| reason.contains("more than 2 MiB")));
        let large = format!("{asking}{}", adding.repeat(MOST_BYTES / 10));
        assert_eq!(read(large).expect("Rust").groups[0].names(), ["repo"]);
    }

    #[test]
    fn long_files_are_read() {
        let rows = "    \"a\" => { b() }\n    C { d } => e(),\n".repeat(2_000);
        let source = format!("fn f() {{ c.add_scope(Scope::new(\"repo\".into())); match x {{\n{rows}}} }}");
        let items = "impl A { fn b() {} }\n#[c] mod d {}\nconst E: u8 = 1;\n".repeat(2_000);
        for source in [source.clone(), format!("{items}{source}{items}"), format!("m! {{ {source} }}")] {
            assert_eq!(read(&source, &BTreeSet::new()).expect("Rust").groups[0].names(), ["repo"]);
        }
    }

    /// The groups of a file: their names, what they are for, whether they are a part.
    fn groups(source: &str) -> Vec<String> {
        let mut usages = [read(source, &BTreeSet::new()).expect("Rust")];
        crate::resolve_constants(&mut usages);
        let live = usages[0].groups.iter().filter(|group| !group.is_of_tests);
        let shown = |group: &Group| {
            let purpose = match group.purpose {
                crate::Purpose::Request => "",
                crate::Purpose::Mention => "mention ",
                crate::Purpose::Requirement => "requirement ",
            };
            let part = if group.is_partial { "+" } else { "" };
            format!("{purpose}{}{part}", group.names().join(" "))
        };
        live.map(shown).collect()
    }

    #[test]
    fn what_is_asked_for_together_is_one_group() {
        for (source, expected) in [
            (
                "fn f() { c.url(x).add_scope(Scope::new(\"a\".into())).add_scope(Scope::new(\"b\".to_string())).url(); }",
                &["a b"][..],
            ),
            (
                "fn f() { let r = c.add_scopes([Scope::new(\"a\".into())]).other().add_scope(Scope::new(\"b\".into())); }",
                &["a b"],
            ),
            (
                "fn f() { let mut r = c.url(); r = r.add_scope(Scope::new(\"a\".into())); r = r.add_scope(Scope::new(\"b\".into())); }",
                &["a b"],
            ),
            (
                "fn f() { let mut r = c.url(); r = r.add_scope(Scope::new(\"a\".into())); if x { r = r.add_scope(Scope::new(\"b\".into())); } }",
                &["a+", "b+"],
            ),
            ("fn f() { c.add_scope(Scope::new(\"a\".into())).add_scope(Scope::new(other)); }", &["a+"]),
            ("fn f() { let mut scopes = vec![\"a\".to_string()]; scopes.push(\"b\".to_string()); }", &["a b"]),
            (
                "const AB: &str = \"a\"; fn f() { c.add_scope(Scope::new(AB.into())).add_scope(Scope::new(\"b\".into())); }",
                &["a+", "b+"],
            ),
            ("fn f() { c.add_scope(Scope::new(\"a\".into())); d.add_scope(Scope::new(\"b\".into())); }", &["a", "b"]),
        ] {
            assert_eq!(groups(source), expected, "{source}");
        }
    }

    #[test]
    fn functions_that_take_scopes_are_in_files_that_are_read() {
        let text = "\"public_repo\"";
        for (kind, function, argument) in crate::parameters::all() {
            let path = kind.map_or_else(|| "client.".to_owned(), |kind| format!("{kind}::"));
            // The crate has the word, in a file that names its type.
            let use_it = if kind == Some("OAuthClientBuilder") { "use librespot_oauth::A; " } else { "" };
            let arguments: Vec<&str> = (0..argument).map(|_| "x").chain([text]).collect();
            let source = format!("{use_it}fn f() {{ {path}{function}({}); }}", arguments.join(", "));
            assert!(has_evidence(source.as_bytes()), "{source}");
            assert_eq!(groups(&source), ["public_repo"], "{source}");
        }
    }

    #[test]
    fn ways_of_asking() {
        for (source, expected) in [
            ("fn f() { m.insert(\"scope\".to_string(), \"repo gist\".to_string()); }", &["repo gist"][..]),
            ("fn f() { m.insert(String::from(\"scope\"), \"repo gist\".to_owned()); }", &["repo gist"]),
            ("fn f() { m.insert(\"scope\".into(), \"repo gist\".into()); }", &["repo gist"]),
            (
                "fn f() { vec![(\"grant_type\", \"x\".to_string()), (\"scope\", \"repo gist\".to_string())] }",
                &["repo gist"],
            ),
            (
                "fn f() { c.get_token(&[\"https://management.azure.com/.default\"], None); }",
                &["https://management.azure.com/.default"],
            ),
            ("fn scopes() -> Vec<String> { vec![\"repo\".to_string(), \"read:org\".to_string()] }", &["repo read:org"]),
            ("impl A { fn scope(&self) -> &str { \"read:user user:email\" } }", &["read:user user:email"]),
            (
                "impl A { fn get_default_scopes(&self) -> String { match self { A::B => \"read:user+read:org\".to_string(), A::C => \"repo\".into() } } }",
                &["read:user read:org", "repo"],
            ),
            (
                "fn f() { let u = format!(\"https://a/authorize?scope={}&client_id={}\", \"commands,chat:write\", id); }",
                &["commands chat:write"],
            ),
            ("fn f() { let u = format!(\"https://a/authorize?client_id={id}&scope={s}\", s = \"repo\"); }", &["repo"]),
            ("const SCOPES: &str = \"identify%20guilds.join\";", &["identify guilds.join"]),
            ("const SCOPES: &str = \"identify+guilds.join\";", &["identify guilds.join"]),
            ("const SCOPES: &str = concat!(\"repo \", \"gist\");", &["repo gist"]),
            (
                "fn f() { let scopes = env::var(\"SCOPES\").unwrap_or_else(|_| \"identify guilds.join\".into()); }",
                &["identify guilds.join"],
            ),
            ("struct A { #[arg(long, default_value = \"read:org repo\")] scope: String }", &["read:org repo"]),
            (
                "#[derive(Deserialize)] struct A { #[serde(default = \"d\")] scopes: String } fn d() -> String { \"repo gist\".into() }",
                &["repo gist"],
            ),
            ("fn f() { c.start_authorization(&[\"mcp\", \"profile\"], url); }", &["mcp profile"]),
            (
                "fn f() { SlackOAuthListenerConfig::new(id, secret, \"app_mentions:read,chat:write\".into(), host); }",
                &["app_mentions:read chat:write"],
            ),
            ("fn f() { crab.authenticate_as_device(&id, [\"repo\", \"read:org\"]); }", &["repo read:org"]),
            (
                "const LIST: &[&str] = &[\"a:b\", \"c:d\"]; fn f() { for s in LIST { r.add_scope(Scope::new(s.to_string())); } }",
                &["a:b c:d+"],
            ),
            ("lazy_static! { static ref SCOPES: Vec<&'static str> = vec![\"repo\", \"gist\"]; }", &["repo gist"]),
            ("thread_local! { static SCOPES: Vec<&'static str> = vec![\"repo\"] }", &["repo"]),
            ("static SCOPES: LazyLock<Vec<&str>> = LazyLock::new(|| vec![\"repo\", \"gist\"]);", &["repo gist"]),
            ("fn f() { let scopes = CELL.get_or_init(|| vec![\"repo\"]); }", &["repo"]),
            ("fn f() { let scopes = [\"repo\"].iter().chain([\"gist\"]).collect::<Vec<_>>(); }", &["repo gist"]),
            (
                "fn f() { let u = format!(\"https://a/authorize?client_id={id}&scope={}\", urlencoding::encode(\"repo gist\")); }",
                &["repo gist"],
            ),
            ("fn f(c: Config) { c.scope.insert(\"repo\".into()); }", &["repo"]),
            ("fn f() { sign_in.get_redirect(cookies, &[\"profile\", \"email\"]); }", &["profile email"]),
            ("struct A { #[arg(default_values = [\"repo\", \"gist\"])] scopes: Vec<String> }", &["repo gist"]),
            ("struct A { #[arg(default_value_t = String::from(\"repo\"))] scope: String }", &["repo"]),
            ("struct A { #[envconfig(from = \"S\", default = \"repo gist\")] scopes: String }", &["repo gist"]),
            ("struct A { #[builder(default = vec![\"repo\"])] scopes: Vec<&'static str> }", &["repo"]),
            ("fn f() { c.set_default(\"oauth.scopes\", \"repo gist\"); }", &["repo gist"]),
            (
                "const BODY: &str = \"grant_type=client_credentials&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default\";",
                &["https://graph.microsoft.com/.default"],
            ),
            (
                "const URL: &str = \"https://a/authorize?client_id=1&permissions=8&scope=bot%20applications.commands\";",
                &["bot applications.commands"],
            ),
            (
                "static ALL: &[Provider] = &[Provider { name: \"a\", scopes: &[\"repo\", \"gist\"], url: \"https://a/\" }];",
                &["repo gist"],
            ),
            ("#[test_log::test(main)] async fn main() { c.add_scope(\"repo\"); }", &["repo"]),
            ("fn f() { Form { scope: Some(Cow::Borrowed(\"repo gist\")) } }", &["repo gist"]),
            ("fn f() { Form { scopes: [\"repo\", \"gist\"].map(String::from).to_vec() } }", &["repo gist"]),
            ("fn f() { let scopes = config.scopes.as_deref().unwrap_or(\"repo gist\"); }", &["repo gist"]),
            ("fn f() { env.insert(\"OIDC_SCOPES\", \"openid email\"); }", &["openid email"]),
        ] {
            assert_eq!(groups(source), expected, "{source}");
        }
    }

    #[test]
    fn what_is_not_asked_for() {
        for source in [
            "pub const SCOPE: &str = \"scope\";",
            "pub const CLIENT_SCOPES: &str = \"client_scopes\";",
            "pub const PREFIX_OF_SCOPES: &str = \"scopes_\";",
            "fn f() { let (name, scope) = get_name_and_scope(config, \"user.name\"); }",
            "fn f() { for s in other { c.add_scope(Scope::new(s.to_owned())); } }",
            "fn f() { let scope = granted.get(\"scope\"); }",
            // Code in quotes, what a response says, a part of a name, a variable of something else.
            "struct A { #[builder(default = \"String::new()\")] scope: String }",
            "fn f() { m.insert(\"X-OAuth-Scopes\", \"repo, gist\"); }",
            "fn f() { scope.starts_with(\"read:\"); }",
            "fn f() { if kind == \"read:org\" {} }",
            "impl Display for Level { fn fmt(&self, f: F) -> R { write!(f, \"read:org\") } }",
        ] {
            assert_eq!(groups(source), [""; 0], "{source}");
        }
        for (source, expected) in [
            ("const SCOPES: [&str; 2] = [\"a:b\", \"c:d\"]; fn f() { SCOPES.contains(&x); }", "mention a:b c:d"),
            ("const T: &[Entry] = &[Entry { scope: \"a:b\", label: \"A\" }];", "mention a:b"),
            ("const SCOPES: &[(&str, &str)] = &[(\"a:b\", \"Read\")];", "mention a:b"),
            ("enum Scope { #[serde(rename = \"read:org\")] ReadOrg }", "mention read:org"),
            (
                "impl AsRef<str> for Scope { fn as_ref(&self) -> &str { match self { Scope::A => \"read:org\" } } }",
                "mention read:org",
            ),
            ("impl Display for Scope { fn fmt(&self, f: F) -> R { write!(f, \"read:org\") } }", "mention read:org"),
            ("impl Display for Scope { fn fmt(&self, f: F) -> R { f.write_str(\"read:org\") } }", "mention read:org"),
            (
                "impl Display for Scope { fn fmt(&self, f: F) -> R { let name = match self { A => \"read:org\" }; f.pad(name) } }",
                "mention read:org",
            ),
            (
                "impl From<Scope> for String { fn from(s: Scope) -> Self { match s { A => \"read:org\".into() } } }",
                "mention read:org",
            ),
            (
                "impl FromStr for Scope { fn from_str(s: &str) -> R { match s { \"read:org\" => Ok(Scope::R), _ => Err(()) } } }",
                "mention read:org",
            ),
            ("fn f() { if granted.scopes().contains(&\"read:org\") {} }", "mention read:org"),
            ("fn f() { self.scopes.remove(\"read:org\"); }", "mention read:org"),
            ("fn f() { if claims.has_scope(\"read:org\") {} }", "mention read:org"),
            ("fn f() { if scope == \"read:org\" {} }", "mention read:org"),
            ("fn f() { op.security_requirement_scopes(\"oauth2\", [\"orders:read\"]) }", "requirement orders:read"),
            ("fn f() { auth.require_scope(\"read:statuses\")?; }", "requirement read:statuses"),
            (
                "#[utoipa::path(get, path = \"/a\", security((\"oauth2\" = [\"read:items\"]), (\"key\" = [])))] fn f() {}",
                "requirement read:items",
            ),
            (
                "#[Object] impl Q { #[graphql(guard = \"ScopeGuard::new(\\\"profile:read\\\")\")] fn f(&self) {} }",
                "requirement profile:read",
            ),
            ("scope_guards! { pub scope Read = \"read:x\"; }", "requirement read:x"),
        ] {
            assert_eq!(groups(source), [expected], "{source}");
        }
    }

    #[test]
    fn what_a_server_defines() {
        for source in [
            "fn f() { Scopes::from_iter([(\"orders:read\", \"Read orders\")]) }",
            "fn f() { IndexMap::from([(\"orders:read\".to_owned(), \"Read orders\".to_owned())]) }",
            "fn f() { Scopes::one(\"orders:read\", \"Read orders\") }",
            "fn f() { let s = OAuthFlows::AuthorizationCode { scopes: okapi::map! { \"orders:read\".to_string() => \"Read orders\".to_string() } }; }",
            "#[derive(OAuthScopes)] enum S { /// Read orders\n #[oai(rename = \"orders:read\")] A }",
        ] {
            let usage = read(source, &BTreeSet::new()).expect("Rust");
            let defined: Vec<(&str, &str)> =
                usage.definitions.iter().map(|one| (&*one.name, &*one.description)).collect();
            assert_eq!(defined, [("orders:read", "Read orders")], "{source}");
            let asked: Vec<&Group> =
                usage.groups.iter().filter(|group| group.purpose == crate::Purpose::Request).collect();
            assert!(asked.is_empty(), "{source}: {asked:?}");
        }
    }

    #[test]
    fn variants_define_scopes_by_their_names() {
        for (all, expected) in [
            ("", &["ReadOrders", "orders:write"][..]),
            ("#[oai(rename_all = \"snake_case\")]", &["read_orders", "orders:write"]),
            ("#[oai(rename_all = \"SCREAMING_SNAKE_CASE\")]", &["READ_ORDERS", "orders:write"]),
            ("#[oai(rename_all = \"camelCase\")]", &["readOrders", "orders:write"]),
            ("#[oai(rename_all = \"kebab-case\")]", &["read-orders", "orders:write"]),
            ("#[oai(rename_all = \"lowercase\")]", &["readorders", "orders:write"]),
            ("#[oai(rename_all = \"in some way\")]", &["orders:write"]),
        ] {
            let source = format!(
                "#[derive(OAuthScopes)] {all} enum S {{ ReadOrders, #[oai(rename = \"orders:write\")] Write }}"
            );
            let usage = read(&source, &BTreeSet::new()).expect("Rust");
            let defined: Vec<&str> = usage.definitions.iter().map(|one| &*one.name).collect();
            assert_eq!(defined, expected, "{all}");
        }
        let usage = read("enum Scope { ReadOrders }", &BTreeSet::new()).expect("Rust");
        assert_eq!(usage.definitions, [], "of an enumeration of one's own, nothing is known");
    }

    #[test]
    fn what_is_composed_is_said_where_it_is() {
        let composed = |source: &str| {
            let mut usages = [read(source, &BTreeSet::new()).expect("Rust")];
            crate::resolve_constants(&mut usages);
            usages[0].composed.len()
        };
        let known = "const SCOPES: &str = \"identify guilds\"; fn f() { format!(\"https://a/oauth?scope={SCOPES}\"); }";
        assert_eq!(composed(known), 0, "the constant says it");
        assert_eq!(composed("fn f() { format!(\"https://a/oauth?scope={scopes}\"); }"), 1);
        assert_eq!(composed("fn f() { config.scopes.iter().map(|scope| Scope::new(scope.to_owned())); }"), 1);
    }

    #[test]
    fn places_of_decoded_texts() {
        let source = "const SCOPES: &str = \"identify%20guilds.join\";";
        let usage = read(source, &BTreeSet::new()).expect("Rust");
        let text = &usage.groups[0].texts[0];
        assert_eq!(text.place(source, &(9..20)).map(|place| &source[place]), Some("guilds.join"));
        let source =
            "fn f() { let mut scope = String::new(); scope.push_str(\", repo gist \"); scope.push_str(\" \"); }";
        let usage = read(source, &BTreeSet::new()).expect("Rust");
        let [text] = &*usage.groups[0].texts else { panic!("{:?}", usage.groups) };
        assert_eq!((&*text.value, &text.kind), ("repo gist", &crate::Kind::Part), "the delimiter is right where it is");
        assert_eq!(text.place(source, &(5..9)).map(|place| &source[place]), Some("gist"));
        let source = "fn f() { open(\"https://a/authorize?client_id=a&scope=repo%20read%3Aorg\"); }";
        let usage = read(source, &BTreeSet::new()).expect("Rust");
        let text = &usage.groups[0].texts[0];
        assert_eq!(text.place(source, &(5..13)).map(|place| &source[place]), Some("read%3Aorg"));
    }
}
