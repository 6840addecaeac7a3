//! `cargo scopes extract`

use std::io::Write;

use scope_catalog::LineColumn;
use scope_config::{
    Extracted, ExtractedByPreset, Format as FileFormat, List, Path, Preset, ReadFileError, Role, Source, Unsuitable,
    extract, extract_presets, read_file,
};

use crate::cli::{Extract, Format};
use crate::error::Failure;
use crate::error::Outcome;
use crate::output::json::VERSION;
use crate::output::on_one_line;

pub(crate) fn run(arguments: &Extract) -> Result<Outcome, Failure> {
    let file = arguments.file.to_string_lossy().into_owned();
    let text = read_file(&arguments.file).map_err(|unread| unreadable(&file, &unread))?;
    let format = FileFormat::named(&file)?;
    let source = Source { format, text: &text };
    let (lists, unsuitable) = lists(source, &file, arguments)?;
    let mut output = crate::output::stdout();
    match arguments.format.format {
        Format::Human => human(&mut output, &file, &text, &lists)?,
        Format::Json => writeln!(output, "{}", value(&file, format, &text, &lists))?,
    }
    for value in &unsuitable {
        let LineColumn { line, column } = LineColumn::at(&text, value.span.start);
        let message = format!("`{}` is {}, not a list of scopes", value.path, value.what);
        crate::output::tell(format_args!("{file}:{line}:{column}: {message}"));
    }
    if lists.is_empty() && unsuitable.is_empty() && arguments.path.is_none() {
        crate::output::tell(format_args!("help: use `--path`, such as `--path oauth.scopes`, to say where they are"));
    }
    // Nothing where something was asked for must not look like success.
    Ok(Outcome::of(lists.is_empty() || !unsuitable.is_empty()))
}

fn unreadable(file: &str, unread: &ReadFileError) -> Failure {
    if unread.text.is_empty() {
        return Failure::new(format!("{file}: {}", unread.message));
    }
    let LineColumn { line, column } = LineColumn::at(&unread.text, unread.at);
    Failure::new(format!("{file}:{line}:{column}: {}", unread.message))
}

fn lists(source: Source<'_>, file: &str, arguments: &Extract) -> Result<(Vec<List>, Vec<Unsuitable>), Failure> {
    let unreadable = |error: scope_config::ReadError| {
        let LineColumn { line, column } = LineColumn::at(source.text, error.at);
        Failure::new(format!("{file}:{line}:{column}: {error}"))
    };
    if let Some(path) = &arguments.path {
        let parsed = Path::parse(path).map_err(|error| Failure::new(format!("invalid path `{path}`: {error}")))?;
        let Extracted { lists, failures, unsuitable } =
            extract(source, &[(&parsed, Role::Requests)]).map_err(unreadable)?;
        return match failures.first() {
            Some((_, stop)) => {
                let LineColumn { line, column } = LineColumn::at(source.text, stop.at.start);
                Err(Failure::new(format!("{file}:{line}:{column}: {stop}")))
            }
            None => Ok((lists, unsuitable)),
        };
    }
    let presets = presets(file, arguments.preset.as_deref())?;
    let ExtractedByPreset { lists, unsuitable } = extract_presets(source, &presets).map_err(unreadable)?;
    Ok((lists.into_iter().map(|(_, _, list)| list).collect(), unsuitable))
}

/// The preset that is named, or all that the file's name may tell.
fn presets(file: &str, name: Option<&str>) -> Result<Vec<Preset>, Failure> {
    let Some(name) = name else {
        let presets: Vec<_> = Preset::of_file(file).collect();
        let help = "use `--path`, such as `--path oauth.scopes`, or `--preset NAME`";
        let unknown = || Failure::new(format!("no preset matches `{file}`")).help(help);
        return if presets.is_empty() { Err(unknown()) } else { Ok(presets) };
    };
    Ok(vec![Preset::named(name)?])
}

fn human(output: &mut impl Write, file: &str, text: &str, lists: &[List]) -> std::io::Result<()> {
    let file = on_one_line(file);
    for list in lists {
        let LineColumn { line, column } = LineColumn::at(text, list.span.start);
        writeln!(output, "{file}:{line}:{column}: {} ({})", on_one_line(&list.path), list.role.as_str())?;
        for scope in &list.scopes {
            let LineColumn { line, column } = LineColumn::at(text, scope.span.start);
            writeln!(output, "  {line}:{column} {}", on_one_line(&scope.text))?;
        }
        for value in &list.unresolved {
            let LineColumn { line, column } = LineColumn::at(text, value.span.start);
            writeln!(output, "  {line}:{column} {} (unresolved)", on_one_line(&value.raw))?;
        }
    }
    if lists.is_empty() { writeln!(output, "{file}: no scopes found") } else { Ok(()) }
}

fn value(file: &str, format: FileFormat, text: &str, lists: &[List]) -> serde_json::Value {
    let lists = lists.iter().map(|list| {
        let LineColumn { line, column } = LineColumn::at(text, list.span.start);
        let scopes = list.scopes.iter().map(|scope| {
            let LineColumn { line, column } = LineColumn::at(text, scope.span.start);
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
    serde_json::json!({ "version": VERSION, "file": file, "format": format.as_str(), "lists": lists.collect::<Vec<_>>() })
}
