//! An editor's end of the talk with a real rust-analyzer.

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

/// No answer takes nearly as long: what takes longer hangs.
const BOUND: Duration = Duration::from_secs(600);

/// How many of the last messages are shown when an answer does not come.
const HEARD: usize = 40;

/// What an editor sends of the file while it is open.
pub(crate) const FILE: &str = "src/main.rs";

/// What is needed to play an editor.
pub(crate) struct Tools {
    rust_analyzer: OsString,
    /// The folder `library` of the compiler's sources.
    library: PathBuf,
}

impl Tools {
    /// What this machine has, or what is missing.
    pub(crate) fn find() -> Result<Self, String> {
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

/// What a program prints, if there is such a program and it succeeds.
fn printed(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// rust-analyzer, with an editor's end of the talk.
pub(crate) struct Editor<'p> {
    pub(crate) project: &'p Project,
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
    pub(crate) fn open(tools: &Tools, project: &'p Project) -> Self {
        Self::configured(tools, project, json!({ "checkOnSave": false }))
    }

    /// The same with settings of the user's.
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
    pub(crate) fn hover(&mut self, part: &str) -> String {
        let answer = self.at("textDocument/hover", part);
        answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// How many places are changed where a name gets another.
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

    /// The names that begin as the one before the cursor does, as an editor offers them there.
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

    /// The files, within the project, that define a part of the file.
    pub(crate) fn definitions(&mut self, part: &str) -> Vec<String> {
        let answer = self.at("textDocument/definition", part);
        let targets = answer.as_array().into_iter().flatten().filter_map(|link| link["targetUri"].as_str());
        let folder = uri(&self.project.path("")) + "/";
        targets.map(|target| target.strip_prefix(&*folder).unwrap_or(target).to_owned()).collect()
    }

    /// The mistakes that rust-analyzer sees without a build: the part of the file, and what is said of it.
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

    /// Saves the file as it is, so that it is checked.
    pub(crate) fn save(&mut self) {
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

    /// What the editor offers to do about a diagnostic: titles, and the text of the file after each.
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

    /// Types: the file is now this.
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

/// The address of a file.
pub(crate) fn uri(path: &Path) -> String {
    let path = path.to_str().expect("a path in UTF-8").replace('\\', "/").replace(' ', "%20");
    if path.starts_with('/') { format!("file://{path}") } else { format!("file:///{path}") }
}

fn target(project: &Project) -> PathBuf {
    let run = project.cargo(["metadata", "--format-version=1", "--no-deps"]).run();
    let metadata: Value = serde_json::from_str(&run.succeeds().stdout).expect("metadata");
    metadata["target_directory"].as_str().expect("a folder").into()
}

/// A `PATH` with the program that this workspace builds, so that `cargo scopes` is a command.
fn path_with_cargo_scopes() -> OsString {
    let folder = cargo_scopes().parent().expect("a folder").to_owned();
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(std::iter::once(folder).chain(env::split_paths(&path))).expect("a path")
}
