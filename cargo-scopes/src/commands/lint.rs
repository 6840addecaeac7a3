//! `cargo scopes lint`

mod human;
mod input;
mod json;
mod provider_cache;

use std::io::{self, BufRead, Read, Write};

use scope_catalog::Level;

use crate::catalogs::open;
use crate::cli::{Format, Lint};
use crate::error::{Failure, Outcome};

use input::LintInput;
use provider_cache::ProviderCache;

/// A longer line is not a request; it is answered with an error and skipped without being held in memory.
const LONGEST_LINE: u64 = 16 << 20;

pub(crate) fn run(arguments: &Lint) -> Result<Outcome, Failure> {
    if arguments.jsonl {
        return lines(ProviderCache::new(&arguments.catalog)?);
    }
    let loaded = open(&arguments.catalog)?;
    let scopes = match &arguments.scopes {
        Some(scopes) if scopes != "-" => scopes.clone(),
        _ => standard_input()?,
    };
    let input = LintInput {
        id: serde_json::Value::Null,
        provider: arguments.catalog.provider(),
        scopes,
        client: arguments.client.clone(),
        operations: arguments.operations.clone(),
    };
    let (report, fixed) = input.check(&loaded).map_err(Failure::from)?;
    let mut output = crate::output::stdout();
    match arguments.format.format {
        Format::Human => human::report(&mut output, &input.scopes, &report, fixed.as_deref())?,
        Format::Json => writeln!(output, "{}", json::answer(&input, &report, fixed.as_deref()))?,
    }
    let is_denied = report.findings.iter().any(|finding| finding.level == Level::Deny);
    Ok(Outcome::of(is_denied))
}

/// The text, less the line break that ends it.
fn standard_input() -> Result<String, Failure> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).map_err(|error| Failure::new(format!("standard input: {error}")))?;
    let end = text.trim_end_matches(['\n', '\r']).len();
    text.truncate(end);
    Ok(text)
}

/// Answers each line with a line, in order, holding one at a time.
fn lines(mut cache: ProviderCache) -> Result<Outcome, Failure> {
    let mut input = io::stdin().lock();
    let mut output = io::BufWriter::new(crate::output::json_stdout());
    let mut outcome = Outcome::Clean;
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        let length = (&mut input).take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(Failure::Output)?;
        if length == 0 {
            break;
        }
        number += 1;
        let is_cut = line.last() != Some(&b'\n') && length as u64 == LONGEST_LINE;
        if is_cut {
            skip_line(&mut input)?;
            outcome = Outcome::Denied;
            writeln!(
                output,
                "{}",
                json::error(&serde_json::Value::Null, &format!("line {number}: longer than {LONGEST_LINE} bytes"))
            )?;
        } else if !line.trim_ascii().is_empty() {
            let (answer, is_denied) = answer(&mut cache, &line, number);
            writeln!(output, "{answer}")?;
            if is_denied {
                outcome = Outcome::Denied;
            }
        }
    }
    output.flush()?;
    Ok(outcome)
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let length = end.map_or(buffer.len(), |end| end + 1);
        input.consume(length);
        if end.is_some() {
            return Ok(());
        }
    }
}

/// What is wrong with a line, without the line number that the parser counts within it.
fn not_json(number: usize, error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    format!("line {number}, column {}: {message}", error.column())
}

/// The answer to a line, and whether it makes the whole run fail: something was denied, or could not be told.
fn answer(cache: &mut ProviderCache, line: &[u8], number: usize) -> (String, bool) {
    let input: LintInput = match serde_json::from_slice(line) {
        Ok(input) => input,
        Err(error) => return (json::error(&identifier(line), &not_json(number, &error)), true),
    };
    let loaded = match cache.catalog(input.provider.as_deref()) {
        Ok(loaded) => loaded,
        Err(error) => return (json::error(&input.id, &error), true),
    };
    match input.check(loaded) {
        Ok((report, fixed)) => {
            let is_denied = report.findings.iter().any(|finding| finding.level == Level::Deny);
            (json::answer(&input, &report, fixed.as_deref()), is_denied)
        }
        Err(error) => (json::error(&input.id, &format!("{}: {}", error.message, error.help)), true),
    }
}

/// The id of a input that has nothing else right.
fn identifier(line: &[u8]) -> serde_json::Value {
    let value: Option<serde_json::Value> = serde_json::from_slice(line).ok();
    value.and_then(|mut value| Some(value.get_mut("id")?.take())).unwrap_or_default()
}
