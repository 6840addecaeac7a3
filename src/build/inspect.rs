//! From files and variables to a report.

use std::borrow::ToOwned;
use std::panic::Location;
use std::path::Path;
use std::string::{String, ToString};
use std::vec::Vec;
use std::{env, format, println, vec};

use scope_catalog::load::{Environment, Loaded, Target, load};
use scope_catalog::{CheckMode, FILE_NAME, Finding, Level, SourceSpan, Span, config_match};
use scope_config::{ConfigCheck, ExtractedText, LocatedFinding, UsageError, read_file, resolve};

use super::report::{MOST, Report, Row};
use super::watch::{absolute, to_watch};
use super::{Check, Item, Subject};

/// Checks, and tells cargo what was looked at.
pub(super) fn inspect(check: &Check, package: &Path) -> Report {
    println!("cargo::rerun-if-env-changed=SCOPES_CATALOG");
    println!("cargo::rerun-if-env-changed=SCOPES_CHECK");
    let mut inspection = Inspection { package, report: Report::default() };
    if is_somebody_else_s(package) {
        return inspection.report;
    }
    let mode = match CheckMode::parse(env::var_os("SCOPES_CHECK").as_deref()) {
        Ok(mode) => mode,
        Err(message) => {
            inspection.general(&message, None);
            return inspection.report;
        }
    };
    inspection.everything(check);
    let mut report = inspection.report;
    report.rows.retain(|_| mode != CheckMode::Off);
    for row in &mut report.rows {
        row.is_denied &= mode == CheckMode::Normal;
    }
    report
}

/// Whether cargo has unpacked the package: then those who depend on it can do nothing about its files, and while it is
/// packed, those outside are not there. Cargo leaves marks in what it unpacks, of git in the folder of the whole checkout.
fn is_somebody_else_s(package: &Path) -> bool {
    [".cargo-checksum.json", "Cargo.toml.orig"].iter().any(|mark| package.join(mark).exists())
        || package.ancestors().any(|folder| folder.join(".cargo-ok").exists())
}

struct Inspection<'p> {
    package: &'p Path,
    report: Report,
}

impl Inspection<'_> {
    fn everything(&mut self, check: &Check) {
        let fallback = env::var_os("SCOPES_CATALOG");
        // If another catalog takes its place, cargo would run the script every time for the file that is not there.
        if self.package.join(FILE_NAME).exists() {
            self.watch(FILE_NAME);
        }
        let environment = Environment { package: self.package, fallback: fallback.as_deref() };
        let loaded = match load(&environment) {
            Ok(loaded) => loaded,
            Err(failure) => {
                self.watch(FILE_NAME);
                return self.general(&failure.to_string(), Some("put the catalog, `scopes.toml`, beside Cargo.toml"));
            }
        };
        for file in &loaded.files {
            println!("cargo::rerun-if-changed={}", file.path.display());
        }
        if !loaded.problems.is_empty() {
            return self.problems(&loaded);
        }
        let configs = if check.of_catalog { loaded.catalog.configs() } else { &[] };
        for config in configs {
            match ConfigCheck::of(config, &loaded) {
                Ok(check) => self.files(&check, config.matches_calls),
                Err((error, span)) => match self.row_in_catalog(span, &loaded) {
                    Some(row) => self.refuse(error, row),
                    None => self.general(&error.message, error.help.as_deref()),
                },
            }
        }
        for item in &check.items {
            if let Err((error, at)) = self.item(item, &loaded) {
                self.refuse(error, Row::new(at.file(), at.line() as usize, at.column() as usize));
            }
        }
    }

    fn watch(&self, path: &str) {
        println!("cargo::rerun-if-changed={}", absolute(self.package, path).display());
    }

    fn problems(&mut self, loaded: &Loaded) {
        for problem in loaded.problems.iter().take(MOST) {
            let Some(row) = self.row_in_catalog(problem.span, loaded) else { continue };
            let snippet = if problem.is_private { String::new() } else { row.snippet };
            let (message, help) = (problem.message.clone(), problem.help.clone());
            self.report.rows.push(Row { rule: "catalog", message, help, snippet, ..row });
        }
        if let Some(more @ 1..) = loaded.problems.len().checked_sub(MOST) {
            self.general(&format!("and {more} more errors in the catalog"), None);
        }
    }

    /// Checks what is named in code.
    fn item(&mut self, item: &Item, loaded: &Loaded) -> Result<(), (UsageError, &'static Location<'static>)> {
        let catalog = item.catalog.as_ref().map(|(name, at)| (&**name, *at));
        let client = item.client.as_ref().map(|(name, at)| (&**name, *at));
        match &item.subject {
            Subject::Files(pattern, locator) => {
                let target = resolve(loaded, catalog, client)?;
                let locator = locator.clone().map_err(|error| (error, item.at))?;
                self.files(&ConfigCheck { pattern, locator, target }, false);
            }
            Subject::Variable(name) => self.variable(name, &resolve(loaded, catalog, client)?),
            Subject::Nothing => {
                let message = "`catalog` and `client` must follow `file` or `env`".to_owned();
                let help = Some("name the file or the variable first".to_owned());
                return Err((UsageError { message, help }, item.at));
            }
        }
        Ok(())
    }

    fn variable(&mut self, name: &str, target: &Target<'_>) {
        println!("cargo::rerun-if-env-changed={name}");
        let Some(value) = env::var_os(name) else { return };
        let value = value.to_string_lossy().into_owned();
        let found = target.check(&[&*value]).findings.into_iter().map(|finding| {
            let whole = || vec![Span::new(0, value.len())];
            let marks = if finding.span.is_some() { finding.marks().to_vec() } else { whole() };
            (finding, marks)
        });
        self.add(&format!("${name}"), &value, found.collect());
    }

    fn files(&mut self, check: &ConfigCheck<'_>, matches_calls: bool) {
        let matched = check.files(self.package);
        for folder in &to_watch(self.package, matched.folders) {
            self.watch(folder);
        }
        if matched.files.is_empty() {
            self.add(check.pattern, "", check.no_file().map(|finding| (finding, Vec::new())).into_iter().collect());
        }
        for file in &matched.files {
            self.watch(file);
            let checked = check.file(file, read_file(&self.package.join(file)));
            if let Some(requested) = checked.requested.filter(|_| matches_calls) {
                hand_to_calls(file, &requested, &check.target);
            }
            let found = checked.findings.into_iter().map(|LocatedFinding { finding, marks, .. }| {
                let marks = marks.into_iter().map(Span::from);
                (finding, marks.collect())
            });
            self.add(file, &checked.text, found.collect());
        }
    }

    fn add(&mut self, file: &str, text: &str, found: Vec<(Finding, Vec<Span>)>) {
        let rest = found.get(MOST..).unwrap_or_default();
        let most = rest.iter().map(|(finding, _)| finding.level).max();
        let summary = most.map(|level| (level, format!("and {} more findings in {file}", rest.len())));
        for (finding, marks) in found.into_iter().take(MOST) {
            let (rule, is_denied) = (finding.rule.id, finding.level == Level::Deny);
            let row = Row::in_text(file, text, &marks);
            self.report.rows.push(Row { rule, is_denied, message: finding.message, help: finding.help, ..row });
        }
        if let Some((level, message)) = summary {
            self.report.rows.push(Row { message, is_denied: level == Level::Deny, ..Row::new(file, 1, 1) });
        }
    }

    /// Something that is about no file in particular.
    fn general(&mut self, message: &str, help: Option<&str>) {
        let error = UsageError { message: message.to_owned(), help: help.map(str::to_owned) };
        self.refuse(error, Row::new(FILE_NAME, 1, 1));
    }

    /// Something that is asked of the check and cannot be done.
    fn refuse(&mut self, UsageError { message, help }: UsageError, row: Row) {
        self.report.rows.push(Row { rule: "catalog", message, help, ..row });
    }

    /// A row with nothing but its place in a file of the catalog.
    fn row_in_catalog(&self, span: SourceSpan, loaded: &Loaded) -> Option<Row> {
        let file = loaded.files.get(span.position())?;
        let name = file.path.strip_prefix(self.package).unwrap_or(&file.path).display().to_string();
        Some(Row::in_text(&name, &file.text, &[span.span]))
    }
}

/// Tells the macro what a file asks for: it warns where a call for the same client asks for something else.
fn hand_to_calls(file: &str, requested: &[ExtractedText], target: &Target<'_>) {
    let scopes: Vec<String> = requested.iter().map(|scope| scope.text.clone()).collect();
    // A line break would be the end of the value, and the beginning of an instruction to cargo.
    if scopes.iter().any(|scope| scope.contains(char::is_control)) || file.contains(char::is_control) {
        return;
    }
    let variable = config_match::variable(target.catalog.key(), target.client.map(|client| &*client.name.text));
    println!("cargo::rustc-env={variable}={}", config_match::value(file, &scopes));
}
