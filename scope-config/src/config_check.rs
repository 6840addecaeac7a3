//! The check of `[[config]]`, for build scripts and for `cargo scopes`.

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

/// Files to check, and what they are checked against: an entry of `[[config]]`, or one that a build script names.
#[derive(Debug)]
pub struct ConfigCheck<'l> {
    /// A file, or a pattern of files.
    pub pattern: &'l str,
    /// Their format, if it is stated; otherwise their names tell.
    pub format: Option<Format>,
    /// Where in each of them the scopes are.
    pub locator: Locator,
    /// The delimiter of the program that reads them, if that is stated.
    pub delimiter: Option<Delimiter>,
    /// What they are checked against.
    pub target: Target<'l>,
    /// Whether the catalog of the target is stated: otherwise, lists of which a preset knows the provider are checked
    /// against that provider's catalog.
    pub is_catalog_stated: bool,
    /// The place in the catalog that names the files, as people read it, if it is there: `scopes.toml:7`.
    pub stated_at: Option<String>,
    /// What it has in common with other checks.
    pub reused: Reused,
}

/// A file that was checked.
#[derive(Debug, Default)]
pub struct CheckedFile {
    /// What it holds; empty if it cannot be read.
    pub text: String,
    /// What was found in it, by place.
    pub findings: Vec<LocatedFinding>,
    /// The scopes that it requests from the catalog, each once, in order, where it is first requested. `None` if the file
    /// cannot be read, or nothing tells where its scopes are.
    pub requested: Option<Vec<ExtractedText>>,
    /// The scopes that it requests from other catalogs, in the same way.
    pub requested_elsewhere: BTreeMap<OtherKey, Vec<ExtractedText>>,
}

/// The catalog of scopes that are not those of the catalog of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OtherKey {
    /// One of the project: its key in `[catalogs]`, none for the main one.
    Project(Option<String>),
    /// The bundled one of a provider.
    Bundled(String),
}

/// Looks up the catalog and the client of an entry, each with the place where its name is written.
///
/// # Errors
///
/// If there is no such catalog, or no such client in it: which there are, and the place of the wrong name.
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

/// The name of a file and the line in it.
fn place(loaded: &Loaded, span: SourceSpan) -> Option<String> {
    let file = loaded.files.get(span.position())?;
    let name = file.path.file_name()?.to_string_lossy();
    Some(format!("{name}:{}", LineColumn::at(&file.text, span.range().start).line))
}

impl<'l> ConfigCheck<'l> {
    /// An entry of `[[config]]`, which shares with the other entries of the package what they need as well.
    ///
    /// # Errors
    ///
    /// If it names a catalog, a client or a preset that does not exist, or its path cannot be read: why, and where that is
    /// written.
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

    /// The format of one of the files.
    ///
    /// # Errors
    ///
    /// If none is stated and its name tells none, or one that cannot be read here.
    pub fn format_of(&self, file: &str) -> Result<Format, UsageError> {
        self.format.map_or_else(|| Format::named(file), Ok)
    }

    /// The files of the pattern, relative to the folder of the package.
    pub fn files(&self, package: &Path) -> Matched {
        self.files_by(&mut FileSearch::new(package))
    }

    /// The files of the pattern, by a search that is made for other patterns of the package, too.
    pub fn files_by(&self, search: &mut FileSearch<'_>) -> Matched {
        search.matching(self.pattern)
    }

    /// What is wrong with the files of the pattern: that there are none, or that some are not read.
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
