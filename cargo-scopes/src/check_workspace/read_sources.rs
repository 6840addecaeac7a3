//! The source files with calls in them, read in parallel.

use std::collections::BTreeMap;
use std::path::PathBuf;

use scope_sources::NoRust;

use crate::rust::{Aliases, Source, WORDS, read};
use crate::sources::{Sources, Texts, holding};
use crate::workspace::{Package, Workspace};

/// A source file with calls in it, or that cannot be read.
pub(super) struct Read {
    pub(super) package: String,
    pub(super) path: PathBuf,
    pub(super) content: Result<Content, String>,
}

/// The text of a file, and what was read of it.
pub(super) type Content = (String, Result<Source, NoRust>);

/// The files with calls in them. Where a package exports a macro under another name, files may have that alone.
pub(super) fn all_sources(workspace: &Workspace, texts: &Texts) -> Vec<Read> {
    let holding = |words: &[&str]| {
        let mut sources = holding(workspace, words);
        for (path, text) in &mut sources.files {
            if let Some(other) = texts.of(path) {
                *text = Ok(other.to_owned());
            }
        }
        sources
    };
    let read = read_all(workspace, holding(&WORDS), &BTreeMap::new());
    let mut aliases: BTreeMap<String, Aliases> = BTreeMap::new();
    for one in &read {
        let source = one.content.as_ref().ok().and_then(|(_, source)| source.as_ref().ok());
        for (alias, own) in source.into_iter().flat_map(Source::exported) {
            aliases.entry(one.package.clone()).or_default().insert(alias, own);
        }
    }
    if aliases.is_empty() {
        return read;
    }
    let mut words: Vec<&str> = aliases.values().flat_map(BTreeMap::keys).map(String::as_str).collect();
    words.extend(WORDS);
    read_all(workspace, holding(&words), &aliases)
}

/// Reads the files of packages that can reach the macros; in parallel, for a large file takes its time.
fn read_all(workspace: &Workspace, sources: Sources, aliases: &BTreeMap<String, Aliases>) -> Vec<Read> {
    let known: BTreeMap<&str, &Package> = workspace.packages.iter().map(|package| (&*package.name, package)).collect();
    let mut mine: Vec<(String, PathBuf, Result<String, String>)> = Vec::new();
    let Sources { files, owners } = sources;
    for (path, text) in files {
        let owner = owners.get(&path).or_else(|| workspace.owner(&path)).and_then(|name| known.get(&**name));
        if let Some(package) = owner.filter(|package| !package.crates.is_empty()) {
            mine.push((package.name.clone(), path, text));
        }
    }
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(8);
    let share = mine.len().div_ceil(threads).max(1);
    let mut parts: Vec<Vec<_>> = Vec::new();
    let mut rest = mine.into_iter().peekable();
    while rest.peek().is_some() {
        parts.push(rest.by_ref().take(share).collect());
    }
    let none = Aliases::new();
    let read_one = |(package, path, text): (String, PathBuf, Result<String, String>)| {
        let content = text.map(|text| {
            let source = read(&text, aliases.get(&package).unwrap_or(&none));
            (text, source)
        });
        Read { package, path, content }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = parts
            .into_iter()
            .map(|part| scope.spawn(|| part.into_iter().map(read_one).collect::<Vec<Read>>()))
            .collect();
        let joined = |worker: std::thread::ScopedJoinHandle<'_, _>| match worker.join() {
            Ok(read) => read,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        workers.into_iter().flat_map(joined).collect()
    })
}
