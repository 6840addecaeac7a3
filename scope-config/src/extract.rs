//! Extracts the lists of scopes from a file.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use crate::beside::Beside;
use crate::format::{Format, Source};
use crate::formats::read;
use crate::formats::read_error::ReadError;
use crate::list::{List, Unsuitable, list};
use crate::node::{Node, Value};
use crate::parts::{Part, parts};
use crate::path::{LookupFailure, Match, Path, Search, Start, Stop, Target, select};
use crate::presets::{ListKind, Preset, Rule};
use crate::role::Role;
use crate::secret;
use crate::variable;

/// What was found in a file, at paths or by presets.
#[derive(Debug, Default)]
pub struct Extracted {
    /// The lists, in the order of the file.
    pub lists: Vec<List>,
    /// The paths that were not found; those of presets need not be there.
    pub failures: Vec<LookupFailure>,
    /// The values that cannot be lists of scopes, where one is expected.
    pub unsuitable: Vec<Unsuitable>,
}

impl Extracted {
    /// The same, with what presets know of the lists.
    pub(crate) fn known_by(mut self, presets: &Self) -> Self {
        // Where two presets know a list, the first counts.
        let of_provider = presets.lists.iter().rev().filter(|list| list.provider().is_some());
        let rules: HashMap<_, _> = of_provider.map(|list| (&list.span, list.rule)).collect();
        for list in &mut self.lists {
            list.rule = rules.get(&list.span).copied().flatten();
        }
        self
    }

    /// The names of scopes that the file defines itself: a provider has these, even if its catalog does not.
    pub(crate) fn defined(&self) -> BTreeSet<&str> {
        let lists = self.lists.iter().filter(|list| list.role == Role::Defines);
        lists.flat_map(|list| &list.scopes).map(|scope| &*scope.text).collect()
    }
}

/// Where a list is expected.
struct Wanted<'p> {
    path: &'p Path,
    /// The part of the file that contains it.
    start: Option<&'p Start>,
    role: Role,
    preset: Option<(Preset, &'static Rule)>,
}

/// The lists at several paths of a file.
///
/// # Errors
///
/// If the file cannot be parsed.
pub fn extract(source: Source<'_>, paths: &[(&Path, Role)]) -> Result<Extracted, ReadError> {
    Ok(extract_in(&read(source.format, source.text)?, source, paths, &Cell::new(MOST_STEPS)))
}

/// The steps that all paths of users may take together.
pub(crate) const MOST_STEPS: usize = 15_000_000;

/// The same, of a file that was parsed. `left` is the number of steps that the paths may still take.
pub(crate) fn extract_in(
    documents: &[Rc<Node>],
    source: Source<'_>,
    paths: &[(&Path, Role)],
    left: &Cell<usize>,
) -> Extracted {
    let by_path = |&(path, role)| Wanted { path, start: None, role, preset: None };
    find(source, documents, &paths.iter().map(by_path).collect::<Vec<_>>(), Some(left))
}

/// The first document of a text inside a file.
fn read_text(format: Format, text: &str) -> Option<Rc<Node>> {
    read(format, text).ok()?.into_iter().next()
}

/// What a path leads to, in the file or in a part of it.
fn select_at<'p>(
    start: Option<&'p Start>,
    path: &'p Path,
    documents: &[Rc<Node>],
    left: Option<&'p Cell<usize>>,
) -> Result<Vec<Match>, Stop<'p>> {
    select(path, documents, Search { read_text: &read_text, left, start })
}

fn find<'w>(
    source: Source<'_>,
    documents: &[Rc<Node>],
    wanted: &[Wanted<'w>],
    left: Option<&'w Cell<usize>>,
) -> Extracted {
    let (mut lists, mut failures, mut unsuitable) = (Vec::new(), Vec::new(), Vec::new());
    let kinds: Vec<Kind> = documents.iter().map(Kind::of).collect();
    for (number, wanted) in wanted.iter().enumerate() {
        let matches = match select_at(wanted.start, wanted.path, documents, left) {
            Ok(matches) => matches,
            Err(stop) => {
                if wanted.preset.is_none() {
                    failures.push(stop.explained());
                }
                continue;
            }
        };
        for mut found in matches {
            let kind = found.route.first().and_then(|&document| kinds.get(document)).copied().unwrap_or_default();
            if wanted.is_something_else(kind, &found) {
                continue;
            }
            if let Some(secret) = secret(&found) {
                unsuitable.extend(wanted.is_list_certain().then_some(secret).filter(|_| wanted.path.ends_with_key()));
                continue;
            }
            let way = (std::mem::take(&mut found.route), found.inner.take());
            let is_encoded = kind.is_secret && found.first_key() == Some("data");
            let name = found.last_key().to_owned();
            // A table of texts is a list of permissions there, whatever their levels are called.
            let any_level = wanted.preset.is_some_and(|(_, rule)| rule.kind == ListKind::Permissions);
            match list(source.text, found, wanted.role, any_level) {
                Ok(None) => {}
                Ok(Some(list)) => {
                    let (preset, rule) = wanted.preset.unzip();
                    // `A_SCOPES=A_SCOPES` in an example stands for what is to be written there.
                    let is_unknown = is_encoded || list.is_only(&name);
                    let list = if is_unknown { list.into_unresolved(source.text) } else { list };
                    lists.push((way, List { number, preset, rule, ..list }));
                }
                Err(value) => unsuitable.extend(wanted.is_list_certain().then_some(value)),
            }
        }
    }
    lists.sort_by(|((one, _), _), ((other, _), _)| one.cmp(other));
    let is_same = |one: &List, other: &List| one.span == other.span && one.scopes == other.scopes;
    lists.dedup_by(|((route, _), list), ((before, _), kept)| route == before && is_same(list, kept));
    let mut beside = Beside::new(documents);
    for ((route, inner), list) in &mut lists {
        list.server_beside = beside.server(route, inner.as_ref());
    }
    Extracted { lists: lists.into_iter().map(|(_, list)| list).collect(), failures, unsuitable }
}

/// A value that may be a secret: nothing of it is read.
fn secret(found: &Match) -> Option<Unsuitable> {
    let (Target::Node(node) | Target::Assigned(node, _) | Target::Embedded(_, node)) = &found.target else {
        return None;
    };
    let what = secret::described(found.last_key(), node)?;
    Some(Unsuitable { path: found.path.clone(), span: node.span.clone(), what })
}

impl Wanted<'_> {
    /// Whether a preset's path leads to what is called a scope and is none of OAuth.
    fn is_something_else(&self, kind: Kind, found: &Match) -> bool {
        let Some((preset, _)) = self.preset else { return false };
        let name = found.last_key();
        let is_variable = self.path.ends_with_variable() && preset.is_of_any_name();
        let is_doubtful = is_variable && !variable::is_certain(name);
        let is_of_api = preset == Preset::OauthClient && kind.is_api_description;
        is_doubtful || variable::is_other(name) || kind.is_type_definition || is_of_api
    }

    /// Whether what the path leads to has to be a list of scopes.
    fn is_list_certain(&self) -> bool {
        self.preset.is_none() || self.role == Role::Requests && self.path.ends_with_key()
    }
}

/// What a document is, which decides what is called a scope in it.
#[derive(Clone, Copy, Default)]
struct Kind {
    /// It describes a kind of objects of Kubernetes: its `spec.scope` is `Namespaced` or `Cluster`.
    is_type_definition: bool,
    /// It is a secret of Kubernetes: its `data` is in base64.
    is_secret: bool,
    /// It describes an API: scopes are defined or required there.
    is_api_description: bool,
}

impl Kind {
    fn of(document: &Rc<Node>) -> Self {
        let has_version = |key: &&str| {
            let version = document.get(key).map(|version| &version.value);
            matches!(version, Some(Value::Text(_) | Value::Other(_)))
        };
        let kind = document.get("kind").and_then(|kind| kind.as_text()).unwrap_or_default();
        Self {
            is_type_definition: kind.ends_with("ResourceDefinition"),
            is_secret: kind == "Secret",
            is_api_description: ["asyncapi", "openapi", "swagger"].iter().any(has_version),
        }
    }
}

/// What presets find in a file. Nothing is there for a preset that is for files of another kind: the caller asks with all
/// that [`Preset::of_file`] names.
///
/// # Errors
///
/// If the file cannot be parsed.
pub fn extract_presets(source: Source<'_>, presets: &[Preset]) -> Result<Extracted, ReadError> {
    Ok(extract_presets_in(&read(source.format, source.text)?, source, presets))
}

/// The same, of a file that was parsed.
pub(crate) fn extract_presets_in(documents: &[Rc<Node>], source: Source<'_>, presets: &[Preset]) -> Extracted {
    let parts = parts(documents, &read_text);
    find(source, documents, &wanted(presets, &parts, documents), None)
}

/// The rules that apply to a file and its parts. If several find the same list, the first one belongs to a preset with
/// specific file names, and has a path to the list instead of searching for it.
fn wanted<'p>(presets: &[Preset], parts: &'p [Part], documents: &[Rc<Node>]) -> Vec<Wanted<'p>> {
    let mut rules = Vec::new();
    let mut add = |presets: &[Preset], start: Option<&'p Start>| {
        let is_there = |path: &Path| select_at(start, path, documents, None).is_ok();
        for &preset in presets {
            // A preset that is stated is used.
            if presets.len() == 1 || preset.marks().iter().all(|mark| mark.iter().any(is_there)) {
                rules.extend(preset.rules().iter().map(|rule| (preset, rule, start)));
            }
        }
    };
    add(presets, None);
    for part in parts {
        match presets {
            [_] => add(presets, Some(&part.start)),
            _ => add(&Preset::of_file(&part.file).collect::<Vec<_>>(), Some(&part.start)),
        }
    }
    rules.sort_by_key(|(preset, rule, _)| (preset.is_of_any_name(), rule.parsed.is_anywhere()));
    let wanted = |(preset, rule, start): (_, &'static Rule, _)| Wanted {
        path: &rule.parsed,
        start,
        role: rule.role,
        preset: Some((preset, rule)),
    };
    rules.into_iter().map(wanted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_of_nothing_but_its_own_name_is_not_known() {
        for (text, known) in
            [("A_SCOPES=A_SCOPES # later\n", 0), ("A_SCOPES=a_scopes\n", 1), ("A_SCOPES=A_SCOPES b\n", 2)]
        {
            let source = Source { format: Format::Dotenv, text };
            let found = extract_presets(source, &[Preset::EnvScopeVars]).expect("a file");
            let list = &found.lists[0];
            assert_eq!((list.scopes.len(), list.unresolved.len()), (known, usize::from(known == 0)), "{text}");
        }
    }

    #[test]
    fn functions_of_cloudformation_are_not_known() {
        let file = r#"["openid", {"Fn::Sub": "${Api}/read"}, {"Ref": "More"}]"#;
        let source = Source { format: Format::Json, text: &format!("{{\"a\": {file}, \"b\": {{\"Ref\": \"All\"}}}}") };
        let [a, b] = ["a", "b"].map(|path| Path::parse(path).expect("a path"));
        let lists = extract(source, &[(&a, Role::Requests), (&b, Role::Requests)]).expect("JSON").lists;
        let scopes = |list: &List| list.scopes.iter().map(|found| found.text.clone()).collect::<Vec<_>>();
        let unresolved = |list: &List| list.unresolved.iter().map(|found| found.raw.clone()).collect::<Vec<_>>();
        assert_eq!(scopes(&lists[0]), ["openid"]);
        assert_eq!(unresolved(&lists[0]), [r#"{"Fn::Sub": "${Api}/read"}"#, r#"{"Ref": "More"}"#]);
        assert_eq!(
            (scopes(&lists[1]), unresolved(&lists[1])),
            (Vec::<String>::new(), vec![r#"{"Ref": "All"}"#.to_owned()])
        );
    }

    #[test]
    fn paths_share_their_steps() {
        let source = Source { format: Format::Json, text: r#"{"a": {"scope": "openid"}, "b": [1, 2, 3]}"# };
        let documents = read(source.format, source.text).expect("JSON");
        let path = Path::parse("**.scope").expect("a path");
        let (paths, left) = ([(&path, Role::Requests); 2], Cell::new(20));
        let Extracted { lists, failures, .. } = extract_in(&documents, source, &paths, &left);
        assert_eq!((lists.len(), failures.len(), left.get()), (1, 1, 0));
        let failure = &failures[0];
        assert!(failure.to_string().ends_with("take too many steps"), "{failure}");
        assert_eq!(failure.help().as_deref(), Some("write fewer `**` and `*`, or name fewer files"));
    }
}
