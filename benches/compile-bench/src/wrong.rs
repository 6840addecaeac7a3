//! Measures a program in which every name is wrong.

use anyhow::{Context, Result};

use crate::build_dir::BuildDir;
use crate::catalog;
use crate::measure::{Usage, median, rounds, run};
use crate::table::{Budget, Table, figure};

const PROGRAM: &str = r#"//! Checks the text of a file against a catalog.

use scope_catalog::{Catalog, Request, check};

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let catalog = std::fs::read_to_string("scopes.toml").expect("a catalog");
    let catalog = Catalog::from_text(&catalog).expect("a sound catalog");
    let text = std::fs::read_to_string(path).expect("a text");
    let request = Request { catalog: &catalog, others: &[], texts: &[&text], client: None, operations: &[] };
    println!("{}", check(&request).findings.len());
}
"#;

/// Misspelled names, as many as the catalog has.
///
/// # Errors
///
/// If the program that checks them does not compile or fails.
pub(crate) fn benchmark(build_dir: &BuildDir) -> Result<Vec<Table>> {
    let count = build_dir.scaled(10_000, 2_000);
    let names = catalog::names(count);
    let files = [
        ("src/main.rs", PROGRAM),
        ("scopes.toml", &catalog::flat(&names)),
        ("right.txt", &names.join(" ")),
        ("wrong.txt", &catalog::misspelled(&names).join(" ")),
    ];
    let manifest = format!("[dependencies]\n{}", build_dir.ours("scope-catalog"));
    let package = build_dir.package("wrong", &manifest, &files)?;
    BuildDir::build(&package, &package.join("target"))?;
    let checked = |text: &'static str| {
        let package = &package;
        move || {
            let mut command = std::process::Command::new(package.join("target/debug/wrong"));
            command.arg(text).current_dir(package);
            run(command, package)
        }
    };
    let usages = rounds(build_dir.scaled(3, 1), &[&checked("right.txt"), &checked("wrong.txt")])?;
    let found = std::fs::read_to_string(package.join("output.log"))?;
    let found: usize = found.trim().parse().context("a number of findings")?;
    let [right, wrong] = [0, 1].map(|which| median(usages[which].iter().map(Usage::milliseconds)) / 1e3);
    let title = format!("{count} wrong names against {count}, in one check (unoptimized, suggestions included)");
    let mut table = Table::new(title, &["", "CPU s", "ratio", "findings"]);
    table.row("the right names, reading included", vec![figure(right), "1".to_owned(), "0".to_owned()], None);
    let cells = vec![figure(wrong), figure(wrong / right), found.to_string()];
    table.row("the wrong names, reading included", cells, None);
    let more = wrong - right;
    // The budget is for the full count, and the cost grows faster than the count.
    let budget = (!build_dir.quick).then(|| Budget::at_most(more, 1.0, "s more"));
    table.row("  more for being wrong", vec![figure(more)], budget);
    Ok(vec![table])
}
