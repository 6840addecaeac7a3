//! Measures `cargo scopes check` on a large workspace, compared with a text search for the same calls; and
//! `check --literals`, compared with a text search for the same words.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::build_dir::BuildDir;
use crate::measure::{Usage, least, median, rounds, run};
use crate::table::{Budget, Table, figure};

/// The size of a workspace.
#[derive(Clone, Copy)]
struct Size {
    packages: usize,
    files: usize,
    /// The number of functions in each file, besides the calls or lists to find.
    functions: usize,
    /// How often each command runs; it runs less often in a quick run.
    rounds: (usize, usize),
}

const LARGE: Size = Size { packages: 30, files: 3_000, functions: 100, rounds: (31, 5) };
const HUGE: Size = Size { packages: 100, files: 100_000, functions: 8, rounds: (3, 1) };
/// One file in this number has a call.
const CALLS: usize = 20;
/// One file in this number has the word, but no call.
const WORDS: usize = 50;
/// One file in this number has the word in code that requests no scopes.
const THREADS: usize = 30;
/// A file with hand-written scopes has one of these: `scope_sources::WORDS`.
const HANDWRITTEN: &str = concat!(
    r"scope|Scope|SCOPE|googleapis\.com/auth/|/\.default|authenticate_as_device|librespot_oauth|oxide_auth|",
    "get_redirect|start_authorization|get_authorization_url|SlackOAuthListenerConfig",
);

/// What the files of a workspace contain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Calls,
    ByHand,
}

impl Written {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Calls => &["check"],
            Self::ByHand => &["check", "--literals"],
        }
    }

    /// The pattern of a text search for the same.
    fn pattern(self) -> &'static str {
        match self {
            Self::Calls => r"\bscopes\s*!",
            Self::ByHand => HANDWRITTEN,
        }
    }

    /// What the command prints about everything that it should find.
    fn count(self, size: Size) -> String {
        match self {
            Self::Calls => format!("{} calls", size.files.div_ceil(CALLS)),
            Self::ByHand => format!("{} lists", size.files.div_ceil(CALLS)),
        }
    }

    /// The most that it may take, as a multiple of the search's time, and in megabytes.
    fn budget(self) -> (f64, f64) {
        match self {
            Self::Calls => (1.4, 32.0),
            Self::ByHand => (1.5, 64.0),
        }
    }

    fn title(self, size: Size) -> String {
        let what = match self {
            Self::Calls => "a call",
            Self::ByHand => "a list without a macro",
        };
        format!("{} files in {} packages, {what} in every {CALLS}th (warm)", size.files, size.packages)
    }
}

/// The cost of finding and checking every call of a workspace, and every list that is written by hand.
///
/// # Errors
///
/// If the command cannot be built, or does not find every call or list.
pub(crate) fn benchmark(build_dir: &BuildDir) -> Result<Vec<Table>> {
    let program = program(build_dir)?;
    let of = |written, size| measured(build_dir, &program, written, size);
    Ok(vec![of(Written::Calls, LARGE)?, of(Written::ByHand, LARGE)?, of(Written::ByHand, HUGE)?])
}

fn measured(build_dir: &BuildDir, program: &Path, written: Written, size: Size) -> Result<Table> {
    let kind = if written == Written::Calls { "calls" } else { "by-hand" };
    let workspace = build_dir.folder(&format!("scan-{kind}-{}", size.files))?;
    generate(&workspace, &build_dir.ours("oauth-scopes"), written, size)?;
    let check = || {
        let mut command = Command::new(program);
        command.args(written.arguments()).current_dir(&workspace).env_remove("SCOPES_CATALOG");
        run(command, &workspace)
    };
    let search = || {
        let mut command = Command::new("rg");
        command.args(["--type", "rust", "--line-number", written.pattern()]).current_dir(&workspace);
        run(command, &workspace)
    };
    check()?;
    let printed = fs::read_to_string(workspace.join("output.log"))?;
    ensure!(printed.contains(&written.count(size)), "not every one of {} was found: {printed}", written.count(size));
    let has_search = search().is_ok();
    let commands: &[&dyn Fn() -> Result<Usage>] = if has_search { &[&check, &search] } else { &[&check] };
    let usages = rounds(build_dir.scaled(size.rounds.0, size.rounds.1), commands)?;
    std::fs::remove_dir_all(&workspace)?;
    Ok(table(&usages, written, size))
}

fn table(usages: &[Vec<Usage>], written: Written, size: Size) -> Table {
    let mut table = Table::new(written.title(size), &["command", "wall ms", "CPU ms", "peak MB"]);
    let (most, most_megabytes) = written.budget();
    let wall = |usages: &[Usage]| least(usages.iter().map(|usage| usage.wall.as_secs_f64() * 1e3));
    let cells = |usages: &[Usage]| {
        let cpu = median(usages.iter().map(Usage::milliseconds));
        let peak = usages.iter().map(Usage::megabytes).fold(0.0, f64::max);
        vec![figure(wall(usages)), figure(cpu), figure(peak)]
    };
    let peak = usages[0].iter().map(Usage::megabytes).fold(0.0, f64::max);
    let command = format!("cargo scopes {}", written.arguments().join(" "));
    table.row(command, cells(&usages[0]), Some(Budget::at_most(peak, most_megabytes, "MB")));
    match usages.get(1) {
        Some(search) => {
            table.row("ripgrep, the same words", cells(search), None);
            let ratio = wall(&usages[0]) / wall(search);
            let budget = (size.files == LARGE.files).then(|| Budget::at_most(ratio, most, "×"));
            table.row("as many times its wall time", vec![figure(ratio)], budget);
            let cpu = |usages: &[Usage]| median(usages.iter().map(Usage::milliseconds));
            let ratio = cpu(&usages[0]) / cpu(search);
            table.row("as many times its CPU time", vec![String::new(), figure(ratio)], None);
            table.note(match written {
                Written::Calls => "the command's figures are with those of `cargo metadata`, which it runs",
                Written::ByHand => "`cargo metadata` does not run: the manifests say which packages there are",
            });
        }
        None => table.note("ripgrep is not installed: nothing to compare with"),
    }
    table
}

/// The optimized command: it is built, unless `SCOPES_PROGRAM` names a program.
///
/// # Errors
///
/// If it cannot be built.
pub(crate) fn program(build_dir: &BuildDir) -> Result<PathBuf> {
    if let Some(program) = std::env::var_os("SCOPES_PROGRAM") {
        return Ok(PathBuf::from(program).canonicalize()?);
    }
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["build", "--release", "-p", "cargo-scopes"]).current_dir(build_dir.project());
    let logs = build_dir.folder("scan-build")?;
    run(command, &logs)?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| build_dir.project().join("target"), PathBuf::from);
    Ok(target.join("release/cargo-scopes"))
}

fn generate(workspace: &Path, dependency: &str, written: Written, size: Size) -> Result<()> {
    fs::write(workspace.join("Cargo.toml"), "[workspace]\nmembers = [\"packages/*\"]\nresolver = \"3\"\n")?;
    for package in 0..size.packages {
        let folder = workspace.join(format!("packages/package_{package}"));
        fs::create_dir_all(folder.join("src"))?;
        let head = format!("[package]\nname = \"package_{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
        if written == Written::Calls {
            fs::write(folder.join("Cargo.toml"), format!("{head}\n[dependencies]\n{dependency}"))?;
            let catalog = "name = \"bench\"\nscopes = [\"read_profile\", \"write_multipass\"]\n";
            fs::write(folder.join("scopes.toml"), catalog)?;
        } else {
            fs::write(folder.join("Cargo.toml"), head)?;
        }
        let per_package = size.files / size.packages;
        let mut root = String::new();
        for file in 0..per_package {
            let number = package * per_package + file;
            if file == 0 {
                root.push_str(&source(number, written, size));
                continue;
            }
            writeln!(root, "mod file_{file};")?;
            fs::write(folder.join(format!("src/file_{file}.rs")), source(number, written, size))?;
        }
        fs::write(folder.join("src/lib.rs"), root)?;
    }
    Ok(())
}

/// A source file. In a large workspace, it has the usual size of a file.
fn source(number: usize, written: Written, size: Size) -> String {
    let mut text = String::from("//! What this module does.\n\n");
    if number.is_multiple_of(CALLS) && written == Written::ByHand {
        text.push_str("pub fn ask(client: &Client) -> Url {\n    client\n");
        text.push_str("        .add_scope(Scope::new(\"repo\".to_owned()))\n");
        text.push_str("        .add_scope(Scope::new(\"read:org\".to_owned()))\n        .url()\n}\n\n");
    } else if number.is_multiple_of(CALLS) {
        text.push_str("use oauth_scopes::{Scopes, scopes};\n\n");
        text.push_str("pub const SCOPES: Scopes = scopes!(\"read_profile write_multipass\");\n\n");
    } else if number.is_multiple_of(WORDS) {
        text.push_str("// The scopes of this module are narrow.\n\n");
    } else if number % THREADS == 1 {
        text.push_str("pub fn all(count: usize) {\n    std::thread::scope(|scope| {\n");
        text.push_str("        scope.spawn(|| count + 1);\n    });\n}\n\n");
    }
    for function in 0..size.functions {
        let _ = write!(
            text,
            "/// Adds what belongs to number {function}.\npub fn add_{function}(left: usize, right: usize) -> usize {{\n    \
             let sum = left + right * {function};\n    println!(\"the sum is {{sum}}\");\n    sum\n}}\n\n"
        );
    }
    text
}
