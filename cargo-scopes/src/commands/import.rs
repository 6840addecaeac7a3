//! The command `cargo scopes import`.

mod from_source;
mod report;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use scope_catalog::load::read_file_bytes;
use scope_catalog::{Catalog, LineColumn, did_you_mean, quoted};
use scope_import::write::{CatalogHead, ImportTable, catalog, operations};
use scope_import::{Description, SourceFormat, Subject};

use crate::atomic_write::save;
use crate::check_workspace::used_names;
use crate::cli::{Import, ImportFormat};
use crate::date::today;
use crate::document::{Document, Fetching};
use crate::error::{Failure, Outcome};
use crate::imported::Imported;
use crate::output::pluralize;
use crate::roots;
use crate::snapshot::Snapshot;
use crate::workspace::{Selection, Workspace};
use from_source::catalog_of_sources;

pub(crate) fn run(arguments: &Import) -> Result<Outcome, Failure> {
    let documents = documents(arguments)?;
    let exists = arguments.output.as_ref().is_some_and(|path| path.symlink_metadata().is_ok());
    if let Some(path) = arguments.output.as_ref().filter(|_| exists && !arguments.overwrite) {
        return Err(Failure::new(format!("{} already exists", path.display()))
            .help("`cargo scopes drift --write` updates it and keeps what was written by hand")
            .help("`--overwrite` writes it again"));
    }
    // Read before the documents, which may take a while, so that changes by others in the meantime are noticed.
    let before = arguments.output.as_ref().and_then(|path| read_file_bytes(path, MOST_REPLACED).ok());
    let text = if arguments.from_source { catalog_of_sources()? } else { of_documents(arguments, &documents)? };
    let Some(path) = &arguments.output else {
        crate::output::stdout().write_all(text.as_bytes())?;
        return Ok(Outcome::Clean);
    };
    let shown = path.display().to_string();
    let roots = roots::around(path.parent().unwrap_or(Path::new("")), None);
    save(path, &shown, &roots, before.as_deref(), &text)?;
    let written = if exists { "overwrote" } else { "wrote" };
    crate::output::tell(format_args!("{written} {shown}"));
    Ok(Outcome::Clean)
}

/// A larger file is not a catalog, so it is not replaced.
const MOST_REPLACED: u64 = 64 << 20;

fn of_documents(arguments: &Import, documents: &[Document]) -> Result<String, Failure> {
    let import = ImportTable {
        provider: arguments.provider.clone(),
        prefix: arguments.prefix.clone(),
        only_used: arguments.only_used,
        without_operations: arguments.no_operations,
        other_credentials: arguments.other_credentials,
        format: arguments.source_format.as_deref().map(source_format).transpose()?,
        ..ImportTable::default()
    };
    let selection = Selection::named(&arguments.packages, arguments.manifest_path.as_deref());
    let used = if import.only_used { Some(used_names(&Workspace::find(&selection)?)) } else { None };
    let imported = Imported::read(documents, &import, used.as_ref(), Fetching::new(arguments.fetch))?;
    if let Some(prefix) = arguments.prefix.as_deref().filter(|_| imported.description.scopes.is_empty()) {
        return Err(no_such_prefix(prefix, &imported));
    }
    let text = text(arguments, documents, import, &imported)?;
    report::tell(&imported, arguments.verbose);
    Ok(text)
}

/// How many prefixes are suggested.
const MOST_BEGINNINGS: usize = 5;

/// Creates the error that no scope has the prefix. It suggests a similar prefix, or lists the most common ones.
fn no_such_prefix(prefix: &str, imported: &Imported) -> Failure {
    let failure = Failure::new(format!("no scope begins with `{}`", prefix.escape_debug()));
    let scopes = imported.left_out.iter().filter(|omitted| omitted.subject == Subject::Scope);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for beginning in scopes.flat_map(|omitted| beginnings(&omitted.what)) {
        *counts.entry(beginning).or_default() += 1;
    }
    if let Some(help) = did_you_mean(prefix, counts.keys().copied()) {
        return failure.help(help);
    }
    let mut common: Vec<(&str, usize)> = counts.into_iter().collect();
    common.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    let shown = quoted(common.iter().take(MOST_BEGINNINGS).map(|(name, _)| name), ", ");
    failure.help(match &*shown {
        "" => "leave out `--prefix` to see the names".to_owned(),
        shown => format!("names begin with {shown}"),
    })
}

/// Returns the prefixes of a name that end with a separator; for a URL, those that end with a slash in its path.
fn beginnings(name: &str) -> impl Iterator<Item = &str> {
    let (start, separators): (_, &[char]) = match name.find("://") {
        Some(at) => (at + "://".len(), &['/']),
        None => (0, &['.', ':', '/', '_', '-']),
    };
    name[start..].match_indices(separators).map(move |(at, _)| &name[..=start + at])
}

fn documents(arguments: &Import) -> Result<Vec<Document>, Failure> {
    let documents =
        arguments.sources.iter().map(|source| Document::named(source, None)).collect::<Result<Vec<_>, _>>()?;
    let repeated = documents.iter().enumerate().find(|(at, document)| documents[..*at].contains(document));
    if let Some((_, repeated)) = repeated {
        return Err(Failure::new(format!("{} is named twice", repeated.shown())));
    }
    Ok(documents)
}

/// Returns the format with this name.
pub(super) fn source_format(name: &str) -> Result<SourceFormat, Failure> {
    SourceFormat::named(name).ok_or_else(|| {
        let known: Vec<&str> = SourceFormat::ALL.iter().map(|format| format.as_str()).collect();
        let help = did_you_mean(name, known.iter().copied());
        let help = help.unwrap_or_else(|| format!("expected one of {}", known.join(", ")));
        Failure::new(format!("unknown format `{name}`")).help(help)
    })
}

fn text(
    arguments: &Import,
    documents: &[Document],
    import: ImportTable,
    imported: &Imported,
) -> Result<String, Failure> {
    let mut description = imported.description.clone();
    if !arguments.operation_ids {
        description.operations.iter_mut().for_each(|operation| operation.operation_id = None);
    }
    match arguments.format {
        ImportFormat::Operations => return Ok(operations(&description.operations, &comments(imported))),
        ImportFormat::Json => return Ok(report::json(imported)),
        ImportFormat::Catalog => {}
    }
    let addresses = documents.iter().flat_map(Document::each).find_map(|document| match document {
        Document::Address(address) => Some(address.clone()),
        _ => None,
    });
    let folder = arguments.output.as_deref().and_then(Path::parent);
    let from = documents.iter().filter_map(|document| document.in_catalog(folder)).collect();
    let import = ImportTable { from, snapshot: Some(Snapshot::of(&description).to_string()), ..import };
    let head = CatalogHead {
        comments: comments(imported),
        name: arguments.name.clone().or_else(|| description.title.clone()).map(|name| scope_import::one_line(&name)),
        complete: imported.complete.clone(),
        incomplete: imported.incomplete(),
        prefix: shared_prefix(&description),
        source: arguments.documentation.clone().or(addresses),
        checked: Some(arguments.date.unwrap_or_else(today).to_string()),
        import: if arguments.bare { ImportTable::default() } else { import },
    };
    sound(catalog(&description, &head))
}

/// Returns comments for the catalog about where it comes from.
fn comments(imported: &Imported) -> Vec<String> {
    let of = imported.read.iter().filter(|document| !document.is_other).map(|document| {
        let version = document.version.as_deref().map_or_else(String::new, |version| format!(" {version}"));
        format!("{} ({}{version})", document.title.escape_debug(), document.format)
    });
    vec![format!("Imported by `cargo scopes import` from {}.", of.collect::<Vec<_>>().join(", "))]
}

/// Returns the common prefix of all names, up to a slash, if they are URLs. With it, names without the prefix are
/// recognized.
fn shared_prefix(description: &Description) -> Option<String> {
    // All names share the prefix that the first and the last in order share.
    let names = || description.scopes.iter().map(|scope| &*scope.name);
    let (first, last) = (names().min()?, names().max()?);
    let shared = first.bytes().zip(last.bytes()).take_while(|(one, other)| one == other).count();
    let prefix = &first[..=first[..shared].rfind('/')?];
    let is_of_several = description.scopes.len() > 1 && first.len() > prefix.len();
    let is_more_than_a_scheme = prefix.len() > "https://".len() && !prefix.contains(['{', '}']);
    (is_of_several && is_more_than_a_scheme && prefix.starts_with("https://")).then(|| prefix.to_owned())
}

/// Checks that the text is a valid catalog.
fn sound(text: String) -> Result<String, Failure> {
    let Err(problems) = Catalog::from_text(&text) else { return Ok(text) };
    let lines = problems
        .iter()
        .map(|problem| format!("{}: {}", LineColumn::at(&text, problem.span.range().start), problem.message));
    let count = pluralize(problems.len(), "problem");
    Err(Failure::new(format!("the catalog would have {count}\n{}", lines.collect::<Vec<_>>().join("\n"))))
}

#[cfg(test)]
mod tests {
    use scope_import::DescribedScope;

    use super::*;

    #[test]
    fn what_names_begin_with() {
        let prefix = |names: &[&str]| {
            let mut description = Description::default();
            for &name in names {
                let mut scope = DescribedScope::default();
                name.clone_into(&mut scope.name);
                description.scopes.push(scope);
            }
            shared_prefix(&description)
        };
        let cups = "https://example.com/auth/";
        assert_eq!(
            prefix(&["https://example.com/auth/cups", "https://example.com/auth/cups.read"]).as_deref(),
            Some(cups)
        );
        assert_eq!(prefix(&["https://example.com/a", "https://example.org/a"]), None);
        assert_eq!(
            prefix(&["https://example.com/auth/", "https://example.com/auth/cups"]),
            None,
            "it is a name itself"
        );
        assert_eq!(prefix(&["https://example.com/auth/cups"]), None);
        assert_eq!(prefix(&["read:a", "read:b"]), None);
        assert_eq!(prefix(&[]), None);
    }
}
