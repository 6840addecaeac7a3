//! Builds the programs of this workspace.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::WORKSPACE;

/// The target folder of this workspace.
pub(crate) fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder")
}

/// The path of `cargo-scopes`, which is built in this workspace.
pub(crate) fn cargo_scopes() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| build(&["cargo-scopes"]).join(format!("cargo-scopes{EXE_SUFFIX}")))
}

/// Builds the programs of these packages, and returns the folder that they are in.
///
/// If this test has all features, all packages are built with all their features, as
/// `cargo test --workspace --all-features` has just done, so that there is little to do. (The examples are included
/// because the features of their development dependencies matter.)
pub(crate) fn build(packages: &[&str]) -> PathBuf {
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--quiet", "--offline", "--bins"]);
    if cfg!(feature = "yup-oauth2") {
        command.args(["--workspace", "--all-features", "--examples"]);
    } else {
        command.args(packages.iter().flat_map(|package| ["-p", package]));
    }
    command.current_dir(WORKSPACE).env("CARGO_TARGET_DIR", target()).env("CARGO_TERM_COLOR", "never");
    command.env_remove("SCOPES_CATALOG").env_remove("SCOPES_CHECK");
    let output = command.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    target().join("debug")
}
