//! Tests the machine-readable output of `cargo scopes check` against the specifications of the formats.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A name with all characters that some format has to escape.
const ODD: &str = if cfg!(windows) { "ä b,c%41.toml" } else { "ä b,c:%41\n::error::forged.toml" };

const MAIN: &str = r##"use oauth_scopes::{Scopes, scopes};

const ONE: Scopes = scopes!("write_multipass read_profle");
const TWO: (&str, Scopes) = ("😀漢", scopes!("read_profile profile_read"));
const LIST: Scopes = scopes!(
    "read_profile, write_multipass,
     orders.read"
);
const CHOICES: Scopes = scopes!("multipass_write old");
	const TABS: Scopes = scopes!("write_multipass",	"\u{52}ead_profile");
const PASTED: Scopes = scopes!(r#"["read_profile","write_multipass"]"#);
const BRACES: Scopes = scopes!("account:{id}:read");
const LINK: Scopes = scopes!("[repo](https://example.com)");
const EMPTY: Scopes = scopes!("");
const NO_LITERAL: Scopes = scopes!(ONE);
const AGAIN: Scopes = scopes!("read_profle");
macro_rules! pass { ($scopes:literal) => { scopes!($scopes) } }

fn main() {}
"##;

const CATALOG: &str = r#"name = "multipass"

[scopes]
read_profile = "Read the profile"
write_multipass = "Issue logins"
"orders.read" = "Read orders"

[retired.multipass_write]
replaced_by = ["write_multipass", "orders.read"]

[retired.old]
status = "deprecated"
replaced_by = ["read_profile"]

[[config]]
file = "config/*.toml"
path = "oauth.scopes"

[[config]]
file = "config/*.yaml"
path = "oauth.scope"

[[config]]
file = "absent.env"
path = "SCOPES"
"#;

/// A workspace with all kinds of mistakes.
struct Fixture {
    root: PathBuf,
}

impl Fixture {
    fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formats").join(name);
        let _ = std::fs::remove_dir_all(&root);
        let fixture = Self { root };
        fixture.write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"broken\"]\n");
        for package in ["app", "broken"] {
            let manifest = format!(
                "[package]\nname = \"{package}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n\
                 [dependencies]\noauth-scopes = {{ path = '{WORKSPACE}' }}\n"
            );
            fixture.write(&format!("{package}/Cargo.toml"), &manifest);
        }
        fixture.write("app/src/main.rs", MAIN);
        fixture.write("app/scopes.toml", CATALOG);
        fixture.write("app/config/a.yaml", "oauth:\n  scope: >-\n    read_profile\n    read_profle\n");
        fixture.write("app/config/empty.toml", "");
        fixture.write("app/config/bom.toml", "\u{feff}oauth.scopes = 'read_profle'\r\n");
        fixture.write(&format!("app/config/{ODD}"), "[oauth]\r\nscopes = [\"read_profile\", \"read_profle\"]\r\n");
        fixture.write("broken/src/lib.rs", "");
        fixture.write("broken/scopes.toml", "delimter = \"space\"\n[scopes]\na.b = \"c\"\n");
        fixture
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.root.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    /// The content of a file; empty if it does not exist.
    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.root.join(name)).unwrap_or_default()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-scopes"));
        for variable in ["SCOPES_CATALOG", "SCOPES_CHECK", "GITHUB_WORKSPACE"] {
            command.env_remove(variable);
        }
        command.arg("check").args(arguments).current_dir(&self.root).env("CARGO_NET_OFFLINE", "true");
        command
    }

    /// The output in a format. The check must fail.
    fn check(&self, format: &str) -> String {
        denied(&self.command(&["--format", format]).output().expect("the command"))
    }

    fn json(&self, format: &str) -> Value {
        parsed(&self.check(format))
    }
}

fn denied(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{errors}");
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A schema, which is itself validated against the schema of schemas.
fn schema(file: &str) -> jsonschema::Validator {
    let text =
        std::fs::read_to_string(Path::new(WORKSPACE).join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let schema = parsed(&text);
    jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{file} is not a schema: {error}"));
    jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[track_caller]
fn assert_valid(schema: &jsonschema::Validator, value: &Value) {
    let errors: Vec<String> =
        schema.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

fn items<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    value.pointer(pointer).and_then(Value::as_array).unwrap_or_else(|| panic!("no list at {pointer} of {value}"))
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {pointer} of {value}"))
}

fn number(value: &Value, pointer: &str) -> usize {
    let number =
        value.pointer(pointer).and_then(Value::as_u64).unwrap_or_else(|| panic!("no number at {pointer} of {value}"));
    usize::try_from(number).expect("a small number")
}

/// The byte offset of a line and a column in code points, both starting at 1. A byte order mark does not count.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = &text[start..];
    let mark = if line == 1 && rest.starts_with('\u{feff}') { 3 } else { 0 };
    start + mark + rest[mark..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
}

#[test]
fn the_json_is_as_its_schema_says() {
    let fixture = Fixture::new("json");
    let schema = schema("docs/reference/check.schema.json");
    let value = fixture.json("json");
    assert_valid(&schema, &value);
    let findings = items(&value, "/findings");
    let rules: Vec<&str> = findings.iter().map(|finding| text(finding, "/rule")).collect();
    for rule in
        ["unknown-scope", "wrong-delimiter", "quoted-text", "empty-list", "unreadable-config", "catalog", "call"]
    {
        assert!(rules.contains(&rule), "{rule} is not among {rules:?}");
    }
    assert_eq!((items(&value, "/macro_generated").len(), number(&value, "/configs")), (1, 5));
    for finding in findings {
        let file = fixture.read(text(finding, "/file"));
        for (byte, line, column) in [("/start", "/line", "/column"), ("/end", "/end_line", "/end_column")] {
            let at = offset(&file, number(finding, line), number(finding, column));
            assert_eq!(at, number(finding, byte), "{finding}");
        }
    }
    // The schema rejects invalid values.
    for (pointer, wrong) in [
        ("/version", json!(2)),
        ("/findings/0/level", json!("allow")),
        ("/findings/0/line", json!(0)),
        ("/findings/0/help", json!(1)),
        ("/findings/0/more", json!(1)),
        ("/more", json!(1)),
    ] {
        let mut changed = value.clone();
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        changed.pointer_mut(parent).expect("an object")[key] = wrong;
        assert!(!schema.is_valid(&changed), "{pointer}");
    }
}

#[test]
fn the_edits_mend_what_they_are_for() {
    let fixture = Fixture::new("edits");
    let value = fixture.json("json");
    let mut files: BTreeMap<&str, Vec<(usize, usize, &str)>> = BTreeMap::new();
    for finding in items(&value, "/findings") {
        let edits = items(finding, "/edits").iter();
        let edits = edits.map(|edit| (number(edit, "/start"), number(edit, "/end"), text(edit, "/text")));
        files.entry(text(finding, "/file")).or_default().extend(edits);
    }
    for (file, mut edits) in files {
        edits.sort_unstable();
        let mut content = fixture.read(file);
        for (start, end, new) in edits.into_iter().rev() {
            content.replace_range(start..end, new);
        }
        fixture.write(file, &content);
    }
    let after = fixture.json("json");
    let left: Vec<&str> = items(&after, "/findings").iter().map(|finding| text(finding, "/rule")).collect();
    assert!(!left.is_empty() && left.len() < items(&value, "/findings").len(), "{left:?}");
    for rule in ["wrong-delimiter", "removed-scope", "deprecated-scope"] {
        assert!(!left.contains(&rule), "{after:#}");
    }
}

#[test]
fn the_sarif_is_as_the_standard_says() {
    let fixture = Fixture::new("sarif");
    let schema = schema("cargo-scopes/tests/formats/sarif.schema.json");
    let log = fixture.json("sarif");
    assert_valid(&schema, &log);
    let results = items(&log, "/runs/0/results");
    let rules = items(&log, "/runs/0/tool/driver/rules");
    assert_eq!(results.len(), items(&fixture.json("json"), "/findings").len());
    assert_eq!(text(&log, "/runs/0/columnKind"), "unicodeCodePoints");
    assert_eq!(items(&log, "/runs/0/invocations/0/toolExecutionNotifications").len(), 1);
    for result in results {
        assert_eq!(rules[number(result, "/ruleIndex")]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        let file = fixture.read(&decoded(text(place, "/artifactLocation/uri")));
        let Some(region) = place.get("region") else {
            assert!(file.is_empty(), "{result}");
            continue;
        };
        let start = offset(&file, number(region, "/startLine"), number(region, "/startColumn"));
        let end = offset(&file, number(region, "/endLine"), number(region, "/endColumn"));
        assert_eq!((start, end - start), (number(region, "/byteOffset"), number(region, "/byteLength")), "{result}");
        let snippet = region.pointer("/snippet/text").and_then(Value::as_str).unwrap_or_default();
        assert_eq!(snippet, &file[start..end], "{result}");
    }
    let messages: Vec<&str> = results.iter().map(|result| text(result, "/message/text")).collect();
    for escaped in ["account:{{id}}:read", "\\[repo\\](https://example.com)"] {
        assert!(messages.iter().any(|message| message.contains(escaped)), "no {escaped} in {messages:#?}");
    }
    let repaired = results.iter().position(|result| result["fixes"].is_array()).expect("a result with a fix");
    for (pointer, wrong) in [
        ("/runs/0/results/0/level", json!("deny")),
        ("/runs/0/results/0/message/text", json!("a {brace}")),
        ("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri", json!("a b.rs")),
        ("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri", json!("/a.rs")),
        ("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri", json!("a:b.rs")),
        ("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri", json!("a%b.rs")),
        ("/runs/0/results/0/locations/0/physicalLocation/region/startColumn", json!(0)),
        ("/runs/0/results/0/fixes/0/artifactChanges/0/replacements/0/deletedRegion/byteOffset", json!(1)),
        ("/runs/0/columnKind", json!("bytes")),
        ("/runs/0/tool/driver/color", json!("red")),
        ("/version", json!("2.2.0")),
    ] {
        let mut changed = log.clone();
        let pointer = pointer.replace("/results/0/", &format!("/results/{repaired}/"));
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        changed.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}"))[key] = wrong;
        assert!(!schema.is_valid(&changed), "{pointer}");
    }
}

/// The file name of a URI.
fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        let digits: Vec<u8> = if byte == b'%' { rest.by_ref().take(2).collect() } else { Vec::new() };
        let escaped = std::str::from_utf8(&digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(byte));
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn choices_are_fixes_of_their_own_and_the_rest_has_one_or_none() {
    let log = Fixture::new("fixes").json("sarif");
    let inserted = |rule: &str| -> Vec<Vec<&str>> {
        let results = items(&log, "/runs/0/results").iter().filter(|result| result["ruleId"] == rule);
        let texts = |result: &'_ Value| -> Vec<String> {
            let fixes = result["fixes"].as_array().into_iter().flatten();
            fixes.map(|fix| text(fix, "/artifactChanges/0/replacements/0/insertedContent/text").to_owned()).collect()
        };
        results.map(|result| texts(result).into_iter().map(|text| &*text.leak()).collect()).collect()
    };
    assert_eq!(inserted("removed-scope"), [["write_multipass", "orders.read"]]);
    assert_eq!(inserted("deprecated-scope"), [["read_profile"]]);
    assert_eq!(inserted("catalog"), [[""; 0], [""; 0]]);
}

#[test]
fn fingerprints_stay_where_code_moves() {
    let fixture = Fixture::new("fingerprints");
    let fingerprints = || -> Vec<(String, String)> {
        let log = fixture.json("sarif");
        let results = items(&log, "/runs/0/results").iter();
        let pair = |result: &Value| {
            (text(result, "/ruleId").to_owned(), text(result, "/partialFingerprints/scopes~1v1").to_owned())
        };
        results.map(pair).collect()
    };
    let before = fingerprints();
    let mut distinct = before.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), before.len(), "two findings have one fingerprint: {before:#?}");
    fixture.write("app/src/main.rs", &MAIN.replace("const ONE", "// Moved.\n\n    const ONE"));
    assert_eq!(fingerprints(), before);
    fixture.write("app/src/main.rs", &MAIN.replace("read_profle\");\nconst TWO", "read_profil\");\nconst TWO"));
    assert_ne!(fingerprints(), before);
}

#[test]
fn github_gets_one_line_a_finding() {
    let fixture = Fixture::new("github");
    let output = fixture.check("github");
    let (commands, rest): (Vec<&str>, Vec<&str>) = output.lines().partition(|line| line.starts_with("::"));
    let findings = items(&fixture.json("json"), "/findings").len();
    assert_eq!(commands.len(), findings + 1, "{output}");
    assert_eq!(rest.len(), 1, "only the sum is not a command: {rest:?}");
    let expected = "::error file=app/src/main.rs,line=4,endLine=4,col=58,endColumn=70,title=unknown-scope::unknown scope \
        `profile_read` (2nd of 2): wrong word order%0Ahelp: write `read_profile`";
    assert!(commands.contains(&expected), "{output}");
    assert!(
        !commands.iter().any(|command| command.starts_with("::error::")),
        "a file's name forged a command:\n{output}"
    );
    let odd = ODD.replace('%', "%25").replace('\n', "%0A").replace(':', "%3A").replace(',', "%2C");
    assert!(
        commands.iter().any(|command| command.starts_with(&format!("::error file=app/config/{odd},line=2,"))),
        "{output}"
    );
    let within = |folder: &Path| {
        denied(&fixture.command(&["--format", "github"]).env("GITHUB_WORKSPACE", folder).output().expect("the command"))
    };
    assert!(within(fixture.root.parent().expect("a folder")).contains("::error file=github/app/src/main.rs,line=3,"));
    assert_eq!(within(&fixture.root), output);
    assert_eq!(within(Path::new("/nowhere")), output, "a folder that the workspace is not in says nothing");
}

#[test]
fn people_see_the_place_whatever_the_line() {
    let fixture = Fixture::new("human");
    let long = "x".repeat(1 << 18);
    fixture.write("app/config/long.toml", &format!("[oauth]\nscopes = [\"{long}\", \"read_profle\"] # {long}\n"));
    let output = fixture.check("human");
    assert!(output.len() < 50_000, "{} bytes are printed", output.len());
    let column = 12 + long.len() + 4;
    assert!(output.contains(&format!("--> app/config/long.toml:2:{column}\n")), "{output}");
    let shown = [
        " --> app/src/main.rs:4:58\n",
        "4 | const TWO: (&str, Scopes) = (\"😀漢\", scopes!(\"read_profile profile_read\"));\n",
        // Two of the characters are two columns wide.
        "  |                                                            ^^^^^^^^^^^^\n",
        "error[unreadable-config]: path `oauth.scopes` not found: the file contains an empty table\n --> app/config/empty.toml:1:1\n",
        "1 | …'read_profle'\n  |   ^^^^^^^^^^^\n  |\n  = note: in `oauth.scopes`\n",
        "4 | read_profle\n  | ^^^^^^^^^^^\n",
    ];
    for part in shown {
        assert!(output.contains(part), "no {part:?} in\n{output}");
    }
    assert!(!output.contains(['\r', '␍', '\u{1b}']), "{output}");
}

#[test]
fn a_secret_is_not_repeated() {
    let fixture = Fixture::new("secret");
    let clients = "[scopes]\na = \"\"\n[clients]\nweb = { client_secret = \"hunter2\", knd = \"x\" }\n";
    fixture.write("broken/scopes.toml", clients);
    for format in ["human", "json", "sarif", "github", "rustc"] {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("built");
        let mut command = fixture.command(&["--format", format, "--package", "broken"]);
        let output = command.env("CARGO_TARGET_DIR", target).output().expect("the command");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            text.contains("a catalog must not contain secrets") && text.contains("unknown key `knd`"),
            "{format}: {text}"
        );
        assert!(!text.contains("hunter2"), "{format}: {text}");
    }
}

/// The messages of the compiler and of this project, each as target, level, code, place and text.
struct Stream {
    lines: Vec<Value>,
    errors: String,
    code: Option<i32>,
}

impl Stream {
    fn of(fixture: &Fixture, arguments: &[&str]) -> Self {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("built");
        let output = fixture.command(arguments).env("CARGO_TARGET_DIR", target).output().expect("the command");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        Self {
            lines: text.lines().map(parsed).collect(),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
            code: output.status.code(),
        }
    }

    fn messages(&self) -> impl Iterator<Item = &Value> {
        self.lines.iter().filter(|line| line["reason"] == "compiler-message").map(|line| &line["message"])
    }

    fn is_finished(&self) -> bool {
        self.lines.last().is_some_and(|line| line["reason"] == "build-finished")
    }
}

fn fixture_for_cargo(name: &str, main: &str) -> Fixture {
    let fixture = Fixture::new(name);
    let lock = std::fs::read_to_string(Path::new(WORKSPACE).join("Cargo.lock")).expect("Cargo.lock");
    fixture.write("Cargo.lock", &lock);
    fixture.write("app/src/main.rs", main);
    fixture
}

const COMPILED: &str = r#"use oauth_scopes::{Scopes, scopes};

const ONE: (&str, Scopes) = ("😀", scopes!("write_multipass read_profle"));
const OLD: Scopes = scopes!("multipass_write old");
const TWICE: Scopes = scopes!("read_profile read_profile");
const TYPE: u8 = "text";
fn unused() {}

fn main() {
    println!("{ONE:?} {OLD} {TWICE} {TYPE}");
}
"#;

#[test]
fn exact_messages_stand_in_for_those_about_whole_literals() {
    let fixture = fixture_for_cargo("rustc", COMPILED);
    let stream = Stream::of(&fixture, &["--format", "rustc", "--", "--bins"]);
    assert!(stream.code == Some(1) && stream.is_finished(), "{}", stream.errors);
    let ours = |message: &&Value| message["code"]["code"].as_str().is_some_and(|code| code.starts_with("scopes::"));
    let in_main = |message: &&Value| message["spans"][0]["file_name"] == "app/src/main.rs";
    let part = |message: &Value| {
        let span = &message["spans"][0];
        COMPILED[number(span, "/byte_start")..number(span, "/byte_end")].to_owned()
    };
    let mut mine: Vec<(String, String)> = stream
        .messages()
        .filter(|message| ours(message) && in_main(message))
        .map(|message| (text(message, "/code/code").to_owned(), part(message)))
        .collect();
    mine.sort();
    let expected = [
        ("scopes::deprecated_scope", "old"),
        ("scopes::duplicate_scope", "read_profile"),
        ("scopes::removed_scope", "multipass_write"),
        ("scopes::unknown_scope", "read_profle"),
    ];
    assert_eq!(mine, expected.map(|(code, part)| (code.to_owned(), part.to_owned())));
    let theirs: Vec<(&str, String)> = stream
        .messages()
        .filter(|message| !ours(message) && in_main(message))
        .map(|message| (message["code"]["code"].as_str().unwrap_or_default(), part(message)))
        .collect();
    assert!(theirs.contains(&("E0308", "\"text\"".to_owned())), "the compiler's own errors stay: {theirs:?}");
    assert!(!theirs.iter().any(|(_, part)| part.starts_with("\"write") || part.starts_with("\"read")), "{theirs:?}");
}

#[test]
fn a_message_has_what_an_editor_needs() {
    let fixture = fixture_for_cargo("rustc-message", COMPILED);
    let stream = Stream::of(&fixture, &["--format", "rustc"]);
    let lines: Vec<&Value> =
        stream.lines.iter().filter(|line| line["message"]["code"]["code"] == "scopes::unknown_scope").collect();
    let first = lines.iter().find(|line| line["message"]["spans"][0]["line_start"] == 3).expect("the message");
    assert_eq!((text(first, "/target/name"), &first["target"]["kind"]), ("app", &json!(["bin"])));
    assert!(text(first, "/package_id").ends_with("app#1.0.0"), "{first}");
    let line = COMPILED.lines().nth(2).expect("the line");
    let span = json!({
        "file_name": "app/src/main.rs", "byte_start": 99, "byte_end": 110, "line_start": 3, "line_end": 3,
        "column_start": 60, "column_end": 71, "is_primary": true, "label": null, "expansion": null,
        "text": [{ "text": line, "highlight_start": 60, "highlight_end": 71 }],
        "suggested_replacement": null, "suggestion_applicability": null,
    });
    assert_eq!(first["message"]["spans"], json!([span]));
    let suggestion =
        first["message"]["children"].as_array().and_then(|children| children.last()).expect("a suggestion");
    let mut expected = span;
    expected["suggested_replacement"] = "read_profile".into();
    expected["suggestion_applicability"] = "MaybeIncorrect".into();
    assert_eq!((text(suggestion, "/message"), &suggestion["spans"]), ("did you mean", &json!([expected])));
    let rendered = text(first, "/message/rendered");
    assert!(
        rendered.starts_with("error[unknown-scope]: unknown scope `read_profle` (2nd of 2)\n --> app/src/main.rs:3:60"),
        "{rendered}"
    );
    assert!(!rendered.contains('\u{1b}'), "{rendered:?}");
    let applicability = |code: &str| -> Vec<&str> {
        let message = stream.messages().find(|message| message["code"]["code"] == code).expect("a message");
        let children = items(message, "/children").iter().filter(|child| child["spans"][0].is_object());
        children.map(|child| text(child, "/spans/0/suggestion_applicability")).collect()
    };
    assert_eq!(applicability("scopes::duplicate_scope"), ["MachineApplicable"]);
    assert_eq!(applicability("scopes::deprecated_scope"), ["MaybeIncorrect"]);
    assert_eq!(applicability("scopes::removed_scope"), ["MaybeIncorrect", "MaybeIncorrect"]);
    assert_eq!(applicability("scopes::catalog"), [""; 0]);
}

#[test]
fn what_is_right_is_left_to_cargo() {
    let fixture = fixture_for_cargo("rustc-right", "fn main() { let _ = oauth_scopes::scopes!(\"read_profile\"); }\n");
    fixture.write("app/scopes.toml", "[scopes]\nread_profile = \"Read\"\n");
    let stream = Stream::of(&fixture, &["--format", "rustc", "--package", "app"]);
    assert!(stream.code == Some(0) && stream.is_finished(), "{}", stream.errors);
    assert_eq!(stream.messages().count(), 0);
    fixture.write("app/src/main.rs", "fn main() { let _: u8 = \"\"; }\n");
    let stream = Stream::of(&fixture, &["--format", "rustc", "-p", "app"]);
    assert_eq!((stream.code, stream.is_finished()), (Some(1), true), "{}", stream.errors);
    // An error of cargo itself is not a finding.
    let stream = Stream::of(&fixture, &["--format", "rustc", "-p", "app", "--", "--features=absent"]);
    assert_eq!((stream.code, stream.is_finished()), (Some(101), false), "{}", stream.errors);
    assert!(stream.errors.contains("absent"), "{}", stream.errors);
    fixture.write("app/src/main.rs", "fn main() { let _ = oauth_scopes::scopes!(\"read_profile\").len() == 0; }\n");
    if Command::new("cargo").args(["clippy", "--version"]).output().is_ok_and(|output| output.status.success()) {
        let arguments = ["--format", "rustc", "-p", "app", "--", "clippy", "--", "-D", "clippy::len_zero"];
        let stream = Stream::of(&fixture, &arguments);
        let codes: Vec<_> = stream.messages().map(|message| message["code"]["code"].clone()).collect();
        assert!(codes.contains(&json!("clippy::len_zero")), "{codes:?} {}", stream.errors);
        assert_eq!((stream.code, stream.is_finished()), (Some(1), true), "{}", stream.errors);
    }
    let output = fixture.command(&["--", "--lib"]).output().expect("the command");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(101) && errors.contains("require `--format rustc`"), "{errors}");
}

/// A fake cargo that passes `metadata` on, and otherwise prints its arguments, which are not JSON.
#[cfg(unix)]
const OWN_CARGO: &str = "#!/bin/sh\nif [ \"$1\" = metadata ]; then exec \"$REAL_CARGO\" \"$@\"; fi\nprintf '%s|' \"$@\"\nprintf '\\377\\n'\n";

#[cfg(unix)]
#[test]
fn the_cargo_of_the_environment_is_run_and_handed_on() {
    use std::os::unix::fs::PermissionsExt;
    let fixture = fixture_for_cargo("rustc-cargo", COMPILED);
    fixture.write("cargo.sh", OWN_CARGO);
    let script = fixture.root.join("cargo.sh");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).expect("a program");
    let real = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = fixture.command(&["--format", "rustc", "--", "--features", "one two"]);
    let output = command.env("CARGO", &script).env("REAL_CARGO", real).output().expect("the command");
    // Bytes that are not UTF-8 could be an instruction to a terminal.
    let expected = "check|--message-format=json|--workspace|--all-targets|--features|one two|\u{FFFD}\n";
    assert!(output.stdout.ends_with(expected.as_bytes()), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
}
