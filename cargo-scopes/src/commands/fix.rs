//! `cargo scopes fix`

mod patch;
mod repair;

use std::io::Write;

use scope_catalog::Certainty;
use scope_catalog::load::Roots;

use super::uncommitted::allowed;
use crate::check_workspace::check_workspace;
use crate::cli::{Fix, ReportFormat};
use crate::error::{Failure, Outcome};
use crate::levels::Levels;
use crate::output::{self, pluralize};
use crate::report::LocatedFinding;
use crate::workspace::{Selection, Workspace};
use patch::patch;
use repair::{Change, Repaired, repair};

pub(crate) fn run(arguments: &Fix) -> Result<Outcome, Failure> {
    arguments.format.without_compiler()?;
    let levels = Levels::new(&arguments.levels)?;
    let workspace = Workspace::find(&Selection::from(&arguments.packages).with_literals(arguments.literals))?;
    let least = if arguments.likely { Certainty::Likely } else { Certainty::Certain };
    let repaired = repair(&workspace, &levels, least);
    if arguments.dry_run {
        return dry_run(arguments, &repaired);
    }
    if !repaired.changes.is_empty() {
        allowed(arguments.uncommitted, &workspace.root, repaired.changes.iter().map(|change| &change.file))?;
    }
    let failures: Vec<String> =
        repaired.changes.iter().filter_map(|change| write(change, &workspace.roots).err()).collect();
    // What the files hold now, whatever came between.
    let checked = check_workspace(&workspace, &levels);
    let mut stdout = std::io::BufWriter::new(crate::output::stdout_of(arguments.format == ReportFormat::Github));
    output::write_report(&mut stdout, &checked.report, arguments.format)?;
    stdout.flush()?;
    notes(&repaired, arguments);
    if failures.is_empty() {
        Ok(Outcome::of(checked.report.is_denied()))
    } else {
        Err(Failure::new(failures.join("\nerror: ")))
    }
}

/// Prints the changes to standard output, and the findings that would remain to standard error.
fn dry_run(arguments: &Fix, repaired: &Repaired) -> Result<Outcome, Failure> {
    let mut stdout = std::io::BufWriter::new(crate::output::stdout());
    for change in &repaired.changes {
        write!(stdout, "{}", patch(change, &repaired.checked.report))?;
    }
    stdout.flush()?;
    let mut stderr = output::stderr_of(arguments.format == ReportFormat::Github);
    output::write_report(&mut stderr, &repaired.checked.report, arguments.format)?;
    let fixes: usize = repaired.changes.iter().map(|change| change.repairs).sum();
    if fixes > 0 {
        let fixes = pluralize(fixes, "fix");
        output::tell(format_args!("note: nothing was written; these are the findings after {fixes}"));
    }
    notes(repaired, arguments);
    Ok(Outcome::of(repaired.checked.report.is_denied()))
}

/// Writes a file, where it still holds what was read from it.
fn write(change: &Change, roots: &Roots) -> Result<(), String> {
    let Change { file, repairs } = change;
    file.write(roots).map_err(|error| format!("`{}` was not fixed: {error}", file.shown))?;
    output::tell(format_args!("fixed {} ({})", file.shown, pluralize(*repairs, "fix")));
    Ok(())
}

/// Repairs that could have been made, and why they were not.
fn notes(repaired: &Repaired, arguments: &Fix) {
    let report = &repaired.checked.report;
    let found = |certainty| report.findings.iter().filter(move |one| one.finding.certainty == certainty);
    let likely = found(Certainty::Likely).filter(|finding| !finding.edits.is_empty()).count();
    if likely > 0 && !arguments.likely {
        output::tell(format_args!("note: {} not made; use `--likely`", pluralize(likely, "likely fix")));
    }
    let tell = |finding: &LocatedFinding, reason: &str| {
        let file = report.file(finding);
        let place = output::position(&file.name, &file.text, finding.span.start);
        output::tell(format_args!("note: {place}: not fixed: {reason}"));
    };
    repaired.left.iter().for_each(|(finding, reason)| tell(&report.findings[*finding], reason));
    for finding in found(Certainty::Certain).filter(|finding| finding.edits.is_empty()) {
        tell(finding, "it is not written as plain text; write it by hand");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file_change::FileChange;

    #[test]
    fn a_file_that_changed_in_the_meantime_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.toml");
        std::fs::write(&path, "something else").expect("a file");
        let (shown, before, after) = ("a.toml".to_owned(), Some("before".to_owned()), "after".to_owned());
        let change = Change { file: FileChange { shown, path: path.clone(), before, after }, repairs: 1 };
        let roots = Roots::new([folder.path().to_owned()]);
        assert_eq!(write(&change, &roots), Err("`a.toml` was not fixed: it was changed by another program".to_owned()));
        assert_eq!(std::fs::read_to_string(path).expect("a file"), "something else");
    }
}
