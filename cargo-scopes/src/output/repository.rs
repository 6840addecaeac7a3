//! Determines the names of files in a repository, since the workspace may be a folder in one.

use std::path::{Path, PathBuf};

use crate::paths::{real_path, with_slashes};

/// The folder that file names are relative to.
#[derive(Clone, Debug)]
pub(crate) struct Repository {
    workspace: PathBuf,
    /// The root of the repository that contains the workspace.
    folder: Option<PathBuf>,
}

impl Repository {
    /// Returns the repository of a workspace: what `GITHUB_WORKSPACE` names if it contains the workspace, or else the
    /// workspace itself.
    pub(crate) fn of(workspace: &Path) -> Self {
        let folder = std::env::var_os("GITHUB_WORKSPACE").map(PathBuf::from);
        Self::within(workspace, folder)
    }

    fn within(workspace: &Path, folder: Option<PathBuf>) -> Self {
        // Either path may contain symbolic links.
        let real = |path: &Path| real_path(path).unwrap_or_else(|_| path.to_owned());
        let (workspace, folder) = (real(workspace), folder.map(|folder| real(&folder)));
        let folder = folder.filter(|folder| workspace.starts_with(folder));
        Self { workspace, folder }
    }

    /// Returns the name of a file of the workspace in the repository, with `/` as the separator; an absolute path if
    /// the file is elsewhere.
    pub(crate) fn name(&self, name: &str) -> String {
        let Some(folder) = &self.folder else { return name.to_owned() };
        let path = self.workspace.join(name);
        let Some(path) = path.strip_prefix(folder).ok().and_then(Path::to_str) else { return name.to_owned() };
        with_slashes(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_at_the_repository() {
        let names = |folder: Option<&str>| {
            let repository = Repository::within(Path::new("/r/work"), folder.map(PathBuf::from));
            ["app/src/main.rs", "/r/shared.toml", "/elsewhere.toml"].map(|name| repository.name(name))
        };
        assert_eq!(names(None), ["app/src/main.rs", "/r/shared.toml", "/elsewhere.toml"]);
        assert_eq!(names(Some("/r")), ["work/app/src/main.rs", "shared.toml", "/elsewhere.toml"]);
        assert_eq!(names(Some("/r/work")), ["app/src/main.rs", "/r/shared.toml", "/elsewhere.toml"]);
        assert_eq!(names(Some("/other")), names(None));
    }
}
