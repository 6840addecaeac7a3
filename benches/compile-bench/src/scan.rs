//! What `cargo scopes check` takes for a large workspace, beside a search for the same calls.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::build_dir::BuildDir;
use crate::measure::{Usage, least, median, rounds, run};
use crate::table::{Budget, Table, figure};

const PACKAGES: usize = 30;
const FILES: usize = 3_000;
/// One file in this number has a call.
const CALLS: usize = 20;
/// One file in this number has the word, and no call.
const WORDS: usize = 50;

/// The cost of finding and checking every call of a workspace.
///
/// # Errors
///
/// If the command cannot be built, or does not find every call.
pub(crate) fn benchmark(build_dir: &BuildDir) -> Result<Vec<Table>> {
    let workspace = build_dir.folder("scan")?;
    generate(&workspace, &build_dir.ours("oauth-scopes"))?;
    let program = program(build_dir)?;
    let check = || {
        let mut command = Command::new(&program);
        command.arg("check").current_dir(&workspace).env_remove("SCOPES_CATALOG");
        run(command, &workspace)
    };
    let search = || {
        let mut command = Command::new("rg");
        command.args(["--type", "rust", "--line-number", r"\bscopes\s*!"]).current_dir(&workspace);
        run(command, &workspace)
    };
    check()?;
    let printed = fs::read_to_string(workspace.join("output.log"))?;
    let calls = FILES.div_ceil(CALLS);
    ensure!(printed.contains(&format!("{calls} calls")), "not every one of {calls} calls was found: {printed}");
    let has_search = search().is_ok();
    let commands: &[&dyn Fn() -> Result<Usage>] = if has_search { &[&check, &search] } else { &[&check] };
    let usages = rounds(build_dir.scaled(31, 5), commands)?;
    Ok(vec![table(&usages)])
}

fn table(usages: &[Vec<Usage>]) -> Table {
    let title = format!("{FILES} files in {PACKAGES} packages, a call in every {CALLS}th (warm)");
    let mut table = Table::new(title, &["command", "wall ms", "CPU ms", "peak MB"]);
    let wall = |usages: &[Usage]| least(usages.iter().map(|usage| usage.wall.as_secs_f64() * 1e3));
    let cells = |usages: &[Usage]| {
        let cpu = median(usages.iter().map(Usage::milliseconds));
        let peak = usages.iter().map(Usage::megabytes).fold(0.0, f64::max);
        vec![figure(wall(usages)), figure(cpu), figure(peak)]
    };
    let peak = usages[0].iter().map(Usage::megabytes).fold(0.0, f64::max);
    table.row("cargo scopes check", cells(&usages[0]), Some(Budget::at_most(peak, 32.0, "MB")));
    match usages.get(1) {
        Some(search) => {
            table.row("ripgrep, the same calls", cells(search), None);
            let ratio = wall(&usages[0]) / wall(search);
            table.row("as many times its wall time", vec![figure(ratio)], Some(Budget::at_most(ratio, 1.4, "×")));
        }
        None => table.note("ripgrep is not installed: nothing to compare with"),
    }
    table
}

/// The command, optimized.
fn program(build_dir: &BuildDir) -> Result<PathBuf> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["build", "--release", "-p", "cargo-scopes"]).current_dir(build_dir.project());
    let logs = build_dir.folder("scan-build")?;
    run(command, &logs)?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| build_dir.project().join("target"), PathBuf::from);
    Ok(target.join("release/cargo-scopes"))
}

fn generate(workspace: &Path, dependency: &str) -> Result<()> {
    fs::write(workspace.join("Cargo.toml"), "[workspace]\nmembers = [\"packages/*\"]\nresolver = \"3\"\n")?;
    for package in 0..PACKAGES {
        let folder = workspace.join(format!("packages/package_{package}"));
        fs::create_dir_all(folder.join("src"))?;
        let head = format!("[package]\nname = \"package_{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
        fs::write(folder.join("Cargo.toml"), format!("{head}\n[dependencies]\n{dependency}"))?;
        fs::write(folder.join("scopes.toml"), "name = \"bench\"\nscopes = [\"read_profile\", \"write_multipass\"]\n")?;
        let per_package = FILES / PACKAGES;
        let mut root = String::new();
        for file in 0..per_package {
            let number = package * per_package + file;
            if file == 0 {
                root.push_str(&source(number));
                continue;
            }
            writeln!(root, "mod file_{file};")?;
            fs::write(folder.join(format!("src/file_{file}.rs")), source(number))?;
        }
        fs::write(folder.join("src/lib.rs"), root)?;
    }
    Ok(())
}

/// A source file of the size that most have.
fn source(number: usize) -> String {
    let mut text = String::from("//! What this module does.\n\n");
    if number.is_multiple_of(CALLS) {
        text.push_str("use oauth_scopes::{Scopes, scopes};\n\n");
        text.push_str("pub const SCOPES: Scopes = scopes!(\"read_profile write_multipass\");\n\n");
    } else if number.is_multiple_of(WORDS) {
        text.push_str("// The scopes of this module are narrow.\n\n");
    }
    for function in 0..100 {
        let _ = write!(
            text,
            "/// Adds what belongs to number {function}.\npub fn add_{function}(left: usize, right: usize) -> usize {{\n    \
             let sum = left + right * {function};\n    println!(\"the sum is {{sum}}\");\n    sum\n}}\n\n"
        );
    }
    text
}
