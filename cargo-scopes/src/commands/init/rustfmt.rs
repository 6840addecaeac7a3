//! Formats text with `rustfmt`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How to format a file, and whether it was formatted.
pub(super) struct Format {
    edition: String,
    folder: PathBuf,
    /// Whether `rustfmt` would leave it unchanged.
    is_kept: bool,
}

impl Format {
    /// Determines the format of a file with this text.
    pub(super) fn of(text: &str, path: &Path, edition: &str) -> Self {
        let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
        let mut format = Self { edition: edition.to_owned(), folder, is_kept: false };
        format.is_kept = format.formatted(text).as_deref() == Some(text);
        format
    }

    /// Formats a new text if the old one was formatted.
    pub(super) fn apply(&self, text: String) -> String {
        if self.is_kept { self.formatted(&text).unwrap_or(text) } else { text }
    }

    /// Formats a text with `rustfmt`; `None` if that fails.
    fn formatted(&self, text: &str) -> Option<String> {
        let mut child = Command::new("rustfmt")
            // `rustfmt` uses the configuration in this folder or a parent folder.
            .args(["--edition", &self.edition, "--quiet", "--emit", "stdout"])
            .current_dir(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut stdin = child.stdin.take()?;
        // For text on standard input, `rustfmt` writes line feeds.
        let is_windows = text.contains("\r\n");
        let input = text.replace("\r\n", "\n");
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output().ok()?;
        writer.join().ok()?.ok()?;
        let text = output.status.success().then(|| String::from_utf8(output.stdout).ok()).flatten()?;
        Some(if is_windows { text.replace('\n', "\r\n") } else { text })
    }
}
