//! `cargo check`, or `cargo clippy`, beside the check of scopes, for editors and other readers of cargo's messages.

use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, Command, ExitStatus, Stdio};

use serde_json::Value;

use crate::cli::{Check, PackageOptions};
use crate::error::{Failure, Outcome};
use crate::output::json_stdout;
use crate::output::rustc::{is_replaced, messages};
use crate::report::WorkspaceReport;
use crate::workspace::Workspace;

/// Writes the findings as the compiler's messages, then what cargo says, less what the findings replace.
pub(super) fn run(arguments: &Check, workspace: &Workspace, report: &WorkspaceReport) -> Result<Outcome, Failure> {
    let mut output = json_stdout();
    for message in messages(workspace, report) {
        writeln!(output, "{message}")?;
    }
    output.flush()?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut child = Command::new(&cargo)
        .args(cargo_arguments(&arguments.packages, &arguments.cargo))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| Failure::new(format!("{} could not be run: {error}", cargo.display())))?;
    match passed_on(&mut child, &mut output, report) {
        Ok((status, _)) if status.success() && !report.is_denied() => Ok(Outcome::Clean),
        Ok((status, is_finished)) if status.success() || is_finished => Ok(Outcome::Denied),
        Ok(_) => {
            let (subcommand, _) = subcommand(&arguments.cargo);
            Err(Failure::new(format!("`cargo {}` failed; see its output above", subcommand.to_string_lossy())))
        }
        Err(error) => {
            // Nobody reads any more: let it not go on in vain.
            let _ = child.kill();
            let _ = child.wait();
            Err(error.into())
        }
    }
}

/// The command of cargo to run, and its arguments: the first word is one unless it is an option: `clippy`.
fn subcommand(own: &[OsString]) -> (&OsStr, &[OsString]) {
    match own.split_first() {
        Some((first, rest)) if !first.to_string_lossy().starts_with(['-', '+']) => (first, rest),
        _ => (OsStr::new("check"), own),
    }
}

/// As rust-analyzer calls cargo where it is not told otherwise; what the user says of packages or targets goes before that.
fn cargo_arguments(packages: &PackageOptions, own: &[OsString]) -> Vec<OsString> {
    const PACKAGES: [&str; 4] = ["--workspace", "--all", "--package", "-p"];
    const TARGETS: [&str; 10] = [
        "--all-targets", "--lib", "--bin", "--bins", "--test", "--tests", "--example", "--examples", "--bench",
        "--benches",
    ];
    let (subcommand, own) = subcommand(own);
    let mut arguments: Vec<OsString> = vec![subcommand.to_owned(), "--message-format=json".into()];
    if let Some(manifest) = &packages.manifest_path {
        arguments.extend([OsStr::new("--manifest-path").to_owned(), manifest.into()]);
    }
    arguments.extend(packages.packages.iter().map(|name| format!("--package={name}").into()));
    // What follows another `--` is for the compiler, or for clippy.
    let options = own.split(|argument| argument == "--").next().unwrap_or_default();
    if packages.packages.is_empty() && !names_any(options, &PACKAGES) {
        arguments.push("--workspace".into());
    }
    if !names_any(options, &TARGETS) {
        arguments.push("--all-targets".into());
    }
    arguments.extend_from_slice(own);
    arguments
}

fn names_any(arguments: &[OsString], options: &[&str]) -> bool {
    let option = |argument: &OsString| argument.to_string_lossy().split('=').next().unwrap_or_default().to_owned();
    arguments.iter().any(|argument| options.contains(&&*option(argument)))
}

/// Hands on what cargo prints, line by line; how it ended, and whether it came as far as to build.
fn passed_on(child: &mut Child, output: &mut impl Write, report: &WorkspaceReport) -> io::Result<(ExitStatus, bool)> {
    let mut is_finished = false;
    let stdout = child.stdout.take().into_iter();
    for line in stdout.flat_map(|stdout| BufReader::new(stdout).split(b'\n')) {
        let mut line = line?;
        // A line that is not JSON is passed on.
        let value: Value = serde_json::from_slice(&line).unwrap_or_default();
        is_finished |= value["reason"] == "build-finished";
        if value["reason"] != "compiler-message" || !is_replaced(&value["message"], report) {
            line.push(b'\n');
            output.write_all(&line)?;
            output.flush()?;
        }
    }
    Ok((child.wait()?, is_finished))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(packages: &[&str], own: &[&str]) -> String {
        let options = PackageOptions {
            packages: packages.iter().map(ToString::to_string).collect(),
            ..PackageOptions::default()
        };
        let own: Vec<OsString> = own.iter().map(OsString::from).collect();
        let words: Vec<String> =
            cargo_arguments(&options, &own).iter().map(|word| word.to_string_lossy().into_owned()).collect();
        words.join(" ")
    }

    #[test]
    fn everything_unless_something_is_named() {
        let all = "check --message-format=json";
        assert_eq!(arguments(&[], &[]), format!("{all} --workspace --all-targets"));
        assert_eq!(arguments(&["app"], &[]), format!("{all} --package=app --all-targets"));
        assert_eq!(arguments(&[], &["--lib", "--locked"]), format!("{all} --workspace --lib --locked"));
        assert_eq!(arguments(&[], &["--package=x"]), format!("{all} --all-targets --package=x"));
        assert_eq!(arguments(&[], &["-v", "--", "-p"]), format!("{all} --workspace --all-targets -v -- -p"));
        assert_eq!(arguments(&[], &["--features", "test"]), format!("{all} --workspace --all-targets --features test"));
    }

    #[test]
    fn clippy_where_it_is_asked_for() {
        let clippy = "clippy --message-format=json";
        assert_eq!(arguments(&[], &["clippy"]), format!("{clippy} --workspace --all-targets"));
        assert_eq!(arguments(&[], &["clippy", "--lib"]), format!("{clippy} --workspace --lib"));
        let denied = ["clippy", "-p", "x", "--", "-D", "clippy::all"];
        assert_eq!(arguments(&[], &denied), format!("{clippy} --all-targets -p x -- -D clippy::all"));
    }
}
