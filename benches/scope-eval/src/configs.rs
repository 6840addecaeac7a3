//! Whether the scope lists of configuration files are found: a folder of real ones, and a manifest of what is in them.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use scope_config::{Format, List, Preset, Role, Source, extract, extract_presets};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::manifest;
use crate::table::{Table, Tally};

/// What the manifest says of a file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Item {
    file: String,
    id: String,
    format: String,
    /// Where the file was before it came into the folder: its name may tell what it is.
    path: String,
    key_paths: Vec<String>,
    by_path: Lists,
    /// What a path is for, where it is not what the application requests.
    key_roles: BTreeMap<String, String>,
    unresolved: Vec<Unresolved>,
    commented_scopes: Vec<String>,
    error: Option<serde_json::Value>,
    negative: bool,
    preset: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Unresolved {
    path: String,
    raw: String,
}

/// The path and the scopes of each list, in the order of the file.
#[derive(Debug, Default)]
struct Lists(Vec<(String, Vec<String>)>);

impl<'de> Deserialize<'de> for Lists {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Lists;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("lists of scopes by path")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lists, A::Error> {
                let mut lists = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    lists.push(entry);
                }
                Ok(Lists(lists))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// Reads a folder: what its manifest says, and the text of each file.
///
/// # Errors
///
/// If one of them cannot be read.
pub(crate) fn read(folder: &Path) -> Result<Vec<(Item, String)>, String> {
    let items = manifest::read(folder, |item: &Item| &item.file)?;
    Ok(items.into_iter().map(|(item, text)| (item.with_dots(), text)).collect())
}

impl Item {
    /// The same with the paths of XML written like all others.
    fn with_dots(mut self) -> Self {
        if self.format == "xml" {
            let dotted = |path: &str| path.replace('/', ".");
            self.key_paths = self.key_paths.iter().map(|path| dotted(path)).collect();
            self.key_roles = self.key_roles.iter().map(|(path, role)| (dotted(path), role.clone())).collect();
            self.by_path.0.iter_mut().for_each(|(path, _)| *path = dotted(path));
            self.unresolved.iter_mut().for_each(|value| value.path = dotted(&value.path));
        }
        self
    }

    /// Whether there is anything to find.
    fn has_lists(&self) -> bool {
        !self.by_path.0.is_empty() || !self.unresolved.is_empty()
    }
}

/// What came of one way to the lists of a file.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    /// Whether anything could be found this way.
    is_tried: bool,
    /// How it differs from the manifest.
    differences: Vec<String>,
    /// Scopes whose bytes in the file read like that.
    places: Tally,
    /// Lists whose role is the manifest's.
    roles: Tally,
    /// Lists whose role is another.
    other_roles: Vec<String>,
}

/// A way to the lists of a file.
type Find = fn(&Item, &str) -> Outcome;

/// The ways to the lists of a file.
const WAYS: [(&str, Find); 3] = [("preset", by_preset), ("name", by_name), ("paths", by_paths)];

/// The table and what differs.
pub(crate) fn report(items: &[(Item, String)]) -> String {
    let header = ["file", "format", "lists", "scopes", "by preset", "by name", "by paths", "places", "roles"];
    let mut table = Table::new(header);
    let (mut differences, mut other_roles) = (String::new(), Vec::new());
    let mut totals = [Tally::default(); 3];
    let (mut lists, mut scopes, mut places, mut roles) = (0, 0, Tally::default(), Tally::default());
    for (item, text) in items {
        let outcomes = WAYS.map(|(way, find)| (way, find(item, text)));
        let (of_file, of_roles) = (&outcomes[2].1.places, &outcomes[0].1.roles);
        let count = item.by_path.0.iter().map(|(_, scopes)| scopes.len()).sum::<usize>();
        let counts = [item.format.clone(), item.by_path.0.len().to_string(), count.to_string()];
        let cells = outcomes.iter().map(|(_, outcome)| outcome.cell());
        let rest = [of_file.to_string(), of_roles.to_string()];
        table.row(&item.id, counts.into_iter().chain(cells).chain(rest));
        (lists, scopes) = (lists + item.by_path.0.len(), scopes + count);
        places += *of_file;
        roles += *of_roles;
        other_roles.extend(outcomes[0].1.other_roles.iter().map(|role| format!("  {}: {role}\n", item.id)));
        for (total, (way, outcome)) in totals.iter_mut().zip(&outcomes) {
            if outcome.is_tried {
                total.add(outcome.differences.is_empty());
            }
            let told = outcome.differences.iter().map(|difference| format!("  {} by {way}: {difference}\n", item.id));
            differences.extend(told);
        }
    }
    let counts = [String::new(), lists.to_string(), scopes.to_string()];
    let totals = totals.map(|total| total.to_string());
    table.row("total", counts.into_iter().chain(totals).chain([places.to_string(), roles.to_string()]));
    let or_none = |text: String| if text.is_empty() { "  none\n".to_owned() } else { text };
    let differences = format!("what differs\n{}", or_none(differences));
    let roles = format!("other roles\n{}", or_none(other_roles.concat()));
    [format!("{} files\n", items.len()), table.to_string(), DEFINITIONS.to_owned(), differences, roles].join("\n")
}

const DEFINITIONS: &str = "  \
  by preset  ok: with the preset that the manifest names, exactly its lists are found: paths, scopes, order,
             unresolved values; nothing that a comment holds; for a file that is invalid, an error. For a file without
             scopes: no preset finds any, whatever the file's name
  by name    the same with the presets that the file's name may tell, by the path where it comes from, and nothing else
  by paths   the same with the manifest's paths
  places     found by paths: scopes whose bytes in the file read like that, but for quotes, blanks and the sign between
             a permission and its level
  roles      found by preset: lists whose role is the manifest's (which names none where the application requests them)
";

impl Outcome {
    fn cell(&self) -> String {
        match (self.is_tried, self.differences.len()) {
            (false, _) => "-".to_owned(),
            (true, 0) => "ok".to_owned(),
            (true, count) => format!("{count} differ"),
        }
    }

    fn error(message: String) -> Self {
        Self { is_tried: true, differences: vec![message], ..Self::default() }
    }
}

fn source<'s>(item: &Item, text: &'s str) -> Result<Source<'s>, String> {
    let format = Format::of(&item.file).ok_or("the name tells no format")?;
    Ok(Source { format, text })
}

fn by_preset(item: &Item, text: &str) -> Outcome {
    if item.negative {
        return with_presets(item, text, Preset::ALL);
    }
    let Some(name) = &item.preset else { return Outcome::default() };
    match Preset::named(name) {
        Ok(preset) => with_presets(item, text, &[preset]),
        Err(error) => Outcome::error(error.message),
    }
}

fn by_name(item: &Item, text: &str) -> Outcome {
    let presets: Vec<Preset> = Preset::of_file(&item.path).collect();
    if presets.is_empty() && item.has_lists() {
        return Outcome::error("no preset has such names".to_owned());
    }
    with_presets(item, text, &presets)
}

fn with_presets(item: &Item, text: &str, presets: &[Preset]) -> Outcome {
    let found = source(item, text).and_then(|source| extract_presets(source, presets).map_err(|error| error.message));
    compare(
        item,
        text,
        found.map(|found| found.lists.into_iter().filter_map(|list| Some((list.rule?.path.clone(), list))).collect()),
    )
}

fn by_paths(item: &Item, text: &str) -> Outcome {
    let path = |path: &String| {
        let role = item.key_roles.get(path).map_or(Role::Requests, |word| role(word));
        scope_config::Path::parse(path).map(|parsed| (parsed, role)).map_err(|error| format!("`{path}`: {error}"))
    };
    let found = item.key_paths.iter().map(path).collect::<Result<Vec<_>, _>>().and_then(|paths| {
        let paths: Vec<_> = paths.iter().map(|(path, role)| (path, *role)).collect();
        let lists = extract(source(item, text)?, &paths).map_err(|error| error.message)?.lists;
        Ok(lists.into_iter().map(|list| (item.key_paths[list.number].clone(), list)).collect())
    });
    compare(item, text, found)
}

fn role(word: &str) -> Role {
    let roles = [Role::Defines, Role::Requires, Role::Maps];
    roles.into_iter().find(|role| role.as_str() == word).unwrap_or(Role::Requests)
}

/// Holds what was found against the manifest: lists, each with the path of the rule that led to it.
fn compare(item: &Item, text: &str, found: Result<Vec<(String, List)>, String>) -> Outcome {
    let mut outcome = Outcome { is_tried: true, ..Outcome::default() };
    let found = match (found, &item.error) {
        (Err(_), Some(_)) => return outcome,
        (Err(message), None) => return Outcome::error(message),
        (Ok(_), Some(error)) => return Outcome::error(format!("no error, but there should be: {error}")),
        (Ok(found), None) => found,
    };
    for (_, list) in &found {
        outcome.places += list.scopes.iter().map(|scope| reads(text, &scope.span, &scope.text)).collect();
    }
    outcome.roles(item, &found);
    let lists: Vec<&List> = found.iter().map(|(_, list)| list).collect();
    outcome.lists(item, &lists);
    outcome.unresolved(item, &lists);
    for comment in &item.commented_scopes {
        if lists.iter().any(|list| list.scopes.iter().any(|scope| scope.text == *comment)) {
            outcome.differences.push(format!("`{comment}` is in a comment"));
        }
    }
    outcome
}

impl Outcome {
    fn lists(&mut self, item: &Item, found: &[&List]) {
        let expected = &item.by_path.0;
        // A list of nothing but unresolved values is reported as these.
        let found: Vec<(&str, Vec<&str>)> = found
            .iter()
            .filter(|list| {
                list.unresolved.is_empty()
                    || !list.scopes.is_empty()
                    || expected.iter().any(|(path, _)| *path == list.path)
            })
            .map(|list| (&*list.path, list.scopes.iter().map(|scope| &*scope.text).collect()))
            .collect();
        for (path, scopes) in expected {
            match found.iter().find(|(other, _)| other == path) {
                None => self.differences.push(format!("`{path}` is not found")),
                Some((_, others)) if others != scopes => {
                    self.differences.push(format!("`{path}` has {others:?} instead of {scopes:?}"));
                }
                Some(_) => {}
            }
        }
        for (path, scopes) in &found {
            if !expected.iter().any(|(other, _)| other == path) {
                self.differences.push(format!("`{path}` is found, with {scopes:?}"));
            }
        }
        let is_in_order = found.iter().map(|(path, _)| *path).eq(expected.iter().map(|(path, _)| &**path));
        if self.differences.is_empty() && !is_in_order {
            self.differences.push("the lists are found in another order".to_owned());
        }
    }

    fn unresolved(&mut self, item: &Item, found: &[&List]) {
        for Unresolved { path, raw } in &item.unresolved {
            let is_here =
                |list: &&List| path.starts_with(&list.path) && list.unresolved.iter().any(|value| value.raw == *raw);
            if !found.iter().any(is_here) {
                self.differences.push(format!("`{path}` is not found to be unresolved: `{raw}`"));
            }
        }
        for list in found {
            for value in &list.unresolved {
                let is_this = |other: &Unresolved| other.path.starts_with(&list.path) && other.raw == value.raw;
                if !item.unresolved.iter().any(is_this) {
                    self.differences.push(format!("`{}` is found to be unresolved: `{}`", list.path, value.raw));
                }
            }
        }
    }

    fn roles(&mut self, item: &Item, found: &[(String, List)]) {
        for (rule, list) in found {
            let pattern = item.key_paths.iter().find(|path| describes(path, &list.path));
            let Some(pattern) = pattern else { continue };
            let expected = item.key_roles.get(pattern).map_or(Role::Requests, |word| role(word));
            self.roles.add(list.role == expected);
            let told = format!("`{rule}` {}, in the manifest {}", list.role.as_str(), expected.as_str());
            if list.role != expected && !self.other_roles.contains(&told) {
                self.other_roles.push(told);
            }
        }
    }
}

/// Whether a pattern leads to a place: its parts between `*` and `[]` stand there in this order.
fn describes(pattern: &str, place: &str) -> bool {
    let parts: Vec<&str> = pattern.split(['*', ']']).map(|part| part.trim_end_matches('.')).collect();
    let mut rest = place;
    parts.iter().all(|part| {
        let at = rest.find(part);
        rest = at.map_or("", |at| &rest[at + part.len()..]);
        at.is_some()
    })
}

/// Whether bytes of a file read like a scope, but for quotes, blanks and the sign between a permission and its level.
fn reads(file: &str, span: &std::ops::Range<usize>, scope: &str) -> bool {
    let Some(source) = file.get(span.clone()) else { return false };
    let bare = source.replace(['"', '\''], "");
    let words: String = bare.split_whitespace().collect();
    bare == scope || words == scope || words.replacen('=', ":", 1) == scope
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(line: &str) -> Item {
        serde_json::from_str(line).expect("an item")
    }

    const MANIFEST: &str = r#"{"file": "a/shopify.app.toml", "id": "a", "format": "toml", "path": "shopify.app.toml",
        "key_paths": ["access_scopes.scopes"], "by_path": {"access_scopes.scopes": ["read_a", "write_b"]},
        "commented_scopes": ["read_c"], "preset": "shopify-app-toml"}"#;

    #[test]
    fn what_is_right_and_what_differs() {
        let right = "[access_scopes]\n# read_c\nscopes = \"read_a,write_b\"\n";
        for (_, find) in WAYS {
            let outcome = find(&item(MANIFEST), right);
            assert_eq!((outcome.cell(), outcome.places), ("ok".to_owned(), Tally { hit: 2, of: 2 }));
        }
        let wrong = "[access_scopes]\nscopes = \"write_b,read_c\"\n";
        let differences = by_preset(&item(MANIFEST), wrong).differences;
        assert!(
            differences[0].ends_with(r#"has ["write_b", "read_c"] instead of ["read_a", "write_b"]"#),
            "{differences:?}"
        );
        assert_eq!(differences[1], "`read_c` is in a comment");
        let text = report(&[(item(MANIFEST), right.to_owned())]);
        assert!(text.contains("total              1       2        1/1      1/1       1/1     2/2    1/1\n"), "{text}");
        for (name, difference) in
            [("a.toml", "`access_scopes.scopes` is not found"), ("a.txt", "no preset has such names")]
        {
            let other = MANIFEST.replace("\"path\": \"shopify.app.toml\"", &format!("\"path\": \"{name}\""));
            assert_eq!(by_name(&item(&other), right).differences, [difference]);
        }
    }

    #[test]
    fn unresolved_values_and_errors() {
        let text = "[access_scopes]\nscopes = \"${SCOPES}\"\n";
        let unresolved = item(
            r#"{"file": "a.toml", "key_paths": ["access_scopes.scopes"],
            "unresolved": [{"path": "access_scopes.scopes", "raw": "${SCOPES}"}]}"#,
        );
        assert_eq!(by_paths(&unresolved, text).differences, [""; 0]);
        let none = item(r#"{"file": "a.toml", "key_paths": ["access_scopes.scopes"]}"#);
        assert_eq!(by_paths(&none, text).differences.len(), 1);
        let invalid = item(r#"{"file": "a.toml", "key_paths": ["a"], "error": "a bracket is not closed"}"#);
        assert_eq!(by_paths(&invalid, "[a\n").differences, [""; 0]);
        assert_eq!(by_paths(&invalid, "[a]\n").differences.len(), 1);
    }

    #[test]
    fn what_has_no_scopes() {
        let negative = item(r#"{"file": "a/_config.yml", "path": "docs/_config.yml", "negative": true}"#);
        assert_eq!(by_preset(&negative, "defaults:\n- scope: {path: x}\n").cell(), "ok");
        assert_eq!(by_name(&negative, "").cell(), "ok");
    }

    #[test]
    fn paths_of_xml() {
        let line = r#"{"file": "a.xml", "format": "xml", "key_paths": ["a/b"], "by_path": {"a/b": ["c", "d"]}}"#;
        let text = "<a><b>c</b><b>d</b></a>";
        assert_eq!(by_paths(&item(line).with_dots(), text).cell(), "ok");
    }

    #[test]
    fn patterns_describe_places() {
        assert!(describes("a.*.b[].c", "a.x.b[0].c"));
        assert!(!describes("a.*.b[].c", "a.x.c[0].c"));
    }

    #[test]
    fn providers_of_presets_are_bundled() {
        let providers = Preset::ALL.iter().flat_map(|preset| preset.rules()).filter_map(|rule| rule.provider);
        for provider in providers {
            assert!(scope_providers::NAMES.contains(&provider), "{provider}");
        }
    }
}
