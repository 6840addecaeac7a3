//! Measures the command line on expensive inputs that a cloned repository could contain.
//!
//! The inputs are written into the folder of the run and then removed. CPU time is compared with the limit, since it does
//! not depend on other programs. A command that waits for something is ended, and counts as over the limit.

mod catalogs;
mod commands;
mod configs;
mod input;
mod literals;
mod sources;

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};
use wait4::Wait4;

use crate::build_dir::BuildDir;
use crate::measure::Usage;
use crate::scan::program;
use crate::table::{Budget, Table, figure};
use input::{Case, Input};

/// The CPU seconds and megabytes that a case may use.
const MOST_SECONDS: f64 = 2.0;
const MOST_MEGABYTES: f64 = 512.0;
/// A command that takes longer is ended.
const SECONDS_TO_END: u64 = 60;

/// The cost of a command, and how it ended.
struct Outcome {
    usage: Usage,
    /// Its exit code; `None` if a signal ended it.
    code: Option<i32>,
    printed: u64,
}

/// The cost of each case.
///
/// # Errors
///
/// If the command cannot be built, or an input cannot be written.
pub(crate) fn benchmark(build_dir: &BuildDir) -> Result<Vec<Table>> {
    let program = program(build_dir)?;
    // Only cases whose names contain this are run.
    let wanted = std::env::var("SCALE_CASE").unwrap_or_default();
    let groups: [(&str, &[Case]); 5] = [
        ("configuration files", configs::CASES),
        ("catalogs", catalogs::CASES),
        ("sources", sources::CASES),
        ("scopes without a macro", literals::CASES),
        ("commands", commands::CASES),
    ];
    let (mut tables, mut worst) = (Vec::new(), Worst::default());
    for (title, cases) in groups {
        let mut table = Table::new(
            format!("work that is asked for: {title}"),
            &["case", "exit", "wall s", "CPU s", "peak MB", "printed kB"],
        );
        for (name, make) in cases.iter().filter(|(name, _)| name.contains(&*wanted)) {
            let outcome = measured(build_dir, &program, &make()).with_context(|| (*name).to_owned())?;
            eprintln!("{name}: {}", outcome.cells().join(", "));
            table.row(*name, outcome.cells(), Some(outcome.budget()));
            worst.note(name, &outcome);
        }
        tables.push(table);
    }
    tables.push(worst.table());
    Ok(tables)
}

fn measured(build_dir: &BuildDir, program: &Path, input: &Input) -> Result<Outcome> {
    let folder = build_dir.folder("scale")?;
    fs::remove_dir_all(&folder)?;
    let work = folder.join("work");
    input.write(&work)?;
    let (stdin, stdout) = (folder.join("input"), folder.join("output"));
    fs::write(&stdin, &input.stdin)?;
    let mut command = Command::new("timeout");
    command.args(["--signal=KILL", &SECONDS_TO_END.to_string()]).arg(program).args(&input.arguments).current_dir(&work);
    command.env_remove("SCOPES_CATALOG").env_remove("SCOPES_CHECK").env_remove("SCOPES_ROOTS");
    command.env("GIT_CEILING_DIRECTORIES", &folder);
    command.stdin(File::open(&stdin)?).stdout(File::create(&stdout)?).stderr(Stdio::null());
    let start = Instant::now();
    let finished = command.spawn().context("timeout")?.wait4()?;
    let usage = Usage {
        cpu: finished.rusage.utime + finished.rusage.stime,
        wall: start.elapsed(),
        peak: finished.rusage.maxrss,
    };
    let printed = fs::metadata(&stdout)?.len();
    fs::remove_dir_all(&folder)?;
    Ok(Outcome { usage, code: finished.status.code(), printed })
}

impl Outcome {
    /// Whether it ended normally: with success, findings or an error message.
    fn has_answered(&self) -> bool {
        matches!(self.code, Some(0 | 1 | 101))
    }

    fn seconds(&self) -> f64 {
        if self.has_answered() { self.usage.cpu.as_secs_f64() } else { f64::INFINITY }
    }

    fn cells(&self) -> Vec<String> {
        let exit = match self.code {
            _ if self.has_answered() => self.code.map_or_else(String::new, |code| code.to_string()),
            _ if self.usage.wall.as_secs() >= SECONDS_TO_END => "no end".to_owned(),
            _ => "crash".to_owned(),
        };
        vec![
            exit,
            figure(self.usage.wall.as_secs_f64()),
            figure(self.usage.cpu.as_secs_f64()),
            figure(self.usage.megabytes()),
            (self.printed / 1000).to_string(),
        ]
    }

    fn budget(&self) -> Budget {
        if self.usage.megabytes() > MOST_MEGABYTES {
            return Budget::at_most(self.usage.megabytes(), MOST_MEGABYTES, "MB");
        }
        Budget::at_most(self.seconds(), MOST_SECONDS, "s")
    }
}

/// The most expensive cases.
#[derive(Default)]
struct Worst {
    count: usize,
    time: (String, f64),
    memory: (String, f64),
}

impl Worst {
    fn note(&mut self, name: &str, outcome: &Outcome) {
        self.count += 1;
        if outcome.seconds() > self.time.1 {
            self.time = (name.to_owned(), outcome.seconds());
        }
        if outcome.usage.megabytes() > self.memory.1 {
            self.memory = (name.to_owned(), outcome.usage.megabytes());
        }
    }

    fn table(self) -> Table {
        let mut table = Table::new(format!("the worst of {} cases", self.count), &["of", "most", "case"]);
        let (time, memory) = (self.time, self.memory);
        let row = |table: &mut Table, label: &str, (name, most): (String, f64), limit: f64, unit| {
            table.row(label, vec![figure(most), name], Some(Budget::at_most(most, limit, unit)));
        };
        row(&mut table, "CPU s", time, MOST_SECONDS, "s");
        row(&mut table, "peak MB", memory, MOST_MEGABYTES, "MB");
        table
    }
}
