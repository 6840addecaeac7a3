//! Runs commands and measures their time and memory.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use wait4::Wait4;

/// What a process and the processes that it waited for used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    /// Time in user mode and in the kernel.
    pub(crate) cpu: Duration,
    /// Elapsed time from its start to its end.
    pub(crate) wall: Duration,
    /// The most memory that one of the processes used at a time, in bytes.
    pub(crate) peak: u64,
}

impl Usage {
    /// CPU time in milliseconds.
    pub(crate) fn milliseconds(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e3
    }

    /// Peak memory in megabytes.
    #[expect(clippy::cast_precision_loss, reason = "memory is far below 2^52 bytes")]
    pub(crate) fn megabytes(&self) -> f64 {
        self.peak as f64 / 1e6
    }
}

/// Runs a command to its end. Its output goes to files in a folder, so that it never waits for a reader.
///
/// # Errors
///
/// If the command fails; the error ends with its output.
pub(crate) fn run(mut command: Command, folder: &Path) -> Result<Usage> {
    let log = folder.join("output.log");
    let file = File::create(&log)?;
    command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
    let start = Instant::now();
    let mut child = command.spawn().with_context(|| program(&command))?;
    let finished = child.wait4()?;
    let wall = start.elapsed();
    if !finished.status.success() {
        bail!("{} failed: {}", program(&command), end_of(&std::fs::read_to_string(&log)?));
    }
    Ok(Usage { cpu: finished.rusage.utime + finished.rusage.stime, wall, peak: finished.rusage.maxrss })
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn end_of(output: &str) -> &str {
    const MOST: usize = 4_000;
    let mut start = output.len().saturating_sub(MOST);
    while !output.is_char_boundary(start) {
        start += 1;
    }
    &output[start..]
}

/// Runs all commands in turn, several times: anything that disturbs the machine affects all of them.
///
/// # Errors
///
/// If one of them fails.
pub(crate) fn rounds(count: usize, commands: &[&dyn Fn() -> Result<Usage>]) -> Result<Vec<Vec<Usage>>> {
    let mut usages = vec![Vec::with_capacity(count); commands.len()];
    for _ in 0..count {
        for (usages, command) in usages.iter_mut().zip(commands) {
            usages.push(command()?);
        }
    }
    Ok(usages)
}

/// The median of some values.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The least of some values.
pub(crate) fn least(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_least() {
        assert!((median([3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!((least([3.0, 1.0, 2.0]) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn long_output_is_cut_between_characters() {
        let output = "é".repeat(3_000);
        assert!(end_of(&output).len() <= 4_000);
        assert_eq!(end_of("short"), "short");
    }
}
