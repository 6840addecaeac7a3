//! `wrong-kind`

use super::context::Context;
use crate::finding::Finding;
use crate::model::{Level, Rule};
use crate::render::quoting::quoted;

/// The rule `wrong-kind`.
pub static RULE: Rule = Rule {
    id: "wrong-kind",
    default_level: Level::Deny,
    summary: "a scope that this kind of client cannot hold",
    docs: "\
Providers give some scopes to people only, some to bots or services only. The catalog says who can hold a scope \
(`kinds`) and what a client is (`kind`).

**Written:** a scope of `kinds = [\"bot\"]` for a client of `kind = \"user\"`

**Instead:** a scope that the client can hold, or a client of another kind.",
};

pub(super) fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let Some((client, kind)) = cx.client.and_then(|client| Some((client, client.kind.as_ref()?))) else { return };
    for (spot, _, id) in cx.known() {
        let kinds = cx.catalog.details(id).map_or(&[][..], |details| &details.kinds);
        if kinds.is_empty() || kinds.iter().any(|known| known.text == kind.text) {
            continue;
        }
        let message = format!(
            "{} cannot be held by the client `{}`, whose kind is `{}`",
            spot.quote(),
            client.name.text,
            kind.text
        );
        let help = format!("it can be held by {}", quoted(kinds.iter().map(|kind| &*kind.text), ", "));
        findings.push(Finding::new(&RULE, message).at(spot.span()).token(spot.written()).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings_of_client, first_of_client};

    const CATALOG: &str = "\
[scopes]
a = { kinds = ['user'] }
b = { kinds = ['bot', 'app'] }
c = ''
[clients.x]
kind = 'user'
allow = ['a', 'b', 'c']
";

    #[test]
    fn who_can_hold_it() {
        assert_eq!(findings_of_client(CATALOG, "x", &["a c"]), [""; 0]);
        let finding = first_of_client(CATALOG, "x", &["b"]);
        assert_eq!(finding.message, "`b` cannot be held by the client `x`, whose kind is `user`");
        assert_eq!(finding.help.as_deref(), Some("it can be held by `bot`, `app`"));
    }
}
