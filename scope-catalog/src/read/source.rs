//! Converts a document to a [`CatalogSource`], and reports every problem.

use super::keys::{CATALOG_KEYS, NEED_KEYS, read_table};
use super::reader::{Reader, one_of};
use super::toml_document::{DeTable, DeValue, Document, Entry, Origin, Table, Value};
use crate::fast::{filter_map, map, push_some};
use crate::model::{
    Case, CatalogSource, Client, ConditionalNeed, ConfigFile, Coverage, Delimiter, Level, Misnomer, Need, Operation,
    Retired, Rule, grant_name,
};
use crate::names::closest::suggested;
use crate::names::pattern::Pattern;
use crate::problem::Problem;
use crate::render::quoting::is_bare_key;
use crate::span::{Span, Spanned};

/// The maximum nesting depth of needs. Deeper nesting is a mistake, and would use much stack.
const NEED_DEPTH: usize = 16;

/// Reads a text, whose `[levels]` may name these rules; see [`CatalogSource::parse`].
pub(crate) fn read(source: u32, text: &str, rules: &[&Rule], problems: &mut Vec<Problem>) -> CatalogSource {
    let (document, faults) = Document::parse(text);
    let mut reader = Reader { source, rules, document: &document, problems, faulty_line: None };
    for fault in &faults {
        reader.fault(fault.span, &fault.message);
    }
    let root = reader.entries(&document.root, Origin::Header);
    reader.catalog(&root, Depth::File)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    File,
    Named,
}

impl<'r, 't> Reader<'r, 't> {
    fn catalog(&mut self, table: &Table<'r, 't>, depth: Depth) -> CatalogSource {
        let (mut layer, mut kinds) = (CatalogSource::default(), None);
        for entry in &table.entries {
            match &*entry.key {
                "name" => layer.name = self.text_value(entry).filter(|name| !name.text.trim().is_empty()),
                "provider" => layer.providers = self.one_or_more(entry),
                "extends" => layer.extends = self.one_or_more(entry),
                "delimiter" => layer.delimiter = self.choice(entry, &Delimiter::ALL, &Delimiter::WORDS),
                "coverage" => layer.coverage = self.choice(entry, &Coverage::ALL, &Coverage::WORDS),
                "complete" => layer.complete = self.scope_names(entry),
                "incomplete" => layer.incomplete = self.scope_names(entry),
                "own_names" => layer.own_names = self.boolean(entry),
                "case" => layer.case = self.choice(entry, &Case::ALL, &Case::WORDS),
                "prefix" => layer.prefix = self.text_value(entry),
                "optional_prefix" => layer.optional_prefix = self.text_value(entry),
                "source" => layer.documentation = self.text_value(entry),
                "checked" => layer.checked = self.date(entry),
                "max_scopes" => layer.max_scopes = self.count(entry),
                "no_scopes" => layer.no_scopes = self.text_value(entry),
                "siblings" => layer.siblings = self.each(entry, |own, entry| Some((own.key(entry), own.names(entry)))),
                "scopes" => layer.scopes = self.scopes(entry),
                "kinds" => kinds = Some(entry),
                "retired" => layer.retired = self.each(entry, Self::retired),
                "misnomers" => layer.misnomers = self.each(entry, Self::misnomer),
                "resources" => layer.resources = self.each(entry, Self::resource),
                "requests" => self.requests(entry, &mut layer),
                "consent" => layer.consent = self.consent(entry),
                "grants" => layer.grants = self.each(entry, Self::grant),
                "clients" => layer.clients = self.each(entry, Self::client),
                "operations" => layer.operations = self.each(entry, Self::operation),
                "import" => layer.import = self.import(entry),
                "levels" => layer.levels = self.each(entry, Self::level),
                "config" if depth == Depth::File => layer.configs = self.configs(entry),
                "catalogs" if depth == Depth::File => layer.catalogs = self.each(entry, Self::named_catalog),
                key @ ("config" | "catalogs") => {
                    let place = "only allowed at the top of the file, not in one of its `[catalogs]`";
                    self.problem(entry.key_span, format!("`{key}` is {place}"));
                }
                _ => self.unknown_key(entry, CATALOG_KEYS, "in a catalog"),
            }
        }
        if let Some(entry) = kinds {
            self.kinds(entry, &mut layer.scopes);
        }
        self.listed_twice(&layer);
        self.scopes_of_none(&layer);
        layer
    }

    fn named_catalog(&mut self, entry: &Entry<'r, 't>) -> Option<(Spanned, CatalogSource)> {
        let table = self.table_like(entry, "provider = \"…\"")?;
        let is_identifier = |key: &str| key.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && is_bare_key(key);
        if !is_identifier(&entry.key) {
            self.problem(entry.key_span, format!("invalid catalog name `{}`", entry.key)).help(
                "write a letter, then letters, digits, `_` or `-`, so that `scopes!(name: \"…\")` can use the name",
            );
        }
        Some((self.key(entry), self.catalog(&table, Depth::Named)))
    }

    fn retired(&mut self, entry: &Entry<'r, 't>) -> Option<Retired> {
        let mut until = None;
        let mut retired =
            Retired { name: (&*entry.key).into(), span: self.place(entry.key_span), ..Retired::default() };
        let table = self.table_like(entry, "replaced_by = [\"…\"]")?;
        read_table!(self, table, "in a retired scope", ("retired" of entry), inner {
            "since" => retired.since = self.plain_date(inner),
            "until" => {
                until = Some(inner.key_span);
                retired.until = self.plain_date(inner);
            },
            "status" => retired.still_works = self.position(inner, &["removed", "deprecated"]) == Some(1),
            "replaced_by" => retired.replaced_by = self.names(inner),
            "note" => retired.note = self.plain_text(inner),
        });
        self.scope_name(&entry.key, entry.key_span);
        if let Some(until) = until.filter(|_| !retired.still_works) {
            self.problem(until, "`until` is only for a name that still works")
                .help("write `status = \"deprecated\"` beside it, or `since` for the day on which it was removed");
        }
        Some(retired)
    }

    fn misnomer(&mut self, entry: &Entry<'r, 't>) -> Option<Misnomer> {
        let (mut note, mut write) = (None, Vec::new());
        let table = self.table_like(entry, "note = \"…\"")?;
        read_table!(self, table, "in a misnomer", ("misnomers" of entry), inner {
            "note" => note = self.plain_text(inner),
            "write" => write = self.names(inner),
        });
        self.scope_name(&entry.key, entry.key_span);
        if note.is_none() {
            self.problem(entry.key_span, format!("missing `note` in the misnomer `{}`", entry.key))
                .help("write `note = \"…\"`: how the provider does what the name is for");
        }
        let pattern = Pattern::parse(&entry.key).ok().filter(|_| Pattern::is_pattern(&entry.key));
        Some(Misnomer { name: self.key(entry), pattern, note: note?, write })
    }

    fn client(&mut self, entry: &Entry<'r, 't>) -> Option<Client> {
        let mut client = Client { name: self.key(entry), ..Client::default() };
        read_table!(self, self.table_like(entry, "allow = [\"…\"]")?, "in a client", entry {
            "client_id" => client.client_id = self.plain_text(entry),
            "kind" => client.kind = self.text_value(entry),
            "grant" => client.grant = self.text_value(entry).map(grant_name),
            "allow" => client.allow = Some(self.names(entry).into()),
            "default" => client.is_default = self.boolean(entry),
        });
        Some(client)
    }

    fn operation(&mut self, entry: &Entry<'r, 't>) -> Option<Operation> {
        let table = self.table_like(entry, "needs = \"…\"")?;
        let (mut needs, mut condition, mut sometimes, mut aliases) = (None, None, Vec::new(), Vec::new());
        read_table!(self, table, "in an operation", inner {
            "needs" => needs = self.need(&inner.value, 0),
            "condition" => condition = self.plain_text(inner),
            "sometimes" => sometimes = self.conditional_needs(inner),
            "aliases" => aliases = map(&self.one_or_more(inner), &mut |alias| alias.text.clone()),
        });
        // An operation that only needs scopes under a condition works without any.
        let is_free = !table.has("needs") && !sometimes.is_empty();
        if is_free {
            needs = Some(Need::All(Vec::new()));
        } else if !table.has("needs") {
            self.problem(entry.key_span, format!("missing `needs` in the operation `{}`", entry.key))
                .help("write `needs = \"scope\"`, `{ any = […] }` or `{ all = […] }`");
        }
        Some(Operation { name: self.key(entry), needs: needs?, sometimes, condition, aliases })
    }

    /// Reads `{ scope = "when" }`.
    fn conditional_needs(&mut self, entry: &Entry<'r, 't>) -> Vec<ConditionalNeed> {
        let Some(table) = self.table(entry) else { return Vec::new() };
        filter_map(&table.entries, &mut |inner| {
            let condition = self.plain_text(inner)?;
            Some(ConditionalNeed { needs: Need::Scope(self.key(inner)), condition })
        })
    }

    fn need(&mut self, value: &Value<'r, 't>, depth: usize) -> Option<Need> {
        match value.kind {
            DeValue::String(_) => {
                let name = self.string(value, "needs")?;
                return Some(Need::Scope(self.name(&name, value.span)));
            }
            DeValue::Table(table) if depth < NEED_DEPTH => return self.nested_need(table, value, depth),
            DeValue::Table(_) => drop(self.problem(value.span, "`needs` is nested too deeply")),
            DeValue::Array(_) => {
                self.wrong_type("needs", value, "a scope or a table")
                    .help("write `{ any = […] }` if one of them is enough, and `{ all = […] }` if not");
            }
            _ => drop(self.wrong_type("needs", value, "a scope, `{ any = […] }` or `{ all = […] }`")),
        }
        None
    }

    fn nested_need(&mut self, table: &'r DeTable<'t>, value: &Value<'r, 't>, depth: usize) -> Option<Need> {
        let table = self.entries(table, value.origin);
        let [entry] = &*table.entries else {
            self.problem(value.span, "expected exactly one of `any` and `all`");
            return None;
        };
        let DeValue::Array(items) = entry.value.kind else {
            self.wrong_type(&entry.key, &entry.value, "an array");
            return None;
        };
        if items.is_empty() {
            self.problem(entry.value.span, format!("`{}` is empty", entry.key));
            return None;
        }
        let mut needs = Vec::with_capacity(items.len());
        for item in items {
            push_some(&mut needs, self.need(&self.document.value(item, entry.key_span), depth + 1));
        }
        match &*entry.key {
            "any" => Some(Need::Any(needs)),
            "all" => Some(Need::All(needs)),
            _ => {
                self.unknown_key(entry, NEED_KEYS, "in `needs`");
                None
            }
        }
    }

    fn configs(&mut self, entry: &Entry<'r, 't>) -> Vec<ConfigFile> {
        let mut configs = Vec::new();
        let DeValue::Array(items) = entry.value.kind else {
            let help = "write `[[config]]`, with two brackets on each side";
            self.wrong_type("config", &entry.value, "an array of tables").help(help);
            return configs;
        };
        for item in items {
            if let DeValue::Table(table) = item.get_ref() {
                push_some(&mut configs, self.config(entry.key_span, table));
            } else {
                self.wrong_type("config", &self.document.value(item, entry.key_span), "tables");
            }
        }
        configs
    }

    fn config(&mut self, header: Span, table: &'r DeTable<'t>) -> Option<ConfigFile> {
        let table = self.entries(table, Origin::Header);
        let (mut file, mut config) = (None, ConfigFile::default());
        read_table!(self, table, "in `[[config]]`", entry {
            "file" => file = self.text_value(entry),
            "format" => config.format = self.text_value(entry),
            "path" => config.paths = self.one_or_more(entry),
            "preset" => config.preset = self.text_value(entry),
            "delimiter" => config.delimiter = self.choice(entry, &Delimiter::ALL, &Delimiter::WORDS),
            "client" => config.client = self.text_value(entry),
            "catalog" => config.catalog = self.text_value(entry),
            "matches" => config.matches_calls = self.position(entry, &["scopes!"]).is_some(),
        });
        // A misspelled or invalid `file` has been reported already.
        let is_meant = |entry: &Entry<'_, '_>| suggested(&entry.key, &["file"]).is_some();
        if file.as_ref().map_or(!table.entries.iter().any(is_meant), |file| file.text.is_empty()) {
            let at = table.entries.last().map_or(header, |entry| entry.key_span);
            self.problem(at, "missing `file` in this `[[config]]`").help("write `file = \"…\"`");
        }
        if let (Some(path), Some(_)) = (config.paths.first(), &config.preset) {
            self.problem(path.span.span, "`path` and `preset` cannot be used together");
        }
        Some(ConfigFile { file: file?, ..config })
    }

    fn level(&mut self, entry: &Entry<'r, 't>) -> Option<(Spanned, Level)> {
        let level = self.choice(entry, &Level::ALL, &Level::WORDS)?;
        let ids = map(self.rules, &mut |rule| rule.id);
        if !ids.contains(&&*entry.key) {
            self.problem(entry.key_span, format!("unknown rule `{}`", entry.key)).help(one_of(&entry.key, &ids));
            return None;
        }
        Some((self.key(entry), level))
    }
}
