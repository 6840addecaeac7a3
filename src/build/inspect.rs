//! Checks files and variables, and makes a report.

use std::borrow::ToOwned;
use std::panic::Location;
use std::path::Path;
use std::string::{String, ToString};
use std::vec::Vec;
use std::{env, format, vec};

use scope_catalog::load::{Environment, FileError, Loaded, Target, load};
use scope_catalog::rules::{catalog, unreadable_config};
use scope_catalog::{CheckMode, Delimiter, FILE_NAME, Finding, Level, SourceSpan, Span, config_match, names_secret};
use scope_config::{ConfigCheck, ExtractedText, Reused, UsageError, holds_secret, read_file, resolve};

use super::instruct::{self, instruct, to_watch};
use super::item::{Item, Subject};
use super::report::{MAX_ROWS, Report, Row};

/// Checks the files of `[[config]]`, if asked for, and the items; tells cargo what was read.
pub(super) fn inspect(with_catalog_configs: bool, items: &[Item], package: &Path) -> Report {
    instruct("rerun-if-env-changed", "SCOPES_CATALOG");
    instruct("rerun-if-env-changed", "SCOPES_CHECK");
    let mut inspection = Inspection { package, report: Report::default(), reused: Reused::default() };
    if is_unpacked_dependency(package) {
        return inspection.report;
    }
    let mode = match CheckMode::parse(env::var_os("SCOPES_CHECK").as_deref()) {
        Ok(mode) => mode,
        Err(message) => {
            inspection.general(&message, None);
            return inspection.report;
        }
    };
    inspection.everything(with_catalog_configs, items);
    let mut report = inspection.report;
    report.rows.retain(|_| mode != CheckMode::Off);
    for row in &mut report.rows {
        row.is_denied &= mode == CheckMode::Normal;
    }
    report
}

/// Returns `true` if cargo has unpacked the package from a registry or from git: its users cannot change its files, and files
/// outside of the package are missing. Cargo leaves marks in what it unpacks; for git, in the folder of the checkout.
fn is_unpacked_dependency(package: &Path) -> bool {
    [".cargo-checksum.json", "Cargo.toml.orig"].iter().any(|mark| package.join(mark).exists())
        || package.ancestors().any(|folder| folder.join(".cargo-ok").exists())
}

struct Inspection<'p> {
    package: &'p Path,
    report: Report,
    reused: Reused,
}

impl Inspection<'_> {
    fn everything(&mut self, with_catalog_configs: bool, items: &[Item]) {
        let fallback = env::var_os("SCOPES_CATALOG");
        // If the catalog is at `SCOPES_CATALOG`, this file does not exist, and cargo would run the script each time.
        if self.package.join(FILE_NAME).exists() {
            self.watch(FILE_NAME);
        }
        let environment = Environment { package: self.package, fallback: fallback.as_deref(), roots: None };
        let loaded = match load(&environment) {
            Ok(loaded) => loaded,
            Err(failure) => {
                self.watch(FILE_NAME);
                let help =
                    failure.help().unwrap_or_else(|| "put the catalog, `scopes.toml`, next to Cargo.toml".to_owned());
                return self.general(&failure.to_string(), Some(&help));
            }
        };
        for file in &loaded.files {
            instruct::watch(&file.path);
        }
        if !loaded.problems.is_empty() {
            return self.problems(&loaded);
        }
        let configs = if with_catalog_configs { loaded.catalog.configs() } else { &[] };
        for config in configs {
            match ConfigCheck::of(config, &loaded, &self.reused) {
                Ok(check) => self.files(&check, config.matches_calls),
                Err((error, span)) => match self.row_in_catalog(span, &loaded) {
                    Some(row) => self.refuse(error, row),
                    None => self.general(&error.message, error.help.as_deref()),
                },
            }
        }
        for item in items {
            if let Err((error, at)) = self.item(item, &loaded) {
                self.refuse(error, Row::new(at.file(), at.line() as usize, at.column() as usize));
            }
        }
    }

    fn watch(&self, path: &str) {
        instruct::watch(&self.package.join(path));
    }

    fn problems(&mut self, loaded: &Loaded) {
        for problem in loaded.problems.iter().take(MAX_ROWS) {
            let Some(row) = self.row_in_catalog(problem.span, loaded) else { continue };
            let snippet = if problem.is_private { String::new() } else { row.snippet };
            let (message, help) = (problem.message.clone(), problem.help.clone());
            self.report.rows.push(Row { rule: catalog::RULE.id, message, help, snippet, ..row });
        }
        if let Some(more @ 1..) = loaded.problems.len().checked_sub(MAX_ROWS) {
            self.general(&format!("and {more} more errors in the catalog"), None);
        }
    }

    /// Checks an item that is named in code.
    fn item(&mut self, item: &Item, loaded: &Loaded) -> Result<(), (UsageError, &'static Location<'static>)> {
        let catalog = item.catalog.as_ref().map(|(name, at)| (&**name, *at));
        let client = item.client.as_ref().map(|(name, at)| (&**name, *at));
        match &item.subject {
            Subject::Files(pattern, locator) => {
                let target = resolve(loaded, catalog, client)?;
                let locator = locator.clone().map_err(|error| (error, item.at))?;
                let is_catalog_stated = catalog.is_some();
                let (delimiter, reused) = (item.delimiter, self.reused.clone());
                let (format, stated_at) = (None, None);
                let check =
                    ConfigCheck { pattern, format, locator, delimiter, target, is_catalog_stated, stated_at, reused };
                self.files(&check, false);
            }
            Subject::Variable(name) => self.variable(name, item.delimiter, &resolve(loaded, catalog, client)?),
            Subject::Nothing => {
                let message = "`catalog`, `client` and `delimiter` must follow `file` or `env`".to_owned();
                let help = Some("name the file or the variable first".to_owned());
                return Err((UsageError { message, help }, item.at));
            }
        }
        Ok(())
    }

    fn variable(&mut self, name: &str, delimiter: Option<Delimiter>, target: &Target<'_>) {
        instruct("rerun-if-env-changed", name);
        let Some(value) = env::var_os(name) else { return };
        let value = value.to_string_lossy().into_owned();
        if names_secret(name) || holds_secret(&value) {
            let message = format!("`${name}` looks like a secret, not like a list of scopes");
            let help = Some("its value was not read; name the variable with the scopes".to_owned());
            let mut finding = unreadable_config::finding(message, help);
            finding.level = target.catalog.level(finding.rule);
            let found = if finding.level == Level::Allow { Vec::new() } else { vec![(finding, ())] };
            return self.add(name, found, |()| Row::new(&format!("${name}"), 1, 1));
        }
        let report = target.check_in_file(&[&*value], delimiter.unwrap_or(Delimiter::SpaceOrComma));
        let found = report.findings.into_iter().map(|finding| {
            let whole = || vec![Span::new(0, value.len())];
            let marks = if finding.span.is_some() { finding.marks().to_vec() } else { whole() };
            (finding, marks)
        });
        let file = format!("${name}");
        self.add(&file, found.collect(), |marks: &Vec<Span>| Row::in_text(&file, &value, marks));
    }

    fn files(&mut self, check: &ConfigCheck<'_>, matches_calls: bool) {
        let matched = check.files(self.package);
        let found = check.findings_of_pattern(&matched).into_iter().map(|finding| (finding, ())).collect();
        self.add(check.pattern, found, |()| Row::new(check.pattern, 1, 1));
        for folder in &to_watch(self.package, matched.folders) {
            self.watch(folder);
        }
        for file in &matched.files {
            self.watch(file);
            // Cargo cannot be told about such a file.
            let text = if file.contains(char::is_control) {
                Err(FileError::Other("has a control character in its name".to_owned()).into())
            } else {
                read_file(&self.package.join(file))
            };
            let checked = check.file(file, text);
            if let Some(requested) = checked.requested.filter(|_| matches_calls) {
                hand_to_calls(file, &requested, &check.target);
            }
            let found = checked.findings.into_iter().map(|located| (located.finding.clone(), located));
            self.add(file, found.collect(), |located| Row::of_value(file, &checked.text, located));
        }
    }

    fn add<Place>(&mut self, file: &str, found: Vec<(Finding, Place)>, row: impl Fn(&Place) -> Row) {
        let rest = found.get(MAX_ROWS..).unwrap_or_default();
        let most = rest.iter().map(|(finding, _)| finding.level).max();
        let count: usize = rest.iter().map(|(finding, _)| 1 + finding.left_out).sum();
        let summary = most.map(|level| (level, format!("and {count} more findings in {file}")));
        for (finding, place) in found.into_iter().take(MAX_ROWS) {
            let (rule, is_denied) = (finding.rule.id, finding.level == Level::Deny);
            let row = row(&place);
            self.report.rows.push(Row { rule, is_denied, message: finding.message, help: finding.help, ..row });
        }
        if let Some((level, message)) = summary {
            self.report.rows.push(Row { message, is_denied: level == Level::Deny, ..Row::new(file, 1, 1) });
        }
    }

    /// Adds an error that is not about a particular file.
    fn general(&mut self, message: &str, help: Option<&str>) {
        let error = UsageError { message: message.to_owned(), help: help.map(str::to_owned) };
        self.refuse(error, Row::new(FILE_NAME, 1, 1));
    }

    /// Adds an error in how the check is set up.
    fn refuse(&mut self, UsageError { message, help }: UsageError, row: Row) {
        self.report.rows.push(Row { rule: catalog::RULE.id, message, help, ..row });
    }

    /// Makes a row that only has a location in a file of the catalog.
    fn row_in_catalog(&self, span: SourceSpan, loaded: &Loaded) -> Option<Row> {
        let file = loaded.files.get(span.position())?;
        let name = file.path.strip_prefix(self.package).unwrap_or(&file.path).display().to_string();
        Some(Row::in_text(&name, &file.text, &[span.span]))
    }
}

/// Passes the scopes of a file to the macro, which warns if a call for the same client requests other scopes.
fn hand_to_calls(file: &str, requested: &[ExtractedText], target: &Target<'_>) {
    let scopes: Vec<String> = requested.iter().map(|scope| scope.text.clone()).collect();
    // A line break would end the value and start another instruction to cargo.
    if scopes.iter().any(|scope| scope.contains(char::is_control)) || file.contains(char::is_control) {
        return;
    }
    let variable = config_match::variable(target.catalog.key(), target.client.map(|client| &*client.name.text));
    instruct("rustc-env", &format!("{variable}={}", config_match::value(file, &scopes)));
}
