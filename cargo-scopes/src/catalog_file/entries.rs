//! Edits single entries of a catalog, and preserves comments and everything else.

use std::collections::BTreeSet;

use toml_edit::{Array, Item, TableLike, Value};

use super::{CatalogFile, Key, inline_table, push, raw};
use crate::error::Failure;

/// The comments of a removed entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Comments {
    /// Whole lines before the entry.
    above: String,
    /// The comment after the entry, on the same line.
    behind: String,
}

impl CatalogFile {
    /// Returns the names of the entries in a table of a catalog, or the names in the short form of `scopes`.
    pub(crate) fn entries(&self, key: Key<'_>, table: &str) -> BTreeSet<String> {
        let item = self.find(key).and_then(|catalog| catalog.get(table));
        let list = item.and_then(Item::as_array).into_iter().flatten().filter_map(Value::as_str);
        let entries = item.and_then(Item::as_table_like).into_iter().flat_map(TableLike::iter).map(|(name, _)| name);
        list.chain(entries).map(str::to_owned).collect()
    }

    /// Removes an entry from a table of a catalog, and returns its comments. Comments that are separated from the entry
    /// by an empty line belong to a group of entries, so they are kept.
    pub(crate) fn take_entry(&mut self, key: Key<'_>, table: &str, name: &str) -> Result<Comments, Failure> {
        let catalog = self.catalog(key)?;
        if let Some(Item::Value(Value::Array(list))) = catalog.get_mut(table) {
            take_from_list(list, name);
            return Ok(Comments::default());
        }
        let entries = self.table(key, Some(table))?;
        let (above, behind) = match entries.get(name) {
            Some(Item::Table(table)) => (raw(table.decor().prefix()), String::new()),
            item => {
                let above = entries.key(name).map(|key| raw(key.leaf_decor().prefix())).unwrap_or_default();
                (above, item.and_then(Item::as_value).map(|value| raw(value.decor().suffix())).unwrap_or_default())
            }
        };
        let is_header = entries.get(name).is_some_and(Item::is_table);
        let is_line = |(_, item): &(&str, &Item)| item.is_value();
        let next = entries.iter().skip_while(|(other, _)| *other != name).skip(1).find(is_line);
        let next = next.map(|(name, _)| name.to_owned());
        entries.remove(name);
        let (of_group, own) = split(&above);
        let lost = if of_group.contains('#') { of_group } else { "" };
        match next.filter(|_| !is_header).and_then(|next| entries.key_mut(&next)) {
            Some(mut next) => {
                let before = raw(next.leaf_decor().prefix());
                next.leaf_decor_mut().set_prefix(format!("{lost}{before}"));
                Ok(Comments { above: commented(own), behind: commented(&behind) })
            }
            None => Ok(Comments { above: commented(&format!("{lost}{own}")), behind: commented(&behind) }),
        }
    }

    /// Puts comments before an entry of a table, or at the end of the table if it has no entries.
    pub(crate) fn leave_comments(&mut self, key: Key<'_>, table: &str, comments: &Comments) -> Result<(), Failure> {
        if comments.above.is_empty() {
            return Ok(());
        }
        let entries = self.table(key, Some(table))?;
        let lines = format!("\n{}", comments.above.trim_end());
        let last = entries.iter_mut().filter_map(|(_, item)| item.as_value_mut()).last();
        if let Some(value) = last {
            let before = raw(value.decor().suffix());
            value.decor_mut().set_suffix(format!("{before}{lines}"));
        } else if let Some(table) = self.catalog(key)?.get_mut(table).and_then(Item::as_table_mut) {
            let before = raw(table.decor().suffix());
            table.decor_mut().set_suffix(format!("{before}{lines}"));
        }
        Ok(())
    }

    /// Adds an entry to a table of a catalog: in alphabetical order if the table is sorted, otherwise at the end.
    pub(crate) fn insert_entry(
        &mut self,
        key: Key<'_>,
        table: &str,
        name: &str,
        value: Value,
        comments: &Comments,
    ) -> Result<(), Failure> {
        let catalog = self.catalog(key)?;
        if let Some(Item::Value(Value::Array(list))) = catalog.get_mut(table) {
            push(list, name);
            return Ok(());
        }
        let entries = self.table(key, Some(table))?;
        let is_line = |(name, item): (&str, &Item)| item.is_value().then(|| name.to_owned());
        let names: Vec<String> = entries.iter().filter_map(is_line).collect();
        entries.insert(name, Item::Value(value));
        if let Some(mut key) = entries.key_mut(name).filter(|_| !comments.above.is_empty()) {
            key.leaf_decor_mut().set_prefix(comments.above.as_str());
        }
        if let Some(value) = entries.get_mut(name).and_then(Item::as_value_mut).filter(|_| !comments.behind.is_empty())
        {
            value.decor_mut().set_suffix(comments.behind.as_str());
        }
        if names.is_sorted() {
            entries.sort_values();
        }
        Ok(())
    }

    /// Sets a key of an entry, or removes it without a value. An entry in the short form, which is only a string, keeps
    /// that form if possible.
    pub(crate) fn set_in_entry(
        &mut self,
        key: Key<'_>,
        table: &str,
        name: &str,
        setting: &str,
        value: Option<Value>,
    ) -> Result<(), Failure> {
        if self.catalog(key)?.get(table).is_some_and(Item::is_array) {
            return Ok(());
        }
        let Some(item) = self.table(key, Some(table))?.get_mut(name) else { return Ok(()) };
        if let Some(text) = item.as_value_mut().filter(|value| value.is_str()) {
            match &value {
                None => return Ok(()),
                Some(value) if setting == "description" => {
                    replace(text, value.clone());
                    return Ok(());
                }
                Some(_) => {
                    let description = text.as_str().filter(|text| !text.is_empty()).map(Value::from);
                    replace(text, inline_table([("description", description)]).into());
                }
            }
        }
        let Some(entry) = item.as_table_like_mut() else { return Ok(()) };
        match (value, entry.get_mut(setting).and_then(Item::as_value_mut)) {
            (Some(value), Some(old)) => replace(old, value),
            (Some(value), None) => drop(entry.insert(setting, Item::Value(value))),
            (None, _) => drop(entry.remove(setting)),
        }
        Ok(())
    }

    /// Sets a key in a catalog or in one of its tables, and replaces an existing value.
    pub(crate) fn overwrite(
        &mut self,
        key: Key<'_>,
        table: Option<&str>,
        name: &str,
        value: Value,
    ) -> Result<(), Failure> {
        let table = self.table(key, table)?;
        match table.get_mut(name).and_then(Item::as_value_mut) {
            Some(old) => replace(old, value),
            None => drop(table.insert(name, Item::Value(value))),
        }
        Ok(())
    }

    /// Removes a name from every list under this key in the entries of a table, such as `replaced_by` in `retired`.
    pub(crate) fn take_from_lists(
        &mut self,
        key: Key<'_>,
        table: &str,
        setting: &str,
        name: &str,
    ) -> Result<(), Failure> {
        let Some(entries) = self.catalog(key)?.get_mut(table).and_then(Item::as_table_like_mut) else { return Ok(()) };
        for (_, entry) in entries.iter_mut() {
            let list = entry.as_table_like_mut().and_then(|entry| entry.get_mut(setting)).and_then(Item::as_array_mut);
            if let Some(list) = list {
                take_from_list(list, name);
            }
        }
        Ok(())
    }
}

/// Returns the text if it contains a comment.
fn commented(text: &str) -> String {
    if text.contains('#') { text.to_owned() } else { String::new() }
}

/// Splits comments into those of a group, up to the last empty line, and those of an entry.
fn split(above: &str) -> (&str, &str) {
    let end = above.rfind("\n\n").map_or(0, |at| at + 2);
    above.split_at(end)
}

/// Replaces a value, and keeps the blanks and comments around it.
fn replace(old: &mut Value, mut new: Value) {
    *new.decor_mut() = old.decor().clone();
    *old = new;
}

fn take_from_list(list: &mut Array, name: &str) {
    let position = |list: &Array| list.iter().position(|value| value.as_str() == Some(name));
    while let Some(at) = position(list) {
        let above = list.get(at).map(|value| raw(value.decor().prefix())).unwrap_or_default();
        list.remove(at);
        if let Some(next) = list.get_mut(at).filter(|_| above.contains('#')) {
            let before = raw(next.decor().prefix());
            next.decor_mut().set_prefix(format!("{}{before}", above.trim_end_matches([' ', '\t'])));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog_file::CatalogPath;

    /// Creates a catalog file with this text.
    fn file(text: &str) -> CatalogFile {
        CatalogFile {
            at: CatalogPath { shown: "scopes.toml".to_owned(), ..CatalogPath::default() },
            original: Some(text.to_owned()),
            header: String::new(),
            document: text.parse().expect("TOML"),
        }
    }

    #[test]
    fn an_entry_is_taken_out_with_its_comments() {
        let mut file =
            file("[scopes]\n# Cups\n\n# old\na = '' # note\nb = ''\n\n# Table\n[scopes.c]\nrisk = 'normal'\n");
        let comments = file.take_entry(None, "scopes", "a").expect("an entry");
        let expected = Comments { above: "# old\n".to_owned(), behind: " # note".to_owned() };
        assert_eq!(
            (file.text(), comments),
            ("[scopes]\n# Cups\n\nb = ''\n\n# Table\n[scopes.c]\nrisk = 'normal'\n".to_owned(), expected)
        );
        let comments = file.take_entry(None, "scopes", "c").expect("an entry");
        assert_eq!((file.text(), &*comments.above), ("[scopes]\n# Cups\n\nb = ''\n".to_owned(), "\n# Table\n"));
        let comments = file.take_entry(None, "scopes", "b").expect("an entry");
        assert_eq!(comments.above, "# Cups\n\n");
        file.leave_comments(None, "scopes", &comments).expect("a table");
        assert_eq!(file.text(), "[scopes]\n# Cups\n");
    }

    #[test]
    fn an_entry_is_put_where_it_belongs() {
        let mut sorted = file("[scopes]\na = ''\n# about c\nc = ''\n\n[levels]\n");
        sorted.insert_entry(None, "scopes", "b", Value::from("B"), &Comments::default()).expect("a table");
        assert_eq!(sorted.text(), "[scopes]\na = ''\nb = \"B\"\n# about c\nc = ''\n\n[levels]\n");
        let mut unsorted = file("[scopes]\nc = ''\na = ''\n");
        unsorted.insert_entry(None, "scopes", "b", Value::from("B"), &Comments::default()).expect("a table");
        assert_eq!(unsorted.text(), "[scopes]\nc = ''\na = ''\nb = \"B\"\n");
        let mut short = file("scopes = [\n  'a', # first\n  'b',\n]\n");
        short.take_entry(None, "scopes", "a").expect("a list");
        short.insert_entry(None, "scopes", "c", Value::from("C"), &Comments::default()).expect("a list");
        let entries = short.entries(None, "scopes");
        assert!(!entries.contains("a") && entries.contains("c"), "{}", short.text());
    }

    #[test]
    fn what_is_added_to_a_list_leaves_its_comments() {
        for (before, after) in [
            ("['a']", "['a', \"b\"]"),
            ("[ 'a' ] # x", "[ 'a', \"b\" ] # x"),
            ("[]", "[\"b\"]"),
            ("[\n  # x\n]", "[\n  # x\n  \"b\"\n]"),
            ("[\n 'a',\n]", "[\n 'a',\n \"b\",\n]"),
            ("[\n 'a'\n]", "[\n 'a',\n \"b\"\n]"),
            ("[\n 'a', # x\n]", "[\n 'a', # x\n \"b\",\n]"),
            ("[\n 'a' # x\n]", "[\n 'a', # x\n \"b\"\n]"),
            ("['a' # x\n]", "['a', # x\n  \"b\"\n]"),
            ("[\n 'a' # x\n , # y\n]", "[\n 'a' # x\n , # y\n \"b\",\n]"),
            ("[ # x\n '0', # y\n 'a' # '#'\n # z\n]", "[ # x\n '0', # y\n 'a', # '#'\n # z\n \"b\"\n]"),
        ] {
            let mut file = file(&format!("provider = {before}\n"));
            file.add_provider(None, "b").expect("a list");
            assert_eq!(file.text(), format!("provider = {after}\n"));
        }
    }

    #[test]
    fn an_entry_keeps_its_form() {
        let text =
            "[scopes]\na = 'A' # note\nb = { description = 'B', risk = 'normal' }\n[scopes.c]\ndescription = 'C'\n";
        let mut file = file(text);
        for name in ["a", "b", "c"] {
            file.set_in_entry(None, "scopes", name, "description", Some(Value::from("new"))).expect("an entry");
        }
        assert_eq!(
            file.text(),
            "[scopes]\na = \"new\" # note\nb = { description = \"new\", risk = 'normal' }\n[scopes.c]\ndescription = \"new\"\n"
        );
        file.set_in_entry(None, "scopes", "a", "kinds", Some(Value::from_iter(["bot"]))).expect("an entry");
        file.set_in_entry(None, "scopes", "b", "risk", None).expect("an entry");
        assert!(file.text().starts_with(
            "[scopes]\na = { description = \"new\", kinds = [\"bot\"] } # note\nb = { description = \"new\""
        ));
    }
}
