//! `toml` as a second opinion.

use super::*;
use proptest::prelude::*;
use toml::de::{DeTable, DeValue};

fn describe(document: &Document<'_>, value: &Value<'_>) -> String {
    match &value.kind {
        Kind::String(text) => format!("{text:?}"),
        Kind::Boolean(value) => value.to_string(),
        Kind::Integer(_) | Kind::Other(_) => "other".to_owned(),
        Kind::Array(items) => describe_all(items.iter().map(|item| describe(document, item))),
        Kind::Tables(tables) => describe_all(tables.iter().map(|&table| describe_table(document, table))),
        Kind::Table(table) => describe_table(document, *table),
    }
}

fn describe_all(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn describe_table(document: &Document<'_>, table: TableId) -> String {
    let entries = &document.table(table).entries;
    describe_entries(entries.iter().map(|entry| (entry.key.to_string(), describe(document, &entry.value))))
}

fn describe_entries(entries: impl Iterator<Item = (String, String)>) -> String {
    let mut entries: Vec<String> = entries.map(|(key, value)| format!("{key:?}={value}")).collect();
    entries.sort();
    format!("{{{}}}", entries.join(","))
}

fn describe_theirs(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Array(items) => describe_all(items.iter().map(|item| describe_theirs(item.get_ref()))),
        DeValue::Table(table) => describe_their_table(table),
        _ => "other".to_owned(),
    }
}

fn describe_their_table(table: &DeTable<'_>) -> String {
    describe_entries(table.iter().map(|(key, value)| (key.get_ref().to_string(), describe_theirs(value.get_ref()))))
}

/// `toml` reads the same document, or finds fault with it as we do.
fn agree(text: &str) {
    let (document, faults) = Document::parse(text);
    match DeTable::parse(text) {
        Ok(table) => {
            assert_eq!(faults, [], "{text}");
            assert_eq!(describe_table(&document, Document::ROOT), describe_their_table(table.get_ref()), "{text}");
        }
        Err(error) => assert_ne!(faults, [], "{text}: {error}"),
    }
}

#[test]
fn agrees_with_toml_on_what_people_write() {
    for text in [
        "",
        "a = 1\nb.c = 'x'\n[d]\n'e f' = \"\\u0061\"\n[d.g]\nh = [1, {i = true}, [2.5]]\n",
        "[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 2024-01-01\n[[a.e]]\n",
        "[a.b]\n[a]\nc = 1\n",
        "[a]\n[a]\n",
        "a = 1\na = 2\n",
        "a = {b = 1}\na.c = 2\n",
        "a.b = 1\n[a]\nc = 2\n",
        "[a]\nb.c = 1\n[a.b]\n",
        "[a]\nb.c = 1\n[a.b.d]\n",
        "[[a]]\n[a]\n",
        "a = []\n[[a]]\n",
        "[a.b]\n[a]\nb.c = 1\n",
        "[a.a.b]\n[a]\na.b = 1\n[a.a]\n",
        "[a.a.b]\n[a]\na.c = 1\n[a.a]\n",
        "a = '''\nx\ny'''\nb = \"\"\"z\\\n  w\"\"\"",
        "\u{FEFF}a = 1",
        "a = \"\\q\"",
        "a = \"x\ny\"",
        "a\nb = 1",
        "= 1",
        "[a\nb = 1",
        "a = [1,\n",
        "a = {b = 1",
        "a = \u{1}",
        "# \u{7}",
    ] {
        agree(text);
    }
}

#[test]
fn nesting_has_an_end() {
    for text in [format!("a = {}", "[".repeat(100_000)), format!("a{} = 1", ".a".repeat(100_000))] {
        let (_, faults) = Document::parse(&text);
        assert!(!faults.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Keys have at most one dot: `toml` 1.2 takes two of them into an array of tables, which TOML forbids.
    #[test]
    fn agrees_with_toml(lines in prop::collection::vec(
        r"(\[{1,2}[ab](\.[abc]){0,2}\]{1,2}|[abc](\.[abc])? = (1|'x'|\[\]|\{a = 1\}|\{b\.c = 1\}))", 0..7)) {
        agree(&lines.join("\n"));
    }

    #[test]
    fn never_panics(text in r#"([\[\]{}"'=.,#ab\\ \n]|\PC){0,40}"#) {
        let _ = Document::parse(&text);
    }
}
