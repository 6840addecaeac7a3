//! `duplicate-scope`

use crate::catalog::Standing;
use crate::check::Context;
use crate::finding::Finding;
use crate::level::Level;
use crate::names::NameMap;
use crate::rule::Rule;

pub(super) static RULE: Rule = Rule {
    id: "duplicate-scope",
    default_level: Level::Warn,
    summary: "a scope that is asked for twice",
    docs: "\
Asking twice grants nothing more. It is harmless to most servers, and a sign of two lists that were put together.

**Written:** `scopes!(\"read_profile read_profile\")`

**Instead:** `scopes!(\"read_profile\")`",
    check,
};

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    if cx.total < 2 {
        return;
    }
    if let ([reading], 2) = (&*cx.readings, cx.total) {
        // The most common list of all needs no set.
        if reading.words[0].text != reading.words[1].text {
            return;
        }
    }
    let mut seen = NameMap::with_capacity(cx.total);
    for (spot, word) in cx.all_words() {
        if word.standing != Standing::Unknown && seen.insert(&word.text, ()).is_some() {
            let message = format!("{} is asked for twice", spot.quote());
            findings.push(Finding::new(&RULE, spot.at(), message).token(spot.written()).help("leave it out here"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, first};

    #[test]
    fn the_second_one_is_named() {
        assert_eq!(findings("scopes = ['a', 'b']", &["a b a"]), ["duplicate-scope"]);
        assert_eq!(first("scopes = ['a', 'b']", &["a b a"]).message, "`a` (3rd of 3) is asked for twice");
        assert_eq!(findings("scopes = ['a', 'b']", &["a", "a"]), ["duplicate-scope"]);
        assert_eq!(findings("scopes = ['a', 'A']", &["a", "A"]), [""; 0]);
    }
}
