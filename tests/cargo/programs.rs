//! The programs of this workspace.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::WORKSPACE;

/// The target folder of this workspace.
pub(crate) fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder")
}

/// A program of this workspace.
///
/// All of them are built at once, with the features that `cargo test --workspace --all-features` has built them with:
/// after it, there is little to do. (The examples are for their development dependencies, whose features count.)
pub(crate) fn program(name: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(build).join(format!("{name}{EXE_SUFFIX}"))
}

fn build() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline", "--workspace", "--all-features", "--bins", "--examples"])
        .current_dir(WORKSPACE)
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("SCOPES_CATALOG")
        .env_remove("SCOPES_CHECK")
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    target().join("debug")
}
