//! `cargo scopes extract`

use std::io::Write;
use std::path::Path as FilePath;

use scope_config::{
    Extracted, ExtractedByPreset, Format as FileFormat, List, LookupFailure, Path, Preset, ReadFileError, Role, Rule,
    Source, Unresolved, Unsuitable, extract, extract_presets, read_file,
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
    let locator = Locator::of(arguments)?;
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
        let found = locator.find(&file, format)?;
        let lines = LineIndex::new(&file);
        match arguments.format {
            Format::Human => human(&mut output, &lines, &found.lists)?,
            Format::Json => writeln!(output, "{}", value(&lines, format, &found.lists))?,
        }
        found.tell(&file, &locator);
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

/// Where the scopes are.
enum Locator {
    Paths(Vec<Path>),
    Preset(Preset),
    /// The names of the files tell.
    Names,
}

/// A list, with the preset that knows it.
type FoundList = (List, Option<(Preset, &'static Rule)>);

/// What is in a file.
struct Found {
    lists: Vec<FoundList>,
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

    fn find(&self, file: &File, format: FileFormat) -> Result<Found, Failure> {
        let unreadable = |error: scope_config::ReadError| Failure::new(message(file, error.at, &error));
        let source = Source { format, text: &file.text };
        let presets = match self {
            Self::Paths(paths) => {
                let paths: Vec<_> = paths.iter().map(|path| (path, Role::Requests)).collect();
                let Extracted { lists, failures, unsuitable } = extract(source, &paths).map_err(unreadable)?;
                let failures: Vec<_> = failures.into_iter().map(|(_, failure)| failure).collect();
                if let Some(failure) = failures.first().filter(|_| failures.len() == paths.len()) {
                    return Err(Failure::new(message(file, failure.at.start, failure)).help_if(failure.help()));
                }
                let lists = lists.into_iter().map(|list| (list, None)).collect();
                return Ok(Found { lists, unsuitable, failures });
            }
            Self::Preset(preset) => vec![*preset],
            Self::Names => Preset::of_file(&file.name).collect(),
        };
        if presets.is_empty() {
            let help = "use `--path`, such as `--path oauth.scopes`, or `--preset NAME`";
            return Err(Failure::new(format!("no preset matches `{}`", on_one_line(&file.name))).help(help));
        }
        let ExtractedByPreset { lists, unsuitable } = extract_presets(source, &presets).map_err(unreadable)?;
        let lists = lists.into_iter().map(|(preset, rule, list)| (list, Some((preset, rule)))).collect();
        Ok(Found { lists, unsuitable, failures: Vec::new() })
    }
}

impl Found {
    /// Tells of values that are no lists, and of paths that lead nowhere.
    fn tell(&self, file: &File, locator: &Locator) {
        for failure in &self.failures {
            tell(format_args!("{}", message(file, failure.at.start, failure)));
        }
        for value in &self.unsuitable {
            let said = format!("`{}` is {}, not a list of scopes", value.path, value.what);
            tell(format_args!("{}", message(file, value.span.start, said)));
        }
        if self.lists.is_empty() && self.unsuitable.is_empty() && !matches!(locator, Locator::Paths(_)) {
            tell(format_args!("help: use `--path`, such as `--path oauth.scopes`, to say where they are"));
        }
    }
}

fn human(output: &mut impl Write, lines: &LineIndex<'_>, lists: &[FoundList]) -> std::io::Result<()> {
    let name = on_one_line(&lines.file.name);
    for (list, preset) in lists {
        let LineRange { line, column, .. } = lines.place(&list.span);
        let preset = preset.map_or_else(String::new, |(preset, _)| format!(", {}", preset.name()));
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

fn value(lines: &LineIndex<'_>, format: FileFormat, lists: &[FoundList]) -> Value {
    let lists = lists.iter().map(|(list, preset)| {
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
            "preset": preset.map(|(preset, _)| preset.name()),
            "provider": preset.and_then(|(_, rule)| rule.provider),
            "delimiter": preset.and_then(|(_, rule)| rule.delimiter).map(scope_catalog::Delimiter::as_str),
            "line": line,
            "column": column,
            "scopes": scopes.collect::<Vec<_>>(),
            "unresolved": unresolved.collect::<Vec<_>>(),
        })
    });
    let (name, format) = (&lines.file.name, format.as_str());
    json!({ "version": VERSION, "file": name, "format": format, "lists": lists.collect::<Vec<_>>() })
}
