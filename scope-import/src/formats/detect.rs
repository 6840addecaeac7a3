//! Which format a text has: the keys of a document tell, or the form of its lines.

use super::{csv, list, permission_descriptions};
use crate::shape::Shape;
use crate::text::{self, Syntax};
use crate::value::Value;
use crate::{ImportError, SourceFormat};

/// The keys of the outermost table that tell the format, alone or together.
const KEYS: &[&str] = &[
    "openapi",
    "swagger",
    "asyncapi",
    "discoveryVersion",
    "kind",
    "permissions",
    "delegatedScopesList",
    "applicationScopesList",
    "scopes_supported",
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "resource",
    "authorization_servers",
    "bearer_methods_supported",
];

/// Those after which no other one matters.
const ENOUGH: &[&str] = &["openapi", "swagger", "asyncapi", "discoveryVersion"];

/// A text that is JSON but for its quotes is YAML: tried up to this size, in bytes.
const SMALL: usize = 1 << 20;

/// A format, and how it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Detected {
    pub(super) format: SourceFormat,
    pub(super) syntax: Syntax,
}

/// Finds out the format, or the syntax of the one that is stated.
pub(super) fn detect(text: &str, stated: Option<SourceFormat>) -> Result<Detected, ImportError> {
    let begin = text.trim_start();
    if begin.is_empty() {
        return Err(ImportError::new("the document is empty"));
    }
    let is_list = matches!(stated, Some(SourceFormat::Csv | SourceFormat::Lines));
    if begin.starts_with('<') && !is_list {
        return Err(ImportError::new("this is a page or another XML document, not a description of an API")
            .help("download the document itself: in a browser, follow the link \"raw\""));
    }
    let is_array = begin.starts_with('[') && begin.trim_end().ends_with(']');
    let is_json = if is_list { is_array } else { begin.starts_with(['{', '[']) };
    if let Some(format) = stated {
        return Ok(Detected { format, syntax: if is_json { Syntax::Json } else { Syntax::Yaml } });
    }
    if is_json {
        return of_json(text, begin);
    }
    if seems_yaml(text) {
        let root = text::outline(text, Syntax::Yaml, &Shape::of(KEYS), ENOUGH)?;
        return of_keys(&root).map(|format| Detected { format, syntax: Syntax::Yaml }).ok_or_else(|| unknown("YAML"));
    }
    let format = if csv::is_likely(text) {
        SourceFormat::Csv
    } else if list::is_likely(text) {
        SourceFormat::Lines
    } else {
        return Err(ImportError::new("the format of the document is not supported")
            .help("state its format, if it is one of these: csv (`scope,description`), lines (one name per line)"));
    };
    Ok(Detected { format, syntax: Syntax::Yaml })
}

fn of_json(text: &str, begin: &str) -> Result<Detected, ImportError> {
    let syntax = Syntax::Json;
    let outline = Shape::of(KEYS);
    let root = match text::outline(text, syntax, &outline, ENOUGH) {
        Ok(root) => root,
        Err(error) if text.len() > SMALL => return Err(error),
        Err(error) => {
            // All of it: the beginning of JSON that is cut off is YAML as well.
            let root = text::read(text, Syntax::Yaml, &outline).map_err(|_| error.clone())?;
            let format = of_keys(&root).ok_or(error)?;
            return Ok(Detected { format, syntax: Syntax::Yaml });
        }
    };
    if begin.starts_with('[') {
        return Ok(Detected { format: SourceFormat::Lines, syntax });
    }
    of_keys(&root).map(|format| Detected { format, syntax }).ok_or_else(|| unknown("JSON"))
}

fn unknown(syntax: &str) -> ImportError {
    ImportError::new(format!("the document is {syntax}, but its format is not supported")).help(
        "documents are recognized by a key at the top: `openapi`, `swagger`, `asyncapi`, `discoveryVersion`, `scopes_supported`, \
         `permissions`, `delegatedScopesList`",
    )
}

fn of_keys(root: &Value) -> Option<SourceFormat> {
    let has = |key: &str| root.get(key).is_some();
    let has_any = |keys: &[&str]| keys.iter().any(|key| has(key));
    if has_any(&["openapi", "swagger"]) {
        Some(SourceFormat::OpenApi)
    } else if has("asyncapi") {
        Some(SourceFormat::AsyncApi)
    } else if has("discoveryVersion") || root.text_of("kind") == Some("discovery#restDescription") {
        Some(SourceFormat::GoogleDiscovery)
    } else if root.get("permissions").is_some_and(|permissions| permissions.table().is_some()) {
        Some(SourceFormat::Kibali)
    } else if has_any(&permission_descriptions::LISTS.map(|(list, _)| list)) {
        Some(SourceFormat::PermissionDescriptions)
    } else if has_any(&["issuer", "authorization_endpoint", "token_endpoint"]) {
        Some(SourceFormat::ServerMetadata)
    } else if has("resource") && has_any(&["scopes_supported", "authorization_servers", "bearer_methods_supported"]) {
        Some(SourceFormat::ResourceMetadata)
    } else if has("scopes_supported") {
        Some(SourceFormat::ServerMetadata)
    } else {
        None
    }
}

/// Whether a line at the margin has one of the keys, or begins a document.
fn seems_yaml(text: &str) -> bool {
    let is_key = |line: &str| {
        let line = line.trim_start_matches('\u{feff}');
        let key = line.split(':').next().unwrap_or_default();
        let rest = &line[key.len()..];
        let key = key.trim_end().trim_matches(['"', '\'']);
        rest.starts_with(':') && KEYS.contains(&key) && rest[1..].chars().next().is_none_or(char::is_whitespace)
    };
    text.starts_with("%YAML") || text.starts_with("---") || text.lines().any(is_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(text: &str) -> Option<&'static str> {
        detect(text, None).ok().map(|detected| detected.format.as_str())
    }

    #[test]
    fn formats() {
        for (text, expected) in [
            (r#"{"paths": {}, "openapi": "3.1.0"}"#, Some("openapi")),
            ("# cups\nswagger: '2.0'\n", Some("openapi")),
            ("\"openapi\" : 3.0.1\n", Some("openapi")),
            ("{openapi: 3.0.0, paths: {}}", Some("openapi")),
            ("---\ninfo: {}\nasyncapi: 3.0.0", Some("asyncapi")),
            (r#"{"kind": "discovery#restDescription"}"#, Some("google-discovery")),
            (r#"{"permissions": {}}"#, Some("kibali")),
            (r#"{"applicationScopesList": []}"#, Some("permission-descriptions")),
            (r#"{"issuer": "https://a.example", "resource": "x"}"#, Some("server-metadata")),
            (r#"{"scopes_supported": ["openid"]}"#, Some("server-metadata")),
            (r#"{"resource": "https://a.example", "scopes_supported": []}"#, Some("resource-metadata")),
            ("scope,description\ncups,Read cups\n", Some("csv")),
            ("cups:read\ncups:write\n", Some("lines")),
            ("- cups:read\n- cups:write\n", Some("lines")),
            (r#"["cups"]"#, Some("lines")),
            (r#"{"scopes": {}}"#, None),
            ("kind: Deployment\nmetadata: {}\n", None),
            ("<!doctype html>", None),
            ("Some words about cups.\nAnd about tea.\n", None),
            (" \n", None),
            ("\u{0}\u{1}\u{2}", None),
            ("{", None),
        ] {
            assert_eq!(format(text), expected, "{text}");
        }
    }

    #[test]
    fn a_page_is_named_as_one() {
        let error = detect("<html>", None).expect_err("a page");
        assert!(error.message.contains("page") && error.help.is_some_and(|help| help.contains("raw")));
    }
}
