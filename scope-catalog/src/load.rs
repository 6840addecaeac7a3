//! Finding and reading the catalog of a package: the only part of this crate that touches files.

#![expect(clippy::disallowed_methods, reason = "this is the module that reads files")]

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::FILE_NAME;
use crate::catalog::{Catalog, UnknownName};
use crate::check::{Report, check, check_names};
use crate::fast::sort;
use crate::model::{CatalogSource, Client, Operation};
use crate::names::closest::closest;
use crate::problem::Problem;
use crate::request::Request;
use crate::span::{LineColumn, SourceSpan, Spanned};

/// The size limit of a catalog: a hundred times the largest one known.
const MOST_BYTES: u64 = 64 << 20;
/// The limit of files that are connected by `extends`.
const MOST_FILES: usize = 256;

/// Access to the bundled catalogs.
#[derive(Clone, Copy, Debug)]
pub struct Providers {
    /// Their names.
    pub names: &'static [&'static str],
    /// The text of the catalog of a provider.
    pub text: fn(&str) -> Option<&'static str>,
    /// The text of what the operations of a provider need, if it is known.
    pub operations: fn(&str) -> Option<&'static str>,
}

/// Where to look for a catalog.
#[derive(Clone, Copy, Debug)]
pub struct Environment<'e> {
    /// The folder of the package's `Cargo.toml`.
    pub package: &'e Path,
    /// The value of `SCOPES_CATALOG`: the catalog to use if the package has none of its own.
    pub fallback: Option<&'e OsStr>,
    /// The providers that `provider = "…"` can name.
    pub providers: Providers,
}

/// A catalog, with its `[catalogs]` and the files that they were read from.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The main catalog.
    pub catalog: Catalog,
    /// The catalogs under `[catalogs]`, in order.
    pub named: Vec<Catalog>,
    /// Every file that was read, in order; the source of a [`SourceSpan`] is a position in this list.
    pub files: Vec<File>,
    /// Whether a file named by `extends` could not be read.
    pub is_incomplete: bool,
    /// The problems of the catalog, ordered by position. A catalog with problems holds everything that could be read.
    pub problems: Vec<Problem>,
}

/// A file that was read.
#[derive(Debug)]
pub struct File {
    /// Its path.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// Its stamp when it was read, for noticing a change.
    pub stamp: Stamp,
    /// Whether only a catalog under `[catalogs]` extends it, not the main one.
    pub is_of_named: bool,
}

/// The modification time and length of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
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
                let tried: Vec<String> = tried.iter().map(|path| path.display().to_string()).collect();
                write!(formatter, "no catalog found at {}", tried.join(" or "))
            }
            Self::Unreadable { path, reason } => write!(formatter, "{} {reason}", path.display()),
        }
    }
}

impl std::error::Error for Failure {}

/// A catalog, client and operations that requests are checked against.
#[derive(Debug)]
pub struct Target<'l> {
    /// The catalog of the scopes.
    pub catalog: &'l Catalog,
    /// The other catalogs of the same file, for recognizing their scopes.
    pub others: Vec<&'l Catalog>,
    /// The client that requests the scopes.
    pub client: Option<&'l Client>,
    /// The operations that the scopes must cover, each with its position among the given names.
    pub operations: Vec<(usize, Cow<'l, Operation>)>,
}

/// What a name in a request refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A catalog.
    Catalog,
    /// A client.
    Client,
    /// An operation, by its position among those of the request.
    Operation(usize),
}

impl Target<'_> {
    /// Checks texts against this target: see [`check`](crate::check).
    pub fn check<'t>(&self, texts: &[&'t str]) -> Report<'t> {
        self.checked(texts, check)
    }

    /// Checks the form and the names of texts: see [`check_names`](crate::check_names).
    pub fn check_names<'t>(&self, texts: &[&'t str]) -> Report<'t> {
        self.checked(texts, check_names)
    }

    fn checked<'t>(&self, texts: &[&'t str], check: fn(&Request<'_, 't>) -> Report<'t>) -> Report<'t> {
        let Self { catalog, client, .. } = *self;
        let mut operations = Vec::with_capacity(self.operations.len());
        for (_, operation) in &self.operations {
            operations.push(&**operation);
        }
        check(&Request { catalog, others: &self.others, texts, client, operations: &operations })
    }
}

impl Loaded {
    /// The catalog with this name: `github` for `[catalogs.github]`. A `-` in the name may be written `_`.
    ///
    /// # Errors
    ///
    /// If there is none with this name: a message that lists or suggests others.
    pub fn named(&self, name: &str) -> Result<&Catalog, UnknownName> {
        let exact = self.named.iter().find(|catalog| catalog.key() == Some(name));
        let with_underscores = |catalog: &&Catalog| catalog.key().is_some_and(|key| key.replace('-', "_") == name);
        exact.or_else(|| self.named.iter().find(with_underscores)).ok_or_else(|| {
            let keys: Vec<&str> = self.named.iter().filter_map(Catalog::key).collect();
            UnknownName::among(self.catalog.file(), "catalog", name, &keys, "[catalogs.NAME]")
        })
    }

    /// Every catalog other than this one.
    pub fn others_of(&self, catalog: &Catalog) -> Vec<&Catalog> {
        let mut others = Vec::with_capacity(self.named.len());
        for other in std::iter::once(&self.catalog).chain(&self.named) {
            if other.key() != catalog.key() {
                others.push(other);
            }
        }
        others
    }

    /// Looks up what a request names: a catalog (by default the main one), a client in it (by default its default
    /// client), and operations.
    ///
    /// Each unknown name is added to `unknown`. The result is `None` if the catalog is unknown; an unknown client or
    /// operation is left out of the result.
    pub fn resolve(
        &self,
        catalog: Option<&str>,
        client: Option<&str>,
        operations: &[&str],
        unknown: &mut Vec<(Role, UnknownName)>,
    ) -> Option<Target<'_>> {
        let catalog = match catalog.map(|name| self.named(name)) {
            None => &self.catalog,
            Some(Ok(catalog)) => catalog,
            Some(Err(error)) => {
                unknown.push((Role::Catalog, error));
                return None;
            }
        };
        let others = self.others_of(catalog);
        let mut target = Target { catalog, others, client: None, operations: Vec::with_capacity(operations.len()) };
        match client.map(|name| catalog.client(name)) {
            None => target.client = catalog.default_client(),
            Some(Ok(client)) => target.client = Some(client),
            Some(Err(error)) => unknown.push((Role::Client, error)),
        }
        for (position, name) in operations.iter().enumerate() {
            match catalog.operation(name) {
                Ok(operation) => target.operations.push((position, operation)),
                Err(error) => unknown.push((Role::Operation(position), error)),
            }
        }
        Some(target)
    }

    /// A location as `path:line:column`, with the path relative to `base` if it is below it.
    pub fn locate(&self, span: SourceSpan, base: &Path) -> String {
        let Some(file) = self.files.get(span.position()) else { return "bundled".to_owned() };
        let place = LineColumn::at(&file.text, span.range().start);
        format!("{}:{place}", file.path.strip_prefix(base).unwrap_or(&file.path).display())
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
    read_from(path, environment.package, environment.providers)
}

/// Reads the catalog file at a path.
///
/// # Errors
///
/// If the file does not exist or cannot be read.
pub fn load_file(path: &Path, providers: Providers) -> Result<Loaded, Failure> {
    read_from(path, Path::new(""), providers)
}

/// Reads a bundled catalog.
///
/// # Errors
///
/// If no provider with this name is bundled: a message that suggests another.
pub fn load_provider(name: &str, providers: Providers) -> Result<Loaded, UnknownName> {
    let text = (providers.text)(name).ok_or_else(|| {
        let message = format!("unknown provider `{name}`");
        UnknownName { message, help: providers.help(name) }
    })?;
    let mut loaded = Loaded::default();
    let layer = CatalogSource::parse(SourceSpan::BUNDLED, text, &mut loaded.problems);
    let layer = layer.with_operation_text((providers.operations)(name));
    loaded.catalog = Catalog::assemble(None, vec![layer], &mut loaded.problems);
    Ok(loaded)
}

/// Reads a catalog from a text as if it were in a file, which need not exist: for checking a catalog before it is
/// written.
///
/// Files named by `extends` are read, relative to that path.
pub fn load_text(path: &Path, text: String, providers: Providers) -> Loaded {
    read_text(path, (text, Stamp::default()), Path::new(""), providers)
}

fn read_from(path: &Path, package: &Path, providers: Providers) -> Result<Loaded, Failure> {
    let content = read(path).map_err(|reason| Failure::Unreadable { path: path.to_owned(), reason })?;
    Ok(read_text(path, content, package, providers))
}

fn read_text(path: &Path, content: (String, Stamp), package: &Path, providers: Providers) -> Loaded {
    let mut loader = Loader { providers, loaded: Loaded::default(), bundled: 0, is_for_named: false };
    let mut named = Vec::new();
    let layers = loader.file(path, content, &mut Vec::new(), &mut named);
    let mut result = loader.loaded;
    let file = path.strip_prefix(package).unwrap_or(path).to_string_lossy();
    result.catalog = Catalog::assemble(None, layers, &mut result.problems).in_file(&file);
    for (key, layers) in named {
        result.named.push(Catalog::assemble(Some(&key), layers, &mut result.problems).in_file(&file));
    }
    sort(&mut result.problems, Ord::cmp);
    result.problems.dedup();
    result
}

impl Providers {
    fn help(self, name: &str) -> String {
        let close = closest(name, self.names.iter().copied());
        close.map_or_else(
            || format!("run `cargo scopes providers` to list the {} bundled providers", self.names.len()),
            |close| format!("did you mean `{close}`?"),
        )
    }
}

/// Names and layers of `[catalogs]`.
type Named = Vec<(String, Vec<CatalogSource>)>;

struct Loader {
    providers: Providers,
    loaded: Loaded,
    /// How many providers were read.
    bundled: u32,
    /// Whether what is read now is for a catalog under `[catalogs]`.
    is_for_named: bool,
}

impl Loader {
    /// The layers of a file: its own, then what it extends, then its providers.
    fn file(
        &mut self,
        path: &Path,
        (text, stamp): (String, Stamp),
        on_way: &mut Vec<PathBuf>,
        named: &mut Named,
    ) -> Vec<CatalogSource> {
        let source = u32::try_from(self.loaded.files.len()).unwrap_or(u32::MAX);
        let mut layer = CatalogSource::parse(source, &text, &mut self.loaded.problems);
        self.loaded.files.push(File { path: path.to_owned(), text, stamp, is_of_named: self.is_for_named });
        on_way.push(identity(path));
        let is_for_named = std::mem::replace(&mut self.is_for_named, true);
        for (key, layer) in std::mem::take(&mut layer.catalogs) {
            let layers = self.with_foundations(layer, path, on_way, &mut Vec::new());
            match named.iter_mut().find(|(known, _)| **known == *key.text) {
                Some((_, known)) => known.extend(layers),
                None => named.push((key.text.into(), layers)),
            }
        }
        self.is_for_named = is_for_named;
        let layers = self.with_foundations(layer, path, on_way, named);
        on_way.pop();
        layers
    }

    fn with_foundations(
        &mut self,
        layer: CatalogSource,
        path: &Path,
        on_way: &mut Vec<PathBuf>,
        named: &mut Named,
    ) -> Vec<CatalogSource> {
        let (extends, providers) = (layer.extends.clone(), layer.providers.clone());
        let mut layers = vec![layer];
        for name in &extends {
            layers.extend(self.extended(name, path, on_way, named));
        }
        layers.extend(providers.iter().filter_map(|name| self.provider(name)));
        layers
    }

    fn extended(
        &mut self,
        name: &Spanned,
        from: &Path,
        on_way: &mut Vec<PathBuf>,
        named: &mut Named,
    ) -> Vec<CatalogSource> {
        let path = from.parent().unwrap_or(Path::new("")).join(&*name.text);
        if on_way.contains(&identity(&path)) {
            self.problem(
                name,
                format!("`{}` extends itself", name.text),
                "a catalog cannot extend a file that extends it",
            );
            return Vec::new();
        }
        if self.loaded.files.len() >= MOST_FILES {
            self.problem(
                name,
                format!("more than {MOST_FILES} files are connected by `extends`"),
                "merge some of them",
            );
            return Vec::new();
        }
        match read(&path) {
            Ok(content) => self.file(&path, content, on_way, named),
            Err(reason) => {
                self.loaded.is_incomplete = true;
                let help = "a path in a catalog is relative to its file";
                self.problem(name, format!("`{}` {reason}", name.text), help);
                Vec::new()
            }
        }
    }

    fn provider(&mut self, name: &Spanned) -> Option<CatalogSource> {
        let Some(text) = (self.providers.text)(&name.text) else {
            let help = self.providers.help(&name.text);
            self.problem(name, format!("unknown provider `{}`", name.text), &help);
            return None;
        };
        self.bundled += 1;
        let layer = CatalogSource::parse(SourceSpan::BUNDLED + self.bundled, text, &mut self.loaded.problems);
        Some(layer.with_operation_text((self.providers.operations)(&name.text)))
    }

    fn problem(&mut self, name: &Spanned, message: String, help: &str) {
        self.loaded.problems.push(Problem::new(name.span, message).help(help));
    }
}

/// One name for a file however it is reached.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn read(path: &Path) -> Result<(String, Stamp), String> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if metadata.is_dir() {
        return Err("is a directory, not a file".to_owned());
    }
    // A pipe, or a device: to read it may never end.
    if !metadata.is_file() {
        return Err("is not a regular file".to_owned());
    }
    if metadata.len() > MOST_BYTES {
        return Err(format!("is larger than {} MiB", MOST_BYTES >> 20));
    }
    let stamp = Stamp { modified: metadata.modified().ok(), length: metadata.len() };
    let bytes = fs::read(path).map_err(|error| unreadable(&error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
        format!("is not valid UTF-8: the first invalid byte is at {}", LineColumn::at(&before, valid))
    })?;
    Ok((text, stamp))
}

fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "does not exist".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}
