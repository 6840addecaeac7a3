//! Writes differences into a catalog, and nothing else.

use std::collections::BTreeSet;

use scope_catalog::Catalog;
use scope_import::write::{APPROVAL, deprecated_value, need_value, operation_value, scope_value};
use scope_import::{DescribedScope, Description};
use toml_edit::Value;

use super::comparison::{Change, Kind};
use super::report::Report;
use crate::catalog_file::entries::Comments;
use crate::catalog_file::{CatalogFile, Key, inline_table};
use crate::date::Date;
use crate::error::Failure;
use crate::snapshot::Snapshot;

/// What is written.
pub(super) struct Update<'u> {
    pub(super) key: Key<'u>,
    /// The catalog as it is.
    pub(super) catalog: &'u Catalog,
    /// The differences.
    pub(super) report: &'u Report,
    pub(super) now: &'u Description,
    /// The documents to name under `[import]`, if the catalog names none.
    pub(super) from: &'u [String],
    pub(super) date: Date,
}

impl Update<'_> {
    /// Changes the file in memory. What is returned was left as it is, each with the reason.
    ///
    /// # Errors
    ///
    /// If a table of the file is not a table.
    pub(super) fn write(&self, file: &mut CatalogFile) -> Result<Vec<String>, Failure> {
        let mut notes = Vec::new();
        // First what comes, for needs refer to it.
        let mut changes: Vec<&Change> = self.report.changes.iter().collect();
        changes.sort_by_key(|change| change.kind == Kind::Gone);
        for change in changes {
            self.one(file, change, &mut notes)?;
        }
        let date = Value::from(self.date.to_string());
        file.overwrite(self.key, None, "checked", date)?;
        self.import(file)?;
        Ok(notes)
    }

    fn one(&self, file: &mut CatalogFile, change: &Change, notes: &mut Vec<String>) -> Result<(), Failure> {
        let name = &*change.name;
        if change.by_hand {
            notes.push(format!("`{name}` was changed by hand and stays as it is"));
            return Ok(());
        }
        match change.kind {
            Kind::Added => self.add(file, name, &Comments::default()),
            Kind::Gone => self.retire(file, name, None),
            Kind::Renamed => {
                let to = change.to.as_deref().unwrap_or_default();
                self.add(file, to, &Comments::default())?;
                self.retire(file, name, Some(to))
            }
            Kind::Deprecated | Kind::Restored => {
                let table = if change.kind == Kind::Deprecated { "scopes" } else { "retired" };
                let comments = file.take_entry(self.key, table, name)?;
                self.add(file, name, &comments)
            }
            Kind::DescriptionChanged => self.describe(file, name),
            Kind::Unlisted => {
                notes.push(format!("`{name}` stays: it is not known whether the source ever had it"));
                Ok(())
            }
            Kind::OperationAdded | Kind::NeedsChanged => self.set_need(file, change, notes),
            Kind::OperationGone => {
                let comments = file.take_entry(self.key, "operations", name)?;
                file.leave_comments(self.key, "operations", &comments)
            }
        }
    }

    fn scope(&self, name: &str) -> Option<&DescribedScope> {
        self.now.scopes.iter().find(|scope| scope.name == name)
    }

    fn add(&self, file: &mut CatalogFile, name: &str, comments: &Comments) -> Result<(), Failure> {
        let Some(scope) = self.scope(name) else { return Ok(()) };
        let (table, text) =
            if scope.deprecated { ("retired", deprecated_value(scope)) } else { ("scopes", scope_value(scope)) };
        file.insert_entry(self.key, table, name, parsed(&text)?, comments)
    }

    /// What is gone is a retired name. It is an error to ask for it only if the documents list all scopes, and if nothing
    /// else in the catalog still refers to it.
    fn retire(&self, file: &mut CatalogFile, name: &str, to: Option<&str>) -> Result<(), Failure> {
        let comments = file.take_entry(self.key, "scopes", name)?;
        let to = to.map_or_else(String::new, |to| format!("; most likely it is `{to}` now"));
        let note = format!("no longer in {}{to}", self.report.sources.join(", "));
        let is_deprecated = !self.now.complete || self.is_referred_to(name);
        let entry = inline_table([
            ("since", Some(self.date.to_string().into())),
            ("status", is_deprecated.then(|| "deprecated".into())),
            ("note", Some(note.into())),
        ]);
        for (table, setting) in [("retired", "replaced_by"), ("misnomers", "write")] {
            file.take_from_lists(self.key, table, setting, name)?;
        }
        file.insert_entry(self.key, "retired", name, Value::InlineTable(entry), &comments)
    }

    /// Whether an entry that stays names a scope.
    fn is_referred_to(&self, name: &str) -> bool {
        let catalog = self.catalog;
        let of_scopes = catalog
            .scopes()
            .iter()
            .flat_map(|scope| [scope.implies(), scope.requires(), scope.conflicts()].into_iter().flatten());
        let of_clients = catalog.clients().iter().flat_map(|client| client.allow.iter().flat_map(|allow| allow.iter()));
        let is_updated =
            |change: &&Change| matches!(change.kind, Kind::NeedsChanged | Kind::OperationGone) && !change.by_hand;
        let updated: BTreeSet<&str> =
            self.report.changes.iter().filter(is_updated).map(|change| &*change.name).collect();
        let kept = catalog.operations().iter().filter(|operation| !updated.contains(&*operation.name.text));
        let of_operations = kept.flat_map(|operation| operation.needs.scopes());
        of_scopes.chain(of_clients).chain(of_operations).any(|other| *other.text == *name)
    }

    fn describe(&self, file: &mut CatalogFile, name: &str) -> Result<(), Failure> {
        let Some(scope) = self.scope(name) else { return Ok(()) };
        let description = scope_import::one_line(scope.description.as_deref().unwrap_or_default());
        file.set_in_entry(self.key, "scopes", name, "description", Some(description.into()))?;
        let kinds = (!scope.kinds.is_empty()).then(|| scope.kinds.iter().map(String::as_str).collect());
        file.set_in_entry(self.key, "scopes", name, "kinds", kinds)?;
        let approval = scope.approval.then(|| Value::from(APPROVAL));
        file.set_in_entry(self.key, "scopes", name, "approval", approval)
    }

    fn set_need(&self, file: &mut CatalogFile, change: &Change, notes: &mut Vec<String>) -> Result<(), Failure> {
        let name = &change.name;
        let Some(operation) = self.now.operations.iter().find(|operation| operation.key == *name) else {
            return Ok(());
        };
        if let Some(unknown) = operation.needs.iter().flatten().find(|name| !self.will_have(name)) {
            notes.push(format!("`{name}` is left as it is: it needs `{unknown}`, which the catalog does not have"));
            return Ok(());
        }
        if change.kind == Kind::NeedsChanged {
            let needs = Some(parsed(&need_value(&operation.needs))?);
            return file.set_in_entry(self.key, "operations", name, "needs", needs);
        }
        let mut plain = operation.clone();
        plain.operation_id = None;
        file.insert_entry(self.key, "operations", name, parsed(&operation_value(&plain))?, &Comments::default())
    }

    /// Whether the catalog has a name that an operation may need when everything is written.
    fn will_have(&self, name: &str) -> bool {
        let is_coming = |change: &Change| match change.kind {
            Kind::Added | Kind::Deprecated | Kind::Restored => change.name == name,
            Kind::Renamed => change.to.as_deref() == Some(name),
            _ => false,
        };
        let is_deprecated =
            || self.catalog.retired_names().iter().any(|known| *known.name == *name && known.still_works);
        self.catalog.declared(name).is_some() || is_deprecated() || self.report.changes.iter().any(is_coming)
    }

    /// `[import]`: the documents, if it names none, and what they say now.
    fn import(&self, file: &mut CatalogFile) -> Result<(), Failure> {
        let snapshot = Snapshot::of(self.now).to_string();
        if self.catalog.import().is_none() {
            let from = match self.from {
                [] => return Ok(()),
                [one] => Value::from(one.as_str()),
                several => several.iter().map(String::as_str).collect(),
            };
            file.add(self.key, Some("import"), "from", from)?;
        }
        file.overwrite(self.key, Some("import"), "snapshot", snapshot.into())
    }
}

/// A value of TOML that was written by `scope_import`.
fn parsed(text: &str) -> Result<Value, Failure> {
    text.parse().map_err(|error| Failure::new(format!("`{text}` is not valid TOML: {error}")))
}
