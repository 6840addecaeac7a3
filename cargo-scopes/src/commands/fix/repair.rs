//! Repairs: which ones are made, and how each is proved before anything is written.
//!
//! Repairs are applied to texts in memory, and the whole workspace is checked as if files held them. A repair stays where
//! its finding is gone, nothing new was found (but a scope that is there twice now, which is repaired next), and
//! everything else says what it said.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use scope_catalog::{Catalog, Certainty, Lookup, Request as Asked, check, rules, same_actions};
use scope_config::{Edit, Source, apply, unchanged_elsewhere};

use crate::check_workspace::{CheckedWorkspace, check_workspace_with};
use crate::levels::Levels;
use crate::real_path::real_path;
use crate::report::{LocatedFinding, Request, WorkspaceReport};
use crate::sources::Texts;
use crate::workspace::Workspace;

/// What came of repairing a workspace, in memory.
#[derive(Debug)]
pub(crate) struct Repaired {
    /// The files that are another now, by name.
    pub(crate) changes: Vec<Change>,
    /// What is still wrong, as if the files held what they should.
    pub(crate) checked: CheckedWorkspace,
    /// Repairs that could have been made, and were not.
    pub(crate) left: Vec<Left>,
}

/// A file before and after.
#[derive(Debug)]
pub(crate) struct Change {
    /// As it is shown.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) before: String,
    pub(crate) after: String,
    /// How many findings were repaired in it.
    pub(crate) repairs: usize,
}

/// A repair that was not made.
#[derive(Debug)]
pub(crate) struct Left {
    /// The number of its finding.
    pub(crate) finding: usize,
    /// One sentence without a full stop.
    pub(crate) reason: String,
}

/// Repairs what can be, down to this certainty.
pub(crate) fn repair(workspace: &Workspace, levels: &Levels, least: Certainty) -> Repaired {
    let checked = check_workspace_with(workspace, levels, &Texts::default());
    let mut work = Work { workspace, levels, least, changes: BTreeMap::new(), checked };
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
}

/// A finding with its edits.
#[derive(Clone, Debug)]
struct Candidate {
    finding: usize,
    /// The number of the request that it belongs to.
    request: usize,
    /// The real path of the file.
    path: PathBuf,
    edits: Vec<Edit>,
    /// The bytes that it is about: no other repair may touch them.
    hull: Range<usize>,
}

/// Why repairs cannot stay, by the number of the finding.
type Troubles = BTreeMap<usize, String>;

impl Work<'_> {
    /// Repairs until nothing more can be. Each repair that stays leaves fewer findings, or the same number and fewer that are
    /// not of a scope that is there twice, so this ends.
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

    /// Makes all repairs that do not touch one another, less those that come out wrong; whether any could stay.
    fn together(&mut self) -> bool {
        let mut candidates = self.apart();
        while !candidates.is_empty() {
            let Err(troubles) = self.attempt(&candidates) else { return true };
            candidates.retain(|candidate| !troubles.contains_key(&candidate.finding));
        }
        false
    }

    /// Makes the first repair that can stay by itself; why each of the others cannot.
    fn one_by_one(&mut self) -> (bool, Vec<Left>) {
        let mut left = Vec::new();
        for candidate in self.all() {
            let finding = candidate.finding;
            match self.attempt(&[candidate]) {
                Ok(()) => return (true, Vec::new()),
                Err(troubles) => left.extend(troubles.into_values().take(1).map(|reason| Left { finding, reason })),
            }
        }
        (false, left)
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

    fn all(&self) -> Vec<Candidate> {
        let report = &self.checked.report;
        let findings = report.findings.iter().enumerate();
        let mut all: Vec<Candidate> = findings
            .filter(|(_, finding)| finding.finding.certainty <= self.least && !finding.edits.is_empty())
            .filter_map(|(number, finding)| candidate(report, number, finding))
            .collect();
        all.sort_by(|one, other| {
            let place = |candidate: &Candidate| (candidate.hull.start, usize::MAX - candidate.hull.end);
            (&one.path, place(one)).cmp(&(&other.path, place(other)))
        });
        all
    }

    /// Makes these repairs where all of them can stay.
    fn attempt(&mut self, candidates: &[Candidate]) -> Result<(), Troubles> {
        let everything = |reason: &str| -> Troubles {
            candidates.iter().map(|candidate| (candidate.finding, reason.to_owned())).collect()
        };
        let mut edits: BTreeMap<&PathBuf, Vec<Edit>> = BTreeMap::new();
        let mut counts: BTreeMap<&PathBuf, usize> = BTreeMap::new();
        for candidate in candidates {
            let edits = edits.entry(&candidate.path).or_default();
            edits.extend(candidate.edits.iter().filter(|edit| !edits.contains(edit)).cloned().collect::<Vec<_>>());
            *counts.entry(&candidate.path).or_default() += 1;
        }
        let mut texts = Texts(self.changes.iter().map(|(path, change)| (path.clone(), change.after.clone())).collect());
        let mut files: BTreeMap<&PathBuf, (String, String, String)> = BTreeMap::new();
        for (path, edits) in &edits {
            let found = candidates.iter().find(|candidate| candidate.path == **path);
            let Some(file) = found.map(|found| self.file(found.finding)) else { continue };
            let after = apply(&file.text, edits).ok_or_else(|| everything("two fixes overlap"))?;
            texts.0.insert((*path).clone(), after.clone());
            files.insert(path, (file.name.clone(), file.text.clone(), after));
        }
        let after = check_workspace_with(self.workspace, self.levels, &texts);
        let proof = Proof { before: &self.checked, after: &after, candidates, edits: &edits, texts: &texts };
        let troubles = proof.troubles();
        if !troubles.is_empty() {
            return Err(troubles);
        }
        for (path, (name, before, after)) in files {
            let change = Change { name, path: path.clone(), before, after: String::new(), repairs: 0 };
            let change = self.changes.entry(path.clone()).or_insert(change);
            change.after = after;
            change.repairs += counts.get(path).copied().unwrap_or_default();
        }
        self.checked = after;
        Ok(())
    }

    fn file(&self, finding: usize) -> &crate::report::File {
        let report = &self.checked.report;
        report.file(&report.findings[finding])
    }
}

fn candidate(report: &WorkspaceReport, number: usize, finding: &LocatedFinding) -> Option<Candidate> {
    let start = finding.edits.iter().map(|edit| edit.span.start).min()?.min(finding.span.start);
    let end = finding.edits.iter().map(|edit| edit.span.end).max()?.max(finding.span.end);
    Some(Candidate {
        finding: number,
        request: request_of(report, finding)?,
        path: real_path(&report.file(finding).path).ok()?,
        edits: finding.edits.clone(),
        hull: start..end,
    })
}

/// The request that a finding is about: the call that it is in, or the file.
fn request_of(report: &WorkspaceReport, finding: &LocatedFinding) -> Option<usize> {
    let requests = report.requests.iter().enumerate();
    let around = requests.filter(|(_, request)| {
        request.package == finding.package
            && request.file == finding.file
            && request.span.start <= finding.span.start
            && finding.span.end <= request.span.end
    });
    around.min_by_key(|(number, request)| (request.span.len(), *number)).map(|(number, _)| number)
}

/// Two inspections, and the repairs that lie between them.
struct Proof<'p> {
    before: &'p CheckedWorkspace,
    after: &'p CheckedWorkspace,
    candidates: &'p [Candidate],
    edits: &'p BTreeMap<&'p PathBuf, Vec<Edit>>,
    texts: &'p Texts,
}

/// Findings, counted: by the request that they are about, the package, and the rule.
type Counts<'i> = BTreeMap<(Option<usize>, &'i str, &'i str), Vec<&'i LocatedFinding>>;

impl Proof<'_> {
    fn troubles(&self) -> Troubles {
        let mut troubles = Troubles::new();
        let (before, after) = (&self.before.report, &self.after.report);
        if before.requests.len() != after.requests.len() || before.macro_generated.len() != after.macro_generated.len()
        {
            return self.all("it would add or remove calls");
        }
        for (number, (old, new)) in before.requests.iter().zip(&after.requests).enumerate() {
            if !self.is_same_request(old, new) {
                self.blame(Some(number), "", "it would change other scopes of the request", &mut troubles);
            } else if let Some((successor, reason)) = self.widened(number, old, new) {
                self.blame(Some(number), &successor, &reason, &mut troubles);
            }
        }
        self.files(&mut troubles);
        self.findings(&mut troubles);
        troubles
    }

    fn all(&self, reason: &str) -> Troubles {
        self.candidates.iter().map(|candidate| (candidate.finding, reason.to_owned())).collect()
    }

    /// Blames the repairs of a request that write a name; where none does, all of the request; where it has none, all.
    fn blame(&self, request: Option<usize>, name: &str, reason: &str, troubles: &mut Troubles) {
        let mine = |candidate: &&Candidate| Some(candidate.request) == request;
        let writes = |candidate: &&Candidate| {
            let finding = &self.before.report.findings[candidate.finding];
            let writes = |suggestion: &String| suggestion.contains(name) && !finding.finding.token.contains(name);
            !name.is_empty() && finding.finding.suggestions.first().is_some_and(writes)
        };
        let of_request: Vec<&Candidate> = self.candidates.iter().filter(mine).collect();
        let of_name: Vec<&Candidate> = of_request.iter().copied().filter(writes).collect();
        let all = || self.candidates.iter().collect();
        let blamed = [of_name, of_request].into_iter().find(|some| !some.is_empty()).unwrap_or_else(all);
        for candidate in blamed {
            troubles.entry(candidate.finding).or_insert_with(|| reason.to_owned());
        }
    }

    fn repairs_of(&self, request: usize) -> impl Iterator<Item = &LocatedFinding> {
        let mine = self.candidates.iter().filter(move |candidate| candidate.request == request);
        mine.map(|candidate| &self.before.report.findings[candidate.finding])
    }

    /// Whether a request is at the same place and says the same, as far as it was not repaired.
    fn is_same_request(&self, old: &Request, new: &Request) -> bool {
        let (before, after) = (&self.before.report, &self.after.report);
        let path = &before.files[old.file].path;
        let is_same = path == &after.files[new.file].path
            && (&old.package, &old.catalog, &old.client) == (&new.package, &new.catalog, &new.client)
            && old.operations.iter().map(|used| &used.name).eq(new.operations.iter().map(|used| &used.name));
        let Ok(path) = real_path(path) else { return false };
        let edits = self.edits.get(&path).map_or(&[][..], Vec::as_slice);
        let suggestions: Vec<&String> =
            self.same_file(&path).filter_map(|found| found.finding.suggestions.first()).collect();
        let mut added = new.scopes.iter().filter(|name| !old.scopes.contains(name));
        let mut lost = old.scopes.iter().filter(|name| !new.scopes.contains(name));
        let catalog = self.before.catalog(&old.catalog);
        is_same
            && moved(&old.span, edits) == new.span
            && added.all(|name| suggestions.iter().any(|suggestion| suggestion.contains(&**name)))
            && !lost.any(|name| catalog.is_some_and(|catalog| is_known(catalog, name)))
    }

    /// The repairs of a file, whatever they belong to: it may be part of several requests.
    fn same_file(&self, path: &PathBuf) -> impl Iterator<Item = &LocatedFinding> {
        let mine = self.candidates.iter().filter(move |candidate| candidate.path == *path);
        mine.map(|candidate| &self.before.report.findings[candidate.finding])
    }

    /// What a request would ask for that its text did not. A misspelled name asks for nothing else than the name that was
    /// meant. But what a retired name permitted the catalog does not say: where its successor includes more than itself,
    /// and the two do not name the same action, that may be more than there was.
    ///
    /// The successor, and what it would bring.
    fn widened(&self, number: usize, old: &Request, new: &Request) -> Option<(String, String)> {
        let loaded = self.before.catalogs.get(&old.package)?;
        let has = |request: &Request, name: &str| request.scopes.iter().any(|scope| scope == name);
        for catalog in std::iter::once(&loaded.catalog).chain(&loaded.named) {
            let asked = self.asked(number, old, catalog);
            for name in asked.iter().filter(|name| !has(new, name)) {
                let Lookup::Retired(id) = catalog.lookup(name) else { continue };
                for successor in catalog.retired(id).replaced_by.iter().map(|successor| &*successor.text) {
                    if !has(new, successor) || has(old, successor) || same_actions(name, successor) {
                        continue;
                    }
                    if let Some(more) = beyond(catalog, successor, &asked) {
                        let reason = format!("`{successor}` implies `{more}`, which `{name}` may not include");
                        return Some((successor.to_owned(), reason));
                    }
                }
            }
        }
        None
    }

    /// The names that a request was written with, those in texts of a wrong form too.
    fn asked(&self, number: usize, request: &Request, catalog: &Catalog) -> Vec<String> {
        let mut asked = request.scopes.clone();
        for finding in self.repairs_of(number) {
            let request =
                Asked { catalog, others: &[], texts: &[&*finding.finding.token], client: None, operations: &[] };
            asked.extend(check(&request).scopes.into_iter().map(std::borrow::Cow::into_owned));
        }
        asked
    }

    /// Configuration files say what they said, besides what was repaired.
    fn files(&self, troubles: &mut Troubles) {
        for (path, edits) in self.edits {
            let Some(candidate) = self.candidates.iter().find(|candidate| candidate.path == **path) else { continue };
            let before = &self.before.report;
            let file = before.file(&before.findings[candidate.finding]);
            let value = before.findings[candidate.finding].value.as_ref();
            let (Some(format), Some(after)) = (value.and_then(|value| value.format), self.texts.0.get(*path)) else {
                continue;
            };
            if !unchanged_elsewhere(Source { format, text: &file.text }, after, edits) {
                for candidate in self.candidates.iter().filter(|candidate| candidate.path == **path) {
                    let reason = "it would change other values of the file";
                    troubles.entry(candidate.finding).or_insert_with(|| reason.to_owned());
                }
            }
        }
    }

    /// The findings that were repaired are gone, and there are no others.
    fn findings(&self, troubles: &mut Troubles) {
        let (before, after) = (counts(&self.before.report), counts(&self.after.report));
        for (key, found) in &after {
            let (request, package, rule) = *key;
            let old = before.get(key).map_or(&[][..], Vec::as_slice);
            let repaired = self.candidates.iter().filter(|candidate| {
                let finding = &self.before.report.findings[candidate.finding];
                Some(candidate.request) == request && finding.package == package && finding.finding.rule.id == rule
            });
            if found.len() + repaired.count() <= old.len() || is_passing(found) {
                continue;
            }
            let is_new = |finding: &&&LocatedFinding| !old.iter().any(|old| old.finding.token == finding.finding.token);
            let new = found.iter().find(is_new);
            let reason = match new {
                Some(new) => format!("it would cause `{rule}`: {}", new.finding.message),
                None => format!("`{rule}` would remain"),
            };
            self.blame(request, new.map_or("", |new| &new.finding.token), &reason, troubles);
        }
    }
}

fn counts(report: &WorkspaceReport) -> Counts<'_> {
    let mut counts = Counts::new();
    for finding in &report.findings {
        let key = (request_of(report, finding), &*finding.package, finding.finding.rule.id);
        counts.entry(key).or_default().push(finding);
    }
    counts
}

/// Whether findings are of the one kind that a repair may bring: of `Repo repo` it makes a scope that is asked for twice,
/// and the next repair leaves that out. It brings no other, so this ends as well.
fn is_passing(findings: &[&LocatedFinding]) -> bool {
    let leaves_out =
        |finding: &&LocatedFinding| finding.finding.certainty == Certainty::Certain && !finding.edits.is_empty();
    findings.iter().all(|finding| *finding.finding.rule == rules::duplicate_scope::RULE && leaves_out(finding))
}

fn is_known(catalog: &Catalog, name: &str) -> bool {
    matches!(catalog.lookup(name), Lookup::Known(_))
}

/// What a scope includes besides itself, and none of the scopes that are asked for includes.
fn beyond<'c>(catalog: &'c Catalog, name: &str, asked: &[String]) -> Option<&'c str> {
    let Lookup::Known(scope) = catalog.lookup(name) else { return None };
    let known = |name: &String| match catalog.lookup(name) {
        Lookup::Known(id) => Some(id),
        _ => None,
    };
    let held: Vec<_> = asked.iter().filter_map(known).collect();
    let closure = catalog.closure(scope);
    let more = closure[1..].iter().find(|&&implied| !held.iter().any(|&held| catalog.covers(held, implied)))?;
    Some(&catalog.scope(*more).name)
}

/// Where some bytes are after edits before and in them.
fn moved(span: &Range<usize>, edits: &[Edit]) -> Range<usize> {
    let at = |offset: usize| {
        let before = edits.iter().filter(|edit| edit.span.end <= offset);
        let (gone, come) = before.fold((0, 0), |(gone, come), edit| (gone + edit.span.len(), come + edit.text.len()));
        offset + come - gone
    };
    at(span.start)..at(span.end)
}
