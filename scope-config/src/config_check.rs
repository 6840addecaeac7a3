//! Checks the files of `[[config]]`, for build scripts and for `cargo scopes`.

use std::collections::BTreeMap;
use std::path::Path;

use scope_catalog::load::{Loaded, Target};
use scope_catalog::rules::unreadable_config;
use scope_catalog::{ConfigFile, Delimiter, Finding, LineColumn, SourceSpan, Spanned};

use crate::files::{FileSearch, Matched};
use crate::format::Format;
use crate::list::ExtractedText;
use crate::located_finding::{LocatedFinding, with_level};
use crate::locator::Locator;
use crate::reused::Reused;
use crate::usage_error::UsageError;

/// The files to check and what to check them against: an entry of `[[config]]`, or files that a build script names.
#[derive(Debug)]
pub struct ConfigCheck<'l> {
    /// A file, or a pattern of files.
    pub pattern: &'l str,
    /// The format, if it is stated. Otherwise, it depends on the name of each file.
    pub format: Option<Format>,
    /// Where the scopes are in each file.
    pub locator: Locator,
    /// The delimiter of the program that reads the files, if it is stated.
    pub delimiter: Option<Delimiter>,
    /// The catalog and client to check against.
    pub target: Target<'l>,
    /// Whether the user states the catalog. If not, a list whose provider a preset knows is checked against that
    /// provider's catalog.
    pub is_catalog_stated: bool,
    /// The location in the catalog that names the files, for messages: `scopes.toml:7`. `None` if the catalog does not
    /// name them.
    pub stated_at: Option<String>,
    /// Data that this check shares with others.
    pub reused: Reused,
}

/// A file that was checked.
#[derive(Debug, Default)]
pub struct CheckedFile {
    /// Its text; empty if it cannot be read.
    pub text: String,
    /// The findings, in the order of the file.
    pub findings: Vec<LocatedFinding>,
    /// The scopes that the file requests from its catalog, each once, where it is requested first. `None` if the file
    /// cannot be read, or if it is not known where its scopes are.
    pub requested: Option<Vec<ExtractedText>>,
    /// The scopes that the file requests from other catalogs, in the same way.
    pub requested_elsewhere: BTreeMap<OtherKey, Vec<ExtractedText>>,
}

/// A catalog other than the file's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OtherKey {
    /// A catalog of the project: its key in `[catalogs]`, or `None` for the main one.
    Project(Option<String>),
    /// The bundled catalog of a provider.
    Bundled(String),
}

/// Looks up the catalog and the client of an entry. Each comes with the location of its name.
///
/// # Errors
///
/// If there is no such catalog or client: the names that exist, and the location of the wrong one.
pub fn resolve<'l, At>(
    loaded: &'l Loaded,
    catalog: Option<(&str, At)>,
    client: Option<(&str, At)>,
) -> Result<Target<'l>, (UsageError, At)> {
    let catalog = match catalog {
        None => &loaded.catalog,
        Some((name, at)) => loaded.named(name).map_err(|error| (error.into(), at))?,
    };
    let client = match client {
        None => catalog.default_client(),
        Some((name, at)) => Some(catalog.client(name).map_err(|error| (error.into(), at))?),
    };
    Ok(Target::new(catalog, loaded.others_of(catalog), client))
}

/// Returns the name and line of a file: `scopes.toml:7`.
fn place(loaded: &Loaded, span: SourceSpan) -> Option<String> {
    let file = loaded.files.get(span.position())?;
    let name = file.path.file_name()?.to_string_lossy();
    Some(format!("{name}:{}", LineColumn::at(&file.text, span.range().start).line))
}

impl<'l> ConfigCheck<'l> {
    /// Creates the check of an entry of `[[config]]`. `reused` is shared by all entries of the package.
    ///
    /// # Errors
    ///
    /// If the entry names a catalog, a client or a preset that does not exist, or its path is invalid: the reason and
    /// the location.
    pub fn of(config: &'l ConfigFile, loaded: &'l Loaded, reused: &Reused) -> Result<Self, (UsageError, SourceSpan)> {
        let named = |name: &'l Option<Spanned>| name.as_ref().map(|name| (&*name.text, name.span));
        let target = resolve(loaded, named(&config.catalog), named(&config.client))?;
        let format = match &config.format {
            Some(word) => Some(Format::stated(&word.text).map_err(|error| (error, word.span))?),
            None => None,
        };
        Ok(Self {
            pattern: &config.file.text,
            format,
            locator: Locator::of(config)?,
            delimiter: config.delimiter,
            target,
            is_catalog_stated: config.catalog.is_some(),
            stated_at: place(loaded, config.file.span),
            reused: reused.clone(),
        })
    }

    /// Returns the format of one of the files.
    ///
    /// # Errors
    ///
    /// If no format is stated and the name does not determine one, or the format is not supported by this build.
    pub fn format_of(&self, file: &str) -> Result<Format, UsageError> {
        self.format.map_or_else(|| Format::named(file), Ok)
    }

    /// Finds the files that match the pattern, relative to the folder of the package.
    pub fn files(&self, package: &Path) -> Matched {
        self.files_by(&mut FileSearch::new(package))
    }

    /// Like [`files`](Self::files), with a search that other patterns of the package share.
    pub fn files_by(&self, search: &mut FileSearch<'_>) -> Matched {
        search.matching(self.pattern)
    }

    /// Returns the findings about the pattern itself: that no files match, or that some are not read.
    pub fn findings_of_pattern(&self, matched: &Matched) -> Vec<Finding> {
        let nothing = || format!("no file matches `{}`", self.pattern);
        let is_nothing = matched.files.is_empty() && matched.left_out.is_empty();
        let messages = matched.left_out.iter().cloned().chain(is_nothing.then(nothing));
        let help =
            is_nothing.then(|| "write a path or a pattern that is relative to the folder of Cargo.toml".to_owned());
        let finding = |message| with_level(self.target.catalog, unreadable_config::finding(message, help.clone()));
        messages.filter_map(finding).collect()
    }
}
