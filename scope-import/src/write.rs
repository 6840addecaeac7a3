//! Catalogs and operations as text.

use std::collections::BTreeMap;

use toml_writer::{ToTomlKey, ToTomlValue, TomlKeyBuilder, TomlStringBuilder};

use crate::one_line::one_line;
use crate::{DescribedOperation, DescribedScope, Description, SourceFormat};

/// What a catalog says besides its scopes and operations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogHead {
    /// Comments above everything, without the `#`.
    pub comments: Vec<String>,
    /// `name`: what messages call the provider.
    pub name: Option<String>,
    /// `complete`: patterns of names of which a partial catalog has all.
    pub complete: Vec<String>,
    /// `incomplete`: names that a complete catalog may lack.
    pub incomplete: Vec<String>,
    /// `prefix`: how names begin, to recognize one without it.
    pub prefix: Option<String>,
    /// `source`: where the provider documents its scopes.
    pub source: Option<String>,
    /// `checked`: the day of the documents, as `2026-11-28`.
    pub checked: Option<String>,
    /// `[import]`; left out without a document.
    pub import: ImportTable,
}

/// `[import]` of a catalog: what it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportTable {
    /// The documents: files relative to the catalog, and https addresses.
    pub from: Vec<String>,
    /// The provider whose scopes were picked out.
    pub provider: Option<String>,
    /// How the names begin that were picked out.
    pub prefix: Option<String>,
    /// Whether only what a workspace uses was picked out.
    pub only_used: bool,
    /// Whether operations were left out.
    pub without_operations: bool,
    /// Whether operations were kept for which another credential does.
    pub other_credentials: bool,
    /// The format of the documents, if it was stated.
    pub format: Option<SourceFormat>,
    /// What was read, as digests.
    pub snapshot: Option<String>,
}

/// The text of a catalog, `scopes.toml`, with the scopes and operations of a description. Every name has to be one that
/// can be requested; names that are patterns are written as patterns.
///
/// Descriptions are shortened by [`one_line`]. A deprecated scope is a retired name that still works.
pub fn catalog(description: &Description, head: &CatalogHead) -> String {
    let mut text: String = head.comments.iter().map(|line| format!("# {line}\n")).collect();
    setting(&mut text, "name", head.name.as_deref());
    let coverage = if description.complete { "complete" } else { "partial" };
    setting(&mut text, "coverage", Some(coverage));
    for (name, patterns) in [("complete", &head.complete), ("incomplete", &head.incomplete)] {
        if !patterns.is_empty() {
            text.push_str(&format!("{name} = {}\n", list(patterns)));
        }
    }
    setting(&mut text, "prefix", head.prefix.as_deref());
    setting(&mut text, "source", head.source.as_deref());
    setting(&mut text, "checked", head.checked.as_deref());
    let (deprecated, current): (Vec<_>, Vec<_>) = description.scopes.iter().partition(|scope| scope.deprecated);
    table(&mut text, "scopes", current.iter().map(|scope| (&scope.name, scope_value(scope))));
    table(&mut text, "retired", deprecated.iter().map(|scope| (&scope.name, deprecated_value(scope))));
    table(&mut text, "operations", description.operations.iter().map(|one| (&one.key, operation_value(one))));
    import_table(&mut text, &head.import);
    text.trim_start_matches('\n').to_owned()
}

fn setting(text: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        text.push_str(&format!("{name} = {}\n", string(value)));
    }
}

/// A table, unless it is empty.
fn table<'a>(text: &mut String, header: &str, entries: impl Iterator<Item = (&'a String, String)>) {
    let lines: String = entries.map(|(name, value)| format!("{} = {value}\n", key(name))).collect();
    if !lines.is_empty() {
        text.push_str(&format!("\n[{header}]\n{lines}"));
    }
}

fn import_table(text: &mut String, import: &ImportTable) {
    let Some((first, more)) = import.from.split_first() else { return };
    text.push_str("\n[import]\n");
    let from = if more.is_empty() { string(first) } else { list(&import.from) };
    text.push_str(&format!("from = {from}\n"));
    setting(text, "provider", import.provider.as_deref());
    setting(text, "prefix", import.prefix.as_deref());
    let switches = [
        (import.only_used, "only_used = true\n"),
        (import.without_operations, "operations = false\n"),
        (import.other_credentials, "other_credentials = true\n"),
    ];
    text.extend(switches.into_iter().filter(|(is_set, _)| *is_set).map(|(_, line)| line));
    setting(text, "format", import.format.map(SourceFormat::as_str));
    setting(text, "snapshot", import.snapshot.as_deref());
}

/// The value of a scope in `[scopes]`: its description, or a table.
pub fn scope_value(scope: &DescribedScope) -> String {
    let description = one_line(scope.description.as_deref().unwrap_or_default());
    let has_more = !scope.kinds.is_empty() || scope.approval;
    // A word beside such a key would be read as a setting in the wrong place.
    let is_like_setting = scope_catalog::CATALOG_KEYS.contains(&&*scope.name) && !description.contains(' ');
    if !has_more && !is_like_setting {
        return string(&description);
    }
    let mut parts = Vec::new();
    if !has_more || !description.is_empty() {
        parts.push(format!("description = {}", string(&description)));
    }
    if !scope.kinds.is_empty() {
        parts.push(format!("kinds = {}", list(&scope.kinds)));
    }
    if scope.approval {
        parts.push(format!("approval = {}", string(APPROVAL)));
    }
    format!("{{ {} }}", parts.join(", "))
}

/// The value of a deprecated scope in `[retired]`.
pub fn deprecated_value(scope: &DescribedScope) -> String {
    let note = one_line(scope.description.as_deref().unwrap_or_default());
    let note = if note.is_empty() { String::new() } else { format!(", note = {}", string(&note)) };
    format!("{{ status = \"deprecated\"{note} }}")
}

/// The value of an operation in `[operations]`. Its identifier is another name of it.
pub fn operation_value(operation: &DescribedOperation) -> String {
    let id = operation.operation_id.as_deref().filter(|id| *id != operation.key);
    let aliases = id.map_or_else(String::new, |id| format!(", aliases = [{}]", string(id)));
    format!("{{ needs = {}{aliases} }}", need_value(&operation.needs))
}

/// The value of `needs` of an operation.
pub fn need_value(needs: &[Vec<String>]) -> String {
    let way = |names: &Vec<String>| match &**names {
        [name] => string(name),
        names => format!("{{ all = {} }}", list(names)),
    };
    match needs {
        [only] => way(only),
        ways => format!("{{ any = [{}] }}", ways.iter().map(way).collect::<Vec<_>>().join(", ")),
    }
}

/// What operations need, in the format of bundled providers: after a line `= NEED` come the operations that have it, each
/// with its identifier after a tab.
pub fn operations(operations: &[DescribedOperation], comments: &[String]) -> String {
    let mut by_need: BTreeMap<String, Vec<&DescribedOperation>> = BTreeMap::new();
    for operation in operations {
        let ways: Vec<String> = operation.needs.iter().map(|way| way.join(" ")).collect();
        by_need.entry(ways.join(" | ")).or_default().push(operation);
    }
    let mut text: String = comments.iter().map(|line| format!("# {line}\n")).collect();
    for (need, operations) in by_need {
        text.push_str(&format!("= {need}\n"));
        for operation in operations {
            text.push_str(&operation.key);
            let id = operation.operation_id.as_deref().filter(|id| *id != operation.key);
            if let Some(id) = id.filter(|id| !id.contains(char::is_control)) {
                text.push('\t');
                text.push_str(id);
            }
            text.push('\n');
        }
    }
    text
}

/// What is said of a scope that an administrator has to consent to.
pub const APPROVAL: &str = "an administrator consents to it";

/// A key: bare, or in quotes.
fn key(name: &str) -> String {
    let builder = TomlKeyBuilder::new(name);
    builder.as_unquoted().unwrap_or_else(|| builder.as_basic()).to_toml_key()
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| string(text)).collect::<Vec<_>>().join(", "))
}

/// A string of TOML.
fn string(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(name: &str, description: &str) -> DescribedScope {
        DescribedScope { name: name.to_owned(), description: Some(description.to_owned()), ..DescribedScope::default() }
    }

    fn operation(key: &str, needs: &[&[&str]]) -> DescribedOperation {
        let needs = needs.iter().map(|way| way.iter().map(|&name| name.to_owned()).collect()).collect();
        DescribedOperation { key: key.to_owned(), needs, ..DescribedOperation::default() }
    }

    #[test]
    fn a_catalog_as_people_write_it() {
        let description = Description {
            scopes: vec![
                scope("api.read", "Read \"all\"."),
                DescribedScope { approval: true, kinds: vec!["delegated".to_owned()], ..scope("both", "Both") },
                DescribedScope { deprecated: true, ..scope("old", "Old name of `api.read`") },
                scope("source", "Source"),
                scope("write_x", ""),
            ],
            operations: vec![
                operation("GET /x", &[&["api.read"]]),
                operation("PUT /x", &[&["api.read", "write_x"]]),
                operation("PUT /y", &[&["old"], &["api.read", "write_x"]]),
            ],
            ..Description::default()
        };
        let head = CatalogHead {
            comments: vec!["From a.yaml".to_owned()],
            name: Some("Cups".to_owned()),
            checked: Some("2026-11-28".to_owned()),
            incomplete: vec!["openid".to_owned()],
            import: ImportTable { from: vec!["a.yaml".to_owned()], ..ImportTable::default() },
            ..CatalogHead::default()
        };
        assert_eq!(
            catalog(&description, &head),
            r#"# From a.yaml
name = "Cups"
coverage = "partial"
incomplete = ["openid"]
checked = "2026-11-28"

[scopes]
"api.read" = "Read \"all\""
both = { description = "Both", kinds = ["delegated"], approval = "an administrator consents to it" }
source = { description = "Source" }
write_x = ""

[retired]
old = { status = "deprecated", note = "Old name of `api.read`" }

[operations]
"GET /x" = { needs = "api.read" }
"PUT /x" = { needs = { all = ["api.read", "write_x"] } }
"PUT /y" = { needs = { any = ["old", { all = ["api.read", "write_x"] }] } }

[import]
from = "a.yaml"
"#
        );
    }

    #[test]
    fn scopes_that_are_called_like_settings() {
        for name in scope_catalog::CATALOG_KEYS {
            let scopes = vec![scope(name, ""), scope("other", name), scope(name, "Some words")];
            for scope in scopes {
                let name = scope.name.clone();
                let description = Description { scopes: vec![scope], ..Description::default() };
                let text = catalog(&description, &CatalogHead::default());
                let read = scope_catalog::Catalog::from_text(&text).unwrap_or_else(|error| panic!("{text}{error:?}"));
                assert_eq!(read.scopes().iter().map(|scope| &*scope.name).collect::<Vec<_>>(), [name], "{text}");
            }
        }
    }

    #[test]
    fn operations_as_bundled_providers_have_them() {
        let mut named = operation("GET /b", &[&["x", "y"], &["z"]]);
        named.operation_id = Some("getB".to_owned());
        let all = [operation("GET /a", &[&["z"]]), named, operation("PUT /a", &[&["z"]])];
        let comments = ["From a.yaml".to_owned()];
        let text = operations(&all, &comments);
        assert_eq!(text, "# From a.yaml\n= x y | z\nGET /b\tgetB\n= z\nGET /a\nPUT /a\n");
        assert_eq!(
            operation_value(&all[1]),
            r#"{ needs = { any = [{ all = ["x", "y"] }, "z"] }, aliases = ["getB"] }"#
        );
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(string("a\"\\\n\u{1}é"), r#""a\"\\\n\u0001é""#);
        assert_eq!(
            (key("read_x-1"), key("a:b"), key("")),
            ("read_x-1".to_owned(), "\"a:b\"".to_owned(), "\"\"".to_owned())
        );
    }
}
