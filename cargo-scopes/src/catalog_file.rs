//! A catalog that is written to: what the user wrote stays as it is, down to the comments and the ends of lines.

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

/// What some editors begin a file with.
const MARK: &str = "\u{feff}";
/// A larger file is refused.
pub(crate) const MOST_BYTES: u64 = 8 << 20;

/// Where a catalog file is.
#[derive(Clone, Debug, Default)]
pub(crate) struct CatalogPath {
    pub(crate) path: PathBuf,
    /// The folder that it is shown from.
    pub(crate) root: PathBuf,
    /// The path, as messages say it.
    pub(crate) shown: String,
    /// The folders whose files may be read and written.
    pub(crate) roots: Roots,
}

impl CatalogPath {
    /// A file that the user names.
    pub(crate) fn named(path: &Path) -> Self {
        let root = real_path(Path::new(".")).unwrap_or_default();
        let roots = roots::around(path.parent().unwrap_or(Path::new("")), None);
        Self { path: path.to_owned(), root, shown: path.display().to_string(), roots }
    }

    /// A file of a workspace.
    pub(crate) fn of(path: PathBuf, workspace: &Workspace) -> Self {
        Self { shown: workspace.shown(&path), path, root: workspace.root.clone(), roots: workspace.roots.clone() }
    }
}

/// A catalog file, as it is and as it is going to be.
#[derive(Clone, Debug)]
pub(crate) struct CatalogFile {
    at: CatalogPath,
    /// What it holds; `None` where there is no file yet.
    original: Option<String>,
    /// The text before the first entry: a byte order mark, comments of a file without entries.
    header: String,
    document: DocumentMut,
}

/// Which catalog of a file: one of `[catalogs]`, or the main one.
pub(crate) type Key<'k> = Option<&'k str>;

impl CatalogFile {
    /// Reads the file, if there is one.
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

    /// The path, as messages say it.
    pub(crate) fn shown(&self) -> &str {
        &self.at.shown
    }

    /// Whether there is such a file already.
    pub(crate) fn is_present(&self) -> bool {
        self.original.is_some()
    }

    /// The catalog as the file is going to be.
    pub(crate) fn loaded(&self) -> Loaded {
        load_text(&self.at.path, self.text(), Some(&self.at.roots))
    }

    /// Whether its main catalog starts from several providers already, so that one more is nothing new.
    pub(crate) fn has_provider_list(&self) -> bool {
        self.document.get("provider").is_some_and(Item::is_array)
    }

    /// Whether nothing is said in it of a main catalog.
    pub(crate) fn has_no_main(&self) -> bool {
        const OF_A_CATALOG: [&str; 6] = ["name", "provider", "extends", "scopes", "retired", "operations"];
        !self.document.iter().any(|(key, _)| OF_A_CATALOG.contains(&key))
    }

    /// Whether it has a catalog.
    pub(crate) fn has(&self, key: Key<'_>) -> bool {
        if key.is_none() { !self.has_no_main() } else { self.find(key).is_some() }
    }

    /// The table of a catalog, if there is one.
    fn find(&self, key: Key<'_>) -> Option<&dyn TableLike> {
        let Some(key) = key else { return Some(self.document.as_table()) };
        self.document.get("catalogs")?.as_table_like()?.get(key)?.as_table_like()
    }

    /// Makes a catalog start from a bundled one, after those that it starts from already.
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

    /// Adds a scope; one of that name is left as it is.
    pub(crate) fn add_scope(&mut self, key: Key<'_>, name: &str, value: Value) -> Result<(), Failure> {
        let table = self.catalog(key)?;
        // The short form has names alone.
        if let Some(Item::Value(Value::Array(list))) = table.get_mut("scopes") {
            push(list, name);
            return Ok(());
        }
        self.add(key, Some("scopes"), name, value)
    }

    /// Adds an entry to a catalog or to one of its tables; one of that name is left as it is.
    pub(crate) fn add(&mut self, key: Key<'_>, table: Option<&str>, name: &str, value: Value) -> Result<(), Failure> {
        let entries = self.table(key, table)?;
        if entries.get(name).is_none() {
            entries.insert(name, Item::Value(value));
        }
        Ok(())
    }

    /// Adds a `[[config]]`.
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

    /// Puts a comment above everything.
    pub(crate) fn begin_with(&mut self, comment: &str) {
        self.header.push_str(comment);
    }

    /// A catalog or one of its tables, which is made where there is none.
    fn table(&mut self, key: Key<'_>, name: Option<&str>) -> Result<&mut dyn TableLike, Failure> {
        let shown = self.at.shown.clone();
        let catalog = self.catalog(key)?;
        if let Some(name) = name { child(catalog, name, &shown) } else { Ok(catalog) }
    }

    /// The table of a catalog, which is made where there is none.
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
            // Tables of its own do without a line for it.
            table.set_implicit(trailing.trim().is_empty());
            if !trailing.trim().is_empty() {
                // Comments at the end of the file stay above the new table.
                table.decor_mut().set_prefix(format!("{}\n\n", trailing.trim_end()));
            }
            catalogs.insert(key, Item::Table(table));
        }
        child(catalogs, key, &self.at.shown)
    }

    /// The text that it is going to have, every line that stays with the end that it has.
    pub(crate) fn text(&self) -> String {
        let edited = format!("{}{}", self.header, self.document);
        match &self.original {
            None => edited,
            Some(original) => with_endings(original, &edited),
        }
    }

    /// Whether anything is going to change.
    pub(crate) fn is_changed(&self) -> bool {
        *self.original.as_deref().unwrap_or_default() != self.text()
    }

    /// The lines that change.
    pub(crate) fn difference(&self) -> String {
        let (before, after) = (plain(self.original.as_deref().unwrap_or_default()), plain(&self.text()));
        let old = if self.original.is_some() { self.at.shown.as_str() } else { "/dev/null" };
        TextDiff::from_lines(&before, &after).unified_diff().context_radius(3).header(old, &self.at.shown).to_string()
    }

    /// Makes sure that what is going to be written is a sound catalog.
    ///
    /// # Errors
    ///
    /// Where it is not: what is wrong with it.
    pub(crate) fn verify(&self) -> Result<(), Failure> {
        let problems = problems(&self.loaded());
        if problems.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!("{} would be invalid; nothing was written\n{problems}", self.at.shown)))
    }

    /// Writes it.
    ///
    /// # Errors
    ///
    /// Where it may not be written: the file is as it was.
    pub(crate) fn save(&self) -> Result<(), Failure> {
        let before = self.original.as_deref().map(str::as_bytes);
        save(&self.at.path, &self.at.shown, &self.at.roots, before, &self.text())
    }
}

/// A table in a table, which is made where there is none.
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

/// Adds to a list in the way in which it is written: on a line of its own where the others are, and after every comment.
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

/// The blanks and comments around something.
fn raw(text: Option<&RawString>) -> String {
    text.and_then(RawString::as_str).unwrap_or_default().to_owned()
}

/// A table on one line of these entries, as far as they have values.
pub(crate) fn inline_table<'e>(entries: impl IntoIterator<Item = (&'e str, Option<Value>)>) -> InlineTable {
    entries.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The text with plain ends of lines.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// An edited text, each line of which ends as it did; new ones end as most do.
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
