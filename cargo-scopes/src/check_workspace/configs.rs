//! Configuration files of a package.

use scope_catalog::load::Loaded;
use scope_catalog::rules::unreadable_config;
use scope_catalog::{Catalog, Client, ConfigFile, SourceSpan, config_match};
use scope_config::{
    CheckTarget, Format, LocatedFinding, Place, ReadFileError, Source, UsageError, check_file, matching, read_file,
    requested_scopes,
};

use super::package::{Agreed, PackageChecker};
use crate::report::Request;

/// What the files of an entry are held against, and where in them the scopes stand; where their names tell, `None`.
struct Target<'l> {
    catalog: &'l Catalog,
    client: Option<&'l Client>,
    place: Option<Place>,
}

impl<'l> Target<'l> {
    fn of(config: &ConfigFile, loaded: &'l Loaded) -> Result<Self, (UsageError, SourceSpan)> {
        let catalog = match &config.catalog {
            None => &loaded.catalog,
            Some(name) => loaded.named(&name.text).map_err(|error| (error.into(), name.span))?,
        };
        let client = match &config.client {
            None => catalog.default_client(),
            Some(name) => Some(catalog.client(&name.text).map_err(|error| (error.into(), name.span))?),
        };
        let place = match (&config.path, &config.preset) {
            (Some(path), _) => Some(Place::path(&path.text).map_err(|refusal| (refusal, path.span))?),
            (None, Some(name)) => Some(Place::preset(&name.text).map_err(|refusal| (refusal, name.span))?),
            (None, None) => None,
        };
        Ok(Self { catalog, client, place })
    }
}

impl PackageChecker<'_> {
    /// Checks what stands under `[[config]]`.
    pub(super) fn configs(&mut self, loaded: &Loaded) -> Agreed {
        let mut agreed = Agreed::new();
        for config in loaded.catalog.configs() {
            let target = match Target::of(config, loaded) {
                Ok(target) => target,
                Err((refusal, place)) => {
                    self.refuse(loaded, refusal, place);
                    continue;
                }
            };
            self.files(config, &target, loaded, &mut agreed);
        }
        agreed
    }

    fn files(&mut self, config: &ConfigFile, target: &Target<'_>, loaded: &Loaded, agreed: &mut Agreed) {
        let Target { catalog, client, .. } = *target;
        let others = loaded.others_of(catalog);
        let against = CheckTarget { catalog, others: &others, client };
        let matched = matching(&self.package.folder, &config.file.text);
        let absent = matched.files.is_empty().then(|| self.catalog_file(loaded, config.file.span)).flatten();
        if let Some(file) = absent {
            let message = format!("no file is named `{}`", config.file.text);
            self.own(catalog, unreadable_config::finding(message, None), file, config.file.span.range());
        }
        for name in &matched.files {
            let requested = self.config(name, target.place.as_ref(), against);
            if config.matches_calls {
                let variable = config_match::variable(catalog.key(), client.map(|client| &*client.name.text));
                agreed.insert(variable, config_match::value(name, &requested));
            }
        }
    }

    /// Checks one configuration file; what it asks for.
    fn config(&mut self, name: &str, place: Option<&Place>, against: CheckTarget<'_>) -> Vec<String> {
        let path = self.package.folder.join(name);
        let shown = self.workspace.shown(&path);
        self.report.configs += 1;
        let text = match self.texts.of(&path).map_or_else(|| read_file(&path), |text| Ok(text.to_owned())) {
            Ok(text) => text,
            Err(ReadFileError { text, at, message }) => {
                let file = self.file(shown, path, text);
                self.own(against.catalog, unreadable_config::finding(message, None), file, at..at);
                return Vec::new();
            }
        };
        let place = place.map_or_else(|| Place::by_name(name), |place| Ok(place.clone()));
        let known = Format::known(name).and_then(|format| Ok((format, place?)));
        let file = self.file(shown, path, text.clone());
        let (format, place) = match known {
            Ok(known) => known,
            Err(UsageError { message, help }) => {
                self.own(against.catalog, unreadable_config::finding(message, help), file, 0..0);
                return Vec::new();
            }
        };
        let source = Source { format, text: &text };
        for LocatedFinding { finding, span, marks, edits } in check_file(source, &place, against) {
            self.finding(file, finding, span, marks, edits);
        }
        let requested = requested_scopes(source, &place, against.catalog);
        let scopes: Vec<String> = requested.iter().map(|scope| scope.text.clone()).collect();
        self.report.requests.push(Request {
            package: self.package.name.clone(),
            file,
            span: 0..text.len(),
            catalog: self.key(against.catalog),
            client: against.client.map(|client| client.name.text.to_string()),
            places: requested.iter().map(|scope| scope.span.clone()).collect(),
            scopes: scopes.clone(),
            operations: Vec::new(),
            is_use: false,
        });
        scopes
    }
}
