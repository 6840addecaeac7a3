//! Runs cargo once and parses the result.

use std::collections::BTreeSet;
use std::fmt;
use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::Project;

/// The result of a run of cargo.
pub(crate) struct Run {
    /// Whether cargo succeeded.
    pub(crate) success: bool,
    /// The output of programs: standard output without cargo's own lines of JSON.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
    /// The compiler's messages, in order.
    pub(crate) messages: Vec<Message>,
    /// The crates that were compiled.
    pub(crate) compiled: BTreeSet<String>,
    /// The crates that needed no compiling.
    pub(crate) fresh: BTreeSet<String>,
    /// The files that were compiled.
    pub(crate) files: Vec<String>,
}

/// A warning or an error of the compiler.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// The crate with the problem.
    pub(crate) target: String,
    /// `error` or `warning`.
    pub(crate) level: String,
    /// The text without the source.
    pub(crate) text: String,
    /// The text as it is shown to people, with its location and the source.
    pub(crate) rendered: String,
    /// Line and column.
    pub(crate) place: Option<(u64, u64)>,
}

impl Run {
    pub(super) fn of(project: &Project, command: Command, bound: Duration) -> Self {
        let (success, stdout, stderr) = to_the_end(command, bound);
        let mut run = Self {
            success,
            stdout: String::new(),
            stderr: project.plain(&stderr),
            messages: Vec::new(),
            compiled: BTreeSet::new(),
            fresh: BTreeSet::new(),
            files: Vec::new(),
        };
        for line in stdout.lines() {
            match serde_json::from_str::<Value>(line) {
                Ok(value) if value["reason"].is_string() => run.read(project, &value),
                _ => run.stdout.extend([line, "\n"]),
            }
        }
        run
    }

    fn read(&mut self, project: &Project, value: &Value) {
        let target = value["target"]["name"].as_str().unwrap_or_default().to_owned();
        if value["reason"] == "compiler-artifact" {
            let set = if value["fresh"] == true { &mut self.fresh } else { &mut self.compiled };
            set.insert(target);
            let files = value["filenames"].as_array().into_iter().flatten();
            self.files.extend(files.filter_map(|file| file.as_str()).map(str::to_owned));
        } else if value["reason"] == "compiler-message" {
            self.messages.extend(Message::of(project, target, &value["message"]));
        }
    }

    /// The errors.
    pub(crate) fn errors(&self) -> Vec<&Message> {
        self.messages.iter().filter(|message| message.level == "error").collect()
    }

    /// The warnings.
    pub(crate) fn warnings(&self) -> Vec<&Message> {
        self.messages.iter().filter(|message| message.level == "warning").collect()
    }

    /// The first lines of the texts of all messages.
    pub(crate) fn headlines(&self) -> Vec<&str> {
        self.messages.iter().map(Message::headline).collect()
    }

    /// The messages about one crate, as they are shown to people.
    pub(crate) fn rendered(&self, target: &str) -> String {
        let own = self.messages.iter().filter(|message| message.target == target);
        own.map(|message| message.rendered.trim_end()).collect::<Vec<_>>().join("\n\n")
    }

    /// Fails unless cargo succeeded.
    #[track_caller]
    pub(crate) fn succeeds(&self) -> &Self {
        assert!(self.success, "cargo fails\n{self}");
        self
    }

    /// Fails unless cargo succeeded without a message.
    #[track_caller]
    pub(crate) fn is_silent(&self) -> &Self {
        assert!(self.succeeds().messages.is_empty(), "there are messages\n{self}");
        self
    }

    /// Fails unless cargo failed with exactly these errors. Only the start of each first line is compared.
    #[track_caller]
    pub(crate) fn fails_with(&self, headlines: &[&str]) -> &Self {
        let errors = self.errors();
        let is_same = errors.len() == headlines.len()
            && errors.iter().zip(headlines).all(|(error, headline)| error.text.starts_with(headline));
        assert!(!self.success && is_same, "not the errors {headlines:?}\n{self}");
        self
    }

    /// Fails unless exactly these crates were compiled, and all others were fresh.
    #[track_caller]
    pub(crate) fn compiles<const N: usize>(&self, crates: [&str; N]) -> &Self {
        let compiled: BTreeSet<&str> = self.compiled.iter().map(String::as_str).collect();
        assert_eq!(compiled, BTreeSet::from(crates), "not these were compiled\n{self}");
        self
    }
}

impl fmt::Display for Run {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for message in &self.messages {
            writeln!(formatter, "[{}] {}", message.target, message.rendered)?;
        }
        let Self { compiled, fresh, stdout, stderr, .. } = self;
        write!(formatter, "compiled: {compiled:?}\nfresh: {fresh:?}\n{stdout}\n{stderr}")
    }
}

impl Message {
    /// The first line of the text.
    pub(crate) fn headline(&self) -> &str {
        self.text.lines().next().unwrap_or_default()
    }

    /// The lines of help, joined.
    pub(crate) fn help(&self) -> String {
        self.text.lines().filter_map(|line| line.strip_prefix("help: ")).collect::<Vec<_>>().join("\n")
    }

    fn of(project: &Project, target: String, value: &Value) -> Option<Self> {
        let level = value["level"].as_str()?.to_owned();
        let spans = value["spans"].as_array()?;
        // A message without a location is the compiler's own summary.
        if !matches!(&*level, "error" | "warning") || spans.is_empty() {
            return None;
        }
        let primary = spans.iter().find(|span| span["is_primary"] == true);
        let place = primary.and_then(|span| Some((span["line_start"].as_u64()?, span["column_start"].as_u64()?)));
        let text = |key: &str| project.plain(value[key].as_str().unwrap_or_default());
        Some(Self { target, level, text: text("message"), rendered: text("rendered"), place })
    }
}

/// Runs a command. If it takes longer than the bound, it is ended and the test fails.
fn to_the_end(mut command: Command, bound: Duration) -> (bool, String, String) {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("cargo");
    let stdout = reader(child.stdout.take().expect("standard output"));
    let stderr = reader(child.stderr.take().expect("standard error"));
    let (Ok(stdout), Ok(stderr)) = (stdout.recv_timeout(bound), stderr.recv_timeout(bound)) else {
        end_compilers_of(child.id());
        child.kill().expect("an end");
        panic!("{command:?} does not end within {bound:?}");
    };
    (child.wait().expect("a status").success(), stdout, stderr)
}

/// Ends the processes that cargo has started, which would otherwise continue.
fn end_compilers_of(cargo: u32) {
    if cfg!(unix) {
        Command::new("pkill").args(["-P", &cargo.to_string()]).status().ok();
    }
}

/// Reads a pipe until it is closed.
fn reader(mut pipe: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("output");
        // After the bound, there is no receiver.
        sender.send(String::from_utf8_lossy(&bytes).into_owned()).ok();
    });
    receiver
}
