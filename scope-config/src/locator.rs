//! Says where the scopes are in a configuration file.

use scope_catalog::{ConfigFile, SourceSpan};

use crate::path::Path;
use crate::presets::Preset;
use crate::usage_error::UsageError;

/// The help for a file in which it is not known where the scopes are.
pub(crate) const STATE_THE_PATH: &str = "add `path = \"…\"` to say where in the file the scopes are";

/// Where the scopes are in a configuration file.
///
/// ```
/// use scope_config::{Locator, Preset};
///
/// assert!(matches!(Locator::try_from("oauth.scopes"), Ok(Locator::Paths(_))));
/// assert!(matches!(Locator::from(Preset::ShopifyAppToml), Locator::Preset(_)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Locator {
    /// At the paths of the presets that match the name of the file.
    #[default]
    ByName,
    /// At these paths, all of which must exist: `oauth.scopes`.
    Paths(Vec<Path>),
    /// At the paths of this preset.
    Preset(Preset),
}

impl From<Preset> for Locator {
    fn from(preset: Preset) -> Self {
        Self::Preset(preset)
    }
}

impl TryFrom<&str> for Locator {
    type Error = UsageError;

    /// Parses a path.
    fn try_from(path: &str) -> Result<Self, UsageError> {
        parsed(path).map(|path| Self::Paths(vec![path]))
    }
}

fn parsed(path: &str) -> Result<Path, UsageError> {
    let help = "write the keys that lead to the scopes, with dots between them: `oauth.scopes`";
    let refused =
        |error| UsageError { message: format!("invalid path `{path}`: {error}"), help: Some(help.to_owned()) };
    Path::parse(path).map_err(refused)
}

impl Locator {
    /// Returns the locator of an entry of `[[config]]`.
    ///
    /// # Errors
    ///
    /// If the path is invalid or the preset does not exist: the reason, and its location.
    pub fn of(config: &ConfigFile) -> Result<Self, (UsageError, SourceSpan)> {
        match (&*config.paths, &config.preset) {
            ([], Some(name)) => Preset::named(&name.text).map(Self::Preset).map_err(|error| (error, name.span)),
            ([], None) => Ok(Self::ByName),
            (paths, _) => {
                let parsed = paths.iter().map(|path| parsed(&path.text).map_err(|error| (error, path.span)));
                parsed.collect::<Result<_, _>>().map(Self::Paths)
            }
        }
    }

    /// Returns a locator for these paths; without paths, the name of the file decides.
    ///
    /// # Errors
    ///
    /// If one of them is invalid.
    pub fn at(paths: &[String]) -> Result<Self, UsageError> {
        let paths: Vec<Path> = paths.iter().map(|path| parsed(path)).collect::<Result<_, _>>()?;
        Ok(if paths.is_empty() { Self::ByName } else { Self::Paths(paths) })
    }

    /// Returns the paths; none if the locator is a preset or depends on the name of the file.
    pub fn paths(&self) -> &[Path] {
        match self {
            Self::Paths(paths) => paths,
            Self::ByName | Self::Preset(_) => &[],
        }
    }

    /// Returns the presets that apply to a file; none if the locator has paths.
    ///
    /// # Errors
    ///
    /// If the locator depends on the name of the file, and no preset matches it.
    pub fn presets(&self, file: &str) -> Result<Vec<Preset>, UsageError> {
        let presets: Vec<_> = match self {
            Self::Paths(_) => return Ok(Vec::new()),
            Self::Preset(preset) => vec![*preset],
            Self::ByName => Preset::of_file(file).collect(),
        };
        if !presets.is_empty() {
            return Ok(presets);
        }
        let message = format!("no preset matches `{file}`");
        Err(UsageError { message, help: Some(STATE_THE_PATH.to_owned()) })
    }
}
