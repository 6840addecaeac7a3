//! Defines the report of a workspace: what it requests, and what is wrong.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::path::PathBuf;

use scope_catalog::{Finding, Level, rules};
use scope_config::Edit;
use serde::Serialize;

/// Everything that was found in a workspace.
#[derive(Debug, Default)]
pub(crate) struct WorkspaceReport {
    /// The folder that file names are relative to.
    pub(crate) root: PathBuf,
    /// The files that the report mentions.
    pub(crate) files: Vec<File>,
    /// The numbers of the files, by path.
    pub(crate) numbers: HashMap<PathBuf, usize>,
    /// The findings, sorted by package, file and location.
    pub(crate) findings: Vec<LocatedFinding>,
    /// The requests, in the same order.
    pub(crate) requests: Vec<Request>,
    /// Calls that only the compiler can check.
    pub(crate) macro_generated: Vec<MacroGeneratedCall>,
    /// Files with calls that belong to no target, sorted, relative to the root.
    pub(crate) orphan_files: Vec<String>,
    /// How many calls and configuration files were checked.
    pub(crate) calls: usize,
    pub(crate) configs: usize,
    /// How many lists without a macro were checked; `None` if they were not searched for.
    pub(crate) literals: Option<usize>,
    /// How many Rust files were searched for them.
    pub(crate) rust_files: usize,
    /// What was not checked, and why.
    pub(crate) notes: Vec<String>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// The name for messages: relative to the root of the workspace, with `/` as the separator.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// The text; empty if the file cannot be read.
    pub(crate) text: String,
}

/// A finding, and its location in the workspace.
#[derive(Clone, Debug)]
pub(crate) struct LocatedFinding {
    pub(crate) finding: Finding,
    pub(crate) package: String,
    /// The number of its file.
    pub(crate) file: usize,
    /// The bytes in the file that it is about.
    pub(crate) span: Range<usize>,
    /// The bytes to underline, at least one range.
    pub(crate) marks: Vec<Range<usize>>,
    /// The edits that apply the first suggestion; empty if they are not known.
    pub(crate) edits: Vec<Edit>,
    /// Whether its line must not be shown because it contains a secret.
    pub(crate) is_private: bool,
    /// The value in a configuration file that it is about. Nothing else of the file is shown.
    pub(crate) value: Option<ConfigValue>,
}

/// A value in a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConfigValue {
    /// Its location as a path; empty for the whole file.
    pub(crate) path: String,
    /// Its bytes.
    pub(crate) span: Range<usize>,
    /// The format of the file; `None` if it is unknown.
    pub(crate) format: Option<scope_config::Format>,
}

/// The limits for the findings that are shown: their number, and their size in bytes.
const MOST_SHOWN: usize = 5_000;
const MOST_BYTES: usize = 16 << 20;

impl LocatedFinding {
    /// Returns the number of bytes in its texts.
    fn length(&self) -> usize {
        let Finding { token, message, help, suggestions, .. } = &self.finding;
        let suggested: usize = suggestions.iter().map(String::len).sum();
        let edited: usize = self.edits.iter().map(|edit| edit.text.len()).sum();
        token.len() + message.len() + help.as_ref().map_or(0, String::len) + suggested + edited
    }

    /// Creates a finding about a range of bytes.
    pub(crate) fn new(package: &str, file: usize, span: Range<usize>, finding: Finding) -> Self {
        let (package, marks) = (package.to_owned(), vec![span.clone()]);
        Self { finding, package, file, span, marks, edits: Vec::new(), is_private: false, value: None }
    }

    /// Whether it is an error.
    pub(crate) fn is_denied(&self) -> bool {
        self.finding.level == Level::Deny
    }
}

/// A list of scopes that the workspace requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) package: String,
    /// The number of its file.
    pub(crate) file: usize,
    /// The bytes of the call, or of the list in a configuration file.
    pub(crate) span: Range<usize>,
    /// The catalog that it is checked against; see
    /// [`CheckedWorkspace::catalog`](crate::check_workspace::CheckedWorkspace::catalog).
    pub(crate) catalog: CatalogKey,
    pub(crate) client: Option<String>,
    /// The scopes, without mistakes in their form.
    pub(crate) scopes: Vec<String>,
    /// The bytes of each scope; none if they are written without a macro.
    pub(crate) places: Vec<Range<usize>>,
    /// The operations that the call names, for which the token is used.
    pub(crate) operations: Vec<Used>,
    /// The named operations that the catalog does not have.
    pub(crate) unknown_operations: Vec<String>,
    /// Whether the call only says what the code does, without a request: `operation!`, `#[performs]`.
    pub(crate) is_use: bool,
    /// Whether it is written without a macro.
    pub(crate) is_literal: bool,
    /// Whether it is only in test code.
    pub(crate) is_of_tests: bool,
}

/// An operation that a call names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Used {
    pub(crate) name: String,
    /// The bytes of the literal.
    pub(crate) span: Range<usize>,
}

/// A catalog of a package: the main one, or one of `[catalogs]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CatalogKey {
    pub(crate) package: String,
    pub(crate) key: Option<String>,
    /// The bundled provider, if the catalog is not one of the package's own.
    pub(crate) bundled: Option<&'static str>,
}

/// A call that only the compiler can check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MacroGeneratedCall {
    pub(crate) file: usize,
    pub(crate) span: Range<usize>,
    pub(crate) reason: Unseen,
}

/// Why only the compiler can check a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Unseen {
    /// Its arguments come from a `macro_rules!` macro.
    Arguments,
    /// It may be a macro of another package.
    Owner,
    /// It is in a `macro_rules!` macro that the package does not call.
    Uncalled,
    /// It is in code that a procedural macro generates.
    Generated,
    /// It is made by another macro that is given the name of ours.
    HandedOn,
}

impl Unseen {
    /// Returns the reason in words.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Arguments => "arguments come from a macro",
            Self::Owner => "it may be a macro of another package: the code that decides this was not found",
            Self::Uncalled => "part of a macro that this package does not call",
            Self::Generated => "part of code that a macro writes",
            Self::HandedOn => "the name is given to another macro, which makes the call",
        }
    }

    /// Returns a note for people.
    pub(crate) fn note(self) -> String {
        format!("{}; checked only by the compiler", self.reason())
    }
}

/// The note about a file that is not part of any target.
pub(crate) const ORPHAN_FILE: &str = "not part of any target; not checked";

impl WorkspaceReport {
    /// Whether anything is denied.
    pub(crate) fn is_denied(&self) -> bool {
        self.findings.iter().any(LocatedFinding::is_denied)
    }

    /// Returns the findings to show, in order. If there are too many, errors take precedence.
    pub(crate) fn shown(&self) -> Vec<&LocatedFinding> {
        let mut order: Vec<usize> = (0..self.findings.len()).collect();
        order.sort_by_key(|&number| !self.findings[number].is_denied());
        let mut bytes = 0;
        let is_shown = |&(count, number): &(usize, usize)| {
            bytes += self.findings[number].length();
            count < MOST_SHOWN && (bytes <= MOST_BYTES || count == 0)
        };
        let mut shown: Vec<usize> =
            order.into_iter().enumerate().take_while(is_shown).map(|(_, number)| number).collect();
        shown.sort_unstable();
        shown.into_iter().map(|number| &self.findings[number]).collect()
    }

    /// Returns a note about findings that are not shown.
    pub(crate) fn left_off(&self, shown: usize) -> Option<String> {
        let more = self.findings.len() - shown;
        (more > 0).then(|| format!("{more} more findings are not shown"))
    }

    /// Sorts everything: findings by package, file and location. Problems in a catalog that several packages share are
    /// reported once.
    pub(crate) fn sort(&mut self) {
        let Self { files, findings, orphan_files, .. } = self;
        findings.sort_by_cached_key(|located| {
            (located.package.clone(), files[located.file].name.clone(), located.span.start, located.span.end)
        });
        let mut seen = BTreeSet::new();
        findings.retain(|LocatedFinding { finding, file, span, .. }| {
            *finding.rule != rules::catalog::RULE || seen.insert((*file, span.start, finding.message.clone()))
        });
        orphan_files.sort();
        orphan_files.dedup();
    }

    /// Adds the report of a package, in which files have other numbers.
    pub(crate) fn absorb(&mut self, other: Self) {
        let numbers: Vec<usize> = other.files.into_iter().map(|file| self.number(file)).collect();
        self.findings.extend(other.findings.into_iter().map(|one| LocatedFinding { file: numbers[one.file], ..one }));
        self.requests.extend(other.requests.into_iter().map(|one| Request { file: numbers[one.file], ..one }));
        let generated = other.macro_generated.into_iter();
        self.macro_generated.extend(generated.map(|one| MacroGeneratedCall { file: numbers[one.file], ..one }));
        self.orphan_files.extend(other.orphan_files);
        self.calls += other.calls;
        self.configs += other.configs;
        self.literals = self.literals.map(|count| count + other.literals.unwrap_or(0));
        self.notes.extend(other.notes);
    }

    /// Returns the number of a file, which may have been added without its text.
    pub(crate) fn number(&mut self, file: File) -> usize {
        let number = *self.numbers.entry(file.path.clone()).or_insert(self.files.len());
        match self.files.get_mut(number) {
            Some(known) if known.text.is_empty() => known.text = file.text,
            Some(_) => {}
            None => self.files.push(file),
        }
        number
    }

    /// Returns the files that were not checked completely, each with the unchecked call, if that is the reason, and the
    /// note.
    pub(crate) fn unchecked(&self) -> impl Iterator<Item = (&str, Option<&MacroGeneratedCall>, String)> {
        let calls =
            self.macro_generated.iter().map(|call| (&*self.files[call.file].name, Some(call), call.reason.note()));
        calls.chain(self.orphan_files.iter().map(|file| (&**file, None, ORPHAN_FILE.to_owned())))
    }

    /// The file of a finding.
    pub(crate) fn file(&self, located: &LocatedFinding) -> &File {
        &self.files[located.file]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(level: Level, token: &str) -> LocatedFinding {
        let mut finding = Finding::new(&rules::unknown_scope::RULE, "wrong").token(token);
        finding.level = level;
        LocatedFinding::new("", 0, 0..0, finding)
    }

    #[test]
    fn of_too_many_findings_the_errors_are_shown() {
        let mut findings = vec![finding(Level::Warn, "a"); 6_000];
        findings.push(finding(Level::Deny, "b"));
        let report = WorkspaceReport { findings, ..WorkspaceReport::default() };
        let shown = report.shown();
        assert_eq!((shown.len(), &*shown[4_999].finding.token), (5_000, "b"));
        assert_eq!(report.left_off(shown.len()).as_deref(), Some("1001 more findings are not shown"));
    }

    #[test]
    fn findings_are_limited_by_their_bytes() {
        let findings = vec![finding(Level::Deny, &"x".repeat(5 << 20)); 10];
        let report = WorkspaceReport { findings, ..WorkspaceReport::default() };
        assert_eq!(report.shown().len(), 3);
        let few = WorkspaceReport { findings: vec![finding(Level::Deny, &"x".repeat(17 << 20))], ..report };
        assert_eq!((few.shown().len(), few.left_off(1)), (1, None));
    }
}
