//! Measures reading a catalog, which happens once in every run of the compiler.

use anyhow::{Result, ensure};

use crate::build_dir::BuildDir;
use crate::callgrind::Profile;
use crate::catalog;
use crate::compiler::Compilation;
use crate::measure::{Usage, median, rounds};
use crate::program::{CALL, texts};
use crate::table::{Budget, Table, figure};

/// The function that reads; the rest of the difference is for tracking a larger file.
const LOAD: &str = "scope_catalog::load::files::load";

/// A catalog that is read for a single call.
struct Case {
    label: &'static str,
    compilation: Compilation,
    limit: Option<f64>,
}

/// The additional cost of a case, compared with the smallest catalog.
#[derive(Clone, Copy, Debug)]
struct Cost {
    milliseconds: f64,
    /// Millions of instructions, if they can be counted.
    instructions: Option<Instructions>,
}

#[derive(Clone, Copy, Debug)]
struct Instructions {
    total: f64,
    loading: f64,
}

/// The cost of reading catalogs.
///
/// # Errors
///
/// If something does not compile.
pub(crate) fn benchmark(build_dir: &BuildDir) -> Result<Vec<Table>> {
    let smallest = crate_of(build_dir, "flat-5", &catalog::names(5), catalog::flat)?;
    let cases = cases(build_dir)?;
    let base = build_dir.toolchain.has_callgrind.then(|| smallest.profile()).transpose()?;
    let mut costs = Vec::new();
    for (case, milliseconds) in cases.iter().zip(times(build_dir, &smallest, &cases)?) {
        let instructions = base.as_ref().map(|base| instructions(base, &case.compilation));
        costs.push(Cost { milliseconds, instructions: instructions.transpose()? });
    }
    Ok(vec![table(&cases, &costs)])
}

fn cases(build_dir: &BuildDir) -> Result<Vec<Case>> {
    let case = |label, limit, count: usize, write: fn(&[String]) -> String| -> Result<Case> {
        let name = label_to_name(label);
        Ok(Case { label, limit, compilation: crate_of(build_dir, &name, &catalog::names(count), write)? })
    };
    let text = ["https://www.googleapis.com/auth/drive.file".to_owned()];
    let google = build_dir.compilation("provider-google", &CALL.program(&text), "provider = \"google\"\n")?;
    Ok(vec![
        case("1000 names, a line each", Some(13.0), 1_000, catalog::flat)?,
        case("1000 names, a table each", Some(13.0), 1_000, catalog::tables)?,
        Case { label: "provider = \"google\"", limit: Some(8.0), compilation: google },
        case("10000 names, a line each", None, 10_000, catalog::flat)?,
    ])
}

fn label_to_name(label: &str) -> String {
    label.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn crate_of(build_dir: &BuildDir, name: &str, names: &[String], write: fn(&[String]) -> String) -> Result<Compilation> {
    build_dir.compilation(name, &CALL.program(&texts(names, 1)), &write(names))
}

/// CPU time beyond the smallest catalog, in milliseconds.
fn times(build_dir: &BuildDir, smallest: &Compilation, cases: &[Case]) -> Result<Vec<f64>> {
    let all: Vec<_> = std::iter::once(smallest)
        .chain(cases.iter().map(|case| &case.compilation))
        .map(|compilation| move || compilation.usage())
        .collect();
    let all: Vec<&dyn Fn() -> Result<Usage>> = all.iter().map(|run| run as &dyn Fn() -> Result<Usage>).collect();
    let usages = rounds(build_dir.scaled(15, 5), &all)?;
    let medians: Vec<f64> = usages.iter().map(|usages| median(usages.iter().map(Usage::milliseconds))).collect();
    Ok(medians.iter().skip(1).map(|time| time - medians[0]).collect())
}

/// Instructions beyond the smallest catalog.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn instructions(base: &Profile, compilation: &Compilation) -> Result<Instructions> {
    let profile = compilation.profile()?;
    ensure!(profile.within(LOAD) > 0, "callgrind saw no function `{LOAD}`: has it another name now?");
    let more = |value: u64, base: u64| (value as f64 - base as f64) / 1e6;
    Ok(Instructions { total: more(profile.total, base.total), loading: more(profile.within(LOAD), base.within(LOAD)) })
}

/// A few milliseconds cannot be measured reliably, but instructions can. They are converted into milliseconds with the
/// rate of the largest catalog: the same code runs so long there that the noise does not matter.
fn table(cases: &[Case], costs: &[Cost]) -> Table {
    let header = ["catalog", "MIr", "of it loading", "ms from MIr", "ms measured"];
    let mut table = Table::new("reading a catalog, more than one of 5 names (unoptimized, once a process)", &header);
    let largest = costs.last();
    let rate = largest.and_then(|cost| Some(cost.milliseconds / cost.instructions?.total));
    for (case, cost) in cases.iter().zip(costs) {
        let converted = rate.zip(cost.instructions).map(|(rate, instructions)| rate * instructions.total);
        let cell = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), figure);
        let cells = vec![
            cell(cost.instructions.map(|instructions| instructions.total)),
            cell(cost.instructions.map(|instructions| instructions.loading)),
            cell(converted),
            figure(cost.milliseconds),
        ];
        let milliseconds = converted.unwrap_or(cost.milliseconds);
        table.row(case.label, cells, case.limit.map(|limit| Budget::at_most(milliseconds, limit, "ms")));
    }
    let note = rate.map_or_else(
        || "valgrind is not installed: CPU time alone".to_owned(),
        |rate| format!("in the last row a millisecond is {} MIr; the others use that rate", figure(1.0 / rate)),
    );
    table.note(note);
    table
}
