//! From files and variables to a report.

use std::borrow::ToOwned;
use std::path::Path as FilePath;
use std::string::{String, ToString};
use std::vec::Vec;
use std::{env, format, println, vec};

use scope_catalog::config_match;
use scope_catalog::load::{Environment, Loaded, load};
use scope_catalog::rules::unreadable_config;
use scope_catalog::{
    Catalog, CheckMode, FILE_NAME, Finding, Level, LineColumn, Request, SourceSpan, Spanned, render_snippet,
};
use scope_config::{
    CheckTarget, Format, LocatedFinding, Place, ReadFileError, Source, UsageError, check_file, matching, read_file,
    requested_scopes,
};

use super::files::{absolute, to_watch};
use super::report::{MOST, Report, Row};
use super::{At, Check, Item, Location, Named, Subject, Where};

/// Checks, and tells cargo what was looked at.
pub(super) fn inspect(check: &Check, package: &FilePath) -> Report {
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
fn is_somebody_else_s(package: &FilePath) -> bool {
    [".cargo-checksum.json", "Cargo.toml.orig"].iter().any(|mark| package.join(mark).exists())
        || package.ancestors().any(|folder| folder.join(".cargo-ok").exists())
}

struct Inspection<'p> {
    package: &'p FilePath,
    report: Report,
}

impl Inspection<'_> {
    fn everything(&mut self, check: &Check) {
        let fallback = env::var_os("SCOPES_CATALOG");
        // Where another catalog stands in for it, cargo would run the script every time for the file that is not there.
        if self.package.join(FILE_NAME).exists() {
            self.watch(FILE_NAME);
        }
        let environment = Environment { package: self.package, fallback: fallback.as_deref() };
        let loaded = match load(&environment) {
            Ok(loaded) => loaded,
            Err(failure) => {
                self.watch(FILE_NAME);
                return self.general(&failure.to_string(), Some("the catalog stands beside Cargo.toml"));
            }
        };
        for file in &loaded.files {
            println!("cargo::rerun-if-changed={}", file.path.display());
        }
        if !loaded.problems.is_empty() {
            return self.problems(&loaded);
        }
        let of_catalog = if check.of_catalog { configured(&loaded.catalog) } else { Vec::new() };
        for item in of_catalog.iter().chain(&check.items) {
            self.item(item, &loaded);
        }
    }

    fn watch(&self, path: &str) {
        println!("cargo::rerun-if-changed={}", absolute(self.package, path).display());
    }

    fn problems(&mut self, loaded: &Loaded) {
        for problem in loaded.problems.iter().take(MOST) {
            let Some(file) = loaded.files.get(problem.span.position()) else { continue };
            let name = self.name(&file.path);
            let span = problem.span.range();
            let mut row = row_at(&name, &file.text, span.start, &[span]);
            row.rule = "catalog";
            row.message.clone_from(&problem.message);
            row.help.clone_from(&problem.help);
            if problem.is_private {
                row.render_snippet.clear();
            }
            self.report.rows.push(row);
        }
        if let Some(more @ 1..) = loaded.problems.len().checked_sub(MOST) {
            self.general(&format!("and {more} more mistakes in the catalog"), None);
        }
    }

    fn item(&mut self, item: &Item, loaded: &Loaded) {
        if matches!(item.subject, Subject::Nothing) {
            let message = "nothing was named before that this could be for".to_owned();
            let help = Some("it comes after `file` or `env`".to_owned());
            return self.refuse(UsageError { message, help }, item.at, loaded);
        }
        let catalog = match item.catalog.as_ref().map(|named| (named, loaded.named(&named.name))) {
            None => &loaded.catalog,
            Some((_, Ok(catalog))) => catalog,
            Some((named, Err(error))) => return self.refuse(error.into(), named.at, loaded),
        };
        let client = match item.client.as_ref().map(|named| (named, catalog.client(&named.name))) {
            None => catalog.default_client(),
            Some((_, Ok(client))) => Some(client),
            Some((named, Err(error))) => return self.refuse(error.into(), named.at, loaded),
        };
        let others = loaded.others_of(catalog);
        let against = CheckTarget { catalog, others: &others, client };
        match &item.subject {
            Subject::Nothing => {}
            Subject::Variable(name) => self.variable(name, against),
            Subject::File(pattern, place) => match located(place) {
                Ok(place) => self.files(pattern, place.as_ref(), against, item.matches_calls),
                Err(refusal) => self.refuse(refusal, item.at, loaded),
            },
        }
    }

    fn variable(&mut self, name: &str, against: CheckTarget<'_>) {
        println!("cargo::rerun-if-env-changed={name}");
        let Some(value) = env::var_os(name) else { return };
        let value = value.to_string_lossy().into_owned();
        let CheckTarget { catalog, others, client } = against;
        let uses = [&*value];
        let report = scope_catalog::check(&Request { catalog, others, texts: &uses, client, operations: &[] });
        let placed = report.findings.into_iter().map(|finding| {
            let span = finding.span.map_or(0..value.len(), SourceSpan::range);
            LocatedFinding {
                marks: finding.marks().iter().map(|mark| mark.range()).collect(),
                edits: vec![],
                finding,
                span,
            }
        });
        let placed = placed.collect();
        self.add(&format!("${name}"), &value, placed);
    }

    fn files(&mut self, pattern: &str, place: Option<&Place>, against: CheckTarget<'_>, matches_calls: bool) {
        let matched = matching(self.package, pattern);
        for folder in &to_watch(self.package, matched.folders) {
            self.watch(folder);
        }
        if matched.files.is_empty() {
            let message = format!("no file is named `{pattern}`");
            self.add(pattern, "", own(against.catalog, unreadable_config::finding(message, None), 0));
        }
        for file in &matched.files {
            self.watch(file);
            self.file(file, place, against, matches_calls);
        }
    }

    fn file(&mut self, file: &str, place: Option<&Place>, against: CheckTarget<'_>, matches_calls: bool) {
        let known = format_of(file)
            .and_then(|format| Ok((format, place.map_or_else(|| Place::by_name(file), |place| Ok(place.clone()))?)));
        let (text, found) = match (read_file(&self.package.join(file)), known) {
            (Ok(text), Ok((format, place))) => {
                let source = Source { format, text: &text };
                let found = check_file(source, &place, against);
                if matches_calls {
                    let scopes = requested_scopes(source, &place, against.catalog).into_iter().map(|scope| scope.text);
                    hand_to_calls(file, &scopes.collect::<Vec<_>>(), against);
                }
                (text, found)
            }
            (Ok(_), Err(UsageError { message, help })) => {
                (String::new(), own(against.catalog, unreadable_config::finding(message, help), 0))
            }
            (Err(ReadFileError { text, at, message }), _) => {
                let finding = unreadable_config::finding(message, None);
                (text, own(against.catalog, finding, at))
            }
        };
        self.add(file, &text, found);
    }

    fn add(&mut self, file: &str, text: &str, found: Vec<LocatedFinding>) {
        let rest = found.get(MOST..).unwrap_or_default();
        let most = rest.iter().map(|placed| placed.finding.level).max();
        let summary = most.map(|level| (level, format!("and {} more findings in {file}", rest.len())));
        for placed in found.into_iter().take(MOST) {
            self.report.rows.push(row(file, text, placed));
        }
        if let Some((level, message)) = summary {
            let rows = Row { message, is_denied: level == Level::Deny, ..row_at(file, text, 0, &[]) };
            self.report.rows.push(rows);
        }
    }

    /// Something that is about no file in particular.
    fn general(&mut self, message: &str, help: Option<&str>) {
        let help = help.map(str::to_owned);
        let row = Row { rule: "catalog", message: message.to_owned(), help, ..row_at(FILE_NAME, "", 0, &[]) };
        self.report.rows.push(row);
    }

    /// Something that is asked of the check and cannot be done.
    fn refuse(&mut self, UsageError { message, help }: UsageError, at: At, loaded: &Loaded) {
        let place = match at {
            At::Code(at) => {
                Row { line: at.line() as usize, column: at.column() as usize, ..row_at(at.file(), "", 0, &[]) }
            }
            At::Catalog(place) => {
                let Some(file) = loaded.files.get(place.source as usize) else {
                    return self.general(&message, help.as_deref());
                };
                row_at(&self.name(&file.path), &file.text, place.span.range().start, &[place.span.range()])
            }
        };
        self.report.rows.push(Row { rule: "catalog", message, help, ..place });
    }

    /// What a file of the catalog is called in messages.
    fn name(&self, path: &FilePath) -> String {
        path.strip_prefix(self.package).unwrap_or(path).display().to_string()
    }
}

/// Tells the macro what a file asks for: it warns where a call for the same client asks for something else.
fn hand_to_calls(file: &str, scopes: &[String], against: CheckTarget<'_>) {
    let client = against.client.map(|client| &*client.name.text);
    // A line break would be the end of the value, and the beginning of an instruction to cargo.
    if scopes.iter().any(|scope| scope.contains(char::is_control)) || file.contains(char::is_control) {
        return;
    }
    let variable = config_match::variable(against.catalog.key(), client);
    println!("cargo::rustc-env={variable}={}", config_match::value(file, scopes));
}

/// What stands under `[[config]]`.
fn configured(catalog: &Catalog) -> Vec<Item> {
    let named = |name: &Option<Spanned>| {
        name.as_ref().map(|name| Named { name: name.text.to_string(), at: At::Catalog(name.span) })
    };
    let items = catalog.configs().iter().map(|config| {
        let (place, at) = match (&config.path, &config.preset) {
            (Some(path), _) => (Location::Path(path.text.to_string()), path),
            (None, Some(preset)) => (Location::Preset(preset.text.to_string()), preset),
            (None, None) => (Location::ByName, &config.file),
        };
        let subject = Subject::File(config.file.text.to_string(), Where(place));
        Item {
            subject,
            at: At::Catalog(at.span),
            catalog: named(&config.catalog),
            client: named(&config.client),
            matches_calls: config.matches_calls,
        }
    });
    items.collect()
}

/// Where in its files the scopes stand; `None` where their names tell.
fn located(place: &Where) -> Result<Option<Place>, UsageError> {
    match &place.0 {
        Location::ByName => Ok(None),
        Location::Path(path) => Place::path(path).map(Some),
        Location::Preset(name) => Place::preset(name).map(Some),
    }
}

fn format_of(file: &str) -> Result<Format, UsageError> {
    let format = Format::known(file)?;
    let feature = match format {
        Format::Yaml if !cfg!(feature = "build-yaml") => "build-yaml",
        Format::Hcl if !cfg!(feature = "build-hcl") => "build-hcl",
        _ => return Ok(format),
    };
    let help = format!("turn on the feature `{feature}` of oauth-scopes under [build-dependencies]");
    Err(UsageError { message: format!("{format} cannot be read here"), help: Some(help) })
}

/// A finding about a file as a whole or at a byte of it, unless its level is `allow`.
fn own(catalog: &Catalog, mut finding: Finding, at: usize) -> Vec<LocatedFinding> {
    finding.level = catalog.level(finding.rule);
    if finding.level == Level::Allow {
        return Vec::new();
    }
    vec![LocatedFinding { finding, span: at..at, marks: Vec::new(), edits: Vec::new() }]
}

fn row(file: &str, text: &str, placed: LocatedFinding) -> Row {
    let marks = if placed.marks.is_empty() { vec![placed.span.clone()] } else { placed.marks };
    Row {
        rule: placed.finding.rule.id,
        is_denied: placed.finding.level == Level::Deny,
        message: placed.finding.message,
        help: placed.finding.help,
        ..row_at(file, text, marks[0].start, &marks)
    }
}

/// A row with nothing but its place and its render_snippet.
fn row_at(file: &str, text: &str, at: usize, marks: &[std::ops::Range<usize>]) -> Row {
    let LineColumn { line, column } = LineColumn::at(text, at);
    let marks: Vec<_> = marks.iter().map(|mark| mark.clone().into()).collect();
    let render_snippet = if text.is_empty() { String::new() } else { render_snippet(text, &marks) };
    Row {
        file: file.to_owned(),
        line,
        column,
        rule: "",
        is_denied: true,
        message: String::new(),
        help: None,
        render_snippet,
    }
}

#[cfg(test)]
mod tests {
    use std::format;

    use super::{UsageError, format_of};

    #[test]
    fn formats_that_are_off_are_said_to_be() {
        for (file, feature, is_on) in
            [("a.yaml", "build-yaml", cfg!(feature = "build-yaml")), ("a.tf", "build-hcl", cfg!(feature = "build-hcl"))]
        {
            match format_of(file) {
                Ok(_) => assert!(is_on, "{file}"),
                Err(UsageError { help, .. }) => {
                    let expected =
                        format!("turn on the feature `{feature}` of oauth-scopes under [build-dependencies]");
                    assert_eq!((help, is_on), (Some(expected), false));
                }
            }
        }
    }
}
