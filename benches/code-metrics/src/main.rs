//! Measures the project's sources without compiling them.
//!
//! ```text
//! cargo run -p code-metrics -- circles [CHECKOUT]    circles of imports inside a package; exit code 1 if there are any
//! cargo run -p code-metrics -- lines [CHECKOUT]      lines of code of each package
//! ```

mod code;
mod cycles;
mod imports;
mod lines;
mod module_tree;
mod packages;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(101)
        }
    }
}

/// Whether nothing was found.
fn run(arguments: &[&str]) -> Result<bool> {
    let checkout = |folder: &[&str]| match folder {
        [] => Ok(packages::this_checkout()),
        [folder] => Ok(Path::new(folder).to_owned()),
        [_, unknown, ..] => bail!("unknown argument `{unknown}`"),
    };
    match arguments {
        ["circles", folder @ ..] => {
            let report = cycles::report(&checkout(folder)?)?;
            print!("{report}");
            Ok(report.is_empty())
        }
        ["lines", folder @ ..] => {
            print!("{}", lines::report(&checkout(folder)?)?);
            Ok(true)
        }
        _ => bail!("unknown command\nhelp: circles [CHECKOUT] or lines [CHECKOUT]"),
    }
}
