//! `too-many-scopes`

use super::context::Context;
use crate::finding::Finding;
use crate::model::{Delimiter, Level, Rule};

/// The rule `too-many-scopes`.
pub static RULE: Rule = Rule {
    id: "too-many-scopes",
    default_level: Level::Deny,
    summary: "more scopes than one request may hold",
    docs: "\
Some providers take a limited number (`max_scopes`), and drop or refuse what goes beyond; some take a single one \
(`delimiter = \"single\"`).

**Written:** more scopes than `max_scopes`

**Instead:** ask for what the program needs first, and for the rest when it is needed (incremental authorization).",
};

pub(super) fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let is_single = cx.catalog.delimiter() == Delimiter::Single;
    let Some(most) = is_single.then_some(1).or(cx.catalog.max_scopes()) else { return };
    if cx.total > most {
        let message = format!("{} scopes are asked for; {} takes {most} in a request", cx.total, cx.catalog.name());
        findings.push(Finding::new(&RULE, message).help("ask for the others later, when they are needed"));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, first};

    #[test]
    fn one_more_than_allowed() {
        let catalog = "name = 'x'\nmax_scopes = 2\nscopes = ['a', 'b', 'c']";
        assert_eq!(findings(catalog, &["a b"]), [""; 0]);
        assert_eq!(first(catalog, &["a b", "c"]).message, "3 scopes are asked for; x takes 2 in a request");
        let single = "delimiter = 'single'\nscopes = ['read_only', 'read_write']";
        assert_eq!(findings(single, &["read_only read_write"]), ["too-many-scopes"]);
        assert_eq!(findings(single, &["read_only"]), [""; 0]);
    }
}
