//! The repository around a workspace, asked through git itself: nothing is written into it, nor into its work tree.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::Failure;

/// A repository with a work tree.
#[derive(Debug)]
pub(crate) struct Repository {
    /// The folder of the work tree, without links on the way.
    pub(crate) top: PathBuf,
}

/// A commit of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Commit(pub(crate) String);

/// The files of a commit.
#[derive(Debug, Default)]
struct Tree {
    /// The blob of each, links included.
    blobs: BTreeMap<String, String>,
    /// Where the links lead to.
    links: BTreeMap<String, Option<String>>,
    /// The folders that other repositories are kept in.
    submodules: Vec<String>,
}

/// As many links as an operating system follows.
const MOST_LINKS: usize = 40;

impl Tree {
    /// Adds the files of folders that links lead to, as if they were there.
    fn follow_to_folders(&mut self) {
        let mut behind = Vec::new();
        for (link, target) in &self.links {
            let Some(folder) = target.as_ref().map(|target| format!("{target}/")) else { continue };
            let inside = self.blobs.range(folder.clone()..).take_while(|(path, _)| path.starts_with(&folder));
            behind.extend(inside.map(|(path, blob)| (format!("{link}/{}", &path[folder.len()..]), blob.clone())));
        }
        self.blobs.extend(behind);
    }

    /// The blob of a path, at the end of the links; `None` where they lead to no file of the commit.
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
    /// The repository that a folder is in.
    pub(crate) fn around(folder: &Path) -> Result<Self, Failure> {
        let output = git(folder, ["rev-parse", "--show-toplevel"])?;
        let top = output.map_err(|reason| {
            let folder = folder.display();
            let help = "`cargo scopes diff` compares revisions that git keeps, and runs in a work tree";
            Failure::new(format!("git knows of no work tree around {folder}: {reason}")).help(help)
        })?;
        let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
        let top = top.canonicalize().map_err(|error| unreachable_folder(&top, &error))?;
        Ok(Self { top })
    }

    /// The commit of a revision.
    pub(crate) fn commit(&self, revision: &str) -> Result<Commit, Failure> {
        let is_odd = revision.is_empty() || revision.starts_with('-') || revision.contains(char::is_control);
        if is_odd {
            let revision = revision.escape_debug();
            return Err(Failure::new(format!("`{revision}` is no revision: write a commit, a branch or a tag")));
        }
        let found = git(&self.top, ["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")])?;
        found.map(|id| Commit(id.trim_end().to_owned())).map_err(|_| self.no_such(revision))
    }

    fn no_such(&self, revision: &str) -> Failure {
        let help = if self.is_shallow() {
            "the clone is shallow: `git fetch --unshallow` fetches the rest; for actions/checkout, set `fetch-depth: 0`"
        } else if revision == "HEAD" {
            "there is no commit yet: there is nothing to compare with"
        } else {
            "`git fetch` brings what only the remote has; `git log` shows what there is"
        };
        Failure::new(format!("the repository has no revision `{revision}`")).help(help)
    }

    fn is_shallow(&self) -> bool {
        git(&self.top, ["rev-parse", "--is-shallow-repository"])
            .is_ok_and(|output| output.is_ok_and(|word| word.trim() == "true"))
    }

    /// The commit where two have parted.
    pub(crate) fn parting(&self, one: &Commit, other: &Commit) -> Result<Commit, Failure> {
        git(&self.top, ["merge-base", &one.0, &other.0])?.map(|id| Commit(id.trim_end().to_owned())).map_err(|_| {
            let help = if self.is_shallow() {
                "the clone is shallow: `git fetch --unshallow` fetches the rest; for actions/checkout, set `fetch-depth: 0`"
            } else {
                "`A..B` compares them as they are"
            };
            Failure::new(format!("the two revisions have no commit in common")).help(help)
        })
    }

    /// Writes the files of a commit that a report reads into an empty folder; the folders that it has as submodules
    /// stay empty, and are named.
    pub(crate) fn take_out(&self, commit: &Commit, folder: &Path) -> Result<Vec<String>, Failure> {
        let tree = self.tree(commit)?;
        // What git ignores is left out of a report only where there is a repository.
        fs::create_dir(folder.join(".git")).map_err(|error| unwritten(folder, &error))?;
        let mut written = BTreeSet::new();
        let mut wanted: BTreeSet<String> = tree.blobs.keys().filter(|path| is_read(path)).cloned().collect();
        while !wanted.is_empty() {
            let blobs: Vec<(&str, &str)> = wanted.iter().filter_map(|path| Some((&**path, tree.blob(path)?))).collect();
            let mut named = BTreeSet::new();
            self.each_blob(&blobs, |path, bytes| {
                named.extend(extended(path, bytes));
                named.extend(included(path, bytes));
                write(folder, path, bytes)
            })?;
            written.append(&mut wanted);
            wanted = named.into_iter().filter(|path| !written.contains(path)).collect();
        }
        Ok(tree.submodules)
    }

    fn tree(&self, commit: &Commit) -> Result<Tree, Failure> {
        let listing = self.bytes(["ls-tree", "-r", "-z", "--full-tree", &commit.0])?;
        let mut tree = Tree::default();
        let mut links = BTreeSet::new();
        for line in listing.split(|&byte| byte == 0) {
            // A path that is no UTF-8 is one that neither cargo nor a catalog can name.
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
            let target = std::str::from_utf8(target).ok().and_then(|target| beside(path, target));
            tree.links.insert(path.to_owned(), target);
            Ok(())
        })?;
        tree.follow_to_folders();
        Ok(tree)
    }

    /// Hands on what blobs hold, in order and one at a time; each goes by a name.
    fn each_blob(
        &self,
        blobs: &[(&str, &str)],
        mut each: impl FnMut(&str, &[u8]) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if blobs.is_empty() {
            return Ok(());
        }
        let mut child = command(&self.top, ["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|error| no_git(&error))?;
        let questions: String = blobs.iter().map(|(_, blob)| format!("{blob}\n")).collect();
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let result = std::thread::scope(|scope| {
            // Beside the reading: git stops to read where nobody takes its answers.
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(questions.as_bytes())));
            let mut answers = BufReader::new(stdout.ok_or_else(lacking)?);
            blobs.iter().try_for_each(|(name, _)| each(name, &answer(&mut answers).ok().flatten().ok_or_else(lacking)?))
        });
        let _ = child.wait();
        result
    }

    fn bytes<const N: usize>(&self, arguments: [&str; N]) -> Result<Vec<u8>, Failure> {
        let output = command(&self.top, arguments).output().map_err(|error| no_git(&error))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        Err(Failure::new(format!("git cannot read the revision: {}", complaint(&output.stderr))))
    }
}

/// The next answer of `git cat-file --batch`; `None` where it lacks the blob.
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

fn lacking() -> Failure {
    let help = "`git fsck` tells more; a partial clone fetches what it lacks only where the remote can be reached";
    Failure::new(format!("git does not have all the files of the revision")).help(help)
}

fn is_rust(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "rs")
}

/// Whether a report may read a file of this name.
fn is_read(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    is_rust(name)
        || scope_config::Format::of(name).is_some()
        || [".gitignore", ".ignore"].contains(&name)
        || path.ends_with(".cargo/config")
}

/// The files that a catalog builds on, whatever they are called.
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
    named.filter_map(|name| beside(path, name)).collect()
}

/// The files that a source file includes, whatever they are called.
fn included(path: &str, bytes: &[u8]) -> Vec<String> {
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| is_rust(path) && text.contains("include!")) else {
        return Vec::new();
    };
    let source = crate::rust::read(text, &crate::rust::Aliases::new());
    let names = source.map(|source| source.included).unwrap_or_default();
    names.iter().filter_map(|name| beside(path, name)).collect()
}

/// The path that a name leads to from the folder of another one; `None` where it leads out of the repository.
fn beside(path: &str, name: &str) -> Option<String> {
    let mut names: Vec<&str> = path.split('/').collect();
    names.pop();
    for component in Path::new(name).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(names.pop()?),
            Component::Normal(name) => names.push(name.to_str()?),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(names.join("/"))
}

fn write(folder: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let is_inside = Path::new(path).components().all(|component| matches!(component, Component::Normal(_)));
    if !is_inside || path.split('/').any(|name| name.eq_ignore_ascii_case(".git")) {
        return Err(Failure::new(format!(
            "the revision has a file `{}`, which is no path of a file",
            path.escape_debug()
        )));
    }
    let file = folder.join(path);
    let parent = file.parent().map_or(Ok(()), fs::create_dir_all);
    parent.and_then(|()| fs::write(&file, bytes)).map_err(|error| unwritten(folder, &error))
}

pub(crate) fn unwritten(folder: &Path, error: &std::io::Error) -> Failure {
    let folder = folder.display();
    let help = "the folder for such files is that of the operating system: TMPDIR, or TEMP, names another one";
    Failure::new(format!("the files of the revision cannot be written into {folder}: {error}")).help(help)
}

pub(crate) fn unreachable_folder(folder: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be reached: {error}", folder.display()))
}

/// What git says, or why it does not.
fn git<const N: usize>(folder: &Path, arguments: [&str; N]) -> Result<Result<String, String>, Failure> {
    let output = command(folder, arguments).output().map_err(|error| no_git(&error))?;
    Ok(if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(complaint(&output.stderr))
    })
}

/// Git as it speaks to programs: in English, at once, and without asking anybody anything.
fn command<const N: usize>(folder: &Path, arguments: [&str; N]) -> Command {
    let mut command = Command::new("git");
    command
        .arg("--no-pager")
        .args(arguments.map(OsStr::new))
        .current_dir(folder)
        // A hook gets these for the folder that it runs in, which is another one.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .env_remove("GIT_PREFIX")
        .env("LC_ALL", "C")
        .env_remove("LANGUAGE")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn no_git(error: &std::io::Error) -> Failure {
    Failure::new(format!("git cannot be run: {error}\nhelp: `cargo scopes diff` needs git on the PATH"))
}

fn complaint(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    text.trim().trim_start_matches("fatal: ").to_owned()
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
            assert_eq!(beside(path, name).as_deref(), expected, "{path} {name}");
        }
    }

    #[test]
    fn what_a_catalog_extends_is_taken_out_too() {
        let text = b"extends = ['../one', 'two']\n[catalogs.x]\nextends = 'three'";
        assert_eq!(extended("a/scopes.toml", text), ["one", "a/two", "a/three"]);
        assert!(extended("a/main.rs", b"extends").is_empty());
    }

    #[test]
    fn only_what_an_inspection_reads_is_taken_out() {
        let read = ["a/Cargo.toml", "src/main.rs", "x.yaml", ".env", ".cargo/config", "a/.gitignore"];
        assert!(read.iter().all(|path| is_read(path)));
        assert!(!["logo.png", "README.md", "Cargo.lock", "rs"].iter().any(|path| is_read(path)));
    }

    #[test]
    fn a_path_that_leads_out_of_the_folder_is_not_written() {
        for path in ["../x", "/x", "a/../../x", ".git/config", "a/.GIT/hooks"] {
            assert!(
                write(Path::new("/nowhere"), path, b"").is_err_and(|error| error.to_string().contains("no path")),
                "{path}"
            );
        }
    }
}
