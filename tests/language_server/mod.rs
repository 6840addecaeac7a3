//! Communicates with a real rust-analyzer like an editor.

mod places;

use std::collections::{BTreeMap, VecDeque};
use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::cargo::Project;
use crate::cargo::programs::cargo_scopes;
pub(crate) use places::part;
use places::{edited, offset, position};

/// An answer that takes longer will never come.
const BOUND: Duration = Duration::from_secs(600);

/// How many of the last messages are shown if an answer does not come.
const HEARD: usize = 40;

/// The file that is open in the editor.
pub(crate) const FILE: &str = "src/main.rs";

/// The tools for simulating an editor.
pub(crate) struct Tools {
    rust_analyzer: OsString,
    /// The folder `library` of the compiler's sources.
    library: PathBuf,
}

impl Tools {
    /// Finds the tools on this machine. The error states what is missing.
    pub(crate) fn find() -> Result<Self, String> {
        let rust_analyzer = env::var_os("RUST_ANALYZER").unwrap_or_else(|| "rust-analyzer".into());
        // Rustup installs a program of the same name that only prints which component is missing.
        if !printed(Command::new(&rust_analyzer).arg("--version")).is_some_and(|text| text.contains("rust-analyzer")) {
            return Err(format!("no rust-analyzer runs: {}", Path::new(&rust_analyzer).display()));
        }
        let library = env::var_os("RUST_SRC").map(PathBuf::from).or_else(|| {
            let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
            let sysroot = printed(Command::new(rustc).args(["--print", "sysroot"]))?;
            Some(Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library"))
        });
        // Without them, rust-analyzer would try to install them.
        match library.filter(|library| library.join("core").is_dir()) {
            Some(library) => Ok(Self { rust_analyzer, library }),
            None => Err("there are no sources of the standard library".to_owned()),
        }
    }
}

/// The output of a program, if it exists and succeeds.
fn printed(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// Rust-analyzer, and the editor's connection to it.
pub(crate) struct Editor<'p> {
    pub(crate) project: &'p Project,
    child: Child,
    input: ChildStdin,
    output: Receiver<Value>,
    /// The last messages in a short form.
    heard: VecDeque<String>,
    /// Whether rust-analyzer has noticed a changed file since the last request for a check.
    is_changed: bool,
    /// The content of the file.
    text: String,
    version: u64,
    requests: u64,
    /// The latest errors and warnings for each file, by its URI.
    told: BTreeMap<String, Vec<Value>>,
}

impl<'p> Editor<'p> {
    /// Opens a project, and waits until rust-analyzer has loaded it.
    pub(crate) fn open(tools: &Tools, project: &'p Project) -> Self {
        Self::configured(tools, project, json!({ "checkOnSave": false }))
    }

    /// Does the same with settings of the user.
    pub(crate) fn configured(tools: &Tools, project: &'p Project, settings: Value) -> Self {
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

    /// The next message. If rust-analyzer requests something, it is answered.
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

    /// Sends a request and returns its answer.
    fn request(&mut self, method: &str, parameters: &Value) -> Value {
        /// The file or the project has changed since then: the request must be repeated.
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

    /// Sends a request about a part of the file: its start, or the position of `|` in it, which is not in the file.
    fn at(&mut self, method: &str, part: &str) -> Value {
        let position = position(&self.text, offset(&self.text, part));
        self.request(method, &json!({ "textDocument": { "uri": self.uri() }, "position": position }))
    }

    /// The text that is shown when hovering over a part of the file, in Markdown.
    pub(crate) fn hover(&mut self, part: &str) -> String {
        let answer = self.at("textDocument/hover", part);
        answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// How many places change if a name is renamed.
    pub(crate) fn renames(&mut self, part: &str, name: &str) -> usize {
        let position = position(&self.text, offset(&self.text, part));
        let document = json!({ "uri": self.uri() });
        let parameters = json!({ "textDocument": document, "position": position, "newName": name });
        let answer = self.request("textDocument/rename", &parameters);
        let changes = answer["documentChanges"].as_array().cloned().unwrap_or_default();
        let lists = changes.iter().filter_map(|change| change["edits"].as_array());
        let by_file = answer["changes"].as_object().into_iter().flat_map(|files| files.values());
        lists.chain(by_file.filter_map(Value::as_array)).map(Vec::len).sum()
    }

    /// The suggested names that start with the text before the cursor.
    pub(crate) fn completions(&mut self, part: &str) -> Vec<String> {
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

    /// The files of the project that contain the definition of a part of the file.
    pub(crate) fn definitions(&mut self, part: &str) -> Vec<String> {
        let answer = self.at("textDocument/definition", part);
        let targets = answer.as_array().into_iter().flatten().filter_map(|link| link["targetUri"].as_str());
        let folder = uri(&self.project.path("")) + "/";
        targets.map(|target| target.strip_prefix(&*folder).unwrap_or(target).to_owned()).collect()
    }

    /// The mistakes that rust-analyzer finds without a build: the part of the file, and the message.
    pub(crate) fn mistakes(&mut self) -> Vec<(String, String)> {
        let uri = self.uri();
        let answer = self.request("textDocument/diagnostic", &json!({ "textDocument": { "uri": uri } }));
        let items = answer["items"].as_array().unwrap_or_else(|| panic!("no diagnostics: {answer}"));
        let mistake = |item: &Value| {
            let message = item["message"].as_str().unwrap_or_default().to_owned();
            (part(&self.text, &item["range"]).to_owned(), message)
        };
        items.iter().map(mistake).collect()
    }

    /// Saves the file, so that it is checked.
    pub(crate) fn save(&mut self) {
        self.project.edit(FILE, &self.text);
        self.check();
    }

    /// Requests a check of the saved files.
    fn check(&mut self) {
        self.is_changed = false;
        let uri = self.uri();
        self.notify("textDocument/didSave", &json!({ "textDocument": { "uri": uri } }));
    }

    /// Waits until the diagnostics of a file give an answer.
    ///
    /// If rust-analyzer notices a changed file before a requested check has started, it drops the check. After every
    /// change, it requests the code lenses again; then the check is requested again, too.
    pub(crate) fn until<T>(&mut self, file: &str, answer: impl Fn(&[Value]) -> Option<T>) -> T {
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

    /// The fixes that the editor offers for a diagnostic: their titles, and the text of the file after each.
    pub(crate) fn fixes(&mut self, diagnostic: &Value) -> Vec<(String, String)> {
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

    /// Changes the text of the file, like typing.
    pub(crate) fn change(&mut self, text: &str) {
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

/// The URI of a file.
pub(crate) fn uri(path: &Path) -> String {
    let path = path.to_str().expect("a path in UTF-8").replace('\\', "/").replace(' ', "%20");
    if path.starts_with('/') { format!("file://{path}") } else { format!("file:///{path}") }
}

fn target(project: &Project) -> PathBuf {
    let run = project.cargo(["metadata", "--format-version=1", "--no-deps"]).run();
    let metadata: Value = serde_json::from_str(&run.succeeds().stdout).expect("metadata");
    metadata["target_directory"].as_str().expect("a folder").into()
}

/// A `PATH` with the programs of this workspace, so that `cargo scopes` works.
fn path_with_cargo_scopes() -> OsString {
    let folder = cargo_scopes().parent().expect("a folder").to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(std::iter::once(folder).chain(env::split_paths(&path))).expect("a path")
}
