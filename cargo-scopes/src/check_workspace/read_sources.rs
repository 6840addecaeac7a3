//! The source files with calls in them, read in parallel.

use std::collections::BTreeSet;
use std::path::PathBuf;

use scope_sources::NoRust;
use scope_syntax::Macro;

use crate::parallel;
use crate::rust::{Aliases, Around, Source, WORDS, read};
use crate::sources::{Sources, Texts, of_callers};
use crate::workspace::Workspace;

/// A source file with calls in it, or that cannot be read.
pub(super) struct Read {
    pub(super) package: String,
    pub(super) path: PathBuf,
    pub(super) content: Result<Content, String>,
}

/// The text of a file, and what was read of it.
pub(super) type Content = (String, Result<Source, NoRust>);

/// The files with calls in them, and the names that macros are called by, other than their own: files may have these alone.
///
/// The files with the words of the macros are already there, from an earlier search.
pub(super) fn all_sources(workspace: &Workspace, texts: &Texts, mut sources: Sources) -> (Vec<Read>, Aliases) {
    let (mut aliases, mut words) = (Aliases::new(), BTreeSet::new());
    let mut rounds = 0;
    loop {
        rounds += 1;
        let read = read_all(workspace, sources, &aliases);
        let before = (aliases.len(), words.len());
        for source in read.iter().filter_map(|one| one.content.as_ref().ok()?.1.as_ref().ok()) {
            for (alias, own) in source.renames() {
                words.extend([format!("{alias}!"), format!("{alias} as ")]);
                if Macro::named(&own).is_some_and(Macro::is_attribute) {
                    words.extend([format!("{alias}("), format!("{alias}]")]);
                }
                aliases.entry(alias).or_insert(own);
            }
            words.extend(source.candidates().iter().chain(&source.handed_on).flat_map(|call| &call.within).map(
                |around| match around {
                    Around::Definition(name) => format!("{name}!"),
                    Around::Arguments(name) => format!("macro_rules! {name}"),
                },
            ));
        }
        if before == (aliases.len(), words.len()) || rounds == MOST_ROUNDS {
            return (read, aliases);
        }
        let known: Vec<&str> = WORDS.into_iter().chain(words.iter().map(String::as_str)).collect();
        sources = of_callers(workspace, &known, texts);
    }
}

/// A macro that is renamed more often is renamed to hide it.
const MOST_ROUNDS: usize = 6;

/// Reads the files of packages that can reach the macros; in parallel, for a large file takes its time.
fn read_all(workspace: &Workspace, sources: Sources, aliases: &Aliases) -> Vec<Read> {
    let Sources { files, owners } = sources;
    let mine = files.into_iter().filter_map(|(path, text)| {
        let package = workspace.package_named(owners.get(&path).or_else(|| workspace.owner(&path))?)?;
        (!package.crates.is_empty()).then(|| (package.name.clone(), path, text))
    });
    parallel::map(mine.collect(), |(package, path, text)| {
        let content = text.map(|text| {
            let source = read(&text, aliases);
            (text, source)
        });
        Read { package, path, content }
    })
}
