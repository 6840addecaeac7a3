//! The proof that repairs can stay: what was wrong is right, and everything else says what it said.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::path::PathBuf;

use scope_catalog::{Catalog, Certainty, Finding, Lookup, Request as Asked, check, rules, same_actions};
use scope_config::{Edit, Source, unchanged_elsewhere};

use super::candidate::{Candidate, RequestsAround, Troubles, real_paths};
use crate::check_workspace::CheckedWorkspace;
use crate::report::{LocatedFinding, Request, WorkspaceReport};
use crate::sources::Texts;

/// Two inspections, and the repairs that lie between them.
pub(super) struct Proof<'p> {
    before: &'p CheckedWorkspace,
    after: &'p CheckedWorkspace,
    candidates: &'p [Candidate],
    /// The same by the request that they belong to.
    by_request: HashMap<usize, Vec<&'p Candidate>>,
    edits: &'p BTreeMap<&'p PathBuf, Vec<Edit>>,
    /// For each file of the first inspection its real path, and what edits move in it.
    shifts: Vec<Option<(PathBuf, Shifts)>>,
    texts: &'p Texts,
}

/// Findings, counted: by the request that they are about, the package, and the rule.
type Counts<'i> = BTreeMap<(Option<usize>, &'i str, &'i str), Vec<&'i LocatedFinding>>;

impl<'p> Proof<'p> {
    pub(super) fn new(
        before: &'p CheckedWorkspace,
        after: &'p CheckedWorkspace,
        candidates: &'p [Candidate],
        edits: &'p BTreeMap<&'p PathBuf, Vec<Edit>>,
        texts: &'p Texts,
    ) -> Self {
        let mut by_request: HashMap<usize, Vec<&Candidate>> = HashMap::new();
        for candidate in candidates {
            by_request.entry(candidate.request).or_default().push(candidate);
        }
        let shifts = real_paths(&before.report).into_iter().map(|path| {
            let path = path?;
            let shifts = Shifts::new(edits.get(&path).map_or(&[][..], Vec::as_slice));
            Some((path, shifts))
        });
        Self { before, after, candidates, by_request, edits, shifts: shifts.collect(), texts }
    }

    fn of_request(&self, request: usize) -> &[&'p Candidate] {
        self.by_request.get(&request).map_or(&[], Vec::as_slice)
    }

    /// Why the repairs cannot stay; empty if they can.
    pub(super) fn troubles(&self) -> Troubles {
        let mut troubles = Troubles::new();
        let (before, after) = (&self.before.report, &self.after.report);
        if before.requests.len() != after.requests.len() || before.macro_generated.len() != after.macro_generated.len()
        {
            self.blame(None, "", "it would add or remove calls", &mut troubles);
            return troubles;
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

    /// Blames the repairs of a request that write a name; where none does, all of the request; where it has none, all.
    fn blame(&self, request: Option<usize>, name: &str, reason: &str, troubles: &mut Troubles) {
        let writes = |candidate: &&Candidate| {
            let Finding { token, suggestions, .. } = &self.repaired(candidate).finding;
            let writes = |suggestion: &String| suggestion.contains(name) && !token.contains(name);
            !name.is_empty() && suggestions.first().is_some_and(writes)
        };
        let of_request: Vec<&Candidate> = request.map_or_else(Vec::new, |request| self.of_request(request).to_vec());
        let of_name: Vec<&Candidate> = of_request.iter().copied().filter(writes).collect();
        let is_all_blamed = troubles.len() == self.candidates.len();
        let all = || self.candidates.iter().filter(|_| !is_all_blamed).collect();
        let blamed = [of_name, of_request].into_iter().find(|some| !some.is_empty()).unwrap_or_else(all);
        for candidate in blamed {
            troubles.entry(candidate.finding).or_insert_with(|| reason.to_owned());
        }
    }

    /// What a repair is of.
    fn repaired(&self, candidate: &Candidate) -> &'p LocatedFinding {
        &self.before.report.findings[candidate.finding]
    }

    /// Whether a request is at the same place and says the same, as far as it was not repaired.
    fn is_same_request(&self, old: &Request, new: &Request) -> bool {
        let (before, after) = (&self.before.report, &self.after.report);
        let path = &before.files[old.file].path;
        let is_same = path == &after.files[new.file].path
            && (&old.package, &old.catalog, &old.client) == (&new.package, &new.catalog, &new.client)
            && old.operations.iter().map(|used| &used.name).eq(new.operations.iter().map(|used| &used.name));
        let Some((path, shifts)) = &self.shifts[old.file] else { return false };
        let (before, after): (HashSet<&String>, HashSet<&String>) =
            (old.scopes.iter().collect(), new.scopes.iter().collect());
        let suggestions: Vec<&String> =
            self.repairs_in(path, &old.span).filter_map(|found| found.finding.suggestions.first()).collect();
        let suggested: HashSet<&str> = suggestions.iter().flat_map(|text| text.split([' ', ','])).collect();
        let mut added = after.iter().filter(|name| !before.contains(**name));
        let mut lost = before.iter().filter(|name| !after.contains(**name));
        let catalog = self.before.catalog(&old.catalog);
        is_same
            && shifts.moved(&old.span) == new.span
            && added.all(|name| {
                suggested.contains(&***name) || suggestions.iter().any(|suggestion| suggestion.contains(&***name))
            })
            && !lost.any(|name| catalog.is_some_and(|catalog| catalog.lookup(name).known().is_some()))
    }

    /// The repairs in some bytes of a file, whatever they belong to: these may be part of several requests. They are in order.
    fn repairs_in(&self, path: &PathBuf, bytes: &Range<usize>) -> impl Iterator<Item = &LocatedFinding> {
        let first =
            self.candidates.partition_point(|candidate| (&candidate.path, candidate.hull.start) < (path, bytes.start));
        let rest = self.candidates[first..].iter();
        let mine = rest.take_while(|candidate| candidate.path == *path && candidate.hull.start <= bytes.end);
        mine.map(|candidate| self.repaired(candidate))
    }

    /// What a request would ask for that its text did not. A misspelled name asks for nothing else than the name that was
    /// meant. But what a retired name permitted the catalog does not say: where its successor includes more than itself,
    /// and the two do not name the same action, that may be more than there was.
    ///
    /// The successor, and what it would bring.
    fn widened<'a>(&self, number: usize, old: &'a Request, new: &'a Request) -> Option<(String, String)> {
        // Few repairs are of a retired name; most need no look at what stays.
        if self.of_request(number).is_empty() && old.scopes == new.scopes {
            return None;
        }
        let names = |request: &'a Request| -> HashSet<&'a str> { request.scopes.iter().map(String::as_str).collect() };
        let (of_old, of_new) = (names(old), names(new));
        let catalog = self.before.catalog(&old.catalog)?;
        let asked = self.asked(number, old, catalog);
        for name in asked.iter().filter(|name| !of_new.contains(&***name)) {
            let Lookup::Retired(id) = catalog.lookup(name) else { continue };
            for successor in catalog.retired(id).replaced_by.iter().map(|successor| &*successor.text) {
                if !of_new.contains(successor) || of_old.contains(successor) || same_actions(name, successor) {
                    continue;
                }
                if let Some(more) = beyond(catalog, successor, &asked) {
                    let reason = format!("`{successor}` implies `{more}`, which `{name}` may not include");
                    return Some((successor.to_owned(), reason));
                }
            }
        }
        None
    }

    /// The names that a request was written with, those in texts of a wrong form too.
    fn asked(&self, number: usize, request: &Request, catalog: &Catalog) -> Vec<String> {
        let mut asked = request.scopes.clone();
        for finding in self.of_request(number).iter().map(|candidate| self.repaired(candidate)) {
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
            let finding = self.repaired(candidate);
            let text = &self.before.report.file(finding).text;
            let format = finding.value.as_ref().and_then(|value| value.format);
            let (Some(format), Some(after)) = (format, self.texts.0.get(*path)) else { continue };
            if !unchanged_elsewhere(Source { format, text }, after, edits) {
                for candidate in self.candidates.iter().filter(|candidate| candidate.path == **path) {
                    let reason = || "it would change other values of the file".to_owned();
                    troubles.entry(candidate.finding).or_insert_with(reason);
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
            let mine = request.map_or(&[][..], |request| self.of_request(request));
            let repaired = mine.iter().map(|candidate| self.repaired(candidate));
            let repaired = repaired.filter(|one| one.package == package && one.finding.rule.id == rule);
            if found.len() + repaired.count() <= old.len() || is_passing(found) {
                continue;
            }
            let known: HashSet<&str> = old.iter().map(|old| &*old.finding.token).collect();
            let is_new = |finding: &&&LocatedFinding| !known.contains(&*finding.finding.token);
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
    let around = RequestsAround::new(report);
    for finding in &report.findings {
        let key = (around.of(finding), &*finding.package, finding.finding.rule.id);
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

/// What a scope includes besides itself, and none of the scopes that are asked for includes.
fn beyond<'c>(catalog: &'c Catalog, name: &str, asked: &[String]) -> Option<&'c str> {
    let closure = catalog.closure(catalog.lookup(name).known()?);
    let held: Vec<_> = asked.iter().filter_map(|name| catalog.lookup(name).known()).collect();
    let more = closure[1..].iter().find(|&&implied| !held.iter().any(|&held| catalog.covers(held, implied)))?;
    Some(&catalog.scope(*more).name)
}

/// What edits do to places: for each end of an edit, in order, the bytes that have gone and come up to there.
struct Shifts(Vec<(usize, usize, usize)>);

impl Shifts {
    fn new(edits: &[Edit]) -> Self {
        let mut shifts: Vec<_> = edits.iter().map(|edit| (edit.span.end, edit.span.len(), edit.text.len())).collect();
        shifts.sort_unstable();
        let (mut gone, mut come) = (0, 0);
        for (_, length, written) in &mut shifts {
            (gone, come) = (gone + *length, come + *written);
            (*length, *written) = (gone, come);
        }
        Self(shifts)
    }

    /// Where some bytes are after edits before and in them.
    fn moved(&self, span: &Range<usize>) -> Range<usize> {
        let at = |offset: usize| {
            let before = self.0.partition_point(|&(end, ..)| end <= offset);
            let (gone, come) = before.checked_sub(1).map_or((0, 0), |last| (self.0[last].1, self.0[last].2));
            offset + come - gone
        };
        at(span.start)..at(span.end)
    }
}
