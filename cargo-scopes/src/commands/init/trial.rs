//! Makes sure that packages build with their new calls, and undoes the calls that do not.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use scope_catalog::load::read_file_bytes;

use super::compiler::{Checked, CompileError};
use super::sources::{Call, Reach, Source};
use crate::error::Failure;
use crate::file_change::FileChange;
use crate::output::pluralize;
use crate::rust::MOST_BYTES;
use crate::workspace::{Package, Workspace};

/// A file other than a source file that is changed or created.
pub(super) struct Change {
    pub(super) file: FileChange,
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
    /// The folder of the dependency, if the user names one.
    pub(super) folder: Option<&'w Path>,
}

impl Changes<'_> {
    /// The files, those that are not changed in the end included.
    pub(super) fn files(&self) -> impl Iterator<Item = &FileChange> {
        self.sources.iter().map(|source| &source.file).chain(self.others.iter().map(|change| &change.file))
    }

    /// Writes all files, or none of them.
    pub(super) fn write(&self) -> Result<(), Failure> {
        let (roots, mut written) = (&self.workspace.roots, Vec::new());
        for file in self.files().filter(|file| file.is_needed()) {
            if let Err(error) = file.write(roots) {
                let message = format!("`{}` could not be written: {error}", file.shown);
                written.into_iter().try_for_each(|file: &FileChange| file.undo(roots))?;
                return Err(Failure::new(message).help("nothing was changed"));
            }
            written.push(file);
        }
        Ok(())
    }

    /// Builds the packages until only the errors that existed before are left. The inner result says how it ended.
    pub(super) fn build(&mut self, packages: &[&Package]) -> Result<Result<String, String>, Failure> {
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
                return Ok(Ok(match known.len() {
                    0 => "`cargo check` finds no errors".to_owned(),
                    1 => "`cargo check` finds 1 error that was there before".to_owned(),
                    count => format!("`cargo check` finds {} that were there before", pluralize(count, "error")),
                }));
            }
            if !self.refuse(&checked.errors)? {
                self.undo()?;
                // Cargo would create it again.
                let _ = match lock_before {
                    Some(before) => std::fs::write(&lock, before),
                    None => std::fs::remove_file(&lock),
                };
                let error = &checked.errors[0].message;
                let advice = "nothing was changed; see `cargo check`, or use `cargo scopes init` without `--apply`";
                return Ok(Err(format!("`cargo check` fails: {error}\n{advice}")));
            }
        }
    }

    /// Switches the files that existed before to their new text, or back to their old one.
    fn turn(&self, is_on: bool) -> Result<(), Failure> {
        let roots = &self.workspace.roots;
        self.files().filter(|file| file.is_needed()).try_for_each(|file| match &file.before {
            Some(before) if is_on => file.write_over(before, roots),
            Some(_) => file.undo(roots),
            None => Ok(()),
        })
    }

    /// Restores all files, and removes the new ones.
    pub(super) fn undo(&mut self) -> Result<(), Failure> {
        self.turn(false)?;
        let mut created = self.others.iter().filter(|change| change.file.before.is_none());
        created.try_for_each(|change| change.file.undo(&self.workspace.roots))?;
        self.sources.clear();
        self.others.clear();
        Ok(())
    }

    /// Changes sources, and writes those that `change` tells of. The dependency of packages that have no call any more is
    /// undone. Returns whether something was changed.
    fn rewrite(&mut self, change: impl Fn(&mut Source) -> bool) -> Result<bool, Failure> {
        let (roots, mut is_changed) = (&self.workspace.roots, false);
        for source in &mut self.sources {
            let before = source.file.after.clone();
            if change(source) {
                source.file.write_over(&before, roots)?;
                is_changed = true;
            }
        }
        if !is_changed {
            return Ok(false);
        }
        let sources = &self.sources;
        let is_needed = |Change { file, packages, .. }: &Change| {
            file.before.is_none() || sources.iter().any(|one| one.is_rewritten() && packages.contains(&one.package))
        };
        let mut unneeded = self.others.iter().filter(|change| !is_needed(change));
        unneeded.try_for_each(|change| change.file.undo(roots))?;
        self.others.retain(is_needed);
        Ok(true)
    }

    /// Removes the imports that are no longer used because of the new calls.
    fn lose_imports(&mut self, checked: &Checked) -> Result<bool, Failure> {
        self.rewrite(|source| {
            let unused = checked.unused.iter().filter(|unused| source.is_at(&unused.file));
            let lost = unused.filter(|unused| unused.names.iter().all(|name| source.replaces(name)));
            let edits: Vec<_> = lost.flat_map(|unused| unused.edits.iter().cloned()).collect();
            let loses = !source.keeps_imports && !source.lost_imports && !edits.is_empty();
            if loses {
                source.lose_imports(edits);
            }
            loses
        })
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
        for target in packages.iter().flat_map(|package| &package.targets) {
            let features = target.required_features.join(",");
            let way = ["--no-default-features", "--features", &features].map(str::to_owned).to_vec();
            if !features.is_empty() && !ways.contains(&way) {
                ways.push(way);
            }
        }
        for way in ways {
            let is_left = |source: &&Source| source.is_rewritten() && !seen.contains(&source.file.path);
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
        let before = before.first().map(|first| format!("; it failed before, too: {}", first.message));
        let reason = format!("`cargo check` does not compile this file{}", before.unwrap_or_default());
        self.rewrite(|source| {
            let is_left = source.is_rewritten() && !seen.contains(&source.file.path);
            if is_left {
                source.calls.iter_mut().for_each(|call| call.drop(&reason));
                source.write_calls();
            }
            is_left
        })
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
        let is_named = |source: &Source| errors.iter().any(|error| error.files.contains(&source.file.path));
        Ok(self.refuse_some(errors, &|_, call| call.replacement.declared.is_some())?
            || self.refuse_some(errors, &|source, _| is_named(source))?)
    }

    /// Refuses the written calls of a kind, because of the first error.
    fn refuse_some(
        &mut self,
        errors: &[CompileError],
        is_meant: &dyn Fn(&Source, &Call) -> bool,
    ) -> Result<bool, Failure> {
        self.rewrite(|source| {
            let calls = source.calls.iter().enumerate();
            let meant = calls.filter(|(_, call)| call.is_written() && is_meant(source, call));
            source.refuse(meant.map(|(number, _)| (number, &*errors[0].message)).collect())
        })
    }

    /// Restores the imports of files with errors.
    fn keep_imports(&mut self, errors: &[CompileError]) -> Result<bool, Failure> {
        self.rewrite(|source| {
            let has_error = || errors.iter().any(|error| error.files.contains(&source.file.path));
            let keeps = source.lost_imports && has_error();
            if keeps {
                source.keeps_imports = true;
                source.write_calls();
            }
            keeps
        })
    }

    /// Refuses the calls at or near errors.
    fn refuse_at(&mut self, errors: &[CompileError], reach: Reach) -> Result<bool, Failure> {
        self.rewrite(|source| {
            let mut refused: Vec<(usize, &str)> = Vec::new();
            for error in errors {
                let places: Vec<_> = error.places.iter().filter(|place| source.is_at(&place.file)).collect();
                refused.extend(source.calls_at(&places, reach).into_iter().map(|call| (call, &*error.message)));
            }
            source.refuse(refused)
        })
    }
}
