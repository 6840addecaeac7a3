//! Checks a package.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use scope_catalog::load::{Environment, Failure as Absence, Loaded, load};
use scope_catalog::{Catalog, FILE_NAME, Finding, Level, Rule, SourceSpan, quoted, rules};
use scope_config::{Edit, Reused, UsageError};

use super::bundled::Bundled;
use super::read_sources::Read;
use crate::levels::Levels;
use crate::paths::plain;
use crate::report::{CatalogKey, File, LocatedFinding, WorkspaceReport};
use crate::rust::{Aliases, Call};
use crate::sources::Texts;
use crate::workspace::{Package, Workspace};

/// Checks a package, and adds its findings to the report of the workspace.
pub(super) struct PackageChecker<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) package: &'w Package,
    pub(super) levels: &'w Levels,
    pub(super) texts: &'w Texts,
    /// The other names by which files import the macros.
    pub(super) aliases: &'w Aliases,
    pub(super) bundled: &'w Bundled,
    pub(super) report: &'w mut WorkspaceReport,
    /// The locations that were computed so far, as they are shown.
    pub(super) positions: RefCell<BTreeMap<(PathBuf, usize), String>>,
}

/// The scopes that configuration files request and that calls should request, too, by catalog and client.
pub(super) type Agreed = BTreeMap<String, String>;

impl PackageChecker<'_> {
    pub(super) fn run(&mut self, sources: &[&Read]) -> Option<Loaded> {
        let uses = self.uses(sources);
        let own = self.package.folder.join(FILE_NAME);
        if uses.is_empty() && !own.exists() {
            return None;
        }
        let environment = Environment {
            package: &self.package.folder,
            fallback: self.workspace.fallback.as_deref(),
            roots: Some(&self.workspace.roots),
        };
        let mut loaded = match load(&environment) {
            Ok(loaded) => loaded,
            Err(failure) => {
                self.absence(&failure, &uses);
                return None;
            }
        };
        self.levels.apply(&mut loaded);
        // A repository may contain hundreds of packages, each with the maximum number of mistakes.
        let packages = self.workspace.packages.len();
        loaded.limit_explanations(packages);
        if !loaded.problems.is_empty() {
            self.problems(&loaded);
            return Some(loaded);
        }
        let agreed = self.configs(&loaded, &Reused::of_one_among(packages));
        for one in &uses {
            let before = self.report.findings.len();
            self.call(one, &loaded, &agreed);
            if let Some(name) = &one.doubt {
                self.doubt(before, name);
            }
        }
        Some(loaded)
    }

    pub(super) fn file(&mut self, name: String, path: PathBuf, text: &str) -> usize {
        self.report.number(File { name, path, text: text.to_owned() })
    }

    /// Returns the number of a file that a catalog was loaded from.
    pub(super) fn catalog_file(&mut self, loaded: &Loaded, place: SourceSpan) -> Option<usize> {
        let file = loaded.files.get(place.position())?;
        let path = plain(&file.path);
        if let Some(&known) = self.report.numbers.get(&path) {
            return Some(known);
        }
        Some(self.file(self.workspace.name(&path), path, &file.text))
    }

    /// Reports a setting in a catalog that cannot be used.
    pub(super) fn refuse(&mut self, loaded: &Loaded, refusal: UsageError, place: SourceSpan) {
        if let Some(file) = self.catalog_file(loaded, place) {
            self.plain(&rules::catalog::RULE, file, place.span.range(), refusal.message, refusal.help);
        }
    }

    /// Adds a finding that is not the result of a rule.
    pub(super) fn plain(
        &mut self,
        rule: &'static Rule,
        file: usize,
        span: Range<usize>,
        message: String,
        help: Option<String>,
    ) {
        let mut finding = Finding::new(rule, message);
        finding.help = help;
        self.push(LocatedFinding::new(&self.package.name, file, span, finding));
    }

    pub(super) fn push(&mut self, mut located: LocatedFinding) {
        if self.levels.deny_warnings && located.finding.level == Level::Warn {
            located.finding.level = Level::Deny;
        }
        self.report.findings.push(located);
    }

    /// Turns the findings from an index on into warnings, since a macro around the call may discard it.
    fn doubt(&mut self, from: usize, name: &str) {
        for located in &mut self.report.findings[from..] {
            if located.finding.level == Level::Deny && !self.levels.deny_warnings {
                located.finding.level = Level::Warn;
            }
            let line =
                format!("the call is inside `{name}!`, which may leave it out: then the compiler does not report this");
            add_help(&mut located.finding, &line);
        }
    }

    pub(super) fn absence(&mut self, failure: &Absence, uses: &[Use<'_>]) {
        let init = "run `cargo scopes init` to create one from the source code";
        let (message, help) = match failure {
            Absence::Missing(tried) => {
                let tried = quoted(tried.iter().map(|path| self.workspace.shown(path)), " and ");
                let message = format!("no catalog of scopes: `{FILE_NAME}` not found");
                let help = failure.help().unwrap_or_else(|| init.to_owned());
                (message, format!("looked for {tried}\n{help}"))
            }
            Absence::Unreadable { path, reason } => {
                let message = format!("`{}` {reason}", self.workspace.shown(path));
                (message, "the catalog is a TOML file of UTF-8 text".to_owned())
            }
        };
        let (file, span) = if let Some(first) = uses.first() {
            (first.file, first.call.span.clone())
        } else {
            let path = self.package.folder.join(FILE_NAME);
            (self.file(self.workspace.name(&path), path, ""), 0..0)
        };
        self.plain(&rules::catalog::RULE, file, span, message, Some(help));
    }

    pub(super) fn problems(&mut self, loaded: &Loaded) {
        for problem in &loaded.problems {
            let refusal = UsageError { message: problem.message.clone(), help: problem.help.clone() };
            self.refuse(loaded, refusal, problem.span);
            if let Some(last) = self.report.findings.last_mut() {
                last.is_private = problem.is_private;
            }
        }
    }

    pub(super) fn key(&self, catalog: &Catalog) -> CatalogKey {
        CatalogKey { package: self.package.name.clone(), key: catalog.key().map(str::to_owned), bundled: None }
    }

    pub(super) fn finding(
        &mut self,
        file: usize,
        finding: Finding,
        span: Range<usize>,
        marks: Vec<Range<usize>>,
        edits: Vec<Edit>,
    ) {
        let located = LocatedFinding::new(&self.package.name, file, span, finding);
        let marks = if marks.is_empty() { located.marks } else { marks };
        self.push(LocatedFinding { marks, edits, ..located });
    }
}

/// Adds a line to the help of a finding.
pub(super) fn add_help(finding: &mut Finding, line: &str) {
    let help = finding.help.take();
    finding.help = Some(help.map_or_else(|| line.to_owned(), |help| format!("{help}\n{line}")));
}

/// A call, and the number of its file.
pub(super) struct Use<'s> {
    pub(super) file: usize,
    pub(super) text: &'s str,
    pub(super) call: &'s Call,
    /// The name of a surrounding macro that may discard the call.
    pub(super) doubt: Option<String>,
    /// Whether it is only in test code, and so requests nothing.
    pub(super) is_of_tests: bool,
}
