//! Tests that Ctrl-C leaves no files behind, and that an ignored signal stays ignored.

use std::fs::File;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::thread::JoinHandle;

use super::checkout::{Checkout, pipe};

/// A `diff` that waits for its `git`, while it writes into a temporary folder.
struct Waiting {
    checkout: Checkout,
    id: String,
    ended: JoinHandle<std::io::Result<ExitStatus>>,
    held: PathBuf,
    /// While this pipe is open, opening it for writing does not block.
    ready: File,
}

impl Waiting {
    /// Starts the command in `shell`, which gets it as its arguments.
    fn new(shell: &str) -> Self {
        let checkout = Checkout::new();
        checkout.commit();
        checkout.write("temporary/.keep", "");
        let (ready, held) = (checkout.path("ready"), checkout.path("held"));
        pipe(&ready);
        pipe(&held);
        let script = format!(
            "#!/bin/sh\ncase \"$*\" in *cat-file*) echo > '{}'; exec cat '{}';; *) PATH=/usr/bin:/bin:/usr/local/bin exec git \"$@\";; esac\n",
            ready.display(),
            held.display()
        );
        checkout.executable("bin/git", &script);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(checkout.path("bin")).chain(std::env::split_paths(&path));
        let mut command = Command::new("sh");
        command
            .args(["-c", shell, "sh", env!("CARGO_BIN_EXE_cargo-scopes"), "diff"])
            .current_dir(checkout.path("work"));
        command.env("PATH", std::env::join_paths(folders).expect("a path")).env("TMPDIR", checkout.path("temporary"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the command");
        let id = child.id().to_string();
        // If the command ends early, waiting for git must end too.
        let mut ready = File::options().read(true).write(true).open(&ready).expect("a pipe");
        let mut end = ready.try_clone().expect("a pipe");
        let ended = std::thread::spawn(move || {
            let status = child.wait();
            let _ = end.write_all(b"\n");
            status
        });
        ready.read_exact(&mut [0]).expect("a text");
        assert_eq!(checkout.names("temporary").len(), 2, "{:?}", checkout.names("temporary"));
        Self { checkout, id, ended, held, ready }
    }

    fn signal(&self, signal: &str) {
        let status = Command::new("kill").args([&format!("-{signal}"), &self.id]).status().expect("kill");
        assert!(status.success());
    }

    /// Ends the waiting program, and lets no other program wait.
    fn let_go(&self) {
        let pipe = File::options().write(true).open(&self.held).expect("a pipe");
        std::fs::remove_file(&self.held).expect("a pipe");
        drop(pipe);
    }

    /// Waits until the command has ended.
    fn ended(&mut self) {
        self.ready.read_exact(&mut [0]).expect("a text");
    }

    /// Returns the exit code, and the files that are left in the folder for temporary files.
    fn end(self) -> (Option<i32>, Vec<String>) {
        let status = self.ended.join().expect("a thread").expect("the command");
        (status.code(), self.checkout.names("temporary"))
    }
}

/// Whether the process that started these tests ignores the signal; child processes inherit that.
fn is_ignored(signal: &str) -> bool {
    let shell = Command::new("sh").args(["-c", &format!("kill -{signal} $$; echo ignored")]).output().expect("sh");
    !shell.stdout.is_empty()
}

#[test]
fn what_diff_writes_goes_away() {
    if let Some(signal) = ["INT", "TERM", "HUP"].into_iter().find(|signal| is_ignored(signal)) {
        eprintln!("skipped: the tests were started with SIG{signal} ignored, and so is the command");
        return;
    }
    for signal in ["INT", "TERM"] {
        let mut waiting = Waiting::new("exec \"$@\"");
        waiting.signal(signal);
        waiting.ended();
        waiting.let_go();
        assert_eq!(waiting.end(), (Some(130), vec![".keep".to_owned()]), "{signal}");
    }
}

#[test]
fn an_ignored_signal_stays_ignored() {
    for signal in ["INT", "HUP"] {
        let waiting = Waiting::new(&format!("trap '' {signal}; exec \"$@\""));
        waiting.signal(signal);
        waiting.let_go();
        let (code, left) = waiting.end();
        // Its git printed nothing, so it reports an error.
        assert_eq!((code, left), (Some(101), vec![".keep".to_owned()]), "{signal}");
    }
}
