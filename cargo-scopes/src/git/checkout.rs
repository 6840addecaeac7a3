//! Reads commits of the repository around a workspace, and writes their files to a folder.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::Stdio;

use crate::error::Failure;
use crate::paths::{plain, plain_inside, real_path};
use crate::rust::Items;

/// A repository with a working tree.
#[derive(Debug)]
pub(crate) struct Repository {
    /// The root folder of the working tree, with symbolic links resolved.
    pub(crate) top: PathBuf,
}

/// A commit in the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Commit(pub(crate) String);

/// The files of a commit.
#[derive(Debug, Default)]
struct Tree {
    /// The blob of each file, including symbolic links.
    blobs: BTreeMap<String, String>,
    /// The targets of the symbolic links.
    links: BTreeMap<String, Option<String>>,
    /// The folders of submodules.
    submodules: Vec<String>,
}

/// The number of symbolic links that an operating system follows.
const MOST_LINKS: usize = 40;

/// How many files are copied for symbolic links to folders.
const MOST_BEHIND_LINKS: usize = 20_000;

const SHALLOW: &str = "the clone is shallow: run `git fetch --unshallow`; for actions/checkout, set `fetch-depth: 0`";

impl Tree {
    /// Copies the files of folders to the symbolic links that point to them.
    ///
    /// # Errors
    ///
    /// If there are too many: a few bytes for each link could multiply all other files.
    fn follow_to_folders(&mut self) -> Result<(), Failure> {
        let mut behind = Vec::new();
        for (link, target) in &self.links {
            let Some(folder) = target.as_ref().map(|target| format!("{target}/")) else { continue };
            let inside = self.blobs.range(folder.clone()..).take_while(|(path, _)| path.starts_with(&folder));
            let most = MOST_BEHIND_LINKS + 1 - behind.len();
            let inside = inside.map(|(path, blob)| (format!("{link}/{}", &path[folder.len()..]), blob.clone()));
            behind.extend(inside.take(most));
            if behind.len() > MOST_BEHIND_LINKS {
                let message = format!("links of the revision lead to more than {MOST_BEHIND_LINKS} files");
                return Err(Failure::new(message).help("compare revisions without these links"));
            }
        }
        self.blobs.extend(behind);
        Ok(())
    }

    /// Returns the blob of a path after following symbolic links; `None` if they do not lead to a file in the commit.
    fn blob(&self, path: &str) -> Option<&str> {
        let mut path = path;
        for _ in 0..MOST_LINKS {
            match self.links.get(path) {
                None => return self.blobs.get(path).map(String::as_str),
                Some(target) => path = target.as_deref()?,
            }
        }
        None
    }
}

impl Repository {
    /// Finds the repository that a folder is in.
    pub(crate) fn around(folder: &Path) -> Result<Self, Failure> {
        let output = git(folder, &["rev-parse", "--show-toplevel"])?;
        let top = output.map_err(|reason| {
            let folder = folder.display();
            let help = "run `cargo scopes diff` inside a git working tree";
            Failure::new(format!("{folder} is not in a git working tree: {reason}")).help(help)
        })?;
        Ok(Self { top: reached(Path::new(top.trim_end_matches(['\n', '\r'])))? })
    }

    /// The commit of a revision.
    pub(crate) fn commit(&self, revision: &str) -> Result<Commit, Failure> {
        let is_odd = revision.is_empty() || revision.starts_with('-') || revision.contains(char::is_control);
        if is_odd {
            let revision = revision.escape_debug();
            return Err(Failure::new(format!("`{revision}` is not a revision: expected a commit, a branch or a tag")));
        }
        let found = git(&self.top, &["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")])?;
        found.map(|id| Commit(id.trim_end().to_owned())).map_err(|_| self.no_such(revision))
    }

    fn no_such(&self, revision: &str) -> Failure {
        let help = if self.is_shallow() {
            SHALLOW
        } else if revision == "HEAD" {
            "the repository has no commits yet"
        } else {
            "fetch it with `git fetch`, or list the commits with `git log`"
        };
        Failure::new(format!("unknown revision `{revision}`")).help(help)
    }

    fn is_shallow(&self) -> bool {
        git(&self.top, &["rev-parse", "--is-shallow-repository"])
            .is_ok_and(|output| output.is_ok_and(|word| word.trim() == "true"))
    }

    /// Returns the newest common ancestor of two commits.
    pub(crate) fn merge_base(&self, one: &Commit, other: &Commit) -> Result<Commit, Failure> {
        git(&self.top, &["merge-base", &one.0, &other.0])?.map(|id| Commit(id.trim_end().to_owned())).map_err(|_| {
            let help = if self.is_shallow() { SHALLOW } else { "compare them directly with `A..B`" };
            Failure::new("the two revisions have no commit in common").help(help)
        })
    }

    /// Writes those files of a commit that a check reads to an empty folder. Returns the folders of submodules, which
    /// stay empty.
    pub(crate) fn checkout(&self, commit: &Commit, folder: &Path) -> Result<Vec<String>, Failure> {
        let tree = self.tree(commit)?;
        // Ignored files are skipped only inside a repository.
        fs::create_dir(folder.join(".git")).map_err(|error| unwritten(folder, &error))?;
        let mut written = BTreeSet::new();
        let mut wanted: BTreeSet<String> = tree.blobs.keys().filter(|path| is_read(path)).cloned().collect();
        while !wanted.is_empty() {
            let blobs: Vec<(&str, &str)> = wanted.iter().filter_map(|path| Some((&**path, tree.blob(path)?))).collect();
            let mut named = BTreeSet::new();
            self.each_blob(&blobs, |path, bytes| {
                named.extend(extended(path, bytes));
                named.extend(included(path, bytes));
                write(folder, path, &with_outside_paths(path, bytes, &self.top))
            })?;
            written.append(&mut wanted);
            wanted = named.into_iter().filter(|path| !written.contains(path)).collect();
        }
        Ok(tree.submodules)
    }

    fn tree(&self, commit: &Commit) -> Result<Tree, Failure> {
        let listing = super::run(&self.top, &["ls-tree", "-r", "-z", "--full-tree", &commit.0])
            .map_err(|error| no_git(&error))?
            .map_err(|reason| Failure::new(format!("git cannot read the revision: {reason}")))?;
        let mut tree = Tree::default();
        let mut links = BTreeSet::new();
        for line in listing.split(|&byte| byte == 0) {
            // Neither cargo nor a catalog can name a path that is not UTF-8.
            let Ok(line) = std::str::from_utf8(line) else { continue };
            let Some((facts, path)) = line.split_once('\t') else { continue };
            let mut facts = facts.split(' ');
            match (facts.next(), facts.next(), facts.next()) {
                (_, Some("commit"), _) => tree.submodules.push(path.to_owned()),
                (Some(mode), Some("blob"), Some(blob)) => {
                    tree.blobs.insert(path.to_owned(), blob.to_owned());
                    if mode == "120000" {
                        links.insert(path.to_owned());
                    }
                }
                _ => {}
            }
        }
        let blobs: Vec<(&str, &str)> = links.iter().map(|path| (&**path, &*tree.blobs[path])).collect();
        self.each_blob(&blobs, |path, target| {
            let target = std::str::from_utf8(target).ok().and_then(|target| resolve_relative(path, target));
            tree.links.insert(path.to_owned(), target);
            Ok(())
        })?;
        tree.follow_to_folders()?;
        Ok(tree)
    }

    /// Passes the contents of blobs to a function, one at a time and in order. Each blob has a name.
    fn each_blob(
        &self,
        blobs: &[(&str, &str)],
        mut each: impl FnMut(&str, &[u8]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if blobs.is_empty() {
            return Ok(());
        }
        let mut child = super::command(&self.top, &["cat-file", "--batch"])
            .stdin(Stdio::piped())
            // If nobody read its error messages, git would block.
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| no_git(&error))?;
        let questions: String = blobs.iter().map(|(_, blob)| format!("{blob}\n")).collect();
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let result = super::with_deadline(&mut child, super::LONGEST, || {
            std::thread::scope(|scope| {
                // Written in parallel, because git blocks if nobody reads its output.
                scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(questions.as_bytes())));
                let mut answers = BufReader::new(stdout.ok_or_else(missing_object)?);
                blobs.iter().try_for_each(|(name, _)| {
                    each(name, &answer(&mut answers).ok().flatten().ok_or_else(missing_object)?)
                })
            })
        });
        let result = result.map_err(|error| no_git(&error))?;
        let _ = child.wait();
        result
    }
}

/// Reads the next answer of `git cat-file --batch`; `None` if git does not have the blob.
fn answer(output: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut heading = String::new();
    output.read_line(&mut heading)?;
    let Some(length) = heading.trim_end().rsplit(' ').next().and_then(|length| length.parse().ok()) else {
        return Ok(None);
    };
    let mut content = Vec::new();
    output.by_ref().take(length).read_to_end(&mut content)?;
    output.read_exact(&mut [0])?;
    Ok(Some(content))
}

fn missing_object() -> Failure {
    let help = "run `git fsck`; a partial clone needs its remote to fetch missing files";
    Failure::new("git does not have all files of the revision").help(help)
}

fn is_rust(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "rs")
}

/// Whether a check may read a file with this name.
fn is_read(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    is_rust(name)
        || scope_config::Format::of(name).is_some()
        || [".gitignore", ".ignore"].contains(&name)
        || path.ends_with(".cargo/config")
}

/// Returns the files that a catalog extends, whatever their names are.
fn extended(path: &str, bytes: &[u8]) -> Vec<String> {
    let Some(table) = std::str::from_utf8(bytes).ok().filter(|text| text.contains("extends")) else {
        return Vec::new();
    };
    let Ok(table) = toml::from_str::<toml::Table>(table) else { return Vec::new() };
    let catalogs = table.get("catalogs").and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::values);
    let tables = std::iter::once(&table).chain(catalogs.filter_map(toml::Value::as_table));
    let named = tables.filter_map(|table| table.get("extends")).flat_map(|value| match value {
        toml::Value::Array(names) => names.iter().filter_map(toml::Value::as_str).collect(),
        value => value.as_str().into_iter().collect::<Vec<_>>(),
    });
    named.filter_map(|name| resolve_relative(path, name)).collect()
}

/// Returns the files that a source file includes, whatever their names are.
fn included(path: &str, bytes: &[u8]) -> Vec<String> {
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| is_rust(path) && text.contains("include!")) else {
        return Vec::new();
    };
    Items::of(text).included.iter().filter_map(|name| resolve_relative(path, name)).collect()
}

/// Returns a manifest in which paths of dependencies outside the repository are absolute, so that they work from any
/// folder.
fn with_outside_paths<'b>(path: &str, bytes: &'b [u8], top: &Path) -> Cow<'b, [u8]> {
    let is_manifest = Path::new(path).file_name().is_some_and(|name| name == "Cargo.toml");
    let text = std::str::from_utf8(bytes).ok().filter(|text| is_manifest && text.contains("../"));
    let Some(mut manifest) = text.and_then(|text| text.parse::<toml_edit::DocumentMut>().ok()) else {
        return Cow::Borrowed(bytes);
    };
    let file = top.join(path);
    let folder = file.parent().unwrap_or(top);
    let outside = |name: &str| {
        resolve_relative(path, name).is_none().then(|| plain(&folder.join(name)).to_string_lossy().into_owned())
    };
    replace_paths(manifest.as_table_mut(), &outside);
    Cow::Owned(manifest.to_string().into_bytes())
}

fn replace_paths(table: &mut dyn toml_edit::TableLike, outside: &dyn Fn(&str) -> Option<String>) {
    for (key, item) in table.iter_mut() {
        if let Some(path) = item.as_str().filter(|_| key == "path").and_then(outside) {
            *item = toml_edit::value(path);
        } else if let Some(table) = item.as_table_like_mut() {
            replace_paths(table, outside);
        }
    }
}

/// Resolves a path relative to the folder of another one; `None` if it is outside the repository.
fn resolve_relative(path: &str, name: &str) -> Option<String> {
    plain_inside(&Path::new(path).parent()?.join(name))
}

fn write(folder: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let is_inside = Path::new(path).components().all(|component| matches!(component, Component::Normal(_)));
    if !is_inside || path.split('/').any(|name| name.eq_ignore_ascii_case(".git")) {
        let path = path.escape_debug();
        return Err(Failure::new(format!("the revision has a file `{path}`, which is not a valid path")));
    }
    let file = folder.join(path);
    let parent = file.parent().map_or(Ok(()), fs::create_dir_all);
    parent.and_then(|()| fs::write(&file, bytes)).map_err(|error| unwritten(folder, &error))
}

pub(crate) fn unwritten(folder: &Path, error: &std::io::Error) -> Failure {
    let folder = folder.display();
    let help = "set TMPDIR (TEMP on Windows) to a folder that can be written";
    Failure::new(format!("failed to write the files of the revision to {folder}: {error}")).help(help)
}

/// Returns a folder with symbolic links resolved.
pub(crate) fn reached(folder: &Path) -> Result<PathBuf, Failure> {
    real_path(folder).map_err(|error| Failure::new(format!("cannot read {}: {error}", folder.display())))
}

/// Runs git and returns its output as text.
fn git(folder: &Path, arguments: &[&str]) -> Result<Result<String, String>, Failure> {
    let output = super::run(folder, arguments).map_err(|error| no_git(&error))?;
    Ok(output.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

fn no_git(error: &std::io::Error) -> Failure {
    Failure::new(format!("failed to run git: {error}")).help("`cargo scopes diff` needs git on the PATH")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_another_inside_the_repository() {
        let table = [
            ("a/b/scopes.toml", "../base.toml", Some("a/base.toml")),
            ("scopes.toml", "./x/base.toml", Some("x/base.toml")),
            ("a/scopes.toml", "../../base.toml", None),
            ("a/scopes.toml", "/base.toml", None),
        ];
        for (path, name, expected) in table {
            assert_eq!(resolve_relative(path, name).as_deref(), expected, "{path} {name}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_dependency_outside_of_the_repository_has_an_absolute_path() {
        let manifest = "[dependencies] # two\na = { path = '../../far/a', optional = true }\nb = { path = \"../b\" }\n";
        let expected = "[dependencies] # two\na = { path = \"/far/a\", optional = true }\nb = { path = \"../b\" }\n";
        let written = with_outside_paths("app/Cargo.toml", manifest.as_bytes(), Path::new("/work"));
        assert_eq!(std::str::from_utf8(&written), Ok(expected));
        assert_eq!(*with_outside_paths("app/a.toml", manifest.as_bytes(), Path::new("/work")), *manifest.as_bytes());
    }

    #[test]
    fn files_that_a_catalog_extends_are_checked_out_too() {
        let text = b"extends = ['../one', 'two']\n[catalogs.x]\nextends = 'three'";
        assert_eq!(extended("a/scopes.toml", text), ["one", "a/two", "a/three"]);
        assert!(extended("a/main.rs", b"extends").is_empty());
    }

    #[test]
    fn only_files_that_a_check_reads_are_checked_out() {
        let read = ["a/Cargo.toml", "src/main.rs", "x.yaml", ".env", ".cargo/config", "a/.gitignore"];
        assert!(read.iter().all(|path| is_read(path)));
        assert!(!["logo.png", "README.adoc", "Cargo.lock", "rs"].iter().any(|path| is_read(path)));
    }

    #[test]
    fn a_path_that_leads_out_of_the_folder_is_not_written() {
        for path in ["../x", "/x", "a/../../x", ".git/config", "a/.GIT/hooks"] {
            assert!(
                write(Path::new("/nowhere"), path, b"")
                    .is_err_and(|error| error.to_string().contains("not a valid path")),
                "{path}"
            );
        }
    }
}
