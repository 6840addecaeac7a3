//! `redundant-scope`

use super::context::{Collector, Context};
use crate::fast::NameMap;
use crate::names::pattern::Pattern;

rule! {
    /// The catalog says that one of the scopes implies the other, or that both names mean the same. Requesting both
    /// grants nothing more. If the program needs only the narrower scope, remove the broader one.
    ///
    /// **Example:** `scopes!("write_multipass read_multipass")`, if the first implies the second
    ///
    /// **Use instead:** either the broader scope alone or the narrower one alone.
    Warn "redundant-scope": "a scope that another scope in the list includes"
}

/// What is implied is followed no further, in all words of a list together.
const MOST_FOLLOWED: usize = 1_000_000;

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    if !cx.has_details || cx.words.len() < 2 {
        return;
    }
    let known = cx.known_for_sets();
    let mut included = NameMap::with_capacity(known.len());
    let mut spellings = NameMap::with_capacity(known.len());
    let mut followed = 0;
    for (at, &(_, id)) in known.iter().enumerate() {
        let closure = cx.catalog.closure(id);
        followed += closure.len();
        if followed > MOST_FOLLOWED {
            break;
        }
        // What one pattern implies of another one, it implies for the same values alone.
        let is_pattern = Pattern::is_pattern(&cx.catalog.scope(id).name);
        for implied in &closure[1..] {
            let name = &cx.catalog.scope(*implied).name;
            if !is_pattern || !Pattern::is_pattern(name) {
                included.insert_new(name, at);
            }
        }
    }
    for (at, &(word, id)) in known.iter().enumerate() {
        let name = &*cx.catalog.scope(id).name;
        let first = if Pattern::is_pattern(name) { at } else { spellings.insert_new(name, at) };
        let (broad, relation, advice) = match included.get(name) {
            Some(broad) => (broad, "is included in", "remove it, or request only the narrower scope"),
            None if !cx.catalog.is_same_name(&known[first].0.text, &word.text) => {
                (first, "means the same as", "remove one of them")
            }
            None => continue,
        };
        let message = format!("redundant scope {}: it {relation} `{}`", word.quote(), known[broad].0.text);
        findings.push(word.finding(&RULE, message).help(advice));
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
        assert_eq!(
            first(CATALOG, &["repo status"]).message,
            "redundant scope `status` (2nd of 2): it is included in `repo`"
        );
        assert_eq!(findings(CATALOG, &["public_repo repo"]), ["redundant-scope"]);
        assert_eq!(findings(CATALOG, &["public_repo"]), [""; 0]);
    }

    #[test]
    fn a_pattern_implies_another_one_for_the_same_values_alone() {
        let catalog = "[scopes]\n'a:{id}:read' = ''\n'a:{id}:write' = { implies = ['a:{id}:read', 'list'] }\nlist = ''\n\
            admin = { implies = ['a:{id}:read'] }";
        assert_eq!(findings(catalog, &["a:1:write a:2:read"]), [""; 0]);
        assert_eq!(findings(catalog, &["a:1:write list"]), ["redundant-scope"]);
        assert_eq!(findings(catalog, &["admin a:2:read"]), ["redundant-scope"]);
    }

    #[test]
    fn another_spelling() {
        assert_eq!(findings(CATALOG, &["email https://x.y/email"]), ["redundant-scope"]);
        assert_eq!(findings(CATALOG, &["a:1 a:2"]), [""; 0], "two names of one pattern are two scopes");
    }
}
