//! SARIF 2.1.0, the OASIS standard that code scanning services read. The numbers of sections are those of the standard.

mod rules;

use std::collections::HashMap;
use std::io::{self, Write};

use scope_config::Edit;
use serde_json::{Value, json};

use super::json::write_value;
use super::line_index::{LineIndex, LineIndexes};
use super::repository::Repository;
use super::suggestion::{Repair, offer};
use super::truncate::{brief, brief_with_help};
use crate::fnv::fnv1a;
use crate::report::{ConfigValue, LocatedFinding, MacroGeneratedCall, WorkspaceReport};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The folder that the addresses of files are relative to; GitHub knows it by this name.
const ROOT: &str = "%SRCROOT%";
/// More than this of a file is not repeated.
const LONGEST_SNIPPET: usize = 1000;

/// One log with one run.
pub(crate) fn report(output: &mut impl Write, report: &WorkspaceReport) -> io::Result<()> {
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run(report)] });
    write_value(output, &log)
}

fn run(report: &WorkspaceReport) -> Value {
    let repository = Repository::of(&report.root);
    let writer = Writer { repository, places: LineIndexes::new(report) };
    let mut seen = HashMap::new();
    let shown = report.shown();
    let left_off = report.left_off(shown.len());
    let results = shown.into_iter().map(|located| {
        let mut result = writer.result(located);
        result["partialFingerprints"] = json!({ "scopes/v1": writer.fingerprint(located, &mut seen) });
        result
    });
    let results: Vec<Value> = results.collect();
    let mut notifications = writer.notifications(report);
    notifications.extend(left_off.map(|note| json!({ "level": "warning", "message": { "text": note } })));
    json!({
        "tool": { "driver": {
            "name": "cargo-scopes",
            "version": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": rules::descriptors(),
        } },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": { ROOT: { "description": { "text": "The root of the repository." } } },
        "invocations": [{
            "executionSuccessful": true,
            "toolExecutionNotifications": notifications,
        }],
        "results": results,
    })
}

struct Writer<'i> {
    repository: Repository,
    places: LineIndexes<'i>,
}

impl Writer<'_> {
    fn result(&self, located: &LocatedFinding) -> Value {
        let lines = self.places.file(located.file);
        let mut place = json!({ "artifactLocation": self.artifact(&lines.file.name) });
        if !lines.file.text.is_empty() {
            place["region"] = region(lines, located);
        }
        let message = brief_with_help(&located.finding, "");
        let mut result = json!({
            "ruleId": located.finding.rule.id,
            "ruleIndex": rules::index(located.finding.rule),
            "level": if located.is_denied() { "error" } else { "warning" },
            "message": { "text": escaped(&message) },
            "locations": [{ "physicalLocation": place }],
        });
        let fixes: Vec<Value> =
            Repair::of(located).into_iter().map(|repair| self.fix(lines, located, &repair)).collect();
        if !fixes.is_empty() {
            result["fixes"] = fixes.into();
        }
        result
    }

    fn artifact(&self, name: &str) -> Value {
        let name = self.repository.name(name);
        if name.starts_with('/') {
            json!({ "uri": format!("file://{}", encode_path(&name)) })
        } else if name.get(1..3) == Some(":/") {
            json!({ "uri": format!("file:///{}", encode_path(&name)) })
        } else {
            json!({ "uri": encode_path(&name), "uriBaseId": ROOT })
        }
    }

    fn fix(&self, lines: &LineIndex<'_>, located: &LocatedFinding, repair: &Repair) -> Value {
        let replacement = |edit: &Edit| {
            // A region of text: lines and columns alone, §3.57.3.
            json!({ "deletedRegion": text_region(lines, &edit.span), "insertedContent": { "text": edit.text } })
        };
        let offer = format!("{} `{}`", offer(located.finding.certainty), brief(&repair.suggestion));
        json!({
            "description": { "text": escaped(&offer) },
            "artifactChanges": [{
                "artifactLocation": self.artifact(&lines.file.name),
                "replacements": repair.edits.iter().map(replacement).collect::<Vec<_>>(),
            }],
        })
    }

    /// What is the same where the code has moved: the rule, the file, the word, and which one of its kind it is, §3.27.17.
    fn fingerprint(&self, located: &LocatedFinding, seen: &mut HashMap<String, usize>) -> String {
        let name = self.repository.name(&self.places.file(located.file).file.name);
        let word = if located.finding.token.is_empty() { &located.finding.message } else { &located.finding.token };
        let identity = hash(&[located.finding.rule.id, &name, word]);
        let number = seen.entry(identity.clone()).or_default();
        *number += 1;
        format!("{identity}:{number}")
    }

    fn notifications(&self, report: &WorkspaceReport) -> Vec<Value> {
        let note = |(name, call, why): (&str, Option<&MacroGeneratedCall>, String)| {
            let mut place = json!({ "artifactLocation": self.artifact(name) });
            if let Some(call) = call {
                place["region"] = text_region(self.places.file(call.file), &call.span);
            }
            json!({
                "level": "note",
                "message": { "text": escaped(&why) },
                "locations": [{ "physicalLocation": place }],
            })
        };
        report.unchecked().map(note).collect()
    }
}

fn text_region(lines: &LineIndex<'_>, span: &std::ops::Range<usize>) -> Value {
    let place = lines.place(span);
    json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    })
}

fn region(lines: &LineIndex<'_>, located: &LocatedFinding) -> Value {
    let mut region = text_region(lines, &located.span);
    region["byteOffset"] = located.span.start.into();
    region["byteLength"] = located.span.len().into();
    let is_shown = |value: &ConfigValue| value.span.start <= located.span.start && located.span.end <= value.span.end;
    let shown = located.value.as_ref().is_none_or(is_shown).then(|| located.span.clone());
    let snippet = shown.and_then(|shown| lines.file.text.get(shown)).unwrap_or_default();
    if !lines.hold_secret(&located.span) && (1..=LONGEST_SNIPPET).contains(&snippet.len()) {
        region["snippet"] = json!({ "text": snippet });
    }
    region
}

/// A text as a message: its braces are no placeholders (§3.11.5), its brackets no links (§3.11.6).
fn escaped(text: &str) -> String {
    let text = text.replace('{', "{{").replace('}', "}}");
    if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text }
}

/// The hash of some texts, of which none can pass for a part of another.
fn hash(texts: &[&str]) -> String {
    format!("{:016x}", fnv1a(texts.iter().flat_map(|text| text.bytes().chain([0xFF]))))
}

/// A path as that of a URI (RFC 3986, section 2.1): everything but unreserved characters and `/` is encoded.
fn encode_path(path: &str) -> String {
    let encoded = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(encoded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_no_placeholders_and_no_links() {
        assert_eq!(escaped("`account:{0}:read`"), "`account:{{0}}:read`");
        assert_eq!(escaped("`[repo](https://example.com)`"), "`\\[repo\\](https://example.com)`");
        assert_eq!(escaped("`[\"repo\"]` (a list)"), "`[\"repo\"]` (a list)");
    }

    #[test]
    fn texts_do_not_run_together() {
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_eq!(hash(&["ab", "c"]), hash(&["ab", "c"]));
        // The value for no text at all is that of the definition.
        assert_eq!(hash(&[]), "cbf29ce484222325");
    }

    #[test]
    fn paths_are_encoded() {
        assert_eq!(encode_path("app/src/main-1_2.~rs"), "app/src/main-1_2.~rs");
        assert_eq!(encode_path("a b/c:d,%41?#[\u{e4}].rs"), "a%20b/c%3Ad%2C%2541%3F%23%5B%C3%A4%5D.rs");
    }
}
