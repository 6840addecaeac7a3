//! Findings as the compiler writes its own, a line of JSON each, with the place inside the literal; and which of the
//! compiler's they replace.

use std::ops::Range;
use std::path::Path;

use scope_catalog::Certainty;
use scope_config::Edit;
use serde_json::{Value, json};

use super::human;
use super::line_index::{LineIndex, LineIndexes};
use super::suggestion::{Repair, offer};
use super::truncate::{brief, has_secret};
use crate::report::{ConfigValue, LocatedFinding, WorkspaceReport};
use crate::workspace::{Package, Workspace};

/// Lines that are longer together are not repeated in a message.
const LONGEST_TEXT: usize = 16 << 10;

/// The messages of a report, as cargo would write them.
pub(crate) fn messages(workspace: &Workspace, report: &WorkspaceReport) -> Vec<Value> {
    let places = LineIndexes::new(report);
    let message = |located: &LocatedFinding| {
        let lines = places.file(located.file);
        let package = workspace.package_named(&located.package)?;
        Some(json!({
            "reason": "compiler-message",
            "package_id": package.id,
            "manifest_path": package.folder.join("Cargo.toml"),
            "target": target(package, &lines.file.path),
            "message": diagnostic(lines, located),
        }))
    };
    report.shown().into_iter().filter_map(message).collect()
}

/// The target that a file is a part of, as far as its folder tells: the first that begins in the nearest folder around it.
fn target<'p>(package: &'p Package, file: &Path) -> Option<&'p cargo_metadata::Target> {
    let nearness = |target: &&cargo_metadata::Target| {
        let root = target.src_path.as_std_path();
        let folder = root.parent().filter(|folder| file.starts_with(folder));
        (root == file, folder.map_or(0, |folder| folder.components().count()))
    };
    package.targets.iter().rev().max_by_key(nearness)
}

fn diagnostic(lines: &LineIndex<'_>, located: &LocatedFinding) -> Value {
    let helps = located.finding.help_lines().map(|line| child(&brief(line), &[]));
    let repairs = Repair::of(located).into_iter().map(|repair| {
        let spans: Vec<Value> = repair.edits.iter().map(|edit| replacement(lines, located, edit)).collect();
        child(offer(located.finding.certainty), &spans)
    });
    json!({
        "$message_type": "diagnostic",
        "message": brief(&located.finding.message),
        "code": { "code": format!("scopes::{}", located.finding.rule.id.replace('-', "_")), "explanation": null },
        "level": if located.is_denied() { "error" } else { "warning" },
        "spans": [span(lines, located, &located.span)],
        "children": helps.chain(repairs).collect::<Vec<_>>(),
        "rendered": format!("{}\n\n", human::plain(lines, located)),
    })
}

fn child(message: &str, spans: &[Value]) -> Value {
    json!({ "message": message, "code": null, "level": "help", "spans": spans, "children": [], "rendered": null })
}

fn replacement(lines: &LineIndex<'_>, located: &LocatedFinding, edit: &Edit) -> Value {
    let is_certain = located.finding.certainty == Certainty::Certain;
    let mut span = span(lines, located, &edit.span);
    span["suggested_replacement"] = edit.text.as_str().into();
    span["suggestion_applicability"] = if is_certain { "MachineApplicable" } else { "MaybeIncorrect" }.into();
    span
}

fn span(lines: &LineIndex<'_>, located: &LocatedFinding, span: &Range<usize>) -> Value {
    let place = lines.place(span);
    json!({
        "file_name": lines.file.name,
        "byte_start": span.start,
        "byte_end": span.end,
        "line_start": place.line,
        "line_end": place.end_line,
        "column_start": place.column,
        "column_end": place.end_column,
        "is_primary": true,
        "text": text(lines, located.value.as_ref(), span),
        "label": null,
        "suggested_replacement": null,
        "suggestion_applicability": null,
        "expansion": null,
    })
}

/// The lines that a span is on: without them, an editor cannot tell its own columns from those of the compiler. Of a
/// configuration file, there are blanks around the value.
fn text(lines: &LineIndex<'_>, value: Option<&ConfigValue>, span: &Range<usize>) -> Vec<Value> {
    let (whole, place) = (lines.around(span), lines.place(span));
    let is_hidden = lines.hold_secret(span) || value.is_none() && has_secret(&lines.file.text[whole.clone()]);
    if whole.len() > LONGEST_TEXT || is_hidden {
        return Vec::new();
    }
    let shown: String = match value {
        None => lines.file.text[whole].to_owned(),
        Some(value) => {
            let masked = |(at, c)| if c == '\n' || value.span.contains(&(whole.start + at)) { c } else { ' ' };
            lines.file.text[whole.clone()].char_indices().map(masked).collect()
        }
    };
    let shown = shown.split('\n').zip(place.line..);
    let line = |(text, number): (&str, usize)| {
        let text = text.trim_end_matches('\r');
        let start = if number == place.line { place.column } else { 1 };
        let end = if number == place.end_line { place.end_column } else { text.chars().count() + 1 };
        json!({ "text": text, "highlight_start": start, "highlight_end": end })
    };
    shown.map(line).collect()
}

/// Whether a message of the compiler is about a whole literal, and findings say what is wrong inside.
///
/// It is known by its place, not by its words: an error of a macro (it has no code) or the use of something deprecated
/// (a macro's way to warn) at exactly a string literal, with a located in that literal.
pub(crate) fn is_replaced(message: &Value, report: &WorkspaceReport) -> bool {
    let is_of_a_macro = match message["code"]["code"].as_str() {
        None => message["level"] == "error",
        Some(code) => code == "deprecated",
    };
    let spans = message["spans"].as_array().into_iter().flatten();
    let Some(span) = spans.into_iter().find(|span| span["is_primary"] == true).filter(|_| is_of_a_macro) else {
        return false;
    };
    let byte = |key: &str| span[key].as_u64().and_then(|byte| usize::try_from(byte).ok());
    let (Some(name), Some(start), Some(end)) = (span["file_name"].as_str(), byte("byte_start"), byte("byte_end"))
    else {
        return false;
    };
    let path = report.root.join(name);
    report.findings.iter().any(|located| {
        let file = report.file(located);
        start <= located.span.start
            && located.span.end <= end
            && file.path == path
            && file.text.get(start..end).is_some_and(|text| {
                // One string literal, and no more than that.
                syn::parse_str::<syn::LitStr>(text).is_ok() || located.span == (start..end)
            })
    })
}

#[cfg(test)]
mod tests {
    use scope_catalog::{Finding, rules};

    use super::*;
    use crate::report::File;

    const SOURCE: &str = "scopes!(\"one tow\", r#\"x\"#); \"y\" + \"z\"";

    fn report() -> WorkspaceReport {
        let root = std::path::PathBuf::from("/acme");
        let file = File { name: "a.rs".into(), path: root.join("a.rs"), text: SOURCE.into() };
        let at = SOURCE.find("tow").expect("the word");
        let finding = Finding::new(&rules::unknown_scope::RULE, "unknown scope `tow`").token("tow");
        let finding = LocatedFinding::new("app", 0, at..at + 3, finding);
        WorkspaceReport { root, files: vec![file], findings: vec![finding], ..WorkspaceReport::default() }
    }

    fn message(level: &str, code: Option<&str>, file: &str, part: &str) -> Value {
        let start = SOURCE.find(part).expect("the part");
        json!({
            "level": level,
            "code": code.map(|code| json!({ "code": code })),
            "spans": [
                { "file_name": "b.rs", "byte_start": 0, "byte_end": 1, "is_primary": false },
                { "file_name": file, "byte_start": start, "byte_end": start + part.len(), "is_primary": true },
            ],
        })
    }

    #[test]
    fn what_is_said_of_the_whole_literal_is_replaced() {
        let report = report();
        for (level, code, file) in [
            ("error", None, "a.rs"),
            ("warning", Some("deprecated"), "a.rs"),
            ("error", Some("deprecated"), "/acme/a.rs"),
        ] {
            assert!(is_replaced(&message(level, code, file, "\"one tow\""), &report), "{level} {code:?} {file}");
        }
    }

    #[test]
    fn what_is_said_of_anything_else_stays() {
        let report = report();
        for (level, code, file, part) in [
            // Another literal, another file, more than the literal, less than it.
            ("error", None, "a.rs", "r#\"x\"#"),
            ("error", None, "b.rs", "\"one tow\""),
            ("error", None, "a.rs", "scopes!(\"one tow\", r#\"x\"#)"),
            ("error", None, "a.rs", "\"one tow\", r#\"x\"#"),
            ("error", None, "a.rs", "one tow"),
            // The compiler's own errors and lints.
            ("error", Some("E0308"), "a.rs", "\"one tow\""),
            ("warning", Some("unused_must_use"), "a.rs", "\"one tow\""),
            ("warning", None, "a.rs", "\"one tow\""),
        ] {
            assert!(!is_replaced(&message(level, code, file, part), &report), "{level} {code:?} {file} {part}");
        }
        assert!(!is_replaced(&json!({ "level": "error", "code": null, "spans": [] }), &report));
        assert!(!is_replaced(&message("error", None, "a.rs", "\"one tow\""), &WorkspaceReport::default()));
    }

    #[test]
    fn the_text_of_a_span_is_its_lines() {
        let file = File { name: "a".into(), path: "a".into(), text: "x\r\n  \u{1F600}ab\r\ncd e\n".into() };
        let lines = LineIndex::new(&file);
        let start = file.text.find("ab").expect("the part");
        let texts = text(&lines, None, &(start..start + 6));
        assert_eq!(
            texts,
            [
                json!({ "text": "  \u{1F600}ab", "highlight_start": 4, "highlight_end": 6 }),
                json!({ "text": "cd e", "highlight_start": 1, "highlight_end": 3 }),
            ]
        );
        let file = File { text: "x".repeat(LONGEST_TEXT + 1), ..file };
        assert_eq!(text(&LineIndex::new(&file), None, &(0..1)), [Value::Null; 0]);
    }
}
