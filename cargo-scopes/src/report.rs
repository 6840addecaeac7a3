//! What a workspace asks for, and what is wrong with that.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::path::PathBuf;

use scope_catalog::{Finding, Level, rules};
use scope_config::Edit;
use serde::Serialize;

/// Everything that was looked at.
#[derive(Debug, Default)]
pub(crate) struct WorkspaceReport {
    /// The folder that the paths are relative to.
    pub(crate) root: PathBuf,
    /// The files that something was found in.
    pub(crate) files: Vec<File>,
    /// Their numbers, by their paths.
    pub(crate) numbers: HashMap<PathBuf, usize>,
    /// What is wrong, by package, file and place.
    pub(crate) findings: Vec<LocatedFinding>,
    /// What is asked for, in the same order.
    pub(crate) requests: Vec<Request>,
    /// Calls that only the compiler can check.
    pub(crate) macro_generated: Vec<MacroGeneratedCall>,
    /// Files with calls that are part of no target, from the root, in order.
    pub(crate) orphan_files: Vec<String>,
    /// How many calls and configuration files were checked.
    pub(crate) calls: usize,
    pub(crate) configs: usize,
    /// How many lists without a macro were checked; `None` where they were not looked for.
    pub(crate) literals: Option<usize>,
    /// How many Rust files were read for them.
    pub(crate) rust_files: usize,
    /// What was not checked, and why.
    pub(crate) notes: Vec<String>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// As it is shown: from the root of the workspace, with `/` between names.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// What it holds; empty where it cannot be read.
    pub(crate) text: String,
}

/// A finding, and where in the workspace it is.
#[derive(Clone, Debug)]
pub(crate) struct LocatedFinding {
    pub(crate) finding: Finding,
    pub(crate) package: String,
    /// The number of its file.
    pub(crate) file: usize,
    /// The bytes of the file that it is about.
    pub(crate) span: Range<usize>,
    /// The bytes to underline: one range at least.
    pub(crate) marks: Vec<Range<usize>>,
    /// What writes the first suggestion into the file; empty if that cannot be told.
    pub(crate) edits: Vec<Edit>,
    /// Whether the line it is about must not be shown: it holds a secret.
    pub(crate) is_private: bool,
    /// The value of a configuration file that it is about; nothing else of the file is shown.
    pub(crate) value: Option<ConfigValue>,
}

/// A value of a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConfigValue {
    /// Where in the file it is, as a path; empty for the file as a whole.
    pub(crate) path: String,
    /// Its bytes.
    pub(crate) span: Range<usize>,
    /// The format that the file was read in; none if nothing tells.
    pub(crate) format: Option<scope_config::Format>,
}

/// More findings than this are not shown, and not more bytes of them.
const MOST_SHOWN: usize = 5_000;
const MOST_BYTES: usize = 16 << 20;

impl LocatedFinding {
    /// How many bytes its texts have.
    fn length(&self) -> usize {
        let Finding { token, message, help, suggestions, .. } = &self.finding;
        let suggested: usize = suggestions.iter().map(String::len).sum();
        let edited: usize = self.edits.iter().map(|edit| edit.text.len()).sum();
        token.len() + message.len() + help.as_ref().map_or(0, String::len) + suggested + edited
    }

    /// A finding at some bytes of a file.
    pub(crate) fn new(package: &str, file: usize, span: Range<usize>, finding: Finding) -> Self {
        let (package, marks) = (package.to_owned(), vec![span.clone()]);
        Self { finding, package, file, span, marks, edits: Vec::new(), is_private: false, value: None }
    }

    /// Whether it is an error.
    pub(crate) fn is_denied(&self) -> bool {
        self.finding.level == Level::Deny
    }
}

/// One list of scopes that the workspace asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) package: String,
    /// The number of its file.
    pub(crate) file: usize,
    /// The bytes of the call, or of the list in a configuration file.
    pub(crate) span: Range<usize>,
    /// What it is checked against; see [`CheckedWorkspace::catalog`](crate::check_workspace::CheckedWorkspace::catalog).
    pub(crate) catalog: CatalogKey,
    pub(crate) client: Option<String>,
    /// The scopes, in the form that they are meant to have.
    pub(crate) scopes: Vec<String>,
    /// The bytes of each of them; none if they are written without a macro.
    pub(crate) places: Vec<Range<usize>>,
    /// What the code does with a token: the operations that the call names.
    pub(crate) operations: Vec<Used>,
    /// Those that the catalog does not know.
    pub(crate) unknown_operations: Vec<String>,
    /// Whether it only says what the code does, and asks for nothing: `operation!`, `#[performs]`.
    pub(crate) is_use: bool,
    /// Whether it is written without a macro.
    pub(crate) is_literal: bool,
    /// Whether only tests have it.
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
    /// The bundled provider, where it is none of the package's own catalogs.
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
    /// Its arguments come from a macro by example.
    Arguments,
    /// It may be a call of somebody else's macro.
    Owner,
    /// It is in a macro by example that the package does not call.
    Uncalled,
    /// It is in code that a procedural macro writes.
    Generated,
    /// It is made by another macro, which is given the name of ours.
    HandedOn,
}

impl Unseen {
    /// What that is, without what follows.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Arguments => "arguments come from a macro",
            Self::Owner => "it may be a macro of another package: the code that decides this was not found",
            Self::Uncalled => "part of a macro that this package does not call",
            Self::Generated => "part of code that a macro writes",
            Self::HandedOn => "the name is given to another macro, which makes the call",
        }
    }

    /// For people.
    pub(crate) fn note(self) -> String {
        format!("{}; checked only by the compiler", self.reason())
    }
}

/// What is said of a file that belongs to nothing.
pub(crate) const ORPHAN_FILE: &str = "not part of any target; not checked";

impl WorkspaceReport {
    /// Whether anything is denied.
    pub(crate) fn is_denied(&self) -> bool {
        self.findings.iter().any(LocatedFinding::is_denied)
    }

    /// The findings to show, in order: all of them, or else the errors first, as many as somebody may look through.
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

    /// That there is more than what is shown.
    pub(crate) fn left_off(&self, shown: usize) -> Option<String> {
        let more = self.findings.len() - shown;
        (more > 0).then(|| format!("{more} more findings are not shown"))
    }

    /// Puts everything into its order: findings by package, file and place. What is wrong with a catalog that several
    /// packages share is said once.
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

    /// Takes what was found in a package. Its files have other numbers there.
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

    /// The number of a file, which may be known without its text.
    pub(crate) fn number(&mut self, file: File) -> usize {
        let number = *self.numbers.entry(file.path.clone()).or_insert(self.files.len());
        match self.files.get_mut(number) {
            Some(known) if known.text.is_empty() => known.text = file.text,
            Some(_) => {}
            None => self.files.push(file),
        }
        number
    }

    /// What was not checked, and why: files, each with the call in it that is not, or that belong to nothing.
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
