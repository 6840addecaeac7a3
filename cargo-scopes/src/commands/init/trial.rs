//! Makes sure that packages build with their new calls, and undoes the calls that do not.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use scope_catalog::load::{Roots, read_file_bytes};

use super::compiler::{Checked, CompileError};
use super::sources::{Reach, Source};
use crate::atomic_write::write_whole;
use crate::error::Failure;
use crate::output::human::pluralize;
use crate::rust::MOST_BYTES;
use crate::workspace::{Package, Workspace};

/// A file other than a source file that is changed or created.
pub(super) struct Change {
    pub(super) shown: String,
    pub(super) path: PathBuf,
    /// Its old text; `None` if there was no such file.
    pub(super) before: Option<String>,
    pub(super) after: String,
    /// What is printed about it.
    pub(super) what: &'static str,
    /// The packages that it is changed for.
    pub(super) packages: Vec<String>,
}

/// What is changed.
pub(super) struct Changes<'w> {
    pub(super) sources: Vec<Source>,
    pub(super) others: Vec<Change>,
    pub(super) workspace: &'w Workspace,
}

/// A file, and the text that is written to it.
struct Writing<'f> {
    shown: &'f str,
    path: &'f Path,
    before: Option<&'f str>,
    after: Option<&'f str>,
}

impl Writing<'_> {
    fn run(&self, roots: &Roots) -> std::io::Result<()> {
        match self.after {
            Some(after) => write_whole(self.path, roots, self.before.map(str::as_bytes), after.as_bytes()),
            None => std::fs::remove_file(self.path),
        }
    }

    fn back(&self) -> Self {
        Self { before: self.after, after: self.before, ..*self }
    }
}

/// How the trial ended.
pub(super) struct Outcome {
    pub(super) is_green: bool,
    pub(super) lines: Vec<String>,
}

impl Changes<'_> {
    /// Writes all files, or none of them.
    pub(super) fn write(&self) -> Result<(), Failure> {
        let mut written: Vec<Writing<'_>> = Vec::new();
        for writing in self.sources.iter().map(Source::writing).chain(self.others.iter().map(Change::writing)) {
            if writing.before == writing.after {
                continue;
            }
            if let Err(error) = writing.run(&self.workspace.roots) {
                let message = format!("`{}` could not be written: {error}", writing.shown);
                for written in written {
                    restore(&written.back(), &self.workspace.roots)?;
                }
                return Err(Failure::new(message).help("nothing was changed"));
            }
            written.push(writing);
        }
        Ok(())
    }

    /// Builds the packages until only the errors that existed before are left.
    pub(super) fn build(&mut self, packages: &[&Package]) -> Result<Outcome, Failure> {
        let lock = self.workspace.root.join("Cargo.lock");
        let lock_before = read_file_bytes(&lock, MOST_BYTES).ok();
        let mut known: Option<Vec<CompileError>> = None;
        loop {
            let mut checked = Checked::of(packages, self.workspace, &[])?;
            if self.refuse_at(&checked.errors, Reach::Call)? {
                continue;
            }
            if !checked.errors.is_empty() && known.is_none() {
                self.turn(false)?;
                known = Some(Checked::of(packages, self.workspace, &[])?.errors);
                self.turn(true)?;
            }
            let known = known.as_deref().unwrap_or_default();
            checked.errors.retain(|error| !known.iter().any(|known| known.is_same(error)));
            if checked.errors.is_empty() {
                if self.lose_imports(&checked)? || self.see_the_rest(packages, checked.files, known)? {
                    continue;
                }
                let line = match known.len() {
                    0 => "`cargo check` finds no errors".to_owned(),
                    1 => "`cargo check` finds 1 error that was there before".to_owned(),
                    count => format!("`cargo check` finds {} that were there before", pluralize(count, "error")),
                };
                return Ok(Outcome { is_green: true, lines: vec![line] });
            }
            if !self.refuse(&checked.errors)? {
                self.undo()?;
                put_back(&lock, lock_before.as_deref());
                let line = format!("`cargo check` fails: {}", checked.errors[0].message);
                let advice = "nothing was changed; see `cargo check`, or use `cargo scopes init` without `--apply`";
                return Ok(Outcome { is_green: false, lines: vec![line, advice.to_owned()] });
            }
        }
    }

    /// Switches the files that existed before to their new text, or back to their old one.
    fn turn(&self, is_on: bool) -> Result<(), Failure> {
        let existing = self.others.iter().filter(|change| change.before.is_some());
        for writing in self.sources.iter().map(Source::writing).chain(existing.map(Change::writing)) {
            if writing.before != writing.after {
                restore(&if is_on { writing } else { writing.back() }, &self.workspace.roots)?;
            }
        }
        Ok(())
    }

    /// Restores all files, and removes the new ones.
    pub(super) fn undo(&mut self) -> Result<(), Failure> {
        self.turn(false)?;
        for change in self.others.iter().filter(|change| change.before.is_none()) {
            restore(&change.writing().back(), &self.workspace.roots)?;
        }
        self.sources.clear();
        self.others.clear();
        Ok(())
    }

    /// Removes the imports that are no longer used because of the new calls.
    fn lose_imports(&mut self, checked: &Checked) -> Result<bool, Failure> {
        let mut is_changed = false;
        for source in self.sources.iter_mut().filter(|source| !source.keeps_imports && !source.lost_imports) {
            let unused = checked.unused.iter().filter(|unused| source.is_at(&unused.file));
            let lost = unused.filter(|unused| unused.names.iter().all(|name| source.replaces(name)));
            let edits: Vec<_> = lost.flat_map(|unused| unused.edits.iter().cloned()).collect();
            if !edits.is_empty() {
                let before = source.after.clone();
                source.lose_imports(edits);
                rewrite(source, &before, self.workspace)?;
                is_changed = true;
            }
        }
        Ok(is_changed)
    }

    /// Compiles the files that a plain build leaves out, such as examples that need a feature, and restores those that do not
    /// compile. So is every file that errors from before, as in a dependency, keep from being compiled. Returns whether
    /// something was changed.
    fn see_the_rest(
        &mut self,
        packages: &[&Package],
        mut seen: BTreeSet<PathBuf>,
        before: &[CompileError],
    ) -> Result<bool, Failure> {
        if seen.is_empty() && before.is_empty() {
            return Ok(false);
        }
        let mut ways = vec![vec!["--all-features".to_owned()]];
        for package in packages {
            let needed = package.targets.iter().map(|target| &target.required_features);
            for features in needed.filter(|features| !features.is_empty()) {
                let way = ["--no-default-features", "--features", &features.join(",")].map(str::to_owned).to_vec();
                if !ways.contains(&way) {
                    ways.push(way);
                }
            }
        }
        for way in ways {
            let is_left = |source: &&Source| source.is_rewritten() && !seen.contains(&source.path);
            let left: Vec<&Source> = self.sources.iter().filter(is_left).collect();
            let of: Vec<&Package> =
                packages.iter().copied().filter(|one| left.iter().any(|source| source.package == one.name)).collect();
            if of.is_empty() {
                return Ok(false);
            }
            let checked = Checked::of(&of, self.workspace, &way)?;
            if self.refuse_at(&checked.errors, Reach::Call)? || self.lose_imports(&checked)? {
                return Ok(true);
            }
            seen.extend(checked.files);
        }
        let reason = match before {
            [] => "`cargo check` does not compile this file".to_owned(),
            [first, ..] => {
                format!("`cargo check` does not compile this file; it failed before, too: {}", first.message)
            }
        };
        let mut is_changed = false;
        for source in self.sources.iter_mut().filter(|source| source.is_rewritten() && !seen.contains(&source.path)) {
            let before = source.after.clone();
            source.calls.iter_mut().for_each(|call| call.drop(&reason));
            source.write_calls();
            rewrite(source, &before, self.workspace)?;
            is_changed = true;
        }
        if is_changed {
            self.restore_unneeded()?;
        }
        Ok(is_changed)
    }

    /// Undoes the calls that errors are about, the most likely first; `false` if no call can be the cause.
    fn refuse(&mut self, errors: &[CompileError]) -> Result<bool, Failure> {
        if self.keep_imports(errors)? {
            return Ok(true);
        }
        for reach in [Reach::Call, Reach::Before, Reach::Near] {
            if self.refuse_at(errors, reach)? {
                return Ok(true);
            }
        }
        // The type of the list was changed, and the list is used somewhere else.
        let is_declared = |source: &Source, number: usize| source.calls[number].replacement.declared.is_some();
        let is_named = |source: &Source, _: usize| errors.iter().any(|error| error.files.contains(&source.path));
        Ok(self.refuse_where(&errors[0].message, is_declared)? || self.refuse_where(&errors[0].message, is_named)?)
    }

    /// Restores the imports of files with errors.
    fn keep_imports(&mut self, errors: &[CompileError]) -> Result<bool, Failure> {
        let mut is_changed = false;
        for source in self.sources.iter_mut().filter(|source| source.lost_imports) {
            if errors.iter().any(|error| error.files.contains(&source.path)) {
                let before = source.after.clone();
                source.keeps_imports = true;
                source.write_calls();
                rewrite(source, &before, self.workspace)?;
                is_changed = true;
            }
        }
        Ok(is_changed)
    }

    /// Refuses the calls at or near errors.
    fn refuse_at(&mut self, errors: &[CompileError], reach: Reach) -> Result<bool, Failure> {
        let mut refused: Vec<(usize, usize, &str)> = Vec::new();
        for (at, source) in self.sources.iter().enumerate() {
            for error in errors {
                let places: Vec<_> = error.places.iter().filter(|place| source.is_at(&place.file)).collect();
                refused.extend(source.calls_at(&places, reach).into_iter().map(|call| (at, call, &*error.message)));
            }
        }
        refused.sort_unstable();
        refused.dedup_by_key(|&mut (source, call, _)| (source, call));
        self.refuse_these(&refused)
    }

    fn refuse_where(&mut self, reason: &str, is_meant: impl Fn(&Source, usize) -> bool) -> Result<bool, Failure> {
        let mut refused = Vec::new();
        for (at, source) in self.sources.iter().enumerate() {
            let meant =
                (0..source.calls.len()).filter(|&call| source.calls[call].is_written() && is_meant(source, call));
            refused.extend(meant.map(|call| (at, call, reason)));
        }
        self.refuse_these(&refused)
    }

    fn refuse_these(&mut self, refused: &[(usize, usize, &str)]) -> Result<bool, Failure> {
        for &(source, call, reason) in refused {
            self.sources[source].calls[call].refuse(reason);
        }
        for (at, source) in self.sources.iter_mut().enumerate() {
            if refused.iter().any(|&(source, ..)| source == at) {
                let before = source.after.clone();
                source.write_calls();
                rewrite(source, &before, self.workspace)?;
            }
        }
        if !refused.is_empty() {
            self.restore_unneeded()?;
        }
        Ok(!refused.is_empty())
    }

    /// Undoes the dependency of packages without a call.
    fn restore_unneeded(&mut self) -> Result<(), Failure> {
        let (sources, workspace) = (&self.sources, self.workspace);
        let is_needed = |change: &Change| {
            change.before.is_none()
                || sources.iter().any(|source| source.is_rewritten() && change.packages.contains(&source.package))
        };
        for change in self.others.iter().filter(|change| !is_needed(change)) {
            restore(&change.writing().back(), &workspace.roots)?;
        }
        self.others.retain(is_needed);
        Ok(())
    }
}

impl Source {
    fn writing(&self) -> Writing<'_> {
        let (before, after) = (Some(&*self.before), Some(&*self.after));
        Writing { shown: &self.shown, path: &self.path, before, after }
    }
}

impl Change {
    fn writing(&self) -> Writing<'_> {
        let (before, after) = (self.before.as_deref(), Some(&*self.after));
        Writing { shown: &self.shown, path: &self.path, before, after }
    }
}

fn rewrite(source: &Source, before: &str, workspace: &Workspace) -> Result<(), Failure> {
    let (before, after) = (Some(before), Some(&*source.after));
    restore(&Writing { shown: &source.shown, path: &source.path, before, after }, &workspace.roots)
}

fn restore(writing: &Writing<'_>, roots: &Roots) -> Result<(), Failure> {
    let failed = |error| Failure::new(format!("`{}` could not be restored: {error}", writing.shown));
    writing.run(roots).map_err(failed)
}

/// Restores the lock file; cargo would create it again.
fn put_back(lock: &Path, before: Option<&[u8]>) {
    let _ = match before {
        Some(before) => std::fs::write(lock, before),
        None => std::fs::remove_file(lock),
    };
}
