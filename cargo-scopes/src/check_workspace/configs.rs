//! Configuration files of a package.

use std::path::Path;

use scope_catalog::config_match;
use scope_catalog::load::Loaded;
use scope_config::{CheckedFile, ConfigCheck, ReadFileError, Source, read_file};

use super::package::{Agreed, PackageChecker};
use crate::report::{ConfigValue, Request};

impl PackageChecker<'_> {
    /// Checks every entry of `[[config]]`.
    pub(super) fn configs(&mut self, loaded: &Loaded) -> Agreed {
        let mut agreed = Agreed::new();
        for config in loaded.catalog.configs() {
            let check = match ConfigCheck::of(config, loaded) {
                Ok(check) => check,
                Err((error, span)) => {
                    self.refuse(loaded, error, span);
                    continue;
                }
            };
            let matched = check.files(&self.package.folder);
            for finding in check.findings_of_pattern(&matched) {
                let Some(file) = self.catalog_file(loaded, config.file.span) else { break };
                self.finding(file, finding, config.file.span.range(), Vec::new(), Vec::new());
            }
            let client = check.target.client.map(|client| &*client.name.text);
            for name in &matched.files {
                let Some(scopes) = self.config(name, &check) else { continue };
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

    /// Checks one configuration file; the scopes that it requests.
    fn config(&mut self, name: &str, check: &ConfigCheck<'_>) -> Option<Vec<String>> {
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
        let requested = requested?;
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
        Some(scopes)
    }
}
