//! Makes repairs, and proves each before anything is written.
//!
//! Repairs are applied to texts in memory, and the whole workspace is checked with these texts. A repair is kept if its
//! finding is gone, there are no new findings (except for a duplicate scope, which is repaired next), and everything
//! else has its old meaning.

mod candidate;
mod proof;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;

use scope_catalog::Certainty;
use scope_config::{Edit, apply};

use crate::check_workspace::{CheckedWorkspace, check_workspace_with};
use crate::levels::Levels;
use crate::output::on_one_line;
use crate::report::WorkspaceReport;
use crate::sources::Texts;
use crate::workspace::Workspace;
use candidate::{Candidate, RequestsAround, Troubles, candidate, real_paths};
use proof::Proof;

/// The result of repairing a workspace in memory.
#[derive(Debug)]
pub(crate) struct Repaired {
    /// The changed files, by name.
    pub(crate) changes: Vec<Change>,
    /// The check of the workspace with the changes.
    pub(crate) checked: CheckedWorkspace,
    /// Repairs that were possible but not made.
    pub(crate) left: Vec<Left>,
}

/// The text of a file before and after the repairs.
#[derive(Debug)]
pub(crate) struct Change {
    /// The name as it is shown.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) before: String,
    pub(crate) after: String,
    /// The number of findings repaired in it.
    pub(crate) repairs: usize,
}

/// A repair that was not made.
#[derive(Debug)]
pub(crate) struct Left {
    /// The index of its finding.
    pub(crate) finding: usize,
    /// A sentence without a period.
    pub(crate) reason: String,
}

/// Makes all repairs with at least this certainty.
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
    /// The changes, by the real path of the file.
    changes: BTreeMap<PathBuf, Change>,
    checked: CheckedWorkspace,
    /// The number of attempts, and their cost: how many findings, requests and bytes were processed.
    attempts: usize,
    spent: usize,
}

/// There are at least this many attempts, and more until the cost limit is reached.
const LEAST_ATTEMPTS: usize = 8;
const MOST_SPENT: usize = 300_000;

/// This many bytes of a file, which is read again for each attempt, cost as much as a finding.
const BYTES: usize = 16;

fn cost(report: &WorkspaceReport) -> usize {
    let wrong: BTreeSet<usize> = report.findings.iter().map(|finding| finding.file).collect();
    let bytes: usize = wrong.into_iter().map(|file| report.files[file].text.len()).sum();
    report.findings.len() + report.requests.len() + bytes / BYTES
}

impl Work<'_> {
    /// Makes repairs until none is left. Every repair that is kept reduces the number of findings, or leaves it the
    /// same with more of them about duplicate scopes, so this terminates.
    fn run(&mut self) -> Vec<Left> {
        loop {
            if self.together() {
                continue;
            }
            let (is_changed, left) = self.one_by_one();
            if !is_changed {
                return left;
            }
        }
    }

    /// Tries all repairs that do not overlap, then again without those that fail. Returns whether any were kept.
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

    /// Tries repairs one by one until one is kept. Returns whether one was, and why the others were not.
    fn one_by_one(&mut self) -> (bool, Vec<Left>) {
        let mut left = Vec::new();
        for candidate in self.all() {
            let finding = candidate.finding;
            if !self.affords_attempt() {
                left.push(Left { finding, reason: "too many others were tried before it".to_owned() });
                continue;
            }
            match self.attempt(&[candidate]) {
                Ok(()) => return (true, Vec::new()),
                Err(troubles) => left.extend(troubles.into_values().take(1).map(|reason| Left { finding, reason })),
            }
        }
        (false, left)
    }

    /// Whether another attempt is allowed. Nobody writes a file by hand in which very many repairs fail.
    fn affords_attempt(&self) -> bool {
        self.attempts < LEAST_ATTEMPTS || self.spent < MOST_SPENT
    }

    /// Returns repairs that do not overlap, the widest first: the form of a text before the names in it.
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

    fn all(&self) -> Vec<Candidate> {
        let report = &self.checked.report;
        let findings = report.findings.iter().enumerate();
        let (around, paths) = (RequestsAround::new(report), real_paths(report));
        let mut all: Vec<Candidate> = findings
            .filter(|(_, finding)| finding.finding.certainty <= self.least && !finding.edits.is_empty())
            .filter_map(|(number, finding)| candidate(&around, &paths, number, finding))
            .collect();
        all.sort_by(|one, other| {
            let place = |candidate: &Candidate| (candidate.hull.start, usize::MAX - candidate.hull.end);
            (&one.path, place(one)).cmp(&(&other.path, place(other)))
        });
        all
    }

    /// Makes these repairs if all of them can be kept.
    fn attempt(&mut self, candidates: &[Candidate]) -> Result<(), Troubles> {
        self.attempts += 1;
        self.spent += cost(&self.checked.report);
        let everything = |reason: &str| -> Troubles {
            candidates.iter().map(|candidate| (candidate.finding, reason.to_owned())).collect()
        };
        let mut edits: BTreeMap<&PathBuf, Vec<Edit>> = BTreeMap::new();
        let mut known = HashSet::new();
        for candidate in candidates {
            let edits = edits.entry(&candidate.path).or_default();
            let new = candidate.edits.iter();
            edits.extend(new.filter(|one| known.insert((&candidate.path, one.span.clone(), &*one.text))).cloned());
        }
        let mut texts = Texts(self.changes.iter().map(|(path, change)| (path.clone(), change.after.clone())).collect());
        let mut changes: Vec<Change> = Vec::new();
        for (&path, edits) in &edits {
            let mut of_file = candidates.iter().filter(|candidate| candidate.path == *path);
            let Some(file) = of_file.next().map(|first| self.file(first.finding)) else { continue };
            let after = apply(&file.text, edits).ok_or_else(|| everything("two fixes overlap"))?;
            texts.0.insert(path.clone(), after.clone());
            let (name, before) = (on_one_line(&file.name).into_owned(), file.text.clone());
            changes.push(Change { name, path: path.clone(), before, after, repairs: 1 + of_file.count() });
        }
        let after = check_workspace_with(self.workspace, self.levels, &texts);
        let proof = Proof::new(&self.checked, &after, candidates, &edits, &texts);
        let troubles = proof.troubles();
        if !troubles.is_empty() {
            return Err(troubles);
        }
        for change in changes {
            match self.changes.get_mut(&change.path) {
                Some(known) => (known.after, known.repairs) = (change.after, known.repairs + change.repairs),
                None => _ = self.changes.insert(change.path.clone(), change),
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
    use crate::report::{File, LocatedFinding};
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
