//! Configuration files of a package.

use std::collections::BTreeMap;
use std::path::Path;

use scope_catalog::load::Loaded;
use scope_catalog::{ConfigFile, config_match, rules};
use scope_config::{CheckedFile, ConfigCheck, FileSearch, Parsed, ReadFileError, Source, read_file};

use super::package::{Agreed, PackageChecker};
use crate::report::{ConfigValue, Request};

/// How many bytes are read again of files that other entries have read already: as many as a few large files have.
const MOST_AGAIN: usize = 64 << 20;

/// What reading a file costs beside its bytes.
const BASE: usize = 4 << 10;

/// The files that were read, with what reading one again costs, and what was spent on that.
#[derive(Default)]
struct ReadFiles {
    costs: BTreeMap<String, usize>,
    spent: usize,
}

impl ReadFiles {
    /// Whether a file is read, perhaps again.
    fn afford(&mut self, name: &str) -> bool {
        let Some(cost) = self.costs.get(name) else { return true };
        self.spent += cost;
        self.spent <= MOST_AGAIN
    }

    fn note(&mut self, name: &str, length: usize) {
        self.costs.insert(name.to_owned(), BASE + length);
    }
}

impl PackageChecker<'_> {
    /// Checks every entry of `[[config]]`.
    pub(super) fn configs(&mut self, loaded: &Loaded) -> Agreed {
        let mut agreed = Agreed::new();
        let package = self.package;
        let (mut search, mut read, parsed) =
            (FileSearch::new(&package.folder), ReadFiles::default(), Parsed::default());
        for config in loaded.catalog.configs() {
            let check = match ConfigCheck::of(config, loaded) {
                Ok(check) => ConfigCheck { parsed: parsed.clone(), ..check },
                Err((error, span)) => {
                    self.refuse(loaded, error, span);
                    continue;
                }
            };
            let matched = check.files_by(&mut search);
            for finding in check.findings_of_pattern(&matched) {
                let Some(file) = self.catalog_file(loaded, config.file.span) else { break };
                self.finding(file, finding, config.file.span.range(), Vec::new(), Vec::new());
            }
            let client = check.target.client.map(|client| &*client.name.text);
            for name in &matched.files {
                if !read.afford(name) {
                    self.too_often(loaded, config);
                    break;
                }
                let (length, scopes) = self.config(name, &check);
                read.note(name, length);
                let Some(scopes) = scopes else { continue };
                if config.matches_calls {
                    let variable = config_match::variable(check.target.catalog.key(), client);
                    agreed.insert(variable, config_match::value(name, &scopes));
                }
            }
        }
        agreed
    }

    fn read(&self, path: &Path) -> Result<String, ReadFileError> {
        self.workspace.roots.admit(path).map_err(ReadFileError::from)?;
        read_file(path)
    }

    /// An entry whose files are not read, since others have read them so often.
    fn too_often(&mut self, loaded: &Loaded, config: &ConfigFile) {
        if let Some(file) = self.catalog_file(loaded, config.file.span) {
            let message = "the same files are read again and again: not those of this entry".to_owned();
            let help = "write the paths of one file as one entry: `path = [\"a.scope\", \"b.scope\"]`".to_owned();
            self.plain(&rules::catalog::RULE, file, config.file.span.range(), message, Some(help));
        }
    }

    /// Checks one configuration file: its length, and the scopes that it requests.
    fn config(&mut self, name: &str, check: &ConfigCheck<'_>) -> (usize, Option<Vec<String>>) {
        let path = self.package.folder.join(name);
        self.report.configs += 1;
        let text = self.texts.of(&path).map_or_else(|| self.read(&path), |text| Ok(text.to_owned()));
        let CheckedFile { text, findings, requested } = check.file(name, text);
        let length = text.len();
        let format = check.format_of(name).ok();
        let source = format.map(|format| Source { format, text: &text });
        let edits: Vec<_> = findings.iter().map(|one| source.map_or(Vec::new(), |source| one.edits(source))).collect();
        let file = self.file(self.workspace.name(&path), path, text);
        for (located, edits) in findings.into_iter().zip(edits) {
            let value = ConfigValue { path: located.path, span: located.visible, format };
            self.finding(file, located.finding, located.span, located.marks, edits);
            if let Some(last) = self.report.findings.last_mut() {
                last.value = Some(value);
            }
        }
        let Some(requested) = requested else { return (length, None) };
        let scopes: Vec<String> = requested.iter().map(|scope| scope.text.clone()).collect();
        self.report.requests.push(Request {
            package: self.package.name.clone(),
            file,
            span: 0..length,
            catalog: self.key(check.target.catalog),
            client: check.target.client.map(|client| client.name.text.to_string()),
            places: requested.into_iter().map(|scope| scope.span).collect(),
            scopes: scopes.clone(),
            ..Request::default()
        });
        (length, Some(scopes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_again_until_it_costs_too_much() {
        let mut files = ReadFiles::default();
        files.note("small.json", 1000);
        files.note("large.json", 10 << 20);
        assert!((0..300).all(|_| files.afford("small.json")));
        let often = (0..10).take_while(|_| files.afford("large.json")).count();
        assert_eq!(often, 6);
        assert!(!files.afford("small.json"));
        assert!(files.afford("new.json"), "never read before");
    }
}
