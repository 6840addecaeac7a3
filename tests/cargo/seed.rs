//! Compiles the dependencies of all cases once.

use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::{facade, manifest, scripted, scrubbed};

/// The parent folder of temporary crates: outside the workspace, so that cargo does not treat them as its members.
pub(super) fn temporary() -> PathBuf {
    let folder = env::temp_dir();
    // With a link in the path, the same folder would have two names. (On Windows, few programs accept canonical names.)
    if cfg!(windows) { folder } else { folder.canonicalize().unwrap_or(folder) }
}

/// The dependencies of a case's crates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seed {
    /// The macro.
    Macro,
    /// The build-script helper with every format.
    Script,
}

/// Copies the compiled dependencies into a target folder.
pub(super) fn plant(target: &Path, kind: Seed) {
    static SEEDS: [OnceLock<PathBuf>; 2] = [const { OnceLock::new() }; 2];
    let seed = SEEDS[usize::from(kind == Seed::Script)].get_or_init(|| grow(kind));
    for part in ["deps", "build", ".fingerprint"] {
        let from = seed.join("debug").join(part);
        // Cargo modifies some files in place, which must not be shared; the compiler replaces its files.
        copy(&from, &target.join("debug").join(part), part == "deps").expect("a copy of the seed");
    }
}

/// The parent folder of target folders.
pub(super) fn targets() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cargo-cases")
}

/// Compiles the dependencies for both `cargo check` and `cargo build`. This is quick if nothing has changed.
fn grow(kind: Seed) -> PathBuf {
    let is_script = kind == Seed::Script;
    let seed = targets().join(if is_script { "seed-script" } else { "seed" });
    let project = temporary().join(format!("oauth-scopes {kind:?} seed {}", std::process::id()));
    fs::create_dir_all(project.join("src")).expect("a temporary folder");
    let manifest = if is_script { scripted("seed", &facade("oauth-scopes")) } else { manifest("seed", "") };
    fs::write(project.join("Cargo.toml"), format!("{manifest}[workspace]\n")).expect("a manifest");
    if is_script {
        // Dependencies of build scripts are only compiled if there is a build script.
        fs::write(project.join("build.rs"), "fn main() {}\n").expect("a script");
    }
    fs::write(project.join("src/lib.rs"), "").expect("a source");
    let lock = Path::new(super::WORKSPACE).join("Cargo.lock");
    if lock.exists() {
        fs::copy(lock, project.join("Cargo.lock")).expect("a lock file");
    }
    let commands: &[&[&str]] = if is_script {
        &[&["check", "-q"]]
    } else {
        &[&["check", "-q", "-p", "oauth-scopes"], &["build", "-q", "-p", "oauth-scopes"]]
    };
    for arguments in commands {
        let output = scrubbed(&project, &seed).args(*arguments).output().expect("cargo");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "oauth-scopes itself does not compile:\n{errors}");
    }
    fs::remove_dir_all(&project).expect("the temporary folder");
    seed
}

/// Copies a folder and keeps the times of its files, which cargo compares.
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

/// Whether it is one of the compiler's lists of files, which it modifies in place.
fn is_small(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "d")
}
