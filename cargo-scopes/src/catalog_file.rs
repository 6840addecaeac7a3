//! Edits a catalog file, and preserves everything else in it, including comments and line endings.

pub(crate) mod entries;

use std::path::{Path, PathBuf};

use scope_catalog::load::{FileError, Loaded, Roots, load_text, read_text_file};
use similar::{ChangeTag, TextDiff};
use toml_edit::{Array, DocumentMut, InlineTable, Item, RawString, Table, TableLike, Value};

use crate::atomic_write::save;
use crate::catalogs::problems;
use crate::error::Failure;
use crate::paths::real_path;
use crate::roots;
use crate::workspace::Workspace;

/// The byte order mark that some editors write.
const MARK: &str = "\u{feff}";
/// The size limit of a catalog file.
pub(crate) const MOST_BYTES: u64 = 8 << 20;

/// The location of a catalog file.
#[derive(Clone, Debug, Default)]
pub(crate) struct CatalogPath {
    pub(crate) path: PathBuf,
    /// The folder that the file's name is shown relative to.
    pub(crate) root: PathBuf,
    /// The path as messages show it.
    pub(crate) shown: String,
    /// The folders in which files may be read and written.
    pub(crate) roots: Roots,
}

impl CatalogPath {
    /// Creates the location of a file that the user names.
    pub(crate) fn named(path: &Path) -> Self {
        let root = real_path(Path::new(".")).unwrap_or_default();
        let roots = roots::around(path.parent().unwrap_or(Path::new("")), None);
        Self { path: path.to_owned(), root, shown: path.display().to_string(), roots }
    }

    /// Creates the location of a file in a workspace.
    pub(crate) fn of(path: PathBuf, workspace: &Workspace) -> Self {
        Self { shown: workspace.shown(&path), path, root: workspace.root.clone(), roots: workspace.roots.clone() }
    }
}

/// A catalog file with its pending edits.
#[derive(Clone, Debug)]
pub(crate) struct CatalogFile {
    at: CatalogPath,
    /// The text on disk; `None` if the file does not exist yet.
    original: Option<String>,
    /// The text before the first entry: a byte order mark, or the comments of a file without entries.
    header: String,
    document: DocumentMut,
}

/// A catalog in a file: one in `[catalogs]`, or the main one (`None`).
pub(crate) type Key<'k> = Option<&'k str>;

impl CatalogFile {
    /// Reads the file, if it exists.
    ///
    /// # Errors
    ///
    /// If it cannot be read or is not a valid catalog.
    pub(crate) fn open(at: CatalogPath) -> Result<Self, Failure> {
        let CatalogPath { path, shown, roots, .. } = &at;
        roots.admit(path).map_err(|error| Failure::new(format!("{shown} {error}")).help(roots::HELP))?;
        let original = match read_text_file(path, MOST_BYTES) {
            Ok(text) => Some(text),
            Err(FileError::Missing) => None,
            Err(error) => return Err(Failure::new(format!("{shown} {error}"))),
        };
        let (shown, header) = (shown.clone(), String::new());
        let mut file = Self { at, original, header, document: DocumentMut::new() };
        if let Some(text) = &file.original {
            let problems = problems(&load_text(&file.at.path, text.clone(), Some(&file.at.roots)));
            if !problems.is_empty() {
                return Err(Failure::new(format!("{shown} has errors; fix them first\n{problems}")));
            }
            let text = plain(text);
            let (mark, text) = text.strip_prefix(MARK).map_or(("", &*text), |text| (MARK, text));
            mark.clone_into(&mut file.header);
            file.document = text.parse().map_err(|error: toml_edit::TomlError| {
                Failure::new(format!("{shown} is not valid TOML: {}", error.message()))
            })?;
            if file.document.is_empty() {
                file.header.push_str(file.document.trailing().as_str().unwrap_or_default());
                file.document.set_trailing("");
                if !file.header.trim_start_matches(MARK).is_empty() && !file.header.ends_with('\n') {
                    file.header.push('\n');
                }
            }
        }
        Ok(file)
    }

    /// Returns the path as messages show it.
    pub(crate) fn shown(&self) -> &str {
        &self.at.shown
    }

    /// Whether the file exists already.
    pub(crate) fn is_present(&self) -> bool {
        self.original.is_some()
    }

    /// Loads the catalog with the edits applied.
    pub(crate) fn loaded(&self) -> Loaded {
        load_text(&self.at.path, self.text(), Some(&self.at.roots))
    }

    /// Whether the main catalog already has a list of providers, to which another one can be added.
    pub(crate) fn has_provider_list(&self) -> bool {
        self.document.get("provider").is_some_and(Item::is_array)
    }

    /// Whether the file sets no key of a main catalog.
    pub(crate) fn has_no_main(&self) -> bool {
        const OF_A_CATALOG: [&str; 6] = ["name", "provider", "extends", "scopes", "retired", "operations"];
        !self.document.iter().any(|(key, _)| OF_A_CATALOG.contains(&key))
    }

    /// Whether the file has this catalog.
    pub(crate) fn has(&self, key: Key<'_>) -> bool {
        if key.is_none() { !self.has_no_main() } else { self.find(key).is_some() }
    }

    /// Returns the table of a catalog, if it exists.
    fn find(&self, key: Key<'_>) -> Option<&dyn TableLike> {
        let Some(key) = key else { return Some(self.document.as_table()) };
        self.document.get("catalogs")?.as_table_like()?.get(key)?.as_table_like()
    }

    /// Adds a bundled catalog to the ones that a catalog builds on.
    pub(crate) fn add_provider(&mut self, key: Key<'_>, provider: &str) -> Result<(), Failure> {
        let table = self.catalog(key)?;
        match table.get_mut("provider") {
            None => {
                table.insert("provider", provider.into());
            }
            Some(Item::Value(Value::Array(list))) => push(list, provider),
            Some(item) => {
                let first = item.as_str().unwrap_or_default().to_owned();
                let decor = item.as_value().map(|value| value.decor().clone());
                let mut list = Value::from(Array::from_iter([first.as_str(), provider]));
                if let Some(decor) = decor {
                    *list.decor_mut() = decor;
                }
                *item = Item::Value(list);
            }
        }
        Ok(())
    }

    /// Adds a scope; an existing one with this name is not changed.
    pub(crate) fn add_scope(&mut self, key: Key<'_>, name: &str, value: Value) -> Result<(), Failure> {
        let table = self.catalog(key)?;
        // The short form only contains names.
        if let Some(Item::Value(Value::Array(list))) = table.get_mut("scopes") {
            push(list, name);
            return Ok(());
        }
        self.add(key, Some("scopes"), name, value)
    }

    /// Adds an entry to a catalog or to one of its tables; an existing one with this name is not changed.
    pub(crate) fn add(&mut self, key: Key<'_>, table: Option<&str>, name: &str, value: Value) -> Result<(), Failure> {
        let entries = self.table(key, table)?;
        if entries.get(name).is_none() {
            entries.insert(name, Item::Value(value));
        }
        Ok(())
    }

    /// Adds an entry to `[[config]]`.
    pub(crate) fn add_config(&mut self, file: &str, catalog: Key<'_>) {
        let mut entry = Table::new();
        entry.insert("file", file.into());
        if let Some(catalog) = catalog {
            entry.insert("catalog", catalog.into());
        }
        let list = self.document.entry("config").or_insert(Item::ArrayOfTables(toml_edit::ArrayOfTables::new()));
        if let Some(list) = list.as_array_of_tables_mut() {
            list.push(entry);
        }
    }

    /// Adds a comment at the top of the file.
    pub(crate) fn begin_with(&mut self, comment: &str) {
        self.header.push_str(comment);
    }

    /// A catalog or one of its tables, which is created if it is missing.
    fn table(&mut self, key: Key<'_>, name: Option<&str>) -> Result<&mut dyn TableLike, Failure> {
        let shown = self.at.shown.clone();
        let catalog = self.catalog(key)?;
        if let Some(name) = name { child(catalog, name, &shown) } else { Ok(catalog) }
    }

    /// Returns the table of a catalog, which is created if necessary.
    fn catalog(&mut self, key: Key<'_>) -> Result<&mut dyn TableLike, Failure> {
        let Some(key) = key else { return Ok(self.document.as_table_mut()) };
        let trailing = self.document.trailing().as_str().unwrap_or_default().to_owned();
        let is_new = !self.has(Some(key));
        if is_new && !trailing.trim().is_empty() {
            self.document.set_trailing("");
        }
        let catalogs = self.document.entry("catalogs").or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        let catalogs = catalogs.as_table_like_mut().ok_or_else(|| no_table(&self.at.shown, "catalogs"))?;
        if is_new {
            let mut table = Table::new();
            // If the table only contains tables, it needs no header.
            table.set_implicit(trailing.trim().is_empty());
            if !trailing.trim().is_empty() {
                // Comments at the end of the file stay before the new table.
                table.decor_mut().set_prefix(format!("{}\n\n", trailing.trim_end()));
            }
            catalogs.insert(key, Item::Table(table));
        }
        child(catalogs, key, &self.at.shown)
    }

    /// Returns the edited text. Existing lines keep their line endings.
    pub(crate) fn text(&self) -> String {
        let edited = format!("{}{}", self.header, self.document);
        match &self.original {
            None => edited,
            Some(original) => with_endings(original, &edited),
        }
    }

    /// Whether there are any edits.
    pub(crate) fn is_changed(&self) -> bool {
        *self.original.as_deref().unwrap_or_default() != self.text()
    }

    /// Returns the edits as a diff.
    pub(crate) fn difference(&self) -> String {
        let (before, after) = (plain(self.original.as_deref().unwrap_or_default()), plain(&self.text()));
        let old = if self.original.is_some() { self.at.shown.as_str() } else { "/dev/null" };
        TextDiff::from_lines(&before, &after).unified_diff().context_radius(3).header(old, &self.at.shown).to_string()
    }

    /// Checks that the edited file is a valid catalog.
    ///
    /// # Errors
    ///
    /// If it is not: the problems.
    pub(crate) fn verify(&self) -> Result<(), Failure> {
        let problems = problems(&self.loaded());
        if problems.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!("{} would be invalid; nothing was written\n{problems}", self.at.shown)))
    }

    /// Writes the file.
    ///
    /// # Errors
    ///
    /// If it may not be written. The file is then unchanged.
    pub(crate) fn save(&self) -> Result<(), Failure> {
        let before = self.original.as_deref().map(str::as_bytes);
        save(&self.at.path, &self.at.shown, &self.at.roots, before, &self.text())
    }
}

/// Returns a table in a table, which is created if necessary.
fn child<'t>(table: &'t mut dyn TableLike, key: &str, shown: &str) -> Result<&'t mut dyn TableLike, Failure> {
    if table.get(key).is_none() {
        table.insert(key, Item::Table(Table::new()));
    }
    let child = table.get_mut(key).and_then(Item::as_table_like_mut);
    child.ok_or_else(|| no_table(shown, key))
}

fn no_table(shown: &str, key: &str) -> Failure {
    Failure::new(format!("`{key}` in {shown} is not a table"))
}

/// Adds an item to a list in the list's own style: on a separate line if the other items are, and after every comment.
fn push(list: &mut Array, text: &str) {
    let (has_comma, mut tail) = (list.trailing_comma(), raw(Some(list.trailing())));
    let mut line = String::new();
    if let Some(last) = list.iter_mut().last() {
        let before = raw(last.decor().prefix());
        line = before.rfind('\n').map_or_else(|| " ".to_owned(), |at| before[at..].to_owned());
        if !has_comma {
            tail = raw(last.decor().suffix()) + &tail;
            last.decor_mut().set_suffix("");
        }
    }
    let end = tail.rfind('#').map_or(0, |comment| tail[comment..].find('\n').map_or(tail.len(), |at| comment + at));
    let (comments, rest) = tail.split_at(end);
    if !comments.is_empty() && !line.starts_with('\n') {
        "\n  ".clone_into(&mut line);
    }
    let value = Value::from(text).decorated(format!("{comments}{line}"), if has_comma { "" } else { rest });
    list.push_formatted(value);
    list.set_trailing(if has_comma { rest } else { "" });
}

/// Returns blanks and comments as text.
fn raw(text: Option<&RawString>) -> String {
    text.and_then(RawString::as_str).unwrap_or_default().to_owned()
}

/// Creates a table on one line from the entries that have values.
pub(crate) fn inline_table<'e>(entries: impl IntoIterator<Item = (&'e str, Option<Value>)>) -> InlineTable {
    entries.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Converts line endings to line feeds.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Restores the line endings of existing lines in an edited text. New lines get whichever most lines have.
fn with_endings(original: &str, edited: &str) -> String {
    let windows = original.matches("\r\n").count();
    if windows == 0 {
        return edited.to_owned();
    }
    let ending = if windows * 2 > original.matches('\n').count() { "\r\n" } else { "\n" };
    let lines: Vec<&str> = original.split_inclusive('\n').collect();
    let before = plain(original);
    let mut text = String::with_capacity(edited.len() + windows);
    for change in TextDiff::from_lines(&before, edited).iter_all_changes() {
        match (change.tag(), change.old_index()) {
            (ChangeTag::Equal, Some(line)) => text.push_str(lines[line]),
            (ChangeTag::Delete, _) => {}
            _ => {
                let line: &str = change.value();
                text.push_str(line.trim_end_matches('\n'));
                text.push_str(if line.ends_with('\n') { ending } else { "" });
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_ends() {
        for (original, edited, expected) in [
            ("a\r\nb\r\n", "a\nc\nb\n", "a\r\nc\r\nb\r\n"),
            ("a\nb\r\nc\n", "a\nb\nd\nc\n", "a\nb\r\nd\nc\n"),
            ("a\nb\n", "a\nc\n", "a\nc\n"),
            ("a\r\nb", "a\nb\nc\n", "a\r\nb\r\nc\r\n"),
        ] {
            assert_eq!(with_endings(original, edited), expected, "{original:?}");
        }
    }
}
