//! `cargo scopes extract`

use std::io::Write;
use std::path::Path as FilePath;

use scope_catalog::line_and_column;
use scope_config::{
    Format as FileFormat, List, PRESETS, Path, Preset, Role, Source, extract, extract_presets, presets_of,
};

use super::Failure;
use crate::Outcome;
use crate::cli::{Extract, Format};

/// A larger file is no configuration.
const MOST_BYTES: u64 = 64 << 20;

pub(crate) fn run(arguments: &Extract) -> Result<Outcome, Failure> {
    let file = arguments.file.to_string_lossy().into_owned();
    let text = read(&arguments.file)?;
    let format = FileFormat::of(&file).ok_or_else(|| {
        let help = "the ending tells: .toml, .json, .yaml, .env, .properties, .ini, .tf";
        Failure::Question(format!("the format of `{file}` is not known\nhelp: {help}"))
    })?;
    let source = Source { format, text: &text };
    let lists = lists(source, &file, arguments)?;
    let mut output = anstream::stdout().lock();
    match arguments.format.format {
        Format::Human => human(&mut output, &file, &text, &lists)?,
        Format::Json => writeln!(output, "{}", value(&file, format, &text, &lists))?,
    }
    Ok(Outcome::Clean)
}

fn read(file: &FilePath) -> Result<String, Failure> {
    let refuse = |reason: String| Failure::Question(format!("{} {reason}", file.display()));
    let metadata = std::fs::metadata(file).map_err(|error| refuse(format!("cannot be read: {error}")))?;
    if metadata.is_dir() {
        return Err(refuse("is a folder, not a file".to_owned()));
    }
    if metadata.len() > MOST_BYTES {
        return Err(refuse(format!("is larger than {} MiB", MOST_BYTES >> 20)));
    }
    let bytes = std::fs::read(file).map_err(|error| refuse(format!("cannot be read: {error}")))?;
    String::from_utf8(bytes).map_err(|error| {
        refuse(format!("is not UTF-8: the first wrong byte is byte {}", error.utf8_error().valid_up_to()))
    })
}

fn lists(source: Source<'_>, file: &str, arguments: &Extract) -> Result<Vec<List>, Failure> {
    let unreadable = |error: scope_config::ReadError| {
        let (line, column) = line_and_column(source.text, error.at);
        Failure::Question(format!("{file}:{line}:{column}: {error}"))
    };
    if let Some(path) = &arguments.path {
        let parsed = Path::parse(path).map_err(|error| Failure::Question(format!("`{path}` is no path: {error}")))?;
        let (lists, stops) = extract(source, &[(parsed, Role::Requests)]).map_err(unreadable)?;
        return match stops.first() {
            Some((_, stop)) => {
                let (line, column) = line_and_column(source.text, stop.at.start);
                Err(Failure::Question(format!("{file}:{line}:{column}: {stop}")))
            }
            None => Ok(lists),
        };
    }
    let presets = presets(file, arguments.preset.as_deref())?;
    let found = extract_presets(source, &presets).map_err(unreadable)?;
    Ok(found.into_iter().map(|(_, _, list)| list).collect())
}

/// The preset that is named, or all that the file's name may tell.
fn presets(file: &str, name: Option<&str>) -> Result<Vec<&'static Preset>, Failure> {
    let Some(name) = name else {
        let presets: Vec<_> = presets_of(file).collect();
        let help = "say where its scopes are: `--path oauth.scopes`, or `--preset NAME`";
        let unknown = || Failure::Question(format!("the name of `{file}` does not tell what it is\nhelp: {help}"));
        return if presets.is_empty() { Err(unknown()) } else { Ok(presets) };
    };
    let found = PRESETS.iter().find(|preset| preset.name == name);
    found.map(|preset| vec![preset]).ok_or_else(|| {
        let close = scope_catalog::closest(name, PRESETS.iter().map(|preset| preset.name));
        let help = close.map_or_else(String::new, |close| format!("\nhelp: did you mean `{close}`?"));
        Failure::Question(format!("there is no preset `{name}`{help}"))
    })
}

fn human(output: &mut impl Write, file: &str, text: &str, lists: &[List]) -> std::io::Result<()> {
    for list in lists {
        let (line, column) = line_and_column(text, list.span.start);
        writeln!(output, "{file}:{line}:{column}: {} ({})", list.path, list.role.as_str())?;
        for scope in &list.scopes {
            let (line, column) = line_and_column(text, scope.span.start);
            writeln!(output, "  {line}:{column} {}", scope.text)?;
        }
        for value in &list.unresolved {
            let (line, column) = line_and_column(text, value.span.start);
            writeln!(output, "  {line}:{column} {} (only known when the file is used)", value.raw)?;
        }
    }
    if lists.is_empty() { writeln!(output, "{file}: no scopes") } else { Ok(()) }
}

fn value(file: &str, format: FileFormat, text: &str, lists: &[List]) -> serde_json::Value {
    let lists = lists.iter().map(|list| {
        let (line, column) = line_and_column(text, list.span.start);
        let scopes = list.scopes.iter().map(|scope| {
            let (line, column) = line_and_column(text, scope.span.start);
            serde_json::json!({ "name": scope.text, "line": line, "column": column })
        });
        serde_json::json!({
            "path": list.path,
            "role": list.role.as_str(),
            "line": line,
            "column": column,
            "scopes": scopes.collect::<Vec<_>>(),
            "unresolved": list.unresolved.first().map(|value| &value.raw),
        })
    });
    serde_json::json!({ "file": file, "format": format.as_str(), "lists": lists.collect::<Vec<_>>() })
}
