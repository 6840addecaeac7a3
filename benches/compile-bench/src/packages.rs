//! Measures what each of our packages costs in a first build, in this checkout and in another one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::build_dir::BuildDir;
use crate::cold;
use crate::measure::least;
use crate::rustc_timer::CompilerRun;
use crate::table::{Table, figure};

/// A checkout whose packages are measured.
struct Checkout {
    folder: PathBuf,
    /// A program that depends on it.
    program: PathBuf,
    /// For each build, the seconds of CPU time by row.
    builds: Vec<BTreeMap<Row, f64>>,
}

/// A row of the table, in order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Row {
    Own(String),
    AllOwn,
    Dependencies,
    Program,
    All,
}

impl Row {
    fn label(&self) -> &str {
        match self {
            Self::Own(package) => package,
            Self::AllOwn => "all packages of ours",
            Self::Dependencies => "packages of others",
            Self::Program => "the program",
            Self::All => "all",
        }
    }
}

/// The compiler's CPU time for each package.
///
/// # Errors
///
/// If something cannot be downloaded or does not compile.
pub(crate) fn benchmark(build_dir: &BuildDir) -> Result<Vec<Table>> {
    let mut checkouts = vec![checkout(build_dir, build_dir.project(), "packages-here")?];
    if let Some(other) = build_dir.against() {
        checkouts.push(checkout(build_dir, other, "packages-there")?);
    }
    // The checkouts take turns: anything that disturbs the machine affects both.
    for _ in 0..build_dir.scaled(3, 1) {
        for checkout in &mut checkouts {
            let target = checkout.program.join("target");
            if target.exists() {
                fs::remove_dir_all(&target)?;
            }
            let runs = BuildDir::timed_build(&checkout.program, &target)?;
            checkout.builds.push(rows(&runs, &checkout.folder, &checkout.program));
        }
    }
    Ok(vec![table(&checkouts)])
}

fn checkout(build_dir: &BuildDir, folder: &Path, name: &str) -> Result<Checkout> {
    let program = cold::program(build_dir, folder, name)?;
    BuildDir::fetch(&program)?;
    Ok(Checkout { folder: folder.to_owned(), program, builds: Vec::new() })
}

fn rows(runs: &[CompilerRun], checkout: &Path, program: &Path) -> BTreeMap<Row, f64> {
    let mut rows = BTreeMap::new();
    let mut add = |row, seconds| *rows.entry(row).or_default() += seconds;
    for run in runs {
        let seconds = run.cpu.as_secs_f64();
        if run.folder == program {
            add(Row::Program, seconds);
        } else if run.folder.starts_with(checkout) {
            add(Row::Own(run.package.clone()), seconds);
            add(Row::AllOwn, seconds);
        } else {
            add(Row::Dependencies, seconds);
        }
        add(Row::All, seconds);
    }
    rows
}

fn table(checkouts: &[Checkout]) -> Table {
    let title = "a first build, package by package: CPU seconds of the compiler, build scripts included";
    let header: &[&str] = if checkouts.len() == 1 { &["package", "s"] } else { &["package", "s", "there", "change"] };
    let mut table = Table::new(title, header);
    let mut rows: Vec<&Row> = checkouts.iter().flat_map(|checkout| &checkout.builds).flat_map(BTreeMap::keys).collect();
    rows.sort();
    rows.dedup();
    for row in rows {
        let seconds: Vec<f64> = checkouts.iter().map(|checkout| seconds(&checkout.builds, row)).collect();
        let mut cells: Vec<String> = seconds.iter().map(|&seconds| figure(seconds)).collect();
        if let [here, there] = seconds[..] {
            let change = if there > 0.0 { format!("{:+.0} %", (here / there - 1.0) * 100.0) } else { "new".to_owned() };
            cells.push(change);
        }
        table.row(row.label(), cells, None);
    }
    if let Some(other) = checkouts.get(1) {
        table.note(format!("there: {}", other.folder.display()));
    }
    table.note("of each row, the least of all builds");
    table
}

/// The minimum for a row; 0 if the checkout does not have it.
fn seconds(builds: &[BTreeMap<Row, f64>], row: &Row) -> f64 {
    least(builds.iter().map(|build| build.get(row).copied().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_package_is_told_by_its_folder() {
        let run = |package: &str, folder: &str, seconds| CompilerRun {
            package: package.to_owned(),
            folder: folder.into(),
            cpu: Duration::from_secs(seconds),
        };
        let runs = [
            run("syn", "/registry/syn", 4),
            run("scope-catalog", "/ours/scope-catalog", 2),
            // Once for the build script, once for the library.
            run("oauth-scopes", "/ours", 1),
            run("oauth-scopes", "/ours", 1),
            run("cold", "/tmp/cold", 3),
        ];
        let rows = rows(&runs, Path::new("/ours"), Path::new("/tmp/cold"));
        let labels: Vec<(&str, f64)> = rows.iter().map(|(row, seconds)| (row.label(), *seconds)).collect();
        let expected = [
            ("oauth-scopes", 2.0),
            ("scope-catalog", 2.0),
            ("all packages of ours", 4.0),
            ("packages of others", 4.0),
            ("the program", 3.0),
            ("all", 11.0),
        ];
        assert_eq!(labels, expected);
    }
}
