//! Measures what calls cost.

use std::collections::HashMap;

use anyhow::{Result, ensure};

use crate::build_dir::BuildDir;
use crate::catalog;
use crate::compiler::Compilation;
use crate::measure::{Usage, median, rounds};
use crate::program::{BY_EXAMPLE, CALL, EXPANSION, Form, HANDED_ON, IDLE, NEWTYPE, PLAIN, UNTYPED, texts};
use crate::table::{Budget, Table, figure};

/// The function of our macro: instructions outside of it are needed for any macro.
const MACRO: &str = "scope_macros::scopes";

/// A form of call, and the number of names in its catalog.
type Case = (Form, usize);

/// What a case took.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    /// The cost of a call, without what happens only once.
    call: f64,
    /// All calls and what happens once, divided by the calls.
    whole: f64,
    /// The part of `call` that is spent within our macro, if it is known.
    within: Option<f64>,
}

/// The cost of one call.
///
/// # Errors
///
/// If something does not compile.
pub(crate) fn one_call(build_dir: &BuildDir) -> Result<Vec<Table>> {
    let count = build_dir.scaled(1_000, 200);
    let sizes = if build_dir.quick { vec![1_000] } else { vec![10, 1_000, 10_000] };
    let others = [BY_EXAMPLE, IDLE, HANDED_ON, NEWTYPE, EXPANSION, UNTYPED].map(|form| (form, 1_000));
    let cases: Vec<Case> = others.into_iter().chain(sizes.iter().map(|&size| (CALL, size))).collect();
    let costs = if build_dir.toolchain.has_callgrind {
        instructions(build_dir, &cases, count)?
    } else {
        times(build_dir, &cases, count)?
    };
    Ok(vec![table(&cases, &costs, count, build_dir.toolchain.has_callgrind)])
}

fn is_ours((form, _): &Case) -> bool {
    form.label == CALL.label
}

fn table(cases: &[Case], costs: &[Cost], count: usize, is_counted: bool) -> Table {
    let unit = if is_counted { "kIr" } else { "µs" };
    let title = format!("one call: {unit} over the literal alone ({count} calls in functions, two scopes each)");
    let mut table = Table::new(title, &["form", "a call", "ratio", "with what happens once"]);
    let least = costs.first().map_or(f64::NAN, |cost| cost.call);
    // Times are noisy, so there is no ratio to a cost that might be 0.
    let ratio = |value: f64| if least > 0.0 { figure(value / least) } else { "-".to_owned() };
    let budget = |value, limit| is_counted.then(|| Budget::at_most(value, limit, "kIr"));
    for ((form, size), cost) in cases.iter().zip(costs) {
        let is_ours = is_ours(&(*form, *size));
        let label = if is_ours { format!("scopes!, {size} names") } else { form.label.to_owned() };
        let cells = vec![figure(cost.call), ratio(cost.call), figure(cost.whole)];
        table.row(label, cells, is_ours.then(|| budget(cost.call, 100.0)).flatten());
        if let Some(within) = cost.within.filter(|_| is_ours) {
            table.row("  of it within the macro", vec![figure(within), ratio(within)], budget(within, 45.0));
        }
    }
    table.note("a call: the cost of all calls less that of a single one, which pays for reading the catalog");
    if !is_counted {
        table.note("valgrind is not installed: CPU time instead of instructions, and no budgets");
    }
    table
}

/// Counts the instructions for a crate with all calls and for a crate with a single call.
///
/// The cost within the macro is the inclusive cost of its function: all instructions from the compiler's call of it
/// until it returns, in our code, in the libraries that it uses and in the parts of the compiler that it calls. The
/// function does not call itself, so callgrind's sum is exact. What every procedural macro costs (passing tokens in and
/// out, parsing the result) is not included, and neither is compiling the expansion.
fn instructions(build_dir: &BuildDir, cases: &[Case], count: usize) -> Result<Vec<Cost>> {
    let mut known: HashMap<usize, [Counted; 2]> = HashMap::new();
    let mut costs = Vec::new();
    for case in cases {
        let [plain, plain_single] = match known.get(&case.1) {
            Some(counted) => *counted,
            None => *known.entry(case.1).or_insert(counted(build_dir, &(PLAIN, case.1), count)?),
        };
        let [all, single] = counted(build_dir, case, count)?;
        let within = per_call(all.within - single.within, count - 1);
        ensure!(within > 0.0 || !is_ours(case), "callgrind saw no function `{MACRO}`: has it another name now?");
        costs.push(Cost {
            call: per_call(all.total - single.total - (plain.total - plain_single.total), count - 1),
            whole: per_call(all.total - plain.total, count),
            within: (within > 0.0).then_some(within),
        });
    }
    Ok(costs)
}

/// Thousands of instructions.
#[derive(Clone, Copy, Debug)]
struct Counted {
    total: f64,
    /// Of these, within our macro.
    within: f64,
}

/// All calls, and a single one.
fn counted(build_dir: &BuildDir, case: &Case, count: usize) -> Result<[Counted; 2]> {
    let counted = |count| -> Result<Counted> {
        let profile = compilation(build_dir, case, count)?.profile()?;
        Ok(Counted { total: thousands(profile.total), within: thousands(profile.within(MACRO)) })
    };
    Ok([counted(count)?, counted(1)?])
}

/// Measures CPU time, if instructions cannot be counted.
fn times(build_dir: &BuildDir, cases: &[Case], count: usize) -> Result<Vec<Cost>> {
    let microseconds = |usages: Vec<Usage>| median(usages.iter().map(|usage| usage.milliseconds() * 1e3));
    let mut costs = Vec::new();
    for case in cases {
        let plain = (PLAIN, case.1);
        let compilations = [(case, count), (case, 1), (&plain, count), (&plain, 1)]
            .map(|(case, count)| compilation(build_dir, case, count));
        let [all, single, plain, plain_single] = compilations;
        let (all, single, plain, plain_single) = (all?, single?, plain?, plain_single?);
        let usages = rounds(
            build_dir.scaled(5, 3),
            &[&|| all.usage(), &|| single.usage(), &|| plain.usage(), &|| plain_single.usage()],
        )?;
        let medians: Vec<f64> = usages.into_iter().map(microseconds).collect();
        let [all, single, plain, plain_single] = medians[..] else { continue };
        costs.push(Cost {
            call: per_call(all - single - (plain - plain_single), count - 1),
            whole: per_call(all - plain, count),
            within: None,
        });
    }
    Ok(costs)
}

fn compilation(build_dir: &BuildDir, (form, size): &Case, count: usize) -> Result<Compilation> {
    let names = catalog::names(*size);
    let name: String = form.label.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let program = form.program(&texts(&names, count));
    build_dir.compilation(&format!("{name}-{size}-{count}"), &program, &catalog::flat(&names))
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn thousands(instructions: u64) -> f64 {
    instructions as f64 / 1e3
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn per_call(cost: f64, count: usize) -> f64 {
    cost / count as f64
}

/// Many calls against a large catalog.
///
/// # Errors
///
/// If something does not compile.
pub(crate) fn many_calls(build_dir: &BuildDir) -> Result<Vec<Table>> {
    let count = build_dir.scaled(10_000, 2_000);
    let [plain, ours] = [(PLAIN, 10_000), (CALL, 10_000)].map(|case| compilation(build_dir, &case, count));
    let (plain, ours) = (plain?, ours?);
    let usages = rounds(build_dir.scaled(5, 3), &[&|| plain.usage(), &|| ours.usage()])?;
    let time = |usages: &[Usage]| median(usages.iter().map(Usage::milliseconds));
    let memory = |usages: &[Usage]| median(usages.iter().map(Usage::megabytes));
    let title = format!("{count} calls against 10000 names, CPU time and peak memory of the compiler");
    let mut table = Table::new(title, &["", "the literal alone", "scopes!", "ratio", "more"]);
    let mut row = |label: &str, value: &dyn Fn(&[Usage]) -> f64, limit, unit| {
        let (plain, ours) = (value(&usages[0]), value(&usages[1]));
        let cells = [plain, ours, ours / plain, ours - plain].map(figure).to_vec();
        // The budget is meant for the full number of calls.
        table.row(label, cells, (!build_dir.quick).then(|| Budget::at_most(ours - plain, limit, unit)));
    };
    row("CPU, ms", &time, 300.0, "ms more");
    row("peak, MB", &memory, 45.0, "MB more");
    Ok(vec![table])
}
