//! Where in a configuration file its scopes are.

use scope_catalog::{ConfigFile, SourceSpan};

use crate::path::Path;
use crate::presets::Preset;
use crate::usage_error::UsageError;

/// What to do if nothing tells where the scopes are.
pub(crate) const STATE_THE_PATH: &str = "add `path = \"…\"` to say where in the file the scopes are";

/// Where in a configuration file its scopes are.
///
/// ```
/// use scope_config::{Locator, Preset};
///
/// assert!(matches!(Locator::try_from("oauth.scopes"), Ok(Locator::Paths(_))));
/// assert!(matches!(Locator::from(Preset::ShopifyAppToml), Locator::Preset(_)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Locator {
    /// Where the presets look that the file's name tells.
    #[default]
    ByName,
    /// Where these paths lead, each of which has to lead somewhere: `oauth.scopes`.
    Paths(Vec<Path>),
    /// Where files of this kind have them.
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
    /// What an entry of `[[config]]` says.
    ///
    /// # Errors
    ///
    /// If its path cannot be read, or there is no such preset: why, and where it is written.
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

    /// Where these paths lead; where the name of the file tells if there are none.
    ///
    /// # Errors
    ///
    /// If one of them cannot be read.
    pub fn at(paths: &[String]) -> Result<Self, UsageError> {
        let paths: Vec<Path> = paths.iter().map(|path| parsed(path)).collect::<Result<_, _>>()?;
        Ok(if paths.is_empty() { Self::ByName } else { Self::Paths(paths) })
    }

    /// The paths; none if a preset or the name of a file tells.
    pub fn paths(&self) -> &[Path] {
        match self {
            Self::Paths(paths) => paths,
            Self::ByName | Self::Preset(_) => &[],
        }
    }

    /// The presets that count for a file; none if a path is given.
    ///
    /// # Errors
    ///
    /// If the file's name has to tell and does not.
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
