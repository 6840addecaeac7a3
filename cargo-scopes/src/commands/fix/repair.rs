//! Repairs: which ones are made, and how each is proved before anything is written.
//!
//! Repairs are applied to texts in memory, and the whole workspace is checked as if files held them. A repair stays where
//! its finding is gone, nothing new was found (but a scope that is there twice now, which is repaired next), and
//! everything else says what it said.

mod candidate;
mod proof;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;

use scope_catalog::Certainty;
use scope_config::{Edit, apply};

use crate::check_workspace::{CheckedWorkspace, check_workspace_with};
use crate::file_change::FileChange;
use crate::levels::Levels;
use crate::output::on_one_line;
use crate::report::{LocatedFinding, WorkspaceReport};
use crate::sources::Texts;
use crate::workspace::Workspace;
use candidate::{Candidate, RequestsAround, Troubles, real_paths};
use proof::Proof;

/// What came of repairing a workspace, in memory.
#[derive(Debug)]
pub(crate) struct Repaired {
    /// The files that are another now, by name.
    pub(crate) changes: Vec<Change>,
    /// What is still wrong, as if the files held what they should.
    pub(crate) checked: CheckedWorkspace,
    /// Repairs that could have been made and were not: the number of the finding, and a sentence without a full stop.
    pub(crate) left: Vec<(usize, String)>,
}

/// A file before and after.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) file: FileChange,
    /// How many findings were repaired in it.
    pub(crate) repairs: usize,
}

/// Repairs what can be, down to this certainty.
pub(crate) fn repair(workspace: &Workspace, levels: &Levels, least: Certainty) -> Repaired {
    let checked = check_workspace_with(workspace, levels, &Texts::default());
    let mut work = Work { workspace, levels, least, changes: BTreeMap::new(), checked, attempts: 0, spent: 0 };
    let left = work.run();
    Repaired { changes: work.changes.into_values().collect(), checked: work.checked, left }
}

struct Work<'w> {
    workspace: &'w Workspace,
    levels: &'w Levels,
    least: Certainty,
    /// By the real path of the file.
    changes: BTreeMap<PathBuf, Change>,
    checked: CheckedWorkspace,
    /// How often repairs were tried, and what that has cost: the findings, requests and bytes that were looked at each time.
    attempts: usize,
    spent: usize,
}

/// Repairs are tried this often, and then until they have cost this much.
const LEAST_ATTEMPTS: usize = 8;
const MOST_SPENT: usize = 300_000;

/// The bytes of a file, which is read again each time, that cost as much as a finding.
const BYTES: usize = 16;

fn cost(report: &WorkspaceReport) -> usize {
    let wrong: BTreeSet<usize> = report.findings.iter().map(|finding| finding.file).collect();
    let bytes: usize = wrong.into_iter().map(|file| report.files[file].text.len()).sum();
    report.findings.len() + report.requests.len() + bytes / BYTES
}

impl Work<'_> {
    /// Repairs until nothing more can be. Each repair that stays leaves fewer findings, or the same number and fewer that are
    /// not of a scope that is there twice, so this ends.
    fn run(&mut self) -> Vec<(usize, String)> {
        loop {
            if !self.together()
                && let Some(left) = self.one_by_one()
            {
                return left;
            }
        }
    }

    /// Makes all repairs that do not touch one another, less those that come out wrong; whether any could stay.
    fn together(&mut self) -> bool {
        let mut candidates = self.apart();
        while !candidates.is_empty() {
            if !self.affords_attempt() {
                return false;
            }
            let Err(troubles) = self.attempt(&candidates) else { return true };
            candidates.retain(|candidate| !troubles.contains_key(&candidate.finding));
        }
        false
    }

    /// Makes the first repair that can stay by itself; where none can, why not.
    fn one_by_one(&mut self) -> Option<Vec<(usize, String)>> {
        let mut left = Vec::new();
        for candidate in self.all() {
            if !self.affords_attempt() {
                left.push((candidate.finding, "too many others were tried before it".to_owned()));
                continue;
            }
            match self.attempt(&[candidate]) {
                Ok(()) => return None,
                Err(troubles) => left.extend(troubles),
            }
        }
        Some(left)
    }

    /// Whether one more attempt is made: many repairs that cannot stay were not made by people.
    fn affords_attempt(&self) -> bool {
        self.attempts < LEAST_ATTEMPTS || self.spent < MOST_SPENT
    }

    /// Repairs that do not touch one another, the widest first: the form of a text before the names in it.
    fn apart(&self) -> Vec<Candidate> {
        let mut chosen: Vec<Candidate> = Vec::new();
        for candidate in self.all() {
            let is_free = chosen.last().is_none_or(|last| {
                let is_same = last.edits == candidate.edits;
                last.path != candidate.path || last.hull.end < candidate.hull.start || is_same
            });
            if is_free {
                chosen.push(candidate);
            }
        }
        chosen
    }

    /// The repairs of findings that belong to a request, in order.
    fn all(&self) -> Vec<Candidate> {
        let report = &self.checked.report;
        let (around, paths) = (RequestsAround::new(report), real_paths(report));
        let findings = report.findings.iter().enumerate();
        let sure = findings.filter(|(_, finding)| finding.finding.certainty <= self.least);
        let candidate = |(number, finding): (usize, &LocatedFinding)| {
            let start = finding.edits.iter().map(|edit| edit.span.start).min()?.min(finding.span.start);
            let end = finding.edits.iter().map(|edit| edit.span.end).max()?.max(finding.span.end);
            Some(Candidate {
                finding: number,
                request: around.of(finding)?,
                path: paths[finding.file].clone()?,
                edits: finding.edits.clone(),
                hull: start..end,
            })
        };
        let mut all: Vec<Candidate> = sure.filter_map(candidate).collect();
        all.sort_by(|one, other| {
            let place = |candidate: &Candidate| (candidate.hull.start, usize::MAX - candidate.hull.end);
            (&one.path, place(one)).cmp(&(&other.path, place(other)))
        });
        all
    }

    /// Makes these repairs where all of them can stay.
    fn attempt(&mut self, candidates: &[Candidate]) -> Result<(), Troubles> {
        self.attempts += 1;
        self.spent += cost(&self.checked.report);
        let mut edits: BTreeMap<&PathBuf, Vec<Edit>> = BTreeMap::new();
        let mut known = HashSet::new();
        for candidate in candidates {
            let edits = edits.entry(&candidate.path).or_default();
            let new = candidate.edits.iter();
            edits.extend(new.filter(|one| known.insert((&candidate.path, one.span.clone(), &*one.text))).cloned());
        }
        let earlier = self.changes.iter().map(|(path, change)| (path.clone(), change.file.after.clone()));
        let mut texts = Texts(earlier.collect());
        let mut changes: Vec<Change> = Vec::new();
        for (&path, edits) in &edits {
            let mut of_file = candidates.iter().filter(|candidate| candidate.path == *path);
            let Some(file) = of_file.next().map(|first| self.file(first.finding)) else { continue };
            let Some(after) = apply(&file.text, edits) else {
                let overlap = "two fixes overlap".to_owned();
                return Err(candidates.iter().map(|candidate| (candidate.finding, overlap.clone())).collect());
            };
            texts.0.insert(path.clone(), after.clone());
            let (shown, before) = (on_one_line(&file.name).into_owned(), Some(file.text.clone()));
            let file = FileChange { shown, path: path.clone(), before, after };
            changes.push(Change { file, repairs: 1 + of_file.count() });
        }
        let after = check_workspace_with(self.workspace, self.levels, &texts);
        let proof = Proof::new(&self.checked, &after, candidates, &edits, &texts);
        let troubles = proof.troubles();
        if !troubles.is_empty() {
            return Err(troubles);
        }
        for change in changes {
            match self.changes.get_mut(&change.file.path) {
                Some(known) => {
                    (known.file.after, known.repairs) = (change.file.after, known.repairs + change.repairs);
                }
                None => _ = self.changes.insert(change.file.path.clone(), change),
            }
        }
        self.checked = after;
        Ok(())
    }

    fn file(&self, finding: usize) -> &crate::report::File {
        let report = &self.checked.report;
        report.file(&report.findings[finding])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::File;
    use scope_catalog::{Finding, rules};

    #[test]
    fn a_long_file_costs_as_much_as_many_findings() {
        let file = |length| File { name: String::new(), path: PathBuf::new(), text: "a".repeat(length) };
        let files = vec![file(160), file(1_600)];
        let finding = Finding::new(&rules::unknown_scope::RULE, "wrong");
        let findings = vec![LocatedFinding::new("", 0, 0..0, finding); 2];
        assert_eq!(cost(&WorkspaceReport { files, findings, ..WorkspaceReport::default() }), 2 + 10);
    }
}
