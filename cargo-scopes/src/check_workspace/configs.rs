//! Checks the configuration files of a package.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use scope_catalog::load::Loaded;
use scope_catalog::{ConfigFile, config_match};
use scope_config::{
    CheckedFile, ConfigCheck, ExtractedText, FileSearch, OtherKey, ReadFileError, Reused, Source, UsageError, read_file,
};

use super::package::{Agreed, PackageChecker};
use crate::report::{CatalogKey, ConfigValue, Request};

/// How many bytes may be checked again because several entries are about one file.
const MOST_AGAIN: usize = 48 << 20;

/// The cost of checking a file in addition to its bytes.
const BASE: usize = 4 << 10;

/// The factor for the bytes of a file that must be parsed again, in another format.
const ANOTHER_FORMAT: usize = 4;

/// The remaining budget for files that several entries are about.
struct Budget(usize);

impl Budget {
    fn affords(&mut self, cost: usize) -> bool {
        let left = self.0.checked_sub(cost);
        self.0 = left.unwrap_or(0);
        left.is_some()
    }
}

/// An entry of `[[config]]` with its check.
struct Entry<'l> {
    config: &'l ConfigFile,
    check: ConfigCheck<'l>,
}

impl PackageChecker<'_> {
    /// Checks all entries of `[[config]]`, file by file, so that each file is read and parsed once.
    pub(super) fn configs(&mut self, loaded: &Loaded, reused: &Reused) -> Agreed {
        let entries = self.entries(loaded, reused);
        let (mut budget, mut too_often) = (Budget(MOST_AGAIN), BTreeSet::new());
        let mut agreed = BTreeMap::new();
        for (name, numbers) in self.files_of(loaded, &entries, &mut budget, &mut too_often) {
            let path = self.package.folder.join(&name);
            let (mut known, mut last_format) = (None::<String>, None);
            for number in numbers {
                let Entry { config, check } = &entries[number];
                let format = check.format_of(&name).ok();
                let factor = if last_format == Some(format) { 1 } else { ANOTHER_FORMAT };
                last_format = Some(format);
                if known.as_ref().is_some_and(|text| !budget.affords(factor * text.len())) {
                    too_often.insert(number);
                    continue;
                }
                let text = known.map_or_else(|| self.text(&path), Ok);
                let (text, scopes) = self.config(&name, text, check);
                known = Some(text);
                if let (Some(scopes), true) = (scopes, config.matches_calls) {
                    agreed.insert((number, name.clone()), config_match::value(&name, &scopes));
                }
            }
        }
        for number in too_often {
            let place = entries[number].config.file.span;
            let message =
                "too many entries are about the same files: not all files of this entry are checked".to_owned();
            let help = "write the paths of one file as one entry: `path = [\"a.scope\", \"b.scope\"]`".to_owned();
            self.refuse(loaded, UsageError { message, help: Some(help) }, place);
        }
        let variable = |number: usize| {
            let target = &entries[number].check.target;
            config_match::variable(target.catalog.key(), target.client.map(|client| &*client.name.text))
        };
        // If several entries are for one client, the last one counts.
        agreed.into_iter().map(|((number, _), value)| (variable(number), value)).collect()
    }

    /// Returns the entries that can be checked, and reports why the others cannot.
    fn entries<'l>(&mut self, loaded: &'l Loaded, reused: &Reused) -> Vec<Entry<'l>> {
        let mut entries = Vec::new();
        for config in loaded.catalog.configs() {
            match ConfigCheck::of(config, loaded, reused) {
                Ok(check) => entries.push(Entry { config, check }),
                Err((error, span)) => self.refuse(loaded, error, span),
            }
        }
        entries
    }

    /// Returns the files of all entries, each with the indices of the entries that are about it.
    fn files_of(
        &mut self,
        loaded: &Loaded,
        entries: &[Entry<'_>],
        budget: &mut Budget,
        too_often: &mut BTreeSet<usize>,
    ) -> BTreeMap<String, Vec<usize>> {
        let package = self.package;
        let mut search = FileSearch::new(&package.folder);
        let mut files = BTreeMap::<String, Vec<usize>>::new();
        for (number, Entry { config, check }) in entries.iter().enumerate() {
            let matched = check.files_by(&mut search);
            for finding in check.findings_of_pattern(&matched) {
                let Some(file) = self.catalog_file(loaded, config.file.span) else { break };
                self.finding(file, finding, config.file.span.range(), Vec::new(), Vec::new());
            }
            for name in matched.files {
                let numbers = files.entry(name).or_default();
                if !numbers.is_empty() && !budget.affords(BASE) {
                    too_often.insert(number);
                    break;
                }
                numbers.push(number);
            }
        }
        for (name, numbers) in &mut files {
            // A file is parsed once for each format that its entries state.
            numbers.sort_by_key(|&number| entries[number].check.format_of(name).ok());
        }
        files
    }

    fn text(&self, path: &Path) -> Result<String, ReadFileError> {
        if let Some(text) = self.texts.of(path) {
            return Ok(text.to_owned());
        }
        self.workspace.roots.admit(path)?;
        read_file(path)
    }

    /// Checks a configuration file, and records the scopes that it requests.
    fn config(
        &mut self,
        name: &str,
        text: Result<String, ReadFileError>,
        check: &ConfigCheck<'_>,
    ) -> (String, Option<Vec<String>>) {
        let path = self.package.folder.join(name);
        self.report.configs += 1;
        let CheckedFile { text, findings, requested, requested_elsewhere } = check.file(name, text);
        let format = check.format_of(name).ok();
        let source = format.map(|format| Source { format, text: &text });
        let edits: Vec<_> = findings.iter().map(|one| source.map_or(Vec::new(), |source| one.edits(source))).collect();
        let file = self.file(self.workspace.name(&path), path, &text);
        for (located, edits) in findings.into_iter().zip(edits) {
            let value = ConfigValue { path: located.path, span: located.visible, format };
            self.finding(file, located.finding, located.span, located.marks, edits);
            if let Some(last) = self.report.findings.last_mut() {
                last.value = Some(value);
            }
        }
        let whole = Request { package: self.package.name.clone(), file, span: 0..text.len(), ..Request::default() };
        let request = |catalog: CatalogKey, scopes: Vec<ExtractedText>| {
            let (scopes, places) = scopes.into_iter().map(|scope| (scope.text, scope.span)).unzip();
            Request { catalog, scopes, places, ..whole.clone() }
        };
        let Some(requested) = requested else { return (text, None) };
        let mut own = request(self.key(check.target.catalog), requested);
        own.client = check.target.client.map(|client| client.name.text.to_string());
        let scopes = own.scopes.clone();
        self.report.requests.push(own);
        for (key, scopes) in requested_elsewhere {
            let package = self.package.name.clone();
            let catalog = match key {
                OtherKey::Project(key) => CatalogKey { package, key, bundled: None },
                OtherKey::Bundled(provider) => match self.bundled.load(&provider, self.levels) {
                    Some((provider, loaded)) => CatalogKey { bundled: Some(provider), ..self.key(&loaded.catalog) },
                    None => continue,
                },
            };
            self.report.requests.push(request(catalog, scopes));
        }
        (text, Some(scopes))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::fs;

    use scope_catalog::load::load_text;

    use super::super::bundled::Bundled;
    use super::*;
    use crate::levels::Levels;
    use crate::report::WorkspaceReport;
    use crate::rust::Aliases;
    use crate::sources::Texts;
    use crate::workspace::{Selection, Workspace};

    #[test]
    fn files_are_checked_again_until_it_costs_too_much() {
        let mut budget = Budget(10_000);
        assert!(budget.affords(6_000) && budget.affords(4_000));
        assert!(!budget.affords(1) && budget.affords(0));
    }

    /// Checks a package whose entries alternate between two files; the second one ends with this number of blanks.
    /// Returns the report and how many files were parsed.
    fn checked(entries: usize, blanks: usize) -> (WorkspaceReport, usize) {
        let folder = tempfile::tempdir().expect("a folder");
        let manifest = folder.path().join("Cargo.toml");
        for (name, text) in [
            ("Cargo.toml", "[package]\nname = \"demo\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n"),
            ("src/lib.rs", ""),
            ("a.json", "{\"s\": \"read\"}"),
            ("b.json", &format!("{{\"s\": \"raed\"}}{}", " ".repeat(blanks))),
        ] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let selection = Selection { by_manifests: true, ..Selection::named(&[], Some(&manifest)) };
        let workspace = Workspace::find(&selection).expect("a workspace");
        let entry = |number: usize| format!("[[config]]\nfile = '{}.json'\npath = 's'\n", ["a", "b"][number % 2]);
        let catalog = format!("scopes = ['read']\n{}", (0..entries).map(entry).collect::<String>());
        let loaded = load_text(&folder.path().join("scopes.toml"), catalog, None);
        let (mut report, reused) = (WorkspaceReport::default(), Reused::default());
        let mut checker = PackageChecker {
            workspace: &workspace,
            package: &workspace.packages[0],
            levels: &Levels::default(),
            texts: &Texts::default(),
            aliases: &Aliases::default(),
            bundled: &Bundled::default(),
            report: &mut report,
            positions: RefCell::default(),
        };
        checker.configs(&loaded, &reused);
        (report, reused.parses())
    }

    #[test]
    fn files_are_parsed_once_for_all_entries() {
        let (report, parses) = checked(30, 0);
        assert_eq!((parses, report.configs, report.findings.len(), report.requests.len()), (2, 30, 15, 30));
    }

    #[test]
    fn entries_about_the_same_files_are_bounded() {
        let blanks = 4 << 20;
        let often = MOST_AGAIN / blanks;
        let (report, parses) = checked(2 * often + 10, blanks);
        let is_refusal = |message: &str| message.contains("too many entries are about the same files");
        let refusals = report.findings.iter().filter(|located| is_refusal(&located.finding.message)).count();
        // All entries for the small file are checked.
        assert_eq!((parses, report.configs, refusals), (2, 2 * often + 5, 5));
    }
}
