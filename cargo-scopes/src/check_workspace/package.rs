//! The check of one package.

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

/// Checks one package, and adds what it finds to the report of the workspace.
pub(super) struct PackageChecker<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) package: &'w Package,
    pub(super) levels: &'w Levels,
    pub(super) texts: &'w Texts,
    /// The names by which files know the macros, other than their own.
    pub(super) aliases: &'w Aliases,
    pub(super) bundled: &'w Bundled,
    pub(super) report: &'w mut WorkspaceReport,
    /// The lines of places that were asked for, as they are shown.
    pub(super) positions: RefCell<BTreeMap<(PathBuf, usize), String>>,
}

/// What a configuration file asks for and calls should ask for too: by catalog and client.
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
        // A clone may have hundreds of packages, each with as many mistakes as one may have.
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

    /// The number of a file that a catalog was made from.
    pub(super) fn catalog_file(&mut self, loaded: &Loaded, place: SourceSpan) -> Option<usize> {
        let file = loaded.files.get(place.position())?;
        let path = plain(&file.path);
        if let Some(&known) = self.report.numbers.get(&path) {
            return Some(known);
        }
        Some(self.file(self.workspace.name(&path), path, &file.text))
    }

    /// Something that is asked for in a catalog and cannot be done.
    pub(super) fn refuse(&mut self, loaded: &Loaded, refusal: UsageError, place: SourceSpan) {
        if let Some(file) = self.catalog_file(loaded, place) {
            self.plain(&rules::catalog::RULE, file, place.span.range(), refusal.message, refusal.help);
        }
    }

    /// Adds what is wrong before any rule can be checked.
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

    /// Makes warnings of the findings from a number on: a macro around the call may leave it out.
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

/// Adds a line to what a finding says to do.
pub(super) fn add_help(finding: &mut Finding, line: &str) {
    let help = finding.help.take();
    finding.help = Some(help.map_or_else(|| line.to_owned(), |help| format!("{help}\n{line}")));
}

/// A call in a file of its own number.
pub(super) struct Use<'s> {
    pub(super) file: usize,
    pub(super) text: &'s str,
    pub(super) call: &'s Call,
    /// A macro around the call that may leave it out.
    pub(super) doubt: Option<String>,
    /// Whether only tests have it: they request nothing.
    pub(super) is_of_tests: bool,
}
