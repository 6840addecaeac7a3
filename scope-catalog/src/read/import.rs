//! `[import]`: where a catalog comes from.

use super::keys::IMPORT_KEYS;
use super::reader::Reader;
use super::toml_document::{Entry, Kind};
use crate::model::Import;
use crate::span::Spanned;

impl<'r, 't> Reader<'r, 't> {
    pub(super) fn import(&mut self, entry: &'r Entry<'t>) -> Option<Import> {
        let table = self.document.table(self.table(entry)?);
        let span = self.place(entry.key_span);
        let mut import =
            Import { span, from: Vec::new(), provider: None, prefix: None, only_used: false, snapshot: None };
        for entry in &table.entries {
            match &*entry.key {
                "from" => {
                    import.from = self.one_or_more(entry);
                    self.documents(entry, &import.from);
                }
                "provider" => import.provider = self.text_value(entry),
                "prefix" => import.prefix = self.text_value(entry),
                "only_used" => import.only_used = self.boolean(entry),
                "snapshot" => import.snapshot = self.text_value(entry),
                _ => self.unknown_key(entry, IMPORT_KEYS, "in `[import]`"),
            }
        }
        if table.get("from").is_none() {
            self.problem(entry.key_span, "missing `from` in `[import]`")
                .help("write `from = \"openapi.yaml\"`, or an address that begins with `https://`");
        }
        Some(import)
    }

    fn documents(&mut self, entry: &Entry<'_>, from: &[Spanned]) {
        if matches!(&entry.value.kind, Kind::Array(items) if items.is_empty()) {
            self.problem(entry.value.span, "`from` names no document")
                .help("write a file, or an address that begins with `https://`");
        }
        for (at, document) in from.iter().enumerate() {
            if holds_credentials(&document.text) {
                self.problem(document.span.span, "an address must not contain a user name or a password")
                    .private()
                    .help("download the document, and write the name of the file");
            } else if let Some((message, help)) = wrong_document(&document.text) {
                self.problem(document.span.span, message).help(help);
            } else if from[..at].iter().any(|other| other.text == document.text) {
                self.problem(document.span.span, format!("`{}` is listed twice", document.text));
            }
        }
    }
}

/// What is wrong with the name of a document, and what to write.
fn wrong_document(text: &str) -> Option<(String, &'static str)> {
    const FILE_OR_ADDRESS: &str = "write a file, or an address that begins with `https://`";
    if text.is_empty() {
        return Some(("a document without a name".to_owned(), FILE_OR_ADDRESS));
    }
    if text.contains(char::is_control) {
        return Some((format!("invalid document {text:?}: it contains a control character"), FILE_OR_ADDRESS));
    }
    if text.starts_with('-') {
        return Some((format!("invalid document `{text}`"), "write `./` before a file whose name begins with `-`"));
    }
    let (scheme, rest) = text.split_once("://")?;
    if scheme != "https" {
        return Some((format!("`{text}` is not an https address"), FILE_OR_ADDRESS));
    }
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\'));
    (authority(rest).is_empty() || !is_plain)
        .then(|| (format!("invalid address `{text}`"), "percent-encode what is not a printable ASCII character"))
}

/// `https://name:password@example.com`
fn holds_credentials(text: &str) -> bool {
    text.split_once("://").is_some_and(|(_, rest)| authority(rest).contains('@'))
}

fn authority(after_scheme: &str) -> &str {
    after_scheme.split(['/', '?', '#']).next().unwrap_or_default()
}
