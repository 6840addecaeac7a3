//! The command `cargo scopes lint`.

mod input;
mod output;

use std::io::{self, BufRead, Read, Write};

use scope_catalog::{Level, Report};
use serde_json::Value;

use crate::catalogs::open;
use crate::cli::{Format, Lint};
use crate::document::standard_input;
use crate::error::{Failure, Outcome};
use input::{LintInput, ProviderCache};

/// The maximum length of a line. For a longer one, the answer is an error, and the line is skipped without being kept
/// in memory.
const LONGEST_LINE: usize = 16 << 20;

pub(crate) fn run(arguments: &Lint) -> Result<Outcome, Failure> {
    if arguments.jsonl {
        return lines(ProviderCache::new(&arguments.catalog)?);
    }
    let loaded = open(&arguments.catalog)?;
    let scopes = match &arguments.scopes {
        Some(scopes) if scopes != "-" => scopes.clone(),
        _ => standard_input(LONGEST_LINE)?.trim_end_matches(['\n', '\r']).to_owned(),
    };
    let input = LintInput {
        id: Value::Null,
        provider: arguments.catalog.provider(),
        scopes,
        client: arguments.client.clone(),
        operations: arguments.operations.clone(),
    };
    let (report, fixed) = input.check(&loaded)?;
    let mut stdout = crate::output::stdout();
    match arguments.format {
        Format::Human => output::human(&mut stdout, &input.scopes, &report, fixed.as_deref())?,
        Format::Json => writeln!(stdout, "{}", output::json(&input, &report, fixed.as_deref()))?,
    }
    Ok(Outcome::of(is_denied(&report)))
}

fn is_denied(report: &Report<'_>) -> bool {
    report.findings.iter().any(|finding| finding.level == Level::Deny)
}

/// Answers each line with a line, in order, and keeps one at a time in memory.
fn lines(mut cache: ProviderCache) -> Result<Outcome, Failure> {
    let mut input = io::stdin().lock();
    let mut output = io::BufWriter::new(crate::output::json_stdout());
    let (mut outcome, mut line) = (Outcome::Clean, Vec::new());
    for number in 1.. {
        line.clear();
        let length = (&mut input).take(LONGEST_LINE as u64).read_until(b'\n', &mut line).map_err(Failure::Output)?;
        if length == 0 {
            break;
        }
        let is_cut = line.last() != Some(&b'\n') && length == LONGEST_LINE;
        if line.trim_ascii().is_empty() && !is_cut {
            continue;
        }
        let (answer, is_denied) = if is_cut {
            input.skip_until(b'\n')?;
            let message = format!("line {number}: longer than {LONGEST_LINE} bytes");
            (output::error(&Value::Null, &message), true)
        } else {
            // Some programs start their output with a byte order mark.
            answer(&mut cache, line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line), number)
        };
        writeln!(output, "{answer}")?;
        outcome = outcome.max(Outcome::of(is_denied));
    }
    output.flush()?;
    Ok(outcome)
}

/// Describes what is wrong with a line. The parser's own line number is removed, since it counts within the line.
fn not_json(number: usize, error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    format!("line {number}, column {}: {message}", error.column())
}

/// Answers a line. Also returns whether the whole run fails because of it: a finding is denied, or the line cannot be
/// checked.
fn answer(cache: &mut ProviderCache, line: &[u8], number: usize) -> (String, bool) {
    let input: LintInput = match serde_json::from_slice(line) {
        Ok(input) => input,
        Err(error) => {
            // The ID may be valid even if the rest is not.
            let value: Value = serde_json::from_slice(line).unwrap_or_default();
            return (output::error(&value["id"], &not_json(number, &error)), true);
        }
    };
    let checked = cache
        .catalog(input.provider.as_deref())
        .and_then(|loaded| input.check(loaded).map_err(|error| format!("{}: {}", error.message, error.help)));
    match checked {
        Ok((report, fixed)) => (output::json(&input, &report, fixed.as_deref()), is_denied(&report)),
        Err(error) => (output::error(&input.id, &error), true),
    }
}
