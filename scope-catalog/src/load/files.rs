//! Finds and reads the catalog of a package: the only part of this crate that touches files.

#![expect(clippy::disallowed_methods, reason = "this is the module that reads files")]

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use super::file_bytes::{FileError, read_text_file};
use super::loaded::{File, Loaded, Stamp};
use super::loader::{NoText, Sources, load_from};
use super::providers::Providers;
use super::roots::Roots;
use crate::FILE_NAME;
use crate::catalog::{Catalog, UnknownName};
use crate::fast::push_some;
use crate::model::CatalogSource;
use crate::span::{SourceSpan, Spanned};

/// The size limit of a catalog: many times the largest one known.
const MOST_BYTES: u64 = 10 << 20;

/// Where to look for a catalog.
#[derive(Clone, Copy, Debug)]
pub struct Environment<'e> {
    /// The folder of the package's `Cargo.toml`.
    pub package: &'e Path,
    /// The value of `SCOPES_CATALOG`: the catalog to use if the package has none of its own.
    pub fallback: Option<&'e OsStr>,
    /// The folders whose files may be read; `None` for all of them.
    pub roots: Option<&'e Roots>,
}

impl Stamp {
    /// The stamp of a file; `None` if its metadata cannot be read.
    pub fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        Some(Self { modified: metadata.modified().ok(), length: metadata.len() })
    }
}

/// Why there is no catalog.
#[derive(Debug)]
pub enum Failure {
    /// There is no file at any of these paths.
    Missing(Vec<PathBuf>),
    /// A file that cannot be read.
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(tried) => {
                let mut between = "no catalog found at ";
                for path in tried {
                    write!(formatter, "{between}{}", path.display())?;
                    between = " or ";
                }
                Ok(())
            }
            Self::Unreadable { path, reason } => write!(formatter, "{} {reason}", path.display()),
        }
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// What to do about a catalog that is in a folder where it is not looked for: in one above the package, or beside the
    /// sources.
    pub fn help(&self) -> Option<String> {
        let Self::Missing(tried) = self else { return None };
        let [only] = &**tried else { return None };
        let folder = only.parent()?;
        let is_in = |other: &&str| folder.join(other).join(FILE_NAME).is_file();
        if is_in(&"src") {
            return Some(format!("move `src/{FILE_NAME}` next to Cargo.toml"));
        }
        let above = ["..", "../..", "../../.."].into_iter().find(is_in)?;
        let path = format!("{above}/{FILE_NAME}");
        Some(format!("to use `{path}`, write `extends = \"{path}\"` to `{FILE_NAME}` next to Cargo.toml"))
    }
}

/// Finds and reads the catalog of a package: the file `scopes.toml` beside its `Cargo.toml`, or else the one at
/// `SCOPES_CATALOG`.
///
/// # Errors
///
/// If there is no file, or it cannot be read. Mistakes in the catalog are not errors: they are in [`Loaded::problems`].
pub fn load(environment: &Environment<'_>) -> Result<Loaded, Failure> {
    let mut tried = vec![environment.package.join(FILE_NAME)];
    if let Some(fallback) = environment.fallback.filter(|path| !path.is_empty()) {
        tried.push(environment.package.join(fallback));
    }
    let Some(path) = tried.iter().find(|path| path.exists()) else { return Err(Failure::Missing(tried)) };
    let mut loaded = read_from(path, environment.package, environment.roots)?;
    loaded.limit_explanations(1);
    Ok(loaded)
}

/// Reads the catalog file at a path.
///
/// # Errors
///
/// If the file does not exist or cannot be read.
pub fn load_file(path: &Path, roots: Option<&Roots>) -> Result<Loaded, Failure> {
    read_from(path, Path::new(""), roots)
}

/// Reads a bundled catalog, or several that are written with commas between them, as one.
///
/// # Errors
///
/// If no provider with this name is bundled: a message that suggests another.
pub fn load_provider(name: &str) -> Result<Loaded, UnknownName> {
    let mut names: Vec<&'static str> = Vec::new();
    for name in name.split(',') {
        for name in Providers::BUNDLED.named(name.trim())? {
            if !names.contains(name) {
                names.push(name);
            }
        }
    }
    let mut loaded = Loaded::default();
    let mut layers = Vec::new();
    for (source, name) in (SourceSpan::BUNDLED..).zip(&names) {
        push_some(&mut layers, Providers::BUNDLED.layer(name, source, &mut loaded.problems));
    }
    if names.len() > 1 {
        let mut all = CatalogSource::default();
        for name in names {
            all.providers.push(Spanned { text: name.into(), span: SourceSpan::default() });
        }
        layers.insert(0, all);
    }
    loaded.catalog = Catalog::assemble(None, layers, &mut loaded.problems);
    Ok(loaded)
}

/// Reads a catalog from a text as if it were in a file, which need not exist: for checking a catalog before it is
/// written.
///
/// Files named by `extends` are read, relative to that path, if they are below `roots`.
pub fn load_text(path: &Path, text: String, roots: Option<&Roots>) -> Loaded {
    let root = File { path: path.to_owned(), text, stamp: Stamp::default(), is_of_named: false };
    load_from(root, path, &mut Files { roots }, Providers::BUNDLED)
}

fn read_from(path: &Path, package: &Path, roots: Option<&Roots>) -> Result<Loaded, Failure> {
    let unreadable = |error: FileError| Failure::Unreadable { path: path.to_owned(), reason: error.to_string() };
    let root = file(path, roots).map_err(unreadable)?;
    let shown = path.strip_prefix(package).unwrap_or(path);
    Ok(load_from(root, shown, &mut Files { roots }, Providers::BUNDLED))
}

/// Catalogs that extend files.
struct Files<'r> {
    roots: Option<&'r Roots>,
}

impl Sources for Files<'_> {
    fn extended(&mut self, name: &str, on_way: &[PathBuf], _: bool) -> Result<File, NoText> {
        let folder = on_way.last().and_then(|from| from.parent()).unwrap_or(Path::new(""));
        let path = folder.join(name);
        let this = identity(&path);
        if on_way.iter().any(|known| identity(known) == this) {
            let help = "a catalog cannot extend a file that extends it";
            return Err(NoText { message: format!("`{name}` extends itself"), help, missing: None });
        }
        file(&path, self.roots).map_err(|error| NoText {
            message: format!("`{name}` {error}"),
            help: match error {
                FileError::Outside => "to use files outside of the workspace, add their folder to `SCOPES_ROOTS`",
                _ => "a path in a catalog is relative to its file",
            },
            missing: Some(path.clone()),
        })
    }
}

/// One name for a file however it is reached.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn file(path: &Path, roots: Option<&Roots>) -> Result<File, FileError> {
    roots.map_or(Ok(()), |roots| roots.admit(path))?;
    // Before the text: a file that changes in between is read again.
    let stamp = Stamp::of(path).unwrap_or_default();
    Ok(File { path: path.to_owned(), text: read_text_file(path, MOST_BYTES)?, stamp, is_of_named: false })
}
