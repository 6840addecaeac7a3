//! `[import]`: where a catalog comes from.

use super::keys::read_table;
use super::reader::Reader;
use super::toml_document::{DeValue, Entry};
use crate::model::{Import, ImportSource, without_query};
use crate::span::Spanned;

impl<'r, 't> Reader<'r, 't> {
    pub(super) fn import(&mut self, entry: &Entry<'r, 't>) -> Option<Import> {
        let table = self.table_like(entry, "from = \"…\"")?;
        let span = self.place(entry.key_span);
        let mut import = Import { span, operations: true, ..Import::default() };
        read_table!(self, table, "in `[import]`", entry {
            "from" => {
                import.from = self.one_or_more(entry);
                self.documents(entry, &import.from);
            },
            "provider" => import.provider = self.text_value(entry),
            "prefix" => import.prefix = self.text_value(entry),
            "only_used" => import.only_used = self.boolean(entry),
            "operations" => import.operations = self.boolean(entry),
            "other_credentials" => import.other_credentials = self.boolean(entry),
            "format" => import.format = self.text_value(entry),
            "snapshot" => import.snapshot = self.text_value(entry),
        });
        if !table.has("from") {
            self.problem(entry.key_span, "missing `from` in `[import]`")
                .help("write `from = \"openapi.yaml\"`, or an address that begins with `https://`");
        }
        Some(import)
    }

    fn documents(&mut self, entry: &Entry<'r, 't>, from: &[Spanned]) {
        if matches!(entry.value.kind, DeValue::Array(items) if items.is_empty()) {
            self.problem(entry.value.span, "`from` names no document")
                .help("write a file, or an address that begins with `https://`");
        }
        for (at, document) in from.iter().enumerate() {
            if let Err(error) = ImportSource::parse(&document.text) {
                let helper = self.problem(document.span.span, error.message);
                let helper = if error.is_private { helper.private() } else { helper };
                helper.help(error.help);
            } else if from[..at].iter().any(|other| other.text == document.text) {
                self.problem(document.span.span, format!("`{}` is listed twice", without_query(&document.text)));
            }
        }
    }
}
