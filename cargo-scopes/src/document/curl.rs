//! Fetches documents with `curl`, if it is installed. Only `import` and `drift` do that.

use std::io::Read;
use std::process::{Child, Command, Stdio};

use scope_catalog::without_query;
use scope_config::without_secrets;
use scope_import::LARGEST;

use crate::error::Failure;

/// The timeout for a document, in seconds.
const MOST_SECONDS: &str = "120";

/// Whether URLs are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fetching {
    Allowed,
    /// Not fetched, because the variable `CI` is set and the user did not ask for it.
    Refused,
}

impl Fetching {
    /// Decides whether to fetch URLs: yes if a person runs the command, or if it was requested.
    pub(crate) fn new(is_asked_for: bool) -> Self {
        let is_off = |value: &std::ffi::OsStr| ["", "0", "false"].iter().any(|off| value == *off);
        let is_ci = std::env::var_os("CI").is_some_and(|value| !is_off(&value));
        if is_asked_for || !is_ci { Self::Allowed } else { Self::Refused }
    }
}

/// Fetches a document at an https URL that was validated.
///
/// # Errors
///
/// If fetching is not allowed here, `curl` is not installed, the server does not return a document in time, or the
/// document is too large.
pub(super) fn fetch(address: &str, fetching: Fetching) -> Result<Vec<u8>, Failure> {
    let shown = without_query(address);
    if fetching == Fetching::Refused {
        return Err(Failure::new(format!("{shown} is not fetched: the variable `CI` is set"))
            .help("use `--fetch`, or download the document and name the file"));
    }
    let mut child = start(address)?;
    // Read in parallel, so that neither pipe fills up.
    let errors = child.stderr.take().map(|stderr| std::thread::spawn(move || beginning(stderr, 4096)));
    let document = child.stdout.take().map(|stdout| beginning(stdout, LARGEST as u64 + 1)).unwrap_or_default();
    if document.len() > LARGEST {
        let _ = child.kill();
        let _ = child.wait();
        return Err(Failure::new(format!("{shown} is larger than {} MiB", LARGEST >> 20)));
    }
    let status = child.wait().map_err(|error| Failure::new(format!("`curl` cannot be run: {error}")))?;
    if status.success() {
        return Ok(document);
    }
    let errors = errors.and_then(|thread| thread.join().ok()).unwrap_or_default();
    let reason = String::from_utf8_lossy(&errors);
    let reason = reason.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("`curl` failed");
    Err(Failure::new(format!("{shown} cannot be fetched: {}", without_secrets(reason))))
}

fn start(address: &str) -> Result<Child, Failure> {
    let shown = without_query(address);
    let most = LARGEST.to_string();
    Command::new("curl")
        // Must be first, to ignore the user's configuration file. A proxy may still be set by variables, but not an
        // output file or a cookie.
        .arg("--disable")
        .args(["--silent", "--show-error", "--fail", "--globoff"])
        .args(["--location", "--max-redirs", "5", "--proto", "=https", "--proto-redir", "=https"])
        .args(["--connect-timeout", "20", "--max-time", MOST_SECONDS, "--max-filesize", &most])
        .args(["--user-agent", concat!("cargo-scopes/", env!("CARGO_PKG_VERSION"))])
        .args(["--url", address])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Failure::new(format!("{shown} cannot be fetched without `curl`"))
                .help("install `curl`, or download the document and name the file"),
            _ => Failure::new(format!("`curl` cannot be run: {error}")),
        })
}

/// Reads the first bytes of a stream, or all of a shorter one.
fn beginning(stream: impl Read, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = stream.take(most).read_to_end(&mut bytes);
    bytes
}
