//! What people see in an editor, as a real rust-analyzer shows it: what each scope permits where the mouse rests on the
//! literal, the catalog where they ask for its definition, and the mistakes as they type; and with `cargo scopes check` in
//! the place of `cargo check`, the very word underlined, with a quick fix.
//!
//! Runs where there is a rust-analyzer, at `RUST_ANALYZER` or on the path, and the sources of the standard library, at
//! `RUST_SRC` or with the compiler: `rustup component add rust-analyzer rust-src`. Elsewhere it says so and passes.

mod cargo;

use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs};

use cargo::programs::cargo_scopes;
use cargo::{Project, manifest};
use serde_json::{Value, json};

/// No answer takes nearly as long: what takes longer hangs.
const BOUND: Duration = Duration::from_secs(600);

/// How many of the last messages are shown when an answer does not come.
const HEARD: usize = 40;

/// What an editor sends of the file while it is open.
const FILE: &str = "src/main.rs";

/// What is needed to play an editor.
struct Tools {
    rust_analyzer: OsString,
    /// The folder `library` of the compiler's sources.
    library: PathBuf,
}

impl Tools {
    /// What this machine has, or what is missing.
    fn find() -> Result<Self, String> {
        let rust_analyzer = env::var_os("RUST_ANALYZER").unwrap_or_else(|| "rust-analyzer".into());
        // Where rustup is, there is a program of that name that only says which component is missing.
        if !printed(Command::new(&rust_analyzer).arg("--version")).is_some_and(|text| text.contains("rust-analyzer")) {
            return Err(format!("no rust-analyzer runs: {}", Path::new(&rust_analyzer).display()));
        }
        let library = env::var_os("RUST_SRC").map(PathBuf::from).or_else(|| {
            let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
            let sysroot = printed(Command::new(rustc).args(["--print", "sysroot"]))?;
            Some(Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library"))
        });
        // Without them rust-analyzer would set about installing them.
        match library.filter(|library| library.join("core").is_dir()) {
            Some(library) => Ok(Self { rust_analyzer, library }),
            None => Err("there are no sources of the standard library".to_owned()),
        }
    }
}

/// Says why nothing is tested: past the test harness, which shows nothing of a test that passes.
fn skipped(reason: &str) {
    let _ = writeln!(std::io::stderr(), "tests/editor.rs: skipped: {reason}");
}

/// What a program prints, if there is such a program and it succeeds.
fn printed(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// rust-analyzer, with an editor's end of the talk.
struct Editor<'p> {
    project: &'p Project,
    child: Child,
    input: ChildStdin,
    output: Receiver<Value>,
    /// The last messages, in short.
    heard: VecDeque<String>,
    /// Whether rust-analyzer has noticed a change of a file since a check was asked for.
    is_changed: bool,
    /// What the file holds, and how often it has changed.
    text: String,
    version: u64,
    requests: u64,
    /// The errors and warnings of each file, by its address, as they were told last.
    told: BTreeMap<String, Vec<Value>>,
}

impl<'p> Editor<'p> {
    /// Opens a project, and waits until rust-analyzer knows it.
    fn open(tools: &Tools, project: &'p Project) -> Self {
        Self::configured(tools, project, json!({ "checkOnSave": false }))
    }

    /// The same with settings of the user's.
    fn configured(tools: &Tools, project: &'p Project, settings: Value) -> Self {
        const KEPT: [&str; 4] = ["CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "RUSTC"];
        let mut command = Command::new(&tools.rust_analyzer);
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            let is_steering = ["CARGO", "RUST", "SCOPES"].iter().any(|start| text.starts_with(start));
            if is_steering && !KEPT.contains(&&*text) {
                command.env_remove(&name);
            }
        }
        let mut child = command
            .current_dir(project.path(""))
            .env("CARGO_TARGET_DIR", target(project))
            .env("CARGO_NET_OFFLINE", "true")
            .env("PATH", path_with_cargo_scopes())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("rust-analyzer");
        let input = child.stdin.take().expect("standard input");
        let output = messages(child.stdout.take().expect("standard output"));
        let (heard, told) = (VecDeque::new(), BTreeMap::new());
        let text = project.read(FILE);
        let (version, requests, is_changed) = (0, 0, false);
        let mut editor = Self { project, child, input, output, heard, is_changed, text, version, requests, told };
        editor.initialize(tools, settings);
        editor
    }

    fn initialize(&mut self, tools: &Tools, mut settings: Value) {
        settings["cargo"] = json!({ "sysrootSrc": tools.library, "buildScripts": { "useRustcWrapper": false } });
        settings["cachePriming"] = json!({ "enable": false });
        settings["procMacro"] = json!({ "enable": true });
        self.request(
            "initialize",
            &json!({
                "processId": null,
                "rootUri": uri(&self.project.path("")),
                "capabilities": {
                    "experimental": { "serverStatusNotification": true },
                    "textDocument": {
                        "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
                        "definition": { "linkSupport": true },
                        "diagnostic": {},
                        "hover": { "contentFormat": ["markdown"] },
                    },
                    "workspace": { "codeLens": { "refreshSupport": true } },
                },
                "initializationOptions": settings,
            }),
        );
        self.notify("initialized", &json!({}));
        let document = json!({ "uri": self.uri(), "languageId": "rust", "version": 0, "text": self.text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
        let deadline = Instant::now() + BOUND;
        loop {
            let message = self.receive(deadline);
            if message["method"] == "experimental/serverStatus" && message["params"]["quiescent"] == true {
                assert_ne!(message["params"]["health"], "error", "{message}");
                return;
            }
        }
    }

    fn uri(&self) -> String {
        uri(&self.project.path(FILE))
    }

    fn send(&mut self, mut message: Value) {
        message["jsonrpc"] = "2.0".into();
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("rust-analyzer listens");
        self.input.flush().expect("rust-analyzer listens");
    }

    fn notify(&mut self, method: &str, parameters: &Value) {
        self.send(json!({ "method": method, "params": parameters }));
    }

    /// The next message, which is answered if rust-analyzer asks for something.
    fn receive(&mut self, deadline: Instant) -> Value {
        let left = deadline.saturating_duration_since(Instant::now());
        let received = if left.is_zero() { Err(RecvTimeoutError::Timeout) } else { self.output.recv_timeout(left) };
        let message = received.unwrap_or_else(|error| {
            let heard: Vec<&str> = self.heard.iter().map(String::as_str).collect();
            panic!("rust-analyzer does not answer: {error}; it has sent\n{}", heard.join("\n"));
        });
        if self.heard.len() == HEARD {
            self.heard.pop_front();
        }
        self.heard.push_back(message.to_string().chars().take(500).collect());
        self.is_changed |= message["method"] == "workspace/codeLens/refresh";
        if message["method"] == "textDocument/publishDiagnostics" {
            const HINT: u64 = 4;
            let all = message["params"]["diagnostics"].as_array().into_iter().flatten();
            let serious = all.filter(|diagnostic| diagnostic["severity"] != HINT).cloned().collect();
            self.told.insert(message["params"]["uri"].as_str().unwrap_or_default().to_owned(), serious);
        }
        if !message["method"].is_null() && !message["id"].is_null() {
            self.send(json!({ "id": message["id"], "result": null }));
        }
        message
    }

    /// The answer to a request.
    fn request(&mut self, method: &str, parameters: &Value) -> Value {
        /// The file or the project has changed since: ask again.
        const STALE: [i64; 2] = [-32801, -32802];
        let deadline = Instant::now() + BOUND;
        loop {
            self.requests += 1;
            let id = self.requests;
            self.send(json!({ "id": id, "method": method, "params": parameters }));
            let answer = loop {
                let message = self.receive(deadline);
                if message["id"] == id && message["method"].is_null() {
                    break message;
                }
            };
            match answer["error"]["code"].as_i64() {
                None => return answer["result"].clone(),
                Some(code) => assert!(STALE.contains(&code), "{method}: {answer}"),
            }
        }
    }

    /// Asks about a part of the file: at its beginning, or at the `|` in it, which is not in the file.
    fn at(&mut self, method: &str, part: &str) -> Value {
        let position = position(&self.text, offset(&self.text, part));
        self.request(method, &json!({ "textDocument": { "uri": self.uri() }, "position": position }))
    }

    /// What is shown where the mouse rests on a part of the file, in Markdown.
    fn hover(&mut self, part: &str) -> String {
        let answer = self.at("textDocument/hover", part);
        answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// How many places are changed where a name gets another.
    fn renames(&mut self, part: &str, name: &str) -> usize {
        let position = position(&self.text, offset(&self.text, part));
        let document = json!({ "uri": self.uri() });
        let parameters = json!({ "textDocument": document, "position": position, "newName": name });
        let answer = self.request("textDocument/rename", &parameters);
        let changes = answer["documentChanges"].as_array().cloned().unwrap_or_default();
        let lists = changes.iter().filter_map(|change| change["edits"].as_array());
        let by_file = answer["changes"].as_object().into_iter().flat_map(|files| files.values());
        lists.chain(by_file.filter_map(Value::as_array)).map(Vec::len).sum()
    }

    /// The names that begin as the one before the cursor does, as an editor offers them there.
    fn completions(&mut self, part: &str) -> Vec<String> {
        let end = offset(&self.text, part);
        let before = &self.text[..end];
        let typed =
            before.rsplit(|char: char| !char.is_alphanumeric() && char != '_').next().unwrap_or_default().to_owned();
        let answer = self.at("textDocument/completion", part);
        let items = answer["items"].as_array().or_else(|| answer.as_array()).cloned().unwrap_or_default();
        let mut names: Vec<String> =
            items.iter().filter_map(|item| item["label"].as_str()).map(str::to_owned).collect();
        names.retain(|name| name.starts_with(&typed));
        names.sort();
        names
    }

    /// The files, within the project, that define a part of the file.
    fn definitions(&mut self, part: &str) -> Vec<String> {
        let answer = self.at("textDocument/definition", part);
        let targets = answer.as_array().into_iter().flatten().filter_map(|link| link["targetUri"].as_str());
        let folder = uri(&self.project.path("")) + "/";
        targets.map(|target| target.strip_prefix(&*folder).unwrap_or(target).to_owned()).collect()
    }

    /// The mistakes that rust-analyzer sees without a build: the part of the file, and what is said of it.
    fn mistakes(&mut self) -> Vec<(String, String)> {
        let uri = self.uri();
        let answer = self.request("textDocument/diagnostic", &json!({ "textDocument": { "uri": uri } }));
        let items = answer["items"].as_array().unwrap_or_else(|| panic!("no diagnostics: {answer}"));
        let mistake = |item: &Value| {
            let message = item["message"].as_str().unwrap_or_default().to_owned();
            (part(&self.text, &item["range"]).to_owned(), message)
        };
        items.iter().map(mistake).collect()
    }

    /// Saves the file as it is, so that it is checked.
    fn save(&mut self) {
        self.project.edit(FILE, &self.text);
        self.check();
    }

    /// Asks for a check of what is on the disk.
    fn check(&mut self) {
        self.is_changed = false;
        let uri = self.uri();
        self.notify("textDocument/didSave", &json!({ "textDocument": { "uri": uri } }));
    }

    /// Waits until a check has said something of a file of the project that answers a question.
    ///
    /// rust-analyzer drops a check that it has not begun when it notices that a file has changed, such as one that was
    /// written just before. It asks for the code lenses again after every change; then a check is asked for again, too.
    fn until<T>(&mut self, file: &str, answer: impl Fn(&[Value]) -> Option<T>) -> T {
        let uri = uri(&self.project.path(file));
        let deadline = Instant::now() + BOUND;
        loop {
            if let Some(answer) = answer(self.told.get(&uri).map_or(&[], Vec::as_slice)) {
                return answer;
            }
            if self.is_changed {
                self.check();
            }
            self.receive(deadline);
        }
    }

    /// What the editor offers to do about a diagnostic: titles, and the text of the file after each.
    fn fixes(&mut self, diagnostic: &Value) -> Vec<(String, String)> {
        let uri = self.uri();
        let parameters = json!({
            "textDocument": { "uri": uri },
            "range": diagnostic["range"],
            "context": { "diagnostics": [diagnostic], "only": ["quickfix"] },
        });
        let answer = self.request("textDocument/codeAction", &parameters);
        let actions = answer.as_array().into_iter().flatten().filter(|action| action["edit"].is_object());
        let fix = |action: &Value| {
            let edits = action["edit"]["changes"][&uri].as_array().unwrap_or_else(|| panic!("other edits: {action}"));
            (action["title"].as_str().unwrap_or_default().to_owned(), edited(&self.text, edits))
        };
        actions.map(fix).collect()
    }

    /// Types: the file is now this.
    fn change(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.version += 1;
        let document = json!({ "uri": self.uri(), "version": self.version });
        self.notify(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        );
    }
}

impl Drop for Editor<'_> {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The messages of a language server.
fn messages(output: impl Read + Send + 'static) -> Receiver<Value> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut output = BufReader::new(output);
        while let Some(message) = message(&mut output) {
            if sender.send(message).is_err() {
                break;
            }
        }
    });
    receiver
}

fn message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|&read| read > 0)?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.parse().ok()?;
        }
    }
    let mut text = vec![0; length];
    output.read_exact(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

fn uri(path: &Path) -> String {
    let path = path.to_str().expect("a path in UTF-8").replace('\\', "/").replace(' ', "%20");
    if path.starts_with('/') { format!("file://{path}") } else { format!("file:///{path}") }
}

fn target(project: &Project) -> PathBuf {
    let run = project.cargo(["metadata", "--format-version=1", "--no-deps"]).run();
    let metadata: Value = serde_json::from_str(&run.succeeds().stdout).expect("metadata");
    metadata["target_directory"].as_str().expect("a folder").into()
}

/// Where a part of a text is: its beginning, or the `|` in it.
fn offset(text: &str, part: &str) -> usize {
    let cursor = part.find('|').unwrap_or(0);
    text.find(&part.replacen('|', "", 1)).unwrap_or_else(|| panic!("no {part:?} in\n{text}")) + cursor
}

/// The protocol's place for an offset in a text.
fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let column = before.rsplit('\n').next().unwrap_or(before).encode_utf16().count();
    json!({ "line": before.matches('\n').count(), "character": column })
}

/// The part of a text for one of the protocol's ranges.
fn part<'t>(text: &'t str, range: &Value) -> &'t str {
    &text[byte(text, &range["start"])..byte(text, &range["end"])]
}

/// The offset in a text for one of the protocol's places, which count UTF-16.
fn byte(text: &str, place: &Value) -> usize {
    let number = |key: &str| usize::try_from(place[key].as_u64().expect("a number")).expect("a small number");
    let start = text.split_inclusive('\n').take(number("line")).map(str::len).sum::<usize>();
    let mut left = number("character");
    let before = text[start..].chars().take_while(|char| {
        let is_before = left > 0;
        left = left.saturating_sub(char.len_utf16());
        is_before
    });
    start + before.map(char::len_utf8).sum::<usize>()
}

/// A text after the protocol's edits.
fn edited(text: &str, edits: &[Value]) -> String {
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let (start, end) = (byte(text, &edit["range"]["start"]), byte(text, &edit["range"]["end"]));
            (start, end, edit["newText"].as_str().expect("a text"))
        })
        .collect();
    edits.sort_unstable();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}

/// What the project's catalog says.
const CATALOG: &str = r#"name = "multipass"
extends = "shared/more.toml"

[scopes]
read_profile = "Read the signed-in person's <profile>"
read_multipass = "List multipass logins"
"account:{id}:read" = "Read an account"

[scopes.write_multipass]
description = "Issue multipass logins"
implies = ["read_multipass"]
aliases = ["multipass.write"]
approval = "enable it under API permissions"

[retired.multipass_write]
since = "2025-03"
replaced_by = ["write_multipass"]

[catalogs.github]
provider = "github"

[catalogs.local]
scopes = ["here"]
"#;

/// What it extends.
const MORE: &str = "[scopes]\nadmin = \"Everything\"\n";

/// Calls in the contexts that a constant can stand in.
const CALLS: &str = r#"use oauth_scopes::{Scopes, scope_list, scopes};

const TWO: Scopes = scopes!("read_profile write_multipass");
const WRONG: Scopes = scopes!("write_multipass read_profle");
const GONE: Scopes = scopes!("multipass_write");
const BUNDLED: Scopes = scopes!(github: "repo");
const NAMED: Scopes = scopes!(local: "here");
static LIST: &[&str] = scope_list!("read_multipass", "account:7:read", r"admin");
const ESCAPED: Scopes = scopes!("multip\u{61}ss.write");
const LENGTH: [u8; scopes!("read_profile").len()] = [0];

fn main() {
    let twice = scopes!("read_multipass read_multipass");
    println!("{TWO} {WRONG} {GONE} {BUNDLED} {NAMED} {LIST:?} {ESCAPED} {LENGTH:?} {twice}");
}
"#;

#[test]
fn an_editor_shows_what_scopes_are() {
    let tools = match Tools::find() {
        Ok(tools) => tools,
        Err(reason) => {
            skipped(&reason);
            return;
        }
    };
    let project = Project::new("editor");
    project.write("Cargo.toml", format!("{}[workspace]\n", manifest("app", "")));
    project.write("scopes.toml", CATALOG);
    project.write("shared/more.toml", MORE);
    project.write(FILE, CALLS);
    let mut editor = Editor::open(&tools, &project);
    hovering_shows_what_each_scope_permits(&mut editor);
    going_to_the_definition_opens_the_catalog(&mut editor);
    mistakes_are_underlined_without_a_build(&mut editor);
    typing_breaks_nothing(&mut editor);
    an_edited_catalog_is_read_again(&mut editor);
}

/// Items of a catalog, sets of scopes and operations.
const ITEMS: &str = r#"use oauth_scopes::{Operation, ScopeSet, catalog, operation, performs, performs_here, scope_set};

catalog!(pub mod multipass);
scope_set!(pub struct Session: multipass = "write_multipass");

const LIST: Operation = operation!("GET /multipass");

#[performs("GET /multipass")]
fn list(_: &impl multipass::grants::ReadMultipass) {
    performs_here!("GET /multipass");
}

fn main() {
    list(&Session);
    let _texts = [multipass::WRITE_MULTIPASS, Session::SCOPES.as_str(), LIST.name];
    multipass::READ_MULTI;
}
"#;

#[test]
fn an_editor_knows_what_a_catalog_is_made_into() {
    let tools = match Tools::find() {
        Ok(tools) => tools,
        Err(reason) => {
            skipped(&reason);
            return;
        }
    };
    let project = Project::new("editor items");
    project.write("Cargo.toml", format!("{}[workspace]\n", manifest("app", "")));
    project.write(
        "scopes.toml",
        format!("{CATALOG}[operations]\n\"GET /multipass\" = {{ needs = \"read_multipass\" }}\n"),
    );
    project.write("shared/more.toml", MORE);
    project.write(FILE, ITEMS);
    let mut editor = Editor::open(&tools, &project);
    let expected: &[(&str, &[&str])] = &[
        ("multipass::WRITE|_", &["Issue multipass logins", "(scopes.toml:9)", "implies `read_multipass`"]),
        ("grants::Read|Multi", &["trait ReadMultipass", "Covers `read_multipass`"]),
        ("multipass = \"write|_", &["* `write_multipass`", "Issue multipass logins"]),
        ("operation!(\"GET| /", &["`GET /multipass` needs `read_multipass`", "List multipass logins"]),
        ("performs(\"GET| /", &["List multipass logins"]),
        ("performs_here!(\"GET| /", &["List multipass logins"]),
        ("fn li|st", &["Needed scopes", "`GET /multipass`: `read_multipass`"]),
    ];
    for (part, texts) in expected {
        let hover = editor.hover(part);
        for text in *texts {
            assert!(hover.contains(text), "no {text:?} at {part:?} in\n{hover}");
        }
    }
    assert!(editor.definitions("operation!(\"GET| /").contains(&"scopes.toml".to_owned()));
    assert_eq!(editor.completions("READ_MULTI|;"), ["READ_MULTIPASS"]);
    assert_eq!(editor.completions("grants::Read|Multi"), ["ReadMultipass", "ReadProfile"]);
    assert_eq!(editor.renames("struct Ses|sion", "Login"), 3, "the declaration and two uses");
    let mistakes = editor.mistakes();
    assert!(mistakes.iter().all(|(part, _)| part.contains("READ_MULTI")), "{mistakes:#?}");
}

fn hovering_shows_what_each_scope_permits(editor: &mut Editor<'_>) {
    let link = |file: &str, line: u32| {
        let name = file.rsplit('/').next().unwrap_or(file);
        format!("([{name}:{line}]({}#L{line}))", uri(&editor.project.path(file)))
    };
    let read_profile = format!(r"* `read_profile`: Read the signed-in person's \<profile\> {}", link("scopes.toml", 5));
    let write_multipass = format!(
        ": Issue multipass logins {}\n  * implies `read_multipass`\n  * approval: enable it under API permissions",
        link("scopes.toml", 9)
    );
    let read_multipass = format!("* `read_multipass`: List multipass logins {}", link("scopes.toml", 6));
    let account = format!("* `account:7:read` (`account:{{id}}:read`): Read an account {}", link("scopes.toml", 7));
    let gone = format!("* `multipass_write`: removed since 2025-03 {}", link("scopes.toml", 15));
    let admin = format!("* `admin`: Everything {}", link("shared/more.toml", 2));
    let here = format!("**local**\n\n* `here` {}", link("scopes.toml", 23));

    let two = ["**multipass**\n\n", &*read_profile, "\n* `write_multipass`", &*write_multipass];
    let expected: &[(&str, &[&str])] = &[
        ("TWO: Scopes = scopes!(\"|read", &two),
        ("TWO: Scopes = scopes!(\"read_profile write|_", &two),
        ("read_profle|", &["* `write_multipass`", &write_multipass]),
        ("multipass|_write", &[&gone, "\n  * replaced by `write_multipass`"]),
        (
            "re|po\"",
            &["**GitHub** ([documentation](https://", "* `repo`: Read, write", "\n  * implies `repo:status`, "],
        ),
        ("he|re\")", &[&here]),
        ("read|_multipass\",", &[&read_multipass]),
        ("account|:7", &[&account]),
        ("r\"ad|min", &[&admin]),
        ("multip\\u{|61}ss", &["* `multipass.write` (`write_multipass`)", &write_multipass]),
        ("read_multipass| read_multipass", &[&read_multipass]),
    ];
    for (part, texts) in expected {
        let hover = editor.hover(part);
        for text in *texts {
            assert!(hover.contains(text), "no {text:?} at {part:?} in\n{hover}");
        }
    }
    // Nothing of what makes the compiler speak.
    for (part, noise) in [("read_profle|", "extern crate"), ("read_multipass| read_multipass", "deprecated")] {
        let hover = editor.hover(part);
        assert!(!hover.contains(noise), "at {part:?} there is {noise:?} in\n{hover}");
    }
    let list = editor.hover("account|:7");
    assert!(!list.contains("Everything") && !list.contains("List multipass"), "another literal's scopes:\n{list}");
    let twice = editor.hover("read_multipass| read_multipass");
    assert_eq!(twice.matches("List multipass logins").count(), 1, "one scope is shown twice:\n{twice}");
}

fn going_to_the_definition_opens_the_catalog(editor: &mut Editor<'_>) {
    let literals = ["\"|read_profile write", "read_profle|", "multipass|_write", "re|po\"", "he|re\")", "account|:7"];
    for part in literals {
        let definitions = editor.definitions(part);
        assert!(definitions.iter().any(|file| file == "scopes.toml"), "{part}: {definitions:?}");
    }
    // Besides, the literal itself: it is the name of the constant that has the documentation.
    assert_eq!(editor.definitions("re|po\""), [FILE, "scopes.toml"]);
    let admin = editor.definitions("r\"ad|min");
    for file in ["shared/more.toml", "scopes.toml"] {
        assert!(admin.iter().any(|target| target == file), "{admin:?}");
    }
}

fn mistakes_are_underlined_without_a_build(editor: &mut Editor<'_>) {
    let mistakes = editor.mistakes();
    let expected = [
        ("\"write_multipass read_profle\"", "unknown scope `read_profle` (2nd of 2)"),
        ("\"multipass_write\"", "scope `multipass_write` was removed"),
    ];
    let is_same = mistakes.len() == expected.len()
        && mistakes.iter().zip(expected).all(|(mistake, expected)| {
            // The place is known to the editor alone.
            mistake.0 == expected.0 && mistake.1.starts_with(expected.1) && !mistake.1.contains("-->")
        });
    assert!(is_same, "{mistakes:#?}");
}

fn typing_breaks_nothing(editor: &mut Editor<'_>) {
    const LAST: &str = "const LAST: Scopes = scopes!(\"read_multipass\");";
    let is_closed = [
        ("scopes!()", true),
        ("scopes![]", true),
        ("scopes!{\"\"}", true),
        ("scopes!(\"", false),
        ("scopes!(\"read_pro", false),
        ("scopes!(\"read_pro\"", false),
        ("scopes!(\"read_profile\",", false),
        ("scopes!(\"\\\")", false),
        ("scopes!(\"\\u{5\")", true),
        ("scopes!(r#\"read_profile\")", false),
        ("scopes!(\"  \")", true),
        ("scopes!(read_pro)", true),
        ("scopes!(b\"read_profile\")", true),
        ("scopes!('r', 1, 2.5, -1, true)", true),
        ("scopes!(github: )", true),
        ("scopes!(github:)", true),
        ("scopes!(git: \"repo\")", true),
        ("scopes!(\"read_profile\", client)", true),
        ("scopes!(\"read_profile\", client = )", true),
        ("scopes!(\"read_profile\", client = \"\")", true),
        ("scopes!(\"read_profile\", operations = [\"\", ])", true),
        ("scopes!(,)", true),
        ("scopes!", true),
    ];
    for (call, is_closed) in is_closed {
        editor.change(&format!("use oauth_scopes::{{Scopes, scopes}};\nconst FIRST: Scopes = {call};\n{LAST}\n"));
        let mistakes = editor.mistakes();
        let has_panicked = mistakes.iter().any(|(_, message)| message.contains("panic"));
        assert!(!has_panicked, "{call}: {mistakes:#?}");
        if is_closed {
            let hover = editor.hover("LAST: Scopes = scopes!(\"read|");
            assert!(hover.contains("List multipass logins"), "after {call} there is\n{hover}\n{mistakes:#?}");
        }
    }
}

fn an_edited_catalog_is_read_again(editor: &mut Editor<'_>) {
    editor.project.edit("scopes.toml", CATALOG.replace("List multipass logins", "See multipass logins"));
    // rust-analyzer expands a call again when it has changed.
    editor.change("const SEEN: oauth_scopes::Scopes = oauth_scopes::scopes!(\"read_multipass read_profile\");\n");
    let hover = editor.hover("read_multi|pass");
    assert!(hover.contains("See multipass logins"), "{hover}");
    assert_eq!(editor.mistakes().iter().filter(|(part, _)| part.contains("read")).count(), 0);
}

/// A call with a mistake that has one right answer, one with several answers, and what is none of ours; before the words is
/// a character that is two units of UTF-16.
const MISTAKEN: &str = r#"use oauth_scopes::{Scopes, scopes};

const ONE: (&str, Scopes) = ("😀", scopes!("write_multipass profile_read"));
const OLD: (&str, Scopes) = ("😀", scopes!("split"));

fn main() {
    println!("{ONE:?} {OLD:?}");
}
"#;

/// What the catalog has besides.
const SPLIT: &str = "\n[retired.split]\nreplaced_by = [\"read_profile\", \"read_multipass\"]\n\n[[config]]\nfile = \"app.toml\"\npath = \"scopes\"\n";

/// A `PATH` with the program that this workspace builds, so that `cargo scopes` is a command.
fn path_with_cargo_scopes() -> OsString {
    let folder = cargo_scopes().parent().expect("a folder").to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(std::iter::once(folder).chain(env::split_paths(&path))).expect("a path")
}

/// The first settings in the guide, in the form in which an editor passes them on.
fn shown_settings() -> Value {
    let guide = Path::new(cargo::WORKSPACE).join("docs/guides/editors.md");
    let guide = fs::read_to_string(guide).expect("the guide").replace("\r\n", "\n");
    let shown = guide.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("settings");
    let shown: Value = serde_json::from_str(shown).expect("JSON");
    let mut settings = json!({});
    for (key, value) in shown.as_object().expect("settings") {
        let key = key.strip_prefix("rust-analyzer.").and_then(|key| key.split_once('.'));
        let (group, name) = key.expect("a setting of rust-analyzer");
        settings[group][name] = value.clone();
    }
    assert!(settings["check"]["overrideCommand"].is_array(), "{settings}");
    settings
}

#[test]
fn a_check_underlines_the_word_and_offers_the_fix() {
    let tools = match Tools::find() {
        Ok(tools) => tools,
        Err(reason) => {
            skipped(&reason);
            return;
        }
    };
    let project = Project::new("editor-check");
    project.write("Cargo.toml", format!("{}[workspace]\n", manifest("app", "")));
    project.write("scopes.toml", format!("{CATALOG}{SPLIT}"));
    project.write("shared/more.toml", MORE);
    project.write("app.toml", "scopes = 'read_profle'");
    project.write(FILE, MISTAKEN);
    let mut editor = Editor::configured(&tools, &project, shown_settings());
    let expected = [
        ("profile_read", "unknown_scope", &["read_profile"][..]),
        ("split", "removed_scope", &["read_profile", "read_multipass"]),
    ];
    let mut right = MISTAKEN.to_owned();
    for (word, code, names) in expected {
        let diagnostic = the_one_at(&mut editor, word);
        assert_eq!((&diagnostic["source"], &diagnostic["code"]), (&json!("scopes"), &json!(code)), "{diagnostic:#}");
        let fixes = editor.fixes(&diagnostic);
        let after: Vec<&str> = fixes.iter().map(|(_, after)| &**after).collect();
        assert_eq!(after, names.iter().map(|name| MISTAKEN.replace(word, name)).collect::<Vec<_>>(), "{fixes:#?}");
        assert!(
            fixes.iter().zip(names).all(|((title, _), name)| title.ends_with(&format!(": `{name}`"))),
            "{fixes:#?}"
        );
        right = right.replace(word, names[0]);
    }
    // A configuration file is none of rust-analyzer's, and its mistakes are reported all the same.
    let config = editor.until("app.toml", |diagnostics| diagnostics.first().cloned());
    assert_eq!(part("scopes = 'read_profle'", &config["range"]), "read_profle");
    project.write("app.toml", "scopes = 'read_profile'");
    editor.change(&right);
    editor.save();
    for file in [FILE, "app.toml"] {
        editor.until(file, |diagnostics| diagnostics.is_empty().then_some(()));
    }
    project.cargo(["check"]).run().is_silent();
    let hover = editor.hover("read|_profile\"));");
    assert!(hover.contains("Read the signed-in person's"), "{hover}");
    assert!(editor.definitions("read|_profile\"));").contains(&"scopes.toml".to_owned()));
}

/// The one diagnostic that a check has for a word; nothing else is underlined there.
fn the_one_at(editor: &mut Editor<'_>, word: &str) -> Value {
    editor.until(FILE, |diagnostics| {
        let is_there = |diagnostic: &&Value| part(MISTAKEN, &diagnostic["range"]).contains(word);
        let there: Vec<&Value> = diagnostics.iter().filter(is_there).collect();
        // Until the check has come that far there is none.
        let first = there.first()?;
        assert!(there.len() == 1 && part(MISTAKEN, &first["range"]) == word, "{diagnostics:#?}");
        Some((*first).clone())
    })
}
