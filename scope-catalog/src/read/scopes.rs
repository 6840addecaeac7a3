//! Reads the scopes of a layer, and reports forgotten quotes.

use super::keys::{CATALOG_KEYS, read_table};
use super::reader::{Reader, array_for};
use super::toml_document::{DeValue, Entry, Origin, Table, Value};
use crate::fast::{NameMap, push_some};
use crate::model::{CatalogSource, Details, Risk, Scope};
use crate::names::pattern::{MOST_PATTERNS, Pattern};
use crate::span::Span;

/// What a name can be. It must not be two of these.
const NAMED: [&str; 3] = ["a scope", "an alias", "a retired name"];
const SCOPE: usize = 0;
const ALIAS: usize = 1;
const RETIRED: usize = 2;

/// The maximum number of kinds of clients.
const MOST_KINDS: usize = 20;

impl<'r, 't> Reader<'r, 't> {
    pub(super) fn scopes(&mut self, entry: &Entry<'r, 't>) -> Vec<Scope> {
        match entry.value.kind {
            DeValue::Array(items) if entry.value.origin == Origin::Inline => {
                let mut scopes = Vec::with_capacity(items.len());
                for item in items {
                    push_some(&mut scopes, self.short_scope(&self.document.value(item, entry.key_span)));
                }
                // Reports a repeated name in the short form. TOML rejects repeated keys in a table, but not repeated
                // items in an array.
                let mut seen = NameMap::with_capacity(scopes.len());
                for Scope { name, span, .. } in &scopes {
                    self.claim(&mut seen, name, span.span, SCOPE);
                }
                scopes
            }
            DeValue::Table(_) => self.each(entry, Self::scope),
            _ => {
                let help = match entry.value.kind {
                    DeValue::Array(_) => Some("write `[scopes]`, with one bracket on each side".to_owned()),
                    _ => array_for(entry),
                };
                self.wrong_type("scopes", &entry.value, "a table or an array of names").help_from(help);
                Vec::new()
            }
        }
    }

    fn short_scope(&mut self, item: &Value<'r, 't>) -> Option<Scope> {
        let name = self.string(item, "scopes")?;
        self.scope_name(&name, item.span);
        Some(Scope { name: (&*name).into(), span: self.place(item.span), ..Scope::default() })
    }

    fn scope(&mut self, entry: &Entry<'r, 't>) -> Option<Scope> {
        if self.is_setting(entry) {
            return None;
        }
        let mut scope = Scope { name: (&*entry.key).into(), span: self.place(entry.key_span), ..Scope::default() };
        match entry.value.kind {
            DeValue::String(_) => scope.description = self.plain_text(entry)?,
            DeValue::Table(_) => (scope.description, scope.details) = self.scope_details(entry)?,
            _ => self
                .wrong_type(&entry.key, &entry.value, "a description or a table")
                .help("write what it permits in quotes, or `{ description = \"…\", implies = [\"…\"] }`"),
        }
        self.scope_name(&scope.name, entry.key_span);
        Some(scope)
    }

    /// Reports a setting such as `delimiter = "comma"` below `[scopes]`, where it would silently become a scope.
    fn is_setting(&mut self, entry: &Entry<'r, 't>) -> bool {
        // Most names are longer than the longest key.
        if entry.key.len() > "optional_prefix".len() || !CATALOG_KEYS.contains(&&*entry.key) {
            return false;
        }
        let Some(text) = self.document.text.get(entry.value.span.range()) else { return false };
        let is_setting = match (&*entry.key, entry.value.kind) {
            ("scopes" | "config" | "import", _) | (_, DeValue::Table(_)) => false,
            // Some providers have a scope `name`, but its description is more than a word.
            ("name", DeValue::String(text)) => !text.contains(' ') && !text.is_empty(),
            (_, DeValue::String(text)) => !text.contains(' '),
            _ => true,
        };
        if is_setting {
            self.problem(entry.key_span, format!("`{}` is a setting of the catalog, not a scope", entry.key))
                .help(format!("move `{} = {text}` above `[scopes]`", entry.key));
        }
        is_setting
    }

    /// Reports missing quotes in each line like `api.read_orders = "…"`, which TOML reads as a table `api`.
    pub(super) fn is_missing_quotes(
        &mut self,
        entry: &Entry<'r, 't>,
        table: &Table<'r, 't>,
        parent: &str,
        keys: &[&str],
    ) -> bool {
        let is_header = matches!(table.origin, Origin::Implied);
        let is_dotted =
            table.origin == Origin::DottedKey && !table.entries.iter().all(|inner| keys.contains(&&*inner.key));
        if !is_header && !is_dotted {
            return false;
        }
        let mut found = Vec::new();
        self.unquoted(&entry.key, table, &mut found);
        for &(ref name, span, written) in &found {
            let value = self.document.text[written.range()].lines().next().unwrap_or_default();
            let help = if is_header {
                format!("write `[{parent}.\"{name}\"]`")
            } else {
                format!("write `\"{name}\" = {value}`")
            };
            self.problem(span, format!("`{name}` needs quotes: TOML reads an unquoted dot as a nested table"))
                .help(help);
        }
        true
    }

    fn unquoted(&mut self, before: &str, table: &Table<'r, 't>, found: &mut Vec<(String, Span, Span)>) {
        for entry in &table.entries {
            let name = format!("{before}.{}", entry.key);
            match (entry.value.kind, entry.value.origin) {
                (DeValue::Table(inner), origin @ (Origin::Implied | Origin::DottedKey)) => {
                    let inner = self.entries(inner, origin);
                    self.unquoted(&name, &inner, found);
                }
                _ => found.push((name, entry.key_span, entry.value.span)),
            }
        }
    }

    /// Reads the description and the details of a scope that is a table.
    fn scope_details(&mut self, whole: &Entry<'r, 't>) -> Option<(Box<str>, Option<Box<Details>>)> {
        let table = self.table(whole)?;
        let (mut description, mut details) = (None, Details::default());
        read_table!(self, table, "in a scope", ("scopes" of whole), entry {
            "description" => description = self.plain_text(entry),
            "implies" => details.implies = self.names(entry),
            "aliases" => details.aliases = self.scope_names(entry),
            "requires" => details.requires = self.names(entry),
            "conflicts" => details.conflicts = self.names(entry),
            "exclusive" => details.exclusive = self.boolean(entry),
            "kinds" => details.kinds = self.names(entry),
            "approval" => details.approval = self.text_value(entry),
            "risk" => details.risk = self.choice(entry, &Risk::ALL, &Risk::WORDS).unwrap_or_default(),
            "special" => details.is_special = self.boolean(entry),
            "serves_more" => details.serves_more = self.boolean(entry),
            "recommended" => details.is_recommended = self.boolean(entry),
            "source" => details.source = self.plain_text(entry),
            "checked" => details.checked = self.plain_date(entry),
            "tier" => details.tier = self.plain_text(entry),
        });
        let has_details = table.entries.len() > usize::from(description.is_some());
        Some((description.unwrap_or_default(), has_details.then(|| Box::new(details))))
    }

    /// Reads `[kinds]`: the kinds of all scopes that match a pattern and do not have their own kinds. If a scope
    /// matches two patterns, the first one counts.
    pub(super) fn kinds(&mut self, entry: &Entry<'r, 't>, scopes: &mut [Scope]) {
        let Some(table) = self.table(entry) else { return };
        for (number, entry) in table.entries.iter().enumerate() {
            if number == MOST_PATTERNS {
                return self.too_many_patterns(entry.key_span, "kinds");
            }
            let kinds = self.names(entry);
            // The kinds are copied to each scope.
            if kinds.len() > MOST_KINDS {
                self.problem(entry.value.span, format!("more than {MOST_KINDS} kinds"));
                continue;
            }
            self.scope_name(&entry.key, entry.key_span);
            let Ok(pattern) = Pattern::parse(&entry.key) else { continue };
            let mut is_used = false;
            for scope in scopes.iter_mut() {
                if pattern.matches(&scope.name) {
                    is_used = true;
                    let details = scope.details.get_or_insert_default();
                    if details.kinds.is_empty() {
                        details.kinds.clone_from(&kinds);
                    }
                }
            }
            if !is_used {
                self.problem(entry.key_span, format!("no scope matches the pattern `{}`", entry.key));
            }
        }
    }

    /// Reports a name that occurs twice in a file. TOML rejects that within a table, but not between two tables.
    pub(super) fn listed_twice(&mut self, layer: &CatalogSource) {
        let is_short = layer.retired.is_empty() && layer.scopes.iter().all(|scope| scope.details.is_none());
        if is_short || self.is_bundled() {
            return;
        }
        let mut seen = NameMap::with_capacity(layer.scopes.len());
        for scope in &layer.scopes {
            seen.insert(&scope.name, SCOPE);
        }
        for scope in &layer.scopes {
            for alias in scope.aliases() {
                self.claim(&mut seen, &alias.text, alias.span.span, ALIAS);
            }
        }
        for retired in &layer.retired {
            self.claim(&mut seen, &retired.name, retired.span.span, RETIRED);
        }
    }

    /// Reports a provider that has scopes although it takes none.
    pub(super) fn scopes_of_none(&mut self, layer: &CatalogSource) {
        if let (Some(note), false) = (&layer.no_scopes, layer.scopes.is_empty()) {
            self.problem(note.span.span, "`no_scopes` and `scopes` cannot be used together")
                .help("leave `no_scopes` out if the provider has scopes");
        }
    }

    fn claim<'n>(&mut self, seen: &mut NameMap<'n>, name: &'n str, span: Span, what: usize) {
        if let Some(before) = seen.insert(name, what) {
            let twice = if before == what {
                format!("`{name}` is listed twice")
            } else {
                format!("`{name}` is {} here and {} above", NAMED[what], NAMED[before])
            };
            self.problem(span, twice);
        }
    }
}
