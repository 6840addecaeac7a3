//! `cargo scopes check`

mod compile;

use scope_catalog::{Level, closest, rules};

use super::Failure;
use super::lock::compared;
use crate::Outcome;
use crate::asked::untold;
use crate::cli::{Check, LevelOptions, PackageOptions, ReportFormat};
use crate::inspect::{Levels, inspect};
use crate::lock::present;
use crate::output;
use crate::workspace::{Selection, Workspace};

pub(crate) fn run(arguments: &Check) -> Result<Outcome, Failure> {
    if !arguments.cargo.is_empty() && arguments.format != ReportFormat::Rustc {
        return Err(Failure::Question("what stands after `--` is for `cargo check`: add `--format rustc`".to_owned()));
    }
    let levels = levels(&arguments.levels)?;
    let workspace = Workspace::find(&selection(&arguments.packages))?;
    let locked = arguments.locked.then(|| present(&workspace.root)).transpose()?;
    let inspected = inspect(&workspace, &levels);
    if arguments.format == ReportFormat::Rustc {
        return compile::run(arguments, &workspace, &inspected.inspection);
    }
    let mut stdout = std::io::BufWriter::new(crate::output::stdout());
    output::inspection(&mut stdout, &inspected.inspection, arguments.format)?;
    std::io::Write::flush(&mut stdout)?;
    let outcome = if inspected.inspection.is_denied() { Outcome::Denied } else { Outcome::Clean };
    match locked {
        // What hides it is among the findings.
        Some(locked) if untold(&inspected).is_empty() => Ok(outcome.max(compared(&workspace, &inspected, &locked)?)),
        _ => Ok(outcome),
    }
}

/// Refuses the compiler's format, for commands that run none.
pub(super) fn no_compiler(format: ReportFormat) -> Result<(), Failure> {
    if format == ReportFormat::Rustc {
        let message = "only `check` runs the compiler: `--format rustc` is for it".to_owned();
        return Err(Failure::Question(message));
    }
    Ok(())
}

/// Which packages the arguments name.
pub(super) fn selection(options: &PackageOptions) -> Selection {
    let PackageOptions { packages, all, manifest_path } = options.clone();
    Selection { manifest: manifest_path, packages, all }
}

/// What the arguments say of rules: the strictest word on one wins.
pub(super) fn levels(options: &LevelOptions) -> Result<Levels, Failure> {
    let mut levels = Levels::default();
    let given = [(&options.allow, Level::Allow), (&options.warn, Level::Warn), (&options.deny, Level::Deny)];
    for (names, level) in given {
        for name in names {
            if name == "warnings" && level == Level::Deny {
                levels.deny_warnings = true;
            } else {
                levels.rules.push((rule(name)?, level));
            }
        }
    }
    Ok(levels)
}

fn rule(name: &str) -> Result<&'static scope_catalog::Rule, Failure> {
    rules::find(&name.replace('_', "-")).ok_or_else(|| {
        let close = closest(name, rules::ALL.iter().map(|rule| rule.id));
        let help = close.map_or_else(
            || "docs/reference/rules.md lists them".to_owned(),
            |close| format!("did you mean `{close}`?"),
        );
        Failure::Question(format!("there is no rule `{name}`\nhelp: {help}"))
    })
}
