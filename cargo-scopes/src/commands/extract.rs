//! `cargo scopes extract`

use std::cell::Cell;
use std::io::Write;
use std::path::Path as FilePath;

use scope_catalog::LineColumn;
use scope_config::{
    Extracted, ExtractedByPreset, Format as FileFormat, List, LookupFailure, Path, Preset, ReadFileError, Role, Rule,
    Source, Unresolved, Unsuitable, extract, extract_presets, read_file,
};

use crate::cli::{Extract, Format};
use crate::error::{Failure, Outcome};
use crate::output::json::VERSION;
use crate::output::on_one_line;

/// What standard input is called.
const STANDARD_INPUT: &str = "<stdin>";

/// No more of standard input is read, in bytes: as much as of a file.
const MOST_BYTES: u64 = 8 << 20;

pub(crate) fn run(arguments: &Extract) -> Result<Outcome, Failure> {
    let locator = Locator::of(arguments)?;
    let stated = arguments.file_format.as_deref().map(FileFormat::stated).transpose()?;
    let mut output = crate::output::stdout();
    let mut is_failed = false;
    for path in &arguments.files {
        let (file, text) = read(path)?;
        let format = match stated {
            Some(format) => format,
            None if file == STANDARD_INPUT => {
                let help = "add `--file-format`, such as `--file-format yaml`";
                return Err(Failure::new("unknown format of the standard input".to_owned()).help(help));
            }
            None => FileFormat::named(&file)?,
        };
        let last = Cell::new((0, LineColumn { line: 1, column: 1 }));
        let file = File { name: &file, format, text: &text, last };
        let found = locator.find(&file)?;
        match arguments.format.format {
            Format::Human => human(&mut output, &file, &found.lists)?,
            Format::Json => writeln!(output, "{}", value(&file, &found.lists))?,
        }
        found.tell(&file, &locator);
        // Nothing where something was asked for must not look like success.
        is_failed |= found.lists.is_empty() || !found.unsuitable.is_empty() || !found.failures.is_empty();
    }
    Ok(Outcome::of(is_failed))
}

/// A file that is read.
struct File<'f> {
    name: &'f str,
    format: FileFormat,
    text: &'f str,
    /// The place that was looked up last, with its byte: lists are in the order of the file, so that each place is counted from
    /// the one before.
    last: Cell<(usize, LineColumn)>,
}

impl File<'_> {
    /// The line and column of a byte.
    fn place(&self, at: usize) -> LineColumn {
        let (last, place) = self.last.get();
        let found = match self.text.get(last..at) {
            Some(between) => {
                let LineColumn { line, column } = LineColumn::at(between, between.len());
                let column = if line == 1 { place.column + column - 1 } else { column };
                LineColumn { line: place.line + line - 1, column }
            }
            None => LineColumn::at(self.text, at),
        };
        self.last.set((at, found));
        found
    }

    /// A message about one of its bytes.
    fn message(&self, at: usize, message: impl std::fmt::Display) -> String {
        let LineColumn { line, column } = LineColumn::at(self.text, at);
        on_one_line(&format!("{}:{line}:{column}: {message}", self.name)).into_owned()
    }
}

/// The name of a file, and its text.
fn read(path: &FilePath) -> Result<(String, String), Failure> {
    if path.as_os_str() == "-" {
        let text = standard_input().map_err(|error| Failure::new(format!("standard input: {error}")))?;
        return Ok((STANDARD_INPUT.to_owned(), text));
    }
    let file = path.to_string_lossy().into_owned();
    let text = read_file(path).map_err(|unread| unreadable(&file, &unread))?;
    Ok((file, text))
}

fn standard_input() -> std::io::Result<String> {
    let mut text = String::new();
    let length = std::io::Read::read_to_string(&mut std::io::Read::take(std::io::stdin(), MOST_BYTES + 1), &mut text)?;
    if length as u64 > MOST_BYTES {
        return Err(std::io::Error::other("more than 8 MiB"));
    }
    Ok(text)
}

fn unreadable(file: &str, unread: &ReadFileError) -> Failure {
    let file = on_one_line(file);
    if unread.text.is_empty() {
        return Failure::new(format!("{file}: {}", unread.message));
    }
    let LineColumn { line, column } = LineColumn::at(&unread.text, unread.at);
    Failure::new(format!("{file}:{line}:{column}: {}", unread.message))
}

/// Where the scopes are.
enum Locator {
    Paths(Vec<Path>),
    Preset(Preset),
    /// The names of the files tell.
    Names,
}

/// What is in a file: each list with the preset that knows it.
struct Found {
    lists: Vec<(List, Option<(Preset, &'static Rule)>)>,
    unsuitable: Vec<Unsuitable>,
    failures: Vec<LookupFailure>,
}

impl Locator {
    fn of(arguments: &Extract) -> Result<Self, Failure> {
        if let Some(name) = &arguments.preset {
            return Ok(Self::Preset(Preset::named(name)?));
        }
        let parsed =
            |path: &String| Path::parse(path).map_err(|error| Failure::new(format!("invalid path `{path}`: {error}")));
        let paths = arguments.paths.iter().map(parsed).collect::<Result<Vec<_>, _>>()?;
        Ok(if paths.is_empty() { Self::Names } else { Self::Paths(paths) })
    }

    fn find(&self, file: &File<'_>) -> Result<Found, Failure> {
        let unreadable = |error: scope_config::ReadError| Failure::new(file.message(error.at, &error));
        let source = Source { format: file.format, text: file.text };
        let presets = match self {
            Self::Paths(paths) => {
                let paths: Vec<_> = paths.iter().map(|path| (path, Role::Requests)).collect();
                let Extracted { lists, failures, unsuitable } = extract(source, &paths).map_err(unreadable)?;
                let failures: Vec<_> = failures.into_iter().map(|(_, failure)| failure).collect();
                if let Some(failure) = failures.first().filter(|_| failures.len() == paths.len()) {
                    return Err(Failure::new(file.message(failure.at.start, failure)).help_if(failure.help()));
                }
                let lists = lists.into_iter().map(|list| (list, None)).collect();
                return Ok(Found { lists, unsuitable, failures });
            }
            Self::Preset(preset) => vec![*preset],
            Self::Names => Preset::of_file(file.name).collect(),
        };
        if presets.is_empty() {
            let help = "use `--path`, such as `--path oauth.scopes`, or `--preset NAME`";
            return Err(Failure::new(format!("no preset matches `{}`", on_one_line(file.name))).help(help));
        }
        let ExtractedByPreset { lists, unsuitable } = extract_presets(source, &presets).map_err(unreadable)?;
        let lists = lists.into_iter().map(|(preset, rule, list)| (list, Some((preset, rule)))).collect();
        Ok(Found { lists, unsuitable, failures: Vec::new() })
    }
}

impl Found {
    /// Tells of values that are no lists, and of paths that lead nowhere.
    fn tell(&self, file: &File<'_>, locator: &Locator) {
        for failure in &self.failures {
            crate::output::tell(format_args!("{}", file.message(failure.at.start, failure)));
        }
        for value in &self.unsuitable {
            let message = format!("`{}` is {}, not a list of scopes", value.path, value.what);
            crate::output::tell(format_args!("{}", file.message(value.span.start, message)));
        }
        if self.lists.is_empty() && self.unsuitable.is_empty() && !matches!(locator, Locator::Paths(_)) {
            crate::output::tell(format_args!(
                "help: use `--path`, such as `--path oauth.scopes`, to say where they are"
            ));
        }
    }
}

fn human(
    output: &mut impl Write,
    file: &File<'_>,
    lists: &[(List, Option<(Preset, &'static Rule)>)],
) -> std::io::Result<()> {
    let name = on_one_line(file.name);
    for (list, preset) in lists {
        let LineColumn { line, column } = file.place(list.span.start);
        let preset = preset.map_or_else(String::new, |(preset, _)| format!(", {}", preset.name()));
        writeln!(output, "{name}:{line}:{column}: {} ({}{preset})", on_one_line(&list.path), list.role.as_str())?;
        for scope in &list.scopes {
            let LineColumn { line, column } = file.place(scope.span.start);
            writeln!(output, "  {line}:{column} {}", on_one_line(&scope.text))?;
        }
        for value in &list.unresolved {
            let LineColumn { line, column } = file.place(value.span.start);
            writeln!(output, "  {line}:{column} {} (unresolved)", on_one_line(&value.raw))?;
        }
    }
    if lists.is_empty() { writeln!(output, "{name}: no scopes found") } else { Ok(()) }
}

fn value(file: &File<'_>, lists: &[(List, Option<(Preset, &'static Rule)>)]) -> serde_json::Value {
    let lists = lists.iter().map(|(list, preset)| {
        let LineColumn { line, column } = file.place(list.span.start);
        let scopes = list.scopes.iter().map(|scope| {
            let LineColumn { line, column } = file.place(scope.span.start);
            serde_json::json!({ "name": scope.text, "line": line, "column": column })
        });
        let unresolved = list.unresolved.iter().map(|Unresolved { raw, default, span }| {
            let LineColumn { line, column } = file.place(span.start);
            serde_json::json!({ "value": raw, "default": default, "line": line, "column": column })
        });
        serde_json::json!({
            "path": list.path,
            "role": list.role.as_str(),
            "preset": preset.map(|(preset, _)| preset.name()),
            "provider": preset.and_then(|(_, rule)| rule.provider),
            "delimiter": preset.and_then(|(_, rule)| rule.delimiter).map(scope_catalog::Delimiter::as_str),
            "line": line,
            "column": column,
            "scopes": scopes.collect::<Vec<_>>(),
            "unresolved": unresolved.collect::<Vec<_>>(),
        })
    });
    let (name, format) = (file.name, file.format.as_str());
    serde_json::json!({ "version": VERSION, "file": name, "format": format, "lists": lists.collect::<Vec<_>>() })
}
