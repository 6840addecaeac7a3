//! `redundant-scope`

use super::context::Context;
use crate::fast::NameMap;
use crate::finding::Finding;
use crate::model::{Level, Rule};
use crate::names::pattern::Pattern;

/// The rule `redundant-scope`.
pub static RULE: Rule = Rule {
    id: "redundant-scope",
    default_level: Level::Warn,
    summary: "a scope that another one of the list includes",
    docs: "\
The catalog says that one scope implies the other, or that two spellings mean the same, so that asking for both \
grants nothing more. It is advice: leaving out the broad one may be what is right.

**Written:** `scopes!(\"write_multipass read_multipass\")`, where the first implies the second

**Instead:** the broad one alone, or the narrow one alone.",
};

pub(super) fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    if !cx.has_details || cx.total < 2 {
        return;
    }
    let known = cx.known();
    let mut included = NameMap::with_capacity(known.len());
    let mut spellings = NameMap::with_capacity(known.len());
    for &(_, word, id) in &known {
        for implied in &cx.catalog.closure(id)[1..] {
            included.insert_new(&cx.catalog.scope(*implied).name, word);
        }
    }
    for (spot, word, id) in known {
        let name = &*cx.catalog.scope(id).name;
        let first = if Pattern::is_pattern(name) { word } else { spellings.insert_new(name, word) };
        let (broad, relation, advice) = match included.get(name) {
            Some(broad) => (broad, "is included in", "leave it out, or ask for the narrower one alone"),
            None if first.text != word.text => (first, "is another spelling of", "leave one of them out"),
            None => continue,
        };
        let message = format!("{} {relation} `{}`", spot.quote(), broad.text);
        findings.push(Finding::new(&RULE, message).at(spot.span()).token(spot.written()).help(advice));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, first};

    const CATALOG: &str = "\
[scopes]
repo = { implies = ['public_repo'] }
public_repo = { implies = ['status'] }
status = ''
email = { aliases = ['https://x.y/email'] }
'a:{id}' = ''
";

    #[test]
    fn implied_by_another_at_any_distance() {
        assert_eq!(first(CATALOG, &["repo status"]).message, "`status` (2nd of 2) is included in `repo`");
        assert_eq!(findings(CATALOG, &["public_repo repo"]), ["redundant-scope"]);
        assert_eq!(findings(CATALOG, &["public_repo"]), [""; 0]);
    }

    #[test]
    fn another_spelling() {
        assert_eq!(findings(CATALOG, &["email https://x.y/email"]), ["redundant-scope"]);
        assert_eq!(findings(CATALOG, &["a:1 a:2"]), [""; 0], "two names of one pattern are two scopes");
    }
}
