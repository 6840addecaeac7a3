//! What all cases share: the dependencies, compiled once.

use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::{manifest, scrubbed};

/// Where throw-away crates are made: outside the workspace, so that cargo does not take them for a part of it.
pub(super) fn temporary() -> PathBuf {
    let folder = env::temp_dir();
    // A link in the way would make two names of one folder. (Few programs take the canonical names of Windows.)
    if cfg!(windows) { folder } else { folder.canonicalize().unwrap_or(folder) }
}

/// A target folder in which the dependencies are fresh.
pub(super) fn plant(name: &str) -> PathBuf {
    static SEED: OnceLock<PathBuf> = OnceLock::new();
    let seed = SEED.get_or_init(grow);
    let target = targets().join(name);
    for part in ["deps", "build", ".fingerprint"] {
        let from = seed.join("debug").join(part);
        // What cargo writes in place must not be shared; the compiler replaces its files.
        copy(&from, &target.join("debug").join(part), part == "deps").expect("a copy of the seed");
    }
    target
}

fn targets() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cargo-cases")
}

/// Compiles the dependencies, as `cargo check` and as `cargo build` want them. Where nothing has changed this is quick.
fn grow() -> PathBuf {
    let seed = targets().join("seed");
    let project = temporary().join(format!("oauth-scopes seed {}", std::process::id()));
    fs::create_dir_all(project.join("src")).expect("a temporary folder");
    fs::write(project.join("Cargo.toml"), format!("{}[workspace]\n", manifest("seed", ""))).expect("a manifest");
    fs::write(project.join("src/lib.rs"), "").expect("a source");
    let lock = Path::new(super::WORKSPACE).join("Cargo.lock");
    if lock.exists() {
        fs::copy(lock, project.join("Cargo.lock")).expect("a lock file");
    }
    for command in ["check", "build"] {
        let arguments = [command, "-q", "-p", "oauth-scopes"];
        let output = scrubbed(&project, &seed).args(arguments).output().expect("cargo");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "oauth-scopes itself does not compile:\n{errors}");
    }
    fs::remove_dir_all(&project).expect("the temporary folder");
    seed
}

/// Copies a folder with the stamps of its files, which cargo goes by.
fn copy(from: &Path, to: &Path, may_link: bool) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copied = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &copied, may_link)?;
        } else if !may_link || is_small(&copied) || fs::hard_link(entry.path(), &copied).is_err() {
            fs::copy(entry.path(), &copied)?;
            File::options().append(true).open(&copied)?.set_modified(entry.metadata()?.modified()?)?;
        }
    }
    Ok(())
}

/// The compiler's lists of files, which it writes in place.
fn is_small(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "d")
}
