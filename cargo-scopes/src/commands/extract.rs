//! `cargo scopes extract`

use std::io::Write;
use std::path::Path as FilePath;

use scope_config::{
    Extracted, Format as FileFormat, List, Locator, Preset, ReadFileError, Role, Source, Unresolved, UsageError,
    extract, extract_presets, read_file,
};
use serde_json::{Value, json};

use crate::cli::{Extract, Format};
use crate::document::standard_input;
use crate::error::{Failure, Outcome};
use crate::output::line_index::{LineIndex, LineRange};
use crate::output::{VERSION, on_one_line, position, tell};
use crate::report::File;

/// What standard input is called.
const STANDARD_INPUT: &str = "<stdin>";

/// No more of standard input is read, in bytes: as much as of a file.
const MOST_BYTES: usize = 8 << 20;

pub(crate) fn run(arguments: &Extract) -> Result<Outcome, Failure> {
    let locator = locator(arguments)?;
    let stated = arguments.file_format.as_deref().map(FileFormat::stated).transpose()?;
    let mut output = crate::output::stdout();
    let mut is_failed = false;
    for path in &arguments.files {
        let file = read(path)?;
        let format = match stated {
            Some(format) => format,
            None if file.name == STANDARD_INPUT => {
                let help = "add `--file-format`, such as `--file-format yaml`";
                return Err(Failure::new("unknown format of the standard input".to_owned()).help(help));
            }
            None => FileFormat::named(&file.name)?,
        };
        let found = find(&locator, &file, format)?;
        let lines = LineIndex::new(&file);
        match arguments.format {
            Format::Human => human(&mut output, &lines, &found.lists)?,
            Format::Json => writeln!(output, "{}", value(&lines, format, &found.lists))?,
        }
        tell_of(&found, &file, &locator);
        // Nothing where something was asked for must not look like success.
        is_failed |= found.lists.is_empty() || !found.unsuitable.is_empty() || !found.failures.is_empty();
    }
    Ok(Outcome::of(is_failed))
}

/// A message about a byte of a file.
fn message(file: &File, at: usize, message: impl std::fmt::Display) -> String {
    format!("{}: {}", position(&file.name, &file.text, at), on_one_line(&message.to_string()))
}

fn read(path: &FilePath) -> Result<File, Failure> {
    let path = path.to_owned();
    if path.as_os_str() == "-" {
        return Ok(File { name: STANDARD_INPUT.to_owned(), path, text: standard_input(MOST_BYTES)? });
    }
    let name = path.to_string_lossy().into_owned();
    let text = read_file(&path).map_err(|ReadFileError { text, at, message, .. }| {
        let place = if text.is_empty() { on_one_line(&name).into_owned() } else { position(&name, &text, at) };
        Failure::new(format!("{place}: {message}"))
    })?;
    Ok(File { name, path, text })
}

fn locator(arguments: &Extract) -> Result<Locator, UsageError> {
    match &arguments.preset {
        Some(name) => Preset::named(name).map(Locator::Preset),
        None => Locator::at(&arguments.paths),
    }
}

fn find(locator: &Locator, file: &File, format: FileFormat) -> Result<Extracted, Failure> {
    let unreadable = |error: scope_config::ReadError| Failure::new(message(file, error.at, &error));
    let source = Source { format, text: &file.text };
    let paths: Vec<_> = locator.paths().iter().map(|path| (path, Role::Requests)).collect();
    if paths.is_empty() {
        let presets = locator.presets(&file.name).map_err(|error| {
            let help = "use `--path`, such as `--path oauth.scopes`, or `--preset NAME`";
            Failure::from(UsageError { help: Some(help.to_owned()), ..error })
        })?;
        return extract_presets(source, &presets).map_err(unreadable);
    }
    let found = extract(source, &paths).map_err(unreadable)?;
    match found.failures.first().filter(|_| found.failures.len() == paths.len()) {
        Some(failure) => Err(Failure::new(message(file, failure.at.start, failure)).help_if(failure.help())),
        None => Ok(found),
    }
}

/// Tells of values that are no lists, and of paths that lead nowhere.
fn tell_of(found: &Extracted, file: &File, locator: &Locator) {
    for failure in &found.failures {
        tell(format_args!("{}", message(file, failure.at.start, failure)));
    }
    for value in &found.unsuitable {
        let said = format!("`{}` is {}, not a list of scopes", value.path, value.what);
        tell(format_args!("{}", message(file, value.span.start, said)));
    }
    if found.lists.is_empty() && found.unsuitable.is_empty() && locator.paths().is_empty() {
        tell(format_args!("help: use `--path`, such as `--path oauth.scopes`, to say where they are"));
    }
}

fn human(output: &mut impl Write, lines: &LineIndex<'_>, lists: &[List]) -> std::io::Result<()> {
    let name = on_one_line(&lines.file.name);
    for list in lists {
        let LineRange { line, column, .. } = lines.place(&list.span);
        let preset = list.preset.map_or_else(String::new, |preset| format!(", {}", preset.name()));
        writeln!(output, "{name}:{line}:{column}: {} ({}{preset})", on_one_line(&list.path), list.role.as_str())?;
        let scopes = list.scopes.iter().map(|scope| (&scope.span, &scope.text, ""));
        let unresolved = list.unresolved.iter().map(|value| (&value.span, &value.raw, " (unresolved)"));
        for (span, text, remark) in scopes.chain(unresolved) {
            let LineRange { line, column, .. } = lines.place(span);
            writeln!(output, "  {line}:{column} {}{remark}", on_one_line(text))?;
        }
    }
    if lists.is_empty() { writeln!(output, "{name}: no scopes found") } else { Ok(()) }
}

fn value(lines: &LineIndex<'_>, format: FileFormat, lists: &[List]) -> Value {
    let lists = lists.iter().map(|list| {
        let LineRange { line, column, .. } = lines.place(&list.span);
        let scopes = list.scopes.iter().map(|scope| {
            let LineRange { line, column, .. } = lines.place(&scope.span);
            json!({ "name": scope.text, "line": line, "column": column })
        });
        let unresolved = list.unresolved.iter().map(|Unresolved { raw, default, span }| {
            let LineRange { line, column, .. } = lines.place(span);
            json!({ "value": raw, "default": default, "line": line, "column": column })
        });
        json!({
            "path": list.path,
            "role": list.role.as_str(),
            "preset": list.preset.map(Preset::name),
            "provider": list.provider(),
            "delimiter": list.rule.and_then(|rule| rule.delimiter).map(scope_catalog::Delimiter::as_str),
            "line": line,
            "column": column,
            "scopes": scopes.collect::<Vec<_>>(),
            "unresolved": unresolved.collect::<Vec<_>>(),
        })
    });
    let (name, format) = (&lines.file.name, format.as_str());
    json!({ "version": VERSION, "file": name, "format": format, "lists": lists.collect::<Vec<_>>() })
}
