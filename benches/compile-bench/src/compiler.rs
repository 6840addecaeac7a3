//! Runs the compiler itself, without cargo and without the proxy that selects a toolchain.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::callgrind::Profile;
use crate::measure::{Usage, run};

/// The folder of the toolchain.
#[derive(Clone, Debug)]
pub(crate) struct Toolchain {
    sysroot: PathBuf,
    /// Whether instructions can be counted.
    pub(crate) has_callgrind: bool,
}

/// The crates that a generated crate can use.
#[derive(Clone, Debug)]
pub(crate) struct Dependencies {
    /// Crates by name.
    pub(crate) crates: Vec<(String, PathBuf)>,
    /// The folder of their own dependencies.
    pub(crate) folder: PathBuf,
}

/// A generated crate, ready to be compiled.
#[derive(Clone, Debug)]
pub(crate) struct Compilation {
    pub(crate) toolchain: Toolchain,
    pub(crate) dependencies: Dependencies,
    /// The folder of the package: the source is its `lib.rs`, and the catalog its `scopes.toml`.
    pub(crate) folder: PathBuf,
    /// Variables that its macros read.
    pub(crate) environment: &'static [(&'static str, &'static str)],
}

impl Toolchain {
    /// The toolchain that compiles this program.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub(crate) fn find() -> Result<Self> {
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
        let output = Command::new(rustc).args(["--print", "sysroot"]).output().context("rustc")?;
        ensure!(output.status.success(), "rustc tells no sysroot");
        let sysroot = PathBuf::from(String::from_utf8(output.stdout)?.trim());
        let valgrind = Command::new("valgrind").arg("--version").output();
        Ok(Self { sysroot, has_callgrind: valgrind.is_ok_and(|output| output.status.success()) })
    }

    fn rustc(&self) -> PathBuf {
        self.sysroot.join("bin").join("rustc")
    }
}

impl Compilation {
    /// Compiles like `cargo check`.
    ///
    /// # Errors
    ///
    /// If the crate does not compile.
    pub(crate) fn usage(&self) -> Result<Usage> {
        run(self.command(&self.toolchain.rustc(), &[]), &self.folder)
    }

    /// Does the same and counts every instruction, except those of the kernel.
    ///
    /// # Errors
    ///
    /// If the crate does not compile.
    pub(crate) fn profile(&self) -> Result<Profile> {
        let written = self.folder.join("callgrind.out");
        let arguments = ["--tool=callgrind".into(), out_file(&written), self.toolchain.rustc().into_os_string()];
        run(self.command(Path::new("valgrind"), &arguments), &self.folder)?;
        Ok(Profile::parse(&std::fs::read_to_string(written)?))
    }

    fn command(&self, program: &Path, before: &[OsString]) -> Command {
        let mut command = Command::new(program);
        command.args(before);
        // Exactly the arguments that cargo passes: the macro uses them to recognize the process that it runs in.
        command.args(["--crate-name", "generated", "--edition=2024"]).arg(self.folder.join("lib.rs"));
        command.args(["--crate-type", "lib", "--emit=metadata", "--out-dir"]).arg(&self.folder);
        command.arg("-L").arg(pair("dependency", &self.dependencies.folder));
        for (name, path) in &self.dependencies.crates {
            command.arg("--extern").arg(pair(name, path));
        }
        command.env("LD_LIBRARY_PATH", self.toolchain.sysroot.join("lib"));
        command
            .envs(self.environment.iter().copied())
            .env("CARGO_MANIFEST_DIR", &self.folder)
            .current_dir(&self.folder);
        command
    }
}

fn out_file(path: &Path) -> OsString {
    pair("--callgrind-out-file", path)
}

fn pair(key: &str, path: &Path) -> OsString {
    let mut argument = OsString::from(format!("{key}="));
    argument.push(path);
    argument
}
