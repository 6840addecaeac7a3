//! From a document to a [`Layer`], with every problem on the way.

use std::collections::HashMap;

use super::{Client, ConfigFile, Coverage, Delimiter, Details, Layer, Name, Need, Operation, Retired, Risk, Scope};
use crate::document::{Document, Entry, Kind, Origin, Table, TableId, Value};
use crate::level::Level;
use crate::pattern::Pattern;
use crate::problem::Problem;
use crate::rules;
use crate::span::{Place, Span};
use crate::suggest::closest;
use crate::token;

const CATALOG_KEYS: &[&str] = &[
    "name",
    "provider",
    "extends",
    "delimiter",
    "coverage",
    "prefix",
    "optional_prefix",
    "source",
    "checked",
    "max_scopes",
    "scopes",
    "retired",
    "clients",
    "operations",
    "config",
    "levels",
    "catalogs",
];
const SCOPE_KEYS: &[&str] =
    &["description", "implies", "aliases", "requires", "conflicts", "exclusive", "kinds", "approval", "risk"];
const RETIRED_KEYS: &[&str] = &["since", "status", "replaced_by", "note"];
const CLIENT_KEYS: &[&str] = &["client_id", "kind", "allow", "default"];
const OPERATION_KEYS: &[&str] = &["needs"];
const NEED_KEYS: &[&str] = &["any", "all"];
const CONFIG_KEYS: &[&str] = &["file", "path", "preset", "client", "catalog"];
/// Needs nested deeper than this are a slip, and would be a stack to watch.
const NEED_DEPTH: usize = 16;

impl Layer {
    /// Reads one text. `source` is the caller's number for it; it comes back in every [`Place`].
    ///
    /// All problems are added to `problems`; the layer holds whatever could be read.
    pub fn parse(source: u32, text: &str, problems: &mut Vec<Problem>) -> Self {
        let (document, faults) = Document::parse(text);
        let mut reader = Reader { source, text, document: &document, problems };
        for fault in faults {
            reader.fault(fault.span, &fault.message);
        }
        reader.catalog(Document::ROOT, Depth::File)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    File,
    Named,
}

struct Reader<'r, 't> {
    source: u32,
    text: &'t str,
    document: &'r Document<'t>,
    problems: &'r mut Vec<Problem>,
}

impl<'r, 't> Reader<'r, 't> {
    fn catalog(&mut self, id: TableId, depth: Depth) -> Layer {
        let mut layer = Layer::default();
        for entry in &self.document.table(id).entries {
            match &*entry.key {
                "name" => layer.name = self.text_value(entry),
                "provider" => layer.providers = self.one_or_more(entry),
                "extends" => layer.extends = self.one_or_more(entry),
                "delimiter" => layer.delimiter = self.choice(entry, &Delimiter::ALL, Delimiter::as_str),
                "coverage" => layer.coverage = self.coverage(entry),
                "prefix" => layer.prefix = self.text_value(entry),
                "optional_prefix" => layer.optional_prefix = self.text_value(entry),
                "source" => layer.documentation = self.text_value(entry),
                "checked" => layer.checked = self.date(entry),
                "max_scopes" => layer.max_scopes = self.count(entry),
                "scopes" => layer.scopes = self.scopes(entry),
                "retired" => layer.retired = self.each(entry, Self::retired),
                "clients" => layer.clients = self.each(entry, Self::client),
                "operations" => layer.operations = self.each(entry, Self::operation),
                "levels" => layer.levels = self.each(entry, Self::level),
                "config" if depth == Depth::File => layer.configs = self.configs(entry),
                "catalogs" if depth == Depth::File => layer.catalogs = self.each(entry, Self::named_catalog),
                "config" | "catalogs" => self.misplaced(entry),
                _ => self.unknown_key(entry, CATALOG_KEYS, "of a catalogue"),
            }
        }
        self.listed_twice(&layer);
        layer
    }

    fn misplaced(&mut self, entry: &Entry<'_>) {
        let message = format!("`{}` belongs to the file, not to one of its `[catalogs]`", entry.key);
        self.problem(entry.key_span, message);
    }

    fn named_catalog(&mut self, entry: &'r Entry<'t>) -> Option<(Name, Layer)> {
        let table = self.table(entry)?;
        let is_identifier = |key: &str| {
            key.starts_with(|char: char| char.is_ascii_alphabetic())
                && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
        };
        if !is_identifier(&entry.key) {
            self.problem(entry.key_span, format!("`{}` cannot name a catalogue", entry.key)).help(
                "a name is a letter, then letters, digits, `_` or `-`: `scopes!(name: \"…\")` must be able to say it",
            );
        }
        Some((self.key(entry), self.catalog(table, Depth::Named)))
    }

    fn scopes(&mut self, entry: &'r Entry<'t>) -> Vec<Scope> {
        match &entry.value.kind {
            Kind::Array(items) => items.iter().filter_map(|item| self.short_scope(item)).collect(),
            Kind::Table(table) => {
                let entries = &self.document.table(*table).entries;
                let mut scopes = Vec::with_capacity(entries.len());
                scopes.extend(entries.iter().filter_map(|entry| self.scope(entry)));
                scopes
            }
            other => {
                self.wrong_type("scopes", entry.value.span, "a table, or an array of names", other);
                Vec::new()
            }
        }
    }

    fn short_scope(&mut self, item: &Value<'_>) -> Option<Scope> {
        let name = self.string(item, "a scope")?;
        self.scope_name(name, item.span);
        Some(Scope { name: name.into(), place: self.place(item.span), description: "".into(), details: None })
    }

    fn scope(&mut self, entry: &'r Entry<'t>) -> Option<Scope> {
        self.setting_among_scopes(entry);
        let mut scope = Scope {
            name: (&*entry.key).into(),
            place: self.place(entry.key_span),
            description: "".into(),
            details: None,
        };
        match &entry.value.kind {
            Kind::String(description) => scope.description = (&**description).into(),
            Kind::Table(table) => {
                let table = self.document.table(*table);
                if self.is_missing_quotes(entry, table) {
                    return None;
                }
                self.scope_details(&mut scope, table);
            }
            other => {
                self.wrong_type(&entry.key, entry.value.span, "a description, or a table", other);
            }
        }
        self.scope_name(&scope.name, entry.key_span);
        Some(scope)
    }

    /// `delimiter = "comma"` written below `[scopes]` would silently become a scope.
    fn setting_among_scopes(&mut self, entry: &Entry<'_>) {
        let is_setting =
            CATALOG_KEYS.contains(&&*entry.key) && !matches!(&*entry.key, "name" | "source" | "scopes" | "config");
        let holds_value = !matches!(entry.value.kind, Kind::Table(_));
        let described = matches!(&entry.value.kind, Kind::String(text) if text.contains(' '));
        if is_setting && holds_value && !described {
            let text = &self.text[entry.value.span.range()];
            self.problem(entry.key_span, format!("`{}` is a setting of the catalogue, not a scope", entry.key))
                .help(format!("move `{} = {text}` above `[scopes]`", entry.key));
        }
    }

    /// `api.read_orders = "…"` is a table `api` to TOML: say which quotes are missing, for each such line.
    fn is_missing_quotes(&mut self, entry: &Entry<'_>, table: &Table<'_>) -> bool {
        let is_header = matches!(table.origin, Origin::Implied);
        let is_dotted =
            table.origin == Origin::DottedKey && !table.entries.iter().all(|inner| SCOPE_KEYS.contains(&&*inner.key));
        if !is_header && !is_dotted {
            return false;
        }
        let mut found = Vec::new();
        self.unquoted(&entry.key, table, &mut found);
        for (name, span, written) in found {
            let help = if is_header {
                format!("write `[scopes.\"{name}\"]`")
            } else {
                format!("write `\"{name}\" = {}`", self.text[written.range()].lines().next().unwrap_or_default())
            };
            self.problem(span, format!("`{name}` has a dot, so TOML takes it for a table in a table")).help(help);
        }
        true
    }

    fn unquoted(&self, before: &str, table: &Table<'_>, found: &mut Vec<(String, Span, Span)>) {
        for entry in &table.entries {
            let name = format!("{before}.{}", entry.key);
            match &entry.value.kind {
                Kind::Table(inner) if self.document.table(*inner).origin != Origin::Inline => {
                    let inner = self.document.table(*inner);
                    if inner.origin == Origin::Header {
                        found.push((name.clone(), entry.key_span, entry.value.span));
                    }
                    if inner.origin != Origin::Header {
                        self.unquoted(&name, inner, found);
                    }
                }
                _ => found.push((name, entry.key_span, entry.value.span)),
            }
        }
    }

    fn scope_details(&mut self, scope: &mut Scope, table: &'r Table<'t>) {
        let mut details = Details::default();
        for entry in &table.entries {
            match &*entry.key {
                "description" => {
                    scope.description = self.text_value(entry).map(|name| name.text).unwrap_or_default();
                }
                "implies" => details.implies = self.names(entry),
                "aliases" => details.aliases = self.scope_names(entry),
                "requires" => details.requires = self.names(entry),
                "conflicts" => details.conflicts = self.names(entry),
                "exclusive" => details.exclusive = self.boolean(entry),
                "kinds" => details.kinds = self.names(entry),
                "approval" => details.approval = self.text_value(entry),
                "risk" => details.risk = self.choice(entry, &Risk::ALL, Risk::as_str).unwrap_or_default(),
                _ => self.unknown_key(entry, SCOPE_KEYS, "of a scope"),
            }
        }
        if details != Details::default() {
            scope.details = Some(Box::new(details));
        }
    }

    fn retired(&mut self, entry: &'r Entry<'t>) -> Option<Retired> {
        let table = self.document.table(self.table(entry)?);
        self.scope_name(&entry.key, entry.key_span);
        let mut retired = Retired {
            name: (&*entry.key).into(),
            place: self.place(entry.key_span),
            since: None,
            still_works: false,
            replaced_by: Vec::new(),
            note: None,
        };
        for entry in &table.entries {
            match &*entry.key {
                "since" => retired.since = self.date(entry).map(|name| name.text),
                "status" => {
                    let status = self.choice(entry, &["removed", "deprecated"], |status| status);
                    retired.still_works = status == Some("deprecated");
                }
                "replaced_by" => retired.replaced_by = self.names(entry),
                "note" => retired.note = self.text_value(entry).map(|name| name.text),
                _ => self.unknown_key(entry, RETIRED_KEYS, "of a retired scope"),
            }
        }
        Some(retired)
    }

    fn client(&mut self, entry: &'r Entry<'t>) -> Option<Client> {
        let table = self.document.table(self.table(entry)?);
        let mut client =
            Client { name: self.key(entry), client_id: None, kind: None, allow: Vec::new(), is_default: false };
        for entry in &table.entries {
            match &*entry.key {
                "client_id" => client.client_id = self.text_value(entry).map(|name| name.text),
                "kind" => client.kind = self.text_value(entry),
                "allow" => client.allow = self.names(entry),
                "default" => client.is_default = self.boolean(entry),
                "client_secret" | "secret" => {
                    self.problem(entry.key_span, "a catalogue holds no secrets")
                        .help("remove the line, and revoke the secret if it was committed");
                }
                _ => self.unknown_key(entry, CLIENT_KEYS, "of a client"),
            }
        }
        Some(client)
    }

    fn operation(&mut self, entry: &'r Entry<'t>) -> Option<Operation> {
        let table = self.document.table(self.table(entry)?);
        let mut needs = None;
        for inner in &table.entries {
            match &*inner.key {
                "needs" => needs = self.need(&inner.value, 0),
                _ => self.unknown_key(inner, OPERATION_KEYS, "of an operation"),
            }
        }
        if table.get("needs").is_none() {
            self.problem(entry.key_span, format!("the operation `{}` does not say what it needs", entry.key))
                .help("write `needs = \"scope\"`, `{ any = […] }` or `{ all = […] }`");
        }
        Some(Operation { name: self.key(entry), needs: needs? })
    }

    fn need(&mut self, value: &'r Value<'t>, depth: usize) -> Option<Need> {
        match &value.kind {
            Kind::String(name) => Some(Need::Scope(self.name(name, value.span))),
            Kind::Table(table) if depth < NEED_DEPTH => {
                self.nested_need(self.document.table(*table), value.span, depth)
            }
            Kind::Table(_) => {
                self.problem(value.span, "these needs are nested too deeply");
                None
            }
            other => {
                self.wrong_type("needs", value.span, "a scope, `{ any = […] }` or `{ all = […] }`", other);
                None
            }
        }
    }

    fn nested_need(&mut self, table: &'r Table<'t>, span: Span, depth: usize) -> Option<Need> {
        let [entry] = &*table.entries else {
            self.problem(span, "a need has either `any` or `all`");
            return None;
        };
        let Kind::Array(items) = &entry.value.kind else {
            self.wrong_type(&entry.key, entry.value.span, "an array", &entry.value.kind);
            return None;
        };
        if items.is_empty() {
            self.problem(entry.value.span, format!("`{}` lists nothing", entry.key));
            return None;
        }
        let needs = items.iter().filter_map(|item| self.need(item, depth + 1)).collect();
        match &*entry.key {
            "any" => Some(Need::Any(needs)),
            "all" => Some(Need::All(needs)),
            _ => {
                self.unknown_key(entry, NEED_KEYS, "of a need");
                None
            }
        }
    }

    fn configs(&mut self, entry: &'r Entry<'t>) -> Vec<ConfigFile> {
        let tables: Vec<TableId> = match &entry.value.kind {
            Kind::Tables(tables) => tables.clone(),
            Kind::Array(items) => items.iter().filter_map(|item| self.item_table(item)).collect(),
            other => {
                self.wrong_type("config", entry.value.span, "an array of tables (`[[config]]`)", other);
                Vec::new()
            }
        };
        tables.into_iter().filter_map(|table| self.config(entry.key_span, table)).collect()
    }

    fn item_table(&mut self, item: &Value<'_>) -> Option<TableId> {
        if let Kind::Table(table) = item.kind {
            return Some(table);
        }
        self.wrong_type("config", item.span, "tables", &item.kind);
        None
    }

    fn config(&mut self, header: Span, table: TableId) -> Option<ConfigFile> {
        let (mut file, mut path, mut preset, mut client, mut catalog) = (None, None, None, None, None);
        let mut at = header;
        for entry in &self.document.table(table).entries {
            at = entry.key_span;
            match &*entry.key {
                "file" => file = self.text_value(entry),
                "path" => path = self.text_value(entry),
                "preset" => preset = self.text_value(entry),
                "client" => client = self.text_value(entry),
                "catalog" => catalog = self.text_value(entry),
                _ => self.unknown_key(entry, CONFIG_KEYS, "of a `[[config]]`"),
            }
        }
        if file.is_none() {
            self.problem(at, "this `[[config]]` names no file").help("write `file = \"…\"`");
        }
        if let (Some(path), Some(_)) = (&path, &preset) {
            self.problem(path.place.span, "a `[[config]]` has a `path` or a `preset`, not both");
        }
        Some(ConfigFile { file: file?, path, preset, client, catalog })
    }

    fn level(&mut self, entry: &'r Entry<'t>) -> Option<(Name, Level)> {
        let level = self.choice(entry, &[Level::Allow, Level::Warn, Level::Deny], Level::as_str)?;
        if rules::find(&entry.key).is_none() {
            let ids: Vec<&str> = rules::ALL.iter().map(|rule| rule.id).collect();
            let help = did_you_mean(&entry.key, &ids).unwrap_or_else(|| format!("the rules are {}", quoted(&ids)));
            self.problem(entry.key_span, format!("there is no rule `{}`", entry.key)).help(help);
            return None;
        }
        Some((self.key(entry), level))
    }

    /// Two names that are the same in one file: TOML refuses it within a table, not between two.
    fn listed_twice(&mut self, layer: &Layer) {
        if layer.retired.is_empty() && layer.scopes.iter().all(|scope| scope.details.is_none()) {
            return self.short_list_twice(&layer.scopes);
        }
        let mut seen: HashMap<&str, &str> = HashMap::with_capacity(layer.scopes.len());
        for scope in &layer.scopes {
            self.claim(&mut seen, &scope.name, scope.place.span, "a scope");
        }
        for alias in
            layer.scopes.iter().filter_map(|scope| scope.details.as_deref()).flat_map(|details| &details.aliases)
        {
            self.claim(&mut seen, &alias.text, alias.place.span, "an alias");
        }
        for retired in &layer.retired {
            self.claim(&mut seen, &retired.name, retired.place.span, "a retired name");
        }
    }

    fn short_list_twice(&mut self, scopes: &[Scope]) {
        let is_short = scopes.first().is_some_and(|scope| {
            self.text[scope.place.span.range()].starts_with(['"', '\''])
                && self.text[..scope.place.span.start as usize].trim_end().ends_with(['[', ','])
        });
        if !is_short {
            return;
        }
        let mut seen = HashMap::with_capacity(scopes.len());
        for scope in scopes {
            self.claim(&mut seen, &scope.name, scope.place.span, "a scope");
        }
    }

    fn claim<'n>(&mut self, seen: &mut HashMap<&'n str, &'static str>, name: &'n str, span: Span, what: &'static str) {
        if let Some(before) = seen.insert(name, what) {
            let twice = if before == what {
                format!("`{name}` is listed twice")
            } else {
                format!("`{name}` is {what} here and {before} above")
            };
            self.problem(span, twice);
        }
    }

    // The kinds of value.

    fn each<T>(&mut self, entry: &'r Entry<'t>, mut read: impl FnMut(&mut Self, &'r Entry<'t>) -> Option<T>) -> Vec<T> {
        let Some(table) = self.table(entry) else { return Vec::new() };
        self.document.table(table).entries.iter().filter_map(|entry| read(self, entry)).collect()
    }

    fn table(&mut self, entry: &Entry<'_>) -> Option<TableId> {
        if let Kind::Table(table) = entry.value.kind {
            return Some(table);
        }
        self.wrong_type(&entry.key, entry.value.span, "a table", &entry.value.kind);
        None
    }

    fn text_value(&mut self, entry: &Entry<'_>) -> Option<Name> {
        let text = self.string(&entry.value, &entry.key)?;
        Some(self.name(text, entry.value.span))
    }

    fn string<'v>(&mut self, value: &'v Value<'_>, what: &str) -> Option<&'v str> {
        if let Kind::String(text) = &value.kind {
            return Some(text);
        }
        self.wrong_type(what, value.span, "a string", &value.kind);
        None
    }

    /// A string, or an array of strings.
    fn one_or_more(&mut self, entry: &Entry<'_>) -> Vec<Name> {
        if let Kind::String(text) = &entry.value.kind {
            return vec![self.name(text, entry.value.span)];
        }
        self.names(entry)
    }

    fn names(&mut self, entry: &Entry<'_>) -> Vec<Name> {
        let Kind::Array(items) = &entry.value.kind else {
            self.wrong_type(&entry.key, entry.value.span, "an array of strings", &entry.value.kind);
            return Vec::new();
        };
        let name = |item: &Value<'_>| {
            let text = self.string(item, &entry.key)?;
            Some(self.name(text, item.span))
        };
        items.iter().filter_map(name).collect()
    }

    fn scope_names(&mut self, entry: &Entry<'_>) -> Vec<Name> {
        let names = self.names(entry);
        for name in &names {
            self.scope_name(&name.text, name.place.span);
        }
        names
    }

    fn boolean(&mut self, entry: &Entry<'_>) -> bool {
        if let Kind::Boolean(value) = entry.value.kind {
            return value;
        }
        self.wrong_type(&entry.key, entry.value.span, "`true` or `false`", &entry.value.kind);
        false
    }

    fn count(&mut self, entry: &Entry<'_>) -> Option<usize> {
        let count = match &entry.value.kind {
            Kind::Integer(digits) => digits.parse().ok().filter(|&count| count > 0),
            _ => None,
        };
        if count.is_none() {
            self.problem(entry.value.span, format!("`{}` is a whole number, 1 or more", entry.key));
        }
        count
    }

    fn coverage(&mut self, entry: &Entry<'_>) -> Option<Coverage> {
        let word = self.choice(entry, &["complete", "partial"], |word| word)?;
        Some(if word == "partial" { Coverage::Partial } else { Coverage::Complete })
    }

    fn choice<T: Copy>(&mut self, entry: &Entry<'_>, all: &[T], as_str: impl Fn(T) -> &'static str) -> Option<T> {
        let word = self.string(&entry.value, &entry.key)?;
        let found = all.iter().copied().find(|&one| as_str(one) == word);
        if found.is_none() {
            let words: Vec<&str> = all.iter().map(|&one| as_str(one)).collect();
            let help = did_you_mean(word, &words).unwrap_or_else(|| format!("write one of {}", quoted(&words)));
            self.problem(entry.value.span, format!("`{}` cannot be `{word}`", entry.key)).help(help);
        }
        found
    }

    /// A year, a month or a day: `2025`, `2025-03`, `2025-03-31`.
    fn date(&mut self, entry: &Entry<'_>) -> Option<Name> {
        let name = self.text_value(entry)?;
        let is_number = |part: &str, length, most| {
            part.len() == length
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number))
        };
        let mut parts = name.text.splitn(3, '-');
        let is_date = parts.next().is_some_and(|year| is_number(year, 4, 9999))
            && parts.next().is_none_or(|month| is_number(month, 2, 12))
            && parts.next().is_none_or(|day| is_number(day, 2, 31));
        if !is_date {
            self.problem(entry.value.span, format!("`{}` is not a date", name.text))
                .help("write a day, a month or a year: `2025-03-31`, `2025-03`, `2025`");
        }
        Some(name)
    }

    /// A scope name must be a token of RFC 6749 §3.3, or a pattern of such.
    fn scope_name(&mut self, name: &str, span: Span) {
        if let Some((_, char)) = token::first_foreign(name) {
            let what = if char == ' ' {
                "a space".to_owned()
            } else {
                format!("`{}` (U+{:04X})", char.escape_debug(), u32::from(char))
            };
            self.problem(span, format!("`{name}` cannot be a scope: {what} may not stand in one"))
                .help("RFC 6749 §3.3 allows the printable ASCII characters but the space, `\"` and `\\`");
        } else if name.is_empty() {
            self.problem(span, "a scope cannot be empty");
        } else if Pattern::is_pattern(name) {
            if let Err(error) = Pattern::parse(name) {
                self.problem(span, format!("`{name}` is no pattern: {error}"))
                    .help("write `{id}`, `{id:*}` or `{right:read|write}`");
            }
        }
    }

    // Making names, places and problems.

    fn key(&self, entry: &Entry<'_>) -> Name {
        self.name(&entry.key, entry.key_span)
    }

    fn name(&self, text: &str, span: Span) -> Name {
        Name { text: text.into(), place: self.place(span) }
    }

    fn place(&self, span: Span) -> Place {
        Place { source: self.source, span }
    }

    fn fault(&mut self, span: Span, message: &str) {
        let line_start = self.text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let line = self.text[line_start..].lines().next().unwrap_or_default();
        let problem = Problem::new(self.place(span), message);
        let help = missing_quotes(line).or_else(|| {
            let is_string = message.starts_with("invalid") && message.ends_with("string");
            is_string.then(|| "a string ends on its line with the quote that it begins with".to_owned())
        });
        self.problems.push(Problem { help, ..problem });
    }

    fn problem(&mut self, span: Span, message: impl Into<String>) -> Helper<'_> {
        self.problems.push(Problem::new(self.place(span), message));
        Helper(self.problems)
    }

    fn wrong_type(&mut self, key: &str, span: Span, expected: &str, found: &Kind<'_>) {
        self.problem(span, format!("`{key}` takes {expected}, not {}", found.describe()));
    }

    fn unknown_key(&mut self, entry: &Entry<'_>, known: &[&str], of_what: &str) {
        let help = did_you_mean(&entry.key, known).unwrap_or_else(|| format!("the keys are {}", quoted(known)));
        self.problem(entry.key_span, format!("`{}` is no key {of_what}", entry.key)).help(help);
    }
}

/// Adds the help to the problem that was just reported.
struct Helper<'p>(&'p mut Vec<Problem>);

impl Helper<'_> {
    fn help(self, help: impl Into<String>) {
        if let Some(problem) = self.0.last_mut() {
            problem.help = Some(help.into());
        }
    }
}

/// `read:org = "…"`: a name that TOML only takes in quotes.
fn missing_quotes(line: &str) -> Option<String> {
    let (name, value) = line.split_once('=')?;
    let name = name.trim();
    let is_plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.');
    let needs_quotes = token::is_token(name) && !name.starts_with(['\'', '[', '#']) && !name.chars().all(is_plain);
    needs_quotes.then(|| format!("write `\"{name}\" = {}`", value.trim()))
}

fn did_you_mean(word: &str, known: &[&str]) -> Option<String> {
    closest(word, known.iter().copied()).map(|name| format!("did you mean `{name}`?"))
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
