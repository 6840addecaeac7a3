//! Which catalog a question is about.

use std::collections::HashMap;
use std::path::Path;

use scope_catalog::load::{Environment, Loaded, Providers, load, load_file, load_provider};

use crate::cli::CatalogOption;
use crate::command::Failure;

pub(crate) const PROVIDERS: Providers =
    Providers { names: scope_providers::NAMES, text: scope_providers::text, operations: scope_providers::operations };

/// The catalog that the arguments name.
pub(crate) fn open(option: &CatalogOption) -> Result<Loaded, Failure> {
    let loaded = match (&option.provider, &option.catalog) {
        (Some(provider), _) => provided(provider).map_err(Failure::Question)?,
        (None, Some(file)) => load_file(file, PROVIDERS).map_err(|failure| Failure::Question(failure.to_string()))?,
        (None, None) => of_this_folder()?,
    };
    sound(loaded)
}

fn of_this_folder() -> Result<Loaded, Failure> {
    let fallback = std::env::var_os("SCOPES_CATALOG");
    let environment = Environment { package: Path::new(""), fallback: fallback.as_deref(), providers: PROVIDERS };
    load(&environment).map_err(|failure| {
        Failure::Question(format!("{failure}\nhelp: say which catalog: `--provider github`, or `--catalog FILE`"))
    })
}

fn provided(name: &str) -> Result<Loaded, String> {
    load_provider(name, PROVIDERS).map_err(|error| format!("{}\nhelp: {}", error.message, error.help))
}

/// A catalog with mistakes answers nothing: its mistakes are the answer.
fn sound(loaded: Loaded) -> Result<Loaded, Failure> {
    if loaded.problems.is_empty() {
        return Ok(loaded);
    }
    let base = std::env::current_dir().unwrap_or_default();
    let lines = loaded.problems.iter().map(|problem| {
        let help = problem.help.as_ref().map_or_else(String::new, |help| format!("\n  help: {help}"));
        format!("{}: {}{help}", loaded.locate(problem.span, &base), problem.message)
    });
    Err(Failure::Question(lines.collect::<Vec<_>>().join("\n")))
}

/// The bundled catalogs that were asked for, each read once.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    /// Answers every question, whatever provider it names, where one is given.
    only: Option<Loaded>,
    read: HashMap<String, Loaded>,
}

impl Shelf {
    pub(crate) fn new(option: &CatalogOption) -> Result<Self, Failure> {
        let is_named = option.provider.is_some() || option.catalog.is_some();
        let only = if is_named { Some(open(option)?) } else { None };
        Ok(Self { only, read: HashMap::new() })
    }

    pub(crate) fn catalog(&mut self, provider: Option<&str>) -> Result<&Loaded, String> {
        if let Some(only) = &self.only {
            return Ok(only);
        }
        let name = provider.ok_or("`provider` is missing")?;
        if !self.read.contains_key(name) {
            // Names that are not bundled are not kept: there is no end of them.
            let loaded = provided(name)?;
            self.read.insert(name.to_owned(), loaded);
        }
        Ok(&self.read[name])
    }
}
