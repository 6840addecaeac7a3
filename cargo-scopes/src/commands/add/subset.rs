//! The part of a bundled catalog that a program uses, as it is written into a file of its own.

use std::collections::BTreeSet;

use scope_catalog::{Catalog, Delimiter, Details, Pattern, Retired, Risk, Scope, Spanned};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Value};

use crate::catalog_file::{CatalogFile, Key, inline_table};
use crate::error::Failure;

/// The comment that is written after the coverage of a part.
const ON_COVERAGE: &str = " # only these may be requested; with \"partial\", others are warnings";

/// The keys with lists of scopes.
const NAMES_IN: [&str; 4] = ["allow", "deny", "require", "require_for"];

/// The tables of a provider that also apply to a part of it: the rules for requests, and for how names are written.
const OF_REQUESTS: [&str; 3] = ["requests", "grants", "resources"];

/// Some scopes of a catalog, with what is said of them as far as it is about one another.
pub(crate) struct Subset<'c> {
    whole: &'c Catalog,
    /// The text of the bundled catalog, if it is one file.
    text: Option<&'c str>,
    /// The scopes to write: those that were asked for, then those that come with them.
    pub(crate) scopes: Vec<&'c Scope>,
    /// These, and those that the file has already.
    names: BTreeSet<String>,
}

impl<'c> Subset<'c> {
    /// The part with these scopes and those without which they have no effect, for a file that has some already.
    pub(crate) fn new(whole: &'c Catalog, text: Option<&'c str>, scopes: &[&'c Scope], present: &Catalog) -> Self {
        let mut names: BTreeSet<String> = present.scopes().iter().map(|scope| scope.name.to_string()).collect();
        let mut part = Vec::new();
        let mut waiting: std::collections::VecDeque<&Scope> = scopes.iter().copied().collect();
        while let Some(scope) = waiting.pop_front() {
            if names.insert(scope.name.to_string()) {
                part.push(scope);
                waiting.extend(scope.requires().iter().filter_map(|needed| find(whole, &needed.text)));
            }
        }
        Self { whole, text, scopes: part, names }
    }

    /// Writes it into one of a file's catalogs.
    pub(crate) fn write(&self, file: &mut CatalogFile, key: Key<'_>) -> Result<(), Failure> {
        // What a catalog that is there says of itself is the user's.
        let is_new = !file.has(key);
        if is_new {
            self.settings(file, key)?;
        }
        for scope in &self.scopes {
            file.add_scope(key, &scope.name, self.entry(scope))?;
        }
        for retired in self.retired() {
            file.add(key, Some("retired"), &retired.name, retirement(retired))?;
        }
        if is_new { self.of_requests(file, key) } else { Ok(()) }
    }

    /// The rules for requests. Lists of scopes are reduced to patterns and the names in the part.
    fn of_requests(&self, file: &mut CatalogFile, key: Key<'_>) -> Result<(), Failure> {
        let Some(Ok(document)) = self.text.map(str::parse::<DocumentMut>) else { return Ok(()) };
        for name in OF_REQUESTS {
            let Some(table) = document.get(name).and_then(Item::as_table_like) else { continue };
            let is_default = |item: &Item| item.get("default").and_then(Item::as_bool).unwrap_or_default();
            // The part only has names of the default resource.
            let has_default = name == "resources" && table.iter().any(|(_, item)| is_default(item));
            for (entry, item) in table.iter().filter(|(_, item)| !has_default || is_default(item)) {
                if let Some(value) = self.of_part(name, entry, item) {
                    file.add(key, Some(name), entry, value)?;
                }
            }
        }
        Ok(())
    }

    /// An entry of a table, reduced to the part; `None` if it has nothing to do with the part.
    fn of_part(&self, table: &str, key: &str, item: &Item) -> Option<Value> {
        if let Some(entries) = item.as_table_like() {
            // Without its names, an entry would have another meaning.
            let entries = entries.iter().map(|(key, item)| Some((key, self.of_part(table, key, item)?)));
            return entries.collect::<Option<InlineTable>>().map(Value::InlineTable);
        }
        let Some(list) = item.as_array() else {
            let mut value = item.as_value()?.clone();
            value.decor_mut().clear();
            return Some(value);
        };
        // The scopes and URIs of a resource belong to the resource.
        let is_of_part = |name: &str| self.names.contains(name) || Pattern::is_pattern(name);
        let is_kept = |name: &&str| table == "resources" || !NAMES_IN.contains(&key) || is_of_part(name);
        let kept: Array = list.iter().filter_map(Value::as_str).filter(is_kept).collect();
        (!kept.is_empty()).then_some(Value::Array(kept))
    }

    /// What holds for all scopes of the provider.
    fn settings(&self, file: &mut CatalogFile, key: Key<'_>) -> Result<(), Failure> {
        let whole = self.whole;
        let text = |text: Option<&str>| text.map(Value::from);
        let delimiter = Some(whole.delimiter()).filter(|delimiter| *delimiter != Delimiter::Space);
        let mut coverage = Value::from("complete");
        coverage.decor_mut().set_suffix(ON_COVERAGE);
        let settings = [
            ("name", text(Some(whole.name()))),
            ("delimiter", text(delimiter.map(Delimiter::as_str))),
            ("case", text(whole.is_case_insensitive().then_some("insensitive"))),
            ("prefix", text(whole.prefix())),
            ("optional_prefix", text(whole.optional_prefix())),
            ("source", text(whole.documentation())),
            ("checked", text(whole.checked())),
            ("max_scopes", whole.max_scopes().and_then(|most| i64::try_from(most).ok()).map(Value::from)),
            ("coverage", Some(coverage)),
        ];
        let mut said = settings.into_iter().filter_map(|(setting, value)| Some((setting, value?)));
        said.try_for_each(|(setting, value)| file.add(key, None, setting, value))
    }

    fn entry(&self, scope: &Scope) -> Value {
        let Some(details) = scope.details.as_deref() else { return Value::from(&*scope.description) };
        let description = Some(&*scope.description).filter(|text| !text.is_empty()).map(Value::from);
        let is_present = |name: &&str| self.names.contains(*name);
        let mark = |is_set: bool| is_set.then(|| Value::from(true));
        let table = inline_table([
            ("description", description),
            ("implies", list(self.implied(details).into_iter())),
            ("aliases", list(texts(&details.aliases))),
            ("requires", list(texts(&details.requires).filter(is_present))),
            ("conflicts", list(texts(&details.conflicts).filter(is_present))),
            ("kinds", list(texts(&details.kinds))),
            ("exclusive", mark(details.exclusive)),
            ("approval", details.approval.as_ref().map(|approval| Value::from(&*approval.text))),
            ("risk", (details.risk != Risk::Normal).then(|| details.risk.as_str().into())),
            ("special", mark(details.is_special)),
            ("serves_more", mark(details.serves_more)),
            ("recommended", mark(details.is_recommended)),
        ]);
        let has_more = table.iter().any(|(key, _)| key != "description");
        if has_more { Value::InlineTable(table) } else { Value::from(&*scope.description) }
    }

    /// What a scope implies of the part: through a scope that is not part of it, too.
    fn implied<'d>(&'d self, details: &'d Details) -> Vec<&'d str> {
        let mut implied = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<&Spanned> = details.implies.iter().rev().collect();
        while let Some(name) = waiting.pop() {
            if !seen.insert(&*name.text) {
                continue;
            }
            if self.names.contains(&*name.text) {
                implied.push(&*name.text);
            } else if let Some(details) = find(self.whole, &name.text).and_then(|scope| scope.details.as_deref()) {
                waiting.extend(details.implies.iter().rev());
            }
        }
        implied
    }

    /// The retired names that scopes of the part, and no others, have taken the place of.
    fn retired(&self) -> impl Iterator<Item = &Retired> {
        self.whole.retired_names().iter().filter(|retired| {
            let is_new = |name: &Spanned| self.scopes.iter().any(|scope| scope.name == name.text);
            let is_present = |name: &Spanned| self.names.contains(&*name.text);
            retired.replaced_by.iter().any(is_new) && retired.replaced_by.iter().all(is_present)
        })
    }
}

fn find<'c>(catalog: &'c Catalog, name: &str) -> Option<&'c Scope> {
    catalog.lookup(name).known().map(|id| catalog.scope(id))
}

fn texts(names: &[Spanned]) -> impl Iterator<Item = &str> {
    names.iter().map(|name| &*name.text)
}

/// A list of names, if there are any.
fn list<'n>(names: impl Iterator<Item = &'n str>) -> Option<Value> {
    let names: Array = names.collect();
    (!names.is_empty()).then_some(Value::Array(names))
}

fn retirement(retired: &Retired) -> Value {
    let text = |text: &Option<Box<str>>| text.as_deref().map(Value::from);
    let table = inline_table([
        ("since", text(&retired.since)),
        ("until", text(&retired.until)),
        ("status", retired.still_works.then(|| "deprecated".into())),
        ("replaced_by", Some(texts(&retired.replaced_by).collect())),
        ("note", text(&retired.note)),
    ]);
    Value::InlineTable(table)
}
