//! The two states of a workspace that are compared.

use std::path::{Path, PathBuf};

use super::comparison::{Comparison, Side, groups};
use crate::check_workspace::{CheckedWorkspace, check_workspace};
use crate::error::Failure;
use crate::git::{Commit, Repository, reached, unwritten};
use crate::levels::Levels;
use crate::requested_scopes::{newly_unanalyzed, undetermined, unreadable};
use crate::temporary::Temporary;
use crate::workspace::{Selection, Workspace};

/// What the arguments name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Revisions {
    from: String,
    /// Where it is left out: the work tree.
    to: Option<String>,
    /// Whether the comparison begins where the two have parted.
    from_parting: bool,
    /// Whether scopes that are written without a macro are compared as well.
    literals: bool,
}

impl Revisions {
    /// Reads `REV`, `REV REV`, `A..B` or `A...B`; nothing is the last commit against the work tree.
    pub(crate) fn parse(words: &[String], literals: bool) -> Result<Self, Failure> {
        let named = |name: &str| if name.is_empty() { "HEAD".to_owned() } else { name.to_owned() };
        let (from, to, from_parting) = match words {
            [] => ("HEAD".to_owned(), None, false),
            [one] => {
                match one.split_once("...").map(|pair| (pair, true)).or(one.split_once("..").map(|pair| (pair, false)))
                {
                    Some(((from, to), from_parting)) => (named(from), Some(named(to)), from_parting),
                    None => (one.clone(), None, false),
                }
            }
            [from, to] => (from.clone(), Some(to.clone()), false),
            _ => return Err(Failure::new("expected at most two revisions".to_owned())),
        };
        if let Some(range) = [Some(&from), to.as_ref()].into_iter().flatten().find(|name| name.contains("..")) {
            return Err(Failure::new(format!("`{range}` is not a revision"))
                .help("to compare two revisions, write `A B`, `A..B` or `A...B`"));
        }
        Ok(Self { from, to, from_parting, literals })
    }

    /// Compares them, the whole workspace or some packages of it.
    pub(crate) fn compare(&self, manifest: Option<&Path>, packages: &[String]) -> Result<Comparison, Failure> {
        let workspace = Workspace::find(&Selection::all(manifest).with_literals(self.literals))?;
        let root = reached(&workspace.root)?;
        let repository = Repository::around(&root)?;
        let mut start = repository.commit(&self.from)?;
        let end = self.to.as_ref().map(|name| repository.commit(name)).transpose()?;
        if let Some(end) = end.as_ref().filter(|_| self.from_parting) {
            start = repository.merge_base(&start, end)?;
        }
        let (before, mut known) = self.past(&repository, &root, &self.from, &start)?;
        let (after, known_after) = match (&self.to, &end) {
            (Some(name), Some(end)) => self.past(&repository, &root, name, end)?,
            _ => state(&workspace),
        };
        let to = self.to.as_deref().unwrap_or(WORK_TREE);
        let hidden = unreadable(&after);
        if !hidden.is_empty() {
            let help = if end.is_some() {
                "a file may not be committed; run `cargo scopes diff REV` to compare with the working tree"
            } else {
                "run `cargo scopes check` for details"
            };
            return Err(Failure::new(format!("in {to}, {}", undetermined(&hidden))).help(help));
        }
        known.extend(known_after);
        if let Some(name) = packages.iter().find(|name| !known.contains(name)) {
            return Err(Failure::new(format!("unknown package `{name}` in both revisions")));
        }
        let name =
            if self.from_parting { format!("the merge base of {} and {to}", self.from) } else { self.from.clone() };
        let mut groups = groups(&before, &after);
        groups.retain(|group| packages.is_empty() || packages.contains(&group.package));
        let mut notes = newly_unanalyzed(&before, &after);
        let hidden = unreadable(&before);
        if !hidden.is_empty() {
            // What it hides looks new afterward, which is reported, but not as an error.
            let reason = undetermined(&hidden);
            notes.insert(0, format!("in {name}, {reason}\n  so some added scopes may have been requested before"));
        }
        Ok(Comparison {
            notes,
            groups,
            from: Side { name, commit: Some(start.0) },
            to: Side { name: to.to_owned(), commit: end.map(|end| end.0) },
        })
    }

    /// Inspects a revision in a folder that is gone afterwards.
    fn past(&self, repository: &Repository, root: &Path, name: &str, commit: &Commit) -> Result<State, Failure> {
        let within = root
            .strip_prefix(&repository.top)
            .map_err(|_| Failure::new(format!("{} is not in the working tree of its repository", root.display())))?;
        let folder = tempfile::Builder::new()
            .prefix("cargo-scopes-")
            .tempdir()
            .map_err(|error| unwritten(&std::env::temp_dir(), &error))?;
        let _watched = Temporary::new(folder.path());
        let top = reached(folder.path())?;
        let submodules = repository.checkout(commit, &top)?;
        let manifest = top.join(within).join("Cargo.toml");
        if !manifest.exists() && !self.literals {
            let shown = within.join("Cargo.toml");
            let help = "use a revision that has the workspace at the same path";
            return Err(Failure::new(format!("no `{}` in `{name}`", shown.display())).help(help));
        }
        let selection = Selection::all(Some(&manifest)).with_literals(self.literals);
        let mut workspace = Workspace::find(&selection).map_err(|failure| {
            let reason = without_folder(&failure.to_string(), &top);
            let failure = Failure::new(format!("in `{name}`, {reason}"));
            if submodules.is_empty() {
                return failure;
            }
            let list = submodules.join("`, `");
            failure.help(format!("revisions do not include submodules (`{list}`); packages in them cannot be compared"))
        })?;
        workspace.name_root_after(root);
        // A catalog of the work tree that the environment names is that of the revision.
        let fallback = workspace.fallback.as_ref().map(PathBuf::from);
        if let Some(inside) = fallback.as_deref().and_then(|path| path.strip_prefix(&repository.top).ok()) {
            workspace.fallback = Some(top.join(inside).into());
        }
        Ok(state(&workspace))
    }
}

const WORK_TREE: &str = "the working tree";

/// A report of one state, and the names of its packages.
type State = (CheckedWorkspace, Vec<String>);

fn state(workspace: &Workspace) -> State {
    let packages = workspace.packages.iter().map(|package| package.name.clone()).collect();
    (check_workspace(workspace, &Levels::default()), packages)
}

/// A message without the way to a folder: cargo writes it from the root, or from the folder of this process.
fn without_folder(message: &str, folder: &Path) -> String {
    let Some(name) = folder.file_name().map(|name| name.to_string_lossy()) else { return message.to_owned() };
    let inside = |word: &str| {
        let at = word.find(&*name)? + name.len();
        let path = word[at..].strip_prefix(['/', '\\'])?;
        let quote = word.find(|c: char| !"`'\"(".contains(c))?;
        Some(format!("{}{path}", &word[..quote]))
    };
    message.split_inclusive(char::is_whitespace).map(|word| inside(word).unwrap_or_else(|| word.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Result<(String, Option<String>, bool), String> {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        let revisions = Revisions::parse(&words, false).map_err(|failure| failure.to_string())?;
        Ok((revisions.from, revisions.to, revisions.from_parting))
    }

    #[test]
    fn revisions_are_named_as_git_names_them() {
        let table = [
            (&[][..], ("HEAD", None, false)),
            (&["v1"], ("v1", None, false)),
            (&["v1", "v2"], ("v1", Some("v2"), false)),
            (&["v1..v2"], ("v1", Some("v2"), false)),
            (&["v1.."], ("v1", Some("HEAD"), false)),
            (&["..v2"], ("HEAD", Some("v2"), false)),
            (&["main...topic"], ("main", Some("topic"), true)),
        ];
        for (words, (from, to, from_parting)) in table {
            assert_eq!(parsed(words), Ok((from.to_owned(), to.map(str::to_owned), from_parting)), "{words:?}");
        }
        assert!(parsed(&["a..b", "c"]).is_err_and(|error| error.contains("`a..b` is not a revision")));
        assert!(parsed(&["a", "b", "c"]).is_err());
    }

    #[test]
    fn messages_do_not_name_the_temporary_folder() {
        let table = [
            ("unclosed table\n --> ../../x-1/Cargo.toml:1:9\n  |", "unclosed table\n --> Cargo.toml:1:9\n  |"),
            ("failed to read `/tmp/x-1/app/Cargo.toml`, x-1", "failed to read `app/Cargo.toml`, x-1"),
            ("(C:\\Temp\\x-1\\Cargo.toml)", "(Cargo.toml)"),
        ];
        for (message, expected) in table {
            assert_eq!(without_folder(message, Path::new("/tmp/x-1")), expected);
        }
    }
}
