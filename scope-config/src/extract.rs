//! Extracts the lists of scopes from a file.

use crate::format::{Format, Source};
use crate::formats::read;
use crate::formats::read_error::ReadError;
use crate::list::{List, list};
use crate::path::{LookupFailure, Path, select};
use crate::presets::{Preset, Rule};
use crate::role::Role;

/// Lists, and where paths stop that lead nowhere: each with the number of the path.
type Extracted = (Vec<List>, Vec<(usize, LookupFailure)>);

/// The lists at several paths of a file, in the order of the file. The second list has the paths that were not found.
///
/// # Errors
///
/// If the file cannot be parsed.
pub fn extract(source: Source<'_>, paths: &[(&Path, Role)]) -> Result<Extracted, ReadError> {
    let documents = read(source.format, source.text)?;
    let read_yaml = |text: &str| read(Format::Yaml, text).ok().and_then(|documents| documents.into_iter().next());
    let mut lists = Vec::new();
    let mut stops = Vec::new();
    for (number, (path, role)) in paths.iter().enumerate() {
        let matches = match select(path, &documents, &read_yaml) {
            Ok(matches) => matches,
            Err(stop) => {
                stops.push((number, stop));
                continue;
            }
        };
        for mut found in matches {
            let route = std::mem::take(&mut found.route);
            lists.extend(list(source.text, found, *role, number).map(|list| (route, list)));
        }
    }
    lists.sort_by(|(one, _), (other, _)| one.cmp(other));
    let is_same = |one: &List, other: &List| one.span == other.span && one.scopes == other.scopes;
    lists.dedup_by(|(route, list), (before, kept)| route == before && is_same(list, kept));
    Ok((lists.into_iter().map(|(_, list)| list).collect(), stops))
}

/// What presets find in a file, in the order of the file, with the preset and the rule of each. Nothing is there for a
/// preset that is for files of another kind: the caller asks with all that [`Preset::of_file`] names.
///
/// # Errors
///
/// If the file cannot be parsed.
pub fn extract_presets(
    source: Source<'_>,
    presets: &[Preset],
) -> Result<Vec<(Preset, &'static Rule, List)>, ReadError> {
    let rules: Vec<(Preset, &Rule)> =
        presets.iter().flat_map(|preset| preset.rules().iter().map(|rule| (*preset, rule))).collect();
    let paths: Vec<(&Path, Role)> = rules.iter().map(|(_, rule)| (&rule.parsed, rule.role)).collect();
    let (lists, _) = extract(source, &paths)?;
    let with_rule = |list: List| {
        let (preset, rule) = rules[list.rule];
        (preset, rule, list)
    };
    Ok(lists.into_iter().map(with_rule).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_of_cloudformation_are_not_known() {
        let file = r#"["openid", {"Fn::Sub": "${Api}/read"}, {"Ref": "More"}]"#;
        let source = Source { format: Format::Json, text: &format!("{{\"a\": {file}, \"b\": {{\"Ref\": \"All\"}}}}") };
        let [a, b] = ["a", "b"].map(|path| Path::parse(path).expect("a path"));
        let (lists, _) = extract(source, &[(&a, Role::Requests), (&b, Role::Requests)]).expect("JSON");
        let scopes = |list: &List| list.scopes.iter().map(|found| found.text.clone()).collect::<Vec<_>>();
        let unresolved = |list: &List| list.unresolved.iter().map(|found| found.raw.clone()).collect::<Vec<_>>();
        assert_eq!(scopes(&lists[0]), ["openid"]);
        assert_eq!(unresolved(&lists[0]), [r#"{"Fn::Sub": "${Api}/read"}"#, r#"{"Ref": "More"}"#]);
        assert_eq!(
            (scopes(&lists[1]), unresolved(&lists[1])),
            (Vec::<String>::new(), vec![r#"{"Ref": "All"}"#.to_owned()])
        );
    }
}
