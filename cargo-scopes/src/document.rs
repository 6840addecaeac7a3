//! Documents that catalogs are made from: files, standard input, and addresses.

pub(crate) mod catalog;
mod curl;

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use scope_catalog::load::{FileError, Roots, read_text_file};
use scope_catalog::{ImportSource, without_query};
use scope_import::{Description, LARGEST, ReadOptions};

use crate::error::Failure;
use crate::output::on_one_line;
use crate::paths::relative_path;
use crate::roots;
pub(crate) use curl::Fetching;

/// Where a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Document {
    /// `-`
    StandardInput,
    File {
        path: PathBuf,
        /// As it was named.
        shown: String,
        /// The documents that the file lists, one per line: `@documents.txt`.
        documents: Option<Vec<Document>>,
    },
    /// An https address.
    Address(String),
}

/// The largest size of a list of documents.
const LARGEST_LIST: u64 = 1 << 20;

impl Document {
    /// The document that an argument names, or a catalog in a folder.
    ///
    /// # Errors
    ///
    /// If it is an address that is not fetched, a file that is outside of what a catalog may name, or a list of documents
    /// that cannot be read.
    pub(crate) fn named(text: &str, by_catalog: Option<(&Path, &Roots)>) -> Result<Self, Failure> {
        if text == "-" && by_catalog.is_none() {
            return Ok(Self::StandardInput);
        }
        let (folder, roots) = by_catalog.unzip();
        Self::of(ImportSource::parse(text)?, folder.unwrap_or(Path::new("")), roots)
    }

    fn of(source: ImportSource<'_>, folder: &Path, roots: Option<&Roots>) -> Result<Self, Failure> {
        let file = match source {
            ImportSource::Address(address) => return Ok(Self::Address(address.to_owned())),
            ImportSource::File(file) => file,
        };
        let shown = file.to_owned();
        let path = folder.join(file.strip_prefix('@').unwrap_or(file));
        if let Some(roots) = roots {
            roots.admit(&path).map_err(|error| Failure::new(format!("{shown} {error}")).help(roots::HELP))?;
        }
        let documents = file.starts_with('@').then(|| listed(&path, &shown, roots)).transpose()?;
        Ok(Self::File { path, shown, documents })
    }

    /// The documents in a list, or the document itself.
    pub(crate) fn each(&self) -> &[Self] {
        match self {
            Self::File { documents: Some(documents), .. } => documents,
            one => std::slice::from_ref(one),
        }
    }

    /// The document as messages show it: a URL without its query, which may contain a token.
    pub(crate) fn shown(&self) -> &str {
        match self {
            Self::StandardInput => "standard input",
            Self::File { shown, .. } => shown,
            Self::Address(address) => without_query(address),
        }
    }

    /// The name of the file, or the address: what says on every machine which document it is.
    pub(crate) fn title(&self) -> String {
        match self {
            Self::File { path, shown, .. } => {
                path.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned())
            }
            other => other.shown().to_owned(),
        }
    }

    /// How `[import]` of a catalog in this folder names the document; standard input has no name.
    pub(crate) fn in_catalog(&self, folder: Option<&Path>) -> Option<String> {
        match self {
            Self::StandardInput => None,
            Self::Address(address) => Some(address.clone()),
            Self::File { path, documents: None, .. } => Some(relative_path(path, folder)),
            Self::File { path, .. } => Some(format!("@{}", relative_path(path, folder))),
        }
    }

    /// Whether it is another catalog, by the extension of its name.
    fn is_catalog(&self) -> bool {
        Path::new(self.shown()).extension().is_some_and(|extension| extension == "toml")
    }

    /// The name of the format that a description of it was read from.
    pub(crate) fn format_name(&self, description: &Description) -> &'static str {
        if self.is_catalog() { "catalog" } else { description.format.as_str() }
    }

    /// Reads what the document says.
    ///
    /// # Errors
    ///
    /// If there is none, if it is too large or not UTF-8, or if it is in no format that is read.
    pub(crate) fn describe(&self, options: &ReadOptions, fetching: Fetching) -> Result<Description, Failure> {
        let text = self.text(fetching)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        if self.is_catalog() {
            return catalog::describe(text, self.shown());
        }
        scope_import::read(text, options).map_err(|error| {
            let place = error.place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
            Failure::new(on_one_line(&format!("{}{place}: {}", self.shown(), error.message))).help_if(error.help)
        })
    }

    fn text(&self, fetching: Fetching) -> Result<String, Failure> {
        match self {
            Self::File { path, shown, .. } => {
                read_text_file(path, LARGEST as u64).map_err(|error| Failure::new(format!("{shown} {error}")))
            }
            Self::StandardInput => standard_input(LARGEST),
            Self::Address(address) => as_text(curl::fetch(address, fetching)?, self.shown()),
        }
    }
}

/// The documents that a file lists, one per line. A line that begins with `#` is a comment. Paths are relative to the list.
fn listed(path: &Path, shown: &str, roots: Option<&Roots>) -> Result<Vec<Document>, Failure> {
    let name = shown.trim_start_matches('@');
    let text = read_text_file(path, LARGEST_LIST).map_err(|error| {
        let help = "`@` is for a file that lists documents; if the name of a document begins with `@`, write `./@…`";
        let help = (error == FileError::Missing).then(|| help.to_owned());
        Failure::new(format!("{name} {error}")).help_if(help)
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut documents: Vec<Document> = Vec::new();
    let mut seen = HashSet::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let at = |message: &str| Failure::new(format!("{name}:{number}: {message}"));
        if line.starts_with('@') || line == "-" {
            return Err(
                at(&format!("`{}` is not a document", line.escape_debug())).help("write a file or an https address")
            );
        }
        if !seen.insert(line) {
            return Err(at(&format!("`{}` is listed twice", without_query(line))));
        }
        match ImportSource::parse(line) {
            Ok(source) => documents.push(Document::of(source, folder, roots)?),
            Err(error) => return Err(at(&error.message).help(error.help)),
        }
    }
    if documents.is_empty() {
        return Err(
            Failure::new(format!("{name} lists no document")).help("write a file or an https address on each line")
        );
    }
    Ok(documents)
}

/// What standard input has.
///
/// # Errors
///
/// If it cannot be read, has more bytes than this, or is not UTF-8.
pub(crate) fn standard_input(most: usize) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(most as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::new(format!("standard input cannot be read: {error}")))?;
    if bytes.len() > most {
        return Err(Failure::new(format!("standard input is larger than {} MiB", most >> 20)));
    }
    as_text(bytes, "standard input")
}

fn as_text(bytes: Vec<u8>, shown: &str) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| {
        let error = FileError::not_utf8(error.as_bytes(), error.utf8_error());
        Failure::new(format!("{shown} {error}"))
    })
}
