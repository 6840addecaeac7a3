//! Which files a command may read and write: those of the checkout, and of folders that the user names.

use std::env;
use std::path::{Path, PathBuf};

use scope_catalog::load::Roots;

use crate::paths::real_path;

/// The variable that names further folders, separated as in `PATH`. It is one of the user's own environment: a checkout
/// cannot set it.
const VARIABLE: &str = "SCOPES_ROOTS";

/// The checkout around a folder, these folders, and those that the user names.
pub(crate) fn around(folder: &Path, others: impl IntoIterator<Item = PathBuf>) -> Roots {
    let named = env::var_os(VARIABLE).unwrap_or_default();
    let catalog = env::var_os("SCOPES_CATALOG").map(PathBuf::from);
    let catalog = catalog.as_deref().and_then(Path::parent).map(Path::to_owned);
    let named = env::split_paths(&named).chain(catalog).filter(|folder| folder.is_absolute());
    Roots::new([checkout(folder)].into_iter().chain(others).chain(named))
}

/// The folder of the work tree that a folder is in; the folder itself if it is in none.
fn checkout(folder: &Path) -> PathBuf {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = real_path(folder).unwrap_or_else(|_| folder.to_owned());
    let top = real.ancestors().find(|folder| folder.join(".git").symlink_metadata().is_ok());
    top.map_or_else(|| real.clone(), Path::to_owned)
}

/// What to do about a file that is outside.
pub(crate) const HELP: &str = "to use files outside of the workspace, add their folder to `SCOPES_ROOTS`";
