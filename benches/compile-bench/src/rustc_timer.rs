//! Measures the time of each run of the compiler in a build: cargo starts this program instead, which starts the
//! compiler.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use wait4::Wait4;

/// The variable with the file that the times are added to. If it is set, this program is a `RUSTC_WRAPPER`.
const LOG: &str = "COMPILE_BENCH_RUSTC_LOG";

/// One run of the compiler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompilerRun {
    /// The package that was compiled.
    pub(crate) package: String,
    /// Where its manifest is.
    pub(crate) folder: PathBuf,
    /// CPU time of the compiler and of the linker that it started, in user mode and in the kernel.
    pub(crate) cpu: Duration,
}

/// The file that the times are added to, if this program is to run the compiler.
pub(crate) fn log() -> Option<PathBuf> {
    env::var_os(LOG).map(PathBuf::from)
}

/// Sets up a command of cargo so that each run of the compiler is timed.
///
/// # Errors
///
/// If this program does not know its own path.
pub(crate) fn time_compilers(cargo: &mut Command, log: &Path) -> Result<()> {
    cargo.env("RUSTC_WRAPPER", env::current_exe()?).env(LOG, log);
    Ok(())
}

/// Runs the compiler with its arguments and adds its time to the log. Returns whether it succeeded.
///
/// # Errors
///
/// If the compiler cannot be started, or the log cannot be written.
pub(crate) fn run(log: &Path, mut command: impl Iterator<Item = OsString>) -> Result<bool> {
    let mut compiler = Command::new(command.next().context("no compiler to run")?);
    let finished = compiler.args(command).spawn()?.wait4()?;
    // Cargo also runs the compiler to get information about it; such a run is for no package.
    if let (Ok(package), Ok(folder)) = (env::var("CARGO_PKG_NAME"), env::var("CARGO_MANIFEST_DIR")) {
        let cpu = finished.rusage.utime + finished.rusage.stime;
        let line = format!("{}\t{package}\t{folder}\n", cpu.as_micros());
        // One call, so that compilers that end at the same time do not mix their lines.
        File::options().create(true).append(true).open(log)?.write_all(line.as_bytes())?;
    }
    Ok(finished.status.success())
}

/// Reads a log.
///
/// # Errors
///
/// If it cannot be read.
pub(crate) fn read(log: &Path) -> Result<Vec<CompilerRun>> {
    let text = fs::read_to_string(log).with_context(|| log.display().to_string())?;
    text.lines().map(|line| parse(line).with_context(|| format!("`{line}` is not a time"))).collect()
}

fn parse(line: &str) -> Option<CompilerRun> {
    let mut fields = line.splitn(3, '\t');
    let cpu = Duration::from_micros(fields.next()?.parse().ok()?);
    Some(CompilerRun { cpu, package: fields.next()?.to_owned(), folder: fields.next()?.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_log() {
        let expected =
            CompilerRun { package: "syn".to_owned(), folder: "/a b/syn".into(), cpu: Duration::from_millis(1500) };
        assert_eq!(parse("1500000\tsyn\t/a b/syn"), Some(expected));
        assert_eq!(parse("syn"), None);
    }
}
