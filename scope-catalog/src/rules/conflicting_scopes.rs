//! `conflicting-scopes`

use crate::check::Context;
use crate::finding::Finding;
use crate::level::Level;
use crate::rule::Rule;

pub(super) static RULE: Rule = Rule {
    id: "conflicting-scopes",
    default_level: Level::Deny,
    summary: "scopes that may not be asked for together",
    docs: "\
The provider refuses the combination, or one of the two takes away what the other grants (`gmail.metadata` beside \
`gmail.readonly`). Some scopes stand alone or not at all (`.default` of Microsoft).

**Written:** two scopes of which one lists the other under `conflicts`, or an `exclusive` one beside any other

**Instead:** two requests, or one of the two.",
    check,
};

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    if !cx.has_details || cx.total < 2 {
        return;
    }
    for (position, (spot, word, id)) in cx.known().enumerate() {
        let details = cx.catalog.details(id);
        let refuses = |one: crate::ScopeId, other: crate::ScopeId| {
            let conflicts = cx.catalog.details(one).map_or(&[][..], |details| &details.conflicts);
            conflicts.iter().any(|name| cx.catalog.declared(&name.text) == Some(other))
        };
        let before = cx.known().take(position).find(|&(_, _, other)| refuses(id, other) || refuses(other, id));
        if let Some((_, other, _)) = before {
            let message = format!("{} may not be asked for together with `{}`", spot.quote(), other.text);
            let help = "ask for them in two requests, or leave one out";
            findings.push(Finding::new(&RULE, spot.at(), message).token(spot.written()).help(help));
        } else if details.is_some_and(|details| details.exclusive)
            && cx.all_words().any(|(_, other)| other.text != word.text)
        {
            let message = format!("{} may not stand beside any other scope", spot.quote());
            findings.push(
                Finding::new(&RULE, spot.at(), message)
                    .token(spot.written())
                    .help("ask for it in a request of its own"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, first};

    const CATALOG: &str = "\
[scopes]
metadata = { conflicts = ['readonly'] }
readonly = ''
other = ''
'.default' = { exclusive = true }
";

    #[test]
    fn in_either_order() {
        assert_eq!(
            first(CATALOG, &["metadata readonly"]).message,
            "`readonly` (2nd of 2) may not be asked for together with `metadata`"
        );
        assert_eq!(findings(CATALOG, &["readonly", "metadata"]), ["conflicting-scopes"]);
        assert_eq!(findings(CATALOG, &["other metadata"]), [""; 0]);
    }

    #[test]
    fn alone_or_not_at_all() {
        assert_eq!(findings(CATALOG, &[".default other"]), ["conflicting-scopes"]);
        assert_eq!(findings(CATALOG, &[".default"]), [""; 0]);
    }
}
